//! What is said of photographs, and what their files say: descriptions, credits, colour, privacy.
//!
//! A proof comes in, findings go out. A drawing is nobody's photograph: it needs no credit.
//! Field names are IPTC's (Photo Metadata Standard 2025.1); WCAG 2.2, 1.1.1 on alternatives.

use super::Proof;
use super::place::{file_name, within};
use super::uses::{InPlate, Uses};
use crate::base::{Code, Diagnostic, Span};
use crate::document::{Credit, Photo, flatten};
use crate::image::{ColorModel, Format, Orientation, PhotoId};

/// A larger file makes heavy books.
const HUGE_BYTES: u64 = 24_000_000;
/// No page needs more pixels: A3 at 300 an inch has 17 million.
const HUGE_PIXELS: u64 = 40_000_000;

pub(super) fn check(proof: &Proof<'_>, uses: &Uses<'_>, found: &mut Vec<Diagnostic>) {
    for (index, it) in uses.plates.iter().enumerate() {
        let photo = proof.document.photo(it.photo.photo);
        let span = within(proof.sources, it.span, file_name(&photo.file));
        found.extend(copied(&it.photo.alt, &flatten(&it.photo.caption), photo, span));
        found.extend(captionless(it, photo, span));
        let again = uses.plates[..index].iter().any(|other| other.photo.photo == it.photo.photo);
        found.extend(again.then(|| repeated(photo, span)));
    }
    for (index, photo) in proof.document.photos.iter().enumerate() {
        let id = PhotoId(u32::try_from(index).unwrap_or(u32::MAX));
        if !photo.press && !uses.shows(id) {
            found.push(unused(&photo.file, photo.span.into()));
        }
        if !uses.plates.iter().any(|it| it.photo.photo == id) {
            found.extend(copied(&photo.alt, &flatten(&photo.caption), photo, photo.span));
        }
        if photo.facts.format != Format::Svg {
            let credited = |it: &InPlate<'_>| it.photo.photo == id && it.photo.credit.is_some();
            let credited = photo.credit.is_some() || uses.plates.iter().any(credited);
            rights_of(photo, credited, found);
            file(photo, found);
        }
    }
    for file in proof.pictures {
        if !proof.document.photos.iter().any(|photo| photo.file == *file) {
            found.push(unused(file, None));
        }
    }
}

/// An alternative text that says what stands there anyway, or what the file is called.
fn copied(alt: &str, caption: &str, photo: &Photo, span: Span) -> Option<Diagnostic> {
    let alt = letters(alt);
    if alt.is_empty() {
        return None;
    }
    let name = file_name(&photo.file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let what = if alt == letters(caption) {
        "its caption"
    } else if alt == letters(name) || alt == letters(stem) {
        "the name of its file"
    } else {
        return None;
    };
    let message = format!("the alternative text of `{}` repeats {what}", photo.file);
    let help = "say what the photograph shows, for somebody who does not see it";
    Some(Diagnostic::warning(Code::AltCopied, span, message).help(help))
}

fn captionless(it: &InPlate<'_>, photo: &Photo, span: Span) -> Option<Diagnostic> {
    let said = !it.photo.caption.is_empty() || it.photo.shared || photo.decorative;
    if said || photo.facts.format == Format::Svg {
        return None;
    }
    let message = format!("photograph `{}` has no caption", photo.file);
    let help = "say who, what, where and when: `![…](… \"The quay at dawn, 1962\")`";
    // What the press takes it prints with its caption.
    let make: fn(Code, Span, String) -> Diagnostic =
        if photo.press { Diagnostic::warning } else { Diagnostic::note };
    Some(make(Code::PhotoWithoutCaption, span, message).help(help))
}

fn repeated(photo: &Photo, span: Span) -> Diagnostic {
    let message = format!("photograph `{}` is shown again", photo.file);
    Diagnostic::note(Code::PhotoRepeated, span, message)
        .help("show each photograph once, or leave it if that is what you want")
}

fn unused(file: &str, span: Option<Span>) -> Diagnostic {
    let message = format!("photograph `{file}` is in the kit and in neither book");
    Diagnostic::note(Code::PhotoUnused, span, message)
        .help("show it, list it among the stills with `press: true`, or take it out")
}

/// Who made it and whose it is.
fn rights_of(photo: &Photo, credited: bool, found: &mut Vec<Diagnostic>) {
    let file = &photo.file;
    if !credited && !photo.decorative {
        let message = format!("photograph `{file}` names nobody who took it");
        found.push(
            Diagnostic::warning(Code::PhotoWithoutCredit, photo.span, message)
                .help("add `creator: …` or the agency's own line, `credit: …`, to its record"),
        );
    }
    let usage = photo.usage.to_lowercase();
    let free = ["cc0", "public domain", "gemeinfrei", "domaine public", "dominio público"];
    if photo.copyright.is_empty() && !free.iter().any(|free| usage.contains(free)) {
        let message = format!("photograph `{file}` does not say whose it is");
        found.push(
            Diagnostic::note(Code::PhotoWithoutCopyright, photo.span, message)
                .help("add `copyright: © …` to its record"),
        );
    }
    let inside = photo.facts.embedded.credit.as_ref().or(photo.facts.embedded.creator.as_ref());
    if let (Some(inside), Some(credit)) = (inside, &photo.credit)
        && let Credit::Verbatim(said) | Credit::Creator(said) = credit
        && !is_same_name(inside, said)
    {
        let message =
            format!("the file of `{file}` is credited to `{inside}`, the kit credits `{said}`");
        found.push(
            Diagnostic::warning(Code::CreditDiffers, photo.span, message)
                .help("ask whose it is; what the kit says is printed"),
        );
    }
}

/// Whether two credits share a word that can be a name.
fn is_same_name(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| 2 < word.chars().count()).map(str::to_lowercase).collect()
    };
    let others = words(b);
    others.is_empty() || words(a).iter().any(|word| others.contains(word))
}

