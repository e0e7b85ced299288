//! Font bytes to facts: faces, metrics, coverage, subsets.
//!
//! Font files come in, [`Face`]s go out. The bundled faces are part of the program, so that
//! it works where no font is installed. Floats are allowed here and nowhere else in the
//! pipeline. Knows no page and no document. Formats: OpenType 1.9, read with `skrifa`.

mod bundled;
mod coverage;
mod subset;

use std::borrow::Cow;
use std::sync::OnceLock;

use skrifa::MetadataProvider;

pub use subset::subset_for_epub;

use coverage::Coverage;

/// Names a face of a [`FontSet`]: an index into its faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

impl FaceId {
    /// EB Garamond Regular, or the theme's own text face.
    pub const TEXT: FaceId = FaceId(0);
    /// Its italic.
    pub const TEXT_ITALIC: FaceId = FaceId(1);
    /// Its bold.
    pub const TEXT_BOLD: FaceId = FaceId(2);
    /// Its bold italic.
    pub const TEXT_BOLD_ITALIC: FaceId = FaceId(3);
    /// Barlow Condensed Medium.
    pub const SANS: FaceId = FaceId(4);
    /// Barlow Condensed Medium Italic.
    pub const SANS_ITALIC: FaceId = FaceId(5);
    /// Barlow Condensed SemiBold.
    pub const SANS_BOLD: FaceId = FaceId(6);
    /// League Gothic Regular, or the theme's own face of titles.
    pub const DISPLAY: FaceId = FaceId(7);
    /// JetBrains Mono Regular.
    pub const MONO: FaceId = FaceId(8);
    /// Noto Sans Symbols 2, for characters that no text face has.
    pub const SYMBOLS: FaceId = FaceId(9);
}

/// The four cuts of a family; where a cut is missing, the nearest true one stands in, never
/// a slanted or emboldened copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// Upright.
    pub regular: FaceId,
    /// Italic.
    pub italic: FaceId,
    /// Bold.
    pub bold: FaceId,
    /// Bold italic.
    pub bold_italic: FaceId,
}

impl Family {
    /// The text face: EB Garamond, or the theme's own.
    pub const TEXT: Family = Family {
        regular: FaceId::TEXT,
        italic: FaceId::TEXT_ITALIC,
        bold: FaceId::TEXT_BOLD,
        bold_italic: FaceId::TEXT_BOLD_ITALIC,
    };
    /// Barlow Condensed.
    pub const SANS: Family = Family {
        regular: FaceId::SANS,
        italic: FaceId::SANS_ITALIC,
        bold: FaceId::SANS_BOLD,
        bold_italic: FaceId::SANS_BOLD,
    };
    /// The face of titles, which has one cut: League Gothic, or the theme's own.
    pub const DISPLAY: Family = Family {
        regular: FaceId::DISPLAY,
        italic: FaceId::DISPLAY,
        bold: FaceId::DISPLAY,
        bold_italic: FaceId::DISPLAY,
    };
    /// JetBrains Mono, of which one cut is bundled.
    pub const MONO: Family = Family {
        regular: FaceId::MONO,
        italic: FaceId::MONO,
        bold: FaceId::MONO,
        bold_italic: FaceId::MONO,
    };
}

/// A face and what is known of it.
#[derive(Debug, Clone)]
pub struct Face {
    /// PostScript name: `EBGaramond-Regular`.
    pub name: String,
    /// Family name: `EB Garamond`.
    pub family: String,
    /// The font file.
    pub data: Cow<'static, [u8]>,
    /// Licence text to be shipped with an embedded copy; empty for a kit's own fonts.
    pub licence: &'static str,
    /// Metrics in font units.
    pub metrics: Metrics,
    /// The characters it has, read when first asked for.
    coverage: OnceLock<Coverage>,
    shaping: Shaping,
}

/// The face as the shaper wants it; clones share what it has read.
#[derive(Clone)]
struct Shaping(harfrust::Font);

impl std::fmt::Debug for Shaping {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shaping")
    }
}

/// Metrics in font units (OpenType `head`, `hhea`, `OS/2`, `post`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Metrics {
    /// Units to the em.
    pub units_per_em: u16,
    /// Height above the baseline.
    pub ascent: f32,
    /// Depth below the baseline, negative.
    pub descent: f32,
    /// Height of capitals.
    pub cap_height: f32,
    /// Height of small letters.
    pub x_height: f32,
    /// Slant in degrees, counter-clockwise; 0 for upright.
    pub italic_angle: f32,
    /// Whether all glyphs are equally wide.
    pub monospaced: bool,
    /// Weight class, 100 to 900.
    pub weight: u16,
    /// Left, bottom, right, top of all glyphs.
    pub bounds: [f32; 4],
}

/// Faces looked up by [`FaceId`].
#[derive(Debug, Clone)]
pub struct FontSet {
    /// The faces in the order of the constants of [`FaceId`]: bundled ones, or those of the
    /// kit that stand in for them.
    pub faces: Vec<Face>,
}

/// A font file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadFont(pub String);

/// The bundled faces for text and titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typeface {
    /// EB Garamond under League Gothic.
    Book,
    /// Fira Sans in text and titles.
    Sans,
}

