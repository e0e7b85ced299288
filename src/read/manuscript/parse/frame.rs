//! The blocks that hold blocks: how they open, nest and close into nodes of each other.

use std::ops::Range;

use super::Builder;
use crate::base::{Code, Diagnostic};
use crate::document::Alert;
use crate::read::manuscript::tree::{Definition, Item, MAX_DEPTH, Node, NodeKind};

/// An open block that holds blocks.
pub(super) struct Frame {
    kind: FrameKind,
    start: usize,
    pub(super) nodes: Vec<Node>,
    items: Vec<Item>,
    /// Whether an item of tasks is done.
    pub(super) done: Option<bool>,
    /// Whether an item of this list holds a paragraph, which makes the list loose.
    loose: bool,
}

pub(super) enum FrameKind {
    Root,
    Quote(Option<Alert>),
    List(Option<u64>),
    Item,
    Note(String),
}

impl Frame {
    pub(super) fn new(kind: FrameKind, start: usize) -> Frame {
        Frame { kind, start, nodes: Vec::new(), items: Vec::new(), done: None, loose: false }
    }
}

impl Builder<'_, '_> {
    /// Opens a block that holds blocks, or joins its content to the block around it if that
    /// is deep enough.
    pub(super) fn nest(&mut self, kind: FrameKind, start: usize) {
        if 0 < self.flat || MAX_DEPTH <= self.frames.len() {
            self.flat += 1;
        } else {
            self.frames.push(Frame::new(kind, start));
        }
    }

    /// Closes the innermost block, which becomes a node of the one around it.
    pub(super) fn unnest(&mut self, end: usize) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let range = frame.start..end;
        match frame.kind {
            FrameKind::Root => {}
            FrameKind::Quote(alert) => {
                self.node(NodeKind::Quote { alert, nodes: frame.nodes }, range);
            }
            FrameKind::List(start) => {
                let kind = NodeKind::List { start, tight: !frame.loose, items: frame.items };
                self.node(kind, range);
            }
            FrameKind::Item => {
                let Some(list) = self.frames.last_mut() else { return };
                list.loose |= frame.loose;
                list.items.push(Item { done: frame.done, nodes: frame.nodes });
            }
            FrameKind::Note(label) => self.define(label, frame.nodes, range),
        }
    }

    fn define(&mut self, label: String, nodes: Vec<Node>, range: Range<usize>) {
        let span = self.origin.span(range);
        let mut key = label.to_lowercase();
        if self.tree.notes.contains_key(&key) {
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::DuplicateNote,
                    span,
                    format!("the note `{label}` is defined twice"),
                )
                .help("give each note a name of its own"),
            );
            // No reference can contain a line feed, so this key is nobody's.
            key = format!("{key}\n{}", self.tree.notes.len());
        }
        self.tree.notes.insert(key, Definition { label, span, nodes, used: false });
    }

    /// A paragraph makes the list around its item loose.
    pub(super) fn loosen(&mut self) {
        if let Some(frame) = self.frames.last_mut()
            && matches!(frame.kind, FrameKind::Item)
            && self.flat == 0
        {
            frame.loose = true;
        }
    }
}
