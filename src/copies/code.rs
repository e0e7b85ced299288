//! The code that names a copy, and the pattern that is hidden in it.
//!
//! The owner's key, an edition, an e-mail address and a counter come in; a [`Code`] of ten
//! characters that can be read out on the telephone and a [`Pattern`] of bits go out. Both
//! follow from what came in by HMAC-SHA-256 (RFC 2104, FIPS 180-4): nothing is random, and
//! without the key nobody can tell which reader a code stands for. It knows no book.

use std::fmt;
use std::str::FromStr;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Digits of a code: Crockford's base 32, without I, L, O and U, which are misread.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Digits before the check digit: 45 bits.
const LENGTH: usize = 9;

/// What names a copy, for people: `K7Q2M-9XR4Z`. The last digit checks the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(u64);

impl Code {
    /// The code with these 45 low bits.
    fn of(bits: u64) -> Code {
        Code(bits & ((1 << (5 * LENGTH)) - 1))
    }

    /// Its digits, the check digit last.
    fn digits(self) -> [u8; LENGTH + 1] {
        let mut digits = [0; LENGTH + 1];
        for (place, digit) in digits[..LENGTH].iter_mut().enumerate() {
            *digit = low(self.0 >> (5 * (LENGTH - 1 - place)));
        }
        digits[LENGTH] = check(&digits[..LENGTH]);
        digits
    }
}

fn low(bits: u64) -> u8 {
    u8::try_from(bits & 31).expect("five bits fit into a byte")
}

/// The check digit: a Reed-Solomon code of one symbol over the field of 32 elements, which
/// finds every single wrong digit and every two that changed places.
fn check(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |sum, digit| double(sum ^ digit))
}

/// Twice an element of the field of 32 elements (x⁵ + x² + 1).
fn double(element: u8) -> u8 {
    let twice = element << 1;
    if twice & 32 == 0 { twice } else { twice ^ 0b10_0101 }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, digit) in self.digits().into_iter().enumerate() {
            if place == 5 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(DIGITS[usize::from(digit)]))?;
        }
        Ok(())
    }
}

impl FromStr for Code {
    type Err = &'static str;

    /// Reads a code as people write it: small letters, without the hyphen, with spaces, with
    /// `O` for `0` and `I` or `L` for `1`.
    fn from_str(text: &str) -> Result<Code, Self::Err> {
        let mut digits = Vec::new();
        for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let digit = DIGITS.iter().position(|known| char::from(*known) == c);
            let digit = digit.and_then(|digit| u8::try_from(digit).ok());
            digits.push(digit.ok_or("a code has digits and letters only, but no U")?);
        }
        let (last, first) = digits.split_last().ok_or("a code has ten characters")?;
        if first.len() != LENGTH {
            return Err("a code has ten characters");
        }
        if check(first) != *last {
            return Err(
                "a character is wrong, since the last one checks the others and does not fit them",
            );
        }
        Ok(Code(first.iter().fold(0, |bits, digit| bits << 5 | u64::from(*digit))))
    }
}

/// The owner's key. It is shown nowhere.
pub struct Key(Hmac<Sha256>);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// The least length of a key in bytes: that of the digest (RFC 2104, 3).
    pub const LEAST: usize = 32;

    /// The key of these bytes, if they are enough.
    ///
    /// # Panics
    ///
    /// Never: HMAC takes keys of any length.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Option<Key> {
        let long = Key::LEAST <= bytes.len();
        long.then(|| Key(Hmac::new_from_slice(bytes).expect("HMAC takes keys of any length")))
    }

    /// A digest under the key; each part with its length, so that no two lists of parts give
    /// the same.
    fn sign(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// The mark of a copy: `edition` is the digest of both books, `counter` is raised for a
    /// reader who gets another copy. `code` is the owner's own, if there is one.
    #[must_use]
    pub fn mark(&self, edition: &[u8; 32], email: &str, counter: u32, code: Option<Code>) -> Mark {
        let email = normal(email);
        let parts = [&edition[..], email.as_bytes(), &counter.to_be_bytes()];
        let digest = |what: &[u8]| self.sign(&[what, parts[0], parts[1], parts[2]]);
        let named = digest(b"code");
        let bits = named[..8].iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        let mut pattern = [0; 16];
        pattern.copy_from_slice(&digest(b"pattern")[..16]);
        Mark { code: code.unwrap_or_else(|| Code::of(bits)), pattern: Pattern(pattern) }
    }
}

/// An address as it is compared: without space around it, in small letters.
#[must_use]
pub fn normal(email: &str) -> String {
    email.trim().to_lowercase()
}

/// What a copy is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What people read.
    pub code: Code,
    /// What programs find.
    pub pattern: Pattern,
}

