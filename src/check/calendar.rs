//! Dates in running text that are none, whose weekday is another's, and chapters out of order.
//!
//! Texts and chapters come in, findings go out. Months and weekdays are those of the kit's
//! language, and the English ones. The calendar is the Gregorian, so nothing is said of days
//! before 1900, of which some countries had another.

use super::Proof;
use super::dates::{day_number, length_of_month};
use super::text::{Text, words};
use crate::base::{Code, Diagnostic, Lang};
use crate::document::{Chapter, Part};
use crate::locale::Locale;

pub(super) fn check(proof: &Proof<'_>, texts: &[Text], found: &mut Vec<Diagnostic>) {
    let lang = &proof.document.metadata.lang;
    let names = Names::of(lang);
    for text in texts {
        let words = words(&text.words, 0..text.words.len());
        for index in 0..words.len() {
            found.extend(date(text, &words, index, &names));
        }
    }
    order(proof, &names, found);
}

/// The names of months and weekdays, small.
#[derive(Debug)]
struct Names {
    months: Vec<(String, u8)>,
    weekdays: Vec<(String, i64)>,
}

impl Names {
    fn of(lang: &Lang) -> Names {
        let (mut months, mut weekdays) = (Vec::new(), Vec::new());
        for lang in [lang, &Lang::english()] {
            let locale = Locale::of(lang);
            months.extend((1..).zip(locale.months()).map(|(at, name)| (name.to_lowercase(), at)));
            weekdays
                .extend((0..).zip(locale.weekdays()).map(|(at, name)| (name.to_lowercase(), at)));
        }
        Names { months, weekdays }
    }

    fn month(&self, word: &str) -> Option<u8> {
        if ["may", "march", "august"].contains(&word) {
            return None;
        }
        let word = word.to_lowercase();
        self.months.iter().find(|(name, _)| *name == word).map(|month| month.1)
    }

    fn weekday(&self, word: &str) -> Option<i64> {
        let word = word.to_lowercase();
        self.weekdays.iter().find(|(name, _)| *name == word).map(|day| day.1)
    }
}

/// The date of which a word is the month: `Thursday, 12 March 2026`, `Thursday, March 12, 2026`.
fn date(text: &Text, words: &[(usize, &str)], index: usize, names: &Names) -> Option<Diagnostic> {
    let month = names.month(words[index].1)?;
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).copied();
    let near = |a: (usize, &str), b: (usize, &str)| {
        let gap = text.words.get(a.0 + a.1.len()..b.0).unwrap_or("\n\n");
        gap.chars().all(|c| matches!(c, ' ' | ',' | '.' | '\n' | '\u{a0}')) && !gap.contains("\n\n")
    };
    let before = word(index.checked_sub(1)).filter(|before| near(*before, words[index]));
    let after = word(Some(index + 1)).filter(|after| near(words[index], *after));
    // `last May, 97 percent` is no day of May.
    let comma = |after: &(usize, &str)| {
        text.words[words[index].0 + words[index].1.len()..after.0].contains(',')
    };
    let (day, first, last, year) =
        match (before.and_then(day), after.filter(|it| !comma(it)).and_then(day)) {
            (Some(day), _) => (day, index - 1, index, after.and_then(year)),
            (None, Some(day)) => {
                let next = word(Some(index + 2)).filter(|next| near(words[index + 1], *next));
                (day, index, index + 1, next.and_then(year))
            }
            (None, None) => return None,
        };
    let (start, end) = (words[first].0, words[last].0 + words[last].1.len());
    let shown = text.words[start..end].replace('\n', " ");
    // Without a year February may have 29 days.
    let length = length_of_month(year.unwrap_or(2000), month);
    if day == 0 || length < day {
        let message = format!("there is no `{shown}`: the month has {length} days");
        return Some(
            Diagnostic::warning(Code::NoSuchDay, text.span(start..end), message)
                .help("look the date up"),
        );
    }
    let year = year.filter(|year| 1900 <= *year)?;
    let joints = ["the", "den", "dem", "der", "le", "el", "il", "o", "de", "dia", "día"];
    let mut at = first.checked_sub(1)?;
    if joints.contains(&words[at].1.to_lowercase().as_str()) {
        at = at.checked_sub(1)?;
    }
    let said =
        names.weekday(words[at].1).filter(|_| first - at == 2 || near(words[at], words[first]))?;
    let right = day_number(year, month, day).rem_euclid(7);
    if said == right {
        return None;
    }
    let span = text.span(words[at].0..words[at].0 + words[at].1.len());
    let right = names.weekdays.iter().find(|(_, number)| *number == right);
    let right = right.map_or("another day", |(name, _)| name.as_str());
    let message = format!("`{shown} {year}` is not a {}", words[at].1);
    Some(Diagnostic::warning(Code::WrongWeekday, span, message).help(format!("it is a {right}")))
}

/// A day of the month: `12`, `12th`, `1er`.
fn day((_, word): (usize, &str)) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º');
    let suffix = &word[digits.len()..];
    let plain = ["", "st", "nd", "rd", "th", "er", "º"].contains(&suffix);
    digits.parse().ok().filter(|_| plain && digits.len() <= 2)
}

fn year((_, word): (usize, &str)) -> Option<u16> {
    word.parse().ok().filter(|_| word.len() == 4)
}

/// Chapters with dates, of which one is earlier than the one before.
fn order(proof: &Proof<'_>, names: &Names, found: &mut Vec<Diagnostic>) {
    let chapters = proof.document.parts.iter().filter_map(|part| match part {
        Part::Chapter(chapter) => Some((chapter, begins(chapter, names)?)),
        Part::Data(_) => None,
    });
    let chapters: Vec<_> = chapters.collect();
    let falls: Vec<_> = chapters.windows(2).filter(|pair| pair[1].1 < pair[0].1).collect();
    let rises = chapters.windows(2).filter(|pair| pair[0].1 < pair[1].1).count();
    // From the newest to the oldest is an order, too.
    if rises <= falls.len() {
        return;
    }
    for pair in falls {
        let (before, after) = (pair[0].0, pair[1].0);
        let message = format!("`{}` comes after `{}`", after.heading, before.heading);
        found.push(
            Diagnostic::note(Code::ChapterOrder, after.span, message)
                .help("look whether one of the dates is wrong, or the chapter has moved"),
        );
    }
}

/// When a chapter begins: its first year, and its month if it is named before it.
fn begins(chapter: &Chapter, names: &Names) -> Option<(u16, u8)> {
    let date = chapter.date.as_deref()?;
    let words = words(date, 0..date.len());
    let at = words.iter().position(|word| year(*word).is_some())?;
    let month = words[..at].iter().find_map(|word| names.month(word.1));
    Some((year(words[at])?, month.unwrap_or(0)))
}
