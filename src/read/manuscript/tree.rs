//! The manuscript as Markdown sees it: a tree of nodes and runs, before it has a meaning.
//!
//! [`parse`](super::parse) makes it; the rest of this folder turns it into chapters. It is
//! never deeper than [`MAX_DEPTH`], so that everything that walks it may recurse.

use std::collections::BTreeMap;

use super::directive::Directive;
use crate::base::{Lang, Span};
use crate::document::{Alert, CellAlign};

/// How deep blocks, and inlines within a block, may nest; what is deeper joins the last
/// level. Ours: no manuscript for people to read comes near it.
pub(super) const MAX_DEPTH: usize = 64;

/// A parsed text.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The blocks, footnotes taken out.
    pub(super) nodes: Vec<Node>,
    /// The footnotes, by label in lower case.
    pub(super) notes: BTreeMap<String, Definition>,
}

/// A footnote's text.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    pub(super) label: String,
    pub(super) span: Span,
    pub(super) nodes: Vec<Node>,
    pub(super) used: bool,
}

/// A block.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) kind: NodeKind,
}

/// The kinds of block.
#[derive(Debug, Clone)]
pub(super) enum NodeKind {
    Heading(Heading),
    Paragraph(Vec<Run>),
    Quote { alert: Option<Alert>, nodes: Vec<Node> },
    List { start: Option<u64>, tight: bool, items: Vec<Item> },
    Table { aligns: Vec<CellAlign>, head: Vec<Vec<Run>>, rows: Vec<Vec<Vec<Run>>> },
    Code { language: String, text: String },
    Rule,
    Directive(Directive),
}

/// A heading.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// 1 to 6, as written.
    pub(super) level: u8,
    /// The id in braces, as written.
    pub(super) id: Option<String>,
    /// The language in braces.
    pub(super) lang: Option<Lang>,
    /// Its name for links, once all headings are known.
    pub(super) anchor: String,
    pub(super) content: Vec<Run>,
}

/// An item of a list.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) done: Option<bool>,
    pub(super) nodes: Vec<Node>,
}

/// A piece of text within a block.
#[derive(Debug, Clone)]
pub(super) enum Run {
    Text(String),
    /// The end of a source line, which reads as a space.
    Soft,
    Break,
    Code(String),
    Emphasis(Vec<Run>),
    Strong(Vec<Run>),
    Strike(Vec<Run>),
    Link {
        url: String,
        title: String,
        content: Vec<Run>,
        span: Span,
    },
    Foreign {
        lang: Lang,
        content: Vec<Run>,
    },
    Image(Image),
    NoteRef {
        label: String,
        span: Span,
    },
}

/// A photograph as the text names it.
#[derive(Debug, Clone)]
pub(super) struct Image {
    pub(super) url: String,
    pub(super) title: String,
    pub(super) alt: String,
    pub(super) span: Span,
}

/// The characters of some runs; the end of a line is a line feed, an image nothing.
pub(super) fn flatten(runs: &[Run]) -> String {
    let mut out = String::new();
    flatten_into(runs, &mut out);
    out
}

fn flatten_into(runs: &[Run], out: &mut String) {
    for run in runs {
        match run {
            Run::Text(text) | Run::Code(text) => out.push_str(text),
            Run::Soft | Run::Break => out.push('\n'),
            Run::Emphasis(content)
            | Run::Strong(content)
            | Run::Strike(content)
            | Run::Link { content, .. }
            | Run::Foreign { content, .. } => flatten_into(content, out),
            Run::Image(_) | Run::NoteRef { .. } => {}
        }
    }
}

/// Cuts the runs whose characters, as [`flatten`] gives them, lie in `start..end`. Runs
/// without characters go with what stands before them. The cuts are moved to the next
/// character if they fall inside one.
pub(super) fn cut(runs: &[Run], start: usize, end: usize) -> Vec<Run> {
    let mut at = 0;
    cut_from(runs, start, end, &mut at)
}

fn cut_from(runs: &[Run], start: usize, end: usize, at: &mut usize) -> Vec<Run> {
    let mut out = Vec::new();
    for run in runs {
        let from = *at;
        let inner = |content: &Vec<Run>, at: &mut usize| {
            let content = cut_from(content, start, end, at);
            if content.is_empty() { None } else { Some(content) }
        };
        match run {
            Run::Text(text) => {
                let piece = part(text, from, start, end);
                *at += text.len();
                if !piece.is_empty() {
                    out.push(Run::Text(piece.to_owned()));
                }
            }
            Run::Code(text) => {
                let piece = part(text, from, start, end);
                *at += text.len();
                if !piece.is_empty() {
                    out.push(Run::Code(piece.to_owned()));
                }
            }
            Run::Soft | Run::Break => {
                *at += 1;
                if start <= from && from < end {
                    out.push(run.clone());
                }
            }
            Run::Image(_) | Run::NoteRef { .. } => {
                if (start < from || start == 0) && from <= end {
                    out.push(run.clone());
                }
            }
            Run::Emphasis(content) => out.extend(inner(content, at).map(Run::Emphasis)),
            Run::Strong(content) => out.extend(inner(content, at).map(Run::Strong)),
            Run::Strike(content) => out.extend(inner(content, at).map(Run::Strike)),
            Run::Link { url, title, content, span } => {
                out.extend(inner(content, at).map(|content| Run::Link {
                    url: url.clone(),
                    title: title.clone(),
                    content,
                    span: *span,
                }));
            }
            Run::Foreign { lang, content } => out.extend(
                inner(content, at).map(|content| Run::Foreign { lang: lang.clone(), content }),
            ),
        }
    }
    out
}

