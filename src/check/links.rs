//! Links that lead nowhere: without words, without a target, malformed, to a machine of one's own.
//!
//! Texts come in, findings go out. No address is asked for: nothing here opens a socket. What
//! hosts are of nobody else: RFC 6761, RFC 2606 (but not `.example`, by which invented kits live),
//! RFC 1918.

use std::ops::Range;

use super::text::{BLOT, Text};
use crate::base::{Code, Diagnostic, Span};

/// How far the other end of a link is looked for, in bytes.
const FAR: usize = 4_000;
/// Bytes of an address within another that is looked at.
const INNER: usize = 400;

pub(super) fn check(texts: &[Text], found: &mut Vec<Diagnostic>) {
    for text in texts {
        if text.is_manuscript {
            empty(text, found);
        }
        for range in addresses(&text.linked) {
            found.extend(address(text, range));
        }
    }
}

/// `[](…)` and `[…](#)`; of `[…]()` the build speaks.
fn empty(text: &Text, found: &mut Vec<Diagnostic>) {
    for (at, _) in text.linked.match_indices("](") {
        let from = text.linked.floor_char_boundary(at.saturating_sub(FAR));
        let before = &text.linked[from..at];
        let Some(open) = before.rfind('[').filter(|open| !before[*open..].contains("\n\n")) else {
            continue;
        };
        let words = before[open + 1..].trim();
        let is_photo = before[..open].ends_with('!');
        let far = text.linked.floor_char_boundary(at + 2 + FAR);
        let target = &text.linked[at + 2..far];
        let target = target.split(')').next().unwrap_or_default();
        let end = at + 2 + target.len() + 1;
        let fault = if words.is_empty() && !is_photo {
            "a link has no words"
        } else if target.trim() == "#" {
            "a link has no target"
        } else {
            continue;
        };
        found.push(
            Diagnostic::warning(
                Code::LinkEmpty,
                text.span(from + open..end.min(text.linked.len())),
                fault,
            )
            .help("write `[words](https://…)`, or take the link out"),
        );
    }
}

/// Everything that begins as an address does, rightly or wrongly.
fn addresses(text: &str) -> Vec<Range<usize>> {
    const BEGINNINGS: [&str; 13] = [
        "http:", "https:", "http//", "https//", "htp:", "htps:", "htttp", "hhtp", "ttps:", "ttp:",
        "www.", "mailto:", "file:",
    ];
    let mut found = Vec::new();
    for beginning in BEGINNINGS {
        let mut end = 0;
        for (at, _) in text.match_indices(beginning) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '/' || c == '.') {
                continue;
            }
            let ends = |c: char| c.is_whitespace() || c == BLOT || "<>\"'`)],}“”’".contains(c);
            // One within another ends where that does.
            let inner = at < end;
            if !inner {
                end = text[at..].find(ends).map_or(text.len(), |end| at + end);
            }
            let address = text[at..end].trim_end_matches(['.', ';', ':', '!', '?', '*', '_']);
            if !inner || address.len() < INNER {
                found.push(at..at + address.len());
            }
        }
    }
    found
}

fn address(text: &Text, range: Range<usize>) -> Option<Diagnostic> {
    let address = &text.linked[range.clone()];
    let lower = address.to_ascii_lowercase();
    let span = text.span(range);
    let malformed = |why: &str| {
        let message = format!("`{address}` is no address: {why}");
        let found = Diagnostic::warning(Code::LinkMalformed, span, message);
        Some(found.help("copy the address again from the browser"))
    };
    if let Some(mail) = lower.strip_prefix("mailto:") {
        let whole = mail.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@')
        });
        return if whole { None } else { malformed("a mail address has one `@` and a domain") };
    }
    if lower.starts_with("file:") {
        return Some(local(address, span));
    }
    let rest = ["http://", "https://"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    let Some(rest) = rest.or_else(|| lower.starts_with("www.").then_some(lower.as_str())) else {
        // A scheme named in a sentence is no address.
        let named = lower.trim_end_matches([':', '/']).chars().all(char::is_alphanumeric);
        return if named { None } else { malformed("it should begin with `https://`") };
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if rest.contains("http://") && !rest.contains("web.archive.org") && rest.starts_with("http") {
        return malformed("it begins twice");
    }
    let name = host.rsplit('@').next().unwrap_or(host);
    let (name, port) = name.split_once(':').unwrap_or((name, ""));
    if is_local(name) {
        return Some(local(address, span));
    }
    if name.is_empty() && rest.is_empty() {
        return None;
    }
    let good = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    // `http://…` and `https://{name}` stand for an address.
    if name.is_empty() || name.starts_with(['…', '{', '$', '%', '*']) {
        return None;
    }
    if !name.split('.').all(good) || !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return malformed("its host has a gap or a sign that none has");
    }
    if !name.contains('.') || name == "www" {
        return malformed("its host has no domain");
    }
    None
}

/// Whether a host is the writer's own machine, of an inner network, or made for tests.
fn is_local(host: &str) -> bool {
    const ENDS: [&str; 6] = [".local", ".localhost", ".test", ".invalid", ".internal", ".lan"];
    const STAGES: [&str; 6] = ["staging.", "stage.", "dev.", "test.", "preview.", "beta."];
    let inner = |start: &str| {
        host.starts_with(start) && host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let own = host == "localhost"
        || inner("127.")
        || inner("192.168.")
        || inner("10.")
        || host.ends_with(".ngrok.io")
        || ["example.com", "example.org", "example.net"].iter().any(|it| host.ends_with(it));
    own || ENDS.iter().any(|end| host.ends_with(end))
        || STAGES
            .iter()
            .any(|stage| host.strip_prefix(stage).is_some_and(|rest| rest.contains('.')))
}

fn local(address: &str, span: Span) -> Diagnostic {
    let message = format!("`{address}` leads to a place that only you can reach, or nobody");
    let help = "write the public address";
    Diagnostic::warning(Code::LinkLocal, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_within_others_are_found() {
        for (text, expected) in [
            ("See (http://a.example).", &["http://a.example"][..]),
            (
                "https://a.example/?b=https://localhost:80/c.",
                &["https://a.example/?b=https://localhost:80/c", "https://localhost:80/c"],
            ),
            ("https://a.example/http://b.example", &["https://a.example/http://b.example"]),
        ] {
            let found: Vec<&str> = addresses(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "in `{text}`");
        }
        assert!(addresses(&"mailto:".repeat(40_000)).len() < 100, "not of the rest of a text each");
    }
}
