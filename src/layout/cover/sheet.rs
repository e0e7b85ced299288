//! A cover that is a sheet of paper: title, photograph with its caption, logline, whom to ask.
//!
//! The metadata and the cover's photograph come in, marks on the cover's page go out.
//! It is for themes whose pages may come from any printer: nothing bleeds, and all that a desk
//! needs stands on it.

use super::shape;
use super::title::{self, Room};
use crate::base::{Length, Point, Rect};
use crate::design::{Cover, Cut, PageDesign, TextStyle};
use crate::image::PhotoId;
use crate::layout::captions;
use crate::layout::compose::{Line, Text};
use crate::layout::ctx::Ctx;
use crate::layout::sheet::{Furniture, Sheets};
use crate::layout::words;
use crate::locale::Word;
use crate::pages::{Artifact, NodeId, Role, Structure, Tag};
use crate::phrases::{self, capital};

/// Between the lines of a title, from a baseline to the capitals of the next.
const GAP: Length = Length::pt(34);
/// Rows that a title may reach down to.
const TITLE_ROWS: i64 = 9;
/// Rows from the title's last baseline to the subtitle's.
const SUBTITLE_ROWS: i64 = 3;
/// Rows from the subtitle's baseline to the photograph's top, which is level with capitals.
const PHOTO_ROWS: i64 = 2;
/// From the photograph's foot to the first baseline of its caption.
const CAPTION_BELOW: Length = Length::pt(13);
/// Rows that a caption takes.
const CAPTION_ROWS: i64 = 2;
/// Rows between the caption's last baseline and the first one of the words.
const WORDS_ROWS: i64 = 3;
/// Rows between the last of the words and the line at the foot.
const FOOT_ROWS: i64 = 4;
/// From the rule at the foot down to the baseline of its line.
const RULE_ABOVE: Length = Length::pt(18);
/// A photograph is at least this high, however little room there is …
const LEAST: Length = Length::pt(42);
/// … and wants so many rows with its caption and the white about it.
const LEAST_ROWS: i64 = 16;

/// A label and the lines under it.
type Note = Vec<(Line, NodeId)>;

/// Sets the cover on the page at hand.
pub(super) fn set(part: NodeId, heading: NodeId, sheets: &mut Sheets, ctx: &mut Ctx) {
    let page = ctx.design.page;
    let said = says_logline(ctx);
    let mut row = heads(part, heading, sheets, ctx);
    let foot = Foot::of(ctx);
    // What stands below the photograph is set first: the photograph has the rest.
    let photo = ctx.document.front.cover_photo;
    let figure = photo.map(|id| figure(id, part, sheets, ctx));
    let (logline, notes) = if said {
        (logline(part, sheets, ctx), notes(part, sheets, ctx))
    } else {
        Default::default()
    };
    let rows = rows(&logline, &notes);
    let lowest = foot.row - FOOT_ROWS - rows + 1;
    let below = if said { WORDS_ROWS + CAPTION_ROWS } else { 0 };
    if let (Some(id), Some(figure)) = (photo, figure) {
        row = picture(id, figure, row + PHOTO_ROWS, lowest - below, sheets, ctx);
    }
    let first = (row + WORDS_ROWS).min(lowest.max(row + 1));
    for (number, (line, node)) in (0..).zip(&logline) {
        sheets.line(line, page.axis, page.baseline(first + number * 2), *node);
    }
    let mut row = first;
    for note in &notes {
        for (line, node) in note {
            sheets.line(line, page.left, page.baseline(row), *node);
            row += 1;
        }
        row += 1;
    }
    foot.draw(part, sheets, ctx);
}

/// Whether the sheet has room for the logline and notes beside it. Where it has not, the
/// page "In brief" says them alone.
pub(crate) fn says_logline(ctx: &mut Ctx) -> bool {
    if ctx.design.manner.cover != Cover::Sheet || ctx.design.page.margin.is_none() {
        return false;
    }
    let scratch = &mut Sheets::new("");
    scratch.open(Furniture::None);
    let root = Structure::ROOT;
    let row = heads(root, root, scratch, ctx);
    let photo = if ctx.document.front.cover_photo.is_some() { LEAST_ROWS } else { 0 };
    let (logline, notes) = (logline(root, scratch, ctx), notes(root, scratch, ctx));
    row + photo + WORDS_ROWS + rows(&logline, &notes) <= Foot::of(ctx).row - FOOT_ROWS
}

