//! Alternative texts of pictures that say nothing: names of files, placeholders, the caption.
//!
//! The tree of structure and the words of captions come in, findings go out (WCAG 2.2, 1.1.1).

use std::collections::BTreeMap;

use super::content::Memory;
use super::document::short;
use super::role::Role;
use super::structure::{Element, Tree};
use super::{Pdf, Report};
use crate::base::{Code, Diagnostic};
use crate::inspect::alternatives::{is_file_name, says_nothing};
use crate::inspect::plain;

/// Asks for the words of captions.
pub(super) fn want_captions(tree: &Tree, memory: &mut Memory) {
    for (owner, claims) in &tree.claims {
        for claim in claims {
            if tree.upward(claim.element).take(8).any(|above| above.role == Role::Caption) {
                memory.texts.insert((*owner, claim.mark), String::new());
            }
        }
    }
}

/// Tells of alternative texts that say nothing.
pub(super) fn check(pdf: &Pdf<'_, '_>, tree: &Tree, memory: &Memory, report: &mut Report<'_>) {
    let mut words: BTreeMap<u32, String> = BTreeMap::new();
    for (owner, claims) in &tree.claims {
        for claim in claims {
            if let Some(text) = memory.texts.get(&(*owner, claim.mark)) {
                words.entry(claim.element).or_default().push_str(text);
            }
        }
    }
    for (at, element) in (0..).zip(&tree.elements) {
        let (Role::Figure, Some(alt)) = (element.role, &element.alt) else { continue };
        if alt.trim().is_empty() {
            continue;
        }
        let caption = caption(tree, at, element).map(|caption| {
            let range = caption..tree.elements[caption as usize].end;
            words.range(range).map(|(_, text)| text.as_str()).collect::<String>()
        });
        let Some((message, help)) = poor(alt, caption.as_deref()) else { continue };
        let found = Diagnostic::warning(Code::PoorAlt, None, message).help(help);
        report.push(match element.page.and_then(|id| pdf.pages.of(id)) {
            Some(page) => found.on(page.place()),
            None => found,
        });
    }
}

/// The caption of a figure: in it, or next to it.
fn caption(tree: &Tree, at: u32, figure: &Element) -> Option<u32> {
    let is_caption = |at: u32| {
        let element = tree.elements.get(at as usize);
        element.is_some_and(|element| element.role == Role::Caption)
    };
    let inside = tree.inside(at).find(|(_, inner)| inner.role == Role::Caption).map(|(at, _)| at);
    inside.or_else(|| {
        let next = tree.elements.get(figure.end as usize)?;
        (is_caption(figure.end) && next.parent == figure.parent).then_some(figure.end)
    })
}

/// What is wrong with an alternative text, if anything, and what to do.
fn poor(alt: &str, caption: Option<&str>) -> Option<(String, &'static str)> {
    const HELP: &str = "say in a sentence what the picture shows";
    let shown = short(alt.trim());
    if is_file_name(alt) {
        return Some((format!("an alternative text is the name of a file: `{shown}`"), HELP));
    }
    // A number may be a picture of itself, such as a year set large.
    let words = plain(alt);
    let is_number = !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit());
    if says_nothing(alt) && !is_number {
        return Some((format!("an alternative text says nothing: `{shown}`"), HELP));
    }
    let repeats =
        caption.is_some_and(|caption| plain(caption).replace(' ', "") == words.replace(' ', ""));
    repeats.then(|| {
        (
            format!("an alternative text repeats the caption: `{shown}`"),
            "say what the picture shows, not what the caption says",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternative_texts_that_say_nothing_are_known() {
        for alt in ["quay.jpg", "IMG_2041", "Image", "photo 1.png", "…", "Alt text:", "DSC01234"]
        {
            assert!(poor(alt, None).is_some(), "{alt}");
        }
        for alt in ["A quay at dawn", "Image of a quay", "Photo: Ada at her desk", "P. 10", "1984"]
        {
            assert!(poor(alt, Some("The quay, 1962")).is_none(), "{alt}");
        }
        assert!(poor("The quay, 1962", Some("The quay , 1962 ")).is_some(), "the caption's words");
    }
}
