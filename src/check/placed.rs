//! Photographs where they stand on the pages: too coarse, transparent over colour.
//!
//! Pages come in, findings go out. A photograph's resolution is that of its coarsest place.
//! The thresholds are those of print on coated paper at a reader's distance: 300 pixels an
//! inch are the rule of presses, half of that is seen, a third is seen by everybody.

use super::Proof;
use crate::base::{Code, Color, Diagnostic, Rect, Span};
use crate::document::Photo;
use crate::image::{Format, PhotoId};
use crate::pages::{Draw, Pages, extent};

/// Below so many pixels an inch is an error, a warning, a note.
const ERROR: u32 = 110;
const WARNING: u32 = 150;
const NOTE: u32 = 200;

/// A photograph on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown {
    /// Which one.
    pub(super) photo: PhotoId,
    /// Index of the page, from 0.
    pub(super) page: usize,
    /// Index of the mark on the page.
    pub(super) item: usize,
    /// Where the whole picture would stand.
    pub(super) frame: Rect,
    /// What of it is shown.
    pub(super) clip: Rect,
}

/// Every photograph on every page.
pub(super) fn shown(pages: &Pages) -> Vec<Shown> {
    let mut shown = Vec::new();
    for (index, page) in pages.pages.iter().enumerate() {
        for (item, mark) in page.items.iter().enumerate() {
            if let Draw::Photo { photo, frame, clip } = mark.draw {
                shown.push(Shown { photo, page: index, item, frame, clip });
            }
        }
    }
    shown
}

pub(super) fn check(proof: &Proof<'_>, shown: &[Shown], found: &mut Vec<Diagnostic>) {
    for (index, photo) in proof.document.photos.iter().enumerate() {
        let mine = || shown.iter().filter(|it| it.photo.0 as usize == index);
        if photo.facts.format == Format::Svg {
            continue;
        }
        if let Some(coarsest) = mine().max_by_key(|it| it.frame.width) {
            found.extend(coarse(photo, coarsest, proof.pages));
        }
        if photo.facts.alpha {
            let on_color = mine().find(|it| stands_on_color(it, proof.pages));
            found.extend(on_color.map(|it| transparent(photo, it, proof.pages)));
        }
    }
}

/// What is too coarse for its place.
fn coarse(photo: &Photo, at: &Shown, pages: &Pages) -> Option<Diagnostic> {
    let (width, height) = photo.facts.upright();
    let resolution = resolution(width, at);
    let make: fn(Code, Span, String) -> Diagnostic = match resolution {
        0..ERROR => Diagnostic::error,
        ERROR..WARNING => Diagnostic::warning,
        WARNING..NOTE => Diagnostic::note,
        _ => return None,
    };
    let label = &pages.pages[at.page].label;
    let message = format!(
        "photograph `{}` is printed at {resolution} pixels an inch on page {label}",
        photo.file
    );
    let (across, down) = (millimetres(width), millimetres(height));
    let wanted = u64::from(width) * u64::from(NOTE) / u64::from(resolution.max(1));
    let smaller = if photo.small { "" } else { ", or set `size: small` for it" };
    let help = format!(
        "it bears {across} × {down} mm; for this place give a file {wanted} pixels wide{smaller}"
    );
    Some(make(Code::PhotoCoarse, photo.span, message).help(help))
}

/// Pixels an inch of a photograph so many pixels wide.
fn resolution(width: u32, at: &Shown) -> u32 {
    let inches = at.frame.width.to_pt() / 72.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the range of u32"
    )]
    let resolution = (f64::from(width) / inches.max(0.01)).round().clamp(0.0, 1e6) as u32;
    resolution
}

/// How long so many pixels may be printed.
fn millimetres(pixels: u32) -> u64 {
    u64::from(pixels) * 254 / (u64::from(NOTE) * 10)
}

/// Whether a flat area that is not white lies under a photograph.
fn stands_on_color(at: &Shown, pages: &Pages) -> bool {
    let below = pages.pages[at.page].items.iter().take(at.item);
    let mut below = below.filter(|item| overlap(&extent(item), &at.clip));
    below.any(|item| matches!(item.draw, Draw::Fill { color, .. } if color != WHITE))
}

const WHITE: Color = Color { r: 255, g: 255, b: 255 };

/// Whether two areas share more than an edge.
pub(super) fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

fn transparent(photo: &Photo, at: &Shown, pages: &Pages) -> Diagnostic {
    let label = &pages.pages[at.page].label;
    let message = format!(
        "photograph `{}` is transparent, and on page {label} it stands on colour",
        photo.file
    );
    Diagnostic::warning(Code::PhotoTransparent, photo.span, message)
        .help("fill what is transparent with white, or look whether the colour may shine through")
}
