//! Markdown within the metadata: a synopsis, a biography, a caption.

use super::{Ctx, manuscript};
use crate::base::Span;
use crate::document::{Block, Inline};

/// Reads one line of Markdown as inlines. `span` is where the value stands; errors point
/// into it as exactly as the YAML style allows.
pub(super) fn inlines(text: &str, span: Span, ctx: &mut Ctx<'_>) -> Vec<Inline> {
    manuscript::read_inlines(text, span, ctx)
}

/// Reads paragraphs and lists of Markdown as blocks.
pub(super) fn blocks(text: &str, span: Span, ctx: &mut Ctx<'_>) -> Vec<Block> {
    manuscript::read_blocks(text, span, ctx)
}
