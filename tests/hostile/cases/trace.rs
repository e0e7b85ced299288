//! Files that turned up, made so that `trace` hangs, eats memory or names somebody; and ledgers
//! that somebody changed.
//!
//! The ledger is a real one, made once by the program itself, and has two thousand copies more:
//! what takes long for each copy shows. One photograph is marked, so that pictures are looked at.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::os::unix::fs::symlink;
use std::process::Command;
use std::sync::OnceLock;

use platemark::copies::Key;
use rusqlite::{Connection, params};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::Cases;
use crate::bytes::{self, JPEG};
use crate::scratch::Scratch;

/// Copies of the ledger.
const COPIES: u32 = 2_000;

pub(super) fn add(cases: &mut Cases) {
    books(cases);
    pages(cases);
    pictures(cases);
    others(cases);
    ledgers(cases);
}

/// A ledger, and two copies that it knows.
struct Known {
    ledger: Vec<u8>,
    epub: Vec<u8>,
    pdf: Vec<u8>,
}

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let scratch = Scratch::with(&[]);
        let sentence = "In the spring a chair maker soaked a goatskin and pulled it over a rim. ";
        let chapter = |at: usize| format!("# Chapter {at}\n\n{}\n\n", sentence.repeat(60));
        let text: String = (1..20).map(chapter).collect();
        scratch.write("kit/manuscript.md", format!("{text}\n\n![A quay](a.jpg \"A quay.\")\n").as_bytes());
        scratch.write("kit/kit.yaml", b"title: Tide\nlang: en\nstatus: public\n");
        scratch.write("kit/images/a.jpg", JPEG);
        scratch.write("list.csv", b"name,email\nRosa,rosa@a.example\n");
        scratch.write("key", &[7; 32]);
        let arguments = ["copies", "kit", "--for", "list.csv", "--key", "key", "--mark-photos"];
        let mut command = Command::new(env!("CARGO_BIN_EXE_platemark"));
        let made = command.args(arguments).current_dir(scratch.path()).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let path = scratch.path().join("kit/copies.sqlite");
        let db = Connection::open(&path).unwrap();
        db.execute_batch("BEGIN").unwrap();
        let key = Key::new(&[9; 32]).unwrap();
        for at in 0..COPIES {
            let mark = key.mark(&[1; 32], &format!("r{at}@b.example"), 0, None);
            let changes = "INSERT INTO copies SELECT ?1, ?2, edition, ?3, 0, name, outlet, language, \
                format, note, epub_hash, epub_size, pdf_hash, pdf_size, made, forced, revoked \
                FROM copies WHERE email = 'rosa@a.example'";
            let email = format!("r{at}@b.example");
            db.execute(changes, params![mark.code.to_string(), mark.pattern.0, email]).unwrap();
        }
        db.execute_batch("COMMIT").unwrap();
        drop(db);
        let names = scratch.names("kit/output/copies");
        let book = |end: &str| {
            let name = names.iter().find(|name| name.ends_with(end)).unwrap();
            scratch.read(&format!("kit/output/copies/{name}"))
        };
        Known { ledger: scratch.read("kit/copies.sqlite"), epub: book("epub"), pdf: book("pdf") }
    })
}

impl Cases {
    /// A file that turned up.
    fn turned_up(&mut self, name: &str, make: impl Fn() -> Vec<u8> + Sync + 'static) {
        self.run(name, &["trace", "found"], move |kit| {
            kit.write("kit/copies.sqlite", &known().ledger);
            kit.write("kit/found", &make());
        });
    }
}

/// An archive of these files, packed.
fn archive<'n>(files: impl IntoIterator<Item = (&'n str, Vec<u8>)>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(name, packed).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn html(body: &str) -> Vec<u8> {
    format!("<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{body}</p></body></html>").into()
}

