//! Reads single values of the metadata and reports each that is wrong.
//!
//! A [`Node`] and the name of its key come in, a text, date, choice or number goes out. What
//! the keys mean it does not know. Every function reports what is wrong and goes on with a
//! value that says nothing.

use super::keys::{self, Mapping};
use super::{dates, synonyms, typed_dates};
use crate::base::{Code, Diagnostic, Span, nearest};
use crate::document::{Date, Moment};
use crate::read::hygiene::is_control;
use crate::read::yaml::{Entry, Node, Value};
use crate::read::{Ctx, userinfo};

/// A mapping of which all keys are known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'n> {
    entries: &'n [Entry],
    mapping: &'static Mapping,
}

impl<'n> Fields<'n> {
    /// The mapping at `node`, which is called `what` in messages; reports keys that are not
    /// among those of `mapping`, and a value that is no mapping.
    pub(super) fn of(
        node: &'n Node,
        what: &str,
        mapping: &'static Mapping,
        ctx: &mut Ctx<'_>,
    ) -> Option<Fields<'n>> {
        let keys = mapping.names();
        let Value::Map(entries) = &node.value else {
            let message = format!("`{what}` is {}, but should be a mapping", node.kind());
            let help = format!("write `key: value`; its keys are: {}", keys.join(", "));
            ctx.diagnostics
                .push(Diagnostic::error(Code::WrongShape, node.span, message).help(help));
            return None;
        };
        for entry in entries.iter().filter(|entry| !keys.contains(&entry.key.as_str())) {
            unknown_key(entry, &format!("`{what}`"), &keys, ctx);
        }
        Some(Fields { entries, mapping })
    }

    /// The keys of the whole metadata, which are reported elsewhere.
    pub(super) fn top(entries: &'n [Entry]) -> Fields<'n> {
        Fields { entries, mapping: &keys::TOP }
    }

    /// The mapping at `node`, or the plain text that stands there instead.
    pub(super) fn or_text(
        node: &'n Node,
        what: &str,
        mapping: &'static Mapping,
        ctx: &mut Ctx<'_>,
    ) -> Option<Result<Fields<'n>, String>> {
        match &node.value {
            Value::Text { .. } => Some(Err(text(node, what, ctx))),
            Value::List(_) | Value::Map(_) => Fields::of(node, what, mapping, ctx).map(Ok),
        }
    }

    /// The value of a key, unless it says nothing.
    pub(super) fn get(&self, key: &str) -> Option<&'n Node> {
        debug_assert!(self.mapping.has(key), "`{}` has no key `{key}`", self.mapping.name);
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
            .filter(|node| !node.is_nothing())
    }

    /// One line of text; empty without the key.
    pub(super) fn text(&self, key: &str, ctx: &mut Ctx<'_>) -> String {
        self.get(key).map(|node| text(node, key, ctx)).unwrap_or_default()
    }

    /// One line of text that must be there.
    pub(super) fn required(&self, key: &str, what: &str, at: Span, ctx: &mut Ctx<'_>) -> String {
        let text = self.text(key, ctx);
        // A key that is nearly this one has been reported, and so has a value of another shape.
        let misspelt = |entry: &Entry| entry.key != key && nearest(&entry.key, [key]).is_some();
        let reported = self.entries.iter().any(misspelt)
            || self.get(key).is_some_and(|node| node.kind() != "text");
        if text.is_empty() && !reported {
            let message = format!("this entry of `{what}` has no `{key}`");
            ctx.diagnostics.push(
                Diagnostic::error(Code::WrongShape, at, message)
                    .help(format!("add `{key}: …`, or remove the entry")),
            );
        }
        text
    }

    /// One line of text that is printed.
    pub(super) fn plain(&self, key: &str, ctx: &mut Ctx<'_>) -> String {
        let text = self.text(key, ctx);
        ctx.plain(&text)
    }

    /// One line of text that is printed and must be there.
    pub(super) fn required_plain(
        &self,
        key: &str,
        what: &str,
        at: Span,
        ctx: &mut Ctx<'_>,
    ) -> String {
        let text = self.required(key, what, at, ctx);
        ctx.plain(&text)
    }

    /// A date.
    pub(super) fn date(&self, key: &str, ctx: &mut Ctx<'_>) -> Option<Date> {
        self.get(key).and_then(|node| date(node, key, ctx))
    }

    /// A web address.
    pub(super) fn url(&self, key: &str, ctx: &mut Ctx<'_>) -> String {
        self.get(key).map(|node| url(node, key, ctx)).unwrap_or_default()
    }
}

