//! Lengths of the command line, each with the most that makes sense.

use crate::base::Length;
use crate::design;

/// No paper is thicker: 2 mm.
const MOST_CREEP: Length = Length::milli(5_670);
/// No press wants more: 20 mm.
const MOST_BLEED: Length = Length::milli(56_700);

/// The thickness of paper, such as `0.1mm`.
pub(in crate::cli) fn creep(written: &str) -> Result<Length, String> {
    let length = design::length(written).filter(|length| *length <= MOST_CREEP);
    length.ok_or_else(|| "write a length of at most 2mm, such as `0.1mm`".to_owned())
}

/// What is printed beyond the edge, such as `3mm`.
pub(in crate::cli) fn bleed(written: &str) -> Result<Length, String> {
    let length = design::length(written).filter(|length| *length <= MOST_BLEED);
    length.ok_or_else(|| "write a length of at most 20mm, such as `3mm`".to_owned())
}
