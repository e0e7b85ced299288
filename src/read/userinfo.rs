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
    /// Up to where the next one is looked for, at least.
    end: Cell<usize>,
}

/// How far the next address is looked for after one was not in its stretch, in bytes: each look
/// through the whole of a long stretch takes time.
const FAR: usize = 4_000;

impl<'a> Place<'a> {
    pub(super) fn new(text: &'a str, span: Span) -> Place<'a> {
        let (start, end) = (span.start as usize, span.end as usize);
        Place { text, span, passed: Cell::new(start), end: Cell::new(end) }
    }

    /// Where the next address of these letters stands.
    pub(super) fn of(&self, address: &str) -> Span {
        let start = self.passed.get();
        let end = self.end.get().max(start.saturating_add(FAR + address.len()));
        let end = self.text.floor_char_boundary(end);
        let found = self.text.get(start..end).and_then(|rest| rest.find(address));
        if found.is_none() {
            self.end.set(0);
        }
        let place = |at: usize| {
            let (start, end) = (start + at, start + at + address.len());
            self.passed.set(end);
            let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
            Some(Span { file: self.span.file, start, end })
        };
        found.and_then(place).unwrap_or(self.span)
    }
}

/// Where web addresses begin, also those within others.
fn starts(words: &str) -> impl Iterator<Item = usize> {
    words.match_indices("://").filter_map(|(at, _)| {
        ["https", "http"].iter().find_map(|scheme| {
            let start = at.checked_sub(scheme.len())?;
            words.get(start..at)?.eq_ignore_ascii_case(scheme).then_some(start)
        })
    })
}

/// Everything among words that begins as a web address does, to its end; one within another is
/// of it.
fn addresses(words: &str) -> impl Iterator<Item = Range<usize>> {
    let ends = |c: char| c.is_whitespace() || "<>\"`“”«»".contains(c);
    let mut passed = 0;
    starts(words).filter_map(move |start| {
        if start < passed {
            return None;
        }
        passed = words[start..].find(ends).map_or(words.len(), |end| start + end);
        Some(start..passed)
    })
}

/// The same, unreported, and the first host that had credentials: those of addresses within it
/// are taken out too.
pub(super) fn clean(url: &str) -> Option<(String, &str)> {
    if starts(url).next() != Some(0) {
        return None;
    }
    let (mut out, mut first) = (String::new(), None);
    let ends = starts(url).skip(1).chain([url.len()]);
    for (start, end) in starts(url).zip(ends) {
        let (scheme, rest) = url[start..end].split_once("://")?;
        let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        let host = authority.rsplit_once('@').map(|it| it.1);
        first = first.or(host);
        out += scheme;
        out += "://";
        out += host.unwrap_or(authority);
        out += &rest[authority.len()..];
    }
    Some((out, first?))
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
        for (text, clean) in [
            ("https://a@https://b@c.example”d", "https://https://c.example”d"),
            (
                "https://a.example/2020/http://b:c@d.example/e",
                "https://a.example/2020/http://d.example/e",
            ),
        ] {
            let found = without_in(text, &Place::new(text, span), &mut Vec::new());
            assert_eq!(found.as_deref(), Some(clean), "one in another");
        }
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
            ("https://a.example/http://b@c.example/", Some("https://a.example/http://c.example/")),
            ("https://a.example?to=a@b.example", None),
            ("mailto:a@b.example", None),
        ] {
            let mut found = Vec::new();
            assert_eq!(without(url, span, &mut found).as_deref(), clean, "`{url}`");
            assert_eq!(found.len(), usize::from(clean.is_some()), "`{url}` is reported");
            assert!(found.iter().all(|it| !it.message.contains("secret")), "`{url}` stays secret");
        }
    }

    #[test]
    fn an_address_is_told_where_it_stands_however_far() {
        let far = " word".repeat(2_000);
        let text = format!("a: https://b:c@d.example{far} https://b:c@d.example");
        let end = u32::try_from(text.len()).expect("it is short");
        let span = Span { file: FileId(0), start: 3, end };
        let at = Place::new(&text, span);
        let (first, second) = (at.of("https://b:c@d.example"), at.of("https://b:c@d.example"));
        assert_eq!((first.start, second.end as usize), (3, text.len()), "each at its own place");
        assert_eq!(at.of("https://e.example"), span, "the whole stretch, if it is not there");
    }
}
