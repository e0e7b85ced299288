//! Compares what is left in a book with the marks of all copies that it could be.
//!
//! [`Remains`] and the copies of one edition come in; for each copy that fits better than
//! chance allows, what fits goes out, layer by layer. What chance allows is worked out from
//! the number of copies: a copy is named only if all innocent copies together would fit as
//! well with odds of less than one in a million ([`LEAST_BITS`]).

mod names;
mod places;

use std::collections::{BTreeMap, BTreeSet};

use super::epub::{ID_LETTERS, file_name, order};
use super::flat::Flat;
use super::photos::{self, Difference};
use super::{Chart, Code, Layer, Pattern};
use crate::inspect::Remains;
use names::Identifiers;

/// Odds, as so many tosses of a coin, that it takes to name a copy: a million and more.
pub const LEAST_BITS: f64 = 20.0;
/// A code says so much by itself.
const CODE_BITS: f64 = 45.0;
/// Spaces between words that are looked at; a long novel has a fifth of that.
const MOST_GAPS: usize = 1 << 20;
/// Names in a manifest that are too few to tell an order.
const LEAST_ORDER: usize = 6;
/// Pictures of one photograph that are compared, and of all: each is compared with every copy.
const MOST_OF_ONE: usize = 3;
const MOST_DIFFERENCES: usize = 100;

/// A copy that a book could be.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its code.
    pub code: Code,
    /// What is hidden in it.
    pub pattern: Pattern,
}

/// How well one layer of marks fits a copy.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// What was compared, in words.
    pub layer: &'static str,
    /// How many marks are the copy's.
    pub matches: usize,
    /// How many were found.
    pub of: usize,
    /// The odds that one innocent copy fits as well, as so many tosses of a coin.
    pub bits: f64,
}

/// A copy that a book fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Which of the candidates.
    pub candidate: usize,
    /// Each layer that says something.
    pub fits: Vec<Fit>,
}

/// What the marks of an edition say of a book.
#[derive(Debug, Default)]
pub struct Marks {
    codes: BTreeMap<Code, usize>,
    /// What the metadata call the book.
    identifiers: Identifiers,
    ids: BTreeSet<String>,
    tags: BTreeSet<String>,
    /// For each file of the chart's manifest its place in the book's.
    order: Vec<usize>,
    /// For each gap whether a line ends in it, if it was found.
    gaps: Vec<Option<bool>>,
    /// For each nudge and direction whether it goes forward, if it was measured.
    nudges: Vec<Option<bool>>,
    ids_of: u32,
    /// By what its pictures differ from the originals.
    differences: Vec<Difference>,
}

impl Marks {
    /// Reads the marks of a book that may be a copy of the edition of this chart.
    #[must_use]
    pub fn read(remains: &Remains, chart: &Chart) -> Marks {
        let mut codes = BTreeMap::new();
        names::codes(&remains.words, &mut codes);
        let mut ids = BTreeSet::new();
        let mut gaps: BTreeMap<u32, Option<bool>> =
            chart.gaps.iter().map(|key| (*key, None)).collect();
        let mut left = MOST_GAPS;
        for text in &remains.texts {
            names::codes(&names::without_tags(text), &mut codes);
            names::ids(text, &mut ids);
            let flat = Flat::of(text);
            for gap in flat.gaps.iter().take(left) {
                if let Some(known) = flat.key(gap).and_then(|key| gaps.get_mut(&key)) {
                    *known = Some(gap.breaks);
                }
            }
            left = left.saturating_sub(flat.gaps.len());
        }
        let paths: Vec<String> = remains.manifest.iter().map(|path| file_name(path)).collect();
        // The first of a name counts.
        let places: BTreeMap<&String, usize> =
            paths.iter().enumerate().rev().map(|(at, path)| (path, at)).collect();
        let place = |name| places.get(name).copied().unwrap_or(usize::MAX);
        let order = chart.manifest.iter().map(place).collect();
        Marks {
            codes,
            identifiers: Identifiers::of(&remains.metadata),
            ids,
            tags: remains.tags.iter().cloned().collect(),
            order,
            gaps: chart.gaps.iter().map(|key| gaps.get(key).copied().flatten()).collect(),
            nudges: places::nudges(&remains.leaves, chart),
            ids_of: chart.ids,
            differences: differences(remains, chart),
        }
    }

    /// The copies that fit, the best first.
    #[must_use]
    pub fn compare(&self, candidates: &[Candidate]) -> Vec<Found> {
        let allowed = LEAST_BITS + number(candidates.len().max(1)).log2();
        let mut found: Vec<Found> = Vec::new();
        for (candidate, copy) in candidates.iter().enumerate() {
            let fits = self.fits(copy);
            // A fit by chance in one layer says nothing of the others.
            if fits.iter().any(|fit| allowed <= fit.bits) {
                let fits = fits.into_iter().filter(|fit| 4.0 <= fit.bits).collect();
                found.push(Found { candidate, fits });
            }
        }
        let best = |found: &Found| found.fits.iter().map(|fit| fit.bits).fold(0.0, f64::max);
        found.sort_by(|a, b| best(b).total_cmp(&best(a)));
        found
    }

