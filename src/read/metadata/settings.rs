//! How the books look and behave, as far as the kit says.
//!
//! Nodes come in, the settings of the document go out. Whether a theme or paper of that name
//! exists it does not know; the design decides that.

use super::fields::{Fields, bad_value, choice, flag, number, text, texts, wrong_shape};
use super::keys;
use crate::base::{Code, nearest};
use crate::document::{
    Accessibility, Allow, CheckSettings, DesignSettings, EpubSettings, PrintSettings,
};
use crate::read::Ctx;
use crate::read::hygiene::Typing;
use crate::read::yaml::{Entry, Node, Value};

/// What the ebook does with pull-quotes; whether it shows them.
pub(super) const PULL_QUOTES: [(&str, bool); 2] = [("omit", false), ("show", true)];

/// What the PDF can conform to.
pub(super) const STANDARDS: [(&str, &str); 2] = [("ua-1", "ua-1"), ("ua-2", "ua-2")];

/// Reads `accessibility`.
pub(super) fn accessibility(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Accessibility {
    let Some(fields) =
        node.and_then(|node| Fields::of(node, "accessibility", &keys::ACCESSIBILITY, ctx))
    else {
        return Accessibility::default();
    };
    Accessibility {
        conforms_to: fields.plain("conforms-to", ctx),
        certified_by: fields.plain("certified-by", ctx),
    }
}

/// Reads `design`.
pub(super) fn design(entries: &[Entry], ctx: &mut Ctx<'_>) -> DesignSettings {
    let Some(node) = Fields::top(entries).get("design") else { return DesignSettings::default() };
    let Some(fields) = Fields::of(node, "design", &keys::DESIGN, ctx) else {
        return DesignSettings::default();
    };
    let mut settings = DesignSettings {
        theme: fields.text("theme", ctx),
        accent: fields.text("accent", ctx),
        paper: fields.text("paper", ctx),
        fonts: Vec::new(),
        sizes: Vec::new(),
        measure: fields.get("measure").and_then(|node| number(node, "measure", ctx)),
        span: Some(node.span),
    };
    for entry in map(fields.get("fonts"), "fonts", ctx) {
        let file = text(&entry.value, &entry.key, ctx);
        settings.fonts.push((entry.key.clone(), file));
    }
    for entry in map(fields.get("sizes"), "sizes", ctx) {
        if let Some(size) = number(&entry.value, &entry.key, ctx) {
            settings.sizes.push((entry.key.clone(), size));
        }
    }
    settings
}

/// The entries of a mapping whose keys are read elsewhere.
fn map<'n>(node: Option<&'n Node>, key: &str, ctx: &mut Ctx<'_>) -> &'n [Entry] {
    match node.map(|node| (&node.value, node)) {
        None => &[],
        Some((Value::Map(entries), _)) => entries,
        Some((_, node)) => {
            wrong_shape(node, key, "a mapping `name: value`", ctx);
            &[]
        }
    }
}

/// Reads `typography`.
pub(super) fn typography(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Typing {
    let Some(fields) = node.and_then(|node| Fields::of(node, "typography", &keys::TYPOGRAPHY, ctx))
    else {
        return Typing::default();
    };
    let mut wanted = |key: &str| fields.get(key).and_then(|n| flag(n, key, ctx)).unwrap_or(true);
    Typing {
        quotes: wanted("quotes"),
        dashes: wanted("dashes"),
        ellipses: wanted("ellipses"),
        spaces: wanted("spaces"),
        fractions: wanted("fractions"),
    }
}

/// Reads `epub`.
pub(super) fn epub(node: Option<&Node>, ctx: &mut Ctx<'_>) -> EpubSettings {
    let Some(fields) = node.and_then(|node| Fields::of(node, "epub", &keys::EPUB, ctx)) else {
        return EpubSettings::default();
    };
    let shown = fields.get("pull-quotes").and_then(|n| choice(n, "pull-quotes", &PULL_QUOTES, ctx));
    EpubSettings { pull_quotes: shown.unwrap_or(false) }
}

/// Reads `print`.
pub(super) fn print(node: Option<&Node>, ctx: &mut Ctx<'_>) -> PrintSettings {
    let Some(fields) = node.and_then(|node| Fields::of(node, "print", &keys::PRINT, ctx)) else {
        return PrintSettings::default();
    };
    let standard = fields.get("standard").and_then(|n| choice(n, "standard", &STANDARDS, ctx));
    PrintSettings {
        papers: texts(fields.get("papers"), "papers", ctx),
        bleed: fields.text("bleed", ctx),
        marks: fields.get("marks").and_then(|n| flag(n, "marks", ctx)).unwrap_or(false),
        standard: standard.unwrap_or_default().to_owned(),
        icc: fields.text("icc", ctx),
    }
}

/// Reads `check`.
pub(super) fn check(node: Option<&Node>, ctx: &mut Ctx<'_>) -> CheckSettings {
    let mut settings = CheckSettings::default();
    let Some(fields) = node.and_then(|node| Fields::of(node, "check", &keys::CHECK, ctx)) else {
        return settings;
    };
    for item in super::fields::items(fields.get("allow")) {
        let (code, reason) = match Fields::or_text(item, "allow", &keys::ALLOW, ctx) {
            None => continue,
            Some(Err(code)) => (code, String::new()),
            Some(Ok(entry)) => (
                entry.required("code", "allow", item.span, ctx),
                entry.required("reason", "allow", item.span, ctx),
            ),
        };
        if is_rule(&code, item, ctx) {
            settings.allow.push(Allow { code, reason, span: item.span });
        }
    }
    for item in super::fields::items(fields.get("deny")) {
        let code = text(item, "deny", ctx);
        if is_rule(&code, item, ctx) {
            settings.deny.push(code);
        }
    }
    settings
}

/// Whether a rule of this name exists; reports it if not.
fn is_rule(code: &str, node: &Node, ctx: &mut Ctx<'_>) -> bool {
    if Code::ALL.iter().any(|rule| rule.id() == code) {
        return true;
    }
    if !code.is_empty() {
        let help = match nearest(code, Code::ALL.iter().map(|rule| rule.id())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the letter and digits that a message shows, such as `P003`".to_owned(),
        };
        bad_value(node.span, format!("there is no rule `{code}`"), help, ctx);
    }
    false
}
