//! What the book says of its accessibility: there, known words, and who has checked.
//!
//! The package comes in, findings go out (EPUB Accessibility 1.1, 2.2 "Package metadata", 2.3
//! "Conformance reporting"; the W3C's Schema.org Accessibility Properties vocabulary).
//! Whether the content bears the claims out, [`super::claims`] sees.

use super::package::{Meta, Package};
use super::quoted;
use crate::base::{Code, nearest};
use crate::inspect::record::Record;

const MODES: &[&str] = &[
    "auditory",
    "chartOnVisual",
    "chemOnVisual",
    "colorDependent",
    "diagramOnVisual",
    "mathOnVisual",
    "musicOnVisual",
    "tactile",
    "textOnVisual",
    "textual",
    "visual",
    "unknown",
];
const HAZARDS: &[&str] = &[
    "flashing",
    "motionSimulation",
    "sound",
    "noFlashingHazard",
    "noMotionSimulationHazard",
    "noSoundHazard",
    "unknownFlashingHazard",
    "unknownMotionSimulationHazard",
    "unknownSoundHazard",
    "none",
    "unknown",
    "unknownFlashing",
    "unknownSound",
];
const FEATURES: &[&str] = &[
    "alternativeText",
    "annotations",
    "ARIA",
    "audioDescription",
    "bookmarks",
    "braille",
    "captions",
    "ChemML",
    "closedCaptions",
    "describedMath",
    "displayTransformability",
    "displayTransformability/background-color",
    "displayTransformability/color",
    "displayTransformability/font-family",
    "displayTransformability/font-height",
    "displayTransformability/font-size",
    "displayTransformability/line-height",
    "displayTransformability/word-spacing",
    "fullRubyAnnotations",
    "highContrast",
    "highContrastAudio",
    "highContrastAudio/noBackground",
    "highContrastAudio/reducedBackground",
    "highContrastAudio/switchableBackground",
    "highContrastDisplay",
    "horizontalWriting",
    "index",
    "largePrint",
    "latex",
    "latex-chemistry",
    "longDescription",
    "MathML",
    "MathML-chemistry",
    "none",
    "openCaptions",
    "pageBreakMarkers",
    "pageNavigation",
    "physicalObject",
    "printPageNumbers",
    "readingOrder",
    "rubyAnnotations",
    "signLanguage",
    "structuralNavigation",
    "synchronizedAudioText",
    "tableOfContents",
    "tactileGraphic",
    "tactileObject",
    "timingControl",
    "transcript",
    "ttsMarkup",
    "unknown",
    "unlocked",
    "verticalWriting",
];

/// The entries of an accessibility property, whichever prefix a book gives it.
pub(super) fn claims<'p>(
    package: &'p Package<'_>,
    name: &'p str,
) -> impl Iterator<Item = &'p Meta> + 'p {
    package.metadata.iter().filter(move |meta| {
        meta.refines.is_none() && meta.name.strip_prefix("schema:").unwrap_or(&meta.name) == name
    })
}

/// Checks that the claims are there and well-formed.
pub(super) fn check(package: &Package<'_>, record: &mut Record) {
    missing(package, record);
    for (name, words) in [
        ("accessMode", MODES),
        ("accessibilityHazard", HAZARDS),
        ("accessibilityFeature", FEATURES),
    ] {
        for claim in claims(package, name).filter(|claim| !words.contains(&claim.value.as_str())) {
            unknown(package, claim, name, words, record);
        }
    }
    for claim in claims(package, "accessModeSufficient") {
        let modes = ["auditory", "tactile", "textual", "visual"];
        let mut parts = claim.value.split([',', ' ']).filter(|part| !part.is_empty());
        if claim.value.is_empty() || parts.any(|part| !modes.contains(&part)) {
            unknown(package, claim, "accessModeSufficient", &modes, record);
        }
    }
    hazards(package, record);
    conformance(package, record);
}

