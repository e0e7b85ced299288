//! The texts of a book: what rules over the whole book need of each.
//!
//! The manifest comes in, each XHTML file is read once, the rules that need nothing else run
//! over it, and a [`Document`] goes out, which holds no markup.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;

use super::package::Package;
use super::{Ebook, Text, alternatives, headings, language, notes, tables, well_formed};
use crate::base::Code;
use crate::inspect::record::Record;
use crate::inspect::xml::{Element, Tree};

/// A text that is being examined.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) text: Text<'a>,
    pub(super) tree: &'a Tree<'a>,
}

/// What is kept of a text.
#[derive(Debug, Default)]
pub(super) struct Document {
    pub(super) path: String,
    /// Its place in the reading order.
    pub(super) spine: Option<usize>,
    /// Whether it is read in order with the others.
    pub(super) linear: bool,
    /// Each id with the first byte of its element.
    pub(super) ids: BTreeMap<String, usize>,
    pub(super) links: Vec<Link>,
    pub(super) marks: Vec<PageMark>,
    pub(super) headings: Vec<Heading>,
    /// Notes by their ids.
    pub(super) notes: BTreeMap<String, Note>,
    /// What its body and outermost sections are: words of `epub:type` and `role`.
    pub(super) kinds: BTreeSet<String>,
    /// Pictures that say something, and those of them that are described in words.
    pub(super) pictures: usize,
    pub(super) described: usize,
    /// Names of elements, classes (`.name`) and ids (`#name`) that a style sheet could meet.
    pub(super) selectable: BTreeSet<String>,
    /// Style sheets in the text and in attributes `style`, each with its first byte.
    pub(super) styles: Vec<(usize, String)>,
    /// Elements that run a script.
    pub(super) scripts: Vec<Range<usize>>,
    /// Whether words stand in it.
    pub(super) has_text: bool,
    /// Whether something in it describes a picture at length.
    pub(super) long_description: bool,
}

/// Something that leads elsewhere or brings something in.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) kind: LinkKind,
    pub(super) address: String,
    pub(super) at: Range<usize>,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkKind {
    /// A reader follows it.
    Link,
    /// It refers to a note.
    Note,
    /// A picture is shown.
    Picture,
    /// Sound or film is played.
    Media,
    /// A style sheet is used.
    Style,
    /// Anything else that is fetched.
    Other,
}

/// Where a page of another edition begins.
#[derive(Debug)]
pub(super) struct PageMark {
    pub(super) id: Option<String>,
    /// The number as it is said, without words: `12` of ` page 12. `.
    pub(super) label: String,
    pub(super) at: Range<usize>,
}

/// A heading.
#[derive(Debug)]
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) at: Range<usize>,
}

/// A note.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) at: Range<usize>,
    /// Where its links lead.
    pub(super) links: Vec<String>,
}

/// Reads all texts that the manifest lists, those of the reading order first.
pub(super) fn read_all(
    ebook: &mut Ebook<'_, '_>,
    package: &Package<'_>,
) -> io::Result<Vec<Document>> {
    let mut order: Vec<(usize, Option<usize>)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (place, item) in package.spine.iter().enumerate() {
        order.extend(item.item.filter(|item| seen.insert(*item)).map(|item| (item, Some(place))));
    }
    order.extend((0..package.items.len()).filter(|item| !seen.contains(item)).map(|i| (i, None)));
    let mut documents = Vec::new();
    let mut paths = BTreeSet::new();
    for (index, spine) in order {
        let item = &package.items[index];
        let Some(path) = item.path.as_deref().filter(|_| item.is_xhtml()) else { continue };
        if !paths.insert(path) {
            continue;
        }
        let Some(source) = ebook.text(path)? else { continue };
        let tree = Tree::read(&source);
        let page = Page { text: Text { path, source: &source }, tree: &tree };
        well_formed(ebook.record, page.text, &tree);
        let linear = spine.is_some_and(|place| package.spine[place].linear);
        let mut document = Document { path: path.to_owned(), spine, linear, ..Document::default() };
        let is_nav = item.has("nav");
        read(page, &mut document, ebook.record);
        alternatives::check(page, &mut document, ebook.record);
        if !is_nav {
            headings::check(page, &document, ebook.record);
        }
        tables::check(page, ebook.record);
        language::check(page, package, ebook.record);
        notes::check_page(page, ebook.record);
        documents.push(document);
    }
    Ok(documents)
}

