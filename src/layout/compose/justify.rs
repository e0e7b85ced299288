//! Makes lines of glyphs from the breaks that were chosen.
//!
//! [`Segment`]s and the [`Place`] where each line ends come in, [`Line`]s go out: glyphs
//! with their final advances, gathered in pieces of one face, size, colour and mark. It
//! chooses nothing.
//!
//! What a justified line lacks or has too much of is shared by its glyphs (one horizontal
//! scale for the whole line) and its spaces. The glyphs give first, and no more than the
//! practice allows; the spaces take the rest, to the last scaled point. Where they would gape,
//! letters are parted a little, evenly over the line.

mod stretch;

use std::ops::Range;

use super::case::{FountId, Space, TypeCase, width};
use super::itemize::{Segment, SegmentKind};
use super::paragraph::Place;
use super::shape::{Sort, narrow};
use super::{Line, Piece, Text};
use crate::base::{Length, Point};
use crate::pages::{Glyph, GlyphRun};

pub(super) use stretch::share;
use stretch::{fit, letters};

/// The room for one line and how it is filled.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Room {
    /// Free at the left: indent or notch.
    pub(super) offset: i64,
    /// From there to the right edge; none for a line of natural width.
    pub(super) measure: Option<i64>,
    /// Whether the line is stretched to fill it.
    pub(super) fill: bool,
    /// Whether the line stands at the right edge.
    pub(super) right: bool,
    /// Whether its ends may hang out at the left and right.
    pub(super) hang: (bool, bool),
}

/// A line on its way: glyphs and text of all its segments, one after the other.
#[derive(Debug, Default)]
struct Draft {
    sorts: Vec<Sort>,
    text: String,
    /// Where among the sorts the spaces are, and what each can give.
    spaces: Vec<(usize, Space)>,
    chunks: Vec<Chunk>,
}

/// What one segment gives to a line.
#[derive(Debug)]
struct Chunk {
    segment: Segment,
    sorts: Range<usize>,
    text: Range<usize>,
}

impl Draft {
    fn width(&self) -> i64 {
        width(&self.sorts)
    }

    /// The text and the glyphs of a chunk.
    fn parts(&self, chunk: &Chunk) -> (&str, &[Sort]) {
        (&self.text[chunk.text.clone()], &self.sorts[chunk.sorts.clone()])
    }
}

impl Chunk {
    fn is_word(&self) -> bool {
        matches!(self.segment.kind, SegmentKind::Word { .. })
    }
}

/// The part of the segments that is one line: from a place to a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) from: Place,
    pub(super) to: Place,
}

/// Makes one line.
pub(super) fn line(
    case: &mut TypeCase,
    text: &Text,
    segments: &[Segment],
    extent: Extent,
    room: Room,
) -> Line {
    let mut draft = draft(case, text, segments, extent);
    let (left, right) = hangs(case, &draft);
    let (left, right) = (if room.hang.0 { left } else { 0 }, if room.hang.1 { right } else { 0 });
    let mut scale = 10_000;
    let mut x = room.offset - left;
    if let Some(measure) = room.measure {
        let missing = measure + left + right - draft.width();
        if room.fill || missing < 0 {
            let letters = letters(case, &draft);
            scale = fit(&mut draft, missing, case.practice().expansion, &letters);
        }
        if room.right {
            x = room.offset + measure + right - draft.width();
        }
    }
    let mut line = Line {
        pieces: Vec::new(),
        width: Length(x + draft.width()),
        start: draft.chunks.first().map_or(0, |chunk| chunk.segment.start),
        end: draft.chunks.last().map_or(0, |chunk| chunk.segment.end),
        hyphenated: extent.to.hyphen,
    };
    emit(case, text, &draft, x, scale, &mut line);
    line
}

/// Gathers every segment of the line; spaces at its end take no room.
fn draft(case: &mut TypeCase, text: &Text, segments: &[Segment], extent: Extent) -> Draft {
    let Extent { from, to } = extent;
    let mut draft = Draft::default();
    let last = if 0 < to.offset { to.segment + 1 } else { to.segment };
    for (index, segment) in segments.iter().enumerate().take(last).skip(from.segment) {
        let start = if index == from.segment { from.offset } else { 0 };
        let end = (index == to.segment && 0 < to.offset).then_some(to.offset);
        add(case, text, segment, (start, end, to.hyphen), &mut draft);
    }
    for segment in segments.iter().skip(last) {
        if 0 < to.offset || matches!(segment.kind, SegmentKind::Word { .. }) {
            break;
        }
        add(case, text, segment, (0, None, false), &mut draft);
    }
    finish_end(case, &mut draft);
    draft
}

