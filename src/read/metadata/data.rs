//! What a press kit says in data: synopses, facts, quotes, awards, dates, links, terms.
//!
//! Nodes come in, the types of the document go out. How they look it does not know.

use super::fields::{Fields, bad_value, items, lines, moment, texts, url, wrong_shape};
use super::keys;
use crate::document::{
    Award, Block, Boilerplate, Embargo, Event, FactRow, FactSection, Highlight, Inline, NamedLink,
    PressQuote, Stills, Synopsis,
};
use crate::read::yaml::{Node, Value};
use crate::read::{Ctx, prose};

/// A plain synopsis of at most so many words is the short one.
const SHORT_SYNOPSIS: usize = 80;

/// One line of Markdown.
pub(super) fn line(node: Option<&Node>, key: &str, ctx: &mut Ctx<'_>) -> Vec<Inline> {
    let Some(node) = node else { return Vec::new() };
    match &node.value {
        Value::Text { text, .. } => prose::inlines(text, node.span, ctx),
        Value::List(_) | Value::Map(_) => {
            wrong_shape(node, key, "text", ctx);
            Vec::new()
        }
    }
}

/// Paragraphs of Markdown: one text, or a list of texts.
pub(super) fn paragraphs(node: Option<&Node>, key: &str, ctx: &mut Ctx<'_>) -> Vec<Block> {
    let mut found = Vec::new();
    for item in items(node) {
        match &item.value {
            Value::Text { text, .. } => found.extend(prose::blocks(text, item.span, ctx)),
            Value::List(_) | Value::Map(_) => wrong_shape(item, key, "text", ctx),
        }
    }
    found
}

