//! The index of stills: small pictures in four columns, each with its name, words and terms,
//! and after the last a code with the address of all of them.
//!
//! The photographs for the press and the terms of the metadata come in.
//! Whoever orders one must see it whole: pictures are not cropped to their box.

use super::pairs::{self, Between, Chunk, Columns, Pair};
use crate::base::{Length, Rect};
use crate::design::{Cut, TextStyle};
use crate::document::{Credit, Photo};
use crate::image::PhotoId;
use crate::layout::captions;
use crate::layout::compose::{Line, Mark, Text};
use crate::layout::forme::Forme;
use crate::layout::link::{self, Address};
use crate::layout::plates::Shape;
use crate::layout::qr;
use crate::layout::words;
use crate::locale::{Locale, Word};
use crate::pages::{NodeId, Role};
use crate::phrases;

/// Width of a column: three of the grid's.
const CELL: Length = Length::pt(106);
/// Height of a picture's box.
const BOX: Length = Length::pt(84);
/// From a box's foot to the first baseline under it.
const TEXT_BELOW: Length = Length::pt(11);
/// Height of capitals in those words.
const CAPITALS: Length = Length::pt(6);
/// From one row of pictures to the next, in half rows.
const PITCH: i64 = 20;
/// White between the words of one row and the boxes of the next, at least.
const APART: Length = Length::pt(17);
/// From the row at hand to the first words under pictures, in half rows: eight rows.
const FIRST: i64 = 16;
/// The first words under pictures at a page's top: the boxes begin level with capitals.
const TOP: i64 = 14;
/// Weight of the rule above the section.
const RULE: Length = Length::pt(1);
/// Blank half rows before the section.
const BEFORE: i64 = 6;

pub(super) fn set(forme: &mut Forme) {
    let document = forme.ctx.document;
    if 2 < forme.at() {
        forme.whole();
        forme.white(BEFORE);
    }
    let node = forme.section(forme.ctx.locale.word(Word::Stills), RULE, FIRST + 8);
    terms(node, forme);
    forme.end_section();
    let press: Vec<_> =
        (0_u32..).map(PhotoId).zip(&document.photos).filter(|(_, p)| p.press).collect();
    if !forme.ctx.design.manner.thumbnails {
        return lines(&press, node, forme);
    }
    let page = forme.design();
    let across = usize::try_from((page.width + page.gutter).0 / (CELL + page.gutter).0);
    let across = across.unwrap_or(1).max(1);
    let list = forme.sheets.node(node, Role::List);
    let mut cells: Vec<_> =
        press.iter().map(|(id, photo)| Cell::of(*id, photo, list, forme)).collect();
    cells.extend(Cell::of_address(&document.metadata.stills.url, list, forme));
    for row in cells.chunks(across) {
        set_row(row, forme);
    }
}

/// The index without pictures: who took each beside what it shows, its name and its terms.
fn lines(press: &[(PhotoId, &Photo)], node: NodeId, forme: &mut Forme) {
    forme.skip(4);
    let locale = forme.ctx.locale;
    let pairs: Vec<_> = press
        .iter()
        .map(|(_, photo)| {
            let label = match &photo.credit {
                Some(Credit::Creator(name) | Credit::Verbatim(name)) => name.clone(),
                None => String::new(),
            };
            let mut said = vec![Chunk::Inlines(photo.caption.clone())];
            if !photo.caption.is_empty() {
                said.push(Chunk::Words(" ".to_owned()));
            }
            said.push(Chunk::Stressed(photo.id.replace(' ', "\u{a0}")));
            let mut values = vec![said];
            let terms = terms_beside(&label, photo, locale);
            if !terms.is_empty() {
                values.push(vec![Chunk::Words(terms)]);
            }
            Pair { label, values }
        })
        .collect();
    let columns = Columns::beside_axis(forme, true);
    pairs::set(&pairs, &columns, Between::Nothing, node, forme);
}

