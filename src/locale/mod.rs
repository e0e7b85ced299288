//! What a language needs: our own words, quotation marks, dates, hyphenation.
//!
//! A language tag comes in, a [`Locale`] goes out. Each language is one data file of
//! `key = value` lines that a native reader can correct. It knows no document.

mod words;

use crate::base::Lang;
pub use words::Word;

/// The marks around quoted words, outer and inner pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotes {
    /// Opening mark for `"`.
    pub open: &'static str,
    /// Closing mark for `"`.
    pub close: &'static str,
    /// Opening mark for `'`.
    pub inner_open: &'static str,
    /// Closing mark for `'`.
    pub inner_close: &'static str,
}

impl Quotes {
    /// The pair with which a text opens most of its quotations, if that is the inner one or a
    /// pair of guillemets, else the outer one: British books have single marks, German ones
    /// `»…«` as well as `„…“`.
    #[must_use]
    pub fn pair_used_in(&self, text: &str) -> (&'static str, &'static str) {
        let pairs =
            [(self.open, self.close), (self.inner_open, self.inner_close), ("»", "«"), ("«", "»")];
        let mut best = (pairs[0], 0);
        for pair in pairs {
            let opened = text.match_indices(pair.0.trim()).filter(|(at, mark)| {
                let before = text[..*at].chars().next_back();
                let after = text[at + mark.len()..].chars().next();
                !before.is_some_and(char::is_alphanumeric)
                    && after.is_some_and(|c| !c.is_ascii_whitespace())
            });
            let count = opened.count();
            if best.1 < count {
                best = (pair, count);
            }
        }
        best.0
    }
}

/// Between which words a language does not break a line.
#[derive(Debug, Clone, Copy)]
pub struct Spacing {
    /// Words that keep to the number after them, with spaces between: `No. p. §`.
    pub before_number: &'static str,
    /// Words that keep to the name after them.
    pub before_name: &'static str,
    /// Words that end no line.
    pub clinging: &'static str,
    /// The months, to which a day keeps.
    pub months: &'static str,
    /// Whether ordinal numbers are written with a full stop: `20. Jahrhundert`.
    pub ordinal_stop: bool,
}

/// What a language needs.
#[derive(Debug, Clone, Copy)]
pub struct Locale {
    data: &'static str,
}

macro_rules! files {
    ($($name:literal)+) => { &[$(($name, include_str!(concat!("data/", $name, ".txt")))),+] };
}

/// English first: it stands in for what another language's file lacks.
const FILES: &[(&str, &str)] = files![
    "en" "de" "fr" "es" "it" "pt" "nl" "sv" "da" "nb" "pl" "cs" "eu" "ca" "fi"
];

impl Locale {
    /// The locale for a tag: the whole tag's file, else the language's, else English.
    #[must_use]
    pub fn of(lang: &Lang) -> Locale {
        let find = |name: &str| FILES.iter().find(|file| file.0 == name).map(|file| file.1);
        let primary = if lang.primary() == "no" { "nb" } else { lang.primary() };
        let data = find(lang.as_str()).or_else(|| find(primary));
        Locale { data: data.unwrap_or(FILES[0].1) }
    }

