//! Reads the objects of a PDF where they stand (ISO 32000-1, 7.5).
//!
//! Anything that can be read and sought comes in, [`Object`]s go out when they are asked for.
//! What is damaged is [`Object::Null`]; a broken cross-reference table is made anew by looking
//! for objects. Nothing is decrypted.
//!
//! # Limits
//!
//! Every byte that is parsed or unpacked is paid from one allowance, [`WORK`] and
//! [`WORK_PER_BYTE`] times the length of the file; when it is used up, everything reads as
//! nothing, and [`File::gave_up`] says so. That bounds the time for any file, whatever refers
//! to what how often. Memory is bounded by [`MAX_OBJECT`], [`MAX_STREAM`], [`MAX_NUMBER`] and
//! the few object streams that are kept unpacked.

mod entries;
mod filter;
mod lexer;
mod object;
mod text;
mod xref;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io::{self, Read, SeekFrom};
use std::rc::Rc;

use crate::inspect::Book;

pub(super) use lexer::{Lexer, Token};
pub(super) use object::{Dict, Id, Object, Stream};
pub(super) use text::text;

/// What may be parsed and unpacked of any file, in bytes.
const WORK: u64 = 64 << 20;
/// What may be parsed and unpacked besides, for each byte of the file.
const WORK_PER_BYTE: u64 = 32;
/// What is read of one object that is no stream's bytes.
const MAX_OBJECT: usize = 8 << 20;
/// What is unpacked of one stream.
const MAX_STREAM: usize = 64 << 20;
/// What is unpacked of a stream that holds objects.
const MAX_OBJECT_STREAM: usize = 16 << 20;
/// The highest number of an object, and so also how many there are.
const MAX_NUMBER: u32 = 1 << 22;
/// Objects of one stream.
const MAX_PACKED: usize = 1 << 20;
/// How many unpacked object streams are kept.
const KEPT: usize = 4;
/// How much of an object is looked at first.
const WINDOW: usize = 4 << 10;
/// How much is read at once.
const READ: usize = 64 << 10;
/// How many references may lead to one another before an object comes.
const MAX_HOPS: usize = 16;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// Nowhere.
    Free,
    /// At an offset into the file.
    At(u64),
    /// In an object stream, at an index.
    In(Id, u32),
}

/// An unpacked object stream.
#[derive(Debug)]
struct ObjectStream {
    id: Id,
    bytes: Vec<u8>,
    /// Number and offset of each object.
    index: Vec<(u32, usize)>,
}

/// A PDF, open for reading.
pub(super) struct File<'s> {
    source: RefCell<&'s mut dyn Book>,
    length: u64,
    /// What was read last, and where it stands.
    window: RefCell<(u64, Vec<u8>)>,
    entries: RefCell<Vec<Entry>>,
    kept: RefCell<Vec<Rc<ObjectStream>>>,
    /// Object streams that are being unpacked: none may need itself.
    busy: RefCell<BTreeSet<Id>>,
    work: Cell<u64>,
    /// Whether the cross-reference table was made anew.
    repaired: Cell<bool>,
    error: RefCell<Option<io::Error>>,
    /// The trailer's dictionary.
    pub(super) trailer: Dict,
}

impl std::fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("File").field("length", &self.length).finish_non_exhaustive()
    }
}

impl<'s> File<'s> {
    /// Opens a file of `length` bytes: reads its cross-reference table, or makes one. A file
    /// that is no PDF has no catalogue.
    pub(super) fn open(source: &'s mut dyn Book, length: u64) -> Self {
        let mut file = File {
            source: RefCell::new(source),
            length,
            window: RefCell::default(),
            entries: RefCell::default(),
            kept: RefCell::default(),
            busy: RefCell::default(),
            work: Cell::new(WORK.saturating_add(length.saturating_mul(WORK_PER_BYTE))),
            repaired: Cell::new(false),
            error: RefCell::default(),
            trailer: Dict::default(),
        };
        if let Some((entries, trailer)) = xref::read(&file) {
            file.entries = RefCell::new(entries);
            file.trailer = trailer;
        }
        if !file.has_pages() {
            file.trailer = file.repair();
        }
        file
    }

    /// The machine's failure, if there was one.
    pub(super) fn into_error(self) -> Option<io::Error> {
        self.error.into_inner()
    }

    /// Whether the limits were met before the end.
    pub(super) fn gave_up(&self) -> bool {
        self.work.get() == 0
    }

    /// Whether the cross-reference table was broken.
    pub(super) fn was_repaired(&self) -> bool {
        self.repaired.get()
    }

    /// The version of PDF: that of the catalogue if it names one, else that of the first line.
    pub(super) fn version(&self, catalog: &Dict) -> (u8, u8) {
        let head = self.bytes(0, 1024);
        let at = memchr::memmem::find(&head, b"%PDF-").map_or(0, |at| at + 5);
        let first = head.get(at..at + 3).unwrap_or_default().to_vec();
        let named = self.name(catalog, b"Version").unwrap_or(first);
        match named[..] {
            [major @ b'1'..=b'9', b'.', minor @ b'0'..=b'9'] => (major - b'0', minor - b'0'),
            _ => (1, 0),
        }
    }

