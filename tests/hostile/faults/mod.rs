//! Takes things away from a run: its life, its disk, its memory, its files, its terminal.
//!
//! After each fault an output name holds a whole old or a whole new file, both books are of
//! one run once any command has run there again, and nothing else lies in the folder.

mod calls;
mod journal;
mod machine;
mod scenes;
mod traced;

use std::path::Path;
use std::process::Output;

use crate::attack::{limited, watched};
use crate::scratch::Scratch;

/// A kit with a text of its own, which tells its books from others.
pub(crate) fn kit(word: &str) -> Scratch {
    let kit = Scratch::with(&[]);
    say(&kit, word);
    kit
}

fn say(kit: &Scratch, word: &str) {
    let text = format!("---\ntitle: Tide\nlang: en\n---\n\nThe word is {word}.\n");
    kit.write("manuscript.md", text.as_bytes());
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    watched(limited(folder, ":", arguments))
}

fn said(run: &Output) -> String {
    format!("{}: {}", run.status, String::from_utf8_lossy(&run.stderr))
}

/// The two books of a kit that says a word, PDF first.
fn pair(word: &str) -> [Vec<u8>; 2] {
    let kit = kit(word);
    let built = run(kit.path(), &["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", said(&built));
    both(&kit)
}

fn both(kit: &Scratch) -> [Vec<u8>; 2] {
    [kit.read("output/tide.pdf"), kit.read("output/tide.epub")]
}

/// The next command finishes what a fault left: then all is whole and of one run.
fn settles(kit: &Scratch, pairs: &[[Vec<u8>; 2]], fault: &str) {
    for (at, name) in ["output/tide.pdf", "output/tide.epub"].into_iter().enumerate() {
        let found = kit.read(name);
        assert!(pairs.iter().any(|pair| pair[at] == found), "{fault}: `{name}` is torn");
    }
    let checked = run(kit.path(), &["check", "output/tide.pdf"]);
    assert!(matches!(checked.status.code(), Some(0 | 1)), "{fault}: {}", said(&checked));
    let found = both(kit);
    assert!(pairs.contains(&found), "{fault}: the books are of two runs");
    assert_eq!(kit.names("output"), ["tide.epub", "tide.pdf"], "{fault}: something is left");
}
