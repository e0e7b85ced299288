//! Examines an EPUB: container, package, texts, navigation, and what it says of itself.
//!
//! An EPUB comes in (EPUB 3.3, EPUB Accessibility 1.1, and EPUB 2 as far as it is the same),
//! findings go out. It leaves to EPUBCheck what only a schema can say, and looks for what a
//! reader would miss.
//!
//! # Bounds
//!
//! The bounds of [`archive`] and of [`super::xml`]; texts of at most [`LONGEST_TEXT`] bytes
//! each and [`MOST_TEXT`] together. One text at a time is in memory, and of the others what
//! links, lists and headings need. Time grows in step with the bytes that are read.

mod access;
mod address;
mod alternatives;
mod archive;
mod claims;
mod colors;
mod container;
mod contents;
mod cover;
mod css;
mod document;
mod fonts;
mod headings;
mod language;
mod links;
mod metadata;
mod notes;
mod package;
mod pages;
mod remains;
mod resources;
mod sniff;
mod spine;
mod tables;

use std::io;
use std::ops::Range;

use super::record::Record;
use super::xml::Tree;
use super::{Book, Options};
use crate::base::{Code, Span};
use archive::{Archive, Unreadable};
use package::Package;

pub(super) use remains::remains;

/// The longest text that is read.
const LONGEST_TEXT: u64 = 32 << 20;
/// All texts together.
const MOST_TEXT: u64 = 256 << 20;

/// A text of the book.
#[derive(Debug, Clone, Copy)]
struct Text<'a> {
    /// Its path in the archive.
    path: &'a str,
    source: &'a str,
}

impl Text<'_> {
    /// Where in the text bytes stand.
    fn at(&self, record: &mut Record, at: &Range<usize>) -> Option<Span> {
        record.place(self.path, self.source, at)
    }
}

/// A book that is being examined.
struct Ebook<'b, 'r> {
    archive: Archive<'b>,
    record: &'r mut Record,
    options: Options,
    /// Bytes of text that may still be read.
    left: u64,
    /// Whether a picture of the book moves.
    moves: bool,
}

/// Examines an EPUB of `length` bytes.
pub(super) fn inspect(
    book: &mut dyn Book,
    length: u64,
    options: Options,
    record: &mut Record,
) -> io::Result<()> {
    let mut archive = match Archive::open(book, length)? {
        Ok(archive) => archive,
        Err(why) => {
            let message = format!("the archive cannot be read: {why}");
            record.error(Code::BadArchive, None, message, "get the file again from its source");
            return Ok(());
        }
    };
    if !archive::check(&mut archive, record)? {
        return Ok(());
    }
    let mut ebook = Ebook { archive, record, options, left: MOST_TEXT, moves: false };
    let Some(path) = container::package(&mut ebook)? else { return Ok(()) };
    let Some(source) = ebook.text(&path)? else { return Ok(()) };
    let tree = Tree::read(&source);
    let text = Text { path: &path, source: &source };
    well_formed(ebook.record, text, &tree);
    let package = Package::read(text, &tree);
    metadata::check(&package, ebook.options, ebook.record);
    resources::check(&mut ebook, &package)?;
    spine::check(&package, ebook.record);
    let documents = document::read_all(&mut ebook, &package)?;
    let styles = css::read_all(&mut ebook, &package, &documents)?;
    colors::check(&mut ebook, &styles, &documents);
    links::check(&mut ebook, &package, &documents, &styles);
    notes::check_references(&mut ebook, &documents);
    let lists = contents::check(&mut ebook, &package, &documents)?;
    pages::check(&mut ebook, &package, &documents, &lists);
    cover::check(&mut ebook, &package, &documents);
    access::check(&package, ebook.record);
    claims::check(&mut ebook, &package, &documents, &lists);
    fonts::check(&mut ebook, &package)
}

impl Ebook<'_, '_> {
    /// A text of the book, if it is there and can be read; what is wrong is told.
    fn text(&mut self, path: &str) -> io::Result<Option<String>> {
        let Some(size) = self.archive.entry(path).map(|entry| entry.size) else {
            return Ok(None);
        };
        let read = match self.left.checked_sub(size) {
            Some(left) => {
                self.left = left;
                self.archive.read(path, LONGEST_TEXT)
            }
            None => Err(Unreadable::TooLarge),
        };
        match read {
            Ok(bytes) => {
                let text = decode(bytes);
                if text.is_none() {
                    let message = format!("`{path}` is neither UTF-8 nor UTF-16");
                    let help = "save the file as UTF-8";
                    self.record.error(Code::BadXml, None, message, help);
                }
                Ok(text)
            }
            Err(Unreadable::Io(error)) => Err(error),
            Err(Unreadable::Damaged(why)) => {
                let message = format!("`{path}` {why}");
                let help = "pack the book again with a program that makes EPUBs";
                self.record.error(Code::BadArchive, None, message, help);
                Ok(None)
            }
            Err(Unreadable::TooLarge) => {
                let message = format!("`{path}` is larger than what is read");
                let help = "split the text into files for chapters";
                self.record.error(Code::TooMuch, None, message, help);
                Ok(None)
            }
        }
    }

    /// Where in a text of the book bytes stand; the text is read again if it is not at hand.
    fn place(&mut self, path: &str, at: &Range<usize>) -> Option<Span> {
        if !self.record.has(path) {
            let bytes = self.archive.read(path, LONGEST_TEXT).ok()?;
            return self.record.place(path, &decode(bytes)?, at);
        }
        self.record.place(path, "", at)
    }
}

/// Tells why a text is not well-formed, and of a document type that fetches or grows.
fn well_formed(record: &mut Record, text: Text<'_>, tree: &Tree<'_>) {
    if let Some((at, why)) = &tree.flaw {
        let span = text.at(record, &(*at..*at));
        let message = format!("`{}` is not well-formed: {why}", text.path);
        record.error(Code::BadXml, span, message, "mend the markup; readers refuse such a file");
    }
    let Some(doctype) = tree.doctype else { return };
    for declared in doctype.split("<!ENTITY").skip(1) {
        let declared = declared.split('>').next().unwrap_or_default();
        let name = declared.split_whitespace().find(|word| *word != "%").unwrap_or_default();
        let name: String = name.chars().take(40).collect();
        let why = if declared.contains("SYSTEM") || declared.contains("PUBLIC") {
            "fetches another file"
        } else if declared.contains('&') {
            "is made of other entities, so that it can grow without end"
        } else {
            continue;
        };
        let start = text.source.find(doctype).unwrap_or_default();
        let span = text.at(record, &(start..start));
        let message = format!("the entity `{name}` {why}");
        record.error(Code::BadEntities, span, message, "remove what the document type declares");
    }
}

/// The text behind bytes that may begin with a mark of their encoding.
fn decode(bytes: Vec<u8>) -> Option<String> {
    let utf16 = |pair: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|bytes| pair([bytes[0], bytes[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => utf16(u16::from_le_bytes),
        [0xfe, 0xff, ..] => utf16(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes).ok(),
    }
}

/// A text as it is quoted in a message: on one line and not too long.
fn quoted(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words,
    }
}
