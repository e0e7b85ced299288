//! Optical margins: how far characters may hang out of the measure.
//!
//! A face, a character and its width come in, a length goes out. The figures are data,
//! chosen by eye for each face; a margin looks straight when small marks stand outside it.

use crate::base::Length;
use crate::font::FaceId;

/// Shares of the glyph's width, in per cent: character, left, right.
type Table = &'static [(char, i32, i32)];

/// EB Garamond: the theme's figures, and a little for letters with open sides.
const SERIF: Table = &[
    ('-', 0, 65),
    ('\u{2010}', 0, 65),
    (',', 0, 60),
    ('.', 0, 55),
    (':', 0, 30),
    (';', 0, 30),
    ('\u{2013}', 0, 25),
    ('\u{2014}', 0, 12),
    ('!', 0, 10),
    ('?', 0, 10),
    (')', 0, 15),
    ('(', 10, 0),
    ('\u{2026}', 0, 10),
    ('\'', 60, 60),
    ('"', 60, 60),
    ('\u{2018}', 60, 60),
    ('\u{2019}', 60, 60),
    ('\u{201a}', 60, 60),
    ('\u{201c}', 60, 60),
    ('\u{201d}', 60, 60),
    ('\u{201e}', 60, 60),
    ('\u{ab}', 30, 30),
    ('\u{bb}', 30, 30),
    ('\u{2039}', 30, 30),
    ('\u{203a}', 30, 30),
    ('A', 5, 5),
    ('T', 6, 6),
    ('V', 5, 5),
    ('W', 5, 5),
    ('X', 4, 4),
    ('Y', 6, 6),
    ('O', 3, 3),
    ('C', 3, 0),
    ('G', 3, 0),
    ('Q', 3, 3),
    ('D', 0, 3),
    ('r', 0, 4),
    ('k', 0, 3),
    ('t', 0, 3),
    ('f', 0, 3),
    ('v', 4, 4),
    ('w', 4, 4),
    ('x', 3, 3),
    ('y', 4, 4),
];

/// Faces for captions, labels and heads, set ragged: only their quotation marks hang.
const SANS: Table =
    &[('\u{2018}', 50, 0), ('\u{201c}', 50, 0), ('\u{201e}', 50, 0), ('\u{ab}', 25, 0)];

/// Which characters hang, and how far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Protrusion {
    /// Figures in 1/1000 of the em for every face, that take the place of the tables:
    /// character, left, right.
    pub(super) ems: Option<Vec<(char, i32, i32)>>,
}

impl Protrusion {
    /// How far this character hangs out at the left, if it begins a line.
    pub(super) fn left(&self, face: FaceId, c: char, size: Length, width: i64) -> i64 {
        self.look_up(face, c, size, width, |entry| entry.1)
    }

    /// How far this character hangs out at the right, if it ends a line.
    pub(super) fn right(&self, face: FaceId, c: char, size: Length, width: i64) -> i64 {
        self.look_up(face, c, size, width, |entry| entry.2)
    }

    fn look_up(
        &self,
        face: FaceId,
        c: char,
        size: Length,
        width: i64,
        side: fn(&(char, i32, i32)) -> i32,
    ) -> i64 {
        let (table, whole, den) = match &self.ems {
            Some(table) => (table.as_slice(), size, 1_000),
            None => (table(face), Length(width), 100),
        };
        let entry = table.iter().find(|entry| entry.0 == c);
        entry.map_or(0, |entry| whole.ratio(i64::from(side(entry)), den).0)
    }
}

fn table(face: FaceId) -> Table {
    match face {
        FaceId::SANS | FaceId::SANS_ITALIC | FaceId::SANS_BOLD | FaceId::DISPLAY => SANS,
        FaceId::MONO | FaceId::SYMBOLS => &[],
        // A kit's own faces are set as the book face is.
        _ => SERIF,
    }
}
