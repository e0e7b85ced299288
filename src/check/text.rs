//! The words of a text as they were typed, with everything blotted out that no reader sees.
//!
//! A source comes in, a [`Text`] goes out: the same bytes at the same places, but for
//! comments, code, addresses, tags and the marks of Markdown and YAML that could be taken for
//! words, which are [`BLOT`]s. Rules about words search it and point into the source. This is
//! no parser of Markdown: what it blots out too much is not examined, nothing more.

use std::ops::Range;

use crate::base::{FileId, Sources, Span};
use crate::document::{BlockKind, Document, Part};

use super::Proof;
use super::place::bytes;
use crate::document::walk;

/// Stands for what is no word; no letter, no space and in no text that was typed.
pub(super) const BLOT: char = '\u{1}';

/// A text to be read for its words.
#[derive(Debug)]
pub(super) struct Text {
    file: FileId,
    /// The words, where they stand in the source.
    pub(super) words: String,
    /// The same, with the targets of links, which [`Text::words`] has not.
    pub(super) linked: String,
    /// Stretches whose marks belong together: paragraphs, items, cells of the manuscript;
    /// values of the metadata.
    pub(super) units: Vec<Range<usize>>,
    /// Whether it is the manuscript's text, not metadata.
    pub(super) is_manuscript: bool,
}

impl Text {
    /// The span of a stretch of it.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        bytes(self.file, range.start, range.len())
    }
}

/// The manuscript's text and the metadata's, of which a kit may have two.
pub(super) fn texts(proof: &Proof<'_>) -> Vec<Text> {
    let sources = proof.sources;
    let whole = &sources.get(proof.manuscript).text;
    let body = body(whole);
    let mut texts = vec![manuscript(proof.document, sources, proof.manuscript, body)];
    if 0 < body {
        texts.push(metadata(sources, proof.manuscript, body));
    }
    let file = proof.metadata;
    texts.extend(file.map(|file| metadata(sources, file, sources.get(file).text.len())));
    texts
}

/// Where the text after the front matter begins.
fn body(text: &str) -> usize {
    if !text.starts_with("---\n") {
        return 0;
    }
    let ends = ["\n---\n", "\n...\n"].map(|end| text[3..].find(end).map(|at| 3 + at + end.len()));
    ends.into_iter().flatten().min().unwrap_or(0)
}

fn manuscript(document: &Document, sources: &Sources, file: FileId, body: usize) -> Text {
    let source = &sources.get(file).text;
    let mut ink = Ink::new(source);
    ink.blot(0..body);
    for part in &document.parts {
        let Part::Chapter(chapter) = part else { continue };
        walk(&chapter.blocks, &mut |block| {
            if matches!(block.kind, BlockKind::Code { .. }) && block.span.file == file {
                ink.blot(block.span.start as usize..block.span.end as usize);
            }
        });
    }
    markdown(ink, file)
}

/// A text of Markdown, all of it.
#[cfg(test)]
pub(super) fn markdown_of(sources: &Sources, file: FileId) -> Text {
    markdown(Ink::new(&sources.get(file).text), file)
}

/// What is words in Markdown of which some is covered already.
fn markdown(mut ink: Ink, file: FileId) -> Text {
    ink.blot_between("<!--", "-->");
    ink.blot_code();
    let linked = ink.text();
    ink.blot_targets();
    ink.blot_tags();
    ink.blot_addresses();
    let words = ink.text();
    let units = paragraphs(&words);
    Text { file, words, linked, units, is_manuscript: true }
}

fn metadata(sources: &Sources, file: FileId, end: usize) -> Text {
    let source = &sources.get(file).text;
    let mut ink = Ink::new(source);
    ink.blot(end..source.len());
    for line in lines(source) {
        let text = &source[line.clone()];
        let comment = if text.trim_start().starts_with('#') { Some(0) } else { text.find(" # ") };
        ink.blot(comment.map_or(line.end..line.end, |at| line.start + at..line.end));
    }
    ink.blot_between("`", "`");
    let linked = ink.text();
    ink.blot_addresses();
    let words = ink.text();
    let units = lines(&words).collect();
    Text { file, words, linked, units, is_manuscript: false }
}

