//! Markdown to a [`Tree`].
//!
//! The text of a manuscript, or of one value of the metadata, comes in; nodes and runs with
//! their places go out, and a diagnostic for all that only Markdown itself can tell: raw
//! HTML, misspelt directives, notes that are not defined. Nothing has a meaning yet.
//!
//! # Source
//!
//! CommonMark 0.31.2 and GitHub Flavored Markdown as `pulldown-cmark` reads them, with
//! tables, footnotes, strikethrough, task lists, heading attributes and alerts. Smart
//! punctuation is off: `hygiene` knows the language.

mod broken;
mod frame;
mod html;
mod inline;
mod marks;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use self::frame::{Frame, FrameKind};
use self::inline::Line;
use self::marks::{alert_of, align_of, depth_of};
use super::origin::Origin;
use super::tree::{Heading, Node, NodeKind, Run, Tree};
use crate::base::{Code, Diagnostic, Lang};
use crate::document::CellAlign;

/// Parses a text. Takes time in proportion to it.
pub(super) fn parse(text: &str, origin: &Origin, diagnostics: &mut Vec<Diagnostic>) -> Tree {
    let mut builder = Builder {
        text,
        origin,
        diagnostics,
        frames: vec![Frame::new(FrameKind::Root, 0)],
        flat: 0,
        line: None,
        table: None,
        code: None,
        html: None,
        patience: broken::PATIENCE,
        told: 0,
        tree: Tree::default(),
    };
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish()
}

/// The extensions that a manuscript may use.
pub(in crate::read) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Builds the tree with explicit stacks, so that no nesting of the text can exhaust ours.
struct Builder<'t, 'd> {
    text: &'t str,
    origin: &'t Origin,
    diagnostics: &'d mut Vec<Diagnostic>,
    /// The open blocks, outermost first.
    frames: Vec<Frame>,
    /// How many blocks are open beyond the deepest nesting that is kept.
    flat: usize,
    /// The block of inlines that is open.
    line: Option<Line>,
    table: Option<TableParts>,
    code: Option<(String, String)>,
    html: Option<HtmlBlock>,
    /// Bytes in which ends of links that are none may still be looked for.
    patience: usize,
    /// Up to where it was told that Markdown is not well written.
    told: usize,
    tree: Tree,
}

#[derive(Default)]
struct TableParts {
    aligns: Vec<CellAlign>,
    head: Vec<Vec<Run>>,
    rows: Vec<Vec<Vec<Run>>>,
    row: Vec<Vec<Run>>,
}

/// A block of raw HTML, and where each of its lines stands in the text.
#[derive(Default)]
struct HtmlBlock {
    html: String,
    lines: Vec<(usize, usize)>,
}

/// What the open inlines will be.
enum Leaf {
    Paragraph,
    /// Text that stands in an item without a paragraph, or between tags.
    Implicit,
    Heading(Heading),
    Cell,
}