    fn fits(&self, copy: &Candidate) -> Vec<Fit> {
        let mut fits = Vec::new();
        let mut add = |layer, matches, of, bits| fits.push(Fit { layer, matches, of, bits });
        let all: usize = self.codes.values().sum();
        if let Some(&times) = self.codes.get(&copy.code) {
            add("the code in the text", times, all, CODE_BITS);
        }
        let named = self.identifiers.of_copy(copy);
        if 0 < named {
            add("identifiers in the metadata", named, named, CODE_BITS);
        }
        let mine = |at: &u32| self.ids.contains(&copy.pattern.name(Layer::Name, *at, ID_LETTERS));
        let named = if self.ids.is_empty() { 0 } else { (0..self.ids_of).filter(mine).count() };
        if 0 < named {
            // Of 26^7 names each is as likely as another; any of those found may be met.
            let one = 26_f64.log2() * number(ID_LETTERS) - number(self.ids.len()).log2() - 8.0;
            add("the ids of paragraphs", named, self.ids.len(), one * number(named));
        }
        let tag = copy.pattern.name(Layer::Name, u32::MAX, 6).to_ascii_uppercase();
        if self.tags.contains(&tag) {
            let bits = 26_f64.log2() * 6.0 - number(self.tags.len()).log2();
            add("the tag of the fonts", 1, self.tags.len(), bits);
        }
        if !self.differences.is_empty() {
            let bits = photos::odds(&self.differences, &copy.pattern);
            add("the photographs", self.differences.len(), self.differences.len(), bits);
        }
        if let Some((count, bits)) = self.order_fits(&copy.pattern) {
            add("the order of the files", count, count, bits);
        }
        let hidden = [
            ("line ends in the markup", Layer::Space, &self.gaps),
            ("the places of lines", Layer::Place, &self.nudges),
        ];
        for (name, layer, found) in hidden {
            let bits = copy.pattern.bits(layer, found.len());
            let seen = found.iter().zip(bits).filter_map(|(found, bit)| Some((*found)? == bit));
            let seen: Vec<bool> = seen.collect();
            if !seen.is_empty() {
                let matches = seen.iter().filter(|same| **same).count();
                add(name, matches, seen.len(), tail(matches, seen.len()));
            }
        }
        fits
    }

