//! Names of files that lead astray, and addresses where no file is.

use std::os::unix::fs::symlink;
use std::process::Command;

use super::{Cases, MANUSCRIPT, shows};
use crate::bytes::{JPEG, SVG};

/// Names of pictures that must not be found, or not outside.
const NAMES: [(&str, &str); 30] = [
    ("path-up", "../outside/secret.jpg"),
    ("path-up-twice", "images/../../outside/secret.jpg"),
    ("path-up-from-nowhere", "nowhere/../../outside/secret.jpg"),
    ("path-absolute", "/etc/hostname"),
    ("path-drive", "C:/secret.jpg"),
    ("path-drive-backslash", "C:%5Csecret.jpg"),
    ("path-unc", "%5C%5Chost%5Cshare%5Ca.jpg"),
    ("path-backslash-up", "..%5Coutside%5Csecret.jpg"),
    ("path-encoded", "%2e%2e/outside/secret.jpg"),
    ("path-encoded-slash", "..%2foutside%2fsecret.jpg"),
    ("path-encoded-twice", "%252e%252e%252foutside%252fsecret.jpg"),
    ("path-encoded-overlong", "%c0%ae%c0%ae/outside/secret.jpg"),
    ("path-encoded-nul", "images/a.jpg%00.svg"),
    ("path-encoded-absolute", "%2fetc%2fhostname"),
    ("path-tilde", "~/secret.jpg"),
    ("path-variable", "$HOME/secret.jpg"),
    ("path-file-url", "file:///etc/hostname"),
    ("path-http", "http://example.org/a.jpg"),
    ("path-https-credentials", "https://user:word@example.org/a.jpg"),
    ("path-no-scheme", "//example.org/a.jpg"),
    ("path-data-url", "data:image/svg+xml;base64,PHN2Zz4="),
    ("path-javascript", "javascript:alert(1)"),
    ("path-query", "images/a.jpg?x=../../outside"),
    ("path-empty", ""),
    ("path-dot", "."),
    ("path-root", "/"),
    ("path-dev-zero", "/dev/zero"),
    ("path-proc-self", "/proc/self/environ"),
    ("path-proc-root", "../../../../../../../../proc/self/root/etc/hostname"),
    ("path-stream", "images/a.jpg::$DATA"),
];

pub(super) fn add(cases: &mut Cases) {
    for (name, path) in NAMES {
        cases.kit(name, move |kit| {
            shows(kit, path);
            kit.write("kit/images/b.jpg", JPEG);
        });
    }
    links(cases);
    names(cases);
    outputs(cases);
}

