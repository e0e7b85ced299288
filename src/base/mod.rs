//! The words every other module speaks: lengths, rectangles, spans, diagnostics.
//!
//! Nothing comes in and nothing goes out; this module only holds types. It knows
//! neither kits nor pages, and no other module of ours.

mod code;
mod color;
mod diagnostic;
mod geometry;
mod isbn;
mod lang;
mod length;
mod limits;
mod machine;
mod near;
mod slug;
mod source;
pub mod threads;

pub use code::Code;
pub use color::{Color, linear, luminance};
pub use diagnostic::{Diagnostic, Severity};
pub use geometry::{Point, Rect, Size};
pub use isbn::isbn_checks;
pub use lang::Lang;
pub use length::Length;
pub use limits::Limits;
pub use machine::in_words;
pub use near::{distance, nearest};
pub use slug::slug;
pub use source::{FileId, Source, Sources, Span};

/// Names one block of a document; unique within the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

/// Where a printed page's text begins; the ebook's page list is made of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStart {
    /// The page's printed number.
    pub label: String,
    /// The block whose text is the first on the page and the offset into the block's
    /// flattened text in bytes; none if no text of the document starts on this page.
    pub text: Option<(BlockId, u32)>,
}
