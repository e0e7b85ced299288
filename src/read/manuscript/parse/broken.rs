//! Markdown that is begun and not well ended, and so would be printed as it was typed.
//!
//! Pieces of text that the parser made nothing of come in, each with its place; what an author
//! most likely meant goes out as a diagnostic. What is written after a backslash is meant.

use std::ops::Range;

use super::Builder;
use crate::base::{Code, Diagnostic};

/// How far the end of a link or picture is looked for, and how far all of them together, in bytes.
const FAR: usize = 2_000;
pub(super) const PATIENCE: usize = 1 << 24;
/// How much of a word is looked at, in bytes.
const LONG_WORD: usize = 200;

impl Builder<'_, '_> {
    /// Reports a picture, a link or emphasis whose beginning was left as text.
    pub(super) fn broken(&mut self, text: &str, range: &Range<usize>) {
        // Once a line is enough to find it.
        if range.start < self.told {
            return;
        }
        match text {
            "![" => self.broken_picture(range),
            "[" => self.broken_link(range),
            "*" | "_" => self.open_emphasis(text, range),
            _ => {}
        }
    }

    /// Nothing more is told of a line.
    fn told_of(&mut self, at: usize) {
        let rest = self.text.get(at..).unwrap_or_default();
        self.told = at + rest.find('\n').unwrap_or(rest.len());
    }

    /// Where the brackets that begin here end with a parenthesis: the place of that, and where it
    /// closes, or else its line.
    fn parenthesis(&mut self, range: &Range<usize>) -> Option<(usize, usize)> {
        let before = &self.text[..range.start];
        if before.ends_with('\\') || before.ends_with("\\!") {
            return None;
        }
        let rest = self.text.get(range.end..)?;
        let mut depth = 0_usize;
        let mut escaped = false;
        for (at, byte) in rest.bytes().enumerate().take(FAR) {
            self.patience = self.patience.checked_sub(1)?;
            match byte {
                _ if escaped => {}
                b'\n' if is_blank(&rest[at + 1..]) => return None,
                b'[' => depth += 1,
                b']' if 0 < depth => depth -= 1,
                b']' if rest[at + 1..].starts_with('(') => {
                    let begin = range.end + at + 1;
                    let far = self.text.floor_char_boundary(begin + FAR);
                    let line = self.text[begin..far].lines().next().unwrap_or_default();
                    let length = line.find(')').map_or(line.len(), |at| at + 1);
                    return Some((begin, begin + length));
                }
                b']' => return None,
                _ => {}
            }
            escaped = byte == b'\\' && !escaped;
        }
        None
    }

    fn broken_picture(&mut self, range: &Range<usize>) {
        let Some((begin, end)) = self.parenthesis(range) else { return };
        let span = self.origin.span(range.start..end);
        self.told_of(end);
        let message = "this is no picture as it is written, and would be printed as text";
        let help = help(&self.text[begin..end], "![A quay](images/quay.jpg \"The quay.\")");
        self.diagnostics.push(Diagnostic::error(Code::BrokenMarkup, span, message).help(help));
    }

    fn broken_link(&mut self, range: &Range<usize>) {
        let Some((begin, end)) = self.parenthesis(range) else { return };
        let span = self.origin.span(range.start..end);
        self.told_of(end);
        let message = "this is no link as it is written, and is printed as text";
        let help = help(&self.text[begin..end], "[the quay](https://quay.example)");
        self.diagnostics.push(Diagnostic::warning(Code::BrokenMarkup, span, message).help(help));
    }

    /// Two signs that touch a word on one side alone; each comes as a piece of its own.
    fn open_emphasis(&mut self, sign: &str, range: &Range<usize>) {
        let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
        let Some(after) = after.strip_prefix(sign) else { return };
        // Names in programs have them, too.
        let near = &after[..after.floor_char_boundary(LONG_WORD)];
        if near.split(char::is_whitespace).next().is_some_and(|word| word.contains('_')) {
            return;
        }
        let (before, after) = (before.chars().next_back(), after.chars().next());
        let (before, after) = (before.unwrap_or(' '), after.unwrap_or(' '));
        let help = match (before.is_whitespace(), after.is_whitespace()) {
            (true, false) if after.is_alphanumeric() => "after the last",
            (false, true) if before.is_alphanumeric() => "before the first",
            _ => return,
        };
        let message = format!("`{sign}{sign}` stands alone here, and is printed");
        let help = format!(
            "put `{sign}{sign}` {help} of the words too, or a backslash before each `{sign}`"
        );
        self.told_of(range.end);
        let span = self.origin.span(range.start..range.end + 1);
        self.diagnostics.push(Diagnostic::warning(Code::BrokenMarkup, span, message).help(help));
    }

    /// Reports a paragraph that is a table but for the line under its head.
    pub(super) fn broken_table(&mut self, range: Range<usize>) {
        let Some(text) = self.text.get(range.clone()) else { return };
        let mut lines = text.split_inclusive('\n');
        let Some(mut head) = lines.next() else { return };
        let mut at = range.start + head.len();
        for line in lines {
            let (columns, ruled) = (cells(head), cells(line));
            if head.contains('|') && is_rule(line) && columns != ruled {
                let span = self.origin.span(at..at + line.trim_end().len());
                let message = format!(
                    "this is no table, and is printed as text: the line above has {columns} cells, \
                     and this one {ruled}"
                );
                let help = format!("write `|{}`", "---|".repeat(columns.min(20)));
                self.diagnostics
                    .push(Diagnostic::warning(Code::BrokenMarkup, span, message).help(help));
                return;
            }
            at += line.len();
            head = line;
        }
    }
}

/// What to type instead of an address in parentheses; `right` is one.
fn help(address: &str, right: &str) -> String {
    let inner = address.trim_start_matches('(');
    let (path, rest) = match inner.find(['"', '“', '”', '„', '«', ')']) {
        Some(end) => (inner[..end].trim(), &inner[end..]),
        None => (inner.trim(), ""),
    };
    if !inner.contains(')') && rest.is_empty() {
        let first = path.split(char::is_whitespace).next().unwrap_or_default();
        return format!("close the parenthesis: `({first})`");
    }
    if path.contains(char::is_whitespace) && !path.starts_with('<') {
        return format!("an address with a space stands between angle brackets: `(<{path}>)`");
    }
    match rest.chars().next() {
        Some('"') => "close the quotation mark before the parenthesis, and type `\\\"` for one \
                      inside"
            .to_owned(),
        Some('“' | '”' | '„' | '«') => {
            "put the caption between straight quotation marks: `\"The quay.\"`".to_owned()
        }
        _ => format!("write it like `{right}`"),
    }
}

/// Whether the line that begins here has nothing on it, as far as its first bytes tell.
fn is_blank(text: &str) -> bool {
    let line = text.bytes().take(LONG_WORD).find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    line == Some(b'\n')
}

/// Whether a line is one that stands under the head of a table.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && line.contains("---")
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// How many cells a line of a table has.
fn cells(line: &str) -> usize {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let inner = line.strip_suffix('|').unwrap_or(line);
    inner.matches('|').count() + 1 - inner.matches("\\|").count()
}
