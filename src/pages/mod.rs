//! The second waist: what stands where on paper.
//!
//! [`Pages`] is plain data. `layout` makes it, `pdf` and `raster` transcribe it, `trace`
//! prints it. Every mark on a page is tied to a node of [`Structure`] or is an artifact
//! (ISO 32000-1, 14.8.2.2), so that no writer has to guess what anything means.
//! It knows no document, no Markdown and no PDF.

mod grey;
mod slips;
mod structure;
mod survey;
mod take;
mod trace;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use grey::grey;
pub use slips::{Nudge, Slip, Slips};
pub use structure::{Artifact, Kid, Node, NodeId, Role, Structure, TableScope};
pub use survey::survey;
pub use take::take;
pub use trace::{text_of, trace, trace_structure};

use crate::base::{Color, Lang, Length, PageStart, Point, Rect, Size};
use crate::font::FaceId;
use crate::image::{Drawing, Facts, PhotoId, Tones};

/// A laid out document.
#[derive(Debug, Clone)]
pub struct Pages {
    /// The pages, from the cover on.
    pub pages: Vec<Page>,
    /// What the marks on the pages mean, as one tree in reading order.
    pub structure: Structure,
    /// The outline (bookmarks), nested.
    pub outline: Vec<OutlineItem>,
    /// What the file says about itself.
    pub info: Info,
    /// The photographs, so that writers know their shapes; indexed by [`PhotoId`].
    pub photos: Vec<Facts>,
    /// Whether photographs are printed in colour; drawings come in the colours to be printed.
    pub tones: Tones,
    /// The photographs that may not be shown without colour, which stay in it all the same.
    pub colored: BTreeSet<PhotoId>,
    /// Where each page's text begins, for the ebook's page list; one entry a page.
    pub starts: Vec<PageStart>,
    /// What each copy sets by itself; none in a book that is the same for everybody.
    pub slips: Option<Slips>,
    /// What of each page is to be cut off.
    pub margins: Margins,
}

/// What of a page is to be cut off, the same on all four sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Margins {
    /// What may be cut off or not, next to the trimmed edge.
    pub bleed: Length,
    /// Beyond that, the room for crop marks.
    pub slug: Length,
}

impl Pages {
    /// Whether a photograph is printed in colour.
    #[must_use]
    pub fn tones_of(&self, photo: PhotoId) -> Tones {
        if self.colored.contains(&photo) { Tones::Color } else { self.tones }
    }
}

#[cfg(test)]
impl Pages {
    /// Pages of this title with nothing said of them.
    pub(crate) fn of(title: &str, pages: Vec<Page>) -> Pages {
        let info = Info {
            title: title.to_owned(),
            authors: Vec::new(),
            description: String::new(),
            keywords: Vec::new(),
            rights: String::new(),
            publisher: String::new(),
            lang: Lang::english(),
            date: None,
            identifier: [0; 16],
        };
        Pages {
            pages,
            structure: Structure::new(),
            outline: Vec::new(),
            info,
            photos: Vec::new(),
            tones: Tones::default(),
            colored: BTreeSet::new(),
            starts: Vec::new(),
            slips: None,
            margins: Margins::default(),
        }
    }
}

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// Title, with the subtitle after a colon.
    pub title: String,
    /// Creators, in order.
    pub authors: Vec<String>,
    /// One-paragraph description; may be empty.
    pub description: String,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Rights statement; may be empty.
    pub rights: String,
    /// Publisher; may be empty.
    pub publisher: String,
    /// The document's language.
    pub lang: Lang,
    /// Publication date as `YYYY-MM-DD`, if the kit gives one.
    pub date: Option<String>,
    /// Identifier of the work: a UUID v5 of title, creator and edition, as 16 bytes.
    pub identifier: [u8; 16],
}

/// Left or right side of a spread; page 1 is a right-hand page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Left (even).
    Verso,
    /// Right (odd).
    Recto,
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Size of the paper that it stands on: trimmed but for [`Pages::margins`].
    pub size: Size,
    /// Side of the spread.
    pub side: Side,
    /// The number that is printed or would be: `1`, `12`.
    pub label: String,
    /// Marks, in painting order.
    pub items: Vec<Item>,
    /// Areas that lead somewhere.
    pub links: Vec<Link>,
}

/// One mark on a page.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it belongs to.
    pub tag: Tag,
    /// What is drawn.
    pub draw: Draw,
}

