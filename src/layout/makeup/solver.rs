//! Finds the cheapest way to break a galley into pages, by dynamic programming.
//!
//! The state at each boundary between elements says how full the page is, how much room its
//! plates and notes leave, which plates are placed, on which side it is and by how much its
//! spread is longer or shorter than others. For each state only the cheapest way there is
//! kept; if there are more than [`BEAM`] states, only the cheapest ones. Costs:
//!
//! - a page short by w rows [`SHORT`]·w², but for ends of chapters and page breaks asked for;
//! - a spread one row longer or shorter than others [`UNEVEN`];
//! - a plate cited and not placed at the end of a left page [`LATE_FACING`], at the turn of a
//!   right one [`LATE_TURN`] each time, which keeps the distance linear in turns;
//! - a plate on the page before its citation [`EARLY`], never further;
//! - two plates on a page [`CROWDED`], a plate's page left unfilled [`UNFILLED`] a row;
//! - a paragraph set otherwise than best, and a hyphen at a page's end: as the galley says.
//!
//! Widows, orphans and stranded headings are places where no page may end, so they do not
//! come about; only where a galley leaves no other way (a kept stretch longer than a page) is
//! an element gone through again with those places allowed.
//!
//! # Sources
//!
//! M. F. Plass, *Optimal Pagination Techniques for Automatic Typesetting Systems*, 1981;
//! A. Brüggemann-Klein, R. Klein, S. Wohlfeil, "On the pagination of complex documents",
//! LNCS 2598 (2003): a cost linear in page turns keeps the problem polynomial;
//! F. Mittelbach, "A general framework for globally optimized pagination", *Computational
//! Intelligence* 35 (2019): variants of paragraphs and of spreads' heights.

use super::rows::{grown, last_index, needs, penalty, small, stack_rows, wide};
use super::{At, Element, Form, Galley, NEVER, PlateBox, Stack};

/// States kept at a boundary.
const BEAM: usize = 120;
/// A page short by a row; grows with the square.
const SHORT: i64 = 900;
/// A spread of another height.
const UNEVEN: i64 = 250;
/// A plate that stands on the page facing its citation.
const LATE_FACING: i64 = 120;
/// A plate for which the reader turns a page.
const LATE_TURN: i64 = 900;
/// A plate on the page before its citation.
const EARLY: i64 = 150;
/// Two plates on one page.
const CROWDED: i64 = 120;
/// A row left white by a plate that text cannot follow.
const UNFILLED: i64 = 20;
/// A plate between paragraphs, rather than at top or foot of the page.
const INSIDE: i64 = 40;
/// A last page with fewer rows than [`FEW`]; grows with the square of what is missing.
const STUB: i64 = 700;
/// An opening set a row closer to its text.
const TIGHT: i64 = 200;
const FEW: u16 = 5;
/// A note that goes on at the foot of the next page.
const SPLIT_NOTE: i64 = 400;
/// Rows of text that must stand above and below a plate within the text.
const BESIDE_PLATE: u16 = 5;
/// Rows by which a page may end early to find a better break.
const SLACK: u16 = 3;
/// Rows of text ahead within which a plate may be placed before its citation.
const AHEAD: u32 = 60;
/// Margin photographs on one page.
const MARGIN_PLATES: u8 = 2;
/// Blank rows between things in the margin column.
const MARGIN_GAP: u16 = 2;

/// One step of a way through the galley.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A page begins.
    Open { rows: u16 },
    /// The text of the first page begins on this row.
    Begin { row: u16 },
    /// Strips of a stack are set.
    Text { element: u32, form: u8, from: u32, to: u32, row: u16 },
    /// A plate is placed.
    Plate { plate: u32, at: At },
    /// Lines of notes are added at the page's foot.
    Notes { lines: u16 },
}

