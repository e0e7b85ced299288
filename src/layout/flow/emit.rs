//! A plan's pages as sheets: type, plates and notes where `makeup` has put them.

use crate::base::{Length, Rect};
use crate::layout::captions::Entry;
use crate::layout::ctx::Ctx;
use crate::layout::flow::caption::{CaptionLine, caption};
use crate::layout::flow::galley::{Composed, Drawn, Ink, Part};
use crate::layout::flow::margin::Margins;
use crate::layout::flow::plate::{
    AXIS_DROP, Beneath, CAPTION_DROP, PlateSet, Stand, report_coarse, row_under, top_of,
};
use crate::layout::makeup::{At, Element, Plan, PlanPage, Thing};
use crate::layout::sheet::{Furniture, Goal, Sheets};
use crate::pages::{Artifact, NodeId, Role, Tag};

/// The rule above notes: its length and thickness.
const NOTE_RULE: Length = Length::pt(42);
const HAIRLINE: Length = Length::milli(250);

/// Sets a chapter's sheets; its first page has the index `first` in the book.
pub(super) fn emit(composed: Composed, plan: &Plan, first: usize, ctx: &mut Ctx) -> Sheets {
    let Composed { sheets, galley, drawn, plates, pulls, notes, opening, .. } = composed;
    let plates = chosen(plates, plan);
    plates.iter().for_each(|set| report_coarse(set, ctx));
    let mut emitter = Emitter {
        sheets,
        ctx,
        plates,
        drawn,
        notes: notes.into_iter().map(Some).collect(),
        first,
        margins: Margins::new(plan, &galley, opening.margin_rows()),
        galley,
    };
    for (index, page) in plan.pages.iter().enumerate() {
        emitter.sheets.open(furniture(page, index == 0 && opening.titled, &emitter.plates));
        if index == 0 {
            emitter.open(&opening, plan.opening);
        }
        emitter.page(index, page);
    }
    emitter.margins(plan);
    emitter.spare_addresses();
    emitter.pull_quotes(plan, &pulls);
    emitter.sheets
}

/// The plates in the forms that the plan has chosen.
fn chosen(plates: Vec<Vec<PlateSet>>, plan: &Plan) -> Vec<PlateSet> {
    let mut chosen = vec![0; plates.len()];
    for thing in plan.pages.iter().flat_map(|page| &page.things) {
        if let Thing::Plate { plate, form, .. } = *thing {
            chosen[plate] = form;
        }
    }
    let forms = plates.into_iter().zip(chosen);
    forms.filter_map(|(sets, form)| sets.into_iter().nth(form)).collect()
}

/// The head and foot of a page.
fn furniture(page: &PlanPage, opens: bool, plates: &[PlateSet]) -> Furniture {
    let stands = |wanted: Stand| {
        page.things.iter().any(|thing| match thing {
            Thing::Plate { plate, at, .. } => {
                plates[*plate].stand == wanted && !matches!(at, At::Inside(_) | At::Foot(_))
            }
            Thing::Text { .. } => false,
        })
    };
    if stands(Stand::Full) {
        Furniture::None
    } else if opens || stands(Stand::Band) {
        Furniture::Folio
    } else {
        Furniture::Full
    }
}

/// Sets the sheets of one chapter.
pub(super) struct Emitter<'c, 'a> {
    pub sheets: Sheets,
    pub ctx: &'c mut Ctx<'a>,
    pub plates: Vec<PlateSet>,
    pub drawn: Vec<Drawn>,
    notes: Vec<Option<super::galley::NoteLine>>,
    /// Index of the chapter's first page in the book.
    pub first: usize,
    pub margins: Margins,
    pub galley: crate::layout::makeup::Galley,
}

impl Emitter<'_, '_> {
    fn open(&mut self, opening: &super::opening::Opening, row: u16) {
        if let Some(place) = &opening.place {
            for goal in &place.goals {
                self.sheets.anchor(goal.clone(), Length::ZERO, Some(place.node));
            }
            if let Some((level, title)) = &place.bookmark {
                self.sheets.bookmark(*level, title.clone(), Length::ZERO, Some(place.node));
            }
        }
        for part in &opening.parts {
            self.part(part.clone(), Length::ZERO, Length::ZERO);
        }
        let y = self.ctx.design.page.baseline(i64::from(row));
        for part in &opening.epigraph {
            self.part(part.clone(), Length::ZERO, y);
        }
    }

