//! What readers get from the pages: words, order, pictures, legible type.
//!
//! Every page is read once; what is found on many pages is told once, with their numbers.
//! ISO 14289-1, 7.1 to 7.3 and 7.21.7; WCAG 2.2, 1.4.3.

use std::collections::BTreeMap;

use super::alternatives;
use super::content::{self, Facts, LEAST_CONTRAST, LEAST_SIZE, Memory};
use super::document::short;
use super::file::Id;
use super::role::Role;
use super::structure::Tree;
use super::{Pdf, Report};
use crate::base::{Code, Diagnostic};

/// As many glyphs must be at fault before it is told.
const SOME_GLYPHS: usize = 10;
/// One glyph in so many without a text is a fault of a page.
const SHARE: usize = 20;
/// A picture that covers this part of a page is the page.
const WHOLE_PAGE: f64 = 0.6;
/// How often the text must go back up a page before it is told.
const JUMPS: usize = 3;

/// Pages on which something is the case, by their places in the list.
#[derive(Debug, Default)]
struct Found {
    mute: Vec<usize>,
    mute_font: Option<String>,
    pictures: Vec<usize>,
    untagged: Vec<usize>,
    unclaimed: Vec<usize>,
    unused: Vec<usize>,
    twice: Vec<usize>,
    jumps: Vec<usize>,
    pale: Vec<usize>,
    pale_worst: f64,
    tiny: Vec<usize>,
    tiny_worst: f64,
    empty: Vec<usize>,
    broken: Vec<usize>,
}

pub(super) fn check(pdf: &Pdf<'_, '_>, report: &mut Report<'_>) {
    let tree = pdf.tree.as_ref().filter(|tree| !tree.elements.is_empty());
    let mut memory = Memory::default();
    if let Some(tree) = tree {
        alternatives::want_captions(tree, &mut memory);
    }
    let mut found =
        Found { pale_worst: LEAST_CONTRAST, tiny_worst: LEAST_SIZE, ..Found::default() };
    for (at, page) in pdf.pages.list.iter().enumerate() {
        if pdf.file.gave_up() {
            break;
        }
        let facts = content::read(pdf.file, page, at, tree, &mut memory);
        weigh(pdf, tree, at, &facts, &mut found);
    }
    tell(pdf, &found, report);
    fonts(pdf, &memory, report);
    if let Some(tree) = tree {
        alternatives::check(pdf, tree, &memory, report);
    }
}

fn weigh(pdf: &Pdf<'_, '_>, tree: Option<&Tree>, at: usize, facts: &Facts, found: &mut Found) {
    let page = &pdf.pages.list[at];
    if !facts.is_whole {
        found.broken.push(at);
    }
    if SOME_GLYPHS <= facts.mute && facts.glyphs <= SHARE * facts.mute {
        found.mute.push(at);
        if found.mute_font.is_none() {
            found.mute_font.clone_from(&facts.mute_font);
        }
    }
    let is_described = |mark: &Option<(Id, u32)>| {
        let (Some(tree), Some((owner, mark))) = (tree, mark) else { return false };
        let claims = tree.claims.get(owner).map_or(&[][..], Vec::as_slice);
        let claim = claims.iter().find(|claim| claim.mark == *mark);
        claim.is_some_and(|claim| {
            tree.upward(claim.element).any(|above| above.alt.is_some() || above.has_actual_text)
        })
    };
    let covering =
        facts.pictures.iter().any(|(part, mark)| WHOLE_PAGE <= *part && !is_described(mark));
    if facts.glyphs == 0 && covering {
        found.pictures.push(at);
    }
    if !facts.is_painted && facts.is_whole {
        found.empty.push(at);
    }
    if SOME_GLYPHS <= facts.pale.glyphs {
        found.pale.push(at);
        found.pale_worst = found.pale_worst.min(facts.pale.worst);
    }
    if SOME_GLYPHS <= facts.tiny.glyphs {
        found.tiny.push(at);
        found.tiny_worst = found.tiny_worst.min(facts.tiny.worst);
    }
    let Some(tree) = tree else { return };
    if 0 < facts.untagged_glyphs + facts.untagged_pictures {
        found.untagged.push(at);
    }
    if facts.is_whole && !pdf.file.gave_up() {
        pair(tree, page.id, at, facts, found);
    }
    if JUMPS <= jumps(tree, page.id, page.view, facts) {
        found.jumps.push(at);
    }
}

