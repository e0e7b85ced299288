//! Reads the texts of an ebook for those who look where it came from.
//!
//! Every text of the archive is read, listed in the manifest or not, as far as [`MOST`]
//! reaches; what is damaged is passed over.

use std::io;

use super::archive::{Archive, Unreadable};
use super::decode;
use crate::inspect::{Book, Pictures, Remains};

/// The longest text that is read, and all together: less than elsewhere, since each is taken
/// apart letter by letter.
const LONGEST: u64 = 8 << 20;
const MOST: u64 = 64 << 20;
/// The largest picture.
const LARGEST: u64 = 32 << 20;

pub(in crate::inspect) fn remains(
    book: &mut dyn Book,
    length: u64,
    pictures: Pictures,
) -> io::Result<Remains> {
    let mut remains = Remains { kind: "an EPUB", ..Remains::default() };
    let mut archive = Archive::open_damaged(book, length)?;
    let names: Vec<(String, u64)> =
        archive.entries().iter().map(|entry| (entry.name.clone(), entry.size)).collect();
    let (mut left, mut pixels) = (MOST, 0);
    for (name, size) in names {
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        if matches!(ending.as_str(), "jpg" | "jpeg" | "png") {
            if pictures == Pictures::Unseen {
                continue;
            }
            match archive.read(&name, LARGEST) {
                Ok(bytes) => remains.picture(&bytes, &mut pixels),
                Err(Unreadable::Io(error)) => return Err(error),
                Err(Unreadable::Damaged(_) | Unreadable::TooLarge) => {}
            }
            continue;
        }
        let is_metadata = matches!(ending.as_str(), "opf" | "ncx");
        if !is_metadata && !matches!(ending.as_str(), "xhtml" | "html" | "htm" | "xml") {
            continue;
        }
        let Some(rest) = left.checked_sub(size) else { continue };
        let bytes = match archive.read(&name, LONGEST) {
            Ok(bytes) => bytes,
            Err(Unreadable::Io(error)) => return Err(error),
            Err(Unreadable::Damaged(_) | Unreadable::TooLarge) => continue,
        };
        left = rest;
        let Some(text) = decode(bytes) else { continue };
        if ending == "opf" {
            remains.manifest.extend(manifest(&text));
        }
        if is_metadata { remains.metadata.push(text) } else { remains.texts.push(text) }
    }
    Ok(remains)
}

/// The paths of a manifest, in order.
fn manifest(opf: &str) -> Vec<String> {
    let path = |item: &str| {
        let tag = item.split('>').next()?;
        let (_, value) = tag.split_once("href=")?;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value[1..].split(quote).next().map(str::to_owned)
    };
    opf.split("item ").skip(1).filter_map(path).take(50_000).collect()
}
