//! The ebook's cover: one page of 2 to 3, to be drawn at 1600 by 2400 pixels.
//!
//! The metadata and the cover's photograph come in. The photograph stands whole at the foot,
//! at full width, under a dark field with the title: a landscape photograph is not cut to
//! make a tall cover.

use super::title::{self, Room};
use super::{GAP, shape};
use crate::base::{Color, Length, Rect, Size};
use crate::design::TextStyle;
use crate::image::PhotoId;
use crate::layout::compose::Line;
use crate::layout::ctx::Ctx;
use crate::layout::furniture::cut;
use crate::layout::sheet::{Furniture, Sheets};
use crate::locale::Word;
use crate::pages::{Artifact, NodeId, Role, Structure, Tag};
use crate::phrases;

/// The page: a pixel is 0.3 points.
pub(crate) const PAGE: Size = Size { width: Length::pt(480), height: Length::pt(720) };
const MARGIN: Length = Length::pt(34);
/// What the dark field keeps at least.
const FIELD: Length = Length::pt(250);
/// A title is no larger than this.
const LARGEST: Length = Length::pt(150);

/// Sets the page.
pub(crate) fn set(ctx: &mut Ctx) -> Sheets {
    let mut sheets = Sheets::new("");
    sheets.open(Furniture::None);
    let part = sheets.node(Structure::ROOT, Role::Part);
    let photo = ctx.document.front.cover_photo;
    let flat = ctx.design.manner.flat.unwrap_or(Color::BLACK);
    let ground = if photo.is_some() { Color::BLACK } else { flat };
    let all = Rect::new(Length::ZERO, Length::ZERO, PAGE.width, PAGE.height);
    sheets.fill(all, ground, Tag::Artifact(Artifact::Background));
    let foot = photo.map_or(PAGE.height, |photo| place(photo, part, &mut sheets, ctx));
    words(foot, part, &mut sheets, ctx);
    sheets
}

/// Sets the photograph at the foot; returns its top.
fn place(id: PhotoId, part: NodeId, sheets: &mut Sheets, ctx: &Ctx) -> Length {
    let photo = ctx.document.photo(id);
    let shape = shape(photo);
    let height = shape.height_at(PAGE.width).min(PAGE.height - FIELD).max(Length::pt(1));
    let width = shape.width_at(height).min(PAGE.width).max(Length::pt(1));
    let frame = Rect::new(PAGE.width - width, PAGE.height - height, width, height);
    let alt = (!photo.alt.is_empty()).then(|| photo.alt.clone());
    let figure = sheets.node(part, Role::Figure { alt, bbox: None });
    sheets.photo(ctx.document, id, frame, frame, Tag::Node(figure));
    frame.y
}

/// Title from the top, subtitle under it, makers and edition at the field's foot.
fn words(foot: Length, part: NodeId, sheets: &mut Sheets, ctx: &mut Ctx) {
    let metadata = &ctx.document.metadata;
    let styles = ctx.design.styles;
    let paper = ctx.design.colors.paper;
    let width = PAGE.width - MARGIN * 2;
    let last = foot - Length::pt(20);
    let small = styles.cover_line.sized(Length::pt(15), Length::pt(19));
    let edition = metadata.edition.as_str();
    let kit = ctx.locale.word(Word::PressKit);
    let kit = if edition.is_empty() { kit.to_owned() } else { format!("{kit} · {edition}") };
    let half = width / 2 - Length::pt(6);
    let makers = cut(&phrases::makers(&metadata.creators, ctx.locale), &small, half, ctx);
    put(&makers, MARGIN, last, part, sheets);
    let kit = cut(&kit, &small, half, ctx);
    put(&kit, PAGE.width - MARGIN - kit.width, last, part, sheets);
    let italic = TextStyle { color: paper, ..styles.cover_subtitle };
    let italic = italic.sized(Length::pt(23), Length::pt(29));
    let mut subtitle = ctx.plain(&metadata.title.subtitle, &italic, width);
    subtitle.truncate(3);
    let lines = i64::try_from(subtitle.len()).unwrap_or(0);
    let room = Room {
        width,
        height: last - Length::pt(52) - italic.leading * lines - MARGIN,
        gap: GAP,
        largest: LARGEST,
    };
    let display = styles.display.colored(paper);
    let fitted = title::fit(&metadata.title.main, &display, &room, ctx);
    let heading = sheets.node(part, Role::Heading(1));
    let mut baseline = MARGIN + fitted.capitals;
    for set in &fitted.lines {
        sheets.line(&set.line, MARGIN - set.ink.left, baseline, heading);
        baseline += fitted.capitals + fitted.gap;
    }
    let descent = fitted.capitals / 4;
    baseline += descent - fitted.capitals - fitted.gap + italic.leading;
    let node = sheets.node(part, Role::Paragraph);
    for line in &subtitle {
        sheets.line(line, MARGIN, baseline, node);
        baseline += italic.leading;
    }
}

fn put(line: &Line, x: Length, y: Length, part: NodeId, sheets: &mut Sheets) {
    if !line.pieces.is_empty() {
        let node = sheets.node(part, Role::Paragraph);
        sheets.line(line, x, y, node);
    }
}
