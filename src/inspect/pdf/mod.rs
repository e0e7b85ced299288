//! Examines a PDF (ISO 32000-1 and -2, ISO 14289-1).
//!
//! A PDF comes in, findings go out: what keeps readers out that validators cannot see, and
//! the plainest rules of PDF/UA and PDF/A for books made elsewhere. [`mod@file`] reads objects and
//! states the bounds; [`pages`] and [`structure`] flatten the two trees; the other modules
//! look for faults. Pixels are never read.
//!
//! Doubt counts for the book: what only might be wrong is not told.

mod alternatives;
mod content;
mod date;
mod document;
mod file;
mod fonts;
mod ink;
mod matrix;
mod metadata;
mod navigation;
mod pages;
mod reading;
mod remains;
mod role;
mod structure;
mod tags;
mod target;
mod trees;
mod xmp;

use std::io;

use super::record::Record;
use super::{Book, Options};
use crate::base::{Code, Diagnostic};
use file::{Dict, File};
use pages::Pages;
use structure::Tree;

pub(super) use remains::remains;

/// The findings, and what they mean for the claims that the file makes.
#[derive(Debug)]
struct Report<'r> {
    record: &'r mut Record,
    /// What speaks against PDF/UA.
    against_ua: Vec<String>,
    /// What speaks against PDF/A.
    against_a: Vec<String>,
}

impl Report<'_> {
    fn push(&mut self, found: Diagnostic) {
        self.record.push(found);
    }

    fn against_ua(&mut self, why: impl Into<String>) {
        self.against_ua.push(why.into());
    }

    fn against_a(&mut self, why: impl Into<String>) {
        self.against_a.push(why.into());
    }
}

/// A PDF whose trees have been read.
#[derive(Debug)]
struct Pdf<'f, 's> {
    file: &'f File<'s>,
    catalog: Dict,
    pages: Pages,
    /// The structure, if the document is tagged.
    tree: Option<Tree>,
}

/// Examines a PDF of `length` bytes.
pub(super) fn inspect(
    book: &mut dyn Book,
    length: u64,
    options: Options,
    record: &mut Record,
) -> io::Result<()> {
    let file = File::open(book, length);
    let mut report = Report { record, against_ua: Vec::new(), against_a: Vec::new() };
    examine(&file, options, &mut report);
    file.into_error().map_or(Ok(()), Err)
}

fn examine(file: &File<'_>, options: Options, report: &mut Report<'_>) {
    let catalog = file.catalog();
    if document::encryption(file, report) {
        return;
    }
    let pages = pages::read(file, &catalog);
    if !document::is_whole(file, &pages, report) {
        return;
    }
    let tree = structure::read(file, &catalog);
    let pdf = Pdf { file, catalog, pages, tree };
    document::check(&pdf, report);
    let claims = metadata::check(&pdf, options, report);
    navigation::check(&pdf, report);
    if let Some(tree) = &pdf.tree {
        tags::check(&pdf, tree, report);
    }
    reading::check(&pdf, report);
    metadata::check_claims(&claims, report);
    if file.gave_up() {
        let message =
            "the file asks for more work than any book needs; a part of it was not examined";
        report.push(
            Diagnostic::warning(Code::PdfNotExamined, None, message)
                .help("write the file anew with a program that you trust"),
        );
    }
}
