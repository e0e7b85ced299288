//! Figures that the kit says twice: running time, year, how many prizes; and quotes against
//! the sentences they are taken from.
//!
//! Metadata and texts come in, findings go out. What the fact sheet says counts as right. Only
//! figures that are said of the work itself are compared: `a 96-minute film`, not `eleven
//! minutes of a man`.

use super::Proof;
use super::lists;
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

/// A fact by one of the labels of a list.
fn fact<'m>(metadata: &'m Metadata, labels: &str) -> Option<&'m str> {
    let rows = metadata.facts.iter().flat_map(|section| &section.rows);
    let mut rows = rows.filter(|row| lists::has(labels, &row.label.to_lowercase()));
    rows.find_map(|row| row.value.first()).map(String::as_str)
}

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
    let Some(said) = fact(metadata, "running time").and_then(in_minutes) else { return };
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
            if let Some(minutes) = running_time(&words, index) {
                let (at, word) = words[index];
                tell(minutes, Some(text.span(at..at + word.len())));
            }
        }
    }
}

/// The minutes that a word says of the work: `a 96-minute film`, `a documentary of 96 minutes`,
/// `it runs for 96 minutes`, `der 96 Minuten lange Film`.
fn running_time(words: &[(usize, &str)], index: usize) -> Option<u32> {
    let word = |by: isize| {
        let at = index.checked_add_signed(by);
        at.and_then(|at| words.get(at)).map_or(String::new(), |word| word.1.to_lowercase())
    };
    let is_minutes = |word: &str| lists::words("minutes").any(|it| word.starts_with(it));
    let this = word(0);
    if let Some((number, unit)) = this.split_once(['-', '‑'])
        && is_minutes(unit)
    {
        // `A 96-minute black-and-white film`.
        let of_it = [1, 2].iter().any(|by| lists::has("work", &word(*by)));
        return number.parse().ok().filter(|_| of_it);
    }
    let number = this.parse().ok().filter(|_| is_minutes(&word(1)))?;
    let linked = lists::has("link", &word(-1));
    let verb = lists::has("lasts", &word(if linked { -2 } else { -1 }));
    let noun =
        ["of", "de", "di", "von"].contains(&word(-1).as_str()) && lists::has("work", &word(-2));
    let long = ["long", "lange", "langer", "langen", "langes"].contains(&word(2).as_str());
    (verb || noun || long && lists::has("work", &word(3))).then_some(number)
}

/// Another year than the fact sheet's, in parentheses after the title.
fn year(metadata: &Metadata, texts: &[Text], found: &mut Vec<Diagnostic>) {
    let Some(said) = fact(metadata, "year").filter(|year| year.len() == 4) else { return };
    let title = &metadata.title.main;
    if title.is_empty() {
        return;
    }
    for text in texts {
        for (at, _) in text.words.match_indices(title.as_str()) {
            let after = &text.words[at + title.len()..];
            let from = after.len() - after.trim_start_matches(['*', '_', ' ', '”', '"', '’']).len();
            let Some(rest) = after[from..].strip_prefix('(') else { continue };
            let Some((rest, _)) = rest.split_once(')') else { continue };
            let start = at + title.len() + from + 1;
            let Some((at, year)) = year_within(rest) else { continue };
            if year != said {
                let span = text.span(start + at..start + at + 4);
                let message = format!("{year} here, {said} in the fact sheet");
                found.push(
                    Diagnostic::warning(Code::FigureDiffers, span, message)
                        .help("say the same year everywhere"),
                );
            }
        }
    }
}

/// The year of what stands in parentheses after a title, if it is nothing else: `2026`,
/// `Spain/France 2026, 96 min`, but not `until 2026` or `12 March 2026`.
fn year_within(text: &str) -> Option<(usize, &str)> {
    let words = words(text, 0..text.len());
    let is_year = |word: &str| {
        word.len() == 4 && word.parse().is_ok_and(|year: u16| (1880..2200).contains(&year))
    };
    let at = words.iter().position(|word| is_year(word.1))?;
    let place = |word: &(usize, &str)| word.1.starts_with(char::is_uppercase);
    (at < 4 && words[..at].iter().all(place)).then(|| words[at]).filter(|_| {
        // Two years are a stretch, a day before a month a date.
        words.iter().filter(|word| is_year(word.1)).count() == 1
    })
}

/// A number of prizes that is neither that of all nor of those won.
fn prizes(metadata: &Metadata, texts: &[Text], found: &mut Vec<Diagnostic>) {
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
        if label.split(' ').any(|word| lists::has("prize", word))
            && let Ok(number) = highlight.value.trim().parse()
        {
            tell(number, first_place(texts, &format!("label: {}", highlight.label)));
        }
    }
    for text in texts {
        let words = words(&text.words, 0..text.words.len());
        for index in 0..words.len() {
            if !lists::has("prize", &words[index].1.to_lowercase()) {
                continue;
            }
            let before = &words[index.saturating_sub(3)..index];
            let number = before.iter().rev().find_map(|word| Some((*word, number(word.1)?)));
            // The verb stands before or, as in German, after; a full stop parts sentences.
            let near = &words[index.saturating_sub(6)..words.len().min(index + 3)];
            let is_verb = |word: &&(usize, &str)| {
                let (from, to) = (word.0.min(words[index].0), word.0.max(words[index].0));
                lists::has("won", &word.1.to_lowercase()) && !text.words[from..to].contains('.')
            };
            if let (Some(((at, word), number)), Some(_)) = (number, near.iter().find(is_verb)) {
                tell(number, Some(text.span(at..at + word.len())));
            }
        }
    }
}

/// A small number in figures or words.
fn number(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let said = |line: &'static str| line.split(", ").position(|known| known == word);
    let at = lists::lines("number").find_map(said);
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
    fn a_running_time_is_the_works_or_another_things() {
        for (text, expected) in [
            ("a 90-minute film", vec![90]),
            ("a 90-minute black-and-white documentary", vec![90]),
            ("It runs for 90 minutes", vec![90]),
            ("a running time of 90 minutes", vec![90]),
            ("der 90 Minuten lange Film", vec![90]),
            ("Er dauert 90 Minuten", vec![90]),
            ("una película de 90 minutos", vec![90]),
            ("La pièce dure 90 minutes", vec![90]),
            ("eleven or 11 minutes of a man", vec![]),
            ("a 10-minute walk to the film", vec![]),
            ("die Pause von 20 Minuten", vec![]),
        ] {
            let words = words(text, 0..text.len());
            let said: Vec<u32> =
                (0..words.len()).filter_map(|index| running_time(&words, index)).collect();
            assert_eq!(said, expected, "in `{text}`");
        }
    }

    #[test]
    fn the_year_of_a_work_is_told_from_dates() {
        for (text, year) in [
            ("2024", Some("2024")),
            ("ES/FR 2024, 96 min", Some("2024")),
            ("New Zealand, 2024", Some("2024")),
            ("until 2024", None),
            ("12 March 2024", None),
            ("1990–2024", None),
        ] {
            assert_eq!(year_within(text).map(|it| it.1), year, "in `{text}`");
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