fn links(cases: &mut Cases) {
    let link = |cases: &mut Cases, name: &str, from: &'static str, to: &'static str| {
        cases.kit(name, move |kit| {
            shows(kit, "a.jpg");
            kit.write("kit/images/b.jpg", JPEG);
            let place = kit.path().join(from);
            if place.exists() {
                std::fs::remove_dir_all(&place).unwrap();
            }
            symlink(to, place).unwrap();
        });
    };
    link(cases, "link-out", "kit/images/a.jpg", "../../outside/secret.jpg");
    link(cases, "link-out-absolute", "kit/images/a.jpg", "/etc/hostname");
    link(cases, "link-inside", "kit/images/a.jpg", "b.jpg");
    link(cases, "link-to-itself", "kit/images/a.jpg", "a.jpg");
    link(cases, "link-to-nothing", "kit/images/a.jpg", "nothing.jpg");
    link(cases, "link-to-device", "kit/images/a.jpg", "/dev/zero");
    link(cases, "link-to-tty", "kit/images/a.jpg", "/dev/tty");
    link(cases, "link-to-folder", "kit/images/a.jpg", ".");
    link(cases, "link-folder-out", "kit/images", "../outside");
    cases.kit("link-folder-loop", |kit| {
        shows(kit, "images/x/x/x/x/a.jpg");
        kit.write("kit/images/a.jpg", JPEG);
        symlink(".", kit.path().join("kit/images/x")).unwrap();
    });
    cases.kit("link-of-two", |kit| {
        shows(kit, "a.jpg");
        kit.write("kit/images/readme", b"");
        symlink("b.jpg", kit.path().join("kit/images/a.jpg")).unwrap();
        symlink("a.jpg", kit.path().join("kit/images/b.jpg")).unwrap();
    });
    cases.kit("link-metadata-out", |kit| {
        symlink("../outside/secret.yaml", kit.path().join("kit/kit.yaml")).unwrap();
    });
    cases.kit("link-manuscript-out", |kit| {
        std::fs::remove_file(kit.path().join("kit/manuscript.md")).unwrap();
        symlink("../outside/secret.md", kit.path().join("kit/manuscript.md")).unwrap();
    });
    cases.kit("link-manuscript-folder-out", |kit| {
        std::fs::remove_file(kit.path().join("kit/manuscript.md")).unwrap();
        symlink("../outside", kit.path().join("kit/manuscript")).unwrap();
    });
    cases.kit("link-font-out", |kit| {
        kit.write("kit/kit.yaml", b"design: {fonts: {text: ../outside/secret.txt}}\n");
    });
    cases.kit("pipe-picture", |kit| {
        shows(kit, "a.jpg");
        kit.write("kit/images/b.jpg", JPEG);
        pipe(kit, "kit/images/a.jpg");
    });
    cases.kit("pipe-metadata", |kit| pipe(kit, "kit/kit.yaml"));
    cases.kit("pipe-manuscript", |kit| {
        std::fs::remove_file(kit.path().join("kit/manuscript.md")).unwrap();
        pipe(kit, "kit/manuscript.md");
    });
    cases.kit("folder-picture", |kit| {
        shows(kit, "a.jpg");
        kit.write("kit/images/a.jpg/b.jpg", JPEG);
    });
    cases.kit("folder-metadata", |kit| kit.write("kit/kit.yaml/a", b""));
    cases.kit("folder-manuscript", |kit| {
        std::fs::remove_file(kit.path().join("kit/manuscript.md")).unwrap();
        kit.write("kit/manuscript.md/a.md", MANUSCRIPT.as_bytes());
    });
    cases.kit("file-images", |kit| {
        shows(kit, "a.jpg");
        kit.write("kit/images", JPEG);
    });
}

fn pipe(kit: &crate::scratch::Scratch, name: &str) {
    let made = Command::new("mkfifo").arg(kit.path().join(name)).status().unwrap();
    assert!(made.success(), "a pipe can be made");
}

fn names(cases: &mut Cases) {
    let named = |cases: &mut Cases, name: &str, written: &'static str, file: &'static str| {
        cases.kit(name, move |kit| {
            shows(kit, written);
            kit.write(&format!("kit/images/{file}"), JPEG);
        });
    };
    named(cases, "name-composed", "caf\u{e9}.jpg", "cafe\u{301}.jpg");
    named(cases, "name-decomposed", "cafe\u{301}.jpg", "caf\u{e9}.jpg");
    named(cases, "name-other-case", "Quay.JPG", "quay.jpg");
    named(cases, "name-space", "a%20quay.jpg", "a quay.jpg");
    named(cases, "name-percent", "50%25.jpg", "50%.jpg");
    named(cases, "name-escape-as-it-stands", "a%20b.jpg", "a%20b.jpg");
    named(cases, "name-newline", "a%0Ab.jpg", "a\nb.jpg");
    named(cases, "name-escape-sequence", "a%1b[31mred.jpg", "b.jpg");
    named(cases, "name-escape-sequence-there", "a%1b[31mred.jpg", "a\x1b[31mred.jpg");
    named(cases, "name-bidi", "a\u{202e}gpj.exe.jpg", "a\u{202e}gpj.exe.jpg");
    named(cases, "name-emoji", "\u{1f4a5}.jpg", "\u{1f4a5}.jpg");
    named(cases, "name-dots", "....jpg", "....jpg");
    named(cases, "name-hidden", ".hidden.jpg", ".hidden.jpg");
    named(cases, "name-device-of-windows", "con.jpg", "con.jpg");
    named(cases, "name-quotes", "a'b.jpg", "a'b.jpg");
    named(cases, "name-markup", "a%22%3E%3Cscript%3E.jpg", "a\"><script>.jpg");
    named(cases, "name-no-ending", "quay", "quay");
    cases.kit("name-twins-in-case", |kit| {
        shows(kit, "a.jpg");
        kit.write("kit/images/a.jpg", JPEG);
        kit.write("kit/images/A.jpg", SVG.as_bytes());
        kit.write("kit/images/A.JPG", b"");
    });
    cases.kit("name-twins-in-form", |kit| {
        shows(kit, "caf\u{e9}.svg");
        kit.write("kit/images/caf\u{e9}.svg", SVG.as_bytes());
        kit.write("kit/images/cafe\u{301}.svg", b"");
    });
    cases.kit("name-twins-in-both-books", |kit| {
        let text = format!("{MANUSCRIPT}\n![A](<a b.svg>)\n\n![B](a-b.svg)\n");
        kit.write("kit/manuscript.md", text.as_bytes());
        kit.write("kit/images/a b.svg", SVG.as_bytes());
        kit.write("kit/images/a-b.svg", SVG.replace("60", "50").as_bytes());
    });
    cases.kit("name-very-long", |kit| shows(kit, &"a".repeat(100_000)));
    cases.kit("name-very-deep", |kit| shows(kit, &"a/".repeat(50_000)));
    cases.kit("name-very-many-dots", |kit| shows(kit, &"a/../".repeat(50_000)));
    cases.kit("name-not-text-beside", |kit| {
        use std::os::unix::ffi::OsStrExt;
        shows(kit, "quai.jpg");
        kit.write("kit/images/quay.jpg", JPEG);
        let odd = std::ffi::OsStr::from_bytes(b"qu\xffay.jpg");
        std::fs::write(kit.path().join("kit/images").join(odd), JPEG).unwrap();
    });
    cases.kit("name-manuscript-not-text", |kit| {
        use std::os::unix::ffi::OsStrExt;
        let from = kit.path().join("kit/manuscript.md");
        let odd = std::ffi::OsStr::from_bytes(b"tide\xff.md");
        std::fs::rename(from, kit.path().join("kit").join(odd)).unwrap();
    });
    cases.kit("name-manuscript-control", |kit| {
        let from = kit.path().join("kit/manuscript.md");
        std::fs::rename(from, kit.path().join("kit/tide\x1b[2J.md")).unwrap();
        kit.write("kit/tide\x1b[2J.md", b"![A](b.jpg)\n");
    });
}

