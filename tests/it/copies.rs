//! `platemark copies` and `platemark trace` as their user meets them.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Output};

use lopdf::{Document, Object};

use crate::scratch::Scratch;

const REVIEWERS: &str = "name,email,outlet,language,format\n\
    Rosa Field,rosa@gazette.example,The Gazette,,\n\
    \"Ivo Marsh, Jr.\",ivo@b.example,,de,\n\
    Žofia Łęcka,zofia@c.example,Tygodnik,,pdf\n";

/// Words enough for marks to be hidden between.
fn chapter(number: usize) -> String {
    let words =
        ["ridge", "drum", "ash", "rim", "stove", "valley", "skin", "beam", "hoop", "stream"];
    let sentence = |at: usize| {
        let word = |by: usize| words[(at * 7 + by * by + number * 3) % words.len()];
        format!(
            "In year {} the {} of the {} was carried past the {} and the {} by number {at}. ",
            1900 + at * 13 % 97,
            word(1),
            word(2),
            word(3),
            word(4)
        )
    };
    let paragraph = |at: usize| (at * 6..at * 6 + 6).map(sentence).collect::<String>();
    let body = (0..8).map(|at| paragraph(number * 8 + at)).collect::<Vec<_>>().join("\n\n");
    format!("# Chapter {number}\n\n{body}\n\n")
}

fn kit() -> Scratch {
    let text: String = (1..=6).map(chapter).collect();
    let kit = Scratch::with(&[
        ("kit/kit.yaml", "title: The Quay\nlang: en\nstatus: public\n"),
        ("kit/quay.md", &text),
        ("reviewers.csv", REVIEWERS),
    ]);
    kit.write("key", &[7; 32]);
    kit
}

fn platemark(kit: &Scratch, arguments: &[&str]) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_platemark"));
    let mut program = program;
    program.args(arguments).current_dir(kit.path()).output().unwrap()
}

const MAKE: [&str; 6] = ["copies", "kit", "--for", "reviewers.csv", "--key", "key"];

fn make(kit: &Scratch, more: &[&str]) -> Output {
    platemark(kit, &[&MAKE[..], more].concat())
}

fn said(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned() + &String::from_utf8_lossy(&run.stdout)
}

fn trace(kit: &Scratch, file: &str) -> (Option<i32>, Vec<String>) {
    let run = platemark(kit, &["trace", "--ledger", "kit/copies.sqlite", file]);
    let text = said(&run);
    let names = text.lines().filter_map(|line| line.split("made for ").nth(1));
    let names = names.filter_map(|line| line.split([',', '(']).next());
    (run.status.code(), names.map(|name| name.trim().to_owned()).collect())
}

