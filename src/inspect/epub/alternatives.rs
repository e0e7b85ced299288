//! Alternative texts: there, not empty, and saying more than the name or the caption.
//!
//! A text comes in, findings go out, and how many pictures are described in words (WCAG 2.2,
//! 1.1.1 "Non-text Content"; HTML, 4.8.4.4 "Requirements for providing text"). Whether an
//! alternative text says what the picture shows only a person can judge.

use super::document::{Document, Page};
use super::quoted;
use crate::base::Code;
use crate::inspect::alternatives::{is_file_name, says_nothing};
use crate::inspect::plain;
use crate::inspect::record::Record;
use crate::inspect::xml::Element;

/// Checks the pictures of a text.
pub(super) fn check(page: Page<'_>, document: &mut Document, record: &mut Record) {
    for (index, element) in page.tree.elements.iter().enumerate() {
        if is_hidden(page, index) {
            continue;
        }
        match element.name {
            "img" => picture(page, index, document, record),
            "area" | "input"
                if (element.name == "area" || element.get("type") == Some("image"))
                    && name(page, index).is_none()
                    && element.get("href").is_some() =>
            {
                missing(page, element, record);
            }
            "svg" if !is_inside(page, index, "svg") => drawing(page, index, document, record),
            "math" if element.get("alttext").is_none() => {}
            _ => {}
        }
    }
}

/// What an element is called by its attributes, if by anything.
fn name(page: Page<'_>, index: usize) -> Option<&str> {
    let element = &page.tree.elements[index];
    if let Some(label) = element.get("aria-label").filter(|label| !label.trim().is_empty()) {
        return Some(label);
    }
    if let Some(ids) = element.get("aria-labelledby") {
        let first = ids.split_ascii_whitespace().next().unwrap_or_default();
        let labels = |index: &usize| page.tree.elements[*index].get("id") == Some(first);
        let label = (0..page.tree.elements.len()).find(labels);
        if let Some(label) = label {
            return Some(page.tree.text_of(label));
        }
    }
    element.get("alt")
}

fn picture(page: Page<'_>, index: usize, document: &mut Document, record: &mut Record) {
    let element = &page.tree.elements[index];
    let file = element.get("src").unwrap_or_default();
    let shown = quoted(file);
    let is_decoration = element.has("role", "presentation") || element.has("role", "none");
    let Some(alt) = name(page, index) else {
        if !is_decoration {
            document.pictures += 1;
            missing(page, element, record);
        }
        return;
    };
    if alt.trim().is_empty() {
        if is_decoration || !must_speak(page, index) {
            return;
        }
        document.pictures += 1;
        let span = page.text.at(record, &element.at);
        let message =
            format!("the alternative text of `{shown}` is empty, but the picture tells something");
        let help = "say what the picture shows; if it only adorns, add `role=\"presentation\"`";
        record.warning(Code::EmptyAlternative, span, message, help);
        return;
    }
    document.pictures += 1;
    let is_cover = element.has("role", "doc-cover")
        || element.has("epub:type", "cover")
        || document.kinds.contains("cover");
    let file = file.rsplit('/').next().unwrap_or(file);
    let (code, message) = if repeats_name(alt, file) {
        (Code::AlternativeIsName, format!("the alternative text `{}` is a file name", quoted(alt)))
    } else if says_nothing(alt) && !is_cover {
        (
            Code::AlternativeIsPlaceholder,
            format!("the alternative text `{}` says nothing of the picture", quoted(alt)),
        )
    } else if repeats_caption(page, index, alt) {
        (
            Code::AlternativeIsCaption,
            format!(
                "the alternative text of `{shown}` repeats the caption, which is then read twice"
            ),
        )
    } else {
        document.described += 1;
        return;
    };
    let span = page.text.at(record, &element.at);
    record.warning(code, span, message, "say in a sentence what the picture shows");
}

