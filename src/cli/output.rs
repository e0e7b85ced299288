//! Puts finished files in place: a name holds the whole old file or the whole new one, and
//! the files of one run belong together.
//!
//! A folder and a name come in; a [`Pending`] file goes out that is written beside its place,
//! and moved there by [`place`] when all files of a run are complete. Before the first is
//! moved, a journal in the folder lists them: if the run is killed in between, [`recover`]
//! moves the others, whichever command comes next. What a killed run had not finished is
//! removed then.
//!
//! The folder itself is locked while names change, so that two runs never mix their files; a
//! pending file is locked as long as its run lives. On file systems without locks all of
//! this holds for one run at a time.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::temporary::notes;

/// The journal's name.
const JOURNAL: &str = ".platemark.journal";
/// Its last line; without it, it was not finished, and nothing has been moved.
const COMMITTED: &str = "all of these are complete";
/// How the name of a pending file ends.
const ENDING: &str = ".platemark";
/// No journal is longer.
const MAX_JOURNAL: u64 = 1 << 20;

/// A file that is not yet in its place; dropped before that, it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Pending {
    folder: PathBuf,
    temporary: String,
    target: PathBuf,
    /// Whether it is removed when dropped.
    removed: bool,
    /// Holds the lock.
    held: Option<File>,
}

impl Pending {
    /// Begins a file that is to stand at `folder/name`.
    pub(super) fn begin(folder: &Path, name: &str) -> io::Result<(Pending, File)> {
        let target = folder.join(name);
        if target.is_dir() {
            return Err(io::Error::other("a folder of this name is in the way"));
        }
        let mut notes = notes();
        let lock = lock(folder);
        for attempt in 0..100 {
            let id = std::process::id();
            let temporary = format!(".{name}.{id}-{attempt}{ENDING}");
            let place = folder.join(&temporary);
            match OpenOptions::new().write(true).read(true).create_new(true).open(&place) {
                Ok(file) => {
                    notes.add(&place);
                    drop(file.try_lock());
                    let held = file.try_clone();
                    // From here on it is forgotten when it is dropped, which takes the notes.
                    drop((lock, notes));
                    let folder = folder.to_path_buf();
                    let mut pending =
                        Pending { folder, temporary, target, removed: true, held: None };
                    pending.held = Some(held?);
                    return Ok((pending, file));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other("temporary files of earlier runs are in the way"))
    }

    /// Waits until a loss of power does not take what is in it.
    pub(super) fn keep(&self) -> io::Result<()> {
        self.held.as_ref().map_or(Ok(()), File::sync_all)
    }

    /// Where it is to stand.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Where it stands until it is placed.
    pub(super) fn until_then(&self) -> PathBuf {
        self.folder.join(&self.temporary)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if self.removed {
            let path = self.until_then();
            let mut notes = notes();
            // It may never have been made; and nothing more can be done about it.
            drop(std::fs::remove_file(&path));
            notes.forget(&path);
        }
    }
}

/// Moves the files of one run, all in this folder and all complete, into their places.
///
/// # Errors
///
/// With what could not be moved. If it is the machine that fails half-way, the next run
/// moves the rest.
pub(super) fn place(folder: &Path, mut files: Vec<Pending>) -> Result<(), (PathBuf, io::Error)> {
    let at_folder = |error| (folder.to_path_buf(), error);
    // No signal comes between the names.
    let mut notes = notes();
    let _lock = lock(folder);
    finish(folder)?;
    if 1 < files.len() {
        let names: Vec<&str> = files.iter().map(|file| file.temporary.as_str()).collect();
        write_journal(folder, &names).map_err(at_folder)?;
        // From here on they are the next run's to move.
        for file in &mut files {
            file.removed = false;
            notes.forget(&file.until_then());
        }
        return finish(folder);
    }
    for file in &mut files {
        let moved = std::fs::rename(folder.join(&file.temporary), &file.target);
        moved.map_err(|error| (file.target.clone(), error))?;
        file.removed = false;
        notes.forget(&file.until_then());
    }
    settle(folder);
    Ok(())
}

/// Moves into place what a killed run had finished, and removes what it had not. A folder
/// that is not there, or where nothing may be changed, is let be.
///
/// # Errors
///
/// With what could not be moved.
pub(super) fn recover(folder: &Path) -> Result<(), (PathBuf, io::Error)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let left: Vec<String> =
        names.filter(|name| name == JOURNAL || target(name).is_some()).collect();
    if left.is_empty() {
        return Ok(());
    }
    let _notes = notes();
    let _lock = lock(folder);
    finish(folder)?;
    for name in left.iter().filter(|name| *name != JOURNAL) {
        let path = folder.join(name);
        let is_file = std::fs::symlink_metadata(&path).is_ok_and(|facts| facts.is_file());
        // A run that lives holds the lock of its files.
        let dead = is_file && File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if dead {
            drop(std::fs::remove_file(path));
        }
    }
    Ok(())
}

/// Does what the journal says, and removes it.
fn finish(folder: &Path) -> Result<(), (PathBuf, io::Error)> {
    let journal = folder.join(JOURNAL);
    let facts = std::fs::symlink_metadata(&journal);
    if !facts.is_ok_and(|facts| facts.is_file()) {
        return Ok(());
    }
    let mut text = String::new();
    let read = File::open(&journal).and_then(|file| {
        let _length = file.take(MAX_JOURNAL).read_to_string(&mut text)?;
        Ok(())
    });
    read.map_err(|error| (journal.clone(), error))?;
    if let Some(names) = text.strip_suffix(&format!("{COMMITTED}\n")) {
        for name in names.lines() {
            // The name of a pending file leads to a place in its own folder, and nowhere else.
            let Some(target) = target(name) else { continue };
            let target = folder.join(target);
            match std::fs::rename(folder.join(name), &target) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err((target, error));
                }
                // It was moved before.
                _ => {}
            }
        }
        settle(folder);
    }
    // If a loss of power brings it back, it names files that were moved before.
    std::fs::remove_file(&journal).map_err(|error| (journal, error))
}

fn write_journal(folder: &Path, names: &[&str]) -> io::Result<()> {
    let path = folder.join(JOURNAL);
    let text = [names, &[COMMITTED, ""]].concat().join("\n");
    let written =
        OpenOptions::new().write(true).create_new(true).open(&path).and_then(|mut file| {
            // The names of the pending files must be on the disk before the promise to move them.
            settle(folder);
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
    if written.is_err() {
        drop(std::fs::remove_file(&path));
    }
    written
}

/// The name that a pending file is to get; none if it is no pending file.
fn target(temporary: &str) -> Option<&str> {
    let (target, id) = temporary.strip_prefix('.')?.strip_suffix(ENDING)?.rsplit_once('.')?;
    let (process, attempt) = id.split_once('-')?;
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain =
        !target.is_empty() && !target.starts_with('.') && !target.contains(['/', '\\', '\0']);
    (plain && number(process) && number(attempt)).then_some(target)
}

/// Waits until no other run changes names in a folder; none where folders have no locks.
pub(super) fn lock(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// Makes sure that the names in a folder outlast a loss of power, where the system can.
pub(super) fn settle(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        drop(folder.sync_all());
    }
}
