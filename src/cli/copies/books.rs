//! The files of copies: a shared beginning, copied by the system, and an end of each one's own.
//!
//! The shared parts lie in files that never get a name; the state of their digests is kept, so
//! that a copy is hashed by its end alone (SHA-256 is read from front to back).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::cli::output::Pending;
use crate::copies::hex;

/// A file that is hashed as it is written.
#[derive(Debug)]
pub(super) struct Hashed {
    file: File,
    digest: Sha256,
}

impl Hashed {
    pub(super) fn new(file: File) -> Hashed {
        Hashed { file, digest: Sha256::new() }
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What the copies of one book share.
#[derive(Debug)]
pub(super) struct Shared {
    /// Deletes the file in the end.
    pending: Pending,
    length: u64,
    digest: Sha256,
}

/// A copy that has no name yet.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) pending: Pending,
    /// SHA-256 in hexadecimal digits, and length.
    pub(super) sum: (String, u64),
}

impl Shared {
    pub(super) fn new(pending: Pending, hashed: &Hashed, length: u64) -> Shared {
        Shared { pending, length, digest: hashed.digest.clone() }
    }

    /// The digest of what is shared.
    pub(super) fn sum(&self) -> [u8; 32] {
        self.digest.clone().finalize().into()
    }

    /// Whether a file is a copy with this digest and length, if it begins as all do: its end alone
    /// is read.
    pub(super) fn is(&self, path: &Path, sum: &(String, u64)) -> io::Result<bool> {
        let mut file = File::open(path)?;
        if file.metadata()?.len() != sum.1 {
            return Ok(false);
        }
        file.seek(SeekFrom::Start(self.length))?;
        let mut digest = self.digest.clone();
        let mut tail = Vec::new();
        file.take(sum.1).read_to_end(&mut tail)?;
        digest.update(tail);
        Ok(hex(&digest.finalize()) == sum.0)
    }

    /// Writes a copy that ends so.
    pub(super) fn with(&self, tail: &[u8], folder: &Path, name: &str) -> io::Result<Made> {
        let (pending, mut file) = Pending::begin(folder, name)?;
        let mut shared = File::open(self.pending.until_then())?.take(self.length);
        let copied = io::copy(&mut shared, &mut file)?;
        if copied != self.length {
            return Err(io::Error::other("what the copies share has become shorter"));
        }
        file.write_all(tail)?;
        let mut digest = self.digest.clone();
        digest.update(tail);
        Ok(Made { pending, sum: (hex(&digest.finalize()), self.length + tail.len() as u64) })
    }
}
