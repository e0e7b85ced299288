//! `platemark build`: a kit in, both books out.
//!
//! Opens the kit, runs the stages, shows what a person must know, and writes the books. A
//! build that finds errors writes nothing and leaves older books alone.

use std::io;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use super::books::{self, Book, Job, Paper, shown};
use super::limits::LimitArguments;
use super::{BuildArguments, Dump, Failure, PdfStandard, To, report, say};
use crate::base::{Code, Diagnostic, Severity};
use crate::document::{CheckSettings, Metadata};
use crate::image::PhotoBytes;
use crate::kit::{Kit, OpenError};
use crate::{Draft, layout, pages, pdf, raster};

/// Width of the ebook's cover in pixels; it is half as high again, as shops ask.
const COVER_WIDTH: u32 = 1600;
/// Quality of the ebook's cover, 1 to 100.
const COVER_QUALITY: u8 = 85;

pub(super) fn run(arguments: &BuildArguments) -> Result<(), Failure> {
    let began = Instant::now();
    let kit = open(&arguments.kit, arguments.metadata.as_deref(), &arguments.limits)?;
    let folder = books::folder(arguments.output.as_deref(), kit.root(), "output")?;
    let (draft, mut diagnostics) = crate::draft(&kit);
    let photos = draft.photos(&kit);
    let cover = LazyLock::new(|| cover(&draft, &photos));
    let (to, jobs) = (wanted(arguments), jobs(arguments));
    let ahead = matches!(to, Some(To::Epub | To::Both)) && !has_errors(&diagnostics) && 1 < jobs;
    std::thread::scope(|scope| {
        // Nothing waits for the ebook's cover but the end of the ebook.
        if ahead {
            let force = || LazyLock::force(&cover);
            // Where there is no thread for it, the ebook waits.
            drop(std::thread::Builder::new().spawn_scoped(scope, force));
        }
        let (pages, found) = draft.pages(&photos);
        diagnostics.extend(found);
        weigh(&mut diagnostics, &draft.document.metadata.check, arguments.strict);
        if has_errors(&diagnostics) {
            report::print(&diagnostics, &kit.sources, "; no book was written");
            return Err(Failure::Kit);
        }
        report::print(&diagnostics, &kit.sources, "");
        match arguments.dump {
            Some(Dump::Pages) => say(&(pages::trace(&pages) + &pages::survey(&pages)))?,
            Some(Dump::Tags) => say(&pages::trace_structure(&pages))?,
            None => {}
        }
        let Some(to) = to else { return Ok(()) };
        let cover = || (*cover).clone().map_err(io::Error::other);
        let (draft, sources) = (&draft, &kit.sources);
        let options =
            pdf::Options { standard: standard(arguments.pdf_standard, &draft.document.metadata) };
        let (pages, photos, cover) = (&pages, &photos, &cover);
        let paper = Paper { options, draft, pages, photos };
        let job = Job { paper, cover, sources, jobs };
        let (books, obstacles) = books::write(&job, to, &folder)?;
        let notes: Vec<Diagnostic> =
            obstacles.iter().map(|why| books::no_claim("the PDF", why)).collect();
        report::print(&notes, &kit.sources, "");
        say(&summary(&books, began))
    })
}

/// Opens a kit, with other metadata than its own if that is asked for.
pub(super) fn open(
    kit: &Path,
    metadata: Option<&Path>,
    limits: &LimitArguments,
) -> Result<Kit, Failure> {
    Kit::open_within(kit, metadata, limits.limits()).map_err(|error| match error {
        OpenError::Kit { sources, diagnostics } => {
            report::print(&diagnostics, &sources, "; no book was written");
            Failure::Kit
        }
        OpenError::Io { .. } => Failure::Machine(error.to_string()),
    })
}

pub(super) fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|found| found.severity == Severity::Error)
}

/// Makes errors of the warnings that the kit denies, and with `--strict` of photographs
/// without alternative text; lets those pass that the kit allows.
pub(super) fn weigh(diagnostics: &mut Vec<Diagnostic>, check: &CheckSettings, strict: bool) {
    let allowed = |code: Code| check.allow.iter().any(|rule| rule.code == code.id());
    let denied = |code: Code| {
        strict && code == Code::PhotoWithoutAlt || check.deny.iter().any(|rule| rule == code.id())
    };
    diagnostics.retain(|found| found.severity == Severity::Error || !allowed(found.code));
    for found in diagnostics {
        if found.severity == Severity::Warning && denied(found.code) {
            found.severity = Severity::Error;
        }
    }
}

/// What the PDF conforms to: as asked, else as the kit says.
pub(super) fn standard(asked: Option<PdfStandard>, metadata: &Metadata) -> pdf::Standard {
    let newer = match asked {
        Some(asked) => asked == PdfStandard::Ua2,
        None => metadata.print.standard == "ua-2",
    };
    if newer { pdf::Standard::Ua2 } else { pdf::Standard::Ua1 }
}

/// Which books are asked for; none if pages are only to be shown.
fn wanted(arguments: &BuildArguments) -> Option<To> {
    arguments.to.or(if arguments.dump.is_none() { Some(To::Both) } else { None })
}

/// How many threads may work: as asked, else as many as the machine has cores.
fn jobs(arguments: &BuildArguments) -> usize {
    match arguments.jobs {
        Some(jobs) => usize::from(jobs),
        None => std::thread::available_parallelism().map_or(1, usize::from),
    }
}

/// Draws the ebook's cover as a JPEG; says why it could not be.
pub(super) fn cover(draft: &Draft, photos: &dyn PhotoBytes) -> Result<Vec<u8>, String> {
    let pages = layout::ebook_cover(&draft.document, &draft.design, &draft.fonts);
    let page = pages.pages.first().ok_or("it has no page")?;
    let drawn = raster::draw(page, &pages, &draft.fonts, photos, COVER_WIDTH);
    let bitmap = drawn.map_err(|error| error.to_string())?;
    raster::jpeg(&bitmap, COVER_QUALITY).map_err(|broken| broken.to_string())
}

/// What was written, in columns.
pub(super) fn summary(books: &[Book], began: Instant) -> String {
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
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}
