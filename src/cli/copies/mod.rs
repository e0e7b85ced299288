//! `platemark copies`: a kit and a list of reviewers in, a copy of the books for each out.
//!
//! The books are laid out once. Who got which copy stands in the ledger before a copy gets
//! its name, so that none is out that the ledger does not know; a run that is killed is
//! finished by the next. Nothing is sent to anybody.

mod books;
mod desk;
mod make;
mod press;
mod stock;

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::{Args, Subcommand};

use super::{Failure, clock, report, say};
use crate::cli::ledger::Ledger;

/// The ledger's name in the root of a kit.
pub(super) const LEDGER: &str = "copies.sqlite";

/// What `copies` is asked to do.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct CopiesArguments {
    #[command(subcommand)]
    command: Option<CopiesCommand>,
    #[command(flatten)]
    make: MakeArguments,
}

#[derive(Debug, Subcommand)]
enum CopiesCommand {
    /// Says which copies the ledger knows
    List(LedgerArguments),
    /// Prints the ledger as a table for spreadsheets
    Export {
        #[command(flatten)]
        ledger: LedgerArguments,
        /// As comma-separated values; the only table there is
        #[arg(long)]
        csv: bool,
    },
    /// Notes that a copy is not to be used any longer
    Revoke {
        /// Its code
        code: String,
        #[command(flatten)]
        ledger: LedgerArguments,
    },
    /// Takes what other ledgers hold, such as those of shards, into one
    Merge {
        /// The other ledgers
        #[arg(required = true, value_name = "LEDGER")]
        from: Vec<PathBuf>,
        /// The ledger that they are taken into [default: `copies.sqlite` here]
        #[arg(long, value_name = "FILE")]
        ledger: Option<PathBuf>,
    },
}

/// Which ledger.
#[derive(Debug, Args)]
struct LedgerArguments {
    /// The ledger [default: `copies.sqlite` here]
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
}

/// How copies are made.
#[derive(Debug, Args)]
struct MakeArguments {
    /// The kit: a folder, or its Markdown file
    #[arg(default_value = ".")]
    kit: PathBuf,
    /// Who gets a copy: a table with the columns name, email, outlet, and if wanted language,
    /// format, note, code
    #[arg(long = "for", value_name = "FILE")]
    reviewers: Option<PathBuf>,
    /// Your key, a file of 32 bytes or more outside the kit; the same key makes the same
    /// codes. To make one: head -c 32 /dev/urandom > FILE
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Where to note who got which copy [default: `copies.sqlite` in the kit]
    #[arg(long, value_name = "FILE")]
    ledger: Option<PathBuf>,
    /// Make another copy, with another code, for this reviewer; may be given many times
    #[arg(long, value_name = "EMAIL")]
    again: Vec<String>,
    /// Make copies of a draft or before an embargo has ended; the ledger says so
    #[arg(long)]
    force: bool,
    /// Hide the copy's mark in the photographs too, less than can be seen; takes as long as a
    /// build for each copy
    #[arg(long)]
    mark_photos: bool,
    /// Make one part of the copies: `3/8` is the third of eight
    #[arg(long, value_name = "K/N")]
    shard: Option<Shard>,
    /// Where to put the copies [default: `output/copies` in the kit]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Metadata to be read instead of the kit's `kit.yaml`
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
    #[command(flatten)]
    limits: crate::cli::limits::LimitArguments,
    /// Refuse photographs without alternative text
    #[arg(long)]
    strict: bool,
}

/// Which part of the copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shard {
    /// From 1.
    part: usize,
    of: usize,
}

impl FromStr for Shard {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Shard, Self::Err> {
        let parts = text
            .split_once('/')
            .and_then(|(part, of)| Some((part.parse().ok()?, of.parse().ok()?)));
        let shard = parts.map(|(part, of)| Shard { part, of });
        let shard = shard.filter(|shard| 1 <= shard.part && shard.part <= shard.of);
        shard.ok_or("a part is written like `3/8`: the third of eight")
    }
}

impl Shard {
    /// Whether the row with this index belongs to the part.
    fn has(self, index: usize) -> bool {
        index % self.of == self.part - 1
    }
}

pub(super) fn run(arguments: &CopiesArguments) -> Result<(), Failure> {
    match &arguments.command {
        None => make::run(&arguments.make),
        Some(CopiesCommand::List(which)) => say(&desk::list(&which.open()?)?),
        Some(CopiesCommand::Export { ledger, .. }) => say(&desk::table(&ledger.open()?)?),
        Some(CopiesCommand::Revoke { code, ledger }) => {
            desk::revoke(&Ledger::existing(ledger.path())?, code)
        }
        Some(CopiesCommand::Merge { from, ledger }) => {
            let others: Vec<Ledger> =
                from.iter().map(|path| Ledger::existing(path)).collect::<Result<_, _>>()?;
            let mut into = Ledger::open(ledger.as_deref().unwrap_or(Path::new(LEDGER)))?;
            let mut new = 0;
            for other in &others {
                new += into.merge(other, &clock::stamp())?;
            }
            say(&format!("taken over: {}\n", report::copies(new)))
        }
    }
}

impl LedgerArguments {
    fn open(&self) -> Result<Ledger, Failure> {
        Ledger::existing(self.path())
    }

    fn path(&self) -> &Path {
        self.ledger.as_deref().unwrap_or(Path::new(LEDGER))
    }
}
