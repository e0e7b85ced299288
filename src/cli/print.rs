//! `platemark print`: a kit in, what is handed out on paper out.
//!
//! Every paper is set anew; nothing is scaled from one to another. Sheets of two pages and
//! booklets have pages that are set at half the paper's size, those of four have the same
//! made smaller. The files are written as the books are, all or none.

use std::path::Path;
use std::time::Instant;

use super::books::{self, Book, Paper, shown};
use super::output::Pending;
use super::{Failure, PrintArguments, build, report, say};
use crate::base::{Diagnostic, Length, Size, Sources};
use crate::document::PrintSettings;
use crate::image::PhotoBytes;
use crate::impose::{Scheme, impose};
use crate::pages::{self, Pages};
use crate::{Draft, design, pdf};

/// The papers of a kit that names none: those of most of the world, and of North America.
const PAPERS: [&str; 2] = ["a4", "letter"];

/// No paper is thicker.
const MOST_CREEP: Length = Length::milli(5_670);

/// One file of the print set.
struct Piece {
    /// The file's name.
    name: String,
    pages: Pages,
}

pub(super) fn run(arguments: &PrintArguments) -> Result<(), Failure> {
    let began = Instant::now();
    let kit = build::open(&arguments.kit, arguments.metadata.as_deref())?;
    let (mut draft, mut diagnostics) = crate::draft(&kit);
    let photos = draft.photos(&kit);
    let mut pieces = Vec::new();
    for paper in papers(&arguments.paper, &draft.document.metadata.print) {
        let found = pieces_on(&paper, arguments, &mut draft, &photos, &mut pieces);
        for found in found {
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
    let folder = arguments.output.clone().unwrap_or_else(|| kit.root().join("output/print"));
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

/// A length with its unit, such as `0.1mm`.
pub(super) fn length(written: &str) -> Result<Length, String> {
    let length = design::length(written).filter(|length| *length <= MOST_CREEP);
    length.ok_or_else(|| "write a length of at most 2mm, such as `0.1mm`".to_owned())
}

/// Sets what is asked for on one paper; returns what a person must know or change.
fn pieces_on(
    paper: &str,
    arguments: &PrintArguments,
    draft: &mut Draft,
    photos: &dyn PhotoBytes,
    pieces: &mut Vec<Piece>,
) -> Vec<Diagnostic> {
    let slug = draft.document.metadata.slug.clone();
    let mut diagnostics = draft.set_paper(paper);
    if build::has_errors(&diagnostics) {
        return diagnostics;
    }
    let mut add = |mut pages: Pages, kind: &str| {
        let tones = if arguments.grey { "-grey" } else { "" };
        if arguments.grey {
            pages::grey(&mut pages);
        }
        pieces.push(Piece { name: format!("{slug}{kind}-{}{tones}.pdf", suffix(paper)), pages });
    };
    let (pages, found) = draft.pages(photos);
    diagnostics.extend(found);
    add(pages, "");
    let sheets = sheets(draft.design.page.paper, arguments);
    if sheets.is_empty() {
        return diagnostics;
    }
    // Small pages are set small; sheets of large ones would be unreadable.
    let half = half(draft.design.page.paper);
    let [width, height] = [half.width, half.height].map(Length::to_pt);
    diagnostics.extend(draft.set_paper(&format!("{width:.3}pt x {height:.3}pt")));
    let (pages, found) = draft.pages(photos);
    diagnostics.extend(found);
    for (kind, sheet, scheme) in sheets {
        add(impose(&pages, sheet, scheme), kind);
    }
    diagnostics
}

/// What is to be put on sheets of this paper: the name of each, its sheet and how.
fn sheets(paper: Size, arguments: &PrintArguments) -> Vec<(&'static str, Size, Scheme)> {
    let (short, long) = (paper.width.min(paper.height), paper.width.max(paper.height));
    let wide = Size { width: long, height: short };
    let tall = Size { width: short, height: long };
    let all = [
        (arguments.booklet, "-booklet", wide, Scheme::Booklet { creep: arguments.creep }),
        (arguments.two_up, "-2-up", wide, Scheme::Grid { across: 2, down: 1 }),
        (arguments.four_up, "-4-up", tall, Scheme::Grid { across: 2, down: 2 }),
    ];
    let asked = all.into_iter().filter(|(asked, ..)| *asked);
    asked.map(|(_, kind, sheet, scheme)| (kind, sheet, scheme)).collect()
}

/// The page of which two cover a sheet of this paper.
fn half(paper: Size) -> Size {
    let (short, long) = (paper.width.min(paper.height), paper.width.max(paper.height));
    Size { width: long / 2, height: short }
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
