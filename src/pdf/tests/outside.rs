//! Other programs' opinion. They must be installed, so these tests run when they are asked
//! for: `cargo test pdf:: -- --ignored`.

use std::path::PathBuf;
use std::process::Command;

use super::file::{UA1, UA2, written, written_as};
use super::pictures::shown;
use super::*;

fn saved(name: &str, pages: &Pages, album: &Album) -> PathBuf {
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, written(pages, album)).unwrap();
    path
}

fn output(program: &str, arguments: &[&str], path: &std::path::Path, last: &[&str]) -> String {
    let output = Command::new(program).args(arguments).arg(path).args(last).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} says: {text} {errors}");
    text
}

#[test]
#[ignore = "needs qpdf and poppler"]
fn other_readers_accept_the_files_and_read_their_text() {
    let (pages, album) = sample();
    let path = saved("platemark-sample.pdf", &pages, &album);
    output("qpdf", &["--check"], &path, &[]);
    let text = output("pdftotext", &["-raw"], &path, &["-"]);
    assert!(text.contains("hy\u{AD}"), "a soft hyphen at the line's end: {text}");
    assert!(text.contains("valley-floor"), "a hard hyphen within: {text}");
    let (pages, album) = rich();
    let path = saved("platemark-rich.pdf", &pages, &album);
    output("qpdf", &["--check"], &path, &[]);
}

#[test]
#[ignore = "needs Java and Maven"]
fn verapdf_passes_the_files() {
    for (name, (pages, album)) in [("sample", sample()), ("rich", rich()), ("photos", photos())] {
        for (options, flavours) in [(UA1, "ua1,2a"), (UA2, "ua2,wt1r,wt1a,4")] {
            let path = std::env::temp_dir().join(format!("platemark-vera-{name}.pdf"));
            std::fs::write(&path, written_as(&options, &pages, &album)).unwrap();
            let script = "tests/tools/verapdf/verapdf.sh";
            let verdict = output("bash", &[script, flavours], &path, &[]);
            let passes = verdict.matches("PASS").count();
            assert_eq!(passes, flavours.split(',').count(), "{name}: {verdict}");
        }
    }
}

/// Every photograph of the corpus: grey, RGB and inks, with and without profile and alpha.
fn photos() -> (Pages, Album) {
    let mut files: Vec<PathBuf> = std::fs::read_dir("tests/corpus/photos")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext != "py" && ext != "svg"))
        .collect();
    files.sort();
    let good = files.iter().map(|path| std::fs::read(path).unwrap());
    shown(good.filter(|bytes| crate::image::facts(bytes).is_ok()).collect())
}

#[test]
#[ignore = "takes seconds, and shows how long a large book takes"]
fn a_book_of_six_hundred_thousand_words() {
    let count = 1_600;
    let mut pages = blank(count);
    let line = "The drum stood by the window and the wind came down from the far ridge over";
    let lines: Vec<GlyphRun> =
        (0..36).map(|n| run(line, FaceId::TEXT, 54, 60 + 14 * n, 10)).collect();
    for page in 0..count {
        for part in lines.chunks(6) {
            let node = pages.structure.add(Structure::ROOT, Role::Paragraph);
            for (number, line) in part.iter().enumerate() {
                let mut line = line.clone();
                let shift = i32::try_from(page * 31 + number).unwrap() % 97;
                for glyph in line.glyphs.iter_mut().filter(|glyph| glyph.id % 7 == 0) {
                    glyph.advance += shift * 100;
                }
                place(&mut pages, page, node, Draw::Text(line));
            }
        }
    }
    let before = peak();
    let start = std::time::Instant::now();
    let bytes = written(&pages, &Album(Vec::new()));
    let time = start.elapsed();
    assert!(time.as_secs() < 20, "{} bytes in {time:?}", bytes.len());
    let path = std::env::temp_dir().join("platemark-long.txt");
    let report = format!("{} bytes in {time:?}, {before} then {} kB\n", bytes.len(), peak());
    std::fs::write(path, report).unwrap();
}

/// The most memory that this process has had, in kilobytes; Linux only.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
