//! From the cheapest path through all ways to break pages to a plan.

use super::solver::{Solver, Step};
use super::{Galley, Plan, PlanPage, Thing, side_number};
use crate::pages::Side;

/// Breaks a galley into pages at the least cost, if its first page is on this side.
///
/// Takes time linear in the strips of the galley; see `solver` for states and costs.
#[must_use]
pub fn break_pages(galley: &Galley, first: Side) -> Plan {
    let (steps, cost) = Solver::new(galley).solve(side_number(first));
    let mut plan = Plan { pages: Vec::new(), cost, opening: galley.opening };
    for step in steps {
        if let Step::Begin { row } = step {
            plan.opening = row;
        }
        replay(step, &mut plan.pages);
    }
    if plan.pages.is_empty() {
        let last = galley.rows.saturating_sub(1);
        plan.pages.push(PlanPage { last, ..PlanPage::default() });
    }
    plan
}

fn replay(step: Step, pages: &mut Vec<PlanPage>) {
    if let Step::Open { rows } = step {
        let start = pages.last().map_or(0, |page| page.notes.end);
        let last = rows.saturating_sub(1);
        pages.push(PlanPage { last, things: Vec::new(), notes: start..start });
        return;
    }
    let Some(page) = pages.last_mut() else { return };
    match step {
        Step::Open { .. } | Step::Begin { .. } => {}
        Step::Text { element, form, from, to, row } => page.things.push(Thing::Text {
            element: element as usize,
            form: usize::from(form),
            strips: from as usize..to as usize,
            row,
        }),
        Step::Plate { plate, form, at } => {
            page.things.push(Thing::Plate { plate: plate as usize, form: usize::from(form), at });
        }
        Step::Notes { lines } => page.notes.end += usize::from(lines),
    }
}
