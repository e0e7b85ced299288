//! What every part of the layout needs at hand: the document, the design, a composer, our own
//! words, and a list for what went wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Code, Diagnostic, Lang, Length, Span};
use crate::design::{Design, TextStyle};
use crate::document::{Document, Permission, Photo};
use crate::font::FontSet;
use crate::layout::compose::{Composer, Line, Setting, Text, Variant};
use crate::locale::Locale;

/// How many characters of one place are named.
const NAMED: usize = 5;

/// What a part is laid out with; one for each thread.
#[derive(Debug)]
pub(crate) struct Ctx<'a> {
    /// What the kit says.
    pub document: &'a Document,
    /// How it shall look.
    pub design: &'a Design,
    /// The faces.
    pub fonts: &'a FontSet,
    /// Sets type.
    pub composer: Composer<'a>,
    /// Our own words in the document's language.
    pub locale: Locale,
    /// What went wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Characters that are in no face, and where.
    pub missing: BTreeSet<(Option<Span>, char)>,
    /// Those of this chapter.
    told: BTreeSet<char>,
}

impl<'a> Ctx<'a> {
    pub(crate) fn new(document: &'a Document, design: &'a Design, fonts: &'a FontSet) -> Ctx<'a> {
        Ctx {
            document,
            design,
            fonts,
            composer: Composer::new(fonts),
            locale: Locale::of(&document.metadata.lang),
            diagnostics: Vec::new(),
            missing: BTreeSet::new(),
            told: BTreeSet::new(),
        }
    }

    /// How a style sets its paragraphs at a measure, in the document's language.
    pub(crate) fn setting(&self, style: &TextStyle, measure: Length) -> Setting {
        self.setting_in(style, measure, None)
    }

    /// The same in another language.
    pub(crate) fn setting_in(
        &self,
        style: &TextStyle,
        measure: Length,
        lang: Option<&Lang>,
    ) -> Setting {
        Setting {
            measure,
            indent: Length::ZERO,
            notch: (0, Length::ZERO),
            align: style.align,
            hyphenate: style.hyphenate,
            lang: lang.unwrap_or(&self.document.metadata.lang).clone(),
        }
    }

    /// Sets a paragraph; `at` is where its words stand, for errors.
    pub(crate) fn lines(&mut self, text: &Text, setting: &Setting, at: Option<Span>) -> Vec<Line> {
        let lines = self.composer.lines(text, setting);
        self.note_missing(at);
        lines
    }

    /// Sets a paragraph in its best way and, where that can be done well, in a line less and
    /// a line more; the best stands first.
    pub(crate) fn variants(
        &mut self,
        text: &Text,
        setting: &Setting,
        at: Option<Span>,
    ) -> Vec<Variant> {
        let variants = self.composer.variants(text, setting);
        self.note_missing(at);
        variants
    }

    /// Sets words on one line at their natural width.
    pub(crate) fn single(&mut self, text: &Text, at: Option<Span>) -> Line {
        let line = self.composer.single(text);
        self.note_missing(at);
        line
    }

    /// Sets plain words in one style, as a paragraph.
    pub(crate) fn plain(&mut self, words: &str, style: &TextStyle, measure: Length) -> Vec<Line> {
        let setting = self.setting(style, measure);
        self.lines(&Text::plain(words, style), &setting, None)
    }

    /// Words as the theme sets display words: in capitals or as typed.
    pub(crate) fn display(&self, words: &str) -> String {
        if self.design.manner.capitals { words.to_uppercase() } else { words.to_owned() }
    }

    /// Whether a photograph may reach the trimmed edges.
    pub(crate) fn bleeds(&self, photo: &Photo) -> bool {
        self.design.manner.bleeds && photo.rights.bleed == Permission::Allow
    }

    /// Forgets which characters were already reported, so that what is said of a chapter does
    /// not depend on what was set before it.
    pub(crate) fn forget(&mut self) {
        self.told.clear();
        self.missing.clear();
        self.diagnostics.clear();
    }

    /// Notes which characters no font has, once for a chapter, and where they stand: in the
    /// metadata if they are there, else in the words that were just set.
    fn note_missing(&mut self, at: Option<Span>) {
        for (character, _) in std::mem::take(&mut self.composer.missing) {
            if self.told.insert(character) {
                let place = self.document.metadata.letters.get(&character).copied().or(at);
                self.missing.insert((place, character));
            }
        }
    }

    /// All that went wrong, the characters without a font by their places.
    pub(crate) fn found(mut self) -> Vec<Diagnostic> {
        let mut places: BTreeMap<Option<Span>, Vec<char>> = BTreeMap::new();
        for (place, character) in self.missing {
            places.entry(place).or_default().push(character);
        }
        for (place, characters) in places {
            let name = |&c: &char| format!("`{c}` (U+{:04X})", u32::from(c));
            let named: Vec<String> = characters.iter().take(NAMED).map(name).collect();
            let named = named.join(", ");
            let what = match characters.len() {
                1 => format!("the character {named}"),
                2..=NAMED => format!("the characters {named}"),
                all => format!("the characters {named} and {} more", all - NAMED),
            };
            self.diagnostics.push(
                Diagnostic::error(Code::NoGlyph, place, format!("no font of the kit has {what}"))
                    .help("write it otherwise, or add a font that has it to `design: fonts:`"),
            );
        }
        self.diagnostics
    }
}
