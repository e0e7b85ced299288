//! Text to lines: itemize, shape, hyphenate, break, justify.
//!
//! A [`Text`] and a [`Setting`] come in, [`Line`]s of positioned glyphs go out. It knows no
//! block, no page and no document; what a stretch of text means to others is an opaque
//! [`Mark`] that is handed through.

mod break_lines;
mod case;
mod composer;
mod hyphenate;
mod itemize;
mod justify;
mod opportunities;
mod paragraph;
mod practice;
mod protrusion;
mod rivers;
mod shape;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::base::{Lang, Length};
use crate::design::{Align, TextStyle};
use crate::font::FontSet;
use crate::pages::GlyphRun;

use break_lines::Breaker;
use case::TypeCase;
use practice::Practice;

/// What a stretch of text means to the caller; handed through unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Mark(pub u32);

/// The text of one paragraph with its styles. A line feed ends a line.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The characters.
    pub text: String,
    /// The styles, in order; together they cover all of `text`.
    pub spans: Vec<TextSpan>,
}

/// A stretch of text in one style.
#[derive(Debug, Clone)]
pub struct TextSpan {
    /// Bytes of the text that it covers, from where the span before ended.
    pub len: usize,
    /// How it is set.
    pub style: TextStyle,
    /// What it means to the caller.
    pub mark: Mark,
    /// Its language, where it differs from the setting's.
    pub lang: Option<Lang>,
}

impl Text {
    /// A text of one style.
    #[must_use]
    pub fn plain(text: impl Into<String>, style: &TextStyle) -> Text {
        let mut all = Text::default();
        all.push(&text.into(), style, Mark::default());
        all
    }

    /// Appends a stretch.
    pub fn push(&mut self, text: &str, style: &TextStyle, mark: Mark) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        self.spans.push(TextSpan { len: text.len(), style: *style, mark, lang: None });
    }
}

/// How a paragraph is set.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Line length.
    pub measure: Length,
    /// Added before the first line.
    pub indent: Length,
    /// Room left free at the left of the first lines, for a drop cap: how many, how wide.
    pub notch: (usize, Length),
    /// How lines meet the measure.
    pub align: Align,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// Language of the text.
    pub lang: Lang,
}

/// One broken and justified line. Its runs start at x = 0, y = 0: the left end of the
/// measure on the line's baseline; hung punctuation may have a negative x.
///
/// The texts of all runs are the paragraph's text, once and in order, with a soft hyphen
/// where a hyphen was added and a space for a line feed; soft hyphens that nothing was added
/// for are left out. The space at which a line ends is a glyph without width.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// The type, in reading order: from left to right, but for words of scripts that run
    /// the other way.
    pub pieces: Vec<Piece>,
    /// From x = 0 to the right end of the last glyph, trailing space apart; what hangs out
    /// at the right is counted.
    pub width: Length,
    /// First byte of the paragraph's text on this line.
    pub start: usize,
    /// One past the last byte, the space at which the line ends included.
    pub end: usize,
    /// Whether it ends in a hyphen that is not in the text.
    pub hyphenated: bool,
}

/// A stretch of a line in one face, size, colour and mark.
#[derive(Debug, Clone)]
pub struct Piece {
    /// What it means to the caller.
    pub mark: Mark,
    /// The glyphs; `origin` is relative to the line.
    pub run: GlyphRun,
}

/// One way to set a paragraph.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Extra demerits per line over the best way; 0 for the best.
    pub cost: i64,
}

/// Sets type. Keeps what it has shaped, so that a word is shaped once; one for each thread.
#[derive(Debug)]
pub struct Composer<'a> {
    case: TypeCase<'a>,
    breaker: Breaker,
    /// Characters that no face has, with the byte where each stood in its text.
    pub missing: BTreeSet<(char, usize)>,
}

impl<'a> Composer<'a> {
    /// A composer for these fonts.
    #[must_use]
    pub fn new(fonts: &'a FontSet) -> Composer<'a> {
        Composer::with(fonts, Practice::product())
    }

    fn with(fonts: &'a FontSet, practice: Practice) -> Composer<'a> {
        let case = TypeCase::new(fonts, practice);
        Composer { case, breaker: Breaker::default(), missing: BTreeSet::new() }
    }
}

/// The extent of ink.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ink {
    /// Left end; may be negative.
    pub left: Length,
    /// Right end.
    pub right: Length,
    /// Highest point above the baseline.
    pub top: Length,
    /// Lowest point, negative below the baseline.
    pub bottom: Length,
}