/// Takes from a text what rules over the whole book need.
fn read(page: Page<'_>, document: &mut Document, record: &mut Record) {
    let tree = page.tree;
    document.has_text = !tree.text.trim().is_empty();
    for (index, element) in tree.elements.iter().enumerate() {
        if let Some(id) = element.get("id") {
            if document.ids.insert(id.to_owned(), element.at.start).is_some() {
                let span = page.text.at(record, &element.at);
                let message = format!("the id `{id}` is given twice in `{}`", page.text.path);
                let help = "give each element an id of its own; links find only the first";
                record.error(Code::DuplicateId, span, message, help);
            }
            document.selectable.insert(format!("#{id}"));
        }
        for class in element.get("class").unwrap_or_default().split_ascii_whitespace() {
            document.selectable.insert(format!(".{class}"));
        }
        if !document.selectable.contains(element.name) {
            document.selectable.insert(element.name.to_owned());
        }
        if let Some(style) = element.get("style") {
            document.styles.push((element.at.start, format!("*{{{style}}}")));
        }
        if element.name == "style" {
            document.styles.push((element.at.start, tree.text_of(index).to_owned()));
        }
        if runs_script(element) {
            document.scripts.push(element.at.clone());
        }
        document.long_description |=
            element.get("aria-details").is_some() || element.get("longdesc").is_some();
        if is_outermost(tree, index) {
            let words = ["epub:type", "role"].map(|name| element.get(name).unwrap_or_default());
            let words = words.iter().flat_map(|words| words.split_ascii_whitespace());
            document.kinds.extend(words.map(|word| word.trim_start_matches("doc-").to_owned()));
        }
        links(element, document);
        if is_page_mark(element) {
            let said = ["aria-label", "title"].iter().find_map(|name| element.get(name));
            let label = number(said.unwrap_or(tree.text_of(index)));
            let id = element.get("id").map(str::to_owned);
            document.marks.push(PageMark { id, label, at: element.at.clone() });
        }
        if let Some(level) = headings::level(element) {
            let text = headings::text(tree, index);
            document.headings.push(Heading { level, text, at: element.at.clone() });
        }
        if let Some(id) = element.get("id").filter(|_| notes::is_note(element)) {
            let inside = tree.inside(index).filter_map(|index| tree.elements[index].get("href"));
            let note = Note { at: element.at.clone(), links: inside.map(str::to_owned).collect() };
            document.notes.insert(id.to_owned(), note);
        }
    }
}

/// Whether an element is the body, or a section right inside it.
fn is_outermost(tree: &Tree<'_>, index: usize) -> bool {
    let name = |index: usize| tree.elements[index].name;
    let parent = tree.elements[index].parent;
    name(index) == "body"
        || matches!(name(index), "section" | "div" | "article" | "nav" | "img" | "svg" | "figure")
            && parent.is_some_and(|parent| {
                name(parent) == "body"
                    || tree.elements[parent].parent.is_some_and(|above| name(above) == "body")
            })
}

/// Whether an element is a script, or has an attribute that is one.
fn runs_script(element: &Element<'_>) -> bool {
    let kind = element.get("type").unwrap_or_default();
    let is_data = kind.contains("json") || kind.contains("text/template") || kind.contains("math/");
    element.name == "script" && !is_data
        || element.attributes.iter().any(|(name, _)| {
            name.len() > 4 && name.starts_with("on") && name.bytes().all(|b| b.is_ascii_lowercase())
        })
}

fn is_page_mark(element: &Element<'_>) -> bool {
    element.has("epub:type", "pagebreak") || element.has("role", "doc-pagebreak")
}

/// The number of a page without the words around it.
pub(super) fn number(label: &str) -> String {
    let words = label.split(|c: char| !(c.is_alphanumeric() || "-–.".contains(c)));
    let word = words.map(|word| word.trim_matches(['.', '-', '–'])).rfind(|word| !word.is_empty());
    word.unwrap_or_default().to_lowercase()
}

fn links(element: &Element<'_>, document: &mut Document) {
    let mut add = |kind: LinkKind, name: &str| {
        if let Some(address) = element.get(name) {
            let address = address.to_owned();
            document.links.push(Link { kind, address, at: element.at.clone() });
        }
    };
    match element.name {
        "a" | "area" => {
            let is_reference =
                element.has("epub:type", "noteref") || element.has("role", "doc-noteref");
            let kind = if is_reference { LinkKind::Note } else { LinkKind::Link };
            add(kind, "href");
            add(kind, "xlink:href");
        }
        "img" | "input" => add(LinkKind::Picture, "src"),
        "image" => {
            add(LinkKind::Picture, "href");
            add(LinkKind::Picture, "xlink:href");
        }
        "audio" | "video" | "source" | "track" => {
            add(LinkKind::Media, "src");
            add(LinkKind::Picture, "poster");
        }
        "link" if element.has("rel", "stylesheet") => add(LinkKind::Style, "href"),
        "script" | "iframe" | "embed" => add(LinkKind::Other, "src"),
        "object" => add(LinkKind::Other, "data"),
        "form" | "button" => {
            add(LinkKind::Link, "action");
            add(LinkKind::Link, "formaction");
        }
        _ => {}
    }
}
