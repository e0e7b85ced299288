//! Damaged and hostile files end in an answer, in bounded time and memory.

use std::io::Write;

use proptest::prelude::*;

use super::surgery::{Patient, replaced};
use super::{inspect, note};

fn codes(bytes: &[u8]) -> Vec<&'static str> {
    inspect(bytes).iter().map(|found| found.code.id()).collect()
}

/// A file of some objects, the first of which is the catalogue.
fn file(objects: &[&str]) -> Vec<u8> {
    let objects: Vec<Vec<u8>> = objects.iter().map(|text| text.as_bytes().to_vec()).collect();
    file_of(&objects)
}

fn file_of(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(out.len());
        out.extend(format!("{number} 0 obj\n").into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    let size = objects.len() + 1;
    out.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").into_bytes(),
    );
    out
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("<<{dict}/Length {}>>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream"].concat()
}

#[test]
fn a_small_good_file_is_read() {
    let found = codes(&file(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
    ]));
    assert_eq!(found, ["D004", "D005", "D007", "D006"], "no tags, language, title");
}

#[test]
fn broken_tables_are_made_anew() {
    let clean = inspect(note());
    assert!(clean.is_empty(), "the good book is clean");
    let plain = Patient::open(note()).close();
    for (what, bytes) in [
        ("no table", replaced(&plain, "startxref", "startxxxx")),
        ("a table that stands elsewhere", replaced(&plain, "startxref\n", "startxref\n9")),
        ("the end cut off", plain[..plain.len() - 200].to_vec()),
        ("bytes before the file", [b"%PDF-1.7\n% filling \n".as_slice(), &plain].concat()),
        ("the packed file without its table", replaced(note(), "startxref", "startxxxx")),
    ] {
        assert_eq!(codes(&bytes), ["D001"], "{what}: the rest is read as before");
    }
}

#[test]
fn what_holds_no_page_is_told() {
    for bytes in [
        &b"%PDF-1.7\n"[..],
        b"%PDF-1.7\ntrailer<</Root 1 0 R>>startxref 0",
        &[b"%PDF-".as_slice(), &[0xFF; 3000]].concat(),
    ] {
        assert_eq!(codes(bytes), ["D001"], "no page");
    }
}

#[test]
fn loops_end() {
    let catalog = "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R/Outlines 6 0 R/PageLabels 7 0 R\
                   /Names<</Dests 7 0 R/EmbeddedFiles 7 0 R>>/MarkInfo<</Marked true>>>>";
    let found = codes(&file(&[
        catalog,
        "<</Type/Pages/Kids[2 0 R 3 0 R 3 0 R 2 0 R]/Count 99999999/Parent 2 0 R>>",
        "<</Type/Page/Parent 3 0 R/Contents 8 0 R/Resources<</XObject<</X 8 0 R>>>>>>",
        "<</K 5 0 R/RoleMap<</A/B/B/A>>>>",
        "<</S/A/K[5 0 R 5 0 R]/P 5 0 R>>",
        "<</First 6 0 R/Next 6 0 R/Title(a)/Dest[3 0 R/Fit]>>",
        "<</Kids[7 0 R 7 0 R]/Nums[0 9 0 R]>>",
        "<</Subtype/Form/Length 5/Filter 9 0 R>>\nstream\n/X Do\nendstream",
        "9 0 R",
    ]));
    assert!(found.contains(&"D018") && found.contains(&"D030"), "loops are told: {found:?}");
}

#[test]
fn forms_that_draw_one_another_end() {
    // Sixteen forms, each of which draws the next one twenty times over.
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>".to_vec(),
    ];
    for form in 4..20 {
        let dict = format!("/Subtype/Form/Resources<</XObject<</X {} 0 R>>>>", form + 1);
        objects.push(stream(&dict, "/X Do ".repeat(20).as_bytes()));
    }
    let found = codes(&file_of(&objects));
    assert!(found.contains(&"D002"), "the limit is told: {found:?}");
}

