//! Pages: what it costs to end one, how the next may begin, and how a chapter ends.
//!
//! A way comes in, the ways with a fresh page go out.

use super::{
    BEAM, BESIDE_PLATE, EARLY, FEW, LATE_FACING, LATE_TURN, MORE, NONE, SHORT, STUB, Solver, State,
    Step, THIN, UNFILLED, Way, uneven,
};
use crate::layout::makeup::rows::{grown, wide};
use crate::layout::makeup::solver::plates::Placing;
use crate::layout::makeup::{At, PlateBox};

impl Solver<'_> {
    pub(super) fn break_page(&mut self, way: Way, element: usize) {
        if way.state.used == 0 {
            self.found.push(way);
            return;
        }
        let mut found = std::mem::take(&mut self.found);
        self.turn(way, element, &mut |way| found.push(way));
        self.found = found;
    }

    /// Ends a page before it is asked to: white rows cost.
    pub(super) fn close(
        &mut self,
        way: Way,
        penalty: i64,
        element: usize,
        open: &mut dyn FnMut(Way),
    ) {
        let white = i64::from(self.room(&way.state).saturating_sub(way.state.used));
        let cost = way.cost + penalty + SHORT * white * white;
        self.turn(Way { cost, ..way }, element, open);
    }

    /// Ends a page and begins the next in every sensible way.
    pub(super) fn turn(&mut self, way: Way, element: usize, open: &mut dyn FnMut(Way)) {
        let cited = self.cited[element];
        let placed = way.state.placed;
        let waiting = i64::from(cited.saturating_sub(placed));
        let ahead = i64::from(placed.saturating_sub(cited));
        let mut cost = way.cost;
        if way.state.side == 0 {
            cost += LATE_FACING * waiting + EARLY * ahead;
        } else if 0 < ahead && !self.relaxed {
            return;
        } else {
            cost += LATE_TURN * waiting;
        }
        let side = 1 - way.state.side;
        let kept = [way.state.longer];
        let heights: &[i8] = if side == 0 { &[0, -1, 1] } else { &kept };
        for &longer in heights {
            let other = if side == 0 { uneven(longer) } else { 0 };
            let fresh = Way { cost: cost + other, ..way };
            self.open_page(fresh, side, longer, element, open);
        }
    }

    /// Begins a page with no plate, one or two at its top, or with a plate that takes it all.
    fn open_page(
        &mut self,
        way: Way,
        side: u8,
        longer: i8,
        element: usize,
        open: &mut dyn FnMut(Way),
    ) {
        let rows = grown(self.galley.rows, longer);
        let trail = self.step(way.trail, Step::Open { rows });
        let state = State {
            used: 0,
            top: 0,
            room: rows,
            side,
            longer,
            notes: 0,
            gap: 0,
            stuck: false,
            blocks: 0,
            margin: 0,
            margin_rows: 0,
            ..way.state
        };
        let fresh = Way { state, trail, ..way };
        let noted = self.carry_on(fresh);
        self.hang_waiting(noted, element, open);
        self.top(fresh, rows, element, open);
    }

    /// Begins a page with the next plate, in each of its forms; a second one may follow it.
    fn top(&mut self, way: Way, rows: u16, element: usize, open: &mut dyn FnMut(Way)) {
        let plate = way.state.placed;
        let galley = self.galley;
        let Some(forms) = galley.plates.get(plate as usize) else { return };
        if !self.may_place(plate, element) {
            return;
        }
        let first = way.state.blocks == 0;
        for (form, kind) in (0_u8..).zip(forms) {
            let what = Placing { plate, form };
            match *kind {
                PlateBox::Page if first => {
                    let whole = self.whole(way, what, At::Page);
                    self.after_whole(whole, element, open);
                }
                PlateBox::Spread if first => self.spread(way, what, element, open),
                PlateBox::Margin(_) | PlateBox::Page | PlateBox::Spread => {}
                PlateBox::Block { top, .. } if rows < way.state.top + top => {
                    if first {
                        // Higher than a page: it gets one to itself.
                        let whole = self.whole(way, what, At::Top(0));
                        self.after_whole(whole, element, open);
                    }
                }
                PlateBox::Block { top, .. } => {
                    let topped = self.topped(way, what, top, rows);
                    let left = topped.state.room;
                    if left <= BESIDE_PLATE {
                        let cost = topped.cost + UNFILLED * i64::from(left);
                        self.after_whole(Way { cost, ..topped }, element, open);
                        continue;
                    }
                    let noted = self.carry_on(topped);
                    open(noted);
                    if first {
                        self.top(topped, rows, element, open);
                    }
                }
            }
        }
    }

    /// Sets notes that the page before had no room for, leaving some for text.
    fn carry_on(&mut self, way: Way) -> Way {
        let state = way.state;
        let mut lines = state.carried;
        while 0 < lines && state.room < self.note_rows(lines) + BESIDE_PLATE.min(state.room) {
            lines -= 1;
        }
        if lines == 0 {
            return way;
        }
        let trail = self.step(way.trail, Step::Notes { lines });
        let state = State { notes: lines, carried: state.carried - lines, ..state };
        Way { state, trail, ..way }
    }

    /// Places what still waits, on further pages, and picks the cheapest way.
    pub(super) fn finish(mut self, ways: &[Way]) -> (Vec<Step>, i64) {
        let end = self.galley.elements.len();
        self.trail.clear();
        let mut done: Vec<Way> = Vec::new();
        let mut open = ways.to_vec();
        // Every turn places a plate or lines of notes, or is not taken any further.
        while !open.is_empty() {
            let mut next = Vec::new();
            for way in open {
                let state = way.state;
                if wide(self.galley.plates.len()) == state.placed && state.carried == 0 {
                    done.push(Way { cost: way.cost + self.stub(&state), ..way });
                    continue;
                }
                let left = |way: &Way| (way.state.placed, u16::MAX - way.state.carried);
                self.turn(way, end, &mut |fresh| {
                    if left(&way) < left(&fresh) {
                        next.push(Way { cost: fresh.cost + MORE, ..fresh });
                    }
                });
            }
            next.sort_by_key(|way| (way.state, way.cost));
            next.dedup_by(|later, first| later.state == first.state);
            next.sort_by_key(|way| (way.cost, way.state));
            next.truncate(BEAM);
            open = next;
        }
        let best = done.into_iter().min_by_key(|way| (way.cost, way.state));
        let Some(best) = best else { return (Vec::new(), 0) };
        self.found = vec![best];
        // `commit` clears what it has moved, so the trail is still whole here.
        let best = self.commit()[0];
        let mut steps = Vec::new();
        let mut at = best.node;
        while at != NONE {
            let node = self.nodes[at as usize];
            steps.push(node.step);
            at = node.before;
        }
        steps.reverse();
        (steps, best.cost)
    }

    /// What it costs to end a chapter on a page of few rows.
    fn stub(&self, state: &State) -> i64 {
        if state.used == 0 || 0 < state.blocks || 0 < state.top {
            return 0;
        }
        let missing = |rows: u16| i64::from(rows.saturating_sub(state.used)).pow(2);
        STUB * missing(FEW) + THIN * missing(self.galley.rows / 4)
    }
}
