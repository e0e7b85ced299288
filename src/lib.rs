//! Platemark compiles a press kit, one Markdown manuscript with YAML metadata and
//! photographs, into an EPUB and a paginated PDF that are two views of one text.
//!
//! ```text
//! manuscript/  kit.yaml                     one read of every file
//! fonts/  images/        ──▶  Kit  ──read──▶  DOCUMENT ──layout──▶ PAGES ──pdf──▶ *.pdf
//!                                               │                    │
//!                                               └──────epub◀─────────┘ page list only
//!                                                       │
//!                                                     *.epub
//! ```
//!
//! Two *waists*, modules that hold types and nothing else, keep the halves apart:
//! [`document`] says what the kit says, [`pages`] says what goes where. A stage is one
//! public function from borrowed input to owned output.

pub mod base;
pub mod cli;
pub mod design;
pub mod document;
pub mod epub;
pub mod font;
pub mod image;
pub mod kit;
pub mod layout;
pub mod locale;
pub mod pages;
pub mod pdf;
pub mod raster;
pub mod read;

use base::Diagnostic;
use design::Design;
use document::Document;
use font::FontSet;
use kit::Kit;
use pages::Pages;

/// A kit, read and laid out.
#[derive(Debug)]
pub struct Build {
    /// What the kit says.
    pub document: Document,
    /// How it looks.
    pub design: Design,
    /// The faces it is set in.
    pub fonts: FontSet,
    /// What stands where.
    pub pages: Pages,
    /// What a person must know or change.
    pub diagnostics: Vec<Diagnostic>,
}

/// Chains the stages from a kit to its pages; the writers `pdf::write` and `epub::write` take
/// it from there.
#[must_use]
pub fn build(kit: &Kit) -> Build {
    let fonts = FontSet::bundled();
    let faces: Vec<&[u8]> = fonts.faces.iter().map(|face| face.data.as_ref()).collect();
    let (document, mut diagnostics) = read::read(kit, &faces);
    let settings = &document.metadata.design;
    let wishes = design::Wishes {
        theme: &settings.theme,
        accent: &settings.accent,
        paper: &settings.paper,
        sizes: &settings.sizes,
        measure: settings.measure,
        span: settings.span,
    };
    let (design, found) = design::resolve(&wishes);
    diagnostics.extend(found);
    let (pages, found) = layout::layout(&document, &design, &fonts);
    diagnostics.extend(found);
    Build { document, design, fonts, pages, diagnostics }
}
