//! Chooses where the lines of a paragraph end.
//!
//! A paragraph arrives as its [`Chance`]s, the places where a line may end, each with the
//! sums of what stands before it, and leaves as the chances taken. This module knows no
//! font, no letter and no page; lengths are scaled points, and nothing is a float, so that
//! the same paragraph breaks in the same way on every machine.
//!
//! # Source
//!
//! D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", *Software: Practice and
//! Experience* 11 (1981), 1119–1184, in the form that D. E. Knuth gave it in *TeX: The
//! Program* (1986), parts 38 and 39, whose names (badness, demerits, tolerance, fitness) and
//! whose arithmetic are kept: with [`Params::tex`] it breaks as TeX does. Our own additions
//! are off in that case: a limit to hyphens in a row, demerits for a short last line, a
//! stretch that every line has (for ragged setting), and a last pass with a tolerance of
//! its own.

mod cost;
#[cfg(test)]
mod tests;

use cost::{FORCED, demerits, fit, hyphens, neighbours};
pub(super) use cost::{INF_BAD, OVERFULL, Params};

/// What stands before a place in a paragraph, as sums from its start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    /// Natural width.
    pub(super) width: i64,
    /// What can be added.
    pub(super) stretch: i64,
    /// What can be taken away.
    pub(super) shrink: i64,
    /// How much stretches without limit; only whether it is 0 matters.
    pub(super) fill: i64,
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Chance {
    /// The sums for a line that ends here: with the hyphen, without the space.
    pub(super) end: Sums,
    /// The sums for a line that begins after it: what the next line does not have.
    pub(super) start: Sums,
    /// What ending a line here costs; from 10 000 it is forbidden, from −10 000 down forced.
    pub(super) penalty: i32,
    /// Whether the line then ends in a hyphen.
    pub(super) hyphen: bool,
    /// Whether hyphenation makes it, so that the first pass leaves it out.
    pub(super) syllable: bool,
    /// The word at the end of the line that ends here, and that at the start of the next;
    /// equal numbers are equal words, 0 is none worth telling.
    pub(super) words: (u32, u32),
}

/// The lengths of the lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Measures {
    /// Those of the first lines.
    pub(super) first: Vec<i64>,
    /// That of all others.
    pub(super) rest: i64,
}

impl Measures {
    /// The length of a line, counted from 0.
    pub(super) fn of(&self, line: usize) -> i64 {
        self.first.get(line).copied().unwrap_or(self.rest)
    }

    /// The shortest of all.
    pub(super) fn least(&self) -> i64 {
        self.first.iter().copied().fold(self.rest, i64::min)
    }
}

/// A broken paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Broken {
    /// The chances taken, by index; the last ends the paragraph.
    pub(super) breaks: Vec<usize>,
    /// Total demerits.
    pub(super) demerits: i64,
    /// The pass that found it, from 1.
    pub(super) pass: u8,
}

/// No sum of demerits comes near it.
const AWFUL: i64 = i64::MAX / 4;

/// Finds breaks. It keeps its working memory from one paragraph to the next.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    active: Vec<Active>,
    next: Vec<Active>,
    nodes: Vec<Node>,
}

/// A break from which lines may still begin.
#[derive(Debug, Clone, Copy)]
struct Active {
    /// Looseness of the line that ends here: 0 very loose, 1 loose, 2 decent, 3 tight.
    fitness: u8,
    /// Whether that line ends in a hyphen, and how many in a row do so, up to 2.
    hyphens: u8,
    /// The line that begins here, from 0.
    line: usize,
    total: i64,
    node: Option<usize>,
    start: Sums,
    words: (u32, u32),
}

/// A break on some path, for walking back.
#[derive(Debug, Clone, Copy)]
struct Node {
    chance: usize,
    before: Option<usize>,
}

/// One run over the paragraph.
#[derive(Debug, Clone, Copy)]
struct Pass {
    tolerance: i32,
    syllables: bool,
    emergency: i64,
    /// Whether it must succeed, if need be with an overfull line.
    last: bool,
    /// Lines up to this one are kept apart by number, because they are differently long or
    /// because every possible number of lines is wanted.
    apart: usize,
}

/// The best ways to end a line at one chance, by fitness and number of hyphens in a row.
struct Candidates {
    best: [Option<(i64, Option<usize>, usize)>; 12],
    least: i64,
}

impl Candidates {
    fn new() -> Candidates {
        Candidates { best: [None; 12], least: AWFUL }
    }

    fn offer(&mut self, fitness: u8, hyphens: u8, total: i64, from: Active) {
        let slot = &mut self.best[usize::from(fitness) + 4 * usize::from(hyphens)];
        if slot.is_none_or(|(best, ..)| total <= best) {
            *slot = Some((total, from.node, from.line));
            self.least = self.least.min(total);
        }
    }
}

impl Breaker {
    /// Finds the breaks of least total demerits, in at most three passes.
    ///
    /// The last chance must be the paragraph's end. Takes O(n·k) time, where k is the number
    /// of chances within one line's length.
    pub(super) fn best(
        &mut self,
        chances: &[Chance],
        measures: &Measures,
        params: &Params,
    ) -> Broken {
        let apart = measures.first.len();
        let first = Pass {
            tolerance: params.pretolerance,
            syllables: false,
            emergency: 0,
            last: false,
            apart,
        };
        let second = Pass {
            tolerance: params.tolerance,
            syllables: true,
            last: params.emergency <= 0,
            ..first
        };
        let third = Pass {
            tolerance: params.last_tolerance,
            emergency: params.emergency,
            last: true,
            ..second
        };
        for (number, pass) in [(1, first), (2, second), (3, third)] {
            if pass.tolerance < 0 {
                continue;
            }
            if self.run(chances, measures, params, pass)
                && let Some(best) = self.ends().min_by_key(|end| end.total)
            {
                return Broken { pass: number, ..self.trace(best) };
            }
        }
        Broken { breaks: vec![chances.len().saturating_sub(1)], demerits: 0, pass: 3 }
    }

