//! Text as PDF and XML want it.

use std::fmt::Write as _;

use lopdf::{Object, StringFormat};

/// A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, anything else in UTF-16.
pub(super) fn text_string(text: &str) -> Object {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let mut bytes = vec![0xFE, 0xFF];
    for unit in text.encode_utf16() {
        bytes.extend_from_slice(&unit.to_be_bytes());
    }
    Object::String(bytes, StringFormat::Literal)
}

/// The text without what XML 1.0 (2.2) cannot hold, and on one line.
pub(super) fn clean(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        '\t' | '\n' | '\r' => Some(' '),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => None,
        other => Some(other),
    });
    kept.collect::<String>().trim().to_owned()
}

/// Escapes the characters that XML gives a meaning.
pub(super) fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Makes an address pure ASCII (RFC 3987, 3.1, for what an address bar would take).
pub(super) fn uri(address: &str) -> String {
    let mut ascii = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            0..=0x20 | 0x7F.. | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => {
                let _ = write!(ascii, "%{byte:02X}");
            }
            _ => ascii.push(char::from(byte)),
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_ascii_and_keep_their_escapes() {
        assert_eq!(
            uri("https://example.org/señal a%20b?q=1#x"),
            "https://example.org/se%C3%B1al%20a%20b?q=1#x",
            "percent signs stay, the rest is escaped as UTF-8"
        );
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(clean("a\u{1}b\n\u{FFFF}c "), "ab c", "controls go, line ends become spaces");
    }
}
