//! The first waist: what the kit says.
//!
//! [`Document`] is plain data. `read` makes it from the kit; `layout` and `epub` turn it
//! into two views of one text. All text hygiene is done: quotation marks, dashes and
//! spaces stand as they are printed, captions, credits and alternative texts are settled,
//! and parts stand in the order in which both books show them.
//! It knows no Markdown, no YAML, no page.

mod block;
mod inline;
mod metadata;
mod outline;

pub use block::{
    Alert, Block, BlockKind, Cell, CellAlign, Credit, ListItem, Plate, PlateLayout, PlatePhoto,
    Quotation, QuotationKind, Table, walk,
};
pub use inline::{Inline, LinkTarget, flatten};
pub use metadata::{
    Accessibility, Allow, Award, Boilerplate, CastEntry, CheckSettings, Company, Contact, Creator,
    CreditRole, Credits, Date, DesignSettings, Embargo, EpubSettings, Event, FactRow, FactSection,
    Highlight, Identifier, Metadata, Moment, NamedLink, Permission, Person, PressQuote,
    PrintSettings, Rights, Status, Stills, Synopsis, Title, Trade, Work,
};

pub use outline::{outline, outline_blocks, outline_inlines};

use std::sync::Arc;

use crate::base::{BlockId, Lang, Span};
use crate::image::{Drawing, Facts, PhotoId};

/// What a kit says, in reading order.
#[derive(Debug, Clone)]
pub struct Document {
    /// Everything about the work that is not running text.
    pub metadata: Metadata,
    /// Every photograph that either book shows, looked up by [`PhotoId`].
    pub photos: Vec<Photo>,
    /// The marks, opening and closing, around what is quoted from others: as the manuscript has
    /// them.
    pub quotes: (&'static str, &'static str),
    /// What stands before the first part.
    pub front: Front,
    /// Chapters and data pages, in the order of both books.
    pub parts: Vec<Part>,
}

impl Document {
    /// The photograph with this id.
    ///
    /// # Panics
    ///
    /// If it is not of this document.
    #[must_use]
    pub fn photo(&self, id: PhotoId) -> &Photo {
        &self.photos[id.0 as usize]
    }
}

/// What stands before the first part; decided once, so that both books agree.
#[derive(Debug, Clone, Default)]
pub struct Front {
    /// Whether there is a cover.
    pub cover: bool,
    /// The cover's photograph; a cover without one is typographic.
    pub cover_photo: Option<PhotoId>,
    /// Whether there is an "In brief" page.
    pub brief: bool,
    /// The photograph above the contents.
    pub contents_photo: Option<PhotoId>,
}

/// A chapter or a data page.
#[derive(Debug, Clone)]
pub enum Part {
    /// Running text.
    Chapter(Chapter),
    /// A page made from the metadata.
    Data(DataPart),
}

/// A page made from the metadata; its content stands in [`Metadata`].
#[derive(Debug, Clone)]
pub struct DataPart {
    /// What it shows.
    pub kind: DataKind,
    /// Its heading, for page starts and links.
    pub id: BlockId,
}

/// What a data page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataKind {
    /// Synopses and boilerplate.
    About,
    /// Highlights and the fact sheet.
    Facts,
    /// Cast, crew and companies.
    Credits,
    /// Biographies.
    People,
    /// Press quotes.
    Quotes,
    /// Awards.
    Awards,
    /// Screenings, release and other dates.
    Dates,
    /// Contacts and links.
    Contacts,
    /// The index of photographs.
    Stills,
    /// Rights, identifiers, fonts and remaining credits; always last.
    Colophon,
}

impl DataKind {
    /// The order of data pages after the last chapter.
    pub const ORDER: [DataKind; 10] = [
        DataKind::About,
        DataKind::Facts,
        DataKind::Credits,
        DataKind::People,
        DataKind::Quotes,
        DataKind::Awards,
        DataKind::Dates,
        DataKind::Contacts,
        DataKind::Stills,
        DataKind::Colophon,
    ];
}

/// A chapter.
#[derive(Debug, Clone)]
pub struct Chapter {
    /// Its heading, for page starts and links.
    pub id: BlockId,
    /// Where the heading stands.
    pub span: Span,
    /// Name for links and files, ASCII: `1987-the-workshop`; unique in the document.
    pub anchor: String,
    /// What stands before a spaced dash in the heading if it is a date: `1987`, `2012 to 2016`.
    pub date: Option<String>,
    /// The title without that date; empty for text before the first heading.
    pub title: Vec<Inline>,
    /// The heading as contents and running heads say it: `1987 – The Workshop`.
    pub heading: String,
    /// Second title.
    pub subtitle: Vec<Inline>,
    /// Its language, where it differs from the document's.
    pub lang: Option<Lang>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Its footnotes, in order of first reference; `Inline::NoteRef` counts from 0 here.
    pub notes: Vec<Note>,
}

/// A footnote. Its printed number is its index in the chapter plus 1.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its place in the order of blocks.
    pub id: BlockId,
    /// Where it is defined.
    pub span: Span,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A photograph of the kit, with what is said of it everywhere.
#[derive(Debug, Clone)]
pub struct Photo {
    /// The id in the metadata, else the file's stem as an ASCII slug; unique.
    pub id: String,
    /// The file, relative to the kit's root, with `/` between folders.
    pub file: String,
    /// Where it was first named.
    pub span: Span,
    /// What the file says about itself.
    pub facts: Facts,
    /// Its paths, if it is a drawing.
    pub drawing: Option<Arc<Drawing>>,
    /// Short name for the index of stills; may be empty.
    pub title: String,
    /// What it shows, for everyone; may be empty.
    pub caption: Vec<Inline>,
    /// What it shows, for those who do not see it; may be empty.
    pub alt: String,
    /// Whether there is nothing to tell about it.
    pub decorative: bool,
    /// A long description; may be empty.
    pub long_description: String,
    /// Who took it; may be empty.
    pub creator: String,
    /// Who is to be named beside it.
    pub credit: Option<Credit>,
    /// Copyright notice; may be empty.
    pub copyright: String,
    /// Usage terms or licence; may be empty.
    pub usage: String,
    /// When it was taken.
    pub date: Option<Date>,
    /// What may be done with it.
    pub rights: Rights,
    /// Where the eye goes, as shares of width and height.
    pub focus: Option<(f64, f64)>,
    /// Whether it is handed to the press and listed among the stills.
    pub press: bool,
    /// Whether it is wanted small.
    pub small: bool,
}
