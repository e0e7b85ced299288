//! Pixels to JPEG and PNG bytes.
//!
//! The encoders are integer code without vector variants, so the same pixels give the same
//! bytes on every machine.

use ::image::codecs::jpeg::JpegEncoder;
use ::image::codecs::png::{CompressionType, FilterType, PngEncoder};
use ::image::{ExtendedColorType, ImageEncoder};

use super::decode::Pixels;
use super::{Broken, ColorModel};

/// A JPEG of RGB samples.
///
/// # Errors
///
/// If there are fewer or more samples than the measures ask for.
pub fn encode_jpeg(width: u32, height: u32, rgb: &[u8], quality: u8) -> Result<Vec<u8>, Broken> {
    jpeg(&opaque(width, height, rgb)?, quality, None)
}

/// A PNG of RGB samples.
///
/// # Errors
///
/// If there are fewer or more samples than the measures ask for.
pub fn encode_png(width: u32, height: u32, rgb: &[u8]) -> Result<Vec<u8>, Broken> {
    png(&opaque(width, height, rgb)?, None)
}

fn opaque(width: u32, height: u32, rgb: &[u8]) -> Result<Pixels, Broken> {
    if rgb.len() != width as usize * height as usize * 3 || rgb.is_empty() {
        return Err(Broken::damaged("pixels are missing"));
    }
    Ok(Pixels { width, height, model: ColorModel::Rgb, samples: rgb.to_vec(), alpha: None })
}

/// A baseline JPEG of grey or RGB pixels; alpha is left out.
pub(super) fn jpeg(
    pixels: &Pixels,
    quality: u8,
    profile: Option<&[u8]>,
) -> Result<Vec<u8>, Broken> {
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile.to_vec()).map_err(Broken::damaged)?;
    }
    let kind = match pixels.model {
        ColorModel::Gray => ExtendedColorType::L8,
        ColorModel::Rgb => ExtendedColorType::Rgb8,
        ColorModel::Cmyk => return Err(Broken::damaged("its inks were not turned into light")),
    };
    encoder.encode(&pixels.samples, pixels.width, pixels.height, kind).map_err(Broken::damaged)?;
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