fn missing(package: &Package<'_>, record: &mut Record) {
    let is_missing = |name: &&str| !claims(package, name).any(|claim| !claim.value.is_empty());
    let must = ["accessMode", "accessibilityFeature", "accessibilityHazard"];
    let should = ["accessModeSufficient", "accessibilitySummary"];
    let must: Vec<&str> = must.into_iter().filter(is_missing).collect();
    let should: Vec<&str> = should.into_iter().filter(is_missing).collect();
    let help = "add a `meta` with the property `schema:…` for each, true to the content";
    if !must.is_empty() {
        let span = package.text.at(record, &package.at);
        let message = format!(
            "the book does not say how accessible it is: `{}` is missing",
            must.join("`, `")
        );
        record.warning(Code::AccessMissing, span, message, help);
    }
    if !should.is_empty() {
        let span = package.text.at(record, &package.at);
        let message = format!("the book should also say `{}`", should.join("` and `"));
        record.warning(Code::AccessMissing, span, message, help);
    }
}

fn unknown(package: &Package<'_>, claim: &Meta, name: &str, words: &[&str], record: &mut Record) {
    let span = package.text.at(record, &claim.at);
    let message = format!("`{}` is no value of `{name}`", quoted(&claim.value));
    let help = match nearest(&claim.value, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if words.len() < 13 => format!("write one of `{}`", words.join("`, `")),
        None => "write a word of the vocabulary, such as `alternativeText`".to_owned(),
    };
    record.warning(Code::AccessFalse, span, message, help);
}

/// Hazards that exclude one another.
fn hazards(package: &Package<'_>, record: &mut Record) {
    let found: Vec<&Meta> = claims(package, "accessibilityHazard").collect();
    let says = |value: &str| found.iter().any(|claim| claim.value == value);
    let pairs = [
        ("flashing", "noFlashingHazard"),
        ("motionSimulation", "noMotionSimulationHazard"),
        ("sound", "noSoundHazard"),
    ];
    let alone = |word: &str| says(word) && 1 < found.len();
    let clash = pairs.iter().find(|(hazard, none)| says(hazard) && says(none));
    let message = if let Some((hazard, none)) = clash {
        format!("the book claims both `{hazard}` and `{none}`")
    } else if let Some(word) = ["none", "unknown"].into_iter().find(|word| alone(word)) {
        format!("the hazard `{word}` stands beside others")
    } else {
        return;
    };
    let span = found.first().and_then(|claim| package.text.at(record, &claim.at));
    record.warning(Code::AccessFalse, span, message, "keep the one that is true");
}

/// Conformance is claimed in one form of words, and by somebody.
fn conformance(package: &Package<'_>, record: &mut Record) {
    let found: Vec<&Meta> =
        package.metadata.iter().filter(|meta| meta.name == "dcterms:conformsTo").collect();
    for claim in &found {
        if is_conformance(&claim.value) {
            continue;
        }
        let span = package.text.at(record, &claim.at);
        let message = format!("`{}` is not how conformance is claimed", quoted(&claim.value));
        let help = "write `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`, with versions and level that are true";
        record.warning(Code::BadConformance, span, message, help);
    }
    let certifier = |meta: &&Meta| meta.name == "a11y:certifiedBy";
    let certified = package.metadata.iter().find(certifier);
    let (claim, message) = match (found.first(), certified) {
        (Some(claim), None) => (*claim, "conformance is claimed, but nobody has certified it"),
        (Some(_), Some(name)) if name.value.is_empty() => (name, "the certifier has no name"),
        (None, Some(name)) => (name, "a certifier is named, but no conformance is claimed"),
        _ => return,
    };
    let span = package.text.at(record, &claim.at);
    let help = "add `a11y:certifiedBy` with the name of who has checked, or claim nothing";
    record.warning(Code::BadConformance, span, message, help);
}

/// The form of EPUB Accessibility 1.1, 2.3.1, or an address of version 1.0 or of another
/// standard.
fn is_conformance(value: &str) -> bool {
    if value.starts_with("http://") || value.starts_with("https://") {
        return true;
    }
    let Some((standard, wcag)) = value.split_once(" - ") else { return false };
    let version = standard.strip_prefix("EPUB Accessibility ");
    let wcag = wcag.strip_prefix("WCAG ").and_then(|wcag| wcag.split_once(" Level "));
    version.is_some_and(|version| matches!(version, "1.1" | "1.2"))
        && wcag.is_some_and(|(version, level)| {
            matches!(version, "2.0" | "2.1" | "2.2") && matches!(level, "A" | "AA" | "AAA")
        })
}
