//! Which photographs are handed to the press, under which names and with which words.
//!
//! A [`Document`] and a day come in; [`Stills`] go out: what is handed out, each with the name of
//! its files and what is to be written into them, and what is left out and why. Files, pixels and
//! clocks it does not know.

mod index;

use std::collections::BTreeSet;

pub use index::{Files, index};

use crate::base::slug;
use crate::document::{
    BlockKind, Credit, Date, Document, Part, Permission, Photo, PlatePhoto, flatten, walk,
};
use crate::image::{Description, PhotoId};

/// The photographs of a kit, parted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stills {
    /// What is handed out, in the order of the kit.
    pub handed: Vec<Handed>,
    /// What is left out, and why.
    pub withheld: Vec<(PhotoId, Reason)>,
}

/// A photograph that is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// Which.
    pub photo: PhotoId,
    /// Name of its files without extension; unique, in small ASCII letters, digits, `-` and `_`.
    pub stem: String,
    /// What is to be written into them.
    pub said: Description,
}

/// Why a photograph is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Its record says that it is not for the press.
    NotForPress,
    /// Its licence has ended, on this day.
    Expired(Date),
}

/// Parts the photographs: those that the kit marks for the press or, if it marks none, all that
/// are more than ornament, but for those that may not be handed out `today`.
#[must_use]
pub fn choose(document: &Document, today: Date) -> Stills {
    let marked = document.photos.iter().any(|photo| photo.press);
    let mut stills = Stills { handed: Vec::new(), withheld: Vec::new() };
    let mut taken = BTreeSet::new();
    for (id, photo) in (0..).map(PhotoId).zip(&document.photos) {
        let wanted = photo.press || !marked && !photo.decorative;
        let reason = reason(photo, today);
        if let Some(reason) = reason.filter(|reason| wanted || *reason == Reason::NotForPress) {
            stills.withheld.push((id, reason));
        } else if wanted {
            let said = describe(id, photo, document);
            let stem = name(photo, &said, &document.metadata.slug, &mut taken);
            stills.handed.push(Handed { photo: id, stem, said });
        }
    }
    stills
}

/// Why a photograph may not be handed out on a day; none if it may.
#[must_use]
pub fn reason(photo: &Photo, today: Date) -> Option<Reason> {
    if photo.rights.press == Permission::Forbid {
        return Some(Reason::NotForPress);
    }
    let ended = photo.rights.expires.filter(|_| photo.rights.expired_before(today));
    ended.map(Reason::Expired)
}

/// The photograph where a chapter first says something of it by itself.
fn shown(id: PhotoId, document: &Document) -> Option<&PlatePhoto> {
    let mut found = None;
    for part in &document.parts {
        let Part::Chapter(chapter) = part else { continue };
        walk(&chapter.blocks, &mut |block| {
            let BlockKind::Plate(plate) = &block.kind else { return };
            // A caption that the next photograph shares speaks of both.
            let next = plate.photos.iter().skip(1).map(|it| it.shared).chain([false]);
            let mut alone = plate.photos.iter().zip(next).filter(|(_, shared)| !shared);
            let own = alone.find(|(it, _)| it.photo == id && !it.caption.is_empty());
            found = found.or(own.map(|(it, _)| it));
        });
    }
    found
}

/// What the kit says of a photograph: its record, and where that has no caption or credit the
/// plate that first shows it. Terms that it does not give are those of all stills.
fn describe(id: PhotoId, photo: &Photo, document: &Document) -> Description {
    let shown = shown(id, document);
    let caption = if photo.caption.is_empty() {
        shown.map(|it| it.caption.as_slice()).unwrap_or_default()
    } else {
        &photo.caption
    };
    let credit = photo.credit.as_ref().or(shown.and_then(|it| it.credit.as_ref()));
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let terms = || one_line(&flatten(&document.metadata.stills.terms));
    Description {
        id: photo.id.clone(),
        title: photo.title.clone(),
        caption: one_line(&flatten(caption)),
        creator: photo.creator.clone(),
        credit: match credit {
            Some(Credit::Verbatim(name) | Credit::Creator(name)) => name.clone(),
            None => String::new(),
        },
        copyright: photo.copyright.clone(),
        usage: if photo.usage.is_empty() { terms() } else { photo.usage.clone() },
        alt: photo.alt.clone(),
        long_description: one_line(&photo.long_description),
        date: date(photo.date),
        expires: date(photo.rights.expires),
        keeps_color: photo.rights.bw == Permission::Forbid,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `far-ridge_sunset_ridge_ane-larrea`: the work, the title, the id, the credit; what says
/// nothing new is left out, and a number is added to a name that is taken.
fn name(photo: &Photo, said: &Description, work: &str, taken: &mut BTreeSet<String>) -> String {
    let mut parts = vec![work.to_owned()];
    for part in [&photo.title, &photo.id, &said.credit].map(|text| slug(text)) {
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    let plain = parts.join("_");
    let mut stem = plain.clone();
    let mut count = 1;
    while !taken.insert(stem.clone()) {
        count += 1;
        stem = format!("{plain}_{count}");
    }
    stem
}