/// Rows of the words below the photograph: a logline on the axis, notes in the margin.
fn rows(logline: &Note, notes: &[Note]) -> i64 {
    let noted: i64 = notes.iter().map(|note| count(note) + 1).sum();
    (count(logline) * 2).max(noted - 1).max(0)
}

fn count<T>(lines: &[T]) -> i64 {
    i64::try_from(lines.len()).unwrap_or(i64::MAX / 4)
}

/// Title over the whole measure, subtitle and makers under it; returns their last row.
fn heads(part: NodeId, heading: NodeId, sheets: &mut Sheets, ctx: &mut Ctx) -> i64 {
    let page = ctx.design.page;
    let styles = ctx.design.styles;
    let metadata = &ctx.document.metadata;
    let top = page.origin - page.capitals;
    let height = page.baseline(TITLE_ROWS) - top;
    let room = Room { width: page.width, height, gap: GAP, largest: page.paper.width };
    let style = styles.display.colored(ctx.design.colors.black);
    let title = title::fit(&ctx.display(&metadata.title.main), &style, &room, ctx);
    let high = title.height();
    let mut row = 0;
    while page.baseline(row) - top < high {
        row += 1;
    }
    let mut baseline = page.baseline(row) - high + title.capitals;
    for set in &title.lines {
        sheets.line(&set.line, page.left - set.ink.left, baseline, heading);
        baseline += title.capitals + title.gap;
    }
    let subtitle = ctx.plain(&metadata.title.subtitle, &styles.cover_subtitle, page.width);
    let makers = phrases::makers(&metadata.creators, ctx.locale);
    let makers = ctx.plain(&makers, &styles.cover_creator, page.width);
    if subtitle.is_empty() && makers.is_empty() {
        return row;
    }
    row += SUBTITLE_ROWS;
    let node = sheets.node(part, Role::Paragraph);
    for (number, line) in (0..).zip(&subtitle) {
        row += if number == 0 { 0 } else { 2 };
        sheets.line(line, page.left, page.baseline(row), node);
    }
    // Makers stand at the end of the line if there is room for both, else under it.
    let taken = subtitle.last().map_or(Length::ZERO, |line| line.width + page.gutter * 2);
    let beside = matches!(makers.as_slice(), [line] if taken + line.width <= page.width);
    let node = sheets.node(part, Role::Paragraph);
    for line in &makers {
        row += if beside { 0 } else { 2 };
        let x = if beside { page.right() - line.width } else { page.left };
        sheets.line(line, x, page.baseline(row), node);
    }
    row
}

/// The edition and the embargo, under a rule at the foot.
struct Foot {
    /// The row of its first line.
    row: i64,
    edition: Vec<Line>,
    embargo: Vec<Line>,
}

impl Foot {
    fn of(ctx: &mut Ctx) -> Foot {
        let page = ctx.design.page;
        let metadata = &ctx.document.metadata;
        let italic = ctx.design.styles.cover_line.colored(ctx.design.colors.black);
        let bold = italic.cut(Cut::Bold);
        let kit = ctx.locale.word(Word::PressKit);
        let edition = phrases::edition(metadata, ctx.locale);
        let edition = if edition.is_empty() { kit.to_owned() } else { format!("{kit}, {edition}") };
        let embargo = metadata.embargo.as_ref();
        let embargo = embargo.map(|embargo| capital(&phrases::embargo(embargo, false, ctx.locale)));
        let width = page.margin.unwrap_or(page.width);
        let edition = ctx.plain(&edition, &italic, width);
        let embargo =
            embargo.map(|words| ctx.plain(&words, &bold, page.measure)).unwrap_or_default();
        let (left, right) = (count(&edition), count(&embargo));
        let rows = if page.margin.is_some() { left.max(right) } else { left + right };
        Foot { row: i64::from(page.rows) - rows.max(1), edition, embargo }
    }

    fn draw(&self, part: NodeId, sheets: &mut Sheets, ctx: &Ctx) {
        let page = ctx.design.page;
        let y = page.baseline(self.row) - RULE_ABOVE;
        let weight = ctx.design.manner.heaviest;
        let rule = Rect::new(page.left, y, page.width, weight);
        sheets.fill(rule, ctx.design.colors.black, Tag::Artifact(Artifact::Layout));
        let node = sheets.node(part, Role::Paragraph);
        for (row, line) in (self.row..).zip(&self.edition) {
            sheets.line(line, page.left, page.baseline(row), node);
        }
        let node = sheets.node(part, Role::Paragraph);
        let below = if page.margin.is_some() { 0 } else { count(&self.edition) };
        for (row, line) in (self.row + below..).zip(&self.embargo) {
            sheets.line(line, page.axis, page.baseline(row), node);
        }
    }
}

