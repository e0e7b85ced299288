//! The only reader of files: finds and reads a kit inside its root.
//!
//! A path comes in, a [`Kit`] goes out: texts in memory, photographs as checked handles. It
//! is the last type that knows a path. Nothing outside the root is read, and no symbolic
//! link that leaves it is followed.

use std::io;
use std::path::{Path, PathBuf};

use crate::base::{Diagnostic, FileId, Sources};

/// Everything the user supplied.
#[derive(Debug, Clone)]
pub struct Kit {
    /// The folder that holds it all.
    root: PathBuf,
    /// The texts.
    pub sources: Sources,
    /// The manuscript.
    pub manuscript: FileId,
    /// The metadata file beside it, if there is one.
    pub metadata: Option<FileId>,
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
    /// Finds and reads the kit at `path`: a folder, or a Markdown file.
    ///
    /// # Errors
    ///
    /// What a person must change, if there is no kit or more than one; the texts read so far
    /// come with it so that it can be shown.
    pub fn open(path: &Path, metadata: Option<&Path>) -> Result<Kit, (Sources, Vec<Diagnostic>)> {
        let _ = (path, metadata);
        Err((Sources::default(), Vec::new()))
    }

    /// The folder that holds the kit.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Looks a file up by the name that a text of the kit gives it: from the manuscript's
    /// folder, from the root, then in `images/` (or `fonts/`).
    ///
    /// # Errors
    ///
    /// If the name leads to no readable file inside the kit.
    pub fn find(&self, name: &str) -> Result<Handle, NotFound> {
        let _ = name;
        Err(NotFound::Missing(Vec::new()))
    }

    /// Reads a whole file.
    ///
    /// # Errors
    ///
    /// If the machine cannot.
    pub fn read(&self, handle: &Handle) -> io::Result<Vec<u8>> {
        std::fs::read(self.root.join(&handle.0))
    }
}

impl Handle {
    /// The path relative to the kit's root, with `/` between folders.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
