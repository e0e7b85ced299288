//! A part of the pages, with its part of the tree.
//!
//! Pages come in, with the pages of them that are wanted; those go out under their own
//! numbers. Nodes of which nothing is left go as well, and so do links and bookmarks to what is
//! gone: a link's words stay, as a stretch of text.

use super::{Kid, Node, NodeId, OutlineItem, Pages, Place, Role, Structure, Target};

/// Keeps the pages for whose index `wanted` says yes.
#[must_use]
pub fn take(pages: Pages, wanted: impl Fn(usize) -> bool) -> Pages {
    let mut new_index = Vec::with_capacity(pages.pages.len());
    let mut count = 0;
    for index in 0..pages.pages.len() {
        new_index.push(wanted(index).then_some(count));
        count += usize::from(wanted(index));
    }
    let mut taken = Taken { pages: new_index, links: Vec::new(), nodes: Vec::new() };
    let mut kept = Pages { pages: Vec::new(), starts: Vec::new(), ..pages };
    for (index, (mut page, start)) in pages.pages.into_iter().zip(pages.starts).enumerate() {
        let (mut new_link, mut links) = (Vec::new(), Vec::new());
        for link in page.links.drain(..) {
            let leads = match &link.target {
                Target::Url(_) => true,
                Target::Place(place) => taken.page(place.page).is_some(),
            };
            new_link.push(leads.then_some(links.len()));
            if leads {
                links.push(link);
            }
        }
        taken.links.push(new_link);
        if taken.page(index).is_some() {
            page.links = links;
            kept.pages.push(page);
            kept.starts.push(start);
        }
    }
    taken.prune(&mut kept.structure);
    for page in &mut kept.pages {
        for item in &mut page.items {
            if let super::Tag::Node(node) = &mut item.tag {
                *node = taken.node(*node).unwrap_or(Structure::ROOT);
            }
        }
        for link in &mut page.links {
            link.node = taken.node(link.node).unwrap_or(Structure::ROOT);
            if let Target::Place(place) = &mut link.target {
                *place = taken.place(*place).unwrap_or(*place);
            }
        }
    }
    kept.outline = taken.outline(&kept.outline);
    kept
}

/// What became of the old numbers: the new ones.
struct Taken {
    pages: Vec<Option<usize>>,
    /// For each old page its links.
    links: Vec<Vec<Option<usize>>>,
    nodes: Vec<Option<NodeId>>,
}

impl Taken {
    fn page(&self, old: usize) -> Option<usize> {
        self.pages.get(old).copied().flatten()
    }

    fn node(&self, old: NodeId) -> Option<NodeId> {
        self.nodes.get(old.0 as usize).copied().flatten()
    }

    fn place(&self, old: Place) -> Option<Place> {
        let page = self.page(old.page)?;
        Some(Place { page, node: old.node.and_then(|node| self.node(node)), ..old })
    }

    fn kid(&self, old: Kid) -> Option<Kid> {
        let number = |page: u32| Some(u32::try_from(self.page(page as usize)?).unwrap_or(page));
        match old {
            Kid::Node(id) => self.node(id).map(Kid::Node),
            Kid::Item { page, item } => Some(Kid::Item { page: number(page)?, item }),
            Kid::Link { page, link } => {
                let new = self.links.get(page as usize)?.get(link as usize).copied().flatten()?;
                Some(Kid::Link { page: number(page)?, link: u32::try_from(new).unwrap_or(link) })
            }
        }
    }

    /// Leaves the nodes with something under them, and the root.
    fn prune(&mut self, tree: &mut Structure) {
        let nodes = std::mem::take(&mut tree.nodes);
        // A parent stands before its kids, so from the last node on all kids are known.
        let mut lives = vec![false; nodes.len()];
        for (index, node) in nodes.iter().enumerate().rev() {
            let kept = |kid: &Kid| match kid {
                Kid::Node(id) => lives.get(id.0 as usize).copied().unwrap_or(false),
                Kid::Item { page, .. } | Kid::Link { page, .. } => {
                    self.page(*page as usize).is_some()
                }
            };
            lives[index] = index == 0 || node.kids.iter().any(kept);
        }
        let mut count = 0;
        for lives in lives {
            let id = NodeId(count);
            self.nodes.push(lives.then_some(id));
            count += u32::from(lives);
        }
        for (index, node) in nodes.into_iter().enumerate() {
            if self.nodes[index].is_some() {
                let node = self.renumbered(node);
                tree.nodes.push(node);
            }
        }
    }

