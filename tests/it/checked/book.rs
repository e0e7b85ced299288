//! A good ebook of our own, and the same with one thing made wrong.

use std::io::{Cursor, Read, Write};
use std::process::Command;
use std::sync::OnceLock;

use platemark::inspect::{Options, inspect};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::scratch::Scratch;

const KIT: &str = r#"---
title: The Quay
lang: en-GB
creator: [{name: Ane Larrea, role: author}]
publisher: Alder
date: 2026-02-20
identifier: [{scheme: ISBN-13, text: 978-0-306-40615-7}]
logline: A quay is opened again.
---

# The First Chapter

The quay was shut for eleven years and the boats went to the other side of the bay, where the water is deep and the road is short.[^1]

![A rocket stands on its pad under a grey sky.](images/launch.jpg "The pad at Kourou, before the rain.")

## Its First Part

A table of the boats follows, as it was pinned to the door of the harbour office.

| Boat | Built | Length |
|------|-------|--------|
| Maite | 1931 | 12 m |
| Ana | 1956 | 14 m |

## Its Second Part

Nobody had asked for it, and nobody was asked. The town wanted the quay and the quay was there again in the spring.

[^1]: The road was paved in 1987.

# The Second Chapter

The second chapter is about a pagoda, and about the people who were paid to paint it red every seventh year.

![A pagoda of five storeys between dark trees.](images/pagoda.jpg "Five storeys, painted red.")

# The Third Chapter

In the third chapter nothing happens, as [in the first](#the-first-chapter).
"#;

/// The good book, built once by the program itself.
pub(crate) fn good() -> &'static [u8] {
    static BOOK: OnceLock<Vec<u8>> = OnceLock::new();
    BOOK.get_or_init(|| {
        let kit = Scratch::with(&[("kit.md", KIT)]);
        let images = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("images");
        for (from, to) in [("11-launch-pad.jpg", "launch.jpg"), ("13-pagoda.jpg", "pagoda.jpg")] {
            kit.write(&format!("images/{to}"), &std::fs::read(images.join(from)).unwrap());
        }
        let run = Command::new(env!("CARGO_BIN_EXE_platemark"))
            .args(["build", "kit.md", "--to", "epub"])
            .current_dir(kit.path())
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        kit.read("output/the-quay.epub")
    })
}

/// One thing to be made wrong.
pub(crate) enum Edit {
    /// In this file, the first of these texts becomes the other.
    Change(&'static str, &'static str, &'static str),
    /// In this file, every one of these texts becomes the other.
    ChangeAll(&'static str, &'static str, &'static str),
    /// A file is added, or replaced.
    Put(&'static str, &'static [u8]),
    /// A file is left out.
    Drop(&'static str),
    /// The first file is packed.
    PackMediaType,
    /// A file comes first.
    First(&'static str),
}

/// A file of an ebook.
type Member = (String, Vec<u8>);

fn members(book: &[u8]) -> Vec<Member> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().to_owned(), bytes)
        })
        .collect()
}

/// The good book with one thing made wrong.
pub(crate) fn with(edits: &[Edit]) -> Vec<u8> {
    let mut members = members(good());
    let mut stored = true;
    for edit in edits {
        let at = |members: &[Member], name: &str| {
            let found = members.iter().position(|member| member.0 == name);
            found.unwrap_or_else(|| panic!("the book has `{name}`"))
        };
        match edit {
            Edit::Change(name, from, to) | Edit::ChangeAll(name, from, to) => {
                let index = at(&members, name);
                let text = String::from_utf8(members[index].1.clone()).unwrap();
                assert!(text.contains(from), "`{name}` contains `{from}`:\n{text}");
                let most = if matches!(edit, Edit::ChangeAll(..)) { usize::MAX } else { 1 };
                members[index].1 = text.replacen(from, to, most).into_bytes();
            }
            Edit::Put(name, bytes) => match members.iter_mut().find(|member| member.0 == *name) {
                Some(member) => member.1 = bytes.to_vec(),
                None => members.push(((*name).to_owned(), bytes.to_vec())),
            },
            Edit::Drop(name) => drop(members.remove(at(&members, name))),
            Edit::PackMediaType => stored = false,
            Edit::First(name) => {
                let member = members.remove(at(&members, name));
                members.insert(0, member);
            }
        }
    }
    pack(&members, stored)
}

/// Packs files; the media type as it is, if `stored`.
pub(crate) fn pack(members: &[Member], stored: bool) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let packed = name != "mimetype" || !stored;
        let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// What is found in a book: each rule with what is said.
pub(crate) fn found(book: &[u8]) -> Vec<(&'static str, String)> {
    let today = Some("2026-12-31".parse().unwrap());
    let findings = inspect(&mut Cursor::new(book), "book.epub", &Options { today }).unwrap();
    findings
        .diagnostics
        .iter()
        .map(|found| {
            assert!(found.help.is_some(), "{} has no help: {}", found.code, found.message);
            assert!(!found.message.ends_with('.'), "no full stop: {}", found.message);
            (found.code.id(), found.message.clone())
        })
        .collect()
}

/// The good book with one text changed by a function.
pub(crate) fn edited(name: &str, change: &dyn Fn(&str) -> String) -> Vec<u8> {
    let mut members = members(good());
    let member = members.iter_mut().find(|member| member.0 == name).unwrap();
    member.1 = change(std::str::from_utf8(&member.1).unwrap()).into_bytes();
    // Pictures take most of the time and none of the rules.
    members.retain(|member| !member.0.starts_with("EPUB/fonts/"));
    pack(&members, true)
}
