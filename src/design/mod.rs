//! What a kit looks like on paper: page, colours, type. Plain data.
//!
//! A theme's name and a paper come in, a [`Design`] goes out. It knows no text and no page
//! that is really set. Figures are in points, on a grid of rows of 14 points; y is counted downward from the top trim edge.

mod gallery;
mod night;
mod plain;
mod resolve;

pub use resolve::{Wishes, is_page, length, resolve};

use crate::base::{Color, Length, Size};
use crate::font::{Family, Typeface};

/// What a kit looks like on paper.
#[derive(Debug, Clone)]
pub struct Design {
    /// The theme's name.
    pub theme: &'static str,
    /// Page and columns.
    pub page: PageDesign,
    /// Colours.
    pub colors: Palette,
    /// Type.
    pub styles: Styles,
    /// What it does otherwise than other themes.
    pub manner: Manner,
    /// The bundled typeface of text and titles.
    pub typeface: Typeface,
}

/// A theme: what it is called, and how it looks on a paper.
type Theme = (&'static str, fn(Size) -> Design);

/// The themes; the first is a kit's that names none.
const THEMES: [Theme; 3] =
    [("gallery", gallery::design), ("plain", plain::design), ("night", night::design)];

impl Design {
    /// The theme `gallery` on this paper, with its own accent.
    #[must_use]
    pub fn gallery(paper: Size) -> Design {
        gallery::design(paper)
    }

    /// Colour of type on flat areas, or on paper where the theme has none.
    #[must_use]
    pub fn on_flat(&self) -> Color {
        if self.manner.flat.is_some() { self.colors.paper } else { self.colors.black }
    }
}

/// What themes do differently in kind, not in degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// What stands on the cover.
    pub cover: Cover,
    /// Colour of flat areas, on which type is the paper's: bands at the foot, the page of
    /// quotes, a cover without a photograph. Without one, all of this is printed on paper.
    pub flat: Option<Color>,
    /// Whether pictures may reach the trimmed edges.
    pub bleeds: bool,
    /// Weight of the heaviest rule.
    pub heaviest: Length,
    /// Whether photographs are printed in greys.
    pub grey: bool,
    /// Whether display words are set in capitals.
    pub capitals: bool,
    /// Whether a year fills the type area, and not the text column alone.
    pub wide_years: bool,
    /// Whether hairlines part the rows of a table of facts.
    pub hairlines: bool,
    /// Whether highlights fill the measure of the fact sheet.
    pub big_facts: bool,
    /// Whether the index of stills shows them.
    pub thumbnails: bool,
}

/// What stands on the cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// The title on a photograph that fills the page, where it bears that.
    Printed,
    /// The title above the photograph, both on a flat page.
    Flat,
    /// A sheet of paper: title, photograph with its caption, logline, whom to ask.
    Sheet,
}

/// A4.
pub const A4: Size = Size { width: Length::milli(595_276), height: Length::milli(841_890) };
/// US Letter.
pub const LETTER: Size = Size { width: Length::pt(612), height: Length::pt(792) };
/// A3.
pub const A3: Size = Size { width: Length::milli(841_890), height: Length::milli(1_190_551) };
/// A5.
pub const A5: Size = Size { width: Length::milli(419_528), height: Length::milli(595_276) };

/// Page, columns and grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageDesign {
    /// Trimmed paper.
    pub paper: Size,
    /// Left edge of the type area, the same on both sides of a spread.
    pub left: Length,
    /// Width of the type area.
    pub width: Length,
    /// Width of the margin column; none on narrow papers.
    pub margin: Option<Length>,
    /// Left edge of the text column: the axis.
    pub axis: Length,
    /// Width of the text column.
    pub measure: Length,
    /// Gap between columns and between pictures.
    pub gutter: Length,
    /// Baseline of row 0.
    pub origin: Length,
    /// Distance between rows.
    pub row: Length,
    /// Height of the body type's capitals: tops of pictures are level with it.
    pub capitals: Length,
    /// Number of rows.
    pub rows: u16,
    /// Baseline of the running head.
    pub head: Length,
    /// First row of the foot band of cover and last page.
    pub band_row: u16,
}

impl PageDesign {
    /// The baseline of a row; rows may be negative.
    #[must_use]
    pub fn baseline(&self, row: i64) -> Length {
        self.origin + self.row * row
    }

    /// The right edge of the type area.
    #[must_use]
    pub fn right(&self) -> Length {
        self.left + self.width
    }
}

/// Colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// Text.
    pub black: Color,
    /// The one accent.
    pub accent: Color,
    /// What may step back.
    pub grey: Color,
    /// The page; type on the accent.
    pub paper: Color,
}

