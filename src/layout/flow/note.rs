//! Footnotes: their lines, and the rows that they take at a page's foot.

use crate::base::{BlockId, Length};
use crate::design::{Figures, TextStyle};
use crate::document::{Block, BlockKind, Inline, Note, flatten};
use crate::layout::compose::{Line, Text};
use crate::layout::ctx::Ctx;
use crate::layout::flow::galley::{Builder, NoteLine, Part, Place};
use crate::layout::flow::text::Copy;
use crate::layout::makeup::Element;
use crate::layout::words::words;
use crate::pages::{NodeId, Role};

/// From the rule down to the first note's baseline, and from the text above to the rule.
const RULE: Length = Length::pt(14);
/// Between the number and the note.
const THIN_SPACE: &str = "\u{2009}";

/// Rows that 0, 1, 2 … lines of notes take, up to a page full.
pub(super) fn rows(ctx: &Ctx) -> Vec<u16> {
    let page = ctx.design.page;
    let leading = ctx.design.styles.footnote.leading;
    let rows =
        |lines: i64| (leading * (lines - 1) + RULE * 2 + page.row - Length(1)).0 / page.row.0;
    let mut all = vec![0];
    for lines in 1.. {
        let rows = u16::try_from(rows(lines)).unwrap_or(u16::MAX);
        all.push(rows);
        if page.rows + 2 < rows {
            break;
        }
    }
    all
}

impl Builder<'_, '_> {
    /// Lines of a note, set once when it is first cited.
    pub(super) fn note_lines(&mut self, note: usize) -> u16 {
        let id = self.out.chapter.notes.get(note).map(|note| note.id);
        let Some(id) = id else { return 0 };
        if let Some(set) = self.notes.get(&note) {
            return set.count;
        }
        // A note that cites itself is being set already.
        self.notes.insert(note, SetNote::default());
        let (root, lines) = self.set_note(note, id);
        let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        self.notes.insert(note, SetNote { count, lines, root: Some(root) });
        count
    }

    /// After a block: the notes that it cites for the first time, as their nodes stand after
    /// it in the tree and their lines after those of earlier notes.
    pub(super) fn notes_of(&mut self, copy: &Copy, place: &Place) {
        for cite in copy.words.cites.iter().filter(|cite| cite.first) {
            self.note_lines(cite.note);
            let Some(set) = self.notes.get_mut(&cite.note) else { continue };
            let Some(root) = set.root.take() else { continue };
            self.out.notes.append(&mut set.lines);
            self.out.sheets.adopt(place.node, root);
        }
    }

    fn set_note(&mut self, number: usize, id: BlockId) -> (NodeId, Vec<NoteLine>) {
        let chapter = self.out.chapter;
        let note: &Note = &chapter.notes[number];
        let root = self.out.sheets.orphan(Role::Note);
        let style = self.ctx.design.styles.footnote;
        let label = self.out.sheets.node(root, Role::Label);
        let mark = self.out.sheets.mark_of(label);
        let mut lead = Text::default();
        lead.push(
            &(number + 1).to_string(),
            &TextStyle { figures: Figures::Superior, ..style },
            mark,
        );
        lead.push(THIN_SPACE, &style, mark);
        let mut setter =
            Setter { lines: Vec::new(), lead: Some(lead), style, root, cites: Vec::new() };
        for block in &note.blocks {
            self.note_block(block, &mut setter, Length::ZERO);
        }
        if let Some(lead) = setter.lead.take() {
            let line = self.ctx.single(&lead, Some(note.span));
            setter.lines.push(NoteLine {
                part: Part {
                    line,
                    x: Length::ZERO,
                    dy: Length::ZERO,
                    node: Some(label),
                    start: None,
                },
                note: None,
            });
        }
        if let Some(first) = setter.lines.first_mut() {
            first.note = Some((id, root));
        }
        // Notes to this note follow it.
        for cite in setter.cites {
            self.note_lines(cite);
            let Some(set) = self.notes.get_mut(&cite) else { continue };
            let Some(inner) = set.root.take() else { continue };
            setter.lines.append(&mut set.lines);
            self.out.sheets.adopt(root, inner);
        }
        (root, setter.lines)
    }

