//! The rules of the repository that a machine can check: arrows between modules, a head on
//! every file, file length, the names of all rules, the changelog.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const MAX_LINES: usize = 800;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "there is code in {}", folder.display());
    found
}

/// The table under `## Arrows`: each module and those that it may use.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let section = text.split("\n## Arrows\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut table = BTreeMap::new();
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let mut names = row.split('`').skip(1).step_by(2).map(str::to_owned);
        table.insert(names.next().unwrap(), names.collect());
    }
    assert!(10 < table.len(), "the arrow table has a row for each module");
    table
}

/// The row of the table that a file under `src/` belongs to: the longest name that fits.
fn module_of(file: &Path, table: &BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    let path = file.strip_prefix(root().join("src")).unwrap().to_str().unwrap().to_owned();
    let fits =
        |name: &&String| path.starts_with(&format!("{name}/")) || path == format!("{name}.rs");
    table.keys().filter(fits).max_by_key(|name| name.len()).cloned()
}

#[test]
fn modules_use_only_what_the_arrow_table_allows() {
    let table = arrows();
    let tops: BTreeSet<&str> = table.keys().map(|name| name.split('/').next().unwrap()).collect();
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let Some(module) = module_of(&file, &table) else { continue };
        let top = module.split('/').next().unwrap();
        let text = fs::read_to_string(&file).unwrap();
        // Tests may build their input with any module.
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for used in line.split("crate::").skip(1) {
                let name: String =
                    used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let known = tops.contains(name.as_str());
                if known && name != top && !table[&module].contains(&name) {
                    wrong.push(format!("{}:{}: {module} uses {name}", file.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "arrows that ARCHITECTURE.md does not draw:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    for folder in ["src", "tests"] {
        for file in rust_files(&root().join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(text.starts_with("//! "), "{} has no `//!` head", file.display());
            let lines = text.lines().count();
            assert!(
                lines <= MAX_LINES,
                "{} has {lines} lines; {MAX_LINES} is the most",
                file.display()
            );
        }
    }
}

#[test]
fn no_work_is_left_for_later() {
    for file in rust_files(&root().join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for word in ["TODO", "FIXME", "todo!", "unimplemented!"] {
            assert!(!code.contains(word), "{} says {word}", file.display());
        }
    }
}

#[test]
fn the_changelog_has_an_unreleased_part() {
    let text = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    assert!(text.contains("## Unreleased"), "CHANGELOG.md lacks `## Unreleased`");
}

#[test]
fn every_dependency_is_accounted_for() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let decisions = fs::read_to_string(root().join("DECISIONS.md")).unwrap();
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside && let Some((name, _)) = line.split_once(" = ") {
            let entry = format!("`{name}`");
            assert!(decisions.contains(&entry), "DECISIONS.md has no line for {entry}");
        }
    }
}
