//! The package document.
//!
//! Metadata, manifest and reading order come in, `package.opf` goes out (EPUB 3.3, 5
//! "Package document"). It knows no text.

use uuid::Uuid;

use super::access::Access;
use super::package::Resource;
use super::xml::{Attr, Text, put};
use crate::document::{Creator, Date, Document, Metadata, flatten};
use crate::locale::{Locale, Word};

/// The book's own identifier: each output of a kit has its own, so that a library does not
/// take one for the other.
pub(super) fn identifier(metadata: &Metadata) -> Uuid {
    Uuid::new_v5(&Uuid::from_bytes(metadata.uuid), b"epub")
}

/// The package document.
pub(super) fn write(
    document: &Document,
    access: Access,
    locale: Locale,
    manifest: &[Resource],
    spine: &[String],
) -> String {
    let metadata = &document.metadata;
    let direction = if super::text::is_right_to_left(&metadata.lang) { "rtl" } else { "ltr" };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"book-id\" xml:lang=\"{lang}\" dir=\"{direction}\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n",
        lang = metadata.lang
    );
    describe(&mut out, metadata, access, locale);
    if let Some(cover) = manifest.iter().find(|item| item.properties == "cover-image") {
        put!(out, "<meta name=\"cover\" content=\"{}\"/>\n", cover.id());
    }
    out.push_str("<meta name=\"generator\" content=\"Platemark\"/>\n</metadata>\n<manifest>\n");
    items(&mut out, manifest);
    let ncx = manifest.iter().find(|item| item.media_type == "application/x-dtbncx+xml");
    let ncx = ncx.map(|item| format!(" toc=\"{}\"", item.id())).unwrap_or_default();
    put!(out, "</manifest>\n<spine{ncx} page-progression-direction=\"{direction}\">\n");
    for href in spine {
        if let Some(item) = manifest.iter().find(|item| item.href == *href) {
            put!(out, "<itemref idref=\"{}\"/>\n", Attr(&item.id()));
        }
    }
    out.push_str("</spine>\n</package>\n");
    out
}

/// What the book is, and what it is called.
fn describe(out: &mut String, metadata: &Metadata, access: Access, locale: Locale) {
    identifiers(out, metadata);
    titles(out, metadata);
    put!(out, "<dc:language>{}</dc:language>\n", metadata.lang);
    creators(out, "creator", &metadata.creators);
    creators(out, "contributor", &metadata.contributors);
    element(out, "publisher", &metadata.publisher);
    if let Some(date) = metadata.date {
        element(out, "date", &date.to_string());
    }
    let description = match metadata.description.trim() {
        "" => flatten(&metadata.logline).replace('\n', " "),
        description => description.to_owned(),
    };
    element(out, "description", &description);
    for keyword in &metadata.keywords {
        element(out, "subject", keyword);
    }
    element(out, "rights", &metadata.rights);
    if access.paged {
        let printed = Uuid::from_bytes(metadata.uuid).urn().to_string();
        element(out, "source", &printed);
        let date = metadata.date.map(|date| date.to_string()).unwrap_or_default();
        let edition = locale.word(Word::PdfEdition);
        let source: Vec<_> = [metadata.publisher.as_str(), &date, edition]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        put!(out, "<meta property=\"pageBreakSource\">{}</meta>\n", Text(&source.join(", ")));
    }
    put!(out, "<meta property=\"dcterms:modified\">{}</meta>\n", modified(metadata.date));
    out.push_str(&access.metadata(metadata, locale));
}

/// The files of the book.
fn items(out: &mut String, manifest: &[Resource]) {
    for item in manifest {
        put!(
            out,
            "<item id=\"{}\" href=\"{}\" media-type=\"{}\"",
            Attr(&item.id()),
            Attr(&item.href),
            Attr(&item.media_type)
        );
        if !item.properties.is_empty() {
            put!(out, " properties=\"{}\"", item.properties);
        }
        out.push_str("/>\n");
    }
}

fn identifiers(out: &mut String, metadata: &Metadata) {
    put!(out, "<dc:identifier id=\"book-id\">{}</dc:identifier>\n", identifier(metadata).urn());
    for (index, identifier) in metadata.identifiers.iter().enumerate() {
        let text = identifier.text.trim();
        if text.is_empty() {
            continue;
        }
        let id = format!("identifier-{}", index + 1);
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let scheme = identifier.scheme.to_ascii_uppercase();
        if scheme.starts_with("ISBN") && digits.len() == 13 {
            put!(out, "<dc:identifier id=\"{id}\">urn:isbn:{digits}</dc:identifier>\n");
            // ONIX code list 5, value 15: ISBN-13.
            put!(
                out,
                "<meta refines=\"#{id}\" property=\"identifier-type\" scheme=\"onix:codelist5\">15</meta>\n"
            );
        } else {
            put!(out, "<dc:identifier id=\"{id}\">{}</dc:identifier>\n", Text(text));
            if !scheme.is_empty() {
                let scheme = identifier.scheme.trim();
                put!(
                    out,
                    "<meta refines=\"#{id}\" property=\"identifier-type\">{}</meta>\n",
                    Text(scheme)
                );
            }
        }
    }
}

fn titles(out: &mut String, metadata: &Metadata) {
    let title = &metadata.title;
    let titles = [("main", &title.main), ("subtitle", &title.subtitle), ("short", &title.short)];
    let present = titles.into_iter().filter(|title| !title.1.trim().is_empty());
    for (index, (kind, text)) in present.enumerate() {
        let id = if kind == "main" { "title".to_owned() } else { format!("title-{kind}") };
        put!(out, "<dc:title id=\"{id}\">{}</dc:title>\n", Text(text.trim()));
        put!(out, "<meta refines=\"#{id}\" property=\"title-type\">{kind}</meta>\n");
        put!(out, "<meta refines=\"#{id}\" property=\"display-seq\">{}</meta>\n", index + 1);
        if kind == "main" && !title.file_as.is_empty() {
            file_as(out, &id, &title.file_as);
        }
    }
}

fn creators(out: &mut String, element: &str, people: &[Creator]) {
    let people = people.iter().filter(|person| !person.name.trim().is_empty());
    for (index, person) in people.enumerate() {
        let id = format!("{element}-{}", index + 1);
        put!(out, "<dc:{element} id=\"{id}\">{}</dc:{element}>\n", Text(person.name.trim()));
        if let Some(relator) = &person.relator {
            put!(
                out,
                "<meta refines=\"#{id}\" property=\"role\" scheme=\"marc:relators\">{}</meta>\n",
                Text(relator)
            );
        }
        if !person.file_as.is_empty() {
            file_as(out, &id, &person.file_as);
        }
    }
}

fn file_as(out: &mut String, id: &str, text: &str) {
    put!(out, "<meta refines=\"#{id}\" property=\"file-as\">{}</meta>\n", Text(text));
}

fn element(out: &mut String, name: &str, text: &str) {
    let text = text.trim();
    if !text.is_empty() {
        put!(out, "<dc:{name}>{}</dc:{name}>\n", Text(text));
    }
}

/// When the book was last changed: its date, since a build asks no clock.
fn modified(date: Option<Date>) -> String {
    let date = date.unwrap_or(Date { year: 2000, month: None, day: None });
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    format!("{:04}-{month:02}-{day:02}T00:00:00Z", date.year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_change_is_the_books_own() {
        assert_eq!(modified(None), "2000-01-01T00:00:00Z", "no date");
        let march = Date { year: 2026, month: Some(3), day: None };
        assert_eq!(modified(Some(march)), "2026-03-01T00:00:00Z", "half a date");
    }
}
