//! Text within a block.

use crate::base::Lang;

/// A piece of text within a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Characters, after hygiene; no line feeds.
    Text(String),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Strongly stressed words.
    Strong(Vec<Inline>),
    /// Words struck out.
    Strike(Vec<Inline>),
    /// Computer code.
    Code(String),
    /// Words that lead somewhere.
    Link {
        /// Where.
        target: LinkTarget,
        /// Advisory title; may be empty.
        title: String,
        /// The words.
        content: Vec<Inline>,
    },
    /// Words in another language.
    Foreign {
        /// The language.
        lang: Lang,
        /// The words.
        content: Vec<Inline>,
    },
    /// Refers to a footnote of the chapter.
    NoteRef {
        /// Index into the chapter's notes.
        note: u32,
        /// How many references to this note stand before it.
        repeat: u32,
    },
    /// A line that must end here.
    LineBreak,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// An absolute address that is safe to follow: `http`, `https`, `mailto`, `tel`.
    Url(String),
    /// An anchor of this document: a chapter's or a heading's.
    Anchor(String),
}

/// The characters of some inlines: text and code as they stand, a line break as a line
/// feed, a reference to a note as nothing. Offsets into a block count bytes of this.
#[must_use]
pub fn flatten(inlines: &[Inline]) -> String {
    let mut text = String::new();
    flatten_into(inlines, &mut text);
    text
}

fn flatten_into(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strike(content)
            | Inline::Link { content, .. }
            | Inline::Foreign { content, .. } => flatten_into(content, out),
            Inline::NoteRef { .. } => {}
            Inline::LineBreak => out.push('\n'),
        }
    }
}
