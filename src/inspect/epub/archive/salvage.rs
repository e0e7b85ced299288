//! Finds the members of a ZIP file whose directory is gone, by the headers before them.
//!
//! A file that was cut off comes in, entries go out (ZIP application note 6.3.9, 4.3.7). A
//! member whose header does not say how long it is (4.4.4, bit 3), and what follows it, is
//! not found.

use std::io::{self, Read, SeekFrom};

use super::directory::{Entry, MOST, long, short};
use crate::inspect::Book;

/// Reads headers from the front, as long as one follows the other.
pub(super) fn read(book: &mut dyn Book) -> io::Result<Vec<Entry>> {
    let (mut entries, mut offset) = (Vec::new(), 0);
    while entries.len() < MOST {
        book.seek(SeekFrom::Start(offset))?;
        let mut header = Vec::new();
        Read::take(&mut *book, 30).read_to_end(&mut header)?;
        if header.len() < 30 || !header.starts_with(b"PK\x03\x04") {
            break;
        }
        let (name, extra) = (u64::from(short(&header, 26)), u64::from(short(&header, 28)));
        let mut raw = Vec::new();
        Read::take(&mut *book, name).read_to_end(&mut raw)?;
        let entry = Entry {
            name: String::from_utf8_lossy(&raw).into_owned(),
            raw,
            flags: short(&header, 6),
            method: short(&header, 8),
            crc: long(&header, 14),
            packed: u64::from(long(&header, 18)),
            size: u64::from(long(&header, 22)),
            offset,
            link: false,
        };
        offset += 30 + name + extra + entry.packed;
        entries.push(entry);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::super::Archive;

    #[test]
    fn members_are_found_without_a_directory_wherever_the_file_is_cut() {
        let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["one.xhtml", "two.xhtml"] {
            packed.start_file(name, SimpleFileOptions::default()).unwrap();
            packed.write_all(name.repeat(50).as_bytes()).unwrap();
        }
        let whole = packed.finish().unwrap().into_inner();
        let second = whole.windows(4).rposition(|four| four == b"PK\x03\x04").unwrap();
        let directory = whole.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        for cut in 0..whole.len() {
            let mut book = Cursor::new(&whole[..cut]);
            let mut archive = Archive::open_damaged(&mut book, cut as u64).unwrap();
            let mut read = |name: &str| archive.read(name, 1 << 20).is_ok();
            let found = (read("one.xhtml"), read("two.xhtml"));
            assert_eq!(found, (second <= cut, directory <= cut), "cut after {cut}");
        }
    }
}