/// The lines of a text, without their line feeds.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    })
}

/// Stretches between blank lines; an item, a row, a heading or a quoted line is one of its own.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut units: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for line in lines(text) {
        let words = text[line.clone()].trim_start_matches([' ', '>']);
        let bullet = words.starts_with(['-', '*', '+', '|', '#']) && !words.starts_with("**");
        let starts = bullet && words[1..].starts_with([' ', '#']) || words.starts_with('|');
        if words.trim().is_empty() {
            open = false;
        } else if open && !starts {
            units.last_mut().expect("one is open").end = line.end;
        } else {
            units.push(line);
            open = true;
        }
    }
    units
}

/// A copy of a source that is blotted out piece by piece.
struct Ink(Vec<u8>);

impl Ink {
    fn new(source: &str) -> Ink {
        Ink(source.as_bytes().to_vec())
    }

    fn text(&self) -> String {
        // Whole characters are blotted out; if one were not, it would be replaced.
        String::from_utf8_lossy(&self.0).into_owned()
    }

    /// Blots out a stretch but for its line feeds.
    fn blot(&mut self, range: Range<usize>) {
        let end = range.end.min(self.0.len());
        for byte in self.0.get_mut(range.start..end).unwrap_or_default() {
            if *byte != b'\n' {
                *byte = 1;
            }
        }
    }

    fn find(&self, needle: &str, from: usize) -> Option<usize> {
        let found = memchr::memmem::find(self.0.get(from..)?, needle.as_bytes())?;
        Some(from + found)
    }

    /// Blots out everything from an opening to the next closing.
    fn blot_between(&mut self, open: &str, close: &str) {
        let mut at = 0;
        while let Some(start) = self.find(open, at) {
            let Some(end) = self.find(close, start + open.len()) else { return };
            at = end + close.len();
            self.blot(start..at);
        }
    }

    /// Code within a line: from a run of backticks to the next as long, in one paragraph.
    fn blot_code(&mut self) {
        let mut at = 0;
        while let Some(start) = self.find("`", at) {
            let run = self.0[start..].iter().take_while(|byte| **byte == b'`').count();
            let fence = "`".repeat(run);
            at = start + run;
            let limit = self.find("\n\n", at).unwrap_or(self.0.len());
            if let Some(end) = self.find(&fence, at).filter(|end| *end < limit) {
                at = end + run;
                self.blot(start..at);
            }
        }
    }

    /// Where links lead: `](…)`, of which a title in quotation marks is left, and `]: …`.
    fn blot_targets(&mut self) {
        let mut at = 0;
        while let Some(start) = self.find("](", at) {
            let mut depth = 1;
            let rest = self.0[start + 2..].iter().take(4_000);
            let end = rest.take_while(|byte| {
                match byte {
                    b'(' => depth += 1,
                    b')' => depth -= 1,
                    b'\n' => return 0 < depth,
                    _ => {}
                }
                0 < depth
            });
            let end = start + 2 + end.count();
            let target = &self.0[start + 2..end];
            let title = target.iter().position(u8::is_ascii_whitespace);
            let title = title.map_or(end, |at| start + 2 + at);
            self.blot(start + 2..title);
            // The marks around the title are Markdown's.
            let marks: Vec<usize> =
                (title..end).filter(|at| matches!(self.0[*at], b'"' | b'\'')).collect();
            for mark in [marks.first(), marks.last()].into_iter().flatten() {
                self.blot(*mark..mark + 1);
            }
            at = end.max(start + 2);
        }
        at = 0;
        while let Some(start) = self.find("]: ", at) {
            let line = self.find("\n", start).unwrap_or(self.0.len());
            let spaces = self.0[start + 2..line].iter().take_while(|byte| **byte == b' ').count();
            let begin = start + 2 + spaces;
            let end = self.find(" ", begin).unwrap_or(line).clamp(begin, line);
            let target = &self.0[begin..end];
            if target.starts_with(b"http")
                || target.starts_with(b"mailto")
                || target.contains(&b'/')
            {
                // With the spaces that range it under others, and its title.
                self.blot(start + 2..line);
            }
            at = end.max(start + 3);
        }
    }

