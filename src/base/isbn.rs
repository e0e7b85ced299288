//! International Standard Book Numbers.

/// Whether the check digit of an ISBN of 10 or 13 digits is right (ISO 2108).
#[must_use]
pub fn isbn_checks(text: &str) -> bool {
    let text = text.trim().to_ascii_uppercase();
    let text = text.trim_start_matches("URN:").trim_start_matches("ISBN").trim_start_matches(':');
    let mut digits: Vec<u32> = Vec::new();
    for c in text.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}' | '\u{2011}' | '–')) {
        match c.to_digit(10) {
            Some(digit) => digits.push(digit),
            None if c == 'X' && digits.len() == 9 => digits.push(10),
            None => return false,
        }
    }
    let weighted = |weight: fn(u32) -> u32| -> u32 {
        (0..).zip(&digits).map(|(place, digit)| weight(place) * digit).sum()
    };
    match digits.len() {
        10 => weighted(|place| 10 - place).is_multiple_of(11),
        13 => weighted(|place| if place % 2 == 0 { 1 } else { 3 }).is_multiple_of(10),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::isbn_checks;

    #[test]
    fn checks_isbns() {
        assert!(isbn_checks("978-0-306-40615-7"), "thirteen digits");
        assert!(isbn_checks("ISBN 0-8044-2957-X"), "ten digits with X");
        assert!(!isbn_checks("978-0-306-40615-8"), "a wrong check digit");
        assert!(!isbn_checks("12"), "too short");
        assert!(!isbn_checks("978-0-306-4061X-7"), "X only at the end");
    }
}
