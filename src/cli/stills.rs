//! `platemark stills`: a kit in, its photographs for the press out.
//!
//! Every photograph at full size and smaller, with its words written into the files; a contact
//! sheet; an index. The folder is replaced as a whole, so that a photograph whose licence has ended
//! does not stay in it.

use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::books::{self, Paper, WriteError, shown};
use super::folder::Folder;
use super::{Failure, StillsArguments, build, clock, report, say};
use crate::base::{Code, Diagnostic, Sources, threads};
use crate::document::Document;
use crate::image::{self, Broken, Format, PhotoBytes, Still};
use crate::stills::{self, Files, Handed, Stills};
use crate::{Draft, layout, pdf};

/// The long side of the smaller files, in pixels.
const SMALL: u32 = 2_048;

pub(super) fn run(arguments: &StillsArguments) -> Result<(), Failure> {
    let began = Instant::now();
    let kit = build::open(&arguments.kit, arguments.metadata.as_deref(), &arguments.limits)?;
    let (draft, mut diagnostics) = crate::draft(&kit);
    build::weigh(&mut diagnostics, &draft.document.metadata.check, false);
    if build::has_errors(&diagnostics) {
        report::print(&diagnostics, &kit.sources, "; nothing was written");
        return Err(Failure::Kit);
    }
    report::print(&diagnostics, &kit.sources, "");
    let photos = draft.photos(&kit);
    let stills = stills::choose(&draft.document, clock::known_day(arguments.today)?);
    let target = books::folder(arguments.output.as_deref(), kit.root(), "output/stills")?;
    let place = shown(&target);
    let folder = Folder::begin(&target).map_err(Failure::at(&place))?;
    write(&stills, &draft, &photos, folder.path(), &kit.sources)?;
    let files = folder.place().map_err(Failure::at(&place))?;
    let bytes = files.iter().map(|file| file.bytes).sum();
    let count = stills.handed.len();
    let photographs = if count == 1 { "1 photograph" } else { &format!("{count} photographs") };
    let seconds = began.elapsed().as_secs_f64();
    let size = build::size(bytes);
    say(&format!(
        "{}{place}  {photographs}  {size}\nin {seconds:.2} s\n",
        left_out(&stills, &draft.document)
    ))
}

/// A line for each photograph that is left out.
pub(super) fn left_out(stills: &Stills, document: &Document) -> String {
    let line = |(id, reason): &(_, stills::Reason)| {
        format!("left out: `{}`, {reason}\n", document.photo(*id).id)
    };
    stills.withheld.iter().map(line).collect()
}

/// Writes the photographs, the contact sheet and the index into a folder.
pub(super) fn write(
    stills: &Stills,
    draft: &Draft,
    photos: &dyn PhotoBytes,
    folder: &Path,
    sources: &Sources,
) -> Result<(), Failure> {
    let place = shown(folder);
    let files = write_photos(stills, draft, photos, folder, sources)?;
    let index = stills::index(stills, &files, &draft.document);
    std::fs::write(folder.join("index.csv"), index).map_err(Failure::at(&place))?;
    let named = stills.handed.iter().zip(&files);
    let chosen: Vec<_> = named.map(|(of, files)| (of.photo, files.full.as_str())).collect();
    let pages = layout::contact_sheet(&draft.document, &chosen, &draft.design, &draft.fonts);
    let options = pdf::Options { standard: build::standard(None, &draft.document.metadata) };
    // It is examined once it is written.
    let file = File::create_new(folder.join("contact-sheet.pdf")).map_err(Failure::at(&place))?;
    let paper = Paper { options, draft, pages: &pages, photos };
    let obstacles = books::write_pdf(&paper, file);
    let obstacles = obstacles.map_err(|error| books::report_failed(vec![error], sources))?;
    let notes: Vec<_> =
        obstacles.iter().map(|why| books::no_claim("the contact sheet", why)).collect();
    report::print(&notes, sources, "");
    Ok(())
}

/// Writes the photographs, several at once; what is written does not depend on how many that is.
fn write_photos(
    stills: &Stills,
    draft: &Draft,
    photos: &dyn PhotoBytes,
    folder: &Path,
    sources: &Sources,
) -> Result<Vec<Files>, Failure> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(handed) = stills.handed.get(at) else { return done };
            done.push((at, write_photo(handed, &draft.document, photos, folder)));
        }
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let done = threads::each((0..workers.min(stills.handed.len())).map(|_| work));
    let mut done: Vec<_> = done.into_iter().flatten().collect();
    done.sort_by_key(|(at, _)| *at);
    let (mut files, mut failed) = (Vec::new(), Vec::new());
    for (_, written) in done {
        match written {
            Ok(written) => files.push(written),
            Err(error) => failed.push(error),
        }
    }
    if failed.is_empty() { Ok(files) } else { Err(books::report_failed(failed, sources)) }
}

/// Writes one photograph at full size and, if it is larger than that, at 2,048 pixels.
fn write_photo(
    handed: &Handed,
    document: &Document,
    photos: &dyn PhotoBytes,
    folder: &Path,
) -> Result<Files, WriteError> {
    let photo = document.photo(handed.photo);
    let io = |error| WriteError::Io("a photograph", error);
    let broken = |broken: Broken| {
        let message = format!("`{}` {}", photo.file, broken.found);
        WriteError::Kit(Diagnostic::error(Code::PhotoBroken, photo.span, message).help(broken.help))
    };
    if let Some(drawing) = &photo.drawing {
        let name = format!("{}.svg", handed.stem);
        std::fs::write(folder.join(&name), image::to_svg(drawing)).map_err(io)?;
        return Ok(Files { full: name, ..Files::default() });
    }
    let bytes = photos.bytes(handed.photo).map_err(io)?;
    let put = |still: &Still, suffix: &str| {
        let name = format!("{}{suffix}.{}", handed.stem, extension(still.format));
        std::fs::write(folder.join(&name), &still.bytes).map_err(io).map(|()| name)
    };
    let (full, size) = {
        let full = image::for_press(&bytes, &photo.facts, &handed.said).map_err(broken)?;
        (put(&full, "")?, Some((full.width, full.height)))
    };
    let small = image::for_screens(&bytes, &photo.facts, SMALL, &handed.said).map_err(broken)?;
    let small = small.map(|small| put(&small, "_2048")).transpose()?.unwrap_or_default();
    Ok(Files { full, small, size })
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Jpeg => "jpg",
        Format::Png => "png",
        Format::Webp => "webp",
        Format::Svg => "svg",
    }
}
