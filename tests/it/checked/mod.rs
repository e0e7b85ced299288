//! `check` against books that are good, and books with one thing wrong.

mod book;
mod foreign;
mod hostile;
mod mutants;
