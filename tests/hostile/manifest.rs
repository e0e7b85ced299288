//! The table of hostile kits: `name | how it must end`. The name says what the kit does.
//!
//! An end is `builds`, `fails` (exit code 1) or `stops` (exit code 2, the machine's or the
//! command line's fault), and after it each rule that speaks, with the line where it first
//! does and how often: `fails K004:6 T006:8x3`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/manifest.txt")
}

/// How each case must end, by name.
pub(crate) fn read() -> BTreeMap<String, String> {
    let text = fs::read_to_string(path()).unwrap();
    let mut rows = BTreeMap::new();
    for (name, end) in text.lines().filter_map(|line| line.split_once(" | ")) {
        let again = rows.insert(name.trim().to_owned(), end.trim().to_owned());
        assert!(again.is_none(), "`{name}` stands in the manifest twice");
    }
    rows
}

/// Writes the ends that were seen into the table, to be read by a person.
pub(crate) fn accept(seen: &BTreeMap<String, String>) {
    let text = fs::read_to_string(path()).unwrap();
    let mut out: String =
        text.lines().filter(|line| !line.contains(" | ")).map(|line| format!("{line}\n")).collect();
    let mut rows = read();
    rows.extend(seen.iter().map(|(name, end)| (name.clone(), end.clone())));
    out.extend(rows.iter().map(|(name, end)| format!("{name} | {end}\n")));
    fs::write(path(), out).unwrap();
}
