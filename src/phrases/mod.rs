//! Pieces of the metadata in words, the same in both books.
//!
//! Values come in, words go out: dates, moments, makers, editions, addresses, the headings
//! of data pages. It knows no page, no type and no markup.

use crate::document::{Contact, Creator, DataKind, Date, Embargo, Event, Metadata, Moment, Status};
use crate::locale::{Locale, Word};

/// Gives the heading of a data page.
#[must_use]
pub fn heading(kind: DataKind) -> Word {
    match kind {
        DataKind::About => Word::About,
        DataKind::Facts => Word::Facts,
        DataKind::Credits => Word::Credits,
        DataKind::People => Word::People,
        DataKind::Quotes => Word::Press,
        DataKind::Awards => Word::Awards,
        DataKind::Dates => Word::Dates,
        DataKind::Contacts => Word::Contacts,
        DataKind::Stills => Word::Stills,
        DataKind::Colophon => Word::Colophon,
    }
}

/// Says a date: `12 March 2026`, `March 2026`, `2026`.
#[must_use]
pub fn date(date: Date, locale: Locale) -> String {
    locale.date(date.year, date.month, date.day, false)
}

/// Says a moment: `Thursday 12 March 2026, 18:00`; without the weekday where it is not wanted.
#[must_use]
pub fn moment(moment: &Moment, weekday: bool, locale: Locale) -> String {
    let Date { year, month, day } = moment.date;
    let mut words = locale.date(year, month, day, weekday);
    if let Some((hour, minute)) = moment.time {
        words = format!("{words}, {hour:02}:{minute:02}");
    }
    words
}

/// A moment with its zone: `12 March 2026, 18:00 CET`, else its distance from UTC.
fn zoned(when: &Moment, zone: &str, weekday: bool, locale: Locale) -> String {
    let mut words = moment(when, weekday, locale);
    if !zone.is_empty() {
        words = format!("{words}\u{a0}{zone}");
    } else if let (Some(offset), Some(_)) = (when.offset, when.time) {
        words = format!("{words}\u{a0}{}", utc(offset));
    }
    words
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

/// Says until when: `Reviews embargoed until 12 March 2026, 18:00 CET`.
#[must_use]
pub fn embargo(embargo: &Embargo, weekday: bool, locale: Locale) -> String {
    let until = zoned(&embargo.until, &embargo.zone, weekday, locale);
    let covers = embargo.covers.join(", ");
    let word = if covers.is_empty() { Word::EmbargoUntil } else { Word::EmbargoOf };
    capital(&locale.word(word).replace("{moment}", &until).replace("{what}", &covers))
}

/// Says which edition: `Festival edition, third revision, Draft`; the words "edition" and
/// "revision" only where the kit says a number. Empty if it says nothing of these.
#[must_use]
pub fn edition(metadata: &Metadata, locale: Locale) -> String {
    let named = |word: Word, text: &str| {
        let number = text.chars().all(|c| c.is_ascii_digit() || c == '.');
        if number { format!("{} {text}", locale.word(word)) } else { text.to_owned() }
    };
    let parts = [(Word::Edition, &metadata.edition), (Word::Revision, &metadata.revision)];
    let said = parts.into_iter().filter(|part| !part.1.is_empty());
    let draft = draft(metadata, locale).map(str::to_owned);
    said.map(|(word, text)| named(word, text)).chain(draft).collect::<Vec<_>>().join(", ")
}

/// Says that a kit is a draft, if it is.
#[must_use]
pub fn draft(metadata: &Metadata, locale: Locale) -> Option<&'static str> {
    (metadata.status == Some(Status::Draft)).then(|| locale.word(Word::Draft))
}

/// Says who made it: `By Ane Larrea, Jonas Abt`; empty without creators.
#[must_use]
pub fn makers(creators: &[Creator], locale: Locale) -> String {
    let names: Vec<_> = creators.iter().map(|creator| creator.name.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        names => locale.word(Word::By).replace("{name}", &names.join(", ")),
    }
}

/// Gives the whole of what was quoted in part, in its marks.
#[must_use]
pub fn in_full(text: &str, (open, close): (&str, &str), locale: Locale) -> String {
    let text = format!("{open}{text}{close}");
    locale.word(Word::InFull).replace("{text}", &text)
}

/// Picks the premiere, else the first date.
#[must_use]
pub fn premiere(dates: &[Event]) -> Option<&Event> {
    let is_premiere = |event: &&Event| event.kind.to_lowercase().contains("premi");
    dates.iter().find(is_premiere).or(dates.first())
}

/// Orders contacts: those for the press first, else as they come.
pub fn press_first(contacts: &[Contact]) -> impl Iterator<Item = &Contact> {
    let press = |contact: &&Contact| contact.purpose.to_lowercase().contains("press");
    contacts.iter().filter(press).chain(contacts.iter().filter(move |contact| !press(contact)))
}

/// Says kind and event: `Premiere: International Competition`; the kind only if the event does
/// not say it.
#[must_use]
pub fn event(event: &Event, locale: Locale) -> String {
    let said = event.event.to_lowercase().contains(&event.kind.to_lowercase());
    match (event.kind.as_str(), event.event.as_str()) {
        (kind, "") => capital(kind),
        (_, event) if said => event.to_owned(),
        (kind, event) => format!("{}{} {event}", capital(kind), locale.colon()),
    }
}

/// Gives an address as it is shown: no scheme, no slash at the end, no subject of a mail.
#[must_use]
pub fn bare(url: &str) -> &str {
    if let Some(mail) = url.strip_prefix("mailto:") {
        return mail.split('?').next().unwrap_or(mail);
    }
    let strip = |scheme: &&str| url.strip_prefix(*scheme);
    let rest = ["https://", "http://", "tel:"].iter().find_map(strip);
    rest.unwrap_or(url).trim_end_matches('/')
}

/// Gives text with its first letter as a capital.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Lang;

    #[test]
    fn says_dates_in_words() {
        let locale = Locale::of(&Lang::english());
        let when = Moment {
            date: Date { year: 2026, month: Some(3), day: Some(12) },
            time: Some((18, 0)),
            offset: Some(60),
        };
        assert_eq!(moment(&when, true, locale), "Thursday 12 March 2026, 18:00", "with weekday");
        assert_eq!(
            zoned(&when, "CET", false, locale),
            "12 March 2026, 18:00\u{a0}CET",
            "named zone"
        );
        assert_eq!(zoned(&when, "", false, locale), "12 March 2026, 18:00\u{a0}UTC+1", "offset");
        assert_eq!([0, 60, -210].map(utc), ["UTC", "UTC+1", "UTC−3:30"], "minutes east");
    }

    #[test]
    fn shows_addresses_bare() {
        assert_eq!(bare("https://farridge.example/press/"), "farridge.example/press", "a page");
        assert_eq!(bare("mailto:ane@farridge.example?subject=A"), "ane@farridge.example", "mail");
        assert_eq!(bare("tel:+441632960114"), "+441632960114", "a telephone");
    }
}
