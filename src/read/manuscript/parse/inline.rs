//! Inlines: text, emphasis, links, images, spans of another language.

use std::ops::Range;

use pulldown_cmark::{LinkType, Tag, TagEnd};

use super::super::tree::{Image, MAX_DEPTH, Run};
use super::{Builder, Leaf};
use crate::base::{Code, Diagnostic, Lang, Span};

/// The open inlines of a block.
pub(super) struct Line {
    leaf: Leaf,
    start: usize,
    /// Where the block ends.
    pub(super) end: usize,
    /// The open elements, outermost first; the first is the block itself.
    wraps: Vec<(Wrap, Vec<Run>)>,
    /// How many elements are open beyond [`MAX_DEPTH`].
    flat: usize,
    /// The image that is open, and how many are open within it.
    image: Option<(Image, usize)>,
    /// The `script` or `style` whose text is being passed over.
    pub(super) hidden: Option<&'static str>,
    /// Whether the search for the end of a `script` or `style` failed in this block.
    pub(super) unclosed: bool,
    /// Whether raw HTML has been reported for this block.
    pub(super) html_reported: bool,
}

enum Wrap {
    Block,
    Emphasis,
    Strong,
    Strike,
    Link {
        url: String,
        title: String,
        span: Span,
    },
    /// A `span` element, perhaps of another language.
    Span(Option<Lang>),
}

impl Line {
    pub(super) fn new(leaf: Leaf, range: Range<usize>) -> Line {
        Line {
            leaf,
            start: range.start,
            end: range.end,
            wraps: vec![(Wrap::Block, Vec::new())],
            flat: 0,
            image: None,
            hidden: None,
            unclosed: false,
            html_reported: false,
        }
    }

    pub(super) fn is_implicit(&self) -> bool {
        matches!(self.leaf, Leaf::Implicit)
    }

    /// What the block is, where it starts and what it says.
    pub(super) fn finish(mut self) -> (Leaf, usize, Vec<Run>) {
        if let Some((image, _)) = self.image.take() {
            self.push(Run::Image(image));
        }
        while 1 < self.wraps.len() {
            self.close_wrap();
        }
        let runs = self.wraps.pop().map(|wrap| wrap.1).unwrap_or_default();
        (self.leaf, self.start, runs)
    }

    fn push(&mut self, run: Run) {
        if let Some((image, _)) = &mut self.image {
            match run {
                Run::Text(text) | Run::Code(text) => image.alt.push_str(&text),
                Run::Soft | Run::Break => image.alt.push(' '),
                _ => {}
            }
            return;
        }
        let Some((_, runs)) = self.wraps.last_mut() else { return };
        if let (Some(Run::Text(last)), Run::Text(text)) = (runs.last_mut(), &run) {
            last.push_str(text);
        } else {
            runs.push(run);
        }
    }

    fn open_wrap(&mut self, wrap: Wrap) {
        if self.image.is_some() {
            return;
        }
        if MAX_DEPTH <= self.wraps.len() {
            self.flat += 1;
        } else {
            self.wraps.push((wrap, Vec::new()));
        }
    }

    /// Closes the innermost element; the block itself stays.
    fn close_wrap(&mut self) {
        if self.wraps.len() < 2 {
            return;
        }
        let Some((wrap, content)) = self.wraps.pop() else { return };
        let run = match wrap {
            Wrap::Emphasis => Run::Emphasis(content),
            Wrap::Strong => Run::Strong(content),
            Wrap::Strike => Run::Strike(content),
            Wrap::Link { url, title, span } => Run::Link { url, title, content, span },
            Wrap::Span(Some(lang)) => Run::Foreign { lang, content },
            Wrap::Span(None) | Wrap::Block => {
                for run in content {
                    self.push(run);
                }
                return;
            }
        };
        self.push(run);
    }

    fn in_span(&self) -> bool {
        matches!(self.wraps.last(), Some((Wrap::Span(_), _)))
    }

