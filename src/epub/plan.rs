//! Which file of the book says what: names, places of anchors and notes, photographs shown.
//!
//! A document comes in, a [`Plan`] goes out, before a word is written, so that every link
//! knows where it leads. It knows no XHTML.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::xml::slug;
use crate::document::{Block, BlockKind, Chapter, DataKind, DataPart, Document, Inline, Part};
use crate::image::PhotoId;

/// A chapter is split when its text passes this many bytes of XHTML …
const MOST_BYTES: usize = 250_000;
/// … or this many photographs: a paginating reader decodes a whole file at once.
const MOST_PHOTOS: usize = 20;

/// Which file of the book says what.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// The files of chapters and data pages, in reading order.
    pub(super) files: Vec<File<'a>>,
    /// The photographs that these files show.
    pub(super) shown: BTreeSet<PhotoId>,
    /// Where the document's anchors are.
    anchors: BTreeMap<&'a str, Place>,
    /// Where each chapter's notes stand: chapter and note to file.
    notes: BTreeMap<(usize, usize), usize>,
}

/// A place that a link can lead to: a file's index and an id in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Index into [`Plan::files`].
    pub(super) file: usize,
    /// Id of the element.
    pub(super) id: String,
}

/// One file of the book, in `text/`.
#[derive(Debug)]
pub(super) struct File<'a> {
    /// Its name: `chapter-01.xhtml`.
    pub(super) name: String,
    /// What it says.
    pub(super) content: Content<'a>,
}

/// What a file says.
#[derive(Debug)]
pub(super) enum Content<'a> {
    /// A chapter, or a part of one.
    Chapter(ChapterFile<'a>),
    /// A data page.
    Data(&'a DataPart),
}

/// A chapter, or a part of one.
#[derive(Debug)]
pub(super) struct ChapterFile<'a> {
    /// The chapter.
    pub(super) chapter: &'a Chapter,
    /// Its number, from 1.
    pub(super) number: usize,
    /// Which part of it this is, from 0.
    pub(super) part: usize,
    /// The blocks of this part.
    pub(super) blocks: Range<usize>,
    /// The notes of this part, as indices into the chapter's.
    pub(super) notes: Vec<usize>,
}

impl ChapterFile<'_> {
    /// How far its headings are promoted, so that the first is of the first level.
    pub(super) fn promotion(&self) -> u8 {
        u8::from(0 < self.part || self.chapter.title.is_empty() && self.chapter.date.is_none())
    }
}

