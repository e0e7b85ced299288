//! SVG files to [`Drawing`]s.
//!
//! `usvg` resolves styles, references, text and units; what is left are paths, and this module
//! brings them into one coordinate system in points. No file, no installed font and no network
//! is asked: fonts come as bytes, and any picture or reference that is outside the file is
//! reported. Scripts and animations have no effect, since nothing runs them.
//! SVG 1.1 (second edition) as far as `usvg` goes.

use std::sync::Arc;

use usvg::tiny_skia_path::{Path as SkPath, PathSegment, Transform};

use super::{Broken, Drawing, FillRule, Gradient, GradientKind, Paint, Path, Segment, Stroke};
use crate::base::Color;

/// The largest SVG file that is read.
const MAX_BYTES: usize = 16 << 20;

/// The deepest nesting of elements; `usvg` follows it by recursion.
const MAX_DEPTH: usize = 200;

/// The most elements, attributes included.
const MAX_NODES: u32 = 500_000;

/// The most segments that all outlines together may have once references are resolved.
const MAX_SEGMENTS: usize = 2_000_000;

/// Whether a file begins as an SVG does: a root element `svg` after a prologue.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4_096)];
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    head.starts_with(b"<") && head.windows(4).any(|four| four == b"<svg" || four == b":svg")
}

/// Turns an SVG file into a drawing; text is set in `fonts` and nothing else.
///
/// Text in a family that is not among the fonts is set in the first of their families if it asks
/// for serifs, else in the second; with no fonts it is left out.
///
/// # Errors
///
/// If it is not well-formed SVG, or uses what a drawing cannot keep: filters, masks, patterns,
/// pictures made of pixels, blending, repeated gradients.
pub fn drawing(bytes: &[u8], fonts: &[&[u8]]) -> Result<Drawing, Broken> {
    let tree = parse(bytes, fonts)?;
    let size = tree.size();
    let mut walk = Walk { paths: Vec::new(), segments: 0 };
    // CSS pixels to points.
    let root = Transform::from_scale(0.75, 0.75);
    walk.group(tree.root(), root, &[], 1.0)?;
    Ok(Drawing {
        width: f64::from(size.width()) * 0.75,
        height: f64::from(size.height()) * 0.75,
        paths: walk.paths,
    })
}

