//! Cuts a face down to the characters that a book uses.
//!
//! A [`Face`] and its characters come in, a smaller TrueType file goes out that keeps the
//! layout features of running text. It knows no book: the ebook's writer collects the
//! characters. The PDF's writer does not come here; it subsets by glyph, with `subsetter`.

use skera::{Plan, SubsetFlags, subset_font};
use skrifa::raw::TableProvider;
use skrifa::raw::collections::IntSet;
use skrifa::raw::types::{GlyphId, NameId, Tag};
use skrifa::string::StringId;

use super::{BadFont, Face};

/// What a reading system may want: composition, marks and kerning, ligatures, and the
/// figures and capitals that our style sheets ask for.
const FEATURES: [&[u8; 4]; 16] = [
    b"ccmp", b"locl", b"mark", b"mkmk", b"kern", b"liga", b"clig", b"calt", b"rlig", b"smcp",
    b"c2sc", b"onum", b"lnum", b"pnum", b"tnum", b"sups",
];

/// Copyright, names, version, trademark, licence and its address: what the OFL asks to stay.
const NAMES: [StringId; 12] = [
    StringId::COPYRIGHT_NOTICE,
    StringId::FAMILY_NAME,
    StringId::TYPOGRAPHIC_FAMILY_NAME,
    StringId::TYPOGRAPHIC_SUBFAMILY_NAME,
    StringId::SUBFAMILY_NAME,
    StringId::UNIQUE_ID,
    StringId::FULL_NAME,
    StringId::VERSION_STRING,
    StringId::POSTSCRIPT_NAME,
    StringId::TRADEMARK,
    StringId::LICENSE_DESCRIPTION,
    StringId::LICENSE_URL,
];

/// Subsets a face to these characters, for embedding in an ebook.
///
/// # Errors
///
/// If the face has no TrueType outlines (`skera` would drop the others without a word), or
/// cannot be subset.
pub fn subset_for_epub(
    face: &Face,
    characters: impl IntoIterator<Item = char>,
) -> Result<Vec<u8>, BadFont> {
    let font = skrifa::FontRef::new(&face.data).map_err(|error| BadFont(error.to_string()))?;
    if font.glyf().is_err() {
        return Err(BadFont("it has no TrueType outlines".to_owned()));
    }
    let characters: IntSet<u32> = characters.into_iter().map(u32::from).collect();
    let mut scripts = IntSet::<Tag>::empty();
    scripts.invert();
    let features: IntSet<Tag> = FEATURES.iter().map(|&tag| Tag::new(tag)).collect();
    let names: IntSet<NameId> = NAMES.into_iter().collect();
    let mut languages = IntSet::<u16>::empty();
    languages.insert(0x409);
    let plan = Plan::new(
        &IntSet::<GlyphId>::empty(),
        &characters,
        &font,
        SubsetFlags::SUBSET_FLAGS_NO_HINTING,
        &IntSet::<Tag>::empty(),
        &scripts,
        &features,
        &names,
        &languages,
    );
    let subset = subset_font(&font, &plan).map_err(|error| BadFont(error.to_string()))?;
    let outlines = skrifa::FontRef::new(&subset).is_ok_and(|font| font.glyf().is_ok());
    if outlines { Ok(subset) } else { Err(BadFont("its outlines cannot be subset".to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{FaceId, FontSet};

    const TEXT: &str = "The Far Ridge, 1994: “final office fit” – Ångström, naïve.";

    #[test]
    fn keeps_outlines_features_and_every_character() {
        let fonts = FontSet::bundled();
        for face in &fonts.faces {
            let characters: Vec<char> = TEXT.chars().filter(|&c| face.has(c)).collect();
            let subset = subset_for_epub(face, characters.iter().copied()).unwrap();
            assert!(subset.len() < face.data.len() / 2, "{} is much smaller", face.name);
            let small = Face::read(subset.into(), "").unwrap();
            assert_eq!(small.family, face.family, "the name stays");
            let lost: Vec<_> = characters.iter().filter(|&&c| !small.has(c)).collect();
            assert!(lost.is_empty(), "{} lost {lost:?}", face.name);
        }
    }

    #[test]
    fn keeps_the_layout_features_that_styles_ask_for() {
        let fonts = FontSet::bundled();
        let subset = subset_for_epub(fonts.face(FaceId::TEXT), TEXT.chars()).unwrap();
        let font = skrifa::FontRef::new(&subset).unwrap();
        let tags = |list: skrifa::raw::tables::layout::FeatureList| -> Vec<String> {
            list.feature_records().iter().map(|r| r.feature_tag().to_string()).collect()
        };
        let gsub = tags(font.gsub().unwrap().feature_list().unwrap());
        for tag in ["smcp", "c2sc", "onum", "lnum", "tnum", "liga"] {
            assert!(gsub.iter().any(|t| t == tag), "`{tag}` is kept, there are {gsub:?}");
        }
        let gpos = tags(font.gpos().unwrap().feature_list().unwrap());
        assert!(gpos.iter().any(|t| t == "kern"), "`kern` is kept, there are {gpos:?}");
    }

    #[test]
    fn refuses_what_is_no_font() {
        let mut face = FontSet::bundled().faces.swap_remove(0);
        face.data = b"not a font".to_vec().into();
        assert!(subset_for_epub(&face, "a".chars()).is_err(), "an error, not a panic");
    }
}
