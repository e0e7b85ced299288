//! The figures by which set text is judged, on the sample kit's own prose.
//!
//! Bars are those of a text set at 266 and at 312 points: lines looser than 1.5 natural
//! spaces, mean badness of the word spaces, hyphens, hyphens in a row, lines that begin with
//! a dash, overfull lines.

#![expect(clippy::print_stdout, reason = "the figures are wanted in a test's log")]

use super::break_lines::Params;
use super::*;

const KIT: &str = include_str!("../../../../manuscript/far-ridge.md");

/// Counts over all lines but the last of each paragraph.
#[derive(Debug, Default)]
struct Figures {
    lines: u32,
    loose: u32,
    tight: u32,
    hyphens: u32,
    hyphens_in_a_row: u32,
    dash_starts: u32,
    overfull: u32,
    badness: f64,
}

impl Figures {
    fn per_thousand(&self, count: u32) -> f64 {
        1_000.0 * f64::from(count) / f64::from(self.lines)
    }

    fn mean_badness(&self) -> f64 {
        self.badness / f64::from(self.lines)
    }

    fn line(&mut self, line: &Line, measure: Length, space: f64) {
        self.lines += 1;
        self.hyphens += u32::from(line.hyphenated);
        self.dash_starts += u32::from(words(line).starts_with(['–', '—']));
        self.overfull += u32::from(measure + Length::pt(8) < line.width);
        let spaces = spaces(line);
        if spaces.is_empty() {
            return;
        }
        let count = f64::from(u32::try_from(spaces.len()).unwrap());
        let mean = spaces.iter().sum::<f64>() / count / space;
        self.loose += u32::from(1.5 < mean);
        self.tight += u32::from(mean < 0.75);
        let ratio = if mean < 1.0 { (1.0 - mean) * 3.0 } else { (mean - 1.0) * 2.0 };
        self.badness += (100.0 * ratio.powi(3)).min(10_000.0);
    }
}

/// The widths of a line's spaces, those at its end apart.
fn spaces(line: &Line) -> Vec<f64> {
    gaps(line).iter().map(|(left, right)| right - left).collect()
}

/// Where a line's spaces begin and end.
fn gaps(line: &Line) -> Vec<(f64, f64)> {
    let mut gaps = Vec::new();
    for run in line.pieces.iter().map(|piece| &piece.run) {
        let (mut at, mut x) = (0, Length::to_pt(run.origin.x) * 65_536.0);
        for glyph in &run.glyphs {
            let (end, right) = (at + usize::from(glyph.len), x + f64::from(glyph.advance));
            if &run.text[at..end] == " " && 0 < glyph.advance {
                gaps.push((x, right));
            }
            (at, x) = (end, right);
        }
    }
    gaps
}

/// A gap and the number of lines in a row that have one there.
type Chain = ((f64, f64), usize);

/// Gaps that lie under others in four lines or more.
fn rivers(lines: &[Line]) -> usize {
    let (mut count, mut above) = (0, Vec::<Chain>::new());
    for line in lines {
        let mut here = Vec::new();
        for gap in gaps(line) {
            let meets = |other: &(f64, f64)| {
                let overlap = gap.1.min(other.1) - gap.0.max(other.0);
                0.4 * (gap.1 - gap.0).min(other.1 - other.0) < overlap
            };
            let long = above.iter().filter(|(other, _)| meets(other)).map(|(_, long)| *long).max();
            let long = long.unwrap_or(0) + 1;
            count += usize::from(long == 4);
            here.push((gap, long));
        }
        above = here;
    }
    count
}

/// The paragraphs of running text, markup left out.
fn prose() -> Vec<String> {
    let body = KIT.rsplit("\n---\n").next().unwrap();
    let blocks = body.split("\n\n").map(|block| block.trim().replace('\n', " "));
    blocks
        .filter(|block| {
            40 < block.len()
                && !block.starts_with(['#', '>', '!', '-', '*', '|', ':', '['])
                && !block.contains("](")
        })
        .map(|block| block.replace(['*', '_'], ""))
        .collect()
}