/// The node of the cover's photograph.
fn figure(id: PhotoId, part: NodeId, sheets: &mut Sheets, ctx: &Ctx) -> NodeId {
    let photo = ctx.document.photo(id);
    let alt = (!photo.alt.is_empty()).then(|| photo.alt.clone());
    let role = if photo.decorative { Role::Div } else { Role::Figure { alt, bbox: None } };
    sheets.node(part, role)
}

/// The photograph whole, as wide as it can be above row `lowest`, and its caption; returns the
/// row of the caption's last baseline.
fn picture(
    id: PhotoId,
    figure: NodeId,
    row: i64,
    lowest: i64,
    sheets: &mut Sheets,
    ctx: &mut Ctx,
) -> i64 {
    let page = ctx.design.page;
    let photo = ctx.document.photo(id);
    let shape = shape(photo);
    let top = page.baseline(row) - page.capitals;
    let caption = captions::Entry {
        photos: 0..1,
        position: String::new(),
        caption: photo.caption.clone(),
        credit: photo.credit.as_ref().map_or_else(String::new, |c| captions::one(c, ctx.locale)),
    };
    let room = (page.baseline(lowest) - top).max(LEAST);
    let height = shape.height_at(page.width).min(room);
    let width = shape.width_at(height).min(page.width);
    let frame = Rect::new(page.left, top, width, height);
    let tag = if photo.decorative { Tag::Artifact(Artifact::Layout) } else { Tag::Node(figure) };
    sheets.photo(ctx.document, id, frame, frame, tag);
    let at = Point { x: page.axis, y: frame.bottom() + CAPTION_BELOW };
    let last = captions::set(&caption, at, page.measure, figure, sheets, ctx);
    row_at(last.unwrap_or(frame.bottom()), &page)
}

/// The first row whose baseline is at or below `y`.
fn row_at(y: Length, page: &PageDesign) -> i64 {
    ((y - page.origin).0 + page.row.0 - 1).div_euclid(page.row.0)
}

/// The logline, as large as five lines of it can be.
fn logline(part: NodeId, sheets: &mut Sheets, ctx: &mut Ctx) -> Note {
    let metadata = &ctx.document.metadata;
    if metadata.logline.is_empty() {
        return Vec::new();
    }
    let style = ctx.design.styles.logline.sized(Length::pt(20), Length::pt(28));
    let node = sheets.node(part, Role::Paragraph);
    let text = words::words(sheets, &metadata.logline, &style, node, &[]).text;
    let setting = ctx.setting(&style, ctx.design.page.measure);
    ctx.lines(&text, &setting, None).into_iter().map(|line| (line, node)).collect()
}

/// When it is shown first, and whom the press may ask.
fn notes(part: NodeId, sheets: &mut Sheets, ctx: &mut Ctx) -> Vec<Note> {
    let metadata = &ctx.document.metadata;
    let mut notes = Vec::new();
    if let Some(event) = phrases::premiere(&metadata.dates) {
        let label = if event.kind.is_empty() { &event.event } else { &event.kind };
        let label = if label.is_empty() { ctx.locale.word(Word::Premiere) } else { label };
        let when = phrases::moment(&event.when, true, ctx.locale);
        notes.push(note(&capital(label), &[when, event.place.clone()], part, sheets, ctx));
    }
    if let Some(contact) = phrases::press_first(&metadata.contacts).next() {
        let name = if contact.name.is_empty() { &contact.org } else { &contact.name };
        let mut who = vec![name.clone(), contact.phone.clone()];
        who.retain(|part| !part.is_empty());
        let label = capital(&contact.purpose);
        notes.push(note(&label, &[who.join(", "), contact.email.clone()], part, sheets, ctx));
    }
    notes
}

fn note(label: &str, lines: &[String], part: NodeId, sheets: &mut Sheets, ctx: &mut Ctx) -> Note {
    let styles = ctx.design.styles;
    let page = ctx.design.page;
    let width = page.margin.unwrap_or(page.measure);
    let value = TextStyle { figures: styles.body.figures, ..styles.value };
    let node = sheets.node(part, Role::Paragraph);
    let mut all = Vec::new();
    for (words, style) in
        std::iter::once((label, styles.label)).chain(lines.iter().map(|l| (l.as_str(), value)))
    {
        if words.is_empty() {
            continue;
        }
        let setting = ctx.setting(&style, width);
        let set = ctx.lines(&Text::plain(words, &style), &setting, None);
        all.extend(set.into_iter().map(|line| (line, node)));
    }
    all
}
