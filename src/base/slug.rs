//! Text as a plain name for a file: what a URL, a zip and every file system take.
//!
//! Text in any script comes in, lower-case ASCII with hyphens goes out.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest slug.
const MAX_SLUG: usize = 60;

/// Lower-case ASCII with hyphens, at most 60 characters, cut between words; empty if the
/// text has no letter or digit that can be so written.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    let mut gap = false;
    for c in text.nfkd().flat_map(char::to_lowercase) {
        let letters = ascii(c);
        if letters.is_empty() {
            // Accents and apostrophes do not part words.
            gap |= !is_combining_mark(c) && !matches!(c, '\'' | '’' | '‘');
            continue;
        }
        if gap && !out.is_empty() {
            out.push('-');
        }
        gap = false;
        out.push_str(&letters);
    }
    if MAX_SLUG < out.len() {
        let cut = out[..=MAX_SLUG].rfind('-').unwrap_or(MAX_SLUG);
        out.truncate(cut);
    }
    out
}

/// A small letter or digit in ASCII; empty for everything else.
fn ascii(c: char) -> String {
    let letters = match c {
        'a'..='z' | '0'..='9' => return c.to_string(),
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "ng",
        _ => "",
    };
    letters.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_plain_names() {
        for (text, wanted) in [
            ("The Far Ridge", "the-far-ridge"),
            ("Straße & Škoda – Ærø", "strasse-skoda-aero"),
            ("Don’t", "dont"),
            ("1984", "1984"),
            ("戦争", ""),
            ("…", ""),
        ] {
            assert_eq!(slug(text), wanted, "{text}");
        }
        let long = slug("a title of so many words that no file should be named after all of them");
        assert_eq!(long, "a-title-of-so-many-words-that-no-file-should-be-named-after", "cut");
        assert_eq!(slug(&"x".repeat(99)).len(), MAX_SLUG, "a single word is cut too");
    }
}
