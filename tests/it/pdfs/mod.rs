//! `check` on PDFs: our own books, books with one defect each, and damaged files.

mod defects;
mod foreign;
mod hostile;
mod surgery;

use std::io::Cursor;
use std::path::Path;
use std::sync::OnceLock;

use platemark::base::Diagnostic;
use platemark::inspect::{self, Options};
use platemark::kit::{Kit, PhotoFile, PhotoFiles};
use platemark::pdf;

/// The PDF of a kit under `tests/kits`.
fn book(kit: &str, standard: pdf::Standard) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kits").join(kit);
    let kit = Kit::open(&folder, None).unwrap();
    let build = platemark::build(&kit);
    let files = build.draft.document.photos.iter();
    let files = files.map(|photo| PhotoFile::new(&photo.file, &photo.facts)).collect();
    let photos = PhotoFiles::new(&kit, files);
    let mut out = Vec::new();
    pdf::write(&pdf::Options { standard }, &build.pages, &build.draft.fonts, &photos, &mut out)
        .unwrap();
    out
}

/// A book with pictures, captions, a table, lists, links, a note and two levels of headings.
fn game() -> &'static [u8] {
    static BOOK: OnceLock<Vec<u8>> = OnceLock::new();
    BOOK.get_or_init(|| book("game", pdf::Standard::Ua1))
}

/// A book of one page.
fn note() -> &'static [u8] {
    static BOOK: OnceLock<Vec<u8>> = OnceLock::new();
    BOOK.get_or_init(|| book("note", pdf::Standard::Ua1))
}

fn inspect(bytes: &[u8]) -> Vec<Diagnostic> {
    let options = Options { today: Some("2026-11-25".parse().unwrap()) };
    inspect::inspect(&mut Cursor::new(bytes), "book.pdf", &options).unwrap().diagnostics
}

/// Findings, one a line, as the goldens have them.
fn listed(found: &[Diagnostic]) -> String {
    let mut out = String::new();
    for found in found {
        let page = found.page.as_ref().map(|page| format!(" ({page})")).unwrap_or_default();
        out.push_str(&format!("  {:?} {}: {}{page}\n", found.severity, found.code, found.message));
    }
    out
}

#[test]
fn our_own_books_are_clean() {
    for kit in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kits")).unwrap()
    {
        let name = kit.unwrap().file_name().into_string().unwrap();
        if !Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kits").join(&name).is_dir() {
            continue;
        }
        for standard in [pdf::Standard::Ua1, pdf::Standard::Ua2] {
            let found = inspect(&book(&name, standard));
            assert!(found.is_empty(), "{name}, {standard:?}:\n{}", listed(&found));
        }
    }
}

#[test]
fn every_finding_says_what_to_do() {
    for (name, bytes) in defects::all() {
        for found in inspect(&bytes) {
            let message = &found.message;
            assert!(found.help.is_some(), "{name}: no help for: {message}");
            assert!(!message.ends_with('.'), "{name}: no full stop: {message}");
        }
    }
}