/// Takes their room from the spaces at a line's end, and from its last letter the room that
/// parts it from the next: letters are spaced from each other, not from the margin.
fn finish_end(case: &TypeCase, draft: &mut Draft) {
    let last = draft.chunks.iter().rfind(|chunk| chunk.is_word());
    let end = last.map_or(0, |chunk| chunk.sorts.end);
    for sort in &mut draft.sorts[end..] {
        sort.advance = 0;
    }
    draft.spaces.retain(|&(at, _)| at < end);
    if let Some(chunk) = last.filter(|chunk| chunk.segment.level % 2 == 0) {
        let tracked = narrow(case.key(chunk.segment.fount).tracked());
        let letter = draft.sorts[chunk.sorts.clone()].iter_mut().rfind(|sort| 0 < sort.len);
        if let Some(letter) = letter {
            letter.advance = letter.advance.saturating_sub(tracked);
        }
    }
}

/// Adds one segment, from byte `start` of its word to `end` or to the word's end.
fn add(
    case: &mut TypeCase,
    text: &Text,
    segment: &Segment,
    (start, end, hyphen): (usize, Option<usize>, bool),
    draft: &mut Draft,
) {
    let source = &text.text[segment.start..segment.end];
    let (first_sort, first_byte) = (draft.sorts.len(), draft.text.len());
    let mut segment = *segment;
    match segment.kind {
        SegmentKind::Word { word, .. } => {
            let hyphen = hyphen && end.is_some();
            let len = case.word(word).text.len();
            let to = end.unwrap_or(len);
            case.fragment(segment.fount, word, (start, to), hyphen, &mut draft.sorts);
            draft.text.push_str(&case.word(word).text[start..to]);
            if hyphen {
                draft.text.push('\u{ad}');
            }
            if to != len {
                segment.end = segment.start + source_byte(source, to, len);
            }
            segment.start += source_byte(source, start, len);
        }
        SegmentKind::Space { space, .. } => {
            draft.spaces.push((first_sort, space));
            draft.sorts.push(blank(space.glyph, source.len(), space.advance));
            draft.text.push_str(source);
        }
        SegmentKind::LineEnd => {
            // A space, so that the words of two lines do not run together when read aloud.
            let glyph = case.space(segment.fount).glyph;
            draft.sorts.push(blank(glyph, 1, 0));
            draft.text.push(' ');
        }
    }
    let (sorts, text) = (first_sort..draft.sorts.len(), first_byte..draft.text.len());
    draft.chunks.push(Chunk { segment, sorts, text });
}

fn blank(id: u16, len: usize, advance: i64) -> Sort {
    let len = u16::try_from(len).unwrap_or(0);
    Sort { id, len, advance: narrow(advance), dx: 0, dy: 0, joined: false }
}

/// The byte of a word in the manuscript, soft hyphens counted; those at a break belong to
/// what stands before it.
fn source_byte(source: &str, byte: usize, len: usize) -> usize {
    if byte == 0 || len == source.len() {
        return byte;
    }
    let mut clean = 0;
    for (at, c) in source.char_indices() {
        if c != '\u{ad}' {
            if clean == byte {
                return at;
            }
            clean += c.len_utf8();
        }
    }
    source.len()
}

/// How far the line's first and last character hang out.
fn hangs(case: &TypeCase, draft: &Draft) -> (i64, i64) {
    let left = draft.chunks.first().filter(|chunk| chunk.is_word()).map_or(0, |chunk| {
        let (text, sorts) = draft.parts(chunk);
        case.hang_first(chunk.segment.fount, text, sorts)
    });
    let right = draft.chunks.iter().rfind(|chunk| chunk.is_word()).map_or(0, |chunk| {
        let (text, sorts) = draft.parts(chunk);
        match sorts.last() {
            Some(&hyphen) if text.ends_with('\u{ad}') => {
                case.hang_last(chunk.segment.fount, "-", &[Sort { len: 1, ..hyphen }])
            }
            _ => case.hang_last(chunk.segment.fount, text, sorts),
        }
    });
    (left, right)
}

