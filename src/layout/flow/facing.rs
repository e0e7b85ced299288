//! Whole pages: pictures that fill one, and where their captions stand.
//!
//! The caption of a picture that fills a page stands on the page beside it or on another near
//! it, where there is room. Where there is none the picture gives way: it stands in the type
//! area, smaller, with its caption under it.

use crate::base::{Length, Rect};
use crate::layout::assemble::side_of;
use crate::layout::captions::{self, Elsewhere, Entry};
use crate::layout::flow::caption::caption;
use crate::layout::flow::emit::Emitter;
use crate::layout::flow::plate::{AXIS_DROP, in_type_area};
use crate::layout::makeup::{At, Plan, Thing};
use crate::layout::sheet::{Furniture, Sheets};
use crate::pages::Side;

/// What a caption under the text leaves free at the foot of the paper.
const FOOT: Length = Length::pt(18);

impl Emitter<'_, '_> {
    /// Draws all pictures that take whole pages, and their captions.
    pub(super) fn whole_pages(&mut self, plan: &Plan) {
        for (index, page) in plan.pages.iter().enumerate() {
            for thing in &page.things {
                match thing {
                    Thing::Plate { plate, at: At::Page, .. } => {
                        self.whole_page(plan, index, *plate, 0);
                    }
                    Thing::Plate { plate, at: At::Spread(picture), .. } => {
                        self.whole_page(plan, index, *plate, usize::from(*picture));
                    }
                    Thing::Plate { .. } | Thing::Text { .. } => {}
                }
            }
        }
    }

    fn whole_page(&mut self, plan: &Plan, index: usize, number: usize, picture: usize) {
        let page = self.ctx.design.page;
        let mut entries = self.plates[number].entries(self.ctx);
        entries.retain(|entry| entry.photos.start == picture);
        let width = page.margin.unwrap_or(page.measure);
        let mut facing = None;
        for (target, elsewhere) in self.near(plan, index) {
            let mut said = entries.clone();
            captions::elsewhere(&mut said, elsewhere, self.ctx.locale);
            let lines = self.count(number, &said, width);
            facing = self.room(target, lines).map(|y| (target, said, y));
            if facing.is_some() {
                break;
            }
        }
        self.sheets.go_to(index);
        let Some((target, said, y)) = facing else {
            self.give_way(number, picture, &entries);
            return;
        };
        self.pictures(number, picture..picture + 1, Length::ZERO, Length::ZERO);
        if !said.is_empty() {
            let lines = self.caption(number, &said, width);
            self.sheets.go_to(target);
            self.lines(lines, page.left, y);
        }
    }

    /// The pages on which the caption of a page's picture may stand, best first: the facing
    /// one, the other side of the leaf, the nearest.
    fn near(&self, plan: &Plan, index: usize) -> Vec<(usize, Elsewhere)> {
        let verso = side_of(self.first + index) == Side::Verso;
        let (facing, overleaf) = if verso {
            (Some(index + 1), index.checked_sub(1))
        } else {
            (index.checked_sub(1), Some(index + 1))
        };
        let place = |page: usize| match Some(page) {
            page if page == facing => (0, Elsewhere::Opposite),
            page if page == overleaf => (1, Elsewhere::Overleaf),
            _ => (page.abs_diff(index), Elsewhere::Page(self.first + index + 1)),
        };
        let free = |page: &usize| self.margins.has_room(*page, plan);
        let mut pages: Vec<usize> = (0..plan.pages.len()).filter(free).collect();
        pages.sort_by_key(|page| place(*page).0);
        pages.into_iter().map(|page| (page, place(page).1)).collect()
    }

    /// The first baseline of so many lines of a caption on a page, where they then stand.
    fn room(&mut self, page: usize, lines: i64) -> Option<Length> {
        let design = self.ctx.design.page;
        let leading = self.ctx.design.styles.caption.leading;
        let height = leading * lines;
        if design.margin.is_some() {
            let top = self.margins.free(page, height, false, self.ctx)?;
            self.margins.take(page, top, top + height);
            return Some(top + leading.ratio(62, 100));
        }
        // Without a margin column it stands under the text, and under a folio.
        let under = design.baseline(i64::from(design.rows) + 1);
        let folio = self.sheets.sheets[page].furniture == Furniture::Folio;
        let highest = if folio { under + leading } else { under };
        let lowest = design.paper.height - FOOT - height + leading;
        let y = (under + design.row).min(lowest);
        let free = self.margins.is_free(page, y - leading, y + height - leading);
        (highest <= y && free).then(|| {
            self.margins.take(page, y - leading, y + height - leading);
            y
        })
    }

    /// Sets a picture in the type area, as large as its caption under it leaves room for.
    fn give_way(&mut self, number: usize, picture: usize, entries: &[Entry]) {
        let page = self.ctx.design.page;
        let leading = self.ctx.design.styles.caption.leading;
        let depth = match self.count(number, entries, page.measure) {
            0 => Length::ZERO,
            lines => AXIS_DROP + leading * (lines - 1),
        };
        let set = &mut self.plates[number];
        let frame: Rect = in_type_area(set.photos[picture].photo, depth, self.ctx);
        set.arrangement.frames[picture] = frame;
        self.pictures(number, picture..picture + 1, Length::ZERO, Length::ZERO);
        if !entries.is_empty() {
            let lines = self.caption(number, entries, page.measure);
            self.lines(lines, page.axis, frame.bottom() + AXIS_DROP);
        }
    }

    /// The lines of a caption.
    fn count(&mut self, number: usize, entries: &[Entry], width: Length) -> i64 {
        let mut scratch = Sheets::new("");
        let photos = &self.plates[number].photos;
        let lines = caption(entries, photos, &[], width, &mut scratch, self.ctx);
        i64::try_from(lines.len()).unwrap_or(i64::MAX)
    }
}
