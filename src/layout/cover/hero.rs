//! The head of a one-sheet: its title, on the photograph or above it.
//!
//! The metadata, the cover's photograph and how far down it may reach come in, marks on the
//! page at hand go out, and where the words below may begin. A photograph is not cropped unless its record allows that: one
//! that cannot be had whole over the full width stands in the type area, or else beside the
//! margin column, which then begins level with it.

use super::calm::{Ground, View};
use super::title::{self, Fitted, Room};
use super::{GAP, Window, crop_cost, flush_left, letters, photo_in, seen, shape, windows};
use crate::base::{Color, Length, Rect};
use crate::design::Cover;
use crate::document::{Permission, Photo};
use crate::image::{PhotoId, Survey};
use crate::layout::ctx::Ctx;
use crate::layout::sheet::Sheets;
use crate::pages::{Artifact, Draw, Item, NodeId, Tag};

/// Capitals of the first line.
const TOP: Length = Length::pt(35);
/// A title is no higher than this.
const HIGHEST: Length = Length::pt(126);
/// A title whose capitals would be lower than this share of the type area on one line takes
/// two or three: 34 points of 466.
const LOW: (i64, i64) = (34, 466);
/// A title on a photograph takes at most this share of its height.
const SHARE: (i64, i64) = (2, 5);
/// From the title's last baseline to the photograph, or to the end of a flat area.
const BELOW: Length = Length::pt(24);
/// How far a veil reaches below the title, fading.
const FADE: Length = Length::pt(64);
/// Opacity of one of its layers, in per cent.
const LAYER: u64 = 3;
/// The lowest that a head reaches at first: this share of the page.
pub(crate) const LOWEST: (i64, i64) = (27, 50);
/// A photograph is not made lower than this with the title on it …
const LEAST: Length = Length::pt(220);
/// … nor than this under the title, or this share of a small page.
const LEAST_UNDER: Length = Length::pt(140);
const LEAST_SHARE: (i64, i64) = (1, 6);

/// What a head is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish<'a> {
    /// The photograph.
    pub photo: Option<PhotoId>,
    /// What it shows; without a survey nothing is printed on it.
    pub survey: Option<&'a Survey>,
    /// Where title and photograph should end.
    pub lowest: Length,
    /// How much lower the words stand than they could. A photograph beside them goes with
    /// them, and so does a title on a flat area.
    pub sink: Length,
}

/// Where the words below a head may begin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hero {
    /// Those on the axis.
    pub foot: Length,
    /// Those in the margin column.
    pub left: Length,
    /// Where the photograph ends, or the title if there is none.
    pub picture: Length,
    /// The colour of the flat area that the title stands on alone.
    pub flat: Option<Color>,
}

/// Sets title and photograph.
pub(crate) fn hero(
    wish: &Wish,
    part: NodeId,
    heading: NodeId,
    sheets: &mut Sheets,
    ctx: &mut Ctx,
) -> Hero {
    let words = ctx.display(&ctx.document.metadata.title.main);
    let stage = Stage { part, heading, words, lowest: wish.lowest, sink: wish.sink };
    let printed = ctx.design.manner.cover == Cover::Printed;
    let on_photo = wish.photo.zip(wish.survey).filter(|_| printed);
    on_photo
        .and_then(|(photo, survey)| stage.on_photo(photo, survey, sheets, ctx))
        .unwrap_or_else(|| stage.above(wish.photo, sheets, ctx))
}

/// What all ways to set a head have in common.
struct Stage {
    part: NodeId,
    heading: NodeId,
    words: String,
    lowest: Length,
    sink: Length,
}

/// Where a photograph stands, and what of it is seen.
struct Place {
    frame: Rect,
    window: Window,
    /// Whether words may stand left of it.
    beside: bool,
}

const WHOLE: Window = Window { x: 0.0, y: 0.0, width: 1.0, height: 1.0 };

impl Stage {
    /// The title on the photograph, which bleeds on three sides; none if it may not be printed
    /// on, or the title would not stand out there.
    fn on_photo(
        &self,
        id: PhotoId,
        survey: &Survey,
        sheets: &mut Sheets,
        ctx: &mut Ctx,
    ) -> Option<Hero> {
        let photo = ctx.document.photo(id);
        if photo.rights.overprint == Permission::Forbid {
            return None;
        }
        let (frame, windows) =
            self.full(photo, Length::ZERO, ctx).filter(|(frame, _)| frame.x == Length::ZERO)?;
        let height = frame.height.ratio(SHARE.0, SHARE.1).min(HIGHEST);
        let title = self.fitted(height, Color::BLACK, ctx);
        let last = TOP + title.height();
        let places = flush_left(&title, last, ctx.design.page.left);
        let boxes: Vec<Rect> = title
            .lines
            .iter()
            .zip(&places)
            .flat_map(|(set, (x, baseline))| letters(set, *x, *baseline, title.capitals))
            .collect();
        let mut best: Option<(f64, Window, Ground)> = None;
        for window in windows {
            let view = View::new(survey, window, frame);
            let Some(ground) = view.ground(&boxes) else { continue };
            if hides_focus(photo, &window, &frame, last) {
                continue;
            }
            let band = ground.band.map_or(0.0, |(_, opacity)| f64::from(opacity));
            let cost = crop_cost(&view, photo) + band;
            if best.as_ref().is_none_or(|best| cost < best.0) {
                best = Some((cost, window, ground));
            }
        }
        let (_, window, ground) = best?;
        let place = Place { frame, window, beside: false };
        photo_in(id, seen(&place.window, &place.frame), place.frame, self.part, sheets, ctx);
        if let Some((color, opacity)) = ground.band {
            let dense = Rect { height: (last + BELOW / 3).min(frame.height), ..frame };
            veil(&dense, frame.bottom(), color, opacity, sheets);
        }
        title.set(&places, ground.ink, self.heading, sheets);
        let foot = frame.bottom() + self.sink;
        Some(Hero { foot, left: foot, picture: frame.bottom(), flat: None })
    }

