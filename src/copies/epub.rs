//! Copies of one ebook: all that they share is packed once, what differs comes last.
//!
//! A finished ebook of ours comes in; its shared part goes out once, and for each copy the
//! files that hold something of its own and the archive's directory. A file of text is kept
//! in pieces: what is the same for everybody is packed ahead and followed by a full flush, so
//! that what is a copy's own can stand between as stored blocks (RFC 1951, 3.2.4). ZIP: the
//! application note 6.3.9, 4.3.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::ops::Range;

use flate2::{Compress, Compression, Crc, FlushCompress};
use sha2::{Digest, Sha256};
use zip::{CompressionMethod, ZipArchive};

use super::flat::{Flat, Gap};
use super::{Layer, Mark, Pattern};
use crate::inspect::Book;

/// Ids that a file of text gets, and gaps that it lends, at most.
const IDS: usize = 6;
const GAPS: usize = 14;
/// Letters of an id after its prefix.
pub(crate) const ID_LETTERS: usize = 7;
/// What the ids of a copy begin with.
pub(crate) const ID_PREFIX: &str = "p-";
/// A file of text of ours is not larger.
const LARGEST: u64 = 64 << 20;

/// The rule for the words of a copy.
const STYLE: &str = "\n.copy { font-size: 0.8em; margin: 2em 0 0; text-indent: 0; text-align: start; hyphens: none }\n\
    .copy p { text-indent: 0; margin: 0 }\n";

/// The words of one copy, in its language.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    /// Whose copy it is.
    pub whose: &'a str,
    /// What else the title page says, in sentences.
    pub notice: &'a str,
    /// What else stands at the end of each chapter; may be empty.
    pub foot: &'a str,
    /// Their language, if it is not the book's.
    pub lang: Option<&'a str>,
}

/// What is a copy's own within a file.
#[derive(Debug, Clone)]
enum Slot {
    /// For whom it is, on the title page.
    Notice,
    /// The same after each chapter.
    Foot,
    /// An id of a paragraph.
    Id(u32),
    /// Space between two words, perhaps the end of a line.
    Gap(usize),
    /// The identifier of the book.
    Identifier,
    /// The code, as another identifier.
    Code,
    /// Lines in an order of the copy's own.
    Order(Vec<String>),
}

/// A piece of a file.
#[derive(Debug)]
enum Piece {
    /// The same for everybody, and packed.
    Same { plain: Vec<u8>, packed: Vec<u8> },
    /// A copy's own.
    Own(Slot),
}

/// A file that holds something of each copy's own.
#[derive(Debug)]
struct Patched {
    name: String,
    pieces: Vec<Piece>,
}

/// A file as the directory lists it.
#[derive(Debug, Clone)]
struct Entry {
    name: String,
    method: u16,
    crc: u32,
    packed: u32,
    size: u32,
    offset: u32,
}

/// What all copies of an ebook share.
#[derive(Debug, Default)]
pub struct Master {
    entries: Vec<Entry>,
    patched: Vec<Patched>,
    length: u32,
    /// By what each gap is known, in the order of their bits.
    pub gaps: Vec<u32>,
    /// How many ids a copy has.
    pub ids: u32,
    /// The names of the files of the manifest, before a copy orders them anew.
    pub manifest: Vec<String>,
}

fn too_large() -> io::Error {
    io::Error::other("an ebook of more than 4 GB cannot be copied for reviewers")
}

impl Master {
    /// Reads a finished ebook whose identifier is `identifier`, and writes what copies share.
    ///
    /// # Errors
    ///
    /// If the machine fails.
    pub fn new(book: &mut dyn Book, identifier: &str, out: &mut dyn Write) -> io::Result<Master> {
        let mut archive = ZipArchive::new(book)?;
        let mut master = Master::default();
        let mut texts = Vec::new();
        for index in 0..archive.len() {
            let name = archive.by_index_raw(index)?.name().to_owned();
            if is_patched(&name) {
                let mut text = String::new();
                archive.by_index(index)?.take(LARGEST).read_to_string(&mut text)?;
                texts.push((name, text));
                continue;
            }
            let mut file = archive.by_index_raw(index)?;
            let method = if file.compression() == CompressionMethod::Stored { 0 } else { 8 };
            let mut packed = Vec::new();
            file.read_to_end(&mut packed)?;
            let entry = master.entry(&name, method, file.crc32(), packed.len(), file.size())?;
            let header = entry.local();
            out.write_all(&header)?;
            out.write_all(&packed)?;
            let length = u32::try_from(header.len() + packed.len()).map_err(|_| too_large())?;
            master.length = master.length.checked_add(length).ok_or_else(too_large)?;
            master.entries.push(entry);
        }
        let mut known = BTreeSet::new();
        for (name, mut text) in texts {
            if ends(&name, "css") {
                text.push_str(STYLE);
            }
            let slots = master.slots(&name, &text, identifier, &mut known);
            master.patched.push(Patched { pieces: pack(&text, slots), name });
        }
        out.flush()?;
        Ok(master)
    }

