//! Every crate that is built in has a licence that ours can live with.

use std::process::Command;

/// Licences that ask for no more than to be named; the last two cover files that we do not
/// change, and the words of their authors.
const KNOWN: [&str; 12] = [
    "MIT",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "MIT-0",
    "Unlicense",
    "Unicode-3.0",
    "MPL-2.0",
    "IJG",
];

fn said_by(program: &str, arguments: &[&str]) -> String {
    let run =
        Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let run = run.unwrap();
    assert!(run.status.success(), "{program}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// Whether a licence, or one of those to choose from, is known; each of several that all hold
/// must be.
fn known(licence: &str) -> bool {
    let licence = licence.replace('/', " OR ").replace(['(', ')'], "");
    licence.split(" AND ").all(|all| {
        all.split(" OR ").any(|one| KNOWN.contains(&one.split(" WITH ").next().unwrap().trim()))
    })
}

#[test]
fn every_crate_has_a_licence_on_the_list() {
    let host = said_by("rustc", &["-vV"]);
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned();
    let metadata = ["metadata", "--format-version", "1", "--locked", "--filter-platform", &host];
    let text = said_by(env!("CARGO"), &metadata);
    let tree: serde_json::Value = serde_json::from_str(&text).unwrap();
    let packages = tree["packages"].as_array().unwrap();
    assert!(100 < packages.len(), "the tree was read");
    for package in packages {
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(known(licence), "{}: {licence}", package["name"]);
    }
}
