//! A photograph as the screen shows it: upright, sRGB, scaled to its place.

use super::decode::decode;
use super::{Broken, ColorModel, Facts, color, paper, resample};

/// Pixels for the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screen {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green, blue, each multiplied by alpha, and alpha.
    pub rgba: Vec<u8>,
}

/// Decodes a photograph and scales it to exactly `size` (width, height), upright.
///
/// It is never enlarged; one with fewer pixels comes back with those it has.
///
/// # Errors
///
/// If it cannot be decoded, or is a drawing.
pub fn for_screen(bytes: &[u8], facts: &Facts, size: (u32, u32)) -> Result<Screen, Broken> {
    let profile = paper::profile(bytes, facts)?;
    let mut pixels = decode(bytes, facts)?;
    let (max_width, max_height) =
        if facts.orientation.swaps_sides() { (size.1, size.0) } else { size };
    let width = max_width.clamp(1, pixels.width);
    let height = max_height.clamp(1, pixels.height);
    if (width, height) != (pixels.width, pixels.height) {
        pixels = resample::resize(&pixels, width, height);
    }
    color::to_srgb(&mut pixels, profile.as_deref());
    let pixels = resample::upright(pixels, facts.orientation);
    let channels = pixels.model.channels();
    let mut rgba = Vec::with_capacity(pixels.samples.len() / channels * 4);
    for (i, pixel) in pixels.samples.chunks_exact(channels).enumerate() {
        let alpha = pixels.alpha.as_ref().map_or(255, |alpha| alpha[i]);
        let times = |sample: u8| {
            let product = (u32::from(sample) * u32::from(alpha) + 127) / 255;
            u8::try_from(product).unwrap_or(sample)
        };
        let [r, g, b] = match pixels.model {
            ColorModel::Gray => [pixel[0]; 3],
            _ => [pixel[0], pixel[1], pixel[2]],
        };
        rgba.extend([times(r), times(g), times(b), alpha]);
    }
    Ok(Screen { width: pixels.width, height: pixels.height, rgba })
}
