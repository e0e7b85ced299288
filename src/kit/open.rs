//! Finds the one manuscript of a folder and its metadata, and reads both.
//!
//! A path comes in, a [`Kit`] or what is wrong goes out. Rules: `manuscript/` with one
//! Markdown file in it, else `manuscript.md`, else the only Markdown file that is not named
//! like a project file; `kit.yaml` beside the manuscript or in the root.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Kit, read_bounded, slashed};
use crate::base::{Code, Diagnostic, FileId, Limits, Severity, Sources, in_words};
use crate::image::Room;

/// Why a kit was not opened.
#[derive(Debug)]
pub enum OpenError {
    /// A person must change the kit.
    Kit {
        /// The texts read so far, so that the diagnostics can be shown.
        sources: Sources,
        /// What is wrong.
        diagnostics: Vec<Diagnostic>,
    },
    /// The machine failed, or nothing is there.
    Io {
        /// The path as it was given.
        path: PathBuf,
        /// What the machine says.
        error: io::Error,
    },
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Kit { diagnostics, .. } => match diagnostics.first() {
                Some(diagnostic) => f.write_str(&diagnostic.message),
                None => f.write_str("the kit is at fault"),
            },
            OpenError::Io { path, error } => {
                write!(f, "`{}`: {}", path.display(), in_words(error))
            }
        }
    }
}

impl std::error::Error for OpenError {}

/// Names of Markdown files that projects have and that are no manuscripts, in lower case.
const PROJECT_FILES: [&str; 22] = [
    "architecture",
    "authors",
    "changelog",
    "changes",
    "code-of-conduct",
    "code_of_conduct",
    "conformance",
    "contributing",
    "contributors",
    "copying",
    "credits",
    "decisions",
    "governance",
    "history",
    "licence",
    "license",
    "maintainers",
    "notice",
    "readme",
    "security",
    "support",
    "todo",
];

/// How the name of a manuscript may end, if it is named itself.
const MANUSCRIPT_ENDINGS: [&str; 6] = ["", "markdown", "md", "mdown", "text", "txt"];

/// Names of the metadata file.
const METADATA_FILES: [&str; 2] = ["kit.yaml", "kit.yml"];

pub(super) fn open(path: &Path, metadata: Option<&Path>, limits: Limits) -> Result<Kit, OpenError> {
    let mut place = path.canonicalize().map_err(at(path))?;
    if place.is_file() {
        refuse_other_file(&place)?;
        if is_metadata(&place) {
            place = root_of(&place).to_path_buf();
        }
    }
    let (root, manuscript) = if place.is_dir() {
        refuse_manuscript_folder(&place)?;
        let found = find_manuscript(&place)?;
        let manuscript = found.canonicalize().map_err(at(&found))?;
        if !manuscript.starts_with(&place) {
            return Err(leaves(&place, &found));
        }
        (place, manuscript)
    } else {
        (root_of(&place).to_path_buf(), place)
    };
    let mut texts = Texts {
        root: &root,
        most: limits.manuscript << 20,
        sources: Sources::default(),
        diagnostics: Vec::new(),
    };
    let text = texts.read(&manuscript)?;
    let home = manuscript.parent().unwrap_or(&root);
    let metadata = match metadata {
        Some(given) => texts.read(&given.canonicalize().map_err(at(given))?)?,
        None => texts.find_metadata(home)?,
    };
    let Texts { sources, mut diagnostics, .. } = texts;
    let wrong = |diagnostics| OpenError::Kit { sources: sources.clone(), diagnostics };
    let failed = diagnostics.iter().any(|found| found.severity == Severity::Error);
    let Some(text) = text.filter(|_| !failed) else {
        return Err(wrong(diagnostics));
    };
    let home = home.strip_prefix(&root).unwrap_or(Path::new("")).to_path_buf();
    if sources.get(text).text.trim().is_empty() {
        diagnostics.push(empty(&sources, text));
        return Err(wrong(diagnostics));
    }
    let room = Arc::new(Room::new(limits.memory * 1_000_000));
    Ok(Kit { root, home, sources, manuscript: text, metadata, limits, room, diagnostics })
}

fn empty(sources: &Sources, text: FileId) -> Diagnostic {
    let message = format!("the manuscript `{}` is empty", sources.get(text).name);
    Diagnostic::error(Code::NoManuscript, None, message)
        .help("write a title in front matter, or a heading `# …`, and text under it")
}