/// A length at a scale in 1/10 000, rounded to nearest.
fn scaled(value: i32, scale: i64) -> i32 {
    let product = i64::from(value) * scale;
    narrow((product + if product < 0 { -5_000 } else { 5_000 }) / 10_000)
}

/// Gathers the glyphs in pieces: in reading order, each at its place.
fn emit(case: &TypeCase, text: &Text, draft: &Draft, x: i64, scale: u32, line: &mut Line) {
    let places = places(draft, x);
    let mut joint: Option<(usize, FountId, i64)> = None;
    for (chunk, &x) in draft.chunks.iter().zip(&places) {
        let Segment { span, fount, level, .. } = chunk.segment;
        if level % 2 == 1 {
            emit_backward(case, text, draft, chunk, x, scale, line);
            joint = None;
            continue;
        }
        if joint != Some((span, fount, x)) {
            let run = run(case, text, chunk, x, scale);
            line.pieces.push(Piece { mark: text.spans[span].mark, run });
        }
        let run = &mut line.pieces.last_mut().expect("one was pushed for the first chunk").run;
        let (string, sorts) = draft.parts(chunk);
        run.text.push_str(string);
        run.glyphs.extend(sorts.iter().map(glyph));
        joint = Some((span, fount, x + width(sorts)));
    }
}

/// A word from right to left: each cluster is a piece of its own, so that the pieces stand
/// in reading order and the glyphs of each from left to right.
fn emit_backward(
    case: &TypeCase,
    text: &Text,
    draft: &Draft,
    chunk: &Chunk,
    x: i64,
    scale: u32,
    line: &mut Line,
) {
    let mut at = x;
    let mut clusters: Vec<(i64, Vec<Glyph>)> = Vec::new();
    let (string, sorts) = draft.parts(chunk);
    for sort in sorts {
        match clusters.last_mut() {
            Some((_, glyphs)) if sort.len == 0 => glyphs.push(glyph(sort)),
            _ => clusters.push((at, vec![glyph(sort)])),
        }
        at += i64::from(sort.advance);
    }
    let mut byte = 0;
    for (x, glyphs) in clusters.into_iter().rev() {
        let len: usize = glyphs.iter().map(|glyph| usize::from(glyph.len)).sum();
        let mut run = run(case, text, chunk, x, scale);
        string.get(byte..byte + len).unwrap_or_default().clone_into(&mut run.text);
        run.glyphs = glyphs;
        byte += len;
        line.pieces.push(Piece { mark: text.spans[chunk.segment.span].mark, run });
    }
}

/// Where each chunk begins.
fn places(draft: &Draft, x: i64) -> Vec<i64> {
    let chunks = &draft.chunks;
    let levels: Vec<u8> = chunks.iter().map(|chunk| chunk.segment.level).collect();
    let mut places = vec![0; chunks.len()];
    let mut at = x;
    for index in order(&levels) {
        places[index] = at;
        at += width(draft.parts(&chunks[index]).1);
    }
    places
}

/// The order in which what has these levels is seen, from left to right (UAX 9, L2).
pub(super) fn order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let greatest = levels.iter().copied().max().unwrap_or(0);
    for level in (1..=greatest).rev() {
        let mut from = 0;
        while from < order.len() {
            let to = (from..order.len()).find(|&i| levels[order[i]] < level).unwrap_or(order.len());
            order[from..to].reverse();
            from = to + 1;
        }
    }
    order
}

fn run(case: &TypeCase, text: &Text, chunk: &Chunk, x: i64, scale: u32) -> GlyphRun {
    let span = &text.spans[chunk.segment.span];
    let key = case.key(chunk.segment.fount);
    GlyphRun {
        face: key.face,
        size: key.size,
        scale,
        origin: Point { x: Length(x), y: Length::ZERO },
        color: span.style.color,
        lang: span.lang.clone(),
        generated: false,
        text: String::new(),
        glyphs: Vec::new(),
    }
}

fn glyph(sort: &Sort) -> Glyph {
    let Sort { id, len, advance, dx, dy, .. } = *sort;
    Glyph { id, len, advance, dx, dy }
}
