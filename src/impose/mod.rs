//! Imposition: several pages on one side of a sheet of paper, or one on paper to be cut.
//!
//! Laid out [`Pages`] come in; pages of the size of a sheet go out, with the same marks moved
//! and, where they must, made smaller. A sheet has no order of reading, so nothing on it is
//! content: all marks are artifacts, there is no tree, no outline and no link. It sets no
//! type and opens no photograph.

mod bleed;
mod order;

pub use bleed::{CropMarks, bleed};

use crate::base::{Length, PageStart, Point, Rect, Size};
use crate::pages::{
    Artifact, Draw, Glyph, GlyphRun, Item, Margins, Page, Pages, Side, Structure, Tag,
};

/// The thinnest line that office printers print, which no line is made thinner than.
const HAIRLINE: Length = Length::milli(250);

/// How pages are put on sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// To be printed on both sides, folded once and stapled. Pages of inner sheets move to
    /// the fold, by `creep` for each sheet further in, since the fold pushes them out.
    Booklet {
        /// The thickness of the paper.
        creep: Length,
    },
    /// So many pages side by side and one below the other, in reading order.
    Grid {
        /// Columns.
        across: u8,
        /// Rows.
        down: u8,
    },
}

/// Puts pages on sheets of this size. Pages that are too large for their place are scaled
/// to it; others stand in its middle.
#[must_use]
pub fn impose(pages: &Pages, sheet: Size, scheme: Scheme) -> Pages {
    let count = pages.pages.len();
    let (across, down, sides) = match scheme {
        Scheme::Booklet { .. } => (2, 1, order::booklet(count)),
        Scheme::Grid { across, down } => {
            let (across, down) = (usize::from(across.max(1)), usize::from(down.max(1)));
            (across, down, order::in_order(count, across * down))
        }
    };
    let cell = Size {
        width: Length(sheet.width.0 / whole(across)),
        height: Length(sheet.height.0 / whole(down)),
    };
    let mut made = Vec::new();
    for (number, side) in sides.iter().enumerate() {
        let mut items = Vec::new();
        let mut labels = Vec::new();
        for (place, page) in side.iter().enumerate() {
            let Some(page) = page.and_then(|page| pages.pages.get(page)) else {
                labels.push("–");
                continue;
            };
            labels.push(&page.label);
            let (column, row) = (whole(place % across), whole(place / across));
            let cell = Rect::new(cell.width * column, cell.height * row, cell.width, cell.height);
            let shift = match scheme {
                Scheme::Booklet { creep } => creep * whole(number / 2) * (1 - column * 2),
                Scheme::Grid { .. } => Length::ZERO,
            };
            let put = Put::new(page.size, cell, shift);
            items.extend(page.items.iter().filter_map(|item| put.item(item)));
        }
        let side = if number.is_multiple_of(2) { Side::Recto } else { Side::Verso };
        made.push(Page { size: sheet, side, label: labels.join(", "), items, links: Vec::new() });
    }
    let start = |page: &Page| PageStart { label: page.label.clone(), text: None };
    Pages {
        starts: made.iter().map(start).collect(),
        slips: None,
        pages: made,
        structure: Structure::new(),
        outline: Vec::new(),
        info: pages.info.clone(),
        photos: pages.photos.clone(),
        tones: pages.tones,
        colored: pages.colored.clone(),
        margins: Margins::default(),
    }
}

