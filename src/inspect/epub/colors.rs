//! Colours of type: dark enough on light pages, and no trap on dark ones.
//!
//! Style sheets and the names in the texts come in, findings go out (WCAG 2.2, 1.4.3
//! "Contrast (Minimum)"). No cascade is computed: a rule is judged by the colours of its own
//! block, on white if it sets none behind the type, and only if its last part meets something
//! in a text. Where a dark area is declared elsewhere, light type is taken to stand on it.

use std::collections::BTreeSet;

use super::css::{Rule, Style};
use super::document::Document;
use super::{Ebook, quoted};
use crate::base::{Code, Color};

/// The least contrast of type, and of large type.
const LEAST: f64 = 4.5;
const LEAST_LARGE: f64 = 3.0;

/// Checks the colours of type.
pub(super) fn check(ebook: &mut Ebook<'_, '_>, styles: &[Style], documents: &[Document]) {
    let used: BTreeSet<&str> = documents
        .iter()
        .flat_map(|document| document.selectable.iter().map(String::as_str))
        .collect();
    let used_rules = || {
        styles
            .iter()
            .flat_map(|style| style.rules.iter().map(move |rule| (style, rule)))
            .filter(|(_, rule)| rule.selectors.iter().any(|selector| meets(selector, &used)))
    };
    let grounds: Vec<Color> = used_rules().filter_map(|(_, rule)| ground(rule)).collect();
    for (style, rule) in used_rules() {
        let Some(color) = rule.get("color").and_then(color) else { continue };
        let is_dark_only = rule.conditions.iter().any(|one| one.contains("prefers-color-scheme"));
        let own = ground(rule);
        let shown = quoted(&rule.selectors.join(", "));
        let (code, message, help) = if is_dark_only && own.is_none() {
            (
                Code::FixedColor,
                format!(
                    "`{shown}` changes the colour of type for dark systems, but not what is behind it"
                ),
                "leave colours to the reader: the page may stay white while the system is dark",
            )
        } else if let Some(contrast) = pale(rule, color, own, &grounds).filter(|_| !is_dark_only) {
            (
                Code::PaleType,
                format!(
                    "type of `{shown}` is too pale: {} on {} has a contrast of {contrast}",
                    color.hex(),
                    own.unwrap_or(Color::WHITE).hex()
                ),
                "use a colour with a contrast of at least 4.5 to 1, large type 3 to 1",
            )
        } else if own.is_none() && color.luminance() < 0.05 && is_running_text(rule) {
            (
                Code::FixedColor,
                format!(
                    "`{shown}` fixes the type's colour as {}, which vanishes on dark pages",
                    color.hex()
                ),
                "set no colour for running text; the reader chooses page and type together",
            )
        } else {
            continue;
        };
        let span = ebook.place(&style.path, &(rule.at..rule.at));
        ebook.record.warning(code, span, message, help);
    }
}

/// The contrast of a rule's type, if it is too low.
fn pale(rule: &Rule, color: Color, own: Option<Color>, grounds: &[Color]) -> Option<String> {
    let least = if is_large(rule) { LEAST_LARGE } else { LEAST };
    let contrast = color.contrast(own.unwrap_or(Color::WHITE));
    let elsewhere = own.is_none() && grounds.iter().any(|ground| least <= color.contrast(*ground));
    (contrast < least && !elsewhere).then(|| format!("{contrast:.1} to 1"))
}

/// What is behind the type, if the rule sets it.
fn ground(rule: &Rule) -> Option<Color> {
    ["background-color", "background"].iter().find_map(|name| {
        let value = rule.get(name)?;
        color(value).or_else(|| value.split_whitespace().find_map(color))
    })
}

/// Whether the rule sets large type: 18 pt, or a heading's size.
fn is_large(rule: &Rule) -> bool {
    let size = rule.get("font-size").unwrap_or_default();
    let number =
        |unit: &str| size.strip_suffix(unit).and_then(|size| size.trim().parse::<f64>().ok());
    let at_least = |unit: &str, least: f64| number(unit).is_some_and(|size| least <= size);
    let heading = |selector: &String| {
        let last = selector.rsplit([' ', '>', '+', '~']).next().unwrap_or_default();
        matches!(last.split(['.', '#', ':']).next(), Some("h1" | "h2"))
    };
    at_least("em", 1.5)
        || at_least("rem", 1.5)
        || at_least("%", 150.0)
        || at_least("px", 24.0)
        || at_least("pt", 18.0)
        || size.is_empty() && rule.selectors.iter().all(heading)
}

