//! Refuses pages that no conforming PDF can be made of.
//!
//! What can only be seen in passing is refused where it is seen: glyphs in `codes`, marks
//! in `marks`, links in `navigation`.

use super::Error;
use super::content::extent;
use crate::base::Length;
use crate::pages::{Draw, Page, Pages};

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
        return Err(Error::Refused("there are no pages".to_owned()));
    }
    if pages.structure.nodes.is_empty() {
        return Err(Error::Refused("the structure has no root".to_owned()));
    }
    for (page, number) in pages.pages.iter().zip(1_usize..) {
        check_page(page, number)?;
    }
    Ok(())
}

fn check_page(page: &Page, number: usize) -> Result<(), Error> {
    for side in [page.size.width, page.size.height] {
        if side < SMALLEST || LARGEST < side {
            return Err(Error::Refused(format!(
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
            return Err(Error::Refused(format!(
                "a mark on page {number} stands at {:.1}, {:.1} and is {:.1} by {:.1} points large",
                rect.x.to_pt(),
                rect.y.to_pt(),
                rect.width.to_pt(),
                rect.height.to_pt()
            )));
        }
    }
    Ok(())
}

/// Whether a mark has a size that it can be drawn at.
fn drawable(draw: &Draw) -> bool {
    match draw {
        Draw::Text(run) | Draw::Unseen(run) => Length::ZERO < run.size && 0 < run.scale,
        Draw::Fill { rect, .. } => Length::ZERO <= rect.width && Length::ZERO <= rect.height,
        Draw::Photo { frame, clip, .. } => {
            [frame, clip].iter().all(|rect| Length::ZERO < rect.width && Length::ZERO < rect.height)
        }
        Draw::Drawing { drawing, frame } => {
            Length::ZERO < frame.width
                && Length::ZERO < frame.height
                && 0.0 < drawing.width
                && drawing.width.is_finite()
                && 0.0 < drawing.height
                && drawing.height.is_finite()
        }
    }
}
