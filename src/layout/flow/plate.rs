//! Plates: which layout, how large, and how many rows that takes.
//!
//! A plate stands over the whole measure, on the text column or in the margin column, by the
//! shape of its photographs and by how many pixels they have: none is cropped to fit a place.

use crate::base::{Code, Diagnostic, Length, Rect, Size};
use crate::document::{Permission, Photo, Plate, PlateLayout, PlatePhoto};
use crate::image::{Format, PhotoId};
use crate::layout::captions::{self, Entry};
use crate::layout::ctx::Ctx;
use crate::layout::flow::caption::depth;
use crate::layout::flow::galley::Builder;
use crate::layout::makeup::PlateBox;
use crate::layout::plates::{Arrangement, Pattern, Room, Shape, in_parts, solve};
use crate::pages::{NodeId, Role};

/// More photographs than this are parted into several plates.
const MOST: usize = 9;
/// Pictures of fewer pixels across stand in the margin column.
const SMALL: u32 = 900;
/// Loss by cropping to the page that is small enough, in per cent.
const LOSS: f64 = 0.15;
/// From a picture to the first baseline of its caption.
pub(super) const CAPTION_DROP: Length = Length::pt(12);
/// The same on the axis, under a picture of the whole measure.
pub(super) const AXIS_DROP: Length = Length::pt(13);
/// From pictures down to the first row of a caption in the margin and of text.
const GROUP_DROP: Length = Length::pt(15);
/// White above and below a plate within the text, at least.
const WHITE: Length = Length::pt(14);
/// Rows that no page has: a plate that cannot stand so.
const NOWHERE: u16 = 9_999;
/// Rows below which no picture gives way to its caption.
const LEAST_ROWS: i64 = 8;
/// Pixels an inch below which a picture is reported.
const COARSE: u32 = 150;

/// Where a plate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// In the margin column.
    Margin,
    /// In the text column.
    Column,
    /// Over the whole type area.
    Wide,
    /// Over the whole paper's width, at its top.
    Band,
    /// On a page of its own.
    Full,
    /// On two facing pages.
    Spread,
}

/// Where its captions stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beneath {
    /// Under each picture, as wide as it.
    Each,
    /// One for all, under them: on the axis.
    Axis,
    /// In the margin column, beside the text or picture.
    Margin,
    /// On the facing page.
    Facing,
}

/// A plate, arranged.
#[derive(Debug, Clone)]
pub(super) struct PlateSet {
    pub photos: Vec<PlatePhoto>,
    pub figures: Vec<NodeId>,
    pub arrangement: Arrangement,
    pub stand: Stand,
    pub beneath: Beneath,
    /// From the pictures' lower edge to the last caption baseline beneath them.
    pub depth: Length,
}

impl PlateSet {
    /// What is printed beside the pictures.
    pub(super) fn entries(&self, ctx: &Ctx) -> Vec<Entry> {
        match self.photos.as_slice() {
            [photo] => vec![captions::single(photo, ctx.locale)],
            photos => captions::group(photos, &self.arrangement, ctx.locale),
        }
    }

    /// Height from the pictures' top to the last caption baseline beneath them.
    pub(super) fn height(&self) -> Length {
        self.arrangement.size.height + self.depth
    }

    /// Left edge, from the left edge of the paper.
    pub(super) fn left(&self, ctx: &Ctx) -> Length {
        let page = ctx.design.page;
        match self.stand {
            Stand::Margin | Stand::Wide => page.left,
            Stand::Column => page.axis,
            Stand::Band | Stand::Full | Stand::Spread => Length::ZERO,
        }
    }
}

impl Builder<'_, '_> {
    /// Arranges a plate; returns its numbers, several if it has too many photographs for one.
    pub(super) fn plate(&mut self, plate: &Plate, parent: NodeId) -> Vec<usize> {
        let mut numbers = Vec::new();
        let mut rest = plate.photos.as_slice();
        for count in in_parts(rest.len(), rest.len().div_ceil(MOST)) {
            let (photos, after) = rest.split_at(count);
            rest = after;
            if photos.is_empty() {
                continue;
            }
            numbers.push(self.out.plates.len());
            let figures = photos.iter().map(|photo| self.figure(photo, parent)).collect();
            let sets =
                forms(arrange(photos, plate.layout, figures, self.ctx), plate.layout, self.ctx);
            self.out.galley.plates.push(sets.iter().map(|set| rows(set, self.ctx)).collect());
            self.out.plates.push(sets);
        }
        numbers
    }

