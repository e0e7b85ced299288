//! The one-sheet: everything that fits on one page, and no more.
//!
//! The metadata and the cover's photograph come in, one page goes out, and a note of what
//! found no room on it. The page is set as full as the kit would have it; while something
//! stands too low, the next thing in `limits::ORDER` gives way and the page is set anew; what
//! has room again at the end comes back. Type is never made smaller. Rules: the agreed page specification, section 8.

mod column;
mod limits;
mod say;
#[cfg(test)]
mod tests;

use crate::base::{Code, Diagnostic, Length};
use crate::document::FactRow;
use crate::image::Survey;
use crate::layout::band::Band;
use crate::layout::cover::{self, LOWEST};
use crate::layout::ctx::Ctx;
use crate::layout::sheet::{Furniture, Sheets};
use crate::pages::{Role, Structure};

use column::Column;
use limits::{Limits, ORDER};
use say::Say;

/// From the head's foot to the first baseline under it, at least.
const UNDER_HEAD: Length = Length::pt(30);
/// White rows between the last baseline and the band.
const ABOVE_BAND: i64 = 2;

/// Sets the page.
pub(crate) fn set(survey: Option<&Survey>, ctx: &mut Ctx) -> Sheets {
    let page = ctx.design.page;
    let lowest = page.paper.height.ratio(LOWEST.0, LOWEST.1);
    let facts = facts(ctx).iter().map(Vec::len).sum();
    let most = Limits::most(&ctx.document.metadata, facts, lowest);
    let (mut limits, mut tried) = (most, attempt(&most, survey, ctx));
    for step in ORDER {
        while Length::ZERO < tried.beyond {
            let Some(less) = limits.less(step, tried.foot - page.row) else { break };
            let next = attempt(&less, survey, ctx);
            if tried.beyond <= next.beyond {
                break;
            }
            (limits, tried) = (less, next);
        }
    }
    // What gave way last comes back first, if there is room for it now.
    let fits = tried.beyond == Length::ZERO;
    for step in ORDER.into_iter().rev().filter(|_| fits) {
        while let Some(more) = limits.more(step, &most) {
            let next = attempt(&more, survey, ctx);
            if Length::ZERO < next.beyond {
                break;
            }
            (limits, tried) = (more, next);
        }
    }
    let mut left_out = limits.left_out(&most);
    if tried.cut {
        left_out.push("the end of the logline".to_owned());
    }
    report(&left_out, tried.beyond, ctx);
    tried.sheets
}

fn report(left_out: &[String], beyond: Length, ctx: &mut Ctx) {
    if Length::ZERO < beyond {
        let message = format!(
            "the one-sheet is {:.0} points too long for its paper, with nothing left to leave out",
            beyond.to_pt().ceil()
        );
        ctx.diagnostics.push(
            Diagnostic::error(Code::OneSheetFull, None, message)
                .help("print it on a larger paper: `--paper a4`"),
        );
    } else if !left_out.is_empty() {
        let message = format!("the one-sheet has no room for {}", left_out.join(", "));
        ctx.diagnostics.push(
            Diagnostic::note(Code::OneSheetFull, None, message)
                .help("shorten what stands on it, if any of this matters more"),
        );
    }
}

/// A page, and how far what stands on it went beyond its place, both columns together.
struct Attempt {
    sheets: Sheets,
    /// Where title and photograph ended.
    foot: Length,
    /// Whether the logline's end is missing.
    cut: bool,
    beyond: Length,
}

fn attempt(limits: &Limits, survey: Option<&Survey>, ctx: &mut Ctx) -> Attempt {
    let page = ctx.design.page;
    let mut sheets = Sheets::new("");
    sheets.open(Furniture::None);
    let part = sheets.node(Structure::ROOT, Role::Part);
    let heading = sheets.node(part, Role::Heading(1));
    let title = ctx.document.metadata.title.main.clone();
    sheets.bookmark(1, title, Length::ZERO, Some(heading));
    let head = cover::hero(survey, limits.lowest, part, heading, &mut sheets, ctx);
    let mut band = Band::default();
    let mut say = Say { part, limits, sheets: &mut sheets, cut: false, ctx };
    say.band(&mut band);
    let last = band.top(say.ctx) - page.row * ABOVE_BAND;
    let first = |y: Length| first_row(y, page.origin, page.row);
    let left = Column::new(page.left, page.margin.unwrap_or(page.measure), first(head.left));
    let beyond = if page.margin.is_some() {
        let mut left = left;
        let mut right = Column::new(page.axis, page.measure, first(head.foot));
        say.work(&mut left);
        say.words(&mut right);
        say.practical(&mut left);
        left.beyond(last) + right.beyond(last)
    } else {
        let mut only = left;
        say.work(&mut only);
        say.words(&mut only);
        say.practical(&mut only);
        only.beyond(last)
    };
    let cut = say.cut;
    band.draw(&mut sheets, ctx);
    // A line beside the text would stand in the margin column.
    sheets.sheet().told.clear();
    Attempt { sheets, foot: head.foot, cut, beyond }
}

/// The baseline of the first row that leaves white under `y`.
fn first_row(y: Length, origin: Length, row: Length) -> Length {
    let rows = ((y + UNDER_HEAD - origin).0 + row.0 - 1).div_euclid(row.0);
    origin + row * rows
}

/// The rows of the fact sheet that do not say the title again, section by section.
fn facts<'a>(ctx: &Ctx<'a>) -> Vec<Vec<&'a FactRow>> {
    let title = &ctx.document.metadata.title.main;
    let rows = |section: &'a crate::document::FactSection| {
        section.rows.iter().filter(|row| row.value.len() != 1 || row.value[0] != *title).collect()
    };
    ctx.document.metadata.facts.iter().map(rows).filter(|rows: &Vec<_>| !rows.is_empty()).collect()
}
