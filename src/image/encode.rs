//! Pixels to JPEG and PNG bytes.
//!
//! The encoders are integer code without vector variants (`jpeg-encoder` has them behind a
//! feature that is off), so the same pixels give the same bytes on every machine.

use ::image::codecs::png::{CompressionType, FilterType, PngEncoder};
use ::image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder};

use super::decode::Pixels;
use super::{Broken, ColorModel};

/// A JPEG of pixels of four bytes: red, green, blue, and one that is not looked at.
///
/// # Errors
///
/// If there are fewer samples than the measures ask for, or a side is too long for a JPEG.
pub fn encode_jpeg(width: u32, height: u32, rgba: &[u8], quality: u8) -> Result<Vec<u8>, Broken> {
    baseline(width, height, rgba, ColorType::Rgba, quality, None)
}

/// A PNG of pixels of four bytes: red, green, blue, and one that is not looked at.
///
/// # Errors
///
/// If there are fewer or more samples than the measures ask for.
pub fn encode_png(width: u32, height: u32, rgba: &[u8]) -> Result<Vec<u8>, Broken> {
    if rgba.len() != width as usize * height as usize * 4 || rgba.is_empty() {
        return Err(Broken::damaged("pixels are missing"));
    }
    let samples = rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    png(&Pixels { width, height, model: ColorModel::Rgb, samples, alpha: None }, None)
}

/// A baseline JPEG of grey or RGB pixels; alpha is left out.
pub(super) fn jpeg(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, Broken> {
    jpeg_with(pixels, quality, None)
}

/// The same with a profile.
pub(super) fn jpeg_with(
    pixels: &Pixels,
    quality: u8,
    profile: Option<&[u8]>,
) -> Result<Vec<u8>, Broken> {
    let kind = match pixels.model {
        ColorModel::Gray => ColorType::Luma,
        ColorModel::Rgb => ColorType::Rgb,
        ColorModel::Cmyk => return Err(Broken::damaged("its inks were not turned into light")),
    };
    baseline(pixels.width, pixels.height, &pixels.samples, kind, quality, profile)
}

/// Encodes; below a quality of 90 two by two pixels share their colour, as in most JPEGs.
fn baseline(
    width: u32,
    height: u32,
    samples: &[u8],
    kind: ColorType,
    quality: u8,
    profile: Option<&[u8]>,
) -> Result<Vec<u8>, Broken> {
    let side = |side: u32| {
        u16::try_from(side).map_err(|_| Broken::damaged("a side has more pixels than a JPEG can"))
    };
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, quality);
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).map_err(Broken::damaged)?;
    }
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder.encode(samples, side(width)?, side(height)?, kind).map_err(Broken::damaged)?;
    Ok(out)
}

/// A PNG of grey or RGB pixels with their alpha.
pub(super) fn png(pixels: &Pixels, profile: Option<&[u8]>) -> Result<Vec<u8>, Broken> {
    let mut out = Vec::new();
    let mut encoder =
        PngEncoder::new_with_quality(&mut out, CompressionType::Default, FilterType::Adaptive);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile.to_vec()).map_err(Broken::damaged)?;
    }
    let (gray, has_alpha) = (pixels.model == ColorModel::Gray, pixels.alpha.is_some());
    let kind = match (gray, has_alpha) {
        (true, false) => ExtendedColorType::L8,
        (true, true) => ExtendedColorType::La8,
        (false, false) => ExtendedColorType::Rgb8,
        (false, true) => ExtendedColorType::Rgba8,
    };
    let samples = joined(pixels);
    encoder.write_image(&samples, pixels.width, pixels.height, kind).map_err(Broken::damaged)?;
    Ok(out)
}

/// Samples with alpha between them again.
fn joined(pixels: &Pixels) -> Vec<u8> {
    let Some(alpha) = &pixels.alpha else { return pixels.samples.clone() };
    let channels = pixels.model.channels();
    let mut both = Vec::with_capacity(pixels.samples.len() + alpha.len());
    for (pixel, &alpha) in pixels.samples.chunks_exact(channels).zip(alpha) {
        both.extend_from_slice(pixel);
        both.push(alpha);
    }
    both
}
