//! The contents: complete, in order, and each entry leads where it says.
//!
//! Navigation document, NCX and texts come in; findings and the [`Lists`] go out (EPUB 3.3, 7
//! "EPUB navigation document"; OPF 2.0.1, 2.4.1 for older books).

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;

use super::address::{Target, resolve};
use super::document::Document;
use super::package::Package;
use super::{Ebook, Text, quoted};
use crate::base::Code;
use crate::inspect::plain;
use crate::inspect::xml::Tree;

/// The lists of the navigation.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) contents: Vec<Entry>,
    pub(super) pages: Vec<Entry>,
    /// The path of the file that lists them.
    pub(super) path: String,
}

/// An entry of a list.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) label: String,
    /// Where it leads: a file and an id, which may be empty.
    pub(super) target: Option<(String, String)>,
    /// How many lists it stands in.
    depth: usize,
    pub(super) at: Range<usize>,
}

/// What texts are that need no entry.
const UNLISTED: [&str; 17] = [
    "cover",
    "titlepage",
    "halftitlepage",
    "frontispiece",
    "copyright-page",
    "dedication",
    "epigraph",
    "colophon",
    "imprint",
    "toc",
    "landmarks",
    "loi",
    "lot",
    "page-list",
    "footnotes",
    "endnotes",
    "halftitle",
];

/// Reads the lists and checks the contents.
pub(super) fn check(
    ebook: &mut Ebook<'_, '_>,
    package: &Package<'_>,
    documents: &[Document],
) -> io::Result<Lists> {
    let lists = read(ebook, package)?;
    if lists.contents.is_empty() {
        let span = package.text.at(ebook.record, &package.at);
        let message = "the book has no contents, so nobody finds a chapter";
        let help = "list the chapters in a navigation document: `nav epub:type=\"toc\"`";
        ebook.record.error(Code::NoContents, span, message, help);
        return Ok(lists);
    }
    let by_path: BTreeMap<&str, &Document> =
        documents.iter().map(|document| (document.path.as_str(), document)).collect();
    targets(ebook, &lists, &by_path);
    order(ebook, &lists, &by_path);
    repeated(ebook, &lists);
    missing(ebook, package, &lists, documents);
    Ok(lists)
}

fn read(ebook: &mut Ebook<'_, '_>, package: &Package<'_>) -> io::Result<Lists> {
    let nav = package.items.iter().find(|item| item.has("nav"));
    let mut lists = Lists::default();
    if let Some(path) = nav.and_then(|item| item.path.as_deref())
        && let Some(source) = ebook.text(path)?
    {
        lists = read_nav(&Tree::read(&source), path);
    }
    let ncx = package.ncx.map(|item| &package.items[item]);
    let ncx = ncx.or_else(|| {
        package.items.iter().find(|item| item.media_type == "application/x-dtbncx+xml")
    });
    if let Some(path) = ncx.and_then(|item| item.path.as_deref())
        && let Some(source) = ebook.text(path)?
    {
        let tree = Tree::read(&source);
        let text = Text { path, source: &source };
        super::well_formed(ebook.record, text, &tree);
        same_identifier(ebook, package, text, &tree);
        let old = read_ncx(&tree, path);
        if nav.is_none() {
            lists = old;
        } else if !lists.contents.is_empty() {
            agree(ebook, text, &lists, &old);
        }
    }
    Ok(lists)
}

fn read_nav(tree: &Tree<'_>, path: &str) -> Lists {
    let mut lists = Lists { path: path.to_owned(), ..Lists::default() };
    for nav in tree.named("nav") {
        let element = &tree.elements[nav];
        let entries = if element.has("epub:type", "toc") {
            &mut lists.contents
        } else if element.has("epub:type", "page-list") {
            &mut lists.pages
        } else {
            continue;
        };
        for index in tree.inside(nav).filter(|index| tree.elements[*index].name == "a") {
            let element = &tree.elements[index];
            let depth = tree.around(index).take_while(|above| *above != nav);
            let depth = depth.filter(|above| tree.elements[*above].name == "ol").count();
            entries.push(Entry {
                label: super::headings::text(tree, index),
                target: target(path, element.get("href").unwrap_or_default()),
                depth,
                at: element.at.clone(),
            });
        }
    }
    lists
}

