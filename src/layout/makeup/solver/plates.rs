//! Plates: where one that is cited, or waits, may stand, and what the page is after it.
//!
//! A way and a plate come in, the ways with the plate placed go out.

use super::{
    BESIDE_PLATE, CROWDED, INSIDE, MARGIN_GAP, MARGIN_PLATES, SMALLER, Solver, State, Step, Way,
};
use crate::layout::makeup::rows::{grown, wide};
use crate::layout::makeup::{At, PlateBox};

/// Which plate is placed, in which of its forms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placing {
    pub(super) plate: u32,
    pub(super) form: u8,
}

impl Solver<'_> {
    /// Passes the citation of a plate: it is placed here, or waits.
    pub(super) fn cite(&mut self, way: Way, plate: usize) {
        let state = way.state;
        let number = wide(plate);
        if number != state.placed {
            self.found.push(way);
            return;
        }
        let mut waits = true;
        for (form, kind) in (0_u8..).zip(&self.galley.plates[plate]) {
            let what = Placing { plate: number, form };
            match *kind {
                PlateBox::Margin(rows) => {
                    if let Some(way) = self.beside(way, what, rows) {
                        self.found.push(way);
                        // What best stands in the margin stands there as soon as it can.
                        waits &= 0 < form;
                    }
                }
                PlateBox::Block { top, inside, foot } => {
                    self.within(way, what, top, inside);
                    self.below(way, what, foot);
                }
                PlateBox::Page | PlateBox::Spread => {}
            }
        }
        if waits {
            self.found.push(way);
        }
    }

    /// A plate stands: one step further, at its price.
    fn put(&mut self, way: Way, what: Placing, at: At) -> Way {
        let Placing { plate, form } = what;
        let trail = self.step(way.trail, Step::Plate { plate, form, at });
        let state = State { placed: plate + 1, ..way.state };
        Way { state, trail, cost: way.cost + SMALLER * i64::from(form), ..way }
    }

    /// Places a plate in the margin of this page, if there is room.
    fn beside(&mut self, way: Way, what: Placing, rows: u16) -> Option<Way> {
        let state = way.state;
        let taken = state.margin_rows + rows + if state.margin_rows == 0 { 0 } else { MARGIN_GAP };
        if MARGIN_PLATES <= state.margin || 0 < state.blocks || state.room < taken {
            return None;
        }
        let at = At::Margin(state.top + state.used);
        let way = self.put(way, what, at);
        let state = State { margin: state.margin + 1, margin_rows: taken, ..way.state };
        Some(Way { state, ..way })
    }

    /// Places a plate between paragraphs, or right under an opening.
    fn within(&mut self, way: Way, what: Placing, top: u16, inside: u16) {
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
        let way = self.put(way, what, at);
        let state = State { used, gap: 0, blocks: state.blocks + 1, ..way.state };
        self.found.push(Way { state, cost: way.cost + INSIDE, ..way });
    }

    /// Places a plate at the foot of this page; not where a chapter opens, whose folio
    /// stands there.
    fn below(&mut self, way: Way, what: Placing, foot: u16) {
        let state = way.state;
        let crowded = 0 < state.blocks || 0 < state.margin || 0 < state.notes;
        if crowded || 0 < state.top || state.used < BESIDE_PLATE || state.room < state.used + foot {
            return;
        }
        let last = (state.top + state.room).saturating_sub(1);
        let way = self.put(way, what, At::Foot(last));
        let state = State { room: state.room - foot, blocks: state.blocks + 1, ..way.state };
        self.found.push(Way { state, ..way });
    }

    /// A plate may be placed from its citation on, and within a spread's rows before it.
    pub(super) fn may_place(&self, plate: u32, element: usize) -> bool {
        if plate < self.cited[element] {
            return true;
        }
        let citing = self.citing[plate as usize];
        plate == self.cited[element]
            && citing < self.galley.elements.len()
            && self.depth[citing] < self.depth[element] + 2 * u32::from(self.galley.rows)
    }

    pub(super) fn topped(&mut self, way: Way, what: Placing, rows: u16, page: u16) -> Way {
        let way = self.put(way, what, At::Top(way.state.top));
        let state = way.state;
        let top = state.top + rows;
        let crowded = if state.blocks == 0 { 0 } else { CROWDED };
        let room = page.saturating_sub(top);
        let state = State { top, room, blocks: state.blocks + 1, ..state };
        Way { state, cost: way.cost + crowded, ..way }
    }

    /// A page that holds nothing but this plate.
    pub(super) fn whole(&mut self, way: Way, what: Placing, at: At) -> Way {
        let way = self.put(way, what, at);
        Way { state: State { room: 0, blocks: 1, ..way.state }, ..way }
    }

    /// Two facing pages for one plate; only a left page can be the first of them, unless
    /// there is no text left to wait with.
    pub(super) fn spread(
        &mut self,
        way: Way,
        what: Placing,
        element: usize,
        open: &mut dyn FnMut(Way),
    ) {
        if way.state.side == 1 && element < self.galley.elements.len() && !self.relaxed {
            return;
        }
        let first = self.whole(way, what, At::Spread(0));
        let rows = grown(self.galley.rows, first.state.longer);
        let trail = self.step(first.trail, Step::Open { rows });
        let Placing { plate, form } = what;
        let trail = self.step(trail, Step::Plate { plate, form, at: At::Spread(1) });
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

    /// Opens a fresh page with the margin plates that wait for it hung, and with those that need
    /// not stand in the margin left waiting.
    pub(super) fn hang_waiting(&mut self, way: Way, element: usize, open: &mut dyn FnMut(Way)) {
        let plate = way.state.placed;
        let galley = self.galley;
        let forms = galley.plates.get(plate as usize).filter(|_| plate < self.cited[element]);
        let mut waits = true;
        for (form, kind) in (0_u8..).zip(forms.into_iter().flatten()) {
            if let PlateBox::Margin(rows) = *kind
                && let Some(hung) = self.beside(way, Placing { plate, form }, rows)
            {
                self.hang_waiting(hung, element, open);
                waits &= 0 < form;
            }
        }
        if waits {
            open(way);
        }
    }
}
