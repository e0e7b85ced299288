//! Whole files from pages made by hand.
#![allow(clippy::unwrap_used, reason = "tests stop at the first thing that is not there")]

use std::io;

use skrifa::MetadataProvider;

use super::*;
use crate::base::{Color, Length, Point, Rect, Size};
use crate::font::FaceId;
use crate::image::{ColorModel, Embedded, Facts, Format, Orientation, PhotoId};
use crate::pages::{
    Artifact, Draw, Glyph, GlyphRun, Info, Item, Kid, Link, NodeId, OutlineItem, Page, Place, Side,
    Structure, Tag, Target,
};

/// Photographs from memory.
pub(super) struct Album(pub(super) Vec<Vec<u8>>);

impl PhotoBytes for Album {
    fn bytes(&self, photo: PhotoId) -> io::Result<Vec<u8>> {
        self.0.get(photo.0 as usize).cloned().ok_or_else(|| io::Error::other("no such photo"))
    }
}

/// A run at this baseline, a glyph a character, by the face's `cmap`.
pub(super) fn run(text: &str, face: FaceId, x: i64, y: i64, size: i64) -> GlyphRun {
    let fonts = FontSet::bundled();
    let data = &fonts.face(face).data;
    let font = skrifa::FontRef::new(data).unwrap();
    let location = skrifa::instance::LocationRef::default();
    let metrics = font.glyph_metrics(skrifa::instance::Size::unscaled(), location);
    let em = f64::from(fonts.face(face).metrics.units_per_em);
    let glyphs = text
        .chars()
        .map(|c| {
            let shown = if c == '\u{AD}' { '-' } else { c };
            let id = font.charmap().map(shown).unwrap();
            let units = f64::from(metrics.advance_width(id).unwrap());
            let advance = Length::from_pt(units / em).0 * size;
            Glyph {
                id: u16::try_from(id.to_u32()).unwrap(),
                len: u16::try_from(c.len_utf8()).unwrap(),
                advance: i32::try_from(advance).unwrap(),
                dx: 0,
                dy: 0,
            }
        })
        .collect();
    GlyphRun {
        face,
        size: Length::pt(size),
        scale: 10_000,
        origin: Point { x: Length::pt(x), y: Length::pt(y) },
        color: Color::BLACK,
        lang: None,
        text: text.to_owned(),
        glyphs,
    }
}

/// An empty document of some empty pages.
pub(super) fn blank(count: usize) -> Pages {
    let page = |index: usize| Page {
        size: Size { width: Length::pt(420), height: Length::pt(595) },
        side: if index % 2 == 0 { Side::Recto } else { Side::Verso },
        label: (index + 1).to_string(),
        items: Vec::new(),
        links: Vec::new(),
    };
    Pages {
        pages: (0..count).map(page).collect(),
        structure: Structure::new(),
        outline: Vec::new(),
        info: Info {
            title: "The Far Ridge".to_owned(),
            authors: vec!["A. Writer".to_owned()],
            description: String::new(),
            keywords: Vec::new(),
            rights: String::new(),
            publisher: String::new(),
            lang: Lang::english(),
            date: None,
            identifier: [7; 16],
        },
        photos: Vec::new(),
        starts: Vec::new(),
    }
}

/// Puts a mark on a page, as content of a node.
pub(super) fn place(pages: &mut Pages, page: usize, node: NodeId, draw: Draw) {
    let items = &mut pages.pages[page].items;
    items.push(Item { tag: Tag::Node(node), draw });
    let item = u32::try_from(items.len() - 1).unwrap();
    let page = u32::try_from(page).unwrap();
    pages.structure.attach(node, Kid::Item { page, item });
}

/// One page with one paragraph of one line.
pub(super) fn one_line(text: &str, face: FaceId) -> Pages {
    let mut pages = blank(1);
    let node = pages.structure.add(Structure::ROOT, Role::Paragraph);
    place(&mut pages, 0, node, Draw::Text(run(text, face, 54, 90, 10)));
    pages
}

pub(super) fn rect(x: i64, y: i64, width: i64, height: i64) -> Rect {
    Rect::new(Length::pt(x), Length::pt(y), Length::pt(width), Length::pt(height))
}

/// A JPEG of the sample kit and its facts.
fn photo() -> (Vec<u8>, Facts) {
    let bytes = std::fs::read("images/04-stream.jpg").unwrap();
    let image = ::image::load_from_memory(&bytes).unwrap();
    let facts = Facts {
        format: Format::Jpeg,
        width: image.width(),
        height: image.height(),
        orientation: Orientation::Upright,
        color: ColorModel::Rgb,
        bits: 8,
        alpha: false,
        length: bytes.len() as u64,
        sha256: [1; 32],
        has_profile: false,
        private: false,
        embedded: Embedded::default(),
    };
    (bytes, facts)
}

