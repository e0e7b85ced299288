//! The fields of an XMP packet that a press kit prints.
//!
//! A packet comes in (ISO 16684-1), [`Embedded`] goes out, and whether it names a place or a
//! serial number. Properties are found by prefix, which every writer of XMP uses as registered; a
//! damaged packet gives what was read up to the damage. Document types and entities other than XML's
//! five are not expanded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Embedded;

/// The largest packet that is read.
const MAX_PACKET: usize = 4 << 20;

/// Reads a packet.
pub(super) fn read(packet: &[u8]) -> (Embedded, bool) {
    let mut found = Found::default();
    let Some(text) = packet.get(..packet.len().min(MAX_PACKET)).and_then(valid_prefix) else {
        return Default::default();
    };
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => found.open(&tag),
            Ok(Event::Empty(tag)) => {
                found.open(&tag);
                found.close();
            }
            Ok(Event::End(_)) => found.close(),
            Ok(Event::Text(text)) => found.text(&text),
            Ok(Event::GeneralRef(name)) => found.entity(&name),
            Ok(Event::CData(data)) => found.text(&data),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    (found.embedded(), found.private)
}

/// The part of the packet that is UTF-8; writers use nothing else in photographs.
fn valid_prefix(packet: &[u8]) -> Option<&str> {
    match std::str::from_utf8(packet) {
        Ok(text) => Some(text),
        Err(error) => std::str::from_utf8(&packet[..error.valid_up_to()]).ok(),
    }
}

const FIELDS: [&str; 8] = [
    "photoshop:Headline",
    "dc:title",
    "dc:description",
    "dc:creator",
    "photoshop:Credit",
    "dc:rights",
    "Iptc4xmpCore:AltTextAccessibility",
    "xmpRights:UsageTerms",
];

/// The state of the walk: which property is open and what was found for each.
#[derive(Debug, Default)]
struct Found {
    /// Names of the open elements, outermost first.
    open: Vec<Open>,
    /// Values of each of [`FIELDS`], one for each item of its list, the default language first.
    values: [Vec<String>; FIELDS.len()],
    private: bool,
}

/// An open element.
#[derive(Debug, Default)]
struct Open {
    field: Option<usize>,
    /// Whether this is an `rdf:li`, and whether it is in the default language.
    item: bool,
    default_language: bool,
    text: String,
}

impl Found {
    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        let name: &str = name.as_ref();
        self.private |= is_private(name);
        let field = FIELDS.iter().position(|field| *field == name);
        let mut open = Open { field, item: name == "rdf:li", ..Open::default() };
        for attribute in tag.attributes().with_checks(false).flatten() {
            let key: &str = attribute.key.as_ref();
            let value =
                attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap_or_default();
            self.private |= is_private(key);
            open.default_language |= key == "xml:lang" && value == "x-default";
            if let Some(field) = FIELDS.iter().position(|field| *field == key) {
                self.values[field].push(value.into_owned());
            }
        }
        if self.open.len() < 64 {
            self.open.push(open);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.push_str(text);
        }
    }

    fn entity(&mut self, name: &str) {
        let numbered = |code: &str| {
            let code = match code.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(code)
        };
        let character = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.strip_prefix('#').and_then(numbered),
        };
        if let (Some(open), Some(character)) = (self.open.last_mut(), character) {
            open.text.push(character);
        }
    }

    fn close(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        let text = closed.text.trim();
        if text.is_empty() {
            return;
        }
        let field = if closed.item {
            self.open.iter().rev().find_map(|open| open.field)
        } else {
            closed.field
        };
        if let Some(field) = field {
            let at = if closed.default_language { 0 } else { self.values[field].len() };
            self.values[field].insert(at, text.to_owned());
        }
    }

    fn embedded(&self) -> Embedded {
        let first = |field: usize| self.values[field].first().cloned();
        Embedded {
            title: first(0).or_else(|| first(1)),
            caption: first(2),
            creator: (!self.values[3].is_empty()).then(|| self.values[3].join(", ")),
            credit: first(4),
            copyright: first(5),
            alt: first(6),
            usage: first(7),
        }
    }
}

/// Places, serial numbers and owners (Exif for XMP; Adobe's `aux`).
fn is_private(name: &str) -> bool {
    name.starts_with("exif:GPS")
        || name.ends_with("SerialNumber")
        || matches!(name, "aux:OwnerName" | "exifEX:CameraOwnerName" | "exif:MakerNote")
}
