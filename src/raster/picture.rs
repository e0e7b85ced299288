//! Photographs: decoded once, scaled to their place, turned upright and clipped.

use std::io;

use tiny_skia::{FilterQuality, IntSize, Pixmap, PixmapPaint, Transform};

use super::{Canvas, f32_of};
use crate::base::Rect;
use crate::image::{self, Facts};

impl Canvas {
    /// Draws a photograph so that the whole of it would fill `frame`, as far as `clip` shows it.
    pub(super) fn photo(
        &mut self,
        bytes: &[u8],
        facts: &Facts,
        frame: &Rect,
        clip: &Rect,
    ) -> io::Result<()> {
        let (frame_width, frame_height) = (frame.width.to_pt(), frame.height.to_pt());
        if frame_width <= 0.0 || frame_height <= 0.0 {
            return Ok(());
        }
        let size = (self.pixels(frame_width), self.pixels(frame_height));
        let shown = image::for_screen(bytes, facts, size)
            .map_err(|broken| io::Error::new(io::ErrorKind::InvalidData, broken.to_string()))?;
        let Some(pixmap) = premultiplied(shown) else { return Ok(()) };
        let place = Transform::from_row(
            f32_of(frame_width * self.scale / f64::from(pixmap.width())),
            0.0,
            0.0,
            f32_of(frame_height * self.scale / f64::from(pixmap.height())),
            f32_of(frame.x.to_pt() * self.scale),
            f32_of(frame.y.to_pt() * self.scale),
        );
        let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
        let mask = self.mask(clip);
        self.pixmap.draw_pixmap(0, 0, pixmap.as_ref(), &paint, place, mask.as_ref());
        Ok(())
    }

    /// A length in points as whole pixels, at least one.
    fn pixels(&self, points: f64) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to what a picture may measure"
        )]
        let pixels = (points * self.scale).round().clamp(1.0, 16_384.0) as u32;
        pixels
    }
}

/// Pixels as tiny-skia wants them.
fn premultiplied(screen: image::Screen) -> Option<Pixmap> {
    let size = IntSize::from_wh(screen.width, screen.height)?;
    Pixmap::from_vec(screen.rgba, size)
}
