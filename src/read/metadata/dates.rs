//! Dates and times as the metadata writes them.
//!
//! Text comes in, a [`Moment`] or what is wrong with it goes out. ISO 8601 in the forms that
//! people write: a year, a month, a day, and a day with a time and perhaps an offset.

use crate::document::{Date, Moment};

/// Reads `2026`, `2026-03`, `2026-03-12`, `2026-03-12 18:00`, `2026-03-12T18:00:00+01:00`.
pub(super) fn moment(text: &str) -> Result<Moment, &'static str> {
    let (day, clock) = match text.split_once(['T', 't', ' ']) {
        Some((day, clock)) => (day, Some(clock.trim())),
        None => (text, None),
    };
    let date = date(day)?;
    let Some(clock) = clock else { return Ok(Moment { date, time: None, offset: None }) };
    if date.day.is_none() {
        return Err("a time of day needs a whole date");
    }
    let (time, offset) = split_offset(clock)?;
    Ok(Moment { date, time: Some(time_of_day(time)?), offset })
}

fn date(text: &str) -> Result<Date, &'static str> {
    const FORM: &str = "this is no date";
    let mut parts = text.split('-');
    let year = digits(parts.next().unwrap_or_default(), 4).ok_or(FORM)?;
    let mut two = || parts.next().map(|part| digits(part, 2).ok_or(FORM)).transpose();
    let (month, day) = (two()?, two()?);
    if parts.next().is_some() {
        return Err(FORM);
    }
    if year == 0 {
        return Err("years begin with 1");
    }
    let small = |value: Option<u16>| value.and_then(|value| u8::try_from(value).ok());
    if month.is_some_and(|month| !(1..=12).contains(&month)) {
        return Err("there is no such month");
    }
    if day.is_some_and(|day| day == 0 || days_in(year, month.unwrap_or(1)) < day) {
        return Err("that month has no such day");
    }
    Ok(Date { year, month: small(month), day: small(day) })
}

/// Days of a month in the Gregorian calendar.
fn days_in(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Parts `18:00:00+01:00` into the time and minutes east of UTC.
fn split_offset(clock: &str) -> Result<(&str, Option<i16>), &'static str> {
    const FORM: &str = "an offset from UTC is written `+01:00` or `Z`";
    if let Some(time) = clock.strip_suffix(['Z', 'z']) {
        return Ok((time.trim(), Some(0)));
    }
    let Some(at) = clock.find(['+', '-', '−']) else { return Ok((clock, None)) };
    let (time, offset) = clock.split_at(at);
    let east = offset.starts_with('+');
    let offset = offset.trim_start_matches(['+', '-', '−']);
    let (hours, minutes) = match offset.split_once(':') {
        Some((hours, minutes)) => (digits(hours, 2), digits(minutes, 2)),
        None if offset.len() == 4 && offset.is_ascii() => {
            (digits(&offset[..2], 2), digits(&offset[2..], 2))
        }
        None => (digits(offset, 2), Some(0)),
    };
    let (hours, minutes) = (hours.ok_or(FORM)?, minutes.ok_or(FORM)?);
    if 14 < hours || 59 < minutes {
        return Err("no place is so far from UTC");
    }
    let east_of_utc = i16::try_from(hours * 60 + minutes).unwrap_or(0);
    Ok((time.trim(), Some(if east { east_of_utc } else { -east_of_utc })))
}

fn time_of_day(text: &str) -> Result<(u8, u8), &'static str> {
    const FORM: &str = "a time is written `18:00`";
    let mut parts = text.split(':');
    let hour = parts.next().and_then(|part| digits(part, 2)).ok_or(FORM)?;
    let minute = parts.next().and_then(|part| digits(part, 2)).ok_or(FORM)?;
    let second = parts.next().map(|part| {
        let whole = part.split_once('.').map_or(part, |(whole, _)| whole);
        digits(whole, 2).ok_or(FORM)
    });
    let second = second.transpose()?.unwrap_or(0);
    if parts.next().is_some() {
        return Err(FORM);
    }
    if 23 < hour || 59 < minute || 59 < second {
        return Err("there is no such time of day");
    }
    let small = |value: u16| u8::try_from(value).unwrap_or(0);
    Ok((small(hour), small(minute)))
}

/// A number of exactly `count` digits.
fn digits(text: &str, count: usize) -> Option<u16> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::moment;

    fn shown(text: &str) -> String {
        match moment(text) {
            Ok(moment) => format!("{} {:?} {:?}", moment.date, moment.time, moment.offset),
            Err(why) => why.to_owned(),
        }
    }

    #[test]
    fn reads_dates_whole_and_in_part() {
        for (text, wanted) in [
            ("2026", "2026 None None"),
            ("2026-03", "2026-03 None None"),
            ("2026-03-12 18:00", "2026-03-12 Some((18, 0)) None"),
            ("2026-03-12T18:00:00+01:00", "2026-03-12 Some((18, 0)) Some(60)"),
            ("2026-03-12T18:00:00.5Z", "2026-03-12 Some((18, 0)) Some(0)"),
            ("2026-03-12T06:30-0330", "2026-03-12 Some((6, 30)) Some(-210)"),
            ("2024-02-29", "2024-02-29 None None"),
            ("2026-02-29", "that month has no such day"),
            ("1900-02-29", "that month has no such day"),
            ("2026-13-01", "there is no such month"),
            ("2026-3-1", "this is no date"),
            ("12 March 2026", "this is no date"),
            ("2026-03-12 25:00", "there is no such time of day"),
            ("2026-03 18:00", "a time of day needs a whole date"),
            ("0000", "years begin with 1"),
            ("2026-03-12-01", "this is no date"),
            ("20２6", "this is no date"),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }
}
