//! Points, sizes and rectangles on a page.
//!
//! The origin is the top left corner of the trimmed page, x grows to the right and y
//! downward, as a reader's eye goes. The PDF writer turns y round at the very end.

use super::Length;

/// A place on a page, measured from its top left trim corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Point {
    /// Distance from the left trim edge.
    pub x: Length,
    /// Distance from the top trim edge, downward.
    pub y: Length,
}

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    /// Horizontal extent.
    pub width: Length,
    /// Vertical extent.
    pub height: Length,
}

/// An upright rectangle on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: Length,
    /// Top edge.
    pub y: Length,
    /// Horizontal extent.
    pub width: Length,
    /// Vertical extent.
    pub height: Length,
}

impl Rect {
    /// The rectangle with this left edge, top edge, width and height.
    #[must_use]
    pub fn new(x: Length, y: Length, width: Length, height: Length) -> Rect {
        Rect { x, y, width, height }
    }

    /// The right edge.
    #[must_use]
    pub fn right(&self) -> Length {
        self.x + self.width
    }

    /// The bottom edge.
    #[must_use]
    pub fn bottom(&self) -> Length {
        self.y + self.height
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(&self, other: &Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Rect { x, y, width: right - x, height: bottom - y }
    }
}
