//! Display words: how large a year or a title can be, and in how many lines.
//!
//! Words and the room for them come in, lines of type go into the opening. Sizes are found by
//! ink, not by advance width, so that the widest line meets both edges.

use super::Setter;
use crate::base::Length;
use crate::design::{Cut, TextStyle};
use crate::font::{FaceId, Family};
use crate::layout::compose::{Ink as Extent, Line, Text};
use crate::layout::ctx::Ctx;

/// The tops of capitals stand no higher than this.
const HIGHEST: Length = Length::pt(53);
/// Share of the page's height that capitals may take.
const TALLEST: (i64, i64) = (38, 100);
/// A title over the whole measure is broken into more lines before its size goes under this,
/// one in the text column under as much less as that is narrower.
const SMALLEST: Length = Length::pt(72);
/// A date keeps to one line down to this: those of a row of months look alike then.
const SMALLEST_DATE: Length = Length::pt(54);
/// Lines that a title may be broken into.
const TITLE_LINES: usize = 4;
/// … and into more than that before it goes under this, even within words of so many letters.
const TINY: Length = Length::pt(20);
const MORE_LINES: usize = 12;
const LONG_WORD: usize = 40;
/// Rows of text that stand under an opening.
const TEXT_ROWS: i64 = 12;
/// What small letters reach below a line of display type before it takes rows of its own.
const SHALLOW: Length = Length::pt(8);
/// Between what reaches into the gap of two lines of a title from above and from below.
const CLEAR: Length = Length::pt(7);

