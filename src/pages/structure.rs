//! What the marks on the pages mean: the tree that becomes the PDF's tags.
//!
//! Roles are the standard structure types of ISO 32000-1, 14.8.4; kids stand in reading
//! order, which is the document's, wherever on the page the marks are.

use crate::base::{Lang, Rect, Span};

/// Names a node of [`Structure`]: an index into its nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// Marks that are not content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Artifact {
    /// Running head and folio.
    Header,
    /// Foot line.
    Footer,
    /// Rules, flat areas, repeated words such as a pull-quote.
    Layout,
    /// A flat area behind a whole page.
    Background,
    /// For whoever cuts and prints the page, off the page itself: a crop mark, which a press
    /// prints with every ink.
    Page,
}

/// Rows or columns that a header cell speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableScope {
    /// The cells of its row.
    Row,
    /// The cells of its column.
    Column,
}

/// A standard structure type, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// The whole document; the root.
    Document,
    /// A part: front matter, a chapter, a data page.
    Part,
    /// A section within a part.
    Sect,
    /// A division without a meaning of its own.
    Div,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// Somebody's words, set apart.
    BlockQuote,
    /// A list.
    List,
    /// An item of a list.
    ListItem,
    /// An item's bullet or number.
    Label,
    /// An item's content.
    ListBody,
    /// A table.
    Table,
    /// The head rows of a table.
    TableHead,
    /// The body rows of a table.
    TableBody,
    /// A row.
    TableRow,
    /// A header cell.
    TableHeader(TableScope),
    /// A data cell.
    TableCell,
    /// A picture, with its alternative text; none if the kit has none.
    Figure {
        /// Alternative text.
        alt: Option<String>,
        /// Page index and place, for the `BBox` attribute.
        bbox: Option<(usize, Rect)>,
    },
    /// The caption of the figure or table that it is a kid of.
    Caption,
    /// A footnote; the number is its label.
    Note,
    /// The number in the text that refers to a note.
    Reference,
    /// A link.
    Link,
    /// A stretch of text within a block.
    Span,
    /// Computer code.
    Code,
    /// The table of contents.
    Toc,
    /// An entry of the table of contents.
    TocItem,
}

/// Something under a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kid {
    /// Another node.
    Node(NodeId),
    /// The mark `items[item]` of page `page`.
    Item {
        /// Index of the page.
        page: u32,
        /// Index into the page's items.
        item: u32,
    },
    /// The link `links[link]` of page `page`.
    Link {
        /// Index of the page.
        page: u32,
        /// Index into the page's links.
        link: u32,
    },
}

/// One node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// The node above; none for the root alone.
    pub parent: Option<NodeId>,
    /// Its language, where it differs from its parent's.
    pub lang: Option<Lang>,
    /// Where the kit says it, if it says it in one place: for messages.
    pub span: Option<Span>,
    /// What is under it, in reading order.
    pub kids: Vec<Kid>,
}

impl Node {
    /// A node that nothing is under.
    #[must_use]
    pub fn new(role: Role, parent: Option<NodeId>) -> Node {
        Node { role, parent, lang: None, span: None, kids: Vec::new() }
    }
}

/// The tree; node 0 is the `Document`.
#[derive(Debug, Clone)]
pub struct Structure {
    /// All nodes; a parent stands before its kids.
    pub nodes: Vec<Node>,
}

impl Default for Structure {
    fn default() -> Self {
        Structure::new()
    }
}

impl Structure {
    /// The root.
    pub const ROOT: NodeId = NodeId(0);

    /// A tree of nothing but its root.
    #[must_use]
    pub fn new() -> Structure {
        Structure { nodes: vec![Node::new(Role::Document, None)] }
    }

    /// Adds a node as the last kid of `parent`.
    ///
    /// # Panics
    ///
    /// If `parent` is not of this tree, or with more than 4 milliard nodes.
    pub fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).expect("a tree has under 2^32 nodes"));
        self.nodes.push(Node::new(role, Some(parent)));
        self.node_mut(parent).kids.push(Kid::Node(id));
        id
    }

    /// Adds a mark or a link as the last kid of `node`.
    ///
    /// # Panics
    ///
    /// If `node` is not of this tree.
    pub fn attach(&mut self, node: NodeId, kid: Kid) {
        self.node_mut(node).kids.push(kid);
    }

    /// The node with this id.
    ///
    /// # Panics
    ///
    /// If it is not of this tree.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The node with this id, to be changed.
    ///
    /// # Panics
    ///
    /// If it is not of this tree.
    pub fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }
}
