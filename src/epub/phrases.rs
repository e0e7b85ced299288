//! Pieces of the metadata in words, as the printed pages say them too.
//!
//! Values come in, words go out. It knows no markup.

use super::sheet::capitalized;
use crate::document::{Creator, Date, Embargo, Event, Metadata, Moment, Status};
use crate::locale::{Locale, Word};

/// `12 March 2026`, `March 2026`, `2026`.
pub(super) fn date(date: Date, locale: Locale) -> String {
    locale.date(date.year, date.month, date.day, false)
}

/// `12 March 2026, 18:00`.
pub(super) fn moment(moment: &Moment, locale: Locale) -> String {
    let mut words = date(moment.date, locale);
    if let Some((hour, minute)) = moment.time {
        words = format!("{words}, {hour:02}:{minute:02}");
    }
    words
}

/// A moment with its zone: `12 March 2026, 18:00 CET`, else its distance from UTC.
fn zoned(when: &Moment, zone: &str, locale: Locale) -> String {
    let words = moment(when, locale);
    match (zone, when.offset, when.time) {
        ("", Some(offset), Some(_)) => format!("{words}\u{a0}{}", utc(offset)),
        ("", ..) => words,
        (zone, ..) => format!("{words}\u{a0}{zone}"),
    }
}

/// `UTC`, `UTC+1`, `UTC−3:30`.
fn utc(minutes: i16) -> String {
    let sign = match minutes {
        0 => return "UTC".to_owned(),
        1.. => '+',
        _ => '−',
    };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    if rest == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{rest:02}") }
}

/// `Reviews embargoed until 12 March 2026, 18:00 CET`.
pub(super) fn embargo(embargo: &Embargo, locale: Locale) -> String {
    let until = zoned(&embargo.until, &embargo.zone, locale);
    let words = locale.word(Word::EmbargoUntil).replace("{moment}", &until);
    capitalized(format!("{} {words}", embargo.covers.join(", ")).trim())
}

/// `Press kit, Festival edition, revision 3`.
pub(super) fn edition(metadata: &Metadata, locale: Locale) -> String {
    let numbered = |word: Word, text: &str| {
        let number = text.chars().all(|c| c.is_ascii_digit() || c == '.');
        if number { format!("{} {text}", locale.word(word)) } else { text.to_owned() }
    };
    let mut parts = vec![locale.word(Word::PressKit).to_owned()];
    if !metadata.edition.is_empty() {
        parts.push(numbered(Word::Edition, &metadata.edition));
    }
    if !metadata.revision.is_empty() {
        parts.push(numbered(Word::Revision, &metadata.revision));
    }
    if metadata.status == Some(Status::Draft) {
        parts.push(locale.word(Word::Draft).to_owned());
    }
    parts.join(", ")
}

/// `By Ane Larrea, Jonas Abt`; empty without creators.
pub(super) fn makers(creators: &[Creator], locale: Locale) -> String {
    let names: Vec<_> = creators.iter().map(|creator| creator.name.as_str()).collect();
    if names.is_empty() {
        return String::new();
    }
    locale.word(Word::By).replace("{name}", &names.join(", "))
}

/// Kind and event: `Premiere: International Competition`; the kind only if the event does
/// not say it.
pub(super) fn event(event: &Event) -> String {
    let said = event.event.to_lowercase().contains(&event.kind.to_lowercase());
    match (event.kind.as_str(), event.event.as_str()) {
        (kind, "") => capitalized(kind),
        (_, event) if said => event.to_owned(),
        (kind, event) => format!("{}: {event}", capitalized(kind)),
    }
}

/// The whole of what was quoted in part, in its marks.
pub(super) fn in_full(text: &str, locale: Locale) -> String {
    let quotes = locale.quotes();
    let text = format!("{}{text}{}", quotes.open, quotes.close);
    locale.word(Word::InFull).replace("{text}", &text)
}

/// An address as it is printed: no scheme, no slash at the end.
pub(super) fn bare(url: &str) -> &str {
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    let rest = schemes.iter().find_map(|scheme| url.strip_prefix(scheme)).unwrap_or(url);
    rest.trim_end_matches('/')
}

/// Where an address leads that may lack its scheme: `harrizko.example` is on the web,
/// `press@harrizko.example` takes mail.
pub(super) fn absolute(address: &str) -> String {
    let plain = !address.contains([':', ' ', '\u{a0}']);
    match (plain, address.contains('@'), address.contains('.')) {
        (true, true, _) => format!("mailto:{address}"),
        (true, false, true) => format!("https://{address}"),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_far_a_zone_is_from_utc() {
        assert_eq!([0, 60, -210].map(utc), ["UTC", "UTC+1", "UTC−3:30"], "minutes east");
    }

    #[test]
    fn addresses_gain_what_they_lack() {
        let cases = [
            ("a.example/b", "https://a.example/b"),
            ("b@a.example", "mailto:b@a.example"),
            ("http://a.example", "http://a.example"),
            ("on request", "on request"),
        ];
        for (given, expected) in cases {
            assert_eq!(absolute(given), expected, "{given}");
        }
    }
}
