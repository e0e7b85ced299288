//! What a photograph's file says about itself: IPTC, XMP and Exif in one record.
//!
//! Metadata blocks come in, [`Embedded`] goes out. For each field XMP is asked first, then
//! IPTC-IIM, then Exif and PNG's text chunks, as the Metadata Working Group advises ("Guidelines for
//! handling image metadata" 2.0, 3). IPTC: "Information Interchange Model" 4.2, record 2;
//! Photoshop's resources after Adobe's "Photoshop File Formats", 0x0404.

use super::{Embedded, xmp};

/// The blocks of metadata that a file may hold.
#[derive(Debug, Default)]
pub(super) struct Blocks<'a> {
    /// An XMP packet.
    pub(super) xmp: Option<&'a [u8]>,
    /// Photoshop's resources, which hold IPTC-IIM.
    pub(super) photoshop: &'a [u8],
    /// What Exif says.
    pub(super) exif: super::exif::Exif,
    /// PNG's own fields.
    pub(super) own: Embedded,
}

/// Puts the blocks together; also says whether one of them holds what must stay private.
pub(super) fn merge(blocks: Blocks<'_>) -> (Embedded, bool) {
    let (xmp, xmp_private) = blocks.xmp.map(xmp::read).unwrap_or_default();
    let iptc = iptc(blocks.photoshop);
    let exif = Embedded {
        caption: blocks.exif.description.filter(|text| !is_camera_noise(text)),
        creator: blocks.exif.artist,
        copyright: blocks.exif.copyright,
        ..Embedded::default()
    };
    let sources = [xmp, iptc, exif, blocks.own];
    let pick = |field: fn(&Embedded) -> &Option<String>| {
        sources.iter().find_map(|source| field(source).as_deref().and_then(clean))
    };
    let embedded = Embedded {
        title: pick(|e| &e.title),
        caption: pick(|e| &e.caption),
        creator: pick(|e| &e.creator),
        credit: pick(|e| &e.credit),
        copyright: pick(|e| &e.copyright),
        alt: pick(|e| &e.alt),
        usage: pick(|e| &e.usage),
    };
    (embedded, blocks.exif.private || xmp_private)
}

/// UTF-8 if it is, else Latin-1.
pub(super) fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&b| char::from(b)).collect(),
    }
}

/// No caption is longer; what is longer is not a caption.
const MAX_CHARS: usize = 4_000;

/// Joins white space, drops control characters and direction overrides; none if nothing is left.
fn clean(text: &str) -> Option<String> {
    let kept: String = text
        .chars()
        .take(MAX_CHARS)
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(*c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}'..='\u{FFFF}'))
        .collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    if words.is_empty() { None } else { Some(words.join(" ")) }
}

/// What cameras write into every picture's description.
fn is_camera_noise(text: &str) -> bool {
    let text = text.trim().to_ascii_uppercase();
    let brands = [
        "DIGITAL CAMERA",
        "SONY DSC",
        "EXIF_JPEG",
        "DCIM",
        "DEFAULT",
        "CREATED WITH GIMP",
        "SCREENSHOT",
    ];
    brands.iter().any(|noise| text.contains(noise)) || text == "<KENOX S630  / SAMSUNG S630>"
}

/// Reads IPTC-IIM out of Photoshop's resources.
fn iptc(mut resources: &[u8]) -> Embedded {
    while let Some((id, data, rest)) = resource(resources) {
        if id == 0x0404 {
            return records(data);
        }
        resources = rest;
    }
    Embedded::default()
}

/// One resource: its number, its data and what follows.
fn resource(bytes: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let rest = bytes.strip_prefix(b"8BIM")?;
    let id = u16::from_be_bytes([*rest.first()?, *rest.get(1)?]);
    // A Pascal string and a byte of padding where its length is even.
    let name = usize::from(*rest.get(2)?);
    let after_name = 2 + (1 + name).next_multiple_of(2);
    let size = rest.get(after_name..after_name + 4)?;
    let size = u32::from_be_bytes([size[0], size[1], size[2], size[3]]) as usize;
    let start = after_name + 4;
    let data = rest.get(start..start.checked_add(size)?)?;
    let next = start + size.next_multiple_of(2);
    Some((id, data, rest.get(next..).unwrap_or_default()))
}

/// The data sets of record 2.
fn records(mut bytes: &[u8]) -> Embedded {
    let mut found = Embedded::default();
    let mut object_name = None;
    while let [0x1C, record, set, high, low, rest @ ..] = bytes {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // A set bit at the top announces an extended length, which no caption needs.
        let Some(value) = rest.get(..length).filter(|_| length < 0x8000) else { break };
        if *record == 2 {
            let text = Some(decode(value));
            match set {
                5 => object_name = text,
                105 => found.title = text,
                120 => found.caption = text,
                80 if found.creator.is_some() => {
                    let first = found.creator.take().unwrap_or_default();
                    found.creator = Some(format!("{first}, {}", decode(value)));
                }
                80 => found.creator = text,
                110 => found.credit = text,
                116 => found.copyright = text,
                _ => {}
            }
        }
        bytes = &rest[length..];
    }
    found.title = found.title.or(object_name);
    found
}
