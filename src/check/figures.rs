//! Figures that the kit says twice: running time, year, how many prizes; and quotes against
//! the sentences they are taken from.
//!
//! Metadata and texts come in, findings go out. What the fact sheet says counts as right. Only
//! figures that are said of the work itself are compared: `a 96-minute film`, not `eleven
//! minutes of a man`.

use super::Proof;
use super::text::{Text, words};
use crate::base::{Code, Diagnostic, Span};
use crate::document::{Metadata, flatten};

pub(super) fn check(proof: &Proof<'_>, texts: &[Text], found: &mut Vec<Diagnostic>) {
    let metadata = &proof.document.metadata;
    minutes(metadata, texts, found);
    year(metadata, texts, found);
    prizes(metadata, texts, found);
    for quote in &metadata.quotes {
        let text = flatten(&quote.text);
        if !quote.full.is_empty() && !is_part(&text, &quote.full) {
            let message = "a press quote has words that its sentence has not, or in another order";
            let span = first_place(texts, text.split(['“', '’', '\'', '"']).next().unwrap_or(""));
            found.push(
                Diagnostic::warning(Code::QuoteAltered, span, message)
                    .help("quote the words of `full`, with `…` where some are left out"),
            );
        }
    }
}

/// Whether every piece between ellipses stands in the whole, in order.
fn is_part(text: &str, full: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let full = letters(full);
    let mut at = 0;
    text.split('…').all(|piece| {
        let piece = letters(piece);
        match full[at..].find(&piece) {
            Some(found) => {
                at += found + piece.len();
                true
            }
            None => false,
        }
    })
}

/// Where words of the metadata stand first.
fn first_place(texts: &[Text], words: &str) -> Option<Span> {
    let words: String = words.split(' ').take(4).collect::<Vec<_>>().join(" ");
    let metadata = texts.iter().filter(|text| !text.is_manuscript);
    let mut places = metadata.filter_map(|text| {
        let at = text.words.find(&words)?;
        Some(text.span(at..at + words.len()))
    });
    places.next()
}

/// A fact by one of its labels, which count small.
fn fact<'m>(metadata: &'m Metadata, labels: &[&str]) -> Option<&'m str> {
    let rows = metadata.facts.iter().flat_map(|section| &section.rows);
    let mut rows = rows.filter(|row| labels.contains(&row.label.to_lowercase().as_str()));
    rows.find_map(|row| row.value.first()).map(String::as_str)
}

/// What the fact sheet calls how long the work is.
pub(super) const RUNNING_TIME: &[&str] = &[
    "running time",
    "runtime",
    "run time",
    "length",
    "duration",
    "laufzeit",
    "länge",
    "dauer",
    "spieldauer",
    "durée",
    "duración",
    "durata",
    "duração",
    "iraupena",
    "speelduur",
    "längd",
];

/// What it calls when the work was made.
pub(super) const YEAR: &[&str] =
    &["year", "jahr", "année", "año", "anno", "ano", "urtea", "jaar", "år", "any", "rok"];

/// `96 min 12 s`, `1 h 36 min`, `96 minutes` in minutes.
fn in_minutes(text: &str) -> Option<u32> {
    let (mut total, mut known) = (0_u32, false);
    let mut number = None;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        let unit = word[digits.len()..].to_lowercase();
        if !digits.is_empty() {
            number = digits.parse::<u32>().ok().filter(|number| *number < 10_000);
        }
        let minutes = match unit.as_str() {
            "" => continue,
            "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunden" | "heures" => 60,
            _ if unit.starts_with("min") => 1,
            _ => break,
        };
        total += number.take()? * minutes;
        known = true;
    }
    known.then_some(total)
}

/// A running time that is not the fact sheet's. A minute either way is rounding.
fn minutes(metadata: &Metadata, texts: &[Text], found: &mut Vec<Diagnostic>) {
    const NOUNS: [&str; 12] = [
        "film",
        "documentary",
        "feature",
        "movie",
        "album",
        "record",
        "show",
        "play",
        "piece",
        "dokumentarfilm",
        "spielfilm",
        "short",
    ];
    const VERBS: [&str; 8] = ["runs", "run", "lasts", "for", "of", "dauert", "dure", "dura"];
    let Some(said) = fact(metadata, RUNNING_TIME).and_then(in_minutes) else { return };
    let mut tell = |minutes: u32, span: Option<Span>| {
        if 1 < minutes.abs_diff(said) {
            let message = format!("{minutes} minutes here, {said} in the fact sheet");
            found.push(
                Diagnostic::warning(Code::FigureDiffers, span, message)
                    .help("say the same running time everywhere"),
            );
        }
    };
    for highlight in &metadata.highlights {
        if highlight.label.to_lowercase().starts_with("min")
            && let Ok(minutes) = highlight.value.trim().parse()
        {
            tell(minutes, first_place(texts, &format!("label: {}", highlight.label)));
        }
    }
    for text in texts {
        let words = words(&text.words, 0..text.words.len());
        for index in 0..words.len() {
            let (at, word) = words[index];
            let after = |by: usize| words.get(index + by).map_or("", |word| word.1).to_lowercase();
            let before = |by: usize| {
                let word = index.checked_sub(by).map_or("", |index| words[index].1);
                word.to_lowercase()
            };
            let hyphened = word.strip_suffix("-minute").and_then(|word| word.parse().ok());
            let apart = word.parse().ok().filter(|_| {
                let spoken = VERBS.contains(&before(1).as_str());
                let of_it = ["runs", "run", "lasts", "dauert", "dure", "dura", "time", "laufzeit"];
                let said = [before(1), before(2)].iter().any(|it| of_it.contains(&it.as_str()));
                after(1).starts_with("minut") && spoken && said
            });
            if let Some(minutes) = hyphened.filter(|_| NOUNS.contains(&after(1).as_str())).or(apart)
            {
                tell(minutes, Some(text.span(at..at + word.len())));
            }
        }
    }
}

