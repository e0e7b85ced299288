//! What is left in a book by which it may be known: words, names, and where type stands.
//!
//! A book that turned up somewhere comes in, whole or damaged; [`Remains`] go out. What they
//! mean is not known here. Nothing in the book is trusted: the bounds are those of the rest
//! of `inspect`.

use std::io::{self, Read, SeekFrom};

use super::{Book, epub, pdf};

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
        Ok(Remains::default())
    }
}
