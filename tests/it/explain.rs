//! `platemark explain`: every rule is explained, and its examples are what they are said to be.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use platemark::base::{Code, Diagnostic, Severity};
use platemark::cli::explanation;

use crate::diag::{diagnostics, is_of_check, proofs};
use crate::scratch::Scratch;

/// An example: what kind of file it is, and its text.
type Example = (String, String);

/// The reason, the wrong example and the right one.
fn parts(code: Code) -> (String, Example, Example) {
    let text = explanation(code)
        .unwrap_or_else(|| panic!("{code} has no entry `## {code}` in src/cli/rules"));
    let example = |label: &str| -> Example {
        let label = format!("\n{label}:\n```");
        let rest = text.split(&label).nth(1).unwrap_or_else(|| panic!("{code}: no {label}"));
        let (kind, rest) = rest.split_once('\n').unwrap();
        let (text, _) = rest.split_once("\n```").unwrap_or_else(|| panic!("{code}: no end"));
        (kind.to_owned(), format!("{text}\n"))
    };
    let reason = text.split("\nWrong:\n").next().unwrap().to_owned();
    (reason, example("Wrong"), example("Right"))
}

/// A kit of an example; none if it is in words.
fn kit((kind, text): &Example) -> Option<Scratch> {
    let head = "title: The Quay\nlang: en\n";
    let (yaml, manuscript) = match kind.as_str() {
        "markdown" => (head.to_owned(), format!("# One\n\n{text}")),
        "yaml" => (format!("{head}{text}"), "The quay is long.\n".to_owned()),
        "yaml whole" => (text.clone(), "The quay is long.\n".to_owned()),
        "text" => return None,
        other => panic!("no example is of the kind `{other}`"),
    };
    let kit = Scratch::with(&[("kit.yaml", &yaml), ("manuscript.md", &manuscript)]);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let drawing = fs::read(corpus.join("diag/P003-photo-without-alt/images/quay.svg")).unwrap();
    kit.write("images/quay.svg", &drawing);
    kit.write("images/pier.svg", &drawing);
    kit.write("images/small.jpg", &fs::read(corpus.join("photos/baseline.jpg")).unwrap());
    Some(kit)
}

#[test]
fn every_rule_is_explained() {
    for &code in Code::ALL {
        let (reason, wrong, right) = parts(code);
        assert!(reason.trim().ends_with('.'), "{code} says why in sentences: {reason}");
        assert_ne!(wrong, right, "{code}: the examples differ");
        for (_, text) in [wrong, right] {
            assert!(!text.trim().is_empty(), "{code}: an example says something");
        }
    }
}

/// Whether something is wrong that is not the size of the examples' tiny photograph.
fn is_error(found: &Diagnostic) -> bool {
    found.severity == Severity::Error && found.code != Code::PhotoCoarse
}

#[test]
fn the_wrong_example_breaks_the_rule_and_the_right_one_none() {
    let (mut run, mut faults) = (0, Vec::new());
    for &code in Code::ALL {
        let (_, wrong, right) = parts(code);
        let diagnostics = if is_of_check(code) { proofs } else { diagnostics };
        if let Some(kit) = kit(&wrong) {
            run += 1;
            let (found, _) = diagnostics(kit.path());
            if !found.iter().any(|found| found.code == code) {
                faults.push(format!("{code}: the wrong example does not break it: {found:?}"));
            }
        }
        if let Some(kit) = kit(&right) {
            let (found, _) = diagnostics(kit.path());
            let mut found = found.iter();
            if let Some(found) = found.find(|found| found.code == code || is_error(found)) {
                faults.push(format!("{code}: the right example has {found:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(30 < run, "most examples of kits can be built: {run}");
}

fn explain(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_platemark"));
    command.arg("explain").args(arguments).output().unwrap()
}

#[test]
fn a_rule_is_explained_on_standard_output() {
    let run = explain(&["t001"]);
    assert_eq!(run.status.code(), Some(0), "small letters will do");
    let said = String::from_utf8(run.stdout).unwrap();
    let wanted = "T001: A directive is misspelt.\n\n\
                  A comment that is nearly a directive would be hidden and do nothing.\n\n\
                  Wrong:\n    <!-- pul: The quay is long. -->\n\n    The quay is long.\n\n\
                  Right:\n    <!-- pull: The quay is long. -->\n\n    The quay is long.\n";
    assert_eq!(said, wanted, "the rule, why it is there, and two examples");
    let all = String::from_utf8(explain(&[]).stdout).unwrap();
    for code in Code::ALL {
        assert!(all.contains(&format!("  {code}  {}\n", code.rule())), "{code} is listed: {all}");
    }
    let run = explain(&["P03"]);
    assert_eq!(run.status.code(), Some(2), "there is none of this name");
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(said.contains("no rule `P03`") && said.contains("did you mean `P003`?"), "{said}");
}
