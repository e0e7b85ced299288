//! `check` on the sample kit: silent as it stands, and with mistakes sown into it, one of
//! each rule, every one found at its line.

mod seeds;

use std::fs;
use std::path::Path;
use std::process::Command;

use platemark::base::{Code, Diagnostic, Severity, Sources};

use boon::{Compiler, Schemas};

use crate::diag::{is_of_check, proofs};
use crate::scratch::Scratch;
use seeds::{ALONE, KIT, SEEDS, Seed, TEXT};

fn sown(seeds: &[Seed]) -> Scratch {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kit = Scratch::with(&[]);
    for entry in fs::read_dir(root.join("images")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        kit.write(&format!("images/{name}"), &fs::read(&path).unwrap());
    }
    for entry in fs::read_dir(root.join("tests/corpus/photos")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let (stem, ending) = name.rsplit_once('.').unwrap();
        if ending == "jpg" && !seeds.is_empty() {
            let bytes = fs::read(&path).unwrap();
            kit.write(&format!("images/{name}"), &bytes);
            if stem == "turned" {
                kit.write("images/mirrored.jpg", &mirrored(bytes.clone()));
                kit.write("images/huge.jpg", &padded(&bytes));
                kit.write("images/enlarged.jpg", &with_exif(&bytes, 8));
                kit.write("images/twice.jpg", &with_exif(&bytes, 6));
                kit.write("images/gamut.jpg", &in_adobe_rgb(&bytes));
            }
        }
    }
    for file in [KIT, TEXT] {
        let mut text = fs::read_to_string(root.join(file)).unwrap();
        for seed in seeds.iter().filter(|seed| seed.file == file) {
            assert!(text.contains(seed.old), "{}: `{}` is in {file}", seed.code, seed.old);
            text = text.replacen(seed.old, seed.new, 1);
        }
        kit.write(file, text.as_bytes());
    }
    kit
}

/// The same JPEG with an orientation that only mirrors have.
fn mirrored(mut jpeg: Vec<u8>) -> Vec<u8> {
    let entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6];
    let at = jpeg.windows(entry.len()).position(|bytes| bytes == entry).expect("Exif of `MM`");
    jpeg[at + 9] = 2;
    jpeg
}

/// The same JPEG whose Exif says that 20 by 30 pixels were taken, and that
/// they stand as this number says; it is stored with 48 by 32.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
    tiff.extend([0, 0, 0, 0, 0, 2]);
    tiff.extend([0xA0, 0x02, 0, 3, 0, 0, 0, 1, 0, 20, 0, 0]);
    tiff.extend([0xA0, 0x03, 0, 4, 0, 0, 0, 1, 0, 0, 0, 30]);
    tiff.extend([0; 4]);
    with_tiff(jpeg, &tiff)
}

/// The same JPEG whose Exif says, as cameras do, that its colours are Adobe RGB.
fn in_adobe_rgb(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    tiff.extend([0x87, 0x69, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0]);
    // Neither sRGB nor another space that Exif knows; which one, the next directory says.
    tiff.extend([0, 2, 0xA0, 0x01, 0, 3, 0, 0, 0, 1, 0xFF, 0xFF, 0, 0]);
    tiff.extend([0xA0, 0x05, 0, 4, 0, 0, 0, 1, 0, 0, 0, 56, 0, 0, 0, 0]);
    tiff.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 4, b'R', b'0', b'3', 0, 0, 0, 0, 0]);
    with_tiff(jpeg, &tiff)
}

/// The same JPEG with other Exif.
fn with_tiff(jpeg: &[u8], tiff: &[u8]) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8, 0xFF, 0xE1];
    out.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    out.extend(b"Exif\0\0");
    out.extend_from_slice(tiff);
    // The APP1 segment of the original goes.
    let exif = jpeg.windows(2).position(|bytes| bytes == [0xFF, 0xE1]).expect("it has Exif");
    let length = usize::from(u16::from_be_bytes([jpeg[exif + 2], jpeg[exif + 3]]));
    out.extend_from_slice(&jpeg[2..exif]);
    out.extend_from_slice(&jpeg[exif + 2 + length..]);
    out
}

