//! Puts finished files in place: a name holds the whole old file or the whole new one.
//!
//! A folder and a name come in; a [`Pending`] file goes out that is written beside its
//! place, and moved there when all files of a run are complete.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A file that is not yet in its place; dropped before that, it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Pending {
    temporary: PathBuf,
    target: PathBuf,
    placed: bool,
}

impl Pending {
    /// Begins a file that is to stand at `folder/name`.
    pub(super) fn begin(folder: &Path, name: &str) -> io::Result<(Pending, File)> {
        let target = folder.join(name);
        if target.is_dir() {
            return Err(io::Error::other("a folder of this name is in the way"));
        }
        for attempt in 0..100 {
            let id = std::process::id();
            let temporary = folder.join(format!(".{name}.{id}-{attempt}.tmp"));
            match OpenOptions::new().write(true).read(true).create_new(true).open(&temporary) {
                Ok(file) => return Ok((Pending { temporary, target, placed: false }, file)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other("temporary files of earlier runs are in the way"))
    }

    /// Where it is to stand.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Moves it into its place.
    pub(super) fn place(mut self) -> io::Result<()> {
        std::fs::rename(&self.temporary, &self.target)?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.placed {
            // It may never have been made; and nothing more can be done about it.
            drop(std::fs::remove_file(&self.temporary));
        }
    }
}

/// Makes sure that the names in a folder outlast a loss of power, where the system can.
pub(super) fn settle(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
}
