//! Bleed and crop marks: pages on larger paper that is to be cut.
//!
//! Laid out [`Pages`] come in and go out on larger paper. What reaches the trimmed edge is drawn
//! on beyond it, so that a cut a little off shows no white; a photograph that has no more to show
//! there is made larger. Marks and tree stay: only places move.

use crate::base::{Color, Length, Point, Rect, Size};
use crate::pages::{
    Artifact, Draw, Item, Margins, OutlineItem, Page, Pages, Place, Role, Tag, Target,
};

/// Length of a crop mark.
const MARK: Length = Length::pt(14);
/// From the bleed's edge to a crop mark.
const APART: Length = Length::pt(3);
/// Weight of a crop mark.
const WEIGHT: Length = Length::milli(250);
/// What reaches to within this of the edge is meant to reach it.
const NEAR: Length = Length::milli(100);

/// Whether crop marks are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CropMarks {
    /// Four corners, outside the bleed.
    Drawn,
    /// None: the paper ends with the bleed.
    Absent,
}

/// Puts each page in the middle of larger paper.
pub fn bleed(pages: &mut Pages, bleed: Length, marks: CropMarks) {
    let slug = if marks == CropMarks::Drawn { MARK + APART * 2 } else { Length::ZERO };
    let shift = bleed + slug;
    for page in &mut pages.pages {
        let trim = Rect::new(shift, shift, page.size.width, page.size.height);
        for item in &mut page.items {
            extend(&mut item.draw, page.size, bleed);
            moved(&mut item.draw, shift);
        }
        for area in page.links.iter_mut().flat_map(|link| &mut link.areas) {
            (area.x, area.y) = (area.x + shift, area.y + shift);
        }
        for link in &mut page.links {
            if let Target::Place(place) = &mut link.target {
                shifted(place, shift);
            }
        }
        page.size = Size { width: trim.width + shift * 2, height: trim.height + shift * 2 };
        if marks == CropMarks::Drawn {
            draw(page, &trim, bleed);
        }
    }
    pages.outline.iter_mut().for_each(|item| outline(item, shift));
    for node in &mut pages.structure.nodes {
        if let Role::Figure { bbox: Some((_, rect)), .. } = &mut node.role {
            (rect.x, rect.y) = (rect.x + shift, rect.y + shift);
        }
    }
    pages.margins = Margins { bleed, slug };
}

/// Draws on what reaches the trimmed edge.
fn extend(draw: &mut Draw, trim: Size, bleed: Length) {
    match draw {
        Draw::Text(_) | Draw::Unseen(_) | Draw::Shape(_) | Draw::Slip { .. } => {}
        Draw::Fill { rect, .. } => *rect = beyond(rect, trim, bleed),
        Draw::Photo { frame, clip, .. } => {
            let wider = beyond(clip, trim, bleed);
            if wider != *clip {
                *frame = covering(frame, &wider);
                *clip = wider;
            }
        }
        Draw::Drawing { frame, .. } => *frame = covering(frame, &beyond(frame, trim, bleed)),
    }
}

/// A rectangle with the sides that reach the edge moved out.
fn beyond(rect: &Rect, trim: Size, bleed: Length) -> Rect {
    let out = |reaches: bool| if reaches { bleed } else { Length::ZERO };
    let (left, top) = (out(rect.x <= NEAR), out(rect.y <= NEAR));
    let right = out(trim.width - NEAR <= rect.right());
    let bottom = out(trim.height - NEAR <= rect.bottom());
    // A rule along the edge grows along it, and over it only if it lies on it.
    Rect::new(rect.x - left, rect.y - top, rect.width + left + right, rect.height + top + bottom)
}

/// The frame, moved and if need be made larger in its own shape until it covers an area.
fn covering(frame: &Rect, area: &Rect) -> Rect {
    let (width, height) = (frame.width.max(Length(1)), frame.height.max(Length(1)));
    let mut sides = (width, height);
    if sides.0 < area.width {
        sides = (area.width, height.ratio(area.width.0, width.0));
    }
    if sides.1 < area.height {
        sides = (width.ratio(area.height.0, height.0), area.height);
    }
    // It grows about the middle of what is seen, as far as that leaves no side bare.
    let grown = (sides.0 - frame.width, sides.1 - frame.height);
    let at = |from: Length, grown: Length, low: Length, high: Length, side: Length| {
        (from - grown / 2).min(low).max(high - side)
    };
    let x = at(frame.x, grown.0, area.x, area.right(), sides.0);
    let y = at(frame.y, grown.1, area.y, area.bottom(), sides.1);
    Rect::new(x, y, sides.0, sides.1)
}

