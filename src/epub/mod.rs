//! Document to EPUB 3.3, through `epub-builder` and a finishing pass.
//!
//! A document, the printed pages' starts and a cover picture come in; a packaged book goes
//! out. It knows no page layout.

mod access;
mod archive;
mod blocks;
mod data;
mod fonts;
mod nav;
mod opf;
mod package;
mod pagelist;
mod photos;
mod plan;
mod plate;
mod sheet;
mod style;
#[cfg(test)]
mod tests;
mod text;
mod wording;
mod xml;

use std::collections::BTreeMap;
use std::io::{self, Seek, Write};

use crate::base::PageStart;
use crate::design::Design;
use crate::document::{Document, Metadata};
use crate::font::FontSet;
use crate::image::PhotoBytes;
use crate::locale::Locale;

use access::Access;
use fonts::Names;
use nav::Lists;
use package::{Package, Resource};
use plan::{Content, Plan};
use sheet::{Matter, Sheet};
use text::{Book, Writer};

/// The identifier of the book that [`write()`] makes, as it stands in the book.
#[must_use]
pub fn identifier(metadata: &Metadata) -> String {
    opf::identifier(metadata).urn().to_string()
}

/// Why an EPUB was not written.
#[derive(Debug)]
pub enum Error {
    /// A photograph could not be read or the output not be written.
    Io(io::Error),
    /// The book would not conform.
    Refused(String),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Error {
        Error::Io(error)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Error::Io(error) => error.fmt(f),
            Error::Refused(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Error {}

/// What paper lends to the ebook.
#[derive(Clone, Copy, Default)]
pub struct Paper<'a> {
    /// Where each printed page begins; empty without a PDF to point at.
    pub starts: &'a [PageStart],
    /// Gives the cover as a JPEG of 1600 by 2400 pixels; asked when all else is written, as
    /// drawing takes long. None if there is no cover.
    pub cover: Option<&'a dyn Fn() -> io::Result<Vec<u8>>>,
}

impl std::fmt::Debug for Paper<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Paper").field("starts", &self.starts).finish_non_exhaustive()
    }
}

/// A sink that can be written and sought, as a ZIP needs.
pub trait Sink: Write + Seek {}
impl<T: Write + Seek> Sink for T {}

/// Writes the document as one EPUB.
///
/// # Errors
///
/// [`Error::Io`] if the machine fails, [`Error::Refused`] if the book would not conform.
pub fn write(
    document: &Document,
    paper: &Paper<'_>,
    design: &Design,
    fonts: &FontSet,
    photos: &dyn PhotoBytes,
    out: &mut dyn Sink,
) -> Result<(), Error> {
    let metadata = &document.metadata;
    let locale = Locale::of(&metadata.lang);
    let plan = Plan::of(document);
    let names = Names::of(design, fonts);
    let mut package = Package::start(out)?;
    let pictures = photos::add(document, &plan, photos, &mut package)?;

    let book = Book {
        document,
        plan: &plan,
        locale,
        pictures: &pictures,
        starts: pagelist::by_block(paper.starts),
        paged: !paper.starts.is_empty(),
        places: BTreeMap::new(),
        families: Vec::new(),
    };
    let mut sheets = sheets(book, &names, fonts, paper.cover.is_some());
    let pages = pagelist::place(&mut sheets, paper.starts, locale);

    let identifier = identifier(metadata);
    let lists = Lists {
        sheets: &sheets,
        pages: &pages,
        locale,
        lang: &metadata.lang,
        title: &metadata.title.main,
        identifier: &identifier,
    };
    let (nav, ncx) = (lists.nav(), lists.ncx());
    let mut markup: Vec<&str> = sheets.iter().map(|sheet| sheet.body.as_str()).collect();
    markup.push(&nav);
    let faces = fonts::embed(design, fonts, &markup);
    let css = style::sheet(design, &names, &faces, &markup);

    let mut texts = vec![text_file("style.css", "text/css", css.into_bytes())];
    for face in faces.files {
        texts.push(text_file(&face.href, face.media_type, face.bytes));
    }
    for sheet in &sheets {
        let file =
            text_file(&format!("text/{}", sheet.name), XHTML, sheet.xhtml("../style.css").into());
        texts.push(package::Document { spine: true, ..file });
    }
    let mut arranged = package::arrange(texts, &metadata.title.main, metadata.uuid)?;
    for (resource, bytes) in arranged.files {
        package.add(resource, &bytes)?;
    }
    package
        .add(Resource { properties: "nav", ..Resource::new("nav.xhtml", XHTML) }, nav.as_bytes())?;
    package.add(Resource::new("toc.ncx", "application/x-dtbncx+xml"), ncx.as_bytes())?;
    if let Some(cover) = paper.cover {
        let resource = Resource::new("images/cover.jpg", "image/jpeg");
        package.add(Resource { properties: "cover-image", ..resource }, &cover()?)?;
    }
    // The contents stand after cover and title page.
    let front = sheets.iter().take_while(|sheet| sheet.matter == Matter::Front).count();
    arranged.spine.insert(front.min(arranged.spine.len()), "nav.xhtml".to_owned());
    let access = Access::of(document, &plan, paper.cover.is_some(), &lists);
    let opf = opf::write(document, access, locale, &package.manifest, &arranged.spine);
    package.finish(&opf)
}

const XHTML: &str = "application/xhtml+xml";

fn text_file(href: &str, media_type: &'static str, bytes: Vec<u8>) -> package::Document {
    package::Document { href: href.to_owned(), media_type, bytes, spine: false }
}

/// Writes all files of the book but the navigation, in reading order.
fn sheets(mut book: Book<'_>, names: &Names, fonts: &FontSet, cover: bool) -> Vec<Sheet> {
    let files = &book.plan.files;
    let mut written: BTreeMap<usize, Sheet> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        if let Content::Chapter(part) = &file.content {
            let mut sheet = Writer::new(&book, index).chapter(part, &file.name);
            // The parts of a split chapter stand under it in the contents.
            let first = index.checked_sub(part.part).and_then(|first| written.get_mut(&first));
            if let Some(chapter) = first.and_then(|first| first.entry.as_mut()) {
                chapter.kids.extend(sheet.entry.take());
            }
            written.insert(index, sheet);
        }
    }
    for sheet in written.values() {
        for figure in &sheet.figures {
            let place = (sheet.name.clone(), figure.id.clone(), sheet.title.clone());
            book.places.entry(figure.photo).or_insert(place);
        }
    }
    let code = written.values().any(|sheet| sheet.body.contains("<code>"));
    book.families = names.families(fonts, code);
    let last = written.keys().next_back().copied();
    for (index, file) in files.iter().enumerate() {
        if let Content::Data(part) = &file.content {
            // A book needs a beginning, even one without a chapter.
            let body = last.map_or(index == 0, |last| index < last);
            let matter = if body { Matter::Body } else { Matter::Back };
            written.insert(index, Writer::new(&book, index).data_page(part, &file.name, matter));
        }
    }
    let mut sheets = Vec::new();
    if cover {
        sheets.push(Writer::new(&book, usize::MAX).cover());
    }
    sheets.push(Writer::new(&book, usize::MAX).title_page());
    sheets.extend(written.into_values());
    sheets
}
