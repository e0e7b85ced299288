//! `platemark release` and `platemark verify` as their users meet them.

use std::path::Path;
use std::process::{Command, Output};

use crate::run::{platemark, said};
use crate::scratch::Scratch;

/// Releases a kit on a day on which nothing has ended yet.
fn release(kit: &Scratch, more: &[&str]) -> Output {
    platemark(&[&["release", "--today", "2026-02-20"], more].concat(), kit.path())
}

fn verify(kit: &Scratch) -> (Option<i32>, String) {
    let run = platemark(&["verify", "output/release"], kit.path());
    (run.status.code(), said(&run))
}

const KIT: &str = "title: The Quay
subtitle: A film
lang: en
date: 2026-02-20
edition: First edition
status: embargoed
embargo: {until: 2026-03-12T18:00:00+01:00, zone: CET, covers: [reviews], contact: press@quay.example, note: News may run at once.}
logline: A quay is opened again.
facts: {Running time: 96 min, Country: Spain}
quotes: [{text: A quiet film., by: Eve Ray, outlet: The Paper}]
credits: {crew: [{role: Camera, name: Ida Sol}]}
contacts: [{for: press, name: Lena Kaspar, email: press@quay.example, phone: +44 1632 960114}]
stills: {terms: Free for reporting on the film.}
photos:
  - {id: quay, file: images/quay.jpg, title: Quay, caption: A quay., alt: A quay in haze., credit: Ane Lund, copyright: © Ane Lund, usage: Press use, press: true}
  - {id: old, file: images/old.png, title: Old, alt: An old photograph., credit: Ane Lund, expires: 2025-05, press: false}
print: {papers: [a5]}
";

fn kit() -> Scratch {
    let kit = Scratch::with(&[
        ("kit.yaml", KIT),
        (
            "quay.md",
            "# The Quay\n\nThe quay is open again.\n\n![A quay in haze.](images/quay.jpg)\n",
        ),
    ]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, from) in
        [("quay.jpg", "images/11-launch-pad.jpg"), ("old.png", "tests/corpus/photos/palette.png")]
    {
        kit.write(&format!("images/{name}"), &std::fs::read(root.join(from)).unwrap());
    }
    kit
}

fn text(kit: &Scratch, name: &str) -> String {
    String::from_utf8(kit.read(&format!("output/release/{name}"))).unwrap()
}

