//! Fonts: whether they may be embedded, and on what terms.
//!
//! The fonts of a book come in, findings go out (OpenType 1.9.1, `OS/2` field `fsType`, `name`
//! records 13 and 14). Only fonts that are neither packed nor obfuscated are looked into.
//!
//! # Bounds
//!
//! A font is read up to 4 MB; larger ones are not judged.

use std::io;

use super::Ebook;
use super::archive::Unreadable;
use super::package::Package;
use crate::base::Code;

/// The longest font that is looked into.
const LONGEST: u64 = 4 << 20;

/// Checks the fonts of a package.
pub(super) fn check(ebook: &mut Ebook<'_, '_>, package: &Package<'_>) -> io::Result<()> {
    // A licence for all of them may lie beside them.
    let has_licence = ebook.archive.entries().iter().any(|entry| {
        let name = entry.name.to_lowercase();
        ["ofl", "licen", "copying", "fontlog"].iter().any(|word| name.contains(word))
    });
    for item in &package.items {
        let Some(path) = item.path.as_deref() else { continue };
        let is_font = item.media_type.contains("font") || item.media_type.contains("opentype");
        if !is_font || ebook.archive.entry(path).is_none() {
            continue;
        }
        let bytes = match ebook.archive.read(path, LONGEST) {
            Ok(bytes) => bytes,
            Err(Unreadable::Io(error)) => return Err(error),
            Err(Unreadable::Damaged(_) | Unreadable::TooLarge) => continue,
        };
        let Some(font) = Font::read(&bytes) else { continue };
        // Bit 1: no embedding without the owner's leave.
        let (message, help) = if font.embedding & 0b1110 == 0b0010 {
            (
                format!("the font `{path}` forbids to be embedded"),
                "use a font whose licence allows it",
            )
        } else if !font.has_terms && !has_licence {
            (
                format!("the font `{path}` does not say on what terms it is there"),
                "put the font's licence into the book, or embed the font with its names",
            )
        } else {
            continue;
        };
        let span = package.text.at(ebook.record, &item.at);
        if font.has_terms {
            ebook.record.warning(Code::FontLicence, span, message, help);
        } else {
            ebook.record.note(Code::FontLicence, span, message, help);
        }
    }
    Ok(())
}

/// What a font says of its terms.
struct Font {
    /// `fsType`.
    embedding: u16,
    /// Whether it names a licence.
    has_terms: bool,
}

impl Font {
    fn read(bytes: &[u8]) -> Option<Font> {
        let known = [&b"OTTO"[..], b"\0\x01\0\0", b"true"];
        if !known.iter().any(|start| bytes.starts_with(start)) {
            return None;
        }
        let tables = usize::from(short(bytes, 4)?);
        let table = |tag: &[u8]| {
            let record = (0..tables)
                .map(|index| 12 + 16 * index)
                .find(|at| bytes.get(*at..at + 4) == Some(tag))?;
            bytes.get(usize::try_from(long(bytes, record + 8)?).ok()?..)
        };
        let embedding = table(b"OS/2").and_then(|table| short(table, 8)).unwrap_or(0);
        let names = table(b"name").unwrap_or_default();
        let count = usize::from(short(names, 2).unwrap_or(0));
        let has_terms = (0..count).any(|index| {
            let at = 6 + 12 * index;
            matches!(short(names, at + 6), Some(13 | 14)) && short(names, at + 8) != Some(0)
        });
        Some(Font { embedding, has_terms })
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
