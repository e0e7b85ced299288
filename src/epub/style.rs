//! The style sheet.
//!
//! The design's accent, the families' names and the shares that pictures of the book take
//! come in, `style.css` goes out. It knows no text.

use std::collections::BTreeSet;

use super::fonts::{Fonts, Names, quoted};
use super::xml::put;
use crate::base::Color;
use crate::design::Design;

/// The one luminance that stands out from white (4.58:1) and from black (4.59:1) alike.
const LUMINANCE: f64 = 0.179;

/// The style sheet of a book with this markup.
pub(super) fn sheet(design: &Design, names: &Names, fonts: &Fonts, bodies: &[&str]) -> String {
    let mut shares = String::new();
    for share in shares_in(bodies) {
        put!(shares, "    .group .w{share} {{ width: {share}% }}\n");
    }
    let symbols = fonts.symbols.as_ref().map(|name| format!(", {}", quoted(name)));
    let symbols = symbols.unwrap_or_default();
    let rules = include_str!("style.css")
        .replace("{text}", &quoted(&names.text))
        .replace("{symbols}", &symbols)
        .replace("{data}", &quoted(&names.data))
        .replace("{display}", &quoted(&names.display))
        .replace("{code}", &quoted(&names.code))
        .replace("{accent}", &on_any_page(design.colors.accent).hex())
        .replace("{shares}", &shares);
    format!("{}{rules}", fonts.rules)
}

/// The shares of a pair's width that the markup names.
fn shares_in(bodies: &[&str]) -> BTreeSet<u32> {
    const CLASS: &str = "<figure class=\"photo";
    let mut shares = BTreeSet::new();
    for body in bodies {
        for (at, _) in body.match_indices(CLASS) {
            let classes = body[at + CLASS.len()..].split('"').next().unwrap_or_default();
            let share = classes.split(' ').find_map(|class| class.strip_prefix('w'));
            shares.extend(share.and_then(|share| share.parse::<u32>().ok()));
        }
    }
    shares
}

/// The colour with this hue and saturation (HSL, CSS Color 4, 7) that can be seen on white
/// and on black.
fn on_any_page(color: Color) -> Color {
    let channels = [color.r, color.g, color.b].map(f64::from);
    let greatest = channels.iter().copied().fold(0.0, f64::max);
    let least = channels.iter().copied().fold(255.0, f64::min);
    // Lightness alone changes: every channel keeps its place between the extremes.
    let place =
        channels.map(|c| if least < greatest { (c - least) / (greatest - least) } else { 0.5 });
    let spread = 255.0 - (greatest + least - 255.0).abs();
    let saturation = if 0.0 < spread { (greatest - least) / spread } else { 0.0 };
    let at = |lightness: f64| {
        let reach = saturation * (255.0 - (2.0 * lightness - 255.0).abs()) / 2.0;
        let [r, g, b] = place.map(|place| channel(lightness - reach + 2.0 * reach * place));
        Color { r, g, b }
    };
    let (mut low, mut high) = (0.0, 255.0);
    for _ in 0..24 {
        let middle = f64::midpoint(low, high);
        if at(middle).luminance() < LUMINANCE { low = middle } else { high = middle }
    }
    at(high)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is clamped to a byte"
)]
fn channel(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_accent_can_be_seen_on_white_and_on_black() {
        let accent = on_any_page(Color::parse("#8c2f1b").unwrap());
        assert_eq!(accent.hex(), "#d04628", "hue and saturation stay");
        for given in ["#000000", "#ffffff", "#ffff00", "#00007f", "#8c2f1b", "#777777"] {
            let accent = on_any_page(Color::parse(given).unwrap());
            for page in [Color::WHITE, Color::BLACK] {
                assert!(4.45 < accent.contrast(page), "{given} as {} on {page:?}", accent.hex());
            }
        }
    }
    /// What readers set themselves, and what some of them choke on.
    #[test]
    fn the_sheet_leaves_to_readers_what_is_theirs() {
        let rules = include_str!("style.css");
        let never = [
            "vw",
            "rem;",
            "position:",
            "nowrap",
            "overflow:",
            "display: flex",
            "display: grid",
            "object-fit",
            "prefers-color-scheme",
            "calc(",
            "min(",
            "clamp(",
            "text-transform",
            "opacity",
            "background",
            "expression(",
            "url(",
        ];
        for word in never {
            assert!(!rules.contains(word), "`{word}` is in the sheet");
        }
        let (old, modern) = rules.split_once("\n@supports").expect("the newer part is set apart");
        for word in ["@media", "@container", "max(", "vh", ":is(", "::"] {
            assert!(!old.contains(word), "`{word}` stands outside @supports");
        }
        assert_eq!(modern.matches("vh").count(), 2, "one height, guarded, in two places");
        for selector in ["body {", "p {"] {
            let rule = rules.lines().find(|line| line.starts_with(selector)).unwrap();
            for property in ["color", "line-height", "font-size", "text-align"] {
                assert!(!rule.contains(property), "{selector} sets {property}");
            }
        }
    }
}