    fn figure(&mut self, photo: &PlatePhoto, parent: NodeId) -> NodeId {
        let alt = (!photo.alt.is_empty()).then(|| photo.alt.clone());
        self.out.sheets.node(parent, Role::Figure { alt, bbox: None })
    }
}

fn shape(photo: &Photo) -> Shape {
    let (width, height) = photo.facts.upright();
    Shape { width, height, drawing: photo.facts.format == Format::Svg }
}

fn arrange(
    photos: &[PlatePhoto],
    layout: Option<PlateLayout>,
    figures: Vec<NodeId>,
    ctx: &mut Ctx,
) -> PlateSet {
    let shapes: Vec<Shape> =
        photos.iter().map(|photo| shape(ctx.document.photo(photo.photo))).collect();
    let (stand, arrangement) = match shapes.as_slice() {
        [shape] => single(*shape, layout, ctx.document.photo(photos[0].photo), ctx),
        [_, _] if layout == Some(PlateLayout::Spread) => (Stand::Spread, facing(&shapes, ctx)),
        _ => (Stand::Wide, group(&shapes, layout, ctx)),
    };
    let one_row = matches!(&arrangement.pattern, Pattern::Rows(parts) if parts.len() == 1);
    let margin = ctx.design.page.margin.is_some();
    let beneath = match stand {
        Stand::Margin => Beneath::Each,
        Stand::Column if margin => Beneath::Margin,
        Stand::Full | Stand::Spread => Beneath::Facing,
        Stand::Wide if 1 < shapes.len() && one_row && shapes.len() <= 3 => Beneath::Each,
        Stand::Wide if 1 < shapes.len() && margin => Beneath::Margin,
        Stand::Wide | Stand::Band | Stand::Column => Beneath::Axis,
    };
    let photos = photos.to_vec();
    let mut set = PlateSet { photos, figures, arrangement, stand, beneath, depth: Length::ZERO };
    set.depth = depth(&set, ctx);
    set
}

/// The forms in which a plate can stand, best first. A single photograph whose place the kit
/// leaves to us may stand in the text column instead of over the whole type area, and a tall
/// one in the margin instead of in the text, so that it need not move far from its citation.
fn forms(best: PlateSet, layout: Option<PlateLayout>, ctx: &mut Ctx) -> Vec<PlateSet> {
    let page = ctx.design.page;
    let mut sets = vec![best];
    let best = &sets[0];
    let ([photo], None) = (best.photos.as_slice(), layout) else { return sets };
    let shape = shape(ctx.document.photo(photo.photo));
    let (stand, beneath, width) = match (best.stand, page.margin) {
        (Stand::Wide, Some(_)) => (Stand::Column, Beneath::Margin, page.measure),
        (Stand::Column, Some(margin)) => (Stand::Margin, Beneath::Each, margin),
        _ => return sets,
    };
    let rows = page.row * i64::from(page.rows);
    let arrangement = one(shape, width.min(shape.widest()), rows.ratio(3, 5));
    if arrangement.size.width < best.arrangement.size.width {
        let set = PlateSet { arrangement, stand, beneath, ..best.clone() };
        let depth = depth(&set, ctx);
        sets.push(PlateSet { depth, ..set });
    }
    sets
}

/// Below 150 pixels an inch a picture looks soft.
pub(super) fn report_coarse(set: &PlateSet, ctx: &mut Ctx) {
    for (photo, frame) in set.photos.iter().zip(&set.arrangement.frames) {
        let photo = ctx.document.photo(photo.photo);
        let shape = shape(photo);
        let resolution = shape.resolution(frame.width);
        if shape.drawing || COARSE <= resolution {
            continue;
        }
        let message =
            format!("photograph `{}` is printed at {resolution} pixels an inch", photo.file);
        ctx.diagnostics.push(
            Diagnostic::warning(Code::PhotoCoarse, photo.span, message)
                .help("give a larger file, or set `size: small` for it"),
        );
    }
}

