//! Blocks of running text.

use super::Inline;
use crate::base::{BlockId, Lang, Span};
use crate::image::PhotoId;

/// A block of running text.
#[derive(Debug, Clone)]
pub struct Block {
    /// Its name.
    pub id: BlockId,
    /// Where it stands in the manuscript or metadata.
    pub span: Span,
    /// Its language, where it differs from what surrounds it.
    pub lang: Option<Lang>,
    /// Whether it must not be parted from the block after it, nor broken.
    pub keep: bool,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of block.
#[derive(Debug, Clone)]
pub enum BlockKind {
    /// A heading within a chapter.
    Heading {
        /// 2 to 6, without a gap: the chapter's title is 1.
        level: u8,
        /// What it says.
        content: Vec<Inline>,
        /// Name for links, ASCII, unique in the document.
        anchor: String,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Somebody's words that stand nowhere else: a letter, an interview.
    Quotation(Quotation),
    /// A quotation directly under a heading or subtitle.
    Epigraph(Quotation),
    /// Quoted matter without attribution.
    BlockQuote(Vec<Block>),
    /// Words of this chapter, repeated for the eye.
    PullQuote {
        /// The words, as the chapter has them.
        text: String,
        /// The block whose words they are.
        source: BlockId,
    },
    /// One or more photographs.
    Plate(Plate),
    /// A list.
    List {
        /// First number of an ordered list; none for bullets.
        start: Option<u64>,
        /// Whether items are single lines of text, set without space between them.
        tight: bool,
        /// The items.
        items: Vec<ListItem>,
    },
    /// A table.
    Table(Table),
    /// Lines of code.
    Code {
        /// The info string's first word; may be empty.
        language: String,
        /// The lines, each ended by a line feed but perhaps the last.
        text: String,
    },
    /// Something the reader should heed.
    Alert {
        /// How much.
        kind: Alert,
        /// What it says.
        body: Vec<Block>,
    },
    /// A change of subject.
    ThematicBreak,
    /// The next block starts a page.
    PageBreak,
}

/// Somebody's words, with their name.
#[derive(Debug, Clone)]
pub struct Quotation {
    /// Which form it has.
    pub kind: QuotationKind,
    /// The words.
    pub body: Vec<Block>,
    /// Whose they are, without the leading dash or parentheses; may be empty.
    pub attribution: Vec<Inline>,
    /// Names the attribution for page starts.
    pub attribution_id: BlockId,
}

/// The form of a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuotationKind {
    /// Words with a name after a dash.
    Quote,
    /// A letter, diary, interview: described in parentheses.
    Document,
}

/// Photographs set as one picture group.
#[derive(Debug, Clone)]
pub struct Plate {
    /// One to nine photographs, in order.
    pub photos: Vec<PlatePhoto>,
    /// The layout asked for.
    pub layout: Option<PlateLayout>,
}

/// One photograph of a plate, with what is said of it here.
#[derive(Debug, Clone)]
pub struct PlatePhoto {
    /// Names the caption for page starts.
    pub id: BlockId,
    /// Which photograph.
    pub photo: PhotoId,
    /// What it shows, for everyone; may be empty.
    pub caption: Vec<Inline>,
    /// Whether it shares the caption of the photograph before it: one item covers both.
    pub shared: bool,
    /// Who is to be named beside it.
    pub credit: Option<Credit>,
    /// What it shows, for those who do not see it; empty for decorative or undescribed ones.
    pub alt: String,
}

/// Who is to be named beside a photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credit {
    /// A credit line, printed as it stands.
    Verbatim(String),
    /// A photographer's name, printed as "Photo: Name"; neighbours with one name may share.
    Creator(String),
}

/// The layouts that a manuscript may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlateLayout {
    /// A whole page.
    Full,
    /// At most half the page.
    Half,
    /// The full paper width, bleeding on three sides.
    Band,
    /// Two at equal height.
    Pair,
    /// The first alone, the rest in a row.
    Lead,
    /// Columns of equal height.
    Columns,
    /// Rows of equal width.
    Rows,
    /// Equal cells.
    Grid,
    /// Two facing plates.
    Spread,
}

/// An item of a list.
#[derive(Debug, Clone)]
pub struct ListItem {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// A task's state, if it is one.
    pub done: Option<bool>,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// How each column is aligned; also the number of columns.
    pub aligns: Vec<CellAlign>,
    /// The head row; empty cells if the manuscript leaves them so.
    pub head: Vec<Cell>,
    /// The rows below it, each as long as `aligns`.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first column names its row: its cells are unique and not numbers.
    pub row_heads: bool,
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Names it for page starts.
    pub id: BlockId,
    /// What it says.
    pub content: Vec<Inline>,
}

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellAlign {
    /// As the theme sets them: left, numbers right.
    #[default]
    Auto,
    /// Left.
    Left,
    /// In the middle.
    Center,
    /// Right.
    Right,
}

/// How much an alert matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// Good to know.
    Note,
    /// Advice.
    Tip,
    /// Must be known.
    Important,
    /// Needs care.
    Warning,
    /// Danger.
    Caution,
}

/// Visits blocks and the blocks in them, in reading order.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Block)) {
    let mut open: Vec<&Block> = blocks.iter().rev().collect();
    while let Some(block) = open.pop() {
        visit(block);
        match &block.kind {
            BlockKind::Quotation(quotation) | BlockKind::Epigraph(quotation) => {
                open.extend(quotation.body.iter().rev());
            }
            BlockKind::BlockQuote(body) | BlockKind::Alert { body, .. } => {
                open.extend(body.iter().rev());
            }
            BlockKind::List { items, .. } => {
                open.extend(items.iter().rev().flat_map(|item| item.blocks.iter().rev()));
            }
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::PullQuote { .. }
            | BlockKind::Plate(_)
            | BlockKind::Table(_)
            | BlockKind::Code { .. }
            | BlockKind::ThematicBreak
            | BlockKind::PageBreak => {}
        }
    }
}
