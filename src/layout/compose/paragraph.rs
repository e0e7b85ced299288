//! Segments to chances: where a paragraph's lines may end, in the breaker's terms.
//!
//! [`Segment`]s come in, the breaker's [`Chance`]s go out with the [`Place`] of each. It
//! knows no glyph but by its width, and decides nothing.

use super::Text;
use super::break_lines::{Chance, Measures, Sums};
use super::case::{Point, TypeCase, Word};
use super::itemize::{Segment, SegmentKind};
use super::opportunities::{Kind, Opportunity};
use super::practice::Practice;
use super::rivers::Gap;

/// Where in the segments a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The segment: the space at which, or the word in or before which; for the paragraph's
    /// end, one past the last.
    pub(super) segment: usize,
    /// Byte of the word before which it ends; 0 for a space, and between two words.
    pub(super) offset: usize,
    /// Whether a hyphen is added.
    pub(super) hyphen: bool,
}

/// A paragraph in the breaker's terms.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Where lines may end; the last is its end.
    pub(super) chances: Vec<Chance>,
    /// Where each chance stands.
    pub(super) places: Vec<Place>,
    /// Its spaces, in order.
    pub(super) gaps: Vec<Gap>,
}

/// What decides which chances there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    /// Whether words may be hyphenated.
    pub(super) hyphenate: bool,
    /// Whether spaces give, and glyphs with them.
    pub(super) elastic: bool,
    /// Whether the first line's first character may hang out.
    pub(super) hang_first: bool,
    /// Whether a short word stays with what it introduces.
    pub(super) bind_short: bool,
}

/// The cost of a display line that ends in a word of one letter, or of two: an article or a
/// preposition hangs in the air there.
const SHORT_PENALTIES: [i32; 2] = [300, 120];
/// The cost of parting a word that is longer than a line.
const LETTER_PENALTY: i32 = 3_000;

/// Finds all chances of a paragraph that has no line feed in it.
pub(super) fn build(
    case: &TypeCase,
    text: &Text,
    segments: &[Segment],
    rules: Rules,
    measures: &Measures,
) -> Paragraph {
    let mut letters = Vec::new();
    let paragraph = Builder::new(case, text, segments, rules, &[]).run();
    let mut start = Sums::default();
    let mut first = 0;
    for (chance, place) in paragraph.chances.iter().zip(&paragraph.places) {
        let width = chance.end.width - start.width - (chance.end.shrink - start.shrink);
        if measures.least() < width {
            letters.extend(first..(place.segment + 1).min(segments.len()));
        }
        (start, first) = (chance.start, place.segment);
    }
    if letters.is_empty() {
        return paragraph;
    }
    letters.dedup();
    Builder::new(case, text, segments, rules, &letters).run()
}

struct Builder<'b, 'a> {
    case: &'b TypeCase<'a>,
    practice: &'b Practice,
    text: &'b Text,
    segments: &'b [Segment],
    rules: Rules,
    /// The words that may be parted anywhere, in order.
    letters: &'b [usize],
    sums: Sums,
    out: Paragraph,
}

impl<'b, 'a> Builder<'b, 'a> {
    fn new(
        case: &'b TypeCase<'a>,
        text: &'b Text,
        segments: &'b [Segment],
        rules: Rules,
        letters: &'b [usize],
    ) -> Builder<'b, 'a> {
        let practice = case.practice();
        let (sums, out) = (Sums::default(), Paragraph::default());
        Builder { case, practice, text, segments, rules, letters, sums, out }
    }

    fn run(mut self) -> Paragraph {
        if self.rules.hang_first {
            self.sums.width -= self.hang_after(0);
        }
        for (index, segment) in self.segments.iter().enumerate() {
            match segment.kind {
                SegmentKind::Word { word, whole } => {
                    let word = self.case.word(word);
                    self.seam(index, word);
                    self.points(index, word, whole);
                    self.sums.width += word.width;
                }
                SegmentKind::Space { breaks, space } => {
                    if breaks {
                        self.break_at_space(index);
                    }
                    self.out.gaps.push(Gap { at: self.sums.width, width: space.advance });
                    self.sums = self.after_space(self.sums, segment);
                }
                SegmentKind::LineEnd => {}
            }
        }
        // As in TeX, the last line does not hang: what fills it up stands at its end.
        let mut end = self.before_trailing_spaces();
        end.fill = 1;
        let chance = Chance { end, start: end, penalty: -10_000, ..Chance::default() };
        self.push(chance, Place { segment: self.segments.len(), offset: 0, hyphen: false });
        self.out
    }

    /// Adds a chance; where the setting is elastic, glyphs give as well as spaces.
    fn push(&mut self, mut chance: Chance, place: Place) {
        let give = if self.rules.elastic { self.practice.expansion } else { 0 };
        for sums in [&mut chance.end, &mut chance.start] {
            let by = sums.width * give / 10_000;
            sums.stretch += by;
            sums.shrink += by;
        }
        self.out.chances.push(chance);
        self.out.places.push(place);
    }

