//! Prints what a measuring program must be told because it cannot see it: where chapters begin
//! and end, and how far plates stand from the words that cite them.
//!
//! Pages come in, a line for each chapter and each plate goes out. Places come from the
//! structure tree alone: a plate is cited where it stands in reading order, after the words
//! before it. It knows no measure of quality and judges nothing.

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use super::{Kid, NodeId, Pages, Role, Structure};

/// Prints the chapters with their pages, each followed by its plates: the page of the words
/// before a plate in reading order and the page on which it stands. Pages count from 1.
#[must_use]
pub fn survey(pages: &Pages) -> String {
    let mut out = String::new();
    for kid in &pages.structure.node(Structure::ROOT).kids {
        let Kid::Node(part) = *kid else { continue };
        let mut marks = Marks::default();
        marks.walk(pages, part);
        let Some(range) = marks.pages else { continue };
        if !is_text(pages, &range) {
            continue;
        }
        let _ = writeln!(out, "chapter  pages {}-{}", range.start() + 1, range.end() + 1);
        for (node, cited, stands) in marks.plates {
            let (id, cited, stands) = (node.0, cited + 1, stands + 1);
            let _ = writeln!(out, "  plate #{id}  cited on page {cited}  stands on page {stands}");
        }
    }
    out
}

/// Whether some page of these begins in the manuscript's text: data pages do not.
fn is_text(pages: &Pages, range: &RangeInclusive<u32>) -> bool {
    range.clone().any(|page| pages.starts.get(page as usize).is_some_and(|it| it.text.is_some()))
}

/// What a part has on its pages.
#[derive(Debug, Default)]
struct Marks {
    /// From its first to its last page.
    pages: Option<RangeInclusive<u32>>,
    /// The page of the words that were read last.
    words: u32,
    /// Each picture, the page of the words before it and its own.
    plates: Vec<(NodeId, u32, u32)>,
}

impl Marks {
    /// Goes through the tree under a node in reading order.
    fn walk(&mut self, pages: &Pages, top: NodeId) {
        let mut open = vec![(Kid::Node(top), true)];
        while let Some((kid, is_words)) = open.pop() {
            match kid {
                Kid::Node(id) => {
                    let node = pages.structure.node(id);
                    // Captions and notes are not what cites a plate.
                    let aside = matches!(node.role, Role::Figure { .. } | Role::Note);
                    if let Role::Figure { bbox: Some((page, _)), .. } = node.role {
                        let page = u32::try_from(page).unwrap_or(u32::MAX);
                        self.plates.push((id, self.words, page));
                    }
                    let kids = node.kids.iter().rev();
                    open.extend(kids.map(|kid| (*kid, is_words && !aside)));
                }
                Kid::Item { page, .. } => {
                    let (first, last) =
                        self.pages.as_ref().map_or((page, page), |it| (*it.start(), *it.end()));
                    self.pages = Some(first.min(page)..=last.max(page));
                    if is_words {
                        self.words = page;
                    }
                }
                Kid::Link { .. } => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{BlockId, PageStart, Rect};

    fn item(page: u32) -> Kid {
        Kid::Item { page, item: 0 }
    }

    fn figure(page: usize) -> Role {
        Role::Figure { alt: None, bbox: Some((page, Rect::default())) }
    }

    fn pages(structure: Structure, text: &[bool]) -> Pages {
        let starts = text.iter().enumerate().map(|(index, text)| PageStart {
            label: (index + 1).to_string(),
            text: text.then_some((BlockId(0), 0)),
        });
        Pages { structure, starts: starts.collect(), ..Pages::of("", Vec::new()) }
    }

    #[test]
    fn says_where_a_plate_is_cited_and_where_it_stands() {
        let mut structure = Structure::new();
        let part = structure.add(Structure::ROOT, Role::Part);
        let before = structure.add(part, Role::Paragraph);
        structure.attach(before, item(3));
        structure.attach(before, item(4));
        let plate = structure.add(part, figure(5));
        structure.attach(plate, item(5));
        // A caption is no citation: the second plate is cited where the first is.
        let second = structure.add(part, figure(6));
        structure.attach(second, item(6));
        let after = structure.add(part, Role::Paragraph);
        structure.attach(after, item(5));
        let pages = pages(structure, &[false, false, false, true, true, true, false]);
        assert_eq!(
            survey(&pages),
            "chapter  pages 4-7\n  plate #3  cited on page 5  stands on page 6\n  \
             plate #4  cited on page 5  stands on page 7\n",
            "pages are counted from 1"
        );
    }

    #[test]
    fn leaves_data_pages_out() {
        let mut structure = Structure::new();
        let part = structure.add(Structure::ROOT, Role::Part);
        structure.attach(part, item(0));
        assert_eq!(survey(&pages(structure, &[false])), "", "no text begins on the page");
    }
}