impl<'a> Plan<'a> {
    /// Plans the files of a document.
    pub(super) fn of(document: &'a Document) -> Plan<'a> {
        let mut plan = Plan {
            files: Vec::new(),
            shown: BTreeSet::new(),
            anchors: BTreeMap::new(),
            notes: BTreeMap::new(),
        };
        let mut number = 0;
        let mut names = BTreeSet::new();
        for part in &document.parts {
            match part {
                Part::Chapter(chapter) => {
                    number += 1;
                    plan.add_chapter(chapter, number);
                }
                Part::Data(data) => {
                    let mut name = data_name(data.kind).to_owned();
                    while !names.insert(name.clone()) {
                        name.push_str("-more");
                    }
                    plan.shown.extend(photos_of(document, data.kind));
                    plan.files
                        .push(File { name: format!("{name}.xhtml"), content: Content::Data(data) });
                }
            }
        }
        plan
    }

    /// The address of an anchor of the manuscript, seen from a file.
    pub(super) fn anchor(&self, name: &str, from: usize) -> Option<String> {
        self.anchors.get(name).map(|place| self.address(place, from))
    }

    /// The address of a note, seen from a file.
    pub(super) fn note(&self, chapter: usize, note: usize, from: usize) -> Option<String> {
        let file = *self.notes.get(&(chapter, note))?;
        Some(self.address(&Place { file, id: format!("note-{}", note + 1) }, from))
    }

    /// The address of a place, seen from a file beside it.
    pub(super) fn address(&self, place: &Place, from: usize) -> String {
        let name = if place.file == from { "" } else { &self.files[place.file].name };
        format!("{name}#{}", place.id)
    }

    /// The id of a heading with this anchor.
    pub(super) fn heading_id(&self, anchor: &str) -> String {
        self.anchors.get(anchor).map_or_else(|| heading_id(anchor), |place| place.id.clone())
    }

    fn add_chapter(&mut self, chapter: &'a Chapter, number: usize) {
        let first = self.files.len();
        let id = chapter_id(number);
        self.anchors.insert(&chapter.anchor, Place { file: first, id: id.clone() });
        for (part, blocks) in split(&chapter.blocks).into_iter().enumerate() {
            let file = self.files.len();
            let mut notes = Vec::new();
            walk(&chapter.blocks[blocks.clone()], &mut |item| match item {
                Item::Heading(anchor) => {
                    let place = Place { file, id: heading_id(anchor) };
                    self.anchors.entry(anchor).or_insert(place);
                }
                Item::Photo(photo) => {
                    self.shown.insert(photo);
                }
                Item::Note(note) => {
                    notes.push(note as usize);
                }
            });
            if part == 0 {
                note_refs(&chapter.title, &mut notes);
                note_refs(&chapter.subtitle, &mut notes);
            }
            let notes = self.claim_notes(chapter, number, file, notes);
            let suffix = if part == 0 { String::new() } else { format!("-{}", part + 1) };
            self.files.push(File {
                name: format!("{id}{suffix}.xhtml"),
                content: Content::Chapter(ChapterFile { chapter, number, part, blocks, notes }),
            });
        }
        let orphans = (0..chapter.notes.len()).filter(|&n| !self.notes.contains_key(&(number, n)));
        let orphans: Vec<_> = orphans.collect();
        let file = self.files.len() - 1;
        let orphans = self.claim_notes(chapter, number, file, orphans);
        if let Content::Chapter(last) = &mut self.files[file].content {
            last.notes.extend(orphans);
            last.notes.sort_unstable();
        }
    }

    /// Gives a file the notes that no file has yet, and those that they refer to in turn.
    fn claim_notes(
        &mut self,
        chapter: &'a Chapter,
        number: usize,
        file: usize,
        mut wanted: Vec<usize>,
    ) -> Vec<usize> {
        let mut claimed = Vec::new();
        while let Some(note) = wanted.pop() {
            let Some(body) = chapter.notes.get(note) else { continue };
            if self.notes.contains_key(&(number, note)) {
                continue;
            }
            self.notes.insert((number, note), file);
            claimed.push(note);
            walk(&body.blocks, &mut |item| match item {
                Item::Note(note) => wanted.push(note as usize),
                Item::Photo(photo) => {
                    self.shown.insert(photo);
                }
                Item::Heading(anchor) => {
                    let place = Place { file, id: heading_id(anchor) };
                    self.anchors.entry(anchor).or_insert(place);
                }
            });
        }
        claimed.sort_unstable();
        claimed
    }
}

/// The photographs that a data page shows.
pub(super) fn photos_of(document: &Document, kind: DataKind) -> Vec<PhotoId> {
    match kind {
        DataKind::People => document.metadata.people.iter().filter_map(|p| p.photo).collect(),
        DataKind::Stills => stills(document).collect(),
        DataKind::About
        | DataKind::Facts
        | DataKind::Credits
        | DataKind::Quotes
        | DataKind::Awards
        | DataKind::Dates
        | DataKind::Contacts
        | DataKind::Colophon => Vec::new(),
    }
}

/// The photographs that are listed among the stills.
pub(super) fn stills(document: &Document) -> impl Iterator<Item = PhotoId> + '_ {
    let ids = (0..).map(PhotoId).zip(&document.photos);
    ids.filter(|(_, photo)| photo.press).map(|(id, _)| id)
}

/// The name of a data page's file and id.
pub(super) fn data_name(kind: DataKind) -> &'static str {
    match kind {
        DataKind::About => "about",
        DataKind::Facts => "facts",
        DataKind::Credits => "credits",
        DataKind::People => "people",
        DataKind::Quotes => "press",
        DataKind::Awards => "awards",
        DataKind::Dates => "dates",
        DataKind::Contacts => "contacts",
        DataKind::Stills => "stills",
        DataKind::Colophon => "colophon",
    }
}

/// The id of a chapter's section.
pub(super) fn chapter_id(number: usize) -> String {
    format!("chapter-{number:02}")
}

/// The id of a heading: its anchor, kept apart from the ids that we give.
fn heading_id(anchor: &str) -> String {
    const OURS: [&str; 10] = [
        "alert-", "chapter-", "letter-", "note-", "page-", "person-", "plate-", "ref-", "still-",
        "text-",
    ];
    let anchor = slug(anchor);
    let ours = OURS.iter().any(|prefix| anchor.starts_with(prefix));
    let letter = anchor.starts_with(|c: char| c.is_ascii_alphabetic());
    if letter && !ours { anchor } else { format!("h-{anchor}") }
}

