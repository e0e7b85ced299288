//! Writes drawings as vector paths (ISO 32000-1, 8.5), gradients as shading patterns (8.7.4).

use super::colors::Use;
use super::content::Painter;
use super::number;
use crate::base::Rect;
use crate::image::{Drawing, FillRule, Gradient, Paint, Path, Segment, Stroke};

/// A gradient and the matrix from its own space to the page's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    /// The gradient.
    pub(super) gradient: Gradient,
    /// From gradient space to default user space.
    pub(super) matrix: [f64; 6],
}

/// Draws a drawing so that it fills `frame`.
pub(super) fn draw(painter: &mut Painter<'_>, drawing: &Drawing, frame: &Rect) {
    let x = frame.width.to_pt() / drawing.width;
    let y = frame.height.to_pt() / drawing.height;
    let top = (painter.height - frame.y).to_pt();
    let matrix = [x, 0.0, 0.0, -y, frame.x.to_pt(), top];
    if !matrix.iter().all(|value| value.is_finite()) {
        return;
    }
    painter.put(b"q ");
    numbers(painter, &matrix, 6);
    painter.put(b"cm\n0 0 ");
    numbers(painter, &[drawing.width, drawing.height], 3);
    painter.put(b"re W n\n");
    for path in &drawing.paths {
        draw_path(painter, path, matrix);
    }
    painter.put(b"Q\n");
}

fn draw_path(painter: &mut Painter<'_>, path: &Path, matrix: [f64; 6]) {
    if path.fill.is_none() && path.stroke.is_none() {
        return;
    }
    painter.put(b"q\n");
    if path.opacity < 1.0 {
        painter.opacity(thousandths(path.opacity));
    }
    for (outline, rule) in &path.clips {
        outline_of(painter, outline);
        painter.put(if *rule == FillRule::NonZero { b"W n\n" } else { b"W* n\n" });
    }
    if let Some((paint, _)) = &path.fill {
        set_paint(painter, paint, matrix, Use::Fill, b"/Pattern cs/P", b" scn\n");
    }
    if let Some(stroke) = &path.stroke {
        set_paint(painter, &stroke.paint, matrix, Use::Stroke, b"/Pattern CS/P", b" SCN\n");
        pen(painter, stroke);
    }
    outline_of(painter, &path.segments);
    let operator: &[u8] = match (&path.fill, &path.stroke) {
        (Some((_, FillRule::NonZero)), Some(_)) => b"B\n",
        (Some((_, FillRule::EvenOdd)), Some(_)) => b"B*\n",
        (Some((_, FillRule::NonZero)), None) => b"f\n",
        (Some((_, FillRule::EvenOdd)), None) => b"f*\n",
        (None, _) => b"S\n",
    };
    painter.put(operator);
    painter.put(b"Q\n");
}

fn set_paint(
    painter: &mut Painter<'_>,
    paint: &Paint,
    matrix: [f64; 6],
    used: Use,
    before: &[u8],
    after: &[u8],
) {
    match paint {
        Paint::Solid(color) => painter.color(*color, used),
        Paint::Gradient(gradient) => {
            let matrix = product(gradient.matrix, matrix);
            let placed = Placed { gradient: gradient.clone(), matrix };
            let known = painter.content.gradients.iter().position(|other| *other == placed);
            let index = known.unwrap_or_else(|| {
                painter.content.gradients.push(placed);
                painter.content.gradients.len() - 1
            });
            painter.put(before);
            painter.whole(index);
            painter.put(after);
        }
    }
}

fn pen(painter: &mut Painter<'_>, stroke: &Stroke) {
    numbers(painter, &[stroke.width], 3);
    painter.put(b"w ");
    painter.whole(usize::from(stroke.cap));
    painter.put(b" J ");
    painter.whole(usize::from(stroke.join));
    painter.put(b" j ");
    numbers(painter, &[stroke.miter_limit.max(1.0)], 3);
    painter.put(b"M");
    // All dashes of no length would be an error (ISO 32000-1, 8.4.3.6).
    if stroke.dashes.iter().any(|&dash| 0.0005 < dash) {
        painter.put(b"[");
        numbers(painter, &stroke.dashes, 3);
        painter.put(b"]");
        numbers(painter, &[stroke.dash_offset], 3);
        painter.put(b"d");
    }
    painter.put(b"\n");
}

fn outline_of(painter: &mut Painter<'_>, segments: &[Segment]) {
    for segment in segments {
        match *segment {
            Segment::Move(to) => {
                numbers(painter, &to, 3);
                painter.put(b"m\n");
            }
            Segment::Line(to) => {
                numbers(painter, &to, 3);
                painter.put(b"l\n");
            }
            Segment::Curve(a, b, to) => {
                numbers(painter, &[a[0], a[1], b[0], b[1], to[0], to[1]], 3);
                painter.put(b"c\n");
            }
            Segment::Close => painter.put(b"h\n"),
        }
    }
}

fn numbers(painter: &mut Painter<'_>, values: &[f64], places: u32) {
    for &value in values {
        number::float(&mut painter.content.bytes, value, places);
        painter.content.bytes.push(b' ');
    }
}

/// First `first`, then `then`.
fn product(first: [f64; 6], then: [f64; 6]) -> [f64; 6] {
    let apply = |x: f64, y: f64| [x * then[0] + y * then[2], x * then[1] + y * then[3]];
    let ([xx, xy], [yx, yy]) = (apply(first[0], first[1]), apply(first[2], first[3]));
    let [right, up] = apply(first[4], first[5]);
    [xx, xy, yx, yy, right + then[4], up + then[5]]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0 to 1000 before the cast"
)]
fn thousandths(opacity: f64) -> u16 {
    (opacity * 1000.0).round().clamp(0.0, 1000.0) as u16
}
