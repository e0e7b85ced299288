//! About: synopses and what the company says of itself; and blocks of the metadata.
//!
//! Blocks come in, lines on the forme go out. Metadata has running text only in synopses,
//! boilerplate and biographies; it is set here as chapters set theirs, but for plates and
//! notes, which metadata has none of.

use crate::base::Length;
use crate::design::{Cut, TextStyle};
use crate::document::{Block, BlockKind, Inline, ListItem};
use crate::layout::compose::{Mark, Text};
use crate::layout::forme::Forme;
use crate::layout::words;
use crate::locale::Word;
use crate::pages::{NodeId, Role};

/// Weight of the rule above a section.
const RULE: Length = Length::pt(1);
/// Blank half rows before a section.
const BEFORE: i64 = 6;
/// Hang of a list, indent of a quotation and of a paragraph's first line.
const INDENT: Length = Length::pt(14);

pub(super) fn set(forme: &mut Forme) {
    let metadata = &forme.ctx.document.metadata;
    let brief = forme.ctx.document.front.brief;
    if !brief && !metadata.logline.is_empty() {
        logline(&metadata.logline, forme);
    }
    let synopsis = &metadata.synopsis;
    // The short synopsis stands on the page "In brief", if there is one.
    let short: &[Block] = if brief { &[] } else { &synopsis.short };
    let company = metadata.publisher.as_str();
    let word = |word| forme.ctx.locale.word(word).to_owned();
    let about = if company.is_empty() { word(Word::About) } else { company.to_owned() };
    let sections = [
        (word(Word::SynopsisShort), short),
        (word(Word::SynopsisMedium), synopsis.medium.as_slice()),
        (word(Word::SynopsisLong), synopsis.long.as_slice()),
        (about, metadata.boilerplate.blocks.as_slice()),
    ];
    for (title, text) in sections {
        if text.is_empty() {
            continue;
        }
        if 2 < forme.at() {
            forme.white(BEFORE);
        }
        let node = forme.section(&title, RULE, 7);
        let page = forme.design();
        blocks(text, page.axis, page.measure, node, forme);
    }
    forme.end_section();
}

fn logline(inlines: &[Inline], forme: &mut Forme) {
    let page = forme.design();
    let style = forme.ctx.design.styles.logline;
    let style = style.sized(Length::pt(20), Length::pt(28));
    let node = forme.sheets.node(forme.part, Role::Paragraph);
    let text = words::words(&mut forme.sheets, inlines, &style, node, &[]).text;
    let lines = forme.compose(&text, page.width, &style);
    forme.go(2);
    forme.lines(&lines, page.left, 4, node, None);
}

/// Sets blocks one below the other, as running text.
pub(in crate::layout) fn blocks(
    blocks: &[Block],
    x: Length,
    measure: Length,
    parent: NodeId,
    forme: &mut Forme,
) {
    let mut after_paragraph = false;
    for block in blocks {
        let indent = after_paragraph;
        after_paragraph = matches!(block.kind, BlockKind::Paragraph(_));
        one(block, indent, x, measure, parent, forme);
    }
}

