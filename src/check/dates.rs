//! Days counted, so that they can be compared.

use crate::document::Date;

/// The last day of a date: 2027 ends on 31 December.
pub(super) fn last_day(date: Date) -> i64 {
    let month = date.month.unwrap_or(12);
    day_number(date.year, month, date.day.unwrap_or_else(|| length_of_month(date.year, month)))
}

/// The first day of a date.
pub(super) fn first_day(date: Date) -> i64 {
    day_number(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

/// Days of the Gregorian calendar from some day long ago, a Monday, which is number 0.
pub(super) fn day_number(year: u16, month: u8, day: u8) -> i64 {
    // Years begin in March, so that the leap day is the last.
    let (year, month) = (i64::from(year), i64::from(month));
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap + (153 * month + 2) / 5 + i64::from(day) + 1
}

/// How many days a month has.
pub(super) fn length_of_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_numbered_without_a_gap() {
        assert_eq!(day_number(2026, 3, 12).rem_euclid(7), 3, "a known Thursday");
        assert_eq!(day_number(2000, 1, 1).rem_euclid(7), 5, "a known Saturday");
        assert_eq!(day_number(2024, 3, 1) - day_number(2024, 2, 28), 2, "over a leap day");
        assert_eq!(day_number(2026, 1, 1) - day_number(2025, 12, 31), 1, "over a new year");
    }
}
