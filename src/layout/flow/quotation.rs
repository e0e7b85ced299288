//! Letters and other quotations in the text column.
//!
//! They have no quotation marks: size and italics say that somebody else speaks.

use crate::base::{BlockId, Length, Span};
use crate::design::{Cut, TextStyle};
use crate::document::{Block, BlockKind, Inline, Note, Quotation, QuotationKind, flatten};
use crate::layout::compose::Line;
use crate::layout::ctx::Ctx;
use crate::layout::flow::galley::{Builder, Ink, Keep, Place};
use crate::layout::flow::text::Copy;
use crate::layout::makeup::{Element, NEVER, Strip};
use crate::layout::sheet::Sheets;
use crate::layout::words::{Cite, Words, words};
use crate::pages::{NodeId, Role};

/// A quotation of more lines than this is set smaller.
const LONG: usize = 14;
/// A quotation does not begin in the last rows of a page.
const ROOM: u16 = 12;
/// Lines that stand on either side of a page break.
const EDGE: usize = 4;
/// What a page that ends within a quotation costs, and what setting it smaller to keep it whole.
const PARTED: i32 = 1_500;
const SMALLER: i64 = 1_000;

impl Builder<'_, '_> {
    pub(super) fn quotation(&mut self, quotation: &Quotation, block: &Block, place: &Place) {
        let styles = self.ctx.design.styles;
        let node = self.out.sheets.node_in(place.node, Role::BlockQuote, place.lang.as_ref());
        let style = if self.lines_of(&quotation.body, &styles.quotation, place) <= LONG {
            styles.quotation
        } else {
            styles.long_quotation
        };
        let inner = Place { node, style, ..place.clone() };
        let first = self.out.galley.elements.len();
        self.flush = true;
        let plain = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
        if quotation.body.iter().all(plain) {
            self.paragraphs(&quotation.body, &inner);
        } else {
            self.blocks(&quotation.body, &inner);
        }
        if let Some(Element::Text(stack)) = self.out.galley.elements.get_mut(first) {
            // The first baseline is three rows under the text; type of two rows takes two.
            let tall = stack.forms.first().and_then(|form| form.strips.first());
            stack.before = if tall.is_some_and(|strip| 2 < strip.first) { 1 } else { 2 };
            stack.room = ROOM;
        }
        if quotation.attribution.is_empty() {
            self.last_may_end();
            self.after_last(2);
        } else {
            // The name stays with the last lines.
            if let Some(Element::Text(stack)) = self.out.galley.elements.last_mut() {
                for form in &mut stack.forms {
                    if let Some(strip) = form.strips.last_mut() {
                        strip.penalty = NEVER;
                    }
                }
                stack.after = 1;
            }
            self.attribution(quotation, block.span, place);
        }
        self.flush = true;
    }

    /// Paragraphs as one stack, so that their lines stay evenly apart.
    fn paragraphs(&mut self, blocks: &[Block], place: &Place) {
        let long = self.ctx.design.styles.long_quotation;
        let mut strips = Vec::new();
        let mut smaller = Vec::new();
        let mut copies = Vec::new();
        for (number, block) in blocks.iter().enumerate() {
            let BlockKind::Paragraph(content) = &block.kind else { continue };
            let node = self.out.sheets.node_in(place.node, Role::Paragraph, block.lang.as_ref());
            let copy = self.copy(content, &place.style, node, block.id);
            let lang = block.lang.as_ref().or(place.lang.as_ref());
            let mut setting = self.ctx.setting_in(&place.style, place.measure, lang);
            if 0 < number {
                setting.indent = self.ctx.design.page.row;
            }
            self.elements_of.entry(block.id).or_insert(self.out.galley.elements.len());
            let lines = self.ctx.lines(&copy.words.text, &setting, Some(block.span));
            strips.append(&mut self.letter_strips(lines, &copy, node, place, place.style.leading));
            if place.style.size != long.size {
                let mut text = copy.words.text.clone();
                for span in &mut text.spans {
                    let size = span.style.size.ratio(long.size.0, place.style.size.0);
                    span.style = span.style.sized(size, long.leading);
                }
                setting.align = long.align;
                setting.hyphenate = long.hyphenate;
                let lines = self.ctx.lines(&text, &setting, Some(block.span));
                smaller.append(&mut self.letter_strips(lines, &copy, node, place, long.leading));
            }
            copies.push(copy);
        }
        let mut forms = vec![(0, strips)];
        if let Some((first, _)) = smaller.first_mut() {
            // Smaller type stands a row further from the text above.
            first.first += 2;
            forms.push((SMALLER, smaller));
        }
        self.forms(forms, Keep { edge: EDGE, whole: place.keep, ..Keep::default() });
        for copy in &copies {
            self.notes_of(copy, place);
        }
    }

