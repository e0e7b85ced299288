//! Pages of another edition: listed, marked where they begin, in step.
//!
//! The list of pages and the marks in the texts come in, findings go out (EPUB Accessibility
//! 1.1, 3.3 "Page navigation"; EPUB 3.3, 7.4.2.3 "The page list nav element").

use std::collections::{BTreeMap, BTreeSet};

use super::contents::{Entry, Lists, place};
use super::document::{Document, PageMark, number};
use super::package::Package;
use super::{Ebook, quoted};
use crate::base::Code;

/// Checks list and marks.
pub(super) fn check(
    ebook: &mut Ebook<'_, '_>,
    package: &Package<'_>,
    documents: &[Document],
    lists: &Lists,
) {
    let by_path: BTreeMap<&str, &Document> =
        documents.iter().map(|document| (document.path.as_str(), document)).collect();
    let marks: Vec<(&Document, &PageMark)> = documents
        .iter()
        .filter(|document| document.spine.is_some())
        .flat_map(|document| document.marks.iter().map(move |mark| (document, mark)))
        .collect();
    if lists.pages.is_empty() && marks.is_empty() {
        return;
    }
    source(ebook, package);
    for (document, mark) in &marks {
        if mark.label.is_empty() {
            let span = ebook.place(&document.path, &mark.at);
            let help = "add the number: `aria-label=\" page 12. \"`";
            ebook.record.warning(Code::WrongPageMark, span, "a page mark says no number", help);
        }
    }
    if lists.pages.is_empty() {
        let span = package.text.at(ebook.record, &package.at);
        let message = format!("{} pages are marked in the text, but not listed", marks.len());
        let help = "list them in the navigation document: `nav epub:type=\"page-list\"`";
        ebook.record.warning(Code::WrongPageList, span, message, help);
        return;
    }
    unlisted(ebook, lists, &marks);
    entries(ebook, lists, &by_path);
}

/// Whose pages they are (EPUB Accessibility 1.1, 3.3.2).
fn source(ebook: &mut Ebook<'_, '_>, package: &Package<'_>) {
    let names = ["pageBreakSource", "schema:pageBreakSource", "a11y:pageBreakSource", "source"];
    let names = names.iter().chain(&["dcterms:source"]);
    let says = |meta: &super::package::Meta| names.clone().any(|name| *name == meta.name);
    if package.metadata.iter().any(|meta| says(meta) && !meta.value.is_empty()) {
        // `dc:source` names them only if it says so; a book with the newer word needs none.
        let newer = package.metadata.iter().any(|meta| meta.name.ends_with("pageBreakSource"));
        let older = package.metadata.iter().any(|meta| meta.name == "source-of");
        if newer || older || !package.is_epub3 {
            return;
        }
    }
    let span = package.text.at(ebook.record, &package.at);
    let message = "the book lists pages, but does not say of which edition";
    let help = "name the edition: `<meta property=\"pageBreakSource\">…</meta>`";
    ebook.record.warning(Code::NoPageSource, span, message, help);
}

/// Marks that no entry leads to.
fn unlisted(ebook: &mut Ebook<'_, '_>, lists: &Lists, marks: &[(&Document, &PageMark)]) {
    let listed: BTreeSet<(&str, &str)> = lists
        .pages
        .iter()
        .filter_map(|entry| entry.target.as_ref())
        .map(|(path, id)| (path.as_str(), id.as_str()))
        .collect();
    let labels: BTreeSet<String> = lists.pages.iter().map(|entry| number(&entry.label)).collect();
    for (document, mark) in marks {
        let id = mark.id.as_deref().unwrap_or_default();
        if !listed.contains(&(document.path.as_str(), id)) && !labels.contains(&mark.label) {
            let span = ebook.place(&document.path, &mark.at);
            let message = format!("the list of pages lacks page {}", mark.label);
            let help = "add an entry that leads to this mark";
            ebook.record.warning(Code::WrongPageList, span, message, help);
        }
    }
}

/// Each entry leads to the mark of its page, in the order of reading, and none twice.
fn entries(ebook: &mut Ebook<'_, '_>, lists: &Lists, by_path: &BTreeMap<&str, &Document>) {
    let mut labels: BTreeSet<String> = BTreeSet::new();
    let mut above: Option<((usize, usize), &Entry)> = None;
    for entry in &lists.pages {
        let label = number(&entry.label);
        let shown = quoted(&entry.label);
        let at = place(entry, by_path);
        let mark = entry.target.as_ref().and_then(|(path, id)| {
            let document = by_path.get(path.as_str())?;
            document.marks.iter().find(|mark| mark.id.as_deref() == Some(id.as_str()))
        });
        let before = above.filter(|(before, _)| at.is_some_and(|at| at < *before));
        let greater = above.filter(|(_, earlier)| {
            let value = |label: &str| number(label).parse::<u32>().ok();
            value(&entry.label).zip(value(&earlier.label)).is_some_and(|(a, b)| a < b)
        });
        let (code, message) = if label.is_empty() {
            (Code::WrongPageList, "an entry of the list of pages is empty".to_owned())
        } else if labels.contains(&label) {
            (Code::WrongPageList, format!("page {shown} is listed twice"))
        } else if at.is_none() {
            (
                Code::WrongPageList,
                format!("the entry of page {shown} leads to no place in the text"),
            )
        } else if mark.is_some_and(|mark| !mark.label.is_empty() && mark.label != label) {
            let other = mark.map_or("", |mark| mark.label.as_str());
            (
                Code::WrongPageList,
                format!("the entry of page {shown} leads to the mark of page {other}"),
            )
        } else if mark.is_none() {
            (Code::WrongPageMark, format!("page {shown} is listed, but not marked where it begins"))
        } else if let Some((_, earlier)) = before.or(greater) {
            let message = format!("page {shown} is listed after page {}", quoted(&earlier.label));
            (Code::WrongPageList, message)
        } else {
            labels.insert(label);
            above = at.map(|at| (at, entry));
            continue;
        };
        let span = ebook.place(&lists.path, &entry.at);
        let help = "let each page be marked once, and listed once, in the order of reading";
        ebook.record.warning(code, span, message, help);
        labels.insert(label);
        above = at.map(|at| (at, entry)).or(above);
    }
}
