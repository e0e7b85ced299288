//! Where a photograph is light, dark, calm and busy, on a coarse grid.
//!
//! The cover sets its title by this; nothing else of the pixels is kept.

/// A photograph in a coarse grid, upright.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    /// Cells from left to right.
    pub columns: usize,
    /// Cells from top to bottom.
    pub rows: usize,
    /// Row by row.
    pub cells: Vec<Patch>,
}

/// One cell of the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Patch {
    /// Relative luminance of its darkest 5 %, 0 to 1.
    pub dark: f64,
    /// Mean relative luminance.
    pub mean: f64,
    /// Relative luminance of its brightest 5 %.
    pub light: f64,
    /// Mean absolute difference between neighbouring pixels' lightness, 0 to 1.
    pub detail: f64,
}
