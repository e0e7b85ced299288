//! A name and password that stand in a web address (RFC 3986, 3.2.1).
//!
//! An address comes in, the same without them goes out. Whoever wrote it and where it stands it
//! does not know.

use std::cell::Cell;
use std::ops::Range;

use crate::base::{Code, Diagnostic, Span};

/// A web address without the credentials that it tells to every reader, which are reported;
/// none if it has none.
pub(super) fn without(url: &str, span: Span, found: &mut Vec<Diagnostic>) -> Option<String> {
    let (clean, host) = clean(url)?;
    let message = format!("the address of `{host}` tells a name or password to every reader");
    let help = format!("write `{clean}`, and change the password");
    found.push(Diagnostic::warning(Code::UnsafeLink, span, message).help(help));
    Some(clean)
}

/// Words without the credentials in the addresses among them, which are reported where the
/// source has them; none if there are none.
pub(super) fn without_in(
    words: &str,
    at: &Place<'_>,
    found: &mut Vec<Diagnostic>,
) -> Option<String> {
    let (mut out, mut copied) = (String::new(), 0);
    for range in addresses(words) {
        if let Some(clean) = without(&words[range.clone()], at.of(&words[range.clone()]), found) {
            out.push_str(&words[copied..range.start]);
            out.push_str(&clean);
            copied = range.end;
        }
    }
    out.push_str(&words[copied..]);
    (0 < copied).then_some(out)
}

/// Reports credentials in code, which is printed as it was typed: it may be an example.
pub(super) fn tell(code: &str, at: &Place<'_>, found: &mut Vec<Diagnostic>) {
    for address in addresses(code).map(|range| &code[range]) {
        if let Some((_, host)) = clean(address) {
            let message = format!("code has the address of `{host}` with a name or password");
            found.push(
                Diagnostic::warning(Code::UnsafeLink, at.of(address), message)
                    .help("take it out and change the password, if it is no example"),
            );
        }
    }
}

/// Where words come from: the whole text, and the stretch that they are of. Addresses are asked
/// for in the order in which they stand there.
#[derive(Debug)]
pub(super) struct Place<'a> {
    /// The text of the file.
    text: &'a str,
    /// What is told if the words do not stand in it as they are.
    span: Span,
    /// Up to where addresses were found.
    passed: Cell<usize>,
}

/// How far the next address of a stretch is looked for, in bytes.
const FAR: usize = 4_000;

impl<'a> Place<'a> {
    pub(super) fn new(text: &'a str, span: Span) -> Place<'a> {
        Place { text, span, passed: Cell::new(span.start as usize) }
    }

    /// Where the next address of these letters stands.
    pub(super) fn of(&self, address: &str) -> Span {
        let start = self.passed.get();
        let end = self.text.floor_char_boundary(start.saturating_add(FAR + address.len()));
        let found = self.text.get(start..end).and_then(|rest| rest.find(address));
        let place = |at: usize| {
            let (start, end) = (start + at, start + at + address.len());
            self.passed.set(end);
            let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
            Some(Span { file: self.span.file, start, end })
        };
        found.and_then(place).unwrap_or(self.span)
    }
}

/// Everything among words that begins as a web address does, to its end; one in another's end
/// is of it.
fn addresses(words: &str) -> impl Iterator<Item = Range<usize>> {
    let mut passed = 0;
    words.match_indices("://").filter_map(move |(at, _)| {
        if at < passed {
            return None;
        }
        let start = ["https", "http"].iter().find_map(|scheme| {
            let start = at.checked_sub(scheme.len())?;
            words.get(start..at)?.eq_ignore_ascii_case(scheme).then_some(start)
        });
        let ends = |c: char| c.is_whitespace() || "<>\"`“”«»".contains(c);
        let end = words[at..].find(ends).map_or(words.len(), |end| at + end);
        let start = start?;
        passed = end;
        Some(start..end)
    })
}

/// The same, unreported, and its host.
pub(super) fn clean(url: &str) -> Option<(String, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    if !["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)) {
        return None;
    }
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let (_, host_alone) = host.rsplit_once('@')?;
    Some((format!("{scheme}://{host_alone}{}", &rest[host.len()..]), host_alone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::FileId;

    #[test]
    fn credentials_are_found_among_words() {
        let text = "A b. See https://ane:1@a.example, “http://b@c.example/d” or https://e.example.";
        let span = Span { file: FileId(0), start: 5, end: 6 };
        let (at, mut found) = (Place::new(text, span), Vec::new());
        assert_eq!(
            without_in(text, &at, &mut found).as_deref(),
            Some("A b. See https://a.example, “http://c.example/d” or https://e.example."),
            "taken out"
        );
        let places: Vec<&str> = found
            .iter()
            .filter_map(|it| it.span)
            .map(|it| &text[it.start as usize..it.end as usize])
            .collect();
        assert_eq!(places, ["https://ane:1@a.example,", "http://b@c.example/d"], "told where");
        let text = "https://a@https://b@c.example”d";
        let clean = without_in(text, &Place::new(text, span), &mut Vec::new());
        assert_eq!(clean.as_deref(), Some("https://https://b@c.example”d"), "one in another");
        for text in ["a@b.example", "://a@b", "https://é", "xhttps://", "ftp://a:b@c.example"] {
            let at = Place::new(text, span);
            assert_eq!(without_in(text, &at, &mut Vec::new()), None, "`{text}` has none");
        }
    }

    #[test]
    fn credentials_stay_out_of_addresses() {
        let span = Span { file: FileId(0), start: 0, end: 1 };
        for (url, clean) in [
            ("https://ane:secret@a.example/b?c", Some("https://a.example/b?c")),
            ("HTTP://ane@a.example:80", Some("HTTP://a.example:80")),
            ("https://a@b@c.example", Some("https://c.example")),
            ("https://a.example/@ane", None),
            ("https://a.example?to=a@b.example", None),
            ("mailto:a@b.example", None),
        ] {
            let mut found = Vec::new();
            assert_eq!(without(url, span, &mut found).as_deref(), clean, "`{url}`");
            assert_eq!(found.len(), usize::from(clean.is_some()), "`{url}` is reported");
            assert!(found.iter().all(|it| !it.message.contains("secret")), "`{url}` stays secret");
        }
    }
}
