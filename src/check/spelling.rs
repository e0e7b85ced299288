//! One word spelt in two ways: `colour` and `color`.
//!
//! Texts come in, findings go out. Pairs are a data file beside this one. Only a pair of which
//! the kit has both forms is reported, where it has the less usual one: the form that is not
//! its region's, else the one that is rarer. Names (`Pearl Harbor`) are left alone.

use std::collections::BTreeMap;

use super::text::{Text, words};
use crate::base::{Code, Diagnostic, Lang};

/// `language | form | other form`: for English the British one first.
const PAIRS: &str = include_str!("data/spellings.txt");

pub(super) fn check(texts: &[Text], lang: &Lang, found: &mut Vec<Diagnostic>) {
    let mut places: Vec<(&Text, usize, &str, String)> = Vec::new();
    for text in texts {
        for unit in &text.units {
            for (at, word) in words(&text.words, unit.clone()) {
                let first = text.words[unit.start..at].trim_end().ends_with(['.', '!', '?', ':']);
                let starts = first || text.words[unit.start..at].trim().is_empty();
                if starts || !word.starts_with(char::is_uppercase) || lang.primary() == "de" {
                    places.push((text, at, word, word.to_lowercase()));
                }
            }
        }
    }
    // Each word once, and how often it stands there.
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for place in &places {
        *counts.entry(&place.3).or_default() += 1;
    }
    for (one, other) in pairs(lang) {
        let of = |form: &str| -> usize {
            counts.iter().filter(|(word, _)| is_form(word, form)).map(|(_, count)| count).sum()
        };
        let (first, second) = (of(one), of(other));
        if first == 0 || second == 0 {
            continue;
        }
        let (wrong, right) = match lang.as_str() {
            "en-US" => (one, other),
            "en" if first < second => (one, other),
            "en" => (other, one),
            _ if lang.primary() == "en" => (other, one),
            _ if first < second => (one, other),
            _ => (other, one),
        };
        for (text, at, word, _) in places.iter().filter(|place| is_form(&place.3, wrong)) {
            let message = format!("`{word}` is spelt `{right}…` elsewhere in the kit");
            found.push(
                Diagnostic::note(Code::MixedSpelling, text.span(*at..at + word.len()), message)
                    .help("spell it in one way throughout, but not within names and quotations"),
            );
        }
    }
}

/// Whether a word is a form, perhaps with an ending: `colours`, `coloured`.
fn is_form(word: &str, form: &str) -> bool {
    const ENDINGS: [&str; 9] = ["", "s", "d", "ed", "ing", "ful", "less", "r", "rs"];
    let is = |stem: &str, endings: &[&str]| {
        word.strip_prefix(stem).is_some_and(|ending| endings.contains(&ending))
    };
    is(form, &ENDINGS) || form.strip_suffix('e').is_some_and(|stem| is(stem, &["ing", "able"]))
}

fn pairs(lang: &Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
    let primary = lang.primary().to_owned();
    PAIRS.lines().filter(|line| !line.starts_with('#')).filter_map(move |line| {
        let mut parts = line.split(" | ");
        let language = parts.next()?;
        Some((parts.next()?, parts.next()?)).filter(|_| language == primary)
    })
}
