//! Sets what is asked for on one paper.
//!
//! A kit and a paper come in; pages go out, each book or sheet with the name of its file.
//! Sheets of two pages and booklets have pages that are set at half the paper's size, those of
//! four have the same made smaller. It writes nothing.

use super::{Piece, suffix};
use crate::base::{Code, Diagnostic, Length, Size};
use crate::cli::{Failure, PrintArguments, build};
use crate::image::PhotoBytes;
use crate::impose::{CropMarks, Scheme, bleed, flatten, impose};
use crate::layout::slug_lines;
use crate::pages::{self, Pages};
use crate::{Draft, check, design};

/// What presses want: 3 mm.
const BLEED: Length = Length::milli(8_504);

/// What is to be set, on which paper, and where to put it.
pub(super) struct OnPaper<'a> {
    pub(super) paper: &'a str,
    pub(super) arguments: &'a PrintArguments,
    pub(super) photos: &'a dyn PhotoBytes,
    pub(super) pieces: &'a mut Vec<Piece>,
}

impl OnPaper<'_> {
    /// Sets all of it; returns what a person must know or change.
    pub(super) fn set(&mut self, draft: &mut Draft) -> Result<Vec<Diagnostic>, Failure> {
        let arguments = self.arguments;
        let mut diagnostics = draft.set_paper(self.paper);
        if build::has_errors(&diagnostics) {
            return Ok(diagnostics);
        }
        let slug = draft.document.metadata.slug.clone();
        let (pages, found) = draft.pages(self.photos);
        diagnostics.extend(found);
        let ranges = arguments.pages.as_ref().map_or("", |pages| &pages.written);
        let ranges = if ranges.is_empty() { String::new() } else { format!("-pages-{ranges}") };
        let pages = self.taken(pages)?;
        diagnostics.extend(self.colorless(draft, &pages));
        self.add_page_by_page(&format!("{slug}{ranges}"), pages, draft);
        if arguments.one_sheet {
            let (page, found) = draft.one_sheet(self.photos);
            let on = |found: Diagnostic| found.on(format!("one-sheet, {}", self.paper));
            diagnostics.extend(found.into_iter().map(on));
            diagnostics.extend(self.colorless(draft, &page));
            self.add_page_by_page(&format!("{slug}-one-sheet"), page, draft);
        }
        let sheets = sheets(draft.design.page.paper, arguments);
        if sheets.is_empty() {
            return Ok(diagnostics);
        }
        // Small pages are set small; sheets of large ones would be unreadable.
        let half = half(draft.design.page.paper);
        if !design::is_page(half) {
            let message = format!("half of `{}` is too small for a page", self.paper);
            let help = "sheets of several pages want paper of 140mm x 200mm, or larger";
            diagnostics.push(Diagnostic::error(Code::BadDesign, None, message).help(help));
            return Ok(diagnostics);
        }
        let [width, height] = [half.width, half.height].map(Length::to_pt);
        diagnostics.extend(draft.set_paper(&format!("{width:.3}pt x {height:.3}pt")));
        let (pages, found) = draft.pages(self.photos);
        diagnostics.extend(found);
        let pages = self.taken(pages)?;
        diagnostics.extend(self.colorless(draft, &pages));
        for (kind, sheet, scheme) in sheets {
            self.add(&format!("{slug}{kind}{ranges}"), impose(&pages, sheet, scheme));
        }
        Ok(diagnostics)
    }

    /// What would lose its colour and may not.
    fn colorless(&self, draft: &Draft, pages: &Pages) -> Vec<Diagnostic> {
        if self.arguments.grey { check::colorless(&draft.document, pages) } else { Vec::new() }
    }

    /// The pages that are asked for.
    fn taken(&self, pages: Pages) -> Result<Pages, Failure> {
        let Some(asked) = &self.arguments.pages else { return Ok(pages) };
        let count = pages.pages.len();
        asked.take(pages).ok_or_else(|| {
            let (written, paper) = (&asked.written, self.paper);
            let none = format!("`--pages {written}` names none of the {count} pages on {paper}");
            Failure::Machine(none)
        })
    }

    /// Adds pages that each have paper of their own, which may be larger than they are. A
    /// press has them as the kit's `print:` says; the desk only if it asks.
    fn add_page_by_page(&mut self, name: &str, mut pages: Pages, draft: &Draft) {
        let settings = &draft.document.metadata.print;
        let PrintArguments { bleed: asked, marks, press, .. } = *self.arguments;
        let marks = marks || press && settings.marks;
        let name = if asked.is_none() && !marks && !press {
            name.to_owned()
        } else {
            let own = design::length(&settings.bleed).filter(|_| press);
            let marks = if marks { CropMarks::Drawn } else { CropMarks::Absent };
            bleed(&mut pages, asked.or(own).unwrap_or(BLEED), marks);
            slug_lines(&mut pages, &draft.document, &draft.design, &draft.fonts);
            if press { name.to_owned() } else { format!("{name}-bleed") }
        };
        self.add(&name, pages);
    }

    fn add(&mut self, name: &str, mut pages: Pages) {
        let grey = self.arguments.grey;
        if grey {
            pages::grey(&mut pages, &[]);
        }
        let press = self.arguments.press;
        if press {
            flatten(&mut pages);
        }
        let (tones, press) = (if grey { "-grey" } else { "" }, if press { "-press" } else { "" });
        let name = format!("{name}-{}{tones}{press}.pdf", suffix(self.paper));
        self.pieces.push(Piece { name, pages });
    }
}

/// What is to be put on sheets of this paper: the name of each, its sheet and how.
fn sheets(paper: Size, arguments: &PrintArguments) -> Vec<(&'static str, Size, Scheme)> {
    let (short, long) = (paper.width.min(paper.height), paper.width.max(paper.height));
    let wide = Size { width: long, height: short };
    let tall = Size { width: short, height: long };
    let all = [
        (arguments.booklet, "-booklet", wide, Scheme::Booklet { creep: arguments.creep }),
        (arguments.two_up, "-2-up", wide, Scheme::Grid { across: 2, down: 1 }),
        (arguments.four_up, "-4-up", tall, Scheme::Grid { across: 2, down: 2 }),
    ];
    let asked = all.into_iter().filter(|(asked, ..)| *asked);
    asked.map(|(_, kind, sheet, scheme)| (kind, sheet, scheme)).collect()
}

/// The page of which two cover a sheet of this paper.
fn half(paper: Size) -> Size {
    let (short, long) = (paper.width.min(paper.height), paper.width.max(paper.height));
    Size { width: long / 2, height: short }
}