    /// A line may end between two words of different styles if the first ends in a dash, or if
    /// both may be parted anywhere.
    fn seam(&mut self, index: usize, word: &Word) {
        let Some(before) = self.word_before(index) else { return };
        let dash = before.text.ends_with('\u{2014}');
        let opening = |c: char| c.is_alphanumeric() || "“‘„«([".contains(c);
        let dash = dash && word.text.starts_with(opening);
        let apart = |index| self.letters.binary_search(&index).is_ok();
        if !(dash || apart(index) && apart(index - 1)) {
            return;
        }
        let (mut end, mut start) = (self.sums, self.sums);
        end.width -= before.hang.1;
        start.width += word.hang.0;
        let penalty = if dash { self.practice.dash_penalty } else { LETTER_PENALTY };
        let chance = Chance { end, start, penalty, syllable: !dash, ..Chance::default() };
        self.push(chance, Place { segment: index, offset: 0, hyphen: false });
    }

    /// The word that this one follows without a space.
    fn word_before(&self, index: usize) -> Option<&'b Word> {
        match self.segments[index.checked_sub(1)?].kind {
            SegmentKind::Word { word, .. } => Some(self.case.word(word)),
            _ => None,
        }
    }

    fn points(&mut self, index: usize, word: &Word, whole: bool) {
        let mut points: Vec<Point> = Vec::new();
        let style = &self.text.spans[self.segments[index].span].style;
        let hyphenate = self.rules.hyphenate && style.hyphenate;
        let first = self.practice.every_hyphen || self.word_before(index).is_some();
        let known = word.points.iter().filter(|point| match point.opportunity.kind {
            Kind::Syllable => hyphenate && whole,
            Kind::Soft => hyphenate,
            Kind::Joint => first || &word.text[..point.opportunity.at] != "\u{2014}",
            Kind::Hyphen | Kind::Letter => true,
        });
        if self.letters.binary_search(&index).is_ok() {
            points.extend(known);
            points.extend(letters(word));
            // A better opportunity at the same place comes first and is kept.
            points.sort_by_key(|point| (point.opportunity.at, point.opportunity.penalty));
            points.dedup_by_key(|point| point.opportunity.at);
            for point in &points {
                self.point(index, word, point);
            }
        } else {
            for point in known {
                self.point(index, word, point);
            }
        }
    }

    fn point(&mut self, index: usize, word: &Word, point: &Point) {
        let Opportunity { at, kind, penalty } = point.opportunity;
        let (mut end, mut start) = (self.sums, self.sums);
        end.width += point.before - point.hang.1;
        start.width += word.width - point.after + point.hang.0;
        let hyphen = kind.shows_hyphen() || self.practice.every_hyphen;
        let syllable = kind == Kind::Syllable || kind == Kind::Letter;
        let chance = Chance { end, start, penalty, hyphen, syllable, words: (0, 0) };
        self.push(chance, Place { segment: index, offset: at, hyphen: kind.adds_hyphen() });
    }

    /// A line may end at a space that follows a word; the spaces after it go with it.
    fn break_at_space(&mut self, index: usize) {
        let Some(before) = self.word_before(index) else { return };
        let spaces = self.segments[index..].iter();
        let spaces = spaces.take_while(|s| matches!(s.kind, SegmentKind::Space { .. })).count();
        let next = index + spaces;
        let Some(segment) = self.segments.get(next) else { return };
        if !matches!(segment.kind, SegmentKind::Word { .. }) {
            return;
        }
        let after = &self.text.text[segment.start..];
        let glued = before.text.ends_with(OPENING) || after.starts_with(WORD_JOINER);
        if !self.practice.dash_starts && (glued || must_not_begin_line(after)) {
            return;
        }
        let mut end = self.sums;
        end.width -= self.hang_before(index);
        let mut start = self.sums;
        for space in &self.segments[index..next] {
            start = self.after_space(start, space);
        }
        start.width += self.hang_after(next);
        let words = (self.name(index - 1), self.name(next));
        let penalty = if self.rules.bind_short { short_penalty(&before.text) } else { 0 };
        let chance = Chance { end, start, penalty, words, ..Chance::default() };
        self.push(chance, Place { segment: index, offset: 0, hyphen: false });
    }

    fn after_space(&self, mut sums: Sums, segment: &Segment) -> Sums {
        if let SegmentKind::Space { space, .. } = segment.kind {
            sums.width += space.advance;
            if self.rules.elastic {
                sums.stretch += space.stretch;
                sums.shrink += space.shrink;
            }
        }
        sums
    }

    /// The sums at the end, without the spaces that nothing follows.
    fn before_trailing_spaces(&self) -> Sums {
        let mut spaces = Sums::default();
        for segment in self.segments.iter().rev() {
            match segment.kind {
                SegmentKind::Space { .. } => spaces = self.after_space(spaces, segment),
                SegmentKind::LineEnd => {}
                SegmentKind::Word { .. } => break,
            }
        }
        Sums {
            width: self.sums.width - spaces.width,
            stretch: self.sums.stretch - spaces.stretch,
            shrink: self.sums.shrink - spaces.shrink,
            fill: 0,
        }
    }

    /// How far the word before this segment hangs out of a line that ends with it.
    fn hang_before(&self, index: usize) -> i64 {
        let before = index.checked_sub(1).map(|before| self.segments[before].kind);
        match before {
            Some(SegmentKind::Word { word, .. }) => self.case.word(word).hang.1,
            _ => 0,
        }
    }

    /// The word's number for telling equal words; 0 for other segments.
    fn name(&self, index: usize) -> u32 {
        match self.segments.get(index).map(|segment| segment.kind) {
            Some(SegmentKind::Word { word, .. }) => word.number(),
            _ => 0,
        }
    }

    /// How far this segment hangs out of a line that begins with it.
    fn hang_after(&self, index: usize) -> i64 {
        match self.segments.get(index).map(|segment| segment.kind) {
            Some(SegmentKind::Word { word, .. }) => self.case.word(word).hang.0,
            _ => 0,
        }
    }
}

