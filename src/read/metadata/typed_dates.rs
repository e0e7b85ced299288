//! Dates as people type them, said in the form that we read.
//!
//! A text that is no date of ours and a language come in, the dates that may be meant go out:
//! two where day and month could be either. It only serves messages; nothing is read by it.

use super::dates::moment;
use crate::base::Lang;
use crate::read::manuscript::month;

/// What people write for a date that is not fixed.
const OPEN: [&str; 9] = ["tbc", "tba", "tbd", "soon", "unknown", "later", "open", "n/a", "?"];

/// What to type instead of `text`.
pub(super) fn help(text: &str, lang: &Lang) -> String {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(['.', '!', '(', ')', ' ']);
    if OPEN.contains(&bare) || bare.starts_with("to be ") || bare.starts_with("coming ") {
        return "write as much as is fixed, such as `2027` or `2027-03`; \
                take it out until then if nothing is"
            .to_owned();
    }
    match meant(&lower, lang).as_slice() {
        [] => "write `2026`, `2026-03`, `2026-03-12` or `2026-03-12T18:00:00+01:00`".to_owned(),
        [one] => format!("write `{one}`"),
        both => format!("write `{}`, whichever is meant: year, month, day", both.join("` or `")),
    }
}

/// The parts of a date.
#[derive(Default)]
struct Parts {
    /// The year, and how many numbers stand before it.
    year: Option<(u16, usize)>,
    month: Option<u8>,
    numbers: Vec<u16>,
    time: Option<String>,
}

fn meant(text: &str, lang: &Lang) -> Vec<String> {
    let Some(Parts { mut year, month, mut numbers, time }) = parts(text, lang) else {
        return Vec::new();
    };
    if year.is_none() && numbers.len() == 3 {
        year = numbers.pop().map(|year| (2000 + year, 2));
    }
    let Some((year, before)) = year else { return Vec::new() };
    let day = |month: u16, day: u16| format!("{year:04}-{month:02}-{day:02}");
    let mut found = match (month.map(u16::from), numbers.as_slice()) {
        (Some(month), [number]) => vec![day(month, *number)],
        (Some(month), []) | (None, &[month]) => vec![format!("{year:04}-{month:02}")],
        (None, [a, b]) if before == 0 => vec![day(*a, *b)],
        (None, [a, b]) if text.contains('.') || a == b => vec![day(*b, *a)],
        (None, [a, b]) => vec![day(*b, *a), day(*a, *b)],
        _ => Vec::new(),
    };
    if let Some(time) = time {
        found.iter_mut().for_each(|date| date.extend([" ", &time]));
    }
    found.retain(|date| moment(date).is_ok());
    found
}

/// The parts that stand in a text, which is in small letters; none if some are there twice.
fn parts(text: &str, lang: &Lang) -> Option<Parts> {
    let mut parts = Parts::default();
    let breaks = |c: char| !c.is_alphanumeric() && c != ':';
    let words: Vec<&str> = text.split(breaks).filter(|word| !word.is_empty()).take(12).collect();
    for (at, word) in words.iter().enumerate() {
        let length = word.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
        let (figure, rest) = word.split_at(length);
        let rest = if rest.is_empty() { words.get(at + 1).copied().unwrap_or("") } else { rest };
        let half = ["am", "pm"].into_iter().find(|half| *half == rest);
        if figure.contains(':') || half.is_some() && !figure.is_empty() {
            parts.time = Some(clock(figure, half)?);
        } else if figure.len() == 4 {
            let year = (figure.parse().ok()?, parts.numbers.len());
            if parts.year.replace(year).is_some() {
                return None;
            }
        } else if !figure.is_empty() {
            parts.numbers.push(figure.parse().ok().filter(|number| *number < 100)?);
        } else if let Some(month) = month(word, lang)
            && parts.month.replace(month).is_some()
        {
            return None;
        }
    }
    Some(parts)
}

/// `8`, `8:30` or `20:00` with the half of the day as `20:00`.
fn clock(figure: &str, half: Option<&str>) -> Option<String> {
    let mut figures = figure.split(':');
    let hour: u16 = figures.next()?.parse().ok()?;
    let minute: u16 = figures.next().unwrap_or("0").parse().ok()?;
    let hour = match half {
        Some("pm") if hour < 12 => hour + 12,
        Some("am") if hour == 12 => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_a_date_in_our_form() {
        let german = Lang::parse("de").unwrap();
        for (text, wanted) in [
            ("14.02.2027", "write `2027-02-14`"),
            ("14/2/2027", "write `2027-02-14`"),
            ("2027-2-14", "write `2027-02-14`"),
            ("14 February 2027", "write `2027-02-14`"),
            ("Sunday, February 14th, 2027", "write `2027-02-14`"),
            ("14. Februar 2027", "write `2027-02-14`"),
            ("Feb 2027", "write `2027-02`"),
            ("14/02/2027 8pm", "write `2027-02-14 20:00`"),
            ("14 Feb 2027 8:30 pm", "write `2027-02-14 20:30`"),
            ("14.02.27", "write `2027-02-14`"),
            (
                "3/2/2027",
                "write `2027-02-03` or `2027-03-02`, whichever is meant: year, month, day",
            ),
        ] {
            assert_eq!(help(text, &german), wanted, "`{text}`");
        }
        assert!(help("TBC", &german).contains("as much as is fixed"), "a date not yet fixed");
        for text in ["2027-02-30", "1–3 May 2027", "May 2027 to June 2028", "99999999 x", ""] {
            assert!(help(text, &german).starts_with("write `2026`, "), "`{text}` means no date");
        }
    }
}
