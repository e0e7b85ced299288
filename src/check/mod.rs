//! What would embarrass a kit's user, found before the press finds it.
//!
//! A [`Proof`] comes in: what the kit says, its pages, its texts as they were typed. What a
//! person should look at goes out. `build` says what it cannot set; what is set well and wrong
//! all the same is said here. Each file beside this one is a family of rules. Nothing here
//! opens a file, and what day it is one is told.

mod allow;
mod calendar;
mod dates;
mod figures;
mod leftovers;
mod links;
mod lists;
mod names;
mod photos;
mod place;
mod placed;
mod punctuation;
mod rights;
mod spelling;
mod text;
mod trades;
mod uses;

pub use allow::weigh;
pub use rights::colorless;

use crate::base::{Diagnostic, FileId, Sources};
use crate::document::{Date, Document};
use crate::pages::Pages;

/// What is examined.
#[derive(Debug, Clone, Copy)]
pub struct Proof<'a> {
    /// What the kit says.
    pub document: &'a Document,
    /// What stands where.
    pub pages: &'a Pages,
    /// The texts as they were typed.
    pub sources: &'a Sources,
    /// The manuscript.
    pub manuscript: FileId,
    /// The metadata file beside it, if there is one.
    pub metadata: Option<FileId>,
    /// Every picture that lies in the kit, relative to its root, named by a text or not.
    pub pictures: &'a [String],
    /// Which day it is; without one, nothing is late.
    pub today: Option<Date>,
}

/// Reads the proofs; takes time in step with the texts and the marks on the pages.
#[must_use]
pub fn check(proof: &Proof<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let uses = uses::uses(proof.document);
    let shown = placed::shown(proof.pages);
    photos::check(proof, &uses, &mut found);
    placed::check(proof, &shown, &mut found);
    rights::check(proof, &uses, &shown, &mut found);
    let texts = text::texts(proof);
    let lang = &proof.document.metadata.lang;
    leftovers::check(&texts, &mut found);
    punctuation::check(&texts, lang, &mut found);
    links::check(&texts, &mut found);
    calendar::check(proof, &texts, &mut found);
    names::check(proof, &texts, &uses, &mut found);
    figures::check(proof, &texts, &mut found);
    spelling::check(&texts, lang, &mut found);
    trades::check(proof, &mut found);
    found
}
