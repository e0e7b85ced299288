//! Where objects stand: cross-reference tables and streams (ISO 32000-1, 7.5.4 to 7.5.8).
//!
//! [`read`] follows the chain of tables from the end of the file, newest first, hybrid files
//! included. [`repair`] looks for objects all over the file.

use std::collections::BTreeSet;

use super::lexer::is_space;
use super::{Dict, Entry, File, Id, Lexer, MAX_NUMBER, Object, Stream, Token};

/// How many tables may follow one another; each is an update of the file.
const MAX_TABLES: usize = 1024;
/// How far from the end `startxref` may stand; ISO 32000-1, annex H.3 says 1024 bytes.
const TAIL: u64 = 4096;
/// How much of the file is looked through at once.
const CHUNK: usize = 1 << 20;
/// How long a subsection's or a trailer's text may be.
const TEXT: usize = 64 << 10;

/// The table under construction: what is written first stays.
#[derive(Default)]
struct Table(Vec<Option<Entry>>);

impl Table {
    fn add(&mut self, number: u64, entry: Entry) {
        let Ok(number) = usize::try_from(number) else { return };
        if MAX_NUMBER as usize <= number {
            return;
        }
        if self.0.len() <= number {
            self.0.resize(number + 1, None);
        }
        self.0[number].get_or_insert(entry);
    }

    fn finish(self) -> Vec<Entry> {
        self.0.into_iter().map(|entry| entry.unwrap_or(Entry::Free)).collect()
    }
}

/// Reads all tables; none if one of them is broken.
pub(super) fn read(file: &File<'_>) -> Option<(Vec<Entry>, Dict)> {
    let tail_at = file.length.saturating_sub(TAIL);
    let tail = file.bytes(tail_at, usize::try_from(TAIL).ok()?);
    let found = memchr::memmem::rfind(&tail, b"startxref")?;
    let Some(Token::Int(offset)) = Lexer::new(&tail[found + 9..]).token() else { return None };
    let mut table = Table::default();
    let mut newest: Option<Dict> = None;
    let mut seen = BTreeSet::new();
    let mut next = Some(u64::try_from(offset).ok()?);
    while let Some(offset) = next.take() {
        if !seen.insert(offset) || MAX_TABLES < seen.len() {
            break;
        }
        let dict = section(file, offset, &mut table)?;
        if let Some(hybrid) = dict.get(b"XRefStm").as_int().and_then(|at| u64::try_from(at).ok())
            && seen.insert(hybrid)
        {
            stream_section(file, hybrid, &mut table)?;
        }
        next = dict.get(b"Prev").as_int().and_then(|at| u64::try_from(at).ok());
        newest.get_or_insert(dict);
    }
    Some((table.finish(), newest?))
}

fn section(file: &File<'_>, offset: u64, table: &mut Table) -> Option<Dict> {
    let head = file.bytes(offset, 64);
    let mut lexer = Lexer::new(&head);
    if lexer.token()? == Token::Keyword(b"xref") {
        table_section(file, offset + lexer.at as u64, table)
    } else {
        stream_section(file, offset, table)
    }
}

/// A table of lines of 20 bytes.
fn table_section(file: &File<'_>, mut offset: u64, table: &mut Table) -> Option<Dict> {
    loop {
        let head = file.bytes(offset, TEXT.min(256));
        let mut lexer = Lexer::new(&head);
        let first = match lexer.token()? {
            Token::Int(first) => u64::try_from(first).ok()?,
            Token::Keyword(word) if word.starts_with(b"trailer") => {
                let text = file.bytes(offset, TEXT);
                let found = memchr::memmem::find(&text, b"trailer")?;
                let mut lexer = Lexer::new(&text[found + 7..]);
                let object = lexer.object()?;
                return file.pay(lexer.at).then_some(object)?.as_dict().cloned();
            }
            _ => return None,
        };
        let Token::Int(count) = lexer.token()? else { return None };
        let count = u64::try_from(count).ok()?;
        lexer.skip_space();
        offset += lexer.at as u64;
        let mut number = first;
        let mut left = count;
        while 0 < left {
            let some = left.min(CHUNK as u64 / 20);
            let lines = file.bytes(offset, usize::try_from(some * 20).ok()?);
            // The last line may lack its last space.
            if lines.len() as u64 + 1 < some * 20 || !file.pay(lines.len()) {
                return None;
            }
            for line in lines.chunks(20) {
                let entry = table_line(line)?;
                table.add(number, entry);
                number = number.checked_add(1)?;
            }
            offset += some * 20;
            left -= some;
        }
    }
}

/// `0000000016 00000 n`
fn table_line(line: &[u8]) -> Option<Entry> {
    let digits = line.get(..10)?;
    if line.get(10) != Some(&b' ') || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let offset = digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    match line.get(17)? {
        b'n' => Some(Entry::At(offset)),
        b'f' => Some(Entry::Free),
        _ => None,
    }
}

fn stream_section(file: &File<'_>, offset: u64, table: &mut Table) -> Option<Dict> {
    let (_, object) = file.object_at(offset)?;
    let Object::Stream(stream) = object else { return None };
    stream_entries(file, &stream, table)?;
    Some(stream.dict)
}

