//! `platemark release`: a kit in, the folder out that is handed to the press.
//!
//! Both books, the print set, the stills, a covering note, a notice of what has changed since the
//! edition before, a manifest and check sums. The folder is replaced as a whole, so that nobody
//! finds one edition's note beside another's books.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::time::Instant;

use clap::Parser;

use super::books::{self, Job, Paper, shown};
use super::folder::{Folder, SUMS};
use super::{Failure, PrintArguments, ReleaseArguments, To};
use super::{build, clock, print, report, say, stills as photographs};
use crate::base::{Code, Diagnostic, Severity};
use crate::document::{Date, Document, Status};
use crate::kit::Kit;
use crate::locale::Word;
use crate::release::{self, Editions, FileEntry, Listed, MANIFEST, Note, Record, Release};
use crate::stills::{self, Stills};
use crate::{Build, pdf};

/// What an edition says, for the next to compare with.
const EDITION: &str = "edition.json";

/// The longest record of an edition that is read.
const MAX_RECORD: u64 = 64 << 20;

pub(super) fn run(arguments: &ReleaseArguments) -> Result<(), Failure> {
    let began = Instant::now();
    let kit = build::open(&arguments.kit, arguments.metadata.as_deref(), &arguments.limits)?;
    let today = clock::known_day(arguments.today)?;
    let made = crate::build(&kit);
    refuse(&kit, &made, today, arguments.force)?;
    let document = &made.draft.document;
    let stills = stills::choose(document, today);
    let target = books::folder(arguments.output.as_deref(), kit.root(), "output/release")?;
    let place = shown(&target);
    let folder = Folder::begin(&target).map_err(Failure::at(&place))?;
    write_books(&kit, &made, folder.path())?;
    print::make(&print_set(arguments, folder.path()))?;
    let photos = made.draft.photos(&kit);
    let inner = folder.path().join("stills");
    std::fs::create_dir(&inner).map_err(Failure::at(&place))?;
    photographs::write(&stills, &made.draft, &photos, &inner, &kit.sources)?;
    let kept = kept(&target).map_err(Failure::at(&place))?;
    let this = Record::of(document, &stills);
    if kept.as_ref().is_some_and(|kept| kept.this.edition == this.edition && kept.this != this) {
        let message = "the kit says something else than when this edition was last released";
        let found = Diagnostic::note(Code::NotYet, None, message)
            .help("give it another `edition` or `revision`, so that people can tell them apart");
        report::print(&[found], &kit.sources, "");
    }
    let editions = Editions::follow(this, kept);
    let files = write_words(&folder, document, &stills, &editions).map_err(Failure::at(&place))?;
    folder.place().map_err(Failure::at(&place))?;
    let size = build::size(files.iter().map(|file| file.bytes).sum());
    say(&format!(
        "{}{place}  {} files  {size}\nin {:.2} s\n",
        photographs::left_out(&stills, document),
        files.len(),
        began.elapsed().as_secs_f64()
    ))
}

/// Refuses a kit that cannot be built and, unless forced, one that must not be handed out: a
/// draft, or one in which `check` finds errors.
fn refuse(kit: &Kit, made: &Build, today: Date, force: bool) -> Result<(), Failure> {
    let metadata = &made.draft.document.metadata;
    let mut diagnostics = made.diagnostics.clone();
    build::weigh(&mut diagnostics, &metadata.check, false);
    if build::has_errors(&diagnostics) {
        report::print(&diagnostics, &kit.sources, "; nothing was written");
        return Err(Failure::Kit);
    }
    let mut found = crate::check(kit, made, Some(today));
    build::weigh(&mut found, &metadata.check, false);
    found.retain(|found| found.severity == Severity::Error);
    if metadata.status == Some(Status::Draft) {
        found.push(
            Diagnostic::error(Code::NotYet, None, "the kit is a draft").help(
                "write `status: embargoed` or `status: public`, or release it with `--force`",
            ),
        );
    }
    match (found.is_empty(), force) {
        (true, _) => Ok(()),
        (false, true) => {
            report::print(&found, &kit.sources, "; released all the same");
            Ok(())
        }
        (false, false) => {
            report::print(&found, &kit.sources, "; nothing was written, for want of `--force`");
            Err(Failure::Kit)
        }
    }
}

