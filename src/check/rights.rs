//! What may be done with photographs and when, and what the pages made of it.
//!
//! A proof comes in, findings go out: what has run out, what may not be out yet, where a
//! photograph's rights decided how it is set, and, which only a fault of ours can cause, where
//! the pages do what they forbid. What may not lose its colour is refused by whoever takes it.

use std::sync::Arc;

use super::Proof;
use super::dates::{first_day, last_day};
use super::placed::{Shown, overlap};
use super::uses::Uses;
use crate::base::{Code, Diagnostic, Length, Rect};
use crate::document::{Document, Permission, Photo, PlateLayout, Status};
use crate::image::{PhotoId, Tones};
use crate::pages::{Draw, Item, Page, Pages, extent};

/// So many days before a licence ends it is said that it will.
const SOON: i64 = 30;

pub(super) fn check(
    proof: &Proof<'_>,
    uses: &Uses<'_>,
    shown: &[Shown],
    found: &mut Vec<Diagnostic>,
) {
    embargo(proof, found);
    for (index, photo) in proof.document.photos.iter().enumerate() {
        let id = PhotoId(u32::try_from(index).unwrap_or(u32::MAX));
        if photo.press || uses.shows(id) {
            found.extend(expired(photo, proof));
            found.extend(terms(photo, proof));
        }
        for it in shown.iter().filter(|it| it.photo == id) {
            broken(photo, it, proof, found);
        }
        kept(photo, id, uses, shown, proof, found);
    }
}

/// A kit that says it may be passed on, and may not.
fn embargo(proof: &Proof<'_>, found: &mut Vec<Diagnostic>) {
    let metadata = &proof.document.metadata;
    let (Some(embargo), Some(today)) = (&metadata.embargo, proof.today) else { return };
    let over = last_day(embargo.until.date) < first_day(today);
    let until = embargo.until.date;
    match metadata.status {
        Some(Status::Public) if !over => found.push(
            Diagnostic::error(
                Code::Embargoed,
                embargo.span,
                format!("the kit is `public`, and its embargo lasts until {until}"),
            )
            .help("write `status: embargoed`, or take the embargo out"),
        ),
        Some(Status::Embargoed | Status::Draft) | None if over => found.push(
            Diagnostic::note(
                Code::Embargoed,
                embargo.span,
                format!("the embargo is over since {until}"),
            )
            .help("take it out and write `status: public`"),
        ),
        _ => {}
    }
}

/// A photograph whose licence has run out or soon will.
fn expired(photo: &Photo, proof: &Proof<'_>) -> Option<Diagnostic> {
    let (expires, today) = (photo.rights.expires?, proof.today?);
    let left = last_day(expires) - first_day(today);
    let file = &photo.file;
    let draft = proof.document.metadata.status == Some(Status::Draft);
    if left < 0 {
        let message = format!("the licence of `{file}` ended on {expires}");
        let found = if draft {
            Diagnostic::warning(Code::Expired, photo.span, message)
        } else {
            Diagnostic::error(Code::Expired, photo.span, message)
        };
        return Some(found.help("take another photograph, or extend the licence and `expires`"));
    }
    (left <= SOON).then(|| {
        let message = format!("the licence of `{file}` ends on {expires}");
        Diagnostic::note(Code::Expired, photo.span, message)
            .help("books that are out stay out; see that it covers them")
    })
}

/// A photograph that is handed out on no terms.
fn terms(photo: &Photo, proof: &Proof<'_>) -> Option<Diagnostic> {
    let said = !photo.usage.is_empty() || !proof.document.metadata.stills.terms.is_empty();
    (photo.press && !said).then(|| {
        let message = format!("`{}` is handed to the press on no terms", photo.file);
        Diagnostic::note(Code::NoTerms, photo.span, message)
            .help("add `usage: …` to its record, or `terms: …` to `stills`")
    })
}

/// Where the pages do what a photograph's rights forbid.
fn broken(photo: &Photo, it: &Shown, proof: &Proof<'_>, found: &mut Vec<Diagnostic>) {
    let page = &proof.pages.pages[it.page];
    let rights = &photo.rights;
    let deeds = [
        (rights.crop, it.clip != it.frame, "cut", "give it another layout, or ask for leave"),
        (rights.bleed, reaches_edge(&it.clip, page), "run off the paper", "ask for leave"),
        (rights.overprint, has_type(it, page), "set under type", "ask for leave"),
    ];
    for (_, _, deed, help) in deeds.iter().filter(|deed| deed.0 == Permission::Forbid && deed.1) {
        let message = format!("`{}` may not be {deed}, and is on page {}", photo.file, page.label);
        found.push(Diagnostic::error(Code::RightsBroken, photo.span, message).help(*help));
    }
}

