//! The flat band at the foot of cover and last page.
//!
//! Composed lines for its left side and for the axis come in, marks go out. It begins at the
//! theme's band row; each line beyond the third moves its top up by a row.
//! The kit closes as it opened.

use crate::base::{Length, Rect};
use crate::layout::compose::Line;
use crate::layout::ctx::Ctx;
use crate::layout::sheet::Sheets;
use crate::pages::{Artifact, NodeId, Tag};

/// From the band's top to its first baseline.
const FIRST: Length = Length::pt(34);
/// Lines for which a band of the usual height has room.
const LINES: i64 = 3;

/// What stands on a band.
#[derive(Debug, Default)]
pub(super) struct Band {
    /// Lines from the left margin, with their nodes and their steps of a row from the first.
    left: Vec<(i64, NodeId, Line)>,
    /// Lines on the axis.
    right: Vec<(i64, NodeId, Line)>,
}

impl Band {
    /// Puts a line on the left; `step` is its row on the band, from 0.
    pub(super) fn left(&mut self, step: i64, node: NodeId, line: Line) {
        self.left.push((step, node, line));
    }

    /// Puts a line on the axis.
    pub(super) fn right(&mut self, step: i64, node: NodeId, line: Line) {
        self.right.push((step, node, line));
    }

    /// The first free step on the left.
    pub(super) fn next_left(&self) -> i64 {
        self.left.iter().map(|line| line.0 + 1).max().unwrap_or(0)
    }

    /// The first free step on the axis.
    pub(super) fn next_right(&self) -> i64 {
        self.right.iter().map(|line| line.0 + 1).max().unwrap_or(0)
    }

    /// How many steps it has, the sides one below the other where there is no margin column.
    fn steps(&self, ctx: &Ctx) -> i64 {
        if ctx.design.page.margin.is_some() {
            self.next_left().max(self.next_right())
        } else {
            self.next_left() + 1 + self.next_right()
        }
    }

    /// Its top edge.
    pub(super) fn top(&self, ctx: &Ctx) -> Length {
        let page = ctx.design.page;
        let more = (self.steps(ctx) - LINES).max(0);
        page.baseline(i64::from(page.band_row) - more)
    }

    /// Draws it on the page at hand.
    pub(super) fn draw(&self, sheets: &mut Sheets, ctx: &Ctx) {
        let page = ctx.design.page;
        let top = self.top(ctx);
        let manner = &ctx.design.manner;
        let (area, color) = if let Some(flat) = manner.flat {
            (Rect::new(Length::ZERO, top, page.paper.width, page.paper.height - top), flat)
        } else {
            // Without flat areas a rule parts it from what stands above.
            let y = top + FIRST - page.row * 2;
            (Rect::new(page.left, y, page.width, manner.heaviest), ctx.design.colors.black)
        };
        sheets.fill(area, color, Tag::Artifact(Artifact::Layout));
        let below = if page.margin.is_some() { 0 } else { self.next_left() + 1 };
        for (step, node, line) in &self.left {
            sheets.line(line, page.left, top + FIRST + page.row * *step, *node);
        }
        for (step, node, line) in &self.right {
            sheets.line(line, page.axis, top + FIRST + page.row * (*step + below), *node);
        }
    }
}
