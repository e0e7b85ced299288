//! Paragraphs and headings as strips.

use crate::base::{BlockId, Length, Span};
use crate::design::TextStyle;
use crate::document::Inline;
use crate::layout::compose::{Line, Setting};
use crate::layout::flow::galley::{Builder, Ink, Keep, Part, Place, half_rows, strip};
use crate::layout::makeup::Strip;
use crate::layout::words::{Words, words};
use crate::pages::{NodeId, Role};

/// A page that ends in a hyphen.
const HYPHEN: i32 = 400;
/// Demerits a line that one point of page cost stands for.
const DEMERITS: i64 = 10;
/// What another form of a paragraph costs at least.
const FORM: i64 = 40;

/// Words, and the blocks that they are the text of: byte where each begins.
#[derive(Debug, Default)]
pub(super) struct Copy {
    pub words: Words,
    pub origins: Vec<(usize, BlockId)>,
}

impl Copy {
    /// The block and offset of a byte.
    pub(super) fn origin(&self, at: usize) -> Option<(BlockId, usize)> {
        let (start, block) = self.origins.iter().rev().find(|(start, _)| *start <= at)?;
        Some((*block, self.words.flat(at).saturating_sub(self.words.flat(*start))))
    }
}

impl Builder<'_, '_> {
    /// The words of a block.
    pub(super) fn copy(
        &mut self,
        inlines: &[Inline],
        style: &TextStyle,
        node: NodeId,
        block: BlockId,
    ) -> Copy {
        let notes = &self.out.chapter.notes;
        let words = words(&mut self.out.sheets, inlines, style, node, notes);
        Copy { words, origins: vec![(0, block)] }
    }

    /// A paragraph of running text.
    pub(super) fn paragraph(
        &mut self,
        inlines: &[Inline],
        block: BlockId,
        span: Span,
        place: &Place,
    ) {
        let node = self.out.sheets.node_in(place.node, Role::Paragraph, place.lang.as_ref());
        let copy = self.copy(inlines, &place.style, node, block);
        let mut setting = self.ctx.setting_in(&place.style, place.measure, place.lang.as_ref());
        if !self.flush {
            setting.indent = self.ctx.design.page.row;
        }
        self.flush = false;
        let keep = Keep { edge: 2, whole: place.keep, ..Keep::default() };
        self.set_copy(&copy, node, &setting, span, place, keep);
        self.notes_of(&copy, place);
    }

    /// Sets words as a stack, with all forms in which they can be set well.
    pub(super) fn set_copy(
        &mut self,
        copy: &Copy,
        node: NodeId,
        setting: &Setting,
        span: Span,
        place: &Place,
        keep: Keep,
    ) {
        if let Some((_, block)) = copy.origins.last() {
            self.elements_of.entry(*block).or_insert(self.out.galley.elements.len());
        }
        let variants = self.ctx.variants(&copy.words.text, setting, Some(span));
        let mut forms = Vec::with_capacity(variants.len());
        for variant in variants {
            let cost = if variant.cost == 0 && forms.is_empty() {
                0
            } else {
                FORM + variant.cost / DEMERITS
            };
            let strips = self.strips(variant.lines, copy, node, place, place.style.leading);
            forms.push((cost, strips));
        }
        self.forms(forms, keep);
    }

    /// Lines as strips.
    pub(super) fn strips(
        &mut self,
        lines: Vec<Line>,
        copy: &Copy,
        node: NodeId,
        place: &Place,
        leading: Length,
    ) -> Vec<(Strip, Ink)> {
        let height = half_rows(leading, self.ctx.design.page.row);
        // Type that is a row and a half high begins on a row all the same.
        let first = if height.is_multiple_of(2) { height } else { height - 1 }.max(2);
        let mut strips = Vec::with_capacity(lines.len());
        for line in lines {
            let cited = copy.words.cites.iter().filter(|cite| {
                cite.first && line.start <= cite.at && cite.at < line.end.max(line.start + 1)
            });
            let notes = cited.map(|cite| self.note_lines(cite.note)).sum();
            let penalty = if line.hyphenated { HYPHEN } else { 0 };
            let start = copy.origin(line.start);
            let part = Part { x: place.x, dy: Length::ZERO, node: Some(node), start, line };
            let ink = Ink { parts: vec![part], height, ..Ink::default() };
            strips.push((Strip { first, penalty, notes, ..strip(height) }, ink));
        }
        strips
    }
}
