//! Opens a photograph when a writer needs it.
//!
//! Names and facts come in, file bytes go out, checked against the facts: a book must not
//! show another picture than the one that was measured and described.

use std::io;

use sha2::{Digest, Sha256};

use super::{Handle, Kit};
use crate::image::{Facts, Opened, PhotoBytes, PhotoId};

/// One photograph's file and what it must still be.
#[derive(Debug, Clone)]
pub struct PhotoFile {
    /// Where it is, relative to the kit's root.
    file: String,
    length: u64,
    memory: u64,
    sha256: [u8; 32],
}

impl PhotoFile {
    /// The file with these facts; `file` is relative to the kit's root, with `/`.
    #[must_use]
    pub fn new(file: &str, facts: &Facts) -> PhotoFile {
        let Facts { length, memory, sha256, .. } = *facts;
        PhotoFile { file: file.to_owned(), length, memory, sha256 }
    }
}

/// The photographs of a document, in the order of their ids.
#[derive(Debug)]
pub struct PhotoFiles<'a> {
    kit: &'a Kit,
    files: Vec<PhotoFile>,
}

impl<'a> PhotoFiles<'a> {
    /// The photographs, indexed by [`PhotoId`].
    #[must_use]
    pub fn new(kit: &'a Kit, files: Vec<PhotoFile>) -> PhotoFiles<'a> {
        PhotoFiles { kit, files }
    }
}

impl PhotoBytes for PhotoFiles<'_> {
    fn bytes(&self, photo: PhotoId) -> io::Result<Opened<'_>> {
        let file = self
            .files
            .get(photo.0 as usize)
            .ok_or_else(|| io::Error::other(format!("there is no photograph {}", photo.0)))?;
        let named = |error| io::Error::other(format!("`{}`: {error}", file.file));
        let place = self.kit.room.enter(file.memory);
        let bytes = self.kit.read(&Handle(file.file.clone())).map_err(named)?;
        let same = bytes.len() as u64 == file.length
            && Sha256::digest(&bytes).as_slice() == file.sha256.as_slice();
        if same {
            Ok(Opened::at(place, bytes))
        } else {
            Err(named(io::Error::other("the file has changed")))
        }
    }
}
