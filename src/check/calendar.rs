//! Dates in running text that are none, whose weekday is another's, and chapters out of order.
//!
//! Texts and chapters come in, findings go out. Months and weekdays are those of the kit's
//! language, and the English ones. The calendar is the Gregorian, so nothing is said of days
//! before 1900, of which some countries had another.

use super::Proof;
use super::dates::{day_number, length_of_month};
use super::lists;
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
            let date = date(text, &words, index, &names);
            found.extend(
                date.or_else(|| in_figures(text, &words, index, lang))
                    .and_then(|it| faults(text, &words, &it, &names)),
            );
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
        let is_it = |name: &str| {
            // `Thu`, `Do`, `jeu`: its first letters.
            let short = (2..5).contains(&word.chars().count()) && name.starts_with(&word);
            name == word || name.strip_suffix("-feira") == Some(&word) || short
        };
        let mut days = self.weekdays.iter().filter(|(name, _)| is_it(name)).map(|day| day.1);
        let day = days.next()?;
        days.all(|other| other == day).then_some(day)
    }
}

/// A date and the words that say it, of the first two the day and month.
struct Said {
    first: usize,
    last: usize,
    year: Option<u16>,
    month: u8,
    day: u8,
}

/// Whether nothing but spaces, commas and full stops parts two words of a line or two.
fn near(text: &Text, a: (usize, &str), b: (usize, &str)) -> bool {
    let gap = text.words.get(a.0 + a.1.len()..b.0).unwrap_or("\n\n");
    gap.chars().all(|c| matches!(c, ' ' | ',' | '.' | '\n' | '\u{a0}')) && !gap.contains("\n\n")
}

/// The date of which a word is the month: `Thursday, 12 March 2026`, `March 12, 2026`, `12 de
/// marzo de 2026`.
fn date(text: &Text, words: &[(usize, &str)], index: usize, names: &Names) -> Option<Said> {
    let (month_at, name) = words[index];
    // Catalan elides: `12 d’abril`.
    let bare = name.strip_prefix("d’").or(name.strip_prefix("d'")).unwrap_or(name);
    let month = names.month(bare)?;
    let is_of = |at: usize| words.get(at).is_some_and(|word| ["de", "del"].contains(&word.1));
    let before = index.checked_sub(if index != 0 && is_of(index - 1) { 2 } else { 1 });
    let joins = |from: usize, to: usize| {
        (from..to).all(|at| words.get(at + 1).is_some_and(|next| near(text, words[at], *next)))
    };
    let before = before.filter(|at| joins(*at, index));
    let after = |at: usize| at + if is_of(at + 1) { 2 } else { 1 };
    let year_after = |at: usize| {
        let next = after(at);
        joins(at, next).then(|| words[next]).and_then(year)
    };
    if let Some((at, day)) = before.and_then(|at| Some((at, day(words[at])?))) {
        return Some(Said { first: at, last: index, year: year_after(index), month, day });
    }
    // `last May, 97 percent` is no day of May.
    let next = words.get(index + 1).filter(|next| near(text, words[index], **next))?;
    let day = day(*next).filter(|_| !text.words[month_at + name.len()..next.0].contains(','))?;
    Some(Said { first: index, last: index + 1, year: year_after(index + 1), month, day })
}

/// A date in figures that begins at a word: `12.3.2026`, `2026-03-12`, and but in English, where
/// nobody knows which is the month, `12/3/2026`.
fn in_figures(text: &Text, words: &[(usize, &str)], at: usize, lang: &Lang) -> Option<Said> {
    let figures = |word: &str, most: usize| {
        let good = word.len() <= most && word.bytes().all(|byte| byte.is_ascii_digit());
        word.parse().ok().filter(|_| good)
    };
    let (start, word) = words[at];
    let parts: Vec<&str> = word.split('-').collect();
    if let [year, month, day] = parts[..]
        && [year.len(), month.len(), day.len()] == [4, 2, 2]
    {
        let (month, day): (u16, u16) = (figures(month, 2)?, figures(day, 2)?);
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        let (year, day) = (Some(figures(year, 4)?), u8::try_from(day).ok()?);
        return Some(Said { first: at, last: at, year, month, day });
    }
    let [_, (second, month), (third, year)] = *words.get(at..at + 3)? else { return None };
    let gaps = [&text.words[start + word.len()..second], &text.words[second + month.len()..third]];
    let dotted = gaps.iter().all(|gap| [".", ". "].contains(gap));
    let slashed = lang.primary() != "en" && gaps == ["/", "/"];
    let (day, month): (u16, u16) = (figures(word, 2)?, figures(month, 2)?);
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let year = figures(year, 4).filter(|year| (1000..2200).contains(year))?;
    let day = u8::try_from(day).ok()?;
    (dotted || slashed).then_some(Said { first: at, last: at + 2, year: Some(year), month, day })
}