    fn page(&mut self, index: usize, page: &PlanPage) {
        for thing in &page.things {
            match thing {
                Thing::Text { element, form, strips, row } => {
                    self.strips(index, *element, *form, strips.clone(), *row);
                }
                Thing::Plate { plate, at, .. } => match at {
                    At::Margin(_) | At::Page | At::Spread(_) => {}
                    At::Top(_) | At::Inside(_) | At::Foot(_) => self.plate(index, *plate, *at),
                },
            }
        }
        self.set_notes(page);
    }

    fn strips(
        &mut self,
        page_index: usize,
        element: usize,
        form: usize,
        range: std::ops::Range<usize>,
        row: u16,
    ) {
        let page = self.ctx.design.page;
        let half = page.row / 2;
        let Some(Element::Text(stack)) = self.galley.elements.get(element) else { return };
        let rows = stack.forms[form].strips[range.clone()].to_vec();
        let head = 0 < range.start && 0 < stack.head;
        let wide = stack.wide;
        let top = page.baseline(i64::from(row)) - page.row;
        let mut y = page.baseline(i64::from(row)) - page.row;
        if head {
            let mut baseline = y;
            for number in 0..self.drawn[element].head.len() {
                let ink = copy_of(&self.drawn[element].head[number]);
                baseline += half * i64::from(ink.height);
                self.ink(ink, baseline);
            }
            let Some(Element::Text(stack)) = self.galley.elements.get(element) else { return };
            y += page.row * i64::from(stack.head);
        }
        for (number, (index, strip)) in range.zip(rows).enumerate() {
            let height = if number == 0 { strip.first } else { strip.height };
            y += half * i64::from(height);
            let ink = std::mem::take(&mut self.drawn[element].forms[form][index]);
            self.ink(ink, y);
        }
        if wide {
            self.margins.take(page_index, top, y);
        }
    }

    fn ink(&mut self, ink: Ink, baseline: Length) {
        let axis = self.ctx.design.page.axis;
        for named in ink.places {
            let y = baseline - self.ctx.design.page.row;
            for goal in named.goals {
                self.sheets.anchor(goal, y, Some(named.node));
            }
            if let Some((level, title)) = named.bookmark {
                self.sheets.bookmark(level, title, y, Some(named.node));
            }
        }
        for part in ink.parts {
            self.part(part, axis, baseline);
        }
        for bar in ink.rules {
            let rect = Rect::new(axis + bar.x, baseline + bar.dy, bar.width, bar.height);
            self.sheets.fill(rect, bar.color, Tag::Artifact(Artifact::Layout));
        }
    }

    fn part(&mut self, part: Part, x: Length, baseline: Length) {
        if let Some((block, offset)) = part.start {
            self.sheets.start(block, offset);
        }
        let (x, y) = (x + part.x, baseline + part.dy);
        match part.node {
            Some(node) => self.sheets.set(part.line, x, y, node),
            None => self.sheets.artifact(&part.line, x, y, Artifact::Layout),
        }
    }

    fn set_notes(&mut self, page: &PlanPage) {
        let design = self.ctx.design;
        let leading = design.styles.footnote.leading;
        let count = i64::try_from(page.notes.len()).unwrap_or(0);
        if count == 0 {
            return;
        }
        let last = design.page.baseline(i64::from(page.last));
        let mut y = last - leading * (count - 1);
        let rule = Rect::new(design.page.axis, y - design.page.row, NOTE_RULE, HAIRLINE);
        self.sheets.fill(rule, design.colors.grey, Tag::Artifact(Artifact::Layout));
        for index in page.notes.clone() {
            let Some(line) = self.notes.get_mut(index).and_then(Option::take) else { continue };
            if let Some((id, node)) = line.note {
                self.sheets.anchor(Goal::Block(id), y - leading, Some(node));
            }
            self.part(line.part, design.page.axis, y);
            y += leading;
        }
    }

    /// Draws a plate that stands with text, and its captions.
    fn plate(&mut self, index: usize, number: usize, at: At) {
        let set = &self.plates[number];
        let (left, top) = (set.left(self.ctx), top_of(set, at, self.ctx));
        self.pictures(number, 0..set.photos.len(), left, top);
        let set = &self.plates[number];
        let entries = set.entries(self.ctx);
        let bottom = top + set.arrangement.size.height;
        match set.beneath {
            Beneath::Each => self.captions_under(number, entries, left, top),
            Beneath::Axis => {
                let page = self.ctx.design.page;
                let lines = self.caption(number, &entries, page.measure);
                self.lines(lines, page.axis, bottom + AXIS_DROP);
            }
            Beneath::Margin => self.beside(index, number, &entries, at, top),
            Beneath::Facing => {}
        }
        let set = &self.plates[number];
        if matches!(set.stand, Stand::Wide | Stand::Band) {
            self.margins.take(index, top, bottom + set.depth);
        }
    }

