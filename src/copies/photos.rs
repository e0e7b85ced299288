//! The pattern of a copy in its photographs, and how well a picture fits it.
//!
//! Photographs' bytes come in marked or go out marked; greys of a picture that turned up are
//! compared with those of the originals, which the chart keeps as a grid. Method: a keyed
//! spread-spectrum pattern (I. J. Cox and others, "Secure Spread Spectrum Watermarking for
//! Multimedia", 1997), on a grid coarse enough to outlast compression, scaling and print.

use std::io;

use super::{Layer, Pattern};
use crate::image::{self, Facts, GRID, Opened, PhotoBytes, PhotoId};

/// Cells of a grid.
const CELLS: usize = GRID * GRID;
/// How alike the greys of two pictures are that show the same.
const ALIKE: f32 = 0.97;
/// The same where a photograph is known to stand; words may stand on it.
const ALIKE_IN_PLACE: f32 = 0.8;
/// Cells that are too few to compare.
const LEAST: usize = CELLS / 4;

/// A photograph of an edition, as it is known without the kit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Original {
    /// Brightness of each cell in 256ths of a level; empty if it has none.
    pub cells: Vec<u16>,
}

/// Where a photograph stands on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Which one.
    pub photo: u32,
    /// Left, top, width and height of the whole, in thousandths of a point.
    pub frame: [i32; 4],
}

/// Photographs with the pattern of a copy in them.
pub struct Marked<'a> {
    /// The originals.
    pub photos: &'a dyn PhotoBytes,
    /// What is known of each.
    pub facts: &'a [Facts],
    /// The copy's pattern.
    pub pattern: &'a Pattern,
}

impl std::fmt::Debug for Marked<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Marked").field("pattern", &self.pattern).finish_non_exhaustive()
    }
}

impl PhotoBytes for Marked<'_> {
    fn bytes(&self, photo: PhotoId) -> io::Result<Opened<'_>> {
        let opened = self.photos.bytes(photo)?;
        let Some(facts) = self.facts.get(photo.0 as usize) else { return Ok(opened) };
        let marked = image::hide(&opened, facts, &signs(self.pattern, photo.0));
        // A photograph that cannot be decoded is reported where it is used.
        Ok(match marked.ok().flatten() {
            Some(marked) => opened.with(marked),
            None => opened,
        })
    }
}

/// The signs that a pattern has for a photograph.
fn signs(pattern: &Pattern, photo: u32) -> Vec<bool> {
    let blocks = u32::try_from(CELLS.div_ceil(256)).unwrap_or(u32::MAX);
    let all = (0..blocks)
        .flat_map(|at| pattern.block(Layer::Photo, photo.wrapping_mul(blocks).wrapping_add(at)));
    all.flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1 == 1)).take(CELLS).collect()
}

impl Original {
    /// The grid of a photograph; an empty one if it cannot be decoded.
    #[must_use]
    pub fn of(bytes: &[u8], facts: &Facts) -> Original {
        let Ok(greys) = image::greys(bytes, facts) else { return Original::default() };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a level is 0 to 255"
        )]
        let cell = |cell: Option<f32>| (cell.unwrap_or(0.0) * 256.0).round() as u16;
        Original { cells: greys.grid().into_iter().map(cell).collect() }
    }
}

/// What a picture differs by from an original: for each cell by how much, of length 1.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    /// Which photograph it is.
    pub(crate) photo: u32,
    cells: Vec<f32>,
}

/// Compares a grid with the originals; says by what it differs from the one that it shows.
pub(crate) fn difference(grid: &[Option<f32>], originals: &[Original]) -> Option<Difference> {
    let compared = (0_u32..).zip(originals);
    let mut best: Option<(f32, u32)> = None;
    for (photo, original) in compared {
        let alike = likeness(grid, original).unwrap_or(0.0);
        if ALIKE <= alike && best.is_none_or(|best| best.0 < alike) {
            best = Some((alike, photo));
        }
    }
    let photo = best?.1;
    Some(Difference { photo, cells: residue(grid, originals.get(photo as usize)?)? })
}

/// The same for a place where a photograph should be.
pub(crate) fn difference_from(
    grid: &[Option<f32>],
    photo: u32,
    originals: &[Original],
) -> Option<Difference> {
    let original = originals.get(photo as usize)?;
    let alike = likeness(grid, original).is_some_and(|alike| ALIKE_IN_PLACE <= alike);
    alike.then_some(Difference { photo, cells: residue(grid, original)? })
}

/// Cells that both have.
fn pairs<'a>(
    grid: &'a [Option<f32>],
    original: &'a Original,
) -> impl Iterator<Item = (f32, f32)> + Clone + 'a {
    let level = |cell: &u16| f32::from(*cell) / 256.0;
    grid.iter().zip(&original.cells).filter_map(move |(seen, cell)| Some(((*seen)?, level(cell))))
}