    /// A paragraph of a letter as strips: a page ends within it only if it must.
    fn letter_strips(
        &mut self,
        lines: Vec<Line>,
        copy: &Copy,
        node: NodeId,
        place: &Place,
        leading: Length,
    ) -> Vec<(Strip, Ink)> {
        let mut set = self.strips(lines, copy, node, place, leading);
        let count = set.len();
        for (index, (strip, _)) in set.iter_mut().enumerate() {
            let edge = 1 < count && (index == 0 || index + 2 == count);
            strip.penalty = if edge { NEVER } else { strip.penalty.max(PARTED) };
        }
        set
    }

    /// How many lines some paragraphs would take.
    fn lines_of(&mut self, blocks: &[Block], style: &TextStyle, place: &Place) -> usize {
        let setting = self.ctx.setting_in(style, place.measure, place.lang.as_ref());
        let mut lines = 0;
        for block in blocks {
            if let BlockKind::Paragraph(content) = &block.kind {
                let text = words(&mut Sheets::new(""), content, style, NodeId(0), &[]).text;
                lines += self.ctx.lines(&text, &setting, Some(block.span)).len();
            }
        }
        lines
    }

    fn attribution(&mut self, quotation: &Quotation, span: Span, place: &Place) {
        let node = self.out.sheets.node_in(place.node, Role::Paragraph, place.lang.as_ref());
        let id = quotation.attribution_id;
        let notes = &self.out.chapter.notes;
        let copy = attribution(quotation, id, node, &mut self.out.sheets, self.ctx, notes);
        let style = self.ctx.design.styles.attribution_source;
        let setting = self.ctx.setting_in(&style, place.measure, place.lang.as_ref());
        let lines = self.ctx.lines(&copy.words.text, &setting, Some(span));
        let strips = self.strips(lines, &copy, node, place, style.leading);
        self.stack(strips, Keep { before: 1, after: 2, whole: true, ..Keep::default() });
        self.last_may_end();
        self.notes_of(&copy, place);
    }

    /// A page may end after the last stack.
    fn last_may_end(&mut self) {
        if let Some(Element::Text(stack)) = self.out.galley.elements.last_mut() {
            for form in &mut stack.forms {
                if let Some(strip) = form.strips.last_mut() {
                    strip.penalty = 0;
                }
            }
        }
    }

    fn after_last(&mut self, rows: u8) {
        if let Some(Element::Text(stack)) = self.out.galley.elements.last_mut() {
            stack.after = rows;
        }
    }
}

/// The words of an attribution: a dash, the name in small capitals, then source and date.
pub(super) fn attribution(
    quotation: &Quotation,
    id: BlockId,
    node: NodeId,
    sheets: &mut Sheets,
    ctx: &Ctx,
    notes: &[Note],
) -> Copy {
    let styles = ctx.design.styles;
    let body = words(sheets, &quotation.attribution, &styles.attribution_source, node, notes);
    let name = match quotation.kind {
        QuotationKind::Quote => name_of(&quotation.attribution),
        QuotationKind::Document => 0,
    };
    let mut lead = Words::default();
    lead.text.push("–\u{a0}", &styles.attribution_source, crate::layout::compose::Mark(0));
    let dash = lead.text.text.len();
    restyle(&body.text, &mut lead.text, name, &styles.attribution);
    lead.cites.extend(body.cites.iter().map(|cite| Cite { at: cite.at + dash, ..*cite }));
    Copy { words: lead, origins: vec![(dash, id)] }
}

/// Bytes of the name: up to the first comma or bracket.
fn name_of(content: &[Inline]) -> usize {
    let text = flatten(content);
    text.find([',', '(', ';', '\n']).unwrap_or(text.len())
}

/// Appends a text, its first `len` bytes in another style.
pub(super) fn restyle(
    from: &crate::layout::compose::Text,
    to: &mut crate::layout::compose::Text,
    len: usize,
    style: &TextStyle,
) {
    let mut at = 0;
    for span in &from.spans {
        let cut = len.saturating_sub(at).min(span.len);
        for (bytes, styled) in [(cut, true), (span.len - cut, false)] {
            if bytes == 0 {
                continue;
            }
            let mut part = span.clone();
            part.len = bytes;
            if styled {
                let TextStyle { size, family, cut: own, .. } = span.style;
                let cut = if own == Cut::Regular { style.cut } else { own };
                part.style = TextStyle { family, cut, size, ..*style };
            }
            to.spans.push(part);
        }
        at += span.len;
    }
    to.text.push_str(&from.text);
}
