//! The breaker against every choice, on paragraphs short enough to try them all.

use proptest::prelude::*;

use super::*;

/// Words of these widths with a space between each two; odd ones can be hyphenated. As in
/// TeX, what follows a hyphen must be wider than it.
fn paragraph(words: &[i64]) -> Vec<Chance> {
    let mut sums = Sums::default();
    let mut chances = Vec::new();
    for (index, &word) in words.iter().enumerate() {
        if 0 < index {
            let of = |index: usize| u32::try_from(words[index] % 3).unwrap();
            let mut start = sums;
            start.width += 30;
            start.stretch += 15;
            start.shrink += 10;
            let words = (of(index - 1), of(index));
            chances.push(Chance { end: sums, start, words, ..Chance::default() });
            sums = start;
        }
        if word % 2 == 1 {
            let words = (0, 0);
            let half = Sums { width: sums.width + word / 2, ..sums };
            let end = Sums { width: half.width + 20, ..half };
            let (penalty, hyphen, syllable) = (50, true, true);
            chances.push(Chance { end, start: half, penalty, hyphen, syllable, words });
        }
        sums.width += word;
    }
    let end = Sums { fill: 1, ..sums };
    chances.push(Chance { end, start: end, penalty: FORCED, ..Chance::default() });
    chances
}

fn params() -> Params {
    Params {
        third_hyphen: Some(10_000_000_000),
        stacked: 5_000,
        runts: vec![(200, 30_000)],
        ..Params::tex(-1, INF_BAD, 0)
    }
}

/// Demerits of breaking at these chances, by the definition; none if a line is overfull.
fn price(chances: &[Chance], breaks: &[usize], measure: i64, params: &Params) -> Option<i64> {
    let mut from = Active {
        fitness: 2,
        hyphens: 0,
        line: 0,
        total: 0,
        node: None,
        start: Sums::default(),
        words: (0, 0),
    };
    for &index in breaks {
        let chance = &chances[index];
        let end = index + 1 == chances.len();
        let measures = Measures { first: Vec::new(), rest: measure };
        let pass = Pass { tolerance: INF_BAD, syllables: true, emergency: 0, last: true, apart: 0 };
        let (badness, fitness) = fit(from, chance, &measures, params, pass);
        if OVERFULL <= badness {
            return None;
        }
        let hyphens = hyphens(from, chance, params);
        let third = chance.hyphen && from.hyphens == 2;
        from = Active {
            total: from.total
                + demerits(from, chance, badness, params)
                + neighbours(from, chance, fitness, end, params)
                + if third { params.third_hyphen.unwrap() } else { 0 },
            fitness,
            hyphens,
            line: from.line + 1,
            node: None,
            start: chance.start,
            words: chance.words,
        };
    }
    Some(from.total)
}

/// Every way to break that ends with the paragraph.
fn every_choice(chances: usize) -> impl Iterator<Item = Vec<usize>> {
    (0_usize..1 << (chances - 1)).map(move |choice| {
        let taken = (0..chances - 1).filter(move |at| choice >> at & 1 == 1);
        taken.chain([chances - 1]).collect()
    })
}

proptest! {
    /// On paragraphs short enough to try every choice, ours is the best.
    #[test]
    fn is_optimal(words in prop::collection::vec(60_i64..300, 1..9), measure in 320_i64..900) {
        let (chances, params) = (paragraph(&words), params());
        let best = every_choice(chances.len())
            .filter_map(|breaks| price(&chances, &breaks, measure, &params))
            .min();
        let measures = Measures { first: Vec::new(), rest: measure };
        let ours = Breaker::default().best(&chances, &measures, &params);
        let ours = price(&chances, &ours.breaks, measure, &params);
        prop_assert_eq!(ours, best);
    }

    /// For each number of lines, what is found is the best with that number.
    #[test]
    fn is_optimal_for_each_number_of_lines(
        words in prop::collection::vec(60_i64..300, 1..9),
        measure in 320_i64..900,
    ) {
        let (chances, params) = (paragraph(&words), params());
        let measures = Measures { first: Vec::new(), rest: measure };
        let found =
            Breaker::default().by_number_of_lines(&chances, &measures, &params, INF_BAD);
        for broken in &found {
            let lines = broken.breaks.len();
            let best = every_choice(chances.len())
                .filter(|breaks| breaks.len() == lines)
                .filter_map(|breaks| price(&chances, &breaks, measure, &params))
                .min();
            prop_assert_eq!(Some(broken.demerits), best, "{} lines", lines);
        }
        prop_assert!(!found.is_empty(), "some number of lines is possible");
    }
}

#[test]
fn work_grows_with_the_text_alone() {
    // Counted, not timed: breaks that were considered for lines, per word.
    let work = |words: i64| {
        let widths: Vec<i64> = (0..words).map(|n| 100 + (n * 37) % 150).collect();
        let chances = paragraph(&widths);
        let mut breaker = Breaker::default();
        let measures = Measures { first: Vec::new(), rest: 2_000 };
        breaker.best(&chances, &measures, &Params::tex(-1, INF_BAD, 0));
        breaker.nodes.len()
    };
    assert!(work(10_000) < 12 * work(1_000), "linear, not quadratic");
}
