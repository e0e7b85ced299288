//! The JSON Schema of the metadata, for editors.
//!
//! The table of keys comes in, JSON goes out. It is printed in draft 7, which is what editors
//! understand. Where a reader takes text, the schema takes numbers and truth values too:
//! `title: 1984` is a number for every other program that reads YAML, and text for us.
//!
//! # Source
//!
//! JSON Schema draft-07 (Wright, Andrews, Hutton, 2018) and its Validation vocabulary.

use std::fmt::Write;

use super::foreign;
use super::keys::{self, Key, Mapping, Takes};
use crate::base::Code;

/// Spaces for each level of nesting.
const INDENT: usize = 2;

/// ISO 8601 in the forms that the reader of dates takes.
const DATE: &str = r"^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])([Tt ] *([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)? *([Zz]|[+−-](0[0-9]|1[0-4])(:?[0-5][0-9])?)?)?)?)?$";
const LANGUAGE: &str = "^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$";
const PLAIN_NAME: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
const URL: &str = "^([Hh][Tt][Tt][Pp][Ss]?://[^ ]+|[Mm][Aa][Ii][Ll][Tt][Oo]:.*@.*)$";
const MAIL: &str = r"^(mailto:)?[^@ ]+@[^@ ]*\.[^@ ]*$";
const NUMBER: &str = r"^([0-9]+\.?[0-9]*|\.[0-9]+) *(pt)?$";

/// The schema of a kit's metadata, as indented JSON.
#[must_use]
pub fn schema() -> String {
    let mut root = mapping(&keys::TOP);
    let Json::Map(entries) = &mut root else { return String::new() };
    let head = [
        ("$schema", text("http://json-schema.org/draft-07/schema#")),
        ("title", text("Metadata of a Platemark press kit")),
    ];
    entries.splice(0..0, head.map(|(key, value)| (key.to_owned(), value)));
    let foreign = format!("^({})$", foreign::keys().collect::<Vec<_>>().join("|"));
    let about = "A key of other programs, without effect here.";
    let let_pass = map([(foreign.as_str(), map([("description", text(about))]))]);
    entries.push(("patternProperties".to_owned(), let_pass));
    let mut found = Vec::new();
    collect(&keys::TOP, &mut found);
    let definitions = found.into_iter().map(|inner| (inner.name.to_owned(), mapping(inner)));
    entries.push(("definitions".to_owned(), Json::Map(definitions.collect())));
    let mut out = String::new();
    root.print(0, &mut out);
    out.push('\n');
    out
}

/// JSON, its maps in the order in which they are printed.
enum Json {
    Flag(bool),
    Number(u32),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn map<const N: usize>(entries: [(&str, Json); N]) -> Json {
    Json::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

impl Json {
    fn print(&self, depth: usize, out: &mut String) {
        match self {
            Json::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Json::Number(number) => out.push_str(&number.to_string()),
            Json::Text(text) => quote(text, out),
            Json::List(items) => {
                lines(items, "[]", depth, out, |item, out| item.print(depth + 1, out));
            }
            Json::Map(entries) => lines(entries, "{}", depth, out, |(key, value), out| {
                quote(key, out);
                out.push_str(": ");
                value.print(depth + 1, out);
            }),
        }
    }
}

/// Items between brackets, one a line.
fn lines<T>(
    items: &[T],
    brackets: &str,
    depth: usize,
    out: &mut String,
    mut print: impl FnMut(&T, &mut String),
) {
    let (open, close) = brackets.split_at(1);
    out.push_str(open);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&" ".repeat(INDENT * (depth + 1)));
        print(item, out);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&" ".repeat(INDENT * depth));
    }
    out.push_str(close);
}

