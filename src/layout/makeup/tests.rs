//! Small galleys on pages of ten rows, their plans printed as text.

use std::fmt::Write as _;

use super::*;

/// A paragraph of so many lines, without widows and orphans.
fn paragraph(lines: usize) -> Element {
    let penalty = |line: usize| {
        let edge = line == 0 || line + 2 == lines;
        if edge && line + 1 < lines { NEVER } else { 0 }
    };
    let strip = |line| Strip { height: 2, first: 2, penalty: penalty(line), notes: 0 };
    stack((0..lines).map(strip).collect(), 0)
}

fn stack(strips: Vec<Strip>, before: u8) -> Element {
    Element::Text(Stack { before, forms: vec![Form { cost: 0, strips }], ..Stack::default() })
}

/// A line that stays with what follows it.
fn heading() -> Element {
    stack(vec![Strip { height: 2, first: 2, penalty: NEVER, notes: 0 }], 1)
}

fn galley(elements: Vec<Element>) -> Galley {
    Galley {
        rows: 10,
        elements,
        note_rows: (0..30).map(|n| n + u16::from(n != 0)).collect(),
        ..Galley::default()
    }
}

fn print(galley: &Galley, first: Side) -> String {
    let mut out = String::new();
    for page in break_pages(galley, first).pages {
        let _ = write!(out, "{}:", page.last + 1);
        for thing in page.things {
            let _ = match thing {
                Thing::Text { element, strips, row, .. } => {
                    write!(out, " {element}[{}..{}]@{row}", strips.start, strips.end)
                }
                Thing::Plate { plate, at, .. } => write!(out, " plate {plate} {at:?}"),
            };
        }
        if !page.notes.is_empty() {
            let _ = write!(out, " notes {:?}", page.notes);
        }
        out.push('\n');
    }
    out
}

#[test]
fn leaves_no_line_alone() {
    // Nine lines, then three: the second paragraph cannot leave one line on either page.
    let plan = print(&galley(vec![paragraph(9), paragraph(3)]), Side::Recto);
    assert!(plan.contains("1[0..3]@0"), "three lines move together: {plan}");
}

#[test]
fn keeps_a_heading_with_two_lines() {
    let plan = print(&galley(vec![paragraph(8), heading(), paragraph(6)]), Side::Recto);
    assert!(plan.contains("1[0..1]@0 2[0..6]@1"), "the heading moves over: {plan}");
}

#[test]
fn facing_pages_have_one_height() {
    let elements: Vec<_> = (0..40).map(|n| paragraph(3 + n % 4)).collect();
    let plan = break_pages(&galley(elements), Side::Recto);
    let heights: Vec<u16> = plan.pages.iter().map(|page| page.last).collect();
    for spread in heights[1..].chunks_exact(2) {
        assert_eq!(spread[0], spread[1], "a spread is even: {heights:?}");
    }
}

#[test]
fn charges_notes_to_their_line_and_splits_long_ones() {
    let mut strips = vec![Strip { height: 2, first: 2, penalty: 0, notes: 0 }; 4];
    strips[1].notes = 12;
    let plan = break_pages(&galley(vec![stack(strips, 0), paragraph(9)]), Side::Recto);
    let notes: Vec<_> = plan.pages.iter().map(|page| page.notes.clone()).collect();
    assert_eq!(notes.iter().map(ExactSizeIterator::len).sum::<usize>(), 12, "all lines: {notes:?}");
    assert!(2 <= notes[0].len(), "it begins where it is cited: {notes:?}");
}

#[test]
fn places_every_plate_once_in_order() {
    for kind in [
        PlateBox::Page,
        PlateBox::Spread,
        PlateBox::Margin(4),
        PlateBox::Block { top: 4, inside: 5, foot: 4 },
    ] {
        let mut elements = Vec::new();
        for plate in 0..4 {
            elements.push(paragraph(7));
            elements.push(Element::Cite(plate));
        }
        let galley = Galley { plates: vec![vec![kind]; 4], ..galley(elements) };
        for side in [Side::Verso, Side::Recto] {
            let plan = break_pages(&galley, side);
            let plates: Vec<usize> = plan
                .pages
                .iter()
                .flat_map(|page| &page.things)
                .filter_map(|thing| match thing {
                    Thing::Plate { at: At::Spread(1), .. } | Thing::Text { .. } => None,
                    Thing::Plate { plate, .. } => Some(*plate),
                })
                .collect();
            assert_eq!(plates, [0, 1, 2, 3], "{kind:?} from {side:?}");
            let filled = plan.pages.iter().all(|page| !page.things.is_empty());
            assert!(filled, "no page stays empty: {kind:?} from {side:?}");
        }
    }
}

#[test]
fn plates_left_over_at_a_chapter_s_end_share_a_page() {
    let kind = PlateBox::Block { top: 4, inside: 5, foot: 99 };
    let elements = vec![paragraph(8), Element::Cite(0), Element::Cite(1)];
    let galley = Galley { plates: vec![vec![kind]; 2], ..galley(elements) };
    for side in [Side::Verso, Side::Recto] {
        let plan = print(&galley, side);
        assert!(plan.contains("plate 0 Top(0) plate 1 Top(4)"), "from {side:?}: {plan}");
    }
}

#[test]
fn what_takes_the_margin_stands_under_an_epigraph_and_above_the_folio() {
    let Element::Text(stack) = paragraph(5) else { unreachable!("a paragraph is text") };
    let wide = Element::Text(Stack { wide: true, ..stack });
    let galley = Galley { opening: 1, margin: 5, ..galley(vec![wide]) };
    let plan = print(&galley, Side::Recto);
    assert!(plan.contains("0[0..5]@4"), "not beside it: {plan}");
}

#[test]
fn sets_what_must_not_be_parted_and_cannot_stay_whole() {
    let strips = vec![Strip { height: 2, first: 2, penalty: NEVER, notes: 0 }; 35];
    let plan = print(&galley(vec![paragraph(4), stack(strips, 0), paragraph(4)]), Side::Verso);
    assert!(plan.contains("..35]"), "all strips stand: {plan}");
}

#[test]
fn a_break_asked_for_costs_nothing() {
    let plan = break_pages(&galley(vec![paragraph(3), Element::Break, paragraph(5)]), Side::Recto);
    assert_eq!(plan.pages.len(), 2, "the second paragraph begins a page");
    assert_eq!(plan.cost, 0, "white that was asked for is free");
}

#[test]
fn a_plate_stands_smaller_rather_than_over_the_page() {
    // Three rows are left on a right-hand page: too few for the plate as it would best be.
    let best = PlateBox::Block { top: 5, inside: 5, foot: 5 };
    let elements = vec![paragraph(7), Element::Cite(0), paragraph(13)];
    let forms = |forms| Galley { plates: vec![forms], ..galley(elements.clone()) };
    let alone = print(&forms(vec![best]), Side::Recto);
    assert!(!alone.lines().next().is_some_and(|page| page.contains("plate")), "over: {alone}");
    let smaller = print(&forms(vec![best, PlateBox::Margin(4)]), Side::Recto);
    assert!(smaller.starts_with("10: 0[0..7]@0 plate 0 Margin(7)"), "beside: {smaller}");
}
