//! What a document says of itself: title, dates, identifiers, claims of conformance.
//!
//! The information dictionary (ISO 32000-1, 14.3.3) and the XMP packet (14.3.2) come in; that
//! they are good and agree is checked. Claims are ISO 14289-1, 5 and ISO 19005-2, 6.6.4.

use super::date::Moment;
use super::document::short;
use super::file::Dict;
use super::xmp::{self, Packet};
use super::{Pdf, Report};
use crate::base::{Code, Diagnostic, Lang, isbn_checks};
use crate::inspect::Options;

/// What a document claims to be.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// The part of PDF/UA.
    pub(super) ua: Option<String>,
    /// Part and level of PDF/A, as in `2a`.
    pub(super) a: Option<String>,
}

pub(super) fn check(pdf: &Pdf<'_, '_>, options: Options, report: &mut Report<'_>) -> Claims {
    let info = pdf.file.dict(&pdf.file.trailer, b"Info").unwrap_or_default();
    let stream = pdf.file.stream(&pdf.catalog, b"Metadata");
    let packet = stream.map(|stream| xmp::read(&pdf.file.unpacked(&stream).bytes));
    if packet.as_ref().is_some_and(|packet| !packet.whole) {
        let found = Diagnostic::error(
            Code::MetadataDisagree,
            None,
            "the XMP packet is not well-formed XML",
        );
        report.push(found.help("write the document's properties anew"));
        report.against_ua("its XMP packet is broken");
        report.against_a("its XMP packet is broken");
    }
    let packet = packet.unwrap_or_default();
    title(pdf, &info, &packet, report);
    agreement(pdf, &info, &packet, report);
    dates(pdf, &info, &packet, options, report);
    identifiers(pdf, &packet, report);
    claims(pdf, &packet, report)
}

fn title(pdf: &Pdf<'_, '_>, info: &Dict, packet: &Packet, report: &mut Report<'_>) {
    let own = packet.first("dc:title").map(str::to_owned);
    let title = own.clone().or_else(|| pdf.file.text(info, b"Title")).unwrap_or_default();
    let title = title.trim();
    let help = "write the book's title into the document's properties";
    if title.is_empty() {
        let message = "the document has no title";
        report.push(Diagnostic::error(Code::PdfTitle, None, message).help(help));
    } else if is_file_name(title) {
        let message = format!("the title is the name of a file: `{}`", short(title));
        report.push(Diagnostic::error(Code::PdfTitle, None, message).help(help));
    }
    if own.is_none() {
        report.against_ua("its XMP packet has no title");
    }
}

/// Whether a title is what programs put there by themselves.
fn is_file_name(title: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        ".doc", ".docx", ".odt", ".rtf", ".txt", ".md", ".tex", ".indd", ".qxp", ".qxd", ".pdf",
        ".html", ".ps", ".pages",
    ];
    const DEFAULTS: [&str; 9] = [
        "untitled",
        "document",
        "document1",
        "unbenannt",
        "sans titre",
        "title",
        "(anonymous)",
        "unspecified",
        "about:blank",
    ];
    let title = title.to_lowercase();
    ENDINGS.iter().any(|ending| title.ends_with(ending))
        || DEFAULTS
            .contains(&title.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == ' '))
        || DEFAULTS.contains(&title.as_str())
        || title.starts_with("microsoft word - ")
}

/// Fields of the information dictionary and the properties that must say the same
/// (ISO 19005-1, 6.7.3).
const PAIRS: [(&str, &str); 6] = [
    ("Title", "dc:title"),
    ("Author", "dc:creator"),
    ("Subject", "dc:description"),
    ("Keywords", "pdf:Keywords"),
    ("Creator", "xmp:CreatorTool"),
    ("Producer", "pdf:Producer"),
];
const DATES: [(&str, &str); 2] =
    [("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")];

