//! Text to segments: words and spaces, each of one fount, face found for every character.
//!
//! A [`Text`] comes in, [`Segment`]s in reading order go out. A character that its style's
//! face lacks is looked for in the book face and then among the symbols; one that no face
//! has is reported and drawn as a replacement. It knows no line.
//!
//! Writing directions: Unicode Standard Annex #9, through `unicode-bidi`.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Text;
use super::case::{FountId, Space, TypeCase, WordId};
use super::shape::FountKey;
use crate::base::{Lang, Length};
use crate::design::{Cut, TextStyle};
use crate::font::{FaceId, Family, FontSet};

/// A stretch of text that is set in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    /// First byte of the paragraph's text.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// Index of its span.
    pub(super) span: usize,
    pub(super) fount: FountId,
    /// Embedding level; odd runs from right to left.
    pub(super) level: u8,
    pub(super) kind: SegmentKind,
}

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SegmentKind {
    /// Letters and marks without a space.
    Word {
        word: WordId,
        /// Whether no letter touches it, so that its syllables are those of a word.
        whole: bool,
    },
    /// A space; `breaks` says whether a line may end at it.
    Space { space: Space, breaks: bool },
    /// A line feed.
    LineEnd,
}

/// Words are shaped in stretches of at most so many bytes, so that no word of any length
/// takes more than its share of time.
const LONGEST_WORD: usize = 120;

/// Cuts a text into segments.
pub(super) fn itemize(
    case: &mut TypeCase,
    text: &Text,
    lang: &Lang,
    missing: &mut BTreeSet<(char, usize)>,
) -> Vec<Segment> {
    let levels = levels(&text.text);
    let mut itemizer = Itemizer { case, text: &text.text, levels, missing, segments: Vec::new() };
    let mut start = 0;
    for (index, span) in text.spans.iter().enumerate() {
        let last = index + 1 == text.spans.len();
        let mut end = if last { text.text.len() } else { (start + span.len).min(text.text.len()) };
        while !text.text.is_char_boundary(end) {
            end += 1;
        }
        let lang = span.lang.as_ref().unwrap_or(lang);
        itemizer.span(index, (start, end), &span.style, lang);
        start = end;
    }
    itemizer.segments
}

/// The embedding level of each byte; none where all runs from left to right.
pub(super) fn levels(text: &str) -> Option<Vec<unicode_bidi::Level>> {
    text.chars().any(is_backward).then(|| {
        let ltr = Some(unicode_bidi::Level::ltr());
        unicode_bidi::BidiInfo::new(text, ltr).levels
    })
}

/// The face that a style asks for.
pub(super) fn face(style: &TextStyle) -> FaceId {
    cut(style.family, style.cut)
}

fn cut(family: Family, cut: Cut) -> FaceId {
    match cut {
        Cut::Regular => family.regular,
        Cut::Italic => family.italic,
        Cut::Bold => family.bold,
        Cut::BoldItalic => family.bold_italic,
    }
}

struct Itemizer<'i, 'a> {
    case: &'i mut TypeCase<'a>,
    text: &'i str,
    levels: Option<Vec<unicode_bidi::Level>>,
    missing: &'i mut BTreeSet<(char, usize)>,
    segments: Vec<Segment>,
}

impl Itemizer<'_, '_> {
    fn span(&mut self, span: usize, range: (usize, usize), style: &TextStyle, lang: &Lang) {
        let (start, end) = range;
        let text = self.text;
        let slice = &text[start..end];
        let face = primary(self.case.fonts(), style, slice);
        let fount = self.case.fount(FountKey::new(style, face, lang));
        let mut word = start;
        for (at, c) in slice.char_indices() {
            let at = start + at;
            let space = is_space(c);
            if space || c == '\n' {
                self.words(span, (word, at), fount, style);
                word = at + c.len_utf8();
                let kind = if space { self.space(fount, c) } else { SegmentKind::LineEnd };
                self.push(span, (at, word), fount, kind);
            }
        }
        self.words(span, (word, end), fount, style);
    }

