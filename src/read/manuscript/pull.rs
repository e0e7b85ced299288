//! Proves pull-quotes: their words must stand in the chapter that they are taken from.
//!
//! Quotation marks, dashes and spaces are folded on both sides first, so that it does not
//! matter how they were typed. An ellipsis joins pieces, which must follow each other.

use std::collections::BTreeSet;

use crate::base::{BlockId, Code, Diagnostic, Span};
use crate::document::{Block, BlockKind, flatten, walk};

/// A pull-quote to be proved.
#[derive(Debug)]
pub(super) struct Pull {
    pub(super) block: BlockId,
    pub(super) words: String,
    pub(super) span: Span,
}

/// Gives each pull-quote the words of the chapter, or reports it and takes it out.
pub(super) fn prove(blocks: &mut Vec<Block>, pulls: &[Pull], diagnostics: &mut Vec<Diagnostic>) {
    if pulls.is_empty() {
        return;
    }
    let mut chapter = Folded::default();
    walk(blocks, &mut |block| {
        if let BlockKind::Paragraph(content) = &block.kind {
            chapter.paragraph(block.id, flatten(content));
        }
    });
    for pull in pulls {
        let found = chapter.find(&pull.words);
        let Some(at) = blocks.iter().position(|block| block.id == pull.block) else { continue };
        if let Some((source, text)) = found {
            blocks[at].kind = BlockKind::PullQuote { text, source };
            continue;
        }
        blocks.remove(at);
        let mut diagnostic = Diagnostic::error(
            Code::PullNotFound,
            pull.span,
            "the words of this pull-quote are not in its chapter",
        );
        diagnostic = match chapter.nearest(&pull.words) {
            Some(sentence) => diagnostic.help(format!("the chapter says: `{sentence}`")),
            None => diagnostic.help("repeat words of this chapter exactly, or leave it out"),
        };
        diagnostics.push(diagnostic);
    }
}

/// The paragraphs of a chapter, folded, with the way back.
#[derive(Debug, Default)]
struct Folded {
    /// The folded paragraphs, each ended by a line feed.
    text: String,
    /// For each byte of `text`, where in its paragraph the character stands that it is for.
    places: Vec<u32>,
    /// Where each paragraph begins in `text`, its block and its own text.
    paragraphs: Vec<(usize, BlockId, String)>,
}

impl Folded {
    fn paragraph(&mut self, id: BlockId, text: String) {
        let start = self.text.len();
        fold(&text, |c, at| {
            self.text.push(c);
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            self.places.extend(std::iter::repeat_n(place, c.len_utf8()));
        });
        self.text.push('\n');
        self.places.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        self.paragraphs.push((start, id, text));
    }

    /// The words as the chapter has them, and the block of the first.
    fn find(&self, words: &str) -> Option<(BlockId, String)> {
        let whole = folded(words);
        if let Some((start, end)) = self.place(whole.trim(), 0) {
            return self.original(start, end);
        }
        let words = words.replace("...", "…").replace("[…]", "…").replace("(…)", "…");
        let mut from = 0;
        let mut found: Option<(BlockId, String)> = None;
        for piece in words.split('…') {
            let piece = folded(piece);
            let piece = piece.trim();
            if piece.is_empty() {
                continue;
            }
            let (start, end) = self.place(piece, from)?;
            let (block, text) = self.original(start, end)?;
            found = Some(match found {
                Some((block, said)) => (block, format!("{said} … {text}")),
                None => (block, text),
            });
            from = end;
        }
        found
    }

    /// Where some folded words stand, as whole words.
    fn place(&self, words: &str, from: usize) -> Option<(usize, usize)> {
        if words.is_empty() {
            return None;
        }
        let mut from = from;
        while let Some(at) = self.text.get(from..)?.find(words) {
            let (start, end) = (from + at, from + at + words.len());
            let joins = |a: Option<char>, b: Option<char>| {
                a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
            };
            let cuts_first = joins(self.text[..start].chars().next_back(), words.chars().next());
            let cuts_last = joins(words.chars().next_back(), self.text[end..].chars().next());
            if !cuts_first && !cuts_last {
                return Some((start, end));
            }
            from = start + self.text[start..].chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    fn original(&self, start: usize, end: usize) -> Option<(BlockId, String)> {
        let index = self.paragraphs.partition_point(|paragraph| paragraph.0 <= start);
        let (_, id, text) = self.paragraphs.get(index.checked_sub(1)?)?;
        let from = *self.places.get(start)? as usize;
        let last = *self.places.get(end.checked_sub(1)?)? as usize;
        let to = last + text.get(last..)?.chars().next()?.len_utf8();
        Some((*id, text.get(from..to)?.replace('\n', " ")))
    }

    /// The sentence that shares most words with these.
    fn nearest(&self, words: &str) -> Option<String> {
        let wanted = word_set(words);
        let mut best = (300, None);
        for (_, _, text) in &self.paragraphs {
            for sentence in text.split_inclusive(['.', '!', '?']) {
                let has = word_set(sentence);
                let common = wanted.intersection(&has).count();
                let score = 2000 * common / (wanted.len() + has.len()).max(1);
                if best.0 < score {
                    best = (score, Some(sentence.trim().replace('\n', " ")));
                }
            }
        }
        best.1
    }
}

fn word_set(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn folded(text: &str) -> String {
    let mut out = String::new();
    fold(text, |c, _| out.push(c));
    out
}

/// Hands out the characters of a text with marks, dashes and spaces made alike, each with
/// where it stands.
fn fold(text: &str, mut put: impl FnMut(char, usize)) {
    let mut last = ' ';
    // A space is held back until it is known that no dash follows.
    let mut space = None;
    for (at, c) in text.char_indices() {
        let c = match c {
            '‘' | '’' | '‚' | '‛' | '“' | '”' | '„' | '‟' | '"' | '«' | '»' | '‹' | '›' => {
                '\''
            }
            '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' => '-',
            '\u{ad}' | '\u{200b}' => continue,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' {
            space = space.or(Some(at));
            continue;
        }
        if c == '-' && last == '-' {
            space = None;
            continue;
        }
        if let Some(at) = space.take()
            && c != '-'
            && last != '-'
            && last != ' '
        {
            put(' ', at);
        }
        put(c, at);
        last = c;
    }
}