    fn in_span_without_language(&self) -> bool {
        matches!(self.wraps.last(), Some((Wrap::Span(None), _)))
    }
}

impl Builder<'_, '_> {
    /// The open inlines; opens some where text stands in no paragraph.
    pub(super) fn line(&mut self, range: Range<usize>) -> &mut Line {
        self.line.get_or_insert_with(|| Line::new(Leaf::Implicit, range))
    }

    pub(super) fn push(&mut self, run: Run, range: Range<usize>) {
        let line = self.line(range);
        if line.hidden.is_none() {
            line.push(run);
        }
    }

    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            return;
        }
        self.undefined_note(text, &range);
        self.broken(text, &range);
        self.push(Run::Text(text.to_owned()), range);
    }

    pub(super) fn inline_code(&mut self, text: &str, range: Range<usize>) {
        self.push(Run::Code(text.to_owned()), range);
    }

    /// A reference to a note that is nowhere defined is left as text by the parser, in
    /// pieces of which the first is the bracket.
    fn undefined_note(&mut self, text: &str, range: &Range<usize>) {
        let source = self.text.as_bytes();
        if text != "[" || source.get(range.start + 1) != Some(&b'^') {
            return;
        }
        if range.start.checked_sub(1).is_some_and(|before| source[before] == b'\\') {
            return;
        }
        let label: String = self.text[range.start + 2..]
            .chars()
            .take(64)
            .take_while(|c| *c != ']' && !c.is_whitespace())
            .collect();
        let end = range.start + 2 + label.len();
        if label.is_empty() || source.get(end) != Some(&b']') {
            return;
        }
        self.diagnostics.push(
            Diagnostic::warning(
                Code::UndefinedNote,
                self.origin.span(range.start..end + 1),
                format!("there is no note `{label}`"),
            )
            .help(format!("add a paragraph that begins with `[^{label}]:`")),
        );
    }

    pub(super) fn start_inline(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let span = self.origin.span(range.clone());
        let line = self.line(range);
        match tag {
            Tag::Image { dest_url, title, .. } => {
                if let Some((_, depth)) = &mut line.image {
                    *depth += 1;
                    return;
                }
                let (url, title) = (dest_url.to_string(), title.to_string());
                line.image = Some((Image { url, title, alt: String::new(), span }, 0));
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let url = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                line.open_wrap(Wrap::Link { url, title: title.to_string(), span });
            }
            Tag::Strong => line.open_wrap(Wrap::Strong),
            Tag::Strikethrough => line.open_wrap(Wrap::Strike),
            // Super- and subscript are off; were they on, they would be stressed words.
            _ => line.open_wrap(Wrap::Emphasis),
        }
    }

    pub(super) fn end_inline(&mut self, tag: TagEnd) {
        let Some(line) = &mut self.line else { return };
        if tag == TagEnd::Image {
            match line.image.take() {
                Some((image, depth)) if 0 < depth => line.image = Some((image, depth - 1)),
                Some((image, _)) if line.hidden.is_none() => line.push(Run::Image(image)),
                Some(_) | None => {}
            }
            return;
        }
        if line.image.is_some() {
            return;
        }
        if 0 < line.flat {
            line.flat -= 1;
            return;
        }
        // A `span` that is still open ends with the element it stands in.
        while line.in_span() {
            line.close_wrap();
        }
        line.close_wrap();
    }

    /// Opens a `span`; without a language it says nothing.
    pub(super) fn open_span(&mut self, lang: Option<Lang>, range: Range<usize>) {
        let line = self.line(range);
        if line.flat == 0 && line.wraps.len() < MAX_DEPTH {
            line.open_wrap(Wrap::Span(lang));
        }
    }

    /// Closes a `span`, if one is open here; whether it had a language.
    pub(super) fn close_span(&mut self, range: Range<usize>) -> bool {
        let line = self.line(range);
        if line.flat != 0 || line.image.is_some() || !line.in_span() {
            return false;
        }
        let known = !line.in_span_without_language();
        line.close_wrap();
        known
    }
}
