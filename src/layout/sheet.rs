//! Sheets: pages being made, with the tree of what stands on them.
//!
//! Every part of the book (cover, contents, chapter, data page) is laid out by itself, as
//! [`Sheets`] that count their pages from 0 and have a tree of their own; `assemble` joins
//! them, numbers the pages, resolves links and asks `furniture` for heads and folios. Composed
//! lines, photographs and fills come in. It knows no block and breaks no page.
//!
//! A line's pieces carry [`Mark`]s: each names a [`Meaning`] in these sheets, so that one line
//! may belong to a paragraph, a link and a reference at once. A node inside a paragraph enters
//! its parent's kids only with its first mark on a page, which keeps kids in reading order.

mod place;

use std::collections::BTreeSet;

use crate::base::{BlockId, Lang, Length, Point, Rect, Span};
use crate::document::LinkTarget;
use crate::layout::address;
use crate::layout::compose::Mark;
use crate::pages::{Item, Kid, Node, NodeId, Role, Structure};

/// What stands at the head of a page and at its foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Furniture {
    /// Nothing: the cover, full-bleed plates.
    None,
    /// The folio alone, on the last row, or under it where that is the text's: openings, contents.
    Folio,
    /// Running head and folio.
    #[default]
    Full,
    /// Running head and folio in the colour of the paper: flat pages.
    Flat,
}

/// Where a link leads, before pages have numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Goal {
    /// An absolute address.
    Url(String),
    /// An anchor of the document.
    Anchor(String),
    /// A block's place: a part's heading, a footnote.
    Block(BlockId),
}

impl From<&LinkTarget> for Goal {
    fn from(target: &LinkTarget) -> Goal {
        match target {
            LinkTarget::Url(url) => Goal::Url(url.clone()),
            LinkTarget::Anchor(anchor) => Goal::Anchor(anchor.clone()),
        }
    }
}

/// What a [`Mark`] means.
#[derive(Debug, Clone)]
pub(crate) struct Meaning {
    /// The node that the words belong to; none for that of the line.
    pub node: Option<NodeId>,
    /// Where they lead: an index into `Sheets::goals`.
    pub goal: Option<usize>,
    /// Whether they are struck out.
    pub strike: bool,
    /// Whether they are ours and not the kit's.
    pub generated: bool,
}

impl Meaning {
    /// Words of this node, or of the line's own if there is none, and no more than that.
    pub(crate) fn of(node: Option<NodeId>) -> Meaning {
        Meaning { node, goal: None, strike: false, generated: false }
    }
}

/// A goal, the `Link` node that leads there, and what a screen reader says of it.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    pub goal: Goal,
    pub node: NodeId,
    pub contents: String,
    /// The words that lead there, if they do not say where: these have a line under them, and
    /// `address` prints the rest.
    pub words: Option<String>,
}

/// A link whose words do not say where it leads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    /// Index into `Sheets::ways`.
    pub way: usize,
    /// The baseline of its first words on the page.
    pub baseline: Length,
}

/// A place on these sheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spot {
    /// Index of the sheet.
    pub sheet: usize,
    /// The point to be shown at the window's top left.
    pub point: Point,
    /// The node that stands there.
    pub node: Option<NodeId>,
}

/// An entry of the outline; its level is 1 for parts, 2 and more below them.
#[derive(Debug, Clone)]
pub(crate) struct Bookmark {
    pub level: u8,
    pub title: String,
    pub spot: Spot,
}

/// An entry for the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Where it leads.
    pub goal: Goal,
    /// What it says.
    pub title: String,
    /// Second line; may be empty.
    pub subtitle: String,
    /// Index of its first sheet.
    pub sheet: usize,
}

/// An area that leads somewhere.
#[derive(Debug, Clone)]
pub(crate) struct Area {
    /// Index into `Sheets::ways`.
    pub way: usize,
    /// One rectangle a line.
    pub areas: Vec<Rect>,
}

