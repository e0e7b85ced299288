//! The only writer of files and of the terminal: arguments in, exit code out.
//!
//! Books and what was asked for go to standard output and the output folder, everything
//! else to standard error. Exit codes: 0 done, 1 the kit is at fault, 2 usage or machine, 128 and
//! the number of a signal that ended the run.

mod books;
mod build;
mod check;
mod clock;
mod codes;
mod copies;
mod folder;
mod github;
mod json;
mod ledger;
mod limits;
mod new;
mod output;
mod print;
mod rehearsal;
mod release;
mod report;
mod rules;
mod sarif;
mod stills;
mod temporary;
mod trace;
mod verify;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

pub use rules::explanation;

use crate::base::{Code, Diagnostic, Length, Sources, in_words};
use crate::inspect::Day;

/// What the deepest kit takes several times over; a shell may leave the first thread less.
const STACK: usize = 16 << 20;

/// Sets a press kit from one Markdown manuscript: an EPUB and a paginated, tagged PDF.
#[derive(Debug, Parser)]
#[command(name = "platemark", version, about, max_term_width = 90)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes both books from the kit in a folder
    Build(BuildArguments),
    /// Makes what is handed out on paper: the kit on every paper
    Print(PrintArguments),
    /// Makes the photographs for picture editors, words and rights written into each, and an index
    Stills(StillsArguments),
    /// Makes the folder that is handed out: books, print set, stills, covering note, manifest
    Release(ReleaseArguments),
    /// Says whether a folder made by `release` is still as it was made
    Verify {
        /// The folder
        folder: PathBuf,
    },
    /// Examines a finished book, anybody's, or a kit; writes nothing
    Check(CheckArguments),
    /// Makes a copy of the books for each reviewer of a list, and keeps the ledger
    Copies(copies::CopiesArguments),
    /// Says which copy a book is that turned up somewhere
    Trace(trace::TraceArguments),
    /// Writes a small kit to start from
    New {
        /// The folder to make; it must not hold a kit
        dir: PathBuf,
    },
    /// Says why a rule is there, with a wrong and a right example; without one, lists them
    Explain {
        /// The name of a rule, as messages show it: `P003`
        #[arg(value_name = "CODE")]
        rule: Option<String>,
    },
    /// Prints the JSON Schema of the metadata, for editors
    Schema,
}

/// What `build` is asked to do.
#[derive(Debug, clap::Args)]
struct BuildArguments {
    /// The kit: a folder, or its Markdown file
    #[arg(default_value = ".")]
    kit: PathBuf,
    /// Which books to make [default: both]
    #[arg(long, value_enum, value_name = "BOOK")]
    to: Option<To>,
    /// Where to put them [default: `output` in the kit]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Metadata to be read instead of the kit's `kit.yaml`
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
    #[command(flatten)]
    limits: limits::LimitArguments,
    /// Print pages or tags as text; with no `--to`, write no book
    #[arg(long, value_enum, value_name = "WHAT")]
    dump: Option<Dump>,
    /// Refuse photographs without alternative text
    #[arg(long)]
    strict: bool,
    /// What the PDF conforms to [default: `print.standard` in the metadata, or ua-1]
    #[arg(long, value_enum, value_name = "NAME")]
    pdf_standard: Option<PdfStandard>,
    /// How many threads may work; the books are the same with any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

/// What `print` is asked to do.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
struct PrintArguments {
    /// The kit: a folder, or its Markdown file
    #[arg(default_value = ".")]
    kit: PathBuf,
    /// A paper, such as `a4`, `letter` or `170mm x 240mm`; may be given many times
    /// [default: `print.papers` in the metadata, or A4 and Letter]
    #[arg(long, value_name = "NAME")]
    paper: Vec<String>,
    /// Also a one-sheet: a single page with what a journalist must know
    #[arg(long)]
    one_sheet: bool,
    /// Of the kit and its sheets these pages alone, counted from 1: `1-4`, `2,5-7`, `9-`
    #[arg(long, value_name = "RANGES")]
    pages: Option<print::PageRanges>,
    /// Print on larger paper, to be cut: what reaches the edge goes on by so much (not on
    /// sheets of several pages)
    #[arg(long, value_name = "LENGTH", value_parser = print::bleed)]
    bleed: Option<Length>,
    /// Draw crop marks outside the bleed, which is 3mm if nothing is said
    #[arg(long)]
    marks: bool,
    /// Make files for a printing press, built to PDF/X-4: inks, 3mm of bleed if nothing is said, no links; wants a `date` in the metadata
    #[arg(long)]
    press: bool,
    /// Print everything in greys
    #[arg(long)]
    grey: bool,
    /// Also a booklet: pages of half the size, to be printed on both sides (turned over the
    /// short edge), folded and stapled
    #[arg(long)]
    booklet: bool,
    /// How thick the paper of the booklet is: inner pages move to the fold by so much a sheet
    #[arg(long, value_name = "LENGTH", default_value = "0.1mm", value_parser = print::creep)]
    creep: Length,
    /// Also two pages on each sheet
    #[arg(long = "2-up")]
    two_up: bool,
    /// Also four pages on each sheet
    #[arg(long = "4-up")]
    four_up: bool,
    /// Where to put the files [default: `output/print` in the kit]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Metadata to be read instead of the kit's `kit.yaml`
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
    #[command(flatten)]
    limits: limits::LimitArguments,
    /// Refuse photographs without alternative text
    #[arg(long)]
    strict: bool,
}

/// What `stills` is asked to do.
#[derive(Debug, clap::Args)]
struct StillsArguments {
    /// The kit: a folder, or its Markdown file
    #[arg(default_value = ".")]
    kit: PathBuf,
    /// The folder to make, or to replace [default: `output/stills` in the kit]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Metadata to be read instead of the kit's `kit.yaml`
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
    #[command(flatten)]
    limits: limits::LimitArguments,
    /// The day on which licences must not have ended [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<Day>,
}

/// What `release` is asked to do.
#[derive(Debug, clap::Args)]
struct ReleaseArguments {
    /// The kit: a folder, or its Markdown file
    #[arg(default_value = ".")]
    kit: PathBuf,
    /// The folder to make, or to replace [default: `output/release` in the kit]
    #[arg(long, visible_alias = "to", value_name = "DIR")]
    output: Option<PathBuf>,
    /// Metadata to be read instead of the kit's `kit.yaml`
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
    #[command(flatten)]
    limits: limits::LimitArguments,
    /// Release a draft, or a kit that `check` finds errors in, all the same
    #[arg(long)]
    force: bool,
    /// The day on which licences must not have ended [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<Day>,
}

/// What `check` is asked to do.
#[derive(Debug, clap::Args)]
struct CheckArguments {
    /// The book, an EPUB or a PDF; or a kit: a folder, or its Markdown file
    #[arg(default_value = ".")]
    book: PathBuf,
    /// How findings are printed
    #[arg(long, value_enum, value_name = "NAME", default_value = "text")]
    format: Format,
    /// Print one JSON object a line, as `--format json` does
    #[arg(long)]
    json: bool,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// The day after which dates lie in the future [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<Day>,
    /// Make an error of this rule, such as `E020`; may be given many times
    #[arg(long, value_name = "CODE", value_parser = check::code)]
    deny: Vec<Code>,
    /// Say nothing of this rule; may be given many times
    #[arg(long, value_name = "CODE", value_parser = check::code)]
    allow: Vec<Code>,
    #[command(flatten)]
    limits: limits::LimitArguments,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Commands that GitHub's runners show beside the lines of a change.
    Github,
}

/// What the PDF conforms to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PdfStandard {
    /// PDF/UA-1 and PDF/A-2a.
    #[value(name = "ua-1")]
    Ua1,
    /// PDF/UA-2, WTPDF 1.0 and PDF/A-4.
    #[value(name = "ua-2")]
    Ua2,
}

