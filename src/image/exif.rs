//! The few Exif fields that matter to a book: how a photo stands, what it says, what it betrays.
//!
//! A TIFF structure comes in (Exif 2.32, 4.5; TIFF 6.0, 2); an [`Exif`] goes out. Damaged
//! metadata is no reason to refuse a photograph, so whatever cannot be read is skipped.

use super::Orientation;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Exif {
    /// Tag 0x0112.
    pub(super) orientation: Orientation,
    /// Tag 0x010E.
    pub(super) description: Option<String>,
    /// Tag 0x013B.
    pub(super) artist: Option<String>,
    /// Tag 0x8298.
    pub(super) copyright: Option<String>,
    /// Pixels to the inch (0x011A), where that is a whole number.
    pub(super) per_inch: Option<u32>,
    /// Whether pixels without a profile are Adobe's RGB: 0xA001 says that they are not sRGB, and
    /// 0x0001 of the directory 0xA005 `R03` (DCF 2.0, 4.5.2).
    pub(super) adobe_rgb: bool,
    /// Tags 0xA002 and 0xA003: width and height as the camera stored them.
    pub(super) taken: Option<(u32, u32)>,
    /// Whether there is a place, a serial number, an owner's name or a maker's note.
    pub(super) private: bool,
}

/// No real directory of a photograph has as many entries.
const MAX_ENTRIES: u16 = 1_000;

/// Reads the main directory, the Exif directory under it and the presence of a GPS directory.
pub(super) fn read(tiff: &[u8]) -> Exif {
    let mut exif = Exif::default();
    let big_endian = match tiff.get(..4) {
        Some(b"MM\0\x2A") => true,
        Some(b"II\x2A\0") => false,
        _ => return exif,
    };
    let tiff = Tiff { bytes: tiff, big_endian };
    let Some(first) = tiff.u32(4) else { return exif };
    for entry in tiff.entries(first) {
        match entry.tag {
            0x010E => exif.description = tiff.text(&entry),
            0x0112 => exif.orientation = tiff.u16(entry.at + 8).map_or_else(Default::default, turn),
            0x011A => exif.per_inch = tiff.whole(&entry),
            0x013B => exif.artist = tiff.text(&entry),
            0x8298 => exif.copyright = tiff.text(&entry),
            0x8769 => {
                let inner = tiff.u32(entry.at + 8).unwrap_or(0);
                let (mut width, mut height) = (None, None);
                for entry in tiff.entries(inner) {
                    match entry.tag {
                        0xA002 => width = tiff.number(&entry),
                        0xA003 => height = tiff.number(&entry),
                        tag => exif.private |= is_private(tag),
                    }
                }
                exif.taken = width.zip(height).filter(|(width, height)| 0 < *width.min(height));
                exif.adobe_rgb = tiff.is_adobe_rgb(inner);
            }
            0x8825 => exif.private = true,
            _ => {}
        }
    }
    exif
}

/// Maker's note, owner's name, serial numbers of body and lens.
fn is_private(tag: u16) -> bool {
    matches!(tag, 0x927C | 0xA430 | 0xA431 | 0xA435)
}

fn turn(value: u16) -> Orientation {
    match value {
        2 => Orientation::Mirrored,
        3 => Orientation::Turned180,
        4 => Orientation::Flipped,
        5 => Orientation::Transposed,
        6 => Orientation::Turned90,
        7 => Orientation::Transversed,
        8 => Orientation::Turned270,
        _ => Orientation::Upright,
    }
}

/// The little of Exif that a photograph's look depends on, as a TIFF structure with what Exif
/// asks for beside it; none if it stands upright and its colours are the usual ones.
pub(super) fn block(orientation: Orientation, of: &Exif, has_profile: bool) -> Option<Vec<u8>> {
    let adobe_rgb = of.adobe_rgb && !has_profile;
    if orientation == Orientation::Upright && !adobe_rgb {
        return None;
    }
    let end = |start: u32, entries: u32| start + 6 + 12 * entries;
    let resolution = end(8, if adobe_rgb { 6 } else { 5 });
    let exif = resolution + 16;
    let mut entries = vec![
        (0x0112, SHORT, 1, u32::from(number(orientation)) << 16),
        (0x011A, RATIONAL, 1, resolution),
        (0x011B, RATIONAL, 1, resolution + 8),
        // Inches; and chroma in the middle of its pixels, as JFIF has it.
        (0x0128, SHORT, 1, 2 << 16),
        (0x0213, SHORT, 1, 1 << 16),
    ];
    if adobe_rgb {
        entries.push((0x8769, LONG, 1, exif));
    }
    let mut out = b"MM\0\x2A\0\0\0\x08".to_vec();
    directory(&mut out, &entries);
    let per_inch = of.per_inch.unwrap_or(72);
    for part in [per_inch, 1, per_inch, 1] {
        out.extend_from_slice(&part.to_be_bytes());
    }
    if adobe_rgb {
        let version = u32::from_be_bytes(*b"0232");
        let uncalibrated = 0xFFFF << 16;
        let interop = end(exif, 3);
        let inner = [
            (0x9000, UNDEFINED, 4, version),
            (0xA001, SHORT, 1, uncalibrated),
            (0xA005, LONG, 1, interop),
        ];
        directory(&mut out, &inner);
        directory(&mut out, &[(0x0001, ASCII, 4, u32::from_be_bytes(*b"R03\0"))]);
    }
    Some(out)
}

