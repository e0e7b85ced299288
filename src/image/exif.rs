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
            0x013B => exif.artist = tiff.text(&entry),
            0x8298 => exif.copyright = tiff.text(&entry),
            0x8769 => {
                let inner = tiff.u32(entry.at + 8).unwrap_or(0);
                exif.private |= tiff.entries(inner).any(|entry| is_private(entry.tag));
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

    /// The entries of the directory at this offset.
    fn entries(&self, offset: u32) -> impl Iterator<Item = Entry> {
        let offset = offset as usize;
        let count = self.u16(offset).unwrap_or(0).min(MAX_ENTRIES);
        (0..usize::from(count)).map_while(move |i| {
            let at = offset + 2 + 12 * i;
            Some(Entry { tag: self.u16(at)?, at })
        })
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
