//! The files of the book against its manifest: there, listed, and what they are said to be.
//!
//! Archive and package come in, findings go out (EPUB 3.3, 3 "Publication resources", 5.6
//! "Manifest section").

use std::collections::BTreeSet;
use std::io;

use super::address::{Target, resolve};
use super::archive::Unreadable;
use super::package::{Item, Package};
use super::{Ebook, quoted, sniff};
use crate::base::Code;

/// First bytes of a file that are looked at.
const HEAD: u64 = 4096;

/// Files that systems leave behind, which no book needs.
const LITTER: [&str; 4] = [".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX"];

/// Checks manifest and archive against one another.
pub(super) fn check(ebook: &mut Ebook<'_, '_>, package: &Package<'_>) -> io::Result<()> {
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let mut paths: BTreeSet<&str> = BTreeSet::new();
    for item in &package.items {
        let twice_id = !item.id.is_empty() && !ids.insert(&item.id);
        let path = item.path.as_deref();
        let twice = path.is_some_and(|path| !paths.insert(path));
        if twice_id || item.id.is_empty() {
            let span = package.text.at(ebook.record, &item.at);
            let message = if twice_id {
                format!("the id `{}` is given twice in the manifest", item.id)
            } else {
                format!("`{}` has no id in the manifest", quoted(&item.href))
            };
            ebook.record.error(Code::DuplicateId, span, message, "give each item its own id");
        }
        if twice {
            let span = package.text.at(ebook.record, &item.at);
            let message = format!("`{}` is listed twice in the manifest", quoted(&item.href));
            ebook.record.error(Code::WrongSpine, span, message, "remove one of the items");
        }
        one(ebook, package, item)?;
    }
    unlisted(ebook, package);
    Ok(())
}

fn one(ebook: &mut Ebook<'_, '_>, package: &Package<'_>, item: &Item) -> io::Result<()> {
    let Some(path) = item.path.as_deref() else {
        let span = package.text.at(ebook.record, &item.at);
        let shown = quoted(&item.href);
        let (code, message) = match resolve(package.text.path, &item.href) {
            Target::Outside { .. } if may_be_remote(item) => return Ok(()),
            Target::Outside { .. } => {
                (Code::RemoteResource, format!("`{shown}` lies outside the book"))
            }
            Target::Above => (Code::BadEntryName, format!("`{shown}` leads out of the book")),
            _ => (Code::MissingResource, format!("`{shown}` is no file of the book")),
        };
        ebook.record.error(code, span, message, "put the file into the book");
        return Ok(());
    };
    if ebook.archive.entry(path).is_none() {
        let span = package.text.at(ebook.record, &item.at);
        let message = format!("`{path}` is in the manifest, but not in the book");
        let help = "add the file, or remove it from the manifest";
        ebook.record.error(Code::MissingResource, span, message, help);
        return Ok(());
    }
    let damaged = match ebook.archive.head(path, HEAD) {
        Ok(head) => {
            ebook.moves |= sniff::moves(&head);
            lies(ebook, package, item, &head);
            match ebook.archive.is_whole(path) {
                Ok(false) => "does not have the checksum that it says".to_owned(),
                Err(Unreadable::Io(error)) => return Err(error),
                Err(Unreadable::Damaged(why)) => why,
                Ok(true) | Err(Unreadable::TooLarge) => return Ok(()),
            }
        }
        Err(Unreadable::Io(error)) => return Err(error),
        Err(Unreadable::Damaged(why)) => why,
        Err(Unreadable::TooLarge) => return Ok(()),
    };
    let span = package.text.at(ebook.record, &item.at);
    let message = format!("`{path}` {damaged}");
    let help = "pack the book again with a program that makes EPUBs";
    ebook.record.error(Code::BadArchive, span, message, help);
    Ok(())
}

/// Sound and film may come from the network, and fonts (EPUB 3.3, 3.6).
fn may_be_remote(item: &Item) -> bool {
    ["audio/", "video/", "font/"].iter().any(|kind| item.media_type.starts_with(kind))
        || item.media_type.contains("font")
}

/// Tells if a file is not what the manifest says.
fn lies(ebook: &mut Ebook<'_, '_>, package: &Package<'_>, item: &Item, head: &[u8]) {
    let kinds = sniff::kinds(head);
    let said = item.media_type.as_str();
    let is_text = said.ends_with("+xml") || said == "text/css" || said.ends_with("/xml");
    let path = item.path.as_deref().unwrap_or_default();
    let message = if head.is_empty() {
        format!("`{path}` is empty")
    } else if let Some(kind) = kinds.first().filter(|_| !kinds.contains(&said)) {
        // What is obfuscated shows nothing of its kind and is told elsewhere.
        format!("the manifest says that `{path}` is `{said}`, but it is `{kind}`")
    } else if kinds.is_empty() && sniff::is_known(said) && !is_locked(ebook) {
        format!("the manifest says that `{path}` is `{said}`, but it is not")
    } else if is_text
        && head.contains(&0)
        && !head.starts_with(b"\xff\xfe")
        && !head.starts_with(b"\xfe\xff")
    {
        format!("the manifest says that `{path}` is `{said}`, but it is no text")
    } else if said == "image/svg+xml"
        && memchr::memmem::find(head, b"<svg").is_none()
        && memchr::memmem::find(head, b":svg").is_none()
        && head.len() < 4096
    {
        format!("the manifest says that `{path}` is `{said}`, but it holds no drawing")
    } else {
        return;
    };
    let span = package.text.at(ebook.record, &item.at);
    let help = "write the media type of what the file is, or replace the file";
    ebook.record.error(Code::WrongMediaType, span, message, help);
}

fn is_locked(ebook: &Ebook<'_, '_>) -> bool {
    ebook.archive.entry("META-INF/encryption.xml").is_some()
}

/// Tells of files that no item lists.
fn unlisted(ebook: &mut Ebook<'_, '_>, package: &Package<'_>) {
    let listed: BTreeSet<&str> =
        package.items.iter().filter_map(|item| item.path.as_deref()).collect();
    let names: Vec<String> = ebook
        .archive
        .entries()
        .iter()
        .filter(|entry| {
            let name = entry.name.as_str();
            !entry.is_folder()
                && name != "mimetype"
                && !name.starts_with("META-INF/")
                && name != package.text.path
                && !listed.contains(name)
        })
        .map(|entry| entry.name.clone())
        .collect();
    for name in names {
        // Another rendition has its own package and manifest.
        if name.to_ascii_lowercase().ends_with(".opf") {
            continue;
        }
        let help = if name.split('/').any(|part| LITTER.contains(&part) || part.starts_with("._")) {
            "remove the file; a system left it behind"
        } else {
            "list the file in the manifest, or remove it"
        };
        let message = format!("`{name}` is in the book, but not in its manifest");
        ebook.record.warning(Code::UnlistedResource, None, message, help);
    }
}
