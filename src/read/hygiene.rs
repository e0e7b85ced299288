//! Makes typed text fit to print: quotation marks, dashes, spaces.
//!
//! The pieces of one paragraph come in, across all its inlines, each with the rules of its
//! language; the same pieces go out. Straight quotation marks become the language's,
//! `--` and `---` dashes, `...` an ellipsis; spaces that no line may break at become
//! no-break spaces; runs of spaces become one; control characters go. Marks that the author
//! has already set stay. Code and addresses are not touched. A kit can have each kind of change
//! left undone ([`Typing`]).
//!
//! # Source
//!
//! Initials, numbers and units: *The Chicago Manual of Style* (17th ed.) 6.121, SI Brochure
//! (9th ed.) 5.4.3. French punctuation: *Lexique des règles typographiques en usage à
//! l'Imprimerie nationale*, "Ponctuation".

mod quotes;
mod spaces;

use crate::base::Lang;
use crate::locale::{Locale, Quotes, Spacing};

/// U+00A0, a space at which no line breaks.
const NO_BREAK: char = '\u{a0}';
/// U+202F, the narrow one.
const NARROW: char = '\u{202f}';
/// Stands for something that is not text: it behaves like a letter.
const OBJECT: char = '\u{fffc}';

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text and the index of its rules.
    Text(String, usize),
    /// Something that takes up room but is not text: code.
    Object,
    /// The end of a line that must end here.
    Break,
}

/// What of a text is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Typing {
    /// Straight quotation marks and apostrophes.
    pub(super) quotes: bool,
    /// Two and three hyphens.
    pub(super) dashes: bool,
    /// Three full stops.
    pub(super) ellipses: bool,
    /// Spaces at which no line is to end, and French ones before marks.
    pub(super) spaces: bool,
    /// `2 1/2`.
    pub(super) fractions: bool,
}

impl Default for Typing {
    fn default() -> Typing {
        Typing { quotes: true, dashes: true, ellipses: true, spaces: true, fractions: true }
    }
}

/// What a language wants.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rules {
    typing: Typing,
    spacing: Spacing,
    quotes: Quotes,
    /// Whether spaces stand before `;`, `:`, `!`, `?` and within guillemets.
    spaced_marks: SpacedMarks,
    english: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SpacedMarks {
    No,
    /// The spaces that are typed are made unbreakable.
    Kept,
    /// They are put in where they are missing.
    Added,
}

impl Rules {
    /// The rules of a language.
    pub(super) fn of(lang: &Lang, typing: Typing) -> Rules {
        let spaced_marks = match (lang.primary(), lang.as_str()) {
            _ if !typing.spaces => SpacedMarks::No,
            ("fr", "fr-CA" | "fr-CH") => SpacedMarks::Kept,
            ("fr", _) => SpacedMarks::Added,
            _ => SpacedMarks::No,
        };
        let locale = Locale::of(lang);
        let (quotes, spacing) = (locale.quotes(), locale.spacing());
        Rules { typing, spacing, quotes, spaced_marks, english: lang.primary() == "en" }
    }
}

/// Polishes one paragraph. Returns how many control characters it left out.
pub(super) fn polish(pieces: &mut [Piece], rules: &[Rules]) -> usize {
    let mut joined = String::new();
    let mut cuts = Vec::with_capacity(pieces.len());
    for piece in &*pieces {
        cuts.push((joined.len(), piece.rules()));
        match piece {
            Piece::Text(text, _) => joined.push_str(text),
            Piece::Object => joined.push(OBJECT),
            Piece::Break => joined.push('\n'),
        }
    }
    let mut polisher = Polisher {
        chars: &joined,
        at: 0,
        out: String::with_capacity(joined.len() + 16),
        double: 0,
        single: 0,
        dropped: 0,
        floor: 0,
    };
    let mut ends = Vec::with_capacity(pieces.len());
    for (index, (start, piece)) in cuts.iter().zip(&*pieces).enumerate() {
        let end = cuts.get(index + 1).map_or(joined.len(), |cut| cut.0);
        let rules = start.1.and_then(|rule| rules.get(rule));
        polisher.floor = polisher.out.len();
        match (piece, rules) {
            (Piece::Text(..), Some(rules)) => polisher.text(end, rules),
            _ => polisher.verbatim(end),
        }
        ends.push(polisher.out.len());
    }
    let out = polisher.out;
    let trimmed = out.trim_end_matches([' ', '\n']).len();
    let mut from = 0;
    for (piece, end) in pieces.iter_mut().zip(ends) {
        if let Piece::Text(text, _) = piece {
            let end = end.min(trimmed);
            text.clear();
            text.push_str(out.get(from..end).unwrap_or(""));
        }
        from = end;
    }
    // A space before a forced line end would be seen at a right margin.
    for index in 1..pieces.len() {
        if pieces[index] == Piece::Break
            && let Piece::Text(text, _) = &mut pieces[index - 1]
        {
            text.truncate(text.trim_end_matches(' ').len());
        }
    }
    polisher.dropped
}

/// Polishes a string that stands alone.
pub(super) fn line(text: &str, rules: &Rules) -> String {
    let mut pieces = [Piece::Text(text.to_owned(), 0)];
    polish(&mut pieces, &[*rules]);
    match pieces {
        [Piece::Text(text, _)] => text,
        _ => String::new(),
    }
}

/// Whether a character has no place in a book: XML 1.0 forbids most of these, and the last two
/// show words in another order than they are written, which deceives.
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{feff}')
        || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202d}' | '\u{202e}')
}

impl Piece {
    fn rules(&self) -> Option<usize> {
        match self {
            Piece::Text(_, rules) => Some(*rules),
            Piece::Object | Piece::Break => None,
        }
    }
}

