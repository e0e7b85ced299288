//! What a line costs: its badness, its demerits, and those that it has beside its neighbour.
//!
//! A break, the chance at which a line from it would end and the [`Params`] come in, costs go
//! out. Which lines are tried is the breaker's business.

use super::{Active, Chance, Measures, Pass};

/// What is thought good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::layout::compose) struct Params {
    /// Greatest badness of a line in the pass without hyphenation; below 0 there is none.
    pub(in crate::layout::compose) pretolerance: i32,
    /// Greatest badness of a line in the second pass.
    pub(in crate::layout::compose) tolerance: i32,
    /// Stretch lent to each line in the third pass; if 0 the second is the last.
    pub(in crate::layout::compose) emergency: i64,
    /// Greatest badness of a line in the third pass.
    pub(in crate::layout::compose) last_tolerance: i32,
    /// Stretch that every line has at its end; for ragged setting.
    pub(in crate::layout::compose) ragged: i64,
    /// Added to each line's badness; the greater, the fewer lines.
    pub(in crate::layout::compose) line_penalty: i32,
    /// Added to the penalty of a hyphen that hyphenation makes.
    pub(in crate::layout::compose) hyphen_extra: i32,
    /// For two lines in a row that end in hyphens.
    pub(in crate::layout::compose) double_hyphen: i64,
    /// For a hyphen at the end of the last line but one.
    pub(in crate::layout::compose) final_hyphen: i64,
    /// For neighbours of which one is loose and the other tight.
    pub(in crate::layout::compose) adjacent: i64,
    /// For three hyphens in a row in the last pass; in the others they are forbidden. Paths
    /// that end in one hyphen and in two are then kept apart.
    pub(in crate::layout::compose) third_hyphen: Option<i64>,
    /// For a line whose spaces are stretched beyond what they can give.
    pub(in crate::layout::compose) gaping: i64,
    /// For two lines that begin, or that end, with the same word.
    pub(in crate::layout::compose) stacked: i64,
    /// For a gap that lies under others, line after line; charged in `rivers`.
    pub(in crate::layout::compose) river: i64,
    /// For a last line narrower than a width, by width; all that apply are added.
    pub(in crate::layout::compose) runts: Vec<(i64, i64)>,
}

impl Params {
    /// Those of plain TeX.
    pub(in crate::layout::compose) fn tex(
        pretolerance: i32,
        tolerance: i32,
        emergency: i64,
    ) -> Params {
        Params {
            pretolerance,
            tolerance,
            emergency,
            last_tolerance: tolerance,
            ragged: 0,
            line_penalty: 10,
            hyphen_extra: 0,
            double_hyphen: 10_000,
            final_hyphen: 5_000,
            adjacent: 10_000,
            third_hyphen: None,
            gaping: 0,
            stacked: 0,
            river: 0,
            runts: Vec::new(),
        }
    }

    /// What the number of hyphens in a row may cost later.
    pub(super) fn slack(&self) -> i64 {
        self.third_hyphen.unwrap_or(0)
    }
}

/// The badness of what cannot be.
pub(in crate::layout::compose) const OVERFULL: i32 = 10_001;
/// The badness of any line that has to stretch or shrink far beyond what it can.
pub(in crate::layout::compose) const INF_BAD: i32 = 10_000;
pub(super) const FORCED: i32 = -10_000;
/// The demerits of a line so bad that squaring them would say nothing more.
const WORST_LINE: i64 = 100_000_000;

/// How bad it is to stretch or shrink by `by` what can give `can`: about
/// 100 (by/can)³, TeX's own arithmetic.
fn badness(by: i64, can: i64) -> i32 {
    if by == 0 {
        return 0;
    }
    if can <= 0 {
        return INF_BAD;
    }
    let ratio = if by <= 7_230_584 {
        by * 297 / can
    } else if 1_663_497 <= can {
        by / (can / 297)
    } else {
        by
    };
    if 1_290 < ratio {
        return INF_BAD;
    }
    i32::try_from((ratio * ratio * ratio + 0o400_000) / 0o1_000_000).unwrap_or(INF_BAD)
}

/// Badness and fitness of the line from a break to a chance.
pub(super) fn fit(
    from: Active,
    chance: &Chance,
    measures: &Measures,
    params: &Params,
    pass: Pass,
) -> (i32, u8) {
    let missing = measures.of(from.line) - (chance.end.width - from.start.width);
    if 0 < missing {
        if chance.end.fill != from.start.fill {
            return (0, 2);
        }
        let can = chance.end.stretch - from.start.stretch + params.ragged + pass.emergency;
        let badness = badness(missing, can);
        return (badness, if 99 < badness { 0 } else { u8::from(badness <= 12) + 1 });
    }
    let can = chance.end.shrink - from.start.shrink;
    let badness = if can < -missing { OVERFULL } else { badness(-missing, can) };
    (badness, if 12 < badness { 3 } else { 2 })
}

/// The demerits of a line by itself.
pub(super) fn demerits(from: Active, chance: &Chance, badness: i32, params: &Params) -> i64 {
    let line = i64::from(params.line_penalty) + i64::from(badness);
    let mut demerits = if 10_000 <= line.abs() { WORST_LINE } else { line * line };
    let penalty = i64::from(chance.penalty);
    if 0 < penalty {
        demerits += penalty * penalty;
    } else if i64::from(FORCED) < penalty {
        demerits -= penalty * penalty;
    }
    let width = chance.end.width - from.start.width;
    if chance.penalty <= FORCED && 0 < from.line {
        let runts = params.runts.iter().filter(|&&(least, _)| width < least);
        demerits += runts.map(|&(_, cost)| cost).sum::<i64>();
    }
    demerits
}

/// The demerits of a line beside the one before it.
pub(super) fn neighbours(
    from: Active,
    chance: &Chance,
    fitness: u8,
    end: bool,
    params: &Params,
) -> i64 {
    let mut demerits = 0;
    if 0 < from.hyphens && end {
        demerits += params.final_hyphen;
    } else if 0 < from.hyphens && chance.hyphen {
        demerits += params.double_hyphen;
    }
    if 1 < fitness.abs_diff(from.fitness) {
        demerits += params.adjacent;
    }
    for (above, here) in [(from.words.0, chance.words.0), (from.words.1, chance.words.1)] {
        if above == here && here != 0 {
            demerits += params.stacked;
        }
    }
    demerits
}

/// How many lines in a row end in hyphens, if one ends here.
pub(super) fn hyphens(from: Active, chance: &Chance, params: &Params) -> u8 {
    let most = if params.third_hyphen.is_some() { 2 } else { 1 };
    if chance.hyphen { (from.hyphens + 1).min(most) } else { 0 }
}
