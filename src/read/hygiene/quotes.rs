//! Quotation marks: straight ones become the language's, French ones get their space.
//!
//! One mark comes in where the polisher stands, its printed form goes out. What an apostrophe is
//! and what a quotation mark, the characters around it tell.

use super::{NARROW, NO_BREAK, OBJECT, Polisher, Rules, SpacedMarks};
use crate::locale::Quotes;

impl Polisher<'_> {
    pub(super) fn double(&mut self, rules: &Rules) {
        let (before, after) = (self.before(), self.after(1));
        let measure = before.is_some_and(char::is_numeric) && self.double == 0;
        if measure {
            // Inches: 12" is not the end of anything.
            self.take('"');
        } else if opens(before, after, self.double, rules) {
            self.double += 1;
            self.put(rules.quotes.open, 1);
        } else {
            self.double = self.double.saturating_sub(1);
            self.put(rules.quotes.close, 1);
        }
    }

    pub(super) fn single(&mut self, rules: &Rules) {
        let (before, after) = (self.before(), self.after(1));
        let rest = &self.chars[self.at + 1..];
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == OBJECT);
        if before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit()) {
            // Feet: 6'2".
            self.take('\'');
        } else if letter(before) && letter(after) {
            self.put("’", 1);
        } else if opens(before, after, self.single, rules) {
            if elides(rest, rules) {
                self.put("’", 1);
            } else {
                self.single += 1;
                self.put(rules.quotes.inner_open, 1);
            }
        } else if 0 < self.single {
            self.single -= 1;
            self.put(rules.quotes.inner_close, 1);
        } else {
            self.put("’", 1);
        }
    }

    /// `«`, after which French has a space.
    pub(super) fn guillemet(&mut self, rules: &Rules) {
        self.take('«');
        if rules.spaced_marks == SpacedMarks::No {
            return;
        }
        let rest = &self.chars[self.at..];
        let spaces = rest.len() - rest.trim_start_matches([' ', NO_BREAK, NARROW]).len();
        if 0 < spaces || rules.spaced_marks == SpacedMarks::Added {
            self.at += spaces;
            self.out.push(NARROW);
        }
    }
}

/// Whether a straight mark between these characters opens a quotation, when so many of its
/// kind are open.
fn opens(before: Option<char>, after: Option<char>, open: usize, rules: &Rules) -> bool {
    if after.is_none_or(char::is_whitespace) {
        return false;
    }
    let Rules { quotes: Quotes { open: outer, inner_open: inner, .. }, .. } = rules;
    match before {
        None | Some('(' | '[' | '{' | '<' | '/' | '=' | '¿' | '¡' | '„' | '‚') => true,
        // `“` opens in English and closes in German.
        Some(c) if c.is_whitespace() || outer.ends_with(c) || inner.ends_with(c) => true,
        Some('—' | '–' | '-') => open == 0 || after.is_some_and(char::is_alphanumeric),
        Some(_) => false,
    }
}

/// Whether an apostrophe, not a quotation mark, begins here: `'90s`, `'tis`, `'n'`.
fn elides(rest: &str, rules: &Rules) -> bool {
    const WORDS: [&str; 11] =
        ["tis", "twas", "twere", "twill", "tisn", "em", "n", "til", "cause", "bout", "cos"];
    let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    if digits == 2 {
        let tail = rest[2..].strip_prefix('s').unwrap_or(&rest[2..]);
        return !tail.starts_with(|c: char| c.is_alphanumeric());
    }
    let length = rest.bytes().take(8).take_while(u8::is_ascii_alphabetic).count();
    let word = &rest[..length];
    rules.english
        && WORDS.iter().any(|elided| {
            // `'Cause and effect'` is a quotation, `'cause I say so` is not.
            let any_case = length == 1 || elided.starts_with('t');
            word == *elided || any_case && word.eq_ignore_ascii_case(elided)
        })
}
