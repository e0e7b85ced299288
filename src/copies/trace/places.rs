//! Where type stands on the pages of a book, against where an edition's chart has it.
//!
//! Leaves and the chart come in; for each nudge and direction goes out whether it goes forward.
//! Whoever made the leaves may want us to compare for ever: a page is looked for where it should
//! be, then among all as far as [`MOST_STEPS`] reaches.

use std::collections::BTreeMap;

use super::number;
use crate::copies::{Chart, NUDGE, Sheet};
use crate::inspect::Leaf;

/// How far from its place type is still taken for the same, in thousandths of a point.
const NEAR: f64 = 600.0;
/// Of a nudge's length, what a measured one must reach to count.
const LEAST_NUDGE: f64 = 0.3;
/// Places of type that are looked up for pages that stand neither where they should nor after
/// the last that was found: fifty pages, each looked for among five hundred.
const MOST_STEPS: usize = 1 << 23;

/// For each nudge to the right and upward whether it goes forward, if it could be measured.
pub(super) fn nudges(leaves: &[Leaf], chart: &Chart) -> Vec<Option<bool>> {
    let mut sums = vec![(0.0_f64, 0_usize); usize::from(chart.ways) * 2];
    let (mut steps, mut next) = (MOST_STEPS, 0);
    for (at, leaf) in leaves.iter().enumerate() {
        let (sheet, moved) = moved(leaf, at, next, chart, &mut steps);
        next = sheet.map_or(next, |sheet| sheet + 1);
        for (way, by) in moved {
            let Some(way) = way else { continue };
            for (axis, by) in by.into_iter().enumerate() {
                if let Some(sum) = sums.get_mut(usize::from(way) * 2 + axis) {
                    sum.0 += by;
                    sum.1 += 1;
                }
            }
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a nudge is a small number")]
    let least = NUDGE as f64 * LEAST_NUDGE;
    let measured = |(sum, count): (f64, usize)| {
        let mean = sum / number(count.max(1));
        (0 < count && least <= mean.abs()).then_some(0.0 < mean)
    };
    sums.into_iter().map(measured).collect()
}

/// Which sheet a leaf is, and how far its type was moved: the sheet of the same number, or
/// `next`, which follows the one that was found last; else the one that is most like it.
fn moved(
    leaf: &Leaf,
    at: usize,
    next: usize,
    chart: &Chart,
    steps: &mut usize,
) -> (Option<usize>, Vec<Move>) {
    let mut spread: Option<(f64, Spread)> = None;
    let mut compare = |at: usize| {
        let sheet = chart.sheets.get(at).filter(|sheet| could_be(leaf, sheet))?;
        let scale = f64::from(sheet.size[0]) / leaf.size[0];
        let known = spread.take().filter(|known| known.0.total_cmp(&scale).is_eq());
        let known = known.unwrap_or_else(|| (scale, Spread::of(leaf, scale)));
        let moves = moves(&known.1, sheet);
        spread = Some(known);
        likely(&moves, leaf).then_some((at, moves))
    };
    for near in [at, next] {
        if let Some((at, moves)) = compare(near) {
            return (Some(at), moves);
        }
    }
    let mut best: (Option<usize>, Vec<Move>) = (None, Vec::new());
    for (at, sheet) in chart.sheets.iter().enumerate() {
        let cost = if could_be(leaf, sheet) { sheet.starts.len() + leaf.starts.len() } else { 1 };
        let Some(left) = steps.checked_sub(cost) else { break };
        *steps = left;
        if let Some((at, moves)) = compare(at).filter(|found| best.1.len() < found.1.len()) {
            best = (Some(at), moves);
        }
    }
    best
}

/// Whether a leaf has neither too little type to be told nor too much for a sheet.
fn could_be(leaf: &Leaf, sheet: &Sheet) -> bool {
    let starts = leaf.starts.len();
    0.0 < leaf.size[0] && LEAST_MOVES <= starts && starts <= sheet.starts.len() * LEAST_SHARE
}

/// Type that must be found again on a page for it to be the same, and one of so many.
const LEAST_MOVES: usize = 4;
const LEAST_SHARE: usize = 3;

/// Whether enough of a page was found again for it to be the same.
fn likely(moves: &[Move], leaf: &Leaf) -> bool {
    LEAST_MOVES <= moves.len() && leaf.starts.len() <= moves.len() * LEAST_SHARE
}

/// Which nudge moved some type, and how far, in thousandths of a point.
type Move = (Option<u16>, [f64; 2]);

/// The type of a page by squares of [`NEAR`] a side, so that few need be looked at.
struct Spread(BTreeMap<[i64; 2], Vec<[f64; 2]>>);

impl Spread {
    fn of(leaf: &Leaf, scale: f64) -> Spread {
        let mut squares: BTreeMap<[i64; 2], Vec<[f64; 2]>> = BTreeMap::new();
        for start in &leaf.starts {
            let start = start.map(|along| along * scale);
            if start.iter().all(|along| along.is_finite()) {
                squares.entry(start.map(square)).or_default().push(start);
            }
        }
        Spread(squares)
    }

    /// The nearest type to a place, if there is some near.
    fn nearest(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        let far = |other: &[f64; 2]| (other[0] - x).abs() + (other[1] - y).abs();
        let is_near =
            |other: &&[f64; 2]| (other[0] - x).abs() <= NEAR && (other[1] - y).abs() <= NEAR;
        let (column, row) = (square(x), square(y));
        let columns = column.saturating_sub(1)..=column.saturating_add(1);
        let near = columns.flat_map(|column| {
            let rows = [column, row.saturating_sub(1)]..=[column, row.saturating_add(1)];
            self.0.range(rows).flat_map(|(_, starts)| starts)
        });
        near.filter(is_near).min_by(|a, b| far(a).total_cmp(&far(b))).copied()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "what lies outside is far from any page")]
fn square(along: f64) -> i64 {
    (along / NEAR).floor() as i64
}

/// How far the type of a page stands from where the chart has it.
fn moves(spread: &Spread, sheet: &Sheet) -> Vec<Move> {
    let mut found: Vec<(Option<u16>, [f64; 2], [f64; 2])> = Vec::new();
    for start in &sheet.starts {
        let place = [f64::from(start.x), f64::from(start.y)];
        found.extend(spread.nearest(place).map(|other| (start.way, place, other)));
    }
    // What a printer moved or stretched as a whole is taken out.
    let fits = [0, 1].map(|axis| line(found.iter().map(|(_, from, to)| (from[axis], to[axis]))));
    let left = |(way, from, to): &(Option<u16>, [f64; 2], [f64; 2])| {
        (*way, [0, 1].map(|axis| to[axis] - fits[axis].0 - fits[axis].1 * from[axis]))
    };
    found.iter().map(left).collect()
}

/// The straight line through some points, by least squares; the identity if they are few.
fn line(points: impl Iterator<Item = (f64, f64)> + Clone) -> (f64, f64) {
    let count = number(points.clone().count());
    if count < 16.0 {
        return (0.0, 1.0);
    }
    let mean = |of: fn((f64, f64)) -> f64| points.clone().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let (mut along, mut both) = (0.0, 0.0);
    for (from, to) in points {
        along += (from - x) * (from - x);
        both += (from - x) * (to - y);
    }
    let slope = if 1.0 < along { both / along } else { 1.0 };
    (y - slope * x, slope)
}