impl FontSet {
    /// The bundled faces, with the book typeface.
    #[must_use]
    pub fn bundled() -> FontSet {
        FontSet { faces: bundled::faces() }
    }

    /// Puts a typeface in the places of text and titles.
    pub fn dress(&mut self, typeface: Typeface) {
        if typeface == Typeface::Sans {
            for (id, face) in bundled::sans() {
                self.faces[usize::from(id.0)] = face;
            }
        }
    }

    /// The face with this id.
    ///
    /// # Panics
    ///
    /// If it is not of this set.
    #[must_use]
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }
}

impl Face {
    /// Reads a TrueType or OpenType file.
    ///
    /// # Errors
    ///
    /// If it is not one, or lacks a table that setting type needs.
    pub fn read(data: Cow<'static, [u8]>, licence: &'static str) -> Result<Face, BadFont> {
        let font = skrifa::FontRef::new(&data).map_err(|error| BadFont(error.to_string()))?;
        let size = skrifa::instance::Size::unscaled();
        let location = skrifa::instance::LocationRef::default();
        let metrics = font.metrics(size, location);
        if metrics.units_per_em == 0 {
            return Err(BadFont("it says that its em has no units".to_owned()));
        }
        let string = |id| font.localized_strings(id).english_or_first().map(|s| s.to_string());
        let family = string(skrifa::string::StringId::TYPOGRAPHIC_FAMILY_NAME)
            .or_else(|| string(skrifa::string::StringId::FAMILY_NAME))
            .unwrap_or_else(|| "Unnamed".to_owned());
        let name = string(skrifa::string::StringId::POSTSCRIPT_NAME)
            .unwrap_or_else(|| family.replace(' ', ""));
        let bounds = metrics.bounds.map_or([0.0; 4], |b| [b.x_min, b.y_min, b.x_max, b.y_max]);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "weights are 1 to 1000 by the OpenType specification"
        )]
        let weight = font.attributes().weight.value() as u16;
        let ascent = metrics.ascent;
        let metrics = Metrics {
            units_per_em: metrics.units_per_em,
            ascent,
            descent: metrics.descent,
            cap_height: metrics.cap_height.unwrap_or(ascent * 0.7),
            x_height: metrics.x_height.unwrap_or(ascent * 0.5),
            italic_angle: metrics.italic_angle,
            monospaced: metrics.is_monospace,
            weight,
            bounds,
        };
        let font = match &data {
            Cow::Borrowed(bytes) => harfrust::Font::new(*bytes, 0),
            Cow::Owned(bytes) => harfrust::Font::new(bytes.clone(), 0),
        };
        let shaping = Shaping(font.ok_or_else(|| BadFont("it holds no face".to_owned()))?);
        let coverage = OnceLock::new();
        Ok(Face { name, family, data, licence, metrics, coverage, shaping })
    }

    /// Why the face cannot be set into a book, if it cannot: its outlines are not TrueType's,
    /// which subsets for ebooks need, or its owner forbids it (OpenType 1.9, `OS/2`,
    /// `fsType`).
    #[must_use]
    pub fn obstacle(&self) -> Option<&'static str> {
        use skrifa::raw::TableProvider;
        let Ok(font) = skrifa::FontRef::new(&self.data) else { return Some("it is no font") };
        if font.glyf().is_err() {
            return Some("its outlines are not TrueType's");
        }
        // What subsets are made from.
        let tables = [b"maxp", b"loca", b"hhea", b"hmtx"];
        if tables.iter().any(|&tag| font.table_data(skrifa::Tag::new(tag)).is_none()) {
            return Some("it lacks a table that every TrueType font has");
        }
        let restricted = font.os2().is_ok_and(|table| table.fs_type() & 0xf == 2);
        restricted.then_some("its owner forbids to embed it")
    }

    /// Whether the face has a glyph for this character.
    #[must_use]
    pub fn has(&self, character: char) -> bool {
        self.coverage.get_or_init(|| Coverage::of(&self.shaping.0)).has(character)
    }

    /// The glyph that the face has for a character, if it has one.
    pub(crate) fn glyph(&self, character: char) -> Option<u16> {
        let font = skrifa::FontRef::new(&self.data).ok()?;
        let glyph = font.charmap().map(character)?.to_u32();
        u16::try_from(glyph).ok().filter(|&glyph| glyph != 0)
    }

    /// The face as the shaper wants it.
    pub(crate) fn shaping(&self) -> &harfrust::Font {
        &self.shaping.0
    }

    /// Left, bottom, right and top of a glyph's ink in font units; none if it has none.
    #[must_use]
    pub fn ink(&self, glyph: u16) -> Option<[f32; 4]> {
        let font = skrifa::FontRef::new(&self.data).ok()?;
        let size = skrifa::instance::Size::unscaled();
        let metrics = font.glyph_metrics(size, skrifa::instance::LocationRef::default());
        let bounds = metrics.bounds(skrifa::GlyphId::from(glyph))?;
        (bounds.x_min < bounds.x_max || bounds.y_min < bounds.y_max).then_some([
            bounds.x_min,
            bounds.y_min,
            bounds.x_max,
            bounds.y_max,
        ])
    }
}
