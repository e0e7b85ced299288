//! Blocks of running text to XHTML.
//!
//! Blocks come in, flow content goes out. It knows no file but its own.

use super::text::{Writer, lang_attributes, plain};
use super::xml::{Attr, Text, put};
use crate::document::{
    Alert, Block, BlockKind, CellAlign, Inline, ListItem, Note, Quotation, Table, flatten,
};
use crate::locale::Word;

/// A letter of at most this many words is set in italics; longer ones are hard to read so.
const SHORT_LETTER: usize = 50;

impl Writer<'_> {
    /// Writes some blocks.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    /// Writes one block.
    pub(super) fn block(&mut self, block: &Block) {
        let lang = lang_attributes(block.lang.as_ref());
        match &block.kind {
            BlockKind::Paragraph(content) => self.paragraph(block, content, 0, ""),
            BlockKind::Heading { level, content, anchor } => {
                self.mark_block(block.id);
                let level = level.saturating_sub(self.promotion).clamp(1, 6);
                let id = self.book.plan.heading_id(anchor);
                put!(self.out, "<h{level} id=\"{}\"{lang}>", Attr(&id));
                self.free_text(content);
                put!(self.out, "</h{level}>\n");
            }
            BlockKind::Quotation(quotation) => {
                self.mark_block(block.id);
                self.counts.letters += 1;
                let short = words(&quotation.body) <= SHORT_LETTER;
                let class = if short { "letter short" } else { "letter" };
                let id = self.counts.letters;
                put!(self.out, "<figure class=\"{class}\" id=\"letter-{id}\"{lang}>");
                self.quotation(quotation);
            }
            BlockKind::Epigraph(quotation) => {
                self.mark_block(block.id);
                put!(
                    self.out,
                    "<figure epub:type=\"epigraph\" role=\"doc-epigraph\" class=\"epigraph\"{lang}>"
                );
                self.quotation(quotation);
            }
            BlockKind::BlockQuote(body) => {
                self.mark_block(block.id);
                put!(self.out, "<blockquote{lang}>");
                self.blocks(body);
                self.out.push_str("</blockquote>\n");
            }
            BlockKind::PullQuote { text, .. } => {
                if self.book.document.metadata.epub.pull_quotes {
                    self.pull_quote(text, &lang);
                }
            }
            BlockKind::Plate(plate) => {
                self.mark_block(block.id);
                self.plate(plate, &lang);
            }
            BlockKind::List { start, tight, items } => {
                self.mark_block(block.id);
                self.list(*start, *tight, items, &lang);
            }
            BlockKind::Table(table) => {
                self.mark_block(block.id);
                self.table(table, &lang);
            }
            BlockKind::Code { text, .. } => {
                self.mark_block(block.id);
                let text = text.strip_suffix('\n').unwrap_or(text);
                put!(self.out, "<pre{lang}><code>{}</code></pre>\n", Text(text));
            }
            BlockKind::Alert { kind, body } => {
                self.mark_block(block.id);
                self.alert(*kind, body, &lang);
            }
            BlockKind::ThematicBreak => self.out.push_str("<hr/>\n"),
            BlockKind::PageBreak => self.page_break(),
        }
    }

    /// Writes a paragraph; `class` is an attribute with a space before it, or nothing.
    pub(super) fn paragraph(
        &mut self,
        block: &Block,
        content: &[Inline],
        lead: usize,
        class: &str,
    ) {
        put!(self.out, "<p{class}{}>", lang_attributes(block.lang.as_ref()));
        self.led_text(block.id, content, lead);
        self.out.push_str("</p>\n");
    }

    /// Writes what stands in the figure of a quotation, and closes it.
    fn quotation(&mut self, quotation: &Quotation) {
        self.out.push_str("<blockquote>");
        self.blocks(&quotation.body);
        self.out.push_str("</blockquote>\n");
        if !quotation.attribution.is_empty() {
            self.out.push_str("<figcaption class=\"attribution\">");
            self.block_text(quotation.attribution_id, &quotation.attribution);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    /// Asks the reader's device to turn the page: between what stands before and after, and
    /// once, since a second time would leave a page blank.
    fn page_break(&mut self) {
        const TURN: &str = "<div class=\"turn\"></div>\n";
        if self.out.contains("</") && !self.out.ends_with(TURN) {
            self.out.push_str(TURN);
        }
    }

    fn pull_quote(&mut self, text: &str, lang: &str) {
        put!(
            self.out,
            "<aside epub:type=\"pullquote\" role=\"doc-pullquote\" class=\"pull\" \
             aria-hidden=\"true\"{lang}><p>{}</p></aside>\n",
            Text(text)
        );
    }

    fn list(&mut self, start: Option<u64>, tight: bool, items: &[ListItem], lang: &str) {
        let tasks = items.iter().any(|item| item.done.is_some());
        let class = if tasks { " class=\"plain\"" } else { "" };
        let name = match start {
            None => {
                put!(self.out, "<ul{class}{lang}>\n");
                "ul"
            }
            Some(first) => {
                put!(self.out, "<ol{class}{lang}");
                // HTML counts list items in 32 bits.
                match i32::try_from(first) {
                    Ok(1) | Err(_) => self.out.push_str(">\n"),
                    Ok(first) => put!(self.out, " start=\"{first}\">\n"),
                }
                "ol"
            }
        };
        for item in items {
            self.out.push_str("<li>");
            if let Some(done) = item.done {
                let (mark, word) =
                    if done { ('☑', Word::TaskDone) } else { ('☐', Word::TaskOpen) };
                let word = self.word(word);
                put!(self.out, "<span role=\"img\" aria-label=\"{}\">{mark}</span> ", Attr(word));
            }
            self.item(item, tight);
            self.out.push_str("</li>\n");
        }
        put!(self.out, "</{name}>\n");
    }

    fn item(&mut self, item: &ListItem, tight: bool) {
        for (index, block) in item.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(content) if tight => {
                    if 0 < index {
                        self.out.push(' ');
                    }
                    let lang = lang_attributes(block.lang.as_ref());
                    if lang.is_empty() {
                        self.block_text(block.id, content);
                    } else {
                        put!(self.out, "<span{lang}>");
                        self.block_text(block.id, content);
                        self.out.push_str("</span>");
                    }
                }
                _ => self.block(block),
            }
        }
    }

    fn table(&mut self, table: &Table, lang: &str) {
        // Only a table of three columns or more is stacked in a narrow column.
        let stacks = 2 < table.aligns.len();
        self.out.push_str(if stacks { "<div class=\"table\">" } else { "" });
        put!(self.out, "<table{lang}>\n");
        let labels: Vec<_> = table.head.iter().map(|cell| plain(&cell.content)).collect();
        if labels.iter().any(|label| !label.is_empty()) {
            self.out.push_str("<thead><tr>");
            for ((cell, label), &align) in table.head.iter().zip(&labels).zip(&table.aligns) {
                let class = align_class(align);
                // A heading cell must say something.
                let name = if label.is_empty() { "td" } else { "th" };
                let scope = if label.is_empty() { "" } else { " scope=\"col\"" };
                put!(self.out, "<{name}{scope}{class}>");
                self.block_text(cell.id, &cell.content);
                put!(self.out, "</{name}>");
            }
            self.out.push_str("</tr></thead>\n");
        }
        if !table.rows.is_empty() {
            self.out.push_str("<tbody>\n");
            for row in &table.rows {
                self.out.push_str("<tr>");
                for (column, cell) in row.iter().enumerate() {
                    let heads = table.row_heads && column == 0 && !cell.content.is_empty();
                    let label = labels.get(column).filter(|label| !label.is_empty());
                    let class = table.aligns.get(column).map_or("", |&align| align_class(align));
                    match (heads, label) {
                        (true, _) => put!(self.out, "<th scope=\"row\"{class}>"),
                        (false, Some(label)) => {
                            put!(self.out, "<td{class} data-label=\"{}\">", Attr(label));
                        }
                        (false, None) => put!(self.out, "<td{class}>"),
                    }
                    self.block_text(cell.id, &cell.content);
                    self.out.push_str(if heads { "</th>" } else { "</td>" });
                }
                self.out.push_str("</tr>\n");
            }
            self.out.push_str("</tbody>");
        }
        self.out.push_str(if stacks { "</table></div>\n" } else { "</table>\n" });
    }

    fn alert(&mut self, kind: Alert, body: &[Block], lang: &str) {
        self.counts.alerts += 1;
        let number = self.counts.alerts;
        // `epub:type="note"` is never written: some readers hide such an element.
        let (name, attributes, word) = match kind {
            Alert::Note => ("section", "role=\"note\"", Word::AlertNote),
            Alert::Tip => ("aside", "epub:type=\"tip\" role=\"doc-tip\"", Word::AlertTip),
            Alert::Important => ("section", NOTICE, Word::AlertImportant),
            Alert::Warning => ("section", NOTICE, Word::AlertWarning),
            Alert::Caution => ("section", NOTICE, Word::AlertCaution),
        };
        let word = self.word(word);
        put!(
            self.out,
            "<{name} {attributes} class=\"alert\" aria-labelledby=\"alert-{number}\"{lang}>\n\
             <p class=\"label\" id=\"alert-{number}\">{}</p>\n",
            Text(word)
        );
        self.blocks(body);
        put!(self.out, "</{name}>\n");
    }

    /// Writes the notes of this file.
    pub(super) fn notes(&mut self, notes: &[Note], which: &[usize]) {
        if which.is_empty() {
            return;
        }
        let label = self.word(Word::Notes);
        put!(
            self.out,
            "<section epub:type=\"footnotes\" class=\"notes\" aria-label=\"{}\">\n",
            Attr(label)
        );
        self.unmarked = true;
        for &index in which {
            self.note(&notes[index], index + 1);
        }
        self.unmarked = false;
        self.out.push_str("</section>\n");
    }

    fn note(&mut self, note: &Note, number: usize) {
        put!(
            self.out,
            "<aside epub:type=\"footnote\" role=\"doc-footnote\" id=\"note-{number}\" \
             class=\"note\">"
        );
        let (first, rest) = match note.blocks.split_first() {
            Some((Block { id, lang, kind: BlockKind::Paragraph(content), .. }, rest)) => {
                (Some((*id, lang, content)), rest)
            }
            _ => (None, note.blocks.as_slice()),
        };
        let lang = first.map(|first| lang_attributes(first.1.as_ref())).unwrap_or_default();
        put!(self.out, "<p{lang}>");
        if self.has_ref(&format!("ref-{number}")) {
            let words = self.word(Word::BackToText);
            put!(
                self.out,
                "<a epub:type=\"backlink\" role=\"doc-backlink\" class=\"backlink\" \
                 href=\"#ref-{number}\" aria-label=\"{number}, {}\">{number}.</a> ",
                Attr(words)
            );
        } else {
            put!(self.out, "{number}. ");
        }
        if let Some((id, _, content)) = first {
            self.block_text(id, content);
        }
        self.out.push_str("</p>\n");
        self.blocks(rest);
        self.out.push_str("</aside>\n");
    }
}

const NOTICE: &str = "epub:type=\"notice\" role=\"doc-notice\"";

fn words(blocks: &[Block]) -> usize {
    let count = |block: &Block| match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
            flatten(content).split_whitespace().count()
        }
        BlockKind::BlockQuote(body) | BlockKind::Alert { body, .. } => words(body),
        BlockKind::Quotation(quotation) | BlockKind::Epigraph(quotation) => words(&quotation.body),
        BlockKind::List { items, .. } => items.iter().map(|item| words(&item.blocks)).sum(),
        // A letter that holds these is not set in italics.
        BlockKind::Code { .. } | BlockKind::Plate(_) | BlockKind::Table(_) => SHORT_LETTER,
        BlockKind::PullQuote { .. } | BlockKind::ThematicBreak | BlockKind::PageBreak => 0,
    };
    blocks.iter().map(count).sum()
}

/// The class of a cell whose column the manuscript aligns; in stacked cells it has no effect.
fn align_class(align: CellAlign) -> &'static str {
    match align {
        CellAlign::Auto | CellAlign::Left => "",
        CellAlign::Center => " class=\"center\"",
        CellAlign::Right => " class=\"right\"",
    }
}
