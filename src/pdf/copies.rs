//! Copies of one PDF: all that they share is written once, what differs comes last.
//!
//! [`write_base`] writes everything but the words of a copy, its nudges, its XMP packet and
//! the cross-reference stream; [`Base::tail`] gives those for one copy. A base with a tail is
//! one ordinary PDF, not an updated one: without the tail there is no file. The words of a
//! copy are forms (ISO 32000-1, 8.10) with fonts of their own, so that no copy depends on the
//! names of other readers; a nudge is a content stream between those of a page (7.8.2).

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use super::serialize::{Packer, Paused};
use super::shell::Objects;
use super::{Ending, Error, Options, codes, colors, content, fonts, number, resources, shell};
use crate::base::{Length, Size};
use crate::font::FontSet;
use crate::image::PhotoBytes;
use crate::pages::{Item, Page, Pages, Side, Slip, Structure};

/// The objects that each copy sets by itself, and the one that they share.
#[derive(Debug, Clone)]
pub(super) struct Ids {
    /// Notice and foot.
    forms: [ObjectId; 2],
    /// The nudges.
    ways: Vec<ObjectId>,
    /// Puts marks back in their place.
    back: ObjectId,
}

impl Ids {
    /// Takes numbers for them; none in a book that is the same for everybody.
    pub(super) fn reserve(objects: &mut Objects, pages: &Pages) -> Option<Ids> {
        let slips = pages.slips.as_ref()?;
        let ways = slips.nudges.iter().flatten().filter_map(|nudge| nudge.way).max();
        let ways = (0..ways.map_or(0, |last| last + 1)).map(|_| objects.reserve()).collect();
        let forms = Slip::ALL.map(|_| objects.reserve());
        let back = objects.add(Stream::new(Dictionary::new(), b"Q q".to_vec()));
        Some(Ids { forms, ways, back })
    }

    pub(super) fn form(&self, slip: Slip) -> ObjectId {
        self.forms[slip as usize]
    }

    /// The stream between two parts of a page's content.
    pub(super) fn nudge(&self, way: Option<u16>) -> ObjectId {
        way.and_then(|way| self.ways.get(usize::from(way)).copied()).unwrap_or(self.back)
    }
}

/// What all copies of a PDF share.
#[derive(Debug)]
pub struct Base {
    paused: Paused,
    ids: Ids,
    ending: Ending,
    size: Size,
    lang: crate::base::Lang,
    info: crate::pages::Info,
}

/// What is a copy's own.
#[derive(Debug)]
pub struct Copy<'a> {
    /// The marks of its notice and its foot.
    pub slips: &'a [Vec<Item>; 2],
    /// For each nudge, how far marks move to the right and upward, in thousandths of a point.
    pub nudges: &'a [[i64; 2]],
    /// Six letters that its fonts are named by.
    pub tag: &'a str,
    /// Names this very file.
    pub instance: [u8; 16],
    /// What the metadata call it.
    pub identifier: &'a str,
}

/// Writes what all copies of the pages share; [`crate::layout::slips::reserve`] was there
/// before.
///
/// # Errors
///
/// As [`super::write`].
pub fn write_base(
    options: &Options,
    pages: &Pages,
    fonts: &FontSet,
    photos: &dyn PhotoBytes,
    out: &mut dyn Write,
) -> Result<Base, Error> {
    let (file, ending, ids) = super::write_body(*options, None, pages, fonts, photos, out)?;
    let ids =
        ids.ok_or_else(|| Error::refused("the pages have no room for the words of copies"))?;
    let size = pages.pages.first().map(|page| page.size).unwrap_or_default();
    let (info, lang) = (pages.info.clone(), pages.info.lang.clone());
    Ok(Base { paused: file.pause().map_err(Error::Io)?, ids, ending, size, info, lang })
}