/// Terms and address on the axis; leaves the place on their last line.
fn terms(node: NodeId, forme: &mut Forme) {
    let stills = &forme.ctx.document.metadata.stills;
    let style = forme.ctx.design.styles.value;
    let page = forme.design();
    let mut chunks = vec![Chunk::Inlines(stills.terms.clone())];
    if !stills.url.is_empty() {
        if !stills.terms.is_empty() {
            chunks.push(Chunk::Words("\n".to_owned()));
        }
        chunks.push(Chunk::Address(stills.url.clone(), Address::Web));
    }
    let paragraph = forme.sheets.node(node, Role::Paragraph);
    let text = pairs::text(&chunks, &style, paragraph, &mut forme.sheets);
    if text.text.is_empty() {
        // The title alone takes the row.
        forme.skip(0);
        return;
    }
    let lines = forme.compose(&text, page.measure, &style);
    forme.lines(&lines, page.axis, 2, paragraph, None);
    forme.skip(-2);
}

/// What stands in a cell's box.
enum Picture {
    /// A photograph.
    Photo(PhotoId),
    /// An address for telephones, and its words.
    Code(qr::Code, String),
}

/// A picture of the index with the words under it.
struct Cell {
    picture: Picture,
    width: Length,
    height: Length,
    body: NodeId,
    lines: Vec<(Length, Line)>,
    caption: NodeId,
}

impl Cell {
    fn of(id: PhotoId, photo: &Photo, list: NodeId, forme: &mut Forme) -> Cell {
        let (width, height) = photo.facts.upright();
        let shape = Shape { width, height, drawing: photo.drawing.is_some() };
        let wide = CELL.min(shape.width_at(BOX)).max(Length::pt(1));
        let item = forme.sheets.node(list, Role::ListItem);
        let body = forme.sheets.node(item, Role::ListBody);
        let mut cell = Cell {
            picture: Picture::Photo(id),
            width: wide,
            height: shape.height_at(wide).max(Length::pt(1)),
            body,
            lines: Vec::new(),
            caption: body,
        };
        cell.compose(photo, forme);
        cell
    }

    /// The address of the stills as a code, with its words; none if there is none, or if it is
    /// too long.
    fn of_address(url: &str, list: NodeId, forme: &mut Forme) -> Option<Cell> {
        let code = if url.is_empty() { None } else { qr::encode(url) }?;
        let item = forme.sheets.node(list, Role::ListItem);
        let body = forme.sheets.node(item, Role::ListBody);
        let caption = forme.sheets.inner(body, Role::Paragraph);
        let said = phrases::bare(url).to_owned();
        let picture = Picture::Code(code, said);
        let (width, height) = (qr::SIDE, qr::SIDE);
        let mut cell = Cell { picture, width, height, body, lines: Vec::new(), caption };
        let still = forme.ctx.design.styles.still;
        let mut text = Text::default();
        let sheets = &mut forme.sheets;
        link::push_address(&mut text, url, Address::Web, &still, caption, sheets);
        cell.push(&text, &still, forme);
        Some(cell)
    }

    /// Name, caption and terms; they are set later as the caption of the figure.
    fn compose(&mut self, photo: &Photo, forme: &mut Forme) {
        let still = forme.ctx.design.styles.still;
        let accent = still.cut(Cut::Bold).colored(forme.ctx.design.colors.accent);
        let grey = still.sized(Length::milli(7_500), still.leading);
        let grey = grey.colored(forme.ctx.design.colors.grey);
        // The caption's node comes after the picture's in reading order, so it is made here
        // and listed with its first mark.
        let caption = forme.sheets.inner(self.body, Role::Paragraph);
        let mut text = Text::default();
        text.push(&photo.id.replace(' ', "\u{a0}"), &accent, Mark(0));
        if !photo.title.is_empty() && photo.title.to_lowercase() != photo.id.to_lowercase() {
            text.push(&format!("  {}.", photo.title.trim_end_matches('.')), &still, Mark(0));
        }
        if !photo.caption.is_empty() {
            text.push("  ", &still, Mark(0));
            let said = words::words(&mut forme.sheets, &photo.caption, &still, caption, &[]).text;
            text.text.push_str(&said.text);
            text.spans.extend(said.spans);
        }
        self.push(&text, &still, forme);
        let terms = terms_of(photo, forme.ctx.locale);
        if !terms.is_empty() {
            self.push(&Text::plain(terms, &grey), &grey, forme);
        }
        self.caption = caption;
    }

