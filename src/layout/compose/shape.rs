//! Characters to glyphs.
//!
//! A [`FountKey`] (face, size, features) and a word come in, [`Sort`]s go out: glyphs with
//! their advances in scaled points. Each is rounded as TeX does it (the glyph's own width
//! and its kerning each by itself), so that sums are the same everywhere. It knows no
//! paragraph and no line, and recalls nothing but the shaper's own plans.
//!
//! OpenType 1.9, through `harfrust`.

use std::collections::BTreeMap;

use harfrust::{
    Buffer, Direction, Feature, Language, Script, ShapeOptions, ShapePlan, ShaperFont, Tag,
};

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
    /// Whether it is set from right to left.
    pub(super) backward: bool,
}

impl FountKey {
    /// The fount of a style in this face.
    pub(super) fn new(style: &TextStyle, face: FaceId, lang: &Lang) -> FountKey {
        let TextStyle { size, figures, caps, tracking, .. } = *style;
        let lang = lang.clone();
        FountKey { face, size, figures, caps, tracking, lang, backward: false }
    }

    /// What is added to each character's advance.
    pub(super) fn tracked(&self) -> i64 {
        self.size.ratio(i64::from(self.tracking), 1_000).0
    }
}

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

/// The shaper, with the faces that it has been asked for.
pub(super) struct Shaper<'a> {
    fonts: &'a FontSet,
    faces: BTreeMap<FaceId, ShaperFont<'a, 'static>>,
    buffer: Buffer,
}

/// What the shaper has worked out for a fount, by script and direction.
#[derive(Default)]
pub(super) struct Plans(Vec<ShapePlan>);

impl<'a> Shaper<'a> {
    pub(super) fn new(fonts: &'a FontSet) -> Shaper<'a> {
        Shaper { fonts, faces: BTreeMap::new(), buffer: Buffer::new() }
    }

    /// Shapes a text.
    pub(super) fn shape(&mut self, key: &FountKey, plans: &mut Plans, text: &str) -> Vec<Sort> {
        let face = self.fonts.face(key.face);
        let font = self.faces.entry(key.face).or_insert_with(|| ShaperFont::new(face.shaping()));
        let direction = if key.backward { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = script(text);
        let plan = plans.get(key, face, script, direction);
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
        let scaled = |value: i32| key.size.ratio(i64::from(value), units).0;
        let lens = clusters(&self.buffer, text.len(), direction);
        let (infos, positions) = (self.buffer.glyph_infos(), self.buffer.glyph_positions());
        let mut sorts = Vec::with_capacity(lens.len());
        for ((info, position), len) in infos.iter().zip(positions).zip(lens) {
            let natural = font.glyph_h_advance(harfrust::GlyphId::new(info.glyph_id));
            let tracking = if 0 < len { key.tracked() } else { 0 };
            let advance = scaled(natural) + scaled(position.x_advance - natural) + tracking;
            sorts.push(Sort {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                len,
                advance: narrow(advance),
                dx: narrow(scaled(position.x_offset)),
                dy: narrow(scaled(position.y_offset)),
                joined: info.unsafe_to_break(),
            });
        }
        sorts
    }
}

impl Plans {
    fn get(
        &mut self,
        key: &FountKey,
        face: &Face,
        script: Script,
        direction: Direction,
    ) -> &ShapePlan {
        let fits =
            |plan: &ShapePlan| plan.script() == Some(script) && plan.direction() == direction;
        let at = self.0.iter().position(fits).unwrap_or_else(|| {
            let language = Language::new(key.lang.as_str());
            let features = features(key, face.metrics.monospaced);
            let language = language.as_ref();
            let font = face.shaping();
            self.0.push(ShapePlan::new(font, direction, Some(script), language, &features));
            self.0.len() - 1
        });
        &self.0[at]
    }
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

fn features(key: &FountKey, monospaced: bool) -> Vec<Feature> {
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
    // Letters that are spaced do not touch; code shows the characters that were typed.
    if key.tracking != 0 || monospaced {
        set(b"liga", 0);
        set(b"clig", 0);
    }
    if monospaced {
        set(b"calt", 0);
    }
    features
}

/// The script of a word, by its first letter that tells.
fn script(text: &str) -> Script {
    if text.is_ascii() {
        return Script::LATIN;
    }
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
    script.unwrap_or(Script::LATIN)
}

/// A length as a glyph has it; lengths beyond 32,000 points are cut.
pub(super) fn narrow(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}
