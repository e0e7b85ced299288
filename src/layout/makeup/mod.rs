//! Galleys and plates to pages: where pages break and where plates and notes stand. Knows
//! rows and heights, no block and no document.
//!
//! A [`Galley`] comes in, a [`Plan`] goes out. All heights are rows of the grid; a strip may
//! be a half row higher, but what follows it starts on a whole row.

mod break_pages;
mod rows;
mod solver;
#[cfg(test)]
mod tests;

pub use break_pages::break_pages;

use std::ops::Range;

use crate::pages::Side;

/// The penalty of a place where a page must not end.
pub const NEVER: i32 = i32::MAX;

/// A chapter's text and plates, composed but not cut into pages.
#[derive(Debug, Clone, Default)]
pub struct Galley {
    /// Rows of a page.
    pub rows: u16,
    /// Row of the first page on which the text begins, under the opening.
    pub opening: u16,
    /// Rows by which the opening may be lower or the page longer, to save a page of few rows.
    pub give: u16,
    /// Rows of the margin column beside the first text that are taken (by an epigraph).
    pub margin: u16,
    /// What stands in the text column, in order.
    pub elements: Vec<Element>,
    /// What floats, in the order of citation: the forms in which each can stand, best first.
    pub plates: Vec<Vec<PlateBox>>,
    /// Rows that the notes of a page take, by the number of their lines; longer than any
    /// page's notes can be.
    pub note_rows: Vec<u16>,
}

/// A stretch of the text column, or a place in it.
#[derive(Debug, Clone)]
pub enum Element {
    /// Strips of type.
    Text(Stack),
    /// Where the plate with this number is cited.
    Cite(usize),
    /// A page ends here.
    Break,
}

/// Strips of type that follow each other.
#[derive(Debug, Clone, Default)]
pub struct Stack {
    /// Blank rows above, not at the top of a page; the greater of this and the one below what
    /// stands above counts.
    pub before: u8,
    /// Blank rows below.
    pub after: u8,
    /// Rows that must be left on the page for the stack to begin there.
    pub room: u16,
    /// Rows of a head that is repeated above the rest after a page break.
    pub head: u16,
    /// Whether it takes the margin column as well.
    pub wide: bool,
    /// The ways in which it can be set; at least one.
    pub forms: Vec<Form>,
}

/// One way to set a stack.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// What it costs over the best one.
    pub cost: i64,
    /// Its strips, top to bottom.
    pub strips: Vec<Strip>,
}

/// One line of type, or lines that stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strip {
    /// Height in half rows.
    pub height: u8,
    /// Height in half rows where it begins a stack or stands first on a page.
    pub first: u8,
    /// Penalty for a page that ends after it; [`NEVER`] where none may.
    pub penalty: i32,
    /// Lines of the notes that it cites for the first time.
    pub notes: u16,
}

/// How much room a plate takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlateBox {
    /// Stands in the margin column: rows with its caption.
    Margin(u16),
    /// Interrupts the text.
    Block {
        /// Rows at the top of a page.
        top: u16,
        /// Rows between paragraphs.
        inside: u16,
        /// Rows at the foot of a page.
        foot: u16,
    },
    /// Takes a whole page.
    Page,
    /// Takes two facing pages.
    Spread,
}

/// Where everything stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The pages; at least one.
    pub pages: Vec<PlanPage>,
    /// The sum of all costs.
    pub cost: i64,
    /// The row on which the text of the first page begins.
    pub opening: u16,
}

/// One page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanPage {
    /// Its last row.
    pub last: u16,
    /// What stands in the text column and around it, in the order of the galley.
    pub things: Vec<Thing>,
    /// Lines of notes at its foot: a range of all the chapter's note lines.
    pub notes: Range<usize>,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// Strips of a stack.
    Text {
        /// Which element.
        element: usize,
        /// In which form.
        form: usize,
        /// Which strips.
        strips: Range<usize>,
        /// The row on which the first one's head or type begins.
        row: u16,
    },
    /// A plate.
    Plate {
        /// Which plate.
        plate: usize,
        /// In which form.
        form: usize,
        /// Where.
        at: At,
    },
}

/// Where a plate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// At the top of the page or right under an opening, from this row on.
    Top(u16),
    /// Between paragraphs, from this row on.
    Inside(u16),
    /// At the foot: its last row.
    Foot(u16),
    /// In the margin column; the row of the text that cites it.
    Margin(u16),
    /// On a page of its own.
    Page,
    /// On the first (0) or second (1) page of a spread of its own.
    Spread(u8),
}

/// Numbers the sides as the solver does: 0 for a left-hand page.
fn side_number(side: Side) -> u8 {
    match side {
        Side::Verso => 0,
        Side::Recto => 1,
    }
}