/// The part of `text`, which begins at `from`, that lies in `start..end`.
fn part(text: &str, from: usize, start: usize, end: usize) -> &str {
    let clamp = |at: usize| {
        let mut at = at.saturating_sub(from).min(text.len());
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    let (start, end) = (clamp(start), clamp(end));
    if start < end { &text[start..end] } else { "" }
}

/// Whether there is nothing to be read in some runs.
pub(super) fn is_blank(runs: &[Run]) -> bool {
    runs.iter().all(|run| match run {
        Run::Text(text) => text.trim().is_empty(),
        Run::Soft | Run::Break => true,
        Run::Code(text) => text.is_empty(),
        Run::Emphasis(content)
        | Run::Strong(content)
        | Run::Strike(content)
        | Run::Link { content, .. }
        | Run::Foreign { content, .. } => is_blank(content),
        Run::Image(_) | Run::NoteRef { .. } => false,
    })
}

/// Takes all images out of some runs, in order.
pub(super) fn take_images(runs: &mut Vec<Run>, images: &mut Vec<Image>) {
    runs.retain_mut(|run| match run {
        Run::Image(image) => {
            images.push(image.clone());
            false
        }
        Run::Emphasis(content)
        | Run::Strong(content)
        | Run::Strike(content)
        | Run::Link { content, .. }
        | Run::Foreign { content, .. } => {
            let before = images.len();
            take_images(content, images);
            before == images.len() || !is_blank(content)
        }
        Run::Text(_) | Run::Soft | Run::Break | Run::Code(_) | Run::NoteRef { .. } => true,
    });
}

/// The photographs that the nodes name, as they are written.
pub(super) fn image_names<'t>(nodes: &'t [Node], names: &mut Vec<&'t str>) {
    for node in nodes {
        match &node.kind {
            NodeKind::Heading(heading) => names_in(&heading.content, names),
            NodeKind::Paragraph(runs) => names_in(runs, names),
            NodeKind::Quote { nodes, .. } => image_names(nodes, names),
            NodeKind::List { items, .. } => {
                for item in items {
                    image_names(&item.nodes, names);
                }
            }
            NodeKind::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    names_in(cell, names);
                }
            }
            NodeKind::Code { .. } | NodeKind::Rule | NodeKind::Directive(_) => {}
        }
    }
}

fn names_in<'t>(runs: &'t [Run], names: &mut Vec<&'t str>) {
    for run in runs {
        match run {
            Run::Image(image) => names.push(&image.url),
            Run::Emphasis(content)
            | Run::Strong(content)
            | Run::Strike(content)
            | Run::Link { content, .. }
            | Run::Foreign { content, .. } => names_in(content, names),
            Run::Text(_) | Run::Soft | Run::Break | Run::Code(_) | Run::NoteRef { .. } => {}
        }
    }
}

/// Makes stressed lines of all headings.
pub(super) fn without_headings(nodes: &mut [Node]) {
    for node in nodes {
        match &mut node.kind {
            NodeKind::Heading(heading) => {
                let content = std::mem::take(&mut heading.content);
                node.kind = NodeKind::Paragraph(vec![Run::Strong(content)]);
            }
            NodeKind::Quote { nodes, .. } => without_headings(nodes),
            NodeKind::List { items, .. } => {
                for item in items {
                    without_headings(&mut item.nodes);
                }
            }
            NodeKind::Paragraph(_)
            | NodeKind::Table { .. }
            | NodeKind::Code { .. }
            | NodeKind::Rule
            | NodeKind::Directive(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_across_nested_runs() {
        let runs = vec![
            Run::Text("one ".into()),
            Run::Emphasis(vec![Run::Text("two".into()), Run::Soft, Run::Text("three".into())]),
            Run::Text(" four".into()),
        ];
        assert_eq!(flatten(&cut(&runs, 2, 10)), "e two\nth", "the middle of the runs");
        assert_eq!(flatten(&cut(&runs, 0, 99)), flatten(&runs), "all of the runs");
        assert_eq!(flatten(&cut(&runs, 5, 3)), "", "nothing between cuts in the wrong order");
    }
}
