//! Where a word of a language may be hyphenated.
//!
//! Letters and a language come in, byte positions go out. Patterns are those of TeX, through
//! `hypher`: F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", Stanford 1983. The patterns
//! leave some English words wrongly parted; [`EXCEPTIONS`] puts the common ones right.

use crate::base::Lang;

/// No fewer letters than these stand before and after a hyphen.
const LEAST: (usize, usize) = (2, 3);

/// The bytes at which a hyphen may part these letters; none in a language without patterns.
pub(super) fn points(letters: &str, lang: &Lang, exceptions: bool) -> Vec<usize> {
    let Some(patterns) = patterns(lang) else { return Vec::new() };
    if letters.chars().count() < LEAST.0 + LEAST.1 {
        return Vec::new();
    }
    if exceptions
        && lang.primary() == "en"
        && let Some(parted) = exception(letters)
    {
        return parted;
    }
    let mut at = 0;
    let mut found = Vec::new();
    for syllable in hypher::hyphenate_bounded(letters, patterns, LEAST.0, LEAST.1) {
        at += syllable.len();
        found.push(at);
    }
    found.pop();
    found
}

/// The patterns for a language.
fn patterns(lang: &Lang) -> Option<hypher::Lang> {
    // Bokmål and Nynorsk share Norwegian's patterns.
    let code = match lang.primary() {
        "nb" | "nn" => "no",
        other => other,
    };
    let bytes: [u8; 2] = code.as_bytes().try_into().ok()?;
    hypher::Lang::from_iso(bytes)
}

fn exception(letters: &str) -> Option<Vec<usize>> {
    let lower = letters.to_ascii_lowercase();
    let find = |word: &str| {
        let found = EXCEPTIONS
            .binary_search_by(|entry| entry.bytes().filter(|&b| b != b'-').cmp(word.bytes()));
        found.ok().map(|index| EXCEPTIONS[index])
    };
    let parted = find(&lower).or_else(|| find(lower.strip_suffix('s')?))?;
    let hyphens = parted.match_indices('-').enumerate();
    Some(
        hyphens.map(|(nth, (at, _))| at - nth).filter(|at| at + LEAST.1 <= letters.len()).collect(),
    )
}

/// English words that the patterns part wrongly, or not at all where it would help; in the
/// order of their letters.
const EXCEPTIONS: &[&str] = &[
    "as-so-ciate",
    "as-so-ciates",
    "dec-li-na-tion",
    "oblig-a-tory",
    "phil-an-thropic",
    "present",
    "presents",
    "project",
    "projects",
    "reci-procity",
    "re-cog-ni-zance",
    "ref-or-ma-tion",
    "ret-ri-bu-tion",
    "ta-ble",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_are_in_order() {
        let plain: Vec<String> = EXCEPTIONS.iter().map(|entry| entry.replace('-', "")).collect();
        assert!(plain.is_sorted(), "binary search needs it");
    }

    #[test]
    fn knows_languages() {
        let at = |word, lang| points(word, &Lang::parse(lang).unwrap(), true);
        assert_eq!(at("Silbentrennung", "de"), [3, 6, 10], "German");
        assert!(at("Silbentrennung", "zz").is_empty(), "no patterns, no hyphens");
        assert!(at("projects", "en").is_empty(), "noun or verb: left whole");
    }
}