#[test]
fn a_release_holds_everything_and_verifies_until_it_is_touched() {
    let kit = kit();
    let run = release(&kit, &[]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let names = [
        "SHA256SUMS",
        "covering-note.html",
        "covering-note.txt",
        "edition.json",
        "manifest.json",
        "print",
        "stills",
        "the-quay.epub",
        "the-quay.pdf",
    ];
    assert_eq!(kit.names("output/release"), names, "no notice of changes: there was none before");
    let print = ["the-quay-a5.pdf", "the-quay-one-sheet-a5.pdf"];
    assert_eq!(kit.names("output/release/print"), print, "what `print` makes");
    assert_eq!(kit.names("output"), ["release"], "nothing is left beside it");
    assert_eq!(verify(&kit).0, Some(0), "{}", verify(&kit).1);
    let first = text(&kit, "SHA256SUMS");
    assert_eq!(release(&kit, &[]).status.code(), Some(0), "it is replaced");
    assert_eq!(text(&kit, "SHA256SUMS"), first, "the same kit, the same bytes");

    let touch = |name: &str, bytes: &[u8]| kit.write(&format!("output/release/{name}"), bytes);
    let note = kit.read("output/release/covering-note.txt");
    let mut other = note.clone();
    other[0] ^= 1;
    touch("covering-note.txt", &other);
    touch("stills/more.txt", b"more");
    std::fs::remove_file(kit.path().join("output/release/the-quay.epub")).unwrap();
    let (code, found) = verify(&kit);
    assert_eq!(code, Some(1), "{found}");
    assert!(found.contains("changed: `covering-note.txt`"), "{found}");
    assert!(found.contains("added: `stills/more.txt`"), "{found}");
    assert!(found.contains("missing: `the-quay.epub`"), "{found}");
    assert!(found.contains("3 faults"), "{found}");
    // A folder that holds somebody's file is not taken away.
    let run = release(&kit, &[]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    assert!(said(&run).contains("`stills/more.txt`"), "{}", said(&run));
}

#[test]
fn the_covering_note_says_until_when_and_what_is_there() {
    let kit = kit();
    let run = release(&kit, &[]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let sizes = |text: &str| {
        let lines = text.lines().map(|line| match line.rsplit_once(", ") {
            Some((before, size)) if size.ends_with('B') => format!("{before}, …"),
            _ => line.to_owned(),
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(sizes(&text(&kit, "covering-note.txt")));
    let html = text(&kit, "covering-note.html");
    for part in [
        "<html lang=\"en\">",
        "<h1>The Quay</h1>",
        "Reviews embargoed until Thursday 12 March 2026, 18:00\u{a0}CET",
        "<a href=\"the-quay.pdf\">",
        "<a href=\"mailto:press@quay.example\">",
        "<a href=\"tel:+441632960114\">",
    ] {
        assert!(html.contains(part), "{part} in\n{html}");
    }
    assert!(!html.contains("<script") && !html.contains("src="), "nothing runs or loads: {html}");
    let manifest: serde_json::Value =
        serde_json::from_slice(&kit.read("output/release/manifest.json")).unwrap();
    assert_eq!(manifest["edition"], "First edition", "{manifest:#}");
    assert_eq!(manifest["embargo"]["until"], "2026-03-12T18:00+01:00", "{manifest:#}");
    let files = manifest["files"].as_array().unwrap();
    let pdf = files.iter().find(|file| file["path"] == "the-quay.pdf").unwrap();
    assert_eq!(pdf["media-type"], "application/pdf", "{pdf:#}");
}

#[test]
fn the_next_edition_says_what_has_changed() {
    let kit = kit();
    assert_eq!(release(&kit, &[]).status.code(), Some(0), "the first edition");
    let next = KIT
        .replace("First edition", "Second edition")
        .replace("96 min", "97 min")
        .replace("Country: Spain", "Sound: '5.1'")
        .replace("A quiet film.", "A quiet and long film.")
        .replace("credit: Ane Lund, copyright", "credit: Ane Lund / Quay Films, copyright")
        .replace("role: Camera, name: Ida Sol", "role: Camera, name: Ida Sol-Ruiz");
    kit.write("kit.yaml", next.as_bytes());
    for _ in 0..2 {
        let run = release(&kit, &[]);
        assert_eq!(run.status.code(), Some(0), "{}", said(&run));
        insta::assert_snapshot!("the_next_edition", text(&kit, "changes.txt"));
    }
    assert!(text(&kit, "covering-note.txt").contains("changes.html"), "the note leads to it");
    kit.write("kit.yaml", next.replace("97 min", "98 min").as_bytes());
    let run = release(&kit, &[]);
    assert!(said(&run).contains("something else than when this edition"), "{}", said(&run));
    let changes = text(&kit, "changes.txt");
    assert!(
        changes.contains("98\u{a0}min (before: 96\u{a0}min)"),
        "still since the first: {changes}"
    );
    assert_eq!(verify(&kit).0, Some(0), "{}", verify(&kit).1);
}

#[test]
fn drafts_and_kits_with_errors_are_released_by_force_alone() {
    let kit = kit();
    for (from, to, why) in [
        ("status: embargoed", "status: draft", "the kit is a draft"),
        ("status: embargoed", "status: public", "its embargo lasts until 2026-03-12"),
        ("usage: Press use,", "usage: Press use, expires: 2026-01,", "ended on 2026-01"),
    ] {
        kit.write("kit.yaml", KIT.replace(from, to).as_bytes());
        let run = release(&kit, &[]);
        assert_eq!(run.status.code(), Some(1), "{to}: {}", said(&run));
        assert!(said(&run).contains(why), "{to}: {}", said(&run));
        assert!(kit.names("output").is_empty(), "{to}: nothing is written");
    }
    let draft = KIT
        .replace("status: embargoed", "status: draft")
        .replace("usage: Press use,", "usage: Press use, expires: 2026-01,");
    kit.write("kit.yaml", draft.as_bytes());
    let run = release(&kit, &["--force", "--to", "out"]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let note = String::from_utf8(kit.read("out/covering-note.txt")).unwrap();
    assert!(note.contains("DRAFT"), "{note}");
    assert!(note.contains("- Quay: licence ended on January 2026"), "{note}");
    assert_eq!(
        kit.names("out/stills"),
        ["contact-sheet.pdf", "index.csv"],
        "a photograph whose licence has ended is not handed out by force"
    );
}

#[test]
fn a_killed_run_leaves_the_old_folder_and_the_next_cleans_up() {
    let kit = kit();
    assert_eq!(release(&kit, &[]).status.code(), Some(0), "the first");
    let output = kit.path().join("output");
    // Killed while it filled the new folder, and, where two renames are needed, between them.
    kit.write("output/.release.new/half.pdf", b"half");
    std::fs::rename(output.join("release"), output.join(".release.old")).unwrap();
    let run = release(&kit, &[]);
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let left: Vec<_> =
        std::fs::read_dir(&output).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["release"], "nothing is left beside it");
    assert_eq!(verify(&kit).0, Some(0), "{}", verify(&kit).1);
}

#[test]
fn hostile_folders_are_refused_in_words() {
    let kit = Scratch::with(&[("secret.txt", "secret")]);
    let sum = "0".repeat(64);
    let with = |path: &str, size: &str| {
        format!(
            "{{\"format\":\"platemark-release-1\",\"files\":[\
             {{\"path\":\"{path}\",\"size\":{size},\"sha256\":\"{sum}\"}}]}}"
        )
    };
    for (manifest, why) in [
        (with("../../secret.txt", "6"), "no path of a file in this folder"),
        (with("/etc/passwd", "6"), "no path of a file in this folder"),
        (with("a", "18446744073709551616"), "no size"),
        (with("gone.pdf", "18446744073709551615"), "missing: `gone.pdf`"),
        ("[".repeat(1_000_000), "is not JSON"),
        ("{}".to_owned(), "is not that of a release"),
    ] {
        kit.write("output/release/manifest.json", manifest.as_bytes());
        let (code, found) = verify(&kit);
        assert_eq!(code, Some(1), "{manifest:.60}: {found:.300}");
        assert!(found.contains(why), "{manifest:.60}: {found:.300}");
    }
    let (code, found) = {
        let run = platemark(&["verify", "nowhere"], kit.path());
        (run.status.code(), said(&run))
    };
    assert_eq!(code, Some(2), "{found}");
    let (code, found) = {
        let run = platemark(&["verify", "."], kit.path());
        (run.status.code(), said(&run))
    };
    assert_eq!(code, Some(1), "a folder that is no release: {found}");
}

#[cfg(unix)]
#[test]
fn links_in_a_release_are_not_followed() {
    let kit = Scratch::with(&[("secret.txt", "secret")]);
    let sum = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    kit.write(
        "output/release/manifest.json",
        format!(
            "{{\"format\":\"platemark-release-1\",\"files\":[\
             {{\"path\":\"a.txt\",\"size\":6,\"sha256\":\"{sum}\"}},\
             {{\"path\":\"in/secret.txt\",\"size\":6,\"sha256\":\"{sum}\"}}]}}"
        )
        .as_bytes(),
    );
    let release = kit.path().join("output/release");
    std::os::unix::fs::symlink("../../secret.txt", release.join("a.txt")).unwrap();
    std::os::unix::fs::symlink("../..", release.join("in")).unwrap();
    let (code, found) = verify(&kit);
    assert_eq!(code, Some(1), "{found}");
    assert!(found.contains("`a.txt` is a link"), "{found}");
    assert!(found.contains("`in/secret.txt` is a link"), "{found}");
}

#[test]
#[ignore = "needs sha256sum"]
fn sha256sum_finds_a_release_whole() {
    let kit = kit();
    assert_eq!(release(&kit, &[]).status.code(), Some(0), "a release");
    let folder = kit.path().join("output/release");
    let check = || {
        let run = Command::new("sha256sum")
            .args(["--check", "--strict", "SHA256SUMS"])
            .current_dir(&folder)
            .output();
        run.expect("sha256sum runs: apt-get install coreutils")
    };
    let run = check();
    assert!(run.status.success(), "{}", said(&run));
    let files = said(&run).lines().count();
    assert!(10 < files, "every file is listed: {}", said(&run));
    kit.write("output/release/covering-note.txt", b"another");
    assert!(!check().status.success(), "a changed file is found");
}
