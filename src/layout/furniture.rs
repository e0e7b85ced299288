//! Running heads and folios.

use crate::layout::ctx::Ctx;
use crate::layout::sheet::Furniture;
use crate::pages::Item;

/// The marks of a page's head and foot, all artifacts; `heading` is the part's.
pub(crate) fn draw(kind: Furniture, label: &str, heading: &str, ctx: &mut Ctx) -> Vec<Item> {
    let _ = (kind, label, heading, ctx);
    Vec::new()
}
