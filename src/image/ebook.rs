//! A photograph as the EPUB stores it: upright, sRGB, of a size that reading devices decode,
//! and without anything private.
//!
//! File bytes come in, an [`EpubImage`] goes out. A JPEG or PNG that is small and upright keeps
//! its compressed pixels; only its metadata is taken out.

use super::decode::{self, Pixels};
use super::{Broken, ColorModel, Facts, Format, Orientation};
use super::{color, encode, jpeg, paper, png, resample};

/// The quality of JPEGs that had to be made smaller or changed in colour.
const QUALITY: u8 = 82;

/// The quality of JPEGs that were only turned.
const TURNED_QUALITY: u8 = 92;

/// A photograph for an EPUB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpubImage {
    /// The file.
    pub bytes: Vec<u8>,
    /// `image/jpeg` or `image/png`.
    pub media_type: &'static str,
    /// `jpg` or `png`.
    pub extension: &'static str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Readies a photograph for an EPUB: at most `max_side` pixels on its long side, upright, sRGB.
///
/// Decodes at most once. For drawings, see [`super::to_svg`].
///
/// # Errors
///
/// If it cannot be decoded, or is a drawing.
pub fn for_epub(bytes: &[u8], facts: &Facts, max_side: u32) -> Result<EpubImage, Broken> {
    let fits = facts.width <= max_side && facts.height <= max_side;
    let upright = facts.orientation == Orientation::Upright;
    match facts.format {
        Format::Jpeg if fits && upright && facts.color != ColorModel::Cmyk => {
            return Ok(as_jpeg(jpeg::read(bytes)?.without_metadata(), facts.width, facts.height));
        }
        Format::Png if fits && upright && facts.bits <= 8 => {
            let kept = png::read(bytes)?.kept.concat();
            let bytes = [png::SIGNATURE, &kept].concat();
            return Ok(as_png(bytes, facts.width, facts.height));
        }
        _ => {}
    }
    convert(bytes, facts, max_side)
}

/// Decodes, scales, turns, brings to sRGB and encodes.
fn convert(bytes: &[u8], facts: &Facts, max_side: u32) -> Result<EpubImage, Broken> {
    let profile = paper::profile(bytes, facts)?;
    let stored = (facts.width, facts.height);
    let size = resample::fit(stored, (max_side, max_side));
    let scaled = size != stored;
    let pixels = decode::scaled(bytes, facts, size)?;
    let mut pixels = resample::upright(pixels, facts.orientation);
    let recolored = color::to_srgb(&mut pixels, profile.as_deref());
    let Pixels { width, height, .. } = pixels;
    let stays_png = facts.format == Format::Png && !scaled;
    if stays_png || pixels.alpha.is_some() {
        return Ok(as_png(encode::png(&pixels, None)?, width, height));
    }
    let only_turned = facts.format == Format::Jpeg && !scaled && !recolored;
    let quality = if only_turned { TURNED_QUALITY } else { QUALITY };
    Ok(as_jpeg(encode::jpeg(&pixels, quality)?, width, height))
}

fn as_jpeg(bytes: Vec<u8>, width: u32, height: u32) -> EpubImage {
    EpubImage { bytes, media_type: "image/jpeg", extension: "jpg", width, height }
}

fn as_png(bytes: Vec<u8>, width: u32, height: u32) -> EpubImage {
    EpubImage { bytes, media_type: "image/png", extension: "png", width, height }
}
