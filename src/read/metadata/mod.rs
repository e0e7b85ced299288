//! YAML to [`Metadata`].
//!
//! Front matter and the metadata file come in, what they say goes out, with every wrong
//! value reported at its place. Pages and books it does not know. Keys: pandoc's and Dublin
//! Core's names where they exist.

mod data;
mod dates;
mod fields;
mod foreign;
mod identity;
mod keys;
mod people;
mod photos;
mod relators;
mod schema;
mod settings;
mod synonyms;
mod titles;
mod typed_dates;

use std::collections::BTreeMap;

pub(super) use identity::settle;
pub use schema::schema;

use super::Ctx;
use super::hygiene::Typing;
use super::yaml::{Entry, Node, Value};
use crate::base::{Code, Diagnostic, Lang, Span};
use crate::document::{Metadata, Status, Trade};
use crate::image::PhotoId;
use fields::{Fields, choice, text, words};

/// What the metadata says, with what is settled from it but stands elsewhere.
#[derive(Debug)]
pub(super) struct Read {
    /// The metadata; the title may still be empty, and [`settle`] completes it.
    pub(super) metadata: Metadata,
    /// The photograph that the kit wants on its cover.
    pub(super) cover: Option<PhotoId>,
    /// The photograph that the kit wants above its contents.
    pub(super) contents: Option<PhotoId>,
}

const TRADES: [(&str, Trade); 10] = [
    ("film", Trade::Film),
    ("series", Trade::Series),
    ("game", Trade::Game),
    ("book", Trade::Book),
    ("music", Trade::Music),
    ("exhibition", Trade::Exhibition),
    ("performance", Trade::Performance),
    ("company", Trade::Company),
    ("product", Trade::Product),
    ("event", Trade::Event),
];

const STATES: [(&str, Status); 3] =
    [("draft", Status::Draft), ("embargoed", Status::Embargoed), ("public", Status::Public)];

/// Joins front matter and metadata file, of which the file wins, and reports where they
/// say different things.
pub(super) fn join(front: Option<Node>, file: Option<Node>, ctx: &mut Ctx<'_>) -> Vec<Entry> {
    let mut entries = entries(file, ctx);
    for entry in self::entries(front, ctx) {
        let Some(winner) = entries.iter().find(|other| other.key == entry.key) else {
            entries.push(entry);
            continue;
        };
        if !same(&winner.value, &entry.value) {
            let (line, _) = ctx.kit.sources.position(winner.span);
            let name = &ctx.kit.sources.get(winner.span.file).name;
            let message = format!("`{}` is also in `{name}`, line {line}, which wins", entry.key);
            ctx.diagnostics.push(
                Diagnostic::warning(Code::Conflict, entry.span, message)
                    .help("keep it in one of the two files"),
            );
        }
    }
    entries
}

fn entries(root: Option<Node>, ctx: &mut Ctx<'_>) -> Vec<Entry> {
    match root {
        None => Vec::new(),
        Some(root) if root.is_nothing() => Vec::new(),
        Some(Node { value: Value::Map(entries), .. }) => entries,
        Some(root) => {
            fields::wrong_shape(&root, "metadata", "lines `key: value`", ctx);
            Vec::new()
        }
    }
}

/// Whether two values say the same.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Text { text: a, .. }, Value::Text { text: b, .. }) => a.trim() == b.trim(),
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, b)| a.key == b.key && same(&a.value, &b.value))
        }
        _ => false,
    }
}

fn status(node: &Node, top: &Fields<'_>, ctx: &mut Ctx<'_>) -> Option<Status> {
    let status = choice(node, "status", &STATES, ctx)?;
    if status == Status::Embargoed && top.get("embargo").is_none() {
        let message = "the kit is `embargoed`, and does not say until when";
        ctx.diagnostics.push(
            Diagnostic::error(Code::Embargoed, node.span, message)
                .help("add `embargo: {until: 2026-03-12T18:00:00+01:00}`"),
        );
    }
    Some(status)
}

/// The first value that holds each character beyond ASCII.
fn letters(entries: &[Entry]) -> BTreeMap<char, Span> {
    fn gather(node: &Node, found: &mut BTreeMap<char, Span>) {
        match &node.value {
            Value::Text { text, .. } => {
                for c in text.chars().filter(|c| !c.is_ascii()) {
                    found.entry(c).or_insert(node.span);
                }
            }
            Value::List(nodes) => nodes.iter().for_each(|node| gather(node, found)),
            Value::Map(entries) => entries.iter().for_each(|entry| gather(&entry.value, found)),
        }
    }
    let mut found = BTreeMap::new();
    entries.iter().for_each(|entry| gather(&entry.value, &mut found));
    found
}

