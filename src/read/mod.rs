//! Kit to document; knows Markdown and YAML.
//!
//! Reading never fails: it returns a document and what a person must change. All text
//! hygiene is done here, so that both books, all offsets and all checks share one text.

mod caption;
mod hygiene;
mod manuscript;
mod metadata;
mod photos;
mod prose;

use photos::Photos;

use crate::base::{BlockId, Diagnostic, Lang};
use crate::document::Document;
use crate::kit::Kit;

/// Reads the whole kit.
#[must_use]
pub fn read(kit: &Kit) -> (Document, Vec<Diagnostic>) {
    let _ = kit;
    todo!()
}

/// What every reader in this module shares.
#[derive(Debug)]
struct Ctx<'a> {
    /// The kit.
    kit: &'a Kit,
    /// Language of the kit, once the metadata is read.
    lang: Lang,
    /// The photographs named so far.
    photos: Photos<'a>,
    /// What a person must change.
    diagnostics: Vec<Diagnostic>,
    /// The next block's name.
    next_id: u32,
}

impl Ctx<'_> {
    fn id(&mut self) -> BlockId {
        self.next_id += 1;
        BlockId(self.next_id)
    }
}
