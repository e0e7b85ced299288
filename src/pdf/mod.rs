//! Pages to PDF: `printpdf` for objects, then a finishing pass over its `lopdf` document.
//!
//! [`write()`] transcribes; it moves nothing and measures nothing. What it writes is PDF 1.7
//! (ISO 32000-1) that conforms to PDF/A-2 (ISO 19005-2) and, where every figure has an
//! alternative text, to PDF/UA-1 (ISO 14289-1) and to level A of PDF/A-2; or, if it is asked
//! to, PDF 2.0 (ISO 32000-2) that conforms to PDF/A-4 (ISO 19005-4) and likewise to PDF/UA-2
//! (ISO 14289-2) and WTPDF 1.0. [`write_for_press()`] writes what is built to PDF/X-4
//! (ISO 15930-7) and claims nothing else. It knows no document and no design, and opens photographs
//! only through [`PhotoBytes`].
//!
//! ```text
//! check ─ codes ─ fonts ─ shell (printpdf) ─ content ─ tree, navigation ─ serialize, photos
//! ```

mod check;
mod codes;
mod colors;
mod content;
mod copies;
mod drawing;
mod fonts;
mod marks;
mod navigation;
mod nesting;
mod number;
mod photos;
mod predict;
mod references;
mod resources;
mod roles;
mod serialize;
mod shape;
mod shell;
mod strings;
mod text;
mod tree;
mod xmp;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{self, Write};

pub use copies::{Base, Copy, write_base};

use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::base::{Lang, Span};
use crate::font::FontSet;
use crate::image::{Broken, Coverage, PhotoBytes, PhotoId, Press};
use crate::pages::{Info, NodeId, Pages, Tag};

/// How a PDF is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// What it conforms to.
    pub standard: Standard,
}

/// What a PDF conforms to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standard {
    /// PDF/UA-1 and PDF/A-2a: PDF 1.7.
    #[default]
    Ua1,
    /// PDF/UA-2, WTPDF 1.0 and PDF/A-4: PDF 2.0.
    Ua2,
}

impl Standard {
    /// The version of PDF that it is made for.
    fn version(self) -> &'static str {
        match self {
            Standard::Ua1 => "1.7",
            Standard::Ua2 => "2.0",
        }
    }
}

/// Why a PDF was not written.
#[derive(Debug)]
pub enum Error {
    /// A photograph could not be read or the output not be written.
    Io(io::Error),
    /// A photograph cannot be used.
    Photo(PhotoId, Broken),
    /// The file would not conform.
    Refused(Refusal),
}

/// Why a file would not conform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// In a plain sentence.
    pub why: String,
    /// The place in the kit, if there is one.
    pub span: Option<Span>,
}

impl Error {
    /// A refusal whose place is not known.
    fn refused(why: impl Into<String>) -> Error {
        Error::Refused(Refusal { why: why.into(), span: None })
    }

    /// The same refusal with the place in the kit of this node, or of the nearest above that
    /// has one.
    fn at(mut self, pages: &Pages, node: NodeId) -> Error {
        let mut next = Some(node);
        while let (Error::Refused(Refusal { span: span @ None, .. }), Some(id)) = (&mut self, next)
        {
            let node = pages.structure.nodes.get(id.0 as usize);
            *span = node.and_then(|node| node.span);
            next = node.and_then(|node| node.parent).filter(|above| above.0 < id.0);
        }
        self
    }

    /// The same for a mark.
    fn at_mark(self, pages: &Pages, tag: Tag) -> Error {
        match tag {
            Tag::Node(node) => self.at(pages, node),
            Tag::Artifact(_) => self,
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Io(error) => write!(f, "{error}"),
            Error::Photo(photo, broken) => write!(f, "photograph {} {broken}", photo.0 + 1),
            Error::Refused(refusal) => f.write_str(&refusal.why),
        }
    }
}

impl std::error::Error for Error {}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its length in bytes.
    pub length: u64,
    /// Why it does not claim to be accessible, in plain sentences. Where there are some, it
    /// claims PDF/A-2u or PDF/A-4 alone.
    pub obstacles: Vec<String>,
}

/// How much ink a file for a press takes on one spot, in per cent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inked {
    /// The most that a flat colour takes.
    pub flat: u16,
    /// The most that each photograph in inks takes.
    pub photos: BTreeMap<PhotoId, Coverage>,
}

impl Inked {
    /// Adds what another file takes.
    pub fn add(&mut self, other: Inked) {
        self.flat = self.flat.max(other.flat);
        for (photo, coverage) in other.photos {
            let most = self.photos.entry(photo).or_default();
            most.found = most.found.max(coverage.found);
            most.left = most.left.max(coverage.left);
        }
    }
}

