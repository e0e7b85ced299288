//! Runs to inlines: hygiene, links and references to notes are settled here.

use super::Writer;
use super::tree::{Run, take_images};
use super::{address, link};
use crate::base::{Code, Diagnostic, Lang, Span};
use crate::document::{Inline, flatten};
use crate::read::hygiene::{self, Piece, Rules, Typing};
use crate::read::userinfo;

impl Writer<'_, '_> {
    /// Settles the runs of one paragraph. Its images are put aside, to be plates after the
    /// block.
    pub(super) fn inlines(&mut self, mut runs: Vec<Run>, span: Span) -> Vec<Inline> {
        take_images(&mut runs, &mut self.images);
        self.polish(&mut runs, span);
        let inlines = self.settle(runs);
        let place = self.ctx.place(span);
        address::link(inlines, &place, &mut self.ctx.diagnostics)
    }

    /// Polishes a string that stands alone: an alternative text, a title.
    pub(super) fn line(&mut self, text: &str, span: Span) -> String {
        let rules = self.rules();
        let place = self.ctx.place(span);
        let clean = userinfo::without_in(text, &place, &mut self.ctx.diagnostics);
        hygiene::line(clean.as_deref().unwrap_or(text), &rules)
    }

    /// The rules of the language in force.
    fn rules(&mut self) -> Rules {
        if let Some((_, rules)) = self.rules.iter().find(|known| known.0 == self.lang) {
            return *rules;
        }
        let rules = Rules::of(&self.lang, self.ctx.typing);
        self.rules.push((self.lang.clone(), rules));
        rules
    }

    fn polish(&mut self, runs: &mut [Run], span: Span) {
        let mut gathered = Gathered {
            pieces: Vec::new(),
            langs: vec![self.lang.clone()],
            rules: vec![self.rules()],
            typing: self.ctx.typing,
        };
        gathered.take(runs, 0);
        let dropped = hygiene::polish(&mut gathered.pieces, &gathered.rules);
        give_back(runs, &mut gathered.pieces.into_iter());
        if 0 < dropped {
            self.control_characters(dropped, span);
        }
    }

    pub(super) fn control_characters(&mut self, dropped: usize, span: Span) {
        let message = if dropped == 1 {
            "a control character is left out here".to_owned()
        } else {
            format!("{dropped} control characters are left out here")
        };
        self.ctx.diagnostics.push(
            Diagnostic::warning(Code::ControlCharacter, span, message)
                .help("type the text anew, or save it without them"),
        );
    }

    fn settle(&mut self, runs: Vec<Run>) -> Vec<Inline> {
        let mut out = Vec::with_capacity(runs.len());
        for run in runs {
            match run {
                Run::Text(text) => push_text(&mut out, text),
                // Polishing has made a space of it.
                Run::Soft | Run::Image(_) => {}
                Run::Break => out.push(Inline::LineBreak),
                Run::Code(code) => {
                    let code: String = code.chars().filter(|c| !hygiene::is_control(*c)).collect();
                    if !code.is_empty() {
                        out.push(Inline::Code(code));
                    }
                }
                Run::Emphasis(content) => wrap(&mut out, self.settle(content), Inline::Emphasis),
                Run::Strong(content) => wrap(&mut out, self.settle(content), Inline::Strong),
                Run::Strike(content) => wrap(&mut out, self.settle(content), Inline::Strike),
                Run::Foreign { lang, content } => {
                    let content = self.settle(content);
                    wrap(&mut out, content, |content| Inline::Foreign { lang, content });
                }
                Run::Link { url, title, content, span } => {
                    let content = self.settle(content);
                    if content.is_empty() {
                        continue;
                    }
                    let anchors = self.anchors;
                    match link::target(&url, span, anchors, &mut self.ctx.diagnostics) {
                        Some(target) => {
                            // An address that is its own words tells no more as words.
                            let is_itself = flatten(&content) == url;
                            let content = match userinfo::clean(&url).filter(|_| is_itself) {
                                Some((clean, _)) => vec![Inline::Text(clean)],
                                None => content,
                            };
                            let title = self.line(&title, span);
                            out.push(Inline::Link { target, title, content });
                        }
                        None => out.extend(content),
                    }
                }
                Run::NoteRef { label, span } => {
                    let inline = self.reference(&label, span);
                    out.push(inline);
                }
            }
        }
        trim_breaks(&mut out);
        out
    }
}

/// The pieces of a paragraph with the rules of each.
struct Gathered {
    pieces: Vec<Piece>,
    langs: Vec<Lang>,
    rules: Vec<Rules>,
    typing: Typing,
}

impl Gathered {
    fn take(&mut self, runs: &mut [Run], rules: usize) {
        for run in runs {
            match run {
                Run::Text(text) => self.pieces.push(Piece::Text(std::mem::take(text), rules)),
                Run::Soft => {
                    // From here on it is a text like any other.
                    *run = Run::Text(String::new());
                    self.pieces.push(Piece::Text(" ".to_owned(), rules));
                }
                Run::Break => self.pieces.push(Piece::Break),
                Run::Code(_) => self.pieces.push(Piece::Object),
                Run::Emphasis(content)
                | Run::Strong(content)
                | Run::Strike(content)
                | Run::Link { content, .. } => self.take(content, rules),
                Run::Foreign { lang, content } => {
                    let known = self.langs.iter().position(|known| known == lang);
                    let rules = known.unwrap_or_else(|| {
                        self.langs.push(lang.clone());
                        self.rules.push(Rules::of(lang, self.typing));
                        self.langs.len() - 1
                    });
                    self.take(content, rules);
                }
                Run::Image(_) | Run::NoteRef { .. } => {}
            }
        }
    }
}

/// Puts polished text back where it was taken from.
fn give_back(runs: &mut [Run], pieces: &mut impl Iterator<Item = Piece>) {
    for run in runs {
        match run {
            Run::Text(text) => {
                if let Some(Piece::Text(polished, _)) = pieces.next() {
                    *text = polished;
                }
            }
            Run::Break | Run::Code(_) => {
                pieces.next();
            }
            Run::Emphasis(content)
            | Run::Strong(content)
            | Run::Strike(content)
            | Run::Link { content, .. }
            | Run::Foreign { content, .. } => give_back(content, pieces),
            Run::Soft | Run::Image(_) | Run::NoteRef { .. } => {}
        }
    }
}

fn push_text(out: &mut Vec<Inline>, text: String) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Text(last)) = out.last_mut() {
        last.push_str(&text);
    } else {
        out.push(Inline::Text(text));
    }
}

fn wrap(out: &mut Vec<Inline>, content: Vec<Inline>, kind: impl FnOnce(Vec<Inline>) -> Inline) {
    if !content.is_empty() {
        out.push(kind(content));
    }
}

/// A line end at the beginning or end of a block ends nothing.
fn trim_breaks(inlines: &mut Vec<Inline>) {
    while inlines.last() == Some(&Inline::LineBreak) {
        inlines.pop();
    }
    let first = inlines.iter().take_while(|inline| **inline == Inline::LineBreak).count();
    inlines.drain(..first);
}
