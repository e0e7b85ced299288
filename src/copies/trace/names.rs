//! Names by which a copy is known in words, markup and metadata: codes, ids, identifiers.

use std::collections::{BTreeMap, BTreeSet};

use super::Candidate;
use crate::copies::Code;
use crate::copies::epub::{ID_LETTERS, ID_PREFIX};

/// Letters and digits of metadata that are looked at: a manifest of thousands of files has fewer.
const MOST_METADATA: usize = 4 << 20;

/// What metadata call a book.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    codes: BTreeSet<Code>,
    /// Every 16 bytes that stand there in hexadecimal digits, sorted.
    numbers: Vec<u128>,
}

impl Identifiers {
    /// Reads metadata. Programs write identifiers with hyphens and without, in words of their
    /// own, so only letters and digits are looked at.
    pub(super) fn of(metadata: &[String]) -> Identifiers {
        let mut found = Identifiers::default();
        let mut left = MOST_METADATA;
        for text in metadata {
            let plain: Vec<u8> =
                text.bytes().filter(u8::is_ascii_alphanumeric).take(left).collect();
            left -= plain.len();
            for ten in plain.windows(10) {
                found
                    .codes
                    .extend(std::str::from_utf8(ten).ok().and_then(|ten| ten.parse::<Code>().ok()));
            }
            let (mut number, mut digits) = (0_u128, 0);
            for byte in plain {
                match char::from(byte).to_digit(16) {
                    Some(digit) => (number, digits) = (number << 4 | u128::from(digit), digits + 1),
                    None => digits = 0,
                }
                if 32 <= digits {
                    found.numbers.push(number);
                }
            }
        }
        found.numbers.sort_unstable();
        found.numbers.dedup();
        found
    }

    /// How many of a copy's identifiers are there.
    pub(super) fn of_copy(&self, copy: &Candidate) -> usize {
        let number = |at| u128::from_be_bytes(copy.pattern.identifier(at));
        let is_there = |at| self.numbers.binary_search(&number(at)).is_ok();
        usize::from(self.codes.contains(&copy.code))
            + [0, 1].into_iter().filter(|at| is_there(*at)).count()
    }
}

/// Every code in some words, and how often it is there. Space is passed over: programs that
/// rewrite books cut words where they please.
pub(super) fn codes(words: &str, found: &mut BTreeMap<Code, usize>) {
    let letters: Vec<char> =
        words.chars().filter(|c| !c.is_whitespace() && *c != '\u{2060}').collect();
    for (at, c) in letters.iter().enumerate() {
        if !matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}') || at < 5 {
            continue;
        }
        let Some(after) = letters.get(at + 1..at + 6) else { continue };
        let digits: Vec<char> = letters[at - 5..at].iter().chain(after).copied().collect();
        if digits.iter().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
            && let Ok(code) = digits.iter().collect::<String>().parse()
        {
            *found.entry(code).or_default() += 1;
        }
    }
}

/// The words of a text with markup.
pub(super) fn without_tags(text: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => words.push(c),
            _ => {}
        }
    }
    words
}

/// The names that ids of a copy may have, without their prefix.
pub(super) fn ids(text: &str, found: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices("id=") {
        let value = &text[at + 3..];
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            continue;
        };
        let Some(id) = value[1..].split(quote).next() else { continue };
        // Converters put something before.
        let Some(at) = id.rfind(ID_PREFIX) else { continue };
        let name = &id[at + ID_PREFIX.len()..];
        if name.len() == ID_LETTERS && name.bytes().all(|b| b.is_ascii_lowercase()) {
            found.insert(name.to_owned());
        }
    }
}