fn agreement(pdf: &Pdf<'_, '_>, info: &Dict, packet: &Packet, report: &mut Report<'_>) {
    let help = "write both from one source, or leave the information dictionary out";
    let words = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut tell = |key: &str, own: &str, other: &str| {
        let message = format!(
            "`{key}` is `{}` in the information dictionary, `{}` in XMP",
            short(own),
            short(other)
        );
        report.push(Diagnostic::warning(Code::MetadataDisagree, None, message).help(help));
        report.against_a("its metadata disagree");
    };
    for (key, property) in PAIRS {
        let Some(own) = pdf.file.text(info, key.as_bytes()) else { continue };
        let all = packet.all(property);
        if words(&own).is_empty() || all.iter().all(|value| value.trim().is_empty()) {
            continue;
        }
        // Several authors may stand in one field, in either order; a title in many languages.
        let joined = words(&all.join(" "));
        if joined != words(&own) && !all.iter().any(|value| words(value) == words(&own)) {
            let shown: Vec<&str> =
                all.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
            tell(key, &own, &shown.join("; "));
        }
    }
    for (key, property) in DATES {
        let own = pdf.file.text(info, key.as_bytes()).unwrap_or_default();
        let other = packet.first(property).unwrap_or_default();
        if let (Some(a), Some(b)) = (Moment::pdf(&own), Moment::iso(other))
            && !a.agrees(&b)
        {
            tell(key, &own, other);
        }
    }
    let lang = pdf.file.text(&pdf.catalog, b"Lang").and_then(|lang| Lang::parse(&lang));
    let told: Vec<Lang> =
        packet.all("dc:language").iter().filter_map(|lang| Lang::parse(lang)).collect();
    if let Some(lang) = lang
        && !told.is_empty()
        && told.iter().all(|other| other.primary() != lang.primary())
    {
        let message = format!("the document is in `{lang}`, but its XMP packet says `{}`", told[0]);
        let found = Diagnostic::warning(Code::PdfLanguage, None, message);
        report.push(found.help("name the language in which the text is"));
    }
}

fn dates(
    pdf: &Pdf<'_, '_>,
    info: &Dict,
    packet: &Packet,
    options: Options,
    report: &mut Report<'_>,
) {
    let mut check = |name: &str, text: &str, moment: Option<Moment>| {
        let found = match moment {
            None => format!("`{name}` is no date: `{}`", short(text)),
            Some(moment) => match (moment.day(), options.today) {
                (Some(day), Some(today)) if today < day => {
                    format!("`{name}` lies in the future: {day}")
                }
                _ => return,
            },
        };
        let found = Diagnostic::warning(Code::PdfDate, None, found);
        report
            .push(found.help("set the clock of the machine that makes the PDF, and write it anew"));
    };
    for (key, property) in DATES {
        if let Some(text) = pdf.file.text(info, key.as_bytes()).filter(|text| !text.is_empty()) {
            check(key, &text, Moment::pdf(&text));
        }
        if let Some(text) = packet.first(property) {
            check(property, text, Moment::iso(text));
        }
    }
}

/// Identifiers: that of the file, and book numbers with their check digits.
fn identifiers(pdf: &Pdf<'_, '_>, packet: &Packet, report: &mut Report<'_>) {
    let ids = pdf.file.array(&pdf.file.trailer, b"ID").unwrap_or_default();
    let good = ids.iter().filter(|id| id.as_bytes().is_some_and(|id| !id.is_empty())).count();
    if good < 2 {
        report.against_a("it has no file identifier");
    }
    let texts = packet.all("dc:identifier").iter().chain(packet.all("prism:isbn"));
    for text in texts {
        let is_isbn = text.to_lowercase().contains("isbn");
        if is_isbn && !is_right(text) {
            let message = format!("the check digit of `{}` is wrong", short(text));
            let found = Diagnostic::error(Code::PdfIdentifier, None, message);
            report.push(found.help("compare the number with the one that you were given"));
        }
    }
}

