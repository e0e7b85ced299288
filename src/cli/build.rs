//! `platemark build`: a kit in, both books out.
//!
//! Opens the kit, runs the stages, shows what a person must know, and writes the books. A
//! build that finds errors writes nothing and leaves older books alone.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::output::{self, Pending};
use super::{BuildArguments, Dump, Failure, To, report, say};
use crate::base::{Code, Diagnostic, Severity, Sources};
use crate::image::PhotoBytes;
use crate::kit::{Kit, OpenError, PhotoFile, PhotoFiles};
use crate::{Build, epub, layout, pages, pdf, raster};

/// Width of the ebook's cover in pixels; it is half as high again, as shops ask.
const COVER_WIDTH: u32 = 1600;
/// Quality of the ebook's cover, 1 to 100.
const COVER_QUALITY: u8 = 85;

pub(super) fn run(arguments: &BuildArguments) -> Result<(), Failure> {
    let began = Instant::now();
    let kit = open(arguments)?;
    let mut build = crate::build(&kit);
    weigh(&mut build, arguments.strict);
    if build.diagnostics.iter().any(|found| found.severity == Severity::Error) {
        report::print(&build.diagnostics, &kit.sources, "; no book was written");
        return Err(Failure::Kit);
    }
    report::print(&build.diagnostics, &kit.sources, "");
    match arguments.dump {
        Some(Dump::Pages) => say(&pages::trace(&build.pages))?,
        Some(Dump::Tags) => say(&pages::trace_structure(&build.pages))?,
        None => {}
    }
    if arguments.dump.is_some() && arguments.to.is_none() {
        return Ok(());
    }
    let (books, obstacles) = write(arguments, &kit, &build)?;
    let notes: Vec<Diagnostic> = obstacles
        .into_iter()
        .map(|why| {
            Diagnostic::note(Code::NoClaim, None, format!("the PDF claims no PDF/UA: {why}"))
        })
        .collect();
    report::print(&notes, &kit.sources, "");
    say(&summary(&books, began))
}

fn open(arguments: &BuildArguments) -> Result<Kit, Failure> {
    Kit::open(&arguments.kit, arguments.metadata.as_deref()).map_err(|error| match error {
        OpenError::Kit { sources, diagnostics } => {
            report::print(&diagnostics, &sources, "; no book was written");
            Failure::Kit
        }
        OpenError::Io { .. } => Failure::Machine(error.to_string()),
    })
}

/// Makes errors of the warnings that the kit denies, and with `--strict` of photographs
/// without alternative text; lets those pass that the kit allows.
pub(super) fn weigh(build: &mut Build, strict: bool) {
    let check = &build.document.metadata.check;
    let allowed = |code: Code| check.allow.iter().any(|rule| rule.code == code.id());
    let denied = |code: Code| {
        strict && code == Code::PhotoWithoutAlt || check.deny.iter().any(|rule| rule == code.id())
    };
    build.diagnostics.retain(|found| found.severity == Severity::Error || !allowed(found.code));
    for found in &mut build.diagnostics {
        if found.severity == Severity::Warning && denied(found.code) {
            found.severity = Severity::Error;
        }
    }
}

/// A finished book, as it is shown to the user.
struct Book {
    path: PathBuf,
    pages: Option<usize>,
    bytes: u64,
}

/// Writes the books that are asked for, all or none; returns also why the PDF does not claim
/// to be accessible.
fn write(
    arguments: &BuildArguments,
    kit: &Kit,
    build: &Build,
) -> Result<(Vec<Book>, Vec<String>), Failure> {
    let folder = arguments.output.clone().unwrap_or_else(|| kit.root().join("output"));
    let shown = shown(&folder);
    std::fs::create_dir_all(&folder).map_err(Failure::at(&shown))?;
    let to = arguments.to.unwrap_or(To::Both);
    let begin = |wanted: bool, extension: &str| -> Result<Option<(Pending, File)>, Failure> {
        let name = format!("{}.{extension}", build.document.metadata.slug);
        let begun = wanted.then(|| Pending::begin(&folder, &name)).transpose();
        begun.map_err(Failure::at(&format!("{shown}/{name}")))
    };
    let pdf = begin(to != To::Epub, "pdf")?;
    let epub = begin(to != To::Pdf, "epub")?;
    let photos = photos(kit, build);
    let (pdf, pdf_file) = pdf.unzip();
    let (epub, epub_file) = epub.unzip();
    let write_pdf = || pdf_file.map(|file| write_pdf(build, &photos, file)).transpose();
    let write_epub = || epub_file.map(|file| write_epub(build, &photos, file)).transpose();
    let (pdf_written, epub_written) = if 1 < jobs(arguments) {
        std::thread::scope(|scope| {
            let other = scope.spawn(write_epub);
            let pdf = write_pdf();
            (pdf, other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })
    } else {
        (write_pdf(), write_epub())
    };
    let (pdf_error, obstacles) = match pdf_written {
        Ok(obstacles) => (None, obstacles.unwrap_or_default()),
        Err(error) => (Some(error), Vec::new()),
    };
    let failed: Vec<WriteError> = pdf_error.into_iter().chain(epub_written.err()).collect();
    if !failed.is_empty() {
        return Err(report_failed(failed, &kit.sources));
    }
    let pages = [Some(build.pages.pages.len()), None];
    let mut books = Vec::new();
    for (pending, pages) in [pdf, epub].into_iter().zip(pages) {
        let Some(pending) = pending else { continue };
        let path = pending.target().to_path_buf();
        let name = self::shown(&path);
        pending.place().map_err(Failure::at(&name))?;
        let bytes = std::fs::metadata(&path).map_err(Failure::at(&name))?.len();
        books.push(Book { path, pages, bytes });
    }
    output::settle(&folder);
    Ok((books, obstacles))
}

/// How many threads may work: as asked, else as many as the machine has cores.
fn jobs(arguments: &BuildArguments) -> usize {
    match arguments.jobs {
        Some(jobs) => usize::from(jobs),
        None => std::thread::available_parallelism().map_or(1, usize::from),
    }
}

fn photos<'k>(kit: &'k Kit, build: &Build) -> PhotoFiles<'k> {
    let photos = build.document.photos.iter();
    PhotoFiles::new(kit, photos.map(|photo| PhotoFile::new(&photo.file, &photo.facts)).collect())
}

