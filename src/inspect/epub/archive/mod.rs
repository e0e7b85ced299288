//! The ZIP container of an ebook, read without trust.
//!
//! A file comes in, names and the bytes behind them go out (ZIP application note 6.3.9; EPUB
//! 3.3, 4.2 "OCF abstract container" and 4.3 "OCF ZIP container"). What is wrong with the
//! container is found by [`trust`]; this module only reads. It knows no XML.
//!
//! # Bounds
//!
//! The directory is at most 32 MB and 50,000 entries. A member is unpacked to at most the
//! caller's limit, and all members together to [`MOST_UNPACKED`]; what lies beyond is not read.

mod directory;
mod salvage;
mod trust;

use std::collections::BTreeMap;
use std::io::{self, Read, SeekFrom};

use flate2::read::DeflateDecoder;

use crate::inspect::Book;
pub(super) use directory::Entry;
pub(super) use trust::check;

/// Bytes of all members together that are unpacked.
const MOST_UNPACKED: u64 = 2 << 30;
/// Length of a local header without names (application note, 4.3.7).
const LOCAL_HEADER: usize = 30;

/// A container of which the directory could be read.
pub(super) struct Archive<'b> {
    book: &'b mut dyn Book,
    entries: Vec<Entry>,
    by_name: BTreeMap<String, usize>,
    /// Where the directory begins: no member reaches beyond.
    end: u64,
    left: u64,
}

/// Why a member could not be read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// The machine failed.
    Io(io::Error),
    /// The member is damaged; how.
    Damaged(String),
    /// It, or the whole book, is larger than what is read.
    TooLarge,
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Unreadable::Io(error)
    }
}