/// Cuts a chapter that is too long before its second-level headings.
fn split(blocks: &[Block]) -> Vec<Range<usize>> {
    let (mut bytes, mut photos) = (0, 0);
    weigh(blocks, &mut bytes, &mut photos);
    let mut parts = Vec::new();
    let mut start = 0;
    if MOST_BYTES < bytes || MOST_PHOTOS < photos {
        for (at, block) in blocks.iter().enumerate().skip(1) {
            if matches!(block.kind, BlockKind::Heading { level: 2, .. }) {
                parts.push(start..at);
                start = at;
            }
        }
    }
    parts.push(start..blocks.len());
    parts
}

/// Estimates a chapter's length: its characters and what the elements around them take.
fn weigh(blocks: &[Block], bytes: &mut usize, photos: &mut usize) {
    for block in blocks {
        *bytes += 60;
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                *bytes += weight(content);
            }
            BlockKind::Quotation(quotation) | BlockKind::Epigraph(quotation) => {
                weigh(&quotation.body, bytes, photos);
                *bytes += weight(&quotation.attribution);
            }
            BlockKind::BlockQuote(body) | BlockKind::Alert { body, .. } => {
                weigh(body, bytes, photos);
            }
            BlockKind::PullQuote { text, .. } | BlockKind::Code { text, .. } => {
                *bytes += text.len();
            }
            BlockKind::Plate(plate) => {
                *photos += plate.photos.len();
                for photo in &plate.photos {
                    *bytes += 200 + photo.alt.len() + weight(&photo.caption);
                }
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    weigh(&item.blocks, bytes, photos);
                }
            }
            BlockKind::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    *bytes += 40 + weight(&cell.content);
                }
            }
            BlockKind::ThematicBreak | BlockKind::PageBreak => {}
        }
    }
}

fn weight(content: &[Inline]) -> usize {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.len(),
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strike(content)
        | Inline::Link { content, .. }
        | Inline::Foreign { content, .. } => 50 + weight(content),
        Inline::NoteRef { .. } => 100,
        Inline::LineBreak => 5,
    };
    content.iter().map(piece).sum()
}

/// What a plan looks for in blocks.
enum Item<'a> {
    /// The anchor of a heading.
    Heading(&'a str),
    /// A photograph of a plate.
    Photo(PhotoId),
    /// A reference to a note.
    Note(u32),
}

fn walk<'a>(blocks: &'a [Block], found: &mut dyn FnMut(Item<'a>)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { content, anchor, .. } => {
                found(Item::Heading(anchor));
                walk_inlines(content, found);
            }
            BlockKind::Paragraph(content) => walk_inlines(content, found),
            BlockKind::Quotation(quotation) | BlockKind::Epigraph(quotation) => {
                walk(&quotation.body, found);
                walk_inlines(&quotation.attribution, found);
            }
            BlockKind::BlockQuote(body) | BlockKind::Alert { body, .. } => walk(body, found),
            BlockKind::Plate(plate) => {
                for photo in &plate.photos {
                    found(Item::Photo(photo.photo));
                    walk_inlines(&photo.caption, found);
                }
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    walk(&item.blocks, found);
                }
            }
            BlockKind::Table(table) => {
                for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                    walk_inlines(&cell.content, found);
                }
            }
            BlockKind::PullQuote { .. }
            | BlockKind::Code { .. }
            | BlockKind::ThematicBreak
            | BlockKind::PageBreak => {}
        }
    }
}

fn walk_inlines<'a>(content: &'a [Inline], found: &mut dyn FnMut(Item<'a>)) {
    let mut notes = Vec::new();
    note_refs(content, &mut notes);
    for note in notes {
        found(Item::Note(u32::try_from(note).unwrap_or(u32::MAX)));
    }
}

fn note_refs(content: &[Inline], notes: &mut Vec<usize>) {
    for inline in content {
        match inline {
            Inline::NoteRef { note, .. } => notes.push(*note as usize),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strike(content)
            | Inline::Link { content, .. }
            | Inline::Foreign { content, .. } => note_refs(content, notes),
            Inline::Text(_) | Inline::Code(_) | Inline::LineBreak => {}
        }
    }
}
