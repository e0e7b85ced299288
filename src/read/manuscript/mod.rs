//! The manuscript: Markdown to chapters.
//!
//! The body of a Markdown file comes in; its chapters go out, and where data pages are
//! wanted between them. First [`parse`] makes a tree of what Markdown sees, then [`Writer`]
//! gives it a meaning: chapters, quotations, plates, notes. It knows no YAML and no page,
//! and never fails: what is wrong is reported, and every word stands all the same.

mod address;
mod anchor;
mod blocks;
mod chapter;
mod date;
mod directive;
mod html;
mod link;
mod notes;
mod origin;
mod parse;
mod plate;
#[cfg(test)]
mod properties;
mod pull;
mod quotation;
mod settle;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::BTreeMap;

pub(super) use anchor::slug;
pub(super) use date::month;
pub(super) use parse::options;

use self::anchor::Anchors;
use self::chapter::Draft;
use self::directive::Directive;
use self::notes::Notes;
use self::origin::Origin;
use self::tree::{Definition, Image, Node, NodeKind, Run, Tree, flatten};
use super::Ctx;
use super::hygiene::Rules;
use crate::base::{Code, Diagnostic, FileId, Lang, Span};
use crate::document::{Block, Chapter, DataKind, Inline};

/// What a manuscript says.
#[derive(Debug, Default)]
pub(super) struct Manuscript {
    /// The title, if its single `#` is one; else empty.
    pub(super) title: String,
    /// Its chapters, and the data pages placed between them.
    pub(super) pieces: Vec<Piece>,
}

/// A piece of a manuscript.
#[derive(Debug)]
pub(super) enum Piece {
    /// A chapter.
    Chapter(Chapter),
    /// Where a data page is wanted, and where that is said.
    Insert(DataKind, Span),
}

/// Reads the manuscript from byte `body` on. `title` is the one that the metadata gives.
pub(super) fn read(
    file: FileId,
    body: usize,
    title: Option<&str>,
    ctx: &mut Ctx<'_>,
) -> Manuscript {
    let text = &ctx.kit.sources.get(file).text;
    let text = text.get(body..).unwrap_or("");
    let origin = Origin::tail(file, body, text.len());
    let Tree { mut nodes, mut notes } = parse::parse(text, &origin, &mut ctx.diagnostics);
    let mut images = Vec::new();
    tree::image_names(&nodes, &mut images);
    let names: Vec<_> = images.iter().map(|name| anchor::percent_decoded(name)).collect();
    ctx.photos.read_ahead(names.iter().map(String::as_str));
    // The title is named by the cover, not by a heading.
    let title = take_title(&mut nodes, title, ctx);
    let mut anchors = Anchors::of(&mut nodes, &mut ctx.diagnostics);
    anchor::name_notes(&mut notes, &mut anchors);
    let untitled = ["notes", "opening"].map(|name| anchors.unique(name)).to_vec();
    let mut writer = Writer::new(ctx, &anchors, &mut notes);
    writer.untitled = untitled;
    writer.manuscript(title, split(nodes))
}

/// Reads a value of the metadata as inlines: it is one line, whatever it begins with.
pub(super) fn read_inlines(text: &str, span: Span, ctx: &mut Ctx<'_>) -> Vec<Inline> {
    // A full stop at its beginning keeps `1984. A year` from being a list; it is taken off
    // again, and parts no marks from what they stand beside.
    const LEAD: &str = ".";
    let origin = Origin::value(text, span, &ctx.kit.sources).after(LEAD.len());
    let line = format!("{LEAD}{}", text.trim_end().replace(['\n', '\r'], " "));
    let Tree { nodes, mut notes } = parse::parse(&line, &origin, &mut ctx.diagnostics);
    let runs = nodes.into_iter().find_map(|node| match node.kind {
        NodeKind::Paragraph(runs) => Some(runs),
        _ => None,
    });
    let mut runs = runs.unwrap_or_default();
    if let Some(Run::Text(first)) = runs.first_mut() {
        *first = first.strip_prefix(LEAD).unwrap_or(first).to_owned();
    }
    let anchors = Anchors::default();
    let mut writer = Writer::new(ctx, &anchors, &mut notes);
    let inlines = writer.inlines(runs, span);
    writer.no_photographs(span);
    inlines
}

/// Reads a value of the metadata as blocks. Headings in it are stressed lines, and notes
/// follow the text.
pub(super) fn read_blocks(text: &str, span: Span, ctx: &mut Ctx<'_>) -> Vec<Block> {
    let origin = Origin::value(text, span, &ctx.kit.sources);
    let Tree { mut nodes, notes } = parse::parse(text, &origin, &mut ctx.diagnostics);
    for definition in notes.into_values() {
        ctx.diagnostics.push(
            Diagnostic::warning(
                Code::UnusedNote,
                definition.span,
                "a text of the metadata has no footnotes; this one follows it",
            )
            .help("say it in the text, or move it to the manuscript"),
        );
        nodes.extend(definition.nodes);
    }
    tree::without_headings(&mut nodes);
    let anchors = Anchors::default();
    let mut none = BTreeMap::new();
    let mut writer = Writer::new(ctx, &anchors, &mut none);
    let blocks = writer.nested(nodes);
    writer.no_photographs(span);
    blocks
}

