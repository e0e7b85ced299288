//! Raw HTML: comments are read for directives, tags dropped, the text between them kept.

use std::ops::Range;

use super::super::directive::{self, Directive, Reading};
use super::super::html::{self, HIDDEN, Piece, Tag};
use super::super::tree::{NodeKind, Run};
use super::{Builder, HtmlBlock};
use crate::base::{Code, Diagnostic};

impl Builder<'_, '_> {
    /// A block of raw HTML: its text becomes paragraphs, parted by its block elements.
    pub(super) fn html_block(&mut self, block: &HtmlBlock, end: usize) {
        let start = block.lines.first().map_or(end, |line| line.1);
        let mut reported = false;
        for piece in html::pieces(&block.html) {
            match piece {
                Piece::Comment { text, at } => {
                    let from = block.place(at);
                    let to = from + text.len() + "<!---->".len();
                    self.close_implicit(from);
                    self.block_comment(text, from..to.min(end.max(from)));
                }
                Piece::OpenComment { text, at } => {
                    self.open_comment(block.place(at));
                    self.html_text(text, block.place(at)..end);
                }
                Piece::Text { text, at } => {
                    let from = block.place(at);
                    self.html_text(text, from..from + text.len());
                }
                Piece::Tag { tag, at } if tag.is_inline() || tag.is("br") => {
                    let from = block.place(at);
                    if let Some(line) = &mut self.line {
                        line.html_reported |= reported;
                    }
                    self.tag(tag, from..from + 1);
                    reported |= self.line.as_ref().is_some_and(|line| line.html_reported);
                }
                Piece::Tag { at, .. } | Piece::Other { at } | Piece::Hidden { at, .. } => {
                    let from = block.place(at);
                    self.close_implicit(from);
                    if !std::mem::replace(&mut reported, true) {
                        self.report(piece, start..end);
                    }
                }
            }
        }
        self.close_implicit(end);
    }