/// Why a book was not written.
enum WriteError {
    /// The machine failed.
    Io(&'static str, io::Error),
    /// The kit is at fault, or the book would not conform.
    Kit(Diagnostic),
}

fn refused(book: &str, why: &str) -> WriteError {
    let message = format!("{book} was not written: {why}");
    WriteError::Kit(Diagnostic::error(Code::Refused, None, message))
}

/// Writes the PDF; returns what it could not claim.
fn write_pdf(
    build: &Build,
    photos: &dyn PhotoBytes,
    file: File,
) -> Result<Vec<String>, WriteError> {
    let mut out = BufWriter::new(file);
    let written = pdf::write(&build.pages, &build.fonts, photos, &mut out);
    let written = written.map_err(|error| match error {
        pdf::Error::Io(error) => WriteError::Io("the PDF", error),
        pdf::Error::Photo(id, broken) => {
            let photo = build.document.photo(id);
            let message = format!("`{}` {}", photo.file, broken.found);
            let found = Diagnostic::error(Code::PhotoBroken, photo.span, message);
            WriteError::Kit(found.help(broken.help))
        }
        pdf::Error::Refused(why) => refused("the PDF", &why),
    })?;
    finish(out).map_err(|error| WriteError::Io("the PDF", error))?;
    Ok(written.obstacles)
}

fn write_epub(build: &Build, photos: &dyn PhotoBytes, file: File) -> Result<(), WriteError> {
    let mut out = BufWriter::new(file);
    let cover = cover(build, photos).map_err(|error| WriteError::Io("the ebook's cover", error))?;
    let paper = epub::Paper { starts: build.pages.starts.clone(), cover };
    let (document, design, fonts) = (&build.document, &build.design, &build.fonts);
    epub::write(document, &paper, design, fonts, photos, &mut out).map_err(
        |error| match error {
            epub::Error::Io(error) => WriteError::Io("the EPUB", error),
            epub::Error::Refused(why) => refused("the EPUB", &why),
        },
    )?;
    finish(out).map_err(|error| WriteError::Io("the EPUB", error))
}

/// The ebook's cover as a JPEG, if it has one.
fn cover(build: &Build, photos: &dyn PhotoBytes) -> io::Result<Option<Vec<u8>>> {
    let pages = layout::ebook_cover(&build.document, &build.design, &build.fonts);
    let Some((pages, page)) = pages.as_ref().and_then(|pages| Some((pages, pages.pages.first()?)))
    else {
        return Ok(None);
    };
    let bitmap = raster::draw(page, pages, &build.fonts, photos, COVER_WIDTH)?;
    let jpeg = raster::jpeg(&bitmap, COVER_QUALITY);
    jpeg.map(Some).map_err(|broken| io::Error::other(broken.to_string()))
}

/// Hands everything to the disk.
fn finish(mut out: BufWriter<File>) -> io::Result<()> {
    out.flush()?;
    out.get_ref().sync_all()
}

/// Says why no book was written. The machine's failures come first: they may be the cause.
fn report_failed(failed: Vec<WriteError>, sources: &Sources) -> Failure {
    let mut diagnostics = Vec::new();
    for error in failed {
        match error {
            WriteError::Io(book, error) => {
                return Failure::Machine(format!("{book} was not written: {error}"));
            }
            WriteError::Kit(found) => diagnostics.push(found),
        }
    }
    report::print(&diagnostics, sources, "; no book was written");
    Failure::Kit
}

/// A path as the user would type it: relative to the working folder if it lies in there.
fn shown(path: &Path) -> String {
    let working = std::env::current_dir().and_then(|folder| folder.canonicalize());
    let inside = working.ok().and_then(|folder| path.strip_prefix(folder).ok().map(Path::to_owned));
    inside.unwrap_or_else(|| path.to_path_buf()).display().to_string()
}

/// What was written, in columns.
fn summary(books: &[Book], began: Instant) -> String {
    let paths: Vec<String> = books.iter().map(|book| shown(&book.path)).collect();
    let width = paths.iter().map(|path| path.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for (book, path) in books.iter().zip(&paths) {
        let pages = match book.pages {
            None => String::new(),
            Some(1) => "1 page".to_owned(),
            Some(count) => format!("{count} pages"),
        };
        let line = format!("{path:width$}  {pages:>10}  {:>8}", size(book.bytes));
        out.push_str(&line);
        out.push('\n');
    }
    let seconds = began.elapsed().as_secs_f64();
    out + &format!("in {seconds:.2} s\n")
}

/// A size in the units of disks: 1,000 to the next.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}