/// Where the books go, as the kit would have it.
fn outputs(cases: &mut Cases) {
    let slug = |cases: &mut Cases, name: &str, slug: &'static str| {
        cases.yaml(name, format!("slug: \"{slug}\"\n"));
    };
    slug(cases, "slug-up", "../../outside/secret");
    slug(cases, "slug-absolute", "/tmp/tide");
    slug(cases, "slug-hidden", ".tide");
    slug(cases, "slug-dots", "..");
    slug(cases, "slug-nul", "a\\0b");
    slug(cases, "slug-newline", "a\\nb");
    slug(cases, "slug-journal", ".platemark.journal");
    cases.yaml("slug-long", format!("slug: {}\n", "tide".repeat(500)));
    cases.kit("title-as-path", |kit| {
        kit.write(
            "kit/manuscript.md",
            b"---\ntitle: ../../outside/secret\nlang: en\n---\n\nText.\n",
        );
    });
    cases.kit("output-link-out", |kit| {
        symlink("../outside", kit.path().join("kit/output")).unwrap();
    });
    cases.run("print-link-out", &["print"], |kit| {
        symlink("../outside", kit.path().join("kit/output")).unwrap();
    });
    cases.kit("output-link-to-nothing", |kit| {
        symlink("../outside/new", kit.path().join("kit/output")).unwrap();
    });
    cases.kit("output-book-link-out", |kit| {
        kit.write("kit/output/old", b"");
        std::fs::remove_file(kit.path().join("kit/output/old")).unwrap();
        symlink("../../outside/secret.txt", kit.path().join("kit/output/tide.pdf")).unwrap();
    });
    cases.kit("output-forged-journal", |kit| {
        let journal = ".a.pdf.1-0.platemark\n../../outside/.secret.txt.1-0.platemark\n\
                       /etc/.hostname.1-0.platemark\nall of these are complete\n";
        kit.write("kit/output/.platemark.journal", journal.as_bytes());
        kit.write("kit/../outside/.secret.txt.1-0.platemark", b"forged");
    });
    cases.kit("output-journal-link-out", |kit| {
        kit.write("outside/journal", b".a.pdf.1-0.platemark\nall of these are complete\n");
        kit.write("kit/output/old", b"");
        std::fs::remove_file(kit.path().join("kit/output/old")).unwrap();
        let place = kit.path().join("kit/output/.platemark.journal");
        symlink("../../outside/journal", place).unwrap();
    });
}