impl<'b> Archive<'b> {
    /// Reads the directory of a file of `length` bytes. The inner error says why there is
    /// none that can be used.
    pub(super) fn open(
        book: &'b mut dyn Book,
        length: u64,
    ) -> io::Result<Result<Archive<'b>, String>> {
        let (entries, end) = match directory::read(book, length)? {
            Ok(found) => found,
            Err(why) => return Ok(Err(why)),
        };
        Ok(Ok(Archive::of(book, entries, end)))
    }

    /// The same for a file that may be cut off: without a directory, the members are those
    /// whose headers are there.
    pub(super) fn open_damaged(book: &'b mut dyn Book, length: u64) -> io::Result<Archive<'b>> {
        let (entries, end) = match directory::read(book, length)? {
            Ok(found) => found,
            Err(_) => (salvage::read(book)?, length),
        };
        Ok(Archive::of(book, entries, end))
    }

    fn of(book: &'b mut dyn Book, entries: Vec<Entry>, end: u64) -> Archive<'b> {
        let mut by_name = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            by_name.entry(entry.name.clone()).or_insert(index);
        }
        Archive { book, entries, by_name, end, left: MOST_UNPACKED }
    }

    /// All entries in the order of the directory.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The first entry of this name.
    pub(super) fn entry(&self, name: &str) -> Option<&Entry> {
        self.by_name.get(name).map(|index| &self.entries[*index])
    }

    /// The member of this name, which must be no longer than `limit` and as long as it says,
    /// with the checksum that it says.
    pub(super) fn read(&mut self, name: &str, limit: u64) -> Result<Vec<u8>, Unreadable> {
        let entry = self.entry(name).cloned();
        let entry = entry.ok_or_else(|| Unreadable::Damaged("is not there".to_owned()))?;
        if limit < entry.size || self.left < entry.size {
            return Err(Unreadable::TooLarge);
        }
        let mut bytes = Vec::new();
        self.unpack(&entry, entry.size + 1, &mut |part| bytes.extend_from_slice(part))?;
        if bytes.len() as u64 != entry.size {
            return Err(Unreadable::Damaged("unpacks to another length than it says".to_owned()));
        }
        let mut sum = flate2::Crc::new();
        sum.update(&bytes);
        if sum.sum() != entry.crc {
            return Err(Unreadable::Damaged("does not have the checksum that it says".to_owned()));
        }
        Ok(bytes)
    }

    /// The first bytes of a member, at most `most`.
    pub(super) fn head(&mut self, name: &str, most: u64) -> Result<Vec<u8>, Unreadable> {
        let entry = self.entry(name).cloned();
        let entry = entry.ok_or_else(|| Unreadable::Damaged("is not there".to_owned()))?;
        let mut bytes = Vec::new();
        self.unpack(&entry, most, &mut |part| bytes.extend_from_slice(part))?;
        Ok(bytes)
    }

    /// Whether a member that is stored as it is has the checksum that it says; of others the
    /// bytes are not looked at.
    pub(super) fn is_whole(&mut self, name: &str) -> Result<bool, Unreadable> {
        let Some(entry) = self.entry(name).cloned().filter(|entry| entry.method == 0) else {
            return Ok(true);
        };
        let mut sum = flate2::Crc::new();
        self.unpack(&entry, entry.size, &mut |part| sum.update(part))?;
        Ok(sum.sum() == entry.crc)
    }

    fn unpack(
        &mut self,
        entry: &Entry,
        most: u64,
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Unreadable> {
        let start = self.data(entry)?;
        self.book.seek(SeekFrom::Start(start))?;
        let packed = Read::take(&mut *self.book, entry.packed);
        let limit = most.min(self.left);
        let mut source: Box<dyn Read + '_> = match entry.method {
            0 => Box::new(packed.take(limit)),
            8 => Box::new(DeflateDecoder::new(packed).take(limit)),
            other => {
                let why = format!("is packed by method {other}, which no ebook may use");
                return Err(Unreadable::Damaged(why));
            }
        };
        let mut buffer = vec![0; 1 << 16];
        loop {
            match source.read(&mut buffer) {
                Ok(0) => return Ok(()),
                Ok(read) => {
                    self.left = self.left.saturating_sub(read as u64);
                    take(&buffer[..read]);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if is_of_data(&error) => {
                    return Err(Unreadable::Damaged("cannot be unpacked".to_owned()));
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Where the bytes of a member begin, after its local header.
    fn data(&mut self, entry: &Entry) -> Result<u64, Unreadable> {
        let damaged = |why: &str| Unreadable::Damaged(why.to_owned());
        let header = self.local_header(entry)?;
        let header = header.ok_or_else(|| damaged("has no header where it should begin"))?;
        let start = entry.offset + (LOCAL_HEADER + header.name.len()) as u64 + header.extra;
        match start.checked_add(entry.packed) {
            Some(end) if end <= self.end => Ok(start),
            _ => Err(damaged("reaches beyond the archive's end")),
        }
    }

    /// The header before a member's bytes, if there is one.
    fn local_header(&mut self, entry: &Entry) -> io::Result<Option<LocalHeader>> {
        self.book.seek(SeekFrom::Start(entry.offset))?;
        let mut bytes = Vec::new();
        Read::take(&mut *self.book, LOCAL_HEADER as u64).read_to_end(&mut bytes)?;
        if bytes.len() < LOCAL_HEADER || !bytes.starts_with(b"PK\x03\x04") {
            return Ok(None);
        }
        let short = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        let (name_length, extra) = (short(26), short(28));
        let (flags, method) = (short(6), short(8));
        let mut name = Vec::new();
        Read::take(&mut *self.book, u64::from(name_length)).read_to_end(&mut name)?;
        if name.len() != usize::from(name_length) {
            return Ok(None);
        }
        Ok(Some(LocalHeader { name, method, flags, extra: u64::from(extra) }))
    }
}

/// What stands before a member's bytes.
#[derive(Debug)]
struct LocalHeader {
    name: Vec<u8>,
    method: u16,
    flags: u16,
    /// Length of the extra fields.
    extra: u64,
}

/// Whether a failure to read is the book's fault, not the machine's.
fn is_of_data(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
    )
}
