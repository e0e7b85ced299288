//! What the tags say: pictures, tables, headings, notes.
//!
//! ISO 14289-1, 7.3 to 7.5 and 7.9. What needs the words of the page is elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::document::short;
use super::file::Id;
use super::role::Role;
use super::structure::{Element, Tree};
use super::{Pdf, Report};
use crate::base::{Code, Diagnostic};

/// From this many pages on a document wants headings.
const WANTS_HEADINGS: usize = 11;
/// The most columns that a row is measured over.
const MAX_COLUMNS: usize = 10_000;

pub(super) fn check(pdf: &Pdf<'_, '_>, tree: &Tree, report: &mut Report<'_>) {
    if tree.elements.is_empty() {
        return;
    }
    roles(tree, report);
    headings(pdf, tree, report);
    notes(pdf, tree, report);
    for (at, element) in (0..).zip(&tree.elements) {
        match element.role {
            Role::Figure | Role::Formula => figure(pdf, tree, at, element, report),
            Role::Table => table(pdf, tree, at, report),
            _ => {}
        }
    }
}

/// A finding, with the page of an element.
fn on(pdf: &Pdf<'_, '_>, page: Option<Id>, found: Diagnostic) -> Diagnostic {
    match page.and_then(|id| pdf.pages.of(id)) {
        Some(page) => found.on(page.place()),
        None => found,
    }
}

fn roles(tree: &Tree, report: &mut Report<'_>) {
    if !tree.unknown.is_empty() {
        let names: Vec<String> =
            tree.unknown.iter().take(5).map(|name| format!("`{}`", short(name))).collect();
        let message = format!("tags that no reader knows: {}", names.join(", "));
        let found = Diagnostic::error(Code::UnknownTag, None, message);
        report.push(found.help("map them to standard tags (`P`, `H1`, `Figure`) in the role map"));
        report.against_ua("it has tags that are not mapped to standard ones");
    }
    if tree.loops {
        let found =
            Diagnostic::error(Code::UnknownTag, None, "a tag stands in two places, or in itself");
        report.push(found.help("have the tags made anew"));
    }
}

fn figure(pdf: &Pdf<'_, '_>, tree: &Tree, at: u32, element: &Element, report: &mut Report<'_>) {
    let alt = element.alt.as_deref().unwrap_or_default().trim();
    if !alt.is_empty() || element.has_actual_text {
        return;
    }
    // What is said of a picture is said of its parts; an empty one shows nothing.
    let said_above = element.parent.is_some_and(|parent| {
        tree.upward(parent).any(|above| {
            above.has_actual_text || above.alt.as_deref().is_some_and(|alt| !alt.trim().is_empty())
        })
    });
    let shows = element.has_content || tree.inside(at).any(|(_, inner)| inner.has_content);
    if said_above || !shows {
        return;
    }
    let what = if element.role == Role::Formula { "formula" } else { "picture" };
    let message = format!("a {what} has no alternative text");
    let found = Diagnostic::error(Code::FigureWithoutAlt, None, message)
        .help("say in a sentence what it shows; if it only adorns the page, make it an artifact");
    report.push(on(pdf, element.page, found));
    report.against_ua("pictures have no alternative text");
}

fn headings(pdf: &Pdf<'_, '_>, tree: &Tree, report: &mut Report<'_>) {
    let mut before = 0;
    let mut any = false;
    let mut told = false;
    for (at, element) in (0..).zip(&tree.elements) {
        let level = match element.role {
            Role::Heading(level) => level,
            Role::PlainHeading => 0,
            Role::Title => {
                any = true;
                continue;
            }
            _ => continue,
        };
        any = true;
        let is_empty = !element.has_content
            && element.alt.is_none()
            && !element.has_actual_text
            && !tree.inside(at).any(|(_, inner)| inner.has_content);
        if is_empty {
            let found = Diagnostic::warning(Code::EmptyHeading, None, "a heading has no words");
            report.push(on(pdf, element.page, found.help("remove its tag, or give it its words")));
        }
        if level == 0 {
            continue;
        }
        if before + 1 < level {
            let message = match before {
                0 => format!("the first heading is of level {level}"),
                _ => format!("a heading of level {level} follows one of level {before}"),
            };
            let found = Diagnostic::error(Code::SkippedHeading, None, message);
            let help = "let levels go down one by one; choose the look apart from the level";
            report.push(on(pdf, element.page, found.help(help)));
            if !told {
                report.against_ua("headings skip a level");
                told = true;
            }
        }
        before = level;
    }
    let pages = pdf.pages.list.len();
    if !any && WANTS_HEADINGS <= pages {
        let message = format!("a document of {pages} pages has no heading among its tags");
        let found = Diagnostic::warning(Code::NoHeadings, None, message);
        report.push(found.help("use the styles for headings of the program, not larger type"));
    }
}

