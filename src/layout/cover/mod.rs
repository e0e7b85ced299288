//! The cover: a photograph over the whole page above a flat band, and the title on it.
//!
//! The metadata and the cover's photograph come in, one page goes out. Three ways, tried in
//! this order: the title on the photograph, where that may be cropped and printed on; the
//! photograph whole above the band, the title over it on paper; no photograph, a flat page.

mod calm;
mod crop;
mod ebook;
mod hero;
mod sheet;
mod title;

use std::collections::BTreeMap;

use crate::base::{Color, Length, Rect};
use crate::design::Cover;
use crate::document::{Permission, Photo};
use crate::image::{PhotoId, Survey};
use crate::layout::band::Band;
use crate::layout::ctx::Ctx;
use crate::layout::sheet::{Furniture, Sheets};
use crate::locale::Word;
use crate::pages::{Artifact, Draw, Item, NodeId, Role, Structure, Tag};
use crate::phrases;
use crate::phrases::capital;

use calm::{Calm, Ground, View, Window};
use crop::{crop_cost, resolution, seen, shape, warn, windows};
pub(crate) use ebook::{PAGE as EBOOK, set as ebook};
pub(crate) use hero::{LOWEST, Wish, hero};
pub(crate) use sheet::says_logline;
use title::{Fitted, Room};

/// From one line of the title to the next, ink to ink.
const GAP: Length = Length::pt(14);
/// Between the last baseline and the horizon.
const ABOVE_HORIZON: Length = Length::pt(3);
/// Capitals of the first line do not stand higher.
const TOP: Length = Length::pt(42);
/// A cover's photograph has at least this many pixels an inch, else it is not cropped.
const FEWEST: u32 = 110;
/// How many half rows above the horizon the title is tried at.
const LIFTS: u32 = 5;
/// The baseline of the last line on a cover without a photograph.
const LAST_ROW: i64 = 30;
/// A title on a photograph no larger than this share of what its width allows gets more room.
const CRAMPED: i64 = 2;

/// Sets the cover. `survey` is of its photograph; without one nothing is printed on that.
pub(crate) fn set(survey: Option<&Survey>, ctx: &mut Ctx) -> Sheets {
    let mut sheets = Sheets::new("");
    sheets.open(Furniture::None);
    let part = sheets.node(Structure::ROOT, Role::Part);
    let heading = sheets.node(part, Role::Heading(1));
    if ctx.design.manner.cover == Cover::Sheet {
        sheet::set(part, heading, &mut sheets, ctx);
        return sheets;
    }
    let band = band(part, &mut sheets, ctx);
    let title = ctx.document.metadata.title.main.clone();
    sheets.bookmark(1, ctx.locale.word(Word::Cover).to_owned(), Length::ZERO, Some(heading));
    let stage = Stage { part, heading, words: ctx.display(&title), foot: band.top(ctx) };
    let photo = ctx.document.front.cover_photo;
    let printed = ctx.design.manner.cover == Cover::Printed;
    let on_photo = photo.zip(survey).filter(|_| printed);
    let done = on_photo.is_some_and(|(photo, seen)| stage.on_photo(photo, seen, &mut sheets, ctx))
        || photo.is_some_and(|photo| stage.above_photo(photo, &mut sheets, ctx));
    if !done {
        stage.without_photo(&mut sheets, ctx);
    }
    band.draw(&mut sheets, ctx);
    sheets
}

