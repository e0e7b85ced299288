//! Photographs: decoded once, scaled to their place, turned upright and clipped.

use std::io;
use std::ops::Range;

use tiny_skia::{FilterQuality, IntSize, Pixmap, PixmapPaint, Transform};

use super::{Canvas, f32_of};
use crate::base::Rect;
use crate::image::{self, Facts, Screen};

/// Places reach no further than this many pixels from the page's corner.
const FARTHEST: f64 = 1_000_000.0;

impl Canvas {
    /// Draws a photograph so that the whole of it would fill `frame`, as far as `clip` shows it.
    /// Both are moved to whole pixels, so that edges are sharp.
    pub(super) fn photo(
        &mut self,
        bytes: &[u8],
        facts: &Facts,
        frame: &Rect,
        clip: &Rect,
    ) -> io::Result<()> {
        let place = self.place(frame);
        let size = (side(&place.columns), side(&place.rows));
        if size.0 == 0 || size.1 == 0 {
            return Ok(());
        }
        let shown = image::for_screen(bytes, facts, size)
            .map_err(|broken| io::Error::new(io::ErrorKind::InvalidData, broken.to_string()))?;
        if (shown.width, shown.height) == size {
            self.lay(&shown, &place, &self.place(clip));
        } else {
            self.stretch(shown, &place, clip);
        }
        Ok(())
    }

    /// The pixels that a rectangle in points covers, to the nearest.
    fn place(&self, rect: &Rect) -> Place {
        let pixel = |points: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "clamped to a picture's measures")]
            let pixel = (points * self.scale).round().clamp(-FARTHEST, FARTHEST) as i32;
            pixel
        };
        let columns = pixel(rect.x.to_pt())..pixel(rect.right().to_pt());
        let rows = pixel(rect.y.to_pt())..pixel(rect.bottom().to_pt());
        Place { columns, rows }
    }

    /// Lays pixels over those that are there, one for one.
    fn lay(&mut self, shown: &Screen, place: &Place, clip: &Place) {
        let (width, height) = (self.pixmap.width(), self.pixmap.height());
        let columns = meet(&place.columns, &clip.columns, width);
        let rows = meet(&place.rows, &clip.rows, height);
        let count = side(&columns) as usize;
        if count == 0 {
            return;
        }
        let at = |x: i32, y: i32, width: u32| {
            let pixel = i64::from(y) * i64::from(width) + i64::from(x);
            usize::try_from(pixel * 4).expect("inside the picture")
        };
        for y in rows {
            let from = at(columns.start - place.columns.start, y - place.rows.start, shown.width);
            let to = at(columns.start, y, width);
            let over = shown.rgba[from..].chunks_exact(4).take(count);
            let under = self.pixmap.data_mut()[to..].chunks_exact_mut(4);
            under.zip(over).for_each(|(under, over)| mix(under, over));
        }
    }

    /// Draws a photograph that has fewer pixels than its place.
    fn stretch(&mut self, shown: Screen, place: &Place, clip: &Rect) {
        let size = IntSize::from_wh(shown.width, shown.height);
        let Some(pixmap) = size.and_then(|size| Pixmap::from_vec(shown.rgba, size)) else { return };
        let scale = |to: &Range<i32>, from: u32| f32_of(f64::from(side(to)) / f64::from(from));
        let matrix = Transform::from_row(
            scale(&place.columns, pixmap.width()),
            0.0,
            0.0,
            scale(&place.rows, pixmap.height()),
            f32_of(f64::from(place.columns.start)),
            f32_of(f64::from(place.rows.start)),
        );
        let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
        let mask = self.mask(clip);
        self.pixmap.draw_pixmap(0, 0, pixmap.as_ref(), &paint, matrix, mask.as_ref());
    }
}

/// A place on the canvas, or reaching out of it, in whole pixels.
struct Place {
    columns: Range<i32>,
    rows: Range<i32>,
}

fn side(range: &Range<i32>) -> u32 {
    u32::try_from(range.end - range.start).unwrap_or(0)
}

/// What two ranges have in common, below an end.
fn meet(a: &Range<i32>, b: &Range<i32>, end: u32) -> Range<i32> {
    let end = i32::try_from(end).unwrap_or(i32::MAX);
    a.start.max(b.start).max(0)..a.end.min(b.end).min(end)
}

/// One pixel over another, both multiplied by their alpha.
fn mix(under: &mut [u8], over: &[u8]) {
    let rest = 255 - u32::from(over[3]);
    for (under, &over) in under.iter_mut().zip(over) {
        let sum = u32::from(over) + (u32::from(*under) * rest + 127) / 255;
        *under = u8::try_from(sum).unwrap_or(255);
    }
}
