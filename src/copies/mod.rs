//! Copies for single reviewers: who gets one, what it is known by, where that is hidden.
//!
//! A list of reviewers and a finished book come in; marks and marked books go out, and, the
//! other way round, what is found in a book that turned up somewhere. It opens no file and
//! knows no ledger.

mod chart;
mod code;
pub mod epub;
mod flat;
pub mod photos;
mod reviewers;
pub mod trace;

pub use chart::{Chart, Sheet, Start};
pub use code::{Code, Key, Layer, Mark, Pattern, normal};
pub use reviewers::{Formats, Reviewer, read};

/// How far a nudge moves marks, in thousandths of a point: a dot of 1,800 to the inch.
pub const NUDGE: i64 = 40;

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
