//! The integration tests, as one program.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod checked;
mod cli;
mod codes;
mod commonmark;
mod copies;
mod covers;
mod credentials;
mod diag;
mod explain;
mod golden;
mod metadata;
mod naughty;
mod pdfs;
mod press;
mod print;
mod release;
mod rights;
mod run;
mod scratch;
mod seeded;
mod stills;
mod stress;
mod terms;
mod themes;
mod tidy;
