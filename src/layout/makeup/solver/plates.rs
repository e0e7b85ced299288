//! Plates: where one that is cited, or waits, may stand, and what the page is after it.
//!
//! A way and a plate come in, the ways with the plate placed go out.

use super::{
    AHEAD, BESIDE_PLATE, CROWDED, INSIDE, MARGIN_GAP, MARGIN_PLATES, Solver, State, Step, Way,
};
use crate::layout::makeup::rows::{grown, wide};
use crate::layout::makeup::{At, PlateBox};

impl Solver<'_> {
    /// Passes the citation of a plate: it is placed here, or waits.
    pub(super) fn cite(&mut self, way: Way, plate: usize) {
        let state = way.state;
        let number = wide(plate);
        if number != state.placed {
            self.found.push(way);
            return;
        }
        match self.galley.plates[plate] {
            PlateBox::Margin(rows) => {
                let way = self.beside(way, number, rows).unwrap_or(way);
                self.found.push(way);
            }
            PlateBox::Block { top, inside, foot } => {
                self.within(way, number, top, inside);
                self.below(way, number, foot);
                self.found.push(way);
            }
            PlateBox::Page | PlateBox::Spread => self.found.push(way),
        }
    }

    /// Places a plate in the margin of this page, if there is room.
    fn beside(&mut self, way: Way, plate: u32, rows: u16) -> Option<Way> {
        let state = way.state;
        let taken = state.margin_rows + rows + if state.margin_rows == 0 { 0 } else { MARGIN_GAP };
        if MARGIN_PLATES <= state.margin || 0 < state.blocks || state.room < taken {
            return None;
        }
        let at = At::Margin(state.top + state.used);
        let trail = self.step(way.trail, Step::Plate { plate, at });
        let state =
            State { placed: plate + 1, margin: state.margin + 1, margin_rows: taken, ..state };
        Some(Way { state, trail, ..way })
    }

    /// Places a plate between paragraphs, or right under an opening.
    fn within(&mut self, way: Way, plate: u32, top: u16, inside: u16) {
        let state = way.state;
        let rows = if state.used == 0 { top } else { inside };
        let used = state.used + rows;
        let enough_above = state.used == 0 || BESIDE_PLATE <= state.used;
        let crowded = 0 < state.blocks || 0 < state.margin;
        if !enough_above || state.stuck || crowded || self.room(&state) < used + BESIDE_PLATE {
            return;
        }
        let row = state.top + state.used;
        let at = if state.used == 0 { At::Top(row) } else { At::Inside(row) };
        let trail = self.step(way.trail, Step::Plate { plate, at });
        let state = State { used, placed: plate + 1, gap: 0, blocks: state.blocks + 1, ..state };
        self.found.push(Way { state, trail, cost: way.cost + INSIDE, ..way });
    }

    /// Places a plate at the foot of this page; not where a chapter opens, whose folio
    /// stands there.
    fn below(&mut self, way: Way, plate: u32, foot: u16) {
        let state = way.state;
        let crowded = 0 < state.blocks || 0 < state.margin || 0 < state.notes;
        if crowded || 0 < state.top || state.used < BESIDE_PLATE || state.room < state.used + foot {
            return;
        }
        let last = (state.top + state.room).saturating_sub(1);
        let trail = self.step(way.trail, Step::Plate { plate, at: At::Foot(last) });
        let state =
            State { room: state.room - foot, placed: plate + 1, blocks: state.blocks + 1, ..state };
        self.found.push(Way { state, trail, ..way });
    }

    /// A plate may be placed from its citation on, and a little before.
    pub(super) fn may_place(&self, plate: u32, element: usize) -> bool {
        if plate < self.cited[element] {
            return true;
        }
        let citing = self.citing[plate as usize];
        plate == self.cited[element]
            && citing < self.galley.elements.len()
            && self.depth[citing] < self.depth[element] + AHEAD
    }

    pub(super) fn topped(&mut self, way: Way, plate: u32, rows: u16, page: u16) -> Way {
        let state = way.state;
        let trail = self.step(way.trail, Step::Plate { plate, at: At::Top(state.top) });
        let top = state.top + rows;
        let crowded = if state.blocks == 0 { 0 } else { CROWDED };
        let state = State {
            top,
            room: page.saturating_sub(top),
            placed: plate + 1,
            blocks: state.blocks + 1,
            ..state
        };
        Way { state, trail, cost: way.cost + crowded, ..way }
    }

    /// A page that holds nothing but this plate.
    pub(super) fn whole(&mut self, way: Way, plate: u32, at: At) -> Way {
        let trail = self.step(way.trail, Step::Plate { plate, at });
        let state = State { placed: plate + 1, room: 0, blocks: 1, ..way.state };
        Way { state, trail, ..way }
    }

    /// Two facing pages for one plate; only a left page can be the first of them, unless
    /// there is no text left to wait with.
    pub(super) fn spread(
        &mut self,
        way: Way,
        plate: u32,
        element: usize,
        open: &mut dyn FnMut(Way),
    ) {
        if way.state.side == 1 && element < self.galley.elements.len() && !self.relaxed {
            return;
        }
        let first = self.whole(way, plate, At::Spread(0));
        let rows = grown(self.galley.rows, first.state.longer);
        let trail = self.step(first.trail, Step::Open { rows });
        let trail = self.step(trail, Step::Plate { plate, at: At::Spread(1) });
        let state = State { side: 1 - first.state.side, ..first.state };
        self.after_whole(Way { state, trail, ..first }, element, open);
    }

    /// After a page that a plate fills: the next, or the end of the chapter.
    pub(super) fn after_whole(&mut self, way: Way, element: usize, open: &mut dyn FnMut(Way)) {
        if element == self.galley.elements.len() {
            open(way);
        } else {
            self.turn(way, element, open);
        }
    }

    /// Hangs margin plates that wait on a fresh page.
    pub(super) fn hang_waiting(&mut self, mut way: Way, element: usize) -> Way {
        loop {
            let plate = way.state.placed;
            if self.cited[element] <= plate {
                return way;
            }
            let Some(PlateBox::Margin(rows)) = self.galley.plates.get(plate as usize) else {
                return way;
            };
            match self.beside(way, plate, *rows) {
                Some(hung) => way = hung,
                None => return way,
            }
        }
    }
}
