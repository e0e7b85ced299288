//! A description as an XMP packet.
//!
//! ISO 16684-1 for the packet; IPTC Core 1.5 and Extension 1.8 for the properties and their
//! types; the PLUS License Data Format 1.2.1 for what it adds. Only what the kit says is written.

use super::Description;
use super::iim::cut;

/// The largest packet that fits into one segment of a JPEG (XMP part 3, 1.1.3).
const MAX_PACKET: usize = 65_502;

/// The longest text to begin with; cut further until the packet fits.
const MAX_TEXT: usize = 16_384;

/// The names and addresses of the schemas used.
const SCHEMAS: [(&str, &str); 7] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("photoshop", "http://ns.adobe.com/photoshop/1.0/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
    ("xmpRights", "http://ns.adobe.com/xap/1.0/rights/"),
    ("Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"),
    ("Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"),
    ("plus", "http://ns.useplus.org/ldf/xmp/1.0/"),
];

/// PLUS's word for "not to be shown without colour".
const NO_DECOLORATION: &str = "http://ns.useplus.org/ldf/vocab/AL-DCL";

/// The packet; texts too long for it are cut between characters.
pub(super) fn packet(said: &Description) -> String {
    let mut most = MAX_TEXT;
    loop {
        let packet = with_texts_of(said, most);
        if packet.len() <= MAX_PACKET {
            return packet;
        }
        most /= 2;
    }
}

fn with_texts_of(said: &Description, most: usize) -> String {
    let mut out = Packet { out: String::new(), most };
    out.raw(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\"",
    );
    for (prefix, address) in SCHEMAS {
        out.raw(&format!("\n  xmlns:{prefix}=\"{address}\""));
    }
    out.raw(">\n");
    out.worded("dc:title", &said.title);
    out.worded("dc:description", &said.caption);
    out.listed("dc:creator", "Seq", &said.creator);
    out.worded("dc:rights", &said.copyright);
    out.simple("photoshop:Headline", &said.title);
    out.simple("photoshop:Credit", &said.credit);
    out.simple("photoshop:DateCreated", &said.date);
    out.simple("photoshop:Instructions", &said.usage);
    out.simple("photoshop:TransmissionReference", &said.id);
    if !said.copyright.is_empty() {
        out.simple("xmpRights:Marked", "True");
    }
    out.worded("xmpRights:UsageTerms", &said.usage);
    out.worded("Iptc4xmpCore:AltTextAccessibility", &said.alt);
    out.worded("Iptc4xmpCore:ExtDescrAccessibility", &said.long_description);
    if !said.creator.is_empty() {
        out.raw("<plus:ImageCreator><rdf:Seq><rdf:li rdf:parseType=\"Resource\">");
        out.simple("plus:ImageCreatorName", &said.creator);
        out.raw("</rdf:li></rdf:Seq></plus:ImageCreator>\n");
    }
    out.simple("plus:ImageSupplierImageID", &said.id);
    out.simple("plus:LicenseEndDate", &said.expires);
    if said.keeps_color {
        out.listed("plus:ImageAlterationConstraints", "Bag", NO_DECOLORATION);
    }
    out.raw("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    out.out
}

struct Packet {
    out: String,
    /// The longest text.
    most: usize,
}

impl Packet {
    fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn text(&mut self, text: &str) {
        for c in cut(text, self.most).chars() {
            match c {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                // What XML 1.0 cannot hold (production 2).
                '\u{FFFE}' | '\u{FFFF}' => {}
                c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
                c => self.out.push(c),
            }
        }
    }

    fn simple(&mut self, name: &str, text: &str) {
        self.within(name, "", "", text);
    }

    /// A text in the default language.
    fn worded(&mut self, name: &str, text: &str) {
        let open = "<rdf:Alt><rdf:li xml:lang=\"x-default\">";
        self.within(name, open, "</rdf:li></rdf:Alt>", text);
    }

    fn listed(&mut self, name: &str, kind: &str, text: &str) {
        let (open, close) = (format!("<rdf:{kind}><rdf:li>"), format!("</rdf:li></rdf:{kind}>"));
        self.within(name, &open, &close, text);
    }

    fn within(&mut self, name: &str, open: &str, close: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.raw(&format!("<{name}>{open}"));
        self.text(text);
        self.raw(&format!("{close}</{name}>\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_fits_into_a_segment_whatever_is_said() {
        let text = "&".repeat(1 << 20);
        let said = Description {
            caption: text.clone(),
            alt: text.clone(),
            long_description: text.clone(),
            usage: text,
            ..Description::default()
        };
        let packet = packet(&said);
        assert!(packet.len() <= MAX_PACKET, "{} bytes", packet.len());
        assert!(packet.contains("&amp;&amp;</rdf:li>"), "cut between characters");
    }
}
