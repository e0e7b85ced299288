//! The index of stills as a table for spreadsheets.
//!
//! [`Stills`] and what became of their files come in; a CSV file goes out (RFC 4180), in
//! UTF-8 after a byte order mark, without which Excel takes it for another encoding. The
//! heads of its columns are the kit's own keys, so that a program can read it in any language.

use super::{Handed, Reason, Stills};
use crate::document::Document;

/// The files of one photograph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    /// Name of the file at full size.
    pub full: String,
    /// Name of the smaller one; empty if the first is no larger.
    pub small: String,
    /// Width and height at full size, in pixels; of a drawing, none.
    pub size: Option<(u32, u32)>,
}

/// The columns.
const HEAD: [&str; 15] = [
    "id",
    "title",
    "file",
    "small-file",
    "width",
    "height",
    "caption",
    "alt",
    "creator",
    "credit",
    "copyright",
    "usage",
    "date",
    "expires",
    "left-out",
];

/// Writes the index; `files` are those of the photographs that are handed out, in their order.
///
/// # Panics
///
/// Never: memory takes every row, and all rows have as many cells as the head.
#[must_use]
pub fn index(stills: &Stills, files: &[Files], document: &Document) -> Vec<u8> {
    let mut table = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    let mut row = |cells: [&str; HEAD.len()]| {
        table.write_record(cells.map(harmless)).expect("all rows are as long as the head");
    };
    row(HEAD);
    for (Handed { said, .. }, files) in stills.handed.iter().zip(files) {
        let [width, height] = match files.size {
            Some((width, height)) => [width.to_string(), height.to_string()],
            None => [String::new(), String::new()],
        };
        row([
            &said.id,
            &said.title,
            &files.full,
            &files.small,
            &width,
            &height,
            &said.caption,
            &said.alt,
            &said.creator,
            &said.credit,
            &said.copyright,
            &said.usage,
            &said.date,
            &said.expires,
            "",
        ]);
    }
    for (id, reason) in &stills.withheld {
        let photo = document.photo(*id);
        let mut cells = [""; HEAD.len()];
        let expires = photo.rights.expires.map(|date| date.to_string()).unwrap_or_default();
        let why = reason.to_string();
        (cells[0], cells[1], cells[13], cells[14]) = (&photo.id, &photo.title, &expires, &why);
        row(cells);
    }
    table.into_inner().expect("memory takes every row")
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Reason::NotForPress => f.write_str("not for the press"),
            Reason::Expired(date) => write!(f, "licence ended on {date}"),
        }
    }
}

/// A text that no spreadsheet takes for a formula: one that begins like a formula, after spaces
/// too, gets an apostrophe, by which spreadsheets mark text (OWASP, "CSV Injection").
fn harmless(cell: &str) -> String {
    let begins = cell.trim_start_matches([' ', '\u{a0}', '"', '\'']).chars().next();
    let runs = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if begins.is_some_and(|first| runs.contains(&first)) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_marked_as_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u{a0}=1", "\t=1", "＝1"] {
            assert_eq!(harmless(cell), format!("'{cell}"), "`{cell}`");
        }
        for cell in ["", "A = B", "2025-10", "© Ane"] {
            assert_eq!(harmless(cell), cell, "`{cell}` is no formula");
        }
    }
}
