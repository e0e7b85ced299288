//! Pages made from the metadata.

use crate::document::DataPart;
use crate::layout::ctx::Ctx;
use crate::layout::sheet::Sheets;

/// Sets a run of data pages that follow each other.
pub(crate) fn set(parts: &[&DataPart], ctx: &mut Ctx) -> Vec<Sheets> {
    let _ = (parts, ctx);
    Vec::new()
}
