//! Gives every glyph, and every text that a glyph stands for, its own character code.
//!
//! All pages come in, one [`Codes`] for each face that is used goes out. A hyphen glyph may
//! stand for `-` in one place and for a soft hyphen in another; with a code for each, the
//! `ToUnicode` map (ISO 32000-1, 9.10.3) says what every glyph on the page stands for, and
//! readers that ignore `ActualText` copy the right text too. The codes lead to glyphs
//! through a `CIDToGIDMap` (9.7.4.3), which only TrueType outlines can have; for the others
//! a glyph has one code, and its second text is said by `ActualText` (14.9.4).

use std::collections::BTreeMap;

use skrifa::MetadataProvider;

use super::Error;
use crate::font::{Face, FaceId, FontSet};
use crate::pages::{Draw, Glyph, GlyphRun, Pages};

/// What a glyph with no text of its own is said to stand for where `ActualText` is ignored:
/// WORD JOINER, which no reader shows and which ends no word.
pub(super) const NO_TEXT: &str = "\u{2060}";

/// The codes of one face.
#[derive(Debug)]
pub(super) struct Codes {
    /// The face.
    pub(super) face: FaceId,
    /// Whether one glyph may have several codes.
    pub(super) many: bool,
    /// What each code, from 1 on, is: entry 0 is code 1.
    pub(super) entries: Vec<Entry>,
    /// For each glyph of the face, its first text and that text's code; code 0 is unused.
    first: Vec<(Box<str>, u16)>,
    /// Codes of second and later texts.
    more: BTreeMap<(u16, Box<str>), u16>,
    /// Advance of each glyph in 1/1000 em, rounded to three decimals as `W` prints it.
    widths: Vec<f64>,
}

/// One code.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The glyph in the face.
    pub(super) glyph: u16,
    /// What it stands for; never empty.
    pub(super) text: Box<str>,
    /// Its advance in 1/1000 em.
    pub(super) width: f64,
}

impl Codes {
    fn new(id: FaceId, face: &Face) -> Result<Codes, Error> {
        let unreadable = |_| Error::refused(format!("the font {} cannot be read", face.name));
        let font = skrifa::FontRef::new(&face.data).map_err(unreadable)?;
        let metrics = font.glyph_metrics(
            skrifa::instance::Size::unscaled(),
            skrifa::instance::LocationRef::default(),
        );
        let per_em = f64::from(face.metrics.units_per_em);
        let width = |glyph: u32| {
            let units =
                f64::from(metrics.advance_width(skrifa::GlyphId::new(glyph)).unwrap_or(0.0));
            (units * 1_000_000.0 / per_em).round() / 1000.0
        };
        let count = metrics.glyph_count();
        Ok(Codes {
            face: id,
            many: !face.data.starts_with(b"OTTO"),
            entries: Vec::new(),
            first: vec![(Box::from(""), 0); count as usize],
            more: BTreeMap::new(),
            widths: (0..count).map(width).collect(),
        })
    }

    /// The advance of a glyph in 1/1000 em, as the file will say it.
    pub(super) fn width(&self, glyph: u16) -> f64 {
        self.widths.get(usize::from(glyph)).copied().unwrap_or(0.0)
    }

    /// The code for this glyph with this text, and whether the code says the text.
    pub(super) fn code(&self, glyph: u16, text: &str) -> (u16, bool) {
        let text = if text.is_empty() { NO_TEXT } else { text };
        let (first, code) = &self.first[usize::from(glyph)];
        if **first == *text {
            return (*code, text != NO_TEXT);
        }
        match self.more.get(&(glyph, Box::from(text))) {
            Some(code) => (*code, text != NO_TEXT),
            None => (*code, false),
        }
    }

    fn note(&mut self, glyph: u16, text: &str) {
        let text = if text.is_empty() { NO_TEXT } else { text };
        let slot = &mut self.first[usize::from(glyph)];
        if *slot.0 == *text {
            return;
        }
        if slot.0.is_empty() {
            slot.0 = Box::from(text);
        } else if self.many && !self.more.contains_key(&(glyph, Box::from(text))) {
            self.more.insert((glyph, Box::from(text)), 0);
        }
    }

    /// Numbers what was noted, in the order of glyphs, then of texts.
    fn number(&mut self, face: &Face) -> Result<(), Error> {
        let mut all: Vec<(u16, Box<str>)> = Vec::new();
        for (glyph, (text, _)) in (0..=u16::MAX).zip(&self.first) {
            if !text.is_empty() {
                all.push((glyph, text.clone()));
            }
        }
        all.extend(self.more.keys().cloned());
        all.sort();
        for (index, (glyph, text)) in all.into_iter().enumerate() {
            let code = u16::try_from(index + 1).map_err(|_| {
                Error::refused(format!("more than 65535 glyphs of {} are used", face.name))
            })?;
            let slot = &mut self.first[usize::from(glyph)];
            if slot.0 == text {
                slot.1 = code;
            } else {
                self.more.insert((glyph, text.clone()), code);
            }
            let width = self.width(glyph);
            self.entries.push(Entry { glyph, text, width });
        }
        Ok(())
    }
}

