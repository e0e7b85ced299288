//! One path of a resolved SVG to a [`Path`] in the drawing's points: its outline, paint and stroke.

use usvg::tiny_skia_path::{Path as SkPath, PathSegment, Transform};

use super::unsupported;
use crate::base::Color;
use crate::image::{Broken, FillRule, Gradient, GradientKind, Paint, Path, Segment, Stroke};

/// A filled area.
pub(super) fn fill_path(
    data: &SkPath,
    fill: &usvg::Fill,
    matrix: Transform,
) -> Result<Path, Broken> {
    let (paint, opacity) = paint(fill.paint(), matrix)?;
    Ok(Path {
        segments: segments(data, matrix),
        fill: Some((paint, fill_rule(fill.rule()))),
        stroke: None,
        clips: Vec::new(),
        opacity: opacity * f64::from(fill.opacity().get()),
    })
}

/// A stroke; where its matrix is no even scaling, the area that the pen covers.
pub(super) fn stroke_path(
    data: &SkPath,
    stroke: &usvg::Stroke,
    matrix: Transform,
) -> Result<Option<Path>, Broken> {
    let (paint, opacity) = paint(stroke.paint(), matrix)?;
    let opacity = opacity * f64::from(stroke.opacity().get());
    let clips = Vec::new();
    let Some(scale) = even_scale(matrix) else {
        let pen = stroke.to_tiny_skia();
        let dashed = pen.dash.as_ref().and_then(|dash| data.dash(dash, 1.0));
        let Some(area) = dashed.as_ref().unwrap_or(data).stroke(&pen, 4.0) else { return Ok(None) };
        let fill = Some((paint, FillRule::NonZero));
        return Ok(Some(Path {
            segments: segments(&area, matrix),
            fill,
            stroke: None,
            clips,
            opacity,
        }));
    };
    let dashes = stroke.dasharray().unwrap_or_default();
    let stroke = Stroke {
        paint,
        width: f64::from(stroke.width().get()) * scale,
        cap: match stroke.linecap() {
            usvg::LineCap::Butt => 0,
            usvg::LineCap::Round => 1,
            usvg::LineCap::Square => 2,
        },
        join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => 0,
            usvg::LineJoin::Round => 1,
            usvg::LineJoin::Bevel => 2,
        },
        miter_limit: f64::from(stroke.miterlimit().get()),
        dashes: dashes.iter().map(|&length| f64::from(length) * scale).collect(),
        dash_offset: f64::from(stroke.dashoffset()) * scale,
    };
    let segments = segments(data, matrix);
    Ok(Some(Path { segments, fill: None, stroke: Some(stroke), clips, opacity }))
}

/// The factor of a matrix that scales evenly, whether or not it also turns.
fn even_scale(matrix: Transform) -> Option<f64> {
    let (a, b) = (f64::from(matrix.sx), f64::from(matrix.ky));
    let (c, d) = (f64::from(matrix.kx), f64::from(matrix.sy));
    let (first, second) = (a * a + b * b, c * c + d * d);
    let is_even = (first - second).abs() <= 1e-4 * first && (a * c + b * d).abs() <= 1e-4 * first;
    is_even.then(|| first.sqrt())
}

pub(super) fn fill_rule(rule: usvg::FillRule) -> FillRule {
    match rule {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}

/// A paint and the opacity that it brings along.
fn paint(paint: &usvg::Paint, matrix: Transform) -> Result<(Paint, f64), Broken> {
    let (gradient, kind) = match paint {
        usvg::Paint::Color(color) => return Ok((Paint::Solid(self::color(*color)), 1.0)),
        usvg::Paint::Pattern(_) => return Err(unsupported("a pattern")),
        usvg::Paint::LinearGradient(linear) => {
            let from = [f64::from(linear.x1()), f64::from(linear.y1())];
            let to = [f64::from(linear.x2()), f64::from(linear.y2())];
            (&***linear, GradientKind::Linear { from, to })
        }
        usvg::Paint::RadialGradient(radial) => {
            if 0.0 < radial.fr().get() {
                return Err(unsupported("a gradient with a focal radius"));
            }
            let focus = [f64::from(radial.fx()), f64::from(radial.fy())];
            let center = [f64::from(radial.cx()), f64::from(radial.cy())];
            let radius = f64::from(radial.r().get());
            (&***radial, GradientKind::Radial { focus, center, radius })
        }
    };
    if gradient.spread_method() != usvg::SpreadMethod::Pad {
        return Err(unsupported("a gradient that repeats"));
    }
    let opacity =
        gradient.stops().iter().map(|stop| f64::from(stop.opacity().get())).fold(0.0, f64::max);
    let stops = gradient.stops().iter().map(|stop| {
        // A stop that is more transparent than the strongest one is mixed with the paper.
        let share = if 0.0 < opacity { f64::from(stop.opacity().get()) / opacity } else { 0.0 };
        (f64::from(stop.offset().get()), mixed_with_paper(color(stop.color()), share))
    });
    let stops = stops.collect();
    let m = matrix.pre_concat(gradient.transform());
    let matrix = [m.sx, m.ky, m.kx, m.sy, m.tx, m.ty].map(f64::from);
    Ok((Paint::Gradient(Gradient { kind, stops, matrix }), opacity))
}

fn color(color: usvg::Color) -> Color {
    Color { r: color.red, g: color.green, b: color.blue }
}

fn mixed_with_paper(color: Color, share: f64) -> Color {
    let mix = |channel: u8| {
        let mixed = f64::from(channel) * share + 255.0 * (1.0 - share);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between two values of 0 to 255"
        )]
        let mixed = mixed.round() as u8;
        mixed
    };
    Color { r: mix(color.r), g: mix(color.g), b: mix(color.b) }
}

/// An outline in the drawing's points; quadratic curves become cubic ones.
pub(super) fn segments(path: &SkPath, matrix: Transform) -> Vec<Segment> {
    let Some(path) = path.clone().transform(matrix) else { return Vec::new() };
    let xy = |point: usvg::tiny_skia_path::Point| [f64::from(point.x), f64::from(point.y)];
    let mut out = Vec::new();
    let mut at = [0.0, 0.0];
    for segment in path.segments() {
        match segment {
            PathSegment::MoveTo(to) => {
                at = xy(to);
                out.push(Segment::Move(at));
            }
            PathSegment::LineTo(to) => {
                at = xy(to);
                out.push(Segment::Line(at));
            }
            PathSegment::QuadTo(control, to) => {
                let (control, to) = (xy(control), xy(to));
                let third = |from: [f64; 2]| {
                    [
                        from[0] + (control[0] - from[0]) * 2.0 / 3.0,
                        from[1] + (control[1] - from[1]) * 2.0 / 3.0,
                    ]
                };
                out.push(Segment::Curve(third(at), third(to), to));
                at = to;
            }
            PathSegment::CubicTo(first, second, to) => {
                at = xy(to);
                out.push(Segment::Curve(xy(first), xy(second), at));
            }
            PathSegment::Close => out.push(Segment::Close),
        }
    }
    out
}
