//! Where a word of a language may be hyphenated.
//!
//! Letters and a language come in, byte positions go out. Patterns are those of TeX (F. M.
//! Liang, "Word Hy-phen-a-tion by Com-put-er", Stanford 1983), through `hypher`, and through
//! `hyphenation` for British English and Basque, which the former lacks. American patterns leave some English words wrongly parted; [`EXCEPTIONS`] puts the common ones right.

use std::sync::LazyLock;

use hyphenation::{Hyphenator as _, Language, Load as _, Standard};

use crate::base::Lang;

/// No fewer letters than these stand before and after a hyphen.
const LEAST: (usize, usize) = (2, 3);

/// The bytes at which a hyphen may part these letters; none in a language without patterns.
pub(super) fn points(letters: &str, lang: &Lang, exceptions: bool) -> Vec<usize> {
    if letters.chars().count() < LEAST.0 + LEAST.1 {
        return Vec::new();
    }
    let american = exceptions && lang.primary() == "en" && !is_british(lang);
    if american && let Some(parted) = exception(letters) {
        return parted;
    }
    if let Some(patterns) = other_patterns(lang) {
        return bounded(letters, &patterns.hyphenate(&letters.to_lowercase()).breaks);
    }
    let Some(patterns) = patterns(lang) else { return Vec::new() };
    let mut at = 0;
    let mut found = Vec::new();
    for syllable in hypher::hyphenate_bounded(letters, patterns, LEAST.0, LEAST.1) {
        at += syllable.len();
        found.push(at);
    }
    found.pop();
    if american {
        drop_lone_consonants(letters, &mut found);
    }
    found
}

/// A consonant alone is no syllable; where the patterns say so (`ma-te-r-ial`), which of its
/// sides is right cannot be told, and neither is used.
fn drop_lone_consonants(letters: &str, points: &mut Vec<usize>) {
    let lone = |&from: &usize, &to: &usize| {
        from + 1 == to && !letters[from..to].contains(['a', 'e', 'i', 'o', 'u', 'y'])
    };
    let wrong: Vec<usize> = points
        .windows(2)
        .filter(|pair| lone(&pair[0], &pair[1]))
        .flat_map(|pair| [pair[0], pair[1]])
        .collect();
    points.retain(|point| !wrong.contains(point));
}

/// Whether English is written as in Britain, not as in America.
fn is_british(lang: &Lang) -> bool {
    let region = |tag: &str| ["GB", "UK", "IE", "AU", "NZ", "ZA", "IN"].contains(&tag);
    lang.primary() == "en" && lang.as_str().split('-').any(region)
}

/// The patterns of languages that `hypher` lacks.
fn other_patterns(lang: &Lang) -> Option<&'static Standard> {
    static BRITISH: LazyLock<Option<Standard>> = LazyLock::new(|| load(Language::EnglishGB));
    static BASQUE: LazyLock<Option<Standard>> = LazyLock::new(|| load(Language::Basque));
    match lang.primary() {
        "eu" => BASQUE.as_ref(),
        _ if is_british(lang) => BRITISH.as_ref(),
        _ => None,
    }
}

/// Patterns that are part of the program; a test reads both.
fn load(language: Language) -> Option<Standard> {
    Standard::from_embedded(language).ok()
}

/// Those of the points that leave enough letters on both sides. Small letters may be longer or
/// shorter than capitals; then no point can be told.
fn bounded(letters: &str, points: &[usize]) -> Vec<usize> {
    if letters.to_lowercase().len() != letters.len() {
        return Vec::new();
    }
    let enough = |&at: &usize| {
        letters.is_char_boundary(at)
            && LEAST.0 <= letters[..at].chars().count()
            && LEAST.1 <= letters[at..].chars().count()
    };
    points.iter().copied().filter(enough).collect()
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
    "al-pha-nu-meric",
    "am-big-u-ous",
    "anon-y-mous",
    "anon-y-mously",
    "ar-chi-pel-ago",
    "as-so-ciate",
    "as-so-ci-a-tive",
    "au-to-ma-tion",
    "ca-the-dral",
    "cin-e-ma-tog-ra-pher",
    "cin-e-ma-tog-ra-phy",
    "con-stit-u-ency",
    "co-work-er",
    "cu-ra-to-rial",
    "dec-la-ra-tion",
    "dec-li-na-tion",
    "de-fin-ing",
    "def-i-ni-tion",
    "de-let-ing",
    "de-le-tion",
    "dem-on-strate",
    "dem-on-strated",
    "dem-on-stra-tion",
    "dis-tri-bu-tion",
    "ec-stat-ic",
    "edi-to-rial",
    "equa-to-rial",
    "ge-om-e-try",
    "gui-tar-ist",
    "heri-tage",
    "im-pe-rial",
    "in-ter-view-ee",
    "man-slaugh-ter",
    "ma-te-rial",
    "me-mo-rial",
    "mer-cu-rial",
    "me-rid-ian",
    "me-tic-u-lous",
    "me-tic-u-lously",
    "morph-ing",
    "not-able",
    "not-ably",
    "ob-lig-a-tory",
    "pen-in-sula",
    "phil-an-throp-ic",
    "pi-an-ist",
    "pic-to-rial",
    "present",
    "pro-ces-sor",
    "project",
    "really",
    "re-ap-pear",
    "re-ap-peared",
    "rec-i-proc-ity",
    "rec-og-ni-tion",
    "re-cog-ni-zance",
    "re-di-rect",
    "ref-or-ma-tion",
    "re-is-sue",
    "re-is-sued",
    "re-start-ing",
    "res-to-ra-tion",
    "re-stor-ing",
    "ret-ri-bu-tion",
    "re-wind-ing",
    "re-writ-ten",
    "sce-nog-ra-pher",
    "se-rial",
    "spe-cif-i-cally",
    "stat-ic",
    "sto-ry-tell-er",
    "sto-ry-tell-ing",
    "sub-sid-iary",
    "ta-ble",
    "tem-per-a-ment",
    "ter-ri-to-rial",
    "trans-por-ta-tion",
    "tu-to-rial",
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
        assert_eq!(at("Definition", "en"), [3, 4, 6], "an exception, whatever its case");
        assert_eq!(at("senatorial", "en"), [3, 4], "no consonant stands alone");
        let words = ["democracy", "organisation", "biology", "photography", "philosophical"];
        let british = words.map(|word| at(word, "en-GB"));
        let american = words.map(|word| at(word, "en-US"));
        assert!(british.iter().all(|points| !points.is_empty()), "Britain has patterns");
        assert_ne!(british, american, "which part by origin, not by sound");
        assert_eq!(at("dantzaria", "eu"), [3, 6], "dan-tza-ria");
    }
}
