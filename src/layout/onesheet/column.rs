//! A column that is filled from the top down, with no foot.
//!
//! Composed lines come in, marks go out. Whether they went too far is asked at the end.

use crate::base::Length;
use crate::design::PageDesign;
use crate::layout::compose::Line;
use crate::layout::sheet::Sheets;
use crate::pages::NodeId;

/// A column that is being filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Left edge.
    pub x: Length,
    /// Width.
    pub width: Length,
    /// The last baseline; that of the first line if there is none yet.
    pub y: Length,
    /// Whether no line stands yet.
    empty: bool,
}

impl Column {
    /// A column whose first baseline is `y`.
    pub(super) fn new(x: Length, width: Length, y: Length) -> Column {
        Column { x, width, y, empty: true }
    }

    /// Whether no line stands in it.
    pub(super) fn is_empty(&self) -> bool {
        self.empty
    }

    /// Goes to the next baseline, `step` below the last one.
    pub(super) fn down(&mut self, step: Length) {
        if self.empty {
            self.empty = false;
        } else {
            self.y += step;
        }
    }

    /// Sets lines, the first `before` below what stands there, the others a leading apart.
    pub(super) fn set(
        &mut self,
        lines: Vec<Line>,
        (before, leading): (Length, Length),
        node: NodeId,
        sheets: &mut Sheets,
    ) {
        for (number, line) in lines.into_iter().enumerate() {
            self.down(if number == 0 { before } else { leading });
            sheets.set(line, self.x, self.y, node);
        }
    }

    /// Goes down to a whole row of the page, if the last line stands between two.
    pub(super) fn settle(&mut self, page: &PageDesign) {
        let off = (self.y - page.origin).0.rem_euclid(page.row.0);
        if !self.empty && off != 0 {
            self.y += Length(page.row.0 - off);
        }
    }

    /// How far it went beyond a baseline.
    pub(super) fn beyond(&self, last: Length) -> Length {
        if self.empty { Length::ZERO } else { (self.y - last).max(Length::ZERO) }
    }

    /// How far it stayed above a baseline.
    pub(super) fn spare(&self, last: Length) -> Length {
        (last - self.y).max(Length::ZERO)
    }
}
