//! Characters to glyphs: founts, words and spaces, each shaped once.
//!
//! A [`FountKey`] (face, size, features) and a word come in, a [`Word`] of glyphs goes out,
//! with the places inside it at which a line may end. Advances are scaled points, rounded
//! glyph by glyph as TeX does (the glyph's own width and its kerning each by itself), so
//! that sums are the same everywhere. It knows no paragraph and no line.
//!
//! Shaping follows OpenType 1.9 through `harfrust`. Words are shaped apart from each other:
//! no bundled face kerns across a space (a test checks it).

use std::collections::BTreeMap;

use harfrust::{
    Buffer, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag,
};

use super::opportunities::{self, Opportunity};
use super::practice::Practice;
use crate::base::{Lang, Length};
use crate::design::{Caps, Figures, TextStyle};
use crate::font::{Face, FaceId, FontSet};

/// What tells one fount from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FountKey {
    pub(super) face: FaceId,
    pub(super) size: Length,
    pub(super) figures: Figures,
    pub(super) caps: Caps,
    pub(super) tracking: i32,
    pub(super) lang: Lang,
}

impl FountKey {
    /// The fount of a style in this face.
    pub(super) fn new(style: &TextStyle, face: FaceId, lang: &Lang) -> FountKey {
        let TextStyle { size, figures, caps, tracking, .. } = *style;
        FountKey { face, size, figures, caps, tracking, lang: lang.clone() }
    }
}

/// Names a fount of a [`TypeCase`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FountId(u16);

/// Names a word of a [`TypeCase`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordId(u32);

/// A glyph of a word; lengths in scaled points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sort {
    pub(super) id: u16,
    /// Bytes of the word that it stands for; 0 for later glyphs of a cluster.
    pub(super) len: u16,
    pub(super) advance: i32,
    pub(super) dx: i32,
    pub(super) dy: i32,
    /// Whether parting the word before this glyph changes any glyph.
    pub(super) joined: bool,
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
    /// Whether it is written from right to left.
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
    plans: Vec<ShapePlan>,
    space: Option<Space>,
    words: BTreeMap<Box<str>, WordId>,
    /// By the character before the hyphen: what a hyphen adds to the width.
    hyphens: BTreeMap<char, i64>,
}

