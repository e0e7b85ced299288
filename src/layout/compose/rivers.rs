//! Rivers: gaps that lie above each other in line after line, until the eye runs down them.
//!
//! A broken paragraph comes in, a broken paragraph goes out: the same one, or one that costs
//! less when each gap that carries a river on is charged. A line knows its gaps only when both
//! its ends are known, so they are charged after the breaks were chosen: each break around a
//! river is left out in turn and the paragraph broken anew. It knows no glyph.
//!
//! The number of trials has a bound for each paragraph, so that time stays linear.

use super::break_lines::{Breaker, Broken, Chance, INF_BAD, Measures, Params};
use super::justify::share;
use super::paragraph::Paragraph;

/// Lines from which gaps above each other are a river.
const LINES: usize = 4;
/// How much of the narrower of two gaps must lie above the other.
const OVERLAP: (i64, i64) = (2, 5);
/// Rivers that are looked at in one paragraph; each is tried with [`LINES`] other breaks.
const ROUNDS: usize = 4;

/// A space between two words, before lines are justified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gap {
    /// The width of all that stands before it in the paragraph.
    pub(super) at: i64,
    /// Its own.
    pub(super) width: i64,
}

/// The gaps of one line: left and right end of each, and the number of lines in a row that
/// have had one there.
type Gaps = Vec<(i64, i64, usize)>;

/// A paragraph whose rivers are looked for.
pub(super) struct Bed<'a> {
    pub(super) paragraph: &'a mut Paragraph,
    pub(super) measures: &'a Measures,
    pub(super) params: &'a Params,
    /// How much wider or narrower glyphs may be drawn, in 1/10 000.
    pub(super) expansion: i64,
}

impl Bed<'_> {
    /// Breaks the paragraph so that rivers are charged like other faults.
    pub(super) fn mend(&mut self, breaker: &mut Breaker, mut best: Broken) -> Broken {
        let mut left_out = Vec::new();
        let mut past = 0;
        for _ in 0..ROUNDS {
            let (rivers, Some(line)) = self.rivers(&best, past) else { break };
            let before = best.demerits + self.cost(rivers);
            let mut better: Option<(i64, usize, Broken)> = None;
            for &chance in &best.breaks[line.saturating_sub(LINES)..line] {
                let penalty = std::mem::replace(&mut self.chance(chance).penalty, INF_BAD);
                let other = breaker.best(&self.paragraph.chances, self.measures, self.params);
                self.chance(chance).penalty = penalty;
                let cost = other.demerits + self.cost(self.rivers(&other, 0).0);
                let least = better.as_ref().map_or(before, |(cost, ..)| *cost);
                if other.pass <= best.pass.max(2) && cost < least {
                    better = Some((cost, chance, other));
                }
            }
            let Some((_, chance, other)) = better else {
                past = line + 1;
                continue;
            };
            let penalty = std::mem::replace(&mut self.chance(chance).penalty, INF_BAD);
            left_out.push((chance, penalty));
            best = other;
        }
        for (chance, penalty) in left_out {
            self.chance(chance).penalty = penalty;
        }
        best
    }

    /// What the rivers of a broken paragraph cost.
    pub(super) fn charge(&self, broken: &Broken) -> i64 {
        self.cost(self.rivers(broken, 0).0)
    }

    fn chance(&mut self, chance: usize) -> &mut Chance {
        &mut self.paragraph.chances[chance]
    }

    fn cost(&self, rivers: i64) -> i64 {
        self.params.river.saturating_mul(rivers)
    }

    /// How many gaps carry a river on, and the first line from `past` on that has one.
    fn rivers(&self, broken: &Broken, past: usize) -> (i64, Option<usize>) {
        let (mut rivers, mut first) = (0, None);
        if broken.breaks.len() < LINES || self.params.river == 0 {
            return (rivers, first);
        }
        let mut above = Gaps::new();
        let mut from = None;
        for (line, &to) in broken.breaks.iter().enumerate() {
            let mut gaps = self.gaps(line, from, to);
            for gap in &mut gaps {
                let over = above.iter().filter(|above| meet(gap, above));
                gap.2 = 1 + over.map(|above| above.2).max().unwrap_or(0);
                if LINES <= gap.2 {
                    rivers += 1;
                    first = first.or((past <= line).then_some(line));
                }
            }
            (above, from) = (gaps, Some(to));
        }
        (rivers, first)
    }

    /// The gaps of the line from one chance to another, as they will be drawn.
    fn gaps(&self, line: usize, from: Option<usize>, to: usize) -> Gaps {
        let chances = &self.paragraph.chances;
        let start = from.map_or_else(Default::default, |from| chances[from].start);
        let end = chances[to].end;
        let first = self.paragraph.gaps.partition_point(|gap| gap.at < start.width);
        let inside = self.paragraph.gaps[first..].iter().take_while(|gap| gap.at < end.width);
        let count = i64::try_from(inside.clone().count()).unwrap_or(i64::MAX).max(1);
        let natural = end.width - start.width;
        let measure = self.measures.of(line);
        let by = if end.fill == start.fill { measure - natural } else { 0 };
        let sums = if by < 0 { end.shrink - start.shrink } else { end.stretch - start.stretch };
        let wider = share(by, sums, self.expansion);
        let rest = by - natural * wider / 10_000;
        let indent = self.measures.rest - measure;
        let mut gaps = Gaps::new();
        for (number, gap) in (0_i64..).zip(inside) {
            let left = (gap.at - start.width) * (10_000 + wider) / 10_000;
            let left = indent + left + rest * number / count;
            let width = gap.width * (10_000 + wider) / 10_000 + rest / count;
            gaps.push((left, left + width, 0));
        }
        gaps
    }
}

/// Whether a gap lies under another.
fn meet(gap: &(i64, i64, usize), above: &(i64, i64, usize)) -> bool {
    let overlap = gap.1.min(above.1) - gap.0.max(above.0);
    let narrower = (gap.1 - gap.0).min(above.1 - above.0);
    OVERLAP.0 * narrower < OVERLAP.1 * overlap
}
