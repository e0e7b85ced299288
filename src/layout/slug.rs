//! The slug line: what stands outside the bleed of a page that is to be cut, for whoever cuts it.
//!
//! Pages on larger paper come in, each with a line more at its foot: the work, which page of how
//! many, its trimmed size, the kit's date. It moves nothing else and asks no clock.

use crate::base::{Color, Length};
use crate::design::Design;
use crate::document::Document;
use crate::font::FontSet;
use crate::layout::ctx::Ctx;
use crate::layout::furniture;
use crate::pages::{Artifact, Pages};
use crate::phrases;

/// Size of the line's type.
const SIZE: Length = Length::milli(6_500);
/// From the bleed's edge down to its baseline.
const BELOW: Length = Length::pt(12);
/// From the crop mark at its left, and at least to the one at its right.
const APART: Length = Length::pt(12);

/// Adds its slug line to each page that has crop marks.
pub fn slug_lines(pages: &mut Pages, document: &Document, design: &Design, fonts: &FontSet) {
    let margins = pages.margins;
    if margins.slug == Length::ZERO {
        return;
    }
    let mut ctx = Ctx::new(document, design, fonts);
    let style = design.styles.head.colored(Color::BLACK).sized(SIZE, SIZE);
    let date = document.metadata.date.map(|date| phrases::date(date, ctx.locale));
    let count = pages.pages.len();
    for (number, page) in (1..).zip(&mut pages.pages) {
        let edge = margins.bleed + margins.slug;
        let (width, height) = (page.size.width - edge * 2, page.size.height - edge * 2);
        let [wide, high] = [width, height].map(|side| side.to_pt() * 25.4 / 72.0);
        let mut words = vec![
            document.metadata.title.main.clone(),
            format!("{number} / {count}"),
            format!("{wide:.0} × {high:.0} mm"),
        ];
        words.extend(date.clone());
        let line = furniture::cut(&words.join("   "), &style, width - APART * 2, &mut ctx);
        let y = page.size.height - margins.slug + BELOW;
        page.items.extend(furniture::items(&line, edge + APART, y, Artifact::Footer));
    }
}
