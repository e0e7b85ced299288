//! Writes the books that are asked for, all or none.
//!
//! A [`Job`] comes in: what the kit says, its pages, its photographs. Files in the folder of
//! the books go out, each whole, and what was written. It shows nothing. What was written is
//! examined before it gets its name.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use super::output::{self, Pending};
use super::{Failure, To, report};
use crate::base::{Code, Diagnostic, Severity, Sources, Span, in_words, threads};
use crate::image::{PhotoBytes, Press};
use crate::inspect;
use crate::pages::{Pages, Structure};
use crate::{Draft, epub, pdf};

/// What the books are written from.
pub(super) struct Job<'a> {
    /// What the PDF is written from, and the ebook too.
    pub(super) paper: Paper<'a>,
    /// Gives the ebook's cover as a JPEG.
    pub(super) cover: &'a (dyn Fn() -> io::Result<Vec<u8>> + Sync),
    /// For what is wrong with the kit.
    pub(super) sources: &'a Sources,
    /// How many threads may work.
    pub(super) jobs: usize,
}

/// What a PDF is written from.
pub(super) struct Paper<'a> {
    /// How it is to be written.
    pub(super) options: pdf::Options,
    pub(super) draft: &'a Draft,
    pub(super) pages: &'a Pages,
    pub(super) photos: &'a dyn PhotoBytes,
}

/// A finished book.
pub(super) struct Book {
    pub(super) path: PathBuf,
    pub(super) pages: Option<usize>,
    pub(super) bytes: u64,
}

/// Writes the books; returns also why the PDF does not claim to be accessible.
pub(super) fn write(
    job: &Job<'_>,
    to: To,
    folder: &Path,
) -> Result<(Vec<Book>, Vec<String>), Failure> {
    let shown = shown(folder);
    std::fs::create_dir_all(folder).map_err(Failure::at(&shown))?;
    let begin = |wanted: bool, extension: &str| -> Result<Option<(Pending, File)>, Failure> {
        let name = format!("{}.{extension}", job.paper.draft.document.metadata.slug);
        let begun = wanted.then(|| Pending::begin(folder, &name)).transpose();
        begun.map_err(Failure::at(&format!("{shown}/{name}")))
    };
    let pdf = begin(to != To::Epub, "pdf")?;
    let epub = begin(to != To::Pdf, "epub")?;
    let (pdf, pdf_file) = pdf.unzip();
    let (epub, epub_file) = epub.unzip();
    let write_pdf = || pdf_file.map(|file| write_pdf(&job.paper, file)).transpose();
    let write_epub = || epub_file.map(|file| write_epub(job, file)).transpose();
    let (pdf_written, epub_written) = if 1 < job.jobs {
        threads::both(write_pdf, write_epub)
    } else {
        (write_pdf(), write_epub())
    };
    let (pdf_error, obstacles) = match pdf_written {
        Ok(obstacles) => (None, obstacles.unwrap_or_default()),
        Err(error) => (Some(error), Vec::new()),
    };
    let failed: Vec<WriteError> = pdf_error.into_iter().chain(epub_written.err()).collect();
    if !failed.is_empty() {
        return Err(report_failed(failed, job.sources));
    }
    let pages = job.paper.pages.pages.len();
    let pdf = pdf.map(|pending| (pending, Some(pages)));
    let epub = epub.map(|pending| (pending, None));
    Ok((place(pdf.into_iter().chain(epub), folder)?, obstacles))
}

/// Gives finished files their names, all or none, each with its number of pages.
pub(super) fn place(
    written: impl Iterator<Item = (Pending, Option<usize>)>,
    folder: &Path,
) -> Result<Vec<Book>, Failure> {
    let mut books = Vec::new();
    let mut files = Vec::new();
    for (pending, pages) in written {
        let path = pending.target().to_path_buf();
        books.push(Book { path, pages, bytes: 0 });
        files.push(pending);
    }
    output::place(folder, files).map_err(not_placed)?;
    for book in &mut books {
        let facts = std::fs::metadata(&book.path);
        book.bytes = facts.map_err(Failure::at(&shown(&book.path)))?.len();
    }
    Ok(books)
}

