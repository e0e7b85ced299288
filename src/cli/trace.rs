//! `platemark trace`: from a book that turned up somewhere to the copy that it is.
//!
//! A file, whole or damaged, and the ledger come in; what fits which copy goes out, layer by
//! layer, with its odds. It accuses nobody: a copy can be lost, lent or stolen. Exit code 0: a
//! copy was found; 1: none; 2: usage or machine.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use clap::Args;

use super::copies::LEDGER;
use super::ledger::{Copy, Ledger};
use super::{Failure, codes, report, say};
use crate::copies::trace::{Candidate, Fit, Found, Marks};
use crate::copies::{Chart, Code};
use crate::inspect::{self, Pictures, Remains};

/// What `trace` is asked to do.
#[derive(Debug, Args)]
pub(super) struct TraceArguments {
    /// The books that turned up
    #[arg(value_name = "FILE", required_unless_present = "code")]
    files: Vec<PathBuf>,
    /// A code that somebody read; may be given many times
    #[arg(long, value_name = "CODE")]
    code: Vec<String>,
    /// The ledger [default: `copies.sqlite` here]
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
}

/// The copies of an edition.
struct Edition {
    title: String,
    chart: Chart,
    copies: Vec<Copy>,
    candidates: Vec<Candidate>,
}

pub(super) fn run(arguments: &TraceArguments) -> Result<(), Failure> {
    let ledger = Ledger::existing(arguments.ledger.as_deref().unwrap_or(Path::new(LEDGER)))?;
    let editions = editions(&ledger)?;
    let all: usize = editions.iter().map(|edition| edition.copies.len()).sum();
    let (mut out, mut missed) = (String::new(), false);
    let known = || editions.iter().flat_map(|edition| &edition.copies);
    let typed = |code: &String| codes::read(code, known().map(|copy| copy.code.as_str()));
    let typed: Vec<Code> = arguments.code.iter().map(typed).collect::<Result<_, _>>()?;
    for code in typed {
        let known = |copy: &&Copy| copy.code == code.to_string();
        let copy = editions
            .iter()
            .find_map(|edition| edition.copies.iter().find(known).map(|copy| (edition, copy)));
        if let Some((edition, copy)) = copy {
            out.push_str(&format!("{code}: {}\n", said(copy, edition)));
        } else {
            missed = true;
            let message = "a right code, but of no copy of this ledger; is there another ledger?";
            out.push_str(&format!("{code}: {message}\n"));
        }
    }
    // Where no photograph is marked, pictures tell nothing.
    let marked = editions.iter().any(|edition| !edition.chart.originals.is_empty());
    let pictures = if marked { Pictures::Measured } else { Pictures::Unseen };
    for path in &arguments.files {
        let name = path.display().to_string();
        let remains = remains(path, &name, pictures)?;
        let mut found = Vec::new();
        for edition in &editions {
            let marks = Marks::read(&remains, &edition.chart);
            found.extend(marks.compare(&edition.candidates).into_iter().map(|fit| (edition, fit)));
        }
        missed |= found.is_empty();
        out.push_str(&report(&name, &remains, &found, all));
    }
    say(&out)?;
    if missed { Err(Failure::Kit) } else { Ok(()) }
}

/// What is left in a file, which must be one: a pipe or a device may have no end.
fn remains(path: &Path, name: &str, pictures: Pictures) -> Result<Remains, Failure> {
    let facts = fs::metadata(path).map_err(Failure::at(name))?;
    if !facts.is_file() {
        let what = if facts.is_dir() { "a folder" } else { "a device or a pipe" };
        return Err(Failure::Machine(format!("`{name}` is {what}; name the file that turned up")));
    }
    let file = File::open(path).map_err(Failure::at(name))?;
    let mut book = BufReader::with_capacity(1 << 16, file);
    inspect::remains(&mut book, pictures).map_err(Failure::at(name))
}

/// All copies by their editions.
fn editions(ledger: &Ledger) -> Result<Vec<Edition>, Failure> {
    let mut copies = ledger.copies()?;
    let mut editions = Vec::new();
    for (number, edition) in ledger.editions()? {
        let damaged = || {
            let message = "the ledger is damaged; put back the last one that you kept";
            Failure::Machine(message.to_owned())
        };
        let chart = Chart::read(&edition.chart).ok_or_else(damaged)?;
        let (own, others): (Vec<Copy>, Vec<Copy>) =
            copies.into_iter().partition(|copy| copy.edition == number);
        copies = others;
        let candidate = |copy: &Copy| {
            let code = copy.code.parse().map_err(|_| damaged())?;
            Ok(Candidate { code, pattern: copy.pattern })
        };
        let candidates = own.iter().map(candidate).collect::<Result<_, Failure>>()?;
        editions.push(Edition { title: edition.title, chart, copies: own, candidates });
    }
    Ok(editions)
}

/// Whose copy it is, in words that accuse nobody.
fn said(copy: &Copy, edition: &Edition) -> String {
    let Copy { code, name, outlet, email, made, revoked, .. } = copy;
    let outlet = if outlet.is_empty() { String::new() } else { format!(", {outlet}") };
    let day = made.split('T').next().unwrap_or_default();
    let revoked = if revoked.is_empty() { "" } else { ", since revoked" };
    let title = &edition.title;
    format!(
        "the copy {code} of “{title}” that was made for {name}{outlet} ({email}) on {day}{revoked}"
    )
}

fn report(name: &str, remains: &Remains, found: &[(&Edition, Found)], all: usize) -> String {
    let mut out = format!("{name}\n");
    if found.is_empty() {
        let copies = report::copies(all);
        out.push_str(&match remains.kind {
            "" => {
                "  is neither an EPUB, a PDF, a picture nor a text: there is nothing to compare\n"
                    .to_owned()
            }
            kind => format!(
                "  {kind}: it fits no copy of the ledger ({copies}) better than chance allows\n"
            ),
        });
        return out;
    }
    for (edition, one) in found {
        let copy = &edition.copies[one.candidate];
        out.push_str(&format!("  bears the marks of {}\n", said(copy, edition)));
        let candidates = edition.copies.len();
        for Fit { layer, matches, of, bits } in &one.fits {
            let odds = odds(*bits, candidates);
            let seen = format!("{matches} of {of}");
            out.push_str(&format!("    {layer:28} {seen:>12}  {odds}\n"));
        }
    }
    if 1 < found.len() {
        out.push_str(
            "  It bears the marks of more than one copy: it was put together from them.\n",
        );
    }
    out.push_str(&format!(
        "  Compared: {}. This says which copy the file comes from, not who passed it on:\n  \
         a copy can be lost, lent or stolen.\n",
        report::copies(all)
    ));
    out
}

/// How likely it is that any innocent copy fits as well.
fn odds(bits: f64, candidates: usize) -> String {
    #[expect(clippy::cast_precision_loss, reason = "copies are far below 2^52")]
    let bits = bits - (candidates.max(1) as f64).log2();
    let digits = bits * 2_f64.log10();
    match digits {
        ..0.0 => "some innocent copy would fit as well".to_owned(),
        0.0..100.0 => format!("chance of an innocent copy fitting as well: 1 in 10^{digits:.0}"),
        _ => "chance of an innocent copy fitting as well: less than 1 in 10^100".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::trace::LEAST_BITS;

    #[test]
    fn odds_count_all_copies() {
        assert!(odds(LEAST_BITS + 10.0, 1024).ends_with("1 in 10^6"), "a million");
        assert!(odds(5.0, 1024).starts_with("some"), "less than chance");
        assert!(odds(1e4, 2).ends_with("10^100"), "beyond counting");
    }
}