/// One page being made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    /// Head and foot.
    pub furniture: Furniture,
    /// Marks, in painting order.
    pub items: Vec<Item>,
    /// Areas that lead somewhere.
    pub links: Vec<Area>,
    /// Links that are to be told where they lead, in the order of their words.
    pub told: Vec<Told>,
    /// Whether the part's title stands at the head as content.
    pub titled: bool,
    /// The first text of the document on this page.
    pub start: Option<(BlockId, u32)>,
}

/// The pages of one or more parts.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "sheets have sheets as pages have pages")]
pub(crate) struct Sheets {
    /// The pages.
    pub sheets: Vec<Sheet>,
    /// Their tree; the kids of its root become kids of the whole document's.
    pub structure: Structure,
    /// What marks mean; number 0 is the line's own node.
    pub meanings: Vec<Meaning>,
    /// Where links lead.
    pub ways: Vec<Way>,
    /// Names for links and the places that they stand for.
    pub anchors: Vec<(Goal, Spot)>,
    /// Entries of the outline.
    pub bookmarks: Vec<Bookmark>,
    /// Entries of the contents.
    pub entries: Vec<Entry>,
    /// Title for the running heads.
    pub heading: String,
    /// For each node, whether its parent lists it.
    listed: Vec<bool>,
    /// Index of the page that marks stand on.
    at: usize,
    /// Marks of words that are read but not seen.
    unseen: BTreeSet<Mark>,
    /// Marks of words that are seen but not read.
    shapes: Vec<Mark>,
    /// Page and item of words after which another text of the same node begins: a space is
    /// to be read there, as the eye sees one.
    pub gaps: Vec<(usize, usize)>,
}

