//! Style sheets as rules.
//!
//! CSS comes in, the colours that its rules set and the addresses that it fetches go out (CSS
//! Syntax 3, 4 "Tokenization" and 5 "Parsing", read loosely: braces, strings, comments and
//! escapes as there, everything else as text). It computes no cascade.
//!
//! # Bounds
//!
//! Blocks nested deeper than [`DEEPEST`] and more than [`MOST`] rules are not looked into.

use std::collections::BTreeSet;
use std::io;

use super::Ebook;
use super::document::Document;
use super::package::Package;

/// Blocks within one another.
const DEEPEST: usize = 16;
/// Rules of a sheet.
const MOST: usize = 20_000;

/// A style sheet.
#[derive(Debug, Default)]
pub(super) struct Style {
    /// The file that it stands in.
    pub(super) path: String,
    pub(super) rules: Vec<Rule>,
    /// What `url(…)` and `@import` fetch, with their places.
    pub(super) addresses: Vec<(usize, String)>,
}

/// A rule with the declarations of its own block.
#[derive(Debug)]
pub(super) struct Rule {
    /// The selectors, parted at commas.
    pub(super) selectors: Vec<String>,
    /// Names in small letters and values.
    pub(super) declarations: Vec<(String, String)>,
    /// The conditions of the blocks around it: `@media …`.
    pub(super) conditions: Vec<String>,
    /// Where it begins.
    pub(super) at: usize,
}

impl Rule {
    /// The last value that is declared for a name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.declarations.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Reads all style sheets that texts of the book use, and those inside the texts.
pub(super) fn read_all(
    ebook: &mut Ebook<'_, '_>,
    package: &Package<'_>,
    documents: &[Document],
) -> io::Result<Vec<Style>> {
    let mut styles = Vec::new();
    let mut seen = BTreeSet::new();
    for item in package.items.iter().filter(|item| item.media_type == "text/css") {
        let Some(path) = item.path.as_deref().filter(|path| seen.insert(*path)) else { continue };
        if let Some(source) = ebook.text(path)? {
            let mut style = Style { path: path.to_owned(), ..Style::default() };
            read(&source, 0, &mut style);
            styles.push(style);
        }
    }
    for document in documents {
        for (at, source) in &document.styles {
            let mut style = Style { path: document.path.clone(), ..Style::default() };
            read(source, *at, &mut style);
            // What stands inside a text has no places of its own: entities may have been read.
            for rule in &mut style.rules {
                rule.at = *at;
            }
            for address in &mut style.addresses {
                address.0 = *at;
            }
            styles.push(style);
        }
    }
    Ok(styles)
}

/// Reads a sheet into rules.
fn read(source: &str, _base: usize, style: &mut Style) {
    let blank = blank_comments(source);
    let mut conditions: Vec<String> = Vec::new();
    // For each open block: whether it is a rule's, and its index.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut start = 0;
    let mut text = Text { bytes: blank.as_bytes(), at: 0 };
    while let Some((at, mark)) = text.next_mark() {
        let piece = blank[start..at].trim();
        if mark == b'{' {
            let begins = start + (blank[start..at].len() - blank[start..at].trim_start().len());
            if piece.starts_with('@')
                && !piece.starts_with("@font-face")
                && !piece.starts_with("@page")
            {
                conditions.push(piece.to_owned());
                open.push(None);
            } else if style.rules.len() < MOST && open.len() < DEEPEST {
                let selectors = piece.split(',').map(|one| one.trim().to_owned()).collect();
                let conditions = conditions.clone();
                style.rules.push(Rule {
                    selectors,
                    declarations: Vec::new(),
                    conditions,
                    at: begins,
                });
                open.push(Some(style.rules.len() - 1));
            } else {
                open.push(None);
                conditions.push(String::new());
            }
        } else {
            if let Some(Some(rule)) = open.last() {
                declare(&mut style.rules[*rule], piece);
            }
            if mark == b'}' && open.pop() == Some(None) {
                conditions.pop();
            }
        }
        start = at + 1;
    }
    addresses(&blank, style);
}

fn declare(rule: &mut Rule, piece: &str) {
    let Some((name, value)) = piece.split_once(':') else { return };
    let value = value.trim().trim_end_matches("!important").trim();
    rule.declarations.push((name.trim().to_ascii_lowercase(), value.to_owned()));
}

/// Replaces comments by blanks, so that all places stay.
fn blank_comments(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find("/*") {
        let end = rest[at + 2..].find("*/").map_or(rest.len(), |end| at + 2 + end + 2);
        out.push_str(&rest[..at]);
        out.extend(std::iter::repeat_n(' ', end - at));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// A sheet that is being walked.
struct Text<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Text<'_> {
    /// The next `{`, `}` or `;` that stands in no string and in no parentheses.
    fn next_mark(&mut self) -> Option<(usize, u8)> {
        let mut parentheses = 0_usize;
        while let Some(byte) = self.bytes.get(self.at).copied() {
            let at = self.at;
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'"' | b'\'' => self.string(byte),
                b'(' => parentheses += 1,
                b')' => parentheses = parentheses.saturating_sub(1),
                b';' if 0 < parentheses => {}
                // A brace ends what was left open.
                b'{' | b'}' | b';' => return Some((at, byte)),
                _ => {}
            }
        }
        None
    }

    /// Walks past a string; a line's end ends it too.
    fn string(&mut self, quote: u8) {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'\n' => return,
                _ if byte == quote => return,
                _ => {}
            }
        }
    }
}

/// What a sheet fetches.
fn addresses(source: &str, style: &mut Style) {
    let mut from = 0;
    while let Some(found) = source[from..].find("url(") {
        let start = from + found + 4;
        let end = source[start..].find(')').map_or(source.len(), |end| start + end);
        let address = source[start..end].trim().trim_matches(['"', '\'']);
        let within = source[start..end].trim_start().starts_with("data:")
            || source[start..end].trim_start().trim_start_matches(['"', '\'']).starts_with("data:");
        if !address.is_empty() && !within && !address.starts_with('#') {
            style.addresses.push((start, address.to_owned()));
        }
        from = end;
    }
    for (at, _) in source.match_indices("@import") {
        let rest = source[at + 7..].trim_start();
        if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
            let address = rest[1..].split(quote).next().unwrap_or_default();
            style.addresses.push((at, address.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_with_what_stands_around_them() {
        let source = "/* a { */ @import \"x.css\"; p, .b > i{color:#ABC;background:url(\"a;b}.png\")}\n\
                      @media (prefers-color-scheme: dark) { h1 { COLOR : red !important } } h2{color:blue";
        let mut style = Style::default();
        read(source, 0, &mut style);
        let shown: Vec<_> = style
            .rules
            .iter()
            .map(|rule| {
                format!("{:?} {:?} {:?}", rule.selectors, rule.get("color"), rule.conditions)
            })
            .collect();
        assert_eq!(shown[0], r##"["p", ".b > i"] Some("#ABC") []"##, "a rule");
        assert!(shown[1].contains("prefers-color-scheme"), "a rule in a block: {shown:?}");
        assert!(shown[1].contains("Some(\"red\")"), "whatever its case: {shown:?}");
        assert_eq!(style.addresses.len(), 2, "{:?}", style.addresses);
    }
}