    fn push(
        &mut self,
        span: usize,
        (start, end): (usize, usize),
        fount: FountId,
        kind: SegmentKind,
    ) {
        let level = self.levels.as_ref().map_or(0, |levels| levels[start].number());
        self.segments.push(Segment { start, end, span, fount, level, kind });
    }

    fn space(&mut self, fount: FountId, c: char) -> SegmentKind {
        let space = self.case.space(fount);
        let (size, face) = (self.case.key(fount).size, self.case.key(fount).face);
        let fixed = |num, den| Space {
            advance: size.ratio(num, den).0,
            stretch: 0,
            shrink: 0,
            glyph: space.glyph,
        };
        let even = self.case.fonts().face(face).metrics.monospaced;
        let (space, breaks) = match c {
            '\t' if even => (Space { advance: 4 * space.advance, ..space }, true),
            '\u{a0}' => (space, false),
            // Thin and fixed: French punctuation, numbers and their units.
            '\u{202f}' => (fixed(1, 6), false),
            '\u{2007}' => {
                let digit = self.case.make(fount, "0");
                let advance = self.case.word(digit).width;
                (Space { advance, ..fixed(1, 2) }, false)
            }
            '\u{2002}' | '\u{2000}' => (fixed(1, 2), true),
            '\u{2003}' | '\u{2001}' | '\u{3000}' => (fixed(1, 1), true),
            '\u{2004}' => (fixed(1, 3), true),
            '\u{2005}' | '\u{2008}' => (fixed(1, 4), true),
            '\u{2006}' => (fixed(1, 6), true),
            '\u{2009}' => (fixed(1, 5), true),
            '\u{200a}' => (fixed(1, 10), true),
            '\u{205f}' => (fixed(2, 9), true),
            _ => (space, true),
        };
        // In type of one width, a stretched space would break the columns.
        let space = if even { Space { stretch: 0, shrink: 0, ..space } } else { space };
        SegmentKind::Space { space, breaks }
    }

    /// Places what stands between two spaces: at best one word.
    fn words(
        &mut self,
        span: usize,
        (start, end): (usize, usize),
        fount: FountId,
        style: &TextStyle,
    ) {
        let mut from = start;
        while from < end {
            let to = self.stretch(from, end);
            self.word(span, (from, to), fount, style);
            from = to;
        }
    }

    /// The end of the longest stretch from here that may be shaped in one go.
    fn stretch(&self, from: usize, end: usize) -> usize {
        let level = |at: usize| self.levels.as_ref().map(|levels| levels[at]);
        let mut most = (from + LONGEST_WORD).min(end);
        if most < end {
            let joins = |at: usize| {
                !self.text.is_char_boundary(at)
                    || self.text[at..].chars().next().is_some_and(is_combining_mark)
            };
            while from + LONGEST_WORD / 2 < most && joins(most) {
                most -= 1;
            }
            while !self.text.is_char_boundary(most) {
                most -= 1;
            }
        }
        (from..most).find(|&at| level(at) != level(from)).unwrap_or(most)
    }

    fn word(
        &mut self,
        span: usize,
        (start, end): (usize, usize),
        fount: FountId,
        style: &TextStyle,
    ) {
        let text = self.text;
        let token = &text[start..end];
        let backward = self.levels.as_ref().is_some_and(|levels| levels[start].is_rtl());
        let fount = if backward {
            self.case.fount(FountKey { backward, ..self.case.key(fount).clone() })
        } else {
            fount
        };
        let face = self.case.key(fount).face;
        if self.case.known(fount, token).is_some() || covers(self.case.fonts(), face, token) {
            let word = self.case.make(fount, token);
            let whole = self.is_whole(start, end);
            self.push(span, (start, end), fount, SegmentKind::Word { word, whole });
            return;
        }
        let faces = [face, style.family.regular, book_face(style, face), FaceId::SYMBOLS];
        let mut from = start;
        while from < end {
            let (to, found) = self.run(from, end, &faces);
            let token = &text[from..to];
            let key = FountKey { face: found.unwrap_or(faces[2]), ..self.case.key(fount).clone() };
            let fount = self.case.fount(key);
            let word = if found.is_some() {
                self.case.make(fount, token)
            } else {
                self.lacks(token, from, &faces);
                self.case.replacement(fount, token)
            };
            self.push(span, (from, to), fount, SegmentKind::Word { word, whole: false });
            from = to;
        }
    }