    /// The document catalogue.
    pub(super) fn catalog(&self) -> Dict {
        self.dict(&self.trailer, b"Root").unwrap_or_default()
    }

    fn has_pages(&self) -> bool {
        self.dict(&self.catalog(), b"Pages").is_some()
    }

    /// Makes the table anew; returns the trailer.
    fn repair(&self) -> Dict {
        self.repaired.set(true);
        self.kept.borrow_mut().clear();
        xref::repair(self)
    }

    /// Pays for work; whether it can be paid.
    pub(super) fn pay(&self, bytes: usize) -> bool {
        let left = self.work.get().saturating_sub(bytes as u64);
        self.work.set(left);
        0 < left
    }

    /// Up to `wanted` bytes from an offset; fewer at the end of the file. Small pieces come
    /// from a window that is kept.
    fn bytes(&self, offset: u64, wanted: usize) -> Vec<u8> {
        let rest = usize::try_from(self.length.saturating_sub(offset)).unwrap_or(usize::MAX);
        let wanted = wanted.min(rest);
        if READ < wanted {
            return self.fetch(offset, wanted);
        }
        let start = self.look(offset, wanted);
        let window = self.window.borrow();
        let end = window.1.len().min(start + wanted);
        window.1.get(start..end).unwrap_or_default().to_vec()
    }

    /// Sees to it that the window holds so many bytes from an offset, if the file does;
    /// returns where in the window they begin.
    fn look(&self, offset: u64, wanted: usize) -> usize {
        let inside = {
            let window = self.window.borrow();
            let start = offset.checked_sub(window.0).and_then(|start| usize::try_from(start).ok());
            let end = offset.saturating_add(wanted as u64).min(self.length);
            start.filter(|_| end <= window.0 + window.1.len() as u64)
        };
        inside.unwrap_or_else(|| {
            let fresh = self.fetch(offset, wanted.max(READ));
            *self.window.borrow_mut() = (offset, fresh);
            0
        })
    }

    fn fetch(&self, offset: u64, wanted: usize) -> Vec<u8> {
        let mut found = Vec::new();
        let mut source = self.source.borrow_mut();
        let read = source
            .seek(SeekFrom::Start(offset))
            .and_then(|_| Read::take(&mut **source, wanted as u64).read_to_end(&mut found));
        if let Err(error) = read {
            self.error.borrow_mut().get_or_insert(error);
            found.clear();
        }
        found
    }

    /// The object with a number, read anew each time.
    pub(super) fn get(&self, id: Id) -> Object {
        let found = self.find(id);
        match found {
            Some(object) => object,
            None if self.repaired.get() || self.entry(id) == Entry::Free || self.gave_up() => {
                Object::Null
            }
            None => {
                self.repair();
                self.find(id).unwrap_or(Object::Null)
            }
        }
    }

    fn entry(&self, id: Id) -> Entry {
        self.entries.borrow().get(id.0 as usize).copied().unwrap_or(Entry::Free)
    }

    /// The object, if it stands where the table says.
    fn find(&self, id: Id) -> Option<Object> {
        match self.entry(id) {
            Entry::Free => None,
            Entry::At(offset) => {
                let (number, object) = self.object_at(offset)?;
                (number == id).then_some(object)
            }
            Entry::In(stream, index) => self.packed(stream, index, id),
        }
    }

    /// The indirect object that begins at an offset, and its number.
    fn object_at(&self, offset: u64) -> Option<(Id, Object)> {
        let mut size = WINDOW;
        loop {
            if self.length <= offset || !self.pay(64) {
                return None;
            }
            let start = self.look(offset, size);
            let window = self.window.borrow();
            let bytes = window.1.get(start..).unwrap_or_default();
            let bytes = &bytes[..bytes.len().min(size)];
            let mut lexer = Lexer::new(bytes);
            let object = indirect(&mut lexer, offset);
            if !self.pay(lexer.at) {
                return None;
            }
            let more = offset.saturating_add(bytes.len() as u64) < self.length;
            // What touches the end may go on behind it.
            if lexer.at + 16 < bytes.len() || !more || MAX_OBJECT <= size {
                return object;
            }
            size = (size * 16).min(MAX_OBJECT);
        }
    }

    fn packed(&self, stream: Id, index: u32, id: Id) -> Option<Object> {
        let kept = self.object_stream(stream)?;
        let at = usize::try_from(index).ok()?;
        let entry = kept.index.get(at).filter(|entry| entry.0 == id.0);
        let entry = entry.or_else(|| {
            let paid = self.pay(kept.index.len());
            kept.index.iter().find(|entry| paid && entry.0 == id.0)
        })?;
        let mut lexer = Lexer::new(kept.bytes.get(entry.1..)?);
        let object = lexer.object();
        self.pay(lexer.at).then_some(object?)
    }