    /// The length of what copies share.
    #[must_use]
    pub fn length(&self) -> u64 {
        u64::from(self.length)
    }

    /// The digest of what is not shared, before it holds anything of a copy's own.
    #[must_use]
    pub fn sum(&self) -> [u8; 32] {
        let mut digest = Sha256::new();
        for file in &self.patched {
            digest.update(&file.name);
            for piece in &file.pieces {
                match piece {
                    Piece::Same { plain, .. } => digest.update(plain),
                    Piece::Own(_) => digest.update([0]),
                }
            }
        }
        digest.finalize().into()
    }

    fn entry(
        &self,
        name: &str,
        method: u16,
        crc: u32,
        packed: usize,
        size: u64,
    ) -> io::Result<Entry> {
        let packed = u32::try_from(packed).map_err(|_| too_large())?;
        let size = u32::try_from(size).map_err(|_| too_large())?;
        Ok(Entry { name: name.to_owned(), method, crc, packed, size, offset: self.length })
    }

    /// Where in a file something of a copy's own stands, in order.
    fn slots(
        &mut self,
        name: &str,
        text: &str,
        identifier: &str,
        known: &mut BTreeSet<u32>,
    ) -> Vec<(Range<usize>, Slot)> {
        let mut slots: Vec<(Range<usize>, Slot)> = Vec::new();
        let uses = text.match_indices(identifier);
        slots.extend(uses.map(|(at, urn)| (at..at + urn.len(), Slot::Identifier)));
        let after = |mark: &str| text.find(mark).map(|at| at + mark.len());
        if ends(name, "opf") {
            // The book's own identifier comes first.
            slots.extend(after("</dc:identifier>\n").map(|at| (at..at, Slot::Code)));
            if let Some((start, end)) = after("<manifest>\n").zip(text.find("</manifest>")) {
                let lines: Vec<String> = text[start..end].lines().map(str::to_owned).collect();
                let path = |line: &String| {
                    let (_, path) = line.split_once("href=\"")?;
                    path.split('"').next().map(file_name)
                };
                self.manifest = lines.iter().map(|line| path(line).unwrap_or_default()).collect();
                slots.push((start..end, Slot::Order(lines)));
            }
        }
        if name.contains("/text/title.") {
            slots.extend(text.rfind("</section>").map(|at| (at..at, Slot::Notice)));
        } else if is_text(name) {
            slots.extend(text.rfind("</body>").map(|at| (at..at, Slot::Foot)));
            let ids: Vec<usize> = text.match_indices("<p>").map(|(at, _)| at + 2).collect();
            for at in spread(ids, IDS) {
                slots.push((at..at, Slot::Id(self.ids)));
                self.ids += 1;
            }
            let flat = Flat::of(text);
            let plain: Vec<(u32, &Gap)> = flat
                .gaps
                .iter()
                .filter(|gap| gap.is_plain)
                .filter_map(|gap| Some((flat.key(gap)?, gap)))
                .filter(|(key, _)| known.insert(*key))
                .collect();
            for (key, gap) in spread(plain, GAPS) {
                slots.push((gap.start..gap.end, Slot::Gap(self.gaps.len())));
                self.gaps.push(key);
            }
        }
        slots.sort_by_key(|slot| slot.0.start);
        slots
    }

    /// What follows the shared part in one copy.
    #[must_use]
    pub fn tail(&self, mark: &Mark, words: &Words<'_>) -> Vec<u8> {
        let gaps = mark.pattern.bits(Layer::Space, self.gaps.len());
        let copy = Own { mark, words, gaps: &gaps };
        let mut out = Vec::new();
        let mut entries = self.entries.clone();
        for file in &self.patched {
            let (mut body, mut crc) = (Vec::new(), Crc::new());
            for piece in &file.pieces {
                match piece {
                    Piece::Same { plain, packed } => {
                        crc.update(plain);
                        body.extend_from_slice(packed);
                    }
                    Piece::Own(slot) => {
                        let bytes = copy.fill(slot);
                        crc.update(&bytes);
                        store(&mut body, &bytes);
                    }
                }
            }
            let offset = self.length.saturating_add(short(out.len()));
            let (packed, size, crc) = (short(body.len()), crc.amount(), crc.sum());
            let name = file.name.clone();
            let entry = Entry { name, method: 8, crc, packed, size, offset };
            out.extend(entry.local());
            out.append(&mut body);
            entries.push(entry);
        }
        let start = self.length.saturating_add(short(out.len()));
        let directory: Vec<u8> = entries.iter().flat_map(Entry::central).collect();
        let count = u16::try_from(entries.len()).unwrap_or(u16::MAX).to_le_bytes();
        out.extend_from_slice(&directory);
        out.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        out.extend_from_slice(&count);
        out.extend_from_slice(&count);
        out.extend_from_slice(&short(directory.len()).to_le_bytes());
        out.extend_from_slice(&start.to_le_bytes());
        out.extend_from_slice(&[0, 0]);
        out
    }
}