    /// One of our own words; in English if the language's file lacks it.
    ///
    /// # Panics
    ///
    /// If the English file lacks it, which a test excludes.
    #[must_use]
    pub fn word(&self, word: Word) -> &'static str {
        let english = || Locale { data: FILES[0].1 }.value(word.key());
        self.value(word.key()).or_else(english).expect("a test finds every word in English")
    }

    /// The marks that straight quotation marks become.
    ///
    /// # Panics
    ///
    /// If the data file lacks them, which a test excludes.
    #[must_use]
    pub fn quotes(&self) -> Quotes {
        let mut marks = self.value("quotes").expect("every data file has quotes").split(' ');
        let mut mark = || marks.next().expect("quotes are four marks");
        Quotes { open: mark(), close: mark(), inner_open: mark(), inner_close: mark() }
    }

    /// What stands between a label and what it introduces: a colon, in French with its space.
    #[must_use]
    pub fn colon(&self) -> &'static str {
        self.value("labelled").and_then(|label| label.strip_prefix("{label}")).unwrap_or(":")
    }

    /// Between which words no line ends.
    #[must_use]
    pub fn spacing(&self) -> Spacing {
        let words = |key: &str| self.value(key).unwrap_or("");
        Spacing {
            before_number: words("before-number"),
            before_name: words("before-name"),
            clinging: words("clinging"),
            months: words("months"),
            ordinal_stop: words("date").starts_with("{day}."),
        }
    }

    /// A date as it is printed: `12 March 2026`, `March 2026`, `2026`; `weekday` is put
    /// before it in the language's way.
    #[must_use]
    pub fn date(&self, year: u16, month: Option<u8>, day: Option<u8>, weekday: bool) -> String {
        let Some(month) = month else { return year.to_string() };
        let name = self.nth("months", usize::from(month) - 1);
        let Some(day) = day else { return format!("{name} {year}") };
        let key = if weekday { "date-with-weekday" } else { "date" };
        let pattern = self.value(key).unwrap_or("{day} {month} {year}");
        pattern
            .replace("{weekday}", self.nth("weekdays", weekday_of(year, month, day)))
            .replace("{day}", &day.to_string())
            .replace("{month}", name)
            .replace("{year}", &year.to_string())
    }

    /// A role by its code in MARC's list, as it stands before a name; none in English, where
    /// the list itself has names, and for rare ones.
    #[must_use]
    pub fn role(&self, code: &str) -> Option<&'static str> {
        let mut roles = self.value("roles")?.split(", ").filter_map(|role| role.split_once(' '));
        roles.find_map(|(of, name)| (of == code).then_some(name))
    }

    /// The names of the months, as dates have them.
    pub fn months(&self) -> impl Iterator<Item = &'static str> {
        self.value("months").unwrap_or("").split(' ')
    }

    /// The names of the days of the week, from Monday.
    pub fn weekdays(&self) -> impl Iterator<Item = &'static str> {
        self.value("weekdays").unwrap_or("").split(' ')
    }

    fn nth(&self, key: &str, index: usize) -> &'static str {
        self.value(key).and_then(|list| list.split(' ').nth(index)).unwrap_or("")
    }

    fn value(&self, key: &str) -> Option<&'static str> {
        self.data.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
            let (name, value) = line.split_once('=')?;
            (name.trim() == key).then(|| value.trim())
        })
    }
}

/// The day of the week, 0 for Monday (Zeller's congruence, 1882, for the Gregorian calendar).
fn weekday_of(year: u16, month: u8, day: u8) -> usize {
    let (mut y, mut m) = (usize::from(year), usize::from(month));
    if m < 3 {
        (y, m) = (y.saturating_sub(1), m + 12);
    }
    let (century, rest) = (y / 100, y % 100);
    let h = usize::from(day) + 13 * (m + 1) / 5 + rest + rest / 4 + century / 4 + 5 * century;
    (h + 5) % 7
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_as_the_text_does() {
        let used = |lang: &str, text: &str| {
            let lang = Lang::parse(lang).expect("a tag");
            Locale::of(&lang).quotes().pair_used_in(text)
        };
        assert_eq!(used("en", "None."), ("“", "”"), "the language's where there are none");
        assert_eq!(used("en", "‘It’s so,’ he says, ‘or “nearly” so.’"), ("‘", "’"), "British");
        assert_eq!(used("en", "It’s “so”, they’d say."), ("“", "”"), "an apostrophe opens nothing");
        assert_eq!(used("de", "Er sagt: »So.« Sie: „Nein.“ Beide: »Doch.«"), ("»", "«"), "a book");
        assert_eq!(used("de", "„So“, sagt er."), ("„", "“"), "a newspaper");
        assert_eq!(used("fr", "«\u{202f}Oui.\u{202f}»").0.chars().next(), Some('«'), "French");
    }

    #[test]
    fn every_data_file_has_every_word() {
        for (name, _) in FILES {
            let lang = Lang::parse(name).expect("file names are language tags");
            let locale = Locale::of(&lang);
            for word in Word::ALL {
                assert!(locale.value(word.key()).is_some(), "{name} lacks `{}`", word.key());
            }
            assert!(!locale.quotes().inner_close.is_empty(), "{name} has four quotation marks");
            assert!(
                locale.spacing().before_number.contains('§'),
                "{name} says what keeps to numbers"
            );
            assert!(!locale.nth("months", 11).is_empty(), "{name} has twelve months");
        }
    }

    #[test]
    fn writes_dates_with_their_weekday() {
        let locale = Locale::of(&Lang::english());
        assert_eq!(
            locale.date(2026, Some(3), Some(12), true),
            "Thursday 12 March 2026",
            "a known Thursday"
        );
    }
}
