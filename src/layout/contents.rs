//! The table of contents.
//!
//! Entries with the printed numbers of their pages come in, pages go out; how many does not
//! depend on the numbers. Rules: the agreed page specification, 7.4.

use crate::base::{Length, Point, Rect};
use crate::document::PlatePhoto;
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
/// Rows of an entry: title and subtitle, and white.
const STEP: i64 = 3;
/// Row of the first entry on a page without a picture.
const FIRST: i64 = 2;

/// An entry and the printed number of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbered {
    /// The page's printed number.
    pub label: String,
    /// What it says.
    pub entry: Entry,
}

/// Sets the pages; how many there are does not depend on the numbers.
pub(crate) fn set(entries: &[Numbered], ctx: &mut Ctx) -> Sheets {
    let title = ctx.locale.word(Word::Contents);
    let mut sheets = Sheets::new(title);
    sheets.open(Furniture::Folio);
    let part = sheets.node(Structure::ROOT, Role::Part);
    let heading = sheets.node(part, Role::Heading(1));
    let page = ctx.design.page;
    let photo = ctx.document.front.contents_photo;
    let picture = photo.map(|photo| picture(photo, part, &mut sheets, ctx));
    let mut row = match picture {
        Some(foot) => rows_to(foot + PICTURE_BELOW, ctx),
        None => FIRST,
    };
    let style = ctx.design.styles.contents_title;
    let lines = ctx.plain(title, &style, page.margin.unwrap_or(page.measure));
    sheets.bookmark(1, title.to_owned(), Length::ZERO, Some(heading));
    for line in &lines {
        sheets.line(line, page.left, page.baseline(row), heading);
        if page.margin.is_none() {
            row += STEP;
        }
    }
    let toc = sheets.node(part, Role::Toc);
    let last = i64::from(page.rows) - 1;
    for numbered in entries {
        let made = Made::of(numbered, toc, &mut sheets, ctx);
        // The last row is the folio's.
        if last - 1 < row + made.rows() - 1 && FIRST < row {
            sheets.open(Furniture::Folio);
            row = FIRST;
        }
        row = made.set(row, &mut sheets, ctx);
    }
    sheets
}

/// The first row whose baseline is at or below a height.
fn rows_to(y: Length, ctx: &Ctx) -> i64 {
    let page = ctx.design.page;
    ((y - page.origin).0 + page.row.0 - 1).div_euclid(page.row.0).max(FIRST)
}

/// Sets the picture whole over the full width, or over the type area if it may not bleed, and
/// on the axis if it is tall. Returns its foot.
fn picture(id: PhotoId, part: NodeId, sheets: &mut Sheets, ctx: &mut Ctx) -> Length {
    let page = ctx.design.page;
    let photo = ctx.document.photo(id);
    let (width, height) = photo.facts.upright();
    let shape = Shape { width, height, drawing: photo.drawing.is_some() };
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
    let frame = Rect::new(x, y, width, shape.height_at(width));
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
    let at = Point { x: page.axis, y: frame.bottom() + CAPTION_BELOW };
    captions::set(&entry, at, page.measure, figure, sheets, ctx);
    frame.bottom()
}

/// An entry in lines.
struct Made {
    number: Line,
    title: Vec<Line>,
    subtitle: Option<Line>,
    mark: NodeId,
    link: Mark,
}

impl Made {
    fn of(numbered: &Numbered, toc: NodeId, sheets: &mut Sheets, ctx: &mut Ctx) -> Made {
        let styles = ctx.design.styles;
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
        Made { number, title, subtitle, mark, link }
    }

    /// Rows from the first baseline to the last.
    fn rows(&self) -> i64 {
        let lines = i64::try_from(self.title.len()).unwrap_or(1);
        lines * 2 - 1 + i64::from(self.subtitle.is_some())
    }

    /// Sets it on this row, the number last, as it is read; returns the row of the next.
    fn set(mut self, row: i64, sheets: &mut Sheets, ctx: &Ctx) -> i64 {
        let page = ctx.design.page;
        let mut lowest = row - 2;
        for line in &self.title {
            lowest += 2;
            sheets.line(line, page.axis + TITLE_AT, page.baseline(lowest), self.mark);
        }
        let mut step = STEP;
        if let Some(subtitle) = &mut self.subtitle {
            lowest += 1;
            step -= 1;
            for piece in &mut subtitle.pieces {
                piece.mark = self.link;
            }
            sheets.line(subtitle, page.axis + TITLE_AT, page.baseline(lowest), self.mark);
        }
        sheets.line(&self.number, page.axis, page.baseline(row), self.mark);
        lowest + step
    }
}
