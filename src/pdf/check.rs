//! Refuses pages that no conforming PDF can be made of.
//!
//! What can only be seen in passing is refused where it is seen: glyphs in `codes`, marks
//! in `marks`, links in `navigation`.

use super::Error;
use crate::base::Length;
use crate::image::{Drawing, GradientKind, Paint, Segment};
use crate::pages::{Draw, Info, Page, Pages, extent};

/// ISO 32000-1, annex C.2: the largest page is 14 400 units wide, the smallest 3.
const LARGEST: Length = Length::pt(14_400);
const SMALLEST: Length = Length::pt(3);

/// Looks at sizes and places.
///
/// # Errors
///
/// If a page, or a mark on it, has an absurd place or size.
pub(super) fn pages(pages: &Pages) -> Result<(), Error> {
    if pages.pages.is_empty() {
        return Err(Error::refused("there are no pages"));
    }
    if pages.structure.nodes.is_empty() {
        return Err(Error::refused("the structure has no root"));
    }
    check_info(&pages.info)?;
    for (page, number) in pages.pages.iter().zip(1_usize..) {
        check_page(pages, page, number)?;
    }
    Ok(())
}

/// XML 1.0, 2.2: some characters can stand in no metadata, not even as a reference.
fn check_info(info: &Info) -> Result<(), Error> {
    let whole = [&info.title, &info.description, &info.rights, &info.publisher];
    for text in whole.into_iter().chain(&info.authors).chain(&info.keywords) {
        if let Some(bad) = text.chars().find(|&c| forbidden(c)) {
            let shown: String = text.chars().filter(|&c| !forbidden(c)).collect();
            return Err(Error::refused(format!(
                "`{shown}` holds the character U+{:04X}, which no metadata may",
                u32::from(bad)
            )));
        }
    }
    Ok(())
}

fn forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

fn check_page(pages: &Pages, page: &Page, number: usize) -> Result<(), Error> {
    for side in [page.size.width, page.size.height] {
        if side < SMALLEST || LARGEST < side {
            return Err(Error::refused(format!(
                "page {number} is {:.1} by {:.1} points large",
                page.size.width.to_pt(),
                page.size.height.to_pt()
            )));
        }
    }
    for item in &page.items {
        let rect = extent(item);
        let edges = [rect.x, rect.y, rect.right(), rect.bottom()];
        let lost = edges.iter().any(|&edge| edge < -LARGEST || LARGEST + LARGEST < edge);
        if lost || !drawable(&item.draw) {
            return Err(Error::refused(format!(
                "a mark on page {number} stands at {:.1}, {:.1} and is {:.1} by {:.1} points large",
                rect.x.to_pt(),
                rect.y.to_pt(),
                rect.width.to_pt(),
                rect.height.to_pt()
            ))
            .at_mark(pages, item.tag));
        }
    }
    Ok(())
}

/// Whether a mark has a size that it can be drawn at.
fn drawable(draw: &Draw) -> bool {
    match draw {
        Draw::Text(run) | Draw::Unseen(run) | Draw::Shape(run) => {
            Length::ZERO < run.size && 0 < run.scale
        }
        Draw::Slip { frame: rect, .. } | Draw::Fill { rect, .. } => {
            Length::ZERO <= rect.width && Length::ZERO <= rect.height
        }
        Draw::Photo { frame, clip, .. } => {
            [frame, clip].iter().all(|rect| Length::ZERO < rect.width && Length::ZERO < rect.height)
        }
        Draw::Drawing { drawing, frame } => {
            Length::ZERO < frame.width
                && Length::ZERO < frame.height
                && 0.0 < drawing.width
                && 0.0 < drawing.height
                && numbers(drawing).all(f64::is_finite)
        }
    }
}

/// Every number of a drawing.
fn numbers(drawing: &Drawing) -> impl Iterator<Item = f64> {
    [drawing.width, drawing.height].into_iter().chain(drawing.paths.iter().flat_map(|path| {
        let clips = path.clips.iter().flat_map(|(outline, _)| outline);
        let points = path.segments.iter().chain(clips).flat_map(coordinates);
        let fill = path.fill.iter().flat_map(|(paint, _)| paint_numbers(paint));
        let stroke = path.stroke.iter().flat_map(|stroke| {
            let own = [stroke.width, stroke.miter_limit, stroke.dash_offset];
            own.into_iter().chain(stroke.dashes.iter().copied()).chain(paint_numbers(&stroke.paint))
        });
        points.chain(fill).chain(stroke).chain([path.opacity])
    }))
}

fn coordinates(segment: &Segment) -> Vec<f64> {
    match *segment {
        Segment::Move(to) | Segment::Line(to) => to.to_vec(),
        Segment::Curve(a, b, to) => [a, b, to].concat(),
        Segment::Close => Vec::new(),
    }
}

fn paint_numbers(paint: &Paint) -> Vec<f64> {
    let Paint::Gradient(gradient) = paint else { return Vec::new() };
    let mut all = gradient.matrix.to_vec();
    match gradient.kind {
        GradientKind::Linear { from, to } => all.extend([from, to].concat()),
        GradientKind::Radial { focus, center, radius } => {
            all.extend([focus, center].concat());
            all.push(radius);
        }
    }
    all.extend(gradient.stops.iter().map(|stop| stop.0));
    all
}
