//! Lists of words that rules go by, of all languages together: a data file beside this one.
//!
//! The name of a list comes in, its words go out, in small letters.

/// The lists: `name | word, word`; a list may have several lines.
const LISTS: &str = include_str!("data/lists.txt");

/// The words of a list.
pub(super) fn words(list: &str) -> impl Iterator<Item = &'static str> {
    lines(list).flat_map(|words| words.split(", "))
}

/// Whether a list has a word.
pub(super) fn has(list: &str, word: &str) -> bool {
    words(list).any(|known| known == word)
}

/// The lines of a list of which each is one of its own: the numbers of a language.
pub(super) fn lines(list: &str) -> impl Iterator<Item = &'static str> {
    let lines = LISTS.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.filter_map(|line| line.split_once(" | "));
    lines.filter(move |(name, _)| *name == list).map(|(_, words)| words)
}
