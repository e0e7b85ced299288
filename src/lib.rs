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
