//! What the book may claim about its accessibility.
//!
//! The written book comes in, metadata goes out, each claim only where the book bears it
//! out. Nobody's conformance is asserted: that takes a person. Headings and contents
//! are read from the written markup.
//! Source: EPUB Accessibility 1.1, 2 "Discovery metadata"; the schema.org vocabulary of the
//! W3C's Accessibility Discoverability Vocabulary.

use super::nav::Lists;
use super::plan::{Content, Plan, photos_of};
use super::sheet::{Matter, Sheet};
use super::text::plain;
use super::xml::{Text, put};
use crate::document::{Block, BlockKind, Document, Inline, Metadata};
use crate::image::PhotoId;
use crate::locale::{Locale, Word};

/// What is known of the written book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Access {
    /// There is a picture with something to tell.
    pub(super) visual: bool,
    /// Each of them is described in words.
    pub(super) described: bool,
    /// A long description stands beside its photograph.
    pub(super) long: bool,
    /// Marks of pages and a page list stand, from the PDF of the same build.
    pub(super) paged: bool,
    /// The contents list every file of the text.
    pub(super) listed: bool,
    /// In no file is a level of headings left out.
    pub(super) structured: bool,
}

impl Access {
    /// Looks at every picture that the book shows, at the written files and their contents.
    pub(super) fn of(
        document: &Document,
        plan: &Plan<'_>,
        cover: bool,
        lists: &Lists<'_>,
    ) -> Access {
        let text = lists.sheets.iter().filter(|sheet| sheet.matter != Matter::Front);
        let nav = lists.nav();
        let contents = nav.split("</nav>").next().unwrap_or_default();
        let listed = |sheet: &Sheet| contents.contains(&format!("\"text/{}#", sheet.name));
        // The cover is described by its words, and what its photograph shows.
        let pictured = document.front.cover_photo.filter(|_| cover);
        let mut access = Access {
            visual: cover,
            described: pictured.is_none_or(|id| !document.photo(id).alt.trim().is_empty()),
            long: false,
            paged: !lists.pages.is_empty(),
            listed: text.clone().all(listed),
            structured: text.clone().all(|sheet| leaves_no_level_out(&sheet.body)),
        };
        let mut see = |photo: PhotoId, alt: &str, caption: &[Inline]| {
            let record = document.photo(photo);
            if !(record.decorative && alt.trim().is_empty()) {
                access.visual = true;
                access.described &= tells(alt, &plain(caption), &record.file);
            }
        };
        for file in &plan.files {
            match &file.content {
                Content::Chapter(part) => {
                    let notes = part.notes.iter().map(|&note| &part.chapter.notes[note].blocks[..]);
                    let text = &part.chapter.blocks[part.blocks.clone()];
                    for blocks in std::iter::once(text).chain(notes) {
                        plates(blocks, &mut |photo, alt, caption| {
                            see(photo, alt, caption);
                            access.long |=
                                !document.photo(photo).long_description.trim().is_empty();
                        });
                    }
                }
                Content::Data(data) => {
                    for id in photos_of(document, data.kind) {
                        let photo = document.photo(id);
                        see(id, &photo.alt, &photo.caption);
                    }
                }
            }
        }
        access
    }

    /// The elements of the package document.
    pub(super) fn metadata(self, metadata: &Metadata, locale: Locale) -> String {
        let mut out = String::new();
        let mut claim = |property: &str, value: &str| {
            put!(out, "<meta property=\"schema:{property}\">{}</meta>\n", Text(value));
        };
        claim("accessMode", "textual");
        if self.visual {
            claim("accessMode", "visual");
            claim("accessModeSufficient", "textual,visual");
        }
        if self.described {
            claim("accessModeSufficient", "textual");
        }
        if self.visual && self.described {
            claim("accessibilityFeature", "alternativeText");
        }
        claim("accessibilityFeature", "displayTransformability");
        if self.long {
            claim("accessibilityFeature", "longDescription");
        }
        if self.paged {
            claim("accessibilityFeature", "pageBreakMarkers");
            claim("accessibilityFeature", "pageNavigation");
        }
        claim("accessibilityFeature", "readingOrder");
        if self.structured {
            claim("accessibilityFeature", "structuralNavigation");
        }
        if self.listed {
            claim("accessibilityFeature", "tableOfContents");
        }
        claim("accessibilityHazard", "none");
        let mut summary = Vec::new();
        if self.visual {
            let described = if self.described { Word::AccessAlt } else { Word::AccessSomeAlt };
            summary.push(locale.word(described));
        }
        if self.listed && self.structured {
            summary.push(locale.word(Word::AccessStructure));
        }
        if self.paged {
            summary.push(locale.word(Word::AccessPages));
        }
        claim("accessibilitySummary", &summary.join(" "));
        let claims = &metadata.accessibility;
        if !claims.conforms_to.trim().is_empty() && !claims.certified_by.trim().is_empty() {
            put!(
                out,
                "<meta property=\"dcterms:conformsTo\" id=\"conformance\">{}</meta>\n\
                 <meta property=\"a11y:certifiedBy\" refines=\"#conformance\">{}</meta>\n",
                Text(claims.conforms_to.trim()),
                Text(claims.certified_by.trim())
            );
        }
        out
    }
}

/// Whether an alternative text says something that is not said beside the picture.
fn tells(alt: &str, caption: &str, file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |name| name.0);
    let alt = letters(alt);
    !alt.is_empty() && [caption, name, stem, file].iter().all(|other| alt != letters(other))
}

/// What of a text is heard: a full stop or a capital makes no other text of it.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether the headings of a file begin with the first level and go down by one at a time.
fn leaves_no_level_out(body: &str) -> bool {
    let digit = |rest: &str| rest.chars().next().and_then(|c| c.to_digit(10));
    let mut levels = body.split("<h").skip(1).filter_map(digit);
    let mut above = 0;
    levels.all(|level| level <= std::mem::replace(&mut above, level) + 1)
}

fn plates(blocks: &[Block], see: &mut dyn FnMut(PhotoId, &str, &[Inline])) {
    for block in blocks {
        match &block.kind {
            BlockKind::Plate(plate) => {
                for photo in &plate.photos {
                    see(photo.photo, &photo.alt, &photo.caption);
                }
            }
            BlockKind::Quotation(quotation) | BlockKind::Epigraph(quotation) => {
                plates(&quotation.body, see);
            }
            BlockKind::BlockQuote(body) | BlockKind::Alert { body, .. } => plates(body, see),
            BlockKind::List { items, .. } => {
                for item in items {
                    plates(&item.blocks, see);
                }
            }
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::PullQuote { .. }
            | BlockKind::Table(_)
            | BlockKind::Code { .. }
            | BlockKind::ThematicBreak
            | BlockKind::PageBreak => {}
        }
    }
}
