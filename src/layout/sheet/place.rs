//! Marks on the page at hand: lines, photographs and fills come to their places and into the
//! tree.
//!
//! Composed lines and frames come in; items of the page, kids of nodes and areas of links go
//! out. It knows no block and chooses no place.

use super::{Area, Sheets, Told};
use crate::base::{Color, Length, Rect};
use crate::document::Document;
use crate::font::FaceId;
use crate::image::PhotoId;
use crate::layout::compose::{Line, Piece};
use crate::pages::{Artifact, Draw, GlyphRun, Item, Kid, NodeId, Role, Tag};

/// Thickness of the line under an address and through words struck out.
const HAIRLINE: Length = Length::milli(250);

impl Sheets {
    /// Sets a line with the left end of its measure at `x`, as content of `node` and of the
    /// nodes that its marks name.
    pub(crate) fn line(&mut self, line: &Line, x: Length, baseline: Length, node: NodeId) {
        self.set(line.clone(), x, baseline, node);
    }

    /// The same for a line that is not needed any more.
    pub(crate) fn set(&mut self, line: Line, x: Length, baseline: Length, node: NodeId) {
        if line.start == 0 {
            self.gap(node);
        }
        for mut piece in line.pieces {
            let meaning = self.meanings[piece.mark.0 as usize].clone();
            let tag = Tag::Node(meaning.node.unwrap_or(node));
            piece.run.generated = meaning.generated;
            if self.unseen.contains(&piece.mark) {
                let draw = Draw::Unseen(moved(piece.run, x, baseline));
                self.item(Item { tag, draw });
                continue;
            }
            let reach = Reach::of(&piece, x, baseline);
            self.piece(piece, x, baseline, tag);
            if meaning.strike {
                let rect = reach.band(-reach.size.ratio(1, 4), HAIRLINE * 2);
                self.fill(rect, reach.color, Tag::Artifact(Artifact::Layout));
            }
            if let Some(way) = meaning.goal {
                self.lead(way, &reach);
            }
        }
    }

    /// Sets a line that is not content.
    pub(crate) fn artifact(&mut self, line: &Line, x: Length, baseline: Length, kind: Artifact) {
        for piece in &line.pieces {
            let run = moved(piece.run.clone(), x, baseline);
            let shape = self.shapes.contains(&piece.mark);
            let draw = if shape { Draw::Shape(run) } else { Draw::Text(run) };
            self.item(Item { tag: Tag::Artifact(kind), draw });
        }
    }

    /// Fills a rectangle; rules are rectangles as well.
    pub(crate) fn fill(&mut self, rect: Rect, color: Color, tag: Tag) {
        self.item(Item { tag, draw: Draw::Fill { rect, color, opacity: 100 } });
    }

    /// Sets a photograph or drawing as content of a `Figure` node, whose box it extends.
    /// `clip` is the part that is seen; the whole would stand in `frame`.
    pub(crate) fn photo(
        &mut self,
        document: &Document,
        photo: PhotoId,
        frame: Rect,
        clip: Rect,
        tag: Tag,
    ) {
        let page = self.current();
        if let Tag::Node(id) = tag
            && let Role::Figure { bbox, .. } = &mut self.structure.node_mut(id).role
        {
            *bbox = match *bbox {
                Some((first, rect)) if first == page => Some((page, rect.union(&clip))),
                Some(other) => Some(other),
                None => Some((page, clip)),
            };
        }
        let draw = match &document.photo(photo).drawing {
            Some(drawing) => Draw::Drawing { drawing: drawing.clone(), frame },
            None => Draw::Photo { photo, frame, clip },
        };
        self.item(Item { tag, draw });
    }

    /// Notes that a new text of `node` begins, if the node has words already.
    fn gap(&mut self, node: NodeId) {
        let mut last = Kid::Node(node);
        while let Kid::Node(id) = last {
            // Areas that lead somewhere have no words.
            let mut kids = self.structure.node(id).kids.iter().rev();
            let Some(kid) = kids.find(|kid| !matches!(kid, Kid::Link { .. })) else { return };
            last = *kid;
        }
        if let Kid::Item { page, item } = last {
            self.gaps.push((page as usize, item as usize));
        }
    }

    /// Draws a mark and lists it, and its node, where the tree wants them.
    pub(crate) fn item(&mut self, item: Item) {
        let tag = item.tag;
        self.sheet().items.push(item);
        let Tag::Node(node) = tag else { return };
        let page = self.current();
        let item = self.sheets[page].items.len() - 1;
        self.list(node);
        self.structure.attach(node, Kid::Item { page: index(page), item: index(item) });
    }

    fn piece(&mut self, piece: Piece, x: Length, baseline: Length, tag: Tag) {
        self.item(Item { tag, draw: Draw::Text(moved(piece.run, x, baseline)) });
    }

    fn list(&mut self, node: NodeId) {
        if self.listed[node.0 as usize] {
            return;
        }
        self.listed[node.0 as usize] = true;
        let parent = self.structure.node(node).parent.expect("the root is listed from the first");
        self.list(parent);
        self.structure.attach(parent, Kid::Node(node));
    }

    /// Adds the area of a piece to its link, and a hairline under an address.
    fn lead(&mut self, way: usize, reach: &Reach) {
        let size = reach.size;
        let area = reach.band(-size.ratio(4, 5), size.ratio(11, 10));
        let page = self.current();
        let node = self.ways[way].node;
        let hidden = self.ways[way].words.is_some();
        if hidden && reach.face != FaceId::DISPLAY {
            let rule = reach.band(size.ratio(1, 7), HAIRLINE);
            self.fill(rule, reach.color, Tag::Artifact(Artifact::Layout));
        }
        let links = &mut self.sheet().links;
        let Some(link) = links.last_mut().filter(|link| link.way == way) else {
            links.push(Area { way, areas: vec![area] });
            let link = links.len() - 1;
            if hidden {
                self.sheet().told.push(Told { way, baseline: reach.baseline });
            }
            self.structure.attach(node, Kid::Link { page: index(page), link: index(link) });
            return;
        };
        match link.areas.last_mut().filter(|last| last.y == area.y) {
            Some(last) => *last = last.union(&area),
            None => link.areas.push(area),
        }
    }
}

/// How far a piece of a line reaches, and what it looks like.
struct Reach {
    left: Length,
    width: Length,
    baseline: Length,
    size: Length,
    color: Color,
    face: FaceId,
}

impl Reach {
    fn of(piece: &Piece, x: Length, baseline: Length) -> Reach {
        let run = &piece.run;
        Reach {
            left: x + run.origin.x,
            width: run.width(),
            baseline: baseline + run.origin.y,
            size: run.size,
            color: run.color,
            face: run.face,
        }
    }

    /// The rectangle of its width from `rise` under the baseline down.
    fn band(&self, rise: Length, height: Length) -> Rect {
        Rect::new(self.left, self.baseline + rise, self.width, height)
    }
}

fn index(value: usize) -> u32 {
    u32::try_from(value).expect("a book has under 2^32 pages and a page under 2^32 marks")
}

/// A run of a line whose measure begins at `x`.
fn moved(mut run: GlyphRun, x: Length, baseline: Length) -> GlyphRun {
    run.origin.x += x;
    run.origin.y += baseline;
    run
}