/// Whether a file is the metadata of the kit that it lies in.
fn is_metadata(place: &Path) -> bool {
    let name = place.file_name().unwrap_or_default();
    METADATA_FILES.iter().any(|metadata| name == *metadata)
}

/// Refuses a file that is no manuscript by its name.
fn refuse_other_file(place: &Path) -> Result<(), OpenError> {
    let ending = place.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if is_metadata(place) || MANUSCRIPT_ENDINGS.contains(&ending.as_str()) {
        return Ok(());
    }
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let message = format!("`{name}` is no manuscript: it does not end in `.md`");
    let help = match ending.as_str() {
        "yaml" | "yml" => "name the manuscript, and this file with `--metadata`",
        "doc" | "docx" | "odt" | "rtf" | "pages" => {
            "save the text as plain text in Markdown, in a file that ends in `.md`"
        }
        _ => "name the folder of the kit, or its Markdown file",
    };
    let diagnostic = Diagnostic::error(Code::NoManuscript, None, message).help(help);
    Err(OpenError::Kit { sources: Sources::default(), diagnostics: vec![diagnostic] })
}

/// The folder that a Markdown file's kit is in.
fn root_of(manuscript: &Path) -> &Path {
    let folder = manuscript.parent().unwrap_or(manuscript);
    match (folder.file_name(), folder.parent()) {
        (Some(name), Some(above)) if name == "manuscript" => above,
        _ => folder,
    }
}

/// Refuses the `manuscript` folder of a kit, as no photograph would be found from there.
fn refuse_manuscript_folder(place: &Path) -> Result<(), OpenError> {
    let above = root_of(&place.join("manuscript.md")).to_path_buf();
    if above == place || !above.join("images").is_dir() || place.join("images").exists() {
        return Ok(());
    }
    let name = above.file_name().unwrap_or_default().to_string_lossy();
    let message = "this is the folder of a kit's text, and the kit is the folder above it";
    let help = format!(
        "name `{name}`, which holds `images` too, and not `{name}/manuscript`; from inside the \
         latter, type `..`"
    );
    let diagnostic = Diagnostic::error(Code::NoManuscript, None, message).help(help);
    Err(OpenError::Kit { sources: Sources::default(), diagnostics: vec![diagnostic] })
}

fn find_manuscript(root: &Path) -> Result<PathBuf, OpenError> {
    let folder = root.join("manuscript");
    if folder.is_dir() {
        let found = markdown_in(&folder)?;
        if !found.is_empty() {
            return only(root, found);
        }
    }
    let plain = root.join("manuscript.md");
    if plain.is_file() {
        return Ok(plain);
    }
    only(root, markdown_in(root)?)
}

fn leaves(root: &Path, path: &Path) -> OpenError {
    let name = slashed(path.strip_prefix(root).unwrap_or(path));
    let diagnostic =
        Diagnostic::error(Code::PathLeavesKit, None, format!("`{name}` leads out of the kit"))
            .help("copy the file into the kit");
    OpenError::Kit { sources: Sources::default(), diagnostics: vec![diagnostic] }
}

fn only(root: &Path, mut found: Vec<PathBuf>) -> Result<PathBuf, OpenError> {
    if found.len() == 1 {
        return Ok(found.remove(0));
    }
    let diagnostic = if found.is_empty() {
        Diagnostic::error(Code::NoManuscript, None, "this folder has no manuscript")
            .help("put one Markdown file into `manuscript/`, or name it `manuscript.md`; `platemark new DIR` writes a kit to start from")
    } else {
        let names: Vec<_> = found
            .iter()
            .map(|path| format!("`{}`", slashed(path.strip_prefix(root).unwrap_or(path))))
            .collect();
        let count = names.len();
        let message = format!("{count} files could be the manuscript: {}", names.join(", "));
        let help =
            format!("keep one, or say which: `platemark build {}`", names[0].trim_matches('`'));
        Diagnostic::error(Code::ManyManuscripts, None, message).help(help)
    };
    Err(OpenError::Kit { sources: Sources::default(), diagnostics: vec![diagnostic] })
}

