//! Facts: big ones over the whole measure, then the fact sheet in sections.
//!
//! Highlights and fact sections of the metadata come in.
//! Up to four highlights that are short enough are big ones: running time and format are what
//! a programmer looks for.

use super::pairs::{self, Between, Columns, Pair};
use crate::base::Length;
use crate::document::{FactSection, Highlight};
use crate::layout::compose::Text;
use crate::layout::forme::Forme;
use crate::locale::Word;
use crate::pages::Role;

/// What a big fact's value may have at most.
const BIG: usize = 6;
/// How many big facts there may be.
const MANY: usize = 4;
/// Between big facts.
const GAP: Length = Length::pt(38);
/// From a big fact's foot to its label's baseline: one row and 3 points.
const LABEL_BELOW: Length = Length::pt(17);
/// Capitals of the first line of a page.
const TOP: Length = Length::pt(77);
/// A single short fact does not fill the measure, but stays below this size.
const LARGEST: Length = Length::pt(196);
/// Weight of the rule above a section.
const RULE: Length = Length::pt(1);
/// Blank half rows before a section, and before one of few rows.
const BEFORE: i64 = 8;
const BEFORE_FEW: i64 = 4;
/// A section of fewer rows than this stands closer to the one before.
const FEW: usize = 4;

pub(super) fn set(forme: &mut Forme) {
    let metadata = &forme.ctx.document.metadata;
    let most = if forme.ctx.design.manner.big_facts { MANY } else { 0 };
    let (big, small) = sort(&metadata.highlights, most);
    if !big.is_empty() {
        big_facts(&big, forme);
    }
    // What has no title of its own is known by the page's, which it may share with others.
    let untitled = forme.ctx.locale.word(Word::Facts);
    let untitled = if big.is_empty() { untitled } else { "" };
    if !small.is_empty() {
        let pairs: Vec<_> = small.iter().map(|fact| highlight(fact)).collect();
        section(untitled, &pairs, forme);
    }
    for (index, facts) in metadata.facts.iter().enumerate() {
        let first = index == 0 && small.is_empty() && facts.title.is_empty();
        section(if first { untitled } else { &facts.title }, &fact_pairs(facts), forme);
    }
    forme.end_section();
}

/// The first `most` highlights of few characters are big facts; the others are rows.
fn sort(highlights: &[Highlight], most: usize) -> (Vec<&Highlight>, Vec<&Highlight>) {
    let (mut big, mut small) = (Vec::new(), Vec::new());
    for fact in highlights {
        let short = fact.value.chars().count() <= BIG && !fact.value.trim().is_empty();
        if short && big.len() < most { big.push(fact) } else { small.push(fact) }
    }
    (big, small)
}

fn highlight(fact: &Highlight) -> Pair {
    Pair::plain(super::capital(&fact.label), std::slice::from_ref(&fact.value))
}

fn fact_pairs(facts: &FactSection) -> Vec<Pair> {
    facts.rows.iter().map(|row| Pair::plain(row.label.clone(), &row.value)).collect()
}

fn section(title: &str, pairs: &[Pair], forme: &mut Forme) {
    let columns = Columns::on_axis(forme);
    if 2 < forme.at() {
        forme.whole();
        forme.white(if pairs.len() < FEW { BEFORE_FEW } else { BEFORE });
    }
    let whole = pairs::height(pairs, &columns, Between::Hairline, forme);
    // A section is not broken if a page can hold it.
    let needs = if whole < forme.last() { whole } else { 5 };
    let node = forme.section(title, RULE, needs);
    pairs::set(pairs, &columns, Between::Hairline, node, forme);
}

/// Sets the big facts on one line, at the size at which they fill the measure.
fn big_facts(facts: &[&Highlight], forme: &mut Forme) {
    let page = forme.design();
    let style = forme.tone(&forme.ctx.design.styles.big_fact);
    let unit = Length::pt(100);
    let mut inks = Length::ZERO;
    for fact in facts {
        let line =
            forme.ctx.single(&Text::plain(fact.value.as_str(), &style.sized(unit, unit)), None);
        let ink = forme.ctx.composer.ink(&line);
        inks += ink.right - ink.left;
    }
    let gaps = GAP * (i64::try_from(facts.len()).unwrap_or(1) - 1);
    let size = unit.ratio((page.width - gaps).0, inks.0.max(1)).min(LARGEST);
    let style = style.sized(size, size);
    let label_style =
        forme.tone(&forme.ctx.design.styles.label.colored(forme.ctx.design.colors.black));
    let list = forme.sheets.node(forme.part, Role::List);
    let face = forme.ctx.fonts.face(style.family.regular).metrics;
    let capitals = f64::from(face.cap_height) / f64::from(face.units_per_em.max(1));
    let baseline = TOP + Length::from_pt(capitals * size.to_pt());
    let (mut x, mut lowest) = (page.left, baseline);
    for (i, fact) in facts.iter().enumerate() {
        let item = forme.sheets.node(list, Role::ListItem);
        let line = forme.ctx.single(&Text::plain(fact.value.as_str(), &style), None);
        let ink = forme.ctx.composer.ink(&line);
        let wide = ink.right - ink.left;
        let body = forme.sheets.node(item, Role::ListBody);
        forme.sheets.line(&line, x - ink.left, baseline, body);
        let last = i + 1 == facts.len();
        let free = if last { page.right() - x } else { wide + GAP - Length::pt(8) };
        let label =
            forme.compose(&Text::plain(fact.label.as_str(), &label_style), free, &label_style);
        let mut y = baseline + LABEL_BELOW;
        for line in &label {
            forme.sheets.line(line, x, y, body);
            lowest = lowest.max(y);
            y += label_style.leading;
        }
        x += wide + GAP;
    }
    forme.below(lowest);
    forme.skip(2);
}
