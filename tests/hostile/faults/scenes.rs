//! The commands whose calls are let fail, and the kits with outputs of an older edition in which
//! they run.

use super::said;
use crate::attack::{limited, watched};
use crate::bytes::JPEG;
use crate::scratch::Scratch;

/// A command whose calls fail.
pub(super) struct Scene {
    pub(super) name: &'static str,
    pub(super) command: &'static [&'static str],
    /// The folder of its outputs, within `kit`.
    pub(super) outputs: &'static str,
    /// A command that finishes what a killed run had begun, and makes nothing.
    pub(super) finishes: Option<&'static [&'static str]>,
    /// Whether the outputs are exchanged at once, as a folder.
    pub(super) at_once: bool,
    /// What fails in each of its runs.
    pub(super) always: &'static [&'static str],
}

const COPIES: &[&str] = &["copies", "kit", "--for", "reviewers.csv", "--key", "key"];
const PART: &[&str] =
    &["copies", "kit", "--for", "reviewers.csv", "--key", "key", "--shard", "1/1"];
const STILLS: &[&str] = &["stills", "kit", "--today", "2026-02-20"];
pub(super) const SCENES: [Scene; 7] = [
    Scene {
        name: "build",
        command: &["build", "kit"],
        outputs: "output",
        finishes: Some(&["check", "kit/output/tide.pdf"]),
        at_once: false,
        always: &[],
    },
    Scene {
        name: "print",
        command: &["print", "kit", "--one-sheet", "--paper", "a5"],
        outputs: "output/print",
        finishes: Some(&["check", "kit/output/print/tide-a5.pdf"]),
        at_once: false,
        always: &[],
    },
    Scene {
        name: "stills",
        command: STILLS,
        outputs: "output/stills",
        finishes: None,
        at_once: true,
        always: &[],
    },
    Scene {
        name: "stills-without-exchange",
        command: STILLS,
        outputs: "output/stills",
        finishes: None,
        at_once: true,
        always: &["renameat2:error=EINVAL"],
    },
    Scene {
        name: "release",
        command: &["release", "kit", "--force", "--today", "2026-02-20"],
        outputs: "output/release",
        finishes: None,
        at_once: true,
        always: &[],
    },
    Scene {
        name: "copies",
        command: COPIES,
        outputs: "output/copies",
        finishes: None,
        at_once: false,
        always: &[],
    },
    Scene {
        name: "copies-of-a-part",
        command: PART,
        outputs: "output/copies",
        finishes: None,
        at_once: false,
        always: &[],
    },
];

/// Lays a kit, with a word of its own.
fn lay(place: &Scratch, word: &str) {
    let text = format!(
        "---\ntitle: Tide\nlang: en\nedition: {word}\nprint: {{papers: [a5]}}\nphotos:\n  \
         - {{id: sea, file: sea.jpg, alt: The {word} at sea., press: true}}\n---\n\n\
         The word is {word}.\n"
    );
    place.write("kit/manuscript.md", text.as_bytes());
    place.write("kit/sea.jpg", JPEG);
    place.write("key", &[7; 32]);
    // The edition of the copies stays: the names of the files do, and what they hold does not,
    // in ebooks not even the length, as both words have the same letters.
    let list = format!(
        "name,email,format\nThe {word},rosa@a.example,epub\nHer {word},ivo@b.example,pdf\n"
    );
    place.write("reviewers.csv", list.as_bytes());
}

/// The scene's kit before the run: with outputs of the older edition.
pub(super) fn older(scene: &Scene) -> Scratch {
    let place = Scratch::with(&[]);
    lay(&place, "stream");
    if scene.name == "copies-of-a-part" {
        // The ledger of the kit is there; that of the part is not yet.
        let made = watched(limited(place.path(), ":", COPIES));
        assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    } else {
        let made = watched(limited(place.path(), ":", scene.command));
        assert_eq!(made.status.code(), Some(0), "{}: {}", scene.name, said(&made));
    }
    let copies = scene.command[0] == "copies";
    let manuscript = place.read("kit/manuscript.md");
    lay(&place, "master");
    if copies {
        place.write("kit/manuscript.md", &manuscript);
    }
    place
}
