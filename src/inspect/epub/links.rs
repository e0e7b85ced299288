//! Links and what is fetched: into the book, and nowhere else.
//!
//! All texts and style sheets come in, findings go out (EPUB 3.3, 3.6 "Resource locations").

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::address::{Target, resolve};
use super::css::Style;
use super::document::{Document, Link, LinkKind};
use super::package::Package;
use super::{Ebook, quoted};
use crate::base::Code;

/// Checks every link of the book.
pub(super) fn check(
    ebook: &mut Ebook<'_, '_>,
    package: &Package<'_>,
    documents: &[Document],
    styles: &[Style],
) {
    let by_path: BTreeMap<&str, &Document> =
        documents.iter().map(|document| (document.path.as_str(), document)).collect();
    let listed: BTreeSet<&str> =
        package.items.iter().filter_map(|item| item.path.as_deref()).collect();
    for document in documents {
        for link in &document.links {
            if let Some((is_error, code, message, help)) =
                judge(ebook, &by_path, &listed, document, link)
            {
                let span = ebook.place(&document.path, &link.at);
                if is_error {
                    ebook.record.error(code, span, message, help);
                } else {
                    ebook.record.warning(code, span, message, help);
                }
            }
        }
        scripts(ebook, document);
    }
    for style in styles {
        for (at, address) in &style.addresses {
            fetched(ebook, style, *at, address);
        }
    }
}

type Verdict = (bool, Code, String, &'static str);

fn judge(
    ebook: &Ebook<'_, '_>,
    by_path: &BTreeMap<&str, &Document>,
    listed: &BTreeSet<&str>,
    document: &Document,
    link: &Link,
) -> Option<Verdict> {
    let shown = quoted(&link.address);
    let followed = matches!(link.kind, LinkKind::Link | LinkKind::Note);
    match resolve(&document.path, &link.address) {
        Target::Script => Some((
            true,
            Code::RunsScript,
            format!("the link `{shown}` runs a script"),
            "let the link lead to a place; readers refuse scripts, and so do shops",
        )),
        Target::Outside { scheme } if scheme == "file" => Some((
            true,
            Code::DeadTarget,
            format!("`{shown}` leads to a disk that no reader has"),
            "put the file into the book, or write a web address",
        )),
        Target::Outside { .. } if followed => None,
        Target::Outside { .. } => {
            let may = link.kind == LinkKind::Media;
            Some((
                !may,
                Code::RemoteResource,
                format!("`{shown}` is fetched from the network"),
                "put the file into the book; it is read offline, and tells nobody who reads",
            ))
        }
        Target::Above => Some((
            true,
            Code::DeadTarget,
            format!("`{shown}` leads out of the book"),
            "write the path from this file to one of the book",
        )),
        Target::Data => None,
        Target::Inside { path, fragment } => {
            if ebook.archive.entry(&path).is_none() {
                let code = if followed { Code::DeadTarget } else { Code::MissingResource };
                let help = "write the path of a file of the book, from this file";
                return Some((true, code, format!("`{shown}` leads to no file of the book"), help));
            }
            if !listed.contains(path.as_str()) {
                let help = "list the file in the manifest";
                let message = format!("`{shown}` leads to a file that the manifest does not list");
                return Some((true, Code::UnlistedResource, message, help));
            }
            let id = fragment.filter(|id| !id.is_empty() && !id.starts_with("epubcfi("))?;
            let to = by_path.get(path.as_str())?;
            // A lost reference to a note has a rule of its own.
            if to.ids.contains_key(&id) || link.kind == LinkKind::Note {
                return None;
            }
            let message = format!("`{shown}` leads to an id that is not there");
            Some((true, Code::DeadTarget, message, "write an id of the file that it leads to"))
        }
    }
}

fn scripts(ebook: &mut Ebook<'_, '_>, document: &Document) {
    for at in &document.scripts {
        let span = ebook.place(&document.path, at);
        let message = format!("`{}` runs a script", document.path);
        let help = "remove it; most readers run none, and the text must do without";
        ebook.record.warning(Code::RunsScript, span, message, help);
    }
}

/// What a style sheet fetches.
fn fetched(ebook: &mut Ebook<'_, '_>, style: &Style, at: usize, address: &str) {
    let shown = quoted(address);
    let (code, message) = match resolve(&style.path, address) {
        Target::Script => (Code::RunsScript, format!("the address `{shown}` runs a script")),
        Target::Outside { .. } => {
            (Code::RemoteResource, format!("`{shown}` is fetched from the network"))
        }
        Target::Above => (Code::MissingResource, format!("`{shown}` leads out of the book")),
        Target::Inside { path, .. } if ebook.archive.entry(&path).is_none() => {
            (Code::MissingResource, format!("`{shown}` leads to no file of the book"))
        }
        Target::Inside { .. } | Target::Data => return,
    };
    let at: Range<usize> = at..at;
    let span = ebook.place(&style.path, &at);
    ebook.record.error(code, span, message, "put the file into the book, or remove the address");
}