    pub(super) fn pictures(
        &mut self,
        number: usize,
        range: std::ops::Range<usize>,
        x: Length,
        y: Length,
    ) {
        let paper = self.ctx.design.page.paper;
        for index in range {
            let set = &self.plates[number];
            let mut frame = set.arrangement.frames[index];
            frame.x += x;
            frame.y += y;
            let (left, top) = (frame.x.max(Length::ZERO), frame.y.max(Length::ZERO));
            let (right, bottom) =
                (frame.right().min(paper.width), frame.bottom().min(paper.height));
            let clip = Rect::new(left, top, right - left, bottom - top);
            let (figure, photo) = (set.figures[index], set.photos[index].photo);
            let document = self.ctx.document;
            self.sheets.photo(document, photo, frame, clip, Tag::Node(figure));
        }
    }

    fn captions_under(&mut self, number: usize, entries: Vec<Entry>, left: Length, top: Length) {
        for entry in entries {
            let frames = &self.plates[number].arrangement.frames;
            let (first, last) = (frames[entry.photos.start], frames[entry.photos.end - 1]);
            let lines = self.caption(number, &[entry], last.right() - first.x);
            self.lines(lines, left + first.x, top + first.bottom() + CAPTION_DROP);
        }
    }

    /// A caption in the margin column, beside a picture or beside the text under a group.
    fn beside(&mut self, index: usize, number: usize, entries: &[Entry], at: At, top: Length) {
        let page = self.ctx.design.page;
        let width = page.margin.unwrap_or(page.measure);
        let wide = self.plates[number].stand == Stand::Wide;
        let lines = self.caption(number, entries, width);
        let leading = self.ctx.design.styles.caption.leading;
        let y = if wide {
            page.baseline(i64::from(row_under(&self.plates[number], at, self.ctx)))
        } else {
            top + CAPTION_DROP.ratio(2, 3)
        };
        let height = leading * i64::try_from(lines.len()).unwrap_or(0);
        self.margins.take(index, y - leading, y + height);
        self.lines(lines, page.left, y);
    }

    /// Sets the words of some entries as captions of their figures.
    pub(super) fn caption(
        &mut self,
        number: usize,
        entries: &[Entry],
        width: Length,
    ) -> Vec<(CaptionLine, NodeId)> {
        let set = &self.plates[number];
        let mut nodes = set.figures.clone();
        for entry in entries {
            let figure = set.figures[entry.photos.start];
            nodes[entry.photos.start] = self.sheets.node(figure, Role::Caption);
        }
        let first = entries.first().map_or(nodes[0], |entry| nodes[entry.photos.start]);
        let lines = caption(entries, &set.photos, &nodes, width, &mut self.sheets, self.ctx);
        lines.into_iter().map(|line| (line, first)).collect()
    }

    pub(super) fn lines(&mut self, lines: Vec<(CaptionLine, NodeId)>, x: Length, mut y: Length) {
        let leading = self.ctx.design.styles.caption.leading;
        for ((line, start), node) in lines {
            if let Some((block, offset)) = start {
                self.sheets.start(block, offset);
            }
            self.sheets.set(line, x, y, node);
            y += leading;
        }
    }

    /// Whole pages, and plates and captions that stand in margin columns.
    fn margins(&mut self, plan: &Plan) {
        self.whole_pages(plan);
        for (index, page) in plan.pages.iter().enumerate() {
            let hung: Vec<(usize, u16)> = page
                .things
                .iter()
                .filter_map(|thing| match thing {
                    Thing::Plate { plate, at: At::Margin(row), .. } => Some((*plate, *row)),
                    _ => None,
                })
                .collect();
            for (order, (plate, row)) in hung.iter().enumerate() {
                let low = match (order, hung.len()) {
                    (0, 1) => page.last / 2 < *row || self.margins.opens(index),
                    (order, _) => 0 < order,
                };
                self.hang(index, *plate, low);
            }
        }
    }

    /// A photograph in the margin: hung from the top or standing on the last row.
    fn hang(&mut self, index: usize, number: usize, low: bool) {
        self.sheets.go_to(index);
        let height = self.plates[number].height();
        let top = self.margins.place(index, height, low, self.ctx);
        let left = self.ctx.design.page.left;
        self.pictures(number, 0..1, left, top);
        let entries = self.plates[number].entries(self.ctx);
        self.captions_under(number, entries, left, top);
    }
}

/// A strip to be drawn once more.
fn copy_of(ink: &Ink) -> Ink {
    Ink {
        parts: ink.parts.clone(),
        rules: ink.rules.clone(),
        places: Vec::new(),
        height: ink.height,
    }
}
