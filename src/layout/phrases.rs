//! Pieces of the metadata in words: dates, moments, addresses.
//!
//! Values come in, words as they are printed go out, and links for those that lead
//! somewhere. It sets no type.

use crate::design::TextStyle;
use crate::document::{Creator, Date, Embargo, Metadata, Moment};
use crate::layout::address::bare;
use crate::layout::captions::capital;
use crate::layout::compose::Text;
use crate::layout::sheet::{Goal, Sheets};
use crate::locale::{Locale, Word};
use crate::pages::NodeId;

/// `12 March 2026`, `March 2026`, `2026`.
pub(super) fn date(date: Date, locale: Locale) -> String {
    locale.date(date.year, date.month, date.day, false)
}

/// `Thursday 12 March 2026, 18:00`; without the weekday where it is not wanted.
pub(super) fn moment(moment: &Moment, weekday: bool, locale: Locale) -> String {
    let Date { year, month, day } = moment.date;
    let mut words = locale.date(year, month, day, weekday);
    if let Some((hour, minute)) = moment.time {
        words = format!("{words}, {hour:02}:{minute:02}");
    }
    words
}

/// A moment with its zone: `12 March 2026, 18:00 CET`, else its distance from UTC.
pub(super) fn zoned(when: &Moment, zone: &str, weekday: bool, locale: Locale) -> String {
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

/// `Reviews embargoed until 12 March 2026, 18:00 CET`.
pub(super) fn embargo(embargo: &Embargo, weekday: bool, locale: Locale) -> String {
    let until = zoned(&embargo.until, &embargo.zone, weekday, locale);
    let words = locale.word(Word::EmbargoUntil).replace("{moment}", &until);
    let covers = embargo.covers.join(", ");
    capital(format!("{covers} {words}").trim())
}

/// `Festival edition, third revision`; the word "revision" only where the kit says a number.
pub(super) fn edition(metadata: &Metadata, locale: Locale) -> String {
    let mut parts = Vec::new();
    if !metadata.edition.is_empty() {
        let number = is_number(&metadata.edition);
        let word = locale.word(Word::Edition);
        parts.push(if number {
            format!("{word} {}", metadata.edition)
        } else {
            metadata.edition.clone()
        });
    }
    if !metadata.revision.is_empty() {
        let number = is_number(&metadata.revision);
        let word = locale.word(Word::Revision);
        let words = if number {
            format!("{word} {}", metadata.revision)
        } else {
            metadata.revision.clone()
        };
        parts.push(words);
    }
    capital(&parts.join(", "))
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// `By Ane Larrea, Jonas Abt`; empty without creators.
pub(super) fn makers(creators: &[Creator], locale: Locale) -> String {
    let names: Vec<_> = creators.iter().map(|creator| creator.name.as_str()).collect();
    match names.as_slice() {
        [] => String::new(),
        names => locale.word(Word::By).replace("{name}", &names.join(", ")),
    }
}

/// The whole of what was quoted in part, in its marks.
pub(super) fn in_full(text: &str, locale: Locale) -> String {
    let quotes = locale.quotes();
    let text = format!("{}{text}{}", quotes.open, quotes.close);
    locale.word(Word::InFull).replace("{text}", &text)
}

/// Where an address on the web leads; none if it is not one that is safe to follow.
fn web(url: &str) -> Option<Goal> {
    let lower = url.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return Some(Goal::Url(url.to_owned()));
    }
    let host = !lower.contains(':') && !lower.contains(char::is_whitespace) && lower.contains('.');
    host.then(|| Goal::Url(format!("https://{url}")))
}

fn mail(address: &str) -> Option<Goal> {
    let plain = address.contains('@') && !address.contains(char::is_whitespace);
    plain.then(|| Goal::Url(format!("mailto:{address}")))
}

fn telephone(number: &str) -> Option<Goal> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let plus = if number.trim_start().starts_with('+') { "+" } else { "" };
    (3 <= digits.len()).then(|| Goal::Url(format!("tel:{plus}{digits}")))
}

/// What kind of address some words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// On the web; printed without its scheme.
    Web,
    /// For mail.
    Mail,
    /// A telephone number.
    Telephone,
    /// Whichever it looks like.
    Any,
}

/// Appends an address as a link of `node`, or as plain words if it leads nowhere.
pub(super) fn push_address(
    text: &mut Text,
    address: &str,
    kind: Address,
    style: &TextStyle,
    node: NodeId,
    sheets: &mut Sheets,
) {
    let goal = match kind {
        Address::Web => web(address),
        Address::Mail => mail(address),
        Address::Telephone => telephone(address),
        Address::Any => mail(address).or_else(|| web(address)),
    };
    let words = match kind {
        Address::Web | Address::Any => bare(address).to_owned(),
        Address::Mail => address.to_owned(),
        Address::Telephone => address.replace(' ', "\u{a0}"),
    };
    match goal {
        Some(goal) => {
            // What a screen reader says is the address itself.
            let said = match &goal {
                Goal::Url(url) => bare(url).to_owned(),
                Goal::Anchor(_) | Goal::Block(_) => words.clone(),
            };
            let mark = sheets.link(node, goal, said);
            text.push(&words, style, mark);
        }
        None => text.push(&words, style, crate::layout::compose::Mark::default()),
    }
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
    }

    #[test]
    fn knows_addresses() {
        assert_eq!(
            telephone("+44 1632 960 114"),
            Some(Goal::Url("tel:+441632960114".to_owned())),
            "digits alone"
        );
        assert_eq!(web("javascript:alert(1)"), None, "not an address to follow");
        assert_eq!(
            web("farridge.example"),
            Some(Goal::Url("https://farridge.example".to_owned())),
            "a bare host"
        );
    }
}