/// Whether the number in a text that says `ISBN` has the right check digit.
fn is_right(text: &str) -> bool {
    let text = text.to_uppercase();
    let number = text.rsplit("ISBN").next().unwrap_or_default();
    let number = number.trim_start_matches([':', ' ', '-']);
    let number =
        number.strip_prefix("13").filter(|rest| rest.starts_with([':', ' '])).unwrap_or(number);
    let number = number.trim_start_matches([':', ' ']);
    // What follows the number, such as `(paperback)`, is none of it.
    let end =
        number.find(|c: char| !(c.is_ascii_digit() || "X- \u{2010}\u{2011}\u{2013}".contains(c)));
    isbn_checks(&number[..end.unwrap_or(number.len())])
}

fn claims(pdf: &Pdf<'_, '_>, packet: &Packet, report: &mut Report<'_>) -> Claims {
    let mut claims = Claims::default();
    let version = pdf.file.version(&pdf.catalog);
    let mut wrong = |message: String| {
        let found = Diagnostic::error(Code::FalseClaim, None, message);
        report.push(found.help("make the claim with the program that makes the PDF conform"));
    };
    if let Some(part) = packet.first("pdfuaid:part") {
        match part {
            "1" => {}
            "2" if version.0 == 2 => {}
            "2" => {
                wrong(format!("the file claims PDF/UA-2 but is PDF {}.{}", version.0, version.1));
            }
            _ => wrong(format!(
                "the file claims part `{}` of PDF/UA, which there is not",
                short(part)
            )),
        }
        claims.ua = Some(part.to_owned());
    }
    if let Some(part) = packet.first("pdfaid:part") {
        let level = packet.first("pdfaid:conformance").unwrap_or_default();
        match (part, level) {
            ("1", "A" | "B") | ("2" | "3", "A" | "B" | "U") => {}
            ("4", "" | "E" | "F") if version.0 == 2 => {}
            ("4", "" | "E" | "F") => {
                wrong(format!("the file claims PDF/A-4 but is PDF {}.{}", version.0, version.1));
            }
            _ => wrong(format!(
                "the file claims PDF/A-{}{}, which there is not",
                short(part),
                short(level)
            )),
        }
        claims.a = Some(format!("{part}{}", level.to_lowercase()));
    }
    claims
}

/// Holds what was found against what the file claims to be.
pub(super) fn check_claims(claims: &Claims, report: &mut Report<'_>) {
    let unique = |why: &[String]| {
        let mut kept: Vec<&str> = Vec::new();
        for why in why {
            if !kept.contains(&why.as_str()) {
                kept.push(why);
            }
        }
        kept.join("; ")
    };
    let mut messages = Vec::new();
    if let Some(part) = &claims.ua
        && !report.against_ua.is_empty()
    {
        messages.push(format!("the file claims PDF/UA-{part}, but {}", unique(&report.against_ua)));
    }
    if let Some(part) = &claims.a {
        let mut why = report.against_a.clone();
        if part.ends_with('a') {
            why.extend(report.against_ua.iter().filter(|why| why.contains("tag")).cloned());
        }
        if !why.is_empty() {
            messages.push(format!("the file claims PDF/A-{part}, but {}", unique(&why)));
        }
    }
    for message in messages {
        let found = Diagnostic::error(Code::FalseClaim, None, message);
        report.push(found.help("mend what is named, or take the claim out of the XMP packet"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_programs_give_are_known() {
        for title in
            ["kit_final2.docx", "Microsoft Word - Kit", "Untitled-3", "untitled 2", "(anonymous)"]
        {
            assert!(is_file_name(title), "{title}");
        }
        for title in ["1984", "The Document of Trent", "Titles", "A.D.", "Untitled: a life"] {
            assert!(!is_file_name(title), "{title}");
        }
    }

    #[test]
    fn book_numbers_are_checked() {
        for (text, good) in [
            ("urn:isbn:9780306406157", true),
            ("ISBN 0-8044-2957-X", true),
            ("ISBN-13: 978-0-306-40615-7", true),
            ("isbn:9780306406158", false),
            ("ISBN", false),
        ] {
            assert_eq!(is_right(text), good, "{text}");
        }
    }
}
