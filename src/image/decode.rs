//! File bytes to pixels, for the photographs that cannot go into a book as they are.
//!
//! Eight bits a channel, alpha apart, as stored (not yet upright). The same bytes come out on
//! every machine: PNG and WebP are decoded by integer code, and so is JPEG. `zune-jpeg` picks vector
//! code by the processor and cannot be told not to (its `set_use_unsafe` leaves AVX2 on), but that
//! code is integer code too: built with and without it, 0.5.15 gave the same samples for thirty
//! files of every subsampling, odd sizes, progressive scans and qualities down to 5. A golden pins it.

use std::io::Cursor;

use ::image::codecs::{png::PngDecoder, webp::WebPDecoder};
use ::image::{DynamicImage, ImageDecoder};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::{Broken, ColorModel, Facts, Format, jpeg};

/// A decoded photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) model: ColorModel,
    /// Row by row, channels side by side; inks from 0 (none) to 255.
    pub(super) samples: Vec<u8>,
    /// One byte a pixel, 255 opaque.
    pub(super) alpha: Option<Vec<u8>>,
}

impl ColorModel {
    /// Channels of a pixel.
    pub(super) fn channels(self) -> usize {
        match self {
            ColorModel::Gray => 1,
            ColorModel::Rgb => 3,
            ColorModel::Cmyk => 4,
        }
    }
}

/// The most bytes that decoding one photograph may take, if it does not have more pixels than
/// others may.
const MAX_MEMORY: u64 = 480 << 20;

/// The most bytes for each pixel of a larger one.
const MAX_PER_PIXEL: u64 = 5;

fn max_memory(width: u32, height: u32) -> u64 {
    MAX_MEMORY.max(u64::from(width) * u64::from(height) * MAX_PER_PIXEL)
}

/// Decodes a whole photograph.
pub(super) fn decode(bytes: &[u8], facts: &Facts) -> Result<Pixels, Broken> {
    match facts.format {
        Format::Jpeg => decode_jpeg(bytes),
        Format::Png => {
            let decoder = PngDecoder::new(Cursor::new(bytes)).map_err(Broken::damaged)?;
            from_image(decoder, facts)
        }
        Format::Webp => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(Broken::damaged)?;
            from_image(decoder, facts)
        }
        Format::Svg => Err(Broken::new("is a drawing, which has no pixels", "use it as a drawing")),
    }
}

fn decode_jpeg(bytes: &[u8]) -> Result<Pixels, Broken> {
    let markers = jpeg::read(bytes)?;
    let scans = if markers.progressive { 2 * u64::from(markers.density) } else { 0 };
    check_memory(markers.width, markers.height, scans + 64 * u64::from(markers.components))?;
    let bytes = markers.without_metadata();
    // Strict, so that a scan that ends early or makes no sense is an error and not half a picture.
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes.as_slice()), options);
    decoder.decode_headers().map_err(Broken::damaged)?;
    let stored = decoder.input_colorspace();
    let (wanted, model) = match (stored, markers.components) {
        (Some(ColorSpace::Luma), 1) => (ColorSpace::Luma, ColorModel::Gray),
        (Some(ColorSpace::YCbCr | ColorSpace::RGB), 3) => (ColorSpace::RGB, ColorModel::Rgb),
        (Some(space @ (ColorSpace::CMYK | ColorSpace::YCCK)), 4) => (space, ColorModel::Cmyk),
        _ => return Err(Broken::damaged("its colour channels contradict each other")),
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let mut samples = decoder.decode().map_err(Broken::damaged)?;
    if wanted == ColorSpace::YCCK {
        samples.chunks_exact_mut(4).for_each(ycck_to_cmyk);
    }
    // Programs that mark a file as Adobe's store inks upside down.
    if model == ColorModel::Cmyk && markers.adobe.is_some() {
        for ink in &mut samples {
            *ink = 255 - *ink;
        }
    }
    sized(Pixels { width: markers.width, height: markers.height, model, samples, alpha: None })
}

