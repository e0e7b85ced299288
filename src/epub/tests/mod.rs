//! Whole books: written from documents made by hand or by chance, read back as XML.

mod access;
mod constructs;
mod everything;
mod property;
mod sample;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;

use self::everything::everything;
use super::{Paper, write};
use crate::base::PageStart;
use crate::design::{A4, Design};
use crate::document::Document;
use crate::font::FontSet;
use crate::image::encode_jpeg;

/// Writes a book.
fn book(document: &Document, starts: &[PageStart]) -> Vec<u8> {
    let draw = || {
        encode_jpeg(16, 24, &[20; 16 * 24 * 4], 85).map_err(|broken| io::Error::other(broken.found))
    };
    let cover = document.front.cover.then_some(&draw as &dyn Fn() -> io::Result<Vec<u8>>);
    let mut out = Cursor::new(Vec::new());
    let pixels = sample::Pixels::of(document);
    let paper = Paper { starts, cover };
    write(document, &paper, &Design::gallery(A4), &FontSet::bundled(), &pixels, &mut out).unwrap();
    out.into_inner()
}

/// The text files of a book, by name.
fn files(book: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().to_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if let Ok(text) = String::from_utf8(bytes) {
            files.insert(name, text);
        }
    }
    files
}

/// What one XML file holds.
#[derive(Debug, Default)]
struct Parsed {
    ids: Vec<String>,
    links: Vec<String>,
    text: String,
    marks: Vec<String>,
}

fn parse(name: &str, xml: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name} is no XML: {error}\n{xml}"))
        {
            Event::Start(element) | Event::Empty(element) => {
                if element.name().as_ref() == "br" {
                    parsed.text.push('\n');
                }
                let mut mark = false;
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{name}: {error}"));
                    let value = attribute.value.into_owned();
                    match attribute.key.as_ref() {
                        "id" => parsed.ids.push(value),
                        "href" | "src" => parsed.links.push(value),
                        "role" => mark |= value == "doc-pagebreak",
                        "style" => panic!("{name} has an inline style"),
                        _ => {}
                    }
                }
                if mark {
                    parsed.marks.extend(parsed.ids.last().cloned());
                }
            }
            Event::Text(text) => parsed.text.push_str(&text),
            Event::GeneralRef(reference) => parsed.text.push_str(match reference.as_ref() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                other => panic!("{name} has the entity `{other}`"),
            }),
            Event::Eof => break,
            _ => {}
        }
    }
    parsed
}

/// Checks that a book is sound in itself: XML, unique ids, links that lead somewhere, every
/// page marked once and in order, in the text and in the lists.
fn check_sound(book: &[u8], starts: &[PageStart]) -> BTreeMap<String, Parsed> {
    let files = files(book);
    let parsed: BTreeMap<String, Parsed> = files
        .iter()
        .filter(|file| [".xhtml", ".opf", ".ncx", ".xml"].iter().any(|end| file.0.ends_with(end)))
        .map(|(name, text)| (name.clone(), parse(name, text)))
        .collect();
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let names: BTreeSet<String> = archive.file_names().map(str::to_owned).collect();
    for (name, file) in &parsed {
        let ids: BTreeSet<_> = file.ids.iter().collect();
        assert_eq!(ids.len(), file.ids.len(), "{name} has an id twice: {:?}", file.ids);
        for link in file.links.iter().filter(|link| !link.contains(':')) {
            let (path, id) = link.split_once('#').unwrap_or((link, ""));
            let folder = name.rsplit_once('/').map_or("", |name| name.0);
            let target = match (path, path.strip_prefix("../")) {
                ("", _) => name.clone(),
                (_, Some(path)) => format!("EPUB/{path}"),
                (path, None) => format!("{folder}/{path}"),
            };
            assert!(names.contains(&target), "{name} links to {link}, which is not there");
            if !id.is_empty() {
                let target = &parsed[&target];
                assert!(target.ids.iter().any(|i| i == id), "{name} links to {link}: no such id");
            }
        }
    }
    let spine = spine(&files["EPUB/package.opf"]);
    let marks: Vec<_> = spine.iter().flat_map(|name| parsed[name].marks.clone()).collect();
    let labels: Vec<_> = starts.iter().map(|start| format!("page-{}", start.label)).collect();
    assert_eq!(marks, labels, "every page is marked once, in order");
    let listed: Vec<_> = parsed["EPUB/nav.xhtml"]
        .links
        .iter()
        .filter_map(|link| link.split_once("#page-").map(|link| format!("page-{}", link.1)))
        .collect();
    assert_eq!(listed, labels, "every page is listed once, in order");
    drop(archive.by_index(0));
    parsed
}

/// The files of the spine, in order.
fn spine(opf: &str) -> Vec<String> {
    let value = |tag: &str, name: &str| {
        let start = tag.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
        tag[start..].split('"').next().unwrap().to_owned()
    };
    let items: BTreeMap<String, String> = opf
        .split("<item ")
        .skip(1)
        .map(|tag| format!(" {}", tag.split("/>").next().unwrap()))
        .map(|tag| (value(&tag, "id"), format!("EPUB/{}", value(&tag, "href"))))
        .collect();
    let refs = opf.split("<itemref").skip(1).map(|tag| items[&value(tag, "idref")].clone());
    refs.collect()
}

#[test]
fn two_writes_are_equal() {
    let (document, starts) = everything();
    let first = book(&document, &starts);
    assert!(first == book(&document, &starts), "the same document makes the same bytes");
}

#[test]
fn the_archive_begins_with_its_type_and_tells_no_time() {
    let (document, starts) = everything();
    let book = book(&document, &starts);
    assert_eq!(&book[30..58], b"mimetypeapplication/epub+zip", "as readers look for it");
    let mut archive = zip::ZipArchive::new(Cursor::new(&book)).unwrap();
    for index in 0..archive.len() {
        let file = archive.by_index(index).unwrap();
        let time = file.last_modified().unwrap();
        assert_eq!(time, zip::DateTime::default(), "{} has a time", file.name());
        let picture = matches!(file.name().rsplit('.').next(), Some("png" | "jpg"));
        let stored = file.compression() == zip::CompressionMethod::Stored;
        assert_eq!(stored, picture || file.name() == "mimetype", "{}", file.name());
    }
}