/// Holds the marks of a page against those that elements hold (ISO 32000-1, 14.7.4).
fn pair(tree: &Tree, page: Id, at: usize, facts: &Facts, found: &mut Found) {
    let mut claimed: BTreeMap<(Id, u32), u32> = BTreeMap::new();
    let owners: std::collections::BTreeSet<Id> =
        facts.marks.keys().map(|(owner, _)| *owner).chain([page]).collect();
    for owner in owners {
        for claim in tree.claims.get(&owner).into_iter().flatten() {
            *claimed.entry((owner, claim.mark)).or_default() += 1;
        }
    }
    if facts.marks.keys().any(|mark| !claimed.contains_key(mark)) {
        found.unclaimed.push(at);
    }
    if claimed.keys().any(|mark| mark.0 == page && !facts.marks.contains_key(mark)) {
        found.unused.push(at);
    }
    let begun_twice = facts.marks.iter().any(|((owner, _), mark)| *owner == page && 1 < mark.begun);
    if begun_twice || claimed.values().any(|count| 1 < *count) {
        found.twice.push(at);
    }
}

/// How often the text goes back up the page without going to another column. Only headings,
/// paragraphs and lists in the run of the text are looked at: notes, captions and asides stand
/// elsewhere on purpose.
fn jumps(tree: &Tree, page: Id, view: [f64; 4], facts: &Facts) -> usize {
    let claims = tree.claims.get(&page).map_or(&[][..], Vec::as_slice);
    let (width, height) = (view[2] - view[0], view[3] - view[1]);
    let mut before: Option<(f64, f64)> = None;
    let mut element = None;
    let mut jumps = 0;
    for claim in claims {
        let start = facts.marks.get(&(page, claim.mark)).and_then(|mark| mark.start);
        let Some(start) = start else { continue };
        if element == Some(claim.element) || !is_running(tree, claim.element) {
            continue;
        }
        element = Some(claim.element);
        if let Some((x, y)) = before {
            let is_up = y + height * 0.02 < start.1;
            let is_beside = width * 0.15 < (start.0 - x).abs();
            jumps += usize::from(is_up && !is_beside);
        }
        before = Some(start);
    }
    jumps
}

fn is_running(tree: &Tree, element: u32) -> bool {
    tree.upward(element).all(|above| {
        !matches!(
            above.role,
            Role::Note
                | Role::Aside
                | Role::Caption
                | Role::Figure
                | Role::Formula
                | Role::Table
                | Role::Artifact
                | Role::Reference
                | Role::Link
        )
    })
}