    /// The title on paper, or on the theme's flat colour, and the photograph under it.
    fn above(&self, id: Option<PhotoId>, sheets: &mut Sheets, ctx: &mut Ctx) -> Hero {
        let page = ctx.design.page;
        let colors = ctx.design.colors;
        let dark = ctx.design.manner.cover == Cover::Flat || id.is_none();
        let flat = ctx.design.manner.flat.filter(|_| dark);
        let color = match flat {
            Some(_) => colors.paper,
            None if ctx.design.manner.flat.is_some() => colors.accent,
            None => colors.black,
        };
        let mut top = match (ctx.design.manner.bleeds, page.margin) {
            (true, _) => TOP,
            (false, Some(_)) => page.origin - page.capitals,
            (false, None) => page.head + page.row / 2,
        };
        if flat.is_some() && id.is_none() {
            top += self.sink;
        }
        let height = HIGHEST.min(page.paper.height / 6);
        let title = self.fitted(height, color, ctx);
        let last = top + title.height();
        // Small letters reach below the line.
        let descent = if ctx.design.manner.capitals { 4 } else { 7 };
        let under = last + BELOW.max(title.capitals.ratio(descent, 10));
        let place = id.map(|id| {
            let mut place = self.place(ctx.document.photo(id), under, ctx);
            if place.beside {
                place.frame.y += self.sink;
            }
            (id, place)
        });
        if let Some(flat) = flat {
            // A photograph that does not reach the edges stands on the flat area.
            let foot = match &place {
                Some((_, place)) if !place.beside && place.frame.x != Length::ZERO => {
                    place.frame.bottom() + BELOW
                }
                _ => under,
            };
            let area = Rect::new(Length::ZERO, Length::ZERO, page.paper.width, foot);
            sheets.fill(area, flat, Tag::Artifact(Artifact::Background));
        }
        title.set(&flush_left(&title, last, page.left), color, self.heading, sheets);
        let Some((id, place)) = place else {
            let foot = if flat.is_some() { under } else { last + self.sink };
            return Hero { foot, left: foot, picture: last, flat };
        };
        photo_in(id, seen(&place.window, &place.frame), place.frame, self.part, sheets, ctx);
        let on_flat = flat.is_some() && !place.beside && place.frame.x != Length::ZERO;
        let picture = place.frame.bottom();
        if place.beside {
            let left = place.frame.y - Length::pt(20);
            return Hero { foot: picture, left, picture, flat: None };
        }
        let foot = picture + self.sink + if on_flat { BELOW } else { Length::ZERO };
        Hero { foot, left: foot, picture, flat: None }
    }

    /// The full width from `top` down, to the edges if they may be reached, and the parts of a
    /// photograph that fill it; none if it is too coarse, or too high and not to be cropped.
    fn full(&self, photo: &Photo, top: Length, ctx: &Ctx) -> Option<(Rect, Vec<Window>)> {
        let page = ctx.design.page;
        let bleeds = ctx.bleeds(photo) && page.paper.width <= shape(photo).widest();
        let (x, width) =
            if bleeds { (Length::ZERO, page.paper.width) } else { (page.left, page.width) };
        let shape = shape(photo);
        let whole = shape.height_at(width);
        let room = (self.lowest - top).max(least(top, ctx));
        if shape.widest() < width {
            return None;
        }
        if whole <= room {
            return Some((Rect::new(x, top, width, whole), vec![WHOLE]));
        }
        // A tall photograph would lose most of what it shows.
        if photo.rights.crop == Permission::Forbid || shape.tall() || photo.drawing.is_some() {
            return None;
        }
        let frame = Rect::new(x, top, width, room);
        Some((frame, windows(shape, &frame)))
    }

