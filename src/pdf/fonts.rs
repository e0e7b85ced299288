//! Embeds the faces: subsets, exact widths, what each code stands for.
//!
//! ISO 32000-1, 9.7 (composite fonts), 9.8 (descriptors), 9.10 (`ToUnicode`). The codes
//! of `codes` come in; printpdf's font dictionaries go out corrected: it truncates widths,
//! takes the ascent for the height of capitals, and knows one code a glyph.

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, ObjectId};
use sha2::{Digest, Sha256};

use super::Error;
use super::codes::Codes;
use super::number::real;
use super::serialize::Packer;
use super::shell::Objects;
use crate::font::{Face, FontSet};

/// A face reduced to the glyphs in use.
#[derive(Debug)]
pub(super) struct Subset {
    /// The font file.
    pub(super) program: Vec<u8>,
    /// Name with the tag of six letters: `QWERTY+EBGaramond-Regular`.
    pub(super) name: String,
    /// For each code from 0 on, the glyph in the subset.
    glyphs: Vec<u16>,
}

impl Subset {
    /// Names it by another tag of six letters.
    pub(super) fn tag(&mut self, tag: &str) {
        if let Some((_, name)) = self.name.split_once('+') {
            self.name = format!("{}+{name}", tag.to_ascii_uppercase());
        }
    }
}

/// Reduces the faces to the glyphs that have codes.
///
/// # Errors
///
/// If a font file is damaged.
pub(super) fn subset(codes: &[Codes], fonts: &FontSet) -> Result<Vec<Subset>, Error> {
    codes.iter().map(|codes| subset_face(codes, fonts.face(codes.face))).collect()
}

fn subset_face(codes: &Codes, face: &Face) -> Result<Subset, Error> {
    let mut mapper = subsetter::GlyphRemapper::new();
    let mut glyphs = vec![0];
    glyphs.extend(codes.entries.iter().map(|entry| mapper.remap(entry.glyph)));
    let program = subsetter::subset(&face.data, 0, &mapper)
        .map_err(|error| Error::refused(format!("the font {} is damaged: {error}", face.name)))?;
    let mut digest = Sha256::new();
    digest.update(&program);
    for entry in &codes.entries {
        digest.update(entry.text.as_bytes());
        digest.update([0]);
    }
    let tag: String =
        digest.finalize().iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
    Ok(Subset { program, name: format!("{tag}+{}", face.name), glyphs })
}

/// Corrects printpdf's dictionaries of one font.
///
/// # Errors
///
/// If they are not what printpdf 0.12.8 makes.
pub(super) fn finish(
    objects: &mut Objects,
    font: ObjectId,
    subset: &Subset,
    codes: &Codes,
    face: &Face,
    packer: &mut Packer,
) -> Result<(), Error> {
    let lost = || Error::refused(format!("the font {} could not be embedded", face.name));
    let dict = objects.dictionary(font)?;
    let to_unicode = dict.get(b"ToUnicode").and_then(Object::as_reference).map_err(|_| lost())?;
    let descendants = dict.get_mut(b"DescendantFonts").and_then(Object::as_array_mut);
    let Some(Object::Dictionary(mut descendant)) = descendants.map_err(|_| lost())?.pop() else {
        return Err(lost());
    };
    let descriptor =
        descendant.get(b"FontDescriptor").and_then(Object::as_reference).map_err(|_| lost())?;
    describe(objects.dictionary(descriptor)?, face);
    compress_program(objects, descriptor, packer).ok_or_else(lost)?;

    descendant.set("W", widths(codes));
    if codes.many {
        let map = if subset.glyphs.iter().zip(0..).all(|(&glyph, code)| glyph == code) {
            Object::Name(b"Identity".to_vec())
        } else {
            let bytes: Vec<u8> = subset.glyphs.iter().flat_map(|g| g.to_be_bytes()).collect();
            objects.add(packer.stream(Dictionary::new(), &bytes)).into()
        };
        descendant.set("CIDToGIDMap", map);
    }
    let descendant = objects.add(descendant);
    objects.dictionary(font)?.set("DescendantFonts", vec![Object::Reference(descendant)]);
    objects.set(to_unicode, packer.stream(Dictionary::new(), to_unicode_map(codes).as_bytes()));
    Ok(())
}

/// Printpdf leaves font programs as they are.
fn compress_program(
    objects: &mut Objects,
    descriptor: ObjectId,
    packer: &mut Packer,
) -> Option<()> {
    let dict = objects.doc.get_dictionary(descriptor).ok()?;
    let program = dict.get(b"FontFile2").or_else(|_| dict.get(b"FontFile3")).ok()?;
    let id = program.as_reference().ok()?;
    let stream = objects.doc.get_object(id).and_then(Object::as_stream).ok()?;
    let packed = packer.stream(stream.dict.clone(), &stream.content);
    objects.set(id, packed);
    Some(())
}

/// ISO 32000-1, table 122; units are 1/1000 em.
fn describe(dict: &mut Dictionary, face: &Face) {
    let metrics = &face.metrics;
    let em = f64::from(metrics.units_per_em);
    let per_mille = |units: f32| real((f64::from(units) * 1000.0 / em).round());
    // Bits 1, 3 and 7 of table 123: fixed pitch, symbolic (the codes are our own), italic.
    let flags =
        i64::from(metrics.monospaced) | 4 | if metrics.italic_angle == 0.0 { 0 } else { 1 << 6 };
    dict.set("Flags", flags);
    dict.set("ItalicAngle", real(f64::from(metrics.italic_angle).round()));
    dict.set("Ascent", per_mille(metrics.ascent));
    dict.set("Descent", per_mille(metrics.descent));
    dict.set("CapHeight", per_mille(metrics.cap_height));
    dict.set("XHeight", per_mille(metrics.x_height));
    dict.set("FontBBox", metrics.bounds.map(per_mille).to_vec());
    // No table holds the stem's width; this is the usual estimate from the weight.
    let stem = 50.0 + (f64::from(metrics.weight) / 65.0).powi(2);
    dict.set("StemV", real(stem.round()));
}

fn widths(codes: &Codes) -> Vec<Object> {
    let all: Vec<Object> = codes.entries.iter().map(|entry| real(entry.width)).collect();
    vec![Object::Integer(1), Object::Array(all)]
}

/// Adobe Technical Note 5411; ISO 32000-1, 9.10.3.
fn to_unicode_map(codes: &Codes) -> String {
    let mut map = String::from(
        "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
         /CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
    );
    for (chunk, start) in codes.entries.chunks(100).zip((1_usize..).step_by(100)) {
        let _ = writeln!(map, "{} beginbfchar", chunk.len());
        for (entry, code) in chunk.iter().zip(start..) {
            let _ = write!(map, "<{code:04X}><");
            for unit in entry.text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::FaceId;

    #[test]
    fn the_tag_is_six_capitals_and_follows_from_the_content() {
        let fonts = FontSet::bundled();
        let pages = super::super::tests::one_line("abc", FaceId::TEXT);
        let codes = super::super::codes::collect(&pages, &fonts).unwrap();
        let [one, two] = [0, 1].map(|_| subset(&codes, &fonts).unwrap().remove(0).name);
        assert_eq!(one, two, "same glyphs, same tag");
        let (tag, name) = one.split_once('+').unwrap();
        assert!(tag.len() == 6 && tag.bytes().all(|b| b.is_ascii_uppercase()), "tag {tag}");
        assert_eq!(name, "EBGaramond-Regular", "after the tag");
    }
}
