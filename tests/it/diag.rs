//! What a person is told: each folder of `tests/corpus/diag` is a kit with one fault, named
//! for the rule that it breaks, with the message that is shown for it.
//!
//! `UPDATE_DIAG=1 cargo test --test it diag` writes the messages anew; read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use platemark::base::{Code, Diagnostic, Sources};
use platemark::document::Date;
use platemark::kit::{Kit, OpenError};

/// All that is said of the kit in a folder.
pub(crate) fn diagnostics(folder: &Path) -> (Vec<Diagnostic>, Sources) {
    match Kit::open(folder, None) {
        Ok(kit) => {
            let build = platemark::build(&kit);
            (build.diagnostics, kit.sources)
        }
        Err(OpenError::Kit { sources, diagnostics }) => (diagnostics, sources),
        Err(error) => panic!("{}: {error}", folder.display()),
    }
}

/// All that `check` says of a kit on 25 February 2026.
pub(crate) fn proofs(folder: &Path) -> (Vec<Diagnostic>, Sources) {
    let kit = Kit::open(folder, None).unwrap();
    let build = platemark::build(&kit);
    let today = Date { year: 2026, month: Some(2), day: Some(25) };
    (platemark::check(&kit, &build, Some(today)), kit.sources)
}

/// Whether only `check` speaks of a rule: `seeded.rs` shows how.
pub(crate) fn is_of_check(code: Code) -> bool {
    code.id().starts_with(['R', 'W', 'A'])
        || ("P011"..="P099").contains(&code.id())
        || code == Code::IdleAllow
}

fn folders() -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/diag");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the variable asks for new goldens")]
fn every_fault_is_shown_as_agreed() {
    let update = std::env::var("UPDATE_DIAG").is_ok();
    let mut wrong = Vec::new();
    for folder in folders() {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        // A few are opened by a folder in them.
        let inner = fs::read_to_string(folder.join("open.txt")).unwrap_or_default();
        let (found, sources) = diagnostics(&folder.join(inner.trim()));
        let code = name.split('-').next().unwrap();
        let shown = platemark::cli::explain(&found, &sources);
        if !found.iter().any(|found| found.code.id() == code) {
            wrong.push(format!("{name} does not break its rule, but:\n{shown}"));
        }
        let golden = folder.join("expected.txt");
        if update {
            fs::write(&golden, &shown).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if expected != shown {
            wrong.push(format!("{name} shows\n{shown}\ninstead of\n{expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_folder_is_named_for_a_rule() {
    for folder in folders() {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let code = name.split('-').next().unwrap();
        assert!(
            Code::ALL.iter().any(|rule| rule.id() == code),
            "`{name}` begins with no rule's name"
        );
    }
}

/// Rules that no folder can show, and why. What is wrong with finished books, the letters
/// `E` and `D`, is shown by the tests of those who examine them; what only `check` says of a
/// kit, by `seeded.rs`.
const NOT_SHOWN: [(&str, &str); 8] = [
    ("K005", "a text of more than 8 MB has no place in a repository"),
    ("K008", "nor has one of 5,000 headings; `tests/hostile` shows it"),
    ("C001", "a list of reviewers is no part of a kit; `copies.rs` shows it"),
    ("C002", "it is no fault of a kit; `copies.rs` shows it"),
    ("L004", "no one-sheet is set here; `print.rs` shows it"),
    ("O001", "books are not written here, and ours conform"),
    ("O002", "books are not written here; `cli.rs` shows it"),
    ("O003", "no kit makes our books faulty"),
];

#[test]
fn every_rule_has_a_folder() {
    let names: Vec<String> = folders()
        .iter()
        .map(|folder| folder.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let elsewhere = |code: Code| code.id().starts_with(['E', 'D']) || is_of_check(code);
    for code in Code::ALL.iter().filter(|code| !elsewhere(**code)) {
        let shown = names.iter().any(|name| name.starts_with(code.id()));
        let excused = NOT_SHOWN.iter().any(|(id, _)| *id == code.id());
        assert!(
            shown != excused,
            "{code} ({}) needs a folder in tests/corpus/diag, or a reason in NOT_SHOWN",
            code.rule()
        );
    }
}

#[test]
fn every_diagnostic_of_the_corpus_says_what_to_do() {
    for folder in folders() {
        let (found, _) = diagnostics(&folder);
        for found in found {
            let message = &found.message;
            assert!(!message.ends_with('.'), "no full stop: {message}");
            assert!(found.help.is_some(), "{}: no help for: {message}", folder.display());
        }
    }
}
