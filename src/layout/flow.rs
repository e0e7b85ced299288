//! Chapters: blocks to galleys, galleys to sheets.

use crate::document::{Chapter, Part, flatten};
use crate::layout::ctx::Ctx;
use crate::layout::sheet::{Entry, Goal, Sheets};
use crate::pages::Side;

/// A chapter whose pages are solved for both sides that it may begin on.
pub(crate) struct Made<'a> {
    chapter: &'a Chapter,
}

/// Lays out every chapter of the document, in order.
pub(crate) fn make<'a>(ctx: &mut Ctx<'a>) -> Vec<Made<'a>> {
    let chapter = |part: &'a Part| match part {
        Part::Chapter(chapter) => Some(Made { chapter }),
        Part::Data(_) => None,
    };
    ctx.document.parts.iter().filter_map(chapter).collect()
}

impl Made<'_> {
    /// How many pages it takes if it begins on this side.
    pub(crate) fn pages(&self, first: Side) -> usize {
        let _ = first;
        0
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
        let _ = (first, ctx);
        Sheets::new(self.chapter.heading.clone())
    }
}
