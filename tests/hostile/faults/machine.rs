//! A machine that has no room, no memory, no files left, or other ways than ours.

use super::{both, kit, pair, run, said, say, settles};
use crate::attack::{limited, watched};

/// Runs a build over older books under some limits of a shell; what it leaves must be whole.
fn under(limits: &str, codes: &[i32]) {
    let pairs = [pair("ebb"), pair("flow")];
    let kit = kit("ebb");
    run(kit.path(), &["build"]);
    say(&kit, "flow");
    let ended = watched(limited(kit.path(), limits, &["build"]));
    let code = ended.status.code().unwrap_or(-1);
    assert!(codes.contains(&code), "{limits}: {}", said(&ended));
    if code == 2 {
        let message = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(message.contains("error: "), "{limits}: it says why: {message}");
    }
    settles(&kit, &pairs, limits);
}

/// By a signal, which has no exit code.
const KILLED: i32 = -1;

#[test]
fn a_full_disk_leaves_older_books() {
    // A file that grows too large stands for a disk that is full: each write fails.
    for blocks in [0, 1, 10, 100] {
        under(&format!("trap '' XFSZ; ulimit -f {blocks}"), &[2]);
    }
    under("ulimit -f 10", &[KILLED]);
}

#[test]
fn few_descriptors_are_enough_or_said() {
    // The system's loader takes one itself.
    for most in 4..12 {
        under(&format!("ulimit -n {most}"), &[0, 1, 2]);
    }
}

#[test]
fn little_memory_tears_nothing() {
    // Where none is left, the system ends the run; the books are whole all the same.
    for kilobytes in [60_000, 80_000, 100_000, 120_000] {
        under(&format!("ulimit -v {kilobytes}; ulimit -c 0"), &[0, 2, KILLED, 101]);
    }
}

#[test]
fn a_small_stack_is_enough() {
    for kilobytes in [128, 512, 2_048] {
        under(&format!("ulimit -s {kilobytes}"), &[0]);
    }
    let deep = format!("# A\n\n{}a\n\n{}b\n", "> ".repeat(200), "- ".repeat(200));
    let kit = kit("ebb");
    kit.write("manuscript.md", deep.as_bytes());
    kit.write("kit.yaml", b"title: Tide\nlang: en\n");
    let ended = watched(limited(kit.path(), "ulimit -s 128", &["build"]));
    assert_eq!(ended.status.code(), Some(0), "{}", said(&ended));
}

#[test]
fn places_where_nothing_can_be_written_are_told() {
    for place in ["/proc", "/proc/self/tide", "/dev/full", "/dev/null/tide", "manuscript.md"] {
        let kit = kit("ebb");
        let ended = run(kit.path(), &["build", "--output", place]);
        assert_eq!(ended.status.code(), Some(2), "{place}: {}", said(&ended));
        assert!(said(&ended).contains("error: "), "{place}: it says why");
        assert_eq!(kit.names(""), ["manuscript.md"], "{place}: nothing is left");
    }
}

#[test]
fn a_folder_in_the_place_of_one_book_stops_both() {
    for name in ["tide.pdf", "tide.epub"] {
        let kit = kit("ebb");
        kit.write(&format!("output/{name}/mine"), b"mine");
        let ended = run(kit.path(), &["build"]);
        assert_eq!(ended.status.code(), Some(2), "{name}: {}", said(&ended));
        assert_eq!(kit.names("output"), [name], "{name}: neither book is written");
        assert_eq!(kit.read(&format!("output/{name}/mine")), b"mine", "{name}: it is let be");
    }
}

#[test]
fn a_terminal_that_is_gone_or_full_hurts_no_book() {
    let pairs = [pair("ebb")];
    for (shell, codes) in [
        ("exec >&-", [0, 2]),
        ("exec 2>&-", [0, 0]),
        ("exec <&- >&- 2>&-", [0, 2]),
        ("exec >/dev/full", [2, 2]),
        ("exec 2>/dev/full", [0, 0]),
    ] {
        let kit = kit("ebb");
        let ended = watched(limited(kit.path(), shell, &["build"]));
        let code = ended.status.code().unwrap_or(-1);
        assert!(codes.contains(&code), "{shell}: {}", said(&ended));
        settles(&kit, &pairs, shell);
    }
}

#[test]
fn the_bytes_do_not_depend_on_who_builds_or_where() {
    let [pdf, epub] = pair("ebb");
    for shell in [
        "umask 077",
        "umask 000",
        "unset HOME",
        "HOME=/nowhere; export HOME",
        "LC_ALL=tr_TR.UTF-8; LANG=ar; LANGUAGE=de; export LC_ALL LANG LANGUAGE",
        "TZ=Pacific/Kiritimati; export TZ",
        "SOURCE_DATE_EPOCH=1; TMPDIR=/nowhere; export SOURCE_DATE_EPOCH TMPDIR",
        "RUST_BACKTRACE=1; NO_COLOR=1; TERM=dumb; COLUMNS=7; export RUST_BACKTRACE NO_COLOR TERM COLUMNS",
        "unset PATH",
    ] {
        let kit = kit("ebb");
        let ended = watched(limited(kit.path(), shell, &["build"]));
        assert_eq!(ended.status.code(), Some(0), "{shell}: {}", said(&ended));
        assert!(both(&kit) == [pdf.clone(), epub.clone()], "{shell}: other bytes");
    }
    for jobs in ["1", "8"] {
        let kit = kit("ebb");
        run(kit.path(), &["build", "--jobs", jobs]);
        assert!(both(&kit) == [pdf.clone(), epub.clone()], "{jobs} threads: other bytes");
    }
}

#[test]
fn limits_are_raised_and_lowered_by_name() {
    let kit = kit("ebb");
    kit.write("manuscript.md", b"---\ntitle: Tide\nlang: en\n---\n\n# A\n\na\n\n# B\n\nb\n");
    for (limit, code) in
        [("headings=1", 1), ("headings=2", 0), ("heading=2", 2), ("headings=0", 2), ("headings", 2)]
    {
        for command in ["build", "check", "print"] {
            let ended = run(kit.path(), &[command, ".", "--limit", limit]);
            assert_eq!(ended.status.code(), Some(code), "{command} {limit}: {}", said(&ended));
        }
    }
}

#[test]
fn the_limits_that_are_documented_are_those_that_hold() {
    let text = include_str!("../../../SECURITY.md");
    for (name, usual, most, what) in platemark::base::Limits::TABLE {
        let row = format!("| `{name}` | {usual} | {most} | {what} |");
        assert!(text.contains(&row), "SECURITY.md lacks `{row}`");
    }
}

#[test]
fn no_code_of_ours_opens_a_socket_or_starts_a_program() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.components().any(|part| part.as_os_str() == "tests") {
                continue;
            }
            let text = std::fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&text);
            for word in ["std::net", "std::process::Command", "process::Command", "os::unix::net"] {
                assert!(!text.contains(word), "{} says {word}", path.display());
            }
        }
    }
}
