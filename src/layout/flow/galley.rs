//! A chapter's galley: what `makeup` breaks into pages, and what is drawn for each strip.

use std::collections::BTreeSet;

use crate::base::{BlockId, Color, Diagnostic, Lang, Length, Span};
use crate::design::TextStyle;
use crate::document::Chapter;
use crate::layout::compose::Line;
use crate::layout::ctx::Ctx;
use crate::layout::flow::opening::{self, Opening};
use crate::layout::flow::plate::PlateSet;
use crate::layout::makeup::{Element, Form, Galley, NEVER, Stack, Strip};
use crate::layout::sheet::{Goal, Sheets};
use crate::pages::{NodeId, Role, Structure};

/// A chapter whose lines are set but whose pages are not broken.
#[derive(Debug)]
pub(super) struct Composed<'a> {
    pub chapter: &'a Chapter,
    /// Its tree and marks; no pages yet.
    pub sheets: Sheets,
    /// Rows and heights, for `makeup`.
    pub galley: Galley,
    /// What is drawn for each element of the galley.
    pub drawn: Vec<Drawn>,
    /// The plates in each of their forms, as `galley.plates` counts them.
    pub plates: Vec<Vec<PlateSet>>,
    /// Words for the margin, each after the element that it follows.
    pub pulls: Vec<Pull>,
    /// All lines of all notes, in order.
    pub notes: Vec<NoteLine>,
    pub opening: Opening,
    pub diagnostics: Vec<Diagnostic>,
    /// Characters that no font has.
    pub missing: BTreeSet<(Option<Span>, char)>,
}

/// What is drawn for an element: for each form its strips, and a head that is repeated.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub forms: Vec<Vec<Ink>>,
    pub head: Vec<Ink>,
}

/// What is drawn for one strip; x is counted from the axis, y from the strip's baseline.
#[derive(Debug, Default)]
pub(super) struct Ink {
    pub parts: Vec<Part>,
    pub rules: Vec<Bar>,
    pub places: Vec<Named>,
    /// Height in half rows, for what is not part of a stack.
    pub height: u8,
}

/// A line of type in a strip.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub line: Line,
    pub x: Length,
    pub dy: Length,
    /// The node that the line belongs to; none for what is not content.
    pub node: Option<NodeId>,
    /// Which text begins here.
    pub start: Option<(BlockId, usize)>,
}

/// A rule in a strip.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bar {
    pub x: Length,
    pub dy: Length,
    pub width: Length,
    pub height: Length,
    pub color: Color,
}

/// A place that links and the outline lead to.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub goals: Vec<Goal>,
    /// Level and title, for the outline.
    pub bookmark: Option<(u8, String)>,
    pub node: NodeId,
}

/// A pull-quote, balanced lines for the margin column.
#[derive(Debug)]
pub(super) struct Pull {
    pub lines: Vec<Line>,
    pub source: BlockId,
    /// The element of the words that it repeats, and the strip in which they begin.
    pub own: Option<(usize, usize)>,
    /// The element before which it stands.
    pub element: usize,
    pub span: crate::base::Span,
    pub words: String,
}

/// A line of a note.
#[derive(Debug)]
pub(super) struct NoteLine {
    pub part: Part,
    /// The note that begins with it.
    pub note: Option<(BlockId, NodeId)>,
}

/// Where a block stands and how it is set.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The node above.
    pub node: NodeId,
    /// From the axis.
    pub x: Length,
    pub measure: Length,
    pub style: TextStyle,
    pub lang: Option<Lang>,
    /// Whether no page may end within or after it.
    pub keep: bool,
    /// Blank rows around blocks that are set apart; none within lists.
    pub apart: u8,
}

/// Builds a galley.
pub(super) struct Builder<'c, 'a> {
    pub ctx: &'c mut Ctx<'a>,
    pub out: Composed<'a>,
    /// Labels of list items that wait for the strip beside which they stand.
    pub labels: Vec<Part>,
    /// Places that wait for the strip at which they are.
    pub places: Vec<Named>,
    /// Whether the next paragraph begins without indent.
    pub flush: bool,
    /// How many lists are around.
    pub depth: usize,
    /// Notes by their numbers.
    pub notes: std::collections::BTreeMap<usize, super::note::SetNote>,
    /// Plates that stand in notes and are not cited yet.
    pub plates_of_notes: Vec<usize>,
    /// The first element of each block's text, to find what a pull-quote repeats.
    pub elements_of: std::collections::BTreeMap<BlockId, usize>,
}

/// How a stack keeps together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Keep {
    /// Blank rows above.
    pub before: u8,
    /// Blank rows below.
    pub after: u8,
    /// Rows that must be left.
    pub room: u16,
    /// Strips that stay together at the start and at the end.
    pub edge: usize,
    /// Whether nothing may be parted, and what follows stays on the page.
    pub whole: bool,
    /// Whether what follows stays on the page.
    pub next: bool,
}