/// Reports a key that is not among `keys`, with the one that may be meant.
pub(super) fn unknown_key(entry: &Entry, place: &str, keys: &[&str], ctx: &mut Ctx<'_>) {
    let message = format!("{place} has no key `{}`", entry.key);
    let help = match synonyms::meant(&entry.key, keys) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its keys are: {}", keys.join(", ")),
    };
    ctx.diagnostics.push(Diagnostic::error(Code::UnknownKey, entry.span, message).help(help));
}

/// Reports a value of the wrong shape.
pub(super) fn wrong_shape(node: &Node, key: &str, wanted: &str, ctx: &mut Ctx<'_>) {
    let message = format!("`{key}` is {}, but should be {wanted}", node.kind());
    let help = match (&node.value, wanted) {
        (Value::Map(_), "text") => format!("put text with a colon into quotes: `{key}: \"…: …\"`"),
        (Value::List(_), "text") => format!("write one text: `{key}: …`"),
        _ => format!("write {wanted}"),
    };
    ctx.diagnostics.push(Diagnostic::error(Code::WrongShape, node.span, message).help(help));
}

/// Reports a value that its key cannot have.
pub(super) fn bad_value(span: Span, message: String, help: impl Into<String>, ctx: &mut Ctx<'_>) {
    ctx.diagnostics.push(Diagnostic::error(Code::BadValue, span, message).help(help));
}

/// The items of a list; a single value is a list of one, nothing a list of none.
pub(super) fn items(node: Option<&Node>) -> Vec<&Node> {
    match node {
        None => Vec::new(),
        Some(node) => match &node.value {
            Value::List(items) => items.iter().filter(|item| !item.is_nothing()).collect(),
            Value::Text { .. } | Value::Map(_) => vec![node],
        },
    }
}

/// One line of text: spaces and line ends between words become single spaces.
pub(super) fn text(node: &Node, key: &str, ctx: &mut Ctx<'_>) -> String {
    match &node.value {
        Value::Text { .. } if node.is_nothing() => String::new(),
        Value::Text { text, .. } => {
            let place = ctx.place(node.span);
            let clean = userinfo::without_in(text, &place, &mut ctx.diagnostics);
            one_line(clean.as_ref().unwrap_or(text))
        }
        Value::List(_) | Value::Map(_) => {
            wrong_shape(node, key, "text", ctx);
            String::new()
        }
    }
}

/// Words parted by single spaces, without control characters.
fn one_line(text: &str) -> String {
    let words: Vec<String> = text
        .split_ascii_whitespace()
        .map(|word| word.chars().filter(|&c| !is_control(c)).collect())
        .collect();
    words.join(" ")
}

