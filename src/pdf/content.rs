//! Writes what stands on a page: its content stream (ISO 32000-1, 7.8.2).
//!
//! One page with its marks comes in, operators and the list of the resources that they name
//! go out. Here, and nowhere before, y is turned round to grow upward. Text is in `text`,
//! drawings are in `drawing`.

use std::collections::BTreeSet;

use super::codes::Codes;
use super::marks::{Mark, Marks};
use super::number;
use super::roles::role_name;
use super::serialize::Packer;
use super::{drawing, text};
use crate::base::{Color, Lang, Length, Rect};
use crate::image::{Facts, Orientation};
use crate::pages::{Artifact, Draw, Item, Page, Pages, extent};

/// What every page is written with.
#[derive(Debug)]
pub(super) struct Book<'a> {
    /// The pages.
    pub(super) pages: &'a Pages,
    /// The codes of each face in use, in the order of their resource names.
    pub(super) codes: &'a [Codes],
    /// For each photograph of the pages, the number of its stored picture.
    pub(super) pictures: &'a [Option<usize>],
    /// The language of each node, its own or its ancestors'.
    pub(super) langs: &'a [&'a Lang],
}

/// A page's operators and what they name.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// The operators, not compressed.
    pub(super) bytes: Vec<u8>,
    /// `F0`, `F1` …: faces, as indices into the codes.
    pub(super) faces: BTreeSet<usize>,
    /// `I0`, `I1` …: stored pictures.
    pub(super) pictures: BTreeSet<usize>,
    /// `G500` …: opacities in thousandths.
    pub(super) opacities: BTreeSet<u16>,
    /// `P0`, `P1` …: gradients, placed on this page.
    pub(super) gradients: Vec<drawing::Placed>,
}

/// Writes operators and remembers what the graphics state is, so that nothing is said twice.
#[derive(Debug)]
pub(super) struct Painter<'a> {
    pub(super) book: &'a Book<'a>,
    pub(super) content: Content,
    /// Height of the page, from which y is taken.
    pub(super) height: Length,
    /// The fill colour in force.
    fill: Option<Color>,
    /// The face, size and horizontal scale in force.
    pub(super) font: Option<(usize, Length)>,
    pub(super) scale: u32,
}

/// Writes all pages, on as many threads as there are processors; each page is compressed as
/// soon as it is written. The number of threads does not show in the result.
pub(super) fn all(book: &Book<'_>, marks: &[Marks]) -> Vec<Content> {
    let pages = &book.pages.pages;
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let share = pages.len().div_ceil(workers).max(1);
    let write = |pages: &[Page], marks: &[Marks]| -> Vec<Content> {
        let (mut packer, mut buffer) = (Packer::new(), Vec::new());
        let mut packed = |(of_book, marks): (&Page, &Marks)| {
            buffer.clear();
            let mut content = page(book, of_book, marks, std::mem::take(&mut buffer));
            buffer = std::mem::take(&mut content.bytes);
            content.bytes = packer.pack(&buffer);
            content
        };
        pages.iter().zip(marks).map(&mut packed).collect()
    };
    std::thread::scope(|scope| {
        let tasks: Vec<_> = pages
            .chunks(share)
            .zip(marks.chunks(share))
            .map(|(pages, marks)| scope.spawn(move || write(pages, marks)))
            .collect();
        let join = |task: std::thread::ScopedJoinHandle<'_, Vec<Content>>| {
            task.join().expect("writing a page does not panic")
        };
        tasks.into_iter().flat_map(join).collect()
    })
}

/// Writes one page into an empty buffer.
pub(super) fn page(book: &Book<'_>, page: &Page, marks: &Marks, buffer: Vec<u8>) -> Content {
    let mut painter = Painter {
        book,
        content: Content { bytes: buffer, ..Content::default() },
        height: page.size.height,
        fill: None,
        font: None,
        scale: 10_000,
    };
    for sequence in &marks.sequences {
        let items = &page.items[sequence.items.clone()];
        match sequence.mark {
            Mark::Content(node, id) => {
                let role = role_name(&book.pages.structure.node(node).role);
                painter.put(b"/");
                painter.put(role.as_bytes());
                painter.put(b"<</MCID ");
                number::integer(&mut painter.content.bytes, i64::from(id));
                painter.put(b">>BDC\n");
            }
            Mark::Artifact(kind) => painter.artifact(kind, items),
        }
        let lang = match sequence.mark {
            Mark::Content(node, _) => book.langs.get(node.0 as usize).copied(),
            Mark::Artifact(_) => None,
        };
        for item in items {
            painter.item(item, lang);
        }
        painter.put(b"EMC\n");
    }
    painter.content
}

