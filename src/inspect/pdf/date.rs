//! Dates of a PDF, of its information dictionary and of its XMP packet.
//!
//! `D:20270301080000+01'00'` (ISO 32000-1, 7.9.4) and `2027-03-01T08:00:00+01:00` (ISO 8601).

use crate::inspect::Day;

/// A point in time, as far as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    /// Year, month, day, hour, minute, second; what is left out is the first.
    fields: [i64; 6],
    /// How many of them are told.
    told: usize,
    /// Minutes ahead of universal time, if told.
    offset: Option<i64>,
}

/// The least and the greatest of each field.
const RANGES: [(i64, i64); 6] = [(0, 9999), (1, 12), (1, 31), (0, 23), (0, 59), (0, 59)];

impl Moment {
    /// Reads a date of PDF; the `D:` may be missing.
    pub(super) fn pdf(text: &str) -> Option<Moment> {
        let text = text.trim().strip_prefix("D:").unwrap_or(text.trim());
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, zone) = text.split_at(end);
        let (year, mut rest) = (digits.get(..4)?, digits.get(4..)?);
        let mut parts = vec![year];
        while let Some((part, after)) = rest.split_at_checked(2).filter(|_| parts.len() < 6) {
            parts.push(part);
            rest = after;
        }
        if !rest.is_empty() {
            return None;
        }
        Self::new(&parts, &zone.replace('\'', ""))
    }

    /// Reads a date of XMP.
    pub(super) fn iso(text: &str) -> Option<Moment> {
        let text = text.trim();
        let (date, time) = text.split_once('T').unwrap_or((text, ""));
        let zone_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
        let (clock, zone) = time.split_at(zone_at);
        let clock = clock.split_once('.').map_or(clock, |(whole, _)| whole);
        let parts: Vec<&str> =
            date.split('-').chain(clock.split(':').filter(|part| !part.is_empty())).collect();
        let sized =
            parts.iter().enumerate().all(|(at, part)| part.len() == if at == 0 { 4 } else { 2 });
        if !sized {
            return None;
        }
        Self::new(&parts, &zone.replace(':', ""))
    }

    fn new(parts: &[&str], zone: &str) -> Option<Moment> {
        let mut fields = [0, 1, 1, 0, 0, 0];
        if parts.len() > fields.len() {
            return None;
        }
        for ((field, part), (least, most)) in fields.iter_mut().zip(parts).zip(RANGES) {
            if !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            *field = part.parse().ok().filter(|value| (least..=most).contains(value))?;
        }
        let offset = match zone.as_bytes() {
            [] => None,
            [b'Z', ..] => Some(0),
            [sign @ (b'+' | b'-'), digits @ ..] if matches!(digits.len(), 2 | 4) => {
                let number = |text: &[u8]| std::str::from_utf8(text).ok()?.parse::<i64>().ok();
                let minutes = number(&digits[..2])? * 60 + number(&digits[2..]).unwrap_or(0);
                Some(if *sign == b'-' { -minutes } else { minutes })
            }
            _ => return None,
        };
        let moment = Moment { fields, told: parts.len(), offset };
        moment.day().map(|_| moment)
    }

    /// Its day.
    pub(super) fn day(&self) -> Option<Day> {
        let [year, month, day, ..] = self.fields;
        Day::beginning(&format!("{year:04}-{month:02}-{day:02}"))
    }

    /// Whether two tell the same time, as far as both tell it.
    pub(super) fn agrees(&self, other: &Moment) -> bool {
        let told = self.told.min(other.told);
        match (self.offset, other.offset) {
            (Some(a), Some(b)) if told == 6 => self.seconds(a) == other.seconds(b),
            (Some(a), Some(b)) if a != b => true,
            _ => self.fields[..told] == other.fields[..told],
        }
    }

    /// Seconds of universal time. Months count 31 days, which keeps them apart; times less
    /// than a day apart on two sides of a month's end are the only ones told wrongly.
    fn seconds(&self, offset: i64) -> i64 {
        let [year, month, day, hour, minute, second] = self.fields;
        ((((year * 12 + month) * 31 + day) * 24 + hour) * 60 + minute - offset) * 60 + second
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_are_read_and_compared() {
        let pdf = |text| Moment::pdf(text);
        let iso = |text| Moment::iso(text);
        let same = [
            ("D:20270301080000+01'00'", "2027-03-01T08:00:00+01:00"),
            ("D:20270301080000+01'00", "2027-03-01T07:00:00Z"),
            ("20270301080000Z", "2027-03-01T08:00:00.123Z"),
            ("D:20270301", "2027-03-01T08:00:00Z"),
            ("D:2027", "2027-03"),
        ];
        for (a, b) in same {
            let (a, b) = (pdf(a).expect("a date of PDF"), iso(b).expect("a date of XMP"));
            assert!(a.agrees(&b), "{a:?} is {b:?}");
        }
        let other = pdf("D:20270301080001Z").unwrap();
        assert!(!other.agrees(&iso("2027-03-01T08:00:00Z").unwrap()), "a second later");
        for bad in
            ["", "D:", "yesterday", "D:20271301", "D:20270230", "D:202703018", "D:20270301+1"]
        {
            assert_eq!(pdf(bad), None, "{bad}");
        }
        for bad in ["", "2027-3-1", "2027-02-30", "2027-03-01T25:00:00Z", "1 March"] {
            assert_eq!(iso(bad), None, "{bad}");
        }
    }
}
