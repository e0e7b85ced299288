//! Writes type as filled outlines, for letters that are seen but not to be read.
//!
//! A run of glyphs comes in, path operators go out. A glyph without an outline paints nothing.

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};

use super::content::Painter;
use super::drawing;
use crate::base::{Length, Rect};
use crate::image::{Drawing, FillRule, Paint, Path, Segment};
use crate::pages::GlyphRun;

/// Paints the outlines of a run.
pub(super) fn draw(painter: &mut Painter<'_>, run: &GlyphRun) {
    let face = painter.book.fonts.face(run.face);
    let Ok(font) = skrifa::FontRef::new(&face.data) else { return };
    let outlines = font.outline_glyphs();
    // In units of the face, which are whole numbers.
    let settings = || DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    let em = run.size.to_pt() / f64::from(face.metrics.units_per_em);
    // Room for what reaches out of the em.
    let frame = Rect {
        x: run.origin.x - run.size,
        y: run.origin.y - run.size * 2,
        width: run.width() + run.size * 2,
        height: run.size * 3,
    };
    let mut segments = Vec::new();
    let mut x = run.size;
    for glyph in &run.glyphs {
        let mut pen = Pen {
            x: (x + Length(i64::from(glyph.dx))).to_pt(),
            y: (run.size * 2 - Length(i64::from(glyph.dy))).to_pt(),
            scale: [em * f64::from(run.scale) / 10_000.0, em],
            at: [0.0; 2],
            segments: Vec::new(),
        };
        x += Length(i64::from(glyph.advance));
        if let Some(outline) = outlines.get(skrifa::GlyphId::from(glyph.id))
            && outline.draw(settings(), &mut pen).is_ok()
        {
            segments.append(&mut pen.segments);
        }
    }
    let path = Path {
        segments,
        fill: Some((Paint::Solid(run.color), FillRule::NonZero)),
        stroke: None,
        clips: Vec::new(),
        opacity: 1.0,
    };
    let (width, height) = (frame.width.to_pt(), frame.height.to_pt());
    drawing::draw(painter, &Drawing { width, height, paths: vec![path] }, &frame);
}

/// Collects an outline, in points from the top left of its frame.
struct Pen {
    x: f64,
    y: f64,
    /// Points for a unit of the face, across and upward.
    scale: [f64; 2],
    /// The current point, in units of the face.
    at: [f32; 2],
    segments: Vec<Segment>,
}

impl Pen {
    fn place(&self, x: f32, y: f32) -> [f64; 2] {
        [self.x + f64::from(x) * self.scale[0], self.y - f64::from(y) * self.scale[1]]
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = [x, y];
        self.segments.push(Segment::Move(self.place(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.at = [x, y];
        self.segments.push(Segment::Line(self.place(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        // A quadratic curve raised to a cubic one.
        let toward = |from: f32, control: f32| from + (control - from) * 2.0 / 3.0;
        let [from_x, from_y] = self.at;
        self.curve_to(toward(from_x, cx), toward(from_y, cy), toward(x, cx), toward(y, cy), x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.at = [x, y];
        let curve = Segment::Curve(self.place(ax, ay), self.place(bx, by), self.place(x, y));
        self.segments.push(curve);
    }

    fn close(&mut self) {
        self.segments.push(Segment::Close);
    }
}
