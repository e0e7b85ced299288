//! Where a line may end inside a word.
//!
//! A word (what stands between two spaces) comes in, its [`Opportunity`]s go out: hyphens
//! that could be added, hyphens and dashes that are there, and places where an address may
//! be parted. It knows no font and no line.

use super::hyphenate;
use super::practice::Practice;
use crate::base::Lang;

/// A place inside a word at which a line may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opportunity {
    /// Byte of the word, soft hyphens not counted.
    pub(super) at: usize,
    /// What makes it one.
    pub(super) kind: Kind,
    /// What a line's end there costs.
    pub(super) penalty: i32,
}

/// What makes a place an opportunity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The language's hyphenation.
    Syllable,
    /// A soft hyphen in the text.
    Soft,
    /// A hyphen in the text.
    Hyphen,
    /// A dash or slash in the text, or a joint of an address; nothing is added.
    Joint,
    /// Nothing but need: the word is longer than the line.
    Letter,
}

impl Kind {
    /// Whether a line that ends here gets a hyphen that is not in the text.
    pub(super) fn adds_hyphen(self) -> bool {
        matches!(self, Kind::Syllable | Kind::Soft)
    }

    /// Whether a line that ends here ends in a hyphen.
    pub(super) fn shows_hyphen(self) -> bool {
        matches!(self, Kind::Syllable | Kind::Soft | Kind::Hyphen)
    }
}

/// Longer letters in a row than this are no word of a language.
const LONGEST: usize = 63;

/// Finds all opportunities of a word, in order. One after an em dash with which the word
/// begins counts only where the word follows another without a space.
pub(super) fn find(source: &str, lang: &Lang, practice: &Practice) -> Vec<Opportunity> {
    let mut found = Vec::new();
    let (word, soft) = without_soft_hyphens(source);
    if practice.addresses && is_address(&word) {
        address(&word, practice, &mut found);
        return found;
    }
    let penalty = practice.hyphen_penalty;
    found.extend(soft.iter().map(|&at| Opportunity { at, kind: Kind::Soft, penalty }));
    joints(&word, practice, &mut found);
    if soft.is_empty() && word.len() <= 4 * LONGEST {
        syllables(&word, lang, practice, &mut found);
    }
    found.sort_by_key(|opportunity| opportunity.at);
    found.dedup_by_key(|opportunity| opportunity.at);
    found.retain(|opportunity| 0 < opportunity.at && opportunity.at < word.len());
    found
}

/// The word without its soft hyphens, and where they stood.
fn without_soft_hyphens(source: &str) -> (String, Vec<usize>) {
    let mut word = String::with_capacity(source.len());
    let mut soft = Vec::new();
    for c in source.chars() {
        if c == '\u{ad}' {
            soft.push(word.len());
        } else {
            word.push(c);
        }
    }
    (word, soft)
}

/// Hyphens, dashes and slashes that stand in the word.
fn joints(word: &str, practice: &Practice, found: &mut Vec<Opportunity>) {
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    let char_at = |index: usize| chars.get(index).map(|&(_, c)| c);
    for (index, &(byte, c)) in chars.iter().enumerate() {
        let at = byte + c.len_utf8();
        let Some(next) = char_at(index + 1) else { break };
        let before = index.checked_sub(1).and_then(char_at);
        let kind = match c {
            '-' | '\u{2010}' => Kind::Hyphen,
            '\u{2013}' | '\u{2014}' | '/' | '\u{2026}' | '\u{200b}' => Kind::Joint,
            _ => continue,
        };
        let penalty = if practice.every_hyphen {
            matches!(c, '-' | '\u{2014}').then_some(practice.hyphen_penalty)
        } else {
            joint_penalty(&chars, index, before, next, practice)
        };
        if let Some(penalty) = penalty {
            found.push(Opportunity { at, kind, penalty });
        }
    }
}

/// What it costs to end a line after the hyphen, dash or slash at `index`; none forbids it.
fn joint_penalty(
    chars: &[(usize, char)],
    index: usize,
    before: Option<char>,
    next: char,
    practice: &Practice,
) -> Option<i32> {
    let c = chars[index].1;
    let closing = |c: char| !c.is_alphanumeric() && !is_opening(c);
    match c {
        '\u{200b}' => Some(0),
        '-' | '\u{2010}' => {
            let letters = chars[..index].iter().rev().take_while(|(_, c)| c.is_alphanumeric());
            (2 <= letters.count() && next.is_alphabetic()).then_some(practice.hyphen_penalty)
        }
        '\u{2014}' => (!closing(next)).then_some(practice.dash_penalty),
        '\u{2013}' => (before?.is_alphanumeric() && next.is_alphanumeric())
            .then_some(practice.dash_penalty + 50),
        '\u{2026}' => next.is_alphabetic().then_some(practice.dash_penalty + 50),
        _ => {
            (before?.is_alphabetic() && next.is_alphabetic()).then_some(practice.dash_penalty + 50)
        }
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '\u{2018}' | '\u{201c}' | '\u{201e}' | '\u{ab}' | '(' | '[' | '"' | '\'')
}