/// Writes both books.
fn write_books(kit: &Kit, made: &Build, folder: &Path) -> Result<(), Failure> {
    let (draft, pages, sources) = (&made.draft, &made.pages, &kit.sources);
    let photos = draft.photos(kit);
    let options = pdf::Options { standard: build::standard(None, &draft.document.metadata) };
    let paper = Paper { options, draft, pages, photos: &photos };
    let cover = || build::cover(draft, &photos).map_err(io::Error::other);
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let job = Job { paper, cover: &cover, sources, jobs };
    let (_, obstacles) = books::write(&job, To::Both, folder)?;
    let notes: Vec<_> = obstacles.iter().map(|why| books::no_claim("the PDF", why)).collect();
    report::print(&notes, sources, "");
    Ok(())
}

/// What `print` is asked to do: what it does if nothing is said, and a one-sheet.
fn print_set(arguments: &ReleaseArguments, folder: &Path) -> PrintArguments {
    #[derive(Parser)]
    struct Unsaid {
        #[command(flatten)]
        print: PrintArguments,
    }
    let Unsaid { mut print } =
        Unsaid::try_parse_from(["print"]).expect("every argument of `print` may be left out");
    print.kit.clone_from(&arguments.kit);
    print.metadata.clone_from(&arguments.metadata);
    print.limits.clone_from(&arguments.limits);
    print.output = Some(folder.join("print"));
    print.one_sheet = true;
    print
}

/// What was kept of the release that is to be replaced; nothing if there is none. A record that
/// is there and cannot be opened is an error, else what changed would be forgotten.
fn kept(target: &Path) -> io::Result<Option<Editions>> {
    let mut bytes = Vec::new();
    match File::open(target.join(EDITION)) {
        Ok(file) => file.take(MAX_RECORD).read_to_end(&mut bytes)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(Editions::from_json(&bytes))
}

/// Writes the notes, the record of this edition and the manifest; returns all files.
fn write_words(
    folder: &Folder,
    document: &Document,
    stills: &Stills,
    editions: &Editions,
) -> io::Result<Vec<FileEntry>> {
    let write = |name: &str, note: &Note| {
        folder.write(&format!("{name}.txt"), note.text().as_bytes())?;
        folder.write(&format!("{name}.html"), note.html().as_bytes())
    };
    let notice = release::notice(editions, &document.metadata);
    if let Some(notice) = &notice {
        write("changes", notice)?;
    }
    let listed = listed(&folder.entries()?, &document.metadata.slug, notice.is_some());
    write("covering-note", &release::letter(document, stills, &listed))?;
    folder.write(EDITION, editions.to_json().as_bytes())?;
    let files = folder.entries()?;
    folder.write(MANIFEST, Release { document, files: &files }.manifest().as_bytes())?;
    Ok(files)
}

/// What the covering note lists.
fn listed(files: &[FileEntry], slug: &str, changed: bool) -> Vec<Listed> {
    let size = |within: &str| {
        let inner = files.iter().filter(|file| file.path.starts_with(within));
        build::size(inner.map(|file| file.bytes).sum())
    };
    let item = |path: String, what: Word, size: String| Listed { path, what, size };
    let [pdf, epub] = ["pdf", "epub"].map(|ending| format!("{slug}.{ending}"));
    let mut listed = vec![
        item(pdf.clone(), Word::TheKitPdf, size(&pdf)),
        item(epub.clone(), Word::TheKitEpub, size(&epub)),
        item("print/".to_owned(), Word::TheKitPrint, size("print/")),
    ];
    let one_sheet = format!("print/{slug}-one-sheet-");
    let one_sheets =
        files.iter().map(|file| &file.path).filter(|path| path.starts_with(&one_sheet));
    listed.extend(one_sheets.map(|path| item(path.clone(), Word::TheOneSheet, size(path))));
    listed.extend([
        item("stills/".to_owned(), Word::TheStills, size("stills/")),
        item("stills/contact-sheet.pdf".to_owned(), Word::ContactSheet, String::new()),
        item("stills/index.csv".to_owned(), Word::StillsTable, String::new()),
    ]);
    if changed {
        listed.push(item("changes.html".to_owned(), Word::Changes, String::new()));
    }
    listed.push(item(SUMS.to_owned(), Word::CheckSums, String::new()));
    listed
}
