//! Ebooks that are damaged or made to harm: always an answer, soon, and in little memory.

use std::io::Cursor;
use std::time::{Duration, Instant};

use platemark::inspect::{Options, inspect};
use proptest::prelude::*;

use super::book::Edit::{Change, Put};
use super::book::{found, good, with};

/// An archive of one member as its directory would have it, which may lie.
fn archive(name: &[u8], packed: &[u8], method: u16, crc: u32, size: u32, copies: u16) -> Vec<u8> {
    let short = |value: usize| u16::try_from(value).unwrap().to_le_bytes();
    let long = |value: usize| u32::try_from(value).unwrap().to_le_bytes();
    let facts = |out: &mut Vec<u8>| {
        out.extend([20, 0, 0, 0]);
        out.extend(method.to_le_bytes());
        out.extend([0; 4]);
        out.extend(crc.to_le_bytes());
        out.extend(long(packed.len()));
        out.extend(size.to_le_bytes());
        out.extend(short(name.len()));
        out.extend([0; 2]);
    };
    let mut out = b"PK\x03\x04".to_vec();
    facts(&mut out);
    out.extend(name);
    out.extend(packed);
    let start = out.len();
    for _ in 0..copies {
        out.extend(b"PK\x01\x02\x14\x00");
        facts(&mut out);
        out.extend([0; 14]);
        out.extend(name);
    }
    let length = out.len() - start;
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(copies.to_le_bytes());
    out.extend(copies.to_le_bytes());
    out.extend(long(length));
    out.extend(long(start));
    out.extend([0; 2]);
    out
}

fn codes(book: &[u8]) -> Vec<&'static str> {
    let began = Instant::now();
    let found = found(book).into_iter().map(|found| found.0).collect();
    assert!(began.elapsed() < Duration::from_secs(20), "an answer comes soon");
    found
}

#[test]
fn archives_that_lie_are_refused() {
    let zeros = {
        use std::io::Write;
        let mut encoder =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(&vec![0; 64 << 20]).unwrap();
        encoder.finish().unwrap()
    };
    let bomb = archive(b"EPUB/a.xhtml", &zeros, 8, 0, 64 << 20, 1);
    assert!(codes(&bomb).contains(&"E006"), "a member that unpacks to a thousand times its size");
    let liar = archive(b"META-INF/container.xml", &zeros, 8, 0, 100, 1);
    assert!(codes(&liar).contains(&"E002"), "a member that unpacks to more than it says");
    let shared = archive(b"META-INF/container.xml", b"<a/>", 0, 0, 4, 20_000);
    let shared = codes(&shared);
    assert!(shared.contains(&"E002"), "many members of the same bytes");
    assert!(shared.contains(&"E005"), "all of one name");
    let many = archive(b"a", b"", 0, 0, 0, 60_000);
    assert!(codes(&many).contains(&"E002"), "more entries than are read");
    let cut = &good()[..good().len() - 30];
    assert!(codes(cut).contains(&"E002"), "no directory");
    assert!(codes(b"PK\x05\x06").contains(&"E002"), "only the beginning of an end");
}

#[test]
fn texts_that_grow_or_nest_are_read_to_a_bound() {
    let deep: &'static [u8] = Box::leak("<div>".repeat(200_000).into_bytes().into_boxed_slice());
    let found = codes(&with(&[Put("EPUB/text/chapter-03.xhtml", deep)]));
    assert!(found.contains(&"E008"), "elements within one another: {found:?}");
    let laughs = "<!DOCTYPE html [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>\
                  <!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>";
    let book = with(&[
        Change("EPUB/text/chapter-03.xhtml", "<!DOCTYPE html>", laughs),
        Change("EPUB/text/chapter-03.xhtml", "In the third", "&c;&c;&c;In the third"),
    ]);
    assert!(codes(&book).contains(&"E009"), "entities that grow");
    let braces: &'static [u8] = Box::leak("a{".repeat(500_000).into_bytes().into_boxed_slice());
    codes(&with(&[Put("EPUB/style.css", braces)]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever is done to a book, there is an answer.
    #[test]
    fn any_bytes_have_an_answer(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        late in any::<bool>(),
    ) {
        let mut book = good().to_vec();
        // The directory and the texts stand at the end; pictures would take most of the flips.
        let from = if late { book.len() * 9 / 10 } else { 0 };
        for (at, byte) in flips {
            let at = from + at.index(book.len() - from);
            book[at] ^= byte;
        }
        if let Some(cut) = cut {
            book.truncate(cut.index(book.len()));
        }
        inspect(&mut Cursor::new(&book), "book.epub", &Options::default()).unwrap();
    }

    /// Texts that are nearly right reach every rule.
    #[test]
    fn any_text_has_an_answer(
        changes in prop::collection::vec((any::<prop::sample::Index>(), ".{0,4}"), 1..12),
        file in 0_usize..5,
    ) {
        let file = ["EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/style.css", "EPUB/toc.ncx",
            "EPUB/text/chapter-01.xhtml"][file];
        let book = super::book::edited(file, &|text| {
            let mut text: Vec<char> = text.chars().collect();
            for (at, new) in &changes {
                let at = at.index(text.len().max(1)).min(text.len());
                let end = (at + 2).min(text.len());
                text.splice(at..end, new.chars());
            }
            text.into_iter().collect()
        });
        inspect(&mut Cursor::new(&book), "book.epub", &Options::default()).unwrap();
    }
}