/// Whether the rule is for the text of whole pages.
fn is_running_text(rule: &Rule) -> bool {
    rule.selectors.iter().any(|selector| matches!(selector.as_str(), "body" | "html" | "p" | "*"))
}

/// Whether the last part of a selector could meet something in the texts.
fn meets(selector: &str, used: &BTreeSet<&str>) -> bool {
    let selector = selector.split_once("::").map_or(selector, |(before, _)| before);
    let last = selector.trim().rsplit([' ', '>', '+', '~']).next().unwrap_or_default();
    let last = last.split([':', '[']).next().unwrap_or_default();
    let mut start = 0;
    let mut parts = Vec::new();
    for (at, _) in last.match_indices(['.', '#']) {
        parts.push(&last[start..at]);
        start = at;
    }
    parts.push(&last[start..]);
    parts.iter().all(|part| part.is_empty() || *part == "*" || used.contains(part))
}

/// The colours that CSS names and books use, beside the grey ones.
#[expect(clippy::unreadable_literal, reason = "a colour is two digits a channel")]
const NAMES: [(&str, u32); 36] = [
    ("aqua", 0x00ffff),
    ("beige", 0xf5f5dc),
    ("black", 0x000000),
    ("blue", 0x0000ff),
    ("brown", 0xa52a2a),
    ("coral", 0xff7f50),
    ("cyan", 0x00ffff),
    ("darkblue", 0x00008b),
    ("darkgray", 0xa9a9a9),
    ("darkgreen", 0x006400),
    ("darkgrey", 0xa9a9a9),
    ("darkred", 0x8b0000),
    ("dimgray", 0x696969),
    ("fuchsia", 0xff00ff),
    ("gainsboro", 0xdcdcdc),
    ("gold", 0xffd700),
    ("gray", 0x808080),
    ("green", 0x008000),
    ("grey", 0x808080),
    ("lightblue", 0xadd8e6),
    ("lightgray", 0xd3d3d3),
    ("lightgrey", 0xd3d3d3),
    ("lime", 0x00ff00),
    ("magenta", 0xff00ff),
    ("maroon", 0x800000),
    ("navy", 0x000080),
    ("olive", 0x808000),
    ("orange", 0xffa500),
    ("pink", 0xffc0cb),
    ("purple", 0x800080),
    ("red", 0xff0000),
    ("silver", 0xc0c0c0),
    ("teal", 0x008080),
    ("white", 0xffffff),
    ("whitesmoke", 0xf5f5f5),
    ("yellow", 0xffff00),
];

/// Reads an opaque colour; one that lets something through is none.
fn color(value: &str) -> Option<Color> {
    let value = value.trim().to_ascii_lowercase();
    if let Some(hex) = value.strip_prefix('#') {
        return match hex.len() {
            3 => Color::parse(&hex.chars().flat_map(|c| [c, c]).collect::<String>()),
            _ => Color::parse(hex),
        };
    }
    if let Some(inside) = value.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
        let mut parts = inside.split([',', ' ']).filter(|part| !part.is_empty());
        let mut channel = || parts.next()?.parse::<u8>().ok();
        let (r, g, b) = (channel()?, channel()?, channel()?);
        return parts.next().is_none().then_some(Color { r, g, b });
    }
    let named = NAMES.iter().find(|(name, _)| *name == value)?.1;
    Color::parse(&format!("{named:06x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read() {
        for (value, hex) in [
            ("#ABC", Some("#aabbcc")),
            ("rgb(1, 2, 3)", Some("#010203")),
            ("White", Some("#ffffff")),
            ("rgba(0,0,0,.1)", None),
            ("inherit", None),
            ("#12", None),
            ("#é12", None),
        ] {
            assert_eq!(color(value).map(Color::hex).as_deref(), hex, "{value}");
        }
    }

    #[test]
    fn selectors_meet_what_is_there() {
        let used: BTreeSet<&str> = ["p", "a", ".b", "#c"].into();
        for (selector, is_met) in [
            ("p", true),
            ("div > p.b", true),
            ("p.x", false),
            ("a:hover", true),
            ("#c .b::before", true),
            ("h1", false),
            ("*", true),
        ] {
            assert_eq!(meets(selector, &used), is_met, "{selector}");
        }
    }
}
