//! `platemark print`: a kit in, what is handed out on paper out.
//!
//! Every paper is set anew; nothing is scaled from one to another. `on_paper` sets what is
//! asked for, `length` and `range` read arguments. The files are written as the books are,
//! all or none.

mod length;
mod on_paper;
mod range;

use std::path::Path;
use std::time::Instant;

use super::books::{self, Book, Paper, shown};
use super::output::Pending;
use super::{Failure, PrintArguments, build, report, say};
use crate::base::{Diagnostic, Sources};
use crate::document::PrintSettings;
use crate::image::PhotoBytes;
use crate::pages::Pages;
use crate::{Draft, pdf};

pub(super) use length::{bleed, creep};
use on_paper::OnPaper;
pub(super) use range::PageRanges;

/// The papers of a kit that names none: those of most of the world, and of North America.
const PAPERS: [&str; 2] = ["a4", "letter"];

/// One file of the print set.
struct Piece {
    /// The file's name.
    name: String,
    pages: Pages,
}

pub(super) fn run(arguments: &PrintArguments) -> Result<(), Failure> {
    let began = Instant::now();
    let kit = build::open(&arguments.kit, arguments.metadata.as_deref())?;
    let folder = books::folder(arguments.output.as_deref(), kit.root(), "output/print")?;
    let (mut draft, mut diagnostics) = crate::draft(&kit);
    let photos = draft.photos(&kit);
    let mut pieces = Vec::new();
    for paper in papers(&arguments.paper, &draft.document.metadata.print) {
        let mut on = OnPaper { paper: &paper, arguments, photos: &photos, pieces: &mut pieces };
        for found in on.set(&mut draft)? {
            // Much is wrong on every paper; it is said once.
            if !diagnostics.contains(&found) {
                diagnostics.push(found);
            }
        }
    }
    build::weigh(&mut diagnostics, &draft.document.metadata.check, arguments.strict);
    if build::has_errors(&diagnostics) {
        report::print(&diagnostics, &kit.sources, "; nothing was written");
        return Err(Failure::Kit);
    }
    report::print(&diagnostics, &kit.sources, "");
    let (books, notes) = write(&pieces, &draft, &photos, &folder, &kit.sources)?;
    report::print(&notes, &kit.sources, "");
    say(&build::summary(&books, began))
}

/// The papers that are asked for, each once: by the command line, else by the kit.
fn papers(asked: &[String], settings: &PrintSettings) -> Vec<String> {
    let named = [asked, &settings.papers].into_iter().find(|names| !names.is_empty());
    let named = named.map_or_else(|| PAPERS.map(str::to_owned).to_vec(), <[String]>::to_vec);
    let mut papers: Vec<String> = Vec::new();
    for paper in named {
        if !papers.iter().any(|other| suffix(other) == suffix(&paper)) {
            papers.push(paper);
        }
    }
    papers
}

/// A paper as it stands in the name of a file: `a4`, `170mm-x-240mm`.
fn suffix(paper: &str) -> String {
    let lower = paper.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty() && *word != "us").collect();
    words.join("-")
}

/// Writes all files or none; returns also which of them do not claim to be accessible.
fn write(
    pieces: &[Piece],
    draft: &Draft,
    photos: &dyn PhotoBytes,
    folder: &Path,
    sources: &Sources,
) -> Result<(Vec<Book>, Vec<Diagnostic>), Failure> {
    let place = shown(folder);
    std::fs::create_dir_all(folder).map_err(Failure::at(&place))?;
    let options = pdf::Options { standard: build::standard(None, &draft.document.metadata) };
    let (mut written, mut notes) = (Vec::new(), Vec::new());
    for Piece { name, pages } in pieces {
        let path = format!("{place}/{name}");
        let (pending, file) = Pending::begin(folder, name).map_err(Failure::at(&path))?;
        let paper = Paper { options, draft, pages, photos };
        let obstacles = books::write_pdf(&paper, file)
            .map_err(|error| books::report_failed(vec![error], sources))?;
        let name = format!("`{name}`");
        notes.extend(obstacles.iter().map(|why| books::no_claim(&name, why)));
        written.push((pending, Some(pages.pages.len())));
    }
    Ok((books::place(written.into_iter(), folder)?, notes))
}