/// Letters by which the words of a pull-quote are found in their paragraph.
const PROOF: usize = 16;

/// Composes a chapter. The diagnostics are those of this chapter alone, whatever the thread
/// has set before.
pub(super) fn compose<'a>(chapter: &'a Chapter, ctx: &mut Ctx<'a>) -> Composed<'a> {
    ctx.forget();
    let mut sheets = Sheets::new(chapter.heading.clone());
    let part = sheets.node_in(Structure::ROOT, Role::Part, chapter.lang.as_ref());
    let page = ctx.design.page;
    let opening = opening::compose(chapter, part, &mut sheets, ctx);
    let galley = Galley {
        rows: page.rows,
        opening: opening.rows,
        give: opening.give,
        margin: opening.margin_rows(),
        note_rows: super::note::rows(ctx),
        ..Galley::default()
    };
    let out = Composed {
        chapter,
        sheets,
        galley,
        drawn: Vec::new(),
        plates: Vec::new(),
        pulls: Vec::new(),
        notes: Vec::new(),
        opening,
        diagnostics: Vec::new(),
        missing: BTreeSet::new(),
    };
    let mut builder = Builder {
        ctx,
        out,
        labels: Vec::new(),
        places: Vec::new(),
        flush: true,
        depth: 0,
        notes: std::collections::BTreeMap::new(),
        plates_of_notes: Vec::new(),
        elements_of: std::collections::BTreeMap::new(),
    };
    builder.chapter(part);
    for pull in &mut builder.out.pulls {
        let element = builder.elements_of.get(&pull.source).copied();
        pull.own = element.map(|element| (element, strip_of(&builder.out.drawn[element], pull)));
    }
    let mut out = builder.out;
    out.diagnostics = std::mem::take(&mut ctx.diagnostics);
    out.missing = std::mem::take(&mut ctx.missing);
    out
}

/// The strip in which the words of a pull-quote begin; the first if they are not found.
fn strip_of(drawn: &Drawn, pull: &Pull) -> usize {
    let letters = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let wanted: String = letters(&pull.words).chars().take(PROOF).collect();
    let Some(strips) = drawn.forms.first() else { return 0 };
    let mut all = String::new();
    let mut ends = Vec::with_capacity(strips.len());
    for ink in strips {
        let pieces = ink.parts.iter().flat_map(|part| &part.line.pieces);
        pieces.for_each(|piece| all.push_str(&letters(&piece.run.text)));
        ends.push(all.len());
    }
    all.find(&wanted).map_or(0, |at| ends.iter().take_while(|end| **end <= at).count())
}

impl Builder<'_, '_> {
    /// Adds a stack of one form.
    pub(super) fn stack(&mut self, strips: Vec<(Strip, Ink)>, keep: Keep) {
        self.forms(vec![(0, strips)], keep);
    }

    /// Adds a stack in several forms. Waiting labels and places go to its first strip.
    pub(super) fn forms(&mut self, forms: Vec<(i64, Vec<(Strip, Ink)>)>, keep: Keep) {
        let labels = std::mem::take(&mut self.labels);
        let places = std::mem::take(&mut self.places);
        let mut stack = Stack {
            before: keep.before,
            after: keep.after,
            room: keep.room,
            head: 0,
            wide: false,
            forms: Vec::new(),
        };
        let mut drawn = Drawn::default();
        for (cost, strips) in forms {
            let count = strips.len();
            let (mut rows, mut inks) = (Vec::with_capacity(count), Vec::with_capacity(count));
            for (number, (mut strip, mut ink)) in strips.into_iter().enumerate() {
                if number == 0 {
                    ink.parts.splice(0..0, labels.iter().cloned());
                    ink.places.splice(0..0, places.iter().cloned());
                }
                let (above, below) = (number + 1, count - number - 1);
                let edge = (above < keep.edge || below < keep.edge) && 0 < below;
                if edge || keep.whole || (below == 0 && keep.next) {
                    strip.penalty = NEVER;
                }
                rows.push(strip);
                inks.push(ink);
            }
            stack.forms.push(Form { cost, strips: rows });
            drawn.forms.push(inks);
        }
        if stack.forms.iter().all(|form| form.strips.is_empty()) {
            self.labels = labels;
            self.places = places;
            return;
        }
        self.out.galley.elements.push(Element::Text(stack));
        self.out.drawn.push(drawn);
    }

    /// Adds an element that draws nothing by itself.
    pub(super) fn mark(&mut self, element: Element) {
        self.out.galley.elements.push(element);
        self.out.drawn.push(Drawn::default());
    }
}

/// A strip of this many half rows.
pub(super) fn strip(height: u8) -> Strip {
    Strip { height, first: height, penalty: 0, notes: 0 }
}

/// Half rows of a leading, at least one.
pub(super) fn half_rows(leading: Length, row: Length) -> u8 {
    let half = (row.0 / 2).max(1);
    u8::try_from((leading.0 + half - 1) / half).unwrap_or(u8::MAX).max(1)
}
