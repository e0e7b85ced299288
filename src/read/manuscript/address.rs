//! Makes links of addresses that are typed as words.
//!
//! The inlines of a block come in and go out; words stay as they
//! are, but for credentials in an address. A web address counts
//! with its scheme or with `www.` before it, an e-mail address always: what GitHub's
//! "autolinks (extension)" take, without its guesses. Where an address ends among
//! punctuation is decided by `linkify`.

use linkify::{LinkFinder, LinkKind};

use crate::base::Diagnostic;
use crate::document::{Inline, LinkTarget};
use crate::read::userinfo::{self, Place};

/// Links every address outside code and links.
pub(super) fn link(
    inlines: Vec<Inline>,
    at: &Place<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match inline {
            Inline::Text(text) => split(text, at, diagnostics, &mut out),
            Inline::Emphasis(content) => out.push(Inline::Emphasis(link(content, at, diagnostics))),
            Inline::Strong(content) => out.push(Inline::Strong(link(content, at, diagnostics))),
            Inline::Strike(content) => out.push(Inline::Strike(link(content, at, diagnostics))),
            Inline::Foreign { lang, content } => {
                out.push(Inline::Foreign { lang, content: link(content, at, diagnostics) });
            }
            Inline::Link { target, title, content } => {
                let content = cleaned(content, at, diagnostics);
                out.push(Inline::Link { target, title, content });
            }
            Inline::Code(code) => {
                userinfo::tell(&code, at, diagnostics);
                out.push(Inline::Code(code));
            }
            Inline::NoteRef { .. } | Inline::LineBreak => out.push(inline),
        }
    }
    out
}

/// The words of a link, which may be another address than its target.
fn cleaned(inlines: Vec<Inline>, at: &Place<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Inline> {
    let mut clean = |inline| match inline {
        Inline::Text(text) => {
            Inline::Text(userinfo::without_in(&text, at, diagnostics).unwrap_or(text))
        }
        Inline::Emphasis(content) => Inline::Emphasis(cleaned(content, at, diagnostics)),
        Inline::Strong(content) => Inline::Strong(cleaned(content, at, diagnostics)),
        Inline::Strike(content) => Inline::Strike(cleaned(content, at, diagnostics)),
        Inline::Foreign { lang, content } => {
            Inline::Foreign { lang, content: cleaned(content, at, diagnostics) }
        }
        Inline::Code(code) => {
            userinfo::tell(&code, at, diagnostics);
            Inline::Code(code)
        }
        Inline::Link { .. } | Inline::NoteRef { .. } | Inline::LineBreak => inline,
    };
    inlines.into_iter().map(&mut clean).collect()
}

/// Bytes of a word that is still looked through for addresses: it takes time by the square of
/// them, and no address is so long.
const LONGEST: usize = 4_000;

fn split(text: String, at: &Place<'_>, diagnostics: &mut Vec<Diagnostic>, out: &mut Vec<Inline>) {
    if !text.contains(['@', ':']) && !text.contains("www.") {
        out.push(Inline::Text(text));
        return;
    }
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    // No address has a space in it.
    for word in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        if LONGEST < word.len() {
            push_text(out, userinfo::without_in(word, at, diagnostics).as_deref().unwrap_or(word));
            continue;
        }
        link_word(word, &finder, at, diagnostics, out);
    }
}

/// Makes links of the addresses in a word.
fn link_word(
    word: &str,
    finder: &LinkFinder,
    at: &Place<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    out: &mut Vec<Inline>,
) {
    for span in finder.spans(word) {
        let words = span.as_str();
        match span.kind().and_then(|kind| target(kind, words)) {
            Some(url) => {
                let clean = userinfo::without(&url, at.of(words), diagnostics);
                let words = clean.clone().unwrap_or_else(|| words.to_owned());
                out.push(Inline::Link {
                    target: LinkTarget::Url(super::link::encoded(&clean.unwrap_or(url))),
                    title: String::new(),
                    content: vec![Inline::Text(words)],
                });
            }
            None => push_text(out, words),
        }
    }
}

/// Words that no link is made of stay one text.
fn push_text(out: &mut Vec<Inline>, words: &str) {
    match out.last_mut() {
        Some(Inline::Text(text)) => text.push_str(words),
        _ => out.push(Inline::Text(words.to_owned())),
    }
}

/// Where an address leads; none for what only looks like one: `file:`, or a name with a dot.
fn target(kind: &LinkKind, words: &str) -> Option<String> {
    let begins = |with: &str| words.get(..with.len()).is_some_and(|s| s.eq_ignore_ascii_case(with));
    match kind {
        LinkKind::Email => Some(format!("mailto:{words}")),
        LinkKind::Url if begins("https://") || begins("http://") => Some(words.to_owned()),
        LinkKind::Url if begins("www.") => Some(format!("https://{words}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{FileId, Span};

    fn link_one(inline: Inline) -> Vec<Inline> {
        let span = Span { file: FileId(0), start: 0, end: 1 };
        link(vec![inline], &Place::new("", span), &mut Vec::new())
    }

    /// The text with every link in brackets, followed by its target.
    fn linked(text: &str) -> String {
        link_one(Inline::Text(text.to_owned()))
            .into_iter()
            .map(|inline| match inline {
                Inline::Text(text) => text,
                Inline::Link { target: LinkTarget::Url(url), content, .. } => {
                    format!("[{}]({url})", crate::document::flatten(&content))
                }
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn addresses_are_links_without_the_marks_around_them() {
        for (text, expected) in [
            (
                "See https://a.example/b_(c).",
                "See [https://a.example/b_(c)](https://a.example/b_(c)).",
            ),
            ("(www.a.example)", "([www.a.example](https://www.a.example))"),
            (
                "Write to press@a.example, please",
                "Write to [press@a.example](mailto:press@a.example), please",
            ),
            (
                "file:///etc/passwd, Node.js and a.example",
                "file:///etc/passwd, Node.js and a.example",
            ),
            ("at 10:30", "at 10:30"),
            ("At https://ane:1@a.example.", "At [https://a.example](https://a.example)."),
        ] {
            assert_eq!(linked(text), expected, "of {text:?}");
        }
    }

    #[test]
    fn words_of_a_link_are_left_to_it() {
        let inner = Inline::Link {
            target: LinkTarget::Url("https://b.example".into()),
            title: String::new(),
            content: vec![Inline::Text("https://a.example".into())],
        };
        assert_eq!(link_one(inner.clone()), [inner], "no link within a link");
    }

    #[test]
    fn a_word_without_end_keeps_no_password_and_no_other_from_its_link() {
        let long = "1:2..".repeat(2_000);
        let text = format!("See {long}http://ane:secret@a.example and https://b.example now");
        let expected =
            format!("See {long}http://a.example and [https://b.example](https://b.example) now");
        assert_eq!(linked(&text), expected, "clean and linked");
    }
}