/// Several lines of text: a list, or a text with line ends.
pub(super) fn lines(node: &Node, key: &str, ctx: &mut Ctx<'_>) -> Vec<String> {
    let lines: Vec<String> = match &node.value {
        Value::Text { text, .. } => {
            let place = ctx.place(node.span);
            let clean = userinfo::without_in(text, &place, &mut ctx.diagnostics);
            clean.as_ref().unwrap_or(text).lines().map(one_line).collect()
        }
        Value::List(_) => items(Some(node)).iter().map(|item| text(item, key, ctx)).collect(),
        Value::Map(_) => {
            wrong_shape(node, key, "text or a list of lines", ctx);
            Vec::new()
        }
    };
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// A list of texts; one text is a list of one.
pub(super) fn texts(node: Option<&Node>, key: &str, ctx: &mut Ctx<'_>) -> Vec<String> {
    let texts = items(node).into_iter().map(|item| text(item, key, ctx));
    texts.filter(|text| !text.is_empty()).collect()
}

/// A list of texts that may also be one text with commas: `drum, craft`.
pub(super) fn words(node: Option<&Node>, key: &str, ctx: &mut Ctx<'_>) -> Vec<String> {
    match node.map(|node| &node.value) {
        Some(Value::Text { text, .. }) => {
            text.split(',').map(one_line).filter(|word| !word.is_empty()).collect()
        }
        _ => texts(node, key, ctx),
    }
}

/// One of a few words.
pub(super) fn choice<T: Copy>(
    node: &Node,
    key: &str,
    choices: &[(&str, T)],
    ctx: &mut Ctx<'_>,
) -> Option<T> {
    let word = text(node, key, ctx);
    if word.is_empty() {
        return None;
    }
    let lower = word.to_lowercase();
    if let Some((_, value)) = choices.iter().find(|(name, _)| *name == lower) {
        return Some(*value);
    }
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    let help = match nearest(&word, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of: {}", names.join(", ")),
    };
    bad_value(node.span, format!("`{key}` cannot be `{word}`"), help, ctx);
    None
}

/// Yes or no.
pub(super) fn flag(node: &Node, key: &str, ctx: &mut Ctx<'_>) -> Option<bool> {
    choice(node, key, &[("true", true), ("false", false), ("yes", true), ("no", false)], ctx)
}

/// A positive number.
pub(super) fn number(node: &Node, key: &str, ctx: &mut Ctx<'_>) -> Option<f64> {
    let text = text(node, key, ctx);
    let digits = text.strip_suffix("pt").unwrap_or(&text).trim();
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    match digits.parse::<f64>() {
        Ok(value) if plain && value.is_finite() => Some(value),
        _ => {
            let message = format!("`{key}` is `{text}`, but should be a number");
            bad_value(node.span, message, "write digits, such as `10.5`", ctx);
            None
        }
    }
}

/// A date, whole or in part.
pub(super) fn date(node: &Node, key: &str, ctx: &mut Ctx<'_>) -> Option<Date> {
    moment(node, key, ctx).map(|moment| moment.date)
}

/// A date, perhaps with a time of day.
pub(super) fn moment(node: &Node, key: &str, ctx: &mut Ctx<'_>) -> Option<Moment> {
    let text = text(node, key, ctx);
    if text.is_empty() {
        return None;
    }
    match dates::moment(&text) {
        Ok(moment) => Some(moment),
        Err(why) => {
            let message = format!("`{key}` is `{text}`: {why}");
            let help = typed_dates::help(&text, &ctx.lang);
            ctx.diagnostics.push(Diagnostic::error(Code::BadDate, node.span, message).help(help));
            None
        }
    }
}

/// A web address that is safe to follow.
pub(super) fn url(node: &Node, key: &str, ctx: &mut Ctx<'_>) -> String {
    let text = text(node, key, ctx);
    let lower = text.to_ascii_lowercase();
    let host = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let mail = lower.strip_prefix("mailto:").is_some_and(|rest| rest.contains('@'));
    if text.is_empty() || mail || host.is_some_and(|host| !host.is_empty()) && !text.contains(' ') {
        return userinfo::without(&text, node.span, &mut ctx.diagnostics).unwrap_or(text);
    }
    let help = if lower.contains(':') || !lower.contains('.') {
        "write an address that begins with `https://`".to_owned()
    } else {
        format!("write `https://{text}`")
    };
    bad_value(node.span, format!("`{key}` is `{text}`, which is no web address"), help, ctx);
    String::new()
}
