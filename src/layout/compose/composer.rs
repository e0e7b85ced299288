//! The composer's work, step by step: segments, chances, breaks, lines.
//!
//! A [`Text`] and a [`Setting`] come in, [`Line`]s go out. Each step is a module beside this
//! one; this one only leads from one to the next.

use super::break_lines::{Broken, Measures, Params};
use super::itemize::{self, Segment, SegmentKind};
use super::justify::{self, Extent, Room};
use super::paragraph::{self, Paragraph, Place, Rules};
use super::rivers::Bed;
use super::{Composer, Ink, Line, Setting, Text, Variant};
use crate::base::Length;
use crate::design::Align;

/// Lines of a paragraph that is still tried in one less and one more, and anew where it has
/// rivers. Counting every number of lines apart takes time by the square of their number, and
/// so long a paragraph, which fills pages, has a page's end to give and take at.
const VARIED_LINES: usize = 200;

/// The text up to a line feed: what is broken into lines as a whole.
struct Stanza<'s> {
    text: &'s Text,
    setting: &'s Setting,
    segments: &'s [Segment],
    /// The number of its first line, from 0.
    line: usize,
    /// The em of the whole text.
    em: Length,
}

impl Composer<'_> {
    /// Sets a paragraph in its best way.
    pub fn lines(&mut self, text: &Text, setting: &Setting) -> Vec<Line> {
        let segments = itemize::itemize(&mut self.case, text, &setting.lang, &mut self.missing);
        let (mut lines, em) = (Vec::new(), itemize::em(text));
        for segments in segments.split_inclusive(|s| s.kind == SegmentKind::LineEnd) {
            let stanza = Stanza { text, setting, segments, line: lines.len(), em };
            let (mut paragraph, measures, params) = self.prepare(&stanza);
            let broken = self.best(&stanza, &mut paragraph, measures, &params);
            lines.extend(self.set(&stanza, &paragraph, &broken));
        }
        lines
    }

    /// Sets a paragraph in its best way and, where that can be done within tolerance, in one
    /// line less and one line more; the best way stands first, and alone for a paragraph of
    /// more than 200 lines.
    pub fn variants(&mut self, text: &Text, setting: &Setting) -> Vec<Variant> {
        let segments = itemize::itemize(&mut self.case, text, &setting.lang, &mut self.missing);
        let broken_by_hand = segments.iter().any(|s| s.kind == SegmentKind::LineEnd);
        if broken_by_hand || segments.is_empty() || setting.align != Align::Justified {
            return vec![Variant { lines: self.lines(text, setting), cost: 0 }];
        }
        let em = itemize::em(text);
        let stanza = Stanza { text, setting, segments: &segments, line: 0, em };
        let (mut paragraph, measures, params) = self.prepare(&stanza);
        let best = self.best(&stanza, &mut paragraph, measures.clone(), &params);
        let count = best.breaks.len();
        if VARIED_LINES < count {
            return vec![Variant { lines: self.set(&stanza, &paragraph, &best), cost: 0 }];
        }
        let practice = self.case.practice();
        let (tolerance, expansion) = (practice.variant_tolerance, practice.expansion);
        let others =
            self.breaker.by_number_of_lines(&paragraph.chances, &measures, &params, tolerance);
        let bed =
            Bed { paragraph: &mut paragraph, measures: &measures, params: &params, expansion };
        let cost = |broken: &Broken| broken.demerits + bed.charge(broken);
        let least = cost(&best);
        let extras: Vec<i64> = others.iter().map(|other| (cost(other) - least).max(0)).collect();
        let mut variants = vec![Variant { lines: self.set(&stanza, &paragraph, &best), cost: 0 }];
        for (other, extra) in others.iter().zip(extras) {
            if other.breaks.len().abs_diff(count) == 1 {
                let lines = self.set(&stanza, &paragraph, other);
                let cost = extra / i64::try_from(lines.len()).unwrap_or(1).max(1);
                variants.push(Variant { lines, cost });
            }
        }
        variants
    }

    /// Sets a text on one line at its natural width, however long.
    pub fn single(&mut self, text: &Text) -> Line {
        let lang = crate::base::Lang::english();
        let segments = itemize::itemize(&mut self.case, text, &lang, &mut self.missing);
        let extent = Extent { from: start(), to: end(&segments) };
        justify::line(&mut self.case, text, &segments, extent, Room::default())
    }

    /// Left and right end of a line's ink, relative to its x = 0, and its top and bottom
    /// relative to the baseline, upward.
    pub fn ink(&mut self, line: &Line) -> Ink {
        let mut ink: Option<Ink> = None;
        for run in line.pieces.iter().map(|piece| &piece.run) {
            let face = self.case.fonts().face(run.face);
            let mut x = run.origin.x;
            for glyph in &run.glyphs {
                if let Some(bounds) = face.ink(glyph.id) {
                    let em = f64::from(face.metrics.units_per_em);
                    let on = |units: f32| Length::from_pt(f64::from(units) / em * run.size.to_pt());
                    let wide = |units: f32| on(units).ratio(i64::from(run.scale), 10_000);
                    let (x, y) = (x + Length(i64::from(glyph.dx)), Length(i64::from(glyph.dy)));
                    let [left, bottom, right, top] = bounds;
                    let this = Ink {
                        left: x + wide(left),
                        right: x + wide(right),
                        top: y + on(top),
                        bottom: y + on(bottom),
                    };
                    ink = Some(ink.map_or(this, |ink| ink.union(this)));
                }
                x += Length(i64::from(glyph.advance));
            }
        }
        ink.unwrap_or_default()
    }

    /// A stanza in the breaker's terms.
    fn prepare(&mut self, stanza: &Stanza) -> (Paragraph, Measures, Params) {
        let Stanza { text, setting, segments, line, em } = *stanza;
        let measures = measures(setting, line);
        let justified = setting.align == Align::Justified;
        let rules = Rules {
            hyphenate: setting.hyphenate,
            elastic: justified,
            hang_first: justified && offset(setting, line) == 0,
            bind_short: setting.align == Align::Balanced,
        };
        let paragraph = paragraph::build(&self.case, text, segments, rules, &measures);
        let params = self.case.practice().params(setting.align, em.0);
        (paragraph, measures, params)
    }

    fn best(
        &mut self,
        stanza: &Stanza,
        paragraph: &mut Paragraph,
        mut measures: Measures,
        params: &Params,
    ) -> Broken {
        if stanza.setting.align == Align::Balanced {
            let least = paragraph::narrowest(&paragraph.chances, &measures);
            let narrower = measures.rest - least;
            measures.rest = least;
            for measure in &mut measures.first {
                *measure -= narrower;
            }
        }
        let best = self.breaker.best(&paragraph.chances, &measures, params);
        if VARIED_LINES < best.breaks.len() {
            return best;
        }
        let expansion = self.case.practice().expansion;
        Bed { paragraph, measures: &measures, params, expansion }.mend(&mut self.breaker, best)
    }

    /// Makes the lines of a broken stanza.
    fn set(&mut self, stanza: &Stanza, paragraph: &Paragraph, broken: &Broken) -> Vec<Line> {
        let Stanza { text, setting, segments, line, .. } = *stanza;
        let mut lines: Vec<Line> = Vec::with_capacity(broken.breaks.len());
        let measures = measures(setting, 0);
        let justified = setting.align == Align::Justified;
        let mut from = start();
        for (index, &chance) in broken.breaks.iter().enumerate() {
            let to = paragraph.places[chance];
            let last = index + 1 == broken.breaks.len();
            let offset = offset(setting, line + index);
            let room = Room {
                offset,
                measure: Some(measures.of(line + index)),
                fill: justified && !last,
                right: setting.align == Align::Right,
                hang: (setting.align != Align::Right && offset == 0 || 0 < index, justified),
            };
            lines.push(justify::line(&mut self.case, text, segments, Extent { from, to }, room));
            from = next(segments, to);
        }
        lines
    }
}

