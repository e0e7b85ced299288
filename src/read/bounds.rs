//! Counts what a manuscript holds before anything is made of it.
//!
//! A text and its limits come in; what is too much goes out as a diagnostic, at the first
//! that is. It keeps nothing, so a text that would take gigabytes is found in passing.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::Ctx;
use super::manuscript::options;
use crate::base::{Code, Diagnostic, Span};

/// Whether the manuscript, which begins at byte `body` of its file, keeps to the limits; says
/// otherwise what does not.
pub(super) fn keeps(body: usize, ctx: &mut Ctx<'_>) -> bool {
    let limits = ctx.kit.limits;
    let text = &ctx.kit.sources.get(ctx.kit.manuscript).text[body..];
    if let Some(run) = unbroken(text, limits.unbroken) {
        let most = limits.unbroken;
        let message =
            format!("the manuscript has more than {most} characters in runs without a space");
        tell(ctx, body, &run, &message, "unbroken");
        return false;
    }
    let mut counts = [
        ("headings", "headings", limits.headings),
        ("footnotes", "footnotes and references to them", limits.notes),
        ("cells", "cells in tables", limits.cells),
        ("pictures", "pictures", limits.pictures),
        ("blocks", "blocks", limits.blocks),
        ("links", "links", limits.links),
    ]
    .map(|(name, what, most)| (name, what, most, 0));
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let count = match event {
            Event::Start(Tag::Heading { .. }) => {
                if limits.heading < text[range.clone()].chars().count() as u64 {
                    let message = format!("a heading has more than {} characters", limits.heading);
                    tell(ctx, body, &range, &message, "heading-length");
                    return false;
                }
                &mut counts[0]
            }
            Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => {
                &mut counts[1]
            }
            Event::Start(Tag::TableCell) => &mut counts[2],
            Event::Start(Tag::Image { .. }) => &mut counts[3],
            Event::Start(Tag::Link { .. }) => &mut counts[5],
            Event::Rule
            | Event::Start(
                Tag::Paragraph
                | Tag::Item
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::HtmlBlock
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition,
            ) => &mut counts[4],
            _ => continue,
        };
        let (name, what, most, count) = count;
        *count += 1;
        if *most < *count {
            tell(ctx, body, &range, &format!("the manuscript has more than {most} {what}"), name);
            return false;
        }
    }
    true
}

/// The run without a space at which the characters of all runs of more than a thousand become
/// more than `most`. Lines can be broken anywhere in such a run, and each place is weighed.
fn unbroken(text: &str, most: u64) -> Option<Range<usize>> {
    const LONG: usize = 1_000;
    let parts = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}');
    let (mut start, mut characters) = (0, 0);
    for run in text.split_inclusive(parts) {
        let range = start..start + run.len();
        start = range.end;
        let count = if LONG < run.len() { run.chars().count() } else { 0 };
        characters += if LONG < count { count as u64 } else { 0 };
        if most < characters {
            return Some(range);
        }
    }
    None
}

/// Says of a range of the manuscript, which begins at byte `body`, that there is too much.
fn tell(ctx: &mut Ctx<'_>, body: usize, range: &Range<usize>, message: &str, name: &str) {
    let at = |byte: usize| u32::try_from(body + byte).unwrap_or(u32::MAX);
    let file = ctx.kit.manuscript;
    let span = Span { file, start: at(range.start), end: at(range.end) };
    ctx.diagnostics.push(over(span, message, name));
}

/// Something is more than the limit of this name allows.
pub(super) fn over(span: Span, message: &str, name: &str) -> Diagnostic {
    Diagnostic::error(Code::OverLimit, span, message)
        .help(format!("make it less; or if the kit is yours, allow more with `--limit {name}=…`"))
}
