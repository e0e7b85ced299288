//! What is left in a book by which it may be known: words, names, and where type stands.
//!
//! A book that turned up somewhere comes in, whole or damaged; [`Remains`] go out. What they
//! mean is not known here. Nothing in the book is trusted: the bounds are those of the rest
//! of `inspect`.

use std::io::{self, Read, SeekFrom};

use super::{Book, epub, pdf};
use crate::image::{self, Greys};

/// Where type begins on a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Leaf {
    /// Width and height in points.
    pub size: [f64; 2],
    /// In points from the lower left corner, in painting order.
    pub starts: Vec<[f64; 2]>,
}

/// What is left in a book.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Remains {
    /// What kind of book it is.
    pub kind: &'static str,
    /// Metadata as they stand: of an EPUB the package document and the NCX, of a PDF the XMP
    /// packet, the values of the information dictionary and identifiers in hexadecimal.
    pub metadata: Vec<String>,
    /// The words of a PDF; of an EPUB they are in its texts.
    pub words: String,
    /// Of an EPUB, its texts with their markup.
    pub texts: Vec<String>,
    /// Of a PDF, the tags of its fonts.
    pub tags: Vec<String>,
    /// Of an EPUB, the paths of its manifest, in order.
    pub manifest: Vec<String>,
    /// Of a PDF, its pages.
    pub leaves: Vec<Leaf>,
    /// The brightness of each picture, as a grid of [`image::GRID`] cells a side.
    pub grids: Vec<Vec<Option<f32>>>,
    /// The picture itself, if the file is one.
    pub picture: Option<Greys>,
}

/// Pictures of a book that are looked at.
const MOST_PICTURES: usize = 500;
/// Pixels of all of them together.
const MOST_PIXELS: u64 = 1 << 31;
/// The largest file of a picture.
const LARGEST: u64 = 256 << 20;
/// The longest file of words alone.
const LONGEST_TEXT: usize = 8 << 20;
/// Pictures of a smaller side, such as icons, bear no pattern.
const LEAST_SIDE: u32 = 96;

impl Remains {
    /// Reads a picture of a book.
    pub(super) fn picture(&mut self, bytes: &[u8], pixels: &mut u64) {
        if self.grids.len() < MOST_PICTURES
            && let Some(greys) = greys(bytes, pixels)
        {
            self.grids.push(greys.grid());
        }
    }
}

/// Reads a picture, unless too many pixels were read already.
fn greys(bytes: &[u8], pixels: &mut u64) -> Option<Greys> {
    let facts = image::facts(bytes).ok()?;
    *pixels = pixels.saturating_add(u64::from(facts.width) * u64::from(facts.height));
    let fits = *pixels <= MOST_PIXELS && LEAST_SIDE <= facts.width.min(facts.height);
    if fits { image::greys(bytes, &facts).ok() } else { None }
}

/// Reads what is left in a book.
///
/// # Errors
///
/// If the book cannot be read. Of one that is damaged less is found.
pub fn remains(book: &mut dyn Book) -> io::Result<Remains> {
    let length = book.seek(SeekFrom::End(0))?;
    book.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    Read::take(&mut *book, 1024).read_to_end(&mut start)?;
    if start.starts_with(b"PK") {
        epub::remains(book, length)
    } else if start.windows(5).any(|bytes| bytes == b"%PDF-") {
        pdf::remains(book, length)
    } else {
        picture(book)
    }
}

/// Reads a picture; nothing is left in what is none.
fn picture(book: &mut dyn Book) -> io::Result<Remains> {
    let mut bytes = Vec::new();
    book.seek(SeekFrom::Start(0))?;
    Read::take(&mut *book, LARGEST).read_to_end(&mut bytes)?;
    let picture = greys(&bytes, &mut 0);
    if picture.is_none() && bytes.len() <= LONGEST_TEXT {
        // The words of a book alone; bytes that are none have no words.
        let texts = String::from_utf8(bytes).into_iter().collect();
        return Ok(Remains { kind: "a text", texts, ..Remains::default() });
    }
    let grids = picture.iter().map(Greys::grid).collect();
    let kind = if picture.is_some() { "a picture" } else { "" };
    Ok(Remains { kind, grids, picture, ..Remains::default() })
}