impl Base {
    /// The length of what copies share.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.paused.length()
    }

    /// How many nudges a copy has.
    #[must_use]
    pub fn nudges(&self) -> usize {
        self.ids.ways.len()
    }

    /// What follows the base in one copy.
    ///
    /// # Errors
    ///
    /// If the words need a glyph that their font does not have.
    pub fn tail(&self, copy: &Copy<'_>, fonts: &FontSet) -> Result<Vec<u8>, Error> {
        let mut out = Vec::new();
        let mut file = self.paused.resume(&mut out);
        for (id, moves) in self.ids.ways.iter().zip(copy.nudges) {
            let mut nudge = b"Q q 1 0 0 1 ".to_vec();
            for by in moves {
                number::scaled(&mut nudge, *by, 3);
                nudge.push(b' ');
            }
            nudge.extend_from_slice(b"cm");
            file.object(*id, &Stream::new(Dictionary::new(), nudge).into()).map_err(Error::Io)?;
        }
        let words = self.words(copy, fonts, &mut file.packer)?;
        // The fonts' objects get numbers of this file.
        let ids: BTreeMap<ObjectId, ObjectId> =
            words.objects.keys().map(|id| (*id, file.reserve())).collect();
        for (id, mut object) in words.objects {
            renumber(&mut object, &ids);
            file.object(ids[&id], &object).map_err(Error::Io)?;
        }
        for (slip, mut form) in Slip::ALL.into_iter().zip(words.forms) {
            let mut dict = Object::Dictionary(std::mem::take(&mut form.dict));
            renumber(&mut dict, &ids);
            form.dict = dict.as_dict().cloned().unwrap_or_default();
            file.object(self.ids.form(slip), &form.into()).map_err(Error::Io)?;
        }
        let copy = Some((copy.instance, copy.identifier));
        self.ending.finish(file, &self.info, copy)?;
        Ok(out)
    }

    /// The forms of a copy and the objects of their fonts.
    fn words(&self, copy: &Copy<'_>, fonts: &FontSet, packer: &mut Packer) -> Result<Words, Error> {
        let page = Page {
            size: self.size,
            side: Side::Recto,
            label: String::new(),
            items: copy.slips.concat(),
            links: Vec::new(),
        };
        let pages = Pages {
            pages: vec![page],
            structure: Structure::new(),
            outline: Vec::new(),
            info: self.info.clone(),
            photos: Vec::new(),
            tones: crate::image::Tones::default(),
            colored: BTreeSet::new(),
            starts: Vec::new(),
            slips: None,
            margins: crate::pages::Margins::default(),
        };
        let codes = codes::collect(&pages, fonts)?;
        let mut subsets = fonts::subset(&codes, fonts)?;
        for subset in &mut subsets {
            subset.tag(copy.tag);
        }
        let mut shell = shell::make(&pages, &subsets)?;
        for ((font, subset), codes) in shell.fonts.iter().zip(&subsets).zip(&codes) {
            let face = fonts.face(codes.face);
            fonts::finish(&mut shell.objects, *font, subset, codes, face, packer)?;
        }
        let langs = [&self.lang];
        let colors = &colors::Colors::of(&pages, None)?;
        let (pages, pictures) = (&pages, &[]);
        let book = content::Book { pages, fonts, codes: &codes, pictures, langs: &langs, colors };
        let forms = copy.slips.each_ref().map(|items| {
            let content = content::form(&book, items, self.size.height, &self.lang);
            let used = content.faces.iter().map(|&face| (face, shell.fonts[face]));
            let named = resources::named('F', &mut used.into_iter());
            form(&content.bytes, named, self.size, packer)
        });
        let mut objects = BTreeMap::new();
        for font in &shell.fonts {
            gather(&mut shell.objects, *font, &mut objects);
        }
        Ok(Words { forms, objects })
    }
}

/// What [`Base::words`] makes.
struct Words {
    forms: [Stream; 2],
    objects: BTreeMap<ObjectId, Object>,
}

/// A form as large as a page.
fn form(bytes: &[u8], fonts: Dictionary, size: Size, packer: &mut Packer) -> Stream {
    let corner = |length: Length| number::object(length);
    let dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), corner(size.width), corner(size.height)],
        "Resources" => dictionary! { "Font" => fonts },
    };
    packer.stream(dict, bytes)
}

/// Takes out an object and all that it refers to.
fn gather(objects: &mut Objects, id: ObjectId, found: &mut BTreeMap<ObjectId, Object>) {
    let Some(object) = objects.take(id) else { return };
    let mut more = Vec::new();
    visit(&object, &mut more);
    found.insert(id, object);
    for id in more {
        gather(objects, id, found);
    }
}

fn visit(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(values) => values.iter().for_each(|value| visit(value, found)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, value)| visit(value, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| visit(value, found)),
        _ => {}
    }
}

fn renumber(object: &mut Object, ids: &BTreeMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => *id = ids.get(id).copied().unwrap_or(*id),
        Object::Array(values) => values.iter_mut().for_each(|value| renumber(value, ids)),
        Object::Dictionary(dict) => {
            dict.iter_mut().for_each(|(_, value)| renumber(value, ids));
        }
        Object::Stream(stream) => {
            stream.dict.iter_mut().for_each(|(_, value)| renumber(value, ids));
        }
        _ => {}
    }
}