impl Ink {
    fn union(self, other: Ink) -> Ink {
        Ink {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
            bottom: self.bottom.min(other.bottom),
        }
    }
}

fn start() -> Place {
    Place { segment: 0, offset: 0, hyphen: false }
}

fn end(segments: &[Segment]) -> Place {
    Place { segment: segments.len(), offset: 0, hyphen: false }
}

/// Where the line after one that ends here begins.
pub(super) fn next(segments: &[Segment], to: Place) -> Place {
    if 0 < to.offset {
        return Place { hyphen: false, ..to };
    }
    let rest = segments.get(to.segment..).unwrap_or_default().iter();
    let spaces = rest.take_while(|s| !matches!(s.kind, SegmentKind::Word { .. })).count();
    Place { segment: to.segment + spaces, offset: 0, hyphen: false }
}

/// Room left free at the left of a line.
fn offset(setting: &Setting, line: usize) -> i64 {
    let indent = if line == 0 { setting.indent.0 } else { 0 };
    let notch = if line < setting.notch.0 { setting.notch.1.0 } else { 0 };
    indent + notch
}

/// The lengths of the lines from this one on.
pub(super) fn measures(setting: &Setting, line: usize) -> Measures {
    let rest = setting.measure.0.max(1);
    let special = setting.notch.0.max(usize::from(setting.indent != Length::ZERO));
    let first = (line..special).map(|line| (rest - offset(setting, line)).max(1)).collect();
    Measures { first, rest }
}
