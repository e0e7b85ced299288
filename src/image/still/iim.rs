//! A description as IPTC-IIM, in the resource that Photoshop keeps it in.
//!
//! IPTC "Information Interchange Model" 4.2, records 1 and 2; Adobe's "Photoshop File Formats",
//! image resource 0x0404. Texts are UTF-8, which record 1 says; each is cut between characters to the
//! length that the model allows, as its readers expect. XMP beside it holds them whole.

use super::Description;

/// `ESC % G`: what follows is UTF-8 (ISO 2022; IIM 1:90).
const UTF8: &[u8] = b"\x1B%G";

/// Photoshop's resources with the description as the only one.
pub(super) fn resources(said: &Description) -> Vec<u8> {
    let records = records(said);
    let mut out = Vec::with_capacity(records.len() + 16);
    out.extend_from_slice(b"8BIM\x04\x04\0\0");
    let length = u32::try_from(records.len()).expect("texts are cut to a few kilobytes");
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&records);
    if records.len() % 2 == 1 {
        out.push(0);
    }
    out
}

fn records(said: &Description) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, 1, 90, UTF8);
    // The version of the model (2:00).
    put(&mut out, 2, 0, &[0, 4]);
    let date = date(&said.date);
    // Number, longest text in bytes (IIM 4.2, chapter 6), text.
    let texts: [(u8, usize, &str); 9] = [
        (5, 64, &said.title),
        (40, 256, &said.usage),
        (55, 8, &date),
        (80, 32, &said.creator),
        (103, 32, &said.id),
        (105, 256, &said.title),
        (110, 32, &said.credit),
        (116, 128, &said.copyright),
        (120, 2_000, &said.caption),
    ];
    for (number, most, text) in texts {
        let text = cut(text, most);
        if !text.is_empty() {
            put(&mut out, 2, number, text.as_bytes());
        }
    }
    out
}

/// One data set.
fn put(out: &mut Vec<u8>, record: u8, number: u8, value: &[u8]) {
    let length = u16::try_from(value.len()).expect("texts are cut to 2,000 bytes");
    out.extend_from_slice(&[0x1C, record, number]);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(value);
}

/// The longest beginning of at most so many bytes that ends between characters.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// `20251003`; what is not known of a date is 00 (IIM 2:55).
fn date(date: &str) -> String {
    let mut digits: String = date.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        while digits.len() < 8 {
            digits.push('0');
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(cut("éé", 3), "é", "not within the second");
        assert_eq!(cut("ab", 8), "ab", "short enough");
        let long = Description { creator: "ø".repeat(40), ..Description::default() };
        let records = records(&long);
        let byline = "ø".repeat(16);
        let at = records.windows(32).any(|window| window == byline.as_bytes());
        assert!(at, "thirty-two bytes of the name");
        assert!(!records.windows(34).any(|w| w == "ø".repeat(17).as_bytes()), "and no more");
    }

    #[test]
    fn dates_have_eight_digits() {
        for (from, to) in [("2025-10", "20251000"), ("2025-10-03", "20251003"), ("", "")] {
            assert_eq!(date(from), to, "`{from}`");
        }
    }
}