    /// Where a photograph stands under the title.
    fn place(&self, photo: &Photo, top: Length, ctx: &Ctx) -> Place {
        let page = ctx.design.page;
        if let Some((frame, windows)) = self.full(photo, top, ctx) {
            let middle = windows.get(windows.len() / 2).copied().unwrap_or(WHOLE);
            let window = focused(photo, &windows).unwrap_or(middle);
            return Place { frame, window, beside: false };
        }
        let shape = shape(photo);
        let room = (self.lowest - top).max(least(top, ctx));
        let within = |width: Length| {
            let width = width.min(shape.widest()).min(shape.width_at(room)).max(Length::pt(1));
            (width, shape.height_at(width).max(Length::pt(1)))
        };
        let (width, height) = within(page.width);
        // A flat area holds a picture that leaves a third of it free.
        let flat = ctx.design.manner.cover == Cover::Flat;
        let least = if flat { page.width.ratio(2, 3) } else { page.width - page.gutter };
        let narrow = width < least;
        if !narrow || page.margin.is_none() {
            let frame = Rect::new(page.left, top, width, height);
            return Place { frame, window: WHOLE, beside: false };
        }
        let column = if ctx.bleeds(photo) { page.paper.width - page.axis } else { page.measure };
        let (width, height) = within(column);
        // Nearly as wide as the column is not wide enough to bleed.
        let width_kept = if width < column { width.min(page.measure) } else { width };
        let height = if width_kept < width { shape.height_at(width_kept) } else { height };
        let frame = Rect::new(page.axis, top, width_kept, height);
        Place { frame, window: WHOLE, beside: true }
    }

    fn fitted(&self, height: Length, color: Color, ctx: &mut Ctx) -> Fitted {
        let page = ctx.design.page;
        let style = ctx.design.styles.display.colored(color);
        let room = Room { width: page.width, height, gap: GAP, largest: page.paper.width };
        let line = title::fit_line(&self.words, &style, &room, ctx);
        if page.width.ratio(LOW.0, LOW.1) <= line.capitals {
            line
        } else {
            title::fit(&self.words, &style, &room, ctx)
        }
    }
}

/// Lays a veil over a photograph: as dense as is asked for in an area, then fading, so that it
/// has no edge, on the way to `lowest` at most. Layers end one below the other, and each is too
/// thin for its end to be seen.
fn veil(dense: &Rect, lowest: Length, color: Color, opacity: u8, sheets: &mut Sheets) {
    let layers = layers(opacity);
    let fade = FADE.min(lowest - dense.bottom()).max(Length::ZERO);
    let count = i64::try_from(layers.len()).unwrap_or(1).max(1);
    for (number, opacity) in (0..).zip(layers) {
        let rect = Rect { height: dense.height + fade.ratio(number, count), ..*dense };
        let tag = Tag::Artifact(Artifact::Layout);
        sheets.item(Item { tag, draw: Draw::Fill { rect, color, opacity } });
    }
}

/// The layers, each of an opacity in per cent, that together are at least so opaque.
fn layers(opacity: u8) -> Vec<u8> {
    let percent = |part: u64| u8::try_from(part).unwrap_or(100);
    // What shines through, in millionths.
    let (mut through, wanted) = (1_000_000_u64, u64::from(100 - opacity.min(100)) * 10_000);
    let mut layers = Vec::new();
    while wanted < through {
        let rest = ((through - wanted) * 100).div_ceil(through);
        let layer = if wanted == 0 { 100 } else { rest.min(LAYER) };
        through = through * (100 - layer) / 100;
        layers.push(percent(layer));
    }
    layers
}

/// The least height of a photograph whose top is here.
fn least(top: Length, ctx: &Ctx) -> Length {
    let page = ctx.design.page;
    match page.margin {
        None => page.paper.height.ratio(LEAST_SHARE.0, LEAST_SHARE.1),
        Some(_) if top == Length::ZERO => LEAST,
        Some(_) => LEAST_UNDER,
    }
}

/// Whether the title would stand on what the eye shall see first.
fn hides_focus(photo: &Photo, window: &Window, frame: &Rect, last: Length) -> bool {
    photo.focus.is_some_and(|(_, y)| {
        let share = (y - window.y) / window.height;
        frame.y.to_pt() + share * frame.height.to_pt() < last.to_pt()
    })
}

/// The part of a photograph that holds its focus nearest to the middle.
fn focused(photo: &Photo, windows: &[Window]) -> Option<Window> {
    let (x, y) = photo.focus?;
    let far = |window: &Window| {
        let (dx, dy) = (window.x + window.width / 2.0 - x, window.y + window.height / 2.0 - y);
        dx.abs() + dy.abs()
    };
    windows.iter().copied().min_by(|a, b| far(a).total_cmp(&far(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_veil_is_as_dense_as_it_must_be_and_ends_unseen() {
        for opacity in 1..=99 {
            let layers = layers(opacity);
            let through: f64 = layers.iter().map(|layer| 1.0 - f64::from(*layer) / 100.0).product();
            let dense = (1.0 - through) * 100.0;
            let wanted = f64::from(opacity);
            assert!(wanted <= dense + 1e-3, "{opacity} per cent: {dense}");
            assert!(dense < wanted + 1.0, "{opacity} per cent, and little more: {dense}");
            assert!(layers.iter().all(|layer| *layer <= 3), "no step is seen: {layers:?}");
        }
    }
}
