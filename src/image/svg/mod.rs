//! SVG files to [`Drawing`]s.
//!
//! `usvg` resolves styles, references, text and units; what is left are paths, and this module
//! brings them into one coordinate system in points. No file, no installed font and no network
//! is asked: fonts come as bytes, and any picture or reference that is outside the file is
//! reported. Scripts and animations have no effect, since nothing runs them.
//! SVG 1.1 (second edition) as far as `usvg` goes.

use std::sync::Arc;

use usvg::tiny_skia_path::Transform;

use super::{Broken, Drawing};

mod paths;
mod refuse;
mod walk;

/// The largest SVG file that is read.
const MAX_BYTES: usize = 16 << 20;

/// The most elements, attributes included.
const MAX_NODES: u32 = 500_000;

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
    // CSS pixels to points.
    let root = Transform::from_scale(0.75, 0.75);
    Ok(Drawing {
        width: f64::from(size.width()) * 0.75,
        height: f64::from(size.height()) * 0.75,
        paths: walk::paths(tree.root(), root)?,
    })
}

fn parse(bytes: &[u8], fonts: &[&[u8]]) -> Result<usvg::Tree, Broken> {
    if MAX_BYTES < bytes.len() {
        return Err(Broken::new("is an SVG file of more than 16 MB", "simplify the drawing"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|_| Broken::new("is an SVG file that is not UTF-8", "save it as UTF-8"))?;
    refuse::deep(text)?;
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
    refuse::pictures(&document)?;
    refuse::giants(&document)?;
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

fn unsupported(what: &str) -> Broken {
    Broken::new(
        format!("is a drawing with {what}, which cannot be kept as lines and areas"),
        "draw it without, or export the drawing as PNG",
    )
}
