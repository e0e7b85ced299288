//! The type case: founts, and the words and spaces set in them, each shaped once.
//!
//! A [`FountKey`] and a word come in, a [`Word`] of glyphs goes out, with the places inside
//! it at which a line may end. It knows no paragraph and no line.
//!
//! Words are shaped apart from each other: no bundled face kerns across a space. The parts
//! of a word that a line's end may make are measured from the whole word's glyphs where the
//! shaper says that parting changes nothing, and shaped by themselves elsewhere. Tests hold
//! both against shaping everything.

use std::collections::BTreeMap;

use super::opportunities::{self, Opportunity};
use super::practice::Practice;
use super::shape::{FountKey, Plans, Shaper, Sort};
use crate::font::FontSet;

/// Names a fount of a [`TypeCase`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FountId(u16);

/// Names a word of a [`TypeCase`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordId(u32);

impl WordId {
    /// A number from 1 that equal words of one fount share.
    pub(super) fn number(self) -> u32 {
        self.0.saturating_add(1)
    }
}

/// A shaped word. Its bytes are those of the manuscript's word without soft hyphens.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    pub(super) text: Box<str>,
    pub(super) sorts: Box<[Sort]>,
    pub(super) width: i64,
    pub(super) points: Box<[Point]>,
    /// How far the first and the last character may hang out of the measure.
    pub(super) hang: (i64, i64),
    /// Whether its glyphs stand in the reverse of reading order.
    pub(super) backward: bool,
}

/// A place inside a word at which a line may end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    /// What it is, and where.
    pub(super) opportunity: Opportunity,
    /// Width of what stays, with the hyphen.
    pub(super) before: i64,
    /// Width of what goes to the next line.
    pub(super) after: i64,
    /// How far the ends at the break may hang: the next line's first, this line's last.
    pub(super) hang: (i64, i64),
}

/// Bytes of the soft hyphen that a hyphen which is not in the text stands for.
const HYPHEN_LEN: u16 = 2;

/// A space of a fount.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Space {
    pub(super) glyph: u16,
    pub(super) advance: i64,
    pub(super) stretch: i64,
    pub(super) shrink: i64,
}

/// A face at a size with its features, and the words set in it so far.
struct Fount {
    key: FountKey,
    plans: Plans,
    space: Option<Space>,
    words: BTreeMap<Box<str>, WordId>,
    /// By the character before the hyphen: what a hyphen adds to the width, and hangs out.
    hyphens: BTreeMap<char, (i64, i64)>,
}

/// All founts in use and all words shaped so far.
pub(super) struct TypeCase<'a> {
    fonts: &'a FontSet,
    practice: Practice,
    founts: Vec<Fount>,
    shaper: Shaper<'a>,
    words: Vec<Word>,
}

impl std::fmt::Debug for TypeCase<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TypeCase({} founts, {} words)", self.founts.len(), self.words.len())
    }
}

impl<'a> TypeCase<'a> {
    pub(super) fn new(fonts: &'a FontSet, practice: Practice) -> TypeCase<'a> {
        TypeCase {
            fonts,
            practice,
            founts: Vec::new(),
            shaper: Shaper::new(fonts),
            words: Vec::new(),
        }
    }

    pub(super) fn fonts(&self) -> &'a FontSet {
        self.fonts
    }

    pub(super) fn practice(&self) -> &Practice {
        &self.practice
    }

    /// The fount with this key.
    pub(super) fn fount(&mut self, key: FountKey) -> FountId {
        let at = self.founts.iter().position(|fount| fount.key == key).unwrap_or_else(|| {
            self.founts.push(Fount {
                key,
                plans: Plans::default(),
                space: None,
                words: BTreeMap::new(),
                hyphens: BTreeMap::new(),
            });
            self.founts.len() - 1
        });
        FountId(u16::try_from(at).unwrap_or(u16::MAX))
    }

    pub(super) fn key(&self, fount: FountId) -> &FountKey {
        &self.founts[usize::from(fount.0)].key
    }