/// Where a pattern's bits are hidden: each kind of place has bits of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Identifiers in the metadata.
    Identifier,
    /// Names of elements: ids of paragraphs, the tag of a subset font.
    Name,
    /// The order of the files.
    Order,
    /// Places of the lines of a PDF.
    Place,
    /// Line ends in the markup of an ebook.
    Space,
    /// The photographs.
    Photo,
}

/// The seed of the bits that are hidden in a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern(pub [u8; 16]);

impl Pattern {
    /// The bits of a layer's block `at`, 256 at a time.
    #[must_use]
    pub fn block(&self, layer: Layer, at: u32) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(self.0);
        digest.update([layer as u8]);
        digest.update(at.to_be_bytes());
        digest.finalize().into()
    }

    /// The first `count` bits of a layer.
    #[must_use]
    pub fn bits(&self, layer: Layer, count: usize) -> Vec<bool> {
        let blocks = (0_u32..).flat_map(|at| self.block(layer, at));
        let bits = blocks.flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1 == 1));
        bits.take(count).collect()
    }

    /// A name of this many small letters, the `at`-th of its layer.
    #[must_use]
    pub fn name(&self, layer: Layer, at: u32, length: usize) -> String {
        let block = self.block(layer, at);
        // A letter from two bytes each: hardly any is likelier than another.
        let letter = |pair: &[u8]| u16::from_be_bytes([pair[0], pair[1]]) % 26;
        let letters = block.chunks_exact(2).map(letter).take(length);
        letters.filter_map(|at| u8::try_from(at).ok()).map(|at| char::from(b'a' + at)).collect()
    }

    /// The identifier of one of the books, as a UUID of version 8 (RFC 9562, 5.8).
    #[must_use]
    pub fn identifier(&self, at: u32) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&self.block(Layer::Identifier, at)[..16]);
        *uuid::Builder::from_custom_bytes(bytes).into_uuid().as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key::new(b"a key of at least thirty-two bytes").unwrap()
    }

    #[test]
    fn a_code_is_read_as_it_is_written() {
        let code = key().mark(&[7; 32], "a@b.example", 0, None).code;
        let text = code.to_string();
        assert_eq!(text.len(), 11, "two groups of five: {text}");
        assert_eq!(text.parse(), Ok(code), "as printed");
        let sloppy = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(sloppy.parse(), Ok(code), "as typed by hand: {sloppy}");
    }

    #[test]
    fn one_wrong_character_and_two_that_changed_places_are_found() {
        let code = Code::of(0x1234_5678_9ABC);
        let text: Vec<char> = code.to_string().chars().filter(|c| *c != '-').collect();
        for place in 0..text.len() {
            for digit in DIGITS.iter().map(|digit| char::from(*digit)) {
                let mut wrong = text.clone();
                wrong[place] = digit;
                let read = wrong.iter().collect::<String>().parse::<Code>();
                assert_eq!(read.is_ok(), digit == text[place], "{digit} at {place}");
            }
            let mut turned = text.clone();
            turned.swap(place, (place + 1) % text.len());
            let read = turned.iter().collect::<String>().parse::<Code>();
            assert_eq!(read.is_ok(), turned == text, "turned at {place}");
        }
    }

    #[test]
    fn a_mark_follows_from_key_edition_reader_and_counter_alone() {
        let mark =
            |edition: u8, email: &str, counter| key().mark(&[edition; 32], email, counter, None);
        let one = mark(1, "rosa@field.example", 0);
        assert_eq!(one, mark(1, " Rosa@Field.example ", 0), "the address is normalised");
        for other in [
            mark(2, "rosa@field.example", 0),
            mark(1, "ivo@field.example", 0),
            mark(1, "rosa@field.example", 1),
        ] {
            assert_ne!(one.code, other.code, "another copy has another code");
            assert_ne!(one.pattern, other.pattern, "and another pattern");
        }
        let own = "K7Q2M-9XR4".parse::<Code>();
        assert!(own.is_err(), "nine characters are no code");
        let kept = key().mark(&[1; 32], "rosa@field.example", 0, Some(Code::of(5)));
        assert_eq!((kept.code, kept.pattern), (Code::of(5), one.pattern), "the owner's own code");
    }

    #[test]
    fn a_short_key_is_none() {
        assert!(Key::new(&[1; 31]).is_none(), "31 bytes");
    }

    #[test]
    fn layers_have_bits_of_their_own() {
        let pattern = Pattern([3; 16]);
        assert_ne!(pattern.bits(Layer::Place, 64), pattern.bits(Layer::Space, 64), "two layers");
        assert_eq!(
            pattern.bits(Layer::Place, 300)[..64],
            pattern.bits(Layer::Place, 64)[..],
            "a start"
        );
        assert_eq!(pattern.name(Layer::Name, 0, 7).len(), 7, "letters");
    }
}
