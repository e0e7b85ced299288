//! Quotation marks and spaces: straight ones among curly, doubled ones, ones never closed.
//!
//! Texts come in, findings go out. Both books set straight marks as the language's and runs of
//! spaces as one, so a text typed like that throughout is fine; one that has both was put
//! together from two. Which marks pair is the language's business (`locale`).

use std::ops::Range;

use super::text::Text;
use crate::base::{Code, Diagnostic, Lang};
use crate::locale::Locale;

pub(super) fn check(texts: &[Text], lang: &Lang, found: &mut Vec<Diagnostic>) {
    for text in texts.iter().filter(|text| text.is_manuscript) {
        straight(text, found);
        spaces(text, found);
        for (index, unit) in text.units.iter().enumerate() {
            found.extend(open_quote(text, unit, text.units.get(index + 1), lang));
        }
    }
}

/// Straight marks in a text of curly ones.
fn straight(text: &Text, found: &mut Vec<Diagnostic>) {
    let count = |marks: &[char]| text.words.matches(marks).count();
    for (mark, curly) in [('"', &['“', '”', '„', '«', '»'][..]), ('\'', &['‘', '’', '‚', '‹', '›'])]
    {
        let straight: Vec<usize> = text
            .words
            .match_indices(mark)
            .filter(|(at, _)| {
                let before = text.words[..*at].chars().next_back();
                // Feet and inches.
                !before.is_some_and(|c| c.is_ascii_digit())
            })
            .map(|(at, _)| at)
            .collect();
        if count(curly) < 4 * straight.len() {
            continue;
        }
        for at in straight {
            let message = format!("a straight `{mark}` among curly marks");
            found.push(
                Diagnostic::note(Code::StraightQuote, text.span(at..at + 1), message)
                    .help("type the curly mark, as elsewhere; was this copied from another text?"),
            );
        }
    }
}

/// Two spaces where one is enough.
fn spaces(text: &Text, found: &mut Vec<Diagnostic>) {
    let mut places = Vec::new();
    for unit in text.units.iter().filter(|unit| !text.words[(*unit).clone()].contains('|')) {
        let mut start = unit.start;
        for line in text.words[unit.clone()].split_inclusive('\n') {
            places.extend(doubled(line).map(|(at, ends)| (start + at..start + at + 2, ends)));
            start += line.len();
        }
    }
    // Two spaces after every sentence are a habit, not an accident.
    let habit = 5 < places.iter().filter(|place| place.1).count();
    for (range, _) in places.into_iter().filter(|place| !(habit && place.1)) {
        found.push(
            Diagnostic::note(Code::DoubleSpace, text.span(range), "two spaces in a row")
                .help("type one; was a word taken out here?"),
        );
    }
}

/// Where words of a line are parted by more than one space, and whether a sentence ends there.
fn doubled(line: &str) -> impl Iterator<Item = (usize, bool)> {
    // After a bullet or number the text may be set in.
    let bullet = |c: char| "-*+>#.)".contains(c) || c.is_ascii_digit();
    let words = line.trim_start().trim_start_matches(bullet);
    let begun = line.len() - words.len();
    let mut at = begun;
    std::iter::from_fn(move || {
        let from = at + line[at..].find("  ")?;
        let rest = line[from..].trim_start_matches(' ');
        at = line.len() - rest.len();
        Some((from, rest))
    })
    .filter(move |(from, _)| begun < *from)
    .filter_map(|(from, rest)| {
        let before = line[..from].chars().next_back().filter(|c| !c.is_whitespace())?;
        rest.chars().next().filter(|c| !c.is_whitespace())?;
        Some((from, matches!(before, '.' | '!' | '?' | ':')))
    })
}

/// A quotation that is opened in a paragraph and not closed there, nor opened again in the
/// next, as quotations of several paragraphs are.
fn open_quote(
    text: &Text,
    unit: &Range<usize>,
    next: Option<&Range<usize>>,
    lang: &Lang,
) -> Option<Diagnostic> {
    let words = &text.words[unit.clone()];
    let quotes = Locale::of(lang).quotes();
    let pairs = [(quotes.open, quotes.close), (quotes.inner_open, quotes.inner_close)];
    let mut open: Option<(usize, &str)> = None;
    for (mark, close) in pairs {
        // French has its spaces in the marks.
        let (mark, close) = (mark.trim(), close.trim());
        let last = words.rfind(mark).filter(|_| mark != close);
        let closed = |at: usize| words[at + mark.len()..].contains(close);
        if let Some(at) = last.filter(|at| !closed(*at)) {
            open = open.or(Some((at, mark)));
        }
    }
    // A straight mark after a figure closes what is open, else it stands for inches.
    let mut straight = None;
    for (at, _) in words.match_indices('"') {
        straight = match straight {
            Some(_) => None,
            None => (!words[..at].ends_with(|c: char| c.is_ascii_digit())).then_some((at, "\"")),
        };
    }
    let open = open.or(straight);
    let (at, mark) = open?;
    let goes_on = next.is_some_and(|next| {
        let start = text.words[next.clone()].trim_start_matches([' ', '>', '-', '*']);
        start.starts_with(mark)
    });
    if goes_on || is_aside(words, at, mark) {
        return None;
    }
    let span = text.span(unit.start + at..unit.start + at + mark.len());
    let message = format!("a quotation that begins with `{mark}` is never closed");
    Some(Diagnostic::warning(Code::OpenQuote, span, message).help("type the closing mark"))
}

/// Whether a mark begins no quotation: a foot or inch, an apostrophe typed as the wrong mark.
fn is_aside(words: &str, at: usize, mark: &str) -> bool {
    let before = words[..at].chars().next_back();
    let after = words[at + mark.len()..].chars().next();
    before.is_some_and(char::is_alphanumeric)
        || after.is_none_or(|c| !c.is_alphanumeric())
        || mark == "‘" && after.is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spaces_are_found_but_after_bullets() {
        for (line, expected) in [
            ("one  two.   Three", &[(3, false), (9, true)][..]),
            ("- 2027  film", &[(6, false)]),
            ("  a    b  \n", &[(3, false)]),
            ("1.  film", &[]),
            ("-   film", &[]),
        ] {
            assert_eq!(doubled(line).collect::<Vec<_>>(), expected, "in `{line}`");
        }
    }
}
