//! The schema, the table of keys and the readers say the same: of every key and of a sample
//! of values, the readers and a validator that we did not write are asked whether it may be.

use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};

use super::*;
use crate::base::{FileId, Lang, Severity};
use crate::kit::Kit;
use crate::read::photos::Photos;
use crate::read::{Ctx, yaml};

/// Flow YAML of every shape that a value can have, right and wrong for some key.
const SAMPLES: [&str; 34] = [
    "word",
    "two words",
    "12",
    "-3",
    "0.5",
    "10.5pt",
    "true",
    "no",
    "film",
    "draft",
    "forbid",
    "ua-1",
    "omit",
    "2026",
    "2026-03-12",
    "2026-13",
    "2026-03-12T18:00:00+01:00",
    "2026-03-12 25:00",
    "https://a.example/b",
    "a.example",
    "a@b.example",
    "P003",
    "P999",
    "en-GB",
    "[]",
    "[a, b]",
    "[[a]]",
    "[0.4, 0.3]",
    "[0.4, 3]",
    "{}",
    "{a: b}",
    "{a: {b: c}}",
    "[{a: b}]",
    "{a: {b: {c: d}}}",
];

/// The photograph that records in this test are of.
const PHOTO: &str = "images/shot-01.jpg";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A validator and the readers.
struct Judges {
    schemas: Schemas,
    index: SchemaIndex,
    kit: Kit,
}

impl Judges {
    fn new() -> Judges {
        let json: serde_json::Value = serde_json::from_str(&schema()).unwrap();
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.add_resource("kit.schema.json", json).unwrap();
        let index = compiler.compile("kit.schema.json", &mut schemas).unwrap();
        let kit = Kit::open(&root().join("tests/kits/game"), None).unwrap();
        Judges { schemas, index, kit }
    }

    /// What the validator finds wrong.
    fn schema(&self, yaml: &str) -> Option<String> {
        let value: serde_json::Value = serde_yaml::from_str(yaml).unwrap();
        self.schemas.validate(&value, self.index).err().map(|error| format!("{error:#}"))
    }

    /// What the readers find wrong with keys, shapes and values.
    fn reader(&self, text: &str) -> Option<String> {
        let mut ctx = Ctx {
            kit: &self.kit,
            lang: Lang::english(),
            typing: crate::read::hygiene::Typing::default(),
            photos: Photos::new(&self.kit, &[]),
            diagnostics: Vec::new(),
            next_id: 0,
        };
        let node =
            yaml::parse(text, FileId(0), 0, &crate::base::Limits::default(), &mut ctx.diagnostics);
        let entries = super::super::join(None, node, &mut ctx);
        super::super::lang(&entries, false, &mut ctx);
        super::super::typing(&entries, &mut ctx);
        super::super::read(&entries, &mut ctx);
        let ours = [Code::UnknownKey, Code::WrongShape, Code::BadValue, Code::BadDate];
        let found = ctx.diagnostics.into_iter();
        let mut wrong = found.filter(|found| {
            found.severity == Severity::Error && ours.contains(&found.code)
                || found.code == Code::YamlSyntax
        });
        wrong.next().map(|found| found.message)
    }

    /// Adds to `differences` if only one of them finds something wrong.
    fn compare(&self, text: &str, differences: &mut Vec<String>) {
        let (schema, reader) = (self.schema(text), self.reader(text));
        if schema.is_some() != reader.is_some() {
            let by = if schema.is_some() { "the schema" } else { "the reader" };
            let why = schema.or(reader).unwrap_or_default();
            differences.push(format!("{text}\n  only {by} refuses it: {why}"));
        }
    }
}

/// A value that is taken.
fn example(key: &Key) -> &'static str {
    match (key.name, &key.takes) {
        ("file", _) => PHOTO,
        (_, Takes::Date) => "2026",
        (_, Takes::Url) => "https://a.example/",
        (_, Takes::Mail) => "a@b.example",
        (_, Takes::Rule) => "P003",
        _ => "word",
    }
}

/// Calls `each` with metadata that has a sample at every place where a value can stand.
fn vary(takes: &Takes, place: &dyn Fn(&str) -> String, each: &mut dyn FnMut(&str)) {
    match takes {
        Takes::Of(mapping) => {
            for key in mapping.keys {
                let chosen = |name: &str| {
                    mapping.one_of.first() == Some(&name) && !mapping.one_of.contains(&key.name)
                };
                let others: String = mapping
                    .keys
                    .iter()
                    .filter(|other| other.name != key.name)
                    .filter(|other| other.required || chosen(other.name))
                    .fold(String::new(), |all, other| {
                        all + other.name + ": " + example(other) + ", "
                    });
                let at = |value: &str| place(&format!("{{{others}{}: {value}}}", key.name));
                for sample in SAMPLES {
                    // In its form, `true` is a language tag.
                    if !(matches!(key.takes, Takes::Language) && sample == "true") {
                        each(&at(sample));
                    }
                }
                if !mapping.one_of.contains(&key.name) {
                    each(&at("~"));
                    each(&place(&format!("{{{}: {}}}", key.name, example(key))));
                }
                vary(&key.takes, &at, each);
            }
            each(&place("{unknown: key}"));
        }
        Takes::Many(inner) => vary(inner, &|value| place(&format!("[{value}, ~]")), each),
        Takes::Named(inner) => {
            for sample in SAMPLES {
                each(&place(&format!("{{Any: {sample}}}")));
            }
            vary(inner, &|value| place(&format!("{{Any: {value}}}")), each);
        }
        Takes::Either(one, other) => {
            vary(one, place, each);
            vary(other, place, each);
        }
        _ => {}
    }
}

#[test]
fn readers_and_schema_agree_on_every_key() {
    let (judges, mut differences) = (Judges::new(), Vec::new());
    let mut count = 0;
    vary(&Takes::Of(&keys::TOP), &str::to_owned, &mut |text| {
        count += 1;
        judges.compare(text, &mut differences);
    });
    assert!(5_000 < count, "every key has been tried: {count}");
    let shown = differences.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} of {count}:\n{shown}", differences.len());
}

/// The metadata files under a folder.
fn metadata_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            metadata_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}

#[test]
fn the_kits_of_this_repository_fit_the_schema() {
    let (judges, mut differences) = (Judges::new(), Vec::new());
    for file in ["manuscript/kit.yaml", "src/cli/new/kit.yaml", "tests/kits/game/kit.yaml"] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert_eq!(judges.schema(&text), None, "{file}");
    }
    let mut files = Vec::new();
    metadata_files(&root().join("tests/corpus/diag"), &mut files);
    files.sort();
    assert!(!files.is_empty(), "there are kits with a metadata file");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        if serde_yaml::from_str::<serde_json::Value>(&text).is_ok() {
            judges.compare(&text, &mut differences);
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_key_is_described_once() {
    fn described(mapping: &Mapping) {
        let mut names = mapping.names();
        for key in mapping.keys {
            assert!(key.about.ends_with('.'), "`{}` of {} has a sentence", key.name, mapping.name);
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), mapping.keys.len(), "{}: no key twice", mapping.name);
    }
    let mut inner = Vec::new();
    collect(&keys::TOP, &mut inner);
    described(&keys::TOP);
    inner.into_iter().for_each(described);
}

#[test]
fn the_shipped_schema_is_this_one() {
    let shipped = fs::read_to_string(root().join("kit.schema.json")).unwrap_or_default();
    assert!(shipped == schema(), "write it anew: `cargo run -- schema > kit.schema.json`");
}
