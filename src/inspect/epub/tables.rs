//! Tables: cells that head others, and what they head.
//!
//! A text comes in, findings go out (WCAG 2.2, 1.3.1; HTML, 4.9.12 "Forming relationships
//! between data cells and header cells").

use super::document::Page;
use crate::base::Code;
use crate::inspect::record::Record;

/// Checks all tables of a text.
pub(super) fn check(page: Page<'_>, record: &mut Record) {
    for table in page.tree.named("table") {
        let element = &page.tree.elements[table];
        if element.has("role", "presentation") || element.has("role", "none") {
            continue;
        }
        one(page, table, record);
    }
}

/// A header cell: its row, its place in the row, and whether it says what it heads.
struct Header {
    row: usize,
    column: usize,
    scoped: bool,
    index: usize,
}

fn one(page: Page<'_>, table: usize, record: &mut Record) {
    let tree = page.tree;
    let mut headers: Vec<Header> = Vec::new();
    let (mut rows, mut cells, mut column) = (0, 0, 0);
    for index in tree.inside(table) {
        let element = &tree.elements[index];
        // The cells of a table in a cell are another table's.
        let own = tree.around(index).skip(1).find(|above| tree.elements[*above].name == "table");
        if own != Some(table) {
            continue;
        }
        match element.name {
            "tr" => (rows, column) = (rows + 1, 0),
            "td" | "th" => {
                cells += 1;
                column += 1;
                let is_header = element.name == "th"
                    || element.has("role", "rowheader")
                    || element.has("role", "columnheader");
                if is_header {
                    let scoped = element.get("scope").is_some()
                        || element.get("role").is_some()
                        // An empty corner heads nothing.
                        || tree.text_of(index).trim().is_empty();
                    headers.push(Header { row: rows, column, scoped, index });
                }
            }
            _ => {}
        }
    }
    // A list of one row or one column has nothing to head.
    let is_table = 2 <= rows && rows < cells;
    if headers.is_empty() && is_table {
        let span = page.text.at(record, &tree.elements[table].at);
        let message = format!("a table of {rows} rows has no header cells");
        let help = "write the cells that name a row or a column as `th` with `scope`";
        record.warning(Code::HeaderlessTable, span, message, help);
    }
    // Where all headers stand in one row, or all in one column, their direction is plain.
    let in_a_row = headers.iter().all(|header| Some(header.row) == headers.first().map(|h| h.row));
    let in_a_column = headers.iter().all(|header| header.column == 1);
    let mixed = headers.iter().any(|header| header.scoped);
    if (in_a_row || in_a_column) && !mixed {
        return;
    }
    if let Some(header) = headers.iter().find(|header| !header.scoped) {
        let span = page.text.at(record, &tree.elements[header.index].at);
        let message = "a header cell does not say whether it heads a row or a column";
        let help = "add `scope=\"col\"` or `scope=\"row\"`";
        record.warning(Code::UnscopedHeader, span, message, help);
    }
}
