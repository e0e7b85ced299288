//! Where a photograph is light, dark, calm and busy, on a coarse grid.
//!
//! The cover sets its title by this; nothing else of the pixels is kept.

use super::decode::{self, Pixels};
use super::{Broken, ColorModel, Facts, color, paper, resample};
use crate::base::{linear, luminance};

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

/// Cells from left to right.
const COLUMNS: usize = 40;

/// Cells from top to bottom.
const ROWS: usize = 60;

/// Pixels on each side of a cell.
const CELL: usize = 8;

/// Surveys a photograph on a grid of 40 by 60 cells.
///
/// Transparent pixels count as paper. Decodes the photograph once.
///
/// # Errors
///
/// If it cannot be decoded, or is a drawing.
pub fn survey(bytes: &[u8], facts: &Facts) -> Result<Survey, Broken> {
    let profile = paper::profile(bytes, facts)?;
    // Scaled to a fixed number of pixels, so that detail means the same for every photograph.
    let (across, down) = (to_u32(COLUMNS * CELL), to_u32(ROWS * CELL));
    let turned = facts.orientation.swaps_sides();
    let size = if turned { (down, across) } else { (across, down) };
    let pixels = decode::scaled(bytes, facts, size)?;
    let mut pixels = resample::upright(pixels, facts.orientation);
    color::to_srgb(&mut pixels, profile.as_deref());
    let light = lightness(&pixels);
    let cells = (0..ROWS * COLUMNS).map(|i| patch(&light, i % COLUMNS, i / COLUMNS)).collect();
    Ok(Survey { columns: COLUMNS, rows: ROWS, cells })
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).expect("a few hundred")
}

/// The relative luminance of every pixel over paper, in row order.
fn lightness(pixels: &Pixels) -> Vec<f64> {
    let channels = pixels.model.channels();
    let over_paper = |i: usize, sample: u8| match &pixels.alpha {
        Some(alpha) => {
            let a = u32::from(alpha[i]);
            let mixed = (u32::from(sample) * a + 255 * (255 - a)) / 255;
            u8::try_from(mixed).expect("between a sample and 255")
        }
        None => sample,
    };
    let linear: Vec<f64> = (0..=255).map(linear).collect();
    let light = |(i, pixel): (usize, &[u8])| {
        let channel = |c: usize| linear[usize::from(over_paper(i, pixel[c]))];
        luminance(match pixels.model {
            ColorModel::Gray => [channel(0); 3],
            _ => [channel(0), channel(1), channel(2)],
        })
    };
    pixels.samples.chunks_exact(channels).enumerate().map(light).collect()
}

/// One cell's figures.
fn patch(light: &[f64], column: usize, row: usize) -> Patch {
    const WIDTH: usize = COLUMNS * CELL;
    const COUNT: usize = CELL * CELL;
    // A twentieth of a cell's pixels.
    const TAIL: usize = COUNT / 20;
    let at = |x: usize, y: usize| light[(row * CELL + y) * WIDTH + column * CELL + x];
    let mut values: Vec<f64> = (0..COUNT).map(|i| at(i % CELL, i / CELL)).collect();
    let lightness = |value: f64| value.sqrt();
    let mut detail = 0.0;
    for y in 0..CELL {
        for x in 1..CELL {
            detail += (lightness(at(x, y)) - lightness(at(x - 1, y))).abs();
            detail += (lightness(at(y, x)) - lightness(at(y, x - 1))).abs();
        }
    }
    values.sort_by(f64::total_cmp);
    let mean = |part: &[f64]| {
        let count = u32::try_from(part.len()).expect("a cell has few pixels");
        part.iter().sum::<f64>() / f64::from(count)
    };
    Patch {
        dark: mean(&values[..TAIL]),
        mean: mean(&values),
        light: mean(&values[COUNT - TAIL..]),
        detail: detail / f64::from(to_u32(2 * CELL * (CELL - 1))),
    }
}
