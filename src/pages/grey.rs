//! Pages in greys: every colour gives way to the grey of the same luminance.
//!
//! Pages come in and are changed. Photographs stay what they are; `tones` tells the writers
//! to print them in greys.

use std::sync::Arc;

use super::{Draw, Pages};
use crate::image::{Drawing, Tones};

/// Takes all colour from the pages, but for these drawings and for the photographs that the
/// pages say stay in colour.
pub fn grey(pages: &mut Pages, but: &[&Arc<Drawing>]) {
    pages.tones = Tones::Greys;
    for item in pages.pages.iter_mut().flat_map(|page| &mut page.items) {
        match &mut item.draw {
            Draw::Text(run) | Draw::Unseen(run) | Draw::Shape(run) => run.color = run.color.grey(),
            Draw::Fill { color, .. } => *color = color.grey(),
            Draw::Drawing { drawing, .. } if !but.iter().any(|it| Arc::ptr_eq(it, drawing)) => {
                *drawing = Arc::new(drawing.grey());
            }
            Draw::Drawing { .. } | Draw::Photo { .. } | Draw::Slip { .. } => {}
        }
    }
}