/// What is known at a boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    /// Rows of text and of plates within it, from `top` on.
    used: u16,
    /// Row on which the text begins.
    top: u16,
    /// Rows from `top` on, before notes.
    room: u16,
    /// Plates placed.
    placed: u32,
    /// 0 left, 1 right.
    side: u8,
    /// Rows by which this spread is longer than others.
    longer: i8,
    /// Lines of notes on this page.
    notes: u16,
    /// Lines of notes that go on the next page.
    carried: u16,
    /// Blank rows wanted below the last stack.
    gap: u8,
    /// Whether no page may end here.
    stuck: bool,
    /// Plates in the text of this page.
    blocks: u8,
    /// Plates in its margin.
    margin: u8,
    /// Rows of the margin taken.
    margin_rows: u16,
}

/// A step and what came before it; `u32::MAX` for nothing.
#[derive(Debug, Clone, Copy)]
struct Node {
    before: u32,
    step: Step,
}

const NONE: u32 = u32::MAX;

/// A state and the cheapest way to it: a committed node, then steps on the trail.
#[derive(Debug, Clone, Copy)]
struct Way {
    state: State,
    cost: i64,
    node: u32,
    trail: u32,
}

pub(super) struct Solver<'a> {
    galley: &'a Galley,
    /// Steps of ways that survived.
    nodes: Vec<Node>,
    /// Steps taken within the element at hand.
    trail: Vec<Node>,
    /// Ways that lead past the element at hand.
    found: Vec<Way>,
    /// Plates cited before each element.
    cited: Vec<u32>,
    /// Rows of text before each element.
    depth: Vec<u32>,
    /// The element that cites each plate.
    citing: Vec<usize>,
    /// Rows from each element's start to the first place where a page may end.
    need: Vec<u16>,
    /// Whether pages may end anywhere.
    relaxed: bool,
}