impl Builder<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(TagEnd::CodeBlock) => self.code_block(range),
            Event::End(tag) => self.end(tag, range.end),
            // Mathematics is off, but it would be words all the same.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text, range);
            }
            Event::Code(text) => self.inline_code(&text, range),
            Event::Html(text) => match &mut self.html {
                Some(block) => {
                    block.lines.push((block.html.len(), range.start));
                    block.html.push_str(&text);
                }
                None => self.inline_html(&text, range),
            },
            Event::InlineHtml(text) => self.inline_html(&text, range),
            Event::SoftBreak => self.push(Run::Soft, range),
            Event::HardBreak => self.push(Run::Break, range),
            Event::FootnoteReference(label) => {
                let span = self.origin.span(range.clone());
                self.push(Run::NoteRef { label: label.to_lowercase(), span }, range);
            }
            Event::Rule => {
                self.close_implicit(range.start);
                self.node(NodeKind::Rule, range);
            }
            Event::TaskListMarker(done) => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.done = frame.done.or(Some(done));
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.close_implicit(range.start);
                self.loosen();
                self.open(Leaf::Paragraph, range);
            }
            Tag::Heading { level, id, attrs, .. } => {
                self.close_implicit(range.start);
                let lang = attrs.iter().find(|attr| &*attr.0 == "lang");
                let lang = lang.and_then(|attr| attr.1.as_deref());
                let lang = lang.and_then(|tag| self.language(tag, range.clone()));
                let heading = Heading {
                    level: depth_of(level),
                    id: id.map(|id| id.to_string()),
                    lang,
                    anchor: String::new(),
                    content: Vec::new(),
                };
                self.open(Leaf::Heading(heading), range);
            }
            Tag::BlockQuote(kind) => {
                self.close_implicit(range.start);
                self.nest(FrameKind::Quote(kind.map(alert_of)), range.start);
            }
            Tag::List(start) => {
                self.close_implicit(range.start);
                self.nest(FrameKind::List(start), range.start);
            }
            Tag::Item => {
                self.close_implicit(range.start);
                if 0 < self.flat {
                    self.flat += 1;
                } else {
                    self.frames.push(Frame::new(FrameKind::Item, range.start));
                }
            }
            Tag::FootnoteDefinition(label) => {
                self.close_implicit(range.start);
                self.nest(FrameKind::Note(label.to_string()), range.start);
            }
            Tag::CodeBlock(kind) => {
                self.close_implicit(range.start);
                let language = match kind {
                    CodeBlockKind::Indented => String::new(),
                    CodeBlockKind::Fenced(info) => {
                        info.split([' ', '\t', ',']).next().unwrap_or("").to_owned()
                    }
                };
                self.code = Some((language, String::new()));
            }
            Tag::HtmlBlock => {
                self.close_implicit(range.start);
                self.html = Some(HtmlBlock::default());
            }
            Tag::Table(aligns) => {
                self.close_implicit(range.start);
                let aligns = aligns.into_iter().map(align_of).collect();
                self.table = Some(TableParts { aligns, ..TableParts::default() });
            }
            Tag::TableHead | Tag::TableRow => {}
            Tag::TableCell => self.open(Leaf::Cell, range),
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. } => self.start_inline(tag, range),
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => self.close_implicit(range.start),
        }
    }

    fn end(&mut self, tag: TagEnd, end: usize) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.close(end),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.close_implicit(end);
                if 0 < self.flat {
                    self.flat -= 1;
                } else {
                    self.unnest(end);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some(block) = self.html.take() {
                    self.html_block(&block, end);
                }
            }
            TagEnd::Table => {
                if let Some(TableParts { aligns, head, rows, .. }) = self.table.take() {
                    self.node(NodeKind::Table { aligns, head, rows }, end..end);
                }
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.head = std::mem::take(&mut table.row);
                }
            }
            TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(std::mem::take(&mut table.row));
                }
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => self.end_inline(tag),
            TagEnd::CodeBlock
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => self.close_implicit(end),
        }
    }

    /// Closes a block of code, of which the fences are part.
    fn code_block(&mut self, range: Range<usize>) {
        if let Some((language, text)) = self.code.take() {
            self.node(NodeKind::Code { language, text }, range);
        }
    }

    fn node(&mut self, kind: NodeKind, range: Range<usize>) {
        let span = self.origin.span(range);
        if let Some(frame) = self.frames.last_mut() {
            frame.nodes.push(Node { span, kind });
        }
    }

    fn open(&mut self, leaf: Leaf, range: Range<usize>) {
        self.line = Some(Line::new(leaf, range));
    }

    /// Closes the open inlines and makes a block of them.
    fn close(&mut self, end: usize) {
        let Some(line) = self.line.take() else { return };
        let (leaf, start, runs) = line.finish();
        match leaf {
            Leaf::Paragraph | Leaf::Implicit => {
                self.broken_table(start..end);
                if !super::tree::is_blank(&runs) {
                    self.node(NodeKind::Paragraph(runs), start..end);
                }
            }
            Leaf::Heading(heading) => {
                self.node(NodeKind::Heading(Heading { content: runs, ..heading }), start..end);
            }
            Leaf::Cell => {
                if let Some(table) = &mut self.table {
                    table.row.push(runs);
                }
            }
        }
    }

    /// Closes text that stands in an item without a paragraph around it.
    fn close_implicit(&mut self, end: usize) {
        if self.line.as_ref().is_some_and(Line::is_implicit) {
            self.close(end);
        }
    }

    fn language(&mut self, tag: &str, range: Range<usize>) -> Option<Lang> {
        let lang = Lang::parse(tag);
        if lang.is_none() {
            let span = self.origin.span(range);
            self.diagnostics.push(
                Diagnostic::warning(
                    Code::NotALanguage,
                    span,
                    format!("`{tag}` is not a language tag"),
                )
                .help("write a tag such as `fr` or `pt-BR`"),
            );
        }
        lang
    }

    fn finish(mut self) -> Tree {
        let end = self.text.len();
        self.close(end);
        while 1 < self.frames.len() {
            self.unnest(end);
        }
        self.tree.nodes = self.frames.pop().map(|frame| frame.nodes).unwrap_or_default();
        self.tree
    }
}
