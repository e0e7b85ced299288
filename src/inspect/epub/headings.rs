//! Headings and titles: there, and no level left out.
//!
//! A text comes in, findings go out (WCAG 2.2, 1.3.1, 2.4.2, 2.4.6).

use super::document::{Document, Page};
use super::quoted;
use crate::base::Code;
use crate::inspect::record::Record;
use crate::inspect::xml::{Element, Tree};

/// The level of a heading, from 1; none if the element is no heading.
pub(super) fn level(element: &Element<'_>) -> Option<u8> {
    if element.has("role", "heading") {
        return element.get("aria-level").and_then(|level| level.trim().parse().ok()).or(Some(2));
    }
    if element.get("role").is_some() {
        return None;
    }
    let level = element.name.strip_prefix('h')?;
    level.parse().ok().filter(|level| (1..=6).contains(level) && element.name.len() == 2)
}

/// What a heading says, pictures by their alternative texts.
pub(super) fn text(tree: &Tree<'_>, index: usize) -> String {
    let element = &tree.elements[index];
    let text = tree.text_of(index);
    let text = if text.trim().is_empty() {
        let inside = tree.inside(index).filter_map(|inside| {
            let inside = &tree.elements[inside];
            inside.get("alt").or_else(|| inside.get("aria-label"))
        });
        inside.chain(element.get("aria-label")).collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Checks the title and the headings of a text.
pub(super) fn check(page: Page<'_>, document: &Document, record: &mut Record) {
    let tree = page.tree;
    let title = tree.named("title").find(|index| {
        tree.elements[*index].parent.is_some_and(|parent| tree.elements[parent].name == "head")
    });
    let says = title.is_some_and(|title| !tree.text_of(title).trim().is_empty());
    if !says && tree.flaw.is_none() {
        let at = title.map_or(0..0, |title| tree.elements[title].at.clone());
        let span = page.text.at(record, &at);
        let message = format!("`{}` has no title", page.text.path);
        record.error(Code::BlankHeading, span, message, "write the chapter's name into `title`");
    }
    let mut above: Option<u8> = None;
    for heading in &document.headings {
        let span = |record: &mut Record| page.text.at(record, &heading.at);
        if heading.text.is_empty() {
            let span = span(record);
            let message = format!("a heading of level {} is empty", heading.level);
            let help = "remove it, or write what stands below it";
            record.warning(Code::BlankHeading, span, message, help);
        }
        if let Some(above) = above.filter(|above| above + 1 < heading.level) {
            let span = span(record);
            let message = format!(
                "the heading `{}` of level {} follows one of level {above}",
                quoted(&heading.text),
                heading.level
            );
            let help = format!("make it level {}; the look is the style sheet's", above + 1);
            record.warning(Code::HeadingSkipped, span, message, help);
        }
        above = Some(heading.level);
    }
}
