//! The margin columns of a chapter's pages: what is free, and where pull-quotes go.
//!
//! A pull-quote keeps away from its own words and from pictures: beside either it says nothing.

use crate::base::{Code, Diagnostic, Length, Rect};
use crate::layout::assemble::side_of;
use crate::layout::ctx::Ctx;
use crate::layout::flow::emit::Emitter;
use crate::layout::flow::galley::{Builder, Pull};
use crate::layout::makeup::{At, Galley, Plan, Thing};
use crate::pages::{Artifact, Side, Tag};

/// White between things in the margin.
const WHITE: Length = Length::pt(28);
/// Rows of a page on which a pull-quote begins only if it must, at its head and its foot.
const HEAD_ROWS: u16 = 8;
const FOOT_ROWS: u16 = 14;
/// Rows between a pull-quote and its own words, and the fewest where there is no other place.
const APART: i64 = 8;
const NEAREST: i64 = 4;
/// From the rule down to the first baseline.
const RULE_RISE: Length = Length::pt(28);
const RULE: Length = Length::pt(1);
/// The row where a pull-quote likes to stand.
const UPPER: i64 = 12;
/// What speaks against another page than its own, and against a page with a picture.
const OTHER_PAGE: i64 = 80;
const WITH_PICTURE: i64 = 300;
/// What speaks against a place too near to its own words, to the head or to the foot: all else is
/// better, but that the words are left out.
const CROWDED: i64 = 1_000;

/// What is taken of each page's margin column.
#[derive(Debug)]
pub(super) struct Margins {
    pages: Vec<Column>,
}

#[derive(Debug)]
struct Column {
    /// The row on which the text begins, under an opening.
    first: u16,
    last: u16,
    /// Tops and bottoms of what stands there.
    taken: Vec<(Length, Length)>,
    /// Whether the page is one picture.
    whole: bool,
    /// Photographs in the margin.
    hung: usize,
    /// Whether a picture interrupts the text.
    pictured: bool,
    opens: bool,
    quoted: bool,
}

impl Margins {
    pub(super) fn new(plan: &Plan, galley: &Galley, epigraph: u16) -> Margins {
        let column = |(index, page): (usize, &crate::layout::makeup::PlanPage)| {
            let at = |wanted: fn(&At) -> bool| {
                page.things
                    .iter()
                    .filter(|thing| matches!(thing, Thing::Plate { at, .. } if wanted(at)))
                    .count()
            };
            let opens = index == 0 && 0 < galley.opening;
            Column {
                first: if opens { plan.opening + epigraph } else { 0 },
                last: page.last,
                taken: Vec::new(),
                whole: 0 < at(|at| matches!(at, At::Page | At::Spread(_))),
                hung: at(|at| matches!(at, At::Margin(_))),
                pictured: 0 < at(|at| matches!(at, At::Top(_) | At::Inside(_) | At::Foot(_))),
                opens,
                quoted: false,
            }
        };
        Margins { pages: plan.pages.iter().enumerate().map(column).collect() }
    }

    /// Whether the page opens the chapter.
    pub(super) fn opens(&self, page: usize) -> bool {
        self.pages[page].opens
    }

    /// Whether a caption may stand in this page's margin.
    pub(super) fn has_room(&self, page: usize, plan: &Plan) -> bool {
        let text = |thing: &Thing| matches!(thing, Thing::Text { .. });
        self.pages
            .get(page)
            .is_some_and(|column| !column.whole && plan.pages[page].things.iter().any(text))
    }

    /// Takes a stretch of a page's margin.
    pub(super) fn take(&mut self, page: usize, top: Length, bottom: Length) {
        self.pages[page].taken.push((top, bottom));
    }

    /// Whether nothing stands in a stretch of a page's margin, or too near it.
    pub(super) fn is_free(&self, page: usize, top: Length, bottom: Length) -> bool {
        let taken = &self.pages[page].taken;
        taken.iter().all(|(from, to)| bottom + WHITE <= *from || *to + WHITE <= top)
    }

    /// Finds and takes room as high or as low as can be; returns its top edge. Without room
    /// it is the place that would be right if there were.
    pub(super) fn place(&mut self, page: usize, height: Length, low: bool, ctx: &Ctx) -> Length {
        let (highest, lowest) = self.reach(page, height, ctx);
        let wanted = if low { lowest.max(highest) } else { highest };
        let top = self.free(page, height, low, ctx).unwrap_or(wanted);
        self.take(page, top, top + height);
        top
    }

    /// Finds room as high or as low as can be; returns its top edge.
    pub(super) fn free(&self, page: usize, height: Length, low: bool, ctx: &Ctx) -> Option<Length> {
        let row = ctx.design.page.row;
        let (highest, lowest) = self.reach(page, height, ctx);
        if lowest < highest {
            return None;
        }
        let mut tops = (0..=(lowest - highest).0 / row.0)
            .map(|rows| if low { lowest - row * rows } else { highest + row * rows });
        tops.find(|top| self.is_free(page, *top, *top + height))
    }

    /// The highest and the lowest top edge of what is so high.
    fn reach(&self, page: usize, height: Length, ctx: &Ctx) -> (Length, Length) {
        let design = ctx.design.page;
        let column = &self.pages[page];
        // The folio of an opening stands on the last row.
        let spared = if column.opens { design.row * 2 } else { Length::ZERO };
        let highest = design.baseline(i64::from(column.first)) - design.capitals;
        (highest, design.baseline(i64::from(column.last)) - spared - height)
    }
}

