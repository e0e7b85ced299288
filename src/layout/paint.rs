//! Puts the marks of each page in the order in which they are read.
//!
//! Joined pages come in, with their tree; the same pages go out, the marks of each in the
//! tree's order as far as no picture changes: a photograph, a drawing or a flat area keeps
//! its turn with all that it overlaps. Readers that know no tags then meet the words in the
//! same order as those that do. It moves nothing on the page.

use std::collections::BTreeSet;

use crate::base::{Length, Rect};
use crate::pages::{Artifact, Draw, Item, Kid, Pages, Structure, Tag, extent};

/// Paints every page in reading order.
pub(crate) fn in_reading_order(pages: &mut Pages) {
    let turns = turns(pages);
    let mut moved: Vec<Vec<u32>> = Vec::with_capacity(pages.pages.len());
    for (page, turns) in pages.pages.iter_mut().zip(turns) {
        let order = order(&page.items, &turns);
        let mut places = vec![0; order.len()];
        for (&from, to) in order.iter().zip(0..) {
            places[from] = to;
        }
        let mut items: Vec<Option<Item>> = page.items.drain(..).map(Some).collect();
        page.items = order.into_iter().filter_map(|from| items[from].take()).collect();
        moved.push(places);
    }
    for kid in pages.structure.nodes.iter_mut().flat_map(|node| &mut node.kids) {
        if let Kid::Item { page, item } = kid {
            *item = moved[*page as usize][*item as usize];
        }
    }
}

/// For each mark of each page, when it is read. Words that are no content come first: after
/// a line that ends in a hyphen, poppler would take them for the rest of its word. All else
/// that is no content goes with the mark before it.
fn turns(pages: &Pages) -> Vec<Vec<usize>> {
    let mut turns: Vec<Vec<usize>> =
        pages.pages.iter().map(|page| vec![usize::MAX; page.items.len()]).collect();
    let mut open = vec![Kid::Node(Structure::ROOT)];
    let mut next = 1;
    while let Some(kid) = open.pop() {
        match kid {
            Kid::Node(id) => open.extend(pages.structure.node(id).kids.iter().rev()),
            Kid::Item { page, item } => {
                turns[page as usize][item as usize] = next;
                next += 1;
            }
            Kid::Link { .. } => {}
        }
    }
    for (page, turns) in pages.pages.iter().zip(&mut turns) {
        let mut before = 0;
        for (item, turn) in page.items.iter().zip(turns) {
            match item.tag {
                Tag::Node(_) => before = *turn,
                Tag::Artifact(Artifact::Background) => *turn = 0,
                Tag::Artifact(_) if matches!(item.draw, Draw::Text(_)) => *turn = 0,
                Tag::Artifact(_) => *turn = before,
            }
        }
    }
    turns
}

/// The marks of a page, by index, in the order in which they are to be painted.
fn order(items: &[Item], turns: &[usize]) -> Vec<usize> {
    let (waits, mut counts) = waits(items);
    let mut ready: BTreeSet<(usize, usize)> =
        (0..items.len()).filter(|&index| counts[index] == 0).map(|i| (turns[i], i)).collect();
    let mut order = Vec::with_capacity(items.len());
    while let Some((_, index)) = ready.pop_first() {
        order.push(index);
        for &after in &waits[index] {
            counts[after] -= 1;
            if counts[after] == 0 {
                ready.insert((turns[after], after));
            }
        }
    }
    order
}

/// For each mark those that must be painted after it, and for each how many it waits for.
fn waits(items: &[Item]) -> (Vec<Vec<usize>>, Vec<usize>) {
    let areas: Vec<Rect> = items.iter().map(reach).collect();
    let is_text =
        |item: &Item| matches!(item.draw, Draw::Text(_) | Draw::Unseen(_) | Draw::Shape(_));
    let (mut waits, mut counts) = (vec![Vec::new(); items.len()], vec![0; items.len()]);
    for (index, _) in items.iter().enumerate().filter(|(_, item)| !is_text(item)) {
        for (other, area) in areas.iter().enumerate() {
            // Two that are no text meet twice here; the earlier of them counts.
            let counted = other < index && !is_text(&items[other]);
            if other != index && !counted && overlap(area, &areas[index]) {
                let (first, second) = (index.min(other), index.max(other));
                waits[first].push(second);
                counts[second] += 1;
            }
        }
    }
    (waits, counts)
}

/// Where a mark may leave ink: letters reach out of their em a little.
fn reach(item: &Item) -> Rect {
    let area = extent(item);
    let more = match &item.draw {
        Draw::Text(run) | Draw::Unseen(run) | Draw::Shape(run) => run.size / 3,
        _ => Length::ZERO,
    };
    Rect::new(area.x - more, area.y - more, area.width + more * 2, area.height + more * 2)
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Color, Point};
    use crate::font::FaceId;
    use crate::pages::{GlyphRun, NodeId};

    fn text(y: i64) -> Item {
        let run = GlyphRun {
            face: FaceId::TEXT,
            size: Length::pt(10),
            scale: 10_000,
            origin: Point { x: Length::pt(50), y: Length::pt(y) },
            color: Color::BLACK,
            lang: None,
            text: String::new(),
            glyphs: Vec::new(),
            generated: false,
        };
        Item { tag: Tag::Node(NodeId(1)), draw: Draw::Text(run) }
    }

    fn flat(y: i64, height: i64) -> Item {
        let rect = Rect::new(Length::ZERO, Length::pt(y), Length::pt(400), Length::pt(height));
        let draw = Draw::Fill { rect, color: Color::WHITE, opacity: 100 };
        Item { tag: Tag::Artifact(Artifact::Layout), draw }
    }

    #[test]
    fn words_are_painted_as_they_are_read() {
        assert_eq!(order(&[text(100), text(200), text(150)], &[2, 3, 1]), [2, 0, 1], "by turn");
    }

    #[test]
    fn what_overlaps_keeps_its_turn() {
        let items = [flat(90, 30), text(110), text(300)];
        assert_eq!(order(&items, &[3, 1, 2]), [2, 0, 1], "the ground before the words on it");
        let items = [text(110), flat(90, 30), text(300)];
        assert_eq!(order(&items, &[3, 2, 1]), [2, 0, 1], "and the cover after those under it");
        let items = [flat(0, 50), flat(40, 50), flat(80, 50)];
        assert_eq!(order(&items, &[3, 2, 1]), [0, 1, 2], "each lies on the one before");
    }
}
