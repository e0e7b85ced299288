//! The nodes of a chapter become its heading, its text and its notes.

use super::Writer;
use super::blocks::{Nodes, Wishes};
use super::date;
use super::directive::Directive;
use super::pull::{self, Pull};
use super::quotation;
use super::tree::{Heading, Node, NodeKind};
use crate::base::{Lang, Span};
use crate::document::{Block, BlockKind, Chapter, Inline, PlateLayout, flatten};

/// A chapter before it is read.
#[derive(Debug)]
pub(super) struct Draft {
    /// None for text before the first heading.
    pub(super) heading: Option<(Heading, Span)>,
    /// The language that a directive above the heading asks for.
    pub(super) lang: Option<Lang>,
    pub(super) nodes: Vec<Node>,
}

/// The blocks of a chapter while they are being read.
#[derive(Debug, Default)]
struct Text {
    blocks: Vec<Block>,
    wishes: Wishes,
    layout: Option<(PlateLayout, Span)>,
    page_break: Option<Span>,
    pulls: Vec<Pull>,
    /// Whether the block before is a heading or a subtitle.
    under_heading: bool,
    /// The language of the section at hand and the level of its heading.
    section: Option<(u8, Lang)>,
}

impl Writer<'_, '_> {
    /// Reads a chapter; none if it says nothing at all.
    pub(super) fn chapter(&mut self, draft: Draft) -> Option<Chapter> {
        let id = self.ctx.id();
        let lang = draft.heading.as_ref().and_then(|(heading, _)| heading.lang.clone());
        let lang = lang.or(draft.lang).filter(|lang| *lang != self.ctx.lang);
        self.lang = lang.clone().unwrap_or_else(|| self.ctx.lang.clone());
        self.levels = vec![draft.heading.as_ref().map_or(0, |(heading, _)| heading.level)];
        let first = draft.nodes.first().map(|node| node.span);
        let span = draft.heading.as_ref().map(|(_, span)| *span).or(first)?;
        let mut nodes = draft.nodes.into_iter().peekable();
        let (mut date, mut title, mut subtitle) = (None, Vec::new(), Vec::new());
        let mut anchor = String::new();
        let mut text = Text::default();
        if let Some((heading, span)) = draft.heading {
            anchor = heading.anchor;
            title = self.inlines(heading.content, span);
            date = take_date(&mut title, &self.lang);
            text.under_heading = true;
            if let Some(runs) = nodes.peek().and_then(quotation::subtitle).cloned() {
                nodes.next();
                subtitle = self.inlines(runs, span);
            }
        }
        let heading = match &date {
            Some(date) => format!("{date} – {}", one_line(&title)),
            None => one_line(&title),
        };
        self.plates_of_images(span, &mut text.blocks);
        self.text(nodes, &mut text);
        let notes = self.chapter_notes();
        self.plates_of_images(span, &mut text.blocks);
        if anchor.is_empty() {
            anchor = self.untitled.pop().unwrap_or_else(|| format!("text-{}", id.0));
        }
        let mut blocks = text.blocks;
        pull::prove(&mut blocks, &text.pulls, &mut self.ctx.diagnostics);
        if title.is_empty() && blocks.is_empty() {
            return None;
        }
        Some(Chapter { id, span, anchor, date, title, heading, subtitle, lang, blocks, notes })
    }

    fn text(&mut self, mut nodes: Nodes, text: &mut Text) {
        while let Some(node) = nodes.next() {
            match node.kind {
                NodeKind::Directive(directive) => self.directive(directive, node.span, text),
                _ => self.content(node, &mut nodes, text),
            }
        }
        if let Some((layout, span)) = text.layout.take() {
            self.no_plate(layout, span);
        }
        if let (Some(span), true) = (text.wishes.span, text.wishes.keep) {
            self.misplaced(&Directive::Keep, span, "above nothing", "put it above a block");
        }
    }

