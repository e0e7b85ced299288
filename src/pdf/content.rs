//! Writes what stands on a page: its content stream (ISO 32000-1, 7.8.2).
//!
//! One page with its marks comes in, operators and the list of the resources that they name
//! go out. Here, and nowhere before, y is turned round to grow upward. Text is in `text`,
//! drawings are in `drawing`.

use std::collections::BTreeSet;

use super::codes::Codes;
use super::colors::{Colors, Use};
use super::marks::{Mark, Marks};
use super::number;
use super::roles::role_name;
use super::serialize::Packer;
use super::{drawing, shape, text};
use crate::base::{Color, Lang, Length, Rect, threads};
use crate::font::FontSet;
use crate::image::{Facts, Orientation};
use crate::pages::{Artifact, Draw, Item, Nudge, Page, Pages, Slip, extent};

/// What every page is written with.
#[derive(Debug)]
pub(super) struct Book<'a> {
    /// The pages.
    pub(super) pages: &'a Pages,
    /// The faces.
    pub(super) fonts: &'a FontSet,
    /// The codes of each face in use, in the order of their resource names.
    pub(super) codes: &'a [Codes],
    /// For each photograph of the pages, the number of its stored picture.
    pub(super) pictures: &'a [Option<usize>],
    /// The language of each node, its own or its ancestors'.
    pub(super) langs: &'a [&'a Lang],
    /// How colours are written.
    pub(super) colors: &'a Colors,
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
    /// `All`: every ink of a press.
    pub(super) every_ink: bool,
    /// `C0`, `C1`: words that each copy sets by itself.
    pub(super) slips: BTreeSet<Slip>,
    /// Where the operators are parted by a nudge, and by which.
    cuts: Vec<(usize, Option<u16>)>,
    /// What follows the nudges, compressed.
    pub(super) nudged: Vec<(Option<u16>, Vec<u8>)>,
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
    /// Whether all inks print what is drawn, whatever its colour.
    every_ink: bool,
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
    let write = |first: usize, pages: &[Page], marks: &[Marks]| -> Vec<Content> {
        let (mut packer, mut buffer) = (Packer::new(), Vec::new());
        let mut packed = |((of_book, marks), index): ((&Page, &Marks), usize)| {
            buffer.clear();
            let nudges = nudges(book.pages, index);
            let mut content = page(book, of_book, marks, nudges, std::mem::take(&mut buffer));
            buffer = std::mem::take(&mut content.bytes);
            let cuts = std::mem::take(&mut content.cuts);
            let ends = cuts.iter().skip(1).map(|cut| cut.0).chain([buffer.len()]);
            for (&(start, way), end) in cuts.iter().zip(ends) {
                content.nudged.push((way, packer.pack(&buffer[start..end])));
            }
            let end = cuts.first().map_or(buffer.len(), |cut| cut.0);
            content.bytes = packer.pack(&buffer[..end]);
            content
        };
        pages.iter().zip(marks).zip(first..).map(&mut packed).collect()
    };
    let shares = pages.chunks(share).zip(marks.chunks(share)).zip((0..).step_by(share));
    let task = |((pages, marks), first)| move || write(first, pages, marks);
    threads::each(shares.map(task)).into_iter().flatten().collect()
}

/// The nudges of a page.
fn nudges(pages: &Pages, index: usize) -> &[Nudge] {
    let nudges = pages.slips.as_ref().and_then(|slips| slips.nudges.get(index));
    nudges.map(Vec::as_slice).unwrap_or_default()
}

/// Writes marks of a form, which what they mean is not said in.
pub(super) fn form(book: &Book<'_>, items: &[Item], height: Length, lang: &Lang) -> Content {
    let mut painter = Painter::new(book, height, Vec::new());
    for item in items {
        painter.item(item, Some(lang));
    }
    painter.content
}

/// Writes one page into an empty buffer.
pub(super) fn page(
    book: &Book<'_>,
    page: &Page,
    marks: &Marks,
    nudges: &[Nudge],
    buffer: Vec<u8>,
) -> Content {
    let mut painter = Painter::new(book, page.size.height, buffer);
    if !nudges.is_empty() {
        painter.put(b"q\n");
    }
    let mut next = nudges.iter().peekable();
    for sequence in &marks.sequences {
        while let Some(nudge) = next.next_if(|nudge| nudge.item <= sequence.items.start) {
            painter.part(nudge.way);
        }
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
        painter.use_inks(sequence.mark);
        let lang = match sequence.mark {
            Mark::Content(node, _) => book.langs.get(node.0 as usize).copied(),
            Mark::Artifact(_) => None,
        };
        for item in items {
            painter.item(item, lang);
        }
        painter.put(b"EMC\n");
    }
    if !nudges.is_empty() {
        painter.put(b"Q\n");
    }
    painter.content
}

impl<'a> Painter<'a> {
    /// A painter of a page or form of this height.
    fn new(book: &'a Book<'a>, height: Length, buffer: Vec<u8>) -> Painter<'a> {
        let content = Content { bytes: buffer, ..Content::default() };
        let font = None;
        Painter { book, content, height, fill: None, every_ink: false, font, scale: 10_000 }
    }

    /// Parts the operators for a nudge, which restores the graphics state.
    fn part(&mut self, way: Option<u16>) {
        self.content.cuts.push((self.content.bytes.len(), way));
        (self.fill, self.font, self.scale) = (None, None, 10_000);
    }

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
            Artifact::Page => self.put(b"/Type/Page"),
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
            Draw::Shape(run) => shape::draw(self, run),
            Draw::Fill { rect, color, opacity } => self.flat(rect, *color, *opacity),
            Draw::Photo { photo, frame, clip } => {
                let index = photo.0 as usize;
                let picture = self.book.pictures.get(index).copied().flatten();
                if let (Some(picture), Some(facts)) = (picture, self.book.pages.photos.get(index)) {
                    self.photo(picture, facts, frame, clip);
                }
            }
            Draw::Drawing { drawing, frame } => drawing::draw(self, drawing, frame),
            Draw::Slip { slip, frame } => {
                self.content.slips.insert(*slip);
                let home = self.book.pages.slips.as_ref().map_or(frame.y, |slips| slips.foot.y);
                let moved = *slip == Slip::Foot && home != frame.y;
                if moved {
                    self.put(b"q 1 0 0 1 0 ");
                    self.lengths(&[home - frame.y]);
                    self.put(b"cm\n");
                }
                self.put(b"/C");
                self.whole(*slip as usize);
                self.put(b" Do\n");
                if moved {
                    self.put(b"Q\n");
                }
            }
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

    /// Chooses the inks of what follows: on a press every plate has the crop marks, so that
    /// they can be laid over each other.
    fn use_inks(&mut self, mark: Mark) {
        let every_ink = self.book.colors.has_plates() && mark == Mark::Artifact(Artifact::Page);
        if every_ink != self.every_ink {
            self.fill = None;
        }
        self.every_ink = every_ink;
        self.content.every_ink |= every_ink;
    }

    /// Sets the fill colour unless it is in force.
    pub(super) fn fill_color(&mut self, color: Color) {
        if self.fill == Some(color) {
            return;
        }
        self.fill = Some(color);
        if self.every_ink {
            self.put(b"/All cs 1 scn\n");
        } else {
            self.color(color, Use::Fill);
        }
    }

    /// Appends a colour and the operator that sets it.
    pub(super) fn color(&mut self, color: Color, used: Use) {
        self.book.colors.put(&mut self.content.bytes, color, used);
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