/// Turns nodes into blocks; what the stages of that share.
struct Writer<'w, 'k> {
    ctx: &'w mut Ctx<'k>,
    anchors: &'w Anchors,
    definitions: &'w mut BTreeMap<String, Definition>,
    /// The language of the text at hand.
    lang: Lang,
    /// The rules of the languages met so far.
    rules: Vec<(Lang, Rules)>,
    notes: Notes,
    /// Photographs met within text, to be plates after it.
    images: Vec<Image>,
    /// Levels of the headings that are open, as written; the chapter's is the first.
    levels: Vec<u8>,
    /// Names for chapters without a heading; the first is taken last.
    untitled: Vec<String>,
}

impl<'w, 'k> Writer<'w, 'k> {
    fn new(
        ctx: &'w mut Ctx<'k>,
        anchors: &'w Anchors,
        definitions: &'w mut BTreeMap<String, Definition>,
    ) -> Writer<'w, 'k> {
        let lang = ctx.lang.clone();
        Writer {
            ctx,
            anchors,
            definitions,
            lang,
            rules: Vec::new(),
            notes: Notes::default(),
            images: Vec::new(),
            levels: vec![0],
            untitled: Vec::new(),
        }
    }

    fn manuscript(mut self, title: String, drafts: Vec<DraftPiece>) -> Manuscript {
        let mut pieces: Vec<Piece> = Vec::new();
        for draft in drafts {
            match draft {
                DraftPiece::Chapter(draft) => {
                    pieces.extend(self.chapter(draft).map(Piece::Chapter));
                }
                DraftPiece::Insert(kind, span) => pieces.push(Piece::Insert(kind, span)),
            }
        }
        let unused = self.unused_notes();
        if !unused.is_empty() {
            self.append(unused, &mut pieces);
        }
        Manuscript { title, pieces }
    }

    /// Puts the words of unused notes after the last chapter's text.
    fn append(&mut self, nodes: Vec<Node>, pieces: &mut Vec<Piece>) {
        let last = pieces.iter_mut().rev().find_map(|piece| match piece {
            Piece::Chapter(chapter) => Some(chapter),
            Piece::Insert(..) => None,
        });
        let draft = Draft { heading: None, lang: None, nodes };
        let Some(mut more) = self.chapter(draft) else { return };
        match last {
            Some(chapter) if more.notes.is_empty() => chapter.blocks.append(&mut more.blocks),
            _ => pieces.push(Piece::Chapter(more)),
        }
    }
}

/// A piece of the manuscript before it is read.
enum DraftPiece {
    Chapter(Draft),
    Insert(DataKind, Span),
}

/// Takes a single `#` at the beginning out of the text if it is the title: a `##` follows
/// it, and the metadata has no title or the same one.
fn take_title(nodes: &mut Vec<Node>, known: Option<&str>, ctx: &Ctx<'_>) -> String {
    let level = |node: &Node| match &node.kind {
        NodeKind::Heading(heading) => Some(heading.level),
        _ => None,
    };
    let first = nodes.iter().position(|node| !matches!(node.kind, NodeKind::Directive(_)));
    let Some(first) = first.filter(|at| level(&nodes[*at]) == Some(1)) else {
        return String::new();
    };
    let ones = nodes.iter().filter(|node| level(node) == Some(1)).count();
    let twos = nodes.iter().any(|node| level(node) == Some(2));
    let NodeKind::Heading(heading) = &nodes[first].kind else { return String::new() };
    let typed = flatten(&heading.content).replace('\n', " ");
    let title = ctx.plain(&typed);
    let same = known.is_none_or(|known| {
        known.trim().is_empty() || alike(known) == alike(&typed) || alike(known) == alike(&title)
    });
    if ones != 1 || !twos || !same {
        return String::new();
    }
    nodes.remove(first);
    title
}

/// The letters and digits of a title, for comparison.
fn alike(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Cuts the text at the headings of its highest level.
fn split(nodes: Vec<Node>) -> Vec<DraftPiece> {
    let levels = nodes.iter().filter_map(|node| match &node.kind {
        NodeKind::Heading(heading) => Some(heading.level),
        _ => None,
    });
    let chapters = levels.min().unwrap_or(1);
    let mut pieces = Vec::new();
    let mut draft = Draft { heading: None, lang: None, nodes: Vec::new() };
    for node in nodes {
        match node.kind {
            NodeKind::Heading(heading) if heading.level == chapters => {
                let next =
                    Draft { heading: Some((heading, node.span)), lang: None, nodes: Vec::new() };
                finish(std::mem::replace(&mut draft, next), &mut pieces, Some(&mut draft));
            }
            _ => draft.nodes.push(node),
        }
    }
    finish(draft, &mut pieces, None);
    pieces
}

/// Ends a chapter: the directives at its end belong between it and the next, or to the next.
fn finish(mut draft: Draft, pieces: &mut Vec<DraftPiece>, mut next: Option<&mut Draft>) {
    let text = draft.nodes.iter().rposition(|node| match &node.kind {
        NodeKind::Directive(Directive::Insert(_) | Directive::PageBreak) => false,
        NodeKind::Directive(Directive::Lang(_)) => next.is_none(),
        _ => true,
    });
    let between = draft.nodes.split_off(text.map_or(0, |at| at + 1));
    if draft.heading.is_some() || !draft.nodes.is_empty() {
        pieces.push(DraftPiece::Chapter(draft));
    }
    for node in between {
        match node.kind {
            NodeKind::Directive(Directive::Insert(kind)) => {
                pieces.push(DraftPiece::Insert(kind, node.span));
            }
            NodeKind::Directive(Directive::Lang(lang)) => {
                if let Some(next) = &mut next {
                    next.lang = Some(lang);
                }
            }
            // Every chapter begins on a page of its own.
            _ => {}
        }
    }
}
