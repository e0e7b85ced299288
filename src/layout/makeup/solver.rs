//! Finds the cheapest way to break a galley into pages, by dynamic programming.
//!
//! The state at each boundary between elements says how full the page is, how much room its
//! plates and notes leave, which plates are placed, on which side it is and by how much its
//! spread is longer or shorter than others. For each state only the cheapest way there is
//! kept; if there are more than [`BEAM`] states, only the cheapest ones. Costs:
//!
//! - a page short by w rows [`SHORT`]·w², but for ends of chapters and page breaks asked for;
//! - a spread one row longer than others [`LONGER`], or shorter [`SHORTER`];
//! - a plate cited and not placed at the end of a left page [`LATE_FACING`], at the turn of a
//!   right one [`LATE_TURN`] each time, which keeps the distance linear in turns;
//! - a plate on the page before its citation [`EARLY`], never further;
//! - a plate smaller than it would best be [`SMALLER`];
//! - two plates on a page [`CROWDED`], a plate's page left unfilled [`UNFILLED`] a row;
//! - a last page of few rows [`STUB`] and [`THIN`], by the square of what is missing;
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

mod plates;
mod text;
mod turn;

use std::cmp::Ordering;

use super::rows::{grown, last_index, needs, stack_rows};
use super::{At, Element, Galley};

/// States kept at a boundary.
const BEAM: usize = 120;
/// A page short by a row; grows with the square.
const SHORT: i64 = 5_000;
/// A spread a row longer than others.
const LONGER: i64 = 250;
/// A spread a row shorter than others, which is seen sooner.
const SHORTER: i64 = 3_000;
/// A plate that stands on the page facing its citation.
const LATE_FACING: i64 = 120;
/// A plate for which the reader turns a page.
const LATE_TURN: i64 = 3_000;
/// A plate on the page before its citation.
const EARLY: i64 = 100;
/// A plate in its second form, which is smaller; as much again in the third.
const SMALLER: i64 = 200;
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
/// A last page that is not filled to a quarter; grows with the square of what is missing too.
const THIN: i64 = 40;
/// A page that is begun for plates alone, after the text.
const MORE: i64 = 300;
/// A photograph in the margin of a page whose text takes the margin as well.
const OVERHUNG: i64 = 20_000;
/// Rows that the folio of an opening takes at the foot of its margin.
const FOLIO: u16 = 2;
/// A note that goes on at the foot of the next page.
const SPLIT_NOTE: i64 = 400;
/// Rows of text that must stand above and below a plate within the text.
const BESIDE_PLATE: u16 = 5;
/// Rows by which a page may end early to find a better break.
const SLACK: u16 = 3;
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
    Plate { plate: u32, form: u8, at: At },
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
            let cost = uneven(longer) + TIGHT * i64::from(less);
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
        match &galley.elements[element] {
            Element::Text(stack) => self.set(ways, element, stack),
            Element::Cite(plate) => ways.iter().for_each(|way| self.cite(*way, *plate)),
            Element::Break => ways.iter().for_each(|way| self.break_page(*way, element)),
        }
    }

    /// Puts the steps of the cheapest ways on record.
    fn commit(&mut self) -> Vec<Way> {
        let mut found = std::mem::take(&mut self.found);
        cheapest(&mut found);
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
}

/// Keeps the cheapest way to each state, and of those the cheapest [`BEAM`].
fn cheapest(ways: &mut Vec<Way>) {
    ways.sort_by_key(|way| (way.state, way.cost));
    ways.dedup_by(|later, first| later.state == first.state);
    if BEAM < ways.len() {
        ways.sort_by_key(|way| (way.cost, way.state));
        ways.truncate(BEAM);
    }
}

/// What it costs to give a spread another height than others have.
fn uneven(longer: i8) -> i64 {
    match longer.cmp(&0) {
        Ordering::Less => SHORTER,
        Ordering::Equal => 0,
        Ordering::Greater => LONGER,
    }
}
