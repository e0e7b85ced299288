//! Pieces of the metadata in words that the ebook alone says so.
//!
//! Values come in, words go out. It knows no markup.

use crate::document::Metadata;
use crate::locale::{Locale, Word};
use crate::phrases;

/// `Press kit, Festival edition, revision 3`.
pub(super) fn edition(metadata: &Metadata, locale: Locale) -> String {
    let mut parts = vec![locale.word(Word::PressKit).to_owned()];
    parts.extend(Some(phrases::edition(metadata, locale)).filter(|edition| !edition.is_empty()));
    parts.join(", ")
}

/// Where an address leads that may lack its scheme: `harrizko.example` is on the web,
/// `press@harrizko.example` takes mail.
pub(super) fn absolute(address: &str) -> String {
    let plain = !address.contains([':', ' ', '\u{a0}']);
    match (plain, address.contains('@'), address.contains('.')) {
        (true, true, _) => format!("mailto:{address}"),
        (true, false, true) => format!("https://{address}"),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_gain_what_they_lack() {
        let cases = [
            ("a.example/b", "https://a.example/b"),
            ("b@a.example", "mailto:b@a.example"),
            ("http://a.example", "http://a.example"),
            ("on request", "on request"),
        ];
        for (given, expected) in cases {
            assert_eq!(absolute(given), expected, "{given}");
        }
    }
}
