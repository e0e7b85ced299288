//! The properties of a document's XMP packet (ISO 16684-1).
//!
//! Bytes come in, properties by prefix and name go out. Writers use the prefixes as
//! registered. Entities other than XML's five are not expanded; a damaged packet gives what
//! stands before the damage.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The largest packet that is read.
const MAX_PACKET: usize = 1 << 20;

/// A packet's properties.
#[derive(Debug, Default)]
pub(super) struct Packet {
    values: BTreeMap<String, Vec<String>>,
    /// Whether it is well-formed.
    pub(super) whole: bool,
}

impl Packet {
    /// A property's first value, trimmed.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.iter().map(|value| value.trim()).find(|value| !value.is_empty())
    }

    /// All values of a property.
    pub(super) fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Reads a packet.
pub(super) fn read(bytes: &[u8]) -> Packet {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_PACKET)]);
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = Reader::from_str(text);
    let mut packet = Packet::default();
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                packet.attributes(&tag);
                let name = tag.name();
                let name: &str = name.as_ref();
                open.push(name.to_owned());
                packet.open_value(&open);
            }
            Ok(Event::Empty(tag)) => packet.attributes(&tag),
            Ok(Event::End(_)) => {
                open.pop();
            }
            Ok(Event::Text(text)) => packet.push(&open, &text),
            Ok(Event::CData(data)) => packet.push(&open, &data),
            Ok(Event::GeneralRef(name)) => packet.push(&open, &entity(&name)),
            Ok(Event::Eof) => {
                packet.whole = open.is_empty();
                break;
            }
            Err(_) => break,
            Ok(_) => {}
        }
    }
    packet
}

/// The property that is open: what lies directly in a description.
fn property(open: &[String]) -> Option<&str> {
    let description = open.iter().position(|name| name == "rdf:Description")?;
    open.get(description + 1).map(String::as_str)
}

impl Packet {
    fn attributes(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        let name: &str = name.as_ref();
        if name != "rdf:Description" {
            return;
        }
        for attribute in tag.attributes().with_checks(false).flatten() {
            let name: &str = attribute.key.as_ref();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_default();
            self.values.entry(name.to_owned()).or_default().push(value.into_owned());
        }
    }

    /// Each property and each item of a list begins a value.
    fn open_value(&mut self, open: &[String]) {
        let Some(name) = property(open) else { return };
        let is_item = open.last().is_some_and(|last| last == "rdf:li");
        let is_property = open.last().is_some_and(|last| last == name);
        if is_item || is_property {
            self.values.entry(name.to_owned()).or_default().push(String::new());
        }
    }

    fn push(&mut self, open: &[String], text: &str) {
        let value = property(open).and_then(|name| self.values.get_mut(name)?.last_mut());
        if let Some(value) = value {
            value.push_str(text);
        }
    }
}

/// What an entity or a character reference stands for.
fn entity(name: &str) -> String {
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => {
            let code = match name.strip_prefix("#x") {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => name.strip_prefix('#').and_then(|digits| digits.parse().ok()),
            };
            code.and_then(char::from_u32).map(String::from).unwrap_or_default()
        }
    }
}
