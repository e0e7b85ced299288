//! Examines a finished book, ours or anybody's.
//!
//! The bytes of an EPUB or a PDF come in, [`Findings`] go out: what is wrong with the book and
//! the texts inside it that the findings point into. It knows neither kits nor how our books
//! are made, so that what it says of them is a second opinion.
//!
//! Nothing in a book is trusted. A book is never held in memory as a whole; `epub` and
//! `pdf` state the bounds of what they read. No input makes it panic or run for long.

mod alternatives;
mod day;
mod epub;
mod pdf;
mod record;
mod remains;
mod xml;

use std::io::{self, Read, Seek, SeekFrom};

pub use day::Day;
pub use remains::{Leaf, Pictures, Remains, remains};

use crate::base::{Code, Diagnostic, Sources};
use record::Record;

/// A book that can be read from any place.
pub trait Book: Read + Seek {}
impl<T: Read + Seek> Book for T {}

/// What is examined beyond the book itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The day after which dates lie in the future; without it no date does.
    pub today: Option<Day>,
}

/// What was found in a book.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// The texts of the book that findings point into, under their paths in the book.
    pub sources: Sources,
    /// What is wrong, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// Examines a book; what it is shows in its first bytes. `name` is the file's, for messages.
///
/// # Errors
///
/// If the book cannot be read. That it is damaged is a finding, not an error.
pub fn inspect(book: &mut dyn Book, name: &str, options: &Options) -> io::Result<Findings> {
    let length = book.seek(SeekFrom::End(0))?;
    book.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    // A PDF may begin within the first kilobyte (ISO 32000-1, annex H.3.4.1).
    Read::take(&mut *book, 1024).read_to_end(&mut start)?;
    let mut record = Record::default();
    if start.starts_with(b"PK") {
        epub::inspect(book, length, *options, &mut record)?;
    } else if start.windows(5).any(|bytes| bytes == b"%PDF-") {
        pdf::inspect(book, length, *options, &mut record)?;
    } else {
        let message = match length {
            0 => format!("`{name}` is empty"),
            _ => format!("`{name}` is neither an EPUB nor a PDF"),
        };
        let found = Diagnostic::error(Code::NoBook, None, message);
        record.push(found.help("name a file that ends in `.epub` or `.pdf`, or a kit's folder"));
    }
    Ok(record.findings)
}

/// Letters and digits alone, in small letters, words parted by one space: to compare what
/// people wrote.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn what_is_no_book_is_told() {
        for bytes in [&b""[..], b"%PD", b"Once upon a time"] {
            let found = inspect(&mut Cursor::new(bytes), "a.epub", &Options::default()).unwrap();
            let codes: Vec<_> = found.diagnostics.iter().map(|found| found.code).collect();
            assert_eq!(codes, [Code::NoBook], "{bytes:?}");
        }
    }
}
