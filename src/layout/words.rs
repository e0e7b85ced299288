//! Inlines to text that can be composed, with the marks that say what its words mean.
//!
//! A block's inlines and a style come in, [`Words`] go out: the text, and how its bytes map to
//! those of `document::flatten`, which differ by the printed numbers of notes. It knows no
//! page.

use crate::base::Lang;
use crate::design::{Cut, Figures, TextStyle};
use crate::document::{Inline, Note, flatten};
use crate::font::Family;
use crate::layout::compose::{Mark, Text, TextSpan};
use crate::layout::sheet::{Goal, Meaning, Sheets};
use crate::pages::{NodeId, Role};

/// Size of code within text, as a share of the text's: 8.5 in 10.5.
const CODE: (i64, i64) = (17, 21);

/// Text that can be composed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// The characters with their styles and marks.
    pub text: Text,
    /// Numbers of notes in it, in order.
    pub cites: Vec<Cite>,
}

/// The number of a note in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cite {
    /// First byte of the number.
    pub at: usize,
    /// Bytes of the number.
    pub len: usize,
    /// Index into the chapter's notes.
    pub note: usize,
    /// Whether it is the first reference to this note.
    pub first: bool,
}

impl Words {
    /// The offset in the flattened text for a byte of the composed one.
    pub(crate) fn flat(&self, at: usize) -> usize {
        let before = self.cites.iter().take_while(|cite| cite.at < at);
        at - before.map(|cite| cite.len.min(at - cite.at)).sum::<usize>()
    }
}

/// Turns inlines into words of `node`; `notes` are those that references count from.
pub(crate) fn words(
    sheets: &mut Sheets,
    inlines: &[Inline],
    style: &TextStyle,
    node: NodeId,
    notes: &[Note],
) -> Words {
    let mut writer = Writer { sheets, notes, words: Words::default() };
    let place = Place { style: *style, meaning: plain(), mark: Mark(0), node, lang: None };
    writer.run(inlines, &place);
    writer.words
}

/// Words that mean nothing beyond their block.
fn plain() -> Meaning {
    Meaning::of(None)
}

/// Where in the nest of inlines the writer is.
#[derive(Clone)]
struct Place {
    style: TextStyle,
    meaning: Meaning,
    mark: Mark,
    /// The nearest node around.
    node: NodeId,
    lang: Option<Lang>,
}

struct Writer<'a> {
    sheets: &'a mut Sheets,
    notes: &'a [Note],
    words: Words,
}

impl Writer<'_> {
    fn run(&mut self, inlines: &[Inline], place: &Place) {
        for inline in inlines {
            self.inline(inline, place);
        }
    }

    fn inline(&mut self, inline: &Inline, place: &Place) {
        match inline {
            Inline::Text(text) => self.push(text, &place.style, place),
            Inline::LineBreak => self.push("\n", &place.style, place),
            Inline::Emphasis(content) => {
                let style = place.style.cut(stressed(place.style.cut));
                self.run(content, &Place { style, ..place.clone() });
            }
            Inline::Strong(content) => {
                let style = place.style.cut(strong(place.style.cut));
                self.run(content, &Place { style, ..place.clone() });
            }
            Inline::Strike(content) => {
                let meaning = Meaning { strike: true, ..place.meaning.clone() };
                let mark = self.sheets.mark(meaning.clone());
                self.run(content, &Place { meaning, mark, ..place.clone() });
            }
            Inline::Code(text) => self.code(text, place),
            Inline::Link { target, title, content } => {
                let goal = Goal::from(target);
                let said = flatten(content);
                // A hyphen in an address would be taken for one of its own.
                let is_address =
                    !said.contains(char::is_whitespace) && said.contains(['.', '/', '@']);
                let mark = self.sheets.link_words(place.node, goal, said, title);
                let mut inner = self.within(place, mark);
                inner.style.hyphenate &= !is_address;
                self.run(content, &inner);
            }
            Inline::Foreign { lang, content } => {
                let inner = self.inner(place, Role::Span);
                self.sheets.structure.node_mut(inner.node).lang = Some(lang.clone());
                self.run(content, &Place { lang: Some(lang.clone()), ..inner });
            }
            Inline::NoteRef { note, repeat } => self.cite(*note as usize, *repeat == 0, place),
        }
    }

    fn code(&mut self, text: &str, place: &Place) {
        let size = place.style.size.ratio(CODE.0, CODE.1);
        let style = TextStyle {
            family: Family::MONO,
            figures: Figures::Lining,
            hyphenate: false,
            ..place.style.sized(size, place.style.leading)
        };
        let inner = self.inner(place, Role::Code);
        self.push(text, &style, &inner);
    }

    fn cite(&mut self, note: usize, first: bool, place: &Place) {
        let number = (note + 1).to_string();
        let reference = self.sheets.inner(place.node, Role::Reference);
        let mark = match self.notes.get(note) {
            Some(target) => self.sheets.link(reference, Goal::Block(target.id), number.clone()),
            None => self.sheets.mark_of(reference),
        };
        let style = TextStyle { figures: Figures::Superior, tracking: 0, ..place.style };
        let at = self.words.text.text.len();
        self.words.cites.push(Cite { at, len: number.len(), note, first });
        let inner = self.within(place, mark);
        self.push(&number, &style, &inner);
    }

    /// A place in a new node within the one at hand; a struck or linked stretch stays so.
    fn inner(&mut self, place: &Place, role: Role) -> Place {
        let node = self.sheets.inner(place.node, role);
        let meaning = Meaning { node: Some(node), ..place.meaning.clone() };
        let mark = self.sheets.mark(meaning.clone());
        Place { meaning, mark, node, ..place.clone() }
    }

    fn within(&self, place: &Place, mark: Mark) -> Place {
        let meaning = self.sheets.meanings[mark.0 as usize].clone();
        let node = meaning.node.unwrap_or(place.node);
        Place { meaning, mark, node, ..place.clone() }
    }

    fn push(&mut self, text: &str, style: &TextStyle, place: &Place) {
        if text.is_empty() {
            return;
        }
        self.words.text.text.push_str(text);
        self.words.text.spans.push(TextSpan {
            len: text.len(),
            style: *style,
            mark: place.mark,
            lang: place.lang.clone(),
        });
    }
}

/// The cut that stands out of `cut` as stress does.
fn stressed(cut: Cut) -> Cut {
    match cut {
        Cut::Regular => Cut::Italic,
        Cut::Italic => Cut::Regular,
        Cut::Bold => Cut::BoldItalic,
        Cut::BoldItalic => Cut::Bold,
    }
}

/// The strong form of `cut`.
fn strong(cut: Cut) -> Cut {
    match cut {
        Cut::Regular | Cut::Bold => Cut::Bold,
        Cut::Italic | Cut::BoldItalic => Cut::BoldItalic,
    }
}
