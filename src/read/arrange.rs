//! Puts chapters and data pages into the order of both books.
//!
//! What metadata and manuscript say comes in, the [`Document`] goes out: which parts there
//! are, in which order, and what stands before them. How a part looks it does not know.

use super::Ctx;
use super::manuscript::Piece;
use super::metadata::Read;
use crate::base::{Code, Diagnostic};
use crate::document::{DataKind, DataPart, Document, Front, Metadata, Part, Photo, Stills};
use crate::image::{Format, PhotoId};
use crate::locale::Locale;

/// A kit of fewer words, without data and photographs, is a note of one page.
const NOTE_WORDS: usize = 350;

/// A photograph of at least this width in pixels can fill a cover.
const COVER_WIDTH: u32 = 1200;

/// Joins everything into the document; `text` is the manuscript as it was typed.
pub(super) fn document(said: Read, pieces: Vec<Piece>, text: &str, ctx: &mut Ctx<'_>) -> Document {
    let quotes = Locale::of(&ctx.lang).quotes().pair_used_in(text);
    let photos = std::mem::take(&mut ctx.photos.photos);
    let metadata = said.metadata;
    let mut parts: Vec<Part> = Vec::new();
    let mut placed: Vec<DataKind> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Chapter(chapter) => parts.push(Part::Chapter(chapter)),
            Piece::Insert(kind, span) => {
                if !says(&metadata, &photos, kind) {
                    let name = name(kind);
                    let message = format!("there is nothing to insert: the kit has no {name}");
                    ctx.diagnostics.push(
                        Diagnostic::warning(Code::NothingToInsert, span, message)
                            .help(format!("add `{name}: …` to the metadata, or remove this line")),
                    );
                } else if placed.contains(&kind) {
                    let message = format!("`{}` is inserted twice", name(kind));
                    ctx.diagnostics.push(
                        Diagnostic::error(Code::InsertedTwice, span, message)
                            .help("keep one of the two lines"),
                    );
                } else {
                    placed.push(kind);
                    parts.push(Part::Data(DataPart { kind, id: ctx.id() }));
                }
            }
        }
    }
    for kind in DataKind::ORDER.into_iter().filter(|kind| *kind != DataKind::Colophon) {
        if !placed.contains(&kind) && says(&metadata, &photos, kind) {
            placed.push(kind);
            parts.push(Part::Data(DataPart { kind, id: ctx.id() }));
        }
    }
    let note = placed.is_empty()
        && photos.is_empty()
        && text.split_whitespace().count() < NOTE_WORDS
        && bare(&metadata)
        && leads_with_title(&parts, &metadata);
    if !note {
        parts.push(Part::Data(DataPart { kind: DataKind::Colophon, id: ctx.id() }));
    }
    let front = if note {
        Front::default()
    } else {
        let cover = said.cover.or_else(|| fit_for_cover(&photos));
        Front {
            cover: true,
            cover_photo: cover,
            brief: has_brief(&metadata),
            contents_photo: said.contents,
        }
    };
    Document { metadata, photos, quotes, front, parts }
}

/// Whether the metadata has nothing that only a cover or a colophon would show.
fn bare(metadata: &Metadata) -> bool {
    metadata.logline.is_empty()
        && metadata.rights.is_empty()
        && metadata.identifiers.is_empty()
        && metadata.contributors.is_empty()
        && metadata.synopsis.short.is_empty()
        && metadata.embargo.is_none()
}

/// Whether the first page shows the kit's title without a cover: there is one chapter, which
/// has that title or none. A kit of nothing but a title needs its cover.
fn leads_with_title(parts: &[Part], metadata: &Metadata) -> bool {
    match parts {
        [Part::Chapter(only)] => only.heading.is_empty() || only.heading == metadata.title.main,
        _ => false,
    }
}

/// Whether there is anything to say "In brief".
fn has_brief(metadata: &Metadata) -> bool {
    !metadata.logline.is_empty()
        || !metadata.synopsis.short.is_empty()
        || !metadata.dates.is_empty()
        || !metadata.contacts.is_empty()
}

/// The first photograph that is wide enough and not upright.
fn fit_for_cover(photos: &[Photo]) -> Option<PhotoId> {
    let at = photos.iter().position(|photo| {
        let (width, height) = photo.facts.upright();
        photo.facts.format != Format::Svg && COVER_WIDTH <= width && height <= width
    })?;
    u32::try_from(at).ok().map(PhotoId)
}

/// Whether the kit says anything for such a page.
fn says(metadata: &Metadata, photos: &[Photo], kind: DataKind) -> bool {
    match kind {
        DataKind::About => {
            // A short synopsis alone stands in front: "In brief" on paper, the title page of
            // the ebook.
            let synopsis = &metadata.synopsis;
            !(synopsis.medium.is_empty()
                && synopsis.long.is_empty()
                && metadata.boilerplate.blocks.is_empty())
        }
        DataKind::Facts => !metadata.facts.is_empty() || !metadata.highlights.is_empty(),
        DataKind::Credits => {
            let credits = &metadata.credits;
            !(credits.cast.is_empty() && credits.crew.is_empty() && credits.companies.is_empty())
        }
        DataKind::People => !metadata.people.is_empty(),
        DataKind::Quotes => !metadata.quotes.is_empty(),
        DataKind::Awards => !metadata.awards.is_empty(),
        DataKind::Dates => !metadata.dates.is_empty(),
        DataKind::Contacts => !metadata.contacts.is_empty() || !metadata.links.is_empty(),
        DataKind::Stills => {
            metadata.stills != Stills::default() || photos.iter().any(|photo| photo.press)
        }
        DataKind::Colophon => true,
    }
}

/// The key that such a page is made from.
fn name(kind: DataKind) -> &'static str {
    match kind {
        DataKind::About => "synopsis",
        DataKind::Facts => "facts",
        DataKind::Credits => "credits",
        DataKind::People => "people",
        DataKind::Quotes => "quotes",
        DataKind::Awards => "awards",
        DataKind::Dates => "dates",
        DataKind::Contacts => "contacts",
        DataKind::Stills => "stills",
        DataKind::Colophon => "rights",
    }
}