fn one(block: &Block, indent: bool, x: Length, measure: Length, parent: NodeId, forme: &mut Forme) {
    let styles = forme.ctx.design.styles;
    let lang = block.lang.as_ref();
    match &block.kind {
        BlockKind::Paragraph(content) => {
            let node = forme.sheets.node_in(parent, Role::Paragraph, lang);
            let indent = if indent { INDENT } else { Length::ZERO };
            paragraph(block, content, &styles.body, (x, measure, indent), node, forme);
        }
        BlockKind::Heading { level, content, .. } => {
            let node =
                forme.sheets.node_in(parent, Role::Heading(level.saturating_add(1).min(6)), lang);
            forme.need(5);
            paragraph(block, content, &styles.subsubhead, (x, measure, Length::ZERO), node, forme);
        }
        BlockKind::Quotation(quotation) | BlockKind::Epigraph(quotation) => {
            let node = forme.sheets.node_in(parent, Role::BlockQuote, lang);
            blocks(&quotation.body, x + INDENT, measure - INDENT * 2, node, forme);
            if !quotation.attribution.is_empty() {
                let mut content = vec![Inline::Text("– ".to_owned())];
                content.extend(quotation.attribution.iter().cloned());
                let place = (x + INDENT, measure - INDENT * 2, Length::ZERO);
                let name = forme.sheets.node(parent, Role::Paragraph);
                paragraph(block, &content, &styles.attribution_source, place, name, forme);
            }
        }
        BlockKind::BlockQuote(body) | BlockKind::Alert { body, .. } => {
            let node = forme.sheets.node_in(parent, Role::BlockQuote, lang);
            blocks(body, x + INDENT, measure - INDENT * 2, node, forme);
        }
        BlockKind::List { start, items, .. } => list(*start, items, x, measure, parent, forme),
        BlockKind::Table(table) => {
            for row in std::iter::once(&table.head).chain(&table.rows) {
                let mut content = Vec::new();
                for cell in row.iter().filter(|cell| !cell.content.is_empty()) {
                    if !content.is_empty() {
                        content.push(Inline::Text(", ".to_owned()));
                    }
                    content.extend(cell.content.iter().cloned());
                }
                let node = forme.sheets.node_in(parent, Role::Paragraph, lang);
                let place = (x, measure, Length::ZERO);
                paragraph(block, &content, &styles.table, place, node, forme);
            }
        }
        BlockKind::Code { text, .. } => {
            let node = forme.sheets.node_in(parent, Role::Code, lang);
            let lines =
                forme.compose(&Text::plain(text.trim_end(), &styles.code), measure, &styles.code);
            forme.lines(&lines, x, 2, node, Some(block.id));
        }
        BlockKind::ThematicBreak => forme.skip(2),
        BlockKind::PageBreak => forme.page(),
        // A pull-quote repeats words of a chapter, and metadata has no pictures in its text.
        BlockKind::PullQuote { .. } | BlockKind::Plate(_) => {}
    }
}

/// Sets a paragraph at x, over a measure, with an indent of its first line.
fn paragraph(
    block: &Block,
    content: &[Inline],
    style: &TextStyle,
    (x, measure, indent): (Length, Length, Length),
    node: NodeId,
    forme: &mut Forme,
) {
    let text = words::words(&mut forme.sheets, content, style, node, &[]).text;
    let mut setting = forme.ctx.setting_in(style, measure, block.lang.as_ref());
    setting.indent = indent;
    let lines = forme.ctx.lines(&text, &setting, Some(block.span));
    forme.lines(&lines, x, 2, node, Some(block.id));
}

fn list(
    start: Option<u64>,
    items: &[ListItem],
    x: Length,
    measure: Length,
    parent: NodeId,
    forme: &mut Forme,
) {
    let style = forme.ctx.design.styles.body;
    let list = forme.sheets.node(parent, Role::List);
    for (i, item) in (0_u64..).zip(items) {
        let node = forme.sheets.node(list, Role::ListItem);
        let label = forme.sheets.node(node, Role::Label);
        let body = forme.sheets.node(node, Role::ListBody);
        let mark =
            start.map_or_else(|| "•".to_owned(), |start| format!("{}.", start.saturating_add(i)));
        let mut text = Text::default();
        text.push(&mark, &style.cut(Cut::Regular), Mark(0));
        let line = forme.ctx.single(&text, None);
        forme.need(3);
        forme.line(&line, x, label);
        let before = forme.at();
        let sheet = forme.sheets.current();
        blocks(&item.blocks, x + INDENT, measure - INDENT, body, forme);
        if forme.at() == before && forme.sheets.current() == sheet {
            forme.skip(2);
        }
    }
}
