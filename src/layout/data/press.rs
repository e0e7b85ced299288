//! Press quotes on a flat page of the accent, and awards.
//!
//! Quotes and awards of the metadata come in. A
//! first quote that would take more than four lines at 48 points is set smaller, and one of
//! the others that would take more than 14 lines at 20 points is set at 14.

use super::pairs::{self, Between, Chunk, Columns, Pair};
use crate::base::Length;
use crate::design::{Align, Figures, TextStyle};
use crate::document::{Award, Inline, PressQuote};
use crate::layout::compose::{Line, Mark, Text};
use crate::layout::forme::{Forme, Ground};
use crate::layout::link::{self, Address};
use crate::layout::words;
use crate::locale::Word;
use crate::pages::{NodeId, Role};
use crate::phrases;
use crate::phrases::capital;

/// Lines of a lead quote at most.
const LEAD_LINES: usize = 4;
/// Lines of another quote at most, at 20 points.
const LINES: usize = 14;
/// Row of the first baseline.
const FIRST: i64 = 8;
/// Weight of the rule above the awards.
const RULE: Length = Length::pt(1);

pub(super) fn quotes(forme: &mut Forme) {
    let metadata = &forme.ctx.document.metadata;
    forme.go(FIRST);
    for (i, quote) in metadata.quotes.iter().enumerate() {
        let node = forme.sheets.node(forme.part, Role::Sect);
        let made = Made::of(quote, i == 0, node, forme);
        made.set(quote, node, forme);
        forme.white(4);
    }
    // What follows counts from the last attribution.
    forme.white(-4);
}

/// A quote in lines.
struct Made {
    lines: Vec<Line>,
    x: Length,
    step: i64,
    node: NodeId,
}

impl Made {
    fn of(quote: &PressQuote, lead: bool, node: NodeId, forme: &mut Forme) -> Made {
        let page = forme.design();
        let styles = forme.ctx.design.styles;
        let node = forme.sheets.node(node, Role::BlockQuote);
        let node = forme.sheets.node(node, Role::Paragraph);
        let big = styles.lead_quote;
        let mut ways = Vec::new();
        if lead && forme.ground == Ground::Flat {
            ways.push((big, page.left, page.width, LEAD_LINES));
            let smaller = big.sized(Length::pt(36), Length::pt(42));
            ways.push((smaller, page.left, page.width, LEAD_LINES + 1));
        }
        ways.push((styles.quotation, page.axis, page.measure, LINES));
        ways.push((styles.long_quotation, page.axis, page.measure, usize::MAX));
        for (style, x, measure, most) in ways {
            let style = forme.tone(&style);
            let lines = hung(&quote.text, &style, measure, node, forme);
            if lines.len() <= most {
                let step = (style.leading.0 * 2).div_euclid(page.row.0).max(1);
                return Made { lines, x, step, node };
            }
        }
        Made { lines: Vec::new(), x: page.axis, step: 2, node }
    }

    fn set(&self, quote: &PressQuote, parent: NodeId, forme: &mut Forme) {
        let page = forme.design();
        let name = attribution(quote, parent, forme);
        let count = i64::try_from(self.lines.len()).unwrap_or(1);
        let small = small_print(quote, parent, forme);
        let under = name.1.len() + small.iter().map(|(_, lines)| lines.len()).sum::<usize>();
        let names = i64::try_from(under).unwrap_or(1) * 2;
        let whole = self.step * (count - 1) + 4 + names;
        let top = forme.last() - FIRST;
        // A quote that a page can hold is not parted, nor is its end from its name.
        if whole < top {
            forme.need(whole);
        } else {
            forme.need(self.step * 3);
        }
        if forme.at() == 0 {
            forme.go(if self.step <= 4 { 2 } else { FIRST });
        }
        let (most, rest) = self.lines.split_at(self.lines.len().saturating_sub(2));
        forme.lines(most, self.x, self.step, self.node, None);
        let rest_rows = self.step * i64::try_from(rest.len()).unwrap_or(1) + 4 + names;
        forme.need(rest_rows.min(top));
        forme.lines(rest, self.x, self.step, self.node, None);
        forme.skip(4 - self.step);
        forme.whole();
        forme.lines(&name.1, page.axis, 2, name.0, None);
        for (node, lines) in small {
            forme.lines(&lines, page.axis, 2, node, None);
        }
        // Two rows of white and two for the next baseline, less the step just made.
        forme.skip(2);
    }
}

/// A quote in its marks, the opening one hung outside the measure by its own width.
fn hung(
    inlines: &[Inline],
    style: &TextStyle,
    measure: Length,
    node: NodeId,
    forme: &mut Forme,
) -> Vec<Line> {
    let (open, close) = forme.ctx.document.quotes;
    let said = words::words(&mut forme.sheets, inlines, style, node, &[]).text;
    let mut text = Text::default();
    text.push(open, style, Mark(0));
    text.text.push_str(&said.text);
    text.spans.extend(said.spans);
    text.push(close, style, Mark(0));
    let mark = forme.ctx.single(&Text::plain(open, style), None);
    let mut setting = forme.ctx.setting(style, measure);
    setting.indent = -mark.width;
    forme.ctx.lines(&text, &setting, None)
}