/// Finishes what a killed run had begun in a folder.
pub(super) fn recover(folder: &Path) -> Result<(), Failure> {
    output::recover(folder).map_err(not_placed)
}

fn not_placed((path, error): (PathBuf, io::Error)) -> Failure {
    Failure::at(&shown(&path))(error)
}

/// Where books go: as asked, else into a folder of the kit. Through a link out of the kit
/// only a person may send them.
pub(super) fn folder(asked: Option<&Path>, kit: &Path, own: &str) -> Result<PathBuf, Failure> {
    let folder = asked.map_or_else(|| kit.join(own), Path::to_path_buf);
    if asked.is_none() {
        let inside = folder.ancestors().take_while(|path| *path != kit);
        let leaves = |path: &Path| path.canonicalize().is_ok_and(|real| !real.starts_with(kit));
        if inside.into_iter().any(leaves) {
            let why = format!("`{own}` leads out of the kit; say with `--output` where to put it");
            return Err(Failure::Machine(why));
        }
    }
    recover(&folder)?;
    Ok(folder)
}

/// Why a book was not written.
pub(super) enum WriteError {
    /// The machine failed.
    Io(&'static str, io::Error),
    /// The kit is at fault, or the book would not conform.
    Kit(Diagnostic),
}

fn refused(book: &str, why: &str, span: Option<Span>) -> WriteError {
    let message = format!("{book} was not written: {why}");
    WriteError::Kit(Diagnostic::error(Code::Refused, span, message))
}

/// Says why a PDF does not claim to be accessible.
pub(super) fn no_claim(name: &str, why: &str) -> Diagnostic {
    let message = format!("{name} does not claim to be accessible: {why}");
    Diagnostic::note(Code::NoClaim, None, message)
}

/// Writes a PDF; returns what it could not claim.
pub(super) fn write_pdf(job: &Paper<'_>, file: File) -> Result<Vec<String>, WriteError> {
    let mut out = BufWriter::new(file);
    let obstacles = make_pdf(job, &mut out)?;
    // Sheets that pages are put on have no tags, and say so.
    let sheets = job.pages.structure.node(Structure::ROOT).kids.is_empty();
    finish(out, "the PDF", sheets.then_some(Code::NoTags))?;
    Ok(obstacles)
}

/// Writes a PDF for a press; returns how much ink it takes.
pub(super) fn write_for_press(
    job: &Paper<'_>,
    press: &Press,
    file: File,
) -> Result<pdf::Inked, WriteError> {
    let mut out = BufWriter::new(file);
    let written = pdf::write_for_press(press, job.pages, &job.draft.fonts, job.photos, &mut out);
    let inked = written.map_err(|error| pdf_failed(error, job.draft))?;
    finish(out, "the PDF", Some(Code::NoTags))?;
    Ok(inked)
}

/// Writes a PDF to anywhere; returns what it could not claim.
pub(super) fn make_pdf(job: &Paper<'_>, out: &mut dyn Write) -> Result<Vec<String>, WriteError> {
    let written = pdf::write(&job.options, job.pages, &job.draft.fonts, job.photos, out);
    let written = written.map_err(|error| pdf_failed(error, job.draft))?;
    Ok(written.obstacles)
}

/// What a failure to write a PDF is to a person.
pub(super) fn pdf_failed(error: pdf::Error, draft: &Draft) -> WriteError {
    match error {
        pdf::Error::Io(error) => WriteError::Io("the PDF", error),
        pdf::Error::Photo(id, broken) => {
            let photo = draft.document.photo(id);
            let message = format!("`{}` {}", photo.file, broken.found);
            let found = Diagnostic::error(Code::PhotoBroken, photo.span, message);
            WriteError::Kit(found.help(broken.help))
        }
        pdf::Error::Refused(refusal) => refused("the PDF", &refusal.why, refusal.span),
    }
}

pub(super) fn write_epub(job: &Job<'_>, file: File) -> Result<(), WriteError> {
    let mut out = BufWriter::new(file);
    make_epub(job, &mut out)?;
    finish(out, "the EPUB", None)
}

/// Writes an ebook to anywhere.
pub(super) fn make_epub<W: Write + Seek>(job: &Job<'_>, out: &mut W) -> Result<(), WriteError> {
    let Paper { draft: Draft { document, design, fonts }, pages, photos, .. } = job.paper;
    let cover = document.front.cover.then_some(job.cover as &dyn Fn() -> io::Result<Vec<u8>>);
    let paper = epub::Paper { starts: &pages.starts, cover };
    let written = epub::write(document, &paper, design, fonts, photos, out);
    written.map_err(|error| match error {
        epub::Error::Io(error) => WriteError::Io("the EPUB", error),
        epub::Error::Refused(why) => refused("the EPUB", &why, None),
    })
}

/// Hands a book to the disk and examines it while the disk works; `known` is no fault in it.
pub(super) fn finish(
    out: BufWriter<File>,
    book: &'static str,
    known: Option<Code>,
) -> Result<(), WriteError> {
    let io = |error: io::Error| WriteError::Io(book, error);
    let file = out.into_inner().map_err(|error| io(error.into_error()))?;
    let examine =
        || inspect::inspect(&mut BufReader::new(&file), book, &inspect::Options::default());
    let (examined, handed) = threads::both(examine, || file.sync_all());
    handed.map_err(io)?;
    let found = examined.map_err(io)?.diagnostics;
    match found.iter().find(|found| is_ours(found) && known != Some(found.code)) {
        None => Ok(()),
        Some(fault) => {
            let message =
                format!("{book} that Platemark made is faulty ({}): {}", fault.code, fault.message);
            let fault = Diagnostic::error(Code::OwnFault, None, message);
            Err(WriteError::Kit(
                fault.help("this is a fault of Platemark, not of the kit: report it"),
            ))
        }
    }
}

/// Whether what was found is a fault of the program and not of the kit.
pub(super) fn is_ours(found: &Diagnostic) -> bool {
    found.severity == Severity::Error && OURS.contains(&found.code)
}

/// The rules that no kit can break, only the program that writes the book.
const OURS: [Code; 22] = [
    Code::BadArchive,
    Code::NoMediaType,
    Code::BadEntryName,
    Code::TwinEntries,
    Code::NoPackage,
    Code::BadXml,
    Code::BadEntities,
    Code::MissingResource,
    Code::WrongMediaType,
    Code::RemoteResource,
    Code::RunsScript,
    Code::DeadTarget,
    Code::DuplicateId,
    Code::BadModified,
    Code::NoContents,
    Code::WrongSpine,
    Code::WrongCover,
    Code::LostNote,
    Code::NoAlternative,
    Code::BrokenPdf,
    Code::NoTags,
    Code::ActiveContent,
];

/// Says why no book was written. The machine's failures come first: they may be the cause.
pub(super) fn report_failed(failed: Vec<WriteError>, sources: &Sources) -> Failure {
    let mut diagnostics = Vec::new();
    for error in failed {
        match error {
            WriteError::Io(book, error) => {
                return Failure::Machine(format!("{book} was not written: {}", in_words(&error)));
            }
            WriteError::Kit(found) => diagnostics.push(found),
        }
    }
    report::print(&diagnostics, sources, "; no book was written");
    Failure::Kit
}

/// A path as the user would type it: relative to the working folder if it lies in there.
pub(super) fn shown(path: &Path) -> String {
    let working = std::env::current_dir().and_then(|folder| folder.canonicalize());
    let inside = working.ok().and_then(|folder| path.strip_prefix(folder).ok().map(Path::to_owned));
    inside.unwrap_or_else(|| path.to_path_buf()).display().to_string()
}
