//! Sheets made of hand-made pages.

use super::*;
use crate::base::Color;

const PAGE: Size = Size { width: Length::pt(400), height: Length::pt(600) };

/// So many pages, each a flat area to its edges with a hairline on it.
fn pages(count: usize) -> Pages {
    let fill = |rect: Rect| Item {
        tag: Tag::Artifact(Artifact::Layout),
        draw: Draw::Fill { rect, color: Color::BLACK, opacity: 100 },
    };
    let page = |index: usize| Page {
        size: PAGE,
        side: Side::Recto,
        label: (index + 1).to_string(),
        items: vec![
            fill(Rect::new(Length::ZERO, Length::ZERO, PAGE.width, PAGE.height)),
            fill(Rect::new(Length::pt(40), Length::pt(60), Length::pt(320), HAIRLINE)),
        ],
        links: Vec::new(),
    };
    Pages::of("The Quay", (0..count).map(page).collect())
}

/// The flat areas of a sheet.
fn areas(page: &Page) -> Vec<Rect> {
    let area = |item: &Item| match &item.draw {
        Draw::Fill { rect, .. } => Some(*rect),
        _ => None,
    };
    page.items.iter().filter_map(area).collect()
}

#[test]
fn a_booklet_stands_at_full_size_beside_the_fold() {
    let sheet = Size { width: Length::pt(800), height: Length::pt(600) };
    let sheets = impose(&pages(6), sheet, Scheme::Booklet { creep: Length::pt(1) });
    let labels: Vec<&str> = sheets.pages.iter().map(|page| page.label.as_str()).collect();
    assert_eq!(labels, ["6, 1", "2, –", "–, 3", "4, 5"], "folded order");
    let outer = areas(&sheets.pages[0]);
    let right = Rect::new(Length::pt(400), Length::ZERO, Length::pt(400), Length::pt(600));
    assert_eq!(outer[2], right, "the cover fills the right half of the outermost sheet");
    let inner = areas(&sheets.pages[3]);
    let left = Rect::new(Length::pt(1), Length::ZERO, Length::pt(399), Length::pt(600));
    assert_eq!(inner[0], left, "an inner page moves to the fold and is cut there");
    assert_eq!(inner[2].right(), Length::pt(799), "so does the one beyond it");
}

#[test]
fn four_pages_share_a_sheet_and_no_line_gets_too_thin() {
    let sheet = Size { width: Length::pt(400), height: Length::pt(600) };
    let sheets = impose(&pages(5), sheet, Scheme::Grid { across: 2, down: 2 });
    assert_eq!(sheets.pages.len(), 2, "four and one");
    let areas = areas(&sheets.pages[0]);
    let last = Rect::new(Length::pt(200), Length::pt(300), Length::pt(200), Length::pt(300));
    assert_eq!(areas[6], last, "the fourth stands at the lower right, at half its size");
    assert!(areas.iter().all(|rect| HAIRLINE <= rect.height), "hairlines stay hairlines");
}
