//! Blocks, each to its own kind of stack.

use crate::base::{Length, Span};
use crate::design::{Cut, TextStyle};
use crate::document::{Alert, Block, BlockKind, Inline, Plate, flatten};
use crate::layout::compose::{Line, Text};
use crate::layout::flow::galley::{
    Bar, Builder, Ink, Keep, Named, Part, Place, Pull, half_rows, strip,
};
use crate::layout::flow::text::Copy;
use crate::layout::makeup::Element;
use crate::layout::sheet::Goal;
use crate::layout::words::words;
use crate::locale::Word;
use crate::pages::{NodeId, Role};

/// A pull-quote has no more lines than this.
const PULL_LINES: usize = 7;

impl Builder<'_, '_> {
    /// The blocks of the chapter.
    pub(super) fn chapter(&mut self, part: NodeId) {
        let chapter = self.out.chapter;
        let page = self.ctx.design.page;
        let place = Place {
            node: part,
            x: Length::ZERO,
            measure: page.measure,
            style: self.ctx.design.styles.body,
            lang: None,
            keep: false,
            apart: 1,
        };
        let skip = self.out.opening.blocks;
        if skip == 0 && !chapter.title.is_empty() {
            self.first_paragraph(&chapter.blocks, &place);
            return;
        }
        let rest = chapter.blocks.get(skip..).unwrap_or_default();
        self.first_paragraph(rest, &place);
    }

    /// Blocks that follow each other.
    pub(super) fn blocks(&mut self, blocks: &[Block], place: &Place) {
        let mut rest = blocks;
        while let Some((block, after)) = rest.split_first() {
            rest = after;
            let first = self.out.sheets.structure.nodes.len();
            let used = self.block(block, rest.first(), place);
            self.out.sheets.say_whence(first, block.span);
            rest = &rest[used.min(rest.len())..];
            self.cite_plates_of_notes();
        }
    }

    /// Sets a block; a heading that runs into the paragraph after it takes that as well, and
    /// says so by 1.
    fn block(&mut self, block: &Block, next: Option<&Block>, place: &Place) -> usize {
        let place = &Place {
            lang: block.lang.clone().or_else(|| place.lang.clone()),
            keep: place.keep || block.keep,
            ..place.clone()
        };
        match &block.kind {
            BlockKind::Heading { level, content, anchor } => {
                return self.heading(block, *level, content, anchor, next, place);
            }
            BlockKind::Paragraph(content) => {
                self.paragraph(content, block.id, block.span, place);
            }
            BlockKind::Quotation(quotation) | BlockKind::Epigraph(quotation) => {
                self.quotation(quotation, block, place);
            }
            BlockKind::BlockQuote(blocks) => self.block_quote(blocks, place),
            BlockKind::PullQuote { text, source } => {
                self.pull_quote(text, *source, block.span);
            }
            BlockKind::Plate(plate) => self.plates(plate, place),
            BlockKind::List { start, tight, items } => {
                self.list(*start, *tight, items, block.span, place);
            }
            BlockKind::Table(table) => self.table(table, block, place),
            BlockKind::Code { text, .. } => self.code(text, block, place),
            BlockKind::Alert { kind, body } => self.alert(*kind, body, block.span, place),
            BlockKind::ThematicBreak => self.thematic_break(),
            BlockKind::PageBreak => {
                self.mark(Element::Break);
                self.flush = true;
            }
        }
        0
    }

    fn heading(
        &mut self,
        block: &Block,
        level: u8,
        content: &[Inline],
        anchor: &str,
        next: Option<&Block>,
        place: &Place,
    ) -> usize {
        let styles = self.ctx.design.styles;
        let style = match level {
            0..=2 => styles.subhead,
            3 => styles.subsubhead,
            _ => place.style.cut(Cut::Italic),
        };
        let style = TextStyle { hyphenate: false, ..style };
        let role = Role::Heading(level.clamp(2, 6));
        let node = self.out.sheets.node_in(place.node, role, block.lang.as_ref());
        let goals = vec![Goal::Anchor(anchor.to_owned()), Goal::Block(block.id)];
        let title = flatten(content).replace('\n', " ");
        let bookmark = (level == 2 && !title.is_empty()).then_some((2, title));
        self.places.push(Named { goals, bookmark, node });
        let copy = self.copy(content, &style, node, block.id);
        if let Some(Block { kind: BlockKind::Paragraph(text), id, span, keep, .. }) = next
            && 4 <= level
        {
            let place = &Place { keep: place.keep || *keep, ..place.clone() };
            self.run_in(copy, node, text, *id, *span, place);
            return 1;
        }
        let setting = self.ctx.setting_in(&style, place.measure, place.lang.as_ref());
        let lines = self.ctx.lines(&copy.words.text, &setting, Some(block.span));
        let strips = self.strips(lines, &copy, node, place, style.leading);
        let before = u8::from(level <= 3);
        self.stack(strips, Keep { before, whole: true, next: true, ..Keep::default() });
        self.notes_of(&copy, place);
        self.flush = true;
        0
    }

    /// A heading that runs into its paragraph.
    fn run_in(
        &mut self,
        mut copy: Copy,
        heading: NodeId,
        text: &[Inline],
        block: crate::base::BlockId,
        span: Span,
        place: &Place,
    ) {
        let mark = self.out.sheets.mark_of(heading);
        for span in &mut copy.words.text.spans {
            if span.mark.0 == 0 {
                span.mark = mark;
            }
        }
        copy.words.text.push("\u{2003}", &place.style, mark);
        let node = self.out.sheets.node_in(place.node, Role::Paragraph, place.lang.as_ref());
        let notes = &self.out.chapter.notes;
        let body = words(&mut self.out.sheets, text, &place.style, node, notes);
        let lead = copy.words.text.text.len();
        copy.origins.push((lead, block));
        copy.words.text.text.push_str(&body.text.text);
        copy.words.text.spans.extend(body.text.spans);
        let cites = body.cites.into_iter();
        copy.words.cites.extend(cites.map(|mut cite| {
            cite.at += lead;
            cite
        }));
        let setting = self.ctx.setting_in(&place.style, place.measure, place.lang.as_ref());
        let keep = Keep { edge: 2, whole: place.keep, ..Keep::default() };
        self.set_copy(&copy, node, &setting, span, place, keep);
        self.notes_of(&copy, place);
        self.flush = false;
    }