/// The name of a file without its folders.
pub(crate) fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// A length within an archive that is known to be small.
fn short(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Whether a file of ours, whose names are in small letters, ends so.
fn ends(name: &str, extension: &str) -> bool {
    name.rsplit('.').next() == Some(extension)
}

/// Whether a file holds something of a copy's own.
fn is_patched(name: &str) -> bool {
    is_text(name) || ends(name, "opf") || ends(name, "ncx") || ends(name, "css")
}

/// Whether a file is one of text, but not the cover.
fn is_text(name: &str) -> bool {
    name.contains("/text/") && ends(name, "xhtml") && !name.contains("/cover.")
}

/// At most so many of some things, spread evenly.
fn spread<T>(all: Vec<T>, most: usize) -> impl Iterator<Item = T> {
    let step = all.len().div_ceil(most).max(1);
    all.into_iter().step_by(step)
}

/// Cuts a text at its slots and packs what is between them.
fn pack(text: &str, slots: Vec<(Range<usize>, Slot)>) -> Vec<Piece> {
    let mut compress = Compress::new(Compression::new(6), false);
    let mut same = |text: &str, flush: FlushCompress| {
        let plain = text.as_bytes().to_vec();
        let mut packed = Vec::new();
        let begun = compress.total_in();
        loop {
            packed.reserve(plain.len() / 2 + 256);
            let done = usize::try_from(compress.total_in() - begun).unwrap_or(usize::MAX);
            let rest = plain.get(done..).unwrap_or_default();
            let status = compress.compress_vec(rest, &mut packed, flush);
            status.expect("a compressor takes any bytes");
            let done = compress.total_in() - begun == plain.len() as u64;
            // All is out when there was room for more.
            if done && packed.len() < packed.capacity() {
                return Piece::Same { plain, packed };
            }
        }
    };
    let mut pieces = Vec::new();
    let mut at = 0;
    for (place, slot) in slots {
        if at < place.start {
            pieces.push(same(&text[at..place.start], FlushCompress::Full));
        }
        at = place.end.max(at);
        pieces.push(Piece::Own(slot));
    }
    pieces.push(same(&text[at..], FlushCompress::Finish));
    pieces
}

/// Appends bytes as stored blocks, none of them the last of its file.
fn store(out: &mut Vec<u8>, bytes: &[u8]) {
    for part in bytes.chunks(usize::from(u16::MAX)) {
        let length = u16::try_from(part.len()).unwrap_or(u16::MAX);
        out.push(0);
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(part);
    }
}

impl Entry {
    /// What local header and directory have in common.
    fn common(&self, out: &mut Vec<u8>) {
        let extra = 0_u16;
        // Version 2.0; no flags, or names in UTF-8; the first moment that ZIP knows.
        let flags = if self.name.is_ascii() { 0_u16 } else { 1 << 11 };
        let (time, date) = (0_u16, 1_u16 << 5 | 1);
        for value in [20, flags, self.method, time, date] {
            out.extend_from_slice(&value.to_le_bytes());
        }
        for value in [self.crc, self.packed, self.size] {
            out.extend_from_slice(&value.to_le_bytes());
        }
        let name = u16::try_from(self.name.len()).unwrap_or(u16::MAX);
        out.extend_from_slice(&name.to_le_bytes());
        out.extend_from_slice(&extra.to_le_bytes());
    }

    /// The header before a file's bytes (4.3.7).
    fn local(&self) -> Vec<u8> {
        let mut out = b"PK\x03\x04".to_vec();
        self.common(&mut out);
        out.extend_from_slice(self.name.as_bytes());
        out
    }

    /// The file in the directory (4.3.12): made on Unix, to be read by all.
    fn central(&self) -> Vec<u8> {
        let mut out = b"PK\x01\x02".to_vec();
        out.extend_from_slice(&(0x0300_u16 | 0x14).to_le_bytes());
        self.common(&mut out);
        // No comment, on the first disk, no internal attributes.
        out.extend_from_slice(&[0; 6]);
        out.extend_from_slice(&(0o100_644_u32 << 16).to_le_bytes());
        out.extend_from_slice(&self.offset.to_le_bytes());
        out.extend_from_slice(self.name.as_bytes());
        out
    }
}

/// What fills the slots of one copy.
struct Own<'a> {
    mark: &'a Mark,
    words: &'a Words<'a>,
    gaps: &'a [bool],
}

