//! Notes: each reference finds its note, and each note leads back.
//!
//! A text and then all texts come in, findings go out (Digital Publishing WAI-ARIA 1.1,
//! `doc-noteref`, `doc-footnote`, `doc-backlink`; EPUB 3.3, structural semantics).

use std::collections::{BTreeMap, BTreeSet};

use super::address::{Target, resolve};
use super::document::{Document, LinkKind, Page};
use super::{Ebook, quoted};
use crate::base::Code;
use crate::inspect::plain;
use crate::inspect::record::Record;
use crate::inspect::xml::Element;

/// Whether an element is a note.
pub(super) fn is_note(element: &Element<'_>) -> bool {
    ["footnote", "endnote", "rearnote", "note"].iter().any(|kind| element.has("epub:type", kind))
        && element.name != "a"
        || element.has("role", "doc-footnote")
        || element.has("role", "doc-endnote")
}

/// Checks what one text alone shows: pull-quotes that are said twice, links without words.
pub(super) fn check_page(page: Page<'_>, record: &mut Record) {
    let tree = page.tree;
    let mut all: Option<String> = None;
    for (index, element) in tree.elements.iter().enumerate() {
        if element.name == "a" && element.get("href").is_some() {
            links_without_words(page, index, record);
        }
        let is_pull = element.has("epub:type", "pullquote") || element.has("role", "doc-pullquote");
        let hidden = |index: usize| tree.elements[index].get("aria-hidden") == Some("true");
        if !is_pull || tree.around(index).any(hidden) {
            continue;
        }
        let quote = plain(tree.text_of(index));
        let all = all.get_or_insert_with(|| plain(&tree.text));
        if quote.contains(' ') && 1 < all.matches(&quote).take(2).count() {
            let span = page.text.at(record, &element.at);
            let message =
                format!("the pull-quote `{}` repeats the text aloud", quoted(tree.text_of(index)));
            let help = "add `aria-hidden=\"true\"`, since its words are read where they belong";
            record.warning(Code::SaidTwice, span, message, help);
        }
    }
}

fn links_without_words(page: Page<'_>, index: usize, record: &mut Record) {
    let tree = page.tree;
    let named = |index: usize| {
        let element = &tree.elements[index];
        ["aria-label", "aria-labelledby", "title", "alt"]
            .iter()
            .any(|name| element.get(name).is_some_and(|value| !value.trim().is_empty()))
            || matches!(element.name, "svg" | "math" | "img")
    };
    let is_hidden = tree.around(index).any(|index| {
        tree.elements[index].get("aria-hidden") == Some("true")
            || tree.elements[index].get("hidden").is_some()
    });
    let silent = tree.text_of(index).trim().is_empty() && !named(index) && !is_hidden;
    if silent && !tree.inside(index).any(named) {
        let span = page.text.at(record, &tree.elements[index].at);
        let message = "a link has no text";
        record.warning(Code::EmptyLink, span, message, "write where it leads");
    }
}

/// Checks references against notes, over all texts.
pub(super) fn check_references(ebook: &mut Ebook<'_, '_>, documents: &[Document]) {
    let by_path: BTreeMap<&str, &Document> =
        documents.iter().map(|document| (document.path.as_str(), document)).collect();
    // The notes that are referred to, with the files of their references.
    let mut referred: BTreeMap<(String, String), BTreeSet<&str>> = BTreeMap::new();
    for document in documents {
        for link in &document.links {
            let Target::Inside { path, fragment } = resolve(&document.path, &link.address) else {
                continue;
            };
            let id = fragment.unwrap_or_default();
            let there = by_path.get(path.as_str()).is_some_and(|to| to.ids.contains_key(&id));
            if there {
                let is_link = matches!(link.kind, LinkKind::Link | LinkKind::Note);
                // A note's own links do not refer to it.
                if is_link {
                    referred.entry((path, id)).or_default().insert(&document.path);
                }
            } else if link.kind == LinkKind::Note {
                let span = ebook.place(&document.path, &link.at);
                let message = format!("the reference `{}` leads to no note", quoted(&link.address));
                let help = "write the id of the note, or remove the reference";
                ebook.record.error(Code::LostNote, span, message, help);
            }
        }
    }
    for document in documents {
        for (id, note) in &document.notes {
            let Some(from) = referred.get(&(document.path.clone(), id.clone())) else {
                let span = ebook.place(&document.path, &note.at);
                let message = format!("nothing refers to the note `{id}`");
                let help = "set its reference in the text, or remove the note";
                ebook.record.warning(Code::LostNote, span, message, help);
                continue;
            };
            let leads_back =
                note.links.iter().any(|address| match resolve(&document.path, address) {
                    Target::Inside { path, fragment } => {
                        from.contains(path.as_str())
                            && fragment.is_some_and(|back| {
                                by_path
                                    .get(path.as_str())
                                    .is_some_and(|to| to.ids.contains_key(&back))
                            })
                    }
                    _ => false,
                });
            if !leads_back {
                let span = ebook.place(&document.path, &note.at);
                let message = format!("from the note `{id}` no link leads back to the text");
                let help = "add a link with `role=\"doc-backlink\"` to the id of the reference";
                ebook.record.warning(Code::NoteWithoutReturn, span, message, help);
            }
        }
    }
}