    pub(super) fn word(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    /// A word that has been shaped before.
    pub(super) fn known(&self, fount: FountId, text: &str) -> Option<WordId> {
        self.founts[usize::from(fount.0)].words.get(text).copied()
    }

    /// Shapes a word and finds its points, or recalls it.
    pub(super) fn make(&mut self, fount: FountId, text: &str) -> WordId {
        if let Some(known) = self.known(fount, text) {
            return known;
        }
        let word = self.shape_word(fount, text);
        self.keep(fount, text, word)
    }

    /// A character that no face has, drawn as a replacement.
    pub(super) fn replacement(&mut self, fount: FountId, text: &str) -> WordId {
        // No text of a manuscript begins with this control character and is a word.
        let name = format!("\u{1}{text}");
        if let Some(known) = self.known(fount, &name) {
            return known;
        }
        let face = self.fonts.face(self.key(fount).face);
        let stand_in = if face.has('\u{fffd}') { "\u{fffd}" } else { "?" };
        let mut sorts = self.shape(fount, stand_in);
        for sort in &mut sorts {
            sort.len = 0;
        }
        if let Some(first) = sorts.first_mut() {
            first.len = u16::try_from(text.len()).unwrap_or(u16::MAX);
        }
        let width = width(&sorts);
        let backward = self.key(fount).backward;
        let (text, sorts) = (text.into(), sorts.into());
        let word = Word { text, sorts, width, backward, ..Word::default() };
        self.keep(fount, &name, word)
    }

    fn keep(&mut self, fount: FountId, name: &str, word: Word) -> WordId {
        let id = WordId(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
        self.words.push(word);
        self.founts[usize::from(fount.0)].words.insert(name.into(), id);
        id
    }

    /// The fount's space.
    pub(super) fn space(&mut self, fount: FountId) -> Space {
        if let Some(space) = self.founts[usize::from(fount.0)].space {
            return space;
        }
        let natural = self.shape(fount, " ");
        let key = self.key(fount);
        let tracked = key.tracked();
        let upem = i64::from(self.fonts.face(key.face).metrics.units_per_em);
        let size = key.size;
        let (num, den) = self.practice().shrink;
        let space = natural.first().map_or_else(Space::default, |sort| {
            let advance = i64::from(sort.advance);
            // From the face's own units, so that it is rounded once, as TeX has it.
            let units = crate::base::Length(advance - tracked).ratio(upem, size.0.max(1)).0;
            Space {
                glyph: sort.id,
                advance,
                stretch: size.ratio(units, 2 * upem).0 + tracked / 2,
                shrink: size.ratio(units * num, den * upem).0 + tracked * num / den,
            }
        });
        self.founts[usize::from(fount.0)].space = Some(space);
        space
    }

    /// Adds to `out` the part of a word that stands on one line, with a hyphen if it ends in
    /// one.
    pub(super) fn fragment(
        &mut self,
        fount: FountId,
        word: WordId,
        (from, to): (usize, usize),
        hyphen: bool,
        out: &mut Vec<Sort>,
    ) {
        let word = self.word(word);
        if from == 0 && to == word.text.len() && !hyphen {
            out.extend_from_slice(&word.sorts);
            return;
        }
        let text = word.text[from..to].to_owned();
        if hyphen {
            let hyphenated = self.with_hyphen(fount, text);
            out.extend(hyphenated);
        } else {
            out.extend(self.shape(fount, &text));
        }
    }

    /// Shapes a text with a hyphen at its end, that stands for a soft hyphen.
    fn with_hyphen(&mut self, fount: FountId, mut text: String) -> Vec<Sort> {
        let bytes = text.len();
        if self.key(fount).backward {
            let mut sorts = self.shape(fount, &text);
            let hyphens = self.shape(fount, "-");
            sorts.splice(0..0, hyphens.first().map(|&sort| Sort { len: HYPHEN_LEN, ..sort }));
            return sorts;
        }
        text.push('-');
        let mut sorts = self.shape(fount, &text);
        if let Some((last, rest)) = sorts.split_last_mut()
            && rest.iter().map(|sort| usize::from(sort.len)).sum::<usize>() == bytes
        {
            last.len = HYPHEN_LEN;
        } else if let Some(joined) = sorts.iter_mut().rfind(|sort| 0 < sort.len) {
            // A face that joins a hyphen to a letter: the two stand for both.
            joined.len += HYPHEN_LEN - 1;
        }
        sorts
    }

    fn shape_word(&mut self, fount: FountId, source: &str) -> Word {
        let key = &self.founts[usize::from(fount.0)].key;
        let opportunities = opportunities::find(source, &key.lang, &self.practice);
        let text: String = source.chars().filter(|&c| c != '\u{ad}').collect();
        let sorts = self.shape(fount, &text);
        let width = width(&sorts);
        let backward = self.key(fount).backward;
        let mut points = Vec::with_capacity(opportunities.len());
        for opportunity in opportunities {
            points.push(self.point(fount, &text, &sorts, width, opportunity));
        }
        let hang = (self.hang_first(fount, &text, &sorts), self.hang_last(fount, &text, &sorts));
        Word {
            text: text.into(),
            sorts: sorts.into(),
            width,
            points: points.into(),
            hang,
            backward,
        }
    }

    fn point(
        &mut self,
        fount: FountId,
        text: &str,
        sorts: &[Sort],
        width: i64,
        opportunity: Opportunity,
    ) -> Point {
        let (before, after) = text.split_at(opportunity.at);
        let backward = self.key(fount).backward;
        let cut = if backward { None } else { cut(sorts, opportunity.at) };
        let (mut left, right, first, mut last);
        if let Some(cut) = cut {
            left = self::width(&sorts[..cut]);
            right = width - left;
            first = self.hang_first(fount, after, &sorts[cut..]);
            last = self.hang_last(fount, before, &sorts[..cut]);
        } else {
            let (a, b) = (self.shape(fount, before), self.shape(fount, after));
            (left, right) = (self::width(&a), self::width(&b));
            first = self.hang_first(fount, after, &b);
            last = self.hang_last(fount, before, &a);
        }
        if opportunity.kind.adds_hyphen() {
            let hyphen = self.hyphen(fount, before);
            (left, last) = (left + hyphen.0, hyphen.1);
        }
        Point { opportunity, before: left, after: right, hang: (first, last) }
    }

    /// What a hyphen after this text adds to its width, kerning included, and how far it
    /// hangs out.
    fn hyphen(&mut self, fount: FountId, before: &str) -> (i64, i64) {
        let last = before.chars().next_back().unwrap_or(' ');
        if let Some(&known) = self.founts[usize::from(fount.0)].hyphens.get(&last) {
            return known;
        }
        let alone = self.shape(fount, last.encode_utf8(&mut [0; 4]));
        let both = self.shape(fount, &format!("{last}-"));
        let hyphen = (width(&both) - width(&alone), self.hang_last(fount, "-", &both));
        self.founts[usize::from(fount.0)].hyphens.insert(last, hyphen);
        hyphen
    }

    /// How far a text hangs out at its left.
    pub(super) fn hang_first(&self, fount: FountId, text: &str, sorts: &[Sort]) -> i64 {
        let key = self.key(fount);
        let first = text.chars().next().zip(sorts.first());
        first.filter(|(c, sort)| c.len_utf8() == usize::from(sort.len)).map_or(0, |(c, sort)| {
            self.practice.protrusion.left(
                self.fonts.face(key.face),
                c,
                key.size,
                i64::from(sort.advance),
            )
        })
    }

    /// How far a text hangs out at its right.
    pub(super) fn hang_last(&self, fount: FountId, text: &str, sorts: &[Sort]) -> i64 {
        let key = self.key(fount);
        let last = text.chars().next_back().zip(sorts.last());
        last.filter(|(c, sort)| c.len_utf8() == usize::from(sort.len)).map_or(0, |(c, sort)| {
            self.practice.protrusion.right(
                self.fonts.face(key.face),
                c,
                key.size,
                i64::from(sort.advance),
            )
        })
    }

    /// Shapes a text, without recalling it.
    fn shape(&mut self, fount: FountId, text: &str) -> Vec<Sort> {
        let Fount { key, plans, .. } = &mut self.founts[usize::from(fount.0)];
        self.shaper.shape(key, plans, text)
    }
}

/// The glyph that begins at this byte, if parting the word there changes no glyph.
fn cut(sorts: &[Sort], byte: usize) -> Option<usize> {
    let mut at = 0;
    for (index, sort) in sorts.iter().enumerate() {
        if at == byte && 0 < sort.len {
            return (!sort.joined).then_some(index);
        }
        at += usize::from(sort.len);
    }
    None
}

/// The room that glyphs take.
pub(super) fn width(sorts: &[Sort]) -> i64 {
    sorts.iter().map(|sort| i64::from(sort.advance)).sum()
}

#[cfg(test)]
mod tests;