/// Takes from pages what only a screen has: tags, links, bookmarks, words that are not seen.
pub fn flatten(pages: &mut Pages) {
    for page in &mut pages.pages {
        page.links.clear();
        page.items.retain(|item| !matches!(item.draw, Draw::Unseen(_) | Draw::Slip { .. }));
        for item in &mut page.items {
            if item.tag != Tag::Artifact(Artifact::Page) {
                item.tag = Tag::Artifact(Artifact::Layout);
            }
            if let Draw::Text(run) = &mut item.draw {
                run.lang = None;
            }
        }
    }
    pages.structure = Structure::new();
    pages.outline.clear();
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// How the marks of one page come to their place on a sheet.
struct Put {
    /// The place, beyond which areas and photographs are cut off.
    cell: Rect,
    /// Where the page's top left corner stands.
    corner: Point,
    /// The scale: so much of so much.
    scale: (Length, Length),
}

impl Put {
    fn new(page: Size, cell: Rect, shift: Length) -> Put {
        let by_width = (cell.width, page.width);
        let by_height = (cell.height, page.height);
        let whole = (page.width, page.width);
        let product = |a: Length, b: Length| i128::from(a.0) * i128::from(b.0);
        let smaller = |a: (Length, Length), b: (Length, Length)| {
            if product(a.0, b.1) <= product(b.0, a.1) { a } else { b }
        };
        let scale = smaller(whole, smaller(by_width, by_height));
        let scaled = |length: Length| length.ratio(scale.0.0, scale.1.0.max(1));
        let corner = Point {
            x: cell.x + (cell.width - scaled(page.width)) / 2 + shift,
            y: cell.y + (cell.height - scaled(page.height)) / 2,
        };
        Put { cell, corner, scale }
    }

    fn item(&self, item: &Item) -> Option<Item> {
        let draw = match &item.draw {
            Draw::Text(run) => Draw::Text(self.run(run)),
            Draw::Shape(run) => Draw::Shape(self.run(run)),
            // There is nobody to read it to.
            Draw::Unseen(_) | Draw::Slip { .. } => return None,
            Draw::Fill { rect, color, opacity } => {
                let rect = self.cut(&thick(rect, self.rect(rect)))?;
                Draw::Fill { rect, color: *color, opacity: *opacity }
            }
            Draw::Photo { photo, frame, clip } => {
                let clip = self.cut(&self.rect(clip))?;
                Draw::Photo { photo: *photo, frame: self.rect(frame), clip }
            }
            Draw::Drawing { drawing, frame } => {
                Draw::Drawing { drawing: drawing.clone(), frame: self.rect(frame) }
            }
        };
        Some(Item { tag: Tag::Artifact(Artifact::Layout), draw })
    }

    fn length(&self, length: Length) -> Length {
        length.ratio(self.scale.0.0, self.scale.1.0.max(1))
    }

    fn short(&self, length: i32) -> i32 {
        let scaled = self.length(Length(i64::from(length))).0;
        i32::try_from(scaled).unwrap_or(length)
    }

    fn point(&self, point: Point) -> Point {
        Point { x: self.corner.x + self.length(point.x), y: self.corner.y + self.length(point.y) }
    }

    fn rect(&self, rect: &Rect) -> Rect {
        let Point { x, y } = self.point(Point { x: rect.x, y: rect.y });
        Rect::new(x, y, self.length(rect.width), self.length(rect.height))
    }

    /// What of a rectangle lies in the cell.
    fn cut(&self, rect: &Rect) -> Option<Rect> {
        let (left, top) = (rect.x.max(self.cell.x), rect.y.max(self.cell.y));
        let right = rect.right().min(self.cell.right());
        let bottom = rect.bottom().min(self.cell.bottom());
        let seen = left < right && top < bottom;
        seen.then(|| Rect::new(left, top, right - left, bottom - top))
    }

    fn run(&self, run: &GlyphRun) -> GlyphRun {
        let glyph = |glyph: &Glyph| Glyph {
            advance: self.short(glyph.advance),
            dx: self.short(glyph.dx),
            dy: self.short(glyph.dy),
            ..*glyph
        };
        GlyphRun {
            size: self.length(run.size),
            origin: self.point(run.origin),
            lang: None,
            glyphs: run.glyphs.iter().map(glyph).collect(),
            ..run.clone()
        }
    }
}

/// The scaled rectangle, no thinner than a hairline if it was not before.
fn thick(before: &Rect, after: Rect) -> Rect {
    let side = |before: Length, after: Length| after.max(before.min(HAIRLINE));
    let width = side(before.width, after.width);
    Rect::new(after.x, after.y, width, side(before.height, after.height))
}

#[cfg(test)]
mod tests;
