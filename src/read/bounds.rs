//! Counts what a manuscript holds before anything is made of it.
//!
//! A text and its limits come in; what is too much goes out as a diagnostic, at the first
//! that is. It keeps nothing, so a text that would take gigabytes is found in passing.

use pulldown_cmark::{Event, Parser, Tag};

use super::Ctx;
use super::manuscript::options;
use crate::base::{Code, Diagnostic, Span};

/// Whether the manuscript, which begins at byte `body` of its file, keeps to the limits; says
/// otherwise what does not.
pub(super) fn keeps(body: usize, ctx: &mut Ctx<'_>) -> bool {
    let limits = ctx.kit.limits;
    let text = &ctx.kit.sources.get(ctx.kit.manuscript).text[body..];
    let mut counts = [
        ("headings", "headings", limits.headings),
        ("footnotes", "footnotes and references to them", limits.notes),
        ("cells", "cells in tables", limits.cells),
        ("pictures", "pictures", limits.pictures),
    ]
    .map(|(name, what, most)| (name, what, most, 0));
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let count = match event {
            Event::Start(Tag::Heading { .. }) => &mut counts[0],
            Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => {
                &mut counts[1]
            }
            Event::Start(Tag::TableCell) => &mut counts[2],
            Event::Start(Tag::Image { .. }) => &mut counts[3],
            _ => continue,
        };
        let (name, what, most, count) = count;
        *count += 1;
        if *most < *count {
            let at = |byte: usize| u32::try_from(body + byte).unwrap_or(u32::MAX);
            let file = ctx.kit.manuscript;
            let span = Span { file, start: at(range.start), end: at(range.end) };
            let found = over(span, &format!("the manuscript has more than {most} {what}"), name);
            ctx.diagnostics.push(found);
            return false;
        }
    }
    true
}

/// Something is more than the limit of this name allows.
pub(super) fn over(span: Span, message: &str, name: &str) -> Diagnostic {
    Diagnostic::error(Code::OverLimit, span, message)
        .help(format!("make it less; or if the kit is yours, allow more with `--limit {name}=…`"))
}
