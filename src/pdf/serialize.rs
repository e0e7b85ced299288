//! Writes the objects of a `lopdf` document as a file, and pictures between them.
//!
//! Lopdf 0.44 can write files too, but it copies every object, leaves the cross-reference
//! stream uncompressed, and wants every photograph in memory. Here an object is dropped as
//! soon as it is written, and a picture goes through as one buffer. ISO 32000-1, 7.3 and
//! 7.5: object streams (7.5.7), a cross-reference stream (7.5.8).

use std::io::{self, Write};

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::number;

/// Objects in one object stream: readers unpack a whole stream for one object of it.
const BUNDLE: usize = 128;

/// How much work deflate does; above 6 it takes twice the time for one per cent.
const LEVEL: u32 = 6;
/// The same for what is packed for one copy of thousands: a third of the time, a few bytes more.
const QUICK: u32 = 1;

/// Where an object is in the file.
#[derive(Debug, Clone, Copy)]
enum Entry {
    Free,
    At(u64),
    In(u32, u16),
}

/// A file of which the end is missing.
#[derive(Debug, Clone)]
pub(super) struct Paused {
    at: u64,
    entries: Vec<Entry>,
    digest: Sha256,
}

impl Paused {
    /// Goes on with the file; `out` gets what follows.
    pub(super) fn resume<'a>(&self, out: &'a mut dyn Write) -> File<'a> {
        let Paused { at, entries, digest } = self.clone();
        File { out, at, entries, digest, bundle: Vec::new(), packer: Packer::of(QUICK) }
    }

    /// The length so far.
    pub(super) fn length(&self) -> u64 {
        self.at
    }
}

/// A file being written.
pub(super) struct File<'a> {
    out: &'a mut dyn Write,
    at: u64,
    entries: Vec<Entry>,
    digest: Sha256,
    bundle: Vec<(u32, Vec<u8>)>,
    /// Packs what becomes part of the file.
    pub(super) packer: Packer,
}

impl<'a> File<'a> {
    /// Begins a file of this version of PDF, whose objects so far are numbered up to `last`.
    pub(super) fn begin(out: &'a mut dyn Write, version: &str, last: u32) -> io::Result<File<'a>> {
        let entries = vec![Entry::Free; last as usize + 1];
        let (digest, packer) = (Sha256::new(), Packer::new());
        let mut file = File { out, at: 0, entries, digest, bundle: Vec::new(), packer };
        // Four bytes above 127 say that the file is binary (ISO 19005-2, 6.1.2).
        file.put(format!("%PDF-{version}\n").as_bytes())?;
        file.put(b"%\xE2\xE3\xCF\xD3\n")?;
        Ok(file)
    }

    /// Takes a new object number.
    pub(super) fn reserve(&mut self) -> ObjectId {
        self.entries.push(Entry::Free);
        let last = self.entries.len() - 1;
        (u32::try_from(last).expect("objects are numbered in 32 bits"), 0)
    }

    /// Adds to what the file's identifier is made from.
    pub(super) fn identify(&mut self, bytes: &[u8]) {
        self.digest.update(bytes);
    }

    /// The identifier of all that was written until now.
    pub(super) fn identifier(&self) -> [u8; 16] {
        let whole = self.digest.clone().finalize();
        let mut first = [0; 16];
        first.copy_from_slice(&whole[..16]);
        first
    }

    /// Writes an object: streams at once, others when there are enough for a bundle.
    pub(super) fn object(&mut self, id: ObjectId, object: &Object) -> io::Result<()> {
        if let Object::Stream(stream) = object {
            self.identify(&stream.content);
            return self.stream(id, &stream.dict, &stream.content);
        }
        let mut bytes = Vec::new();
        print(&mut bytes, object);
        self.bundle.push((id.0, bytes));
        if self.bundle.len() == BUNDLE { self.close_bundle() } else { Ok(()) }
    }

    /// Writes a stream that the identifier does not depend on.
    pub(super) fn stream(
        &mut self,
        id: ObjectId,
        dict: &Dictionary,
        content: &[u8],
    ) -> io::Result<()> {
        let mut dict = dict.clone();
        dict.set("Length", i64::try_from(content.len()).unwrap_or(i64::MAX));
        self.entries[id.0 as usize] = Entry::At(self.at);
        let mut head = Vec::new();
        number::integer(&mut head, i64::from(id.0));
        head.extend_from_slice(b" 0 obj\n");
        print_dictionary(&mut head, &dict);
        head.extend_from_slice(b"\nstream\n");
        self.put(&head)?;
        self.put(content)?;
        self.put(b"\nendstream\nendobj\n")
    }

    fn close_bundle(&mut self) -> io::Result<()> {
        if self.bundle.is_empty() {
            return Ok(());
        }
        let bundle = std::mem::take(&mut self.bundle);
        let (mut index, mut body) = (Vec::new(), Vec::new());
        let id = self.reserve();
        for ((number, bytes), place) in bundle.iter().zip(0_u16..) {
            self.entries[*number as usize] = Entry::In(id.0, place);
            number::integer(&mut index, i64::from(*number));
            index.push(b' ');
            number::integer(&mut index, i64::try_from(body.len()).unwrap_or(i64::MAX));
            index.push(b' ');
            body.extend_from_slice(bytes);
            body.push(b'\n');
        }
        let dict = dictionary! {
            "Type" => "ObjStm",
            "N" => i64::try_from(bundle.len()).unwrap_or(i64::MAX),
            "First" => i64::try_from(index.len()).unwrap_or(i64::MAX),
        };
        index.extend_from_slice(&body);
        let bundle = self.packer.stream(dict, &index);
        self.object(id, &bundle.into())
    }

    /// Writes what is still to be written before the last objects.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.close_bundle()
    }

