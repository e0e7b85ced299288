//! File bytes to [`Facts`]: which kind of file it is, whether it is whole, what it says.
//!
//! The kind comes from the first bytes, never from a name. Limits are checked before any
//! memory is spent on pixels.

use sha2::{Digest, Sha256};

use super::embedded::{self, Blocks};
use super::{Broken, ColorModel, Embedded, Facts, Format, Orientation};
use super::{exif, icc, jpeg, png, svg, webp};
use crate::base::Limits;

/// The longest side a photograph may have.
const MAX_SIDE: u32 = 32_768;

/// Takes the facts of a photograph or drawing.
///
/// Reads the whole file once but decodes no pixels; a JPEG, PNG or WebP that was cut off is
/// found all the same.
///
/// # Errors
///
/// If it is not a JPEG, PNG, WebP or SVG file, is cut off or damaged, or has more pixels or
/// takes more memory than is usually allowed.
pub fn facts(bytes: &[u8]) -> Result<Facts, Broken> {
    facts_within(bytes, &Limits::default())
}

/// Takes the facts of a photograph that may have so many pixels and take so much memory.
///
/// # Errors
///
/// As [`facts()`].
pub fn facts_within(bytes: &[u8], limits: &Limits) -> Result<Facts, Broken> {
    let mut facts = match format(bytes)? {
        Format::Jpeg => jpeg_facts(bytes),
        Format::Png => png_facts(bytes),
        Format::Webp => webp_facts(bytes),
        Format::Svg => svg_facts(bytes),
    }?;
    let (width, height) = (facts.width, facts.height);
    if width == 0 || height == 0 {
        return Err(Broken::damaged("it says that it has no pixels"));
    }
    let max_pixels = limits.pixels * 1_000_000;
    if MAX_SIDE < width || MAX_SIDE < height || max_pixels < facts.pixels() {
        return Err(Broken::new(
            format!("is too large: {width} by {height} pixels"),
            "scale it down; or if the kit is yours, allow more with `--limit megapixels=…`",
        ));
    }
    facts.length = bytes.len() as u64;
    if limits.memory * 1_000_000 < facts.memory {
        return Err(Broken::new(
            format!("takes too much memory: {} MB", facts.memory / 1_000_000),
            "scale it down, or save it as a JPEG of the usual kind, with light and not with inks, and \
             not progressive; or if the kit is yours, allow more with `--limit photo-memory=…`",
        ));
    }
    facts.sha256 = Sha256::digest(bytes).into();
    Ok(facts)
}