/// Reads `synopsis`: by length, or plain text, whose length decides.
pub(super) fn synopsis(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Synopsis {
    let mut synopsis = Synopsis::default();
    let Some(node) = node else { return synopsis };
    match &node.value {
        Value::Text { text, .. } => {
            let short = text.split_whitespace().count() <= SHORT_SYNOPSIS;
            let place = if short { &mut synopsis.short } else { &mut synopsis.medium };
            *place = paragraphs(Some(node), "synopsis", ctx);
        }
        Value::List(_) | Value::Map(_) => {
            if let Some(fields) = Fields::of(node, "synopsis", &keys::SYNOPSIS, ctx) {
                synopsis.short = paragraphs(fields.get("short"), "short", ctx);
                synopsis.medium = paragraphs(fields.get("medium"), "medium", ctx);
                synopsis.long = paragraphs(fields.get("long"), "long", ctx);
            }
        }
    }
    synopsis
}

/// Reads `boilerplate`.
pub(super) fn boilerplate(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Boilerplate {
    Boilerplate { blocks: paragraphs(node, "boilerplate", ctx) }
}

/// Reads `embargo`: a mapping, or just when it ends.
pub(super) fn embargo(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Option<Embargo> {
    let node = node?;
    let span = node.span;
    if matches!(node.value, Value::Text { .. }) {
        let until = moment(node, "embargo", ctx)?;
        let (zone, contact) = (String::new(), String::new());
        return Some(Embargo { until, zone, covers: Vec::new(), contact, note: Vec::new(), span });
    }
    let fields = Fields::of(node, "embargo", &keys::EMBARGO, ctx)?;
    let embargo = |until, ctx: &mut Ctx<'_>| Embargo {
        until,
        zone: fields.text("zone", ctx),
        covers: texts(fields.get("covers"), "covers", ctx),
        contact: fields.text("contact", ctx),
        note: line(fields.get("note"), "note", ctx),
        span,
    };
    let Some(until) = fields.get("until") else {
        let help = "add `until: 2026-03-12T18:00:00+01:00`, or remove it";
        bad_value(span, "`embargo` does not say until when".to_owned(), help, ctx);
        return None;
    };
    let until = moment(until, "until", ctx)?;
    Some(embargo(until, ctx))
}

/// Reads `highlights`.
pub(super) fn highlights(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<Highlight> {
    let mut found = Vec::new();
    for item in items(node) {
        let Some(fields) = Fields::of(item, "highlights", &keys::HIGHLIGHT, ctx) else {
            continue;
        };
        let value = fields.required("value", "highlights", item.span, ctx);
        let label = fields.text("label", ctx);
        if !value.is_empty() {
            found.push(Highlight { value: ctx.plain(&value), label: ctx.plain(&label) });
        }
    }
    found
}

/// Reads `facts`: values stand in the order of the kit, mappings are titled sections.
pub(super) fn facts(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<FactSection> {
    let mut sections: Vec<FactSection> = Vec::new();
    let Some(node) = node else { return sections };
    let Value::Map(entries) = &node.value else {
        wrong_shape(node, "facts", "lines `label: value`", ctx);
        return sections;
    };
    let mut untitled = false;
    for entry in entries.iter().filter(|entry| !entry.value.is_nothing()) {
        let label = ctx.plain(&entry.key);
        if let Value::Map(rows) = &entry.value.value {
            let rows = rows.iter().filter(|row| !row.value.is_nothing());
            let rows = rows.filter_map(|row| fact(&row.key, &row.value, ctx)).collect();
            sections.push(FactSection { title: label, rows });
            untitled = false;
        } else if let Some(row) = fact(&entry.key, &entry.value, ctx) {
            if !untitled {
                sections.push(FactSection { title: String::new(), rows: Vec::new() });
                untitled = true;
            }
            if let Some(section) = sections.last_mut() {
                section.rows.push(row);
            }
        }
    }
    sections.retain(|section| !section.rows.is_empty());
    sections
}

fn fact(label: &str, node: &Node, ctx: &mut Ctx<'_>) -> Option<FactRow> {
    let value: Vec<String> = lines(node, label, ctx);
    let value: Vec<String> = value.iter().map(|line| ctx.plain(line)).collect();
    (!value.is_empty()).then(|| FactRow { label: ctx.plain(label), value })
}

/// Reads `quotes`.
pub(super) fn quotes(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<PressQuote> {
    let mut found = Vec::new();
    for item in items(node) {
        let Some(fields) = Fields::of(item, "quotes", &keys::QUOTE, ctx) else { continue };
        let words = fields.required("text", "quotes", item.span, ctx);
        if words.is_empty() {
            continue;
        }
        let span = fields.get("text").map_or(item.span, |node| node.span);
        found.push(PressQuote {
            text: prose::inlines(without_marks(&words), span, ctx),
            by: fields.plain("by", ctx),
            outlet: fields.plain("outlet", ctx),
            date: fields.date("date", ctx),
            url: fields.url("url", ctx),
            rating: fields.plain("rating", ctx),
            full: without_marks(&fields.plain("full", ctx)).to_owned(),
            permission: fields.plain("permission", ctx),
        });
    }
    found
}

/// A quotation without the marks around the whole of it; the theme sets its own.
fn without_marks(words: &str) -> &str {
    const PAIRS: [(char, char); 6] =
        [('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('"', '"'), ('‘', '’')];
    for (open, close) in PAIRS {
        if let Some(inner) = words.strip_prefix(open).and_then(|rest| rest.strip_suffix(close))
            && !inner.contains([open, close])
        {
            return inner.trim();
        }
    }
    words
}

/// Reads `awards`.
pub(super) fn awards(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<Award> {
    let mut found = Vec::new();
    for item in items(node) {
        let award = match Fields::or_text(item, "awards", &keys::AWARD, ctx) {
            None => continue,
            Some(Err(name)) => Award {
                name: ctx.plain(&name),
                result: String::new(),
                body: String::new(),
                place: String::new(),
                date: None,
            },
            Some(Ok(fields)) => Award {
                name: fields.required_plain("name", "awards", item.span, ctx),
                result: fields.plain("result", ctx),
                body: fields.plain("body", ctx),
                place: fields.plain("place", ctx),
                date: fields.date("date", ctx),
            },
        };
        if !award.name.is_empty() {
            found.push(award);
        }
    }
    found
}

/// Reads `dates`.
pub(super) fn dates(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<Event> {
    let mut found = Vec::new();
    for item in items(node) {
        let Some(fields) = Fields::of(item, "dates", &keys::EVENT, ctx) else { continue };
        let event = fields.required("event", "dates", item.span, ctx);
        let written = fields.required("date", "dates", item.span, ctx);
        let when = fields.get("date").and_then(|node| moment(node, "date", ctx));
        let (Some(when), false, false) = (when, event.is_empty(), written.is_empty()) else {
            continue;
        };
        let until = fields.get("until").and_then(|node| moment(node, "until", ctx));
        if let (Some(until), Some(node)) = (until, fields.get("until"))
            && until.date < when.date
        {
            let message = "`until` is before `date`".to_owned();
            bad_value(node.span, message, "write the later of the two as `until`", ctx);
        }
        let (place, kind) = (fields.plain("place", ctx), fields.text("kind", ctx));
        found.push(Event { when, until, event: ctx.plain(&event), place, kind });
    }
    found
}

/// Reads `links`.
pub(super) fn links(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<NamedLink> {
    let mut found = Vec::new();
    for item in items(node) {
        if matches!(item.value, Value::Text { .. }) {
            let url = url(item, "links", ctx);
            found.push(NamedLink { name: String::new(), url });
        } else if let Some(fields) = Fields::of(item, "links", &keys::LINK, ctx) {
            fields.required("url", "links", item.span, ctx);
            let (name, url) = (fields.plain("name", ctx), fields.url("url", ctx));
            found.push(NamedLink { name, url });
        }
    }
    found.retain(|link| !link.url.is_empty());
    for link in found.iter_mut().filter(|link| link.name.is_empty()) {
        let bare = link.url.split_once("://").map_or(link.url.as_str(), |(_, rest)| rest);
        link.name = bare.trim_end_matches('/').to_owned();
    }
    found
}

/// Reads `stills`.
pub(super) fn stills(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Stills {
    let Some(node) = node else { return Stills::default() };
    let Some(fields) = Fields::of(node, "stills", &keys::STILLS, ctx) else {
        return Stills::default();
    };
    Stills { url: fields.url("url", ctx), terms: line(fields.get("terms"), "terms", ctx) }
}

#[cfg(test)]
mod tests {
    use super::without_marks;

    #[test]
    fn takes_away_only_marks_around_the_whole() {
        assert_eq!(without_marks("“You come out.”"), "You come out.", "around the whole");
        assert_eq!(without_marks("“A” and “B”"), "“A” and “B”", "two quotations");
        assert_eq!(without_marks("plain"), "plain", "no marks");
    }
}