#[expect(clippy::too_many_lines, reason = "a list, one entry a rule")]
fn tell(pdf: &Pdf<'_, '_>, found: &Found, report: &mut Report<'_>) {
    let mut all: Vec<(&[usize], Diagnostic, Option<&str>)> = Vec::new();
    let mut add = |pages, code, is_error: bool, message: String, help: &str, against| {
        let found = if is_error {
            Diagnostic::error(code, None, message)
        } else {
            Diagnostic::warning(code, None, message)
        };
        all.push((pages, found.help(help), against));
    };
    let font = found.mute_font.as_deref().map(short).unwrap_or_default();
    add(
        &found.mute[..],
        Code::MuteText,
        true,
        format!(
            "text that cannot be read aloud, searched or copied: the font `{font}` does not say which characters it shows"
        ),
        "embed the font with a `ToUnicode` map; do not print to PDF through a printer's driver",
        Some("text has no characters"),
    );
    add(
        &found.pictures,
        Code::PictureOfPage,
        false,
        "a picture instead of a page: no word on it can be read".to_owned(),
        "run character recognition, or describe the picture in an alternative text",
        None,
    );
    add(
        &found.untagged,
        Code::NotTagged,
        true,
        "words or pictures that are neither tagged nor an artifact".to_owned(),
        "tag them, or make artifacts of page numbers, running heads and ornaments",
        Some("content is neither tagged nor an artifact"),
    );
    add(
        &found.unclaimed,
        Code::UnpairedMark,
        true,
        "marked content that no tag holds, so that no reader hears it".to_owned(),
        "have the tags made anew",
        Some("marked content has no tag"),
    );
    add(
        &found.unused,
        Code::UnpairedMark,
        false,
        "tags that hold content which is not on the page".to_owned(),
        "have the tags made anew",
        None,
    );
    add(
        &found.twice,
        Code::UnpairedMark,
        false,
        "content that is marked or tagged twice, so that it may be read twice".to_owned(),
        "have the tags made anew",
        None,
    );
    add(
        &found.jumps,
        Code::ReadingOrder,
        false,
        "text that is read in an order which jumps up the page time and again".to_owned(),
        "put the tags into the order in which one reads",
        None,
    );
    add(
        &found.pale,
        Code::PaleText,
        false,
        format!("type too pale to read: its contrast with white is {:.1} to 1", found.pale_worst),
        "use a darker colour, at least 3 to 1 for large type and 4.5 to 1 for text",
        None,
    );
    add(
        &found.tiny,
        Code::TinyText,
        false,
        format!("type too small to read: {:.1} pt", found.tiny_worst),
        "set nothing that must be read below 6 pt",
        None,
    );
    add(
        &found.broken,
        Code::BrokenPdf,
        true,
        "content that is damaged or packed in a way that is not known".to_owned(),
        "write the file anew: `qpdf in.pdf out.pdf`",
        None,
    );
    let runs = empty_runs(&found.empty);
    add(
        &runs,
        Code::EmptyPage,
        false,
        "pages without anything on them, one after the other".to_owned(),
        "remove the empty pages",
        None,
    );
    for (pages, mut diagnostic, against) in all {
        if pages.is_empty() {
            continue;
        }
        diagnostic = diagnostic.on(pdf.pages.named(pages));
        report.push(diagnostic);
        if let Some(against) = against {
            report.against_ua(against);
        }
    }
}

/// Empty pages that follow one another; one alone is the back of a leaf.
fn empty_runs(empty: &[usize]) -> Vec<usize> {
    let has = |at: usize| empty.binary_search(&at).is_ok();
    empty.iter().copied().filter(|&at| has(at + 1) || 0 < at && has(at - 1)).collect()
}

fn fonts(pdf: &Pdf<'_, '_>, memory: &Memory, report: &mut Report<'_>) {
    if memory.missing.is_empty() {
        return;
    }
    let names: Vec<String> =
        memory.missing.keys().take(5).map(|name| format!("`{}`", short(name))).collect();
    let more = match memory.missing.len().saturating_sub(names.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let first = memory.missing.values().min().copied().unwrap_or(0);
    let message = format!("fonts that are not in the file: {}{more}", names.join(", "));
    let found = Diagnostic::warning(Code::FontNotEmbedded, None, message);
    let found = found.help("embed all fonts; other machines show other letters instead");
    report.push(found.on(pdf.pages.named(&[first])));
    report.against_ua("fonts are not embedded");
    report.against_a("fonts are not embedded");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_empty_pages_are_backs_of_leaves() {
        assert_eq!(empty_runs(&[1, 4, 5, 9]), [4, 5], "only those in a row");
    }
}