    /// Stops before the last objects.
    pub(super) fn pause(mut self) -> io::Result<Paused> {
        self.close_bundle()?;
        self.out.flush()?;
        Ok(Paused { at: self.at, entries: self.entries, digest: self.digest })
    }

    /// Ends the file with its cross-reference stream, which holds `trailer`.
    pub(super) fn end(mut self, trailer: Dictionary) -> io::Result<u64> {
        self.close_bundle()?;
        let id = self.reserve();
        let start = self.at;
        self.entries[id.0 as usize] = Entry::At(start);
        let width = 1 + (64 - start.leading_zeros() as usize).div_ceil(8);
        let rows = self.rows(width - 1);
        let mut dict = trailer;
        dict.set("Type", "XRef");
        dict.set("Size", i64::try_from(self.entries.len()).unwrap_or(i64::MAX));
        let columns = i64::try_from(width + 2).unwrap_or(i64::MAX);
        dict.set("W", vec![1.into(), Object::Integer(columns - 3), 2.into()]);
        dict.set("DecodeParms", dictionary! { "Predictor" => 12, "Columns" => columns });
        dict.set("Filter", "FlateDecode");
        let packed = self.packer.pack(&predicted(&rows, width + 2));
        self.stream(id, &dict, &packed)?;
        self.put(format!("startxref\n{start}\n%%EOF\n").as_bytes())?;
        self.out.flush()?;
        Ok(self.at)
    }

    /// The cross-reference entries (ISO 32000-1, table 18), the middle field `width` wide.
    fn rows(&self, width: usize) -> Vec<u8> {
        let mut rows = Vec::with_capacity(self.entries.len() * (width + 3));
        for (index, entry) in self.entries.iter().enumerate() {
            let (kind, middle, last) = match *entry {
                Entry::Free => (0, 0, if index == 0 { u16::MAX } else { 0 }),
                Entry::At(place) => (1, place, 0),
                Entry::In(stream, place) => (2, u64::from(stream), place),
            };
            rows.push(kind);
            rows.extend_from_slice(&middle.to_be_bytes()[8 - width..]);
            rows.extend_from_slice(&last.to_be_bytes());
        }
        rows
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.at += bytes.len() as u64;
        Ok(())
    }
}

/// PNG's predictor `Up` (ISO 32000-1, 7.4.4.4): each row less the one above.
fn predicted(rows: &[u8], width: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len() + rows.len() / width);
    let mut above = vec![0; width];
    for row in rows.chunks(width) {
        out.push(2);
        out.extend(row.iter().zip(&above).map(|(here, up)| here.wrapping_sub(*up)));
        above.copy_from_slice(row);
    }
    out
}

