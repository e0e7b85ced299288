//! Pages to pixels (`tiny-skia`): the ebook's cover, previews, pictures for the README.
//!
//! A page comes in, a [`Bitmap`] goes out; it moves nothing and measures nothing. All photographs
//! of a page are decoded one after the other, never two at once.

mod ink;
mod picture;
#[cfg(test)]
mod tests;

use std::io;

use tiny_skia::{Color, FillRule, IntSize, Mask, Paint, PathBuilder, Pixmap, Rect, Transform};

use crate::base;
use crate::font::FontSet;
use crate::image::{Broken, PhotoBytes, encode_jpeg, encode_png};
use crate::pages::{Draw, Page, Pages};

/// A picture of a page on white paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bitmap {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green and blue of every pixel in sRGB and an alpha of 255, row by row.
    pub rgba: Vec<u8>,
}

/// The widest picture that is drawn.
const MAX_WIDTH: u32 = 8_192;

/// Draws one page, `width_px` pixels wide and as high as its shape asks.
///
/// # Errors
///
/// If a photograph can no longer be read or decoded, or the page is of no size that can be drawn.
pub fn draw(
    page: &Page,
    pages: &Pages,
    fonts: &FontSet,
    photos: &dyn PhotoBytes,
    width_px: u32,
) -> io::Result<Bitmap> {
    let no_size = || io::Error::other("the page has no size that can be drawn");
    let width_px = width_px.clamp(1, MAX_WIDTH);
    let (width, height) = (page.size.width.0, page.size.height.0);
    if width <= 0 || height <= 0 {
        return Err(no_size());
    }
    let height_px =
        (i128::from(height) * i128::from(width_px) + i128::from(width) / 2) / i128::from(width);
    let height_px = u32::try_from(height_px).map_err(|_| no_size())?.clamp(1, 2 * MAX_WIDTH);
    let size = IntSize::from_wh(width_px, height_px).ok_or_else(no_size)?;
    let white = vec![255; width_px as usize * height_px as usize * 4];
    let pixmap = Pixmap::from_vec(white, size).ok_or_else(no_size)?;
    let scale = f64::from(width_px) / page.size.width.to_pt();
    let mut canvas = Canvas { pixmap, scale };
    for item in &page.items {
        match &item.draw {
            Draw::Text(run) | Draw::Shape(run) => canvas.text(run, fonts.face(run.face)),
            Draw::Unseen(_) | Draw::Slip { .. } => {}
            Draw::Fill { rect, color, opacity } => canvas.fill(rect, *color, *opacity),
            Draw::Photo { photo, frame, clip } => {
                let facts = pages.photos.get(photo.0 as usize).ok_or_else(|| {
                    io::Error::other("the page names a photograph that is not there")
                })?;
                canvas.photo(&photos.bytes(*photo)?, facts, frame, clip)?;
            }
            Draw::Drawing { drawing, frame } => canvas.drawing(drawing, frame),
        }
    }
    Ok(canvas.finish())
}

/// A JPEG of a picture.
///
/// # Errors
///
/// If the picture's pixels do not match its measures.
pub fn jpeg(bitmap: &Bitmap, quality: u8) -> Result<Vec<u8>, Broken> {
    encode_jpeg(bitmap.width, bitmap.height, &bitmap.rgba, quality)
}

/// A PNG of a picture.
///
/// # Errors
///
/// If the picture's pixels do not match its measures.
pub fn png(bitmap: &Bitmap) -> Result<Vec<u8>, Broken> {
    encode_png(bitmap.width, bitmap.height, &bitmap.rgba)
}

/// The picture in the making.
struct Canvas {
    pixmap: Pixmap,
    /// Pixels to a point.
    scale: f64,
}

#[expect(clippy::cast_possible_truncation, reason = "pixel coordinates need no more than f32")]
fn f32_of(value: f64) -> f32 {
    value as f32
}

/// A flat colour with an opacity of 0 to 1.
fn solid(color: base::Color, opacity: f64) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    let mut color = Color::from_rgba8(color.r, color.g, color.b, 255);
    color.set_alpha(f32_of(opacity.clamp(0.0, 1.0)));
    paint.set_color(color);
    paint
}

impl Canvas {
    /// From points on the page to pixels.
    fn to_pixels(&self) -> Transform {
        let scale = f32_of(self.scale);
        Transform::from_scale(scale, scale)
    }

    /// A rectangle in points.
    fn rect(rect: &base::Rect) -> Option<Rect> {
        Rect::from_ltrb(
            f32_of(rect.x.to_pt()),
            f32_of(rect.y.to_pt()),
            f32_of(rect.right().to_pt()),
            f32_of(rect.bottom().to_pt()),
        )
    }

    fn fill(&mut self, rect: &base::Rect, color: base::Color, opacity: u8) {
        let Some(rect) = Self::rect(rect) else { return };
        let paint = solid(color, f64::from(opacity) / 100.0);
        let path = PathBuilder::from_rect(rect);
        self.pixmap.fill_path(&path, &paint, FillRule::Winding, self.to_pixels(), None);
    }

    /// A mask that lets through what is inside a rectangle.
    fn mask(&self, rect: &base::Rect) -> Option<Mask> {
        let mut mask = Mask::new(self.pixmap.width(), self.pixmap.height())?;
        let path = PathBuilder::from_rect(Self::rect(rect)?);
        mask.fill_path(&path, FillRule::Winding, true, self.to_pixels());
        Some(mask)
    }

    /// The picture, which is opaque everywhere.
    fn finish(self) -> Bitmap {
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        Bitmap { width, height, rgba: self.pixmap.take() }
    }
}
