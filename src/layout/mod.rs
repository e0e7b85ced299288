//! Document to pages.
//!
//! [`layout`] takes what the kit says and how it shall look, and decides what stands where.
//! What only paper has (folios, running heads, position words) is decided here. It knows
//! neither Markdown nor PDF, and opens no file.

pub mod compose;
pub mod makeup;

use crate::base::Diagnostic;
use crate::design::Design;
use crate::document::Document;
use crate::font::FontSet;
use crate::pages::{Pages, Structure};

/// Lays out the whole document.
///
/// Never fails: what does not fit is reported and set as well as it can be.
#[must_use]
pub fn layout(document: &Document, design: &Design, fonts: &FontSet) -> (Pages, Vec<Diagnostic>) {
    let _ = (design, fonts);
    let pages = Pages {
        pages: Vec::new(),
        structure: Structure::new(),
        outline: Vec::new(),
        info: info(document),
        photos: document.photos.iter().map(|photo| photo.facts.clone()).collect(),
        starts: Vec::new(),
    };
    (pages, Vec::new())
}

fn info(document: &Document) -> crate::pages::Info {
    let metadata = &document.metadata;
    let title = match metadata.title.subtitle.as_str() {
        "" => metadata.title.main.clone(),
        subtitle => format!("{}: {subtitle}", metadata.title.main),
    };
    crate::pages::Info {
        title,
        authors: metadata.creators.iter().map(|creator| creator.name.clone()).collect(),
        description: metadata.description.clone(),
        keywords: metadata.keywords.clone(),
        rights: metadata.rights.clone(),
        publisher: metadata.publisher.clone(),
        lang: metadata.lang.clone(),
        date: metadata.date.map(|date| date.to_string()),
        identifier: metadata.uuid,
    }
}