    fn directive(&mut self, directive: Directive, span: Span, text: &mut Text) {
        match directive {
            Directive::Plate(layout) => {
                if let Some((layout, span)) = text.layout.replace((layout, span)) {
                    self.no_plate(layout, span);
                }
            }
            Directive::Pull(words) => {
                let id = self.ctx.id();
                let words = self.line(&words, span);
                text.pulls.push(Pull { block: id, words: words.clone(), span });
                let kind = BlockKind::PullQuote { text: words, source: id };
                text.blocks.push(Block { id, span, lang: None, keep: false, kind });
            }
            Directive::PageBreak => text.page_break = Some(span),
            Directive::Keep => {
                text.wishes.keep = true;
                text.wishes.span = Some(span);
            }
            Directive::Lang(lang) => text.wishes.lang = Some(lang),
            Directive::Insert(_) => self.misplaced(
                &directive,
                span,
                "within a chapter",
                "put it directly above the heading of a chapter",
            ),
            Directive::Note(_) => {}
        }
    }

    fn no_plate(&mut self, layout: PlateLayout, span: Span) {
        self.misplaced(
            &Directive::Plate(layout),
            span,
            "above no plate",
            "put it directly above a paragraph or list of photographs",
        );
    }

    /// Reads one node of the chapter itself.
    fn content(&mut self, mut node: Node, nodes: &mut Nodes, text: &mut Text) {
        let mut wishes = std::mem::take(&mut text.wishes);
        if let NodeKind::Heading(heading) = &mut node.kind {
            if text.section.as_ref().is_some_and(|section| heading.level <= section.0) {
                text.section = None;
            }
            if let Some(lang) = heading.lang.take() {
                text.section = Some((heading.level, lang));
            }
        }
        if wishes.lang.is_none() {
            wishes.lang = text.section.as_ref().map(|section| section.1.clone());
        }
        if let Some(span) = text.page_break.take() {
            let (id, kind) = (self.ctx.id(), BlockKind::PageBreak);
            text.blocks.push(Block { id, span, lang: None, keep: false, kind });
        }
        let under_heading =
            std::mem::replace(&mut text.under_heading, matches!(node.kind, NodeKind::Heading(_)));
        let layout = text.layout.take();
        let node = match self.plate(node, nodes, layout.map(|layout| layout.0), &wishes) {
            Ok(mut blocks) => return text.blocks.append(&mut blocks),
            Err(node) => node,
        };
        if let Some((layout, span)) = layout {
            self.no_plate(layout, span);
        }
        let span = node.span;
        let mut block = self.block(node, nodes, wishes);
        if under_heading && let Some(Block { kind, .. }) = &mut block {
            make_epigraph(kind);
        }
        text.blocks.extend(block);
        self.plates_of_images(span, &mut text.blocks);
    }
}

/// A quotation directly under a heading or subtitle is an epigraph.
fn make_epigraph(kind: &mut BlockKind) {
    if let BlockKind::Quotation(_) = kind
        && let BlockKind::Quotation(quotation) = std::mem::replace(kind, BlockKind::ThematicBreak)
    {
        *kind = BlockKind::Epigraph(quotation);
    }
}

/// Takes the date and the dash off the front of a chapter's title.
fn take_date(title: &mut Vec<Inline>, lang: &Lang) -> Option<String> {
    let Some(Inline::Text(text)) = title.first() else { return None };
    let (date, rest) = [" – ", " — ", " - "].into_iter().find_map(|dash| {
        let (date, rest) = text.split_once(dash)?;
        let titled = !rest.trim().is_empty() || 1 < title.len();
        (titled && date::is_date(date, lang))
            .then(|| (date.trim().to_owned(), rest.trim_start().to_owned()))
    })?;
    title.remove(0);
    if !rest.is_empty() {
        title.insert(0, Inline::Text(rest));
    }
    Some(date)
}

fn one_line(inlines: &[Inline]) -> String {
    flatten(inlines).replace('\n', " ")
}
