//! Leads a name in a text of the kit to a file inside it.
//!
//! A name comes in as an author typed it, a [`Handle`] goes out. `..` may stay inside the
//! root; symbolic links are resolved and must stay there too. The kind of a file it does not
//! know, only that it is a regular one.

use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::{Handle, Kit, NotFound, slashed};
use crate::base::nearest;

/// Folders that are searched for a name, relative to the root, after the manuscript's own
/// and the root.
const FOLDERS: [&str; 2] = ["images", "fonts"];

/// Names read from one folder for a suggestion.
const MAX_LISTED: usize = 10_000;

pub(super) fn find(kit: &Kit, name: &str) -> Result<Handle, NotFound> {
    let decoded = percent_decoded(name);
    let mut names = vec![name];
    if decoded != name {
        names.push(&decoded);
    }
    for name in &names {
        for base in bases(kit) {
            let Some(relative) = inside(&base, name) else { continue };
            if let Some(found) = look(kit, &relative) {
                return found;
            }
        }
    }
    // What climbs out of the kit from the manuscript is meant so, though it would not from `images`.
    if names.iter().all(|name| inside(&kit.home, name).is_none()) {
        return Err(NotFound::Outside);
    }
    Err(NotFound::Missing(suggestions(kit, &decoded)))
}

/// The folders that a name is relative to, in order, themselves relative to the root.
fn bases(kit: &Kit) -> Vec<PathBuf> {
    let mut bases = vec![kit.home.clone()];
    for folder in ["", FOLDERS[0], FOLDERS[1]] {
        let folder = PathBuf::from(folder);
        if !bases.contains(&folder) {
            bases.push(folder);
        }
    }
    bases
}

/// `base/name` without `.` and `..`; none if it is absolute or climbs out of the root.
fn inside(base: &Path, name: &str) -> Option<PathBuf> {
    let drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes()[0].is_ascii_alphabetic();
    if name.is_empty() || name.starts_with(['/', '\\']) || drive || name.contains('\0') {
        return None;
    }
    let mut parts: Vec<String> =
        base.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part.to_owned()),
        }
    }
    Some(parts.iter().collect())
}

/// What stands at a path relative to the root; none if nothing does.
fn look(kit: &Kit, relative: &Path) -> Option<Result<Handle, NotFound>> {
    let path = existing(kit, relative)?;
    let real = path.canonicalize().ok()?;
    if !real.starts_with(&kit.root) {
        return Some(Err(NotFound::Outside));
    }
    let facts = std::fs::metadata(&real).ok()?;
    let unreadable = |why: &str| Some(Err(NotFound::Unreadable(why.to_owned())));
    if facts.is_dir() {
        return unreadable("it is a folder");
    }
    if !facts.is_file() {
        return unreadable("it is not a regular file");
    }
    if kit.max_file() < facts.len() {
        return unreadable(&format!("it is larger than {} MB", kit.max_file() / 1_000_000));
    }
    Some(Ok(Handle(slashed(path.strip_prefix(&kit.root).unwrap_or(&path)))))
}

/// The path as it stands, else with its last part spelt with other Unicode marks: some
/// machines store `é` as a letter and an accent.
fn existing(kit: &Kit, relative: &Path) -> Option<PathBuf> {
    let path = kit.root.join(relative);
    if path.exists() {
        return Some(path);
    }
    let wanted = relative.file_name()?.to_str()?;
    if wanted.is_ascii() {
        return None;
    }
    let folder = path.parent()?;
    let found = listed(folder).into_iter().find(|name| name.nfc().eq(wanted.nfc()))?;
    Some(folder.join(found))
}

/// The names in a folder, sorted; none if it cannot be read.
fn listed(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .take(MAX_LISTED)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

/// The files of `images/` whose names end as those of pictures do.
pub(super) fn pictures(kit: &Kit) -> Vec<String> {
    let folder = kit.root.join(FOLDERS[0]);
    let inside = folder.canonicalize().is_ok_and(|real| real.starts_with(&kit.root));
    let names = if inside { listed(&folder) } else { Vec::new() };
    let is_picture = |name: &String| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|it| ["jpg", "jpeg", "png", "webp", "svg"].contains(&it.as_str()))
    };
    names.into_iter().filter(is_picture).map(|name| format!("{}/{name}", FOLDERS[0])).collect()
}

/// Names that may be meant, as the author would type them.
fn suggestions(kit: &Kit, name: &str) -> Vec<String> {
    let (folder, file) = match name.rsplit_once('/') {
        Some((folder, file)) => (format!("{folder}/"), file),
        None => (String::new(), name),
    };
    let mut found = Vec::new();
    let mut add = |prefix: &str, relative: &Path| {
        let path = kit.root.join(relative);
        if path.canonicalize().is_ok_and(|real| real.starts_with(&kit.root)) {
            let names = listed(&path);
            let files = names.iter().map(String::as_str).filter(|name| path.join(name).is_file());
            let same_stem = |other: &&str| {
                let stem = |name: &str| {
                    Path::new(name).file_stem().map(std::ffi::OsStr::to_ascii_lowercase)
                };
                stem(other) == stem(file)
            };
            let files: Vec<&str> = files.collect();
            let stem = files.iter().copied().find(same_stem);
            if let Some(near) = nearest(file, files).or(stem) {
                found.push(format!("{prefix}{near}"));
            }
        }
    };
    for base in bases(kit) {
        if let Some(relative) = inside(&base, if folder.is_empty() { "." } else { &folder }) {
            add(&folder, &relative);
        }
    }
    add(&format!("{}/", FOLDERS[0]), Path::new(FOLDERS[0]));
    let mut unique = Vec::new();
    for name in found {
        if !unique.contains(&name) {
            unique.push(name);
        }
    }
    unique.truncate(3);
    unique
}

/// `%20` to a space, once; what is no escape, or would not be UTF-8, stays.
fn percent_decoded(name: &str) -> String {
    let bytes = name.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%').then(|| Some(digit(at + 1)? * 16 + digit(at + 2)?));
        if let Some(value) = escape.flatten().and_then(|value| u8::try_from(value).ok()) {
            out.push(value);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_inside_the_root() {
        let at = |name| inside(Path::new("manuscript"), name);
        assert_eq!(at("../images/a.jpg"), Some("images/a.jpg".into()), "up to the root");
        assert_eq!(at("./a//b.jpg"), Some("manuscript/a/b.jpg".into()), "dots and doubled slashes");
        assert_eq!(at("../../a.jpg"), None, "above the root");
        assert_eq!(at("/etc/passwd"), None, "absolute");
        assert_eq!(at("C:/a.jpg"), None, "a drive");
        assert_eq!(at("a\0.jpg"), None, "no name at all");
    }

    #[test]
    fn escapes_are_resolved_once() {
        assert_eq!(percent_decoded("a%20b.jpg"), "a b.jpg", "a space");
        assert_eq!(percent_decoded("a%2520b"), "a%20b", "not twice");
        assert_eq!(percent_decoded("50%.jpg"), "50%.jpg", "no escape");
        assert_eq!(percent_decoded("%ff.jpg"), "%ff.jpg", "not UTF-8");
    }
}