/// What is wrong with a date: there is no such day, or it is another of the week.
fn faults(text: &Text, words: &[(usize, &str)], it: &Said, names: &Names) -> Option<Diagnostic> {
    let (first, last) = (it.first, it.last);
    let (start, end) = (words[first].0, words[last].0 + words[last].1.len());
    let shown = text.words[start..end].replace('\n', " ");
    // Without a year February may have 29 days.
    let length = length_of_month(it.year.unwrap_or(2000), it.month);
    if it.day == 0 || length < it.day {
        let message = format!("there is no `{shown}`: the month has {length} days");
        return Some(
            Diagnostic::warning(Code::NoSuchDay, text.span(start..end), message)
                .help("look the date up"),
        );
    }
    let year = it.year.filter(|year| 1900 <= *year)?;
    let mut at = first.checked_sub(1)?;
    if lists::has("joint", &words[at].1.to_lowercase()) {
        at = at.checked_sub(1)?;
    }
    let said = names.weekday(words[at].1)?;
    if !(at..first).all(|at| near(text, words[at], words[at + 1])) {
        return None;
    }
    let right = day_number(year, it.month, it.day).rem_euclid(7);
    if said == right {
        return None;
    }
    let span = text.span(words[at].0..words[at].0 + words[at].1.len());
    let right = names.weekdays.iter().find(|(_, number)| *number == right);
    let right = right.map_or("another day", |(name, _)| name.as_str());
    let full = if shown.contains(&year.to_string()) { shown } else { format!("{shown} {year}") };
    let message = format!("`{full}` is not a {}", words[at].1);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Sources;
    use crate::check::text;

    /// What is said of the dates of a text.
    fn said(lang: &str, source: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let file = sources.add("a.md", source);
        let text = text::markdown_of(&sources, file);
        let lang = Lang::parse(lang).expect("a tag");
        let (names, words) = (Names::of(&lang), words(&text.words, 0..text.words.len()));
        let dates = (0..words.len()).filter_map(|at| {
            date(&text, &words, at, &names).or_else(|| in_figures(&text, &words, at, &lang))
        });
        let faults = dates.filter_map(|it| faults(&text, &words, &it, &names));
        faults.map(|it| it.message).collect()
    }

    #[test]
    fn dates_of_many_languages_are_read() {
        for (lang, wrong, right) in [
            ("en", "Friday, 12 March 2026", "Thursday, 12 March 2026"),
            ("en", "Fri, March 12th, 2026", "Thu, March 12th, 2026"),
            ("en", "2026-02-30", "2026-02-28"),
            ("de", "Freitag, den 12. März 2026", "Donnerstag, den 12. März 2026"),
            ("de", "Fr., 12.03.2026", "Do., 12.03.2026"),
            ("de", "31.4.2026", "30.4.2026"),
            ("fr", "vendredi 12 mars 2026", "jeudi 12 mars 2026"),
            ("fr", "le 31/04/2026", "le 30/04/2026"),
            ("es", "viernes, 12 de marzo de 2026", "jueves, 12 de marzo de 2026"),
            ("es", "31 de abril", "30 de abril"),
            ("pt", "sexta-feira, 12 de março de 2026", "quinta-feira, 12 de março de 2026"),
            ("ca", "divendres, 17 d’abril de 2025", "dijous, 17 d’abril de 2025"),
            ("it", "venerdì 12 marzo 2026", "giovedì 12 marzo 2026"),
            ("fi", "perjantai 12. maaliskuuta 2026", "torstai 12. maaliskuuta 2026"),
            ("cs", "pátek 12. března 2026", "čtvrtek 12. března 2026"),
        ] {
            assert_eq!(said(lang, wrong).len(), 1, "`{wrong}`");
            assert_eq!(said(lang, right), Vec::<String>::new(), "`{right}`");
        }
        for text in ["version 1.30.2026", "12/31/2026", "10.30.45", "may 97 people", "by 2026"] {
            assert_eq!(said("en", text), Vec::<String>::new(), "`{text}` is no date");
        }
    }
}
