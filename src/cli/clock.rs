//! What time it is, for commands that may know: `check` tells dates in the future, `copies`
//! whether an embargo still holds and when a copy was made, `stills` and `release` whose licence has ended. No book depends on it.

use std::time::{SystemTime, UNIX_EPOCH};

use super::Failure;
use crate::document::{Date, Moment};
use crate::inspect::Day;

/// Seconds since 1970, UTC.
#[expect(clippy::disallowed_methods, reason = "`build` may not ask, the commands named above may")]
fn seconds() -> Option<u64> {
    SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs())
}

/// The day, UTC.
pub(super) fn today() -> Option<Day> {
    u32::try_from(seconds()? / 86_400).ok().map(Day::since_1970)
}

/// The day that was asked for, else today.
pub(super) fn day(asked: Option<Day>) -> Option<Date> {
    let (year, month, day) = asked.or_else(today)?.parts();
    Some(Date { year, month: Some(month), day: Some(day) })
}

/// The same for what cannot be done without it.
pub(super) fn known_day(asked: Option<Day>) -> Result<Date, Failure> {
    let unknown = "nobody knows which day it is: say `--today` with a date";
    day(asked).ok_or_else(|| Failure::Machine(unknown.to_owned()))
}

/// Day and time so many minutes east of Greenwich: `2026-03-12T18:00`.
fn now(minutes: i16) -> String {
    let seconds = seconds().unwrap_or(0).saturating_add_signed(i64::from(minutes) * 60);
    let day = Day::since_1970(u32::try_from(seconds / 86_400).unwrap_or(0));
    let minute = seconds / 60 % 1440;
    format!("{day}T{:02}:{:02}", minute / 60, minute % 60)
}

/// The moment, UTC, as ISO 8601 has it.
pub(super) fn stamp() -> String {
    format!("{}Z", now(0))
}

/// Whether a moment lies ahead.
pub(super) fn is_ahead(moment: &Moment) -> bool {
    is_before(&now(moment.offset.unwrap_or(0)), moment)
}

fn is_before(now: &str, moment: &Moment) -> bool {
    let (hour, minute) = moment.time.unwrap_or((0, 0));
    let (month, day) = (moment.date.month.unwrap_or(1), moment.date.day.unwrap_or(1));
    let ends = format!("{:04}-{month:02}-{day:02}T{hour:02}:{minute:02}", moment.date.year);
    now < ends.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_embargo_holds_until_its_minute() {
        let date = Date { year: 2026, month: Some(3), day: Some(12) };
        let moment = Moment { date, time: Some((18, 0)), offset: Some(60) };
        assert!(is_before("2026-03-12T17:59", &moment), "a minute before");
        assert!(!is_before("2026-03-12T18:00", &moment), "at the minute");
        assert!(is_before("2025-12-31T23:59", &moment), "the year before");
    }
}