/// Collects the codes of every face that the pages use, in the order of faces.
///
/// # Errors
///
/// If a glyph is missing or stands for what no PDF may say.
pub(super) fn collect(pages: &Pages, fonts: &FontSet) -> Result<Vec<Codes>, Error> {
    let mut faces: BTreeMap<FaceId, Codes> = BTreeMap::new();
    for (page, number) in pages.pages.iter().zip(1_usize..) {
        for item in &page.items {
            let (Draw::Text(run) | Draw::Unseen(run)) = &item.draw else { continue };
            let codes = match faces.entry(run.face) {
                std::collections::btree_map::Entry::Occupied(slot) => slot.into_mut(),
                std::collections::btree_map::Entry::Vacant(slot) => {
                    let face = fonts.faces.get(usize::from(run.face.0)).ok_or_else(|| {
                        Error::refused(format!("page {number} is set in a font that is not there"))
                    })?;
                    slot.insert(Codes::new(run.face, face)?)
                }
            };
            note_run(codes, run, number).map_err(|error| error.at_mark(pages, item.tag))?;
        }
    }
    let mut all: Vec<Codes> = faces.into_values().collect();
    for codes in &mut all {
        codes.number(fonts.face(codes.face))?;
    }
    Ok(all)
}

fn note_run(codes: &mut Codes, run: &GlyphRun, page: usize) -> Result<(), Error> {
    if let Some(bad) = run.text.chars().find(|&c| !sayable(c)) {
        return Err(Error::refused(format!(
            "page {page} holds the character U+{:04X}, which no PDF may say",
            u32::from(bad)
        )));
    }
    let mut whole = 0;
    for cluster in Clusters::new(run) {
        whole += cluster.text.len();
        for (glyph, text) in cluster.parts() {
            if glyph.id == 0 || codes.first.len() <= usize::from(glyph.id) {
                return Err(Error::refused(format!(
                    "page {page} needs a glyph that the font does not have, for `{}`",
                    cluster.text
                )));
            }
            codes.note(glyph.id, text);
        }
    }
    if whole != run.text.len() {
        return Err(Error::refused(format!(
            "page {page} holds text that no glyph stands for: `{}`",
            run.text
        )));
    }
    Ok(())
}

/// ISO 19005-2, 6.2.11.7.2: no glyph may stand for U+0000, U+FEFF or U+FFFE.
fn sayable(c: char) -> bool {
    !matches!(c, '\0' | '\u{FEFF}' | '\u{FFFE}')
}

/// Some glyphs and the text that they stand for together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cluster<'a> {
    /// One or more glyphs.
    pub(super) glyphs: &'a [Glyph],
    /// May be empty.
    pub(super) text: &'a str,
}

impl<'a> Cluster<'a> {
    /// The glyphs, each with its own part of the text: a character each as long as there
    /// are any, what is left to the last.
    pub(super) fn parts(self) -> impl Iterator<Item = (&'a Glyph, &'a str)> {
        let mut rest = self.text;
        let last = self.glyphs.len() - 1;
        self.glyphs.iter().enumerate().map(move |(index, glyph)| {
            let len = match rest.chars().next() {
                Some(first) if index < last => first.len_utf8(),
                _ => rest.len(),
            };
            let (part, after) = rest.split_at(len);
            rest = after;
            (glyph, part)
        })
    }
}

/// Goes through a run cluster by cluster.
#[derive(Debug)]
pub(super) struct Clusters<'a> {
    glyphs: &'a [Glyph],
    text: &'a str,
}

impl<'a> Clusters<'a> {
    pub(super) fn new(run: &'a GlyphRun) -> Clusters<'a> {
        Clusters { glyphs: &run.glyphs, text: &run.text }
    }
}

impl<'a> Iterator for Clusters<'a> {
    type Item = Cluster<'a>;

    fn next(&mut self) -> Option<Cluster<'a>> {
        let first = self.glyphs.first()?;
        let more = self.glyphs[1..].iter().take_while(|glyph| glyph.len == 0).count();
        let (glyphs, rest) = self.glyphs.split_at(1 + more);
        let mut len = usize::from(first.len).min(self.text.len());
        while !self.text.is_char_boundary(len) {
            len += 1;
        }
        let (text, after) = self.text.split_at(len);
        (self.glyphs, self.text) = (rest, after);
        Some(Cluster { glyphs, text })
    }
}
