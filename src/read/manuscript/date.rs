//! The date before a chapter's title: `1987 – The Workshop`.

use crate::base::Lang;
use crate::locale::Locale;

/// Whether some words are a date: a year, a decade, a month or a day of a year, or a range
/// of these. The language's own names of months are known, and the English ones.
pub(super) fn is_date(text: &str, lang: &Lang) -> bool {
    let text = text.replace(['–', '—', '-', '/', ','], " - ");
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || 12 < words.len() {
        return false;
    }
    let months = [months(lang), months(&Lang::english())].concat();
    let mut years = 0;
    let mut first = true;
    for word in words {
        let lower = word.trim_end_matches('.').to_lowercase();
        if is_year(&lower) || is_decade(&lower) {
            years += 1;
        } else if first && lower == "-"
            || !(is_day(&lower)
                || lower == "-"
                || is_joint(&lower)
                || is_season(&lower)
                || months.iter().any(|month| is_month(&lower, month)))
        {
            return false;
        }
        first = false;
    }
    0 < years
}

/// The month that a word in small letters names, or begins.
pub(in crate::read) fn month(word: &str, lang: &Lang) -> Option<u8> {
    let named = |lang: &Lang| months(lang).iter().position(|month| is_month(word, month));
    let at = named(lang).or_else(|| named(&Lang::english()))?;
    u8::try_from(at + 1).ok()
}

fn months(lang: &Lang) -> Vec<String> {
    let locale = Locale::of(lang);
    (1..=12)
        .map(|month| {
            let date = locale.date(2000, Some(month), None, false);
            date.split(' ').next().unwrap_or("").to_lowercase()
        })
        .collect()
}

fn is_month(word: &str, month: &str) -> bool {
    // `Sept`, `Nov`: a beginning of three letters or more.
    word == month || 3 <= word.chars().count() && month.starts_with(word)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_decade(word: &str) -> bool {
    let word = word.trim_start_matches(['’', '\'', '‘']);
    let digits = word.strip_suffix('s').or_else(|| word.strip_suffix("er"));
    let digits = digits.map(|digits| digits.trim_end_matches(['’', '\'']));
    digits.is_some_and(|digits| {
        matches!(digits.len(), 2 | 4)
            && digits.ends_with('0')
            && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

fn is_day(word: &str) -> bool {
    let length = word.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, suffix) = word.split_at(length);
    let day = digits.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    day && ["", "st", "nd", "rd", "th", "er", "re", "º", "°"].contains(&suffix)
}

fn is_joint(word: &str) -> bool {
    [
        "to", "and", "until", "till", "from", "of", "the", "in", "bis", "und", "von", "au", "à",
        "et", "du", "le", "de", "del", "al", "y", "a", "e", "do", "da", "di", "dal", "tot", "en",
        "och", "til", "till", "og", "do", "i", "eta",
    ]
    .contains(&word)
}

fn is_season(word: &str) -> bool {
    [
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "early",
        "late",
        "mid",
        "about",
        "around",
        "circa",
        "c",
        "ca",
        "since",
        "frühling",
        "frühjahr",
        "sommer",
        "herbst",
        "printemps",
        "été",
        "automne",
        "hiver",
        "primavera",
        "verano",
        "otoño",
        "invierno",
        "estate",
        "autunno",
        "inverno",
        "seit",
        "depuis",
        "desde",
    ]
    .contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_dates_from_titles() {
        let english = Lang::english();
        for date in [
            "1987",
            "2012 to 2016",
            "2012–2016",
            "2012-16",
            "November 2023",
            "9 January 2024",
            "January 9, 2024",
            "12–14 May 2024",
            "1980s",
            "the 1980s",
            "’80s",
            "Winter 2011",
            "Sept. 2024",
            "2026-03-12",
        ] {
            assert!(is_date(date, &english), "`{date}` is a date");
        }
        for title in ["", "May", "The Turner", "2 Fast", "Part 2", "to", "1987 or so", "40 drums"] {
            assert!(!is_date(title, &english), "`{title}` is no date");
        }
        let german = Lang::parse("de").expect("a tag");
        assert!(is_date("12. März 2026", &german), "a German date");
        assert!(is_date("1980er", &german), "a German decade");
    }
}
