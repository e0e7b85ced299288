//! Joins the sheets of all parts to one book: numbers pages, shifts trees, resolves links.

use std::collections::BTreeMap;

use crate::base::{Length, PageStart, Point};
use crate::document::{Document, Permission, Photo};
use crate::image::{PhotoId, Tones};
use crate::layout::address;
use crate::layout::ctx::Ctx;
use crate::layout::furniture;
use crate::layout::paint;
use crate::layout::sheet::{Bookmark, Goal, Sheets};
use crate::layout::spans;
use crate::pages::{
    self, Draw, Glyph, Info, Item, Kid, Link, NodeId, OutlineItem, Page, Pages, Place, Role, Side,
    Structure, Target,
};

/// The side of the page with this index: page 1, index 0, is a right-hand page.
pub(crate) fn side_of(index: usize) -> Side {
    if index.is_multiple_of(2) { Side::Recto } else { Side::Verso }
}

/// The printed number of the page with this index.
pub(crate) fn label_of(index: usize) -> String {
    (index + 1).to_string()
}

/// Joins sheets in reading order.
pub(crate) fn assemble(mut parts: Vec<Sheets>, info: Info, ctx: &mut Ctx) -> Pages {
    let firsts = first_pages(&parts);
    let places = places(&parts, &firsts);
    let page_of = |goal: &Goal| Some(places.get(&Key::of(goal)?)?.page);
    draw_furniture(&mut parts, ctx);
    address::print(&mut parts, &page_of, ctx);
    let mut pages = Pages {
        pages: Vec::new(),
        structure: Structure::new(),
        outline: Vec::new(),
        info,
        photos: ctx.document.photos.iter().map(|photo| photo.facts.clone()).collect(),
        colored: colored(ctx.document).map(|(id, _)| id).collect(),
        tones: if ctx.design.manner.grey { Tones::Greys } else { Tones::Color },
        starts: Vec::new(),
        slips: None,
        margins: pages::Margins::default(),
    };
    let mut bookmarks = Vec::new();
    let mut joint = Joint { size: ctx.design.page.paper, places };
    for part in parts {
        let (first, gaps) = (pages.pages.len(), part.gaps.clone());
        joint.join(&mut pages, part, &mut bookmarks);
        for (page, item) in gaps {
            part_words(&mut pages, first + page, item, ctx);
        }
    }
    if pages.tones == Tones::Greys {
        let drawings = colored(ctx.document).filter_map(|(_, photo)| photo.drawing.as_ref());
        pages::grey(&mut pages, &drawings.collect::<Vec<_>>());
    }
    spans::wrap_words(&mut pages);
    paint::in_reading_order(&mut pages);
    pages.outline = nest(&mut bookmarks.into_iter().peekable(), 1);
    pages
}

/// The photographs and drawings that may not be shown without colour.
fn colored(document: &Document) -> impl Iterator<Item = (PhotoId, &Photo)> {
    let photos = (0..).map(PhotoId).zip(&document.photos);
    photos.filter(|(_, photo)| photo.rights.bw == Permission::Forbid)
}

/// Ends a mark's words with a space of no width, unless they end with one or with a hyphen.
fn part_words(pages: &mut Pages, page: usize, item: usize, ctx: &Ctx) {
    let item = pages.pages.get_mut(page).and_then(|page| page.items.get_mut(item));
    let Some(Item { draw: Draw::Text(run), .. }) = item else { return };
    let whole = |last: char| last.is_whitespace() || matches!(last, '-' | '\u{ad}');
    if run.text.chars().next_back().is_none_or(whole) {
        return;
    }
    if let Some(id) = ctx.fonts.face(run.face).glyph(' ') {
        run.text.push(' ');
        run.glyphs.push(Glyph { id, len: 1, advance: 0, dx: 0, dy: 0 });
    }
}

/// Heads and folios need the numbers of pages, hence come last.
fn draw_furniture(parts: &mut [Sheets], ctx: &mut Ctx) {
    let mut index = 0;
    for part in parts {
        let heading = part.heading.clone();
        for sheet in &mut part.sheets {
            let heading = if sheet.titled { "" } else { &heading };
            let items = furniture::draw(sheet.furniture, &label_of(index), heading, ctx);
            sheet.items.extend(items);
            index += 1;
        }
    }
}

/// The index of each part's first page.
pub(crate) fn first_pages(parts: &[Sheets]) -> Vec<usize> {
    let mut next = 0;
    let mut first = |part: &Sheets| {
        next += part.sheets.len();
        next - part.sheets.len()
    };
    parts.iter().map(&mut first).collect()
}

