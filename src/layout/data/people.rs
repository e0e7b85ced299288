//! People: picture in the margin column, name, role and life on the axis.
//!
//! The people of the metadata come in. Without a
//! portrait the margin stays empty.

use super::about;
use crate::base::{Length, Point, Rect};
use crate::design::Cut;
use crate::document::{Person, PlatePhoto, Work};
use crate::image::PhotoId;
use crate::layout::captions;
use crate::layout::compose::{Mark, Text};
use crate::layout::forme::{Forme, Spacing};
use crate::layout::plates::Shape;
use crate::pages::{NodeId, Role};

/// From a picture's foot to its caption's first baseline.
const CAPTION_BELOW: Length = Length::pt(12);
/// A picture in the margin column is at most this high: 2 to 3.
const HIGHEST: Length = Length::pt(279);
/// Between one person and the next.
const APART: Length = Length::pt(28);
/// From the axis to the titles of a person's works.
const WORK_AT: Length = Length::pt(40);

pub(super) fn set(forme: &mut Forme) {
    let people = &forme.ctx.document.metadata.people;
    forme.whole();
    let mut first = 0 < forme.at();
    if first {
        forme.skip(4);
    }
    for who in people {
        person(who, first, forme);
        first = false;
    }
}

fn person(person: &Person, hairline: bool, forme: &mut Forme) {
    let page = forme.design();
    let node = forme.sheets.node(forme.part, Role::Sect);
    let picture = person.photo.map(|photo| Portrait::of(photo, forme));
    let beside = picture.as_ref().map_or(0, |picture| picture.halves(forme));
    // Name, role and at least three lines of the life stay with the picture.
    let opened = forme.need(beside.max(9));
    if hairline && !opened {
        forme.long_hairline();
    }
    let top = forme.y() - page.capitals;
    let sheet = forme.sheets.current();
    let heading = forme.sheets.node(node, Role::Heading(2));
    forme.sheets.bookmark(2, person.name.clone(), top, Some(heading));
    let body = forme.ctx.design.styles.value;
    let mut text = Text::default();
    text.push(&person.name, &body.cut(Cut::Bold), Mark(0));
    let lines = forme.compose(&text, page.measure, &body);
    let mut foot = Length::ZERO;
    if let Some(picture) = picture {
        foot = picture.set(top, node, forme);
        if page.margin.is_none() {
            forme.below(foot);
            forme.skip(2);
        }
    }
    forme.lines(&lines, page.axis, 2, heading, None);
    if !person.role.is_empty() {
        let role = forme.sheets.node(node, Role::Paragraph);
        let italic = body.cut(Cut::Italic);
        let lines =
            forme.compose(&Text::plain(person.role.as_str(), &italic), page.measure, &italic);
        forme.lines(&lines, page.axis, 2, role, None);
    }
    about::blocks(&person.bio, page.axis, page.measure, node, forme);
    works(&person.works, node, forme);
    let mut lowest = forme.y() - page.row;
    if forme.sheets.current() == sheet {
        lowest = lowest.max(foot);
    }
    let apart = match forme.spacing {
        Spacing::Wide => APART,
        // Half a line, else the next name would end the life before it.
        Spacing::Tight => page.row * 3 / 2,
    };
    forme.below(lowest + apart);
}

/// Earlier works: year on the axis, title beside it.
fn works(works: &[Work], parent: NodeId, forme: &mut Forme) {
    if works.is_empty() {
        return;
    }
    let page = forme.design();
    let (label, value) = (forme.ctx.design.styles.label, forme.ctx.design.styles.value);
    let list = forme.sheets.node(parent, Role::List);
    let years = works.iter().any(|work| !work.year.is_empty());
    let indent = if years { WORK_AT } else { Length::ZERO };
    for work in works {
        let item = forme.sheets.node(list, Role::ListItem);
        let year = forme.sheets.node(item, Role::Label);
        let body = forme.sheets.node(item, Role::ListBody);
        let mut text = Text::default();
        text.push(&work.title, &value.cut(Cut::Italic), Mark(0));
        if !work.role.is_empty() {
            text.push(&format!(", {}", work.role), &value, Mark(0));
        }
        let lines = forme.compose(&text, page.measure - indent, &value);
        let halves = i64::try_from(lines.len()).unwrap_or(1) * 2 - 1;
        forme.need(halves.min(6));
        if !work.year.is_empty() {
            let line = forme.ctx.single(&Text::plain(work.year.as_str(), &label), None);
            forme.line(&line, page.axis, year);
        }
        forme.lines(&lines, page.axis + indent, 2, body, None);
    }
}

/// A picture in the margin column and what is said under it.
struct Portrait {
    photo: PhotoId,
    width: Length,
    height: Length,
    caption: PlatePhoto,
}

impl Portrait {
    fn of(photo: PhotoId, forme: &Forme) -> Portrait {
        let document = forme.ctx.document;
        let record = document.photo(photo);
        let (width, height) = record.facts.upright();
        let shape = Shape { width, height, drawing: record.drawing.is_some() };
        let column = forme.design().margin.unwrap_or(Length::pt(106));
        let wide = column.min(shape.widest()).min(shape.width_at(HIGHEST));
        let caption = PlatePhoto {
            id: crate::base::BlockId(0),
            photo,
            caption: record.caption.clone(),
            shared: false,
            credit: record.credit.clone(),
            alt: record.alt.clone(),
        };
        Portrait { photo, width: wide, height: shape.height_at(wide), caption }
    }

    /// Half rows that it takes, with a caption of a few lines.
    fn halves(&self, forme: &Forme) -> i64 {
        let half = forme.design().row / 2;
        (self.height + CAPTION_BELOW + Length::pt(33)).0.div_euclid(half.0) + 1
    }

    /// Sets picture and caption; returns the caption's last baseline.
    fn set(&self, top: Length, parent: NodeId, forme: &mut Forme) -> Length {
        let page = forme.design();
        let frame = Rect::new(page.left, top, self.width, self.height);
        let figure = captions::figure(self.photo, frame, parent, &mut forme.sheets, forme.ctx);
        let entry = captions::single(&self.caption, forme.ctx.locale);
        let width = page.margin.unwrap_or(page.measure);
        let at = Point { x: page.left, y: frame.bottom() + CAPTION_BELOW };
        let lowest = captions::set(&entry, at, width, figure, &mut forme.sheets, forme.ctx);
        lowest.unwrap_or(frame.bottom())
    }
}