/// Compresses one text after the other with the same memory: a compressor's tables are
/// large, and making them anew for every page leaves holes that nothing else fits.
#[derive(Debug)]
pub(super) struct Packer {
    compress: Compress,
    out: Vec<u8>,
}

impl Packer {
    /// A packer for zlib's format (RFC 1950), which `FlateDecode` wants.
    pub(super) fn new() -> Packer {
        Packer::of(LEVEL)
    }

    fn of(level: u32) -> Packer {
        Packer { compress: Compress::new(Compression::new(level), true), out: Vec::new() }
    }

    /// A stream of compressed bytes, or of these if that is shorter.
    pub(super) fn stream(&mut self, mut dict: Dictionary, bytes: &[u8]) -> Stream {
        let packed = self.pack(bytes);
        if packed.len() < bytes.len() {
            dict.set("Filter", "FlateDecode");
            return Stream::new(dict, packed);
        }
        Stream::new(dict, bytes.to_vec())
    }

    /// Compresses all of `bytes`.
    pub(super) fn pack(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.compress.reset();
        self.out.clear();
        self.feed(bytes, FlushCompress::Finish);
        self.out.as_slice().to_vec()
    }

    /// Compresses the next bytes of a stream that comes in pieces.
    pub(super) fn add(&mut self, piece: &[u8]) {
        self.feed(piece, FlushCompress::None);
    }

    /// Ends a stream that came in pieces.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.feed(&[], FlushCompress::Finish);
        self.out
    }

    fn feed(&mut self, bytes: &[u8], flush: FlushCompress) {
        let before = self.compress.total_in();
        loop {
            self.out.reserve(bytes.len() / 3 + 1024);
            let done = self.compress.total_in() - before;
            let rest = bytes.get(usize::try_from(done).unwrap_or(usize::MAX)..).unwrap_or_default();
            if rest.is_empty() && flush == FlushCompress::None {
                return;
            }
            let status = self.compress.compress_vec(rest, &mut self.out, flush);
            if status.expect("a compressor that was reset takes any bytes") == Status::StreamEnd {
                return;
            }
        }
    }
}

/// A stream that is compressed by itself.
pub(super) fn compressed(dict: Dictionary, bytes: &[u8]) -> Stream {
    Packer::new().stream(dict, bytes)
}

/// Prints an object that is not a stream.
fn print(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null | Object::Stream(_) => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => number::integer(out, *value),
        Object::Real(value) => number::float(out, f64::from(*value), decimals(*value)),
        Object::Name(name) => print_name(out, name),
        Object::String(bytes, StringFormat::Literal) => {
            out.push(b'(');
            for &byte in bytes {
                super::text::literal(out, byte);
            }
            out.push(b')');
        }
        Object::String(bytes, StringFormat::Hexadecimal) => {
            out.push(b'<');
            for byte in bytes {
                out.extend_from_slice(format!("{byte:02X}").as_bytes());
            }
            out.push(b'>');
        }
        Object::Array(values) => {
            out.push(b'[');
            for (index, value) in values.iter().enumerate() {
                if 0 < index {
                    out.push(b' ');
                }
                print(out, value);
            }
            out.push(b']');
        }
        Object::Dictionary(dict) => print_dictionary(out, dict),
        Object::Reference((number, generation)) => {
            number::integer(out, i64::from(*number));
            out.push(b' ');
            number::integer(out, i64::from(*generation));
            out.extend_from_slice(b" R");
        }
    }
}

/// The decimals that a 32-bit number can hold: seven digits in all.
fn decimals(value: f32) -> u32 {
    match value.abs() {
        size if size < 1.0 => 7,
        size if size < 100.0 => 5,
        size if size < 10_000.0 => 3,
        _ => 1,
    }
}

fn print_dictionary(out: &mut Vec<u8>, dict: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dict {
        print_name(out, key);
        // Only these begin with a character that ends a name.
        if !matches!(
            value,
            Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_)
        ) {
            out.push(b' ');
        }
        print(out, value);
    }
    out.extend_from_slice(b">>");
}

/// ISO 32000-1, 7.3.5.
fn print_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        match byte {
            b'#'
            | b'/'
            | b'%'
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | 0..=0x20
            | 0x7F.. => out.extend_from_slice(format!("#{byte:02X}").as_bytes()),
            _ => out.push(byte),
        }
    }
}
