//! Finds and reads the directory at the end of a ZIP file.
//!
//! A file comes in, its entries as the directory has them go out (ZIP application note 6.3.9,
//! 4.3.12, 4.3.16; for large files 4.3.14, 4.3.15 and 4.5.3). It looks at no member.

use std::io::{self, Read, SeekFrom};

use crate::inspect::Book;

/// The longest directory that is read.
const LONGEST: u64 = 32 << 20;
/// The most entries.
pub(super) const MOST: usize = 50_000;
/// Length of the end record without its comment, and the longest comment.
const END: usize = 22;
const COMMENT: u64 = 65_535;

/// A member, as the directory has it.
#[derive(Debug, Clone)]
pub(in crate::inspect::epub) struct Entry {
    /// Its name; bytes that are no UTF-8 are replaced.
    pub(in crate::inspect::epub) name: String,
    /// Its name as it stands.
    pub(super) raw: Vec<u8>,
    pub(super) flags: u16,
    /// 0 stored, 8 deflated.
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) packed: u64,
    /// Its unpacked length.
    pub(in crate::inspect::epub) size: u64,
    /// Where its local header begins.
    pub(super) offset: u64,
    /// Whether it is a symbolic link.
    pub(super) link: bool,
}

impl Entry {
    /// Whether it stands for a folder.
    pub(in crate::inspect::epub) fn is_folder(&self) -> bool {
        self.name.ends_with('/')
    }
}

/// The entries and where the directory begins, or why there are none.
type Directory = Result<(Vec<Entry>, u64), String>;

/// Reads the directory of a file of `length` bytes.
pub(super) fn read(book: &mut dyn Book, length: u64) -> io::Result<Directory> {
    let tail_at = length.saturating_sub(END as u64 + COMMENT);
    let tail = at(book, tail_at, length - tail_at)?;
    let Some(end) = find_end(&tail) else {
        return Ok(Err("its directory is missing; the file is cut off or no ZIP".to_owned()));
    };
    let record = &tail[end..];
    let mut count = u64::from(short(record, 10));
    let mut size = u64::from(long(record, 12));
    let mut start = u64::from(long(record, 16));
    if (count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff)
        && let Some(large) = large_end(book, &tail[..end])?
    {
        (count, size, start) = large;
    }
    if short(record, 4) != 0 && short(record, 4) != 0xffff {
        return Ok(Err("it is one part of several".to_owned()));
    }
    let before = tail_at + end as u64;
    if LONGEST < size || (MOST as u64) < count {
        return Ok(Err(format!("its directory has {count} entries, more than are read")));
    }
    if start.checked_add(size).is_none_or(|end| before < end) {
        return Ok(Err("its directory is not where it should be".to_owned()));
    }
    let bytes = at(book, start, size)?;
    let mut entries = Vec::new();
    let mut rest = bytes.as_slice();
    while let Some((entry, length)) = entry(rest) {
        if MOST <= entries.len() {
            return Ok(Err("its directory has more entries than are read".to_owned()));
        }
        entries.push(entry);
        rest = &rest[length..];
    }
    if entries.len() as u64 != count {
        let found = entries.len();
        return Ok(Err(format!("its directory says {count} entries and has {found}")));
    }
    Ok(Ok((entries, start)))
}

/// The end record: the last one whose comment reaches the end of the file, else the last one.
fn find_end(tail: &[u8]) -> Option<usize> {
    let starts = || memchr::memmem::rfind_iter(tail, b"PK\x05\x06");
    let whole = |at: &usize| at + END <= tail.len();
    let fits = |at: &usize| at + END + usize::from(short(&tail[*at..], 20)) == tail.len();
    starts().filter(whole).find(fits).or_else(|| starts().find(whole))
}

/// Number of entries, size and start of the directory of a large file.
fn large_end(book: &mut dyn Book, before: &[u8]) -> io::Result<Option<(u64, u64, u64)>> {
    let Some(locator) = before.len().checked_sub(20).map(|at| &before[at..]) else {
        return Ok(None);
    };
    if !locator.starts_with(b"PK\x06\x07") {
        return Ok(None);
    }
    let record = at(book, huge(locator, 8), 56)?;
    if record.len() < 56 || !record.starts_with(b"PK\x06\x06") {
        return Ok(None);
    }
    Ok(Some((huge(&record, 32), huge(&record, 40), huge(&record, 48))))
}

/// The first entry of a directory and its length.
fn entry(bytes: &[u8]) -> Option<(Entry, usize)> {
    if bytes.len() < 46 || !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let name_end = 46 + usize::from(short(bytes, 28));
    let extra_end = name_end + usize::from(short(bytes, 30));
    let length = extra_end + usize::from(short(bytes, 32));
    let raw = bytes.get(46..name_end)?.to_vec();
    let extra = bytes.get(name_end..extra_end)?;
    bytes.get(..length)?;
    // A link is told by the mode of Unix, in the upper half of the outer attributes.
    let link = (long(bytes, 38) >> 16) & 0o170_000 == 0o120_000;
    let mut entry = Entry {
        name: String::from_utf8_lossy(&raw).into_owned(),
        raw,
        flags: short(bytes, 8),
        method: short(bytes, 10),
        crc: long(bytes, 16),
        packed: u64::from(long(bytes, 20)),
        size: u64::from(long(bytes, 24)),
        offset: u64::from(long(bytes, 42)),
        link,
    };
    large_sizes(&mut entry, extra);
    Some((entry, length))
}

/// Takes lengths and place of a large member from its extra field 1.
fn large_sizes(entry: &mut Entry, mut extra: &[u8]) {
    while 4 <= extra.len() {
        let (id, length) = (short(extra, 0), usize::from(short(extra, 2)));
        let Some(field) = extra.get(4..4 + length) else { return };
        if id == 1 {
            let mut values = field.chunks_exact(8).map(|bytes| huge(bytes, 0));
            for value in [&mut entry.size, &mut entry.packed, &mut entry.offset] {
                if *value == 0xffff_ffff {
                    *value = values.next().unwrap_or(*value);
                }
            }
        }
        extra = &extra[4 + length..];
    }
}

fn at(book: &mut dyn Book, start: u64, length: u64) -> io::Result<Vec<u8>> {
    book.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    Read::take(&mut *book, length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

pub(super) fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn huge(bytes: &[u8], at: usize) -> u64 {
    u64::from(long(bytes, at)) | u64::from(long(bytes, at + 4)) << 32
}