    /// Finds the best breaks for every number of lines that can be had within `tolerance`,
    /// hyphenation included, fewest lines first.
    pub(super) fn by_number_of_lines(
        &mut self,
        chances: &[Chance],
        measures: &Measures,
        params: &Params,
        tolerance: i32,
    ) -> Vec<Broken> {
        let pass =
            Pass { tolerance, syllables: true, emergency: 0, last: false, apart: usize::MAX };
        if !self.run(chances, measures, params, pass) {
            return Vec::new();
        }
        let mut best: Vec<Active> = Vec::new();
        for end in self.ends() {
            match best.iter_mut().find(|other| other.line == end.line) {
                Some(other) if other.total <= end.total => {}
                Some(other) => *other = end,
                None => best.push(end),
            }
        }
        best.sort_by_key(|end| end.line);
        best.into_iter().map(|end| Broken { pass: 2, ..self.trace(end) }).collect()
    }

    /// After a run that succeeded, the active breaks are those at the paragraph's end.
    fn ends(&self) -> impl Iterator<Item = Active> {
        self.active.iter().copied()
    }

    fn trace(&self, end: Active) -> Broken {
        let mut breaks = Vec::with_capacity(end.line);
        let mut at = end.node;
        while let Some(node) = at {
            breaks.push(self.nodes[node].chance);
            at = self.nodes[node].before;
        }
        breaks.reverse();
        Broken { breaks, demerits: end.total, pass: 0 }
    }

    /// Runs over the paragraph; says whether its end was reached.
    fn run(
        &mut self,
        chances: &[Chance],
        measures: &Measures,
        params: &Params,
        pass: Pass,
    ) -> bool {
        self.nodes.clear();
        self.active.clear();
        self.active.push(Active {
            fitness: 2,
            hyphens: 0,
            line: 0,
            total: 0,
            node: None,
            start: Sums::default(),
            words: (0, 0),
        });
        for (index, chance) in chances.iter().enumerate() {
            let end = index + 1 == chances.len();
            let extra = if chance.syllable { params.hyphen_extra } else { 0 };
            let penalty = if end { FORCED } else { chance.penalty + extra };
            if (chance.syllable && !pass.syllables) || INF_BAD <= penalty {
                continue;
            }
            let chance = Chance { penalty, ..*chance };
            self.try_break(index, &chance, end, measures, params, pass);
            if self.active.is_empty() {
                return false;
            }
        }
        !chances.is_empty()
    }

    /// Tries to end at this chance the line that begins at each active break.
    fn try_break(
        &mut self,
        index: usize,
        chance: &Chance,
        end: bool,
        measures: &Measures,
        params: &Params,
        pass: Pass,
    ) {
        let mut candidates = Candidates::new();
        let mut class = 0;
        self.next.clear();
        for at in 0..self.active.len() {
            let from = self.active[at];
            if class != from.line.min(pass.apart) {
                self.activate(index, chance, class, &candidates, params);
                candidates = Candidates::new();
                class = from.line.min(pass.apart);
            }
            let (mut badness, fitness) = fit(from, chance, measures, params, pass);
            let only = at + 1 == self.active.len() && self.next.is_empty();
            let artificial = pass.last
                && (OVERFULL <= badness || chance.penalty <= FORCED)
                && candidates.least == AWFUL
                && only;
            let stays = badness < OVERFULL && FORCED < chance.penalty;
            if stays {
                self.next.push(from);
            }
            if pass.tolerance < badness && !artificial {
                continue;
            }
            if artificial {
                badness = OVERFULL;
            }
            let hyphens = hyphens(from, chance, params);
            let third = hyphens == 2 && from.hyphens == 2 && chance.hyphen && !end;
            if third && params.third_hyphen.is_some() && !pass.last {
                continue;
            }
            let mut cost = if artificial { 0 } else { demerits(from, chance, badness, params) };
            if !artificial {
                cost += if fitness == 0 { params.gaping } else { 0 };
                cost += neighbours(from, chance, fitness, end, params);
                cost += if third { params.third_hyphen.unwrap_or(0) } else { 0 };
            }
            candidates.offer(fitness, hyphens, from.total + cost, from);
        }
        self.activate(index, chance, class, &candidates, params);
        std::mem::swap(&mut self.active, &mut self.next);
    }

    /// Makes the best candidates active, unless another is better by more than what it would
    /// cost to go on from that one.
    fn activate(
        &mut self,
        index: usize,
        chance: &Chance,
        class: usize,
        candidates: &Candidates,
        params: &Params,
    ) {
        if candidates.least == AWFUL {
            return;
        }
        let limit = candidates.least + params.adjacent.abs() + params.slack();
        for (slot, best) in (0_u8..).zip(candidates.best) {
            let Some((total, before, line)) = best.filter(|best| best.0 <= limit) else {
                continue;
            };
            debug_assert!(class <= line, "a class holds the lines from its number on");
            let node = Some(self.nodes.len());
            self.nodes.push(Node { chance: index, before });
            let (fitness, hyphens, line) = (slot % 4, slot / 4, line + 1);
            let Chance { start, words, .. } = *chance;
            self.next.push(Active { fitness, hyphens, line, total, node, start, words });
        }
    }
}