/// Another year than the fact sheet's, in parentheses after the title.
fn year(metadata: &Metadata, texts: &[Text], found: &mut Vec<Diagnostic>) {
    let Some(said) = fact(metadata, YEAR).filter(|year| year.len() == 4) else { return };
    let title = &metadata.title.main;
    if title.is_empty() {
        return;
    }
    for text in texts {
        for (at, _) in text.words.match_indices(title.as_str()) {
            let after = &text.words[at + title.len()..];
            let from = after.len() - after.trim_start_matches(['*', '_', ' ', '”', '"', '’']).len();
            let Some(rest) = after[from..].strip_prefix('(') else { continue };
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let start = at + title.len() + from + 1;
            if digits == 4 && &rest[..4] != said && rest[4..].starts_with([')', ',']) {
                let message = format!("{} here, {said} in the fact sheet", &rest[..4]);
                found.push(
                    Diagnostic::warning(Code::FigureDiffers, text.span(start..start + 4), message)
                        .help("say the same year everywhere"),
                );
            }
        }
    }
}

/// A number of prizes that is neither that of all nor of those won.
fn prizes(metadata: &Metadata, texts: &[Text], found: &mut Vec<Diagnostic>) {
    const NOUNS: [&str; 9] = [
        "awards",
        "prizes",
        "preise",
        "auszeichnungen",
        "prix",
        "premios",
        "premi",
        "prémios",
        "sari",
    ];
    const VERBS: [&str; 9] =
        ["won", "winner", "wins", "winning", "received", "gewann", "gewonnen", "remporté", "ganó"];
    let all = metadata.awards.len();
    if all == 0 {
        return;
    }
    let won = metadata.awards.iter().filter(|award| {
        let result = award.result.to_lowercase();
        result.is_empty() || result.starts_with('w') || result.starts_with("gew")
    });
    let won = won.count();
    let mut tell = |number: usize, span: Option<Span>| {
        if number != all && number != won {
            let message =
                format!("{number} prizes here, {all} in `awards`, of which {won} were won");
            found.push(
                Diagnostic::warning(Code::CountDiffers, span, message)
                    .help("count again, or complete `awards`"),
            );
        }
    };
    for highlight in &metadata.highlights {
        let label = highlight.label.to_lowercase();
        if label.split(' ').any(|word| NOUNS.contains(&word))
            && let Ok(number) = highlight.value.trim().parse()
        {
            tell(number, first_place(texts, &format!("label: {}", highlight.label)));
        }
    }
    for text in texts {
        let words = words(&text.words, 0..text.words.len());
        for index in 0..words.len() {
            if !NOUNS.contains(&words[index].1.to_lowercase().as_str()) {
                continue;
            }
            let before = &words[index.saturating_sub(3)..index];
            let is_verb = |word: &&(usize, &str)| VERBS.contains(&word.1.to_lowercase().as_str());
            let number = before.iter().rev().find_map(|word| Some((*word, number(word.1)?)));
            let verb = words[index.saturating_sub(6)..index].iter().find(is_verb);
            if let (Some(((at, word), number)), Some(_)) = (number, verb) {
                tell(number, Some(text.span(at..at + word.len())));
            }
        }
    }
}

/// A small number in figures or words.
fn number(word: &str) -> Option<usize> {
    const WORDS: [[&str; 12]; 2] = [
        [
            "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve",
        ],
        [
            "einen", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
            "elf", "zwölf",
        ],
    ];
    let word = word.to_lowercase();
    let at = WORDS.iter().find_map(|words| words.iter().position(|known| *known == word));
    at.map(|at| at + 1).or_else(|| word.parse().ok().filter(|number| *number < 1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_times_are_read_in_minutes() {
        for (text, minutes) in [
            ("96 min 12 s", Some(96)),
            ("1 h 36 min", Some(96)),
            ("1h36", None),
            ("96 Minuten", Some(96)),
            ("DCP 2K", None),
            ("96", None),
            ("99999999999 min", None),
        ] {
            assert_eq!(in_minutes(text), minutes, "{text}");
        }
    }

    #[test]
    fn a_quote_is_part_of_its_sentence() {
        let full = "It is a hysterically overproduced, but entertaining film.";
        assert!(is_part("Hysterically … entertaining", full), "in order");
        assert!(!is_part("Entertaining … hysterically", full), "out of order");
        assert!(!is_part("Hysterically entertaining", full), "words are left out");
    }
}
