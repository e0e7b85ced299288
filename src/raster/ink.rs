//! Type and drawings: outlines filled and stroked.

use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use tiny_skia::{
    FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Mask, Paint, Path, PathBuilder,
    Point, RadialGradient, Shader, SpreadMode, Stroke, StrokeDash, Transform,
};

use super::{Canvas, f32_of, solid};
use crate::base;
use crate::font::Face;
use crate::image::{self, Drawing, Gradient, GradientKind, Segment};
use crate::pages::GlyphRun;

impl Canvas {
    /// Draws a run of glyphs; a glyph without an outline, such as a space, draws nothing.
    pub(super) fn text(&mut self, run: &GlyphRun, face: &Face) {
        let Ok(font) = skrifa::FontRef::new(&face.data) else { return };
        let outlines = font.outline_glyphs();
        let size = run.size.to_pt();
        let wide = f64::from(run.scale) / 10_000.0;
        let settings = || DrawSettings::unhinted(Size::new(f32_of(size)), LocationRef::default());
        let paint = solid(run.color, 1.0);
        let mut pen_x = run.origin.x.0;
        for glyph in &run.glyphs {
            let x = base::Length(pen_x + i64::from(glyph.dx)).to_pt();
            let y = (run.origin.y - base::Length(i64::from(glyph.dy))).to_pt();
            pen_x += i64::from(glyph.advance);
            let mut pen = Pen::default();
            let outline = outlines.get(skrifa::GlyphId::from(glyph.id));
            let drawn = outline.is_some_and(|outline| outline.draw(settings(), &mut pen).is_ok());
            let Some(path) = pen.0.finish().filter(|_| drawn) else { continue };
            // Font outlines grow upward, pages downward.
            let place = Transform::from_row(f32_of(wide), 0.0, 0.0, -1.0, f32_of(x), f32_of(y));
            let matrix = self.to_pixels().pre_concat(place);
            self.pixmap.fill_path(&path, &paint, FillRule::Winding, matrix, None);
        }
    }

    /// Draws a vector drawing, scaled to fill `frame`.
    pub(super) fn drawing(&mut self, drawing: &Drawing, frame: &base::Rect) {
        let scale_x = frame.width.to_pt() / drawing.width;
        let scale_y = frame.height.to_pt() / drawing.height;
        let place = Transform::from_row(
            f32_of(scale_x),
            0.0,
            0.0,
            f32_of(scale_y),
            f32_of(frame.x.to_pt()),
            f32_of(frame.y.to_pt()),
        );
        let matrix = self.to_pixels().pre_concat(place);
        let view = self.mask(frame);
        for path in &drawing.paths {
            let mask = view.clone().map(|mask| narrowed(mask, &path.clips, matrix));
            let Some(outline) = outline(&path.segments) else { continue };
            if let Some((paint, rule)) = &path.fill
                && let Some(paint) = shade(paint, path.opacity)
            {
                self.pixmap.fill_path(&outline, &paint, fill_rule(*rule), matrix, mask.as_ref());
            }
            if let Some(stroke) = &path.stroke
                && let Some(paint) = shade(&stroke.paint, path.opacity)
            {
                let line = line(stroke);
                self.pixmap.stroke_path(&outline, &paint, &line, matrix, mask.as_ref());
            }
        }
    }
}

/// A mask cut down to what is inside all clips.
fn narrowed(mut mask: Mask, clips: &[(Vec<Segment>, image::FillRule)], matrix: Transform) -> Mask {
    for (segments, rule) in clips {
        match outline(segments) {
            Some(path) => mask.intersect_path(&path, fill_rule(*rule), true, matrix),
            None => mask.clear(),
        }
    }
    mask
}

fn outline(segments: &[Segment]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for segment in segments {
        match segment {
            Segment::Move([x, y]) => path.move_to(f32_of(*x), f32_of(*y)),
            Segment::Line([x, y]) => path.line_to(f32_of(*x), f32_of(*y)),
            Segment::Curve(first, second, to) => {
                let [first, second, to] = [first, second, to].map(|point| point.map(f32_of));
                path.cubic_to(first[0], first[1], second[0], second[1], to[0], to[1]);
            }
            Segment::Close => path.close(),
        }
    }
    path.finish()
}

fn fill_rule(rule: image::FillRule) -> FillRule {
    match rule {
        image::FillRule::NonZero => FillRule::Winding,
        image::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}

fn line(stroke: &image::Stroke) -> Stroke {
    let dashes: Vec<f32> = stroke.dashes.iter().map(|&length| f32_of(length)).collect();
    Stroke {
        width: f32_of(stroke.width),
        miter_limit: f32_of(stroke.miter_limit),
        line_cap: match stroke.cap {
            1 => LineCap::Round,
            2 => LineCap::Square,
            _ => LineCap::Butt,
        },
        line_join: match stroke.join {
            1 => LineJoin::Round,
            2 => LineJoin::Bevel,
            _ => LineJoin::Miter,
        },
        dash: StrokeDash::new(dashes, f32_of(stroke.dash_offset)),
    }
}

/// A paint; none if it is a gradient of no extent.
fn shade(paint: &image::Paint, opacity: f64) -> Option<Paint<'static>> {
    match paint {
        image::Paint::Solid(color) => Some(solid(*color, opacity)),
        image::Paint::Gradient(gradient) => {
            let shader = shader(gradient, opacity)?;
            Some(Paint { shader, anti_alias: true, ..Paint::default() })
        }
    }
}

fn shader(gradient: &Gradient, opacity: f64) -> Option<Shader<'static>> {
    let point = |[x, y]: [f64; 2]| Point::from_xy(f32_of(x), f32_of(y));
    let stops = gradient
        .stops
        .iter()
        .map(|(offset, color)| {
            let mut color = tiny_skia::Color::from_rgba8(color.r, color.g, color.b, 255);
            color.set_alpha(f32_of(opacity.clamp(0.0, 1.0)));
            GradientStop::new(f32_of(*offset), color)
        })
        .collect();
    let m = gradient.matrix.map(f32_of);
    let matrix = Transform::from_row(m[0], m[1], m[2], m[3], m[4], m[5]);
    match gradient.kind {
        GradientKind::Linear { from, to } => {
            LinearGradient::new(point(from), point(to), stops, SpreadMode::Pad, matrix)
        }
        GradientKind::Radial { focus, center, radius } => RadialGradient::new(
            point(focus),
            0.0,
            point(center),
            f32_of(radius),
            stops,
            SpreadMode::Pad,
            matrix,
        ),
    }
}

/// Collects a glyph's outline.
#[derive(Default)]
struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.0.quad_to(cx0, cy0, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.cubic_to(cx0, cy0, cx1, cy1, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