fn parse(bytes: &[u8], fonts: &[&[u8]]) -> Result<usvg::Tree, Broken> {
    if MAX_BYTES < bytes.len() {
        return Err(Broken::new("is an SVG file of more than 16 MB", "simplify the drawing"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Broken::new("is an SVG file that is not UTF-8", "save it as UTF-8"))?;
    check_depth(text)?;
    let options = usvg::roxmltree::ParsingOptions {
        allow_dtd: true,
        nodes_limit: MAX_NODES,
        ..Default::default()
    };
    let document =
        usvg::roxmltree::Document::parse_with_options(text, options).map_err(Broken::damaged)?;
    let has_text = document.descendants().any(|node| node.tag_name().name() == "text");
    let fonts = if has_text { fonts } else { &[] };
    let mut database = usvg::fontdb::Database::new();
    for font in fonts {
        database.load_font_data(font.to_vec());
    }
    let options = usvg::Options {
        resources_dir: None,
        font_resolver: usvg::FontResolver {
            select_font: Box::new(|font, database| select(font, database)),
            select_fallback: usvg::FontResolver::default_fallback_selector(),
        },
        fontdb: Arc::new(database),
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    refuse_pictures(&document)?;
    refuse_giants(&document)?;
    usvg::Tree::from_xmltree(&document, &options).map_err(Broken::damaged)
}

/// The face for a piece of text: of the family that is asked for if it is there, else of the first
/// family for serifs, of a monospaced one for code, and of the second family for all else, since the
/// words in drawings are mostly labels.
fn select(font: &usvg::Font, database: &usvg::fontdb::Database) -> Option<usvg::fontdb::ID> {
    use usvg::fontdb::{FaceInfo, Family, Query, Style, Weight};
    let name = |face: &FaceInfo| face.families.first().map(|family| family.0.clone());
    let first = database.faces().next().and_then(name);
    let second = database.faces().filter_map(name).find(|name| Some(name) != first.as_ref());
    let code = database.faces().find(|face| face.monospaced).and_then(name);
    let is_serif = |name: &str| {
        let name = name.to_ascii_lowercase();
        let serif = ["serif", "times", "georgia", "garamond", "palatino", "cambria", "roman"];
        !name.contains("sans") && serif.iter().any(|part| name.contains(part))
    };
    let stand_in = match font.families().first() {
        Some(usvg::FontFamily::Serif) => first.as_ref(),
        Some(usvg::FontFamily::Named(name)) if is_serif(name) => first.as_ref(),
        Some(usvg::FontFamily::Monospace) => code.as_ref(),
        _ => None,
    };
    let stand_in = stand_in.or(second.as_ref()).or(first.as_ref());
    let mut families: Vec<Family<'_>> = font
        .families()
        .iter()
        .filter_map(|family| match family {
            usvg::FontFamily::Named(name) => Some(Family::Name(name)),
            _ => None,
        })
        .collect();
    families.extend(stand_in.map(|name| Family::Name(name)));
    let style = match font.style() {
        usvg::FontStyle::Normal => Style::Normal,
        usvg::FontStyle::Italic => Style::Italic,
        usvg::FontStyle::Oblique => Style::Oblique,
    };
    let weight = Weight(font.weight());
    database.query(&Query { families: &families, weight, style, ..Query::default() })
}

/// Refuses nesting so deep that following it could exhaust the stack, before anything follows it.
fn check_depth(text: &str) -> Result<(), Broken> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(_)) => depth += 1,
            Ok(quick_xml::events::Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(quick_xml::events::Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(Broken::damaged(error)),
        }
        if MAX_DEPTH < depth {
            return Err(Broken::new("is an SVG file nested too deep", "ungroup the drawing"));
        }
    }
}

/// Refuses `image` elements; the parser would drop them without a word.
fn refuse_pictures(document: &usvg::roxmltree::Document<'_>) -> Result<(), Broken> {
    let has_picture = document
        .descendants()
        .any(|node| matches!(node.tag_name().name(), "image" | "feImage" | "foreignObject"));
    if has_picture {
        return Err(unsupported("a picture made of pixels, or HTML"));
    }
    Ok(())
}

/// Refuses shapes of a thousand million units and more: an arc is made of the more pieces the
/// larger it is, without end if it has no end.
fn refuse_giants(document: &usvg::roxmltree::Document<'_>) -> Result<(), Broken> {
    const SIZES: [&str; 7] = ["d", "r", "rx", "ry", "width", "height", "viewBox"];
    let mut attributes = document.descendants().flat_map(|node| node.attributes());
    match attributes.find(|a| SIZES.contains(&a.name()) && has_giant(a.value())) {
        Some(giant) => {
            let message =
                format!("is a drawing with a number in `{}` that is absurd", giant.name());
            Err(Broken::new(message, "scale the drawing down"))
        }
        None => Ok(()),
    }
}

/// Whether one of the numbers has more than nine digits before its point, or is written with an
/// exponent of more than nine.
fn has_giant(numbers: &str) -> bool {
    let (mut digits, mut fraction) = (0, false);
    let mut bytes = numbers.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'0' if digits == 0 => {}
            b'0'..=b'9' if !fraction => digits += 1,
            b'0'..=b'9' => {}
            b'e' | b'E' => {
                bytes.next_if_eq(&b'+');
                let mut exponent = 0_u32;
                while let Some(digit) = bytes.next_if(u8::is_ascii_digit) {
                    exponent = exponent.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
                }
                if 9 < exponent {
                    return true;
                }
                (digits, fraction) = (0, false);
            }
            _ => (digits, fraction) = (0, byte == b'.'),
        }
        if 9 < digits {
            return true;
        }
    }
    false
}

fn unsupported(what: &str) -> Broken {
    Broken::new(
        format!("is a drawing with {what}, which cannot be kept as lines and areas"),
        "draw it without, or export the drawing as PNG",
    )
}

/// The paths found so far.
struct Walk {
    paths: Vec<Path>,
    segments: usize,
}

type Clips = [(Vec<Segment>, FillRule)];

