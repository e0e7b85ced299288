//! Document to pages.
//!
//! [`layout`] takes what the kit says and how it shall look, and decides what stands where.
//! What only paper has (folios, running heads, position words) is decided here. It knows
//! neither Markdown nor PDF, and opens no file.
//!
//! Each part of the book becomes `Sheets` of its own. Chapters come first, as
//! their page numbers stand in the contents; `assemble` joins all in the order of the book.

mod address;
mod assemble;
mod band;
mod brief;
mod captions;
pub mod compose;
mod contents;
mod cover;
mod ctx;
mod data;
mod flow;
mod forme;
mod furniture;
mod link;
pub mod makeup;
mod onesheet;
mod paint;
mod plates;
mod qr;
#[cfg(test)]
mod sample;
mod sheet;
pub mod slips;
mod slug;
mod spans;
mod words;

pub use slug::slug_lines;

use crate::base::{BlockId, Diagnostic};
use crate::design::Design;
use crate::document::{DataKind, DataPart, Document, Front, Part};
use crate::font::FontSet;
use crate::image::{PhotoId, Survey};
use crate::layout::contents::Numbered;
use crate::layout::ctx::Ctx;
use crate::layout::flow::Made;
use crate::layout::sheet::{Entry, Sheets};
use crate::locale::{Locale, Word};
use crate::pages::{Info, Pages};

/// How often the contents are set anew until their length agrees with their numbers.
const CONTENTS_PASSES: usize = 3;
/// A book of fewer entries needs no page of contents.
const CONTENTS_ENTRIES: usize = 4;

/// Lays out the whole document. `survey` is of the cover's photograph; the cover's title is set
/// by it.
///
/// Never fails: what does not fit is reported and set as well as it can be.
#[must_use]
pub fn layout(
    document: &Document,
    survey: Option<&Survey>,
    design: &Design,
    fonts: &FontSet,
) -> (Pages, Vec<Diagnostic>) {
    let mut ctx = Ctx::new(document, design, fonts);
    let cover = document.front.cover.then(|| cover::set(survey, &mut ctx));
    let brief = document.front.brief.then(|| brief::set(&mut ctx));
    let before = cover.iter().chain(&brief).map(|part| part.sheets.len()).sum();
    let pieces = pieces(&mut ctx);
    let first = cover.as_ref().map_or(0, |part| part.sheets.len());
    let early = brief.iter().flat_map(|part| &part.entries);
    let early: Vec<_> = early.map(|entry| numbered(entry.clone(), first)).collect();
    let contents = contents(&early, &pieces, before, &mut ctx);
    let mut next = before + contents.as_ref().map_or(0, |part| part.sheets.len());
    let contents_at =
        contents.is_some().then(|| usize::from(cover.is_some()) + usize::from(brief.is_some()));
    let mut all: Vec<Sheets> = cover.into_iter().chain(brief).chain(contents).collect();
    let ended = matches!(pieces.last(), Some(Piece::Data(_)));
    let (mut entries, mut last) = (early, (Vec::new(), next));
    for piece in pieces {
        entries.extend(last.0.into_iter().map(|entry| numbered(entry, last.1)));
        last = (piece.entries(), next);
        let sheets = match piece {
            Piece::Chapter(made) => made.sheets(next, &mut ctx),
            Piece::Data(sheets) => *sheets,
        };
        next += sheets.sheets.len();
        all.push(sheets);
    }
    // A list of addresses stands before the page that a kit ends with, and moves it.
    let at = all.len() - usize::from(ended);
    if let Some(list) = address::listed(&all, at, &mut ctx) {
        let moved = last.1 + list.sheets.len();
        all.insert(at, list);
        if let Some(contents_at) = contents_at.filter(|_| ended) {
            entries.extend(last.0.into_iter().map(|entry| numbered(entry, moved)));
            all[contents_at] = contents::set(&entries, &mut ctx);
        }
    }
    let pages = assemble::assemble(all, info(document), &mut ctx);
    (pages, ctx.found())
}

/// Lays out the one-sheet: one page for the desk of a festival or a shop, to be read in a
/// minute. `survey` is of the cover's photograph.
///
/// What finds no room gives way in a fixed order, and a note says what. On a paper that is too
/// small for even the least, an error says so.
#[must_use]
pub fn one_sheet(
    document: &Document,
    survey: Option<&Survey>,
    design: &Design,
    fonts: &FontSet,
) -> (Pages, Vec<Diagnostic>) {
    let mut ctx = Ctx::new(document, design, fonts);
    let sheets = onesheet::set(survey, &mut ctx);
    let pages = assemble::assemble(vec![sheets], info(document), &mut ctx);
    (pages, ctx.found())
}

/// Lays out the ebook's cover: one page of 2 to 3, to be drawn as pixels.
#[must_use]
pub fn ebook_cover(document: &Document, design: &Design, fonts: &FontSet) -> Pages {
    let mut design = design.clone();
    design.page.paper = cover::EBOOK;
    // Screens have colour.
    design.manner.grey = false;
    let mut ctx = Ctx::new(document, &design, fonts);
    let sheets = cover::ebook(&mut ctx);
    assemble::assemble(vec![sheets], info(document), &mut ctx)
}

