//! Documents made by hand, for tests of the writer.

use std::io;

use crate::base::{BlockId, FileId, Lang, Span};
use crate::document::{
    Accessibility, Block, BlockKind, Boilerplate, Cell, CellAlign, Chapter, CheckSettings, Credit,
    Credits, DataKind, DataPart, DesignSettings, Document, EpubSettings, Front, Inline, ListItem,
    Metadata, Part, Photo, Plate, PlatePhoto, PrintSettings, Quotation, QuotationKind, Rights,
    Stills, Synopsis, Table, Title,
};
use crate::image::{ColorModel, Embedded, Facts, Format, Opened, Orientation, PhotoBytes, PhotoId};

pub(super) const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };

/// Counts names of blocks.
#[derive(Debug, Default)]
pub(super) struct Maker {
    next: u32,
}

pub(super) fn text(words: &str) -> Vec<Inline> {
    vec![Inline::Text(words.to_owned())]
}

impl Maker {
    pub(super) fn id(&mut self) -> BlockId {
        self.next += 1;
        BlockId(self.next)
    }

    pub(super) fn block(&mut self, kind: BlockKind) -> Block {
        Block { id: self.id(), span: SPAN, lang: None, keep: false, kind }
    }

    pub(super) fn p(&mut self, words: &str) -> Block {
        self.inline(text(words))
    }

    pub(super) fn inline(&mut self, content: Vec<Inline>) -> Block {
        self.block(BlockKind::Paragraph(content))
    }

    pub(super) fn heading(&mut self, level: u8, words: &str, anchor: &str) -> Block {
        let anchor = anchor.to_owned();
        self.block(BlockKind::Heading { level, content: text(words), anchor })
    }

    pub(super) fn quotation(&mut self, kind: QuotationKind, words: &[&str], by: &str) -> Quotation {
        let body = words.iter().map(|words| self.p(words)).collect();
        let attribution = if by.is_empty() { Vec::new() } else { text(by) };
        Quotation { kind, body, attribution, attribution_id: self.id() }
    }

    pub(super) fn plate(&mut self, photos: &[(u32, &str, &str)]) -> Block {
        let photos = photos
            .iter()
            .map(|&(photo, caption, alt)| PlatePhoto {
                id: self.id(),
                photo: PhotoId(photo),
                caption: if caption.is_empty() { Vec::new() } else { text(caption) },
                shared: caption.is_empty(),
                credit: Some(Credit::Creator("Aitzol Berasategi (CC BY 4.0)".to_owned())),
                alt: alt.to_owned(),
            })
            .collect();
        self.block(BlockKind::Plate(Plate { photos, layout: None }))
    }

    pub(super) fn table(&mut self, row_heads: bool, rows: &[&[&str]]) -> Block {
        let mut rows: Vec<Vec<Cell>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| Cell { id: self.id(), content: text(cell) }).collect())
            .collect();
        let head = rows.remove(0);
        let aligns = vec![CellAlign::Auto; head.len()];
        self.block(BlockKind::Table(Table { aligns, head, rows, row_heads }))
    }

    pub(super) fn list(&mut self, start: Option<u64>, items: &[&str]) -> Block {
        let items = items
            .iter()
            .map(|words| ListItem { blocks: vec![self.p(words)], done: None })
            .collect();
        self.block(BlockKind::List { start, tight: true, items })
    }

    pub(super) fn chapter(
        &mut self,
        date: Option<&str>,
        title: &str,
        blocks: Vec<Block>,
    ) -> Chapter {
        let heading = match date {
            Some(date) => format!("{date} – {title}"),
            None => title.to_owned(),
        };
        Chapter {
            id: self.id(),
            span: SPAN,
            anchor: super::super::xml::slug(&heading),
            date: date.map(str::to_owned),
            title: if title.is_empty() { Vec::new() } else { text(title) },
            heading,
            subtitle: Vec::new(),
            lang: None,
            blocks,
            notes: Vec::new(),
        }
    }

    pub(super) fn data(&mut self, kind: DataKind) -> Part {
        Part::Data(DataPart { kind, id: self.id() })
    }
}

pub(super) fn metadata(title: &str) -> Metadata {
    Metadata {
        title: Title { main: title.to_owned(), ..Title::default() },
        lang: Lang::parse("en-GB").unwrap(),
        creators: Vec::new(),
        contributors: Vec::new(),
        publisher: String::new(),
        date: None,
        rights: String::new(),
        description: String::new(),
        identifiers: Vec::new(),
        uuid: [7; 16],
        keywords: Vec::new(),
        slug: "kit".to_owned(),
        trade: None,
        edition: String::new(),
        revision: String::new(),
        status: None,
        embargo: None,
        online: String::new(),
        logline: Vec::new(),
        synopsis: Synopsis::default(),
        boilerplate: Boilerplate::default(),
        highlights: Vec::new(),
        facts: Vec::new(),
        people: Vec::new(),
        credits: Credits::default(),
        contacts: Vec::new(),
        quotes: Vec::new(),
        awards: Vec::new(),
        dates: Vec::new(),
        links: Vec::new(),
        stills: Stills::default(),
        accessibility: Accessibility::default(),
        design: DesignSettings::default(),
        epub: EpubSettings::default(),
        print: PrintSettings::default(),
        check: CheckSettings::default(),
        letters: std::collections::BTreeMap::new(),
    }
}

/// A document of chapters alone.
pub(super) fn document(parts: Vec<Part>) -> Document {
    Document {
        quotes: ("“", "”"),
        metadata: metadata("The Far Ridge"),
        photos: Vec::new(),
        front: Front::default(),
        parts,
    }
}

pub(super) fn photo(id: &str, width: u32, height: u32) -> Photo {
    let mut sha256 = [0; 32];
    sha256.iter_mut().zip(id.bytes()).for_each(|(to, from)| *to = from);
    Photo {
        id: id.to_owned(),
        file: format!("images/{id}.png"),
        span: SPAN,
        facts: Facts {
            format: Format::Png,
            width,
            height,
            orientation: Orientation::Upright,
            color: ColorModel::Rgb,
            bits: 8,
            alpha: false,
            length: 100,
            memory: 0,
            sha256,
            has_profile: false,
            taken: None,
            adobe_rgb: false,
            private: false,
            embedded: Embedded::default(),
        },
        drawing: None,
        title: String::new(),
        caption: text("What it shows."),
        alt: format!("A picture of {id}"),
        decorative: false,
        long_description: String::new(),
        creator: "Jakub Mede".to_owned(),
        credit: Some(Credit::Verbatim("Jakub Mede (CC BY 4.0)".to_owned())),
        copyright: String::new(),
        usage: "Free for any use with credit".to_owned(),
        date: None,
        rights: Rights::default(),
        focus: None,
        press: true,
        small: false,
    }
}

/// Plain pictures of the right shape.
#[derive(Debug)]
pub(super) struct Pixels(pub(super) Vec<(u32, u32)>);

impl Pixels {
    pub(super) fn of(document: &Document) -> Pixels {
        Pixels(document.photos.iter().map(|photo| photo.facts.upright()).collect())
    }
}

impl PhotoBytes for Pixels {
    fn bytes(&self, photo: PhotoId) -> io::Result<Opened<'_>> {
        let (width, height) = self.0[photo.0 as usize];
        let picture = ::image::RgbImage::from_pixel(width, height, ::image::Rgb([90, 120, 140]));
        let mut out = io::Cursor::new(Vec::new());
        picture.write_to(&mut out, ::image::ImageFormat::Png).map_err(io::Error::other)?;
        Ok(out.into_inner().into())
    }
}