fn read_ncx(tree: &Tree<'_>, path: &str) -> Lists {
    let mut lists = Lists { path: path.to_owned(), ..Lists::default() };
    for (index, element) in tree.elements.iter().enumerate() {
        let entries = match element.name {
            "navPoint" => &mut lists.contents,
            "pageTarget" => &mut lists.pages,
            _ => continue,
        };
        let child = |name: &str| {
            tree.inside(index).find(|inside| {
                tree.elements[*inside].name == name && tree.elements[*inside].parent == Some(index)
            })
        };
        let label = child("navLabel").map_or("", |label| tree.text_of(label));
        let source = child("content").and_then(|content| tree.elements[content].get("src"));
        let depth = tree.around(index).filter(|above| tree.elements[*above].name == "navPoint");
        entries.push(Entry {
            label: label.split_whitespace().collect::<Vec<_>>().join(" "),
            target: target(path, source.unwrap_or_default()),
            depth: depth.count(),
            at: element.at.clone(),
        });
    }
    lists
}

fn target(from: &str, address: &str) -> Option<(String, String)> {
    match resolve(from, address) {
        Target::Inside { path, fragment } if !address.is_empty() => {
            Some((path, fragment.unwrap_or_default()))
        }
        _ => None,
    }
}

/// The NCX must name the book as the package does (OPF 2.0.1, 2.4.1).
fn same_identifier(
    ebook: &mut Ebook<'_, '_>,
    package: &Package<'_>,
    text: Text<'_>,
    tree: &Tree<'_>,
) {
    let uid = tree.named("meta").find(|index| tree.elements[*index].get("name") == Some("dtb:uid"));
    let Some(uid) = uid else { return };
    let said = tree.elements[uid].get("content").unwrap_or_default().trim();
    if package.identifier().is_some_and(|own| own != said) {
        let span = text.at(ebook.record, &tree.elements[uid].at);
        let message = format!("`{}` is not the book's own identifier", quoted(said));
        let help = "write the identifier of the package into `dtb:uid`";
        ebook.record.error(Code::WrongIdentifier, span, message, help);
    }
}

/// The contents for old readers should be those for new ones.
fn agree(ebook: &mut Ebook<'_, '_>, text: Text<'_>, lists: &Lists, old: &Lists) {
    let files = |lists: &Lists| -> BTreeSet<String> {
        lists.contents.iter().filter_map(|entry| Some(entry.target.as_ref()?.0.clone())).collect()
    };
    let (new, old) = (files(lists), files(old));
    let Some(lacking) = new.difference(&old).find(|path| **path != lists.path) else { return };
    let span = text.at(ebook.record, &(0..0));
    let message = format!("the NCX lacks `{lacking}`, which the contents list");
    let help = "list the same chapters in both; old readers see only the NCX";
    ebook.record.note(Code::ChapterNotListed, span, message, help);
}

/// Each entry says something and leads to a text that is read, where that stands.
fn targets(ebook: &mut Ebook<'_, '_>, lists: &Lists, by_path: &BTreeMap<&str, &Document>) {
    // Headings by their words, to see where an entry was meant to lead.
    let mut meant: BTreeMap<String, BTreeSet<(&str, usize)>> = BTreeMap::new();
    for document in by_path.values() {
        for heading in &document.headings {
            let place = (document.path.as_str(), heading.at.start);
            meant.entry(plain(&heading.text)).or_default().insert(place);
        }
    }
    for entry in &lists.contents {
        let label = quoted(&entry.label);
        let (is_error, message) = match &entry.target {
            _ if entry.label.is_empty() => (true, "an entry of the contents is empty".to_owned()),
            None => (true, format!("the entry `{label}` leads nowhere")),
            Some((path, id)) => match by_path.get(path.as_str()) {
                // A dead link of a navigation document is told as one.
                None => continue,
                Some(document) if document.spine.is_none() && *path != lists.path => (
                    true,
                    format!("the entry `{label}` leads to a text that is not in the reading order"),
                ),
                Some(document) => match elsewhere(document, id, &entry.label, &meant) {
                    Some(path) => (
                        false,
                        format!(
                            "the entry `{label}` leads elsewhere; the heading `{label}` is in `{path}`"
                        ),
                    ),
                    None => continue,
                },
            },
        };
        let span = ebook.place(&lists.path, &entry.at);
        let help = "let the entry lead to the heading that it names";
        if is_error {
            ebook.record.error(Code::ContentsTarget, span, message, help);
        } else {
            ebook.record.warning(Code::ContentsTarget, span, message, help);
        }
    }
}