fn missing(page: Page<'_>, element: &Element<'_>, record: &mut Record) {
    let span = page.text.at(record, &element.at);
    let file = element.get("src").unwrap_or_default();
    let message = match file {
        "" => format!("a `{}` has no alternative text", element.name),
        file => format!("the picture `{}` has no alternative text", quoted(file)),
    };
    let help = "add `alt` with a sentence that says what the picture shows";
    record.error(Code::NoAlternative, span, message, help);
}

/// A drawing in the text: named, hidden, or made of words.
fn drawing(page: Page<'_>, index: usize, document: &mut Document, record: &mut Record) {
    let element = &page.tree.elements[index];
    if element.has("role", "presentation") || element.has("role", "none") {
        return;
    }
    document.pictures += 1;
    let named = name(page, index).is_some()
        || page.tree.inside(index).any(|inside| {
            let inside = &page.tree.elements[inside];
            matches!(inside.name, "title" | "desc") || inside.get("aria-label").is_some()
        });
    if named || !page.tree.text_of(index).trim().is_empty() {
        document.described += 1;
        return;
    }
    let span = page.text.at(record, &element.at);
    let message = "a drawing has no alternative text";
    let help = "begin the `svg` with a `title`, or hide it by `aria-hidden=\"true\"`";
    record.warning(Code::NoAlternative, span, message, help);
}

fn is_hidden(page: Page<'_>, index: usize) -> bool {
    page.tree.around(index).any(|index| {
        let element = &page.tree.elements[index];
        element.get("aria-hidden") == Some("true") || element.get("hidden").is_some()
    })
}

fn is_inside(page: Page<'_>, index: usize, name: &str) -> bool {
    page.tree.around(index).skip(1).any(|index| page.tree.elements[index].name == name)
}

/// Whether a picture with no words leaves a hole: in a figure, as all of a link, or alone in
/// its text.
fn must_speak(page: Page<'_>, index: usize) -> bool {
    let around = page.tree.around(index).skip(1);
    for above in around {
        match page.tree.elements[above].name {
            "figure" => return true,
            "a" | "body" => return page.tree.text_of(above).trim().is_empty(),
            _ => {}
        }
    }
    false
}

fn repeats_name(alt: &str, file: &str) -> bool {
    let alt = alt.trim().to_lowercase();
    let file = file.to_lowercase();
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    alt == file
        // A name of one word may well be what a picture shows.
        || alt == stem && (stem.contains(['_', '-']) || stem.contains(|c: char| c.is_ascii_digit()) || !stem.contains(char::is_whitespace) && !stem.is_empty())
        || is_file_name(&alt)
}

/// Whether the caption beside a picture says the same words.
fn repeats_caption(page: Page<'_>, index: usize, alt: &str) -> bool {
    let tree = page.tree;
    let Some(figure) = tree.around(index).find(|above| tree.elements[*above].name == "figure")
    else {
        return false;
    };
    let alt = plain(alt);
    tree.inside(figure).any(|inside| {
        let element = &tree.elements[inside];
        element.name == "figcaption" && element.get("aria-hidden") != Some("true") && {
            let caption = plain(tree.text_of(inside));
            // A number before the caption changes nothing: `Figure 3: …`.
            let rest = caption.strip_suffix(&alt);
            let is_number = |rest: &str| {
                rest.split_whitespace().count() <= 2 && rest.chars().any(|c| c.is_ascii_digit())
            };
            rest.is_some_and(|rest| rest.is_empty() || is_number(rest))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_texts() {
        for (alt, file) in
            [("quay-1.jpg", "a.jpg"), ("Quay_07", "quay_07.jpg"), ("IMG_2041", "x.png")]
        {
            assert!(repeats_name(alt, file), "{alt} of {file}");
        }
        for (alt, file) in [("A quay", "quay.jpg"), ("Two dogs", "dogs.jpg")] {
            assert!(!repeats_name(alt, file), "{alt} of {file}");
        }
    }
}
