//! Pages made by hand, for the tests of this module.

mod file;
mod outside;
mod pictures;
mod printed;
mod streams;
mod wild;

use std::io;
use std::sync::Arc;

use skrifa::MetadataProvider;

use super::*;
use crate::base::{Color, Length, Point, Rect, Size};
use crate::font::FaceId;
use crate::image::{
    Drawing, Facts, FillRule, Gradient, GradientKind, Opened, Orientation, Paint, Path, PhotoId,
    Segment, Stroke,
};
use crate::pages::{
    Artifact, Draw, Glyph, GlyphRun, Item, Kid, Link, NodeId, OutlineItem, Page, Place, Role, Side,
    Structure, TableScope, Tag, Target,
};

/// Photographs from memory.
pub(in crate::pdf) struct Album(pub(in crate::pdf) Vec<Vec<u8>>);

impl PhotoBytes for Album {
    fn bytes(&self, photo: PhotoId) -> io::Result<Opened<'_>> {
        let bytes = self.0.get(photo.0 as usize).cloned();
        bytes.map(Opened::from).ok_or_else(|| io::Error::other("no such photo"))
    }
}

/// A run at this baseline, a glyph a character, by the face's `cmap`.
pub(in crate::pdf) fn run(text: &str, face: FaceId, x: i64, y: i64, size: i64) -> GlyphRun {
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
        generated: false,
        text: text.to_owned(),
        glyphs,
    }
}

/// An empty document of some empty pages.
pub(in crate::pdf) fn blank(count: usize) -> Pages {
    let page = |index: usize| Page {
        size: Size { width: Length::pt(420), height: Length::pt(595) },
        side: if index.is_multiple_of(2) { Side::Recto } else { Side::Verso },
        label: (index + 1).to_string(),
        items: Vec::new(),
        links: Vec::new(),
    };
    let mut pages = Pages::of("The Far Ridge", (0..count).map(page).collect());
    pages.info.authors = vec!["A. Writer".to_owned()];
    pages.info.identifier = [7; 16];
    pages
}

/// Puts a mark on a page, as content of a node.
pub(in crate::pdf) fn place(pages: &mut Pages, page: usize, node: NodeId, draw: Draw) {
    let items = &mut pages.pages[page].items;
    items.push(Item { tag: Tag::Node(node), draw });
    let item = u32::try_from(items.len() - 1).unwrap();
    let page = u32::try_from(page).unwrap();
    pages.structure.attach(node, Kid::Item { page, item });
}

/// One page with one paragraph of one line.
pub(in crate::pdf) fn one_line(text: &str, face: FaceId) -> Pages {
    let mut pages = blank(1);
    let node = pages.structure.add(Structure::ROOT, Role::Paragraph);
    place(&mut pages, 0, node, Draw::Text(run(text, face, 54, 90, 10)));
    pages
}

pub(in crate::pdf) fn rect(x: i64, y: i64, width: i64, height: i64) -> Rect {
    Rect::new(Length::pt(x), Length::pt(y), Length::pt(width), Length::pt(height))
}

/// A JPEG of the sample kit and its facts.
pub(in crate::pdf) fn photo() -> (Vec<u8>, Facts) {
    let bytes = std::fs::read("images/04-stream.jpg").unwrap();
    let facts = crate::image::facts(&bytes).unwrap();
    (bytes, facts)
}

/// Two pages with a heading, paragraphs, a photograph, a flat area, links and an outline.
pub(in crate::pdf) fn sample() -> (Pages, Album) {
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
        Draw::Text(run("The valley-floor hy\u{AD}", FaceId::TEXT, 54, 90, 10)),
    );
    place(&mut pages, 0, text, Draw::Text(run("phen, see ", FaceId::TEXT, 54, 104, 10)));
    let link = pages.structure.add(text, Role::Link);
    place(&mut pages, 0, link, Draw::Text(run("the site", FaceId::TEXT_ITALIC, 110, 104, 10)));
    pages.pages[0].links.push(Link {
        areas: vec![rect(110, 94, 40, 14)],
        target: Target::Url("https://example.org/señal".to_owned()),
        contents: "The site".to_owned(),
        node: link,
    });
    pages.structure.attach(link, Kid::Link { page: 0, link: 0 });
    place(&mut pages, 0, text, Draw::Text(run(".", FaceId::TEXT, 150, 104, 10)));
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
    place(&mut pages, 1, text, Draw::Text(run("It goes on.", FaceId::TEXT, 54, 90, 10)));
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

