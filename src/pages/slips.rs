//! What each copy of a book sets by itself: words of its own, and how far lines are moved.
//!
//! The pages only say where; a copy fills it in when all else is written.

use super::NodeId;
use crate::base::Rect;

/// Words that each copy sets by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// For whom the copy is, on the first page: content.
    Notice,
    /// The same and the embargo, at the foot of every page: an artifact.
    Foot,
}

impl Slip {
    /// Both.
    pub const ALL: [Slip; 2] = [Slip::Notice, Slip::Foot];
}

/// From a mark on, all marks of a page are moved together by less than can be seen, until the
/// next nudge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nudge {
    /// The first mark that is moved: an index into the page's items.
    pub item: usize,
    /// Which of the copy's ways to move it; none to put it back in its place.
    pub way: Option<u16>,
}

/// What each copy sets by itself.
#[derive(Debug, Clone, Default)]
pub struct Slips {
    /// The paragraph of [`Slip::Notice`].
    pub notice: Option<NodeId>,
    /// Where the words of [`Slip::Foot`] are set; a page that has no room there has them above.
    pub foot: Rect,
    /// For each page its nudges, in the order of its items.
    pub nudges: Vec<Vec<Nudge>>,
}