/// What stands on pages that are to lose all colour, and may not be shown without.
#[must_use]
pub fn colorless(document: &Document, pages: &Pages) -> Vec<Diagnostic> {
    let colored = (0..).map(PhotoId).zip(&document.photos);
    let colored = colored.filter(|(_, photo)| photo.rights.bw == Permission::Forbid);
    let found = colored.filter_map(|(id, photo)| {
        let is_it = |mark: &Item| match &mark.draw {
            Draw::Photo { photo, .. } => *photo == id,
            Draw::Drawing { drawing, .. } => {
                photo.drawing.as_ref().is_some_and(|mine| Arc::ptr_eq(mine, drawing))
            }
            Draw::Text(_)
            | Draw::Unseen(_)
            | Draw::Shape(_)
            | Draw::Fill { .. }
            | Draw::Slip { .. } => false,
        };
        let page = pages.pages.iter().find(|page| page.items.iter().any(is_it))?;
        let place = if page.label.is_empty() {
            String::new()
        } else {
            format!(", and is on page {}", page.label)
        };
        let message = format!("`{}` may not be printed without colour{place}", photo.file);
        Some(Diagnostic::error(Code::RightsBroken, photo.span, message).help(
            "print it without `--grey`, leave its page out with `--pages`, or ask for leave and \
             write `bw: allow`",
        ))
    });
    found.collect()
}

/// Whether a photograph runs to an edge of the paper.
fn reaches_edge(clip: &Rect, page: &Page) -> bool {
    clip.x <= Length::ZERO
        || clip.y <= Length::ZERO
        || page.size.width <= clip.right()
        || page.size.height <= clip.bottom()
}

/// Whether type stands on a photograph; type at its edge is a caption.
fn has_type(it: &Shown, page: &Page) -> bool {
    let edge = Length::pt(3);
    let inner = Rect {
        x: it.clip.x + edge,
        y: it.clip.y + edge,
        width: it.clip.width - edge * 2,
        height: it.clip.height - edge * 2,
    };
    // Of a large title above it only tails hang down to it: what counts are the letters' bodies.
    let body = |item: &Item| match &item.draw {
        Draw::Text(run) => Some(Rect { height: run.size, ..extent(item) }),
        _ => None,
    };
    let mut above = page.items.iter().skip(it.item + 1).filter_map(body);
    above.any(|body| overlap(&body, &inner))
}

/// Where a photograph would have been cut, run off or printed on, and was not.
fn kept(
    photo: &Photo,
    id: PhotoId,
    uses: &Uses<'_>,
    shown: &[Shown],
    proof: &Proof<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let is_cover = proof.document.front.cover_photo == Some(id);
    let asked = |layouts: &[PlateLayout]| {
        let mine = uses.plates.iter().filter(|it| it.photo.photo == id);
        mine.filter_map(|it| it.layout).any(|layout| layouts.contains(&layout))
    };
    let whole = [PlateLayout::Full, PlateLayout::Spread, PlateLayout::Grid];
    let wide = [PlateLayout::Full, PlateLayout::Spread, PlateLayout::Band];
    let (rights, forbid) = (&photo.rights, Permission::Forbid);
    let grey = proof.pages.tones == Tones::Greys;
    let deeds = [
        (rights.crop == forbid && (is_cover || asked(&whole)), "shown whole", "crop"),
        (
            rights.bleed == forbid && (is_cover || asked(&wide)),
            "kept off the paper’s edge",
            "bleed",
        ),
        (rights.overprint == forbid && is_cover, "kept clear of type", "overprint"),
        (rights.bw == forbid && grey, "printed in colour", "bw"),
    ];
    let Some(place) = shown.iter().find(|it| it.photo == id) else { return };
    let label = &proof.pages.pages[place.page].label;
    for (_, deed, key) in deeds.iter().filter(|deed| deed.0) {
        let message = format!("`{}` is {deed} on page {label}", photo.file);
        found.push(
            Diagnostic::note(Code::RightsKept, photo.span, message).help(format!(
                "its record says `{key}: forbid`, or nothing; `{key}: allow` frees it"
            )),
        );
    }
}
