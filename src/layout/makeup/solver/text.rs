//! Strips of type on the page at hand: how far they go, where the page may end among them.
//!
//! A way and a stack come in, ways past the stack go out. It places no plate.

use std::collections::BTreeMap;

use super::{FOLIO, OVERHUNG, SLACK, SPLIT_NOTE, Solver, State, Step, Way, cheapest};
use crate::layout::makeup::rows::{penalty, small, wide};
use crate::layout::makeup::{Form, NEVER, Stack};

impl Solver<'_> {
    /// Sets a stack in each of its forms, over as many pages as it takes.
    pub(super) fn set(&mut self, ways: &[Way], element: usize, stack: &Stack) {
        for (number, form) in stack.forms.iter().enumerate() {
            let piece = Piece { element, stack, form, number: small(number) };
            let begun = ways.iter().map(|way| Way { cost: way.cost + form.cost, ..*way });
            self.lay(begun.collect(), &piece);
        }
    }

    /// Goes page by page through a stack. Ways that have come to the same strip are weighed
    /// there, as at a boundary: their number would grow with every page.
    fn lay(&mut self, begun: Vec<Way>, piece: &Piece) {
        let mut open = BTreeMap::from([(0, begun)]);
        while let Some((from, mut ways)) = open.pop_first() {
            cheapest(&mut ways);
            for way in ways {
                let mut next = Vec::new();
                self.lay_on_page(way, from, piece, &mut next);
                for (way, from) in next {
                    open.entry(from).or_default().push(way);
                }
            }
        }
    }

    /// Sets the strips from `from` on as far as this page goes; ways that go on on the next
    /// page are added to `open`.
    fn lay_on_page(&mut self, way: Way, from: usize, piece: &Piece, open: &mut Vec<(Way, usize)>) {
        let way = if piece.stack.wide { self.spread_out(way) } else { way };
        let state = way.state;
        let room = self.room(&state);
        let mut gap = match (state.used, from) {
            (0, _) => 0,
            (_, 0) => u16::from(state.gap.max(piece.stack.before)),
            _ => 0,
        };
        if piece.stack.wide && 0 < state.top {
            gap = gap.max(self.galley.margin.saturating_sub(FOLIO).saturating_sub(state.used));
        }
        let may_close = from == 0 && 0 < state.used && (!state.stuck || self.relaxed);
        let start = state.used + gap;
        let wanted = piece.stack.room.max(self.need[piece.element]).min(self.galley.rows / 2);
        if may_close && from == 0 && room < start + wanted {
            self.close(way, 0, piece.element, &mut |way| open.push((way, 0)));
            return;
        }
        let fit = self.fit(&state, start, from, piece);
        if fit.end == piece.form.strips.len() {
            self.past(way, from, start, &fit, piece);
            if may_close && room <= state.used + SLACK {
                self.close(way, 0, piece.element, &mut |way| open.push((way, 0)));
            }
            return;
        }
        let best = fit.breaks.last().map_or(0, |place| place.used);
        for place in &fit.breaks {
            if best <= place.used + SLACK {
                let way = self.placed(way, from, start, place, piece);
                let cost = penalty(piece.form, place.end);
                self.close(way, cost, piece.element, &mut |way| open.push((way, place.end)));
            }
        }
        if may_close && (fit.breaks.is_empty() || room <= state.used + SLACK) {
            self.close(way, 0, piece.element, &mut |way| open.push((way, 0)));
        }
    }

    /// A page whose margin column is taken by what stands in the text: no photograph hangs
    /// there any more, one that does is crowded, and an opening's folio stands free below.
    fn spread_out(&self, way: Way) -> Way {
        let mut state = way.state;
        let cost = way.cost + OVERHUNG * i64::from(state.margin);
        if 0 < state.top && state.margin_rows < state.room {
            state.room = state.room.saturating_sub(FOLIO);
        }
        state.margin_rows = state.margin_rows.max(self.galley.rows * 2);
        state.margin = 0;
        Way { state, cost, ..way }
    }

    /// How far the strips from `from` on go on this page, and where it may end among them.
    fn fit(&self, state: &State, start: u16, from: usize, piece: &Piece) -> Fit {
        let head = if from == 0 { 0 } else { piece.stack.head };
        let mut fit = Fit { end: from, breaks: Vec::new(), last: Place::at(state, start, from) };
        let mut half_rows = 0;
        let (mut notes, mut carried) = (state.notes, state.carried);
        for (index, strip) in piece.form.strips.iter().enumerate().skip(from) {
            half_rows += u16::from(if index == from { strip.first } else { strip.height });
            let used = start + head + half_rows.div_ceil(2);
            let Some((more, over)) = self.charge(state.room, used, notes, carried, strip.notes)
            else {
                // A strip that is alone on a page stands there, whatever its height.
                if 0 < state.used || from < index || !self.relaxed {
                    break;
                }
                fit.breaks.push(Place {
                    end: index + 1,
                    used,
                    notes,
                    carried: carried + strip.notes,
                });
                fit.end = index + 1;
                fit.last = fit.breaks[0];
                break;
            };
            (notes, carried) = (more, over);
            fit.end = index + 1;
            fit.last = Place { end: index + 1, used, notes, carried };
            let is_last = index + 1 == piece.form.strips.len();
            if !is_last && (strip.penalty != NEVER || self.relaxed) {
                fit.breaks.push(fit.last);
            }
        }
        let keep = fit.breaks.len().saturating_sub(usize::from(SLACK) + 1);
        fit.breaks.drain(..keep);
        fit
    }

    /// The notes on the page and those carried over, if a line that cites `lines` more is set
    /// down to row `used`; none if there is no room for it.
    fn charge(
        &self,
        room: u16,
        used: u16,
        notes: u16,
        carried: u16,
        lines: u16,
    ) -> Option<(u16, u16)> {
        let fits = |notes: u16| used + self.note_rows(notes) <= room;
        if lines == 0 || 0 < carried {
            return fits(notes).then_some((notes, carried + lines));
        }
        // At least two lines of a note stand where it is cited, and two on the next page.
        let least = lines.min(2);
        let mut here = lines;
        while least < here && !fits(notes + here) {
            here -= 1;
        }
        if here + 1 == lines && least < here {
            here -= 1;
        }
        fits(notes + here).then_some((notes + here, lines - here))
    }

    /// The way with the strips up to `place` on its page.
    fn placed(&mut self, way: Way, from: usize, start: u16, place: &Place, piece: &Piece) -> Way {
        let state = way.state;
        let mut trail = way.trail;
        if from < place.end {
            let step = Step::Text {
                element: wide(piece.element),
                form: piece.number,
                from: wide(from),
                to: wide(place.end),
                row: state.top + start,
            };
            trail = self.step(trail, step);
        }
        if state.notes < place.notes {
            trail = self.step(trail, Step::Notes { lines: place.notes - state.notes });
        }
        let split = state.carried == 0 && 0 < place.carried;
        let state = State { used: place.used, notes: place.notes, carried: place.carried, ..state };
        Way { state, trail, cost: way.cost + if split { SPLIT_NOTE } else { 0 }, ..way }
    }

    /// All strips stand: the element is behind us.
    fn past(&mut self, way: Way, from: usize, start: u16, fit: &Fit, piece: &Piece) {
        let mut way = self.placed(way, from, start, &fit.last, piece);
        way.state.gap = piece.stack.after;
        way.state.stuck = piece.form.strips.last().is_some_and(|strip| strip.penalty == NEVER);
        self.found.push(way);
    }
}

/// The stack that is being set, in one of its forms.
struct Piece<'a> {
    element: usize,
    stack: &'a Stack,
    form: &'a Form,
    number: u8,
}

/// How far strips go on a page.
struct Fit {
    /// One past the last strip that fits.
    end: usize,
    /// Where the page may end before that, in order.
    breaks: Vec<Place>,
    /// The state of the page after `end`.
    last: Place,
}

/// A page filled up to a strip.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// One past the strip.
    end: usize,
    used: u16,
    notes: u16,
    carried: u16,
}

impl Place {
    fn at(state: &State, used: u16, end: usize) -> Place {
        Place { end, used, notes: state.notes, carried: state.carried }
    }
}
