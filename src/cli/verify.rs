//! `platemark verify`: whether a release is still as it was made.
//!
//! A folder comes in; what differs from its manifest goes to standard output: files that are missing,
//! changed or were added, links, check sums that contradict the manifest. Whoever sends the folder may
//! have made it to do harm: no link is followed, no path leaves the folder, only what has the right
//! length is read. That a folder verifies says that it is whole, not who made it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use annotate_snippets::normalize_untrusted_str;

use super::books::shown;
use super::folder::{self, MAX_SUMS, SUMS};
use super::{Failure, say};
use crate::release::{FileEntry, MANIFEST, Manifest};

/// More faults are counted, not shown.
const MOST_SHOWN: usize = 200;

pub(super) fn run(folder: &Path) -> Result<(), Failure> {
    let place = shown(folder);
    let is_folder = fs::metadata(folder).map_err(Failure::at(&place))?.is_dir();
    if !is_folder {
        return Err(Failure::Machine(format!("`{place}` is no folder")));
    }
    let (name, faults) = examine(folder).map_err(Failure::at(&place))?;
    let mut out = String::new();
    for fault in faults.iter().take(MOST_SHOWN) {
        out.push_str(&format!("{}\n", normalize_untrusted_str(fault)));
    }
    if faults.is_empty() {
        let name = name.unwrap_or_default();
        say(&format!(
            "fine: every file is as it was released: {}\n",
            normalize_untrusted_str(&name)
        ))
    } else {
        let count = faults.len();
        let what = if count == 1 { "1 fault".to_owned() } else { format!("{count} faults") };
        say(&format!("{out}{what}: this is not the folder that was released\n"))?;
        Err(Failure::Kit)
    }
}

/// The name of the release, and what is wrong with the folder.
fn examine(folder: &Path) -> io::Result<(Option<String>, Vec<String>)> {
    let manifest = match plain(folder, MANIFEST)? {
        Found::Plain(bytes) if bytes <= MAX_SUMS => fs::read(folder.join(MANIFEST))?,
        Found::Plain(_) => {
            return Ok((None, vec![format!("`{MANIFEST}` is too large to be read")]));
        }
        Found::Missing => return Ok((None, vec![format!("there is no `{MANIFEST}`")])),
        Found::Other => return Ok((None, vec![format!("`{MANIFEST}` is no plain file")])),
    };
    let read = match Manifest::read(&manifest) {
        Ok(read) => read,
        Err(fault) => return Ok((None, vec![format!("`{MANIFEST}` {}", fault.0)])),
    };
    let mut faults = Vec::new();
    for file in &read.files {
        faults.extend(compare(folder, file)?);
    }
    let listed: BTreeSet<&str> = read.files.iter().map(|file| file.path.as_str()).collect();
    for path in folder::files(folder)? {
        if path != MANIFEST && path != SUMS && !listed.contains(path.as_str()) {
            faults.push(format!("added: `{path}` is not in the manifest"));
        }
    }
    faults.extend(check_sums(folder, &read)?);
    Ok((Some(read.name), faults))
}

/// What is wrong with one file.
fn compare(folder: &Path, file: &FileEntry) -> io::Result<Option<String>> {
    let path = &file.path;
    let bytes = match plain(folder, path)? {
        Found::Plain(bytes) => bytes,
        Found::Missing => return Ok(Some(format!("missing: `{path}`"))),
        Found::Other => return Ok(Some(format!("changed: `{path}` is a link, or no plain file"))),
    };
    if bytes != file.bytes {
        let was = file.bytes;
        return Ok(Some(format!("changed: `{path}` has {bytes} bytes and had {was}")));
    }
    let (_, sha256) = folder::digest(&folder.join(path))?;
    let changed = sha256 != file.sha256;
    Ok(changed.then(|| format!("changed: `{path}` has the same length but other bytes")))
}

/// Whether the list for `sha256sum` says the same as the manifest, and of the manifest the truth.
fn check_sums(folder: &Path, manifest: &Manifest) -> io::Result<Option<String>> {
    let mut files = manifest.files.clone();
    let (bytes, sha256) = folder::digest(&folder.join(MANIFEST))?;
    files.push(FileEntry { path: MANIFEST.to_owned(), bytes, sha256 });
    files.retain(|file| file.path != SUMS);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let expected = folder::sums(&files);
    Ok(match plain(folder, SUMS)? {
        Found::Missing => Some(format!("missing: `{SUMS}`")),
        Found::Other => Some(format!("changed: `{SUMS}` is a link, or no plain file")),
        Found::Plain(_) => {
            let mut found = Vec::new();
            let most = expected.len() as u64 + 1;
            File::open(folder.join(SUMS))?.take(most).read_to_end(&mut found)?;
            let agrees = found == expected.as_bytes();
            (!agrees).then(|| format!("changed: `{SUMS}` and the manifest contradict each other"))
        }
    })
}

/// What stands at a path.
enum Found {
    /// A file of this length, reached through no link.
    Plain(u64),
    Missing,
    Other,
}

/// Looks at a path without following a link at any step of it.
fn plain(folder: &Path, path: &str) -> io::Result<Found> {
    let mut at = folder.to_path_buf();
    let count = path.split('/').count();
    for (number, part) in path.split('/').enumerate() {
        at.push(part);
        let facts = match fs::symlink_metadata(&at) {
            Ok(facts) => facts,
            Err(error) => {
                let missing =
                    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
                return if missing { Ok(Found::Missing) } else { Err(error) };
            }
        };
        let is_last = number + 1 == count;
        if is_last && facts.is_file() {
            return Ok(Found::Plain(facts.len()));
        }
        if is_last || !facts.is_dir() {
            return Ok(Found::Other);
        }
    }
    Ok(Found::Missing)
}