/// The Markdown files of a folder that could be a manuscript, sorted by name.
fn markdown_in(folder: &Path) -> Result<Vec<PathBuf>, OpenError> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let markdown = matches!(extension.as_str(), "md" | "markdown");
        let candidate = !stem.starts_with(['.', '_']) && !PROJECT_FILES.contains(&stem.as_str());
        if markdown && candidate && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn at(path: &Path) -> impl Fn(io::Error) -> OpenError {
    move |error| OpenError::Io { path: path.to_path_buf(), error }
}

/// The texts of a kit while they are read.
struct Texts<'a> {
    root: &'a Path,
    /// The bytes that one may have.
    most: u64,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

impl Texts<'_> {
    /// The metadata file: beside the manuscript, else in the root.
    fn find_metadata(&mut self, home: &Path) -> Result<Option<FileId>, OpenError> {
        let mut found: Vec<PathBuf> = Vec::new();
        for folder in [home, self.root] {
            for name in METADATA_FILES {
                let path = folder.join(name);
                if path.exists() && !found.contains(&path) {
                    found.push(path);
                }
            }
        }
        let Some(first) = found.first() else { return Ok(None) };
        let path = first.canonicalize().map_err(at(first))?;
        if let Some(other) = found.get(1) {
            let message = format!("`{}` is read, `{}` is not", self.name(first), self.name(other));
            self.diagnostics.push(
                Diagnostic::warning(Code::TwoMetadataFiles, None, message)
                    .help("keep one metadata file"),
            );
        }
        if !path.starts_with(self.root) {
            let message = format!("`{}` leads out of the kit", self.name(first));
            self.diagnostics.push(
                Diagnostic::error(Code::PathLeavesKit, None, message)
                    .help("copy the file into the kit, or name it with `--metadata`"),
            );
            return Ok(None);
        }
        self.read(&path)
    }

    /// Reads a text; none, and a diagnostic, if it is not text.
    fn read(&mut self, path: &Path) -> Result<Option<FileId>, OpenError> {
        let name = self.name(path);
        let facts = std::fs::metadata(path).map_err(at(path))?;
        if !facts.is_file() {
            let message = format!("`{name}` is not a file");
            self.diagnostics.push(
                Diagnostic::error(Code::NoTextFile, None, message)
                    .help("put a text file there, or give what is there another name"),
            );
            return Ok(None);
        }
        if self.most < facts.len() {
            let message = format!("`{name}` is {} MB large", facts.len() >> 20);
            self.diagnostics.push(
                Diagnostic::error(Code::FileTooLarge, None, message)
                    .help(format!("a text may have {} MB; or if the kit is yours, allow more with `--limit manuscript=…`", self.most >> 20)),
            );
            return Ok(None);
        }
        let bytes = read_bounded(path, self.most).map_err(at(path))?;
        match decode(bytes) {
            Ok(text) => Ok(Some(self.sources.add(name, text))),
            Err(wrong) => {
                let message = format!("`{name}` is not UTF-8: {wrong}");
                self.diagnostics.push(
                    Diagnostic::error(Code::NotUtf8, None, message)
                        .help("save the file as UTF-8 in your editor"),
                );
                Ok(None)
            }
        }
    }

    /// The name to show: relative to the root, else the file's own.
    fn name(&self, path: &Path) -> String {
        let name = match path.strip_prefix(self.root) {
            Ok(inside) => slashed(inside),
            Err(_) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        };
        // It is shown on terminals, which obey some characters.
        name.replace(char::is_control, "\u{fffd}")
    }
}

/// Bytes to text: no byte order mark, lines ended by line feeds, no NUL.
fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("it begins with the mark of UTF-16".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes[..at].split(|&byte| byte == b'\n').count();
        format!("byte {:#04x} in line {line}", bytes[at])
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if text.contains(['\r', '\0']) {
        return Ok(text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}"));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn reads_text_as_editors_write_it() {
        let read = |bytes: &[u8]| decode(bytes.to_vec());
        assert_eq!(read(b"\xef\xbb\xbfa\r\nb\rc"), Ok("a\nb\nc".to_owned()), "mark and line ends");
        assert_eq!(read(b"a\nb\xe9"), Err("byte 0xe9 in line 2".to_owned()), "the line is named");
        assert!(read(b"\xff\xfea\0").is_err(), "UTF-16 is named as such");
    }
}