/// A page with every role, two languages, and type that is scaled, shifted and unseen.
pub(in crate::pdf) fn rich() -> (Pages, Album) {
    let mut pages = blank(1);
    let mut y = 40;
    let mut say = |pages: &mut Pages, node: NodeId, text: &str| {
        y += 14;
        place(pages, 0, node, Draw::Text(run(text, FaceId::TEXT, 54, y, 10)));
    };
    let root = Structure::ROOT;
    let heading = pages.structure.add(root, Role::Heading(1));
    say(&mut pages, heading, "Everything");
    let toc = pages.structure.add(root, Role::Toc);
    let entry = pages.structure.add(toc, Role::TocItem);
    let reference = pages.structure.add(entry, Role::Reference);
    let link = pages.structure.add(reference, Role::Link);
    say(&mut pages, link, "Everything 1");
    pages.pages[0].links.push(Link {
        areas: vec![rect(54, 60, 60, 10), rect(54, 72, 30, 10)],
        target: Target::Place(Place { page: 0, point: Point::default(), node: Some(heading) }),
        contents: String::new(),
        node: link,
    });
    pages.structure.attach(link, Kid::Link { page: 0, link: 0 });
    let list = pages.structure.add(root, Role::List);
    for label in ["1.", "2."] {
        let item = pages.structure.add(list, Role::ListItem);
        let mark = pages.structure.add(item, Role::Label);
        say(&mut pages, mark, label);
        let body = pages.structure.add(item, Role::ListBody);
        let text = pages.structure.add(body, Role::Paragraph);
        say(&mut pages, text, "item");
    }
    let table = pages.structure.add(root, Role::Table);
    let head = pages.structure.add(table, Role::TableHead);
    let row = pages.structure.add(head, Role::TableRow);
    for name in ["Name", "Part"] {
        let cell = pages.structure.add(row, Role::TableHeader(TableScope::Column));
        say(&mut pages, cell, name);
    }
    let body = pages.structure.add(table, Role::TableBody);
    let row = pages.structure.add(body, Role::TableRow);
    let cell = pages.structure.add(row, Role::TableHeader(TableScope::Row));
    say(&mut pages, cell, "Ane");
    // An empty cell must stay, or the table loses its shape.
    pages.structure.add(row, Role::TableCell);
    let empty = pages.structure.add(root, Role::Sect);
    pages.structure.add(empty, Role::Paragraph);
    let quote = pages.structure.add(root, Role::BlockQuote);
    let text = pages.structure.add(quote, Role::Paragraph);
    pages.structure.node_mut(text).lang = Lang::parse("fr");
    say(&mut pages, text, "Bonjour");
    let text = pages.structure.add(root, Role::Paragraph);
    let mut foreign = run("Guten Tag", FaceId::TEXT, 54, 400, 10);
    foreign.lang = Lang::parse("de");
    foreign.scale = 9_750;
    place(&mut pages, 0, text, Draw::Text(foreign));
    let mut shifted = run("x2 y", FaceId::TEXT, 54, 420, 10);
    (shifted.glyphs[1].dx, shifted.glyphs[1].dy) = (6_553, 196_608);
    place(&mut pages, 0, text, Draw::Text(shifted));
    place(&mut pages, 0, text, Draw::Unseen(run("W", FaceId::TEXT, 54, 440, 10)));
    let reference = pages.structure.add(text, Role::Reference);
    say(&mut pages, reference, "1");
    let note = pages.structure.add(root, Role::Note);
    let label = pages.structure.add(note, Role::Label);
    say(&mut pages, label, "1");
    say(&mut pages, note, "A note.");
    let code = pages.structure.add(root, Role::Code);
    say(&mut pages, code, "let it = be");
    let alt = Some("A chart: two bars".to_owned());
    let figure = pages.structure.add(root, Role::Figure { alt, bbox: None });
    let frame = rect(200, 450, 100, 60);
    place(&mut pages, 0, figure, Draw::Drawing { drawing: Arc::new(chart()), frame });
    (pages, Album(Vec::new()))
}

/// A drawing with a gradient, a clip, a stroke with dashes and some opacity.
pub(in crate::pdf) fn chart() -> Drawing {
    let square = |x: f64, y: f64, side: f64| {
        vec![
            Segment::Move([x, y]),
            Segment::Line([x + side, y]),
            Segment::Line([x + side, y + side]),
            Segment::Curve([x + side, y + side], [x, y + side], [x, y + side]),
            Segment::Close,
        ]
    };
    let red = Color { r: 200, g: 0, b: 0 };
    let stops = vec![(0.0, red), (0.5, Color::WHITE), (1.0, Color::BLACK)];
    let linear = GradientKind::Linear { from: [0.0, 0.0], to: [40.0, 0.0] };
    let matrix = [1.0, 0.0, 0.0, 1.0, 5.0, 5.0];
    let fill = Paint::Gradient(Gradient { kind: linear, stops: stops.clone(), matrix });
    let circle = GradientKind::Radial { focus: [20.0, 20.0], center: [20.0, 20.0], radius: 20.0 };
    let line = Paint::Gradient(Gradient { kind: circle, stops, matrix });
    let stroke = Stroke {
        paint: line,
        width: 2.0,
        cap: 1,
        join: 2,
        miter_limit: 4.0,
        dashes: vec![4.0, 2.0],
        dash_offset: 1.0,
    };
    let path = |fill, stroke, opacity, clips| Path {
        segments: square(5.0, 5.0, 40.0),
        fill,
        stroke,
        clips,
        opacity,
    };
    Drawing {
        width: 100.0,
        height: 60.0,
        paths: vec![
            path(Some((fill, FillRule::EvenOdd)), None, 1.0, Vec::new()),
            path(
                Some((Paint::Solid(red), FillRule::NonZero)),
                Some(stroke),
                0.5,
                vec![(square(20.0, 20.0, 40.0), FillRule::NonZero)],
            ),
        ],
    }
}
