//! Nodes to blocks, at any depth.

use super::Writer;
use super::directive::Directive;
use super::quotation;
use super::tree::{Heading, Item, Node, NodeKind, Run};
use crate::base::{Code, Diagnostic, Lang, Span};
use crate::document::{
    Block, BlockKind, Cell, CellAlign, ListItem, Quotation, QuotationKind, Table, flatten,
};
use crate::read::{hygiene, userinfo};

/// Nodes yet to be read, with a look at the one to come.
pub(super) type Nodes = std::iter::Peekable<std::vec::IntoIter<Node>>;

/// What the directives above a block ask for it.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    pub(super) keep: bool,
    pub(super) lang: Option<Lang>,
    /// Where the first of them stands.
    pub(super) span: Option<Span>,
}

impl Writer<'_, '_> {
    /// Blocks within a block: a quotation's, an item's, a note's.
    pub(super) fn nested(&mut self, nodes: Vec<Node>) -> Vec<Block> {
        let mut nodes = nodes.into_iter().peekable();
        let mut blocks = Vec::new();
        let mut wishes = Wishes::default();
        while let Some(node) = nodes.next() {
            match node.kind {
                NodeKind::Directive(Directive::Keep) => wishes.keep = true,
                NodeKind::Directive(Directive::Lang(lang)) => wishes.lang = Some(lang),
                NodeKind::Directive(directive) => self.misplaced(
                    &directive,
                    node.span,
                    "within another block",
                    "put it between the blocks of a chapter",
                ),
                _ => blocks.extend(self.block(node, &mut nodes, std::mem::take(&mut wishes))),
            }
        }
        blocks
    }

    /// One node as a block, in its own language if it asks for one. Takes the next node as
    /// well if that describes this one.
    pub(super) fn block(
        &mut self,
        node: Node,
        following: &mut Nodes,
        wishes: Wishes,
    ) -> Option<Block> {
        let lang = wishes.lang.filter(|lang| *lang != self.lang);
        let outer = lang.clone().map(|lang| std::mem::replace(&mut self.lang, lang));
        let id = self.ctx.id();
        let span = node.span;
        let kind = self.kind(node, following);
        if let Some(outer) = outer {
            self.lang = outer;
        }
        kind.map(|kind| Block { id, span, lang, keep: wishes.keep, kind })
    }

    fn kind(&mut self, node: Node, following: &mut Nodes) -> Option<BlockKind> {
        let span = node.span;
        match node.kind {
            NodeKind::Heading(heading) => self.heading(heading, span),
            NodeKind::Paragraph(runs) => {
                let content = self.inlines(runs, span);
                (!content.is_empty()).then_some(BlockKind::Paragraph(content))
            }
            NodeKind::Quote { alert: Some(kind), nodes } => {
                Some(BlockKind::Alert { kind, body: self.nested(nodes) })
            }
            NodeKind::Quote { alert: None, nodes } => self.quote(nodes, following, span),
            NodeKind::List { start, tight, items } => Some(self.list(start, tight, items)),
            NodeKind::Table { aligns, head, rows } => self.table(aligns, head, rows, span),
            NodeKind::Code { language, text } => Some(self.code(language, &text, span)),
            NodeKind::Rule => Some(BlockKind::ThematicBreak),
            NodeKind::Directive(_) => None,
        }
    }

    fn heading(&mut self, heading: Heading, span: Span) -> Option<BlockKind> {
        let content = self.inlines(heading.content, span);
        if content.is_empty() {
            return None;
        }
        Some(BlockKind::Heading {
            level: self.level(heading.level),
            content,
            anchor: heading.anchor,
        })
    }

    /// The level of a heading after gaps are closed: 2 for the first below a chapter's.
    fn level(&mut self, written: u8) -> u8 {
        while 1 < self.levels.len() && self.levels.last().is_some_and(|last| written <= *last) {
            self.levels.pop();
        }
        self.levels.push(written);
        u8::try_from(self.levels.len()).unwrap_or(6).clamp(2, 6)
    }

    fn quote(
        &mut self,
        mut nodes: Vec<Node>,
        following: &mut Nodes,
        span: Span,
    ) -> Option<BlockKind> {
        let (kind, attribution) = if let Some(runs) = quotation::take_attribution(&mut nodes) {
            (QuotationKind::Quote, runs)
        } else if let Some(runs) = following.peek().and_then(quotation::description) {
            following.next();
            (QuotationKind::Document, runs)
        } else {
            let body = self.nested(nodes);
            return (!body.is_empty()).then_some(BlockKind::BlockQuote(body));
        };
        let body = self.nested(nodes);
        let attribution_id = self.ctx.id();
        let attribution = self.inlines(attribution, span);
        Some(BlockKind::Quotation(Quotation { kind, body, attribution, attribution_id }))
    }

    fn list(&mut self, start: Option<u64>, tight: bool, items: Vec<Item>) -> BlockKind {
        let items = items
            .into_iter()
            .map(|item| ListItem { done: item.done, blocks: self.nested(item.nodes) })
            .collect();
        BlockKind::List { start, tight, items }
    }

    fn table(
        &mut self,
        mut aligns: Vec<CellAlign>,
        head: Vec<Vec<Run>>,
        rows: Vec<Vec<Vec<Run>>>,
        span: Span,
    ) -> Option<BlockKind> {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(head.len());
        if columns == 0 {
            return None;
        }
        aligns.resize(columns, CellAlign::Auto);
        let head = self.row(head, columns, span);
        let rows: Vec<_> = rows.into_iter().map(|row| self.row(row, columns, span)).collect();
        let row_heads = names_rows(&rows);
        Some(BlockKind::Table(Table { aligns, head, rows, row_heads }))
    }

    fn row(&mut self, cells: Vec<Vec<Run>>, columns: usize, span: Span) -> Vec<Cell> {
        let mut cells = cells.into_iter();
        (0..columns)
            .map(|_| {
                let id = self.ctx.id();
                let content = self.inlines(cells.next().unwrap_or_default(), span);
                Cell { id, content }
            })
            .collect()
    }

    fn code(&mut self, language: String, text: &str, span: Span) -> BlockKind {
        let visible: String =
            text.chars().filter(|c| *c == '\n' || !hygiene::is_control(*c)).collect();
        let dropped = text.chars().filter(|c| *c != '\r' && hygiene::is_control(*c)).count();
        if 0 < dropped {
            self.control_characters(dropped, span);
        }
        let place = self.ctx.place(span);
        userinfo::tell(&visible, &place, &mut self.ctx.diagnostics);
        BlockKind::Code { language, text: visible }
    }

    /// Reports a directive that can do nothing where it stands.
    pub(super) fn misplaced(&mut self, directive: &Directive, span: Span, place: &str, help: &str) {
        let message = format!("`{}` stands {place}", directive.name());
        self.ctx
            .diagnostics
            .push(Diagnostic::error(Code::MisplacedDirective, span, message).help(help));
    }
}

/// Whether the first column of a table names its rows: all its cells say something else, and
/// none of them is a number.
fn names_rows(rows: &[Vec<Cell>]) -> bool {
    if rows.len() < 2 || rows.iter().any(|row| row.len() < 2) {
        return false;
    }
    let mut names: Vec<String> =
        rows.iter().filter_map(|row| row.first()).map(|cell| flatten(&cell.content)).collect();
    let words = names.iter().all(|name| name.chars().any(char::is_alphabetic));
    names.sort_unstable();
    names.dedup();
    words && names.len() == rows.len()
}