/// What stands on the band: kit, edition and embargo at the left, subtitle and makers on the
/// axis.
fn band(part: NodeId, sheets: &mut Sheets, ctx: &mut Ctx) -> Band {
    let metadata = &ctx.document.metadata;
    let styles = ctx.design.styles;
    let page = ctx.design.page;
    let mut band = Band::default();
    let subtitle = metadata.title.subtitle.as_str();
    if !subtitle.is_empty() {
        let node = sheets.node(part, Role::Paragraph);
        let mut style = styles.cover_subtitle;
        let mut lines = ctx.plain(subtitle, &style, page.measure);
        if 1 < lines.len() {
            style = style.sized(Length::pt(14), Length::pt(14));
            lines = ctx.plain(subtitle, &style, page.measure);
        }
        for line in lines {
            band.right(band.next_right(), node, line);
        }
    }
    let makers = phrases::makers(&metadata.creators, ctx.locale);
    if !makers.is_empty() {
        let node = sheets.node(part, Role::Paragraph);
        let lines = ctx.plain(&makers, &styles.cover_creator, page.measure);
        let first = if lines.len() == 1 { band.next_right().max(2) } else { band.next_right() };
        for (step, line) in (first..).zip(lines) {
            band.right(step, node, line);
        }
    }
    let width = page.margin.unwrap_or(page.measure);
    let kit = styles.section.colored(ctx.design.on_flat());
    let node = sheets.node(part, Role::Paragraph);
    for line in ctx.plain(ctx.locale.word(Word::PressKit), &kit, width) {
        band.left(band.next_left(), node, line);
    }
    let mut words = vec![phrases::edition(metadata, ctx.locale)];
    if let Some(embargo) = &metadata.embargo {
        words.push(phrases::embargo(embargo, false, ctx.locale));
    }
    for words in words.iter().filter(|words| !words.is_empty()) {
        let node = sheets.node(part, Role::Paragraph);
        for line in ctx.plain(&capital(words), &styles.cover_line, width) {
            band.left(band.next_left(), node, line);
        }
    }
    band
}

/// Titles by the height that they were fitted into.
type Fits = BTreeMap<Length, Fitted>;

/// What all ways to set a cover have in common.
struct Stage {
    part: NodeId,
    heading: NodeId,
    /// The title in capitals.
    words: String,
    /// The band's top.
    foot: Length,
}

/// A title on a photograph: how good it is, the less the better, and where all of it stands.
struct Try {
    cost: f64,
    window: Window,
    title: Fitted,
    /// Left end of each line's ink, and its baseline.
    places: Vec<(Length, Length)>,
    ground: Ground,
    calm: Calm,
}

impl Stage {
    /// Sets the title on the photograph. Says no if it may not be cropped or printed on, has
    /// too few pixels, or the title would not stand out.
    fn on_photo(&self, id: PhotoId, survey: &Survey, sheets: &mut Sheets, ctx: &mut Ctx) -> bool {
        let document = ctx.document;
        let photo = document.photo(id);
        let rights = &photo.rights;
        if rights.overprint == Permission::Forbid || !ctx.bleeds(photo) {
            return false;
        }
        let page = ctx.design.page;
        let frame = Rect::new(Length::ZERO, Length::ZERO, page.paper.width, self.foot);
        let shape = shape(photo);
        let windows = windows(shape, &frame);
        let whole = windows.first().is_some_and(|w| 0.985 < w.width && 0.985 < w.height);
        if rights.crop == Permission::Forbid && !whole {
            return false;
        }
        let resolution = resolution(shape, windows.first(), &frame);
        if resolution < FEWEST && !whole {
            return false;
        }
        let mut best: Option<Try> = None;
        let mut fits = Fits::new();
        for window in windows {
            let view = View::new(survey, window, frame);
            if let Some(this) = self.attempt(&view, photo, &mut fits, ctx)
                && best.as_ref().is_none_or(|best| this.cost < best.cost)
            {
                best = Some(this);
            }
        }
        let Some(best) = best else { return false };
        warn(resolution, photo, ctx);
        let seen = seen(&best.window, &frame);
        photo_in(id, seen, frame, self.part, sheets, ctx);
        if !photo.decorative {
            // The title stands on it: what is painted first is read first.
            sheets.structure.node_mut(self.part).kids.rotate_right(1);
        }
        if let Some((color, opacity)) = best.ground.band {
            let rect = match best.calm {
                Calm::Above(horizon) => Rect::new(frame.x, frame.y, frame.width, horizon),
                Calm::Below(top) => Rect::new(frame.x, top, frame.width, frame.bottom() - top),
            };
            let tag = Tag::Artifact(Artifact::Layout);
            sheets.item(Item { tag, draw: Draw::Fill { rect, color, opacity } });
        }
        best.title.set(&best.places, best.ground.ink, self.heading, sheets);
        true
    }