fn measure(points: i64) -> Figures {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    let space = spaces(&composer.single(&Text::plain("a b", &body())))[0];
    let mut figures = Figures::default();
    for (index, paragraph) in prose().iter().enumerate() {
        let indent = if index == 0 { Length::ZERO } else { Length::pt(14) };
        let setting = Setting { indent, ..setting(points, Align::Justified) };
        let text = Text::plain(paragraph, &body());
        let lines = composer.lines(&text, &setting);
        check_placed(&text, &lines);
        let mut run = 0;
        for line in lines.split_last().map_or(&[][..], |(_, lines)| lines) {
            figures.line(line, setting.measure, space);
            run = if line.hyphenated { run + 1 } else { 0 };
            figures.hyphens_in_a_row = figures.hyphens_in_a_row.max(run);
        }
    }
    figures
}

#[test]
fn running_text_keeps_to_the_bars() {
    for (points, badness) in [(266, 9.0), (312, 8.0)] {
        let figures = measure(points);
        println!(
            "{points} pt, {} lines: looser than 1.5 {:.1}, tighter than 0.75 {:.1}, hyphens {:.1} \
             per 1000; mean badness {:.1}",
            figures.lines,
            figures.per_thousand(figures.loose),
            figures.per_thousand(figures.tight),
            figures.per_thousand(figures.hyphens),
            figures.mean_badness(),
        );
        assert!(150 < figures.lines, "there is text to judge by: {figures:?}");
        assert!(figures.per_thousand(figures.loose) <= 2.0, "loose lines: {figures:?}");
        assert!(figures.per_thousand(figures.hyphens) <= 36.0, "hyphens: {figures:?}");
        assert!(figures.mean_badness() <= badness, "mean badness: {figures:?}");
        assert!(figures.hyphens_in_a_row < 3, "never three in a row: {figures:?}");
        assert_eq!(figures.dash_starts + figures.overfull, 0, "none of these: {figures:?}");
    }
}

#[test]
fn rivers_are_charged() {
    let fonts = FontSet::bundled();
    let charged = Practice::product();
    let params = charged.params(Align::Justified, body().size.0);
    let free = Practice { params: Some(Params { river: 0, ..params }), ..charged.clone() };
    let count = |practice: Practice| {
        let mut composer = Composer::with(&fonts, practice);
        let set = |text: &String| {
            rivers(&composer.lines(&Text::plain(text, &body()), &setting(266, Align::Justified)))
        };
        prose().iter().map(set).sum::<usize>()
    };
    let (before, after) = (count(free), count(charged));
    println!("rivers of four lines: {before} uncharged, {after} charged");
    assert!(2 <= before, "there are rivers to avoid: {before}");
    assert!(3 * after <= 2 * before, "fewer rivers: {after} of {before}");
}

#[test]
fn letters_are_parted_before_spaces_gape() {
    let fonts = FontSet::bundled();
    // Neither “a goatskin” nor a part of it fits on the first line.
    let text = "The water board has begun to waiting until he took to be a goatskin, pulled \
        alone, sometimes for people who saw as soon as it in the lathe instead.";
    let setting = Setting { indent: Length::pt(14), ..setting(266, Align::Justified) };
    let first = |practice: Practice| {
        let mut composer = Composer::with(&fonts, practice);
        let space = spaces(&composer.single(&Text::plain("a b", &body())))[0];
        let line = composer.lines(&Text::plain(text, &body()), &setting).swap_remove(0);
        let spaces = spaces(&line);
        let count = f64::from(u32::try_from(spaces.len()).unwrap());
        (line.width, spaces.iter().sum::<f64>() / count / space)
    };
    let (tight, gaping) = first(Practice { letters: 0, ..Practice::product() });
    let (parted, looseness) = first(Practice::product());
    assert!(1.5 < gaping, "a line that gapes: {gaping}");
    assert!(looseness < 1.5, "its spaces no longer do: {looseness}");
    assert_eq!(parted, tight, "the line ends where it did");
}
