//! A pattern hidden in the brightness of a photograph, and what is needed to find it again.
//!
//! A photograph and the signs of a grid go in, the photograph comes out with each cell of the
//! grid a little lighter or darker, less than can be seen. Of a picture that turned up the
//! brightness of each cell goes out. What the signs mean is not known here.

use super::decode::{Pixels, decode};
use super::{Broken, ColorModel, Facts, Format, Orientation, encode, paper, resample};

/// Cells of the grid along each side.
pub const GRID: usize = 48;
/// How much lighter or darker a cell becomes, in 256ths of a level of 255.
const STRENGTH: i64 = 384;
/// The most bytes that marking a PNG may take.
const MOST_MEMORY: u64 = 400_000_000;
/// The quality of a JPEG that was marked.
const QUALITY: u8 = 92;

/// Hides the signs of a grid, upright and row by row, in a photograph. Nothing comes out for
/// photographs in which none are hidden: inks, PNGs of more than some fifty million pixels, and
/// files that are neither JPEG nor PNG.
///
/// # Errors
///
/// If it cannot be decoded.
pub fn hide(bytes: &[u8], facts: &Facts, signs: &[bool]) -> Result<Option<Vec<u8>>, Broken> {
    let fits = matches!(facts.format, Format::Jpeg | Format::Png) && facts.bits <= 8;
    // A PNG's pixels are usually not there all at once, as they must be here, beside two files.
    let memory = 2 * facts.length + facts.pixels() * facts.color.channels() as u64;
    let fits = fits && (facts.format == Format::Jpeg || memory < MOST_MEMORY);
    if !fits || facts.color == ColorModel::Cmyk || signs.len() != GRID * GRID {
        return Ok(None);
    }
    let profile = paper::profile(bytes, facts)?;
    let mut pixels = decode(bytes, facts)?;
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let channels = pixels.model.channels();
    for (at, pixel) in pixels.samples.chunks_exact_mut(channels).enumerate() {
        let (across, down) = (along(at % width, width), along(at / width, height));
        let (x, y) = upright(facts.orientation, across, down);
        let by = (slope(signs, x, y) * STRENGTH).div_euclid(256 * 256);
        // Rounded to the nearest level.
        let by = (by + 128).div_euclid(256);
        for sample in pixel {
            let changed = (i64::from(*sample) + by).clamp(0, 255);
            *sample = u8::try_from(changed).unwrap_or(u8::MAX);
        }
    }
    let profile = profile.as_deref();
    let marked = match facts.format {
        Format::Png => encode::png(&pixels, profile)?,
        _ => encode::jpeg_with(&pixels, QUALITY, profile)?,
    };
    Ok(Some(marked))
}

/// The middle of a pixel, in 65,536ths of the side.
fn along(at: usize, side: usize) -> i64 {
    let middle = (at * 2 + 1) << 15;
    i64::try_from(middle / side.max(1)).unwrap_or(0)
}

/// Where a place of the stored picture is in the upright one.
fn upright(orientation: Orientation, x: i64, y: i64) -> (i64, i64) {
    const ALL: i64 = 1 << 16;
    match orientation {
        Orientation::Upright => (x, y),
        Orientation::Mirrored => (ALL - x, y),
        Orientation::Turned180 => (ALL - x, ALL - y),
        Orientation::Flipped => (x, ALL - y),
        Orientation::Transposed => (y, x),
        Orientation::Turned90 => (ALL - y, x),
        Orientation::Transversed => (ALL - y, ALL - x),
        Orientation::Turned270 => (y, ALL - x),
    }
}