/// Where one photograph stands, and how large.
fn single(
    shape: Shape,
    layout: Option<PlateLayout>,
    photo: &Photo,
    ctx: &Ctx,
) -> (Stand, Arrangement) {
    let page = ctx.design.page;
    let rows = page.row * i64::from(page.rows);
    let whole = |width: Length, height: Length| one(shape, width.min(shape.widest()), height);
    match layout {
        Some(PlateLayout::Full | PlateLayout::Spread) => {
            return (Stand::Full, whole_page(shape, photo, ctx));
        }
        Some(PlateLayout::Band) if ctx.bleeds(photo) => {
            let high = page.paper.height.ratio(3, 5);
            let arrangement = one(shape, page.paper.width, high);
            if arrangement.size.width == page.paper.width {
                return (Stand::Band, arrangement);
            }
        }
        Some(PlateLayout::Half) => return (Stand::Wide, whole(page.width, rows / 2)),
        _ => {}
    }
    let small = photo.small || (shape.width < SMALL && !shape.drawing);
    if let Some(width) = page.margin
        && small
        && layout.is_none()
        && shape.height_at(width) <= width.ratio(3, 2)
    {
        return (Stand::Margin, one(shape, width, Length::pt(10_000)));
    }
    if !shape.tall() && !small {
        let arrangement = whole(page.width, rows.ratio(3, 5));
        if page.measure < arrangement.size.width || page.margin.is_none() {
            return (Stand::Wide, arrangement);
        }
    }
    let may_fill = photo.rights.crop == Permission::Allow && ctx.bleeds(photo);
    if layout.is_none() && may_fill && !small && crop_loss(shape, page.paper) < LOSS {
        return (Stand::Full, whole_page(shape, photo, ctx));
    }
    (Stand::Column, whole(page.measure, rows.ratio(3, 5)))
}

fn crop_loss(shape: Shape, paper: Size) -> f64 {
    let ratio = f64::from(shape.width) / f64::from(shape.height.max(1));
    let page = paper.width.to_pt() / paper.height.to_pt();
    1.0 - (ratio / page).min(page / ratio)
}

/// One picture as large as a width and a height allow.
fn one(shape: Shape, width: Length, height: Length) -> Arrangement {
    let mut size = Size { width, height: shape.height_at(width) };
    if height < size.height {
        size = Size { width: shape.width_at(height).min(width), height };
    }
    let size = Size { width: size.width.max(Length(1)), height: size.height.max(Length(1)) };
    let frame = Rect::new(Length::ZERO, Length::ZERO, size.width, size.height);
    Arrangement { frames: vec![frame], pattern: Pattern::Rows(vec![1]), size }
}

/// A picture on a page of its own: filling it if it may be cropped, else whole, bleeding where
/// it reaches the edge; in the type area if it may not bleed.
fn whole_page(shape: Shape, photo: &Photo, ctx: &Ctx) -> Arrangement {
    let page = ctx.design.page;
    let paper = page.paper;
    if !ctx.bleeds(photo) {
        let mut set = one(shape, page.width, page.row * i64::from(page.rows - 1));
        set.frames[0].x = page.left;
        set.frames[0].y = page.origin - page.capitals;
        return set;
    }
    if photo.rights.crop != Permission::Allow {
        return one(shape, paper.width, paper.height);
    }
    let mut frame =
        Rect::new(Length::ZERO, Length::ZERO, paper.width, shape.height_at(paper.width));
    if frame.height < paper.height {
        frame.height = paper.height;
        frame.width = shape.width_at(paper.height);
    }
    let (fx, fy) = photo.focus.unwrap_or((0.5, 0.5));
    frame.x = window(frame.width, paper.width, fx);
    frame.y = window(frame.height, paper.height, fy);
    Arrangement { frames: vec![frame], pattern: Pattern::Rows(vec![1]), size: paper }
}

/// A picture in the type area of a page of its own, with so much under it for its caption.
pub(super) fn in_type_area(photo: PhotoId, depth: Length, ctx: &Ctx) -> Rect {
    let page = ctx.design.page;
    let shape = shape(ctx.document.photo(photo));
    let top = page.origin - page.capitals;
    let room = page.baseline(i64::from(page.rows) - 1) - top - depth;
    let width = page.width.min(shape.widest());
    let frame = one(shape, width, room.max(page.row * LEAST_ROWS)).frames[0];
    // One that is no wider than the text stands over its caption.
    let left = if frame.width <= page.measure { page.axis } else { page.left };
    Rect::new(left, top, frame.width, frame.height)
}

