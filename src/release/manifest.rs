//! The manifest of a release: which files it has, how long they are, and their SHA-256.
//!
//! A list of files comes in and JSON (RFC 8259) goes out; and back. Whoever sends a manifest may have
//! made it to do harm, so what is read is bounded, and a path in it names a file of its own folder or
//! is a fault.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::document::{Document, Moment, Status};

/// The manifest's name.
pub const MANIFEST: &str = "manifest.json";

/// Its format and version.
const FORMAT: &str = "platemark-release-1";

/// The most files that a manifest may list.
const MAX_FILES: usize = 100_000;

/// The longest path, in bytes.
const MAX_PATH: usize = 1_000;

/// A release, as its manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// Title and edition, as a line for people.
    pub name: String,
    /// Its files, by path.
    pub files: Vec<FileEntry>,
}

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Its path in the folder, with `/`.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 in small hexadecimal digits.
    pub sha256: String,
}

/// What is wrong with a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault(pub String);

/// What a manifest is written from.
#[derive(Debug, Clone, Copy)]
pub struct Release<'a> {
    /// What the kit says.
    pub document: &'a Document,
    /// The files, sorted by path.
    pub files: &'a [FileEntry],
}

impl Release<'_> {
    /// Writes the manifest; dates are the kit's.
    #[must_use]
    pub fn manifest(&self) -> String {
        let metadata = &self.document.metadata;
        let file = |file: &FileEntry| {
            json!({
                "path": file.path,
                "media-type": media_type(&file.path),
                "size": file.bytes,
                "sha256": file.sha256,
            })
        };
        let status = metadata.status.map(|status| match status {
            Status::Draft => "draft",
            Status::Embargoed => "embargoed",
            Status::Public => "public",
        });
        let embargo = metadata.embargo.as_ref().map(|embargo| {
            json!({
                "until": iso(&embargo.until),
                "zone": embargo.zone,
                "covers": embargo.covers,
                "contact": embargo.contact,
            })
        });
        let identifier = uuid::Uuid::from_bytes(metadata.uuid);
        let manifest = json!({
            "format": FORMAT,
            "title": metadata.title.main,
            "identifier": format!("urn:uuid:{identifier}"),
            "language": metadata.lang.as_str(),
            "edition": metadata.edition,
            "revision": metadata.revision,
            "date": metadata.date.map(|date| date.to_string()),
            "status": status,
            "embargo": embargo,
            "files": self.files.iter().map(file).collect::<Vec<_>>(),
        });
        format!("{manifest:#}\n")
    }
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    ///
    /// If it is no manifest, or lists a path that is none of a file in its folder.
    pub fn read(bytes: &[u8]) -> Result<Manifest, Fault> {
        let fault = |what: &str| Fault(what.to_owned());
        let value: Value = serde_json::from_slice(bytes)
            .map_err(|error| Fault(format!("is not JSON: {error}")))?;
        if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(fault("is not that of a release by Platemark"));
        }
        let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
        let name = [text("title"), text("edition"), text("revision")];
        let name = name.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let files = value.get("files").and_then(Value::as_array);
        let files = files.ok_or_else(|| fault("has no list of files"))?;
        if MAX_FILES < files.len() {
            return Err(Fault(format!("lists more than {MAX_FILES} files")));
        }
        let files: Vec<FileEntry> = files.iter().map(entry).collect::<Result<_, _>>()?;
        let mut seen = BTreeSet::new();
        match files.iter().find(|file| !seen.insert(file.path.to_lowercase())) {
            None => Ok(Manifest { name, files }),
            Some(twice) => Err(Fault(format!("lists `{}` twice", twice.path))),
        }
    }
}

fn entry(value: &Value) -> Result<FileEntry, Fault> {
    let path = value.get("path").and_then(Value::as_str);
    let path = path.ok_or_else(|| Fault("lists a file without a path".to_owned()))?;
    let shown: String = path.chars().take(MAX_PATH).collect();
    if !is_inside(path) {
        return Err(Fault(format!("lists `{shown}`, which is no path of a file in this folder")));
    }
    let sha256 = value.get("sha256").and_then(Value::as_str).unwrap_or_default();
    let hexadecimal = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let bytes = value.get("size").and_then(Value::as_u64);
    match bytes {
        Some(bytes) if sha256.len() == 64 && sha256.bytes().all(hexadecimal) => {
            Ok(FileEntry { path: path.to_owned(), bytes, sha256: sha256.to_owned() })
        }
        _ => Err(Fault(format!("has no size or no check sum for `{shown}`"))),
    }
}

/// A moment as ISO 8601 has it: `2026-03-12T18:00+01:00`.
fn iso(moment: &Moment) -> String {
    let mut text = moment.date.to_string();
    if let Some((hour, minute)) = moment.time {
        text.push_str(&format!("T{hour:02}:{minute:02}"));
        if let Some(offset) = moment.offset {
            let (sign, east) = (if offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
            text.push_str(&format!("{sign}{:02}:{:02}", east / 60, east % 60));
        }
    }
    text
}

/// Whether a path stays inside its folder, on every system, and is not the manifest's own.
fn is_inside(path: &str) -> bool {
    let plain = |part: &str| {
        let reserved = |c: char| c.is_control() || matches!(c, '\\' | ':');
        !part.is_empty() && part != "." && part != ".." && !part.contains(reserved)
    };
    path.len() <= MAX_PATH && path.split('/').all(plain) && path != MANIFEST
}

/// The media type of a file that a release holds, by its name.
fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "epub" => "application/epub+zip",
        "pdf" => "application/pdf",
        "jpg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "csv" => "text/csv",
        "html" => "text/html",
        "json" => "application/json",
        "txt" => "text/plain",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_path(path: &str) -> Result<Manifest, Fault> {
        let file = json!({"path": path, "size": 1, "sha256": "0".repeat(64)});
        Manifest::read(json!({"format": FORMAT, "files": [file]}).to_string().as_bytes())
    }

    #[test]
    fn a_path_that_leaves_the_folder_is_a_fault() {
        for path in ["a.pdf", "stills/a b.jpg", "..a", "é.txt"] {
            assert!(with_path(path).is_ok(), "`{path}` stays inside");
        }
        let long = "a".repeat(1_001);
        for path in [
            "",
            "/etc/passwd",
            "..",
            "../a",
            "a/../../b",
            "a//b",
            "./a",
            "a/",
            "C:a",
            "a\\..\\b",
            "a\nb",
            "manifest.json",
            &long,
        ] {
            assert!(with_path(path).is_err(), "`{path}` is refused");
        }
    }

    #[test]
    fn what_is_no_manifest_is_a_fault() {
        let deep = "[".repeat(100_000);
        let twice = json!({"format": FORMAT, "files": [
            {"path": "a", "size": 1, "sha256": "0".repeat(64)},
            {"path": "A", "size": 1, "sha256": "0".repeat(64)},
        ]})
        .to_string();
        let lies = json!({"format": FORMAT, "files": [{"path": "a", "size": -1, "sha256": ""}]});
        for text in ["", "{}", "null", &deep, "{\"format\":\"x\"}", &twice, &lies.to_string()] {
            assert!(Manifest::read(text.as_bytes()).is_err(), "{text:.40}");
        }
    }
}