/// Where every goal of the document stands. Node ids are shifted as [`Joint::join`] does.
fn places(parts: &[Sheets], firsts: &[usize]) -> BTreeMap<Key, Place> {
    let mut places = BTreeMap::new();
    let mut nodes = 0;
    for (part, first) in parts.iter().zip(firsts) {
        for (goal, spot) in &part.anchors {
            let node = spot.node.map(|node| shifted(node, nodes));
            let place = Place { page: first + spot.sheet, point: spot.point, node };
            if let Some(key) = Key::of(goal) {
                places.entry(key).or_insert(place);
            }
        }
        nodes += part.structure.nodes.len() - 1;
    }
    places
}

/// What places are looked up by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Anchor(String),
    Block(u32),
}

impl Key {
    fn of(goal: &Goal) -> Option<Key> {
        match goal {
            Goal::Url(_) => None,
            Goal::Anchor(name) => Some(Key::Anchor(name.clone())),
            Goal::Block(id) => Some(Key::Block(id.0)),
        }
    }
}

struct Joint {
    size: crate::base::Size,
    places: BTreeMap<Key, Place>,
}

impl Joint {
    fn join(&mut self, pages: &mut Pages, part: Sheets, bookmarks: &mut Vec<(Bookmark, usize)>) {
        let first = pages.pages.len();
        let base = pages.structure.nodes.len() - 1;
        graft(&mut pages.structure, part.structure, base, first);
        for sheet in part.sheets {
            let index = pages.pages.len();
            let label = label_of(index);
            let mut links = Vec::new();
            for area in sheet.links {
                let way = &part.ways[area.way];
                links.push(Link {
                    areas: area.areas,
                    target: self.target(&way.goal, index),
                    contents: way.contents.clone(),
                    node: shifted(way.node, base),
                });
            }
            let mut items = sheet.items;
            for item in &mut items {
                if let crate::pages::Tag::Node(node) = &mut item.tag {
                    *node = shifted(*node, base);
                }
            }
            pages.starts.push(PageStart { label: label.clone(), text: sheet.start });
            pages.pages.push(Page { size: self.size, side: side_of(index), label, items, links });
        }
        bookmarks.extend(part.bookmarks.into_iter().map(|mut bookmark| {
            bookmark.spot.node = bookmark.spot.node.map(|node| shifted(node, base));
            (bookmark, first)
        }));
    }

    /// A goal that no part has is shown where the reader already is; reading reports such
    /// links, so this is a stand-in.
    fn target(&self, goal: &Goal, page: usize) -> Target {
        let here = Place { page, point: Point { x: Length::ZERO, y: Length::ZERO }, node: None };
        match goal {
            Goal::Url(url) => Target::Url(url.clone()),
            Goal::Anchor(_) | Goal::Block(_) => {
                let place = Key::of(goal).and_then(|key| self.places.get(&key));
                Target::Place(place.copied().unwrap_or(here))
            }
        }
    }
}

/// Every node but the root moves up by `base`.
fn shifted(node: NodeId, base: usize) -> NodeId {
    if node == Structure::ROOT {
        return node;
    }
    NodeId(node.0 + u32::try_from(base).expect("a tree has under 2^32 nodes"))
}

fn graft(tree: &mut Structure, part: Structure, base: usize, first: usize) {
    let first = u32::try_from(first).expect("a book has under 2^32 pages");
    for (index, mut node) in part.nodes.into_iter().enumerate() {
        node.parent = node.parent.map(|parent| shifted(parent, base));
        for kid in &mut node.kids {
            match kid {
                Kid::Node(id) => *id = shifted(*id, base),
                Kid::Item { page, .. } | Kid::Link { page, .. } => *page += first,
            }
        }
        if let Role::Figure { bbox: Some((page, _)), .. } = &mut node.role {
            *page += first as usize;
        }
        if index == 0 {
            tree.node_mut(Structure::ROOT).kids.extend(node.kids);
        } else {
            tree.nodes.push(node);
        }
    }
}

/// Nests bookmarks by their levels; one that skips a level stands one deeper all the same.
fn nest(
    bookmarks: &mut std::iter::Peekable<std::vec::IntoIter<(Bookmark, usize)>>,
    level: u8,
) -> Vec<OutlineItem> {
    let mut items = Vec::new();
    while let Some((bookmark, first)) = bookmarks.next_if(|(next, _)| level <= next.level) {
        let spot = bookmark.spot;
        let place = Place { page: first + spot.sheet, point: spot.point, node: spot.node };
        let kids = nest(bookmarks, bookmark.level.max(level) + 1);
        items.push(OutlineItem { title: bookmark.title, place, kids });
    }
    items
}