    /// An object stream, unpacked (ISO 32000-1, 7.5.7).
    fn object_stream(&self, id: Id) -> Option<Rc<ObjectStream>> {
        {
            let mut kept = self.kept.borrow_mut();
            if let Some(at) = kept.iter().position(|stream| stream.id == id) {
                let found = kept.remove(at);
                kept.push(Rc::clone(&found));
                return Some(found);
            }
        }
        // An object stream never lies in another.
        let Entry::At(offset) = self.entry(id) else { return None };
        if !self.busy.borrow_mut().insert(id) {
            return None;
        }
        let unpacked = self.unpack_objects(id, offset);
        self.busy.borrow_mut().remove(&id);
        let unpacked = Rc::new(unpacked?);
        let mut kept = self.kept.borrow_mut();
        if KEPT <= kept.len() {
            kept.remove(0);
        }
        kept.push(Rc::clone(&unpacked));
        Some(unpacked)
    }

    fn unpack_objects(&self, id: Id, offset: u64) -> Option<ObjectStream> {
        let (number, object) = self.object_at(offset)?;
        let Object::Stream(stream) = object else { return None };
        if number != id || self.name(&stream.dict, b"Type").as_deref() != Some(b"ObjStm") {
            return None;
        }
        let first = usize::try_from(self.int(&stream.dict, b"First")?).ok()?;
        let bytes = self.unpack(&stream, MAX_OBJECT_STREAM).bytes;
        let mut lexer = Lexer::new(bytes.get(..first)?);
        let mut index = Vec::new();
        while let (Some(Token::Int(number)), Some(Token::Int(offset))) =
            (lexer.token(), lexer.token())
        {
            let (Ok(number), Ok(offset)) = (u32::try_from(number), usize::try_from(offset)) else {
                break;
            };
            if MAX_PACKED <= index.len() {
                break;
            }
            index.push((number, first.saturating_add(offset)));
        }
        Some(ObjectStream { id, bytes, index })
    }

    /// What a stream holds, without its filters, at most [`MAX_STREAM`] bytes of it.
    pub(super) fn unpacked(&self, stream: &Stream) -> filter::Unpacked {
        self.unpack(stream, MAX_STREAM)
    }

    /// The bytes of a stream as they stand, with all filters, at most [`MAX_STREAM`] of them.
    pub(super) fn raw(&self, stream: &Stream) -> Vec<u8> {
        let length = self.stream_length(stream);
        let packed = usize::try_from(length).unwrap_or(usize::MAX).min(MAX_STREAM);
        self.bytes(stream.start, packed)
    }

    fn unpack(&self, stream: &Stream, limit: usize) -> filter::Unpacked {
        let packed = self.raw(stream);
        filter::unpack(self, &stream.dict, packed, limit)
    }

    /// How long a stream is: as it says if its end is there, else up to where its end is
    /// found.
    fn stream_length(&self, stream: &Stream) -> u64 {
        let told = self.int(&stream.dict, b"Length").and_then(|length| u64::try_from(length).ok());
        if let Some(told) = told {
            let after = self.bytes(stream.start.saturating_add(told), 16);
            let mut lexer = Lexer::new(&after);
            if matches!(lexer.token(), Some(Token::Keyword(word)) if word.starts_with(b"endst")) {
                return told;
            }
        }
        let finder = memchr::memmem::Finder::new(b"endstream");
        let mut offset = stream.start;
        while offset < self.length {
            let chunk = self.bytes(offset, 1 << 20);
            if chunk.is_empty() || !self.pay(chunk.len()) {
                break;
            }
            if let Some(at) = finder.find(&chunk) {
                return offset + at as u64 - stream.start;
            }
            offset += (chunk.len() as u64).saturating_sub(8).max(1);
        }
        self.length.saturating_sub(stream.start)
    }
}

/// `12 0 obj …`, the keyword `stream` included.
fn indirect(lexer: &mut Lexer<'_>, offset: u64) -> Option<(Id, Object)> {
    let (Token::Int(number), Token::Int(_), Token::Keyword(word)) =
        (lexer.token()?, lexer.token()?, lexer.token()?)
    else {
        return None;
    };
    // `obj<<` needs no space, `obj12` has been seen.
    let rest = word.strip_prefix(b"obj")?;
    lexer.at -= rest.len();
    let id = Id(u32::try_from(number).ok()?);
    let object = lexer.object().unwrap_or(Object::Null);
    let Object::Dict(dict) = object else { return Some((id, object)) };
    let before = lexer.at;
    if lexer.token() != Some(Token::Keyword(b"stream")) {
        lexer.at = before;
        return Some((id, Object::Dict(dict)));
    }
    let rest = lexer.bytes.get(lexer.at..).unwrap_or_default();
    let skip = match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    };
    let start = offset.saturating_add((lexer.at + skip) as u64);
    Some((id, Object::Stream(Stream { dict, start })))
}