/// Writes the pages as one PDF.
///
/// The same pages give the same bytes. Photographs are read one after the other; memory does
/// not grow with them.
///
/// # Errors
///
/// [`Error::Io`] if the machine fails, [`Error::Refused`] if the file would not conform. What
/// was written until then is no PDF.
pub fn write(
    options: &Options,
    pages: &Pages,
    fonts: &FontSet,
    photos: &dyn PhotoBytes,
    out: &mut dyn Write,
) -> Result<Written, Error> {
    let (file, ending, _) = write_body(*options, None, pages, fonts, photos, out)?;
    let length = ending.finish(file, &pages.info, None)?;
    Ok(Written { length, obstacles: ending.obstacles })
}

/// Writes the pages for a press, built to PDF/X-4: PDF 1.6, flat colours as inks, photographs
/// with their profiles. Returns how much ink it takes.
///
/// # Errors
///
/// As [`write()`]; also if the pages have links, or nobody says when they were made.
pub fn write_for_press(
    press: &Press,
    pages: &Pages,
    fonts: &FontSet,
    photos: &dyn PhotoBytes,
    out: &mut dyn Write,
) -> Result<Inked, Error> {
    if pages.pages.iter().any(|page| !page.links.is_empty()) {
        return Err(Error::refused("a press cannot follow links"));
    }
    if !xmp::is_dated(&pages.info) {
        return Err(Error::refused(
            "a file for a press says when it was made: give the kit a `date`, such as 2026-03-12",
        ));
    }
    let flat = colors::Colors::of(pages, Some(press))?.wettest().unwrap_or(0);
    let options = Options::default();
    let (file, ending, _) = write_body(options, Some(press), pages, fonts, photos, out)?;
    ending.finish(file, &pages.info, None)?;
    Ok(Inked { flat, photos: ending.coverages })
}

/// Writes everything but what comes last.
fn write_body<'o>(
    options: Options,
    press: Option<&Press>,
    pages: &Pages,
    fonts: &FontSet,
    photos: &dyn PhotoBytes,
    out: &'o mut dyn Write,
) -> Result<(serialize::File<'o>, Ending, Option<copies::Ids>), Error> {
    check::pages(pages)?;
    let marks = marks::pair(pages)?;
    let codes = codes::collect(pages, fonts)?;
    let subsets = fonts::subset(&codes, fonts)?;
    let (pictures, picture_of) = photos::collect(pages)?;
    let mut shell = shell::make(pages, &subsets)?;
    let mut packer = serialize::Packer::new();
    for ((font, subset), codes) in shell.fonts.iter().zip(&subsets).zip(&codes) {
        let face = fonts.face(codes.face);
        fonts::finish(&mut shell.objects, *font, subset, codes, face, &mut packer)?;
    }
    let stored: Vec<resources::Picture> = pictures
        .iter()
        .map(|picture| resources::Picture {
            id: shell.objects.reserve(),
            alpha: pages.photos[picture.photo.0 as usize].alpha,
        })
        .collect();

    let langs = languages(pages);
    let colors = &colors::Colors::of(pages, press)?;
    let book =
        content::Book { pages, fonts, codes: &codes, pictures: &picture_of, langs: &langs, colors };
    let contents = content::all(&book, &marks);
    let copies = copies::Ids::reserve(&mut shell.objects, pages);
    resources::set_pages(&mut shell, pages, contents, &stored, colors, copies.as_ref());

    let standard = options.standard;
    let elements = tree::reserve(&mut shell.objects, pages);
    let ids = shell.pages.clone();
    let goals = navigation::Goals { standard, pages, ids: &ids, elements: &elements };
    let links = link_ids(&mut shell, goals)?;
    let targets = tree::Targets { elements: &elements, pages: &ids, links: &links };
    let root = tree::write(&mut shell.objects, standard, pages, &marks, &targets);
    let packet = finish_catalog(&mut shell, goals, root, press)?;
    let obstacles = nesting::obstacles(pages);
    let shell::Shell { objects, catalog, info, .. } = shell;
    let version = if press.is_some() { "1.6" } else { standard.version() };
    let mut file = serialize::File::begin(out, version, objects.doc.max_id).map_err(Error::Io)?;
    for (id, object) in objects.doc.objects {
        file.object(id, &object).map_err(Error::Io)?;
    }
    let coverages = photos::write(&mut file, pages, &pictures, &stored, photos, press)?;
    let claim = match press {
        Some(_) => xmp::Claim::X4,
        None => xmp::Claim::Archive { standard, accessible: obstacles.is_empty() },
    };
    Ok((file, Ending { claim, catalog, info, packet, obstacles, coverages }, copies))
}

