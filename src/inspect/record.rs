//! Collects what is found, with bounds.
//!
//! Diagnostics and the texts of a book come in, [`Findings`] go out. A text is kept only if
//! a finding points into it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Findings;
use crate::base::{Code, Diagnostic, FileId, Span};

/// More findings of one rule than this are not kept: a person has understood by then.
const MOST_OF_A_RULE: usize = 200;
/// Texts that findings point into; further ones go without a place.
const MOST_SOURCES: usize = 2_000;

/// The findings so far.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) findings: Findings,
    counts: BTreeMap<Code, usize>,
    files: BTreeMap<String, FileId>,
}

impl Record {
    /// Adds a finding.
    pub(super) fn push(&mut self, found: Diagnostic) {
        let count = self.counts.entry(found.code).or_default();
        *count += 1;
        if *count <= MOST_OF_A_RULE {
            self.findings.diagnostics.push(found);
        }
    }

    /// Adds an error.
    pub(super) fn error(
        &mut self,
        code: Code,
        span: Option<Span>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic::error(code, span, message).help(help));
    }

    /// Adds a warning.
    pub(super) fn warning(
        &mut self,
        code: Code,
        span: Option<Span>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic::warning(code, span, message).help(help));
    }

    /// Adds a note.
    pub(super) fn note(
        &mut self,
        code: Code,
        span: Option<Span>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic::note(code, span, message).help(help));
    }

    /// Whether the text of this name is kept.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// Where in one of the book's texts: `name` is its path in the book, `at` counts bytes
    /// of `text`. None if too many texts have findings already.
    pub(super) fn place(&mut self, name: &str, text: &str, at: &Range<usize>) -> Option<Span> {
        let file = match self.files.get(name) {
            Some(file) => *file,
            None if self.files.len() < MOST_SOURCES => {
                let file = self.findings.sources.add(name, text);
                self.files.insert(name.to_owned(), file);
                file
            }
            None => return None,
        };
        let start = u32::try_from(at.start).ok()?;
        Some(Span { file, start, end: u32::try_from(at.end).ok()?.max(start) })
    }
}