    fn push(&mut self, text: &Text, style: &TextStyle, forme: &mut Forme) {
        for line in forme.compose(text, CELL, style) {
            self.lines.push((style.leading, line));
        }
    }

    /// From the first baseline under the picture to the last.
    fn depth(&self) -> Length {
        self.lines.iter().skip(1).map(|(leading, _)| *leading).sum()
    }
}

/// Who took a photograph, when, whose it is and on which terms it may be used.
pub(super) fn terms_of(photo: &Photo, locale: Locale) -> String {
    let name = match &photo.credit {
        Some(Credit::Verbatim(name) | Credit::Creator(name)) => name.as_str(),
        None => "",
    };
    let mut parts = Vec::new();
    // A notice that names the photographer says both.
    if !photo.copyright.contains(name) || photo.copyright.is_empty() {
        parts.push(name.to_owned());
    }
    parts.push(photo.copyright.clone());
    terms_of_use(parts, photo, locale)
}

/// The terms, where the photographer's name stands beside them.
fn terms_beside(name: &str, photo: &Photo, locale: Locale) -> String {
    let notice = photo.copyright.trim_start_matches(['©', ' ']);
    let notice = if notice == name { String::new() } else { photo.copyright.clone() };
    terms_of_use(vec![notice], photo, locale)
}

fn terms_of_use(mut parts: Vec<String>, photo: &Photo, locale: Locale) -> String {
    parts.extend(photo.date.map(|date| phrases::date(date, locale)));
    parts.push(photo.usage.clone());
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn set_row(cells: &[Cell], forme: &mut Forme) {
    let page = forme.design();
    let half = page.row / 2;
    let deepest = cells.iter().map(Cell::depth).fold(Length::ZERO, Length::max);
    let halves = |length: Length| (length.0 + half.0 - 1).div_euclid(half.0);
    // Words longer than a page's are not cut: they are set as far as the page goes.
    let below = halves(deepest).min(forme.last() - TOP);
    forme.skip(FIRST);
    if forme.last() < forme.at() + below {
        forme.page();
        forme.go(TOP);
    }
    let baseline = forme.y();
    let foot = baseline - TEXT_BELOW;
    let mut x = page.left;
    for cell in cells {
        let frame = Rect::new(x, foot - cell.height, cell.width, cell.height);
        match &cell.picture {
            Picture::Photo(photo) => {
                captions::figure(*photo, frame, cell.body, &mut forme.sheets, forme.ctx);
            }
            Picture::Code(code, said) => {
                // Words under it keep out of its quiet zone.
                let up = (code.quiet() + CAPITALS - TEXT_BELOW).max(Length::ZERO);
                code.draw(said, (frame.x, frame.y - up), cell.body, &mut forme.sheets);
            }
        }
        let mut y = baseline;
        for (i, (leading, line)) in cell.lines.iter().enumerate() {
            if 0 < i {
                y += *leading;
            }
            if page.baseline(i64::from(page.rows)) < y {
                break;
            }
            forme.sheets.line(line, x, y, cell.caption);
        }
        x += CELL + page.gutter;
    }
    // The next row's words begin a pitch further on, or later if these words are many.
    let step = PITCH.max(halves(deepest + APART + BOX + TEXT_BELOW));
    forme.skip(step + step.rem_euclid(2) - FIRST);
}
