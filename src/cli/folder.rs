//! Replaces a whole folder: its name holds the whole old one or the whole new one.
//!
//! A place comes in; a [`Folder`] goes out that is filled beside its place and exchanged with the
//! old one when it is complete and on the disk. What a run that was killed has left behind is
//! taken away by the next. A folder that holds what Platemark did not put there is left alone: the
//! list of what it did is `SHA256SUMS`, which `sha256sum -c` reads.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::output;
use super::temporary::notes;
use crate::release::FileEntry;

/// The list of a folder's files.
pub(super) const SUMS: &str = "SHA256SUMS";

/// The longest list that is read.
pub(super) const MAX_SUMS: u64 = 16 << 20;

/// No folder of ours has as many files.
const MAX_FILES: usize = 1_000_000;

/// A folder that is not yet in its place; dropped before that, it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Folder {
    /// Where it is to stand.
    target: PathBuf,
    /// Where it is filled.
    temporary: PathBuf,
    placed: bool,
    /// The file whose lock says that this run lives.
    lock: PathBuf,
    _held: File,
}

impl Folder {
    /// Begins a folder that is to stand at `target`.
    pub(super) fn begin(target: &Path) -> io::Result<Folder> {
        let name = target.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| io::Error::other("this is no name for a folder"))?;
        let parent = parent(target);
        fs::create_dir_all(parent)?;
        let mut notes = notes();
        let names = output::lock(parent);
        // Of a run that lives, nothing is taken away.
        let lock = parent.join(format!(".{name}.lock"));
        let held = hold(&lock)?;
        notes.add_lock(&lock);
        let temporary = parent.join(format!(".{name}.new"));
        let target = target.to_owned();
        let folder = Folder { target, temporary, placed: false, lock, _held: held };
        let cleared = folder.clear(&parent.join(format!(".{name}.old")));
        if cleared.is_ok() {
            notes.add(&folder.temporary);
        }
        drop((names, notes));
        cleared.map(|()| folder)
    }

    /// Ends what a run that was killed had begun, and makes the folder that is filled.
    fn clear(&self, old: &Path) -> io::Result<()> {
        // A run was killed between its two renames: the old folder is the last whole one.
        if old.is_dir() && !self.target.exists() {
            fs::rename(old, &self.target)?;
        }
        remove(old)?;
        check_ours(&self.target)?;
        remove(&self.temporary)?;
        fs::create_dir(&self.temporary)
    }

    /// Where it is filled.
    pub(super) fn path(&self) -> &Path {
        &self.temporary
    }

    /// Writes one of its files.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.temporary.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        File::create_new(path)?.write_all(bytes)
    }

    /// Its files so far, sorted by path.
    pub(super) fn entries(&self) -> io::Result<Vec<FileEntry>> {
        let entry = |path: String| {
            let (bytes, sha256) = digest(&self.temporary.join(&path))?;
            Ok(FileEntry { path, bytes, sha256 })
        };
        files(&self.temporary)?.into_iter().map(entry).collect()
    }

    /// Lists its files, hands them to the disk and moves it into its place; returns what it lists.
    pub(super) fn place(mut self) -> io::Result<Vec<FileEntry>> {
        let entries = self.entries()?;
        self.write(SUMS, sums(&entries).as_bytes())?;
        for path in files(&self.temporary)? {
            let path = self.temporary.join(path);
            File::open(&path)?.sync_all()?;
            path.parent().into_iter().for_each(output::settle);
        }
        output::settle(&self.temporary);
        {
            // No signal comes between the names.
            let mut notes = notes();
            let _names = output::lock(parent(&self.target));
            exchange(&self.temporary, &self.target)?;
            self.placed = true;
            notes.forget(&self.temporary);
            output::settle(parent(&self.target));
        }
        Ok(entries)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // While names are locked nobody waits for the file that is removed here. If anything
        // cannot be removed, the next run tries again.
        let mut notes = notes();
        let _names = output::lock(parent(&self.target));
        if !self.placed {
            drop(remove(&self.temporary));
        }
        drop(fs::remove_file(&self.lock));
        notes.forget(&self.temporary);
        notes.forget(&self.lock);
    }
}

/// The folder that a place is in.
fn parent(target: &Path) -> &Path {
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// Keeps others out of a folder that is being filled, where the system can, by a lock on a file
/// beside it; a killed run leaves the file, and no lock.
fn hold(file: &Path) -> io::Result<File> {
    let held = OpenOptions::new().write(true).create(true).truncate(false).open(file)?;
    match held.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Err(io::Error::other("another run is writing it")),
        Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(held),
    }
}

/// Puts a folder in another's place; the other goes.
fn exchange(new: &Path, target: &Path) -> io::Result<()> {
    if !target.exists() {
        return fs::rename(new, target);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        // Some file systems cannot.
        if renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE).is_ok() {
            return remove(new);
        }
    }
    let old = new.with_extension("old");
    fs::rename(target, &old)?;
    if let Err(error) = fs::rename(new, target) {
        // If it cannot even go back, the next run tries that again.
        drop(fs::rename(&old, target));
        return Err(error);
    }
    remove(&old)
}

/// Removes a folder, if it is there.
fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        ended => ended,
    }
}

/// Refuses a place where something stands that is not ours to take away.
fn check_ours(target: &Path) -> io::Result<()> {
    let facts = match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        facts => facts?,
    };
    if !facts.is_dir() {
        return Err(io::Error::other("something else than a folder is in the way"));
    }
    let found = files(target)?;
    if found.is_empty() {
        return Ok(());
    }
    let mut list = String::new();
    let read = File::open(target.join(SUMS))
        .and_then(|file| file.take(MAX_SUMS).read_to_string(&mut list));
    let listed: BTreeSet<&str> = match read {
        Ok(_) => list.lines().filter_map(|line| line.split_once("  ")).map(|line| line.1).collect(),
        Err(_) => BTreeSet::new(),
    };
    match found.iter().find(|file| *file != SUMS && !listed.contains(file.as_str())) {
        None => Ok(()),
        Some(file) => Err(io::Error::other(format!(
            "it would be replaced, but Platemark did not write `{file}` in it; move that elsewhere"
        ))),
    }
}

/// The paths of all files under a folder, sorted; what is neither a file nor a folder is one too.
pub(super) fn files(folder: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inner))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if inner.is_empty() { name } else { format!("{inner}/{name}") };
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if found.len() < MAX_FILES {
                found.push(path);
            } else {
                return Err(io::Error::other("it holds more than a million files"));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The length of a file and its SHA-256 in hexadecimal.
pub(super) fn digest(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let (mut bytes, mut buffer) = (0, vec![0; 1 << 16]);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
    }
    let digits: Vec<String> = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((bytes, digits.concat()))
}

/// What `sha256sum` would print for these files.
pub(super) fn sums(entries: &[FileEntry]) -> String {
    let line = |entry: &FileEntry| format!("{}  {}\n", entry.sha256, entry.path);
    entries.iter().map(line).collect::<Vec<_>>().concat()
}