/// Marks after which no line ends, even at a space (UAX 14, LB14).
const OPENING: [char; 7] = ['(', '[', '{', '¡', '¿', '\u{201a}', '\u{201e}'];
/// Keeps together what stands around it (UAX 14, LB11).
const WORD_JOINER: char = '\u{2060}';

/// Dashes and closing marks after a space: French punctuation and asides.
fn must_not_begin_line(text: &str) -> bool {
    text.starts_with([
        '\u{2013}', '\u{2014}', '\u{2026}', '!', '?', ':', ';', ',', '.', ')', ']', '}', '%',
        '\u{bb}', '\u{203a}', '\u{201d}',
    ])
}

/// What it costs to end a display line in this word.
fn short_penalty(word: &str) -> i32 {
    let letters = word.chars().count();
    let bare = word.chars().all(char::is_alphabetic);
    letters.checked_sub(1).filter(|_| bare).and_then(|at| SHORT_PENALTIES.get(at)).map_or(0, |p| *p)
}

/// Every place between two letters.
fn letters(word: &Word) -> Vec<Point> {
    let mut clusters: Vec<(usize, i64)> = Vec::new();
    for sort in &word.sorts {
        match clusters.last_mut() {
            Some((_, advance)) if sort.len == 0 => *advance += i64::from(sort.advance),
            _ => clusters.push((usize::from(sort.len), i64::from(sort.advance))),
        }
    }
    if word.backward {
        clusters.reverse();
    }
    let mut points = Vec::with_capacity(clusters.len());
    let (mut at, mut before) = (0, 0);
    for (len, advance) in clusters {
        if 0 < at {
            points.push(Point {
                opportunity: Opportunity { at, kind: Kind::Letter, penalty: LETTER_PENALTY },
                before,
                after: word.width - before,
                hang: (0, 0),
            });
        }
        (at, before) = (at + len, before + advance);
    }
    points
}

/// The least measure at which a paragraph takes no more lines than at its own, filled line
/// by line without hyphenation.
pub(super) fn narrowest(chances: &[Chance], measures: &Measures) -> i64 {
    let count = |rest: i64| {
        let narrower = measures.rest - rest;
        let first = measures.first.iter().map(|measure| measure - narrower).collect();
        lines_filled(chances, &Measures { first, rest })
    };
    let Some(most) = count(measures.rest) else { return measures.rest };
    let (mut no, mut yes) = (measures.rest / 4, measures.rest);
    // To a hundredth of a point; finer would be seen by nobody.
    while 655 < yes - no {
        let middle = i64::midpoint(no, yes);
        if count(middle).is_some_and(|lines| lines <= most) { yes = middle } else { no = middle }
    }
    yes
}

/// How many lines a paragraph takes if each holds as much as it can; none if something does
/// not fit.
fn lines_filled(chances: &[Chance], measures: &Measures) -> Option<usize> {
    let mut start = Sums::default();
    let mut fitting: Option<Sums> = None;
    let mut line = 0;
    for chance in chances.iter().filter(|chance| !chance.syllable) {
        if measures.of(line) < chance.end.width - start.width {
            start = fitting.take()?;
            line += 1;
            if measures.of(line) < chance.end.width - start.width {
                return None;
            }
        }
        fitting = Some(chance.start);
    }
    Some(line + 1)
}