    /// Raw HTML within a line: the parser gives each tag and each comment for itself.
    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        for piece in html::pieces(html) {
            match piece {
                Piece::Comment { text, .. } => self.inline_comment(text, range.clone()),
                Piece::Tag { tag, .. } => self.tag(tag, range.clone()),
                Piece::Other { .. } | Piece::Hidden { .. } => {
                    let line = self.line(range.clone());
                    if !std::mem::replace(&mut line.html_reported, true) {
                        self.report(piece, range.clone());
                    }
                }
                Piece::OpenComment { text, .. } | Piece::Text { text, .. } => {
                    self.html_text(text, range.clone());
                }
            }
        }
    }

    fn tag(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if let Some(name) = self.line.as_ref().and_then(|line| line.hidden) {
            if tag.closing && tag.is(name) {
                self.line(range).hidden = None;
            }
            return;
        }
        if tag.is("br") {
            self.push(Run::Break, range);
            return;
        }
        if tag.is("span") && tag.closing && self.close_span(range.clone()) {
            return;
        }
        if tag.is("span") && !tag.closing {
            let lang = tag.lang().and_then(|lang| self.language(lang, range.clone()));
            let known = lang.is_some();
            self.open_span(lang, range.clone());
            if known {
                return;
            }
        }
        if !tag.closing
            && let Some(name) = HIDDEN.into_iter().find(|name| tag.is(name))
        {
            self.hide(name, range.clone());
        }
        let line = self.line(range.clone());
        if !std::mem::replace(&mut line.html_reported, true) {
            self.report(Piece::Tag { tag, at: 0 }, range);
        }
    }

    /// Passes over the text of a `script` or `style`, if it is closed within the block.
    fn hide(&mut self, name: &'static str, range: Range<usize>) {
        let text = self.text;
        let line = self.line(range.clone());
        let rest = text.get(range.end..line.end).unwrap_or("");
        if line.unclosed || html::find_closing(rest, name).is_none() {
            line.unclosed = true;
        } else {
            line.hidden = Some(name);
        }
    }

    /// Text between tags, with its character references resolved.
    fn html_text(&mut self, text: &str, range: Range<usize>) {
        let blank = text.trim().is_empty();
        if blank && self.line.is_none() {
            return;
        }
        let text = if text.contains('&') { resolve(text) } else { text.to_owned() };
        self.push(Run::Text(text.replace(['\n', '\r'], " ")), range);
    }

    fn open_comment(&mut self, start: usize) {
        let span = self.origin.span(start..start + "<!--".len());
        self.diagnostics.push(
            Diagnostic::error(Code::OpenComment, span, "the comment is never closed")
                .help("end it with `-->`"),
        );
    }

    fn block_comment(&mut self, text: &str, range: Range<usize>) {
        match self.directive(text, range.clone()) {
            None | Some(Directive::Note(_)) => {}
            Some(directive) => self.node(NodeKind::Directive(directive), range),
        }
    }

    fn inline_comment(&mut self, text: &str, range: Range<usize>) {
        let span = self.origin.span(range.clone());
        match self.directive(text, range) {
            None | Some(Directive::Note(_)) => {}
            Some(directive) => self.diagnostics.push(
                Diagnostic::error(
                    Code::MisplacedDirective,
                    span,
                    format!("`{}` stands within a line of text", directive.name()),
                )
                .help(match directive {
                    Directive::Lang(lang) => format!("write `<span lang=\"{lang}\">…</span>`"),
                    _ => "put the comment on a line of its own, between blocks".to_owned(),
                }),
            ),
        }
    }

    /// Reads a comment; reports a directive that cannot be followed, and a private note.
    fn directive(&mut self, text: &str, range: Range<usize>) -> Option<Directive> {
        let span = self.origin.span(range);
        match directive::read(text) {
            Reading::Directive(directive) => {
                if let Directive::Note(note) = &directive {
                    let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
                    let message = format!("private note: {note}");
                    self.diagnostics.push(
                        Diagnostic::note(Code::PrivateNote, span, message)
                            .help("it stands in no output; remove it once it is dealt with"),
                    );
                }
                Some(directive)
            }
            Reading::Wrong { message, help } => {
                self.diagnostics
                    .push(Diagnostic::error(Code::UnknownDirective, span, message).help(help));
                None
            }
            Reading::Doubtful { word, meant } => {
                self.diagnostics.push(
                    Diagnostic::warning(
                        Code::UnknownDirective,
                        span,
                        format!("`{word}` is taken for a comment, not for a directive"),
                    )
                    .help(format!("if `{meant}` is meant, write `{meant}`")),
                );
                None
            }
            Reading::Comment => None,
        }
    }

    fn report(&mut self, piece: Piece<'_>, range: Range<usize>) {
        let span = self.origin.span(range);
        let (message, help) = match piece {
            Piece::Hidden { name, .. } => {
                (format!("the contents of `<{name}>` are left out"), "remove them")
            }
            Piece::Tag { tag, .. } if HIDDEN.into_iter().any(|name| tag.is(name)) => (
                format!("`<{}>` is left out with its contents", tag.name),
                "remove it, or show it as code between backticks",
            ),
            Piece::Tag { tag, .. } => (
                format!("the tag `<{}>` is left out; the text in it stays", tag.name),
                "say it in Markdown, or remove the tag",
            ),
            _ => ("a mark of HTML is left out".to_owned(), "remove it"),
        };
        self.diagnostics.push(Diagnostic::warning(Code::RawHtml, span, message).help(help));
    }
}

impl HtmlBlock {
    /// Where a byte of the block stands in the text.
    fn place(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|line| line.0 <= at).saturating_sub(1);
        self.lines.get(line).map_or(0, |(from, source)| source + (at - from))
    }
}

/// Resolves character references as Markdown does: everything else is escaped first.
fn resolve(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() * 2);
    let mut before = ' ';
    for c in text.chars() {
        let reference = c == '&' || c == ';' || (c == '#' && before == '&');
        if c.is_ascii_punctuation() && !reference {
            escaped.push('\\');
        }
        escaped.push(if c.is_whitespace() { ' ' } else { c });
        before = c;
    }
    let mut out = String::with_capacity(text.len());
    for event in pulldown_cmark::Parser::new(escaped.trim_start()) {
        if let pulldown_cmark::Event::Text(text) = event {
            out.push_str(&text);
        }
    }
    let mark = |space: bool| if space { " " } else { "" };
    let (head, tail) = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    format!("{}{}{}", mark(head), out.trim_end(), mark(tail))
}

#[cfg(test)]
mod tests {
    #[test]
    fn resolves_references_and_nothing_else() {
        assert_eq!(
            super::resolve(" *a* &amp; &#233; &eacute; &nope; # [b](c) "),
            " *a* & é é &nope; # [b](c) ",
            "markup between tags is text"
        );
    }
}