/// Whether a mark is content or furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Content of this node; the node lists the mark among its kids.
    Node(NodeId),
    /// Not content.
    Artifact(Artifact),
}

/// What can be drawn.
#[derive(Debug, Clone)]
pub enum Draw {
    /// Type.
    Text(GlyphRun),
    /// Type that is read aloud and copied but not seen: the letter that a drop cap, an
    /// artifact, shows, set once more before the rest of its word.
    Unseen(GlyphRun),
    /// Type that is seen but not read, painted as outlines: a drop cap.
    Shape(GlyphRun),
    /// A flat rectangle; rules are rectangles as well.
    Fill {
        /// Its place.
        rect: Rect,
        /// Its colour.
        color: Color,
        /// Opacity in per cent, 1 to 100.
        opacity: u8,
    },
    /// A photograph, upright, filling `frame`.
    Photo {
        /// Which one.
        photo: PhotoId,
        /// Where the whole picture would stand.
        frame: Rect,
        /// What of it is shown; equal to `frame` when nothing is cropped.
        clip: Rect,
    },
    /// A vector drawing, scaled to fill `frame`.
    Drawing {
        /// Its paths.
        drawing: Arc<Drawing>,
        /// Where it stands.
        frame: Rect,
    },
    /// Words that each copy sets by itself.
    Slip {
        /// Which words.
        slip: Slip,
        /// The room that they have.
        frame: Rect,
    },
}

/// Shaped glyphs of one face and size on one baseline.
#[derive(Debug, Clone)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// Size of the em.
    pub size: Length,
    /// Horizontal scale in 1/10 000: 10 000 is as drawn, 10 250 is 2.5 % wider. Advances
    /// already contain it; writers scale the outlines.
    pub scale: u32,
    /// Start of the baseline.
    pub origin: Point,
    /// Colour.
    pub color: Color,
    /// Language, where it differs from the document's.
    pub lang: Option<Lang>,
    /// Whether a chapter's words are not the manuscript's: where a picture stands, who took it,
    /// the name of an alert. Numbers and bullets are known by their nodes.
    pub generated: bool,
    /// What the glyphs stand for, in reading order.
    pub text: String,
    /// The glyphs, left to right.
    pub glyphs: Vec<Glyph>,
}

impl GlyphRun {
    /// The sum of all advances.
    #[must_use]
    pub fn width(&self) -> Length {
        self.glyphs.iter().map(|glyph| Length(i64::from(glyph.advance))).sum()
    }
}

/// One glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// Number in the face.
    pub id: u16,
    /// Bytes of the run's text that this glyph stands for, following those of the glyph
    /// before; 0 for the second and later glyphs of a cluster.
    pub len: u16,
    /// How far the pen moves, in scaled points: width, kerning, tracking, justification.
    pub advance: i32,
    /// Horizontal shift of the glyph alone, in scaled points.
    pub dx: i32,
    /// Vertical shift of the glyph alone, in scaled points, upward.
    pub dy: i32,
}

/// An area that leads somewhere.
#[derive(Debug, Clone)]
pub struct Link {
    /// The areas, one for each line that the link's text runs over.
    pub areas: Vec<Rect>,
    /// Where it leads.
    pub target: Target,
    /// What a screen reader says of it.
    pub contents: String,
    /// The `Link` node that it belongs to; the node lists it among its kids.
    pub node: NodeId,
}

/// Where a link or an outline entry leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An absolute address; `http`, `https`, `mailto` or `tel`.
    Url(String),
    /// A place in this document.
    Place(Place),
}

/// A place in the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Index of the page, from 0.
    pub page: usize,
    /// The point to be shown at the window's top left.
    pub point: Point,
    /// The node that stands there, for destinations by structure (ISO 32000-2, 12.3.2.3).
    pub node: Option<NodeId>,
}

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub place: Place,
    /// Entries under it.
    pub kids: Vec<OutlineItem>,
}

/// Where a mark stands, roughly for type: from its em above the baseline to a quarter below.
#[must_use]
pub fn extent(item: &Item) -> Rect {
    match &item.draw {
        Draw::Text(run) | Draw::Unseen(run) | Draw::Shape(run) => Rect {
            x: run.origin.x,
            y: run.origin.y - run.size,
            width: run.width(),
            height: run.size + run.size / 4,
        },
        Draw::Fill { rect, .. } => *rect,
        Draw::Photo { clip, .. } => *clip,
        Draw::Drawing { frame, .. } | Draw::Slip { frame, .. } => *frame,
    }
}
