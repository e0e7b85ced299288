//! Chapters: blocks to galleys, galleys to sheets.
//!
//! Each chapter is composed by itself ([`Composed`]), on two threads; then `makeup` solves its
//! pages for the side on which it begins, and `emit` sets them. Nothing of a chapter depends
//! on the others but the number of its first page.

mod block;
mod caption;
mod code;
mod drop_cap;
mod emit;
mod facing;
mod galley;
mod list;
mod margin;
mod note;
mod opening;
mod plate;
mod quotation;
mod table;
#[cfg(test)]
mod tests;
mod text;

use std::cell::OnceCell;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::base::threads;
use crate::document::{Chapter, Part, flatten};
use crate::layout::ctx::Ctx;
use crate::layout::flow::galley::Composed;
use crate::layout::makeup::{Plan, break_pages};
use crate::layout::sheet::{Entry, Goal, Sheets};
use crate::pages::Side;

/// Threads that compose chapters.
const THREADS: usize = 2;

/// A chapter whose text is composed and whose pages can be solved for either side.
#[derive(Debug)]
pub(crate) struct Made<'a> {
    chapter: &'a Chapter,
    composed: Composed<'a>,
    verso: OnceCell<Plan>,
    recto: OnceCell<Plan>,
}

/// Composes every chapter of the document, in order.
pub(crate) fn make<'a>(ctx: &mut Ctx<'a>) -> Vec<Made<'a>> {
    let chapters: Vec<&'a Chapter> = ctx.document.parts.iter().filter_map(chapter).collect();
    let mut all = compose(&chapters, ctx);
    all.sort_by_key(|(index, _)| *index);
    let mut made = Vec::with_capacity(all.len());
    for (index, mut composed) in all {
        ctx.diagnostics.append(&mut composed.diagnostics);
        ctx.missing.append(&mut composed.missing);
        let chapter = chapters[index];
        made.push(Made { chapter, composed, verso: OnceCell::new(), recto: OnceCell::new() });
    }
    made
}

fn chapter(part: &Part) -> Option<&Chapter> {
    match part {
        Part::Chapter(chapter) => Some(chapter),
        Part::Data(_) => None,
    }
}

/// Composes on several threads; which one takes which chapter does not show in the result.
fn compose<'a>(chapters: &[&'a Chapter], ctx: &Ctx<'a>) -> Vec<(usize, Composed<'a>)> {
    let (document, design, fonts) = (ctx.document, ctx.design, ctx.fonts);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut ctx = Ctx::new(document, design, fonts);
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(chapter) = chapters.get(index) else { return done };
            done.push((index, galley::compose(chapter, &mut ctx)));
        }
    };
    let done = threads::each((0..THREADS.min(chapters.len())).map(|_| work));
    done.into_iter().flatten().collect()
}

impl Made<'_> {
    /// How many pages it takes if it begins on this side.
    pub(crate) fn pages(&self, first: Side) -> usize {
        self.plan(first).pages.len()
    }

    fn plan(&self, first: Side) -> &Plan {
        let cell = match first {
            Side::Verso => &self.verso,
            Side::Recto => &self.recto,
        };
        cell.get_or_init(|| break_pages(&self.composed.galley, first))
    }

    /// Its entry in the contents; none for a chapter without title.
    pub(crate) fn entry(&self) -> Option<Entry> {
        let chapter = self.chapter;
        (!chapter.heading.is_empty()).then(|| Entry {
            goal: Goal::Block(chapter.id),
            title: chapter.heading.clone(),
            subtitle: flatten(&chapter.subtitle),
            sheet: 0,
        })
    }

    /// Its sheets, if its first page has this index in the book.
    pub(crate) fn sheets(self, first: usize, ctx: &mut Ctx) -> Sheets {
        let side = crate::layout::assemble::side_of(first);
        let plan = self.plan(side).clone();
        emit::emit(self.composed, &plan, first, ctx)
    }
}
