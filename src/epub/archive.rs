//! Where the archive is written, and where it goes once that has failed.
//!
//! Bytes come in and go out to a file. `zip` 6 ends its archive when it is dropped, and panics or
//! prints if the file fails it there once more; so what it writes after a failure goes nowhere,
//! and the failure is told again at the end. It knows no archive.

use std::io::{self, Seek, SeekFrom, Write};

use super::Sink;

/// A file that an archive is written to, from its beginning.
pub(super) struct Out<'a> {
    file: &'a mut dyn Sink,
    /// Where the archive believes to be, and how long it believes the file to be.
    at: u64,
    length: u64,
    /// Whether the file has failed.
    lost: bool,
}

impl Out<'_> {
    pub(super) fn new(file: &mut dyn Sink) -> Out<'_> {
        Out { file, at: 0, length: 0, lost: false }
    }

    /// Ends the file.
    ///
    /// # Errors
    ///
    /// If anything was lost.
    pub(super) fn end(self) -> io::Result<()> {
        if self.lost {
            return Err(io::Error::other("a part of the archive could not be written"));
        }
        self.file.flush()
    }

    /// The file has failed. The archive believes to be at its end then, where it expects to be
    /// when it is ended.
    fn lose(&mut self) {
        self.lost = true;
        self.at = self.length;
    }
}

impl Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = if self.lost { Ok(bytes.len()) } else { self.file.write(bytes) };
        match &written {
            Ok(written) => self.at += *written as u64,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => self.lose(),
        }
        self.length = self.length.max(self.at);
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = if self.lost { Ok(()) } else { self.file.flush() };
        if flushed.is_err() {
            self.lose();
        }
        flushed
    }
}

impl Seek for Out<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => place,
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
            SeekFrom::End(by) => self.length.saturating_add_signed(by),
        };
        // Where it is need not be asked of the file.
        if place != self.at && !self.lost {
            let sought = self.file.seek(SeekFrom::Start(place));
            sought.inspect_err(|_| self.lose())?;
        }
        self.at = place;
        Ok(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that takes so many bytes and no more, whatever is tried.
    struct Full(io::Cursor<Vec<u8>>, usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.1 < bytes.len() {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.1 -= bytes.len();
            self.0.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Seek for Full {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    /// Writes an archive; returns how that ended and how much room is left.
    fn archive(room: usize) -> (zip::result::ZipResult<()>, usize) {
        let mut file = Full(io::Cursor::new(Vec::new()), room);
        let mut zip = zip::ZipWriter::new(Out::new(&mut file));
        let options = zip::write::SimpleFileOptions::default();
        let written = ["a", "b", "c"].into_iter().try_for_each(|name| {
            zip.start_file(name, options)?;
            Ok(zip.write_all(name.repeat(300).as_bytes())?)
        });
        let ended = written.and_then(|()| Ok(zip.finish()?.end()?));
        (ended, file.1)
    }

    #[test]
    fn a_full_disk_ends_an_archive_without_panic() {
        let enough = usize::MAX - archive(usize::MAX).1;
        for room in 0..enough + 2 {
            let (ended, _) = archive(room);
            assert_eq!(ended.is_ok(), enough <= room, "room for {room} bytes: {ended:?}");
        }
    }
}
