//! What a person must change in the kit, or what is wrong with a finished book.

use super::{Code, Span};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing to be done.
    Note,
    /// The books are made, but not as good as they could be.
    Warning,
    /// No book is made.
    Error,
}

/// One thing about the kit that a person must know or change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// Where in the kit's texts, or in those of a finished book, if anywhere.
    pub span: Option<Span>,
    /// On which page of a finished book, or in which part of it: `page xii`, `object 7`.
    pub page: Option<String>,
    /// What was found: lower case, no full stop, names in backticks.
    pub message: String,
    /// What to type instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error: no book is made.
    #[must_use]
    pub fn error(code: Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, span.into(), message.into())
    }

    /// A warning: books are made all the same.
    #[must_use]
    pub fn warning(code: Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, span.into(), message.into())
    }

    /// A note.
    #[must_use]
    pub fn note(code: Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, span.into(), message.into())
    }

    /// Adds what to type instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds where in a finished book it is: `page xii`, `object 7`.
    #[must_use]
    pub fn on(mut self, page: impl Into<String>) -> Self {
        self.page = Some(page.into());
        self
    }

    fn new(code: Code, severity: Severity, span: Option<Span>, message: String) -> Self {
        Diagnostic { code, severity, span, page: None, message, help: None }
    }
}
