//! What is fuzzed: bytes into each parser of ours, and what must hold after it.
//!
//! Bytes come in; nothing goes out but a panic. `tests/fuzz/fuzz.rs` runs these under
//! libFuzzer, `tests/hostile/fuzz.rs` with the corpus and with seeded mutations of it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::Cursor;
use std::path::PathBuf;

use platemark::base::{Severity, Sources};
use platemark::copies::Chart;
use platemark::copies::trace::Marks;
use platemark::epub::Paper;
use platemark::font::Face;
use platemark::kit::Kit;
use platemark::{Build, epub, image, inspect, pdf};

/// Takes any bytes, and panics if what must hold does not.
pub type Target = fn(&[u8]);

/// Every target and its name, which is also that of its folder in `corpus/`.
pub const TARGETS: [(&str, Target); 11] = [
    ("manuscript", manuscript),
    ("metadata", metadata),
    ("caption", caption),
    ("books", books),
    ("photo", photo),
    ("embedded", embedded),
    ("svg", svg),
    ("font", font),
    ("archive", archive),
    ("epub", ebook),
    ("pdf", document),
];

/// The folder of this file.
pub fn folder() -> PathBuf {
    let package = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let inside = package.join("tests/fuzz");
    if inside.is_dir() { inside } else { package }
}

thread_local! {
    static KIT: RefCell<Kit> =
        RefCell::new(Kit::open(&folder().join("kit"), None).expect("the kit to begin with"));
}

/// Calls `then` with a kit of these texts.
fn with_kit(text: &[u8], metadata: Option<&[u8]>, then: impl FnOnce(&Kit)) {
    KIT.with_borrow_mut(|kit| {
        kit.sources = Sources::default();
        // What `kit` makes of the ends of lines and of NUL, the texts never hold.
        let clean = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes).replace('\r', "\n").replace('\0', "\u{fffd}")
        };
        kit.manuscript = kit.sources.add("manuscript.md", clean(text));
        kit.metadata = metadata.map(|yaml| kit.sources.add("kit.yaml", clean(yaml)));
        then(kit);
    });
}

/// A manuscript, front matter and all.
fn manuscript(data: &[u8]) {
    with_kit(data, None, |kit| drop(platemark::read::read(kit, &[])));
}

/// The metadata file.
fn metadata(data: &[u8]) {
    with_kit(b"# One\n\nText.\n", Some(data), |kit| drop(platemark::draft(kit)));
}

/// The caption of a photograph, that of a group, and the properties after them.
fn caption(data: &[u8]) {
    let parts = data.splitn(2, |byte| *byte == b'\n');
    let parts: Vec<String> = parts.map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    let (title, more) = (&parts[0], parts.get(1).map_or("", |part| part));
    let title = title.replace('\\', "\\\\").replace('"', "\\\"");
    let text = format!(
        "![A](images/photo.jpg \"{title}\")\n\n![B](images/photo.jpg)\n![C](images/drawing.svg)\n{more}\n"
    );
    with_kit(text.as_bytes(), None, |kit| drop(platemark::read::read(kit, &[])));
}

/// A whole build; the books must pass `check`.
fn books(data: &[u8]) {
    with_kit(data, None, |kit| {
        let Build { draft, pages, diagnostics } = platemark::build(kit);
        if diagnostics.iter().any(|found| found.severity == Severity::Error) {
            return;
        }
        let photos = draft.photos(kit);
        let mut out = Cursor::new(Vec::new());
        let options = pdf::Options { standard: pdf::Standard::Ua1 };
        if pdf::write(&options, &pages, &draft.fonts, &photos, &mut out).is_ok() {
            passes(out);
        }
        let mut out = Cursor::new(Vec::new());
        let paper = Paper { starts: &pages.starts, cover: None };
        let (document, design) = (&draft.document, &draft.design);
        if epub::write(document, &paper, design, &draft.fonts, &photos, &mut out).is_ok() {
            passes(out);
        }
    });
}

/// Fails if a book of ours has an error that is ours.
fn passes(mut book: Cursor<Vec<u8>>) {
    let found = inspect::inspect(&mut book, "book", &inspect::Options::default());
    let ours = ["E002", "E004", "E007", "E013", "E014", "E015", "E016", "D001", "D004", "D026"];
    for found in found.expect("memory can be read").diagnostics {
        let is_ours = found.severity == Severity::Error && ours.contains(&found.code.id());
        assert!(!is_ours, "{}: {}", found.code, found.message);
    }
}

