//! Has `printpdf` make the document, and keeps its objects for the finishing pass.
//!
//! Page sizes and subset fonts come in; a `lopdf` document with a catalogue, a page tree
//! and font dictionaries goes out, emptied of what the finishing pass makes better:
//! contents, resources, annotations. Printpdf 0.12 embeds a font only if a page shows a
//! glyph of it, so the first page shows one of each; its content is replaced afterwards.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use printpdf as pp;

use super::Error;
use super::fonts::Subset;
use super::number;
use crate::pages::Pages;

/// The objects of the file to be.
#[derive(Debug)]
pub(super) struct Objects {
    /// Printpdf's document.
    pub(super) doc: Document,
    /// Numbers of objects that were taken out and may be given again.
    free: Vec<ObjectId>,
}

impl Objects {
    /// Takes a number for an object that is set later.
    pub(super) fn reserve(&mut self) -> ObjectId {
        self.free.pop().unwrap_or_else(|| self.doc.new_object_id())
    }

    /// Adds an object.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.reserve();
        self.doc.objects.insert(id, object.into());
        id
    }

    /// Sets an object whose number was reserved, or replaces one.
    pub(super) fn set(&mut self, id: ObjectId, object: impl Into<Object>) {
        self.doc.objects.insert(id, object.into());
    }

    /// Takes an object out.
    pub(super) fn take(&mut self, id: ObjectId) -> Option<Object> {
        let object = self.doc.objects.remove(&id)?;
        self.free.push(id);
        Some(object)
    }

    /// Takes out the dictionary that `dict` refers to under `key`.
    fn take_dictionary(&mut self, dict: &Dictionary, key: &[u8]) -> Option<Dictionary> {
        match self.take(dict.get(key).ok()?.as_reference().ok()?)? {
            Object::Dictionary(found) => Some(found),
            _ => None,
        }
    }

    /// The dictionary with this number.
    pub(super) fn dictionary(&mut self, id: ObjectId) -> Result<&mut Dictionary, Error> {
        self.doc
            .get_object_mut(id)
            .and_then(Object::as_dict_mut)
            .map_err(|_| Error::refused(format!("object {} is no dictionary", id.0)))
    }
}

/// What printpdf made.
#[derive(Debug)]
pub(super) struct Shell {
    /// All objects.
    pub(super) objects: Objects,
    /// The pages, each a dictionary with `Type` and `Parent` and the boxes.
    pub(super) pages: Vec<ObjectId>,
    /// The font dictionaries, in the order of the subsets.
    pub(super) fonts: Vec<ObjectId>,
    /// The catalogue.
    pub(super) catalog: ObjectId,
    /// The information dictionary.
    pub(super) info: ObjectId,
}

/// Makes the document.
///
/// # Errors
///
/// If printpdf cannot read a subset font.
pub(super) fn make(pages: &Pages, subsets: &[Subset]) -> Result<Shell, Error> {
    let mut pdf = pp::PdfDocument::new("");
    let mut first = Vec::new();
    for (index, subset) in subsets.iter().enumerate() {
        let id = pp::FontId(format!("F{index}"));
        let mut warnings = Vec::new();
        let mut font = pp::ParsedFont::from_bytes(&subset.program, 0, &mut warnings)
            .ok_or_else(|| Error::refused(format!("the font {} cannot be read", subset.name)))?;
        font.font_name = Some(subset.name.clone());
        pdf.resources.fonts.map.insert(id.clone(), pp::PdfFont::new(font));
        let glyph = pp::Codepoint { gid: 1, offset: 0.0, cid: Some("?".to_owned()) };
        first.push(pp::Op::SetFont { font: pp::PdfFontHandle::External(id), size: pp::Pt(1.0) });
        first.push(pp::Op::ShowText { items: vec![pp::TextItem::GlyphIds(vec![glyph])] });
    }
    for page in &pages.pages {
        let [width, height] = [page.size.width, page.size.height].map(points);
        let rect = pp::Rect::from_wh(pp::Pt(width), pp::Pt(height));
        pdf.pages.push(pp::PdfPage {
            media_box: rect.clone(),
            trim_box: rect.clone(),
            crop_box: rect,
            ops: std::mem::take(&mut first),
        });
    }
    let options = pp::PdfSaveOptions {
        optimize: false,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let doc = pp::serialize::to_lopdf_doc(&pdf, &options, &mut Vec::new());
    drop(pdf);
    strip(Objects { doc, free: Vec::new() }, subsets.len())
}

/// Takes out what is made anew, and finds the rest.
fn strip(mut objects: Objects, fonts: usize) -> Result<Shell, Error> {
    let lost = || Error::refused("the document could not be begun");
    let pages: Vec<ObjectId> = objects.doc.get_pages().into_values().collect();
    let mut shared = Dictionary::new();
    for &page in &pages {
        let dict = objects.dictionary(page)?;
        dict.remove(b"Annots");
        dict.remove(b"CropBox");
        let page = dict.clone();
        let contents = page.get(b"Contents").and_then(Object::as_reference).map_err(|_| lost())?;
        objects.take(contents);
        shared = objects.take_dictionary(&page, b"Resources").ok_or_else(lost)?;
    }
    let named = objects.take_dictionary(&shared, b"Font").unwrap_or_default();
    for key in [b"XObject".as_slice(), b"ExtGState", b"Shading"] {
        objects.take_dictionary(&shared, key);
    }
    let by_name: BTreeMap<Vec<u8>, ObjectId> = named
        .iter()
        .filter_map(|(name, font)| Some((name.clone(), font.as_reference().ok()?)))
        .collect();
    let fonts = (0..fonts)
        .map(|index| by_name.get(format!("F{index}").as_bytes()).copied().ok_or_else(lost))
        .collect::<Result<Vec<_>, _>>()?;
    let trailer = |key: &[u8]| objects.doc.trailer.get(key).and_then(Object::as_reference).ok();
    let (catalog, info) = trailer(b"Root").zip(trailer(b"Info")).ok_or_else(lost)?;
    // Numbers are given again from the lowest on.
    objects.free.sort_by(|a, b| b.cmp(a));
    Ok(Shell { objects, pages, fonts, catalog, info })
}

#[expect(clippy::cast_possible_truncation, reason = "lopdf keeps reals in 32 bits")]
fn points(length: crate::base::Length) -> f32 {
    (f64::from(i32::try_from(number::milli(length)).unwrap_or(i32::MAX)) / 1000.0) as f32
}