impl Own<'_> {
    fn fill<'s>(&self, slot: &'s Slot) -> Cow<'s, [u8]> {
        let pattern = &self.mark.pattern;
        let text = match slot {
            Slot::Gap(at) => {
                let breaks = self.gaps.get(*at).copied().unwrap_or_default();
                return Cow::Borrowed(if breaks { b"\n" } else { b" " });
            }
            Slot::Id(at) => {
                format!(" id=\"{ID_PREFIX}{}\"", pattern.name(Layer::Name, *at, ID_LETTERS))
            }
            Slot::Identifier => uuid::Uuid::from_bytes(pattern.identifier(0)).urn().to_string(),
            Slot::Code => {
                format!("<dc:identifier id=\"copy-code\">{}</dc:identifier>\n", self.mark.code)
            }
            Slot::Order(lines) => ordered(lines, pattern),
            Slot::Notice => format!(
                "<p class=\"copy\"{}><b>{}</b><br/>{}</p>\n",
                self.lang(),
                escaped(self.words.whose),
                escaped(self.words.notice)
            ),
            Slot::Foot => {
                let more = match self.words.foot {
                    "" => String::new(),
                    foot => format!("<br/>{}", escaped(foot)),
                };
                let whose = escaped(self.words.whose);
                format!("\n<footer class=\"copy\"{}><p>{whose}{more}</p></footer>\n", self.lang())
            }
        };
        Cow::Owned(text.into_bytes())
    }

    fn lang(&self) -> String {
        let lang = self.words.lang.map(escaped);
        lang.map_or_else(String::new, |lang| format!(" lang=\"{lang}\" xml:lang=\"{lang}\""))
    }
}

/// Lines in an order that follows from a pattern.
fn ordered(lines: &[String], pattern: &Pattern) -> String {
    let order = order(lines.len(), pattern);
    order.iter().flat_map(|at| [lines[*at].as_str(), "\n"]).collect()
}

/// An order of so many things that follows from a pattern: by their digests.
pub(crate) fn order(count: usize, pattern: &Pattern) -> Vec<usize> {
    let mut order: Vec<(usize, [u8; 32])> =
        (0..count).map(|at| (at, pattern.block(Layer::Order, short(at)))).collect();
    order.sort_by_key(|one| one.1);
    order.into_iter().map(|one| one.0).collect()
}

/// Text as character data or in an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::Key;

    #[test]
    fn pieces_unpack_to_the_text_with_what_is_the_copys_own() {
        let text = "one two three one two three one two three";
        let slots = vec![(4..4, Slot::Id(0)), (7..8, Slot::Gap(0)), (20..20, Slot::Foot)];
        let key = Key::new(&[9; 32]).unwrap();
        let mark = key.mark(&[0; 32], "a@b.example", 0, None);
        let words = Words { whose: "For <A>", notice: "", foot: "", lang: Some("de") };
        let copy = Own { mark: &mark, words: &words, gaps: &[true] };
        let (mut packed, mut plain) = (Vec::new(), Vec::new());
        for piece in pack(text, slots) {
            match piece {
                Piece::Same { plain: same, packed: bytes } => {
                    plain.extend(same);
                    packed.extend(bytes);
                }
                Piece::Own(slot) => {
                    plain.extend(copy.fill(&slot).iter());
                    store(&mut packed, &copy.fill(&slot));
                }
            }
        }
        let mut unpacked = Vec::new();
        flate2::read::DeflateDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap();
        let unpacked = String::from_utf8(unpacked).unwrap();
        assert_eq!(unpacked, String::from_utf8(plain).unwrap(), "as if packed at once");
        assert!(unpacked.contains("two\nthree"), "the gap is a line's end: {unpacked}");
        assert!(
            unpacked.contains("lang=\"de\" xml:lang=\"de\"><p>For &lt;A&gt;</p>"),
            "{unpacked}"
        );
    }

    #[test]
    fn an_order_is_one_of_all_things() {
        let pattern = Pattern([5; 16]);
        let mut all = order(40, &pattern);
        assert_ne!(all, (0..40).collect::<Vec<_>>(), "not as they come");
        all.sort_unstable();
        assert_eq!(all, (0..40).collect::<Vec<_>>(), "each once");
    }
}
