//! A [`Drawing`] as an SVG file for the EPUB: outlines and colours, nothing that runs or loads.

use std::fmt::Write;

use super::drawing::{Drawing, FillRule, Gradient, GradientKind, Paint, Path, Segment, Stroke};

/// Writes a drawing as SVG 1.1; equal drawings give equal bytes.
#[must_use]
pub fn to_svg(drawing: &Drawing) -> String {
    let mut svg = Svg::default();
    for path in &drawing.paths {
        svg.path(path);
    }
    let (width, height) = (number(drawing.width), number(drawing.height));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" \
         width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\">\n"
    );
    if !svg.definitions.is_empty() {
        out.push_str("<defs>\n");
        out.push_str(&svg.definitions);
        out.push_str("</defs>\n");
    }
    out.push_str(&svg.body);
    out.push_str("</svg>\n");
    out
}

#[derive(Debug, Default)]
struct Svg {
    definitions: String,
    body: String,
    /// Gradients and clip paths so far; they are named by number.
    names: u32,
    /// The clips of the path before and the names they were given.
    last_clips: (Vec<(Vec<Segment>, FillRule)>, Vec<String>),
}

/// Writing into a `String` cannot fail.
const INFALLIBLE: &str = "a String takes everything";

impl Svg {
    fn path(&mut self, path: &Path) {
        let clips = self.clips(&path.clips);
        for clip in &clips {
            writeln!(self.body, "<g clip-path=\"url(#{clip})\">").expect(INFALLIBLE);
        }
        let mut attributes = match &path.fill {
            None => " fill=\"none\"".to_owned(),
            Some((paint, rule)) => {
                let paint = self.paint(paint);
                let rule = match rule {
                    FillRule::NonZero => "",
                    FillRule::EvenOdd => " fill-rule=\"evenodd\"",
                };
                format!(" fill=\"{paint}\"{rule}")
            }
        };
        if let Some(stroke) = &path.stroke {
            attributes.push_str(&self.stroke(stroke));
        }
        if path.opacity < 1.0 {
            write!(attributes, " opacity=\"{}\"", number(path.opacity)).expect(INFALLIBLE);
        }
        writeln!(self.body, "<path d=\"{}\"{attributes}/>", outline(&path.segments))
            .expect(INFALLIBLE);
        for _ in &clips {
            self.body.push_str("</g>\n");
        }
    }

    /// Names for a path's clips, the same ones as for the path before if they are equal.
    fn clips(&mut self, clips: &[(Vec<Segment>, FillRule)]) -> Vec<String> {
        if self.last_clips.0 == clips {
            return self.last_clips.1.clone();
        }
        let names: Vec<String> = clips.iter().map(|clip| self.clip(clip)).collect();
        self.last_clips = (clips.to_vec(), names.clone());
        names
    }

    fn clip(&mut self, (segments, rule): &(Vec<Segment>, FillRule)) -> String {
        let name = self.name('c');
        let rule = match rule {
            FillRule::NonZero => "",
            FillRule::EvenOdd => " clip-rule=\"evenodd\"",
        };
        writeln!(
            self.definitions,
            "<clipPath id=\"{name}\"><path d=\"{}\"{rule}/></clipPath>",
            outline(segments)
        )
        .expect(INFALLIBLE);
        name
    }

    fn stroke(&mut self, stroke: &Stroke) -> String {
        let paint = self.paint(&stroke.paint);
        let mut out = format!(" stroke=\"{paint}\" stroke-width=\"{}\"", number(stroke.width));
        match stroke.cap {
            1 => out.push_str(" stroke-linecap=\"round\""),
            2 => out.push_str(" stroke-linecap=\"square\""),
            _ => {}
        }
        match stroke.join {
            1 => out.push_str(" stroke-linejoin=\"round\""),
            2 => out.push_str(" stroke-linejoin=\"bevel\""),
            _ => {
                let limit = number(stroke.miter_limit.max(1.0));
                write!(out, " stroke-miterlimit=\"{limit}\"").expect(INFALLIBLE);
            }
        }
        if !stroke.dashes.is_empty() {
            let dashes: Vec<String> = stroke.dashes.iter().map(|&length| number(length)).collect();
            write!(
                out,
                " stroke-dasharray=\"{}\" stroke-dashoffset=\"{}\"",
                dashes.join(" "),
                number(stroke.dash_offset)
            )
            .expect(INFALLIBLE);
        }
        out
    }

    fn paint(&mut self, paint: &Paint) -> String {
        match paint {
            Paint::Solid(color) => color.hex(),
            Paint::Gradient(gradient) => format!("url(#{})", self.gradient(gradient)),
        }
    }

    fn gradient(&mut self, gradient: &Gradient) -> String {
        let name = self.name('g');
        let (element, geometry) = match gradient.kind {
            GradientKind::Linear { from, to } => (
                "linearGradient",
                format!(
                    "x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"",
                    number(from[0]),
                    number(from[1]),
                    number(to[0]),
                    number(to[1])
                ),
            ),
            GradientKind::Radial { focus, center, radius } => (
                "radialGradient",
                format!(
                    "cx=\"{}\" cy=\"{}\" r=\"{}\" fx=\"{}\" fy=\"{}\"",
                    number(center[0]),
                    number(center[1]),
                    number(radius),
                    number(focus[0]),
                    number(focus[1])
                ),
            ),
        };
        let matrix: Vec<String> = gradient.matrix.iter().map(|&value| fine(value)).collect();
        let matrix = matrix.join(" ");
        let mut stops = String::new();
        for (offset, color) in &gradient.stops {
            let offset = number(*offset);
            write!(stops, "<stop offset=\"{offset}\" stop-color=\"{}\"/>", color.hex())
                .expect(INFALLIBLE);
        }
        writeln!(
            self.definitions,
            "<{element} id=\"{name}\" gradientUnits=\"userSpaceOnUse\" {geometry} \
             gradientTransform=\"matrix({matrix})\">{stops}</{element}>"
        )
        .expect(INFALLIBLE);
        name
    }

    fn name(&mut self, letter: char) -> String {
        self.names += 1;
        format!("{letter}{}", self.names)
    }
}

/// An outline as path data.
fn outline(segments: &[Segment]) -> String {
    let mut out = String::new();
    for segment in segments {
        let (letter, points): (char, &[[f64; 2]]) = match segment {
            Segment::Move(to) => ('M', &[*to]),
            Segment::Line(to) => ('L', &[*to]),
            Segment::Curve(first, second, to) => ('C', &[*first, *second, *to]),
            Segment::Close => ('Z', &[]),
        };
        out.push(letter);
        for (i, [x, y]) in points.iter().enumerate() {
            let space = if i == 0 { "" } else { " " };
            write!(out, "{space}{} {}", number(*x), number(*y)).expect(INFALLIBLE);
        }
    }
    out
}

/// A number with at most three decimals.
fn number(value: f64) -> String {
    decimals(value, 3)
}

/// A number with at most six decimals, for matrices.
fn fine(value: f64) -> String {
    decimals(value, 6)
}

/// A number with at most so many decimals and no zeros that say nothing.
fn decimals(value: f64, places: usize) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let mut text = format!("{value:.places$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" { "0".to_owned() } else { text }
}