impl Emitter<'_, '_> {
    /// Keeps the margin free beside links whose addresses will be printed there.
    pub(super) fn spare_addresses(&mut self) {
        let leading = self.ctx.design.styles.credit.leading;
        for (index, sheet) in self.sheets.sheets.iter().enumerate() {
            for told in &sheet.told {
                self.margins.take(index, told.baseline - leading, told.baseline);
            }
        }
    }

    /// Sets the pull-quotes that find a place in a margin; the others are reported.
    pub(super) fn pull_quotes(&mut self, plan: &Plan, pulls: &[Pull]) {
        let Some(width) = self.ctx.design.page.margin else { return };
        for pull in pulls {
            let place = if Builder::too_long(pull) { None } else { self.quiet_place(plan, pull) };
            let Some((page, row)) = place else {
                let message =
                    format!("the pull-quote `{}` finds no place in the margin", pull.words);
                self.ctx.diagnostics.push(
                    Diagnostic::warning(Code::PullQuoteLeftOut, pull.span, message)
                        .help("shorten it, or move it to another paragraph"),
                );
                continue;
            };
            let design = self.ctx.design;
            let mut y = design.page.baseline(i64::from(row));
            self.sheets.go_to(page);
            let rule = Rect::new(design.page.left, y - RULE_RISE, width, RULE);
            self.sheets.fill(rule, design.colors.accent, Tag::Artifact(Artifact::Layout));
            let (top, bottom) = extent(y, pull, design.styles.pull_quote.leading);
            self.margins.take(page, top, bottom);
            self.margins.pages[page].quoted = true;
            for line in &pull.lines {
                self.sheets.artifact(line, design.page.left, y, Artifact::Layout);
                y += design.styles.pull_quote.leading;
            }
        }
    }

    /// The page and row where a pull-quote disturbs least: on its own spread, away from its
    /// own words, high rather than low, not beside pictures.
    fn quiet_place(&self, plan: &Plan, pull: &Pull) -> Option<(usize, u16)> {
        let (home, _) = position(plan, pull.element, 0)?;
        let own = pull.own.and_then(|(element, strip)| position(plan, element, strip));
        let leading = self.ctx.design.styles.pull_quote.leading;
        let mut best: Option<(i64, usize, u16)> = None;
        for page in self.spread_of(plan, home) {
            let column = &self.margins.pages[page];
            let taken = self.spread_of(plan, page).any(|page| self.margins.pages[page].quoted);
            if column.whole || 2 <= column.hung || taken {
                continue;
            }
            let quiet = HEAD_ROWS.max(column.first + 2)..=column.last.saturating_sub(FOOT_ROWS);
            let foot = self.ctx.design.page.baseline(i64::from(column.last));
            for row in column.first + 2..=column.last {
                let y = self.ctx.design.page.baseline(i64::from(row));
                let (top, bottom) = extent(y, pull, leading);
                let beside = own.filter(|(at, _)| *at == page);
                let away = beside.map_or(APART, |own| (i64::from(own.1) - i64::from(row)).abs());
                if foot < bottom || away < NEAREST || !self.margins.is_free(page, top, bottom) {
                    continue;
                }
                let mut cost = (i64::from(row) - UPPER).abs();
                cost += if page == home { 0 } else { OTHER_PAGE };
                cost += if column.pictured || 0 < column.hung { WITH_PICTURE } else { 0 };
                cost += if away < APART { CROWDED } else { 0 };
                cost += if quiet.contains(&row) { 0 } else { CROWDED };
                if best.is_none_or(|(least, _, _)| cost < least) {
                    best = Some((cost, page, row));
                }
            }
        }
        best.map(|(_, page, row)| (page, row))
    }

    /// The pages of this chapter that lie open with a page.
    fn spread_of(&self, plan: &Plan, page: usize) -> impl Iterator<Item = usize> + use<> {
        let verso = side_of(self.first + page) == Side::Verso;
        let other = if verso { Some(page + 1) } else { page.checked_sub(1) };
        let count = plan.pages.len();
        std::iter::once(page).chain(other.filter(move |other| *other < count))
    }
}

/// Top and bottom of a pull-quote whose first baseline is at `y`.
fn extent(y: Length, pull: &Pull, leading: Length) -> (Length, Length) {
    let lines = i64::try_from(pull.lines.len()).unwrap_or(1);
    (y - RULE_RISE, y + leading * (lines - 1))
}

/// The page and row of an element's strip of a row's height, or of the next that is set.
fn position(plan: &Plan, wanted: usize, strip: usize) -> Option<(usize, u16)> {
    let mut last = None;
    for (index, page) in plan.pages.iter().enumerate() {
        for thing in &page.things {
            if let Thing::Text { element, row, strips, .. } = thing {
                last = Some((index, *row));
                if wanted < *element {
                    return last;
                }
                if wanted == *element && strip < strips.end {
                    let below = strip.saturating_sub(strips.start);
                    return Some((index, row + u16::try_from(below).unwrap_or(0)));
                }
            }
        }
    }
    last
}