impl Walk {
    /// A group and all below it; `outer` maps the group's parent to the drawing.
    fn group(
        &mut self,
        group: &usvg::Group,
        root: Transform,
        clips: &Clips,
        opacity: f64,
    ) -> Result<(), Broken> {
        if group.mask().is_some() {
            return Err(unsupported("a mask"));
        }
        if !group.filters().is_empty() {
            return Err(unsupported("a filter such as a shadow or a blur"));
        }
        if group.blend_mode() != usvg::BlendMode::Normal {
            return Err(unsupported("a blend mode"));
        }
        let opacity = opacity * f64::from(group.opacity().get());
        let mut clips = clips.to_vec();
        if let Some(clip) = group.clip_path() {
            self.clip(clip, root.pre_concat(group.abs_transform()), &mut clips)?;
        }
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => self.group(inner, root, &clips, opacity)?,
                usvg::Node::Path(path) => self.path(path, root, &clips, opacity)?,
                usvg::Node::Text(text) => self.group(text.flattened(), root, &clips, opacity)?,
                usvg::Node::Image(_) => return Err(unsupported("a picture made of pixels")),
            }
        }
        Ok(())
    }

    /// Adds a clip path and those that clip it; `matrix` maps the clipped group to the drawing.
    fn clip(
        &mut self,
        clip: &usvg::ClipPath,
        matrix: Transform,
        clips: &mut Vec<(Vec<Segment>, FillRule)>,
    ) -> Result<(), Broken> {
        let mut outline = (Vec::new(), FillRule::NonZero);
        gather(clip.root(), matrix.pre_concat(clip.transform()), &mut outline)?;
        self.count(outline.0.len())?;
        clips.push(outline);
        match clip.clip_path() {
            Some(inner) => self.clip(inner, matrix, clips),
            None => Ok(()),
        }
    }

    fn count(&mut self, segments: usize) -> Result<(), Broken> {
        self.segments += segments;
        if MAX_SEGMENTS < self.segments {
            return Err(Broken::new("is a drawing of more than two million lines", "simplify it"));
        }
        Ok(())
    }

    fn path(
        &mut self,
        path: &usvg::Path,
        root: Transform,
        clips: &Clips,
        opacity: f64,
    ) -> Result<(), Broken> {
        if !path.is_visible() {
            return Ok(());
        }
        let matrix = root.pre_concat(path.abs_transform());
        let fill = path.fill().map(|fill| fill_path(path.data(), fill, matrix)).transpose()?;
        let stroke =
            path.stroke().map(|stroke| stroke_path(path.data(), stroke, matrix)).transpose()?;
        let mut parts: Vec<Path> = [fill, stroke.flatten()].into_iter().flatten().collect();
        if path.paint_order() == usvg::PaintOrder::StrokeAndFill {
            parts.reverse();
        }
        for mut part in parts {
            part.opacity *= opacity;
            if part.opacity <= 0.0 {
                continue;
            }
            part.clips = clips.to_vec();
            let clip_segments: usize = clips.iter().map(|clip| clip.0.len()).sum();
            self.count(part.segments.len() + clip_segments)?;
            self.paths.push(part);
        }
        Ok(())
    }
}

/// Joins the outlines of a clip path's children.
///
/// With more than one child the non-zero rule joins them, which is their union as long as none
/// has holes that another one runs through.
fn gather(
    group: &usvg::Group,
    matrix: Transform,
    outline: &mut (Vec<Segment>, FillRule),
) -> Result<(), Broken> {
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) if inner.clip_path().is_some() => {
                return Err(unsupported("a clipped clip path"));
            }
            usvg::Node::Group(inner) => {
                gather(inner, matrix.pre_concat(inner.transform()), outline)?;
            }
            usvg::Node::Path(path) => {
                let rule = path.fill().map_or(FillRule::NonZero, |fill| fill_rule(fill.rule()));
                outline.1 = if outline.0.is_empty() { rule } else { FillRule::NonZero };
                outline.0.extend(segments(path.data(), matrix));
            }
            usvg::Node::Text(text) => gather(text.flattened(), matrix, outline)?,
            usvg::Node::Image(_) => return Err(unsupported("a picture as a clip path")),
        }
    }
    Ok(())
}

fn fill_path(data: &SkPath, fill: &usvg::Fill, matrix: Transform) -> Result<Path, Broken> {
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
fn stroke_path(
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

fn fill_rule(rule: usvg::FillRule) -> FillRule {
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
fn segments(path: &SkPath, matrix: Transform) -> Vec<Segment> {
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

#[cfg(test)]
mod tests {
    use super::has_giant;

    #[test]
    fn numbers_without_measure_are_seen() {
        for giant in ["M0 0a3333333333 1 0 0 1 2 1", "1e10", "2E+99", "0 0 8 4000000000000in"] {
            assert!(has_giant(giant), "{giant}");
        }
        let plain = "M0.123456789012 3-4.5.25e-12a1e3 999999999 0 0110 0000000000001";
        assert!(!has_giant(plain), "fractions, signs that part, flags, and noughts");
    }
}
