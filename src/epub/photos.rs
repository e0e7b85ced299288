//! Photographs into the package, one after the other.
//!
//! The photographs that the book shows come in, files in `images/` go out, and a
//! [`Picture`] for each. At most two are in memory at once. It knows no text.

use std::collections::{BTreeMap, BTreeSet};

use super::Error;
use super::package::{Package, Resource};
use super::plan::Plan;
use super::xml::slug;
use crate::base::threads;
use crate::document::{Document, Photo};
use crate::image::{self, Drawing, PhotoBytes, PhotoId};

/// The long side of the largest picture in an ebook, in pixels.
const LONGEST: u32 = 2_560;

/// A photograph in the package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    /// ASCII name, unique in the book.
    pub(super) name: String,
    /// Path in the package, from the package document: `images/larches.jpg`.
    pub(super) href: String,
    /// Width as shown, in pixels.
    pub(super) width: u32,
    /// Height as shown, in pixels.
    pub(super) height: u32,
}

/// Puts the photographs that the plan shows into the package.
///
/// # Errors
///
/// If one cannot be read or converted, or the package not be written.
pub(super) fn add(
    document: &Document,
    plan: &Plan<'_>,
    bytes: &dyn PhotoBytes,
    package: &mut Package<'_>,
) -> Result<BTreeMap<PhotoId, Picture>, Error> {
    let mut pictures: BTreeMap<PhotoId, Picture> = BTreeMap::new();
    let mut stored: BTreeMap<[u8; 32], PhotoId> = BTreeMap::new();
    let mut twins = Vec::new();
    let mut shown = Vec::new();
    for &id in &plan.shown {
        match stored.insert(document.photo(id).facts.sha256, id) {
            None => shown.push(id),
            Some(first) => {
                stored.insert(document.photo(id).facts.sha256, first);
                twins.push((id, first));
            }
        }
    }
    let names = names(document, &plan.shown);
    for pair in shown.chunks(2) {
        let converted = convert(document, pair, bytes);
        for (&id, image) in pair.iter().zip(converted) {
            let image = image?;
            let name = names[&id].clone();
            let href = format!("images/{name}.{}", image.extension);
            package.add(Resource::new(&href, image.media_type), &image.bytes)?;
            let (width, height) = (image.width, image.height);
            pictures.insert(id, Picture { name, href, width, height });
        }
    }
    for (id, first) in twins {
        let picture = Picture { name: names[&id].clone(), ..pictures[&first].clone() };
        pictures.insert(id, picture);
    }
    Ok(pictures)
}

/// Converts one or two photographs side by side.
fn convert(
    document: &Document,
    pair: &[PhotoId],
    bytes: &dyn PhotoBytes,
) -> Vec<Result<image::EpubImage, Error>> {
    let one = |id: PhotoId| -> Result<image::EpubImage, Error> {
        let photo = document.photo(id);
        let refused = |reason: String| Error::Refused(format!("`{}` {reason}", photo.file));
        if let Some(drawing) = &photo.drawing {
            return Ok(drawn(photo, drawing));
        }
        let file = bytes.bytes(id)?;
        image::for_epub(&file, &photo.facts, LONGEST).map_err(|error| refused(error.to_string()))
    };
    let &[first, second] = pair else { return pair.iter().map(|&id| one(id)).collect() };
    let (first, second) = threads::both(|| one(first), || one(second));
    vec![first, second]
}

fn drawn(photo: &Photo, drawing: &Drawing) -> image::EpubImage {
    let (width, height) = photo.facts.upright();
    image::EpubImage {
        bytes: image::to_svg(drawing).into(),
        media_type: "image/svg+xml",
        extension: "svg",
        width,
        height,
    }
}

/// ASCII names for the photographs, unique without regard to case.
fn names(document: &Document, shown: &BTreeSet<PhotoId>) -> BTreeMap<PhotoId, String> {
    let mut taken = BTreeSet::from(["cover".to_owned()]);
    let mut names = BTreeMap::new();
    for &id in shown {
        let mut name = slug(&document.photo(id).id);
        if name.is_empty() || taken.contains(&name) {
            name = format!("{}{}photo-{}", name, if name.is_empty() { "" } else { "-" }, id.0 + 1);
        }
        while !taken.insert(name.clone()) {
            name.push_str("-x");
        }
        names.insert(id, name);
    }
    names
}