    /// Sets a block of a note; what is more than a paragraph is set as plainly as can be.
    fn note_block(&mut self, block: &Block, setter: &mut Setter, x: Length) {
        let row = self.ctx.design.page.row;
        match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                self.note_paragraph(content, block, setter, x);
            }
            BlockKind::List { start, items, .. } => {
                for (number, item) in (start.unwrap_or(1)..).zip(items) {
                    let label = match start {
                        Some(_) => format!("{number}. "),
                        None => "• ".to_owned(),
                    };
                    let lead = Text::plain(label, &setter.style);
                    match &mut setter.lead {
                        Some(first) => {
                            first.text.push_str(&lead.text);
                            first.spans.extend(lead.spans);
                        }
                        None => setter.lead = Some(lead),
                    }
                    for block in &item.blocks {
                        self.note_block(block, setter, x + row);
                    }
                }
            }
            BlockKind::BlockQuote(blocks) | BlockKind::Alert { body: blocks, .. } => {
                for block in blocks {
                    self.note_block(block, setter, x + row);
                }
            }
            BlockKind::Quotation(quotation) | BlockKind::Epigraph(quotation) => {
                for block in &quotation.body {
                    self.note_block(block, setter, x + row);
                }
                if !quotation.attribution.is_empty() {
                    self.note_paragraph(&quotation.attribution, block, setter, x + row);
                }
            }
            BlockKind::Code { text, .. } => {
                for line in text.lines() {
                    let content = [Inline::Code(line.to_owned())];
                    self.note_paragraph(&content, block, setter, x + row);
                }
            }
            BlockKind::Table(table) => {
                for cells in std::iter::once(&table.head).chain(&table.rows) {
                    let mut content = Vec::new();
                    for cell in cells.iter().filter(|cell| !cell.content.is_empty()) {
                        if !content.is_empty() {
                            content.push(Inline::Text(" · ".to_owned()));
                        }
                        content.extend(cell.content.iter().cloned());
                    }
                    if !flatten(&content).is_empty() {
                        self.note_paragraph(&content, block, setter, x + row);
                    }
                }
            }
            BlockKind::Plate(plate) => {
                let numbers = self.plate(plate, setter.root);
                self.plates_of_notes.extend(numbers);
            }
            BlockKind::PullQuote { .. } | BlockKind::ThematicBreak | BlockKind::PageBreak => {}
        }
    }

    fn note_paragraph(
        &mut self,
        content: &[Inline],
        block: &Block,
        setter: &mut Setter,
        x: Length,
    ) {
        let node = self.out.sheets.node_in(setter.root, Role::Paragraph, block.lang.as_ref());
        let notes = &self.out.chapter.notes;
        let body = words(&mut self.out.sheets, content, &setter.style, node, notes);
        let first = body.cites.iter().filter(|cite| cite.first);
        setter.cites.extend(first.map(|cite| cite.note));
        let mut text = setter.lead.take().unwrap_or_default();
        let lead = text.text.len();
        text.text.push_str(&body.text.text);
        text.spans.extend(body.text.spans.iter().cloned());
        let measure = self.ctx.design.page.measure - x;
        let setting = self.ctx.setting_in(&setter.style, measure, block.lang.as_ref());
        let lines: Vec<Line> = self.ctx.lines(&text, &setting, Some(block.span));
        for line in lines {
            let start = Some((block.id, body.flat(line.start.saturating_sub(lead))));
            let part = Part { line, x, dy: Length::ZERO, node: Some(node), start };
            setter.lines.push(NoteLine { part, note: None });
        }
    }

    /// Plates that stand in notes are cited after the block that cites the note.
    pub(super) fn cite_plates_of_notes(&mut self) {
        for plate in std::mem::take(&mut self.plates_of_notes) {
            self.mark(Element::Cite(plate));
        }
    }
}

/// A note being set.
struct Setter {
    lines: Vec<NoteLine>,
    /// The number, before the first line.
    lead: Option<Text>,
    style: TextStyle,
    root: NodeId,
    /// Notes that this note cites for the first time.
    cites: Vec<usize>,
}

/// A note that is set: its lines wait until the block that cites it is complete.
#[derive(Debug, Default)]
pub(super) struct SetNote {
    count: u16,
    lines: Vec<NoteLine>,
    root: Option<NodeId>,
}