    /// The best way to set the title on one crop of the photograph. Where the title stands on
    /// a horizon that is not even, it is tried some steps higher as well.
    fn attempt(&self, view: &View, photo: &Photo, fits: &mut Fits, ctx: &mut Ctx) -> Option<Try> {
        let calm = view.calm();
        let step = ctx.design.page.row / 2;
        let lifts = match calm {
            Calm::Above(_) => LIFTS,
            Calm::Below(_) => 1,
        };
        let mut best: Option<Try> = None;
        for lift in 0..lifts {
            let up = step * i64::from(lift);
            let fixed = crop_cost(view, photo) + f64::from(lift) * 0.5;
            for mut this in self.sides(view, calm, up, fits, ctx) {
                this.cost += fixed;
                if best.as_ref().is_none_or(|best| this.cost < best.cost) {
                    best = Some(this);
                }
            }
        }
        best
    }

    /// The title fitted between the page's top and the horizon, or below it, with each line at
    /// the left or at the right.
    fn sides(
        &self,
        view: &View,
        calm: Calm,
        up: Length,
        fits: &mut Fits,
        ctx: &mut Ctx,
    ) -> Vec<Try> {
        let page = ctx.design.page;
        let height = match calm {
            Calm::Above(horizon) => horizon - ABOVE_HORIZON - up - TOP,
            Calm::Below(top) => self.foot - page.row * 2 - top - page.row,
        };
        let mut title = self.fitted(height, fits, ctx);
        let widest = title.lines.iter().map(title::Set::width).fold(Length::ZERO, Length::max);
        if widest * CRAMPED < page.width {
            title = self.fitted(height.max(self.foot / 2 - TOP), fits, ctx);
        }
        let last = match calm {
            Calm::Above(horizon) => (horizon - ABOVE_HORIZON - up).max(TOP + title.height()),
            Calm::Below(_) => self.foot - page.row * 2,
        };
        let lines = i64::try_from(title.lines.len()).unwrap_or(1);
        let mut tries = Vec::new();
        for sides in 0..1_u32 << title.lines.len() {
            let mut places = Vec::new();
            let mut boxes = Vec::new();
            for (i, set) in (0..).zip(&title.lines) {
                let right = sides >> i & 1 == 1;
                let x = if right { page.right() - set.width() } else { page.left };
                let baseline = last - (title.capitals + title.gap) * (lines - 1 - i);
                places.push((x, baseline));
                boxes.extend(letters(set, x, baseline, title.capitals));
            }
            let Some(ground) = view.ground(&boxes) else { continue };
            // On a tie the first line stands left and the last one right.
            let last_left = 1 < lines && sides >> (lines - 1) & 1 == 0;
            let tie = f64::from(sides & 1) + f64::from(u8::from(last_left));
            let band = ground.band.map_or(0.0, |(_, opacity)| f64::from(opacity));
            let cost = view.covered(&boxes) + band + tie * 2.0 - title.capitals.to_pt() * 0.2;
            let title = title.clone();
            tries.push(Try { cost, window: view.window, title, places, ground, calm });
        }
        tries
    }

    /// The title fitted into a height, kept for the next crop.
    fn fitted(&self, height: Length, fits: &mut Fits, ctx: &mut Ctx) -> Fitted {
        let page = ctx.design.page;
        let style = ctx.design.styles.display;
        let room = Room { width: page.width, height, gap: GAP, largest: page.paper.width };
        fits.entry(height).or_insert_with(|| title::fit(&self.words, &style, &room, ctx)).clone()
    }