    /// Tags of HTML and addresses between angle brackets.
    fn blot_tags(&mut self) {
        let mut at = 0;
        while let Some(start) = self.find("<", at) {
            let next = self.0.get(start + 1).copied().unwrap_or(b' ');
            at = start + 1;
            if next.is_ascii_alphabetic() || next == b'/' {
                let end = self.0[start..].iter().take(1_000).position(|byte| *byte == b'>');
                if let Some(end) = end {
                    at = start + end + 1;
                    self.blot(start..at);
                }
            }
        }
    }

    /// Addresses that stand in the text.
    fn blot_addresses(&mut self) {
        for scheme in ["http:", "https:", "www.", "mailto:"] {
            let mut at = 0;
            while let Some(start) = self.find(scheme, at) {
                let rest = &self.0[start..];
                let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<>\"'),}".contains(byte);
                at = start + rest.iter().position(ends).unwrap_or(rest.len()).max(1);
                self.blot(start..at);
            }
        }
    }
}

/// The words of a stretch with their places: letters, digits, and apostrophes and hyphens
/// between them.
pub(super) fn words(text: &str, range: Range<usize>) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let stretch = &text[range.clone()];
    let mut start = None;
    let mut chars = stretch.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '-' | '‑')
            && start.is_some()
            && chars.peek().is_some_and(|next| next.1.is_alphanumeric());
        if c.is_alphanumeric() || joins {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            found.push((range.start + from, &stretch[from..at]));
        }
    }
    if let Some(from) = start {
        found.push((range.start + from, &stretch[from..]));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Text {
        let mut sources = Sources::default();
        let file = sources.add("a.md", source);
        markdown_of(&sources, file)
    }

    #[test]
    fn words_stay_where_they_are_and_the_rest_is_blotted_out() {
        let source = "A `b c` [d](e \"f\") <g@h.i> <!-- j --> https://k.l m\n- é\n- n\n\no\np\n";
        let text = read(source);
        assert_eq!(text.words.len(), source.len(), "nothing moves");
        let seen: Vec<&str> =
            words(&text.words, 0..source.len()).into_iter().map(|word| word.1).collect();
        assert_eq!(seen, ["A", "d", "f", "m", "é", "n", "o", "p"], "what a reader sees");
        let units: Vec<&str> = text.units.iter().map(|unit| &text.words[unit.clone()]).collect();
        assert_eq!(&units[1..], ["- é", "- n", "o\np"], "items and paragraphs");
        assert!(text.linked.contains("](e \"f\")"), "targets are kept beside");
        let text = read("A [b].\n\n[b]:   ../c.md#d   '\"b\" (e)'\n\n[^f]: It says  g.\n");
        assert!(!text.words.contains(".md") && !text.words.contains("(e)"), "{}", text.words);
        assert!(text.words.contains("It says  g."), "notes are words");
    }

    #[test]
    fn what_is_never_closed_is_left() {
        for source in ["a <!-- b", "a `b", "a [b](c", "a <b", "[", "](", "]: ", "`", "<"] {
            assert_eq!(read(source).words.len(), source.len(), "{source}");
        }
    }

    #[test]
    fn the_front_matter_is_no_text() {
        assert_eq!(body("---\ntitle: A\n---\nB"), 17, "three hyphens");
        assert_eq!(body("---\ntitle: A\n...\nB"), 17, "three dots");
        assert_eq!(body("A\n---\nB"), 0, "none");
    }
}
