//! `platemark explain`: what a rule asks, and why, with a wrong example and a right one.
//!
//! The name of a rule comes in, text for a person goes out. The texts are the Markdown files
//! beside this one, a file for each letter: under `## CODE` stand the reason and two fenced
//! examples. An example in `markdown` is a manuscript, one in `yaml` is added to a title and a
//! language; a test builds both and sees that only the wrong one breaks the rule.

use super::{Failure, say};
use crate::base::{Code, nearest};

/// The letters of rules, what they are about, and what is said of them.
const LETTERS: [(char, &str, &str); 13] = [
    ('K', "Files of the kit", include_str!("K.md")),
    ('M', "Metadata", include_str!("M.md")),
    ('T', "Text of the manuscript", include_str!("T.md")),
    ('P', "Photographs", include_str!("P.md")),
    ('R', "Rights", include_str!("R.md")),
    ('W', "Words", include_str!("W.md")),
    ('A', "What the trade asks for", include_str!("A.md")),
    ('F', "Fonts", include_str!("F.md")),
    ('L', "Pages", include_str!("L.md")),
    ('O', "The written books", include_str!("O.md")),
    ('E', "A finished ebook", include_str!("E.md")),
    ('D', "A finished PDF", include_str!("D.md")),
    ('C', "Copies for reviewers", include_str!("C.md")),
];

pub(super) fn run(rule: Option<&str>) -> Result<(), Failure> {
    let Some(rule) = rule else { return say(&list()) };
    let id = rule.to_ascii_uppercase();
    match Code::named(&id) {
        Some(code) => say(&explained(code)),
        None => Err(Failure::Machine(unknown(rule, &id))),
    }
}

fn unknown(rule: &str, id: &str) -> String {
    let help = match nearest(id, Code::ALL.iter().map(|code| code.id())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`platemark explain` lists them all".to_owned(),
    };
    format!("there is no rule `{rule}`; {help}")
}

/// What a rule is about: its place among the letters, and in words.
pub(super) fn about(code: Code) -> (usize, &'static str) {
    let at = LETTERS.iter().position(|(letter, ..)| code.id().starts_with(*letter));
    let at = at.expect("every letter is in the table, or `explain` would not list its rules");
    (at, LETTERS[at].1)
}

/// All rules, a line each, by their letters.
fn list() -> String {
    let mut out = String::new();
    for (letter, about, _) in LETTERS {
        out.push_str(&format!("{about}\n"));
        for code in Code::ALL.iter().filter(|code| code.id().starts_with(letter)) {
            out.push_str(&format!("  {code}  {}\n", code.rule()));
        }
        out.push('\n');
    }
    out + "platemark explain CODE says why, with a wrong and a right example.\n"
}

/// What is said of a rule, without its name; nothing if nothing is.
#[must_use]
pub fn explanation(code: Code) -> Option<&'static str> {
    let (_, _, text) = LETTERS.iter().find(|(letter, ..)| code.id().starts_with(*letter))?;
    let (_, rest) = text.split_once(&format!("## {code}\n"))?;
    // Examples have headings, too.
    let next = |at: &usize| rest.get(at + 4..at + 8).and_then(Code::named).is_some();
    let end = rest.match_indices("\n## ").map(|(at, _)| at).find(next);
    Some(&rest[..end.unwrap_or(rest.len())])
}

/// The name, the rule and its explanation, with examples indented.
fn explained(code: Code) -> String {
    let mut out = format!("{code}: {}\n\n", code.rule());
    let mut example = false;
    for line in explanation(code).unwrap_or_default().lines() {
        if line.starts_with("```") {
            example = !example;
        } else if example && !line.is_empty() {
            out.push_str(&format!("    {line}\n"));
        } else {
            // A label stands apart from what is above it.
            let label = matches!(line, "Wrong:" | "Right:");
            out.push_str(&format!("{}{line}\n", if label { "\n" } else { "" }));
        }
    }
    out
}