    fn block_quote(&mut self, blocks: &[Block], place: &Place) {
        let indent = self.ctx.design.page.row;
        let node = self.out.sheets.node_in(place.node, Role::BlockQuote, place.lang.as_ref());
        let inner = Place {
            node,
            x: place.x + indent,
            measure: (place.measure - indent * 2).max(indent * 4),
            ..place.clone()
        };
        self.apart(place, |builder| {
            builder.flush = true;
            builder.blocks(blocks, &inner);
        });
    }

    /// Sets what stands apart from the text around it by a blank row.
    pub(super) fn apart(&mut self, place: &Place, set: impl FnOnce(&mut Self)) {
        let first = self.out.galley.elements.len();
        set(self);
        let mut stacks = self.out.galley.elements[first..].iter_mut();
        if let Some(stack) = stacks.find_map(stack_of) {
            stack.before = stack.before.max(place.apart);
        }
        let mut stacks = self.out.galley.elements[first..].iter_mut().rev();
        if let Some(stack) = stacks.find_map(stack_of) {
            stack.after = stack.after.max(place.apart);
        }
        self.flush = true;
    }

    /// Words of our own before a block, that stay with it.
    fn alert(&mut self, kind: Alert, body: &[Block], span: Span, place: &Place) {
        let styles = self.ctx.design.styles;
        let row = self.ctx.design.page.row;
        let word = self.ctx.locale.word(match kind {
            Alert::Note => Word::AlertNote,
            Alert::Tip => Word::AlertTip,
            Alert::Important => Word::AlertImportant,
            Alert::Warning => Word::AlertWarning,
            Alert::Caution => Word::AlertCaution,
        });
        let node = self.out.sheets.node_in(place.node, Role::Div, place.lang.as_ref());
        let label = self.out.sheets.node(node, Role::Paragraph);
        let style = styles.label.cut(Cut::Bold);
        let mut title = Text::default();
        title.push(word, &style, self.out.sheets.generated_mark_of(None));
        let line = self.ctx.single(&title, Some(span));
        let inner = Place {
            node,
            x: place.x + row,
            measure: (place.measure - row).max(row * 4),
            ..place.clone()
        };
        self.apart(place, |builder| {
            let part =
                Part { line, x: place.x + row, dy: Length::ZERO, node: Some(label), start: None };
            let ink = Ink { parts: vec![part], height: 2, ..Ink::default() };
            let keep = Keep { whole: true, next: true, ..Keep::default() };
            builder.stack(vec![(strip(2), ink)], keep);
            builder.flush = true;
            builder.blocks(body, &inner);
        });
    }

    /// A blank row.
    fn thematic_break(&mut self) {
        let last = self.out.galley.elements.iter_mut().rev().find_map(stack_of);
        if let Some(stack) = last {
            stack.after = stack.after.max(1);
        }
        self.flush = true;
    }

    /// A plate, in parts if it has too many photographs for one.
    fn plates(&mut self, plate: &Plate, place: &Place) {
        for number in self.plate(plate, place.node) {
            self.mark(Element::Cite(number));
        }
    }

    /// Keeps a pull-quote for the margin.
    fn pull_quote(&mut self, text: &str, source: crate::base::BlockId, span: Span) {
        let style = self.ctx.design.styles.pull_quote;
        let page = self.ctx.design.page;
        let width = page.margin.unwrap_or(page.measure);
        let words = Text::plain(text, &style);
        let setting = self.ctx.setting(&style, width);
        let lines = self.ctx.lines(&words, &setting, Some(span));
        if page.margin.is_none() {
            self.pull_between(lines);
            return;
        }
        let words = text.to_owned();
        let element = self.out.galley.elements.len();
        self.out.pulls.push(Pull { lines, source, own: None, element, span, words });
    }

    /// On narrow papers a pull-quote stands between paragraphs, under its rule.
    fn pull_between(&mut self, lines: Vec<Line>) {
        let leading = self.ctx.design.styles.pull_quote.leading;
        let page = self.ctx.design.page;
        let height = half_rows(leading, page.row);
        let mut strips = Vec::with_capacity(lines.len());
        for (number, line) in lines.into_iter().enumerate() {
            let part = Part { line, x: Length::ZERO, dy: Length::ZERO, node: None, start: None };
            let mut ink = Ink { parts: vec![part], height, ..Ink::default() };
            if number == 0 {
                ink.rules.push(Bar {
                    x: Length::ZERO,
                    dy: -leading,
                    width: page.measure,
                    height: Length::pt(1),
                    color: self.ctx.design.colors.accent,
                });
            }
            strips.push((strip(height), ink));
        }
        self.stack(strips, Keep { before: 1, after: 1, edge: 2, ..Keep::default() });
    }

    /// Whether a pull-quote is longer than any may be.
    pub(super) fn too_long(pull: &Pull) -> bool {
        PULL_LINES < pull.lines.len()
    }
}

pub(super) fn stack_of(element: &mut Element) -> Option<&mut crate::layout::makeup::Stack> {
    match element {
        Element::Text(stack) => Some(stack),
        Element::Cite(_) | Element::Break => None,
    }
}
