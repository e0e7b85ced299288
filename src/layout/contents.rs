//! The table of contents.
//!
//! Entries with the printed numbers of their pages come in, pages go out; how many does not
//! depend on the numbers.
//! No dots lead to the numbers: those stand before the titles, on the axis.

use crate::base::{Length, Point, Rect};
use crate::document::{Photo, PlatePhoto};
use crate::image::PhotoId;
use crate::layout::captions;
use crate::layout::compose::{Line, Mark, Text};
use crate::layout::ctx::Ctx;
use crate::layout::plates::Shape;
use crate::layout::sheet::{Entry, Furniture, Sheets};
use crate::locale::Word;
use crate::pages::{NodeId, Role, Structure};

/// From the number to the title.
const TITLE_AT: Length = Length::pt(40);
/// From the picture's foot to its caption's first baseline.
const CAPTION_BELOW: Length = Length::pt(13);
/// From the picture's foot to the first entry, at least.
const PICTURE_BELOW: Length = Length::pt(70);
/// Row of the first entry on a page without a picture.
const FIRST: i64 = 2;
/// Rows that the title takes on papers without a margin column, and its picture's first row
/// under it in the margin.
const TITLE_ROWS: i64 = 3;
const UNDER_TITLE: i64 = 2;
/// Entries of long contents: size and leading, and size of their numbers.
const CLOSE: (Length, Length) = (Length::pt(14), Length::pt(14));

/// How much room entries take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pace {
    /// Three rows for title and subtitle.
    Wide,
    /// Half a row less, in smaller type.
    Close,
}

impl Pace {
    /// Half rows from line to line of a title, and from its last line to the next entry.
    fn half_rows(self) -> (i64, i64) {
        match self {
            Pace::Wide => (4, 6),
            Pace::Close => (2, 5),
        }
    }
}

/// Where the picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// At the head of the page, large.
    Head,
    /// In the margin column, under the title.
    Margin,
}

/// An entry and the printed number of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbered {
    /// The page's printed number.
    pub label: String,
    /// What it says.
    pub entry: Entry,
}

/// Sets the pages; how many there are does not depend on the numbers. Long contents are set
/// closer, and with a smaller picture, where that saves a page.
pub(crate) fn set(entries: &[Numbered], ctx: &mut Ctx) -> Sheets {
    let beside = ctx.document.front.contents_photo.is_some() && ctx.design.page.margin.is_some();
    let ways = [
        (Pace::Wide, Stand::Head),
        (Pace::Wide, Stand::Margin),
        (Pace::Close, Stand::Head),
        (Pace::Close, Stand::Margin),
    ];
    let mut best: Option<Sheets> = None;
    for (pace, stand) in ways.into_iter().filter(|(_, stand)| beside || *stand == Stand::Head) {
        let made = set_as(pace, stand, entries, ctx);
        if best.as_ref().is_none_or(|best| made.sheets.len() < best.sheets.len()) {
            best = Some(made);
        }
    }
    best.expect("there is always a way to set contents")
}

fn set_as(pace: Pace, stand: Stand, entries: &[Numbered], ctx: &mut Ctx) -> Sheets {
    let title = ctx.locale.word(Word::Contents);
    let mut sheets = Sheets::new(title);
    sheets.open(Furniture::Folio);
    let part = sheets.node(Structure::ROOT, Role::Part);
    let heading = sheets.node(part, Role::Heading(1));
    let page = ctx.design.page;
    let photo = ctx.document.front.contents_photo;
    let picture = photo.map(|photo| picture(photo, stand, part, &mut sheets, ctx));
    let mut row = match picture {
        Some(foot) if stand == Stand::Head => rows_to(foot + PICTURE_BELOW, ctx),
        _ => FIRST,
    };
    let style = ctx.design.styles.contents_title;
    let lines = ctx.plain(title, &style, page.margin.unwrap_or(page.measure));
    sheets.bookmark(1, title.to_owned(), Length::ZERO, Some(heading));
    for line in &lines {
        sheets.line(line, page.left, page.baseline(row), heading);
        if page.margin.is_none() {
            row += TITLE_ROWS;
        }
    }
    let toc = sheets.node(part, Role::Toc);
    // The last row is the folio's.
    let last = (i64::from(page.rows) - 2) * 2;
    let mut half = row * 2;
    for numbered in entries {
        let made = Made::of(numbered, pace, toc, &mut sheets, ctx);
        if last < half + made.half_rows() && FIRST * 2 < half {
            sheets.open(Furniture::Folio);
            half = FIRST * 2;
        }
        half = made.set(half, &mut sheets, ctx);
    }
    sheets
}

/// The first row whose baseline is at or below a height.
fn rows_to(y: Length, ctx: &Ctx) -> i64 {
    let page = ctx.design.page;
    ((y - page.origin).0 + page.row.0 - 1).div_euclid(page.row.0).max(FIRST)
}

