//! A day of the calendar, to compare a book's dates with.
//!
//! Text comes in (ISO 8601, 5.2.2, `2027-03-01`) or days since 1970; it knows no clock.

use std::fmt;
use std::str::FromStr;

/// A day; days compare by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    number: u8,
}

impl Day {
    /// The day so many days after 1 January 1970.
    ///
    /// # Panics
    ///
    /// Never: what is left of a month's days is less than its length.
    #[must_use]
    pub fn since_1970(days: u32) -> Day {
        let (mut year, mut rest) = (1970, days);
        while length_of_year(year) <= rest {
            rest -= length_of_year(year);
            year += 1;
        }
        let mut month = 1;
        while length_of_month(year, month) <= rest {
            rest -= length_of_month(year, month);
            month += 1;
        }
        Day { year, month, number: u8::try_from(rest + 1).expect("a month has 31 days at most") }
    }

    /// Year, month and day of the month.
    #[must_use]
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.number)
    }

    /// Reads the day that a date, perhaps with a time of day, begins with: `2027`, `2027-03`
    /// and `2027-03-01T08:00:00Z` are dates too. What is left out counts as 1.
    pub(super) fn beginning(text: &str) -> Option<Day> {
        let date = text.split('T').next().unwrap_or_default();
        let mut parts = date.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map_or(Some(1), |part| number(part, 2))?;
        let day = parts.next().map_or(Some(1), |part| number(part, 2))?;
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        let exists = 1 <= day && u32::from(day) <= length_of_month(year, month);
        if !exists || parts.next().is_some() {
            return None;
        }
        Some(Day { year, month, number: u8::try_from(day).ok()? })
    }
}

impl FromStr for Day {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Day, Self::Err> {
        let day = Day::beginning(text).filter(|_| text.len() == 10);
        day.ok_or("a day is written like 2027-03-01")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.number)
    }
}

fn number(text: &str, length: usize) -> Option<u16> {
    let digits = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn length_of_year(year: u16) -> u32 {
    365 + u32::from(is_leap(year))
}

fn length_of_month(year: u16, month: u8) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_counted() {
        assert_eq!(Day::since_1970(0).to_string(), "1970-01-01", "the first");
        assert_eq!(Day::since_1970(11_016).to_string(), "2000-02-29", "a leap day");
        assert_eq!(Day::since_1970(20_783).to_string(), "2026-11-26", "a late one");
        for (text, day) in [
            ("2026", Some("2026-01-01")),
            ("2026-11", Some("2026-11-01")),
            ("2024-02-29T23:59:59Z", Some("2024-02-29")),
            ("2026-02-29", None),
            ("2026-13-01", None),
            ("26-01-01", None),
            ("2026-1-1", None),
            ("2026-01-01-01", None),
            ("", None),
        ] {
            assert_eq!(Day::beginning(text).map(|day| day.to_string()).as_deref(), day, "{text}");
        }
        assert!("2026-11".parse::<Day>().is_err(), "a month is no day");
    }
}