/// All founts in use and all words shaped so far.
pub(super) struct TypeCase<'a> {
    fonts: &'a FontSet,
    practice: Practice,
    founts: Vec<Fount>,
    faces: BTreeMap<FaceId, ShaperFont<'a, 'static>>,
    words: Vec<Word>,
    buffer: Buffer,
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
            faces: BTreeMap::new(),
            words: Vec::new(),
            buffer: Buffer::new(),
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
                plans: Vec::new(),
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
        let width = sorts.iter().map(|sort| i64::from(sort.advance)).sum();
        let word = Word { text: text.into(), sorts: sorts.into(), width, ..Word::default() };
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
        let sorts = self.shape(fount, " ");
        let key = &self.founts[usize::from(fount.0)].key;
        let face = self.fonts.face(key.face);
        let tracking = tracking(key);
        let units = face_space_units(face);
        let size = key.size;
        let upem = i64::from(face.metrics.units_per_em);
        let space = sorts.first().map_or_else(Space::default, |sort| Space {
            glyph: sort.id,
            advance: i64::from(sort.advance),
            stretch: size.ratio(units, 2 * upem).0 + tracking / 2,
            shrink: size.ratio(units, 3 * upem).0 + tracking / 3,
        });
        self.founts[usize::from(fount.0)].space = Some(space);
        space
    }

    /// Shapes the part of a word that stands on one line, with a hyphen if it ends in one.
    pub(super) fn fragment(
        &mut self,
        fount: FountId,
        word: WordId,
        (from, to): (usize, usize),
        hyphen: bool,
    ) -> Vec<Sort> {
        let word = self.word(word);
        if from == 0 && to == word.text.len() && !hyphen {
            return word.sorts.to_vec();
        }
        let text = word.text[from..to].to_owned();
        let mut sorts = self.shape(fount, &text);
        if hyphen {
            let both = self.shape(fount, &(text.clone() + "-"));
            if let Some((last, rest)) = both.split_last()
                && rest.iter().map(|sort| usize::from(sort.len)).sum::<usize>() == text.len()
            {
                // The hyphen is not in the text; what is, is a soft hyphen (two bytes).
                sorts = rest.to_vec();
                sorts.push(Sort { len: 2, ..*last });
            }
        }
        sorts
    }

    fn shape_word(&mut self, fount: FountId, source: &str) -> Word {
        let key = &self.founts[usize::from(fount.0)].key;
        let opportunities = opportunities::find(source, &key.lang, &self.practice);
        let text: String = source.chars().filter(|&c| c != '\u{ad}').collect();
        let sorts = self.shape(fount, &text);
        let width = sorts.iter().map(|sort| i64::from(sort.advance)).sum();
        let mut points = Vec::with_capacity(opportunities.len());
        for opportunity in opportunities {
            points.push(self.point(fount, &text, &sorts, width, opportunity));
        }
        let hang = (self.hang_first(fount, &text, &sorts), self.hang_last(fount, &text, &sorts));
        let backward = text.chars().any(is_backward);
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
        let cut = cut(sorts, opportunity.at);
        let (mut left, right);
        let (first, last);
        if let Some(cut) = cut {
            left = sorts[..cut].iter().map(|sort| i64::from(sort.advance)).sum::<i64>();
            right = width - left;
            first = self.hang_first(fount, after, &sorts[cut..]);
            last = self.hang_last(fount, before, &sorts[..cut]);
        } else {
            let (a, b) = (self.shape(fount, before), self.shape(fount, after));
            left = a.iter().map(|sort| i64::from(sort.advance)).sum();
            right = b.iter().map(|sort| i64::from(sort.advance)).sum();
            first = self.hang_first(fount, after, &b);
            last = self.hang_last(fount, before, &a);
        }
        let mut hang = (first, last);
        if opportunity.kind.adds_hyphen() {
            left += self.hyphen(fount, before);
            hang.1 = self.hang_hyphen(fount);
        }
        Point { opportunity, before: left, after: right, hang }
    }

    /// What a hyphen after this text adds to its width, kerning included.
    fn hyphen(&mut self, fount: FountId, before: &str) -> i64 {
        let Some(last) = before.chars().next_back() else { return 0 };
        if let Some(&known) = self.founts[usize::from(fount.0)].hyphens.get(&last) {
            return known;
        }
        let width =
            |sorts: Vec<Sort>| sorts.iter().map(|sort| i64::from(sort.advance)).sum::<i64>();
        let alone = width(self.shape(fount, last.encode_utf8(&mut [0; 4])));
        let both = width(self.shape(fount, &format!("{last}-")));
        self.founts[usize::from(fount.0)].hyphens.insert(last, both - alone);
        both - alone
    }

    fn hang_hyphen(&mut self, fount: FountId) -> i64 {
        let sorts = self.shape(fount, "-");
        self.hang_last(fount, "-", &sorts)
    }

    /// How far a text hangs out at its left.
    pub(super) fn hang_first(&self, fount: FountId, text: &str, sorts: &[Sort]) -> i64 {
        let key = self.key(fount);
        let first = text.chars().next().zip(sorts.first());
        first.filter(|(c, sort)| c.len_utf8() == usize::from(sort.len)).map_or(0, |(c, sort)| {
            self.practice.protrusion.left(key.face, c, key.size, i64::from(sort.advance))
        })
    }

    /// How far a text hangs out at its right.
    pub(super) fn hang_last(&self, fount: FountId, text: &str, sorts: &[Sort]) -> i64 {
        let key = self.key(fount);
        let last = text.chars().next_back().zip(sorts.last());
        last.filter(|(c, sort)| c.len_utf8() == usize::from(sort.len)).map_or(0, |(c, sort)| {
            self.practice.protrusion.right(key.face, c, key.size, i64::from(sort.advance))
        })
    }

    /// Shapes a text, without recalling anything.
    fn shape(&mut self, fount: FountId, text: &str) -> Vec<Sort> {
        let fonts = self.fonts;
        let at = usize::from(fount.0);
        let key = &self.founts[at].key;
        let (size, tracking) = (key.size, tracking(key));
        let face = fonts.face(key.face);
        let font = self.faces.entry(key.face).or_insert_with(|| ShaperFont::new(face.shaping()));
        let (script, direction) = script(text);
        let plan = plan(&mut self.founts[at], face, script, direction);
        let buffer = &mut self.buffer;
        buffer.clear();
        buffer.push_str(text);
        buffer.set_direction(direction);
        buffer.set_script(Some(script));
        buffer.set_language(plan.language().cloned());
        if harfrust::shape(font, buffer, ShapeOptions::new().plan(Some(plan))).is_err() {
            return Vec::new();
        }
        let units = i64::from(face.metrics.units_per_em);
        let scaled = |value: i32| size.ratio(i64::from(value), units).0;
        let clusters = clusters(buffer, text.len(), direction);
        let mut sorts = Vec::with_capacity(clusters.len());
        for ((info, position), len) in
            buffer.glyph_infos().iter().zip(buffer.glyph_positions()).zip(clusters)
        {
            let natural = font.glyph_h_advance(harfrust::GlyphId::new(info.glyph_id));
            let mut advance = scaled(natural) + scaled(position.x_advance - natural);
            if 0 < len {
                advance += tracking;
            }
            sorts.push(Sort {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                len,
                advance: clamp(advance),
                dx: clamp(scaled(position.x_offset)),
                dy: clamp(scaled(position.y_offset)),
                joined: info.unsafe_to_break(),
            });
        }
        sorts
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

/// For each glyph, the bytes that it stands for: the first glyph of a cluster has them all.
///
/// The shaper numbers clusters by their first byte, in falling order from right to left.
fn clusters(buffer: &Buffer, len: usize, direction: Direction) -> Vec<u16> {
    let infos = buffer.glyph_infos();
    let start = |index: usize| infos[index].cluster as usize;
    let mut lens = vec![0_u16; infos.len()];
    let mut end = len;
    let order: Vec<usize> = if direction == Direction::RightToLeft {
        (0..infos.len()).collect()
    } else {
        (0..infos.len()).rev().collect()
    };
    let mut at = 0;
    while at < order.len() {
        let cluster = start(order[at]);
        let mut first = order[at];
        while at < order.len() && start(order[at]) == cluster {
            first = first.min(order[at]);
            at += 1;
        }
        lens[first] = u16::try_from(end.saturating_sub(cluster)).unwrap_or(u16::MAX);
        end = cluster.min(end);
    }
    lens
}

fn plan<'f>(
    fount: &'f mut Fount,
    face: &Face,
    script: Script,
    direction: Direction,
) -> &'f ShapePlan {
    let found = fount
        .plans
        .iter()
        .position(|plan| plan.script() == Some(script) && plan.direction() == direction);
    let at = found.unwrap_or_else(|| {
        let language = Language::new(fount.key.lang.as_str());
        let features = features(&fount.key);
        fount.plans.push(ShapePlan::new(
            face.shaping(),
            direction,
            Some(script),
            language.as_ref(),
            &features,
        ));
        fount.plans.len() - 1
    });
    &fount.plans[at]
}

