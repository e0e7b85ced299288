//! A photograph as the PDF stores it.
//!
//! File bytes come in, a [`PdfImage`] goes out. A JPEG stays as it is, byte for byte (a PDF's
//! `DCTDecode` is a JPEG file; ISO 32000-1, 7.4.8), unless it has far more pixels than its place on
//! the page can show; of one that tells where it was taken or with which camera, the scans alone. Everything else becomes raw samples, alpha apart.

use super::decode::{self, Pixels};
use super::{
    Broken, ColorModel, Facts, Format, color, encode, icc, jpeg, png, profiles, resample, webp,
};

/// The quality of JPEGs that had to be made smaller.
const QUALITY: u8 = 88;

/// The most pixels of a picture that is not stored as it came; a page of A4 has fewer at 600 to
/// the inch.
pub(super) const MOST_KEPT: u64 = 36_000_000;

/// Whether an edition prints its pictures in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tones {
    /// As they are.
    #[default]
    Color,
    /// In greys of the same luminance.
    Greys,
}

/// A photograph for a PDF, as stored: the page's matrix turns it upright.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfImage {
    /// A JPEG file, to be written with `DCTDecode`.
    Jpeg {
        /// The file as it came, less what may be appended after its end and, if something in it
        /// is private, less its metadata.
        bytes: Vec<u8>,
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Channels.
        color: ColorModel,
        /// Whether the inks are stored upside down (`/Decode [1 0 1 0 1 0 1 0]`).
        invert: bool,
        /// The profile of the pixels, if they have one; always present for inks.
        icc: Option<Vec<u8>>,
    },
    /// Raw samples.
    Samples {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Channels.
        color: ColorModel,
        /// Row by row, eight bits a channel; inks from 0 (none) to 255.
        data: Vec<u8>,
        /// One byte a pixel, 255 opaque; none if all are opaque.
        alpha: Option<Vec<u8>>,
        /// The profile of the pixels, if they have one; always present for inks.
        icc: Option<Vec<u8>>,
    },
}

/// Readies a photograph for a PDF.
///
/// `max_pixels` is the most (width, height) that its largest place on the pages can show, upright,
/// usually 600 to the inch; a photograph with more is scaled to fit. In greys, colours give way to
/// their luminance. Decodes at most once.
///
/// # Errors
///
/// If it cannot be decoded, or is a drawing.
pub fn for_pdf(
    bytes: &[u8],
    facts: &Facts,
    max_pixels: Option<(u32, u32)>,
    tones: Tones,
) -> Result<PdfImage, Broken> {
    let stored = (facts.width, facts.height);
    let size = max_pixels.map_or(stored, |(width, height)| {
        let turned = facts.orientation.swaps_sides();
        resample::fit(stored, if turned { (height, width) } else { (width, height) })
    });
    let greyed = tones == Tones::Greys && facts.color != ColorModel::Gray;
    if facts.format == Format::Jpeg && size == stored && !greyed {
        let markers = jpeg::read(bytes)?;
        return Ok(PdfImage::Jpeg {
            width: markers.width,
            height: markers.height,
            color: markers.model(),
            invert: markers.model() == ColorModel::Cmyk && markers.adobe.is_some(),
            icc: markers.profile().or_else(|| shipped(facts)),
            bytes: if facts.private { markers.without_metadata() } else { markers.whole.to_vec() },
        });
    }
    let mut profile = profile(bytes, facts)?;
    let size = resample::within(size, MOST_KEPT);
    let mut pixels = decode::scaled(bytes, facts, size)?;
    if greyed {
        color::to_gray(&mut pixels, profile.take().as_deref());
    }
    let profile = profile.filter(|profile| icc::usable(profile, pixels.model));
    if facts.format == Format::Jpeg && pixels.model != ColorModel::Cmyk {
        return Ok(PdfImage::Jpeg {
            bytes: encode::jpeg(&pixels, QUALITY)?,
            width: pixels.width,
            height: pixels.height,
            color: pixels.model,
            invert: false,
            icc: profile,
        });
    }
    let Pixels { width, height, model, samples, alpha } = pixels;
    Ok(PdfImage::Samples { width, height, color: model, data: samples, alpha, icc: profile })
}

/// The profile that describes a photograph's pixels; inks without one get the shipped profile.
pub(super) fn profile(bytes: &[u8], facts: &Facts) -> Result<Option<Vec<u8>>, Broken> {
    let embedded = match facts.format {
        Format::Jpeg => jpeg::read(bytes)?.profile(),
        Format::Png => png::read(bytes)?.profile.map(icc::trimmed),
        Format::Webp => webp::read(bytes)?
            .profile
            .filter(|profile| icc::usable(profile, ColorModel::Rgb))
            .map(|profile| icc::trimmed(profile.to_vec())),
        Format::Svg => None,
    };
    Ok(embedded.or_else(|| shipped(facts)))
}

fn shipped(facts: &Facts) -> Option<Vec<u8>> {
    (facts.color == ColorModel::Cmyk).then(|| profiles::CMYK.to_vec())
}
