//! The running text of a file of an ebook, without its markup: where its spaces are.
//!
//! XHTML of any kind comes in, well-formed or not; letters and the gaps between words go out.
//! A gap is known by the letters around it, which outlast conversion to other markup.

use sha2::{Digest, Sha256};

/// Letters before and after a gap by which it is known.
const BEFORE: usize = 20;
const AFTER: usize = 12;

/// Space between two words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    /// How many letters and digits stand before it.
    letters: usize,
    /// Where it is in the file, in bytes.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether a line of the markup ends in it.
    pub(crate) breaks: bool,
    /// Whether it is within a paragraph, not in code, right between two letters.
    pub(crate) is_plain: bool,
}

/// The letters and gaps of a file.
#[derive(Debug, Default)]
pub(crate) struct Flat {
    letters: Vec<char>,
    /// In order.
    pub(crate) gaps: Vec<Gap>,
}

impl Flat {
    /// Reads a file.
    pub(crate) fn of(xhtml: &str) -> Flat {
        let mut flat = Flat::default();
        let body = xhtml.find("<body").unwrap_or(0);
        let (mut paragraph, mut code) = (false, 0_usize);
        let mut at = body;
        // Where the character data before this place ended, if that was a letter.
        let mut after_letter = None;
        while let Some(c) = xhtml[at..].chars().next() {
            let rest = &xhtml[at..];
            if c == '<' {
                let length = rest.find('>').map_or(rest.len(), |end| end + 1);
                let tag = &rest[1..length.max(2).min(rest.len())];
                let name: String =
                    tag.chars().take_while(|c| !c.is_whitespace() && *c != '>').collect();
                match name.trim_end_matches('/') {
                    "p" => paragraph = true,
                    "/p" => paragraph = false,
                    "code" | "pre" => code += 1,
                    "/code" | "/pre" => code = code.saturating_sub(1),
                    _ => {}
                }
                at += length;
                continue;
            }
            if c.is_whitespace() {
                let length = rest.len() - rest.trim_start_matches(char::is_whitespace).len();
                let next = rest[length..].chars().next();
                let space = &rest[..length];
                let is_plain = space == " "
                    && paragraph
                    && code == 0
                    && after_letter == Some(at)
                    && next.is_some_and(char::is_alphanumeric);
                flat.gaps.push(Gap {
                    letters: flat.letters.len(),
                    start: at,
                    end: at + length,
                    breaks: space.contains('\n'),
                    is_plain,
                });
                at += length;
                continue;
            }
            at += c.len_utf8();
            if c.is_alphanumeric() {
                flat.letters.push(c);
                after_letter = Some(at);
            }
        }
        flat
    }

    /// What a gap is known by; none if too few letters are around it.
    pub(crate) fn key(&self, gap: &Gap) -> Option<u32> {
        let before = gap.letters.checked_sub(BEFORE)?;
        let around = self.letters.get(before..gap.letters + AFTER)?;
        let mut digest = Sha256::new();
        let mut utf8 = [0; 4];
        for letter in around {
            digest.update(letter.encode_utf8(&mut utf8).as_bytes());
        }
        let digest = digest.finalize();
        Some(u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_known_by_the_letters_around_them_in_any_markup() {
        let text = "In the spring of 1987 a chair maker soaked a goatskin, pulled it over";
        let one = Flat::of(&format!("<html><body><p>{text}</p></body></html>"));
        let other =
            text.replace("spring of", "<i>spring</i>\n  of").replace("a chair", "a <b>chair</b>");
        let other = Flat::of(&format!("<body class='x'><div>{other}</div>"));
        let keys = |flat: &Flat| flat.gaps.iter().map(|gap| flat.key(gap)).collect::<Vec<_>>();
        assert_eq!(keys(&one), keys(&other), "the same gaps");
        assert!(keys(&one).iter().flatten().count() > 3, "some have letters enough around");
        assert!(other.gaps[2].breaks && !one.gaps[2].breaks, "a line that ends");
        assert!(one.gaps.iter().any(|gap| gap.is_plain), "in a paragraph");
        assert!(!other.gaps.iter().any(|gap| gap.is_plain), "in none");
    }

    #[test]
    fn broken_markup_is_read_to_its_end() {
        for text in ["<", "<p", "a <", "<body", "é <é", "<p>a b", "< >", "\u{a0}<p>\u{a0}"] {
            let flat = Flat::of(text);
            assert!(flat.gaps.len() < 4, "{text}");
        }
    }
}
