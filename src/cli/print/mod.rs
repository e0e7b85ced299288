//! `platemark print`: a kit in, what is handed out on paper out.
//!
//! Every paper is set anew; nothing is scaled from one to another. `on_paper` sets what is
//! asked for, `length` and `range` read arguments. The files are written as the books are,
//! all or none.

mod length;
mod on_paper;
mod press;
mod range;

use std::fs::File;
use std::path::Path;
use std::time::Instant;

use super::books::{self, Book, Paper, WriteError, shown};
use super::output::Pending;
use super::{Failure, PrintArguments, build, report, say};
use crate::base::{Diagnostic, Sources};
use crate::document::PrintSettings;
use crate::image::{PhotoBytes, Press};
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
    let (books, more) = make(arguments)?;
    say(&(build::summary(&books, began) + &more))
}

/// Makes the print set and says what a person must know or change; returns also what is to be
/// said after the files.
pub(super) fn make(arguments: &PrintArguments) -> Result<(Vec<Book>, String), Failure> {
    let kit = build::open(&arguments.kit, arguments.metadata.as_deref(), &arguments.limits)?;
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
    let press = match arguments.press.then(|| press::of(&kit, &draft.document.metadata.print)) {
        Some(Err(wrong)) => {
            diagnostics.push(wrong);
            None
        }
        Some(Ok(press)) => Some(press),
        None => None,
    };
    build::weigh(&mut diagnostics, &draft.document.metadata.check, arguments.strict);
    if build::has_errors(&diagnostics) {
        report::print(&diagnostics, &kit.sources, "; nothing was written");
        return Err(Failure::Kit);
    }
    report::print(&diagnostics, &kit.sources, "");
    let job = Job { draft: &draft, photos: &photos, folder: &folder, sources: &kit.sources };
    let Some(press) = press else {
        let (books, notes) = job.write(&pieces)?;
        report::print(&notes, &kit.sources, "");
        return Ok((books, String::new()));
    };
    let (books, inked) = job.write_for_press(&press, &pieces)?;
    let said = press::said(&press, &inked, &draft);
    Ok((books, said))
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

/// Writes files, all or none.
struct Job<'a> {
    draft: &'a Draft,
    photos: &'a dyn PhotoBytes,
    folder: &'a Path,
    sources: &'a Sources,
}

impl Job<'_> {
    /// Writes for screens and desks; returns also which files do not claim to be accessible.
    fn write(&self, pieces: &[Piece]) -> Result<(Vec<Book>, Vec<Diagnostic>), Failure> {
        let options =
            pdf::Options { standard: build::standard(None, &self.draft.document.metadata) };
        let mut notes = Vec::new();
        let books = self.all(
            pieces,
            |paper, name, file| {
                let obstacles = books::write_pdf(paper, file)?;
                let name = format!("`{name}`");
                notes.extend(obstacles.iter().map(|why| books::no_claim(&name, why)));
                Ok(())
            },
            options,
        )?;
        Ok((books, notes))
    }

    /// Writes for a press; returns also how much ink the files take.
    fn write_for_press(
        &self,
        press: &Press,
        pieces: &[Piece],
    ) -> Result<(Vec<Book>, pdf::Inked), Failure> {
        let mut inked = pdf::Inked::default();
        let books = self.all(
            pieces,
            |paper, _, file| {
                inked.add(books::write_for_press(paper, press, file)?);
                Ok(())
            },
            pdf::Options::default(),
        )?;
        Ok((books, inked))
    }

    fn all(
        &self,
        pieces: &[Piece],
        mut write: impl FnMut(&Paper<'_>, &str, File) -> Result<(), WriteError>,
        options: pdf::Options,
    ) -> Result<Vec<Book>, Failure> {
        let place = shown(self.folder);
        std::fs::create_dir_all(self.folder).map_err(Failure::at(&place))?;
        let mut written = Vec::new();
        for Piece { name, pages } in pieces {
            let path = format!("{place}/{name}");
            let (pending, file) = Pending::begin(self.folder, name).map_err(Failure::at(&path))?;
            let paper = Paper { options, draft: self.draft, pages, photos: self.photos };
            write(&paper, name, file)
                .map_err(|error| books::report_failed(vec![error], self.sources))?;
            written.push((pending, Some(pages.pages.len())));
        }
        books::place(written.into_iter(), self.folder)
    }
}
