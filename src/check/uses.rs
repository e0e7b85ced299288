//! What a kit does with each of its photographs.
//!
//! A document comes in; the plates that show its photographs and the places that name them go
//! out, in reading order.

use crate::base::Span;
use crate::document::{BlockKind, Document, Part, PlateLayout, PlatePhoto, walk};
use crate::image::PhotoId;

/// What a kit does with its photographs.
#[derive(Debug)]
pub(super) struct Uses<'a> {
    /// Photographs in plates, in reading order.
    pub(super) plates: Vec<InPlate<'a>>,
    /// Photographs on the cover, above the contents and of people.
    pub(super) elsewhere: Vec<PhotoId>,
}

/// A photograph in a plate.
#[derive(Debug)]
pub(super) struct InPlate<'a> {
    /// The photograph with what is said of it here.
    pub(super) photo: &'a PlatePhoto,
    /// The plate.
    pub(super) span: Span,
    /// The layout asked for.
    pub(super) layout: Option<PlateLayout>,
}

impl Uses<'_> {
    /// Whether either book shows a photograph that is not among the stills.
    pub(super) fn shows(&self, id: PhotoId) -> bool {
        self.elsewhere.contains(&id) || self.plates.iter().any(|it| it.photo.photo == id)
    }
}

/// Collects them.
pub(super) fn uses(document: &Document) -> Uses<'_> {
    let front = &document.front;
    let people = document.metadata.people.iter().map(|person| person.photo);
    let elsewhere = people.chain([front.cover_photo, front.contents_photo]).flatten().collect();
    let mut plates = Vec::new();
    for part in &document.parts {
        let Part::Chapter(chapter) = part else { continue };
        walk(&chapter.blocks, &mut |block| {
            let BlockKind::Plate(plate) = &block.kind else { return };
            let (span, layout) = (block.span, plate.layout);
            plates.extend(plate.photos.iter().map(|photo| InPlate { photo, span, layout }));
        });
    }
    Uses { plates, elsewhere }
}
