//! `platemark check`: what is wrong with a finished book, or with a kit.
//!
//! A book, ours or anybody's, is inspected; of a kit everything is said that `build` would
//! say, and what matters only before release. Nothing is written. Findings go to standard output, the worst first, and the last line
//! counts them. The clock is asked to tell dates in the future.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use super::books::{self, Job, Paper};
use super::{CheckArguments, Failure, build, clock, json, report, say};
use crate::base::{Code, Diagnostic, Severity, Sources, nearest};
use crate::inspect::{self, Findings};
use crate::kit::{Kit, OpenError};
use crate::{Build, pdf};

pub(super) fn run(arguments: &CheckArguments) -> Result<(), Failure> {
    let path = &arguments.book;
    let Findings { sources, mut diagnostics } =
        if is_book(path) { inspect(path, arguments)? } else { examine(path, arguments)? };
    diagnostics.retain_mut(|found| {
        let denied = arguments.deny.contains(&found.code);
        if denied {
            found.severity = Severity::Error;
        }
        denied || !arguments.allow.contains(&found.code)
    });
    say(&shown(&diagnostics, &sources, arguments.json))?;
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
    let name = path.display().to_string();
    let today = arguments.today.or_else(clock::today);
    let file = File::open(path).map_err(Failure::at(&name))?;
    let mut book = BufReader::with_capacity(1 << 16, file);
    inspect::inspect(&mut book, &name, &inspect::Options { today }).map_err(Failure::at(&name))
}

/// Everything that `build` would say of a kit, whose books are written to nowhere, and what
/// matters before release.
fn examine(path: &Path, arguments: &CheckArguments) -> Result<Findings, Failure> {
    let kit = match Kit::open(path, None) {
        Ok(kit) => kit,
        Err(OpenError::Kit { sources, diagnostics }) => {
            return Ok(Findings { sources, diagnostics });
        }
        Err(error @ OpenError::Io { .. }) => return Err(Failure::Machine(error.to_string())),
    };
    let mut build = crate::build(&kit);
    let today = clock::day(arguments.today);
    // `check` measures photographs on every page, `build` only where it sets them.
    build.diagnostics.retain(|found| found.code != Code::PhotoCoarse);
    build.diagnostics.extend(crate::check(&kit, &build, today));
    let Build { draft, pages, mut diagnostics } = build;
    build::weigh(&mut diagnostics, &draft.document.metadata.check, false);
    if diagnostics.iter().all(|found| found.severity < Severity::Error) {
        let options = pdf::Options { standard: build::standard(None, &draft.document.metadata) };
        let (photos, sources) = (&draft.photos(&kit), &kit.sources);
        // Nothing can be wrong with the kit's cover that the pages do not show.
        let (cover, draft, pages) = (&|| Ok(Vec::new()), &draft, &pages);
        let paper = Paper { options, draft, pages, photos };
        let job = Job { paper, cover, sources, jobs: 1 };
        diagnostics.extend(books::rehearse(&job)?);
    }
    Ok(Findings { sources: kit.sources, diagnostics })
}

fn shown(diagnostics: &[Diagnostic], sources: &Sources, json: bool) -> String {
    if json {
        json::lines(diagnostics, sources)
    } else if diagnostics.is_empty() {
        "nothing found\n".to_owned()
    } else {
        report::asked_for(diagnostics, sources)
    }
}