/// Where a heading with an entry's words stands, if not where the entry leads.
fn elsewhere<'d>(
    document: &Document,
    id: &str,
    label: &str,
    meant: &BTreeMap<String, BTreeSet<(&'d str, usize)>>,
) -> Option<&'d str> {
    let places = meant.get(&plain(label)).filter(|_| !plain(label).is_empty())?;
    let from = if id.is_empty() { 0 } else { *document.ids.get(id)? };
    let here = places.iter().any(|(path, at)| *path == document.path && from <= *at);
    // An entry to a whole file, or to a place before its heading, is where it should be.
    let same_file = places.iter().any(|(path, _)| *path == document.path);
    let own = document.headings.iter().find(|heading| from <= heading.at.start);
    // Where no heading stands, nothing contradicts the entry.
    let contradicted = own.is_some_and(|own| plain(&own.text) != plain(label));
    (!here && !same_file && contradicted).then(|| places.iter().next().map(|place| place.0))?
}

/// Entries follow one another as their texts do.
fn order(ebook: &mut Ebook<'_, '_>, lists: &Lists, by_path: &BTreeMap<&str, &Document>) {
    let mut above: Option<((usize, usize), &Entry)> = None;
    for entry in &lists.contents {
        let Some(place) = place(entry, by_path) else { continue };
        if let Some((before, earlier)) = above
            && place < before
        {
            let span = ebook.place(&lists.path, &entry.at);
            let message = format!(
                "the contents list `{}` after `{}`, but it is read before it",
                quoted(&entry.label),
                quoted(&earlier.label)
            );
            let help = "bring the contents and the reading order into agreement";
            ebook.record.warning(Code::ContentsOrder, span, message, help);
        }
        above = Some((place, entry));
    }
}

/// Where in the reading order an entry leads: which text, and which byte of it.
pub(super) fn place(entry: &Entry, by_path: &BTreeMap<&str, &Document>) -> Option<(usize, usize)> {
    let (path, id) = entry.target.as_ref()?;
    let document = by_path.get(path.as_str())?;
    let at = if id.is_empty() { 0 } else { *document.ids.get(id)? };
    Some((document.spine?, at))
}

/// No two entries lead to one place; but a part may begin with its first chapter.
fn repeated(ebook: &mut Ebook<'_, '_>, lists: &Lists) {
    let mut seen: BTreeMap<&(String, String), &Entry> = BTreeMap::new();
    let mut above: Option<&Entry> = None;
    for entry in &lists.contents {
        if let Some(target) = &entry.target {
            let opens = above
                .is_some_and(|above| above.depth < entry.depth && above.target == entry.target);
            match seen.get(target) {
                Some(earlier) if !opens => {
                    let span = ebook.place(&lists.path, &entry.at);
                    let message = format!(
                        "the entries `{}` and `{}` lead to the same place",
                        quoted(&earlier.label),
                        quoted(&entry.label)
                    );
                    let help = "remove one of them, or let it lead to its own heading";
                    ebook.record.warning(Code::ContentsRepeated, span, message, help);
                }
                Some(_) => {}
                None => {
                    seen.insert(target, entry);
                }
            }
        }
        above = Some(entry);
    }
}

/// Texts that begin with a heading of a level that the contents list elsewhere.
fn missing(
    ebook: &mut Ebook<'_, '_>,
    package: &Package<'_>,
    lists: &Lists,
    documents: &[Document],
) {
    let listed: BTreeSet<&str> =
        lists.contents.iter().filter_map(|entry| Some(entry.target.as_ref()?.0.as_str())).collect();
    let level = |document: &Document| document.headings.iter().map(|heading| heading.level).min();
    let levels: BTreeSet<u8> = documents
        .iter()
        .filter(|document| listed.contains(document.path.as_str()))
        .filter_map(level)
        .collect();
    for document in documents {
        let is_front = document.kinds.iter().any(|kind| UNLISTED.contains(&kind.as_str()));
        let is_guided = document.path == lists.path;
        let Some(heading) = document.headings.iter().min_by_key(|heading| heading.level) else {
            continue;
        };
        if !document.linear
            || is_front
            || is_guided
            || listed.contains(document.path.as_str())
            || !levels.contains(&heading.level)
            || is_title(package, &heading.text)
        {
            continue;
        }
        let span = ebook.place(&document.path, &heading.at);
        let message = format!("the contents lack `{}`", quoted(&heading.text));
        let help = format!("add an entry that leads to `{}`", document.path);
        ebook.record.warning(Code::ChapterNotListed, span, message, help);
    }
}

/// Whether a heading is the book's own title, as on a title page.
fn is_title(package: &Package<'_>, heading: &str) -> bool {
    package.metas("title").any(|title| plain(&title.value) == plain(heading))
}