/// How alike two grids are, and the straight line from the one's levels to the other's.
fn fit(grid: &[Option<f32>], original: &Original) -> Option<(f32, f32, f32)> {
    let pairs = pairs(grid, original);
    let count = pairs.clone().count();
    if count < LEAST {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a grid has 2,304 cells")]
    let count = count as f32;
    let seen = pairs.clone().map(|pair| pair.0).sum::<f32>() / count;
    let known = pairs.clone().map(|pair| pair.1).sum::<f32>() / count;
    let (mut along, mut across, mut both) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (a, b) in pairs {
        along += (b - known) * (b - known);
        across += (a - seen) * (a - seen);
        both += (a - seen) * (b - known);
    }
    if along < 1.0 || across < 1.0 {
        return None;
    }
    let slope = both / along;
    Some((both / (along * across).sqrt(), slope, seen - slope * known))
}

fn likeness(grid: &[Option<f32>], original: &Original) -> Option<f32> {
    fit(grid, original).map(|fit| fit.0)
}

/// What is left when the original, and what changes slowly, is taken out; of length 1.
fn residue(grid: &[Option<f32>], original: &Original) -> Option<Vec<f32>> {
    let (_, slope, shift) = fit(grid, original)?;
    let plain = |at: usize| -> Option<f32> {
        let known = f32::from(*original.cells.get(at)?) / 256.0;
        Some((*grid.get(at)?)? - slope * known - shift)
    };
    let differences: Vec<Option<f32>> = (0..CELLS).map(plain).collect();
    let mut cells = vec![0.0_f32; CELLS];
    for row in 0..GRID {
        for column in 0..GRID {
            let Some(own) = differences[row * GRID + column] else { continue };
            let (mut sum, mut count) = (0.0, 0.0);
            for y in row.saturating_sub(3)..(row + 4).min(GRID) {
                for x in column.saturating_sub(3)..(column + 4).min(GRID) {
                    if let Some(near) = differences[y * GRID + x] {
                        sum += near;
                        count += 1.0;
                    }
                }
            }
            cells[row * GRID + column] = own - sum / count;
        }
    }
    // A few cells, such as those on sharp edges, must not outweigh all others.
    let spread = (cells.iter().map(|cell| cell * cell).sum::<f32>() / 2304.0).sqrt();
    for cell in &mut cells {
        *cell = cell.clamp(-3.0 * spread, 3.0 * spread);
    }
    let length = cells.iter().map(|cell| cell * cell).sum::<f32>().sqrt();
    (1e-3 < length).then(|| cells.iter().map(|cell| cell / length).collect())
}

/// The odds, as so many tosses of a coin, that signs drawn by chance fit as well as those of a
/// pattern. For any differences, the sum of their products with independent signs exceeds `z`
/// times their length with odds below exp(-z²/2) (W. Hoeffding, 1963).
pub(crate) fn odds(differences: &[Difference], pattern: &Pattern) -> f64 {
    let mut sum = 0.0_f64;
    for difference in differences {
        let signs = signs(pattern, difference.photo);
        let products = difference.cells.iter().zip(signs);
        sum +=
            products.map(|(cell, plus)| f64::from(if plus { *cell } else { -*cell })).sum::<f64>();
    }
    #[expect(clippy::cast_precision_loss, reason = "a book has far less than 2^52 pictures")]
    let z = sum / (differences.len().max(1) as f64).sqrt();
    if z <= 0.0 { 0.0 } else { z * z / 2.0 * std::f64::consts::LOG2_E }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of hills under a sky, with a grain.
    fn picture(width: u32, height: u32) -> Vec<u8> {
        let mut pixels = Vec::new();
        let mut grain = 7_u32;
        for y in 0..height {
            for x in 0..width {
                grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let hill = height / 2 + (x * 7 % width) / 9;
                let ground = if y < hill { 190 - y * 60 / height } else { 70 + (x * y / 97) % 40 };
                let level = u8::try_from(ground + (grain >> 28)).unwrap();
                pixels.extend([level, level / 2 + 60, 255 - level, 255]);
            }
        }
        image::encode_jpeg(width, height, &pixels, 90).unwrap()
    }

    #[test]
    fn a_pattern_in_a_photograph_outlasts_compression_and_is_nobody_elses() {
        let bytes = picture(600, 400);
        let facts = image::facts(&bytes).unwrap();
        let originals = [Original::default(), Original::of(&bytes, &facts)];
        let patterns: Vec<Pattern> = (0..200).map(|at| Pattern([at; 16])).collect();
        let marked = image::hide(&bytes, &facts, &signs(&patterns[5], 1)).unwrap().unwrap();
        let (a, b) =
            (image::greys(&bytes, &facts).unwrap(), image::greys(&marked, &facts).unwrap());
        assert_eq!((a.width, a.height), (b.width, b.height), "as large as it was");

        let whole = difference(&b.grid(), &originals).expect("it shows the second original");
        assert_eq!(whole.photo, 1, "the second");
        assert!(
            60.0 < odds(std::slice::from_ref(&whole), &patterns[5]),
            "{}",
            odds(std::slice::from_ref(&whole), &patterns[5])
        );
        for (at, pattern) in patterns.iter().enumerate().filter(|(at, _)| *at != 5) {
            assert!(
                odds(std::slice::from_ref(&whole), pattern) < 20.0,
                "pattern {at} is not in it"
            );
        }
        let cells = b.cells([0.0, 0.0, 600.0, 400.0]);
        assert_eq!(difference_from(&cells, 1, &originals), Some(whole), "the same at its place");
        assert_eq!(difference_from(&cells, 0, &originals), None, "another is not there");
        let unmarked = difference(&a.grid(), &originals);
        assert!(unmarked.is_none_or(|same| odds(&[same], &patterns[5]) < 20.0), "the original");
    }
}
