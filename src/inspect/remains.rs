//! What is left in a book by which it may be known: words, names, and where type stands.
//!
//! A book that turned up somewhere comes in, whole or damaged; [`Remains`] go out. What they
//! mean is not known here. Nothing in the book is trusted: the bounds are those of the rest
//! of `inspect`.

use std::io::{self, Read, SeekFrom};

use super::{Book, epub, pdf};
use crate::base::Limits;
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

/// Whether the pictures of a book are looked at, which takes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pictures {
    /// Their greys are measured.
    Measured,
    /// They are passed over.
    Unseen,
}

/// Pictures of a book that are looked at.
const MOST_PICTURES: usize = 500;
/// Pixels of all of them together.
const MOST_PIXELS: u64 = 1 << 29;
/// The largest file of a picture.
const LARGEST: u64 = 64 << 20;
/// Millions of pixels of a picture, and of bytes that reading it takes: it may be turned after
/// that, and made grey.
const LARGEST_PICTURE: (u64, u64) = (50, 250);
/// What is read of a file of words alone.
const LONGEST_TEXT: u64 = 8 << 20;
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
    let (pixels_of_one, memory) = LARGEST_PICTURE;
    let limits = Limits { pixels: pixels_of_one, memory, ..Limits::default() };
    let facts = image::facts_within(bytes, &limits).ok()?;
    *pixels = pixels.saturating_add(u64::from(facts.width) * u64::from(facts.height));
    let fits = *pixels <= MOST_PIXELS && LEAST_SIDE <= facts.width.min(facts.height);
    if fits { image::greys(bytes, &facts).ok() } else { None }
}

/// Reads what is left in a book.
///
/// # Errors
///
/// If the book cannot be read. Of one that is damaged less is found.
pub fn remains(book: &mut dyn Book, pictures: Pictures) -> io::Result<Remains> {
    let length = book.seek(SeekFrom::End(0))?;
    book.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    Read::take(&mut *book, 1024).read_to_end(&mut start)?;
    if start.starts_with(b"PK") {
        epub::remains(book, length, pictures)
    } else if start.windows(5).any(|bytes| bytes == b"%PDF-") {
        pdf::remains(book, length, pictures)
    } else {
        other(book, &start, pictures)
    }
}

/// Reads a picture or a text; nothing is left in what is neither.
fn other(book: &mut dyn Book, start: &[u8], pictures: Pictures) -> io::Result<Remains> {
    let is_picture =
        [&b"\xff\xd8"[..], b"\x89PNG", b"RIFF"].iter().any(|sign| start.starts_with(sign));
    let mut bytes = Vec::new();
    book.seek(SeekFrom::Start(0))?;
    let most = if is_picture { LARGEST } else { LONGEST_TEXT };
    Read::take(&mut *book, most).read_to_end(&mut bytes)?;
    if is_picture {
        if pictures == Pictures::Unseen {
            let kind = "a picture, not looked at since no copy has marks in its photographs";
            return Ok(Remains { kind, ..Remains::default() });
        }
        let picture = greys(&bytes, &mut 0);
        let kind = if picture.is_some() { "a picture" } else { "a picture that cannot be read" };
        let grids = picture.iter().map(Greys::grid).collect();
        return Ok(Remains { kind, grids, picture, ..Remains::default() });
    }
    // The words of a book alone; bytes that are none have no words.
    let text = words(&bytes);
    let kind = match text {
        Some(_) => "a text",
        None if bytes.is_empty() => "an empty file",
        None => "",
    };
    Ok(Remains { kind, texts: text.into_iter().collect(), ..Remains::default() })
}

/// The words of a file of text, whatever its encoding: a code has plain letters alone.
fn words(bytes: &[u8]) -> Option<String> {
    let units = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [] => None,
        [0xff, 0xfe, ..] => Some(units(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => Some(units(u16::from_be_bytes)),
        _ if bytes.iter().take(4096).any(|byte| *byte == 0) => None,
        _ => Some(String::from_utf8_lossy(bytes).into_owned()),
    }
}