/// Refuses a photograph whose decoding takes too much; `per_64` is bytes for each 64 pixels.
fn check_memory(width: u32, height: u32, per_64: u64) -> Result<(), Broken> {
    let bytes = u64::from(width) * u64::from(height) * per_64 / 64;
    if max_memory(width, height) < bytes {
        return Err(Broken::new(
            format!("takes too much memory: {width} by {height} pixels of this kind"),
            "scale it down, or save it with 8 bits a channel (and a JPEG without progressive scans)",
        ));
    }
    Ok(())
}

/// Y, Cb, Cr and K to inks (T.871, 7, then the complement), in 16-bit fixed point.
fn ycck_to_cmyk(pixel: &mut [u8]) {
    let [y, cb, cr] = [0, 1, 2].map(|i: usize| i32::from(pixel[i]));
    let (cb, cr) = (cb - 128, cr - 128);
    let half = 1 << 15;
    let red = y + ((91_881 * cr + half) >> 16);
    let green = y - ((22_554 * cb + 46_802 * cr + half) >> 16);
    let blue = y + ((116_130 * cb + half) >> 16);
    for (ink, light) in pixel.iter_mut().zip([red, green, blue]) {
        *ink = 255 - u8::try_from(light.clamp(0, 255)).expect("clamped to a byte");
    }
}

/// Decodes through the `image` crate, then splits off alpha.
fn from_image(mut decoder: impl ImageDecoder, facts: &Facts) -> Result<Pixels, Broken> {
    // The decoded picture, and what is made of it: eight bits a channel, then colour and alpha apart.
    let stored = u64::from(decoder.color_type().bytes_per_pixel());
    let channels = u64::from(decoder.color_type().channel_count());
    check_memory(facts.width, facts.height, 64 * (stored + channels))?;
    let mut limits = ::image::Limits::default();
    limits.max_alloc = Some(max_memory(facts.width, facts.height));
    decoder.set_limits(limits).map_err(Broken::damaged)?;
    let decoded = DynamicImage::from_decoder(decoder).map_err(Broken::damaged)?;
    let (width, height) = (decoded.width(), decoded.height());
    if (width, height) != (facts.width, facts.height) {
        return Err(Broken::damaged("its headers contradict each other"));
    }
    let gray = matches!(
        decoded,
        DynamicImage::ImageLuma8(_)
            | DynamicImage::ImageLumaA8(_)
            | DynamicImage::ImageLuma16(_)
            | DynamicImage::ImageLumaA16(_)
    );
    let has_alpha = decoded.color().has_alpha();
    let (model, samples, alpha) = match (gray, has_alpha) {
        (true, false) => (ColorModel::Gray, decoded.into_luma8().into_raw(), None),
        (false, false) => (ColorModel::Rgb, decoded.into_rgb8().into_raw(), None),
        (true, true) => split(ColorModel::Gray, &decoded.into_luma_alpha8().into_raw()),
        (false, true) => split(ColorModel::Rgb, &decoded.into_rgba8().into_raw()),
    };
    sized(Pixels { width, height, model, samples, alpha })
}

/// Parts colour from alpha; an alpha that is opaque everywhere is left out.
fn split(model: ColorModel, both: &[u8]) -> (ColorModel, Vec<u8>, Option<Vec<u8>>) {
    let channels = model.channels();
    let pixels = both.chunks_exact(channels + 1);
    let mut samples = Vec::with_capacity(pixels.len() * channels);
    let mut alpha = Vec::with_capacity(pixels.len());
    for pixel in pixels {
        samples.extend_from_slice(&pixel[..channels]);
        alpha.push(pixel[channels]);
    }
    let opaque = alpha.iter().all(|&a| a == 255);
    (model, samples, (!opaque).then_some(alpha))
}

/// Proves that there are as many samples as the measures say.
fn sized(pixels: Pixels) -> Result<Pixels, Broken> {
    let wanted = pixels.width as usize * pixels.height as usize * pixels.model.channels();
    if pixels.samples.len() == wanted {
        Ok(pixels)
    } else {
        Err(Broken::damaged("pixels are missing"))
    }
}
