//! Pixels of any profile to sRGB.

use super::ColorModel;
use super::decode::Pixels;

/// Brings pixels to sRGB in place; says whether anything changed.
pub(super) fn to_srgb(pixels: &mut Pixels, profile: Option<&[u8]>) -> bool {
    let _ = profile;
    if pixels.model == ColorModel::Cmyk {
        pixels.samples = pixels
            .samples
            .chunks_exact(4)
            .flat_map(|p| {
                [0, 1, 2].map(|i: usize| {
                    let light = (255 - u32::from(p[i])) * (255 - u32::from(p[3])) / 255;
                    u8::try_from(light).unwrap_or(255)
                })
            })
            .collect();
        pixels.model = ColorModel::Rgb;
        return true;
    }
    false
}