/// The language of the kit, needed before any text is read. Nothing is said of a language
/// that may have been `lost` with metadata that is not YAML.
pub(super) fn lang(entries: &[Entry], lost: bool, ctx: &mut Ctx<'_>) -> Lang {
    let top = Fields::top(entries);
    let Some(node) = top.get("lang") else {
        if lost {
            return Lang::english();
        }
        ctx.diagnostics.push(
            Diagnostic::note(Code::NoLanguage, None, "no `lang` is given; English is assumed")
                .help("add `lang: en-GB`, or the language of the kit"),
        );
        return Lang::english();
    };
    let tag = text(node, "lang", ctx);
    Lang::parse(&tag).unwrap_or_else(|| {
        if !tag.is_empty() {
            let message = format!("`lang` is `{tag}`, which is no language tag");
            let help = "write a tag such as `en`, `en-GB` or `de`";
            fields::bad_value(node.span, message, help, ctx);
        }
        Lang::english()
    })
}

/// What of typed text is changed, needed before any text is read.
pub(super) fn typing(entries: &[Entry], ctx: &mut Ctx<'_>) -> Typing {
    settings::typography(Fields::top(entries).get("typography"), ctx)
}

/// Reads all keys.
pub(super) fn read(entries: &[Entry], ctx: &mut Ctx<'_>) -> Read {
    for entry in entries.iter().filter(|entry| !keys::TOP.has(&entry.key)) {
        foreign::report(entry, &keys::TOP.names(), ctx);
    }
    let top = Fields::top(entries);
    // Photographs come first, since other values name them by their ids.
    photos::read(top.get("photos"), ctx);
    let photo =
        |key: &str, ctx: &mut Ctx<'_>| top.get(key).and_then(|node| photos::named(node, key, ctx));
    let cover = photo("cover-image", ctx);
    let contents = photo("contents-image", ctx);
    Read { metadata: metadata(&top, entries, ctx), cover, contents }
}

fn metadata(top: &Fields<'_>, entries: &[Entry], ctx: &mut Ctx<'_>) -> Metadata {
    if let (Some(_), Some(author)) = (top.get("creator"), top.get("author")) {
        ctx.diagnostics.push(
            Diagnostic::error(Code::DuplicateKey, author.span, "`author` repeats `creator`")
                .help("keep one of them"),
        );
    }
    Metadata {
        title: titles::title(top, ctx),
        lang: ctx.lang.clone(),
        creators: people::creators(top.get("creator").or(top.get("author")), "creator", ctx),
        contributors: people::creators(top.get("contributor"), "contributor", ctx),
        publisher: top.plain("publisher", ctx),
        date: top.date("date", ctx),
        rights: top.plain("rights", ctx),
        description: top.plain("description", ctx),
        identifiers: titles::identifiers(top.get("identifier"), ctx),
        uuid: [0; 16],
        keywords: words(top.get("keywords"), "keywords", ctx),
        slug: titles::slug(top.get("slug"), ctx),
        trade: top.get("kit").and_then(|node| choice(node, "kit", &TRADES, ctx)),
        edition: top.plain("edition", ctx),
        revision: top.plain("revision", ctx),
        status: top.get("status").and_then(|node| status(node, top, ctx)),
        embargo: data::embargo(top.get("embargo"), ctx),
        online: top.url("online", ctx),
        logline: data::line(top.get("logline"), "logline", ctx),
        synopsis: data::synopsis(top.get("synopsis"), ctx),
        boilerplate: data::boilerplate(top.get("boilerplate"), ctx),
        highlights: data::highlights(top.get("highlights"), ctx),
        facts: data::facts(top.get("facts"), ctx),
        people: people::people(top.get("people"), ctx),
        credits: people::credits(top.get("credits"), ctx),
        contacts: people::contacts(top.get("contacts"), ctx),
        quotes: data::quotes(top.get("quotes"), ctx),
        awards: data::awards(top.get("awards"), ctx),
        dates: data::dates(top.get("dates"), ctx),
        links: data::links(top.get("links"), ctx),
        stills: data::stills(top.get("stills"), ctx),
        accessibility: settings::accessibility(top.get("accessibility"), ctx),
        design: settings::design(entries, ctx),
        epub: settings::epub(top.get("epub"), ctx),
        print: settings::print(top.get("print"), ctx),
        check: settings::check(top.get("check"), ctx),
        letters: letters(entries),
    }
}

/// Where the title stands, or the beginning of the metadata.
pub(super) fn title_span(entries: &[Entry]) -> Option<Span> {
    let title = entries.iter().find(|entry| entry.key == "title");
    title.or(entries.first()).map(|entry| entry.span)
}
