//! The program as its user meets it: exit codes, what is printed where, files that appear.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::scratch::Scratch;

fn platemark(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_platemark"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const NOTE: &str = "---\ntitle: The Quay\nlang: en\n---\n\nThe quay is open again.\n";

#[test]
fn a_note_alone_in_a_folder_becomes_both_books() {
    let kit = Scratch::with(&[("note.md", NOTE)]);
    let run = platemark(&["build"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert_eq!(kit.names("output"), ["the-quay.epub", "the-quay.pdf"], "and nothing else");
    let said = text(&run.stdout);
    assert!(said.starts_with("output/the-quay.pdf "), "the paths as one would type them: {said}");
    assert!(said.contains("1 page"), "the number of pages: {said}");
    assert_eq!(text(&run.stderr), "", "nothing to say");
    assert!(kit.read("output/the-quay.pdf").starts_with(b"%PDF-"), "a PDF");
    assert!(kit.read("output/the-quay.epub").starts_with(b"PK"), "an EPUB");
}

#[test]
fn a_faulty_kit_leaves_older_books_alone() {
    let kit = Scratch::with(&[("note.md", "---\ntitle: The Quay\ndate: soon\n---\n\nText.\n")]);
    kit.write("output/the-quay.pdf", b"older");
    let run = platemark(&["build"], kit.path());
    assert_eq!(run.status.code(), Some(1), "the kit is at fault");
    assert_eq!(kit.read("output/the-quay.pdf"), b"older", "untouched");
    assert_eq!(kit.names("output"), ["the-quay.pdf"], "no other file");
    assert_eq!(text(&run.stdout), "", "nothing was made");
    let said = text(&run.stderr);
    assert!(said.contains("note.md:3:7"), "file, line and column: {said}");
    assert!(said.ends_with("1 error, 1 note; no book was written\n"), "counted: {said}");
    assert!(!said.contains('\u{1b}'), "no colour where there is no terminal");
}

#[test]
fn usage_and_machine_are_told_from_the_kit() {
    let kit = Scratch::with(&[("note.md", NOTE), ("file", "")]);
    for arguments in [
        &["build", "nowhere"][..],
        &["build", "--to", "docx"],
        &["biuld"],
        &["build", "--output", "file"],
        &["build", "--metadata", "nowhere.yaml"],
        &["build", "--jobs", "0"],
    ] {
        let run = platemark(arguments, kit.path());
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {}", text(&run.stderr));
        assert!(!run.stderr.is_empty(), "{arguments:?} says why");
    }
    assert_eq!(kit.names(""), ["file", "note.md"], "nothing was written");
}

#[test]
fn a_file_that_is_named_is_a_manuscript_or_the_metadata_of_one() {
    let kit = Scratch::with(&[("note.md", "The quay."), ("kit.yaml", "title: The Quay\n")]);
    let run = platemark(&["build", "kit.yaml"], kit.path());
    assert_eq!(run.status.code(), Some(0), "the kit that it is of: {}", text(&run.stderr));
    assert_eq!(kit.names("output"), ["the-quay.epub", "the-quay.pdf"], "its books");
    kit.write("text.docx", b"PK");
    let run = platemark(&["build", "text.docx"], kit.path());
    assert_eq!(run.status.code(), Some(1), "no manuscript");
    let said = text(&run.stderr);
    assert!(said.contains("`text.docx` is no manuscript") && said.contains("Markdown"), "{said}");
}

#[test]
fn the_machines_errors_are_told_in_words() {
    let kit = Scratch::with(&[("note.md", NOTE), ("file", "")]);
    let said = |arguments: &[&str]| {
        let run = platemark(arguments, kit.path());
        assert_eq!(run.status.code(), Some(2), "{arguments:?}");
        text(&run.stderr)
    };
    let missing = said(&["build", "nowhere"]);
    assert_eq!(missing, "error: `nowhere`: there is no file or folder of this name\n");
    let loose = said(&["build", "my", "kit"]);
    assert!(loose.ends_with("put it in quotes.\n"), "half a path: {loose}");
    let option = said(&["build", "--loud"]);
    assert!(!option.contains("in quotes"), "no path: {option}");
}

#[test]
fn the_starting_kit_builds_at_once_with_nothing_to_say() {
    let folder = Scratch::with(&[]);
    let run = platemark(&["new", "mine"], folder.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let run = platemark(&["build", "mine", "--strict"], folder.path());
    assert_eq!(text(&run.stderr), "", "no note, no warning, no error");
    assert_eq!(run.status.code(), Some(0), "built");
    assert_eq!(
        folder.names("mine/output"),
        ["the-night-ferry.epub", "the-night-ferry.pdf"],
        "both"
    );
    folder.write("mine/kit.yaml", b"title: Mine\n");
    let run = platemark(&["new", "mine"], folder.path());
    assert_eq!(run.status.code(), Some(2), "it overwrites nothing");
    assert_eq!(folder.read("mine/kit.yaml"), b"title: Mine\n", "untouched");
}

#[test]
fn the_same_kit_gives_the_same_bytes() {
    let books = |jobs: &str, kit: &str| {
        let folder = Scratch::with(&[]);
        platemark(&["new", kit], folder.path());
        let run = platemark(&["build", kit, "--jobs", jobs], folder.path());
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
        ["epub", "pdf"].map(|kind| folder.read(&format!("{kit}/output/the-night-ferry.{kind}")))
    };
    let (one, other) = (books("1", "one"), books("2", "another/place"));
    assert!(one[0] == other[0], "the EPUB, in another folder, with other threads");
    assert!(one[1] == other[1], "the PDF");
}

#[test]
fn code_is_not_read_for_its_words() {
    let code = "{\"Ok\":{\n├── Cargo.lock TODO lorem ipsum\n";
    let kit = format!(
        "---\ntitle: The Quay\nlang: en\n---\n\nThe quay.\n\n```text\n{code}```\n\n- It:\n\n  ```\n  \"TODO\n  ```\n"
    );
    let kit = Scratch::with(&[("note.md", &kit)]);
    let run = platemark(&["check", "--strict"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", text_of(&run));
}

#[test]
fn every_page_of_a_draft_says_so() {
    let chapter = "# One\n\nWords.\n\n# Two\n\nMore words.\n";
    let kit_of = |status: &str| format!("---\ntitle: The Quay\nlang: en\n{status}---\n\n{chapter}");
    for (status, wanted) in [("status: draft\n", true), ("", false)] {
        let kit = Scratch::with(&[("note.md", &kit_of(status))]);
        let run = platemark(&["build", "--dump", "pages"], kit.path());
        let pages = text(&run.stdout);
        let pages: Vec<&str> = pages.split("\npage ").skip(1).collect();
        assert!(1 < pages.len(), "some pages");
        for page in pages {
            assert_eq!(page.contains("Draft"), wanted, "{status}{page}");
        }
    }
}

#[test]
fn a_dump_is_text_and_writes_no_book() {
    let kit = Scratch::with(&[("note.md", NOTE)]);
    let run = platemark(&["build", "--dump", "pages"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let pages = text(&run.stdout);
    assert!(pages.contains("page 1") && pages.contains("quay"), "{pages}");
    let run = platemark(&["build", "note.md", "--dump", "tags"], kit.path());
    assert!(!run.stdout.is_empty(), "the structure tree");
    assert!(kit.names("output").is_empty(), "no book");
    platemark(&["build", "--dump", "tags", "--to", "pdf"], kit.path());
    assert_eq!(kit.names("output"), ["the-quay.pdf"], "one book, since it is asked for");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let kit = Scratch::with(&[("note.md", NOTE)]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_platemark"))
        .args(["build", "--dump", "pages"])
        .current_dir(kit.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let run = child.wait_with_output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
}

#[test]
fn a_photograph_without_alternative_text_is_refused_only_when_strict() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
               <path d='M0 0 h9 v9 h-9 Z'/></svg>";
    let manuscript = "---\ntitle: The Quay\nlang: en\n---\n\nText.\n\n![](a.svg \"A square.\")\n";
    let kit = Scratch::with(&[("note.md", manuscript), ("images/a.svg", svg)]);
    let run = platemark(&["build"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert!(text(&run.stderr).contains("warning[P003]"), "{}", text(&run.stderr));
    let run = platemark(&["build", "--strict"], kit.path());
    assert_eq!(run.status.code(), Some(1), "strict");
    assert!(text(&run.stderr).contains("error[P003]"), "{}", text(&run.stderr));
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_kit_is_read() {
    let outside = Scratch::with(&[("secret.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")]);
    let manuscript = "---\ntitle: T\nlang: en\n---\n\nText.\n\n![A link](link.svg)\n";
    let kit = Scratch::with(&[("note.md", manuscript)]);
    std::os::unix::fs::symlink(outside.path().join("secret.svg"), kit.path().join("link.svg"))
        .unwrap();
    let run = platemark(&["build"], kit.path());
    assert_eq!(run.status.code(), Some(1), "a link that leaves the kit");
    assert!(text(&run.stderr).contains("K004"), "{}", text(&run.stderr));
}

#[test]
fn the_standard_of_the_pdf_is_the_kits_or_the_options() {
    let asked = "---\ntitle: The Quay\nlang: en\nprint: {standard: ua-2}\n---\n\nOpen.\n";
    let kit = Scratch::with(&[("note.md", asked), ("plain/note.md", NOTE)]);
    let version = |arguments: &[&str], pdf: &str| {
        let run = platemark(arguments, kit.path());
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
        text(&kit.read(pdf)[..8])
    };
    let (own, plain) = ("output/the-quay.pdf", "plain/output/the-quay.pdf");
    assert_eq!(version(&["build", "note.md"], own), "%PDF-2.0", "as the kit says");
    let other = ["build", "note.md", "--pdf-standard", "ua-1"];
    assert_eq!(version(&other, own), "%PDF-1.7", "the option is stronger");
    assert_eq!(version(&["build", "plain"], plain), "%PDF-1.7", "by default");
    let other = ["build", "plain", "--pdf-standard", "ua-2"];
    assert_eq!(version(&other, plain), "%PDF-2.0", "as asked");
}

#[test]
fn a_standard_that_there_is_not_is_told_with_the_nearest_that_there_is() {
    let wrong = "---\ntitle: The Quay\nlang: en\nprint: {standard: ua-3}\n---\n\nOpen.\n";
    let kit = Scratch::with(&[("note.md", wrong)]);
    let run = platemark(&["build"], kit.path());
    assert_eq!(run.status.code(), Some(1), "the kit is at fault");
    let said = text(&run.stderr);
    assert!(said.contains("`ua-3`") && said.contains("note.md:4:"), "what and where: {said}");
    assert!(said.contains("`ua-1`"), "what to type: {said}");
}

#[test]
fn a_check_tells_and_writes_nothing() {
    let kit = Scratch::with(&[("note.md", NOTE), ("broken.epub", "no book")]);
    let run = platemark(&["check"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert_eq!(text(&run.stdout), "nothing found\n", "a good kit");
    let run = platemark(&["check", "broken.epub", "--json"], kit.path());
    assert_eq!(run.status.code(), Some(1), "an error");
    assert!(text(&run.stdout).starts_with("{\"code\":\"E001\",\"severity\":\"error\""), "JSON");
    let run = platemark(&["check", "broken.epub", "--allow", "e001"], kit.path());
    assert_eq!(run.status.code(), Some(0), "allowed: {}", text(&run.stdout));
    for arguments in
        [&["check", "nowhere"][..], &["check", "--deny", "E999"], &["check", "--today", "soon"]]
    {
        let run = platemark(arguments, kit.path());
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {}", text(&run.stderr));
    }
    assert_eq!(kit.names(""), ["broken.epub", "note.md"], "nothing was written");
}

#[test]
fn warnings_fail_a_check_only_when_strict_or_denied() {
    let kit = Scratch::with(&[("note.md", NOTE)]);
    platemark(&["build", "--to", "epub"], kit.path());
    let book = "output/the-quay.epub";
    // The book has no cover, which is a note.
    for (arguments, code) in [
        (&["check", book][..], 0),
        (&["check", book, "--strict"], 0),
        (&["check", book, "--deny", "E039"], 1),
        (&["check", book, "--deny", "E039", "--allow", "E039"], 1),
    ] {
        let run = platemark(arguments, kit.path());
        assert_eq!(run.status.code(), Some(code), "{arguments:?}: {}", text(&run.stdout));
    }
}

#[test]
fn a_check_of_a_kit_weighs_what_it_finds_and_says_where() {
    let head = "title: The Quay\nlang: en\n";
    let text = "The quay is open (TBC).\n";
    let folder = Scratch::with(&[("kit/kit.yaml", head), ("kit/manuscript.md", text)]);
    let check = |more: &[&str]| platemark(&[&["check", "kit"], more].concat(), folder.path());
    for (more, code) in [
        (&[][..], 0),
        (&["--strict"], 1),
        (&["--deny", "w001"], 1),
        (&["--strict", "--allow", "w001"], 0),
    ] {
        let run = check(more);
        assert_eq!(run.status.code(), Some(code), "{more:?}: {}", text_of(&run));
    }
    let shown = text_of(&check(&[]));
    assert!(shown.contains("manuscript.md:1:19") && shown.ends_with("\n1 warning\n"), "{shown}");
    let run = check(&["--format", "github"]);
    let wanted = "::warning file=kit/manuscript.md,line=1,col=19,title=W001::";
    assert!(text_of(&run).starts_with(wanted), "the path from here: {}", text_of(&run));
    folder.write(
        "kit/kit.yaml",
        format!("{head}check: {{allow: [{{code: W001, reason: the hall confirms in May}}]}}\n")
            .as_bytes(),
    );
    let run = check(&["--strict"]);
    assert_eq!(text_of(&run), "nothing found\n", "let pass, with a reason");
    folder.write("kit/kit.yaml", format!("{head}check: {{allow: [W999]}}\n").as_bytes());
    assert_eq!(check(&[]).status.code(), Some(1), "there is no such rule");
}

fn text_of(run: &Output) -> String {
    text(&run.stdout)
}