    fn renumbered(&self, mut node: Node) -> Node {
        let had_link = node.kids.iter().any(|kid| matches!(kid, Kid::Link { .. }));
        node.parent = node.parent.and_then(|parent| self.node(parent));
        node.kids = node.kids.into_iter().filter_map(|kid| self.kid(kid)).collect();
        let has_link = node.kids.iter().any(|kid| matches!(kid, Kid::Link { .. }));
        match &mut node.role {
            // ISO 14289-1, 7.18.5: a link holds its annotation.
            role @ Role::Link if had_link && !has_link => *role = Role::Span,
            Role::Figure { bbox, .. } => {
                *bbox = bbox.and_then(|(page, rect)| Some((self.page(page)?, rect)));
            }
            _ => {}
        }
        node
    }

    /// Bookmarks to pages that are there; those under one that is gone move up to its place.
    fn outline(&self, items: &[OutlineItem]) -> Vec<OutlineItem> {
        let mut kept = Vec::new();
        for item in items {
            let kids = self.outline(&item.kids);
            match self.place(item.place) {
                Some(place) => {
                    kept.push(OutlineItem { title: item.title.clone(), place, kids });
                }
                None => kept.extend(kids),
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Length, PageStart, Point, Rect, Size};
    use crate::pages::{Artifact, Draw, Item, Link, Page, Side, Tag};

    /// Three pages: a link from the first to the third, a paragraph over the first two, a figure
    /// on the third.
    fn three() -> Pages {
        let mut structure = Structure::new();
        let part = structure.add(Structure::ROOT, Role::Part);
        let paragraph = structure.add(part, Role::Paragraph);
        let link = structure.add(paragraph, Role::Link);
        let bbox = Some((2, Rect::default()));
        let figure = structure.add(part, Role::Figure { alt: None, bbox });
        let place = Place { page: 2, point: Point::default(), node: Some(figure) };
        let mark = |tag| Item {
            tag,
            draw: Draw::Fill {
                rect: Rect::default(),
                color: crate::base::Color::BLACK,
                opacity: 100,
            },
        };
        let side = Size { width: Length::pt(100), height: Length::pt(100) };
        let page = |label: &str, items: Vec<Item>, links: Vec<Link>| Page {
            size: side,
            side: Side::Recto,
            label: label.to_owned(),
            items,
            links,
        };
        let areas = vec![Rect::default()];
        let leads = Link {
            areas,
            target: Target::Place(place),
            contents: "the figure".to_owned(),
            node: link,
        };
        structure.attach(link, Kid::Item { page: 0, item: 0 });
        structure.attach(link, Kid::Link { page: 0, link: 0 });
        structure.attach(paragraph, Kid::Item { page: 1, item: 1 });
        structure.attach(figure, Kid::Item { page: 2, item: 0 });
        let artifact = Tag::Artifact(Artifact::Layout);
        let all = vec![
            page("1", vec![mark(Tag::Node(link))], vec![leads]),
            page("2", vec![mark(artifact), mark(Tag::Node(paragraph))], Vec::new()),
            page("3", vec![mark(Tag::Node(figure))], Vec::new()),
        ];
        let start = |page: &Page| PageStart { label: page.label.clone(), text: None };
        let outline = vec![OutlineItem { title: "Figure".to_owned(), place, kids: Vec::new() }];
        let starts = all.iter().map(start).collect();
        Pages { structure, outline, starts, ..Pages::of("Three", all) }
    }

    #[test]
    fn what_leads_to_pages_that_are_gone_leads_nowhere() {
        let first = take(three(), |index| index < 2);
        assert_eq!(first.pages.len(), 2, "two pages");
        assert!(first.pages[0].links.is_empty(), "the link leads nowhere");
        assert!(first.outline.is_empty(), "neither does the bookmark");
        let roles: Vec<&Role> = first.structure.nodes.iter().map(|node| &node.role).collect();
        let wanted = [&Role::Document, &Role::Part, &Role::Paragraph, &Role::Span];
        assert_eq!(roles, wanted, "its words stay, the figure is gone");
    }

    #[test]
    fn the_last_pages_keep_their_numbers_and_nodes() {
        let last = take(three(), |index| 0 < index);
        assert_eq!(last.pages[1].label, "3", "as printed");
        assert_eq!(last.outline[0].place.page, 1, "the bookmark leads to the second of two");
        let Role::Figure { bbox, .. } = &last.structure.nodes[3].role else {
            panic!("the figure stands last: {:?}", last.structure.nodes)
        };
        assert_eq!(bbox.map(|(page, _)| page), Some(1), "so does its box");
        let Tag::Node(node) = last.pages[0].items[1].tag else { panic!("it is content") };
        assert_eq!(last.structure.node(node).role, Role::Paragraph, "marks find their nodes");
        let kids = &last.structure.node(node).kids;
        assert_eq!(kids[..], [Kid::Item { page: 0, item: 1 }], "and nodes their marks");
    }

    #[test]
    fn all_pages_are_the_same_pages() {
        let (before, after) = (three(), take(three(), |_| true));
        assert_eq!(before.structure.nodes, after.structure.nodes, "the tree");
        assert_eq!(before.outline, after.outline, "the outline");
    }
}