struct Polisher<'t> {
    chars: &'t str,
    at: usize,
    out: String,
    /// Open quotation marks of each kind.
    double: usize,
    single: usize,
    dropped: usize,
    /// Where the text of this piece begins in `out`.
    floor: usize,
}

impl Polisher<'_> {
    fn verbatim(&mut self, end: usize) {
        self.out.push_str(&self.chars[self.at..end]);
        self.at = end;
    }

    fn text(&mut self, end: usize, rules: &Rules) {
        while self.at < end {
            let plain = self.plain(end);
            if self.at < plain {
                self.out.push_str(&self.chars[self.at..plain]);
                self.at = plain;
                continue;
            }
            let Some(c) = self.chars[self.at..].chars().next() else { break };
            self.special(c, end, rules);
        }
    }

    /// Where the next character stands that may need something done.
    fn plain(&self, end: usize) -> usize {
        let bytes = &self.chars.as_bytes()[self.at..end];
        let special = |b: &u8| {
            matches!(
                b,
                0..=b' ' | b'"' | b'\'' | b'-' | b'.' | b'/' | b':' | b';' | b'!' | b'?' | b'@'
            ) || matches!(b, 0x7f | 0xc2 | 0xe2 | 0xef)
        };
        let mut at = self.at + bytes.iter().position(special).unwrap_or(bytes.len());
        while !self.chars.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn special(&mut self, c: char, end: usize, rules: &Rules) {
        match c {
            ' ' | '\n' | '\t' | '\r' => self.space(c, rules),
            '"' if rules.typing.quotes => self.double(rules),
            '\'' if rules.typing.quotes => self.single(rules),
            '-' if rules.typing.dashes => self.dashes(end),
            '.' if rules.typing.ellipses => self.dots(end),
            '/' if rules.typing.fractions => self.slash(end),
            ':' | ';' | '!' | '?' | '\u{bb}' => self.mark(c, end, rules),
            '\u{ab}' => self.guillemet(rules),
            '@' => self.keep_token(end),
            c if is_control(c) => {
                self.dropped += 1;
                self.at += c.len_utf8();
            }
            c => self.take(c),
        }
    }

    fn take(&mut self, c: char) {
        self.out.push(c);
        self.at += c.len_utf8();
    }

    fn put(&mut self, mark: &str, length: usize) {
        self.out.push_str(mark);
        self.at += length;
    }

    fn before(&self) -> Option<char> {
        self.out.chars().next_back()
    }

    fn after(&self, length: usize) -> Option<char> {
        self.chars[self.at + length..].chars().next()
    }

    fn dashes(&mut self, end: usize) {
        let count = self.chars[self.at..end].bytes().take_while(|b| *b == b'-').count();
        match count {
            2 => self.put("–", 2),
            3 => self.put("—", 3),
            _ => {
                let hyphens = &self.chars[self.at..self.at + count];
                self.out.push_str(hyphens);
                self.at += count;
            }
        }
    }

    fn dots(&mut self, end: usize) {
        let count = self.chars[self.at..end].bytes().take_while(|b| *b == b'.').count();
        match count {
            3 | 4 => {
                self.put("…", 3);
                if count == 4 {
                    self.take('.');
                }
            }
            _ => {
                let dots = &self.chars[self.at..self.at + count];
                self.out.push_str(dots);
                self.at += count;
            }
        }
    }

    /// The fraction of a mixed number: `2 1/2`. One that stands alone may as well count the
    /// parts of a work, and stays.
    fn slash(&mut self, end: usize) {
        let typed = self.out.get(self.floor..).unwrap_or_default();
        let whole = typed.strip_suffix('1').or_else(|| typed.strip_suffix('3'));
        let whole = whole.and_then(|whole| whole.strip_suffix([' ', NO_BREAK]));
        let mixed = whole.is_some_and(|whole| {
            let digits = whole.trim_end_matches(|c: char| c.is_ascii_digit());
            digits.len() < whole.len() && !digits.ends_with(['/', '.', ',', ':', '-'])
        });
        let over = &self.chars.as_bytes()[self.at + 1..end];
        let ends = over.get(1).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'/');
        let fraction = match (typed.as_bytes().last(), over.first()) {
            (Some(b'1'), Some(b'2')) => "½",
            (Some(b'1'), Some(b'4')) => "¼",
            (Some(b'3'), Some(b'4')) => "¾",
            _ => return self.take('/'),
        };
        match whole.filter(|_| mixed && ends).map(str::len) {
            Some(length) => {
                self.out.truncate(self.floor + length);
                self.put(fraction, 2);
            }
            None => self.take('/'),
        }
    }

    /// `;`, `:`, `!`, `?` and `»`, which French sets off by a space.
    fn mark(&mut self, c: char, end: usize, rules: &Rules) {
        if c == ':' && self.chars[self.at..].starts_with("://") {
            return self.keep_token(end);
        }
        let before = self.before();
        let said = before.is_some_and(|c| c.is_alphanumeric() || ")]…”’».\"%€".contains(c));
        let ends = self.after(c.len_utf8()).is_none_or(|c| !c.is_alphanumeric());
        if rules.spaced_marks == SpacedMarks::Added && said && ends {
            self.out.push(if c == ':' { NO_BREAK } else { NARROW });
        }
        self.take(c);
    }

    /// Copies the rest of an address as it stands.
    fn keep_token(&mut self, end: usize) {
        let rest = &self.chars[self.at..end];
        let length = rest.find(|c: char| c.is_whitespace() || "\"<>«»“”".contains(c));
        let length = length.unwrap_or(rest.len());
        let token = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
        let length = token.len().max(1);
        self.out.extend(rest[..length].chars().filter(|c| !is_control(*c)));
        self.at += length;
    }
}

#[cfg(test)]
mod tests;