/// The files of a book with what a change makes of its texts.
fn repacked(book: &[u8], change: &dyn Fn(&str, String) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in (0..old.len()).rev() {
        let mut file = old.by_index(at).unwrap();
        let name = file.name().to_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let is_text = [".xhtml", ".opf", ".ncx"].iter().any(|end| name.ends_with(end));
        if is_text {
            bytes = change(&name, String::from_utf8(bytes).unwrap()).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// A text without what a copy says of itself.
fn silent(text: &str) -> String {
    let mut text = text.to_owned();
    for (open, close) in [("<footer class=\"copy\"", "</footer>"), ("<p class=\"copy\"", "</p>")] {
        while let Some(start) = text.find(open) {
            let end = start + text[start..].find(close).unwrap() + close.len();
            text.replace_range(start..end, "");
        }
    }
    text
}

/// A PDF written anew by another program, with no visible words and no metadata of the copy.
fn rewritten(book: &[u8]) -> Vec<u8> {
    let mut pdf = Document::load_mem(book).unwrap();
    let forms: Vec<_> = pdf
        .objects
        .iter()
        .filter(|(_, object)| {
            object.as_stream().is_ok_and(|stream| {
                stream
                    .dict
                    .get(b"Subtype")
                    .and_then(Object::as_name)
                    .is_ok_and(|kind| kind == b"Form")
            })
        })
        .map(|(id, _)| *id)
        .collect();
    for id in forms {
        pdf.get_object_mut(id)
            .and_then(Object::as_stream_mut)
            .unwrap()
            .set_plain_content(Vec::new());
    }
    pdf.trailer.remove(b"ID");
    let catalog = pdf.trailer.get(b"Root").and_then(Object::as_reference).unwrap();
    pdf.get_object_mut(catalog).and_then(Object::as_dict_mut).unwrap().remove(b"Metadata");
    pdf.renumber_objects();
    let mut out = Vec::new();
    pdf.save_to(&mut out).unwrap();
    out
}

#[test]
fn each_reviewer_gets_a_copy_that_is_found_again_whatever_was_done_to_it() {
    let kit = kit();
    let run = make(&kit, &[]);
    assert!(run.status.success(), "{}", said(&run));
    let names = kit.names("kit/output/copies");
    assert_eq!(names.len(), 5, "two ebooks and three PDFs, and nothing else: {names:?}");
    let first = names.iter().map(|name| kit.read(&format!("kit/output/copies/{name}")));
    let first: Vec<Vec<u8>> = first.collect();

    for (name, book) in names.iter().zip(&first) {
        let path = format!("kit/output/copies/{name}");
        let check = platemark(&kit, &["check", "--strict", "--allow", "E015", &path]);
        assert!(check.status.success(), "{name} conforms: {}", said(&check));
        let (code, whole) = trace(&kit, &path);
        assert_eq!((code, whole.len()), (Some(0), 1), "{name} is found: {whole:?}");
        let other = first
            .iter()
            .zip(&names)
            .find(|(_, other)| **other != *name && other.ends_with(&name[name.len() - 5..]));
        let damages: Vec<(&str, Vec<u8>)> = if name.ends_with("epub") {
            let (theirs, _) = other.unwrap();
            let mut theirs = zip::ZipArchive::new(Cursor::new(theirs)).unwrap();
            let mut swap = std::collections::BTreeMap::new();
            for at in 0..theirs.len() {
                let mut file = theirs.by_index(at).unwrap();
                let mut text = String::new();
                if file.read_to_string(&mut text).is_ok() && at % 2 == 0 {
                    swap.insert(file.name().to_owned(), text);
                }
            }
            vec![
                ("packed again", repacked(book, &|_, text| text)),
                ("without its words", repacked(book, &|_, text| silent(&text))),
                (
                    "without ids",
                    repacked(book, &|_, text| silent(&text).replace(" id=\"p-", " x=\"")),
                ),
                ("on one line", repacked(book, &|_, text| silent(&text).replace('\n', " "))),
                ("mixed", repacked(book, &|name, text| silent(swap.get(name).unwrap_or(&text)))),
            ]
        } else {
            vec![("rewritten", rewritten(book)), ("cut", book[..book.len() - 300].to_vec())]
        };
        // Files that somebody broke on purpose get an answer, and never a false one.
        let mut seed = 12_345_u64;
        for _ in 0..3 {
            let mut broken = book.clone();
            for _ in 0..60 {
                seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                let at = usize::try_from(seed >> 33).unwrap() % broken.len();
                broken[at] ^= 0x55;
            }
            kit.write("damaged", &broken);
            let (code, found) = trace(&kit, "damaged");
            assert!(matches!(code, Some(0 | 1)), "{name}: an answer");
            assert!(found.iter().all(|found| whole.contains(found)), "{name}, broken: {found:?}");
        }
        for (damage, bytes) in damages {
            kit.write("damaged", &bytes);
            let (code, found) = trace(&kit, "damaged");
            match damage {
                // Both or none: never somebody else.
                "mixed" => {
                    assert!(found.is_empty() || found.len() == 2, "{name} {damage}: {found:?}");
                }
                _ => assert_eq!((code, &found), (Some(0), &whole), "{name} {damage}"),
            }
        }
    }

    // The book itself, and what is none, are nobody's copy.
    assert!(platemark(&kit, &["build", "kit"]).status.success(), "the kit builds");
    kit.write("noise", b"PK\x03\x04 and then nothing that makes sense");
    for file in ["kit/output/the-quay.epub", "kit/output/the-quay.pdf", "noise", "reviewers.csv"] {
        assert_eq!(trace(&kit, file), (Some(1), Vec::new()), "{file} is no copy");
    }
    assert_eq!(trace(&kit, "nowhere").0, Some(2), "a file that is not there");

    let again = make(&kit, &[]);
    assert!(said(&again).contains("0 copies made"), "nothing has changed: {}", said(&again));
    fs::remove_dir_all(kit.path().join("kit/output/copies")).unwrap();
    fs::remove_file(kit.path().join("kit/copies.sqlite")).unwrap();
    assert!(make(&kit, &[]).status.success(), "from nothing");
    for (name, book) in names.iter().zip(&first) {
        assert!(kit.read(&format!("kit/output/copies/{name}")) == *book, "{name}: the same bytes");
    }
}

#[test]
fn a_second_run_changes_what_changed() {
    let kit = kit();
    assert!(make(&kit, &[]).status.success(), "the first run");
    let before = kit.names("kit/output/copies");
    let list = REVIEWERS.replace("The Gazette", "The Post") + "New One,new@d.example,,,epub\n";
    kit.write("reviewers.csv", list.as_bytes());
    let run = make(&kit, &[]);
    assert!(said(&run).contains("2 copies made"), "one changed, one new: {}", said(&run));
    assert!(said(&run).contains("2 were there already"), "{}", said(&run));
    assert!(said(&run).contains("copies.sqlite  the ledger: keep it"), "{}", said(&run));
    let after = kit.names("kit/output/copies");
    assert!(before.iter().all(|name| after.contains(name)), "codes stay: {before:?} {after:?}");

    let run = make(&kit, &["--again", "Rosa@Gazette.example"]);
    assert!(said(&run).contains("1 copy made"), "{}", said(&run));
    assert_eq!(kit.names("kit/output/copies").len(), after.len() + 2, "another code, both books");
    let ledger = ["--ledger", "kit/copies.sqlite"];
    let list = said(&platemark(&kit, &[&["copies", "list"], &ledger[..]].concat()));
    assert!(list.ends_with("5 copies\n"), "{list}");
    let of_ivo = list.lines().find(|line| line.contains("ivo@b.example")).unwrap();
    let code = of_ivo.trim()[..11].to_owned();
    let typed = code.to_lowercase().replace('-', " ");
    let run = platemark(&kit, &[&["trace", "--code", &typed], &ledger[..]].concat());
    assert!(run.status.success() && said(&run).contains(&code), "by hand: {}", said(&run));
    assert!(
        platemark(&kit, &[&["copies", "revoke", &code], &ledger[..]].concat()).status.success(),
        "revoked"
    );
    let again = platemark(&kit, &[&["copies", "revoke", &typed], &ledger[..]].concat());
    assert!(again.status.success() && said(&again).contains("revoked before"), "{}", said(&again));
    let list = said(&platemark(&kit, &[&["copies", "list"], &ledger[..]].concat()));
    assert!(list.contains("(copy 2 of this reviewer)"), "{list}");
    assert!(list.contains("ivo@b.example  (revoked on 2"), "{list}");
    for command in [&["trace", "--code"][..], &["copies", "revoke"]] {
        let slip = format!("{}{}", &code[..10], if code.ends_with('7') { "8" } else { "7" });
        let run = platemark(&kit, &[command, &[slip.as_str()], &ledger[..]].concat());
        assert_eq!(run.status.code(), Some(2), "{command:?}: {}", said(&run));
        assert!(said(&run).contains(&code), "the code that is meant: {}", said(&run));
        assert!(!said(&run).contains("Ivo") && !said(&run).contains("Usage"), "{}", said(&run));
    }
    let table = said(&platemark(&kit, &[&["copies", "export", "--csv"], &ledger[..]].concat()));
    assert_eq!(table.lines().count(), 6, "heads and copies: {table}");
    assert!(said(&make(&kit, &[])).contains("1 is revoked"), "it is not made again by itself");
}

#[test]
fn what_must_not_be_handed_out_is_refused() {
    let kit = kit();
    let key = kit.read("key");
    kit.write("kit/key", &key);
    let refused = |arguments: &[&str], words: &str, code: i32| {
        let run = platemark(&kit, arguments);
        assert_eq!(run.status.code(), Some(code), "{arguments:?}: {}", said(&run));
        assert!(said(&run).contains(words), "{words}: {}", said(&run));
        assert!(kit.names("kit/output/copies").is_empty(), "nothing was made");
    };
    refused(&["copies", "kit", "--for", "reviewers.csv"], "--key", 2);
    refused(&["copies", "kit", "--for", "reviewers.csv", "--key", "kit/key"], "in the kit", 2);
    kit.write("short", &[1; 31]);
    refused(&["copies", "kit", "--for", "reviewers.csv", "--key", "short"], "32 bytes", 2);
    kit.write("bad.csv", b"name;email\nRosa;rosa\n");
    refused(&["copies", "kit", "--for", "bad.csv", "--key", "key"], "bad.csv:2:6", 1);
    refused(&["trace", "--ledger", "none.sqlite", "reviewers.csv"], "no ledger", 2);
    for (yaml, words) in [
        ("status: draft\n", "draft"),
        ("status: embargoed\nembargo: {until: 2999-01-01}\n", "2999"),
    ] {
        kit.write("kit/kit.yaml", format!("title: The Quay\nlang: en\n{yaml}").as_bytes());
        refused(&MAKE, words, 1);
    }
    let run = make(&kit, &["--force"]);
    assert!(run.status.success(), "{}", said(&run));
    let list = platemark(&kit, &["copies", "list", "--ledger", "kit/copies.sqlite"]);
    assert!(
        said(&list).contains("made all the same: embargoed until"),
        "the ledger says so: {}",
        said(&list)
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let ledger = fs::metadata(kit.path().join("kit/copies.sqlite")).unwrap();
        assert_eq!(ledger.permissions().mode() & 0o777, 0o600, "for its owner alone");
    }
}

#[test]
fn shards_make_together_what_one_run_makes() {
    let kit = kit();
    assert!(
        make(&kit, &["--output", "whole", "--ledger", "whole.sqlite"]).status.success(),
        "at once"
    );
    let mut merge = vec!["copies".to_owned(), "merge".to_owned()];
    for part in 1..=2 {
        let (shard, ledger) = (format!("{part}/2"), format!("{part}.sqlite"));
        let run = make(&kit, &["--shard", &shard, "--output", "parts", "--ledger", &ledger]);
        assert!(run.status.success(), "{shard}: {}", said(&run));
        merge.push(ledger);
    }
    assert_eq!(kit.names("parts"), kit.names("whole"), "the same files");
    for name in kit.names("whole") {
        let [one, other] = ["parts", "whole"].map(|folder| kit.read(&format!("{folder}/{name}")));
        assert!(one == other, "{name}: the same bytes");
    }
    merge.extend(["--ledger".to_owned(), "merged.sqlite".to_owned()]);
    let merge: Vec<&str> = merge.iter().map(String::as_str).collect();
    assert!(platemark(&kit, &merge).status.success(), "merged");
    let [one, other] = ["merged.sqlite", "whole.sqlite"]
        .map(|ledger| said(&platemark(&kit, &["copies", "export", "--ledger", ledger])));
    let untimed = |table: &str| {
        let row = |row: &str| {
            row.split(',').filter(|cell| !cell.starts_with("20")).collect::<Vec<_>>().join(",")
        };
        table.lines().map(row).collect::<Vec<_>>()
    };
    assert_eq!(untimed(&one), untimed(&other), "the same ledger");
    assert!(Path::new(&kit.path().join("merged.sqlite")).is_file(), "in a file");
}

#[test]
fn marked_photographs_name_their_copy_alone() {
    let kit = kit();
    let images = Path::new(env!("CARGO_MANIFEST_DIR")).join("images");
    kit.write("kit/images/quay.jpg", &fs::read(images.join("09-dandelions.jpg")).unwrap());
    let text = "# One\n\nThe quay.\n\n![Dandelions against the sun.](images/quay.jpg)\n";
    kit.write("kit/quay.md", text.as_bytes());
    kit.write("reviewers.csv", b"name,email\nRosa,rosa@a.example\nIvo,ivo@b.example\n");
    let run = make(&kit, &["--mark-photos"]);
    assert!(run.status.success(), "{}", said(&run));
    for name in kit.names("kit/output/copies") {
        let path = format!("kit/output/copies/{name}");
        let (_, whose) = trace(&kit, &path);
        let book = kit.read(&path);
        let alone = if name.ends_with("epub") {
            let mut book = zip::ZipArchive::new(Cursor::new(book)).unwrap();
            let image = (0..book.len()).map(|at| book.by_index(at).unwrap().name().to_owned());
            let image = image.into_iter().find(|name| name.contains(".jpg")).unwrap();
            let mut bytes = Vec::new();
            book.by_name(&image).unwrap().read_to_end(&mut bytes).unwrap();
            bytes
        } else {
            // A PDF of nothing but its pictures.
            let mut pdf = Document::load_mem(&book).unwrap();
            for page in pdf.get_pages().into_values() {
                let shows = b"/I0 Do".to_vec();
                let content = pdf.add_object(lopdf::Stream::new(lopdf::Dictionary::new(), shows));
                pdf.get_object_mut(page)
                    .and_then(Object::as_dict_mut)
                    .unwrap()
                    .set("Contents", content);
            }
            pdf.trailer.remove(b"ID");
            let catalog = pdf.trailer.get(b"Root").and_then(Object::as_reference).unwrap();
            pdf.get_object_mut(catalog).and_then(Object::as_dict_mut).unwrap().remove(b"Metadata");
            let mut out = Vec::new();
            pdf.save_to(&mut out).unwrap();
            out
        };
        kit.write("alone", &alone);
        assert_eq!(trace(&kit, "alone"), (Some(0), whose), "the picture of {name}");
    }
    assert_eq!(trace(&kit, "kit/images/quay.jpg"), (Some(1), Vec::new()), "the original");
}
