//! Characters to XML: escaping, addresses, names.
//!
//! Any text comes in, well-formed XML 1.0 (5th ed., 2.2 and 2.4) goes out: what XML forbids
//! is dropped, what it reserves is escaped. It knows no element of XHTML.

use std::fmt::{self, Display, Formatter, Write as _};

/// Appends formatted text to a string.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => {{
        use std::fmt::Write as _;
        write!($out, $($arg)*).expect("writing to a string cannot fail")
    }};
}
pub(super) use put;

/// Shows a string as character data.
pub(super) struct Text<'a>(pub(super) &'a str);

/// Shows a string as the value of an attribute in double quotes.
pub(super) struct Attr<'a>(pub(super) &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        escape(self.0, f, false)
    }
}

impl Display for Attr<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        escape(self.0, f, true)
    }
}

fn escape(text: &str, f: &mut Formatter<'_>, attribute: bool) -> fmt::Result {
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let written = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' if attribute => "&quot;",
            '\n' | '\r' | '\t' if attribute => " ",
            _ if is_xml(c) => continue,
            _ => "",
        };
        f.write_str(&text[plain..at])?;
        f.write_str(written)?;
        plain = at + c.len_utf8();
    }
    f.write_str(&text[plain..])
}

/// Whether XML 1.0 allows the character (production 2, `Char`).
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// A name of lower-case ASCII letters, digits and hyphens for a file or an id; empty if
/// nothing of the text can stand in one.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// An absolute address as it may stand in `href`: characters that no URL may have are
/// percent-encoded (RFC 3986, 2.1); none if it has no host where it needs one.
pub(super) fn href(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    match scheme.as_str() {
        "http" | "https" => {
            let host = rest.strip_prefix("//")?;
            let host = host.split(['/', '?', '#']).next().unwrap_or_default();
            let host = host.rsplit('@').next().unwrap_or_default();
            let (name, port) = host.rsplit_once(':').unwrap_or((host, ""));
            let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
            let port_is_number = port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
            if name.is_empty()
                || name.starts_with('.')
                || name.contains("..")
                || !name.chars().all(allowed)
                || !port_is_number
            {
                return None;
            }
        }
        "mailto" | "tel" if !rest.is_empty() && !rest.starts_with('/') => {}
        _ => return None,
    }
    Some(format!("{scheme}:{}", percent_encode(rest)))
}

fn percent_encode(rest: &str) -> String {
    let bytes = rest.as_bytes();
    let mut out = String::new();
    let mut fragment = false;
    for (at, c) in rest.char_indices() {
        let escaped = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_hexdigit);
        let allowed = match c {
            '%' => escaped(at + 1) && escaped(at + 2),
            '#' => !std::mem::replace(&mut fragment, true),
            '[' | ']' | '{' | '}' | '|' | '\\' | '^' | '`' | '<' | '>' | '"' => false,
            _ => ('!'..='~').contains(&c) || c.is_alphanumeric(),
        };
        if allowed {
            out.push(c);
        } else {
            let mut utf8 = [0; 4];
            for byte in c.encode_utf8(&mut utf8).bytes() {
                write!(out, "%{byte:02X}").expect("writing to a string cannot fail");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_xml_reserves_and_drops_what_it_forbids() {
        let text = "a<b> & \"c\"\u{0}\u{b}\u{fffe}\nd";
        assert_eq!(Text(text).to_string(), "a&lt;b&gt; &amp; \"c\"\nd", "character data");
        assert_eq!(Attr(text).to_string(), "a&lt;b&gt; &amp; &quot;c&quot; d", "attribute");
    }

    #[test]
    fn addresses_become_urls_or_nothing() {
        let cases = [
            ("https://a.example/x y?q=[1]#a#b", Some("https://a.example/x%20y?q=%5B1%5D#a%23b")),
            ("HTTP://a.example:80/100%", Some("http://a.example:80/100%25")),
            ("https://ümlaut.example/é%C3", Some("https://ümlaut.example/é%C3")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("tel:+49 341", Some("tel:+49%20341")),
            ("http://", None),
            ("http://a b/", None),
            ("javascript:alert(1)", None),
            ("//a.example", None),
        ];
        for (given, expected) in cases {
            assert_eq!(href(given).as_deref(), expected, "{given}");
        }
    }

    #[test]
    fn slugs_are_ascii() {
        assert_eq!(slug("Fig 07: »Écho«.JPG"), "fig-07-cho-jpg", "only letters, digits, hyphens");
        assert_eq!(slug("ñ"), "", "nothing is left");
    }
}
