//! Pages in greys: every colour gives way to the grey of the same luminance.
//!
//! Pages come in and are changed. Photographs stay what they are; `tones` tells the writers
//! to print them in greys.

use std::sync::Arc;

use super::{Draw, Pages};
use crate::image::Tones;

/// Takes all colour from the pages.
pub fn grey(pages: &mut Pages) {
    pages.tones = Tones::Greys;
    for item in pages.pages.iter_mut().flat_map(|page| &mut page.items) {
        match &mut item.draw {
            Draw::Text(run) | Draw::Unseen(run) | Draw::Shape(run) => run.color = run.color.grey(),
            Draw::Fill { color, .. } => *color = color.grey(),
            Draw::Drawing { drawing, .. } => *drawing = Arc::new(drawing.grey()),
            Draw::Photo { .. } | Draw::Slip { .. } => {}
        }
    }
}