/// The kind of a file, or the name of the kind that it is instead.
fn format(bytes: &[u8]) -> Result<Format, Broken> {
    const OTHERS: [(usize, &[u8], &str); 12] = [
        (0, b"GIF8", "a GIF file"),
        (0, b"BM", "a BMP file"),
        (0, b"II*\0", "a TIFF file or a camera's raw file"),
        (0, b"MM\0*", "a TIFF file or a camera's raw file"),
        (0, b"8BPS", "a Photoshop file"),
        (0, b"%PDF", "a PDF file"),
        (0, b"%!PS", "a PostScript file"),
        (4, b"ftyp", "a HEIC, AVIF or video file"),
        (0, b"\0\0\0\x0CjP  ", "a JPEG 2000 file"),
        (0, b"\xFF\x0A", "a JPEG XL file"),
        (0, b"\x1F\x8B", "a compressed file (perhaps a compressed SVG)"),
        (0, b"PK\x03\x04", "a ZIP archive"),
    ];
    if bytes.is_empty() {
        return Err(Broken::new("is empty", "copy it again from where it came"));
    }
    if bytes.starts_with(b"\xFF\xD8") {
        return Ok(Format::Jpeg);
    }
    if bytes.starts_with(png::SIGNATURE) {
        return Ok(Format::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12).is_none_or(|kind| kind == b"WEBP") {
        return Ok(Format::Webp);
    }
    if svg::is_svg(bytes) {
        return Ok(Format::Svg);
    }
    let other = OTHERS
        .iter()
        .find(|(at, magic, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    let what = other.map_or("no picture that can be printed", |(_, _, name)| name);
    Err(Broken::new(format!("is {what}"), "save it as JPEG, PNG, WebP or SVG"))
}

/// Facts of pixels, to be completed.
fn bare(format: Format, width: u32, height: u32) -> Facts {
    Facts {
        format,
        width,
        height,
        orientation: Orientation::Upright,
        color: ColorModel::Rgb,
        bits: 8,
        alpha: false,
        length: 0,
        memory: 0,
        sha256: [0; 32],
        has_profile: false,
        taken: None,
        adobe_rgb: false,
        private: false,
        embedded: Embedded::default(),
    }
}

fn jpeg_facts(bytes: &[u8]) -> Result<Facts, Broken> {
    let jpeg = jpeg::read(bytes)?;
    let mut facts = bare(Format::Jpeg, jpeg.width, jpeg.height);
    facts.color = jpeg.model();
    facts.has_profile = jpeg.profile().is_some();
    // The file, and its copy without metadata.
    facts.memory = 2 * bytes.len() as u64 + facts.pixels() * jpeg.memory_of_64() / 64;
    let exif = jpeg.exif.map(exif::read).unwrap_or_default();
    (facts.orientation, facts.taken) = (exif.orientation, exif.taken);
    facts.adobe_rgb = exif.adobe_rgb;
    let blocks =
        Blocks { xmp: jpeg.xmp, photoshop: &jpeg.photoshop, exif, own: Embedded::default() };
    (facts.embedded, facts.private) = embedded::merge(blocks);
    Ok(facts)
}

fn png_facts(bytes: &[u8]) -> Result<Facts, Broken> {
    let png = png::read(bytes)?;
    let mut facts = bare(Format::Png, png.width, png.height);
    facts.color = if png.gray { ColorModel::Gray } else { ColorModel::Rgb };
    facts.bits = png.bits;
    facts.alpha = png.alpha;
    facts.has_profile = png.profile.is_some();
    facts.memory = png.memory(bytes.len() as u64);
    let exif = png.exif.map(exif::read).unwrap_or_default();
    (facts.orientation, facts.taken) = (exif.orientation, exif.taken);
    facts.adobe_rgb = exif.adobe_rgb;
    let blocks = Blocks { xmp: png.xmp.as_deref(), photoshop: &[], exif, own: png.own };
    (facts.embedded, facts.private) = embedded::merge(blocks);
    Ok(facts)
}

fn webp_facts(bytes: &[u8]) -> Result<Facts, Broken> {
    let webp = webp::read(bytes)?;
    let mut facts = bare(Format::Webp, webp.width, webp.height);
    facts.alpha = webp.alpha;
    facts.memory = bytes.len() as u64 + facts.pixels() * webp.memory_of_pixel();
    facts.has_profile = webp.profile.is_some_and(|p| icc::usable(p, ColorModel::Rgb));
    let exif = webp.exif.map(exif::read).unwrap_or_default();
    (facts.orientation, facts.taken) = (exif.orientation, exif.taken);
    facts.adobe_rgb = exif.adobe_rgb;
    let blocks = Blocks { xmp: webp.xmp, photoshop: &[], exif, own: Embedded::default() };
    (facts.embedded, facts.private) = embedded::merge(blocks);
    Ok(facts)
}

/// A drawing's facts; it is resolved once without fonts, so that what cannot be kept of it is
/// reported where the photograph is named.
fn svg_facts(bytes: &[u8]) -> Result<Facts, Broken> {
    let drawing = svg::drawing(bytes, &[])?;
    // From points to CSS pixels.
    let pixels = |points: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the range of u32"
        )]
        let pixels = (points / 0.75).round().clamp(1.0, f64::from(u32::MAX)) as u32;
        pixels
    };
    let mut facts = bare(Format::Svg, pixels(drawing.width), pixels(drawing.height));
    facts.alpha = true;
    Ok(facts)
}