/// What is odd about the file.
fn file(photo: &Photo, found: &mut Vec<Diagnostic>) {
    let (file, facts, span) = (&photo.file, &photo.facts, photo.span);
    if HUGE_BYTES < facts.length || HUGE_PIXELS < u64::from(facts.width) * u64::from(facts.height) {
        let (width, height) = facts.upright();
        let megabytes = facts.length.div_ceil(1_000_000);
        let message =
            format!("photograph `{file}` is huge: {width} × {height} pixels, {megabytes} MB");
        found.push(
            Diagnostic::note(Code::PhotoHuge, span, message)
                .help("6,000 pixels on the longer side are enough for any page"),
        );
    }
    let mirrored = match facts.orientation {
        Orientation::Mirrored
        | Orientation::Flipped
        | Orientation::Transposed
        | Orientation::Transversed => true,
        Orientation::Upright
        | Orientation::Turned180
        | Orientation::Turned90
        | Orientation::Turned270 => false,
    };
    if mirrored {
        let message = format!("the file of `{file}` asks to be shown mirrored, as no camera does");
        found.push(
            Diagnostic::warning(Code::PhotoTurned, span, message)
                .help("look whether writing in it reads the right way, and save it upright"),
        );
    }
    if let Some((width, height)) = facts.taken {
        let (stored, taken) = (facts.width.max(facts.height), width.max(height));
        if taken < stored / 10 * 9 {
            let message = format!(
                "photograph `{file}` is {stored} pixels long and was taken with {taken}: it was \
                 enlarged"
            );
            found.push(
                Diagnostic::warning(Code::PhotoEnlarged, span, message)
                    .help("give the original: enlarging adds pixels and no detail"),
            );
        }
        // Who turns the pixels and leaves the tag has the picture turned twice.
        let lies = |width: u32, height: u32| height < width;
        let turned = lies(width, height) != lies(facts.width, facts.height);
        if facts.orientation.swaps_sides() && turned && width != height {
            let message =
                format!("the pixels of `{file}` were turned, and it asks to be turned again");
            found.push(
                Diagnostic::warning(Code::PhotoTurned, span, message)
                    .help("look whether it stands upright in the books, and save it upright"),
            );
        }
    }
    if facts.color == ColorModel::Rgb && facts.adobe_rgb && !facts.has_profile {
        let message = format!("photograph `{file}` is in Adobe RGB and has no profile inside");
        found.push(
            Diagnostic::warning(Code::NoProfile, span, message)
                .help("save it as sRGB, or with its profile inside"),
        );
    }
    if facts.color == ColorModel::Cmyk && !facts.has_profile {
        let message = format!("photograph `{file}` is CMYK and does not say for which press");
        found.push(
            Diagnostic::warning(Code::NoProfile, span, message)
                .help("save it as RGB, or with the press's profile inside"),
        );
    }
    if facts.private {
        let message = format!("the file of `{file}` says where it was taken, or with which camera");
        found.push(
            Diagnostic::note(Code::PhotoPrivate, span, message)
                .help("the books do not repeat it; take it out before you pass the file on"),
        );
    }
}

/// The letters and digits of a text, small.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
