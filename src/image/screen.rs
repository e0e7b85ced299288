//! A photograph as the screen shows it: upright, sRGB, scaled to its place.

use super::{Broken, ColorModel, Facts, color, decode, paper, resample};

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
    let (max_width, max_height) =
        if facts.orientation.swaps_sides() { (size.1, size.0) } else { size };
    let to = (max_width.clamp(1, facts.width), max_height.clamp(1, facts.height));
    let mut pixels = decode::scaled(bytes, facts, to)?;
    color::to_srgb(&mut pixels, profile.as_deref());
    let pixels = resample::upright(pixels, facts.orientation);
    let mut rgba: Vec<u8> = match pixels.model {
        ColorModel::Gray => pixels.samples.iter().flat_map(|&g| [g, g, g, 255]).collect(),
        _ => pixels.samples.chunks_exact(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect(),
    };
    if let Some(alpha) = &pixels.alpha {
        rgba.chunks_exact_mut(4).zip(alpha).for_each(|(pixel, &alpha)| multiply(pixel, alpha));
    }
    Ok(Screen { width: pixels.width, height: pixels.height, rgba })
}

/// Multiplies a pixel of four bytes by its alpha.
fn multiply(pixel: &mut [u8], alpha: u8) {
    for sample in &mut pixel[..3] {
        let product = (u32::from(*sample) * u32::from(alpha) + 127) / 255;
        *sample = u8::try_from(product).expect("no more than the sample");
    }
    pixel[3] = alpha;
}