/// A photograph: its facts, and if it is small its pixels.
fn photo(data: &[u8]) {
    let Ok(facts) = image::facts(data) else { return };
    if u64::from(facts.width) * u64::from(facts.height) < 40_000
        && facts.format != image::Format::Svg
    {
        drop(image::survey(data, &facts));
        drop(image::for_epub(data, &facts, 100));
        drop(image::for_pdf(data, &facts, None, image::Tones::Color));
    }
}

/// What a photograph says about itself: the first byte says in which block.
fn embedded(data: &[u8]) {
    const HEADS: [(u8, &[u8]); 4] = [
        (0xe1, b"Exif\0\0"),
        (0xe1, b"http://ns.adobe.com/xap/1.0/\0"),
        (0xed, b"Photoshop 3.0\0"),
        (0xe2, b"ICC_PROFILE\0\x01\x01"),
    ];
    const PLAIN: &[u8] = include_bytes!("kit/images/photo.jpg");
    let Some((which, block)) = data.split_first() else { return };
    let (marker, head) = HEADS[usize::from(*which) % HEADS.len()];
    let block = &block[..block.len().min(60_000)];
    let length = u16::try_from(2 + head.len() + block.len()).expect("it was made to fit");
    let mut file = vec![0xff, 0xd8, 0xff, marker];
    file.extend(length.to_be_bytes());
    file.extend(head);
    file.extend(block);
    file.extend(&PLAIN[2..]);
    if let Ok(facts) = image::facts(&file) {
        drop(image::for_epub(&file, &facts, 100));
    }
}

/// A drawing; what is read must be written as SVG and read again.
fn svg(data: &[u8]) {
    if let Ok(drawing) = image::drawing(data, &[]) {
        drop(image::to_svg(&drawing));
    }
}

/// A font of a kit.
fn font(data: &[u8]) {
    if let Ok(face) = Face::read(Cow::Owned(data.to_vec()), "") {
        let _why = face.obstacle();
        for glyph in 0..64 {
            let _box = face.ink(glyph);
        }
    }
}

fn examine(bytes: Vec<u8>, name: &str) {
    let options = inspect::Options::default();
    let mut book = Cursor::new(bytes);
    drop(inspect::inspect(&mut book, name, &options).expect("memory can be read"));
    // What is left of it, as `trace` reads it.
    let remains =
        inspect::remains(&mut book, inspect::Pictures::Measured).expect("memory can be read");
    assert!(Marks::read(&remains, &Chart::default()).compare(&[]).is_empty(), "nobody is named");
}

/// An ebook as an archive.
fn archive(data: &[u8]) {
    examine(data.to_vec(), "book.epub");
}

/// The files of an ebook: after each line `%%%% NAME` its text.
fn ebook(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut zip = Stored::default();
    zip.file("mimetype", b"application/epub+zip");
    for part in text.split("%%%% ").skip(1).take(30) {
        let (name, content) = part.split_once('\n').unwrap_or((part, ""));
        zip.file(&name[..name.floor_char_boundary(100)], content.as_bytes());
    }
    examine(zip.close(), "book.epub");
}

/// A PDF.
fn document(data: &[u8]) {
    examine(data.to_vec(), "book.pdf");
}

/// A ZIP archive without compression (APPNOTE 4.3).
#[derive(Default)]
struct Stored {
    out: Vec<u8>,
    directory: Vec<u8>,
    files: u16,
}

impl Stored {
    fn file(&mut self, name: &str, content: &[u8]) {
        let at = u32::try_from(self.out.len()).expect("inputs are small");
        let size = u32::try_from(content.len()).expect("inputs are small").to_le_bytes();
        let mut common = vec![20, 0, 0, 8, 0, 0, 0, 0, 33, 0];
        common.extend(crc(content).to_le_bytes());
        common.extend([size, size].concat());
        common.extend(u16::try_from(name.len()).expect("names are short").to_le_bytes());
        common.extend([0, 0]);
        self.out.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), content].concat());
        let tail = [[0; 10].as_slice(), &at.to_le_bytes(), name.as_bytes()].concat();
        self.directory.extend([b"PK\x01\x02\x14\0", common.as_slice(), &tail].concat());
        self.files += 1;
    }

    fn close(mut self) -> Vec<u8> {
        let at = u32::try_from(self.out.len()).expect("inputs are small").to_le_bytes();
        let size = u32::try_from(self.directory.len()).expect("inputs are small").to_le_bytes();
        let files = self.files.to_le_bytes();
        self.out.append(&mut self.directory);
        self.out.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &files, &files].concat());
        self.out.extend([size.as_slice(), &at, &[0, 0]].concat());
        self.out
    }
}

/// The checksum of ZIP (polynomial 0xEDB88320).
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32, byte: &u8| {
        let sum = sum ^ u32::from(*byte);
        (0..8).fold(sum, |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    };
    !bytes.iter().fold(!0, step)
}