fn moved(draw: &mut Draw, shift: Length) {
    let rect = |rect: &mut Rect| (rect.x, rect.y) = (rect.x + shift, rect.y + shift);
    match draw {
        Draw::Text(run) | Draw::Unseen(run) | Draw::Shape(run) => {
            run.origin = Point { x: run.origin.x + shift, y: run.origin.y + shift };
        }
        Draw::Fill { rect: area, .. }
        | Draw::Drawing { frame: area, .. }
        | Draw::Slip { frame: area, .. } => rect(area),
        Draw::Photo { frame, clip, .. } => {
            rect(frame);
            rect(clip);
        }
    }
}

fn shifted(place: &mut Place, shift: Length) {
    place.point = Point { x: place.point.x + shift, y: place.point.y + shift };
}

fn outline(item: &mut OutlineItem, shift: Length) {
    shifted(&mut item.place, shift);
    item.kids.iter_mut().for_each(|kid| outline(kid, shift));
}

/// Two marks at each corner, in line with the trimmed edges.
fn draw(page: &mut Page, trim: &Rect, bleed: Length) {
    let near = bleed + APART;
    let half = WEIGHT / 2;
    let mut mark = |x: Length, y: Length, width: Length, height: Length| {
        let rect = Rect::new(x, y, width, height);
        let tag = Tag::Artifact(Artifact::Page);
        let draw = Draw::Fill { rect, color: Color::BLACK, opacity: 100 };
        page.items.push(Item { tag, draw });
    };
    for y in [trim.y, trim.bottom()] {
        mark(trim.x - near - MARK, y - half, MARK, WEIGHT);
        mark(trim.right() + near, y - half, MARK, WEIGHT);
    }
    for x in [trim.x, trim.right()] {
        mark(x - half, trim.y - near - MARK, WEIGHT, MARK);
        mark(x - half, trim.bottom() + near, WEIGHT, MARK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::PhotoId;
    use crate::pages::Side;

    const PAGE: Size = Size { width: Length::pt(400), height: Length::pt(600) };
    const BLEED: Length = Length::pt(9);

    fn rect(x: i64, y: i64, width: i64, height: i64) -> Rect {
        let [x, y, width, height] = [x, y, width, height].map(Length::pt);
        Rect::new(x, y, width, height)
    }

    fn bled(draw: Draw, marks: CropMarks) -> Pages {
        let items = vec![Item { tag: Tag::Artifact(Artifact::Layout), draw }];
        let (side, label) = (Side::Recto, "1".to_owned());
        let page = Page { size: PAGE, side, label, items, links: Vec::new() };
        let mut pages = Pages::of("The Quay", vec![page]);
        bleed(&mut pages, BLEED, marks);
        pages
    }

    #[test]
    fn a_photograph_at_three_edges_covers_the_bleed_in_its_own_shape() {
        let frame = rect(0, 0, 400, 300);
        let pages = bled(Draw::Photo { photo: PhotoId(0), frame, clip: frame }, CropMarks::Absent);
        let Draw::Photo { frame, clip, .. } = pages.pages[0].items[0].draw else {
            panic!("a photograph stays one")
        };
        assert_eq!(clip, rect(0, 0, 418, 309), "to the paper's edge on three sides");
        assert!(frame.x <= clip.x && frame.y <= clip.y, "no side is bare: {frame:?}");
        assert!(clip.right() <= frame.right() && clip.bottom() <= frame.bottom(), "{frame:?}");
        let off = (frame.width * 3 - frame.height * 4).0.abs();
        assert!(off < 10, "four to three: {frame:?}");
    }

    #[test]
    fn what_stands_within_the_page_only_moves() {
        let draw = Draw::Fill { rect: rect(20, 30, 40, 50), color: Color::BLACK, opacity: 100 };
        let pages = bled(draw, CropMarks::Drawn);
        let page = &pages.pages[0];
        let Draw::Fill { rect: moved, .. } = page.items[0].draw else { panic!("an area") };
        assert_eq!(moved, rect(20 + 29, 30 + 29, 40, 50), "bleed and marks further in");
        assert_eq!(page.size.width, Length::pt(458), "the paper is that much larger");
        let trim = rect(29 - 9, 29 - 9, 400 + 18, 600 + 18);
        assert_eq!(page.items.len(), 9, "two marks at each corner");
        for item in &page.items[1..] {
            let Draw::Fill { rect, .. } = &item.draw else { panic!("marks are areas") };
            let inside = trim.x < rect.right()
                && rect.x < trim.right()
                && trim.y < rect.bottom()
                && rect.y < trim.bottom();
            assert!(!inside, "outside the bleed: {rect:?}");
        }
    }
}
