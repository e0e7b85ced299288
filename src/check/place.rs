//! Where words stand in the kit's texts.

use crate::base::{FileId, Sources, Span};

/// The first place of some words within a span; the whole span if they stand elsewhere.
pub(super) fn within(sources: &Sources, span: Span, words: &str) -> Span {
    let text = &sources.get(span.file).text;
    let range = span.start as usize..span.end as usize;
    let found = text.get(range).and_then(|text| text.find(words));
    match found {
        Some(at) if !words.is_empty() => bytes(span.file, span.start as usize + at, words.len()),
        _ => span,
    }
}

/// The name of a file's last part, by which texts name it from any folder.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The span of so many bytes from a place on.
pub(super) fn bytes(file: FileId, start: usize, length: usize) -> Span {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { file, start: narrow(start), end: narrow(start + length) }
}