fn books(cases: &mut Cases) {
    let one = |cases: &mut Cases, name: &str, make: fn() -> Vec<u8>| {
        cases.turned_up(name, move || archive([("OEBPS/text/a.xhtml", make())]));
    };
    one(cases, "trace-epub-empty-text", Vec::new);
    one(cases, "trace-epub-deep", || html(&"<b>".repeat(500_000)));
    one(cases, "trace-epub-open-tags", || html(&"<".repeat(4 << 20)));
    one(cases, "trace-epub-quotes", || html(&"<p id=\"p-".repeat(500_000)));
    one(cases, "trace-epub-ids", || {
        let id = |at: usize| format!("<p id=\"p-{}\"/>", letters(at));
        html(&(0..300_000).map(id).collect::<String>())
    });
    one(cases, "trace-epub-gaps", || html(&"a ".repeat(3 << 20)));
    one(cases, "trace-epub-hyphens", || html(&"K7Q2M-".repeat(1 << 20)));
    one(cases, "trace-epub-entities", || {
        let mut out = "<!DOCTYPE html [<!ENTITY a0 'aaaaaaaaaa'>".to_owned();
        for at in 1..30 {
            let last = at - 1;
            write!(out, "<!ENTITY a{at} '&a{last};&a{last};&a{last};'>").unwrap();
        }
        (out + "]><html><body>&a29;</body></html>").into()
    });
    cases.turned_up("trace-epub-bomb", || archive([("a.xhtml", vec![b' '; 200 << 20])]));
    cases.turned_up("large-trace-epub-texts", || {
        let text = html(&"in the spring a maker soaked ".repeat(250_000));
        archive(
            ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
                .map(|name| (name, text.clone()))
                .map(|(name, text)| {
                    (Box::leak(format!("{name}.xhtml").into_boxed_str()) as &str, text)
                }),
        )
    });
    cases.turned_up("trace-epub-metadata", || {
        let text = "0123456789abcdef".repeat(480 << 10);
        archive(
            ["a.opf", "b.opf", "c.opf", "d.ncx", "e.ncx"].map(|name| (name, text.clone().into())),
        )
    });
    cases.turned_up("trace-epub-manifest", || {
        let item = |at: usize| format!("<item href='{}.xhtml'/>\n", letters(at));
        archive([("a.opf", (0..200_000).map(item).collect::<String>().into())])
    });
    cases.turned_up("trace-epub-entries", || {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..49_000 {
            zip.start_file(format!("{at}.xhtml"), SimpleFileOptions::default()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    });
    cases.turned_up("trace-epub-overlap", || overlapping(20_000));
    cases.turned_up("trace-epub-nested", || {
        let inner = (0..6).fold(known().epub.clone(), |book, _| archive([("a.xhtml", book)]));
        archive([("inner.epub", inner)])
    });
    for (name, part) in [("trace-epub-head-alone", 40), ("trace-epub-cut", 1_000)] {
        cases.turned_up(name, move || known().epub[..part].to_vec());
    }
    cases.turned_up("trace-epub-headers-alone", || b"PK\x03\x04".repeat(1 << 20));
}

/// The name that a number has in letters.
fn letters(mut at: usize) -> String {
    let mut name = String::new();
    for _ in 0..7 {
        name.push(char::from(b'a' + u8::try_from(at % 26).unwrap()));
        at /= 26;
    }
    name
}

/// An archive whose directory names one packed text thousands of times.
fn overlapping(times: usize) -> Vec<u8> {
    let book = archive([("a.xhtml", html(&"spring ".repeat(400_000)))]);
    let end = book.len() - 22;
    let start = u32::from_le_bytes(book[end + 16..end + 20].try_into().unwrap()) as usize;
    let entry = &book[start..end];
    let mut out = book[..start].to_vec();
    let count = u16::try_from(times).unwrap().to_le_bytes();
    out.extend(entry.repeat(times));
    let length = u32::try_from(entry.len() * times).unwrap().to_le_bytes();
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend(length);
    out.extend(u32::try_from(start).unwrap().to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A PDF of these objects, the first of them its catalogue, with its table left to be found.
fn pdf(objects: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    for (number, object) in objects {
        out.extend(format!("{number} 0 obj\n").into_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    out.extend(b"trailer\n<</Root 1 0 R>>\n%%EOF\n");
    out
}

fn stream(dict: &str, bytes: &[u8]) -> Vec<u8> {
    let packed = bytes::deflated(bytes);
    let head = format!("<<{dict}/Filter/FlateDecode/Length {}>>\nstream\n", packed.len());
    [head.as_bytes(), &packed, b"\nendstream"].concat()
}

/// A PDF of pages that all show one content, and more objects.
fn shown(pages: usize, content: &[u8], resources: &str, more: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let kids: String = (0..pages).map(|at| format!("{} 0 R ", 100 + at)).collect();
    let page = format!("<</Type/Page/Contents 3 0 R/Resources<<{resources}>>>>");
    let mut objects = vec![
        (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
        (
            2,
            format!("<</Type/Pages/MediaBox[0 0 595 842]/Count {pages}/Kids[{kids}]>>")
                .into_bytes(),
        ),
        (3, stream("", content)),
    ];
    objects.extend((100..).take(pages).map(|number| (number, page.clone().into_bytes())));
    objects.extend_from_slice(more);
    pdf(&objects)
}

const FONT: &str = "/Font<</F 9 0 R>>";

fn font(map: &str) -> Vec<(u32, Vec<u8>)> {
    vec![
        (9, b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+A/ToUnicode 10 0 R>>".to_vec()),
        (10, stream("", map.as_bytes())),
    ]
}

fn pages(cases: &mut Cases) {
    cases.turned_up("trace-pdf-head-alone", || b"%PDF-1.7".to_vec());
    for (name, part) in [("trace-pdf-cut-early", 20), ("trace-pdf-cut", 3_000)] {
        cases.turned_up(name, move || known().pdf[..part].to_vec());
    }
    cases.turned_up("trace-pdf-operators", || {
        shown(1, &b"BT/F 1 Tf(a)Tj ".repeat(1 << 20), FONT, &font(""))
    });
    cases.turned_up("trace-pdf-starts-on-many-pages", || {
        let place = |at: usize| format!("BT 1 0 0 1 {} {} Tm()Tj ", at % 500, at / 50);
        shown(3_000, (0..40_000).map(place).collect::<String>().as_bytes(), "", &[])
    });
    cases.turned_up("trace-pdf-many-pages", || {
        let place = |at: usize| format!("BT 1 0 0 1 72 {} Tm()Tj ", 700 - at * 14);
        shown(20_000, (0..40).map(place).collect::<String>().as_bytes(), "", &[])
    });
    cases.turned_up("trace-pdf-starts-in-one-place", || {
        shown(400, &b"BT 1 0 0 1 72 700 Tm()Tj ".repeat(900), "", &[])
    });
    cases.turned_up("trace-pdf-no-size", || {
        shown(
            5,
            b"BT 1 0 0 1 1e308 1e308 Tm()Tj 1e300 0 0 1e300 0 0 cm BT()Tj ",
            "/MediaBox[0 0 0 0]",
            &[],
        )
    });
    cases.turned_up("trace-pdf-numbers", || shown(1, &b"1 ".repeat(20 << 20), "", &[]));
    cases.turned_up("trace-pdf-states", || shown(1, &b"q ".repeat(10 << 20), "", &[]));
    cases.turned_up("trace-pdf-bomb", || shown(40, &vec![b' '; 60 << 20], "", &[]));
    cases.turned_up("trace-pdf-texts-of-letters", || {
        let map = format!("1 beginbfchar<61><{}>endbfchar", "0061".repeat(16_000));
        shown(1, format!("BT/F 1 Tf({})Tj", "a".repeat(1 << 20)).as_bytes(), FONT, &font(&map))
    });
    cases.turned_up("trace-pdf-fonts-in-the-page", || {
        let fonts: String = (0..50_000).map(|at| format!("/F{at} 9 0 R")).collect();
        shown(20, &b"/F0 1 Tf /F1 1 Tf ".repeat(200_000), &format!("/Font<<{fonts}>>"), &font(""))
    });
    cases.turned_up("trace-pdf-direct-font", || {
        let own = "/Font<</F<</Type/Font/Subtype/Type0/Encoding/Identity-H>>>>";
        shown(1, &b"/F 1 Tf ".repeat(2 << 20), own, &[])
    });
    cases.turned_up("trace-pdf-maps", || {
        let ranges: String = (0..65_536).map(|at| format!("<{at:04x}><{at:04x}><0061>")).collect();
        let map = format!("1 beginbfrange{ranges}endbfrange");
        let mut more = vec![(50_000, stream("", map.as_bytes()))];
        let fonts: String = (0..500).map(|at| format!("/F{at} {} 0 R", 40_000 + at)).collect();
        let content: String = (0..500).map(|at| format!("/F{at} 1 Tf ")).collect();
        let own = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 50000 0 R>>";
        more.extend((40_000..40_500).map(|number| (number, own.as_bytes().to_vec())));
        more.push((60_000, vec![b' '; 2 << 20]));
        shown(1, content.as_bytes(), &format!("/Font<<{fonts}>>"), &more)
    });
    cases.turned_up("trace-pdf-forms-in-themselves", || {
        let own = stream(
            "/Subtype/Form/Resources<</XObject<</X 20 0 R/Y 20 0 R>>>>",
            b"/X Do /Y Do /X Do",
        );
        shown(1, b"/X Do /Y Do", "/XObject<</X 20 0 R/Y 20 0 R>>", &[(20, own)])
    });
    cases.turned_up("trace-pdf-page-tree-loop", || {
        pdf(&[
            (1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec()),
            (2, format!("<</Type/Pages/Kids[{}]>>", "2 0 R 3 0 R ".repeat(100_000)).into_bytes()),
            (3, b"<</Type/Pages/Kids[2 0 R 3 0 R]>>".to_vec()),
        ])
    });
    cases.turned_up("trace-pdf-xref-loop", || {
        let mut out =
            b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Prev 9>>\n".to_vec();
        out.extend(b"startxref\n9\n%%EOF\n");
        out
    });
    cases.turned_up("trace-pdf-object-streams", || {
        let packed = stream("/Type/ObjStm/N 4000000/First 16000000", &b"1 0 ".repeat(4_000_000));
        let mut objects = vec![(1, b"<</Type/Catalog/Pages 2 0 R>>".to_vec())];
        objects.push((2, b"<</Type/Pages/Kids[11 0 R 12 0 R 13 0 R 14 0 R]>>".to_vec()));
        objects.extend((20..24).map(|number| (number, packed.clone())));
        pdf(&objects)
    });
    cases.turned_up("trace-pdf-metadata", || {
        let packet =
            stream("/Type/Metadata/Subtype/XML", "0123456789abcdef".repeat(3 << 20).as_bytes());
        pdf(&[
            (1, b"<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R>>".to_vec()),
            (2, b"<</Type/Pages/Kids[]>>".to_vec()),
            (3, packet),
        ])
    });
    cases.turned_up("large-trace-pdf-pictures", || {
        let picture = [
            format!("<</Type/XObject/Subtype/Image/Width 90/Height 60/Filter/DCTDecode/Length {}>>\nstream\n", JPEG.len()).as_bytes(),
            JPEG,
            b"\nendstream",
        ].concat();
        let names: String = (0..600).map(|at| format!("/X{at} {} 0 R", 40_000 + at)).collect();
        let content: String = (0..600).map(|at| format!("/X{at} Do ")).collect();
        let more: Vec<(u32, Vec<u8>)> = (40_000..40_600).map(|number| (number, picture.clone())).collect();
        shown(1, content.as_bytes(), &format!("/XObject<<{names}>>"), &more)
    });
}

fn pictures(cases: &mut Cases) {
    cases.turned_up("trace-picture-cut", || JPEG[..JPEG.len() / 2].to_vec());
    cases.turned_up("trace-picture-absurd-jpeg", || {
        bytes::jpeg_frame(|frame| frame[1..5].copy_from_slice(&[0xff; 4]))
    });
    cases.turned_up("trace-picture-absurd-png", || {
        let head = bytes::ihdr(u32::MAX >> 1, u32::MAX >> 1, 8, 2);
        bytes::png(&[(b"IHDR", &head), (b"IDAT", &bytes::deflated(b"")), (b"IEND", b"")])
    });
    cases.turned_up("trace-picture-no-size", || bytes::jpeg_frame(|frame| frame[1..5].fill(0)));
    cases.turned_up("trace-picture-inks", || {
        include_bytes!("../../corpus/photos/cmyk.jpg").to_vec()
    });
    cases.turned_up("large-trace-picture-of-6000-pixels", || bytes::plain_png(6_000, 8, 2, &[]));
    cases.turned_up("large-trace-picture-of-16-bits", || bytes::plain_png(5_000, 16, 6, &[]));
    cases.turned_up("trace-picture-of-16000-pixels", || bytes::plain_png(16_000, 1, 0, &[]));
    cases.turned_up("trace-picture-one-pixel", || bytes::plain_png(1, 8, 2, &[]));
    cases.turned_up("trace-picture-drawing", || bytes::SVG.as_bytes().to_vec());
    cases.turned_up("large-trace-epub-pictures", || {
        let picture = bytes::plain_png(7_000, 8, 0, &[]);
        let names: Vec<String> = (0..60).map(|at| format!("{at}.png")).collect();
        archive(names.iter().map(|name| (name.as_str(), picture.clone())))
    });
}

fn others(cases: &mut Cases) {
    cases.turned_up("trace-empty", Vec::new);
    cases.turned_up("trace-noise", || {
        (0..3_000_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
    });
    cases.turned_up("trace-zeros", || vec![0; 20 << 20]);
    cases.turned_up("trace-text-huge", || "In the spring 0123A-BCDEF ".repeat(1 << 20).into());
    cases.turned_up("trace-text-one-word", || vec![b'-'; 9 << 20]);
    cases
        .turned_up("trace-text-not-utf8", || b"Gr\xfc\xdfe AAAAA-AAAAA \xff\xfe\xc3".repeat(1_000));
    cases.turned_up("trace-text-utf16", || {
        let units = "\u{feff}Review copy AAAAA-AAAAB for".encode_utf16();
        units.flat_map(u16::to_le_bytes).chain([0xd8]).collect()
    });
    cases.run("trace-nothing", &["trace"], |_| {});
    cases.run("trace-not-there", &["trace", "found"], with_ledger);
    cases.run("trace-folder", &["trace", "."], with_ledger);
    cases.run("trace-device", &["trace", "/dev/zero"], with_ledger);
    cases.run("trace-random-device", &["trace", "/dev/urandom"], with_ledger);
    cases.run("trace-pipe", &["trace", "pipe"], |kit| {
        with_ledger(kit);
        let made = Command::new("mkfifo").arg(kit.path().join("kit/pipe")).status().unwrap();
        assert!(made.success(), "a pipe");
    });
    cases.run("trace-link-to-itself", &["trace", "found"], |kit| {
        with_ledger(kit);
        symlink("found", kit.path().join("kit/found")).unwrap();
    });
    cases.run("trace-code-of-nothing", &["trace", "--code", ""], with_ledger);
    cases.run(
        "trace-code-with-controls",
        &["trace", "--code", "\u{1b}[31mAAAAA\n\u{202e}"],
        with_ledger,
    );
    cases.run(
        "trace-code-long",
        &["trace", "--code", Box::leak("A".repeat(100_000).into_boxed_str())],
        with_ledger,
    );
    cases.run("trace-code-of-nobody", &["trace", "--code", "K7Q2M-9XR4Z"], with_ledger);
}

fn with_ledger(kit: &Scratch) {
    kit.write("kit/copies.sqlite", &known().ledger);
}

fn ledgers(cases: &mut Cases) {
    let bytes = |cases: &mut Cases, name: &str, make: fn() -> Vec<u8>| {
        cases.run(name, &["trace", "found"], move |kit| {
            kit.write("kit/found", b"Review copy");
            kit.write("kit/copies.sqlite", &make());
        });
    };
    bytes(cases, "trace-ledger-empty", Vec::new);
    bytes(cases, "trace-ledger-text", || b"name,email\nRosa,rosa@a.example\n".repeat(100));
    bytes(cases, "trace-ledger-cut", || known().ledger[..known().ledger.len() / 2].to_vec());
    bytes(cases, "trace-ledger-broken", || {
        let mut ledger = known().ledger.clone();
        for byte in ledger.iter_mut().skip(200).step_by(97) {
            *byte ^= 0x55;
        }
        ledger
    });
    let changed = |cases: &mut Cases, name: &str, sql: &'static str| {
        cases.run(name, &["trace", "found"], move |kit| {
            with_ledger(kit);
            kit.write("kit/found", &known().pdf[..9_000]);
            let db = Connection::open(kit.path().join("kit/copies.sqlite")).unwrap();
            db.execute_batch(sql).unwrap();
        });
    };
    changed(cases, "trace-ledger-newer", "PRAGMA user_version = 2");
    changed(
        cases,
        "trace-ledger-other-database",
        "DROP TABLE copies; DROP TABLE editions; PRAGMA user_version = 0; CREATE TABLE a (b)",
    );
    changed(cases, "trace-ledger-no-table", "DROP TABLE copies");
    changed(cases, "trace-ledger-no-chart", "UPDATE editions SET chart = x''");
    changed(
        cases,
        "trace-ledger-noise-for-a-chart",
        "UPDATE editions SET chart = CAST(x'01' || randomblob(2000000) AS BLOB)",
    );
    changed(cases, "trace-ledger-huge-chart", "UPDATE editions SET chart = zeroblob(200000000)");
    changed(
        cases,
        "trace-ledger-ids-without-end",
        "UPDATE editions SET chart = x'0100000000ffffffff00000000000000000000000000'",
    );
    changed(cases, "trace-ledger-short-pattern", "UPDATE copies SET pattern = x'00'");
    changed(cases, "trace-ledger-no-code", "UPDATE copies SET code = 'nobody' || rowid");
    changed(cases, "trace-ledger-no-editions", "PRAGMA foreign_keys = OFF; DELETE FROM editions");
    changed(cases, "trace-ledger-no-copies", "DELETE FROM copies");
    changed(
        cases,
        "trace-ledger-view-without-end",
        "ALTER TABLE copies RENAME TO c; CREATE VIEW copies AS WITH RECURSIVE \
        n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT c.* FROM n, c",
    );
    cases.run("trace-ledger-folder", &["trace", "--ledger", ".", "manuscript.md"], |_| {});
    cases.run("trace-ledger-device", &["trace", "--ledger", "/dev/zero", "manuscript.md"], |_| {});
    cases.run("trace-ledger-not-there", &["trace", "manuscript.md"], |_| {});
}
