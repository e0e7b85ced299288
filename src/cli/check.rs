//! `platemark check`: what is wrong with a finished book, or with a kit.
//!
//! A book, ours or anybody's, is inspected; of a kit everything is said that `build` would
//! say, and what matters only before release. Nothing is written. Findings go to standard output, the worst first, and the last line
//! counts them. The clock is asked to tell dates in the future.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use super::books;
use super::{CheckArguments, Failure, Format, clock, github, json, rehearsal, report, sarif, say};
use crate::base::{Code, Severity, nearest};
use crate::inspect::{self, Findings};
use crate::kit::{Kit, OpenError};

pub(super) fn run(arguments: &CheckArguments) -> Result<(), Failure> {
    let path = &arguments.book;
    let (Findings { sources, mut diagnostics }, folder) =
        if is_book(path) { (inspect(path, arguments)?, None) } else { examine(path, arguments)? };
    diagnostics.retain_mut(|found| {
        let denied = arguments.deny.contains(&found.code);
        if denied {
            found.severity = Severity::Error;
        }
        denied || !arguments.allow.contains(&found.code)
    });
    let name = books::shown(path);
    // A text of a kit is a file in its folder; a text of a book is in no file but the book.
    let file = |text: &str| match &folder {
        Some(folder) if folder.is_empty() => text.to_owned(),
        Some(folder) => format!("{folder}/{text}"),
        None => name.clone(),
    };
    let format = if arguments.json { Format::Json } else { arguments.format };
    say(&match format {
        Format::Text if diagnostics.is_empty() => "nothing found\n".to_owned(),
        Format::Text => report::asked_for(&diagnostics, &sources),
        Format::Json => json::lines(&diagnostics, &sources),
        Format::Sarif => sarif::log(&diagnostics, &sources, &file),
        Format::Github => github::commands(&diagnostics, &sources, &file),
    })?;
    let worst = diagnostics.iter().map(|found| found.severity).max();
    let fails = if arguments.strict { Severity::Warning } else { Severity::Error };
    if worst.is_some_and(|worst| fails <= worst) { Err(Failure::Kit) } else { Ok(()) }
}

/// Reads the name of a rule.
pub(super) fn code(text: &str) -> Result<Code, String> {
    Code::named(&text.to_ascii_uppercase()).ok_or_else(|| {
        let near = nearest(text, Code::ALL.iter().map(|code| code.id()));
        match near {
            Some(near) => format!("there is no such rule; did you mean `{near}`?"),
            None => "there is no such rule; rules have names such as `E020`".to_owned(),
        }
    })
}

/// Whether a path names a finished book: by its ending, or by its first bytes.
fn is_book(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if !path.is_file() {
        return false;
    }
    let mut start = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
    matches!(ending.to_ascii_lowercase().as_str(), "epub" | "pdf")
        || read.is_ok() && (start.starts_with(b"PK\x03\x04") || &start == b"%PDF")
}

fn inspect(path: &Path, arguments: &CheckArguments) -> Result<Findings, Failure> {
    // A run that was killed may have left this book and its twin apart.
    drop(path.parent().map(books::recover));
    let name = path.display().to_string();
    let today = arguments.today.or_else(clock::today);
    let file = File::open(path).map_err(Failure::at(&name))?;
    let mut book = BufReader::with_capacity(1 << 16, file);
    inspect::inspect(&mut book, &name, &inspect::Options { today }).map_err(Failure::at(&name))
}

/// Everything that `build` would say of a kit, whose books are written to nowhere, and what
/// matters before release; with the kit's folder as the user would type it.
fn examine(path: &Path, arguments: &CheckArguments) -> Result<(Findings, Option<String>), Failure> {
    let kit = match Kit::open_within(path, None, arguments.limits.limits()) {
        Ok(kit) => kit,
        Err(OpenError::Kit { sources, diagnostics }) => {
            let folder = path.display().to_string();
            return Ok((Findings { sources, diagnostics }, Some(folder)));
        }
        Err(error @ OpenError::Io { .. }) => return Err(Failure::Machine(error.to_string())),
    };
    drop(books::recover(&kit.root().join("output")));
    let build = crate::build(&kit);
    let can_build = build.diagnostics.iter().all(|found| found.severity < Severity::Error);
    let mut diagnostics = crate::check(&kit, &build, clock::day(arguments.today));
    if can_build {
        let photos = build.draft.photos(&kit);
        diagnostics.extend(rehearsal::rehearse(build, &photos, &kit.sources)?);
    }
    let folder = books::shown(kit.root());
    Ok((Findings { sources: kit.sources, diagnostics }, Some(folder)))
}
