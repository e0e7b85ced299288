//! The inside front page, "In brief".

use crate::layout::ctx::Ctx;
use crate::layout::sheet::Sheets;

/// Sets the page.
pub(crate) fn set(ctx: &mut Ctx) -> Sheets {
    let _ = ctx;
    Sheets::new("")
}
