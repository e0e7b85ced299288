//! Writes what the file says about itself, twice and in agreement: XMP and `Info`.
//!
//! ISO 16684-1 (XMP), ISO 19005-2, 6.6 (what PDF/A wants of it, and the extension schema
//! for the PDF/UA identifier, which XMP 2005 does not know), ISO 14289-1, 5; ISO 19005-4, 6.7
//! and ISO 14289-2, 5, which want XMP alone, and the declarations of WTPDF 1.0. Dates are the
//! kit's or none: no clock is asked.

use std::fmt::Write as _;

use lopdf::{Dictionary, Object};

use super::Standard;
use super::strings::{clean, text_string, xml};
use crate::pages::Info;

/// The program and its version.
pub(super) const PRODUCER: &str = concat!("Platemark ", env!("CARGO_PKG_VERSION"));

/// The names and addresses of the schemas used.
const SCHEMAS: [(&str, &str); 11] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
    ("xmpRights", "http://ns.adobe.com/xap/1.0/rights/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("pdfuaid", "http://www.aiim.org/pdfua/ns/id/"),
    ("pdfd", "http://pdfa.org/declarations/"),
    ("pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"),
    ("pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"),
    ("pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"),
];

/// The information dictionary.
pub(super) fn info(info: &Info) -> Dictionary {
    let mut dict = Dictionary::new();
    let mut set = |key: &str, text: &str| {
        let text = clean(text);
        if !text.is_empty() {
            dict.set(key, text_string(&text));
        }
    };
    set("Title", &info.title);
    set("Author", &info.authors.join("; "));
    set("Subject", &info.description);
    set("Keywords", &info.keywords.join(", "));
    set("Producer", PRODUCER);
    if let Some(date) = date(info) {
        let digits: String = date.chars().filter(char::is_ascii_digit).collect();
        dict.set("CreationDate", Object::string_literal(format!("D:{digits}")));
    }
    dict
}

/// The kit's date, if it is one.
fn date(info: &Info) -> Option<&str> {
    let date = info.date.as_deref()?;
    let shape: String = date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    (shape == "0000-00-00").then_some(date)
}

/// The same for a press (ISO 15930-7, 6.14): when it was last changed, and that colours which
/// meet do not overlap yet.
pub(super) fn info_for_press(about: &Info) -> Dictionary {
    let mut dict = info(about);
    if let Ok(date) = dict.get(b"CreationDate").cloned() {
        dict.set("ModDate", date);
    }
    dict.set("Trapped", Object::Name(b"False".to_vec()));
    dict
}

/// Whether the kit gives a date.
pub(super) fn is_dated(info: &Info) -> bool {
    date(info).is_some()
}

/// What a file says that it conforms to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// This standard, all of it if the file is accessible.
    Archive { standard: Standard, accessible: bool },
    /// PDF/X-4 alone.
    X4,
}

impl Claim {
    /// Whether an information dictionary stands beside the XMP.
    pub(super) fn has_info(self) -> bool {
        !matches!(self, Claim::Archive { standard: Standard::Ua2, .. })
    }
}

