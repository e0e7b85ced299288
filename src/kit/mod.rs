//! The only reader of files: finds and reads a kit inside its root.
//!
//! A path comes in, a [`Kit`] goes out: texts in memory, photographs as checked handles. It
//! is the last type that knows a path. Nothing outside the root is read, and no symbolic
//! link that leaves it is followed. What the texts say it does not know.

mod find;
mod open;
mod photos;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use open::OpenError;
pub use photos::{PhotoFile, PhotoFiles};

use crate::base::{Diagnostic, FileId, Limits, Sources};
use crate::image::{Opened, Room};

/// Everything the user supplied.
#[derive(Debug, Clone)]
pub struct Kit {
    /// The folder that holds it all, without symbolic links.
    root: PathBuf,
    /// The manuscript's folder, relative to the root; empty if it is the root.
    home: PathBuf,
    /// The texts, without byte order marks, lines ended by line feeds.
    pub sources: Sources,
    /// The manuscript.
    pub manuscript: FileId,
    /// The metadata file beside it, if there is one.
    pub metadata: Option<FileId>,
    /// How much it may hold.
    pub limits: Limits,
    /// What its photographs may take while they are open.
    room: Arc<Room>,
    /// What was noticed while the texts were read.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file of the kit that may be opened: its path relative to the root, with `/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Handle(String);

/// Why a name in the kit leads to no file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFound {
    /// No such file; perhaps one of these is meant, nearest first.
    Missing(Vec<String>),
    /// It leads out of the kit.
    Outside,
    /// It is a folder, a device, or too large.
    Unreadable(String),
}

impl Kit {
    /// Finds and reads the kit at `path`: a folder, or a Markdown file. `metadata` names a
    /// file to be read instead of the kit's `kit.yaml`; it may lie anywhere.
    ///
    /// # Errors
    ///
    /// [`OpenError::Kit`] if there is no kit or more than one, [`OpenError::Io`] if the
    /// machine fails or `path` leads nowhere.
    pub fn open(path: &Path, metadata: Option<&Path>) -> Result<Kit, OpenError> {
        open::open(path, metadata, Limits::default())
    }

    /// Opens a kit that may hold more, or less, than others.
    ///
    /// # Errors
    ///
    /// As [`Kit::open`].
    pub fn open_within(
        path: &Path,
        metadata: Option<&Path>,
        limits: Limits,
    ) -> Result<Kit, OpenError> {
        open::open(path, metadata, limits)
    }

    /// The folder that holds the kit.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Looks a file up by the name that a text of the kit gives it: from the manuscript's
    /// folder, from the root, then in `images/` and `fonts/`. The name is tried as it stands
    /// and with its percent escapes resolved once.
    ///
    /// # Errors
    ///
    /// If the name leads to no readable file inside the kit.
    pub fn find(&self, name: &str) -> Result<Handle, NotFound> {
        find::find(self, name)
    }

    /// The pictures in the kit's `images` folder, relative to the root, sorted.
    #[must_use]
    pub fn pictures(&self) -> Vec<String> {
        find::pictures(self)
    }

    /// The handle of a file that was found before, by its path relative to the root.
    #[must_use]
    pub fn handle(&self, file: &str) -> Handle {
        Handle(file.to_owned())
    }

    /// The largest photograph or font that is read.
    #[must_use]
    pub fn max_file(&self) -> u64 {
        self.limits.memory * 1_000_000
    }

    /// Reads a whole photograph as soon as there is room for its file.
    ///
    /// # Errors
    ///
    /// As [`Kit::read`].
    pub fn photo(&self, handle: &Handle) -> io::Result<Opened<'_>> {
        let length = std::fs::metadata(self.root.join(&handle.0))?.len();
        let place = self.room.enter(length);
        Ok(Opened::at(place, self.read(handle)?))
    }

    /// Reads a whole file, of at most [`Kit::max_file`] bytes.
    ///
    /// # Errors
    ///
    /// If the machine cannot, or the file has since become none of the kit.
    pub fn read(&self, handle: &Handle) -> io::Result<Vec<u8>> {
        let path = self.root.join(&handle.0).canonicalize()?;
        if !path.starts_with(&self.root) {
            return Err(io::Error::other(format!("`{}` has left the kit", handle.0)));
        }
        read_bounded(&path, self.max_file())
    }
}

impl Handle {
    /// The path relative to the kit's root, with `/` between folders.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a regular file of at most `limit` bytes.
///
/// The kind is asked of the name before it is opened, since opening a pipe would wait for
/// somebody to write to it.
fn read_bounded(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let facts = std::fs::metadata(path)?;
    if !facts.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(facts.len().min(limit)).unwrap_or(0));
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if limit < bytes.len() as u64 {
        return Err(io::Error::other(format!("it is larger than {} MB", limit / 1_000_000)));
    }
    Ok(bytes)
}

/// A relative path with `/` between its folders, on every machine.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