/// Name, outlet, date and rating, in lines, and their node.
fn attribution(quote: &PressQuote, parent: NodeId, forme: &mut Forme) -> (NodeId, Vec<Line>) {
    let styles = forme.ctx.design.styles;
    let (name, source) = (forme.tone(&styles.attribution), forme.tone(&styles.attribution_source));
    let source = TextStyle { figures: Figures::OldStyle, ..source };
    let node = forme.sheets.node(parent, Role::Paragraph);
    let who: Vec<_> =
        [&quote.by, &quote.outlet].into_iter().filter(|word| !word.is_empty()).cloned().collect();
    let mut what = Vec::new();
    what.extend(quote.date.map(|date| phrases::date(date, forme.ctx.locale)));
    if !quote.rating.is_empty() {
        what.push(quote.rating.clone());
    }
    let measure = forme.design().measure;
    let set = |apart: &str, forme: &mut Forme| {
        let mut text = Text::default();
        let mut lead = "–\u{a0}";
        if !who.is_empty() {
            text.push(&format!("{lead}{}", who.join(", ")), &name, Mark(0));
            lead = apart;
        }
        if !what.is_empty() {
            text.push(&format!("{lead}{}", what.join(", ")), &source, Mark(0));
        }
        if text.text.is_empty() { Vec::new() } else { forme.compose(&text, measure, &source) }
    };
    let mut lines = set(", ", forme);
    if 1 < lines.len() {
        // Name and source, each on a line of its own.
        lines = set("\n", forme);
    }
    (node, lines)
}

/// What stands under the name: the review's whole sentence, who allowed it to be quoted, and
/// where it can be read.
fn small_print(quote: &PressQuote, parent: NodeId, forme: &mut Forme) -> Vec<(NodeId, Vec<Line>)> {
    let style = forme.tone(&forme.ctx.design.styles.cover_line);
    let style = TextStyle { hyphenate: true, align: Align::Ragged, ..style };
    let measure = forme.design().measure;
    let mut all = Vec::new();
    let mut words = Vec::new();
    if !quote.full.is_empty() {
        words.push(phrases::in_full(&quote.full, forme.ctx.document.quotes, forme.ctx.locale));
    }
    if !quote.permission.is_empty() {
        words.push(capital(&quote.permission));
    }
    for words in words {
        let node = forme.sheets.node(parent, Role::Paragraph);
        let lines = forme.compose(&Text::plain(words, &style), measure, &style);
        all.push((node, lines));
    }
    if !quote.url.is_empty() {
        let node = forme.sheets.node(parent, Role::Paragraph);
        let (mut text, url, kind) = (Text::default(), &quote.url, Address::Web);
        link::push_address(&mut text, url, kind, &style, node, &mut forme.sheets);
        all.push((node, forme.compose(&text, measure, &style)));
    }
    all
}

pub(super) fn awards(forme: &mut Forme) {
    let awards = &forme.ctx.document.metadata.awards;
    let pairs = award_pairs(awards, forme);
    let columns = Columns::on_axis(forme);
    if 2 < forme.at() {
        forme.whole();
        forme.white(if forme.ground == Ground::Flat { 10 } else { 6 });
    }
    let whole = pairs::height(&pairs, &columns, Between::Half, forme);
    let needs = if whole < forme.last() { whole } else { 7 };
    let title = forme.ctx.locale.word(Word::Awards);
    let node = forme.section(title, RULE, needs);
    pairs::set(&pairs, &columns, Between::Half, node, forme);
    forme.end_section();
}

/// Result as label, said once for neighbours; prize and festival as value.
fn award_pairs(awards: &[Award], forme: &Forme) -> Vec<Pair> {
    let mut before = "";
    let mut pairs = Vec::new();
    for award in awards {
        let label = if award.result == before { String::new() } else { capital(&award.result) };
        before = &award.result;
        let mut given: Vec<String> = Vec::new();
        for part in [&award.body, &award.place] {
            // A place that the festival's name says is not said again.
            if !part.is_empty() && !given.iter().any(|said| said.contains(part.as_str())) {
                given.push(part.clone());
            }
        }
        given.extend(award.date.map(|date| phrases::date(date, forme.ctx.locale)));
        let mut values = vec![vec![Chunk::Words(award.name.clone())]];
        if !given.is_empty() {
            values.push(vec![Chunk::Stressed(given.join(", "))]);
        }
        pairs.push(Pair { label, values });
    }
    pairs
}