/// Types of fields (TIFF 6.0, 2).
const ASCII: u16 = 2;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;
const UNDEFINED: u16 = 7;

/// A directory that no other follows: tag, type, count and value of each entry.
fn directory(out: &mut Vec<u8>, entries: &[(u16, u16, u32, u32)]) {
    let count = u16::try_from(entries.len()).expect("a few entries");
    out.extend_from_slice(&count.to_be_bytes());
    for (tag, kind, count, value) in entries {
        out.extend_from_slice(&tag.to_be_bytes());
        out.extend_from_slice(&kind.to_be_bytes());
        out.extend_from_slice(&count.to_be_bytes());
        out.extend_from_slice(&value.to_be_bytes());
    }
    out.extend_from_slice(&[0; 4]);
}

fn number(orientation: Orientation) -> u16 {
    match orientation {
        Orientation::Upright => 1,
        Orientation::Mirrored => 2,
        Orientation::Turned180 => 3,
        Orientation::Flipped => 4,
        Orientation::Transposed => 5,
        Orientation::Turned90 => 6,
        Orientation::Transversed => 7,
        Orientation::Turned270 => 8,
    }
}

struct Tiff<'a> {
    bytes: &'a [u8],
    big_endian: bool,
}

struct Entry {
    tag: u16,
    /// Where the twelve bytes of the entry begin.
    at: usize,
}

impl Tiff<'_> {
    fn u16(&self, at: usize) -> Option<u16> {
        let two = self.bytes.get(at..at.checked_add(2)?)?;
        let two = [two[0], two[1]];
        Some(if self.big_endian { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let four = self.bytes.get(at..at.checked_add(4)?)?;
        let four = [four[0], four[1], four[2], four[3]];
        Some(if self.big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
    }

    /// A short or a long.
    fn number(&self, entry: &Entry) -> Option<u32> {
        match self.u16(entry.at + 2)? {
            3 => self.u16(entry.at + 8).map(u32::from),
            4 => self.u32(entry.at + 8),
            _ => None,
        }
    }

    /// The entries of the directory at this offset.
    fn entries(&self, offset: u32) -> impl Iterator<Item = Entry> {
        let offset = offset as usize;
        let count = self.u16(offset).unwrap_or(0).min(MAX_ENTRIES);
        (0..usize::from(count)).map_while(move |i| {
            let at = offset + 2 + 12 * i;
            Some(Entry { tag: self.u16(at)?, at })
        })
    }

    /// A fraction that is a whole number of at least 1.
    fn whole(&self, entry: &Entry) -> Option<u32> {
        let at = self.u32(entry.at + 8)? as usize;
        let (above, below) = (self.u32(at)?, self.u32(at.checked_add(4)?)?);
        let whole = below != 0 && above.is_multiple_of(below);
        whole.then(|| above / below).filter(|whole| 0 < *whole)
    }

    /// Whether the Exif directory at this offset says that the colours are Adobe's RGB.
    fn is_adobe_rgb(&self, exif: u32) -> bool {
        let find = |tag: u16, at: u32| self.entries(at).find(|entry| entry.tag == tag);
        let space = find(0xA001, exif).and_then(|space| self.u16(space.at + 8));
        let interop = find(0xA005, exif).and_then(|interop| self.u32(interop.at + 8));
        let index = interop.and_then(|at| find(0x0001, at)).and_then(|index| self.text(&index));
        space == Some(0xFFFF) && index.as_deref() == Some("R03")
    }

    /// An ASCII field; the bytes are taken as UTF-8, else as Latin-1.
    fn text(&self, entry: &Entry) -> Option<String> {
        let length = self.u32(entry.at + 4)? as usize;
        let start = if length <= 4 { entry.at + 8 } else { self.u32(entry.at + 8)? as usize };
        let bytes = self.bytes.get(start..start.checked_add(length)?)?;
        let end = bytes.iter().position(|&b| b == 0).unwrap_or(length);
        Some(super::embedded::decode(&bytes[..end]))
    }
}