/// The same JPEG with 25 MB of what no reader needs in front of its pixels.
fn padded(jpeg: &[u8]) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    for _ in 0..400 {
        out.extend([0xFF, 0xEF, 0xFF, 0xFF]);
        out.resize(out.len() + 65_533, 0);
    }
    out.extend_from_slice(&jpeg[2..]);
    out
}

fn shown(found: &[Diagnostic], sources: &Sources) -> String {
    platemark::cli::explain(found, sources)
}

#[test]
fn the_sample_kit_gives_no_error_and_no_warning() {
    let (found, sources) = proofs(sown(&[]).path());
    let (bad, _): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|found| Severity::Warning <= found.severity);
    assert!(bad.is_empty(), "{}", shown(&bad, &sources));
}

#[test]
fn every_mistake_is_found_at_its_line() {
    found_at_its_line(SEEDS);
    for seed in ALONE {
        found_at_its_line(std::slice::from_ref(seed));
    }
}

fn found_at_its_line(seeds: &[Seed]) {
    let kit = sown(seeds);
    let (found, sources) = proofs(kit.path());
    let mut missed = Vec::new();
    for seed in seeds {
        let text = fs::read_to_string(kit.path().join(seed.file)).unwrap();
        let at = text.find(seed.at).unwrap_or_else(|| panic!("`{}` is in the kit", seed.at));
        let line = text[..at].matches('\n').count() + 1;
        let is_it = |found: &&Diagnostic| {
            let place =
                found.span.map(|span| (&sources.get(span.file).name, sources.position(span).0));
            found.code.id() == seed.code && place == Some((&seed.file.to_owned(), line))
        };
        if !found.iter().any(|found| is_it(&found)) {
            missed.push(format!("{} at {}:{line}", seed.code, seed.file));
        }
    }
    assert!(missed.is_empty(), "missed:\n{}\n{}", missed.join("\n"), shown(&found, &sources));
}

#[test]
fn every_rule_of_check_is_sown_or_shown_elsewhere() {
    // `rights.rs` shows R004, the test below P023.
    let elsewhere = ["P023", "R004"];
    for code in Code::ALL.iter().filter(|code| is_of_check(**code)) {
        let sown = SEEDS.iter().chain(ALONE).any(|seed| seed.code == code.id());
        assert!(sown != elsewhere.contains(&code.id()), "{code} is sown, or shown elsewhere");
    }
}

#[test]
fn a_transparent_photograph_on_a_dark_cover_is_told() {
    let head = "title: The Quay\nlang: en\ncover-image: images/alpha.png\ndesign: {theme: night}\n";
    let kit = Scratch::with(&[("kit.yaml", head), ("manuscript.md", "The quay is long.\n")]);
    let photos = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/photos");
    kit.write("images/alpha.png", &fs::read(photos.join("alpha.png")).unwrap());
    let (found, sources) = proofs(kit.path());
    assert!(
        found.iter().any(|it| it.code == Code::PhotoTransparent),
        "{}",
        shown(&found, &sources)
    );
}

#[test]
#[ignore = "needs the schema of SARIF 2.1.0, whose path is in PLATEMARK_SARIF"]
#[expect(clippy::disallowed_methods, reason = "the variable says where the schema is")]
fn the_log_is_valid_sarif() {
    let schema = std::env::var("PLATEMARK_SARIF").expect("PLATEMARK_SARIF is set");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let text = fs::read_to_string(schema).unwrap();
    compiler.add_resource("sarif.json", serde_json::from_str(&text).unwrap()).unwrap();
    let schema = compiler.compile("sarif.json", &mut schemas).unwrap();
    for seeds in [SEEDS, &[]] {
        let kit = sown(seeds);
        let run = Command::new(env!("CARGO_BIN_EXE_platemark"))
            .args(["check", "--format", "sarif", "--today", "2026-02-25"])
            .current_dir(kit.path())
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(i32::from(!seeds.is_empty())), "errors are sown");
        let log: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert!(seeds.len() <= results.len(), "a result for each: {}", results.len());
        if let Err(error) = schemas.validate(&log, schema) {
            panic!("{error:#}");
        }
    }
}