/// Which cut of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Upright.
    Regular,
    /// Italic.
    Italic,
    /// Bold.
    Bold,
    /// Bold italic.
    BoldItalic,
}

/// Which figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// Old-style, proportional: running text.
    OldStyle,
    /// Lining, proportional: data, heads, captions.
    Lining,
    /// Lining, tabular: columns of numbers.
    Tabular,
    /// Raised (`sups`): the number of a footnote.
    Superior,
}

/// Capitals of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caps {
    /// As typed.
    AsTyped,
    /// Small letters as small capitals (`smcp`).
    Small,
    /// All letters as small capitals (`smcp`, `c2sc`).
    AllSmall,
}

/// How lines of a paragraph meet their measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Both edges even, last line short.
    Justified,
    /// Left edge even.
    Ragged,
    /// Left edge even, lines as equal as they can be.
    Balanced,
    /// Right edge even.
    Right,
}

/// One kind of type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextStyle {
    /// The family.
    pub family: Family,
    /// Its cut where the text asks for none.
    pub cut: Cut,
    /// Size of the em.
    pub size: Length,
    /// Baseline to baseline.
    pub leading: Length,
    /// Colour.
    pub color: Color,
    /// Figures.
    pub figures: Figures,
    /// Capitals.
    pub caps: Caps,
    /// Added between letters, in 1/1000 of the em.
    pub tracking: i32,
    /// How its lines meet the measure.
    pub align: Align,
    /// Whether its words may be hyphenated.
    pub hyphenate: bool,
}

impl TextStyle {
    /// The same type in another colour.
    #[must_use]
    pub fn colored(mut self, color: Color) -> TextStyle {
        self.color = color;
        self
    }

    /// The same type in another cut.
    #[must_use]
    pub fn cut(mut self, cut: Cut) -> TextStyle {
        self.cut = cut;
        self
    }

    /// The same type, set otherwise.
    #[must_use]
    pub fn aligned(mut self, align: Align) -> TextStyle {
        self.align = align;
        self
    }

    /// The same type at another size and leading.
    #[must_use]
    pub fn sized(mut self, size: Length, leading: Length) -> TextStyle {
        (self.size, self.leading) = (size, leading);
        self
    }
}

/// The kinds of type that a theme has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Styles {
    /// Running text.
    pub body: TextStyle,
    /// The first words of a chapter.
    pub opening: TextStyle,
    /// Heading of the second level.
    pub subhead: TextStyle,
    /// Heading of the third level.
    pub subsubhead: TextStyle,
    /// Year or title that fills the measure; its size is fitted.
    pub display: TextStyle,
    /// Chapter title under a year.
    pub chapter_title: TextStyle,
    /// Chapter subtitle.
    pub subtitle: TextStyle,
    /// Epigraph.
    pub epigraph: TextStyle,
    /// Name under a quotation.
    pub attribution: TextStyle,
    /// What follows the name: source and date.
    pub attribution_source: TextStyle,
    /// Pull-quote.
    pub pull_quote: TextStyle,
    /// Letter.
    pub quotation: TextStyle,
    /// Letter of more than 14 lines.
    pub long_quotation: TextStyle,
    /// First press quote.
    pub lead_quote: TextStyle,
    /// Logline on the inside front page.
    pub logline: TextStyle,
    /// Caption.
    pub caption: TextStyle,
    /// Position words in a caption.
    pub position: TextStyle,
    /// Photo credit.
    pub credit: TextStyle,
    /// Label of a value.
    pub label: TextStyle,
    /// Value.
    pub value: TextStyle,
    /// Title of a section on a data page.
    pub section: TextStyle,
    /// Title of a group of credits.
    pub group: TextStyle,
    /// Running head.
    pub head: TextStyle,
    /// Folio.
    pub folio: TextStyle,
    /// The word "Contents".
    pub contents_title: TextStyle,
    /// Page number in the contents.
    pub contents_number: TextStyle,
    /// Entry of the contents.
    pub contents_entry: TextStyle,
    /// Subtitle in the contents.
    pub contents_subtitle: TextStyle,
    /// Footnote.
    pub footnote: TextStyle,
    /// Index of stills.
    pub still: TextStyle,
    /// Code.
    pub code: TextStyle,
    /// Table.
    pub table: TextStyle,
    /// Cover: subtitle on the band.
    pub cover_subtitle: TextStyle,
    /// Cover: whose work it is.
    pub cover_creator: TextStyle,
    /// Cover: edition and embargo.
    pub cover_line: TextStyle,
    /// Big facts; their size is fitted.
    pub big_fact: TextStyle,
}