/// Which books to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum To {
    /// The ebook.
    Epub,
    /// The paginated book.
    Pdf,
    /// Both, from one run.
    Both,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Dump {
    /// Every page with its marks; then the chapters and where their plates are cited.
    Pages,
    /// The structure tree.
    Tags,
}

/// How a command ended.
#[derive(Debug)]
enum Failure {
    /// The kit is at fault; it has been said how.
    Kit,
    /// Usage or the machine; this is to be said.
    Machine(String),
}

impl Failure {
    /// The machine failed at something that has a name.
    fn at(name: &str) -> impl Fn(io::Error) -> Failure {
        move |error| Failure::Machine(format!("`{name}`: {}", in_words(&error)))
    }
}

/// Runs the program with the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    temporary::attended(STACK, run)
}

fn run() -> u8 {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are asked for; they print to standard output and succeed.
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            drop(error.print());
            if is_loose_word(&error) {
                drop(io::stderr().write_all(b"\nIf a path has a space in it, put it in quotes.\n"));
            }
            return code;
        }
    };
    let ended = match arguments.command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Print(arguments) => print::run(&arguments),
        Command::Stills(arguments) => stills::run(&arguments),
        Command::Release(arguments) => release::run(&arguments),
        Command::Verify { folder } => verify::run(&folder),
        Command::Check(arguments) => check::run(&arguments),
        Command::Copies(arguments) => copies::run(&arguments),
        Command::Trace(arguments) => trace::run(&arguments),
        Command::New { dir } => new::run(&dir),
        Command::Explain { rule } => rules::run(rule.as_deref()),
        Command::Schema => say(&crate::read::schema()),
    };
    // If a signal is taking the files away, that ends the run, and no error that comes of it.
    let _no_signal = temporary::notes();
    match ended {
        Ok(()) => 0,
        Err(Failure::Kit) => 1,
        Err(Failure::Machine(message)) => {
            let line = format!("error: {}\n", annotate_snippets::normalize_untrusted_str(&message));
            drop(io::stderr().write_all(line.as_bytes()));
            2
        }
    }
}

/// Whether a word was too many that is no option: perhaps half a path.
fn is_loose_word(error: &clap::Error) -> bool {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    error.kind() == ErrorKind::UnknownArgument
        && matches!(error.get(ContextKind::InvalidArg),
            Some(ContextValue::String(word)) if !word.starts_with('-'))
}

/// The text of diagnostics as `build` shows them, without colour.
#[must_use]
pub fn explain(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    report::rendered(diagnostics, sources, &annotate_snippets::Renderer::plain(), "")
}

/// Prints to standard output. A reader that has gone away is no failure of ours.
fn say(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::Machine(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}