fn features(key: &FountKey) -> Vec<Feature> {
    let mut features = Vec::new();
    let mut set = |tag: &[u8; 4], value| features.push(Feature::new(Tag::new(tag), value, ..));
    match key.figures {
        Figures::OldStyle => {
            set(b"onum", 1);
            set(b"pnum", 1);
        }
        Figures::Lining => {
            set(b"lnum", 1);
            set(b"pnum", 1);
        }
        Figures::Tabular => {
            set(b"lnum", 1);
            set(b"tnum", 1);
        }
        Figures::Superior => set(b"sups", 1),
    }
    match key.caps {
        Caps::AsTyped => {}
        Caps::Small => set(b"smcp", 1),
        Caps::AllSmall => {
            set(b"smcp", 1);
            set(b"c2sc", 1);
        }
    }
    if key.tracking != 0 {
        set(b"liga", 0);
        set(b"clig", 0);
    }
    features
}

fn tracking(key: &FountKey) -> i64 {
    key.size.ratio(i64::from(key.tracking), 1_000).0
}

fn face_space_units(face: &Face) -> i64 {
    let font = ShaperFont::new(face.shaping());
    font.nominal_glyph(0x20).map_or(0, |glyph| i64::from(font.glyph_h_advance(glyph)))
}

/// The script of a word, by its first letter that tells, and the way it runs.
fn script(text: &str) -> (Script, Direction) {
    if text.is_ascii() {
        return (Script::LATIN, Direction::LeftToRight);
    }
    let direction =
        if text.chars().any(is_backward) { Direction::RightToLeft } else { Direction::LeftToRight };
    let script = text.chars().find_map(|c| match c {
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
            Some(Script::LATIN)
        }
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Script::GREEK),
        '\u{400}'..='\u{52f}' | '\u{2de0}'..='\u{2dff}' => Some(Script::CYRILLIC),
        '\u{531}'..='\u{58a}' => Some(Script::ARMENIAN),
        '\u{590}'..='\u{5ff}' => Some(Script::HEBREW),
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => Some(Script::ARABIC),
        '\u{900}'..='\u{97f}' => Some(Script::DEVANAGARI),
        _ => None,
    });
    (script.unwrap_or(Script::LATIN), direction)
}

/// Whether a character is of a script that is written from right to left.
pub(super) fn is_backward(c: char) -> bool {
    '\u{590}' <= c
        && matches!(
            unicode_bidi::bidi_class(c),
            unicode_bidi::BidiClass::R | unicode_bidi::BidiClass::AL
        )
}

fn clamp(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}
