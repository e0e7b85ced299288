//! The one-sheet: everything that fits on one page, and no more.
//!
//! The metadata and the cover's photograph come in, one page goes out, and a note of what
//! found no room on it. The page is set as full as the kit would have it; while something
//! stands too low, the next thing in `limits::ORDER` gives way and the page is set anew; what
//! has room again at the end comes back. Where room is left, the photograph takes what it can
//! use and the words stand on the foot of the page. Type is never made smaller to fit.

mod column;
mod foot;
mod limits;
mod practical;
mod say;
#[cfg(test)]
mod tests;

use crate::base::{Code, Diagnostic, Length, Rect};
use crate::design::PageDesign;
use crate::document::FactRow;
use crate::image::Survey;
use crate::layout::band::Band;
use crate::layout::cover::{self, LOWEST, Wish};
use crate::layout::ctx::Ctx;
use crate::layout::sheet::{Furniture, Sheets};
use crate::pages::{Artifact, Role, Structure, Tag};

use column::Column;
use limits::{Limits, ORDER};
use say::Say;

/// From the head's foot to the first baseline under it, at least.
const UNDER_HEAD: Length = Length::pt(30);
/// The same on papers without a margin column.
const UNDER_HEAD_NARROW: Length = Length::pt(24);
/// White rows between the last baseline and the band.
const ABOVE_BAND: i64 = 2;
/// The same above a mere line on papers without a margin column.
const ABOVE_RULE: i64 = 1;

/// Sets the page.
pub(crate) fn set(survey: Option<&Survey>, ctx: &mut Ctx) -> Sheets {
    let lowest = ctx.design.page.paper.height.ratio(LOWEST.0, LOWEST.1);
    let facts = facts(ctx).iter().map(Vec::len).sum();
    let most = Limits::most(&ctx.document.metadata, facts, lowest);
    let mut page = Trial::of(most, Length::ZERO, survey, ctx);
    for step in ORDER {
        while Length::ZERO < page.beyond {
            let above = page.picture - ctx.design.page.row;
            let Some(less) = page.limits.less(step, above) else { break };
            let next = Trial::of(less, Length::ZERO, survey, ctx);
            if page.beyond <= next.beyond {
                break;
            }
            page = next;
        }
    }
    if page.beyond == Length::ZERO {
        page = filled(page, &most, survey, ctx);
    }
    let mut left_out = page.limits.left_out(&most);
    if page.cut {
        left_out.push("the end of the logline".to_owned());
    }
    report(&left_out, page.beyond, ctx);
    page.sheets
}

/// A page that fits, made as full as it can be: what gave way last comes back first, the
/// photograph grows, and the words go down to the foot.
fn filled(mut page: Trial, most: &Limits, survey: Option<&Survey>, ctx: &mut Ctx) -> Trial {
    for step in ORDER.into_iter().rev() {
        while let Some(more) = page.limits.more(step, most) {
            let next = Trial::of(more, Length::ZERO, survey, ctx);
            if Length::ZERO < next.beyond {
                break;
            }
            page = next;
        }
    }
    let row = ctx.design.page.row;
    let (least, mut more) = (page.limits.lowest, page.spare);
    while row <= more && page.limits.picture {
        let larger = Limits { lowest: least + more, ..page.limits };
        let next = Trial::of(larger, Length::ZERO, survey, ctx);
        if next.beyond == Length::ZERO {
            page = if next.spare < page.spare { next } else { page };
            break;
        }
        more -= row;
    }
    let sink = row * page.spare.0.div_euclid(row.0);
    if Length::ZERO < sink { Trial::of(page.limits, sink, survey, ctx) } else { page }
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

/// A page that is tried.
struct Trial {
    limits: Limits,
    sheets: Sheets,
    /// Where the photograph ends, or the title if there is none.
    picture: Length,
    /// Whether the logline's end is missing.
    cut: bool,
    /// How far what stands on it went beyond its place, both columns together.
    beyond: Length,
    /// How much white is left under the longer column.
    spare: Length,
}

impl Trial {
    /// Sets a page with so much on it, its words by `sink` lower than they could stand.
    fn of(limits: Limits, sink: Length, survey: Option<&Survey>, ctx: &mut Ctx) -> Trial {
        let page = ctx.design.page;
        let mut sheets = Sheets::new("");
        sheets.open(Furniture::None);
        let part = sheets.node(Structure::ROOT, Role::Part);
        let heading = sheets.node(part, Role::Heading(1));
        let title = ctx.document.metadata.title.main.clone();
        sheets.bookmark(1, title, Length::ZERO, Some(heading));
        let photo = limits.photo(ctx.document);
        let wish = Wish { photo, survey, lowest: limits.lowest, sink };
        let head = cover::hero(&wish, part, heading, &mut sheets, ctx);
        let mut band = Band::default();
        let mut say = Say { part, limits: &limits, sheets: &mut sheets, cut: false, ctx };
        say.band(&mut band);
        let flat = say.ctx.design.manner.flat.is_some();
        let above = if flat || page.margin.is_some() { ABOVE_BAND } else { ABOVE_RULE };
        let last = band.top(say.ctx) - page.row * above;
        let first = |y: Length| first_row(y, &page);
        let mut left =
            Column::new(page.left, page.margin.unwrap_or(page.measure), first(head.left));
        let (beyond, spare, empty) = if page.margin.is_some() {
            let mut right = Column::new(page.axis, page.measure, first(head.foot));
            say.work(&mut left);
            say.words(&mut right);
            say.practical(&mut left);
            let spare = left.spare(last).min(right.spare(last));
            let empty = left.is_empty() && right.is_empty();
            (left.beyond(last) + right.beyond(last), spare, empty)
        } else {
            say.work(&mut left);
            say.words(&mut left);
            say.practical(&mut left);
            (left.beyond(last), left.spare(last), left.is_empty())
        };
        let cut = say.cut;
        if let (Some(flat), true) = (head.flat, empty) {
            // With nothing to say under the title, its area and the band are one.
            let (top, foot) = (head.foot - Length::pt(1), band.top(ctx) + Length::pt(1));
            let rest = Rect::new(Length::ZERO, top, page.paper.width, foot - top);
            sheets.fill(rest, flat, Tag::Artifact(Artifact::Background));
        }
        band.draw(&mut sheets, ctx);
        // A line beside the text would stand in the margin column.
        sheets.sheet().told.clear();
        Trial { limits, sheets, picture: head.picture, cut, beyond, spare }
    }
}

/// The baseline of the first row that leaves white under `y`.
fn first_row(y: Length, page: &PageDesign) -> Length {
    let under = if page.margin.is_some() { UNDER_HEAD } else { UNDER_HEAD_NARROW };
    let rows = ((y + under - page.origin).0 + page.row.0 - 1).div_euclid(page.row.0);
    page.origin + page.row * rows
}

/// The rows of the fact sheet that do not say the title again, section by section.
fn facts<'a>(ctx: &Ctx<'a>) -> Vec<Vec<&'a FactRow>> {
    let title = &ctx.document.metadata.title.main;
    let rows = |section: &'a crate::document::FactSection| {
        section.rows.iter().filter(|row| row.value.len() != 1 || row.value[0] != *title).collect()
    };
    ctx.document.metadata.facts.iter().map(rows).filter(|rows: &Vec<_>| !rows.is_empty()).collect()
}