/// Two pages with a heading, paragraphs, a photograph, a flat area, links and an outline.
pub(super) fn sample() -> (Pages, Album) {
    let mut pages = blank(2);
    let (bytes, facts) = photo();
    pages.photos.push(facts);
    let part = pages.structure.add(Structure::ROOT, Role::Part);
    let background = Draw::Fill { rect: rect(0, 0, 420, 595), color: Color::WHITE, opacity: 100 };
    pages.pages[0].items.push(Item { tag: Tag::Artifact(Artifact::Background), draw: background });
    let heading = pages.structure.add(part, Role::Heading(1));
    place(&mut pages, 0, heading, Draw::Text(run("A year", FaceId::DISPLAY, 54, 60, 24)));
    let text = pages.structure.add(part, Role::Paragraph);
    place(
        &mut pages,
        0,
        text,
        Draw::Text(run("The valley-floor hy\u{AD}", FaceId::SERIF, 54, 90, 10)),
    );
    place(&mut pages, 0, text, Draw::Text(run("phen, see ", FaceId::SERIF, 54, 104, 10)));
    let link = pages.structure.add(text, Role::Link);
    place(&mut pages, 0, link, Draw::Text(run("the site", FaceId::SERIF_ITALIC, 110, 104, 10)));
    pages.pages[0].links.push(Link {
        areas: vec![rect(110, 94, 40, 14)],
        target: Target::Url("https://example.org/señal".to_owned()),
        contents: "The site".to_owned(),
        node: link,
    });
    pages.structure.attach(link, Kid::Link { page: 0, link: 0 });
    place(&mut pages, 0, text, Draw::Text(run(".", FaceId::SERIF, 150, 104, 10)));
    let alt = Some("A stream between stones".to_owned());
    let figure = pages.structure.add(part, Role::Figure { alt, bbox: None });
    let frame = rect(54, 130, 312, 208);
    place(&mut pages, 0, figure, Draw::Photo { photo: PhotoId(0), frame, clip: frame });
    let caption = pages.structure.add(figure, Role::Caption);
    place(&mut pages, 0, caption, Draw::Text(run("A stream.", FaceId::SANS, 54, 350, 8)));
    let shade = Draw::Fill {
        rect: rect(54, 400, 100, 1),
        color: Color { r: 200, g: 30, b: 0 },
        opacity: 50,
    };
    pages.pages[0].items.push(Item { tag: Tag::Artifact(Artifact::Layout), draw: shade });
    place(&mut pages, 1, text, Draw::Text(run("It goes on.", FaceId::SERIF, 54, 90, 10)));
    for page in 0..2 {
        let folio = Draw::Text(run(&(page + 1).to_string(), FaceId::SANS, 54, 570, 8));
        pages.pages[page].items.push(Item { tag: Tag::Artifact(Artifact::Footer), draw: folio });
    }
    let spot = |page, y| Place {
        page,
        point: Point { x: Length::ZERO, y: Length::pt(y) },
        node: Some(heading),
    };
    pages.outline = vec![OutlineItem {
        title: "A year".to_owned(),
        place: spot(0, 40),
        kids: vec![OutlineItem {
            title: "Later — on".to_owned(),
            place: spot(1, 80),
            kids: Vec::new(),
        }],
    }];
    (pages, Album(vec![bytes]))
}

pub(super) fn written(pages: &Pages, album: &Album) -> Vec<u8> {
    let mut out = Vec::new();
    let written = write(pages, &FontSet::bundled(), album, &mut out).unwrap();
    assert_eq!(written.length, out.len() as u64, "the length that is told is the true one");
    out
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let (pages, album) = sample();
    assert!(written(&pages, &album) == written(&pages, &album), "twice the same");
}

#[test]
fn every_object_can_be_read_back() {
    let (pages, album) = sample();
    let doc = lopdf::Document::load_mem(&written(&pages, &album)).unwrap();
    assert_eq!(doc.get_pages().len(), 2, "pages");
    let photo = &album.0[0];
    let kept = doc
        .objects
        .values()
        .any(|object| matches!(object, Object::Stream(stream) if stream.content == *photo));
    assert!(kept, "the JPEG went in byte for byte");
}

/// Tells other programs' opinion; they must be installed.
#[test]
#[ignore = "needs qpdf and poppler"]
fn other_readers_accept_the_file() {
    let (pages, album) = sample();
    let path = std::env::temp_dir().join("platemark-sample.pdf");
    std::fs::write(&path, written(&pages, &album)).unwrap();
    let check = std::process::Command::new("qpdf").arg("--check").arg(&path).output().unwrap();
    assert!(check.status.success(), "qpdf: {}", String::from_utf8_lossy(&check.stderr));
    let text = std::process::Command::new("pdftotext").arg("-raw").arg(&path).arg("-").output();
    let text = String::from_utf8(text.unwrap().stdout).unwrap();
    assert!(text.contains("hy\u{AD}"), "a soft hyphen at the line's end: {text}");
    assert!(text.contains("valley-floor"), "a hard hyphen within: {text}");
}