/// Where a picture of a length begins so that its focus is as near the middle of a room as
/// its edges allow.
fn window(length: Length, room: Length, focus: f64) -> Length {
    let wanted = Length::from_pt(room.to_pt() / 2.0 - length.to_pt() * focus.clamp(0.0, 1.0));
    wanted.max(room - length).min(Length::ZERO)
}

/// Two pictures for facing pages.
fn facing(shapes: &[Shape], ctx: &Ctx) -> Arrangement {
    let page = ctx.design.page;
    let height = page.row * i64::from(page.rows - 2);
    let frames = shapes.iter().map(|shape| {
        let mut frame = one(*shape, page.width.min(shape.widest()), height).frames[0];
        frame.x = page.left;
        frame.y = page.origin - page.capitals;
        frame
    });
    Arrangement { frames: frames.collect(), pattern: Pattern::Rows(vec![2]), size: page.paper }
}

fn group(shapes: &[Shape], layout: Option<PlateLayout>, ctx: &Ctx) -> Arrangement {
    let page = ctx.design.page;
    let rows = page.row * i64::from(page.rows);
    let share = if layout == Some(PlateLayout::Half) { rows / 2 } else { rows.ratio(3, 5) };
    solve(shapes, layout, &Room { width: page.width, height: share, gap: page.gutter })
}

/// The rows that a plate takes.
fn rows(set: &PlateSet, ctx: &Ctx) -> PlateBox {
    let page = ctx.design.page;
    let row = page.row.0;
    let up = |length: Length| {
        let rows = (length.0.max(0) + row - 1) / row;
        u16::try_from(rows).unwrap_or(NOWHERE).max(1)
    };
    let total = set.height();
    match (set.stand, set.beneath) {
        (Stand::Full, _) => PlateBox::Page,
        (Stand::Spread, _) => PlateBox::Spread,
        (Stand::Margin, _) => PlateBox::Margin(up(total + page.capitals)),
        (Stand::Band, _) => PlateBox::Block {
            top: up(total + WHITE + page.capitals - page.origin),
            inside: NOWHERE,
            foot: NOWHERE,
        },
        (Stand::Wide, Beneath::Margin) => PlateBox::Block {
            top: up(total - page.capitals + GROUP_DROP),
            inside: up(total + WHITE + GROUP_DROP) - 1,
            foot: NOWHERE,
        },
        _ => PlateBox::Block {
            top: up(total + WHITE),
            inside: (up(total + page.capitals + WHITE * 2) - 1).max(1),
            foot: up(total + WHITE),
        },
    }
}

/// Where a plate's top edge stands in the rows that were kept for it.
pub(super) fn top_of(set: &PlateSet, at: crate::layout::makeup::At, ctx: &Ctx) -> Length {
    use crate::layout::makeup::At;
    let page = ctx.design.page;
    match at {
        At::Top(0) if set.stand == Stand::Band => Length::ZERO,
        At::Top(row) | At::Margin(row) => page.baseline(i64::from(row)) - page.capitals,
        At::Inside(row) => {
            let above = page.baseline(i64::from(row) - 1);
            let PlateBox::Block { inside, .. } = rows(set, ctx) else { return above + WHITE };
            if set.stand == Stand::Wide && set.beneath == Beneath::Margin {
                return above + WHITE;
            }
            let room = page.row * (i64::from(inside) + 1) - page.capitals;
            above + ((room - set.height()) / 2).max(Length::ZERO)
        }
        At::Foot(last) => page.baseline(i64::from(last)) - set.height(),
        At::Page | At::Spread(_) => Length::ZERO,
    }
}

/// The row of the first line under a plate whose caption stands in the margin beside text.
pub(super) fn row_under(set: &PlateSet, at: crate::layout::makeup::At, ctx: &Ctx) -> u16 {
    use crate::layout::makeup::At;
    match (rows(set, ctx), at) {
        (PlateBox::Block { top, .. }, At::Top(row)) => row + top,
        (PlateBox::Block { inside, .. }, At::Inside(row)) => row + inside,
        _ => 0,
    }
}
