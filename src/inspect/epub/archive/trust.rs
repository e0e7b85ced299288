//! Tells an honest container from one that is damaged or made to mislead.
//!
//! An [`Archive`] comes in; findings go out, and whether its members may be read at all (EPUB
//! 3.3, 4.2.2 "File and directory structure", 4.2.3 "File paths", 4.3 "OCF ZIP container").

use std::collections::BTreeMap;
use std::io::{self, Read, SeekFrom};

use super::{Archive, LOCAL_HEADER};
use crate::base::{Code, Diagnostic};
use crate::inspect::record::Record;

/// A member that unpacks to more than this many times its packed length, and to more than
/// [`BOMB_SIZE`], is taken for a trap.
const BOMB_RATIO: u64 = 200;
const BOMB_SIZE: u64 = 16 << 20;

/// Checks a container; returns whether its members may be read.
pub(in crate::inspect::epub) fn check(
    archive: &mut Archive<'_>,
    record: &mut Record,
) -> io::Result<bool> {
    media_type(archive, record)?;
    names(archive, record);
    let mut bomb = false;
    for entry in &archive.entries {
        let name = &entry.name;
        let mut damaged = |why: &str| {
            record.push(
                Diagnostic::error(Code::BadArchive, None, format!("`{name}` {why}"))
                    .help("pack the book again with a program that makes EPUBs"),
            );
        };
        if entry.flags & 1 != 0 {
            damaged("is encrypted by the archive");
        }
        if !matches!(entry.method, 0 | 8) {
            damaged("is packed by a method that no ebook may use");
        }
        if entry.link {
            damaged("is a symbolic link");
        }
        if BOMB_SIZE < entry.size && entry.packed.saturating_mul(BOMB_RATIO) < entry.size {
            bomb = true;
            let message = format!(
                "`{name}` unpacks from {} to {} bytes; it is not read",
                entry.packed, entry.size
            );
            record.push(
                Diagnostic::error(Code::TooMuch, None, message)
                    .help("do not open this book; it may be made to fill your disk"),
            );
        }
    }
    let apart = members_are_apart(archive, record)?;
    Ok(apart && !bomb)
}

/// The first member says what the file is (EPUB 3.3, 4.3.3 "The mimetype file").
fn media_type(archive: &mut Archive<'_>, record: &mut Record) -> io::Result<()> {
    archive.book.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    Read::take(&mut *archive.book, 64).read_to_end(&mut start)?;
    let expected = b"mimetypeapplication/epub+zip";
    let named = start.get(LOCAL_HEADER..LOCAL_HEADER + 8) == Some(b"mimetype");
    let found = if !start.starts_with(b"PK\x03\x04") || !named {
        "the first member is not `mimetype`"
    } else if start.get(8..10) != Some(&[0, 0]) {
        "`mimetype` is packed, but must be stored as it is"
    } else if start.get(28..30) != Some(&[0, 0]) {
        "`mimetype` has extra fields, so that its text is not where readers look"
    } else if !start[LOCAL_HEADER..].starts_with(expected)
        || archive.entry("mimetype").is_none_or(|entry| entry.size != 20)
    {
        "`mimetype` does not say `application/epub+zip`"
    } else {
        return Ok(());
    };
    record.push(
        Diagnostic::error(Code::NoMediaType, None, found)
            .help("pack `mimetype` first and without compression: `zip -X0 book.epub mimetype`"),
    );
    Ok(())
}

/// Names must lead to places inside the book, and each to one place on every disk.
fn names(archive: &Archive<'_>, record: &mut Record) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for entry in &archive.entries {
        let name = entry.name.as_str();
        if let Some(why) = flaw(name, &entry.raw) {
            record.push(
                Diagnostic::error(Code::BadEntryName, None, format!("the name `{name}` {why}"))
                    .help("give the file a plain name inside the book"),
            );
        }
        let folded = name.trim_end_matches('/').to_lowercase();
        match seen.get(&folded) {
            None => {
                seen.insert(folded, name);
            }
            Some(other) => {
                let message = if *other == name {
                    format!("two members are called `{name}`")
                } else {
                    format!("`{name}` and `{other}` are one name on many disks")
                };
                record.push(
                    Diagnostic::error(Code::TwinEntries, None, message)
                        .help("remove or rename one of them"),
                );
            }
        }
    }
}

/// What is wrong with a name.
fn flaw(name: &str, raw: &[u8]) -> Option<&'static str> {
    let path = name.trim_end_matches('/');
    let drive = path.as_bytes().get(1) == Some(&b':');
    if std::str::from_utf8(raw).is_err() {
        Some("is not UTF-8")
    } else if path.starts_with('/') || drive {
        Some("leads out of the book: it begins at the root of a disk")
    } else if path.split(['/', '\\']).any(|part| part == "..") {
        Some("leads out of the book: it climbs up by `..`")
    } else if path.contains('\\') {
        Some("has a backslash")
    } else if path.split('/').any(|part| part.is_empty() || part == ".") {
        Some("has an empty part")
    } else if path.chars().any(|c| c.is_control() || "\"*:<>?|".contains(c)) {
        Some("has a character that no file's name may have")
    } else if path.split('/').any(|part| part.ends_with('.')) {
        Some("has a part that ends in a full stop")
    } else if 65_535 < path.len() || path.split('/').any(|part| 255 < part.len()) {
        Some("is too long")
    } else {
        None
    }
}

/// Each member must have its own bytes, with a header that says what the directory says.
/// Members that share bytes make small files unpack to huge ones.
fn members_are_apart(archive: &mut Archive<'_>, record: &mut Record) -> io::Result<bool> {
    let mut entries = archive.entries.clone();
    entries.sort_by_key(|entry| entry.offset);
    let mut apart = true;
    for (index, entry) in entries.iter().enumerate() {
        let next = entries.get(index + 1).map_or(archive.end, |next| next.offset);
        let name = &entry.name;
        let header = archive.local_header(entry)?;
        let found = match header {
            None => Some("has no header where it should begin"),
            Some(header) => {
                let length = (LOCAL_HEADER + header.name.len()) as u64 + header.extra;
                let end = entry.offset.saturating_add(length).saturating_add(entry.packed);
                if next < end {
                    apart = false;
                    Some("shares its bytes with another member, or reaches beyond the end")
                } else if header.name != entry.raw {
                    Some("has another name in its own header than in the directory")
                } else if header.method != entry.method || (header.flags ^ entry.flags) & 1 != 0 {
                    Some("is packed otherwise than the directory says")
                } else {
                    None
                }
            }
        };
        if let Some(why) = found {
            record.push(
                Diagnostic::error(Code::BadArchive, None, format!("`{name}` {why}"))
                    .help("pack the book again with a program that makes EPUBs"),
            );
        }
    }
    Ok(apart)
}