fn table(pdf: &Pdf<'_, '_>, tree: &Tree, at: u32, report: &mut Report<'_>) {
    let page = tree.elements[at as usize].page;
    let rows: Vec<u32> = tree
        .inside(at)
        .filter(|(_, inner)| inner.role == Role::Row && table_of(tree, inner) == Some(at))
        .map(|(row, _)| row)
        .collect();
    let cells: Vec<(u32, &Element)> = tree
        .inside(at)
        .filter(|(_, inner)| inner.cell.is_some() && table_of(tree, inner) == Some(at))
        .collect();
    let headers: Vec<&(u32, &Element)> =
        cells.iter().filter(|(_, cell)| cell.role == Role::Th).collect();
    // One row or column is a layout rather than a table; a single cell needs no header.
    let is_real = 1 < rows.len() && rows.len() < cells.len();
    if headers.is_empty() && is_real {
        let found =
            Diagnostic::warning(Code::TableWithoutHeaders, None, "a table has no header cells")
                .help("tag the cells that name a row or a column as `TH`");
        report.push(on(pdf, page, found));
        report.against_ua("a table has no header cells");
    }
    let named: BTreeSet<&[u8]> = cells
        .iter()
        .filter_map(|(_, cell)| cell.cell.as_ref())
        .flat_map(|cell| &cell.headers)
        .map(Vec::as_slice)
        .collect();
    let without = headers.iter().filter(|(_, header)| {
        let scoped = header.cell.as_ref().is_some_and(|cell| cell.has_scope);
        !scoped && !header.id.as_ref().is_some_and(|id| named.contains(&id[..]))
    });
    let without = without.count();
    if 0 < without && is_real {
        let message = format!(
            "header cells of a table that do not say whether they head a row or a column: {without}"
        );
        let found = Diagnostic::warning(Code::HeaderWithoutScope, None, message);
        report.push(on(
            pdf,
            page,
            found.help("give each `TH` its `Scope`: `Row`, `Column` or `Both`"),
        ));
    }
    if let Some((row, width, first)) = ragged(tree, &rows, &cells) {
        let message = format!("row {row} of a table has {width} columns, the first has {first}");
        let found = Diagnostic::warning(Code::RaggedTable, None, message);
        report.push(on(
            pdf,
            page,
            found.help("give every row a cell for each column, or cells their `ColSpan`"),
        ));
        report.against_ua("rows of a table are not equally long");
    }
}

/// The table that a row or cell belongs to: the nearest above.
fn table_of(tree: &Tree, element: &Element) -> Option<u32> {
    let mut at = element.parent?;
    loop {
        let above = &tree.elements[at as usize];
        if above.role == Role::Table {
            return Some(at);
        }
        at = above.parent?;
    }
}

/// The first row whose columns, with cells from above that reach into it, are not as many as
/// those of the first row: its number, its columns, those of the first.
fn ragged(tree: &Tree, rows: &[u32], cells: &[(u32, &Element)]) -> Option<(usize, usize, usize)> {
    // For each column, how many rows more a cell from above takes.
    let mut taken: Vec<u32> = Vec::new();
    let mut first = None;
    for (number, &row) in rows.iter().enumerate() {
        let own = &tree.elements[row as usize];
        let start = cells.partition_point(|(at, _)| *at < row);
        let mut column = 0;
        for (_, cell) in cells[start..].iter().take_while(|(at, _)| *at < own.end) {
            let Some(span) = &cell.cell else { continue };
            while taken.get(column).is_some_and(|&rows| 0 < rows) {
                column += 1;
            }
            let end = column.saturating_add(span.columns as usize).min(MAX_COLUMNS);
            if taken.len() < end {
                taken.resize(end, 0);
            }
            if let Some(places) = taken.get_mut(column..end) {
                places.fill(span.rows);
            }
            column = end;
        }
        let width = taken.iter().rposition(|&rows| 0 < rows).map_or(0, |at| at + 1);
        for rows in &mut taken {
            *rows = rows.saturating_sub(1);
        }
        let first = *first.get_or_insert(width);
        if width != first {
            return Some((number + 1, width, first));
        }
    }
    None
}

fn notes(pdf: &Pdf<'_, '_>, tree: &Tree, report: &mut Report<'_>) {
    let notes: Vec<&Element> =
        tree.elements.iter().filter(|element| element.role == Role::Note).collect();
    let mut ids: BTreeMap<&[u8], usize> = BTreeMap::new();
    for element in &tree.elements {
        if let Some(id) = &element.id {
            *ids.entry(id).or_default() += 1;
        }
    }
    let twice = ids.iter().filter(|(_, count)| 1 < **count).count();
    if 0 < twice {
        let message = format!("identifiers that are given to more than one tag: {twice}");
        let found = Diagnostic::error(Code::Notes, None, message);
        report.push(found.help("number notes and header cells anew"));
        report.against_ua("identifiers of tags are not unique");
    }
    let Some(first) = notes.first() else { return };
    let references = tree
        .elements
        .iter()
        .filter(|element| matches!(element.role, Role::Reference | Role::Link))
        .count();
    if references == 0 {
        let message = format!("notes to which nothing refers: {}", notes.len());
        let found = Diagnostic::warning(Code::Notes, None, message);
        report.push(on(
            pdf,
            first.page,
            found.help("tag the mark in the text as `Reference`, with a link to its note"),
        ));
    }
    let nameless = notes.iter().filter(|note| note.id.is_none()).count();
    // PDF 2.0 ties a note to its reference without an identifier.
    if 0 < nameless && pdf.file.version(&pdf.catalog).0 < 2 {
        let message = format!("notes without an identifier: {nameless}");
        let found = Diagnostic::warning(Code::Notes, None, message);
        report.push(on(pdf, first.page, found.help("give each `Note` tag an `ID` of its own")));
        report.against_ua("notes have no identifier");
    }
}