impl Painter<'_> {
    pub(super) fn put(&mut self, bytes: &[u8]) {
        self.content.bytes.extend_from_slice(bytes);
    }

    /// Appends numbers, each followed by a space.
    pub(super) fn lengths(&mut self, values: &[Length]) {
        for &value in values {
            number::length(&mut self.content.bytes, value);
            self.content.bytes.push(b' ');
        }
    }

    pub(super) fn whole(&mut self, value: usize) {
        number::integer(&mut self.content.bytes, i64::try_from(value).unwrap_or(i64::MAX));
    }

    /// ISO 32000-1, 14.8.2.2 and table 330.
    fn artifact(&mut self, kind: Artifact, items: &[Item]) {
        self.put(b"/Artifact<<");
        match kind {
            Artifact::Header => self.put(b"/Type/Pagination/Subtype/Header/Attached[/Top]"),
            Artifact::Footer => self.put(b"/Type/Pagination/Subtype/Footer/Attached[/Bottom]"),
            Artifact::Layout => self.put(b"/Type/Layout"),
            Artifact::Background => {
                self.put(b"/Type/Background");
                let extent = items.iter().map(extent).reduce(|a, b| a.union(&b));
                if let Some(rect) = extent {
                    self.put(b"/BBox[");
                    let (low, high) = (self.height - rect.bottom(), self.height - rect.y);
                    self.lengths(&[rect.x, low, rect.right(), high]);
                    self.content.bytes.pop();
                    self.put(b"]");
                }
            }
        }
        self.put(b">>BDC\n");
    }

    fn item(&mut self, item: &Item, lang: Option<&Lang>) {
        match &item.draw {
            Draw::Text(run) => text::run(self, run, lang),
            Draw::Unseen(run) => {
                self.put(b"q 3 Tr\n");
                let before = (self.fill, self.font, self.scale);
                text::run(self, run, lang);
                (self.fill, self.font, self.scale) = before;
                self.put(b"Q\n");
            }
            Draw::Fill { rect, color, opacity } => self.flat(rect, *color, *opacity),
            Draw::Photo { photo, frame, clip } => {
                let index = photo.0 as usize;
                let picture = self.book.pictures.get(index).copied().flatten();
                if let (Some(picture), Some(facts)) = (picture, self.book.pages.photos.get(index)) {
                    self.photo(picture, facts, frame, clip);
                }
            }
            Draw::Drawing { drawing, frame } => drawing::draw(self, drawing, frame),
        }
    }

    fn rectangle(&mut self, rect: &Rect) {
        let low = self.height - rect.bottom();
        self.lengths(&[rect.x, low, rect.width, rect.height]);
        self.put(b"re");
    }

    fn flat(&mut self, rect: &Rect, color: Color, opacity: u8) {
        if opacity < 100 {
            self.put(b"q");
            self.opacity(u16::from(opacity) * 10);
        }
        let before = self.fill;
        self.fill_color(color);
        self.rectangle(rect);
        self.put(b" f\n");
        if opacity < 100 {
            self.put(b"Q\n");
            self.fill = before;
        }
    }

    /// Sets the opacity, in thousandths, of all that follows; only between `q` and `Q`.
    pub(super) fn opacity(&mut self, thousandths: u16) {
        self.content.opacities.insert(thousandths);
        self.put(b"/G");
        self.whole(usize::from(thousandths));
        self.put(b" gs\n");
    }

    /// Sets the fill colour unless it is in force. Greys are written as `DeviceGray`, so
    /// that black is one ink.
    pub(super) fn fill_color(&mut self, color: Color) {
        if self.fill == Some(color) {
            return;
        }
        self.fill = Some(color);
        self.color(color, b"g\n", b"rg\n");
    }

    /// Appends a colour and the operator that sets it.
    pub(super) fn color(&mut self, color: Color, gray: &[u8], rgb: &[u8]) {
        let channel = |out: &mut Vec<u8>, value: u8| {
            number::scaled(out, (i64::from(value) * 2000 + 255) / 510, 3);
            out.push(b' ');
        };
        channel(&mut self.content.bytes, color.r);
        if color.r == color.g && color.g == color.b {
            self.put(gray);
        } else {
            channel(&mut self.content.bytes, color.g);
            channel(&mut self.content.bytes, color.b);
            self.put(rgb);
        }
    }

    fn photo(&mut self, picture: usize, facts: &Facts, frame: &Rect, clip: &Rect) {
        self.content.pictures.insert(picture);
        self.put(b"q ");
        if clip != frame {
            self.rectangle(clip);
            self.put(b" W n\n");
        }
        let m = turn(facts.orientation);
        let Rect { x, width, height, .. } = *frame;
        let low = self.height - frame.bottom();
        let (right, up) = (x + width * m[4], low + height * m[5]);
        self.lengths(&[width * m[0], height * m[1], width * m[2], height * m[3], right, up]);
        self.put(b"cm/I");
        self.whole(picture);
        self.put(b" Do Q\n");
    }
}

/// The matrix that takes the unit square of the stored picture to the upright one.
fn turn(orientation: Orientation) -> [i64; 6] {
    match orientation {
        Orientation::Upright => [1, 0, 0, 1, 0, 0],
        Orientation::Mirrored => [-1, 0, 0, 1, 1, 0],
        Orientation::Turned180 => [-1, 0, 0, -1, 1, 1],
        Orientation::Flipped => [1, 0, 0, -1, 0, 1],
        Orientation::Transposed => [0, -1, -1, 0, 1, 1],
        Orientation::Turned90 => [0, -1, 1, 0, 0, 1],
        Orientation::Transversed => [0, 1, 1, 0, 0, 0],
        Orientation::Turned270 => [0, 1, -1, 0, 1, 0],
    }
}
