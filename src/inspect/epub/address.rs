//! Where an address leads.
//!
//! An address as it stands in a document comes in (RFC 3986; URL Standard as far as EPUB 3.3,
//! 4.2.4 "Deriving file paths" needs it), a [`Target`] goes out. It looks nothing up.

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// To a file of the book, by its path from the root, and to a place in it.
    Inside { path: String, fragment: Option<String> },
    /// To a place outside that is reached by this scheme.
    Outside { scheme: String },
    /// Above the root of the book.
    Above,
    /// It runs a program.
    Script,
    /// It holds what it leads to.
    Data,
}

/// Resolves an address that stands in the file `from`.
pub(super) fn resolve(from: &str, address: &str) -> Target {
    // Browsers drop these before they look for a scheme, so that they hide one.
    let address: String =
        address.trim().chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    if let Some(scheme) = scheme(&address) {
        return match scheme.as_str() {
            "javascript" | "vbscript" | "livescript" => Target::Script,
            "data" if is_active(&address) => Target::Script,
            "data" => Target::Data,
            _ => Target::Outside { scheme },
        };
    }
    if address.starts_with("//") {
        return Target::Outside { scheme: "https".to_owned() };
    }
    let (path, fragment) = match address.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (address.as_str(), None),
    };
    let path = decode(path.split('?').next().unwrap_or_default());
    if path.is_empty() {
        return Target::Inside { path: from.to_owned(), fragment };
    }
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').collect(),
    };
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." if parts.pop().is_none() => return Target::Above,
            "" | "." | ".." => {}
            part => parts.push(part),
        }
    }
    Target::Inside { path: parts.join("/"), fragment }
}

/// Data that a reader would run or open as a page.
fn is_active(address: &str) -> bool {
    let kind = address.split_once(':').map_or("", |(_, rest)| rest).to_ascii_lowercase();
    ["text/html", "application/xhtml", "text/javascript", "application/javascript", "text/xml"]
        .iter()
        .any(|active| kind.trim_start().starts_with(active))
}

fn scheme(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    let first = scheme.bytes().next()?;
    let valid = first.is_ascii_alphabetic()
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    valid.then(|| scheme.to_ascii_lowercase())
}

/// Replaces percent-encoded bytes; what is then no UTF-8 stays as it is.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).expect("two hexadecimal digits"));
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_somewhere() {
        let inside = |path: &str, fragment: Option<&str>| Target::Inside {
            path: path.to_owned(),
            fragment: fragment.map(str::to_owned),
        };
        for (address, target) in [
            ("b.xhtml", inside("EPUB/text/b.xhtml", None)),
            ("../a%20b.css?x#c%C3%A9", inside("EPUB/a b.css", Some("cé"))),
            ("#x", inside("EPUB/text/a.xhtml", Some("x"))),
            ("/x.css", inside("x.css", None)),
            ("../../../x", Target::Above),
            (" java\nscript:alert(1)", Target::Script),
            ("data:text/html,<script>", Target::Script),
            ("data:image/png;base64,", Target::Data),
            ("HTTPS://a.example", Target::Outside { scheme: "https".to_owned() }),
            ("//a.example/b", Target::Outside { scheme: "https".to_owned() }),
            ("%", inside("EPUB/text/%", None)),
        ] {
            assert_eq!(resolve("EPUB/text/a.xhtml", address), target, "{address}");
        }
    }
}
