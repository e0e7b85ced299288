//! Which spaces hold: between a number and its unit, an initial and a name, a day and its
//! month, and wherever the language's data file says so.
//!
//! A space comes in between what stands before it and what follows; the space to print goes
//! out. What the author has already set stays.

use super::{NARROW, NO_BREAK, Polisher, Rules, SpacedMarks};

impl Polisher<'_> {
    /// A space as it is printed; several become one.
    pub(super) fn space(&mut self, c: char, rules: &Rules) {
        self.at += c.len_utf8();
        let Some(before) = self.before() else { return };
        if before.is_whitespace() {
            return;
        }
        let rest = self.chars[self.at..].trim_start_matches([' ', '\t', '\n', '\r']);
        self.out.push(if rules.typing.spaces { printed(&self.out, rest, rules) } else { ' ' });
    }
}

/// The space between these.
fn printed(before: &str, rest: &str, rules: &Rules) -> char {
    let word = last_word(before);
    if halves_of_abbreviation(word, rest) {
        NARROW
    } else if joined(before, word, rest, rules) {
        NO_BREAK
    } else if rules.spaced_marks != SpacedMarks::No && rest.starts_with([';', '!', '?', '»']) {
        NARROW
    } else if rules.spaced_marks != SpacedMarks::No && lone_colon(rest) {
        NO_BREAK
    } else {
        ' '
    }
}

/// Whether no line may end between a word and what follows.
fn joined(before: &str, word: &str, rest: &str, rules: &Rules) -> bool {
    let among = |words: &str| !word.is_empty() && words.split(' ').any(|known| known == word);
    let spacing = &rules.spacing;
    let Some(next) = rest.chars().next() else { return false };
    match next {
        '0'..='9' if among(spacing.before_number) => return true,
        '0'..='9' if matches!(word, "€" | "£" | "$" | "¥") => return true,
        _ if next.is_uppercase() && ends_with_initial(before) => return true,
        _ if next.is_uppercase() && among(spacing.before_name) => return true,
        _ => {}
    }
    if before.ends_with(|c: char| c.is_ascii_digit())
        && (starts_with_unit(rest) || groups(before, rest))
    {
        return true;
    }
    let day = is_day(word);
    let ordinal = day && word.ends_with('.') && spacing.ordinal_stop && next.is_alphabetic();
    ordinal
        || day && spacing.months.split(' ').any(|month| starts_with_word(rest, month))
        || among(spacing.clinging) && next.is_alphanumeric()
}

/// What stands after the last space, without marks that open something.
fn last_word(text: &str) -> &str {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.trim_start_matches(['(', '[', '“', '‘', '„', '‚', '«', '»', '–', '—'])
}

/// `z. B.`, `a. m.`: two small letters, or a small and a capital one, each with a full stop.
fn halves_of_abbreviation(word: &str, rest: &str) -> bool {
    let letter = |text: &str, small: bool| {
        let mut chars = text.chars();
        let right = chars.next().is_some_and(|c| c.is_lowercase() || !small && c.is_uppercase());
        right && chars.next() == Some('.')
    };
    word.chars().count() == 2 && letter(word, true) && letter(rest, false)
}

/// `3`, `31.`, `1er`, `1º`.
fn is_day(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && matches!(&word[digits..], "" | "." | "er" | "º" | "st" | "nd" | "rd" | "th")
}

fn starts_with_word(text: &str, word: &str) -> bool {
    !word.is_empty()
        && text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether a number goes on after the space: `10 000`.
fn groups(before: &str, rest: &str) -> bool {
    let digits = before.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
    let next = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && next == 3
}

/// Whether text ends with a single capital and a full stop: `J.`
fn ends_with_initial(text: &str) -> bool {
    let mut back = text.chars().rev();
    back.next() == Some('.')
        && back.next().is_some_and(|c| c.is_uppercase() && c != 'I')
        && back.next().is_none_or(|c| c.is_whitespace() || c == '.' || c == '(' || c == '-')
}

fn lone_colon(rest: &str) -> bool {
    rest.strip_prefix(':').is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// Whether a unit follows a number. Units that are words of some language are left out.
fn starts_with_unit(rest: &str) -> bool {
    const UNITS: [&str; 55] = [
        "%", "‰", "€", "£", "$", "¥", "°C", "°F", "°", "km", "cm", "mm", "µm", "nm", "m", "m²",
        "m³", "km²", "ha", "kg", "mg", "g", "t", "l", "ml", "cl", "h", "min", "s", "ms", "Hz",
        "kHz", "MHz", "GHz", "kB", "MB", "GB", "TB", "dB", "W", "kW", "V", "px", "dpi", "ppi",
        "pt", "fps", "mph", "km/h", "ft", "lb", "oz", "Uhr", "EUR", "USD",
    ];
    let length = rest.find(|c: char| !(c.is_alphanumeric() || "%‰€£$¥°/".contains(c)));
    let word = &rest[..length.unwrap_or(rest.len()).min(floor(rest, 8))];
    UNITS.contains(&word)
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