/// The syllables of each run of letters, where the language has them.
fn syllables(word: &str, lang: &Lang, practice: &Practice, found: &mut Vec<Opportunity>) {
    let dash = word.contains(['\u{2014}', '\u{2013}']);
    let extra = match (dash, practice.beside_dash) {
        (false, _) => 0,
        (true, Some(extra)) => extra,
        (true, None) => return,
    };
    let mut start = 0;
    for run in word.split_inclusive(|c: char| !c.is_alphabetic()) {
        let letters = run.trim_end_matches(|c: char| !c.is_alphabetic());
        let (from, to) = (start, start + letters.len());
        start += run.len();
        let around = (word[..from].chars().next_back(), word[to..].chars().next());
        if letters.is_empty() || LONGEST < letters.len() || !may_part(letters, around, practice) {
            continue;
        }
        let penalty = practice.hyphen_penalty + extra;
        found.extend(
            hyphenate::points(letters, lang, practice.exceptions)
                .into_iter()
                .map(|at| Opportunity { at: from + at, kind: Kind::Syllable, penalty }),
        );
    }
}

/// Whether letters between these characters may be parted by a hyphen: not in a compound,
/// beside a figure, nor if they are all capitals.
fn may_part(letters: &str, around: (Option<char>, Option<char>), practice: &Practice) -> bool {
    let hyphen = |c: Option<char>| matches!(c, Some('-' | '\u{2010}' | '\u{2011}'));
    if hyphen(around.0) || hyphen(around.1) {
        return false;
    }
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_numeric() || c == '_');
    let capitals = letters.chars().all(char::is_uppercase);
    practice.every_hyphen || !(capitals || figure(around.0) || figure(around.1))
}

/// Whether this is an address of the net or a path, in which a hyphen would be misread.
fn is_address(word: &str) -> bool {
    let marks = word.bytes().filter(|b| matches!(b, b'/' | b'.' | b'_' | b'&' | b'=')).count();
    word.contains("://")
        || word.starts_with("www.")
        || (word.contains('@') && word.contains('.'))
        || (word.contains('_') && 12 < word.len())
        || (2 <= marks && word.contains('/') && 12 < word.len())
}

/// After which marks an address may be parted.
fn address(word: &str, practice: &Practice, found: &mut Vec<Opportunity>) {
    let bytes = word.as_bytes();
    for (index, pair) in bytes.windows(2).enumerate() {
        let mark = matches!(pair[0], b'/' | b'.' | b'-' | b'_' | b'?' | b'&' | b'@' | b'=' | b'#');
        let next_mark =
            matches!(pair[1], b'/' | b'.' | b',' | b'-' | b')' | b']' | b'}' | b':' | b';');
        if mark && !next_mark && word.is_char_boundary(index + 1) && index + 2 < bytes.len() {
            let at = index + 1;
            found.push(Opportunity { at, kind: Kind::Joint, penalty: practice.address_penalty });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str) -> String {
        let practice = Practice::product();
        let mut out = String::new();
        let (clean, _) = without_soft_hyphens(word);
        let found = find(word, &Lang::english(), &practice);
        for (byte, c) in clean.char_indices() {
            if let Some(opportunity) = found.iter().find(|o| o.at == byte) {
                out.push(if opportunity.kind.adds_hyphen() { '·' } else { '|' });
            }
            out.push(c);
        }
        out
    }

    #[test]
    fn parts_words_as_their_language_does() {
        assert_eq!(check("photographer’s"), "pho·tog·ra·pher’s", "syllables");
        assert_eq!(check("ty\u{ad}pography"), "ty·pography", "the author's own, no others");
        assert_eq!(check("NATIONAL"), "NATIONAL", "capitals stay whole");
        assert_eq!(check("well-established"), "well-|established", "only at the hyphen");
        assert_eq!(check("e-mail"), "e-mail", "not after one letter");
        assert_eq!(check("mp3player"), "mp3player", "nor beside a figure");
    }

    #[test]
    fn parts_addresses_without_a_hyphen() {
        assert_eq!(
            check("https://example.org/press/far-ridge"),
            "https://|example.|org/|press/|far-|ridge",
            "after marks"
        );
        assert_eq!(check("https://xn--a.org"), "https://|xn--|a.|org", "not between two hyphens");
        assert_eq!(check("press@example.org"), "press@|example.|org", "a mail address");
    }

    #[test]
    fn parts_after_dashes_never_before() {
        assert_eq!(check("quay—at"), "quay—|at", "after an em dash");
        assert_eq!(check("quay—”"), "quay—”", "not before a closing mark");
        assert_eq!(check("1990–1994"), "1990–|1994", "a range");
    }
}
