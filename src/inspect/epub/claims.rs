//! Whether the content bears out what the book claims of itself.
//!
//! Package, texts and lists come in, findings go out (EPUB Accessibility 1.1, 2.2; the
//! meaning of each word is the vocabulary's).

use super::Ebook;
use super::access::claims;
use super::contents::Lists;
use super::document::{Document, LinkKind};
use super::package::{Meta, Package};
use crate::base::Code;
use crate::inspect::record::Record;

/// What the book really holds.
struct Held<'h> {
    package: &'h Package<'h>,
    documents: &'h [Document],
    pictures: usize,
    described: usize,
    has_media: bool,
}

/// Checks the claims against the content.
pub(super) fn check(
    ebook: &mut Ebook<'_, '_>,
    package: &Package<'_>,
    documents: &[Document],
    lists: &Lists,
) {
    let (record, moves) = (&mut *ebook.record, ebook.moves);
    // What the reader never sees counts for nothing.
    let shown = || documents.iter().filter(|document| document.spine.is_some());
    let is_media = |item: &super::package::Item| {
        item.media_type.starts_with("audio/") || item.media_type.starts_with("video/")
    };
    let held = Held {
        package,
        documents,
        pictures: shown().map(|document| document.pictures).sum(),
        described: shown().map(|document| document.described).sum(),
        has_media: package.items.iter().any(is_media)
            || shown().any(|document| document.links.iter().any(|l| l.kind == LinkKind::Media)),
    };
    modes(&held, record);
    for claim in claims(package, "accessibilityFeature") {
        if let Some(why) = held.denies(&claim.value, lists) {
            told(package, claim, &why, record);
        }
    }
    for claim in claims(package, "accessibilityHazard") {
        let quiet = matches!(claim.value.as_str(), "none" | "noSoundHazard" | "noFlashingHazard");
        if quiet && (held.has_media || moves || held.has("canvas")) {
            told(package, claim, "it holds sound, film or pictures that move", record);
        }
    }
    unclaimed(&held, lists, record);
}

fn told(package: &Package<'_>, claim: &Meta, why: &str, record: &mut Record) {
    let span = package.text.at(record, &claim.at);
    let name = claim.name.strip_prefix("schema:").unwrap_or(&claim.name);
    let message = format!("the book claims the {} `{}`, but {why}", words(name), claim.value);
    record.warning(Code::AccessFalse, span, message, "mend the content, or remove the claim");
}

fn words(name: &str) -> &str {
    match name {
        "accessMode" => "access mode",
        "accessModeSufficient" => "sufficient access mode",
        "accessibilityFeature" => "feature",
        "accessibilityHazard" => "hazard",
        name => name,
    }
}

fn modes(held: &Held<'_>, record: &mut Record) {
    let package = held.package;
    let undescribed = held.pictures - held.described;
    let has_text = held.documents.iter().any(|document| document.has_text);
    let mut any = false;
    for claim in claims(package, "accessMode") {
        any = true;
        let why = match claim.value.as_str() {
            "visual" if held.pictures == 0 && !held.has_media => "there is no picture in it",
            "auditory" if !held.has_media => "there is no sound in it",
            "textual" if !has_text => "there is no text in it",
            _ => continue,
        };
        told(package, claim, why, record);
    }
    let says_visual = claims(package, "accessMode").any(|claim| claim.value.contains("isual"));
    if any && 0 < held.pictures && !says_visual {
        let span = package.text.at(record, &package.at);
        let message = match held.pictures {
            1 => "a picture is shown, but the access mode `visual` is not named".to_owned(),
            count => {
                format!("{count} pictures are shown, but the access mode `visual` is not named")
            }
        };
        let help = "add `visual`; that words suffice is said by `accessModeSufficient`";
        record.warning(Code::AccessFalse, span, message, help);
    }
    for claim in claims(package, "accessModeSufficient") {
        let parts: Vec<&str> = claim.value.split([',', ' ']).filter(|p| !p.is_empty()).collect();
        if parts == ["textual"] && 0 < undescribed {
            let why = format!("{undescribed} of {} pictures are not described", held.pictures);
            told(package, claim, &why, record);
        } else if parts.contains(&"auditory") && !held.has_media {
            told(package, claim, "there is no sound in it", record);
        }
    }
}

impl Held<'_> {
    fn has(&self, name: &str) -> bool {
        self.documents.iter().any(|document| document.selectable.contains(name))
    }

    fn has_item(&self, media_type: &str) -> bool {
        self.package.items.iter().any(|item| item.media_type == media_type)
    }

    /// Why a feature is not there.
    fn denies(&self, feature: &str, lists: &Lists) -> Option<String> {
        let shown = || self.documents.iter().filter(|document| document.spine.is_some());
        let undescribed = self.pictures - self.described;
        let why = match feature {
            "alternativeText" if self.pictures == 0 => "there is no picture in it",
            "alternativeText" if 0 < undescribed => {
                return Some(format!(
                    "{undescribed} of {} pictures are not described",
                    self.pictures
                ));
            }
            "tableOfContents" if lists.contents.is_empty() => "it has no contents",
            "pageNavigation" if lists.pages.is_empty() => "it has no list of pages",
            "pageBreakMarkers" | "printPageNumbers"
                if shown().all(|document| document.marks.is_empty()) =>
            {
                "no page is marked in its text"
            }
            "index" if !self.is_kind("index") => "no text of it is marked as an index",
            "captions" | "closedCaptions" | "openCaptions" | "audioDescription" | "transcript"
            | "signLanguage"
                if !self.has_media =>
            {
                "there is no sound or film in it"
            }
            "MathML" | "describedMath" if !self.has("math") => "there is no mathematics in it",
            "longDescription" if shown().all(|document| !document.long_description) => {
                "no picture leads to a long description"
            }
            "structuralNavigation" if shown().all(|document| document.headings.is_empty()) => {
                "it has no heading"
            }
            "synchronizedAudioText" if !self.has_item("application/smil+xml") => {
                "it has no media overlay"
            }
            "rubyAnnotations" | "fullRubyAnnotations" if !self.has("ruby") => {
                "there is no ruby in it"
            }
            "displayTransformability" if self.is_fixed() => "its layout is fixed",
            "none" if 1 < claims(self.package, "accessibilityFeature").count() => {
                "it claims other features beside it"
            }
            _ => return None,
        };
        Some(why.to_owned())
    }

    fn is_kind(&self, kind: &str) -> bool {
        self.documents.iter().any(|document| document.kinds.contains(kind))
    }

    fn is_fixed(&self) -> bool {
        self.package.metas("rendition:layout").any(|meta| meta.value == "pre-paginated")
    }
}

/// What the book has and does not claim.
fn unclaimed(held: &Held<'_>, lists: &Lists, record: &mut Record) {
    let features: Vec<&str> =
        claims(held.package, "accessibilityFeature").map(|claim| claim.value.as_str()).collect();
    if features.is_empty() {
        return;
    }
    for (feature, has) in [
        ("tableOfContents", !lists.contents.is_empty()),
        ("pageNavigation", !lists.pages.is_empty()),
        ("alternativeText", 0 < held.pictures && held.pictures == held.described),
    ] {
        if has && !features.contains(&feature) {
            let span = held.package.text.at(record, &held.package.at);
            let message = format!("the book has what `{feature}` claims, but does not claim it");
            let help = "add the feature, so that readers can find the book by it";
            record.note(Code::AccessMissing, span, message, help);
        }
    }
}
