//! Examines a PDF (ISO 32000-1 and -2, ISO 14289-1).

use std::io;

use super::record::Record;
use super::{Book, Options};

/// Examines a PDF of `length` bytes.
pub(super) fn inspect(
    _book: &mut dyn Book,
    _length: u64,
    _options: &Options,
    _record: &mut Record,
) -> io::Result<()> {
    Ok(())
}