impl Sheets {
    /// No pages; `heading` stands in the running heads.
    pub(crate) fn new(heading: impl Into<String>) -> Sheets {
        Sheets {
            sheets: Vec::new(),
            structure: Structure::new(),
            meanings: vec![Meaning::of(None)],
            ways: Vec::new(),
            anchors: Vec::new(),
            bookmarks: Vec::new(),
            entries: Vec::new(),
            heading: heading.into(),
            listed: vec![true],
            at: 0,
            unseen: BTreeSet::new(),
            shapes: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// Starts a page; all later marks stand on it.
    pub(crate) fn open(&mut self, furniture: Furniture) {
        self.at = self.sheets.len();
        self.sheets.push(Sheet { furniture, ..Sheet::default() });
    }

    /// Goes back to a page, or forth; it must have been started.
    pub(crate) fn go_to(&mut self, sheet: usize) {
        self.at = sheet.min(self.sheets.len().saturating_sub(1));
    }

    /// Index of the page that marks stand on.
    pub(crate) fn current(&self) -> usize {
        self.at
    }

    /// The page that marks stand on.
    pub(crate) fn sheet(&mut self) -> &mut Sheet {
        if self.sheets.is_empty() {
            self.open(Furniture::default());
        }
        &mut self.sheets[self.at]
    }

    /// Adds a node at the end of `parent`; call it in reading order.
    pub(crate) fn node(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = self.structure.add(parent, role);
        self.listed.push(true);
        id
    }

    /// Adds a node in another language.
    pub(crate) fn node_in(&mut self, parent: NodeId, role: Role, lang: Option<&Lang>) -> NodeId {
        let id = self.node(parent, role);
        self.structure.node_mut(id).lang = lang.cloned();
        id
    }

    /// Adds a node that enters its parent's kids with its first mark: a link, reference or
    /// span within the text of a block.
    pub(crate) fn inner(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(u32::try_from(self.listed.len()).expect("a tree has under 2^32 nodes"));
        self.structure.nodes.push(Node::new(role, Some(parent)));
        self.listed.push(false);
        id
    }

    /// Adds a node whose place in the tree is not known yet; `adopt` gives it one.
    pub(crate) fn orphan(&mut self, role: Role) -> NodeId {
        let id = self.inner(Structure::ROOT, role);
        self.listed[id.0 as usize] = true;
        id
    }

    /// Makes an orphan the last kid of `parent`.
    pub(crate) fn adopt(&mut self, parent: NodeId, orphan: NodeId) {
        self.structure.node_mut(orphan).parent = Some(parent);
        self.structure.attach(parent, Kid::Node(orphan));
    }

    /// Says where the kit says what the nodes from number `first` on are made from.
    pub(crate) fn say_whence(&mut self, first: usize, span: Span) {
        for node in self.structure.nodes.iter_mut().skip(first) {
            node.span.get_or_insert(span);
        }
    }

    /// Adds the `Link` node for a goal that its words name, and a mark for them.
    pub(crate) fn link(&mut self, parent: NodeId, goal: Goal, contents: String) -> Mark {
        self.way(parent, goal, contents, None)
    }

    /// The same for words of the text, which may not say where they lead; `title` does not
    /// show in print.
    pub(crate) fn link_words(
        &mut self,
        parent: NodeId,
        goal: Goal,
        words: String,
        title: &str,
    ) -> Mark {
        let contents = if title.is_empty() { words.clone() } else { format!("{words} ({title})") };
        let words = address::is_hidden(&goal, &words).then_some(words);
        self.way(parent, goal, contents, words)
    }

    fn way(&mut self, parent: NodeId, goal: Goal, contents: String, words: Option<String>) -> Mark {
        let node = self.inner(parent, Role::Link);
        self.ways.push(Way { goal, node, contents, words });
        let goal = Some(self.ways.len() - 1);
        self.mark(Meaning { goal, ..Meaning::of(Some(node)) })
    }

    /// A mark for words of this meaning.
    pub(crate) fn mark(&mut self, meaning: Meaning) -> Mark {
        self.meanings.push(meaning);
        Mark(u32::try_from(self.meanings.len() - 1).expect("a book has under 2^32 marks"))
    }

    /// A mark for words of this node.
    pub(crate) fn mark_of(&mut self, node: NodeId) -> Mark {
        self.mark(Meaning::of(Some(node)))
    }

    /// A mark for words of our own in this node, or in the line's own if there is none.
    pub(crate) fn generated_mark_of(&mut self, node: Option<NodeId>) -> Mark {
        self.mark(Meaning { generated: true, ..Meaning::of(node) })
    }

    /// A mark for words of this node that are read but not seen.
    pub(crate) fn unseen_mark_of(&mut self, node: NodeId) -> Mark {
        let mark = self.mark_of(node);
        self.unseen.insert(mark);
        mark
    }

    /// A mark for letters that are seen but not read.
    pub(crate) fn shape_mark(&mut self) -> Mark {
        let mark = self.mark(Meaning::of(None));
        self.shapes.push(mark);
        mark
    }

    /// Says that this text of the document stands on the current page; the first call for a
    /// page counts, later ones are ignored.
    pub(crate) fn start(&mut self, block: BlockId, offset: usize) {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        self.sheet().start.get_or_insert((block, offset));
    }

    /// Names a place at this height of the current page for links.
    pub(crate) fn anchor(&mut self, goal: Goal, y: Length, node: Option<NodeId>) {
        let spot = self.spot(y, node);
        self.anchors.push((goal, spot));
    }

    /// Adds an entry to the outline, for this height of the current page.
    pub(crate) fn bookmark(&mut self, level: u8, title: String, y: Length, node: Option<NodeId>) {
        let spot = self.spot(y, node);
        self.bookmarks.push(Bookmark { level, title, spot });
    }

    fn spot(&self, y: Length, node: Option<NodeId>) -> Spot {
        Spot {
            sheet: self.current(),
            point: Point { x: Length::ZERO, y: y.max(Length::ZERO) },
            node,
        }
    }
}
