//! Where a link may lead: addresses that are safe to follow, and headings.

use std::fmt::Write as _;

use super::anchor::Anchors;
use crate::base::{Code, Diagnostic, Span};
use crate::document::LinkTarget;
use crate::read::userinfo;

/// Decides where an address leads. Without an answer the words stand without a link, and a
/// diagnostic says why.
pub(super) fn target(
    url: &str,
    span: Span,
    anchors: &Anchors,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LinkTarget> {
    let url: String = url.trim().chars().filter(|c| !c.is_control()).collect();
    if let Some(fragment) = url.strip_prefix('#') {
        return anchor(fragment, span, anchors, diagnostics);
    }
    let scheme = scheme(&url).map(str::to_ascii_lowercase);
    match scheme.as_deref() {
        Some("http" | "https" | "mailto" | "tel") => {
            let url = userinfo::without(&url, span, diagnostics).unwrap_or(url);
            Some(LinkTarget::Url(encoded(&url)))
        }
        Some(scheme) => {
            let active = matches!(scheme, "javascript" | "vbscript" | "data" | "file" | "blob");
            let message = format!("a link leads to a `{scheme}:` address");
            let help = "link to an `https:`, `http:`, `mailto:` or `tel:` address";
            let diagnostic = if active {
                Diagnostic::error(Code::UnsafeLink, span, message)
            } else {
                Diagnostic::warning(Code::UnsafeLink, span, message)
            };
            diagnostics.push(diagnostic.help(help));
            None
        }
        None if url.is_empty() => {
            diagnostics.push(
                Diagnostic::warning(Code::DeadLink, span, "the link has no address")
                    .help("write the address between the parentheses"),
            );
            None
        }
        None => {
            // A link to a heading of this very manuscript may name the file as well.
            if let Some((_, fragment)) = url.split_once('#')
                && let Some(name) = anchors.find(fragment)
            {
                return Some(LinkTarget::Anchor(name.clone()));
            }
            diagnostics.push(
                Diagnostic::warning(
                    Code::DeadLink,
                    span,
                    format!("`{url}` is a file beside the manuscript, which no book can follow"),
                )
                .help("link to its address on the web, beginning with `https://`"),
            );
            None
        }
    }
}

fn anchor(
    fragment: &str,
    span: Span,
    anchors: &Anchors,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<LinkTarget> {
    if let Some(name) = anchors.find(fragment) {
        return Some(LinkTarget::Anchor(name.clone()));
    }
    diagnostics.push(
        Diagnostic::warning(Code::DeadLink, span, format!("no heading is called `#{fragment}`"))
            .help("name the heading: `## Its words {#name}`"),
    );
    None
}

/// The scheme of an absolute address (RFC 3986, 3.1).
pub(super) fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c));
    valid.then_some(scheme)
}

/// Percent-encodes what an address may not contain (RFC 3986, 2).
pub(super) fn encoded(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        if c.is_ascii() && !" \"<>\\^`{|}".contains(c) {
            out.push(c);
            continue;
        }
        let mut bytes = [0; 4];
        for byte in c.encode_utf8(&mut bytes).bytes() {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::FileId;

    #[test]
    fn follows_safe_addresses_only() {
        let span = Span { file: FileId(0), start: 0, end: 1 };
        for (url, expected) in [
            ("https://a.example/é ü", Some("https://a.example/%C3%A9%20%C3%BC")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("TEL:+34600", Some("TEL:+34600")),
            ("javascript:alert(1)", None),
            ("java\nscript:alert(1)", None),
            ("data:text/html,x", None),
            ("ftp://a.example", None),
            ("other.md", None),
            ("//a.example", None),
            ("", None),
        ] {
            let mut diagnostics = Vec::new();
            let found = target(url, span, &Anchors::default(), &mut diagnostics);
            assert_eq!(found, expected.map(|url| LinkTarget::Url(url.to_owned())), "`{url}`");
            assert_eq!(diagnostics.len(), usize::from(expected.is_none()), "`{url}` is reported");
        }
    }
}
