//! Footnotes: numbered by the order of their first reference in a chapter.

use std::collections::BTreeMap;

use super::Writer;
use crate::base::{Code, Diagnostic, Span};
use crate::document::{Inline, Note};

/// The notes that the chapter at hand refers to.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Labels in order of first reference, and how often each was referred to.
    labels: Vec<(String, u32)>,
    index: BTreeMap<String, u32>,
}

impl Writer<'_, '_> {
    /// A reference to a note.
    pub(super) fn reference(&mut self, label: &str, span: Span) -> Inline {
        let Some(definition) = self.definitions.get_mut(label) else {
            self.ctx.diagnostics.push(
                Diagnostic::warning(
                    Code::UndefinedNote,
                    span,
                    format!("there is no note `{label}`"),
                )
                .help(format!("add a paragraph that begins with `[^{label}]:`")),
            );
            return Inline::Text(format!("[^{label}]"));
        };
        definition.used = true;
        let next = u32::try_from(self.notes.labels.len()).unwrap_or(u32::MAX);
        let note = *self.notes.index.entry(label.to_owned()).or_insert(next);
        if note == next {
            self.notes.labels.push((label.to_owned(), 0));
        }
        let references = &mut self.notes.labels[note as usize].1;
        *references += 1;
        Inline::NoteRef { note, repeat: *references - 1 }
    }

    /// The notes of the chapter at hand, with those that only other notes refer to.
    pub(super) fn chapter_notes(&mut self) -> Vec<Note> {
        let mut notes = Vec::new();
        // A note may refer to further notes while it is read.
        while let Some((label, _)) = self.notes.labels.get(notes.len()) {
            let definition = self.definitions.get(label);
            let definition = definition.expect("only defined notes are referred to");
            let (span, nodes) = (definition.span, definition.nodes.clone());
            let id = self.ctx.id();
            let blocks = self.nested(nodes);
            notes.push(Note { id, span, blocks });
        }
        self.notes = Notes::default();
        notes
    }

    /// Notes that nothing refers to: their words stand after the last chapter's text.
    pub(super) fn unused_notes(&mut self) -> Vec<super::tree::Node> {
        let mut unused: Vec<_> =
            self.definitions.values_mut().filter(|definition| !definition.used).collect();
        unused.sort_by_key(|definition| definition.span);
        let mut nodes = Vec::new();
        for definition in unused {
            self.ctx.diagnostics.push(
                Diagnostic::warning(
                    Code::UnusedNote,
                    definition.span,
                    format!("nothing refers to the note `{}`", definition.label),
                )
                .help(format!("write `[^{}]` where it belongs", definition.label)),
            );
            definition.used = true;
            nodes.append(&mut definition.nodes);
        }
        nodes
    }
}