    /// Sets the photograph whole at the foot, above the band, and the title over it on paper.
    fn above_photo(&self, id: PhotoId, sheets: &mut Sheets, ctx: &mut Ctx) -> bool {
        let page = ctx.design.page;
        let flat = ctx.design.manner.cover == Cover::Flat;
        if flat {
            ground(sheets, ctx);
        }
        let photo = ctx.document.photo(id);
        let shape = shape(photo);
        let bleeds = ctx.bleeds(photo);
        let (left, width, foot) = if bleeds {
            (Length::ZERO, page.paper.width, self.foot)
        } else {
            (page.left, page.width, self.foot - page.row * 2)
        };
        // The title keeps a quarter of the height.
        let highest = (foot * 3) / 4 - TOP;
        let height = shape.height_at(width).min(highest);
        let wide = shape.width_at(height).min(width);
        let frame = Rect::new(left + width - wide, foot - height, wide, height);
        warn(shape.resolution(wide), photo, ctx);
        photo_in(id, frame, frame, self.part, sheets, ctx);
        let style = ctx.design.styles.display;
        let room = Room {
            width: page.width,
            height: frame.y - TOP - page.row * 2,
            gap: GAP,
            largest: page.paper.width,
        };
        let title = title::fit(&self.words, &style, &room, ctx);
        let last = frame.y - page.row * 2;
        let places = flush_left(&title, last, page.left);
        let colors = ctx.design.colors;
        let color = if flat { colors.paper } else { colors.accent };
        title.set(&places, color, self.heading, sheets);
        true
    }

    /// A flat page; the title one word a line, if there are few, filling the measure.
    fn without_photo(&self, sheets: &mut Sheets, ctx: &mut Ctx) {
        let page = ctx.design.page;
        ground(sheets, ctx);
        let last = page.baseline(LAST_ROW.min(i64::from(page.band_row) - 4));
        let room =
            Room { width: page.width, height: last - TOP, gap: GAP, largest: page.paper.width };
        let title = title::fit(&self.words, &ctx.design.styles.display, &room, ctx);
        let places = flush_left(&title, last, page.left);
        title.set(&places, ctx.design.colors.paper, self.heading, sheets);
    }
}

/// Sets the photograph in a part; `clip` of `frame` is seen.
fn photo_in(id: PhotoId, frame: Rect, clip: Rect, part: NodeId, sheets: &mut Sheets, ctx: &Ctx) {
    let photo = ctx.document.photo(id);
    let tag = if photo.decorative {
        Tag::Artifact(Artifact::Background)
    } else {
        let alt = (!photo.alt.is_empty()).then(|| photo.alt.clone());
        Tag::Node(sheets.node(part, Role::Figure { alt, bbox: None }))
    };
    sheets.photo(ctx.document, id, frame, clip, tag);
}

impl Fitted {
    /// Sets the lines of a title as words of `heading`; a place is the left end of a line's
    /// ink, and its baseline.
    fn set(&self, places: &[(Length, Length)], color: Color, heading: NodeId, sheets: &mut Sheets) {
        for (fitted, (x, baseline)) in self.lines.iter().zip(places) {
            let mut line = fitted.line.clone();
            for piece in &mut line.pieces {
                piece.run.color = color;
            }
            sheets.set(line, *x - fitted.ink.left, *baseline, heading);
        }
    }
}

/// Fills the page with the theme's flat colour, if it has one.
fn ground(sheets: &mut Sheets, ctx: &Ctx) {
    let paper = ctx.design.page.paper;
    let all = Rect::new(Length::ZERO, Length::ZERO, paper.width, paper.height);
    if let Some(flat) = ctx.design.manner.flat {
        sheets.fill(all, flat, Tag::Artifact(Artifact::Background));
    }
}

/// Places of lines that all stand left, the last on this baseline.
fn flush_left(title: &Fitted, last: Length, x: Length) -> Vec<(Length, Length)> {
    let lines = i64::try_from(title.lines.len()).unwrap_or(1);
    let step = title.capitals + title.gap;
    (0..lines).map(|i| (x, last - step * (lines - 1 - i))).collect()
}

/// The boxes of a line's letters.
fn letters(set: &title::Set, x: Length, baseline: Length, capitals: Length) -> Vec<Rect> {
    let mut boxes = Vec::new();
    let from = x - set.ink.left;
    for run in set.line.pieces.iter().map(|piece| &piece.run) {
        let mut at = from + run.origin.x;
        for (glyph, letter) in run.glyphs.iter().zip(run.text.chars()) {
            let wide = Length(i64::from(glyph.advance));
            if !letter.is_whitespace() {
                boxes.push(Rect::new(at, baseline - capitals, wide, capitals));
            }
            at += wide;
        }
    }
    boxes
}
