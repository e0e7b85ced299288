//! Names for links: ASCII, unique in the document.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::tree::{Definition, Heading, Node, NodeKind, flatten};
use crate::base::{Code, Diagnostic, Span};

/// The names given so far, and what links may call them.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    taken: BTreeSet<String>,
    /// The next number to try for a name that is taken.
    next: BTreeMap<String, u32>,
    /// What a link may say, and the name it means.
    calls: BTreeMap<String, String>,
}

impl Anchors {
    /// Names every heading of a text.
    pub(super) fn of(nodes: &mut [Node], diagnostics: &mut Vec<Diagnostic>) -> Anchors {
        let mut anchors = Anchors::default();
        // Names that the author chose come first, so that no derived one takes them.
        each_heading(nodes, &mut |heading, span| anchors.chosen(heading, span, diagnostics));
        each_heading(nodes, &mut |heading, _| anchors.derived(heading));
        anchors
    }

    /// The name that a link's fragment means.
    pub(super) fn find(&self, fragment: &str) -> Option<&String> {
        let fragment = percent_decoded(fragment);
        self.calls.get(&fragment).or_else(|| self.calls.get(&slug(&fragment)))
    }

    /// Makes a name unique.
    pub(super) fn unique(&mut self, name: &str) -> String {
        let mut unique = name.to_owned();
        while !self.taken.insert(unique.clone()) {
            let next = self.next.entry(name.to_owned()).or_insert(2);
            unique = format!("{name}-{next}");
            *next += 1;
        }
        unique
    }

    fn chosen(&mut self, heading: &mut Heading, span: Span, diagnostics: &mut Vec<Diagnostic>) {
        let Some(id) = &heading.id else { return };
        let name = slug(id);
        if name.is_empty() {
            heading.id = None;
            return;
        }
        if self.taken.contains(&name) {
            diagnostics.push(
                Diagnostic::error(
                    Code::DuplicateAnchor,
                    span,
                    format!("two headings have the id `{id}`"),
                )
                .help("give each its own id in braces, or none"),
            );
        }
        heading.anchor = self.unique(&name);
        self.calls.entry(id.clone()).or_insert_with(|| heading.anchor.clone());
        self.calls.entry(name).or_insert_with(|| heading.anchor.clone());
    }

    fn derived(&mut self, heading: &mut Heading) {
        let name = slug(&flatten(&heading.content));
        if heading.anchor.is_empty() {
            let base = if name.is_empty() { "section" } else { &name };
            heading.anchor = self.unique(base);
            self.calls.entry(heading.anchor.clone()).or_insert_with(|| heading.anchor.clone());
        }
        if !name.is_empty() {
            self.calls.entry(name).or_insert_with(|| heading.anchor.clone());
        }
    }
}

/// Calls a function for every heading in the order of the text.
fn each_heading(nodes: &mut [Node], visit: &mut dyn FnMut(&mut Heading, Span)) {
    for node in nodes {
        let span = node.span;
        match &mut node.kind {
            NodeKind::Heading(heading) => visit(heading, span),
            NodeKind::Quote { nodes, .. } => each_heading(nodes, visit),
            NodeKind::List { items, .. } => {
                for item in items {
                    each_heading(&mut item.nodes, visit);
                }
            }
            NodeKind::Paragraph(_)
            | NodeKind::Table { .. }
            | NodeKind::Code { .. }
            | NodeKind::Rule
            | NodeKind::Directive(_) => {}
        }
    }
}

/// Names the headings within notes, which nothing links to but both books mark.
pub(super) fn name_notes(notes: &mut BTreeMap<String, Definition>, anchors: &mut Anchors) {
    for note in notes.values_mut() {
        each_heading(&mut note.nodes, &mut |heading, _| anchors.derived(heading));
    }
}

/// A name in small ASCII letters, digits and hyphens, at most 60 long: `1987-the-workshop`.
pub(in crate::read) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfkd() {
        if 60 <= out.len() {
            break;
        }
        match c {
            'ß' | 'ẞ' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'ø' | 'Ø' => out.push('o'),
            'þ' | 'Þ' => out.push_str("th"),
            'ð' | 'Ð' | 'đ' | 'Đ' => out.push('d'),
            'ł' | 'Ł' => out.push('l'),
            'ı' => out.push('i'),
            '\'' | '’' | '\u{ad}' => {}
            c if is_combining_mark(c) => {}
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Resolves `%20` and the like; what is not UTF-8 then is left as it was.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        let hex = |at: usize| tail.get(at).and_then(|b| char::from(*b).to_digit(16));
        if *byte == b'%'
            && let (Some(high), Some(low)) = (hex(0), hex(1))
        {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
            rest = &tail[2..];
        } else {
            bytes.push(*byte);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_ascii_names() {
        for (text, name) in [
            ("1987 – The Workshop", "1987-the-workshop"),
            ("Größe & Übermut", "grosse-ubermut"),
            ("L’été à Łódź", "lete-a-lodz"),
            ("日本", ""),
            ("  --  ", ""),
        ] {
            assert_eq!(slug(text), name, "`{text}`");
        }
        assert_eq!(percent_decoded("a%20b%C3%A9%zz%"), "a bé%zz%", "percent signs");
    }

    #[test]
    fn numbers_names_that_are_taken() {
        let mut anchors = Anchors::default();
        let names: Vec<_> = (0..3).map(|_| anchors.unique("wood")).collect();
        assert_eq!(names, ["wood", "wood-2", "wood-3"], "the second and third get a number");
    }
}
