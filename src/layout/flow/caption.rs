//! Captions of plates in lines, and how far they reach beneath the pictures.
//!
//! The entries of a plate come in, lines with the text that begins in each go out. Where they
//! stand on the page is decided elsewhere.

use crate::base::{BlockId, Length};
use crate::document::PlatePhoto;
use crate::layout::captions::Entry;
use crate::layout::compose::{Line, Mark, Text};
use crate::layout::ctx::Ctx;
use crate::layout::flow::plate::{AXIS_DROP, Beneath, CAPTION_DROP, PlateSet, Stand};
use crate::layout::flow::text::Copy;
use crate::layout::sheet::Sheets;
use crate::layout::words::{Cite, words};
use crate::pages::NodeId;

/// The space that captions take beneath the pictures, or beyond them beside.
pub(super) fn depth(set: &PlateSet, ctx: &mut Ctx) -> Length {
    let entries = set.entries(ctx);
    let page = ctx.design.page;
    let leading = ctx.design.styles.caption.leading;
    let under = |lines: usize, drop: Length| match i64::try_from(lines).unwrap_or(0) {
        0 => Length::ZERO,
        lines => drop + leading * (lines - 1),
    };
    let mut scratch = Sheets::new("");
    match set.beneath {
        Beneath::Each => {
            let mut depth = Length::ZERO;
            for entry in entries {
                let frame = &set.arrangement.frames[entry.photos.start];
                let last = &set.arrangement.frames[entry.photos.end - 1];
                let width = last.right() - frame.x;
                let lines = caption(&[entry], &set.photos, &[], width, &mut scratch, ctx).len();
                depth = depth.max(under(lines, CAPTION_DROP));
            }
            depth
        }
        Beneath::Axis => {
            let lines = caption(&entries, &set.photos, &[], page.measure, &mut scratch, ctx).len();
            under(lines, AXIS_DROP)
        }
        Beneath::Margin if set.stand == Stand::Column => {
            let width = page.margin.unwrap_or(page.measure);
            let lines = caption(&entries, &set.photos, &[], width, &mut scratch, ctx).len();
            (under(lines, CAPTION_DROP) - set.arrangement.size.height).max(Length::ZERO)
        }
        Beneath::Margin | Beneath::Facing => Length::ZERO,
    }
}

/// A line of a caption and the text of the document that begins in it.
pub(super) type CaptionLine = (Line, Option<(BlockId, usize)>);

/// The lines of a caption of some entries; `nodes` are the caption nodes of the photographs,
/// none if nothing is drawn yet.
pub(super) fn caption(
    entries: &[Entry],
    photos: &[PlatePhoto],
    nodes: &[NodeId],
    width: Length,
    sheets: &mut Sheets,
    ctx: &mut Ctx,
) -> Vec<CaptionLine> {
    let styles = ctx.design.styles;
    let mut text = Text::default();
    let mut origins = Vec::new();
    let mut cites: Vec<Cite> = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let node = nodes.get(entry.photos.start).copied();
        let mark = node.map_or(Mark(0), |node| sheets.mark_of(node));
        let ours = sheets.generated_mark_of(node);
        if !entry.position.is_empty() {
            text.push(&entry.position, &styles.position, ours);
            text.push(" ", &styles.caption, mark);
        }
        let body = words(sheets, &entry.caption, &styles.caption, node.unwrap_or(NodeId(0)), &[]);
        let at = text.text.len();
        origins.push((at, photos[entry.photos.start].id));
        cites.extend(body.cites.iter().map(|cite| Cite { at: cite.at + at, ..*cite }));
        for mut span in body.text.spans {
            if span.mark == Mark(0) {
                span.mark = mark;
            }
            text.spans.push(span);
        }
        text.text.push_str(&body.text.text);
        if !entry.credit.is_empty() {
            if !entry.caption.is_empty() {
                text.push(" ", &styles.caption, mark);
            }
            text.push(&entry.credit, &styles.credit, ours);
        }
        if let Some(next) = entries.get(number + 1) {
            let run = next.position.is_empty() && entry.credit.is_empty();
            let ended = text.text.ends_with(['.', '!', '?', '…', '”', '’', ';']);
            let sign = if ended {
                " "
            } else if run {
                " / "
            } else {
                ". "
            };
            text.push(sign, &styles.caption, mark);
        }
    }
    if text.text.is_empty() {
        return Vec::new();
    }
    let copy = Copy { words: crate::layout::words::Words { text, cites }, origins };
    let setting = ctx.setting(&styles.caption, width);
    let span = ctx.document.photo(photos[0].photo).span;
    let lines = ctx.lines(&copy.words.text, &setting, Some(span));
    lines
        .into_iter()
        .map(|line| (copy.origin(line.start), line))
        .map(|(at, line)| (line, at))
        .collect()
}
