//! File bytes to pixels, for the photographs that cannot go into a book as they are.
//!
//! Eight bits a channel, alpha apart, as stored (not yet upright), scaled on the way. The rows of
//! a PNG are scaled as they come, so that its pixels are never there all at once; the others are
//! scaled where they were decoded to. [`Facts::memory`] is what that takes. The same bytes come out on
//! every machine: PNG and WebP are decoded by integer code, and so is JPEG. `zune-jpeg` picks vector
//! code by the processor and cannot be told not to (its `set_use_unsafe` leaves AVX2 on), but that
//! code is integer code too: built with and without it, 0.5.15 gave the same samples for thirty
//! files of every subsampling, odd sizes, progressive scans and qualities down to 5. A golden pins it.

use std::io::Cursor;

use ::image::codecs::webp::WebPDecoder;
use ::image::{DynamicImage, ImageDecoder};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::resample::{self, Measures, Scaler};
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

/// What the decoder of WebP may take for its tables and profiles, at least.
const LEAST_MEMORY: u64 = 64 << 20;

/// Decodes a whole photograph.
pub(super) fn decode(bytes: &[u8], facts: &Facts) -> Result<Pixels, Broken> {
    scaled(bytes, facts, (facts.width, facts.height))
}

/// Decodes a photograph to another size, as stored: width and height.
pub(super) fn scaled(bytes: &[u8], facts: &Facts, to: Measures) -> Result<Pixels, Broken> {
    match facts.format {
        Format::Jpeg => decode_jpeg(bytes, facts, to),
        Format::Png => decode_png(bytes, facts, to),
        Format::Webp => decode_webp(bytes, facts, to),
        Format::Svg => Err(Broken::new("is a drawing, which has no pixels", "use it as a drawing")),
    }
}

fn decode_jpeg(bytes: &[u8], facts: &Facts, to: Measures) -> Result<Pixels, Broken> {
    let markers = jpeg::read(bytes)?;
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
    let from = (markers.width, markers.height);
    agree(from, facts)?;
    sized(from, samples.len(), model.channels())?;
    let samples = resample::resize(samples, model.channels(), from, to);
    Ok(Pixels { width: to.0, height: to.1, model, samples, alpha: None })
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

/// Decodes row by row; an interlaced picture has no rows until all of it is there.
fn decode_png(bytes: &[u8], facts: &Facts, to: Measures) -> Result<Pixels, Broken> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::EXPAND);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(Broken::damaged)?;
    let from = (reader.info().width, reader.info().height);
    agree(from, facts)?;
    let (color, depth) = reader.output_color_type();
    let deep = depth == png::BitDepth::Sixteen;
    let mut rows = Rows::new(color.samples(), from, to);
    if reader.info().interlaced {
        let size = reader.output_buffer_size();
        let size = size.ok_or_else(|| Broken::damaged("its rows have no length"))?;
        let mut whole = vec![0; size];
        let frame = reader.next_frame(&mut whole).map_err(Broken::damaged)?;
        whole.chunks_exact(frame.line_size.max(1)).for_each(|row| rows.add(row, deep));
    } else {
        while let Some(row) = reader.next_row().map_err(Broken::damaged)? {
            rows.add(row.data(), deep);
        }
    }
    sized(to, rows.out.len(), color.samples())?;
    Ok(parted(color.samples(), rows.out, to))
}

/// Rows of eight or sixteen bits to rows of eight, scaled.
struct Rows {
    scaler: Option<Scaler>,
    narrow: Vec<u8>,
    out: Vec<u8>,
}

impl Rows {
    fn new(channels: usize, from: Measures, to: Measures) -> Rows {
        let scaler = (from != to).then(|| Scaler::new(channels, from, to));
        let out = Vec::with_capacity(to.0 as usize * to.1 as usize * channels);
        Rows { scaler, narrow: Vec::new(), out }
    }

    fn add(&mut self, row: &[u8], deep: bool) {
        let row = if deep {
            let wide =
                row.chunks_exact(2).map(|two| u32::from(u16::from_be_bytes([two[0], two[1]])));
            // To the nearest.
            let byte = |wide: u32| u8::try_from((wide + 128) / 257).unwrap_or(u8::MAX);
            self.narrow.clear();
            self.narrow.extend(wide.map(byte));
            &self.narrow
        } else {
            row
        };
        let Some(scaler) = &mut self.scaler else { return self.out.extend_from_slice(row) };
        scaler.add(row);
        while let Some(row) = scaler.next() {
            self.out.extend_from_slice(row);
        }
    }
}

fn decode_webp(bytes: &[u8], facts: &Facts, to: Measures) -> Result<Pixels, Broken> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(Broken::damaged)?;
    let mut limits = ::image::Limits::default();
    limits.max_alloc = Some(facts.memory.max(LEAST_MEMORY));
    decoder.set_limits(limits).map_err(Broken::damaged)?;
    let decoded = DynamicImage::from_decoder(decoder).map_err(Broken::damaged)?;
    let from = (decoded.width(), decoded.height());
    agree(from, facts)?;
    let (channels, samples) = if decoded.color().has_alpha() {
        (4, decoded.into_rgba8().into_raw())
    } else {
        (3, decoded.into_rgb8().into_raw())
    };
    sized(from, samples.len(), channels)?;
    Ok(parted(channels, resample::resize(samples, channels, from, to), to))
}

/// Parts colour from alpha; an alpha that is opaque everywhere is left out.
fn parted(channels: usize, both: Vec<u8>, (width, height): Measures) -> Pixels {
    let model = if channels < 3 { ColorModel::Gray } else { ColorModel::Rgb };
    let colors = model.channels();
    if channels == colors {
        return Pixels { width, height, model, samples: both, alpha: None };
    }
    let alpha: Vec<u8> = both.iter().skip(colors).step_by(channels).copied().collect();
    let samples = both.chunks_exact(channels).flat_map(|pixel| &pixel[..colors]).copied().collect();
    let opaque = alpha.iter().all(|&a| a == 255);
    Pixels { width, height, model, samples, alpha: (!opaque).then_some(alpha) }
}

/// Proves that a decoder sees the measures that were taken.
fn agree(measures: Measures, facts: &Facts) -> Result<(), Broken> {
    if measures == (facts.width, facts.height) {
        Ok(())
    } else {
        Err(Broken::damaged("its headers contradict each other"))
    }
}

/// Proves that there are as many samples as the measures say.
fn sized((width, height): Measures, samples: usize, channels: usize) -> Result<(), Broken> {
    if samples == width as usize * height as usize * channels {
        Ok(())
    } else {
        Err(Broken::damaged("pixels are missing"))
    }
}
