//! Titles, identifiers and the name of the output files.
//!
//! Nodes come in, the types of the document go out. Pages and books it does not know.

use super::fields::{Fields, bad_value, items, text};
use super::keys;
use crate::base::{self, Code, Diagnostic, isbn_checks};
use crate::document::{Identifier, Title};
use crate::read::Ctx;
use crate::read::yaml::{Node, Value};

/// The parts of a title.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Main,
    Subtitle,
    Short,
}

/// What the parts of a title are called.
pub(super) const PARTS: [(&str, Part); 3] =
    [("main", Part::Main), ("subtitle", Part::Subtitle), ("short", Part::Short)];

/// Reads `title` and `subtitle`; a plain text in a list of titles is the main one, if there
/// is none yet, else the subtitle.
pub(super) fn title(top: &Fields<'_>, ctx: &mut Ctx<'_>) -> Title {
    let mut title = Title::default();
    for item in items(top.get("title")) {
        title_item(item, &mut title, ctx);
    }
    if let Some(node) = top.get("subtitle") {
        let subtitle = text(node, "subtitle", ctx);
        let subtitle = ctx.plain(&subtitle);
        set(&mut title.subtitle, subtitle, "subtitle", node, ctx);
    }
    title
}

fn title_item(item: &Node, title: &mut Title, ctx: &mut Ctx<'_>) {
    let (part, words) = match Fields::or_text(item, "title", &keys::TITLE, ctx) {
        None => return,
        Some(Err(words)) if title.main.is_empty() => (Part::Main, words),
        Some(Err(words)) => (Part::Subtitle, words),
        Some(Ok(fields)) => {
            let kind = fields.get("type");
            let part = kind.and_then(|node| super::choice(node, "type", &PARTS, ctx));
            let part = part.unwrap_or(Part::Main);
            if part == Part::Main {
                title.file_as = fields.text("file-as", ctx);
            }
            (part, fields.required("text", "title", item.span, ctx))
        }
    };
    let words = ctx.plain(&words);
    match part {
        Part::Main => set(&mut title.main, words, "main title", item, ctx),
        Part::Subtitle => set(&mut title.subtitle, words, "subtitle", item, ctx),
        Part::Short => set(&mut title.short, words, "short title", item, ctx),
    }
}

/// Sets a part of the title once.
fn set(place: &mut String, words: String, what: &str, node: &Node, ctx: &mut Ctx<'_>) {
    if !place.is_empty() && *place != words && !words.is_empty() {
        let message = format!("the kit has two {what}s, `{place}` and `{words}`");
        ctx.diagnostics.push(
            Diagnostic::error(Code::DuplicateKey, node.span, message).help("keep one of them"),
        );
        return;
    }
    if !words.is_empty() {
        *place = words;
    }
}

/// Reads `identifier` and checks the digits of ISBNs.
pub(super) fn identifiers(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<Identifier> {
    let mut found = Vec::new();
    for item in items(node) {
        let identifier = match Fields::or_text(item, "identifier", &keys::IDENTIFIER, ctx) {
            None => continue,
            Some(Err(text)) => plain_identifier(&text),
            Some(Ok(fields)) => Identifier {
                scheme: fields.text("scheme", ctx),
                text: fields.required("text", "identifier", item.span, ctx),
            },
        };
        if identifier.scheme.to_ascii_uppercase().starts_with("ISBN")
            && !isbn_checks(&identifier.text)
        {
            let message = format!("`{}` is no ISBN: its check digit is wrong", identifier.text);
            ctx.diagnostics.push(
                Diagnostic::warning(Code::BadIdentifier, item.span, message)
                    .help("compare it with the number that the agency gave"),
            );
        }
        if !identifier.text.is_empty() {
            found.push(identifier);
        }
    }
    found
}

/// `urn:isbn:…` and `ISBN …` say their scheme themselves.
fn plain_identifier(text: &str) -> Identifier {
    let lower = text.to_ascii_lowercase();
    for (prefix, scheme) in
        [("urn:isbn:", "ISBN"), ("isbn:", "ISBN"), ("isbn ", "ISBN"), ("doi:", "DOI")]
    {
        if lower.starts_with(prefix) {
            let text = text[prefix.len()..].trim().to_owned();
            return Identifier { scheme: scheme.to_owned(), text };
        }
    }
    Identifier { scheme: String::new(), text: text.to_owned() }
}

/// Reads `slug`: small letters, digits and hyphens.
pub(super) fn slug(node: Option<&Node>, ctx: &mut Ctx<'_>) -> String {
    let Some(node) = node else { return String::new() };
    if !matches!(node.value, Value::Text { .. }) {
        return text(node, "slug", ctx);
    }
    let given = text(node, "slug", ctx);
    let clean = base::slug(&given);
    if clean != given {
        let message = format!("`slug` is `{given}`, which is no plain file name");
        let help = match clean.as_str() {
            "" => "write small letters, digits and hyphens".to_owned(),
            clean => format!("write `{clean}`"),
        };
        bad_value(node.span, message, help, ctx);
    }
    clean
}