/// Sets the picture and its caption. Returns its foot.
fn picture(id: PhotoId, stand: Stand, part: NodeId, sheets: &mut Sheets, ctx: &mut Ctx) -> Length {
    let page = ctx.design.page;
    let photo = ctx.document.photo(id);
    let (width, height) = photo.facts.upright();
    let shape = Shape { width, height, drawing: photo.drawing.is_some() };
    let (frame, x, measure) = match (stand, page.margin) {
        (Stand::Margin, Some(width)) => {
            let width = width.min(shape.widest());
            let top = page.baseline(FIRST + UNDER_TITLE) - page.capitals;
            (Rect::new(page.left, top, width, shape.height_at(width)), page.left, width)
        }
        _ => (head_frame(&shape, photo, ctx), page.axis, page.measure),
    };
    let figure = captions::figure(id, frame, part, sheets, ctx);
    let photo = PlatePhoto {
        id: crate::base::BlockId(0),
        photo: id,
        caption: photo.caption.clone(),
        shared: false,
        credit: photo.credit.clone(),
        alt: photo.alt.clone(),
    };
    let entry = captions::single(&photo, ctx.locale);
    let at = Point { x, y: frame.bottom() + CAPTION_BELOW };
    captions::set(&entry, at, measure, figure, sheets, ctx);
    frame.bottom()
}

/// Where the picture stands whole at the head: over the full width, over the type area if it
/// may not bleed, or on the axis if it is tall.
fn head_frame(shape: &Shape, photo: &Photo, ctx: &Ctx) -> Rect {
    let page = ctx.design.page;
    let bleeds = ctx.bleeds(photo) && page.paper.width <= shape.widest();
    let (x, y, most) = if bleeds {
        (Length::ZERO, Length::ZERO, page.paper.width)
    } else {
        (page.left, page.origin - page.capitals, page.width)
    };
    let highest = page.paper.height.ratio(11, 20);
    let natural = shape.height_at(most.min(shape.widest()));
    let (x, y, width) = if natural <= highest {
        (x, y, most.min(shape.widest()))
    } else {
        // A tall one stands in the type area, on the axis.
        let width = page.measure.min(shape.widest()).min(shape.width_at(highest));
        (page.axis, page.origin - page.capitals, width)
    };
    Rect::new(x, y, width, shape.height_at(width))
}

/// An entry in lines.
struct Made {
    number: Line,
    title: Vec<Line>,
    subtitle: Option<Line>,
    mark: NodeId,
    link: Mark,
    pace: Pace,
}

impl Made {
    fn of(
        numbered: &Numbered,
        pace: Pace,
        toc: NodeId,
        sheets: &mut Sheets,
        ctx: &mut Ctx,
    ) -> Made {
        let mut styles = ctx.design.styles;
        if pace == Pace::Close {
            styles.contents_entry = styles.contents_entry.sized(CLOSE.0, CLOSE.1);
            styles.contents_number = styles.contents_number.sized(CLOSE.0, CLOSE.1);
        }
        let page = ctx.design.page;
        let Entry { goal, title, subtitle, .. } = &numbered.entry;
        let item = sheets.node(toc, Role::TocItem);
        let mark = sheets.node(item, Role::Reference);
        let words = format!("{title}, {}", numbered.label);
        let link = sheets.link(mark, goal.clone(), words);
        let measure = page.measure - TITLE_AT;
        let mut text = Text::default();
        text.push(title, &styles.contents_entry, link);
        let setting = ctx.setting(&styles.contents_entry, measure);
        let title = ctx.lines(&text, &setting, None);
        let mut text = Text::default();
        text.push(&numbered.label, &styles.contents_number, link);
        let number = ctx.single(&text, None);
        let subtitle = (!subtitle.is_empty()).then(|| {
            crate::layout::furniture::cut(subtitle, &styles.contents_subtitle, measure, ctx)
        });
        Made { number, title, subtitle, mark, link, pace }
    }

    /// Half rows from the first baseline to the last.
    fn half_rows(&self) -> i64 {
        let lines = i64::try_from(self.title.len()).unwrap_or(1);
        (lines - 1).max(0) * self.pace.half_rows().0 + if self.subtitle.is_some() { 2 } else { 0 }
    }

    /// Sets it on this half row, the number last, as it is read; returns that of the next.
    fn set(mut self, half: i64, sheets: &mut Sheets, ctx: &Ctx) -> i64 {
        let page = ctx.design.page;
        let (leading, step) = self.pace.half_rows();
        let y = |half: i64| page.origin + page.row * half / 2;
        let mut lowest = half - leading;
        for line in &self.title {
            lowest += leading;
            sheets.line(line, page.axis + TITLE_AT, y(lowest), self.mark);
        }
        if let Some(subtitle) = &mut self.subtitle {
            for piece in &mut subtitle.pieces {
                piece.mark = self.link;
            }
            sheets.line(subtitle, page.axis + TITLE_AT, y(lowest + 2), self.mark);
        }
        sheets.line(&self.number, page.axis, y(half), self.mark);
        lowest + step
    }
}
