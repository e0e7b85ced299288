//! The photographs that a kit names, each read once for its facts.

use crate::base::{Diagnostic, Span};
use crate::document::Photo;
use crate::image::PhotoId;
use crate::kit::Kit;

/// The photographs named so far.
#[derive(Debug)]
pub(super) struct Photos<'a> {
    kit: &'a Kit,
    /// Each photograph once, in order of first naming.
    pub(super) photos: Vec<Photo>,
}

impl<'a> Photos<'a> {
    pub(super) fn new(kit: &'a Kit) -> Photos<'a> {
        Photos { kit, photos: Vec::new() }
    }

    /// Finds a photograph by a path or an id; reports one that is missing or broken.
    pub(super) fn resolve(
        &mut self,
        name: &str,
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<PhotoId> {
        let _ = (self.kit, name, span, diagnostics);
        None
    }
}