/// The language of each node: its own, or that of the nearest node above that has one.
fn languages(pages: &Pages) -> Vec<&Lang> {
    let mut langs: Vec<&Lang> = Vec::with_capacity(pages.structure.nodes.len());
    for node in &pages.structure.nodes {
        let above = node.parent.and_then(|parent| langs.get(parent.0 as usize).copied());
        langs.push(node.lang.as_ref().or(above).unwrap_or(&pages.info.lang));
    }
    langs
}

/// Writes the annotations of all links, and lists them on their pages.
fn link_ids(
    shell: &mut shell::Shell,
    goals: navigation::Goals<'_>,
) -> Result<Vec<Vec<ObjectId>>, Error> {
    let pages = goals.pages;
    let mut keys = tree::link_keys(pages);
    let mut all = Vec::with_capacity(pages.pages.len());
    for (index, page) in pages.pages.iter().enumerate() {
        let mut ids = Vec::with_capacity(page.links.len());
        for link in &page.links {
            let key = keys.next().expect("the keys never end");
            let dict = navigation::link(goals, index, link, key)
                .map_err(|error| error.at(pages, link.node))?;
            ids.push(shell.objects.add(dict));
        }
        if !ids.is_empty() {
            let refs: Vec<Object> = ids.iter().copied().map(Object::Reference).collect();
            shell.objects.dictionary(shell.pages[index])?.set("Annots", refs);
        }
        all.push(ids);
    }
    Ok(all)
}

/// Completes the catalogue and the information dictionary; returns the number of the XMP
/// packet, which is written last.
fn finish_catalog(
    shell: &mut shell::Shell,
    goals: navigation::Goals<'_>,
    tree: ObjectId,
    press: Option<&Press>,
) -> Result<ObjectId, Error> {
    let pages = goals.pages;
    let outline = navigation::outline(&mut shell.objects, goals)?;
    let packet = shell.objects.reserve();
    let intent = resources::output_intent(&mut shell.objects, press);
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => shell.objects.dictionary(shell.catalog)?.get(b"Pages").cloned()
            .map_err(|_| Error::refused("the document has no page tree"))?,
        "Lang" => strings::text_string(pages.info.lang.as_str()),
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => tree,
        "Metadata" => packet,
        "OutputIntents" => vec![Object::Reference(intent)],
        "PageLabels" => dictionary! { "Nums" => navigation::labels(pages) },
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
    };
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    shell.objects.set(shell.catalog, catalog);
    match goals.standard {
        Standard::Ua1 if press.is_some() => {
            shell.objects.set(shell.info, xmp::info_for_press(&pages.info));
        }
        Standard::Ua1 => shell.objects.set(shell.info, xmp::info(&pages.info)),
        // ISO 19005-4, 6.1.3: XMP alone.
        Standard::Ua2 => drop(shell.objects.take(shell.info)),
    }
    Ok(packet)
}

/// What comes last in a file.
#[derive(Debug)]
struct Ending {
    claim: xmp::Claim,
    catalog: ObjectId,
    info: ObjectId,
    packet: ObjectId,
    obstacles: Vec<String>,
    coverages: BTreeMap<PhotoId, Coverage>,
}

impl Ending {
    /// Writes the XMP packet and the trailer; returns the length of the file. `copy` is the
    /// identifier of a copy and what it is called.
    fn finish(
        &self,
        mut file: serialize::File<'_>,
        info: &Info,
        copy: Option<([u8; 16], &str)>,
    ) -> Result<u64, Error> {
        file.flush().map_err(Error::Io)?;
        let instance = copy.map_or_else(|| file.identifier(), |copy| copy.0);
        let name = copy.map(|copy| copy.1);
        let xmp = xmp::packet(info, self.claim, instance, name);
        let dict = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        file.object(self.packet, &Stream::new(dict, xmp.into_bytes()).into()).map_err(Error::Io)?;
        let hex = |bytes: [u8; 16]| Object::String(bytes.to_vec(), StringFormat::Hexadecimal);
        let mut trailer = Dictionary::new();
        trailer.set("Root", self.catalog);
        if self.claim.has_info() {
            trailer.set("Info", self.info);
        }
        trailer.set("ID", vec![hex(info.identifier), hex(instance)]);
        file.end(trailer).map_err(Error::Io)
    }
}