    /// Whether the files stand in the order of a pattern, and what that says.
    fn order_fits(&self, pattern: &Pattern) -> Option<(usize, f64)> {
        let expected = order(self.order.len(), pattern);
        let there = |at: &usize| Some(self.order[*at]).filter(|place| *place != usize::MAX);
        let places: Vec<usize> = expected.iter().filter_map(there).collect();
        let fits = LEAST_ORDER <= places.len() && places.is_sorted();
        let bits = (1..=places.len()).map(|n| number(n).log2()).sum();
        fits.then_some((places.len(), bits))
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn number(count: usize) -> f64 {
    count as f64
}

/// The odds that of `of` tosses of a coin at least `matches` fall right, as so many tosses.
fn tail(matches: usize, of: usize) -> f64 {
    // Logarithms of binomial coefficients, summed from the most likely term.
    let (mut log, mut sum) = (0.0_f64, 0.0_f64);
    let mut first: Option<f64> = None;
    for k in 0..=of {
        if matches <= k {
            let base = *first.get_or_insert(log);
            sum += (log - base).exp2();
        }
        log += (number(of - k) / number(k + 1)).log2();
    }
    number(of) - first.unwrap_or(0.0) - sum.log2()
}

/// By what the pictures of a book, or those on the picture of a page, differ from the
/// originals.
fn differences(remains: &Remains, chart: &Chart) -> Vec<Difference> {
    if chart.originals.is_empty() {
        return Vec::new();
    }
    let whole = remains.grids.iter().filter_map(|grid| photos::difference(grid, &chart.originals));
    let mut found: Vec<Difference> = whole.collect();
    let Some(picture) = &remains.picture else { return few(found) };
    for sheet in &chart.sheets {
        let scale = f64::from(picture.width) / f64::from(sheet.size[0].max(1));
        for placed in &sheet.photos {
            let part = placed.frame.map(|side| f64::from(side) * scale);
            let cells = picture.cells(part);
            found.extend(photos::difference_from(&cells, placed.photo, &chart.originals));
        }
    }
    few(found)
}

/// Of each photograph a few differences, so that nobody makes us compare thousands.
fn few(found: Vec<Difference>) -> Vec<Difference> {
    let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
    let is_one_of_few = |difference: &Difference| {
        let count = seen.entry(difference.photo).or_default();
        *count += 1;
        *count <= MOST_OF_ONE
    };
    found.into_iter().filter(is_one_of_few).take(MOST_DIFFERENCES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::{Key, Sheet, Start};
    use crate::inspect::Leaf;

    fn candidates(count: u32) -> Vec<Candidate> {
        let key = Key::new(&[7; 32]).unwrap();
        let mark = |n: u32| key.mark(&[1; 32], &format!("r{n}@b.example"), 0, None);
        (0..count)
            .map(mark)
            .map(|mark| Candidate { code: mark.code, pattern: mark.pattern })
            .collect()
    }

    /// Which of the candidates are found.
    fn named(remains: &Remains, chart: &Chart, candidates: &[Candidate]) -> Vec<usize> {
        let found = Marks::read(remains, chart).compare(candidates);
        found.into_iter().map(|found| found.candidate).collect()
    }

    #[test]
    fn odds_are_those_of_a_coin() {
        assert!((tail(10, 10) - 10.0).abs() < 1e-9, "ten of ten");
        assert!(tail(0, 10).abs() < 1e-9, "none of ten is sure");
        assert!((tail(9, 10) - (1024.0_f64 / 11.0).log2()).abs() < 1e-9, "nine of ten");
        assert!(tail(500, 1000) < 2.0 && 900.0 < tail(1000, 1000), "many tosses");
    }

    #[test]
    fn a_code_in_the_words_names_its_copy() {
        let all = candidates(50);
        let words = format!("Review copy {}\u{2060} for", all[7].code).replace('-', "\n-");
        let remains = Remains { words, ..Remains::default() };
        assert_eq!(named(&remains, &Chart::default(), &all), [7], "cut by a line's end");
        let remains = Remains { words: "ABCDE-FGHJK".to_owned(), ..Remains::default() };
        assert!(named(&remains, &Chart::default(), &all).is_empty(), "no copy of ours");
    }

    /// Leaves as they are in a copy.
    fn leaves(chart: &Chart, pattern: &Pattern, scale: f64) -> Vec<Leaf> {
        let bits = pattern.bits(Layer::Place, usize::from(chart.ways) * 2);
        let by = |way: Option<u16>, axis: usize| match way {
            Some(way) if bits[usize::from(way) * 2 + axis] => 40.0,
            Some(_) => -40.0,
            None => 0.0,
        };
        let leaf = |sheet: &Sheet| Leaf {
            size: [0, 1].map(|side| f64::from(sheet.size[side]) / 1000.0 * scale),
            starts: sheet
                .starts
                .iter()
                .map(|start| {
                    [
                        (f64::from(start.x) + by(start.way, 0)) / 1000.0 * scale,
                        (f64::from(start.y) + by(start.way, 1)) / 1000.0 * scale,
                    ]
                })
                .collect(),
        };
        chart.sheets.iter().map(leaf).collect()
    }

    fn chart() -> Chart {
        let start = |page: i32, at: i32| Start {
            x: 60_000 + (at * 7_919 + page * 104_729) % 300_000,
            y: 700_000 - at * 14_000,
            way: (at % 5 != 0).then(|| u16::try_from((page * 8 + at / 5) % 40).unwrap()),
        };
        let sheet = |page| Sheet {
            photos: Vec::new(),
            size: [595_276, 841_890],
            starts: (0..40).map(|at| start(page, at)).collect(),
        };
        Chart { ways: 40, sheets: (0..10).map(sheet).collect(), ..Chart::default() }
    }

    #[test]
    fn nudges_name_a_copy_whole_in_part_and_made_smaller() {
        let (all, chart) = (candidates(300), chart());
        let whole = leaves(&chart, &all[42].pattern, 1.0);
        let find =
            |leaves: Vec<Leaf>| named(&Remains { leaves, ..Remains::default() }, &chart, &all);
        assert_eq!(find(whole.clone()), [42], "a whole book");
        assert_eq!(find(whole[3..8].to_vec()), [42], "five pages");
        assert_eq!(find(leaves(&chart, &all[42].pattern, 0.7)), [42], "on smaller paper");
        assert_eq!(find(whole[..1].to_vec()), Vec::<usize>::new(), "one page says too little");
        let mut blank = chart.clone();
        for start in blank.sheets.iter_mut().flat_map(|sheet| &mut sheet.starts) {
            start.way = None;
        }
        let unmarked = leaves(&blank, &all[42].pattern, 1.0);
        assert_eq!(find(unmarked), Vec::<usize>::new(), "the book without marks");
    }

    #[test]
    fn two_copies_mixed_name_both_or_none() {
        let (all, chart) = (candidates(300), chart());
        let (one, other) =
            (leaves(&chart, &all[1].pattern, 1.0), leaves(&chart, &all[2].pattern, 1.0));
        let mixed = one.into_iter().zip(other).enumerate();
        let mixed = mixed.map(|(at, (one, other))| if at % 2 == 0 { one } else { other });
        let remains = Remains { leaves: mixed.collect(), ..Remains::default() };
        let mut found = named(&remains, &chart, &all);
        found.sort_unstable();
        assert!(found.is_empty() || found == [1, 2], "a third was named: {found:?}");
    }
}