impl<'a> Solver<'a> {
    pub(super) fn new(galley: &'a Galley) -> Solver<'a> {
        let mut solver = Solver {
            galley,
            nodes: Vec::new(),
            trail: Vec::new(),
            found: Vec::new(),
            cited: Vec::new(),
            depth: Vec::new(),
            citing: vec![galley.elements.len(); galley.plates.len()],
            need: needs(galley),
            relaxed: false,
        };
        let (mut cited, mut depth) = (0, 0);
        for (index, element) in galley.elements.iter().enumerate() {
            solver.cited.push(cited);
            solver.depth.push(depth);
            match element {
                Element::Text(stack) => depth += stack_rows(stack),
                Element::Cite(plate) => {
                    cited += 1;
                    if let Some(citing) = solver.citing.get_mut(*plate) {
                        *citing = index;
                    }
                }
                Element::Break => {}
            }
        }
        solver.cited.push(cited);
        solver.depth.push(depth);
        solver
    }

    /// The steps of the cheapest way and its cost.
    pub(super) fn solve(mut self, side: u8) -> (Vec<Step>, i64) {
        let mut ways = self.begin(side);
        for element in 0..self.galley.elements.len() {
            self.advance(&ways, element);
            if self.found.is_empty() {
                self.relaxed = true;
                self.advance(&ways, element);
                self.relaxed = false;
            }
            if !self.found.is_empty() {
                ways = self.commit();
            }
        }
        self.finish(&ways)
    }

    /// The states in which the first page can be.
    fn begin(&mut self, side: u8) -> Vec<Way> {
        let galley = self.galley;
        // The page facing a right-hand opening ends another chapter, as a rule far above.
        let heights: &[i8] = if side == 0 { &[0, -1, 1] } else { &[0, 1] };
        let ways = heights.iter().flat_map(|longer| (0..=galley.give).map(|less| (*longer, less)));
        for (longer, less) in ways {
            let rows = grown(galley.rows, longer);
            let top = galley.opening.saturating_sub(less);
            let state = State {
                used: 0,
                top,
                room: rows.saturating_sub(top),
                placed: 0,
                side,
                longer,
                notes: 0,
                carried: 0,
                gap: 0,
                stuck: false,
                blocks: 0,
                margin: 0,
                margin_rows: galley.margin,
            };
            let cost = if longer == 0 { 0 } else { UNEVEN } + TIGHT * i64::from(less);
            let trail = self.step(NONE, Step::Open { rows });
            let trail = self.step(trail, Step::Begin { row: top });
            self.found.push(Way { state, cost, node: NONE, trail });
        }
        self.commit()
    }

    fn advance(&mut self, ways: &[Way], element: usize) {
        self.found.clear();
        self.trail.clear();
        let galley = self.galley;
        for &way in ways {
            match &galley.elements[element] {
                Element::Text(stack) => self.set(way, element, stack),
                Element::Cite(plate) => self.cite(way, *plate),
                Element::Break => self.break_page(way, element),
            }
        }
    }

    /// Keeps the cheapest way to each state, and of those the cheapest [`BEAM`].
    fn commit(&mut self) -> Vec<Way> {
        let mut found = std::mem::take(&mut self.found);
        found.sort_by_key(|way| (way.state, way.cost));
        found.dedup_by(|later, first| later.state == first.state);
        if BEAM < found.len() {
            found.sort_by_key(|way| (way.cost, way.state));
            found.truncate(BEAM);
        }
        for way in &mut found {
            let mut steps = Vec::new();
            let mut at = way.trail;
            while at != NONE {
                let node = self.trail[at as usize];
                steps.push(node.step);
                at = node.before;
            }
            for step in steps.into_iter().rev() {
                self.nodes.push(Node { before: way.node, step });
                way.node = last_index(&self.nodes);
            }
            way.trail = NONE;
        }
        self.trail.clear();
        found
    }

    fn step(&mut self, before: u32, step: Step) -> u32 {
        self.trail.push(Node { before, step });
        last_index(&self.trail)
    }

    /// Rows that the page of this state has for text.
    fn room(&self, state: &State) -> u16 {
        state.room.saturating_sub(self.note_rows(state.notes))
    }

    fn note_rows(&self, lines: u16) -> u16 {
        let rows = &self.galley.note_rows;
        rows.get(usize::from(lines)).or(rows.last()).copied().unwrap_or(0)
    }

    /// Sets a stack, over as many pages as it takes.
    fn set(&mut self, way: Way, element: usize, stack: &Stack) {
        for (number, form) in stack.forms.iter().enumerate() {
            let way = Way { cost: way.cost + form.cost, ..way };
            let piece = Piece { element, stack, form, number: small(number) };
            self.lay(way, &piece);
        }
    }

    fn lay(&mut self, way: Way, piece: &Piece) {
        let mut open = vec![(way, 0)];
        while let Some((way, from)) = open.pop() {
            self.lay_on_page(way, from, piece, &mut open);
        }
    }

    /// Sets the strips from `from` on as far as this page goes; ways that go on on the next
    /// page are added to `open`.
    fn lay_on_page(&mut self, way: Way, from: usize, piece: &Piece, open: &mut Vec<(Way, usize)>) {
        let state = way.state;
        let room = self.room(&state);
        let gap = match (state.used, from) {
            (0, _) => 0,
            (_, 0) => u16::from(state.gap.max(piece.stack.before)),
            _ => 0,
        };
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

    /// Passes the citation of a plate: it is placed here, or waits.
    fn cite(&mut self, way: Way, plate: usize) {
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

    fn break_page(&mut self, way: Way, element: usize) {
        if way.state.used == 0 {
            self.found.push(way);
            return;
        }
        let mut found = std::mem::take(&mut self.found);
        self.turn(way, element, &mut |way| found.push(way));
        self.found = found;
    }

    /// Ends a page before it is asked to: white rows cost.
    fn close(&mut self, way: Way, penalty: i64, element: usize, open: &mut dyn FnMut(Way)) {
        let white = i64::from(self.room(&way.state).saturating_sub(way.state.used));
        let cost = way.cost + penalty + SHORT * white * white;
        self.turn(Way { cost, ..way }, element, open);
    }

    /// Ends a page and begins the next in every sensible way.
    fn turn(&mut self, way: Way, element: usize, open: &mut dyn FnMut(Way)) {
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
            let uneven = if side == 0 && longer != 0 { UNEVEN } else { 0 };
            let fresh = Way { cost: cost + uneven, ..way };
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
        open(self.hang_waiting(noted, element));
        let mut stacked = fresh;
        for count in 1..=2_u8 {
            let plate = stacked.state.placed;
            let Some(kind) = self.galley.plates.get(plate as usize) else { return };
            if !self.may_place(plate, element) {
                return;
            }
            match *kind {
                PlateBox::Margin(_) => return,
                PlateBox::Page | PlateBox::Spread if 1 < count => return,
                PlateBox::Page => {
                    let whole = self.whole(stacked, plate, At::Page);
                    self.after_whole(whole, element, open);
                    return;
                }
                PlateBox::Spread => {
                    self.spread(stacked, plate, element, open);
                    return;
                }
                PlateBox::Block { top, .. } => {
                    if rows < stacked.state.top + top {
                        if count == 1 {
                            // Higher than a page: it gets one to itself.
                            let whole = self.whole(stacked, plate, At::Top(0));
                            self.after_whole(whole, element, open);
                        }
                        return;
                    }
                    stacked = self.topped(stacked, plate, top, rows);
                    let left = stacked.state.room;
                    if BESIDE_PLATE < left {
                        let noted = self.carry_on(stacked);
                        open(noted);
                    } else {
                        let cost = stacked.cost + UNFILLED * i64::from(left);
                        self.after_whole(Way { cost, ..stacked }, element, open);
                        return;
                    }
                }
            }
        }
    }

    /// A plate may be placed from its citation on, and a little before.
    fn may_place(&self, plate: u32, element: usize) -> bool {
        if plate < self.cited[element] {
            return true;
        }
        let citing = self.citing[plate as usize];
        plate == self.cited[element]
            && citing < self.galley.elements.len()
            && self.depth[citing] < self.depth[element] + AHEAD
    }

    fn topped(&mut self, way: Way, plate: u32, rows: u16, page: u16) -> Way {
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
    fn whole(&mut self, way: Way, plate: u32, at: At) -> Way {
        let trail = self.step(way.trail, Step::Plate { plate, at });
        let state = State { placed: plate + 1, room: 0, blocks: 1, ..way.state };
        Way { state, trail, ..way }
    }

    /// Two facing pages for one plate; only a left page can be the first of them, unless
    /// there is no text left to wait with.
    fn spread(&mut self, way: Way, plate: u32, element: usize, open: &mut dyn FnMut(Way)) {
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
    fn after_whole(&mut self, way: Way, element: usize, open: &mut dyn FnMut(Way)) {
        if element == self.galley.elements.len() {
            open(way);
        } else {
            self.turn(way, element, open);
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

    /// Hangs margin plates that wait on a fresh page.
    fn hang_waiting(&mut self, mut way: Way, element: usize) -> Way {
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

    /// Places what still waits, on further pages, and picks the cheapest way.
    fn finish(mut self, ways: &[Way]) -> (Vec<Step>, i64) {
        let end = self.galley.elements.len();
        self.trail.clear();
        let mut done: Vec<Way> = Vec::new();
        let mut open = ways.to_vec();
        // Every turn places a plate or lines of notes, or is not taken any further.
        while let Some(way) = open.pop() {
            let waits = wide(self.galley.plates.len()) - way.state.placed;
            if waits == 0 && way.state.carried == 0 {
                let state = way.state;
                let missing = i64::from(FEW.saturating_sub(state.used));
                let stub = 0 < state.used && state.blocks == 0 && state.top == 0;
                let cost = way.cost + if stub { STUB * missing * missing } else { 0 };
                done.push(Way { cost, ..way });
                continue;
            }
            let mut next = Vec::new();
            self.turn(way, end, &mut |fresh| next.push(fresh));
            let left = |way: &Way| (way.state.placed, u16::MAX - way.state.carried);
            next.retain(|fresh| left(&way) < left(fresh));
            next.sort_by_key(|way| (way.cost, way.state));
            next.truncate(1);
            open.extend(next);
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
