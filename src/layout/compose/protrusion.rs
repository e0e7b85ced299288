//! Optical margins: how far characters may hang out of the measure.
//!
//! A face, a character and its width come in, a length goes out. The figures are data,
//! chosen for each face, in `protrusion.txt`; this module decides none of them.

use std::collections::BTreeMap;

use crate::base::Length;
use crate::font::Face;

/// The figures of the bundled faces.
const FIGURES: &str = include_str!("protrusion.txt");
/// The family of faces that are not named.
const OTHERS: &str = "*";

/// How far characters hang, at the left and at the right.
type Table = BTreeMap<char, (i32, i32)>;

/// Which characters hang, and how far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Protrusion {
    /// In per cent of the glyph's width, by family.
    tables: BTreeMap<String, Table>,
    /// Figures in 1/1000 of the em for every face, that take their place.
    ems: Option<Table>,
}

impl Protrusion {
    /// The product's.
    pub(super) fn product() -> Protrusion {
        Protrusion { tables: parse(FIGURES), ems: None }
    }

    /// The same figures for every face, in 1/1000 of the em: character, left, right.
    #[cfg(test)]
    pub(super) fn ems(table: &[(char, i32, i32)]) -> Protrusion {
        let table = table.iter().map(|&(c, left, right)| (c, (left, right))).collect();
        Protrusion { tables: BTreeMap::new(), ems: Some(table) }
    }

    /// How far this character hangs out at the left, if it begins a line.
    pub(super) fn left(&self, face: &Face, c: char, size: Length, width: i64) -> i64 {
        self.look_up(face, c, size, width, |sides| sides.0)
    }

    /// How far this character hangs out at the right, if it ends a line.
    pub(super) fn right(&self, face: &Face, c: char, size: Length, width: i64) -> i64 {
        self.look_up(face, c, size, width, |sides| sides.1)
    }

    fn look_up(
        &self,
        face: &Face,
        c: char,
        size: Length,
        width: i64,
        side: fn(&(i32, i32)) -> i32,
    ) -> i64 {
        let (table, whole, den) = match &self.ems {
            Some(table) => (Some(table), size, 1_000),
            None => (self.table(&face.family), Length(width), 100),
        };
        let sides = table.and_then(|table| table.get(&c));
        sides.map_or(0, |sides| whole.ratio(i64::from(side(sides)), den).0)
    }

    /// The figures of a family; a cut that is a family of its own (`Barlow Condensed Medium`)
    /// has those of the family that its name begins with.
    fn table(&self, family: &str) -> Option<&Table> {
        let named = self.tables.iter().rfind(|(name, _)| family.starts_with(name.as_str()));
        named.map(|(_, table)| table).or_else(|| self.tables.get(OTHERS))
    }
}

/// Reads the figures: `[Family]`, then a character and its two sides on each line.
fn parse(figures: &str) -> BTreeMap<String, Table> {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let mut family = OTHERS.to_owned();
    for line in figures.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            name.clone_into(&mut family);
            tables.entry(family.clone()).or_default();
        } else if let Some((c, sides)) = entry(line) {
            tables.entry(family.clone()).or_default().insert(c, sides);
        }
    }
    tables
}

fn entry(line: &str) -> Option<(char, (i32, i32))> {
    let mut words = line.split(' ');
    let c = words.next()?.chars().next()?;
    Some((c, (words.next()?.parse().ok()?, words.next()?.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{FaceId, FontSet, Typeface};

    #[test]
    fn every_line_of_the_figures_is_read() {
        let read: usize = parse(FIGURES).values().map(Table::len).sum();
        let written =
            FIGURES.lines().filter(|l| !l.is_empty() && !l.starts_with(['#', '['])).count();
        assert_eq!(read, written, "each line is a character of its own in its family");
        for (c, (left, right)) in parse(FIGURES).values().flatten() {
            assert!((0..=70).contains(left) && (0..=70).contains(right), "`{c}` stays in sight");
        }
    }

    #[test]
    fn each_bundled_face_has_figures_of_its_own() {
        let protrusion = Protrusion::product();
        let hang = |fonts: &FontSet, face: FaceId, c: char| {
            protrusion.right(fonts.face(face), c, Length::pt(10), 1_000)
        };
        let book = FontSet::bundled();
        assert_eq!(hang(&book, FaceId::TEXT, ','), 600, "EB Garamond");
        assert_eq!(hang(&book, FaceId::SANS, ','), 0, "Barlow Condensed is set ragged");
        assert_eq!(hang(&book, FaceId::MONO, ','), 0, "code stays in its columns");
        let mut sans = FontSet::bundled();
        sans.dress(Typeface::Sans);
        assert_eq!(hang(&sans, FaceId::TEXT, ','), 500, "Fira Sans");
        for face in &book.faces {
            let family = protrusion.tables.keys().any(|name| face.family.starts_with(name));
            assert!(family, "`{}` is named", face.family);
        }
    }
}