    /// Notes which characters of a cluster no face has; if each has its face, but none has all,
    /// the marks.
    fn lacks(&mut self, cluster: &str, at: usize, faces: &[FaceId]) {
        let fonts = self.case.fonts();
        let lacking = |c: &char| !faces.iter().any(|&face| fonts.face(face).has(*c));
        let mut missing: Vec<char> = cluster.chars().filter(lacking).collect();
        if missing.is_empty() {
            missing = cluster.chars().skip(1).collect();
        }
        self.missing.extend(missing.into_iter().map(|c| (c, at)));
    }

    /// The end of the longest run from here for which the same face is the first to have
    /// every character; a run that no face has is one character and its marks.
    fn run(&self, from: usize, end: usize, faces: &[FaceId]) -> (usize, Option<FaceId>) {
        let fonts = self.case.fonts();
        let first =
            |cluster: &str| faces.iter().copied().find(|&face| covers(fonts, face, cluster));
        let mut to = self.cluster(from, end);
        let found = first(&self.text[from..to]);
        while found.is_some() && to < end {
            let next = self.cluster(to, end);
            if first(&self.text[to..next]) != found {
                break;
            }
            to = next;
        }
        (to, found)
    }

    /// The end of the character at `from` and the marks on it.
    fn cluster(&self, from: usize, end: usize) -> usize {
        let mut chars = self.text[from..end].char_indices().skip(1);
        let next = chars.find(|&(_, c)| !is_combining_mark(c) && !is_ignorable(c));
        next.map_or(end, |(at, _)| from + at)
    }

    fn is_whole(&self, start: usize, end: usize) -> bool {
        let before = self.text[..start].chars().next_back();
        let after = self.text[end..].chars().next();
        !before.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphabetic)
    }
}

/// The face of a stretch: its own, or the book face for all of it where a display or sans
/// face lacks a character, so that no line is a mixture.
fn primary(fonts: &FontSet, style: &TextStyle, text: &str) -> FaceId {
    let own = face(style);
    let book = book_face(style, own);
    let poster =
        matches!(own, FaceId::SANS | FaceId::SANS_ITALIC | FaceId::SANS_BOLD | FaceId::DISPLAY);
    if poster && !covers(fonts, own, text) && covers(fonts, book, text) { book } else { own }
}

/// The book face that stands in for a face.
fn book_face(style: &TextStyle, own: FaceId) -> FaceId {
    match own {
        FaceId::DISPLAY | FaceId::SANS_BOLD => FaceId::TEXT_BOLD,
        FaceId::SANS_ITALIC => FaceId::TEXT_ITALIC,
        _ => cut(Family::TEXT, style.cut),
    }
}

/// Whether a face can draw all of a text.
fn covers(fonts: &FontSet, face: FaceId, text: &str) -> bool {
    let face = fonts.face(face);
    let has = |c: char| face.has(c) || is_ignorable(c) || is_space(c) || c == '\n';
    text.chars().all(has) || text.nfc().all(has)
}

/// Characters that are not drawn (Unicode, `Default_Ignorable_Code_Point`, those in use).
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Characters that are set as a space of some width.
pub(super) fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\r' | '\u{a0}' | '\u{2000}'
            ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Whether a character turns text round in a line that runs from left to right: letters, Arabic
/// figures and invisible marks do.
fn is_backward(c: char) -> bool {
    use unicode_bidi::BidiClass::{AL, AN, R, RLE, RLI, RLO};
    '\u{590}' <= c && matches!(unicode_bidi::bidi_class(c), R | AL | AN | RLE | RLI | RLO)
}

/// The greatest size in a text.
pub(super) fn em(text: &Text) -> Length {
    text.spans.iter().map(|span| span.style.size).fold(Length::ZERO, Length::max)
}