/// The grid between the middles of its cells, as a slope from one to the next; 65,536 is a
/// whole sign.
fn slope(signs: &[bool], x: i64, y: i64) -> i64 {
    let grid = i64::try_from(GRID).unwrap_or(1);
    let place = |along: i64| {
        // In 256ths of a cell, from the middle of the first.
        let at = ((along * grid) >> 8) - 128;
        (at.div_euclid(256), at.rem_euclid(256))
    };
    let ((column, right), (row, low)) = (place(x), place(y));
    let sign = |column: i64, row: i64| {
        let at = row.clamp(0, grid - 1) * grid + column.clamp(0, grid - 1);
        let plus = usize::try_from(at).ok().and_then(|at| signs.get(at)).copied();
        if plus.unwrap_or_default() { 1 } else { -1 }
    };
    let upper = sign(column, row) * (256 - right) + sign(column + 1, row) * right;
    let lower = sign(column, row + 1) * (256 - right) + sign(column + 1, row + 1) * right;
    upper * (256 - low) + lower * low
}

/// A picture in greys, upright.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Greys {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    samples: Vec<u8>,
}

/// Reads a picture in greys.
///
/// # Errors
///
/// If it cannot be decoded, or is a drawing.
pub fn greys(bytes: &[u8], facts: &Facts) -> Result<Greys, Broken> {
    let pixels = resample::upright(decode(bytes, facts)?, facts.orientation);
    let Pixels { width, height, model, samples, .. } = pixels;
    let grey = |pixel: &[u8]| match *pixel {
        [r, g, b] => {
            let sum = u32::from(r) * 77 + u32::from(g) * 150 + u32::from(b) * 29;
            u8::try_from(sum >> 8).unwrap_or(u8::MAX)
        }
        // Inks are taken for greys by their black alone.
        [.., last] if model == ColorModel::Cmyk => 255 - last,
        [only, ..] => only,
        [] => 0,
    };
    let samples = samples.chunks_exact(model.channels()).map(grey).collect();
    Ok(Greys { width, height, samples })
}

impl Greys {
    /// The mean brightness of each cell of a grid that is laid over a part of the picture:
    /// left, top, width and height of the part in pixels. Cells that lie outside, or on too
    /// few pixels, have none.
    #[must_use]
    pub fn cells(&self, part: [f64; 4]) -> Vec<Option<f32>> {
        let mut cells = Vec::with_capacity(GRID * GRID);
        for row in 0..GRID {
            for column in 0..GRID {
                cells.push(self.cell(part, column, row));
            }
        }
        cells
    }

    /// The same for a grid over the whole picture.
    #[must_use]
    pub fn grid(&self) -> Vec<Option<f32>> {
        self.cells([0.0, 0.0, f64::from(self.width), f64::from(self.height)])
    }

    #[expect(clippy::cast_possible_truncation, reason = "means of bytes, places in a picture")]
    #[expect(clippy::cast_sign_loss, reason = "outside is left out before")]
    #[expect(clippy::cast_precision_loss, reason = "a cell has far less than 2^52 pixels")]
    fn cell(&self, [left, top, width, height]: [f64; 4], column: usize, row: usize) -> Option<f32> {
        let grid = GRID as f64;
        let edge = |start: f64, length: f64, at: usize| start + length * (at as f64) / grid;
        let (x0, x1) = (edge(left, width, column), edge(left, width, column + 1));
        let (y0, y1) = (edge(top, height, row), edge(top, height, row + 1));
        let inside =
            0.0 <= x0 && x1 <= f64::from(self.width) && 0.0 <= y0 && y1 <= f64::from(self.height);
        if !inside {
            return None;
        }
        let columns = x0.round() as usize..(x1.round() as usize).max(x0.round() as usize + 1);
        let rows = y0.round() as usize..(y1.round() as usize).max(y0.round() as usize + 1);
        let (mut sum, mut count) = (0_u64, 0_u64);
        for row in rows {
            let start = row * self.width as usize;
            let pixels = self.samples.get(start + columns.start..start + columns.end)?;
            sum += pixels.iter().map(|pixel| u64::from(*pixel)).sum::<u64>();
            count += pixels.len() as u64;
        }
        Some((sum as f64 / count as f64) as f32)
    }
}
