//! What a kit may do to us, and what the machine may: kits of our own that attack, and faults.
//!
//! `manifest.txt` says of every kit what it does and how it must end; `cases` make the kits;
//! `attack` runs the program on each and looks at what it left; `faults` takes things away
//! from a run; `fuzz` mutates the inputs of every parser.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::format_collect, reason = "kits are made of many small pieces, once")]
#![expect(clippy::large_stack_arrays, reason = "pieces of files, made once")]
#![expect(clippy::trivially_copy_pass_by_ref, reason = "tags of files are written as b\"head\"")]
#![expect(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "the names are ours, in small letters"
)]

mod attack;
mod bytes;
mod cases;
mod faults;
mod fuzz;
mod licences;
mod manifest;
#[path = "../it/scratch.rs"]
mod scratch;
