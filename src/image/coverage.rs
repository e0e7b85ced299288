//! Total area coverage: how much ink a photograph puts on one spot of the paper, and less of it.
//!
//! File bytes come in, a [`PdfImage`] goes out, with the highest sum of its inks. A photograph
//! that is separated for no press, or for one that takes more, is brought under the limit pixel
//! by pixel, in its own profile: presses read the inks of a file as they are as often as they
//! separate them anew. Not what comes of them on another press.

use super::paper::{MOST_KEPT, PdfImage, Tones, for_pdf};
use super::press::{MOST_INK, limited};
use super::{Broken, ColorModel, Facts, decode, resample};

/// The most ink on one spot of a photograph, in per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// As it came.
    pub found: u16,
    /// As it is printed.
    pub left: u16,
}

/// Readies a photograph for the PDF of a press, as [`for_pdf`] does; one in inks takes no more
/// than [`MOST_INK`]. Says how much it takes, if it is one in inks.
///
/// # Errors
///
/// As [`for_pdf`].
pub fn for_plates(
    bytes: &[u8],
    facts: &Facts,
    max_pixels: Option<(u32, u32)>,
    tones: Tones,
) -> Result<(PdfImage, Option<Coverage>), Broken> {
    let image = for_pdf(bytes, facts, max_pixels, tones)?;
    match image {
        PdfImage::Jpeg { color: ColorModel::Cmyk, width, height, ref icc, .. } => {
            let size = resample::within((width, height), MOST_KEPT);
            let mut pixels = decode::scaled(bytes, facts, size)?;
            let coverage = limit(&mut pixels.samples);
            if coverage.found <= MOST_INK && size == (width, height) {
                return Ok((image, Some(coverage)));
            }
            let samples = PdfImage::Samples {
                width: pixels.width,
                height: pixels.height,
                color: pixels.model,
                data: pixels.samples,
                alpha: pixels.alpha,
                icc: icc.clone(),
            };
            Ok((samples, Some(coverage)))
        }
        PdfImage::Samples { color: ColorModel::Cmyk, width, height, mut data, alpha, icc } => {
            let coverage = limit(&mut data);
            let color = ColorModel::Cmyk;
            Ok((PdfImage::Samples { width, height, color, data, alpha, icc }, Some(coverage)))
        }
        PdfImage::Jpeg { .. } | PdfImage::Samples { .. } => Ok((image, None)),
    }
}

/// Brings pixels of four inks under the limit.
fn limit(samples: &mut [u8]) -> Coverage {
    let sum = |pixel: &[u8]| pixel.iter().map(|ink| u16::from(*ink)).sum::<u16>();
    let (mut found, mut left) = (0, 0);
    // Photographs have few pixels over the limit, and many alike.
    for pixel in samples.chunks_exact_mut(4) {
        found = found.max(sum(pixel));
        let inks = [0, 1, 2, 3].map(|ink: usize| pixel[ink]);
        pixel.copy_from_slice(&limited(inks, 255));
        left = left.max(sum(pixel));
    }
    // What is a little over a per cent is not said to be under it.
    let percent = |sum: u16| u16::try_from((u32::from(sum) * 100).div_ceil(255)).unwrap_or(400);
    Coverage { found: percent(found), left: percent(left) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pixels_within_the_limit_stay() {
        let before = [255, 255, 255, 0, 10, 20, 30, 40, 0, 0, 0, 255];
        let mut pixels = before;
        assert_eq!(limit(&mut pixels), Coverage { found: 300, left: 300 }, "just within it");
        assert_eq!(pixels, before, "none is changed");
    }

    #[test]
    fn black_stands_in_for_grey_of_three_colours() {
        let mut pixels = [255, 255, 255, 128];
        assert_eq!(limit(&mut pixels), Coverage { found: 351, left: 300 }, "three and a half");
        assert_eq!(pixels, [191, 191, 191, 192], "as grey as it was, and no lighter");
        let mut pixels = [255; 4];
        assert_eq!(limit(&mut pixels).left, 300, "all inks");
        assert_eq!(pixels, [170, 170, 170, 255], "there is no more black than all of it");
    }

    proptest! {
        #[test]
        fn no_pixel_is_over_the_limit_nor_turns_its_colours_round(inks: [u8; 4]) {
            let mut pixels = inks;
            let coverage = limit(&mut pixels);
            prop_assert!(coverage.left <= MOST_INK, "{inks:?} to {pixels:?}: {coverage:?}");
            prop_assert!(inks[3] <= pixels[3], "black does not give way: {inks:?} to {pixels:?}");
            for (one, other) in [(0, 1), (1, 2), (0, 2)] {
                let order = inks[one].cmp(&inks[other]);
                let after = pixels[one].cmp(&pixels[other]);
                let kept = order == after || after == std::cmp::Ordering::Equal;
                prop_assert!(kept, "{inks:?} to {pixels:?}");
            }
        }
    }
}