/// RFC 8259, 7.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // A string takes all that is written to it.
            c if c.is_control() => drop(write!(out, "\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// The mappings that can be reached from this one, each once.
fn collect(mapping: &'static Mapping, found: &mut Vec<&'static Mapping>) {
    for key in mapping.keys {
        reach(&key.takes, found);
    }
}

fn reach(takes: &'static Takes, found: &mut Vec<&'static Mapping>) {
    match takes {
        Takes::Many(inner) | Takes::Named(inner) => reach(inner, found),
        Takes::Either(one, other) => {
            reach(one, found);
            reach(other, found);
        }
        Takes::Of(inner) if found.iter().all(|other| other.name != inner.name) => {
            found.push(inner);
            collect(inner, found);
        }
        Takes::Of(_)
        | Takes::Text
        | Takes::PlainName
        | Takes::Language
        | Takes::Date
        | Takes::Url
        | Takes::Mail
        | Takes::Number
        | Takes::Flag
        | Takes::Choice(_)
        | Takes::Rule
        | Takes::Point => {}
    }
}

fn mapping(mapping: &Mapping) -> Json {
    let properties = mapping.keys.iter().map(|key| (key.name.to_owned(), property(key)));
    let required: Vec<Json> =
        mapping.keys.iter().filter(|key| key.required).map(|key| text(key.name)).collect();
    let mut entries = vec![
        ("type".to_owned(), text("object")),
        ("properties".to_owned(), Json::Map(properties.collect())),
        ("additionalProperties".to_owned(), Json::Flag(false)),
    ];
    if !required.is_empty() {
        entries.push(("required".to_owned(), Json::List(required)));
    }
    if !mapping.one_of.is_empty() {
        let required = mapping.one_of.iter().map(|name| map([("required", list([name]))]));
        entries.push(("anyOf".to_owned(), Json::List(required.collect())));
    }
    Json::Map(entries)
}

/// What a key takes; nothing at all, unless it is required.
fn property(key: &Key) -> Json {
    let mut choices = Vec::new();
    alternatives(&key.takes, &mut choices);
    if !key.required {
        choices.push(map([("type", text("null"))]));
    } else if matches!(key.takes, Takes::Text) {
        // The text must say something.
        choices = vec![string(r"[^\s]"), map([("type", list(["number", "boolean"]))])];
    }
    map([("description", text(key.about)), ("anyOf", Json::List(choices))])
}

/// Adds the schemas of which one must fit.
fn alternatives(takes: &Takes, out: &mut Vec<Json>) {
    match takes {
        Takes::Text => out.push(map([("type", list(["string", "number", "boolean"]))])),
        Takes::PlainName => {
            out.extend([string(PLAIN_NAME), whole(0, None), map([("type", text("boolean"))])]);
        }
        Takes::Language => out.push(string(LANGUAGE)),
        Takes::Date => out.extend([string(DATE), whole(1000, Some(9999))]),
        Takes::Url => out.push(string(URL)),
        Takes::Mail => out.push(string(MAIL)),
        Takes::Number => {
            out.extend([
                map([("type", text("number")), ("minimum", Json::Number(0))]),
                string(NUMBER),
            ]);
        }
        Takes::Flag => {
            out.push(map([("type", text("boolean"))]));
            out.push(map([("enum", list(["yes", "no", "true", "false"]))]));
        }
        Takes::Choice(words) => {
            out.push(map([("enum", Json::List(words.iter().map(|word| text(word)).collect()))]));
        }
        Takes::Rule => {
            let rules = Code::ALL.iter().map(|code| text(code.id()));
            out.push(map([("enum", Json::List(rules.collect()))]));
        }
        Takes::Point => {
            let share = |bound: &'static str, at| (bound, Json::Number(at));
            let share = map([("type", text("number")), share("minimum", 0), share("maximum", 1)]);
            let two = |bound: &'static str| (bound, Json::Number(2));
            out.push(map([
                ("type", text("array")),
                ("items", share),
                two("minItems"),
                two("maxItems"),
            ]));
        }
        Takes::Many(inner) => {
            alternatives(inner, out);
            let mut items = Vec::new();
            alternatives(inner, &mut items);
            items.push(map([("type", text("null"))]));
            let items = map([("anyOf", Json::List(items))]);
            out.push(map([("type", text("array")), ("items", items)]));
        }
        Takes::Either(one, other) => {
            alternatives(one, out);
            alternatives(other, out);
        }
        Takes::Of(inner) => {
            out.push(map([("$ref", text(&format!("#/definitions/{}", inner.name)))]));
        }
        Takes::Named(inner) => {
            let mut inside = Vec::new();
            alternatives(inner, &mut inside);
            inside.push(map([("type", text("null"))]));
            let inside = map([("anyOf", Json::List(inside))]);
            out.push(map([("type", text("object")), ("additionalProperties", inside)]));
        }
    }
}

fn list<const N: usize>(words: [&str; N]) -> Json {
    Json::List(words.into_iter().map(text).collect())
}

fn string(pattern: &str) -> Json {
    map([("type", text("string")), ("pattern", text(pattern))])
}

fn whole(least: u32, most: Option<u32>) -> Json {
    let mut entries =
        vec![("type".to_owned(), text("integer")), ("minimum".to_owned(), Json::Number(least))];
    entries.extend(most.map(|most| ("maximum".to_owned(), Json::Number(most))));
    Json::Map(entries)
}

#[cfg(test)]
mod tests;