/// The XMP packet. `instance` names this very file, `info.identifier` the work; `copy` names a
/// copy.
pub(super) fn packet(info: &Info, claim: Claim, instance: [u8; 16], copy: Option<&str>) -> String {
    let mut out = String::from(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\"",
    );
    for (prefix, address) in SCHEMAS {
        let _ = write!(out, "\n  xmlns:{prefix}=\"{address}\"");
    }
    if claim == Claim::X4 {
        out.push_str("\n  xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"");
    }
    out.push_str(">\n");
    alternatives(&mut out, "dc:title", &info.title);
    listed(&mut out, "dc:creator", "Seq", &info.authors);
    alternatives(&mut out, "dc:description", &info.description);
    listed(&mut out, "dc:subject", "Bag", &info.keywords);
    listed(&mut out, "dc:publisher", "Bag", std::slice::from_ref(&info.publisher));
    alternatives(&mut out, "dc:rights", &info.rights);
    if !clean(&info.rights).is_empty() {
        simple(&mut out, "xmpRights:Marked", "True");
    }
    listed(&mut out, "dc:language", "Bag", &[info.lang.as_str().to_owned()]);
    simple(&mut out, "dc:format", "application/pdf");
    simple(&mut out, "dc:identifier", copy.unwrap_or_default());
    if let Some(date) = date(info) {
        simple(&mut out, "xmp:CreateDate", date);
    }
    simple(&mut out, "pdf:Keywords", &info.keywords.join(", "));
    simple(&mut out, "pdf:Producer", PRODUCER);
    simple(&mut out, "xmpMM:DocumentID", &format!("uuid:{}", uuid(info.identifier)));
    simple(
        &mut out,
        "xmpMM:InstanceID",
        &format!(
            "uuid:{}",
            uuid(*uuid::Builder::from_custom_bytes(instance).into_uuid().as_bytes())
        ),
    );
    match claim {
        Claim::Archive { standard, accessible } => claims(&mut out, standard, accessible),
        Claim::X4 => press(&mut out, info),
    }
    out.push_str("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    out
}

/// ISO 15930-7, 6.3 and 6.14.
fn press(out: &mut String, info: &Info) {
    simple(out, "pdfxid:GTS_PDFXVersion", "PDF/X-4");
    simple(out, "pdf:Trapped", "False");
    simple(out, "xmpMM:VersionID", "1");
    simple(out, "xmpMM:RenditionClass", "default");
    if let Some(date) = date(info) {
        simple(out, "xmp:ModifyDate", date);
        simple(out, "xmp:MetadataDate", date);
    }
}

/// What the file conforms to.
fn claims(out: &mut String, standard: Standard, accessible: bool) {
    match standard {
        Standard::Ua1 => {
            simple(out, "pdfaid:part", "2");
            simple(out, "pdfaid:conformance", if accessible { "A" } else { "U" });
            if accessible {
                simple(out, "pdfuaid:part", "1");
                out.push_str(EXTENSION);
            }
        }
        Standard::Ua2 => {
            simple(out, "pdfaid:part", "4");
            simple(out, "pdfaid:rev", "2020");
            if accessible {
                simple(out, "pdfuaid:part", "2");
                simple(out, "pdfuaid:rev", "2024");
                out.push_str("<pdfd:declarations><rdf:Bag>\n");
                for level in ["accessibility1.0", "reuse1.0"] {
                    let _ = writeln!(
                        out,
                        "<rdf:li rdf:parseType=\"Resource\"><pdfd:conformsTo>\
                         http://pdfa.org/declarations/wtpdf#{level}</pdfd:conformsTo></rdf:li>"
                    );
                }
                out.push_str("</rdf:Bag></pdfd:declarations>\n");
            }
        }
    }
}

/// Says what `pdfuaid:part` is (ISO 19005-2, 6.6.2.3.3).
const EXTENSION: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n\
  <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n\
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n\
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n\
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n\
  <pdfaProperty:name>part</pdfaProperty:name>\n\
  <pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n\
  <pdfaProperty:category>internal</pdfaProperty:category>\n\
  <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>\n\
  </rdf:li></rdf:Seq></pdfaSchema:property>\n\
  </rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

fn simple(out: &mut String, name: &str, value: &str) {
    let value = clean(value);
    if !value.is_empty() {
        let _ = writeln!(out, "<{name}>{}</{name}>", xml(&value));
    }
}

fn alternatives(out: &mut String, name: &str, value: &str) {
    let value = clean(value);
    if !value.is_empty() {
        let _ = writeln!(
            out,
            "<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></{name}>",
            xml(&value)
        );
    }
}

fn listed(out: &mut String, name: &str, kind: &str, values: &[String]) {
    let values: Vec<String> =
        values.iter().map(|value| clean(value)).filter(|value| !value.is_empty()).collect();
    if values.is_empty() {
        return;
    }
    let _ = write!(out, "<{name}><rdf:{kind}>");
    for value in values {
        let _ = write!(out, "<rdf:li>{}</rdf:li>", xml(&value));
    }
    let _ = writeln!(out, "</rdf:{kind}></{name}>");
}

fn uuid(bytes: [u8; 16]) -> uuid::Uuid {
    uuid::Uuid::from_bytes(bytes)
}