impl Setter<'_, '_, '_> {
    /// Sets the display word from this left edge over this width; returns the row of its last
    /// baseline, or a lower one if small letters reach far below that. `under` are the rows
    /// that other titles take below it.
    pub(super) fn display(&mut self, words: &str, room: (Length, Length), under: i64) -> i64 {
        let page = self.ctx.design.page;
        let words = self.ctx.display(words);
        let style = faced(&words, self.ctx.design.styles.display, self.ctx);
        let style = style.sized(Length::pt(100), Length::pt(100));
        let (left, width) = room;
        let (lines, size) = self.fit(&words, width, &style);
        let capitals = self.capitals(&style);
        let high = |size: Length| size.ratio(capitals, 1_000);
        let count = i64::try_from(lines.len()).unwrap_or(1);
        let gap = page.row;
        // The whole stack of lines keeps to its share of the page and leaves rows for text.
        let share = page.paper.height.ratio(TALLEST.0, TALLEST.1);
        let last_row = i64::from(page.rows) - TEXT_ROWS - under;
        let tallest = (page.baseline(last_row) - HIGHEST).min(share).max(page.row);
        let most = ((tallest - gap * (count - 1)).max(page.row) / count).ratio(1_000, capitals);
        let size = size.min(most).max(Length::pt(1));
        let deep = if self.ctx.design.manner.capitals { gap } else { size.ratio(2, 5) };
        let style = style.sized(size, size);
        let deep = deep.max(self.reach(&lines, &style, high(size)) + CLEAR);
        let step =
            if count == 1 { 0 } else { ((high(size) + deep).0 + page.row.0 - 1) / page.row.0 };
        let (mut row, mut depth) = (0, Length::ZERO);
        while page.baseline(row) - high(size) < HIGHEST {
            row += 1;
        }
        for (number, line) in (0..).zip(&lines) {
            let (mut line, ink) = self.natural(&format!("{line} "), &style);
            end_word(&mut line);
            let baseline = page.baseline(row + step * number);
            self.put(line, left - ink.left, baseline, self.node);
            depth = -ink.bottom;
        }
        let more = if self.ctx.design.manner.capitals { Length::ZERO } else { depth - SHALLOW };
        let more = (more.0.max(0) + page.row.0 - 1) / page.row.0;
        row + step * (count - 1) + more
    }

    /// How far marks on capitals reach into the gap below the line above, at most.
    fn reach(&mut self, lines: &[String], style: &TextStyle, capitals: Length) -> Length {
        let inks: Vec<Extent> = lines.iter().map(|line| self.natural(line, style).1).collect();
        let reach = inks.windows(2).map(|two| two[1].top - capitals - two[0].bottom);
        reach.fold(Length::ZERO, Length::max)
    }

    /// The lines of a title and the size at which the widest one's ink fills the width.
    fn fit(&mut self, words: &str, width: Length, style: &TextStyle) -> (Vec<String>, Length) {
        let mut best = (vec![words.to_owned()], Length::ZERO);
        let least = if self.chapter.date.is_some() { SMALLEST_DATE } else { SMALLEST };
        let smallest = least.ratio(width.0, self.ctx.design.page.width.0.max(1));
        for count in 1..=MORE_LINES {
            let lines = self.balanced(words, count, style);
            let widest =
                lines.iter().map(|line| self.wide(line, style)).fold(Length(1), Length::max);
            let mut size = style.size.ratio(width.0, widest.0);
            // Rounding of advances makes ink not quite linear in the size.
            for _ in 0..2 {
                let sized = style.sized(size, size);
                let found =
                    lines.iter().map(|line| self.wide(line, &sized)).fold(Length(1), Length::max);
                size = size.ratio(width.0, found.0);
            }
            if best.1 < size || count == 1 {
                best = (lines, size);
            }
            if smallest <= best.1 || (TITLE_LINES <= count && TINY <= best.1) {
                break;
            }
        }
        best
    }

    /// Words in so many lines, as equal as they can be.
    fn balanced(&mut self, words: &str, count: usize, style: &TextStyle) -> Vec<String> {
        let all: Vec<&str> = words.split_whitespace().flat_map(pieces).collect();
        if count <= 1 || all.len() < count {
            return vec![all.join(" ")];
        }
        let widths: Vec<i64> = all.iter().map(|word| self.wide(word, style).0).collect();
        let space = style.size.0 / 5;
        // least[k][i]: the widest line of the first i words in k lines, and where it broke.
        let mut least = vec![vec![(i64::MAX, 0); all.len() + 1]; count + 1];
        least[0][0] = (0, 0);
        for lines in 1..=count {
            for end in 1..=all.len() {
                let mut width = 0;
                for from in (0..end).rev() {
                    width += widths[from] + space;
                    let worst = least[lines - 1][from].0.max(width);
                    if least[lines - 1][from].0 != i64::MAX && worst < least[lines][end].0 {
                        least[lines][end] = (worst, from);
                    }
                }
            }
        }
        let mut lines = Vec::with_capacity(count);
        let mut end = all.len();
        for count in (1..=count).rev() {
            let from = least[count][end].1;
            lines.push(all[from..end].join(" "));
            end = from;
        }
        lines.reverse();
        lines
    }

    fn wide(&mut self, words: &str, style: &TextStyle) -> Length {
        let (_, ink) = self.natural(words, style);
        (ink.right - ink.left).max(Length(1))
    }

    fn natural(&mut self, words: &str, style: &TextStyle) -> (Line, Extent) {
        let line = self.ctx.single(&Text::plain(words, style), Some(self.chapter.span));
        let ink = self.ctx.composer.ink(&line);
        (line, ink)
    }

    /// Height of capitals in 1/1000 of the em.
    fn capitals(&self, style: &TextStyle) -> i64 {
        let face = if style.cut == Cut::Bold { style.family.bold } else { style.family.regular };
        let metrics = self.ctx.fonts.face(face).metrics;
        let units = i64::from(metrics.units_per_em.max(1));
        let height = Length::from_pt(f64::from(metrics.cap_height)).0 / Length::pt(1).0;
        (height * 1_000 / units).clamp(100, 1_500)
    }
}

/// Lets the space that parts a display line from what is read after it take no room.
fn end_word(line: &mut Line) {
    let Some(piece) = line.pieces.last_mut() else { return };
    if let Some(space) = piece.run.glyphs.last_mut().filter(|_| piece.run.text.ends_with(' ')) {
        space.advance = 0;
    }
}

/// A word, or pieces of one that is too long for any line.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while let Some((at, _)) = rest.char_indices().nth(LONG_WORD) {
        let (piece, after) = rest.split_at(at);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// The style, or the text face in bold where the display face lacks a character.
pub(super) fn faced(words: &str, style: TextStyle, ctx: &Ctx) -> TextStyle {
    if style.family != Family::DISPLAY {
        return style;
    }
    let face = ctx.fonts.face(FaceId::DISPLAY);
    if words.chars().all(|c| c.is_whitespace() || face.has(c)) {
        return style;
    }
    TextStyle { family: Family::TEXT, cut: Cut::Bold, ..style }
}
