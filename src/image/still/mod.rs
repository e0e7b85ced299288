//! A photograph as it is handed to the press: what is said of it written into the file, and
//! everything else about its making taken out.
//!
//! File bytes and a [`Description`] come in, a [`Still`] goes out. At full size the compressed
//! pixels are those of the file, byte for byte; a smaller one is upright. Of the file's own
//! metadata only what its look depends on is kept: orientation and colour. So no place, serial
//! number, owner, maker's note or thumbnail gets out. What is written where follows the IPTC Photo
//! Metadata Standard 2023.2 and, where blocks say the same, the Metadata Working Group's
//! "Guidelines for handling image metadata" 2.0.

mod container;
mod iim;
mod xmp;

use super::decode::{self, Pixels};
use super::{Broken, ColorModel, Facts, Format, Orientation};
use super::{color, encode, exif, jpeg, paper, png, resample, webp};

/// The quality of JPEGs that were made smaller.
const QUALITY: u8 = 92;

/// What is said of a photograph inside its file; empty texts say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Description {
    /// What the kit calls it: `ridge`.
    pub id: String,
    /// Short name.
    pub title: String,
    /// What it shows, for everyone.
    pub caption: String,
    /// Who took it.
    pub creator: String,
    /// Credit line, to be printed as it stands.
    pub credit: String,
    /// Copyright notice.
    pub copyright: String,
    /// Terms of use.
    pub usage: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// The same at length.
    pub long_description: String,
    /// When it was taken: `2025`, `2025-10` or `2025-10-03`.
    pub date: String,
    /// Last day of the licence, written in the same way.
    pub expires: String,
    /// Whether it may not be shown without colour.
    pub keeps_color: bool,
}

/// A file for the press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Still {
    /// The file.
    pub bytes: Vec<u8>,
    /// Kind of file.
    pub format: Format,
    /// Width in pixels, as it is seen.
    pub width: u32,
    /// Height in pixels, as it is seen.
    pub height: u32,
}

/// Readies a photograph for the press at full size; its compressed pixels stay as they are.
///
/// # Errors
///
/// If it cannot be read, or is a drawing, which has nowhere to write to.
pub fn for_press(bytes: &[u8], facts: &Facts, said: &Description) -> Result<Still, Broken> {
    let (width, height) = facts.upright();
    let block = |exif: Option<&[u8]>, has_profile: bool| {
        let exif = exif.map(exif::read).unwrap_or_default();
        exif::block(facts.orientation, &exif, has_profile)
    };
    let bytes = match facts.format {
        Format::Jpeg => {
            let jpeg = jpeg::read(bytes)?;
            let profile = jpeg.profile();
            let exif = block(jpeg.exif, profile.is_some());
            container::jpeg(&jpeg, profile.as_deref(), exif.as_deref(), said)
        }
        Format::Png => {
            let png = png::read(bytes)?;
            let exif = block(png.exif, png.profile.is_some());
            container::png(&png.kept, exif.as_deref(), said)
        }
        Format::Webp => {
            let webp = webp::read(bytes)?;
            let exif = block(webp.exif, facts.has_profile);
            let profile = webp.profile.filter(|_| facts.has_profile);
            container::webp(&webp, profile, exif.as_deref(), said)
        }
        Format::Svg => return Err(drawing()),
    };
    Ok(Still { bytes, format: facts.format, width, height })
}

/// Readies a smaller one of at most `side` pixels on its long side, upright: a PNG of a PNG and
/// of what is transparent, else a JPEG. Inks become light; other colours keep their profile.
/// None if the photograph is no larger than that.
///
/// # Errors
///
/// If it cannot be decoded, or is a drawing.
pub fn for_screens(
    bytes: &[u8],
    facts: &Facts,
    side: u32,
    said: &Description,
) -> Result<Option<Still>, Broken> {
    if facts.format == Format::Svg {
        return Err(drawing());
    }
    if facts.width.max(facts.height) <= side {
        return Ok(None);
    }
    let mut profile = paper::profile(bytes, facts)?;
    let size = resample::fit((facts.width, facts.height), (side, side));
    let mut pixels = decode::scaled(bytes, facts, size)?;
    if pixels.model == ColorModel::Cmyk {
        color::to_srgb(&mut pixels, profile.take().as_deref());
    }
    let pixels = resample::upright(pixels, facts.orientation);
    let exif = exif_of(bytes, facts)?.map(exif::read).unwrap_or_default();
    let exif = exif::block(Orientation::Upright, &exif, profile.is_some());
    let as_png = facts.format == Format::Png || pixels.alpha.is_some();
    let (bytes, format) = if as_png {
        let plain = encode::png(&pixels, profile.as_deref())?;
        (container::png(&png::read(&plain)?.kept, exif.as_deref(), said), Format::Png)
    } else {
        let plain = encode::jpeg(&pixels, QUALITY)?;
        let jpeg = jpeg::read(&plain)?;
        (container::jpeg(&jpeg, profile.as_deref(), exif.as_deref(), said), Format::Jpeg)
    };
    let Pixels { width, height, .. } = pixels;
    Ok(Some(Still { bytes, format, width, height }))
}

fn exif_of<'a>(bytes: &'a [u8], facts: &Facts) -> Result<Option<&'a [u8]>, Broken> {
    Ok(match facts.format {
        Format::Jpeg => jpeg::read(bytes)?.exif,
        Format::Png => png::read(bytes)?.exif,
        Format::Webp => webp::read(bytes)?.exif,
        Format::Svg => None,
    })
}

fn drawing() -> Broken {
    Broken::new("is a drawing, in which nothing can be written", "hand it out as a drawing")
}
