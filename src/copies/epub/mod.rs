//! Copies of one ebook: all that they share is packed once, what differs comes last.
//!
//! A finished ebook of ours comes in; its shared part goes out once, and for each copy the
//! files that hold something of its own and the archive's directory. Where a copy has something
//! of its own is told here; what that is, in `own`; how files are packed, in `pieces`; how the
//! archive is put together, in `archive`.

mod archive;
mod own;
mod pieces;

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::ops::Range;

use flate2::Crc;
use sha2::{Digest, Sha256};
use zip::{CompressionMethod, ZipArchive};

use super::flat::{Flat, Gap};
use super::{Layer, Mark};
use crate::inspect::Book;
use archive::{Entry, short};
pub use own::Words;
pub(crate) use own::{ID_LETTERS, ID_PREFIX, order};
use own::{Own, Slot};
use pieces::{Piece, pack, store};

/// Ids that a file of text gets, and gaps that it lends, at most.
const IDS: usize = 6;
const GAPS: usize = 14;
/// A file of text of ours is not larger.
const LARGEST: u64 = 64 << 20;

/// The rule for the words of a copy.
const STYLE: &str = "\n.copy { font-size: 0.8em; margin: 2em 0 0; text-indent: 0; text-align: start; hyphens: none }\n\
    .copy p { text-indent: 0; margin: 0 }\n";

/// A file that holds something of each copy's own.
#[derive(Debug)]
struct Patched {
    name: String,
    pieces: Vec<Piece>,
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
        out.extend(archive::directory(&entries, start));
        out
    }
}

/// The name of a file without its folders.
pub(crate) fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
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