/// Lays out a contact sheet of some photographs: the index of stills alone, as in the book, but
/// with the names of their files and their pixels, and with pictures in colour in every theme.
#[must_use]
pub fn contact_sheet(
    document: &Document,
    photos: &[(PhotoId, &str)],
    design: &Design,
    fonts: &FontSet,
) -> Pages {
    let (mut document, mut design) = (document.clone(), design.clone());
    (design.manner.thumbnails, design.manner.grey) = (true, false);
    for (id, photo) in (0..).map(PhotoId).zip(&mut document.photos) {
        let file = photos.iter().find(|(handed, _)| *handed == id).map(|(_, file)| *file);
        photo.press = file.is_some();
        if photo.title.to_lowercase() == photo.id.to_lowercase() {
            photo.title.clear();
        }
        // In its folder a photograph is known by its file.
        file.unwrap_or_default().clone_into(&mut photo.id);
        // Whoever chooses asks how large it may be printed.
        if photo.drawing.is_none() {
            let (width, height) = photo.facts.upright();
            let pixels = format!("{width}\u{a0}×\u{a0}{height}\u{a0}px");
            let usage = std::mem::take(&mut photo.usage);
            photo.usage = if usage.is_empty() { pixels } else { format!("{usage}, {pixels}") };
        }
    }
    // No other block is left whose id this could be.
    document.parts = vec![Part::Data(DataPart { kind: DataKind::Stills, id: BlockId(0) })];
    document.front = Front::default();
    Locale::of(&document.metadata.lang)
        .word(Word::Stills)
        .clone_into(&mut document.metadata.title.subtitle);
    layout(&document, None, &design, fonts).0
}

/// A part whose number of pages is known, or known but for the side that it begins on.
enum Piece<'a> {
    Chapter(Box<Made<'a>>),
    Data(Box<Sheets>),
}

impl Piece<'_> {
    /// How many pages it takes if its first page has this index.
    fn pages(&self, first: usize) -> usize {
        match self {
            Piece::Chapter(made) => made.pages(assemble::side_of(first)),
            Piece::Data(sheets) => sheets.sheets.len(),
        }
    }

    fn entries(&self) -> Vec<Entry> {
        match self {
            Piece::Chapter(made) => made.entry().into_iter().collect(),
            Piece::Data(sheets) => sheets.entries.clone(),
        }
    }
}

/// All parts, in the order of the book; data pages that follow each other may share pages.
fn pieces<'a>(ctx: &mut Ctx<'a>) -> Vec<Piece<'a>> {
    let mut chapters = flow::make(ctx).into_iter();
    let mut pieces = Vec::new();
    let is_data = |part: &Part| matches!(part, Part::Data(_));
    for run in ctx.document.parts.chunk_by(|a, b| is_data(a) && is_data(b)) {
        let data: Vec<_> = run.iter().filter_map(data_part).collect();
        if data.is_empty() {
            pieces.extend(
                chapters.by_ref().take(run.len()).map(|made| Piece::Chapter(Box::new(made))),
            );
        } else {
            pieces.extend(
                data::set(&data, ctx).into_iter().map(|sheets| Piece::Data(Box::new(sheets))),
            );
        }
    }
    pieces
}

fn data_part(part: &Part) -> Option<&DataPart> {
    match part {
        Part::Data(part) => Some(part),
        Part::Chapter(_) => None,
    }
}

/// An entry with its page's number, for a part whose first page has this index.
fn numbered(entry: Entry, first: usize) -> Numbered {
    Numbered { label: assemble::label_of(first + entry.sheet), entry }
}

/// Sets the contents, whose own length moves the numbers that stand in them. `early` are the
/// entries of what stands before the contents.
fn contents(early: &[Numbered], pieces: &[Piece], before: usize, ctx: &mut Ctx) -> Option<Sheets> {
    let listed = pieces.iter().map(|piece| piece.entries().len()).sum::<usize>() + early.len();
    if !ctx.document.front.cover || listed < CONTENTS_ENTRIES {
        return None;
    }
    let mut length = 1;
    for pass in 1..=CONTENTS_PASSES {
        let mut next = before + length;
        let mut entries = early.to_vec();
        for piece in pieces {
            entries.extend(piece.entries().into_iter().map(|entry| numbered(entry, next)));
            next += piece.pages(next);
        }
        let sheets = contents::set(&entries, ctx);
        if sheets.sheets.len() == length || pass == CONTENTS_PASSES {
            return Some(sheets);
        }
        length = sheets.sheets.len();
    }
    None
}

fn info(document: &Document) -> Info {
    let metadata = &document.metadata;
    let title = match metadata.title.subtitle.as_str() {
        "" => metadata.title.main.clone(),
        subtitle => format!("{}: {subtitle}", metadata.title.main),
    };
    Info {
        title,
        authors: metadata.creators.iter().map(|creator| creator.name.clone()).collect(),
        description: metadata.description.clone(),
        keywords: metadata.keywords.clone(),
        rights: metadata.rights.clone(),
        publisher: metadata.publisher.clone(),
        lang: metadata.lang.clone(),
        date: metadata.date.map(|date| date.to_string()),
        identifier: metadata.uuid,
    }
}