#[test]
fn bombs_are_not_unpacked() {
    let zeros = deflated(&vec![b' '; 40 << 20]);
    let twice = deflated(&zeros);
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        [b"<</Type/Page/Contents[".as_slice(), "4 0 R ".repeat(2000).as_bytes(), b"]>>"].concat(),
        stream("/Filter[/FlateDecode/FlateDecode]", &twice),
    ];
    let found = codes(&file_of(&objects));
    assert!(found.contains(&"D002"), "the limit is told: {found:?}");
}

#[test]
fn deep_nesting_and_great_numbers_end() {
    let open = "[".repeat(200_000);
    let dicts = "<</A".repeat(100_000);
    let found = codes(&file(&[
        "<</Type/Catalog/Pages 2 0 R/Lang(en)>>",
        "<</Type/Pages/Kids[3 0 R]/Count 4294967297>>",
        "<</Type/Page/Contents 99999999999999999999 0 R/MediaBox[1e9 -9999999999999999999 .. --]>>",
        &open,
        &dicts,
    ]));
    assert!(!found.is_empty(), "an answer");
    let content = format!("{open} {dicts} {} BT /F 1e9 Tf ET", "q BMC BT ".repeat(50_000));
    let found = codes(&file_of(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]>>".to_vec(),
        b"<</Type/Page/Contents 4 0 R>>".to_vec(),
        stream("", content.as_bytes()),
    ]));
    assert!(!found.is_empty(), "an answer");
}

/// One kind of damage.
#[derive(Debug, Clone)]
enum Damage {
    Flip(Vec<(prop::sample::Index, u8)>),
    Digits(Vec<(prop::sample::Index, u8)>),
    Cut(prop::sample::Index),
    Drop(prop::sample::Index, usize),
    Splice(prop::sample::Index, prop::sample::Index, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    use prop::collection::vec;
    let place = any::<prop::sample::Index>;
    prop_oneof![
        vec((place(), any::<u8>()), 1..30).prop_map(Damage::Flip),
        vec((place(), b'0'..=b'9'), 1..40).prop_map(Damage::Digits),
        place().prop_map(Damage::Cut),
        (place(), 1..4000_usize).prop_map(|(at, length)| Damage::Drop(at, length)),
        (place(), place(), 1..4000_usize)
            .prop_map(|(from, to, length)| Damage::Splice(from, to, length)),
    ]
}

fn damaged(bytes: &[u8], damage: &Damage) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let part = |at: usize, length: usize| at..(at + length).min(bytes.len());
    match damage {
        Damage::Flip(places) => {
            for (at, with) in places {
                out[at.index(bytes.len())] ^= with;
            }
        }
        Damage::Digits(places) => {
            for (at, digit) in places {
                let from = at.index(bytes.len());
                let at = out[from..].iter().position(u8::is_ascii_digit);
                out[from + at.unwrap_or(0)] = *digit;
            }
        }
        Damage::Cut(at) => out.truncate(at.index(bytes.len())),
        Damage::Drop(at, length) => drop(out.drain(part(at.index(bytes.len()), *length))),
        Damage::Splice(from, to, length) => {
            let piece = bytes[part(from.index(bytes.len()), *length)].to_vec();
            let to = to.index(bytes.len());
            out.splice(to..to, piece);
        }
    }
    out
}

/// The same book as it is written, with all streams unpacked, and with a classic table.
fn kinds() -> &'static [Vec<u8>; 3] {
    static KINDS: std::sync::OnceLock<[Vec<u8>; 3]> = std::sync::OnceLock::new();
    KINDS.get_or_init(|| {
        let mut unpacked = Patient::open(note());
        unpacked.0.decompress();
        [note().to_vec(), unpacked.close(), Patient::open(note()).close()]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damaged_books_end_in_an_answer(kind in 0..3_usize, damages in prop::collection::vec(damage(), 1..4)) {
        let bytes = damages.iter().fold(kinds()[kind].clone(), |bytes, damage| {
            if bytes.is_empty() { bytes } else { damaged(&bytes, damage) }
        });
        let found = inspect(&bytes);
        prop_assert!(found.iter().all(|found| !found.message.is_empty()), "every finding speaks");
    }
}
