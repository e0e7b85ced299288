//! Running text printed for people and for tests: one line a block, inlines marked.
//!
//! Chapters and blocks come in, text goes out. It shows what a text means, not how it was
//! typed: `*stressed*`, `**strong**`, `~struck~`, `` `code` ``, `[words](target)`,
//! `{fr: mots}`, `[^1]`, `↵` for the end of a line.

use std::fmt::Write as _;

use super::{
    Block, BlockKind, Cell, Chapter, Credit, Inline, LinkTarget, ListItem, Note, Photo, Plate,
    Quotation, QuotationKind, Table,
};

/// Prints a chapter with its notes.
#[must_use]
pub fn outline(chapter: &Chapter, photos: &[Photo]) -> String {
    let mut out = Outline { out: String::new(), photos };
    out.chapter(chapter);
    out.out
}

/// Prints blocks.
#[must_use]
pub fn outline_blocks(blocks: &[Block], photos: &[Photo]) -> String {
    let mut out = Outline { out: String::new(), photos };
    out.blocks(blocks, 0);
    out.out
}

/// Prints the inlines of one block.
#[must_use]
pub fn outline_inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    write_inlines(inlines, &mut out);
    out
}

struct Outline<'p> {
    out: String,
    photos: &'p [Photo],
}

impl Outline<'_> {
    fn chapter(&mut self, chapter: &Chapter) {
        let lang = chapter.lang.as_ref().map_or(String::new(), |lang| format!(" ({lang})"));
        let date = chapter.date.as_ref().map_or(String::new(), |date| format!(" [{date}]"));
        let title = outline_inlines(&chapter.title);
        self.line(0, &format!("chapter{lang} #{}{date} {title}", chapter.anchor));
        if !chapter.subtitle.is_empty() {
            self.line(1, &format!("subtitle {}", outline_inlines(&chapter.subtitle)));
        }
        self.blocks(&chapter.blocks, 1);
        for (index, Note { blocks, .. }) in chapter.notes.iter().enumerate() {
            self.line(1, &format!("note {}", index + 1));
            self.blocks(blocks, 2);
        }
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            let lang = block.lang.as_ref().map_or(String::new(), |lang| format!("({lang}) "));
            let keep = if block.keep { "(keep) " } else { "" };
            self.block(&block.kind, &format!("{lang}{keep}"), depth);
        }
    }

    fn block(&mut self, kind: &BlockKind, mark: &str, depth: usize) {
        match kind {
            BlockKind::Heading { level, content, anchor } => {
                let content = outline_inlines(content);
                self.line(depth, &format!("{mark}h{level} #{anchor} {content}"));
            }
            BlockKind::Paragraph(content) => {
                self.line(depth, &format!("{mark}p {}", outline_inlines(content)));
            }
            BlockKind::Quotation(quotation) => self.quotation("quotation", quotation, mark, depth),
            BlockKind::Epigraph(quotation) => self.quotation("epigraph", quotation, mark, depth),
            BlockKind::BlockQuote(body) => {
                self.line(depth, &format!("{mark}blockquote"));
                self.blocks(body, depth + 1);
            }
            BlockKind::PullQuote { text, .. } => self.line(depth, &format!("{mark}pull {text}")),
            BlockKind::Plate(plate) => self.plate(plate, mark, depth),
            BlockKind::List { start, tight, items } => {
                let tight = if *tight { " tight" } else { "" };
                let start = start.map_or(String::new(), |start| format!(" from {start}"));
                self.line(depth, &format!("{mark}list{tight}{start}"));
                for item in items {
                    self.item(item, depth + 1);
                }
            }
            BlockKind::Table(table) => self.table(table, mark, depth),
            BlockKind::Code { language, text } => {
                let language = format!("{mark}code {language}");
                self.line(depth, language.trim_end());
                for line in text.lines() {
                    self.line(depth + 1, &format!("| {line}"));
                }
            }
            BlockKind::Alert { kind, body } => {
                self.line(depth, &format!("{mark}alert {kind:?}"));
                self.blocks(body, depth + 1);
            }
            BlockKind::ThematicBreak => self.line(depth, &format!("{mark}break")),
            BlockKind::PageBreak => self.line(depth, &format!("{mark}page break")),
        }
    }

    fn quotation(&mut self, name: &str, quotation: &Quotation, mark: &str, depth: usize) {
        let kind = match quotation.kind {
            QuotationKind::Quote => "",
            QuotationKind::Document => " document",
        };
        self.line(depth, &format!("{mark}{name}{kind}"));
        self.blocks(&quotation.body, depth + 1);
        self.line(depth + 1, &format!("by {}", outline_inlines(&quotation.attribution)));
    }

    fn plate(&mut self, plate: &Plate, mark: &str, depth: usize) {
        let layout = plate.layout.map_or(String::new(), |layout| format!(" {layout:?}"));
        self.line(depth, &format!("{mark}plate{layout}"));
        for shown in &plate.photos {
            let file = self.photos.get(shown.photo.0 as usize).map_or("?", |photo| &photo.file);
            let mut line = format!("{file} alt `{}`", shown.alt);
            if !shown.caption.is_empty() {
                let shared = if shown.shared { " shared" } else { "" };
                let _ = write!(line, "{shared} caption `{}`", outline_inlines(&shown.caption));
            }
            match &shown.credit {
                Some(Credit::Verbatim(credit)) => {
                    let _ = write!(line, " credit `{credit}`");
                }
                Some(Credit::Creator(name)) => {
                    let _ = write!(line, " by `{name}`");
                }
                None => {}
            }
            self.line(depth + 1, &line);
        }
    }

    fn item(&mut self, item: &ListItem, depth: usize) {
        let done = match item.done {
            Some(true) => " [x]",
            Some(false) => " [ ]",
            None => "",
        };
        self.line(depth, &format!("item{done}"));
        self.blocks(&item.blocks, depth + 1);
    }

    fn table(&mut self, table: &Table, mark: &str, depth: usize) {
        let heads = if table.row_heads { " with row heads" } else { "" };
        let aligns: Vec<_> = table.aligns.iter().map(|align| format!("{align:?}")).collect();
        self.line(depth, &format!("{mark}table {}{heads}", aligns.join(" ")));
        let row = |cells: &[Cell]| {
            let cells: Vec<_> = cells.iter().map(|cell| outline_inlines(&cell.content)).collect();
            format!("| {} |", cells.join(" | "))
        };
        self.line(depth + 1, &row(&table.head));
        for cells in &table.rows {
            self.line(depth + 1, &row(cells));
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.out.push_str(&"  ".repeat(depth));
        self.out.push_str(text);
        self.out.push('\n');
    }
}

fn write_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Emphasis(content) => marked("*", content, out),
            Inline::Strong(content) => marked("**", content, out),
            Inline::Strike(content) => marked("~", content, out),
            Inline::Code(text) => {
                let _ = write!(out, "`{text}`");
            }
            Inline::Link { target, title, content } => {
                out.push('[');
                write_inlines(content, out);
                let title = if title.is_empty() { String::new() } else { format!(" \"{title}\"") };
                let _ = match target {
                    LinkTarget::Url(url) => write!(out, "]({url}{title})"),
                    LinkTarget::Anchor(anchor) => write!(out, "](#{anchor}{title})"),
                };
            }
            Inline::Foreign { lang, content } => {
                let _ = write!(out, "{{{lang}: ");
                write_inlines(content, out);
                out.push('}');
            }
            Inline::NoteRef { note, repeat } => {
                let again = if *repeat == 0 { String::new() } else { format!(" again {repeat}") };
                let _ = write!(out, "[^{}{again}]", note + 1);
            }
            Inline::LineBreak => out.push('↵'),
        }
    }
}

fn marked(mark: &str, content: &[Inline], out: &mut String) {
    out.push_str(mark);
    write_inlines(content, out);
    out.push_str(mark);
}
