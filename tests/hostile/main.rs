//! What a kit may do to us, and what the machine may: kits of our own that attack, and faults.
//!
//! `manifest.txt` says of every kit what it does and how it must end; `cases` make the kits;
//! `attack` runs the program on each and looks at what it left; `faults` takes things away
//! from a run; `fuzz` mutates the inputs of every parser.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod attack;
mod bytes;
mod cases;
mod faults;
mod fuzz;
mod licences;
mod manifest;
#[path = "../it/scratch.rs"]
mod scratch;