fn stream_entries(file: &File<'_>, stream: &Stream, table: &mut Table) -> Option<()> {
    let dict = &stream.dict;
    if dict.get(b"Type").as_name() != Some(b"XRef") {
        return None;
    }
    let whole = |object: &Object| object.as_int().and_then(|value| u64::try_from(value).ok());
    let widths: Vec<usize> = dict
        .get(b"W")
        .as_array()?
        .iter()
        .filter_map(|width| {
            whole(width).and_then(|width| usize::try_from(width).ok()).filter(|&width| width <= 8)
        })
        .collect();
    let [kind, second, third] = widths[..] else { return None };
    let size = kind + second + third;
    if size == 0 {
        return None;
    }
    let ranges: Vec<u64> = match dict.get(b"Index").as_array() {
        Some(numbers) => numbers.iter().filter_map(whole).collect(),
        None => vec![0, whole(dict.get(b"Size"))?],
    };
    let bytes = file.unpacked(stream).bytes;
    let mut rows = bytes.chunks_exact(size);
    for range in ranges.chunks_exact(2) {
        for number in (range[0]..).take(usize::try_from(range[1]).ok()?) {
            let Some(row) = rows.next() else { return Some(()) };
            let value = |from: usize, width: usize| {
                row[from..from + width].iter().fold(0_u64, |sum, &byte| sum << 8 | u64::from(byte))
            };
            let is = if kind == 0 { 1 } else { value(0, kind) };
            let (a, b) = (value(kind, second), value(kind + second, third));
            let entry = match is {
                0 => Entry::Free,
                1 => Entry::At(a),
                2 => Entry::In(Id(u32::try_from(a).ok()?), u32::try_from(b).ok()?),
                _ => continue,
            };
            table.add(number, entry);
        }
    }
    Some(())
}

/// Looks for objects all over the file; what comes later counts. Returns a trailer.
pub(super) fn repair(file: &File<'_>) -> Dict {
    let mut entries: Vec<Entry> = Vec::new();
    let mut trailer = Dict::default();
    let object = memchr::memmem::Finder::new(b"obj");
    let trailers = memchr::memmem::Finder::new(b"trailer");
    let overlap = 64;
    let mut offset = 0;
    while offset < file.length {
        let chunk = file.bytes(offset, CHUNK);
        if chunk.is_empty() || !file.pay(chunk.len()) {
            break;
        }
        for at in object.find_iter(&chunk) {
            if let Some((number, start)) = head_before(&chunk[..at]) {
                let at = number as usize;
                if entries.len() <= at {
                    entries.resize(at + 1, Entry::Free);
                }
                entries[at] = Entry::At(offset + start as u64);
            }
        }
        for at in trailers.find_iter(&chunk) {
            let text = file.bytes(offset + at as u64 + 7, TEXT);
            let dict = Lexer::new(&text).object();
            if let Some(Object::Dict(dict)) = dict.filter(|_| file.pay(TEXT))
                && dict.has(b"Root")
            {
                trailer = dict;
            }
        }
        if chunk.len() < CHUNK {
            break;
        }
        offset += (CHUNK - overlap) as u64;
    }
    file.entries.replace(entries);
    let found = look_into_streams(file);
    if trailer.has(b"Root") { trailer } else { found }
}

/// `12 0 ` at the end of some bytes: the number and where it begins.
fn head_before(bytes: &[u8]) -> Option<(u32, usize)> {
    let back = |end: usize, wanted: fn(u8) -> bool| {
        let start = bytes[..end].iter().rposition(|&byte| !wanted(byte)).map_or(0, |at| at + 1);
        (start < end && end - start < 24).then_some(start)
    };
    let digits = |byte: u8| byte.is_ascii_digit();
    let generation_end = back(bytes.len(), is_space)?;
    let generation = back(generation_end, digits)?;
    let number_end = back(generation, is_space)?;
    let number = back(number_end, digits)?;
    let value = std::str::from_utf8(&bytes[number..number_end]).ok()?.parse().ok()?;
    (value < MAX_NUMBER).then_some((value, number))
}

/// Adds what lies in object streams, and finds a trailer: that of a cross-reference stream,
/// or one made for the catalogue.
fn look_into_streams(file: &File<'_>) -> Dict {
    let plain = file.entries.borrow().clone();
    let mut trailer = Dict::default();
    let mut catalog = None;
    let mut packed: Vec<(u32, Entry)> = Vec::new();
    for (number, entry) in (0..).zip(&plain) {
        let Entry::At(offset) = *entry else { continue };
        let Some((_, object)) = file.object_at(offset) else { continue };
        let Some(dict) = object.as_dict() else { continue };
        match dict.get(b"Type").as_name() {
            Some(b"Catalog") => catalog = Some(Id(number)),
            Some(b"XRef") if dict.has(b"Root") => trailer = dict.clone(),
            Some(b"ObjStm") => {
                let Some(stream) = file.object_stream(Id(number)) else { continue };
                for (index, entry) in (0..).zip(&stream.index) {
                    packed.push((entry.0, Entry::In(Id(number), index)));
                }
            }
            _ => {}
        }
        if MAX_NUMBER as usize <= packed.len() {
            break;
        }
    }
    for (number, entry) in packed {
        let mut entries = file.entries.borrow_mut();
        let at = number as usize;
        if MAX_NUMBER <= number {
            continue;
        }
        if entries.len() <= at {
            entries.resize(at + 1, Entry::Free);
        }
        if !matches!(entries[at], Entry::At(_)) {
            entries[at] = entry;
        }
    }
    if !trailer.has(b"Root") {
        let catalog = catalog.or_else(|| packed_catalog(file));
        let root = catalog.map_or(Object::Null, Object::Ref);
        trailer = Dict(vec![(b"Root".to_vec(), root)]);
    }
    trailer
}

/// The catalogue among the objects of object streams.
fn packed_catalog(file: &File<'_>) -> Option<Id> {
    let count = file.entries.borrow().len();
    let ids = (0..u32::try_from(count).ok()?).map(Id);
    ids.filter(|&id| matches!(file.entry(id), Entry::In(..))).find(|&id| {
        let object = file.find(id);
        let dict = object.as_ref().and_then(Object::as_dict);
        dict.is_some_and(|dict| dict.get(b"Type").as_name() == Some(b"Catalog"))
    })
}
