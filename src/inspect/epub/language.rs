//! Languages: said, well-formed, in agreement, and likely true.
//!
//! A text comes in, findings go out (WCAG 2.2, 3.1.1 "Language of Page"; BCP 47). That a text
//! is in another language than it says is guessed from its commonest words, and only told
//! where there is no doubt.

use super::document::Page;
use super::package::Package;
use crate::base::{Code, Lang};
use crate::inspect::record::Record;

/// Words that are common in one of these languages and rare in the others.
const COMMON: [(&str, &str); 9] = [
    ("en", "the and of was is with that which from this have are they you"),
    ("de", "und der das ist nicht ein eine mit auf dem auch sich wird von"),
    ("fr", "le les des est dans une pour qui pas sur avec du ce elle"),
    ("es", "el los las y una por con para del como más pero su está"),
    ("it", "il di che della sono per gli nel alla anche è dei più questo"),
    ("pt", "o os uma não do da em mais ao são dos pelo também foi"),
    ("nl", "het een van en zijn niet voor aan ook wordt maar bij naar deze"),
    ("sv", "och att det som är inte på för med den av ett han till"),
    ("pl", "w na się nie że jest do jak ale przez od tym po oraz"),
];

/// Fewer words are not judged.
const FEWEST_WORDS: usize = 120;
/// No more words are counted.
const MOST_WORDS: usize = 4_000;

/// Checks the languages of a text.
pub(super) fn check(page: Page<'_>, package: &Package<'_>, record: &mut Record) {
    let tree = page.tree;
    let Some(root) = tree.elements.first().filter(|root| root.name == "html") else { return };
    for element in &tree.elements {
        let (lang, xml) = (element.get("lang"), element.get("xml:lang"));
        let malformed = [lang, xml].into_iter().flatten().find(|tag| is_malformed(tag));
        let (message, help) = if let Some(tag) = malformed {
            (format!("`{tag}` is not a language tag"), "write a tag such as `en-GB` or `eu`")
        } else if let (Some(lang), Some(xml)) = (lang, xml)
            && !lang.eq_ignore_ascii_case(xml)
        {
            (
                format!("`lang` says `{lang}` and `xml:lang` says `{xml}`"),
                "say the same in both; readers differ in which they follow",
            )
        } else {
            continue;
        };
        let span = page.text.at(record, &element.at);
        record.error(Code::WrongLanguage, span, message, help);
    }
    let mut warn = |code, message: String, help: &str| {
        let span = page.text.at(record, &root.at);
        record.warning(code, span, message, help);
    };
    let said = root.get("lang").or_else(|| root.get("xml:lang")).map(str::trim);
    let Some(said) = said.filter(|said| !said.is_empty()) else {
        if !tree.text.trim().is_empty() {
            let message = format!("`{}` does not say its language", page.text.path);
            let help = "add `lang` and `xml:lang` to `html`, or speech uses the wrong voice";
            warn(Code::NoBookLanguage, message, help);
        }
        return;
    };
    let languages: Vec<&str> = package.metas("language").map(|meta| primary(&meta.value)).collect();
    if !languages.is_empty() && !languages.contains(&primary(said)) {
        let message = format!(
            "`{}` is in `{said}`, but the book in `{}`",
            page.text.path,
            languages.join("`, `")
        );
        let help = "name every language of the book in a `dc:language` of the package";
        warn(Code::WrongLanguage, message, help);
    }
    if let Some(guess) = guess(page, primary(said)) {
        let message = format!(
            "`{}` says that it is in `{said}`, but its words are `{guess}`",
            page.text.path
        );
        let help = "say the language of the text; it chooses the voice and the hyphens";
        warn(Code::WrongLanguage, message, help);
    }
}

/// Whether a tag has not the form of one; an empty one says that the language is unknown.
pub(super) fn is_malformed(tag: &str) -> bool {
    // Private and grandfathered tags (`x-…`, `i-…`) have a first part of one letter.
    let tag = tag.trim();
    !tag.is_empty() && Lang::parse(tag.trim_start_matches("x-").trim_start_matches("i-")).is_none()
        || tag.contains('_')
}

/// The language alone: `en` of `en-GB`.
fn primary(tag: &str) -> &str {
    tag.trim().split(['-', '_']).next().unwrap_or_default()
}

/// The language of the words, if it is surely not the one said.
fn guess(page: Page<'_>, said: &str) -> Option<&'static str> {
    let said = COMMON.iter().position(|(lang, _)| lang.eq_ignore_ascii_case(said))?;
    let mut counts = [0_usize; COMMON.len()];
    let mut total = 0;
    for (index, element) in page.tree.elements.iter().enumerate() {
        // Only running text that says no language of its own.
        let own = page.tree.around(index).any(|index| {
            let element = &page.tree.elements[index];
            element.parent.is_some()
                && (element.get("lang").is_some() || element.get("xml:lang").is_some())
        });
        if element.name != "p" || own {
            continue;
        }
        for word in page.tree.text_of(index).split(|c: char| !c.is_alphabetic()) {
            if word.is_empty() || MOST_WORDS <= total {
                continue;
            }
            total += 1;
            let word = word.to_lowercase();
            for (count, (_, words)) in counts.iter_mut().zip(&COMMON) {
                *count += usize::from(words.split(' ').any(|common| common == word));
            }
        }
    }
    let best = (0..COMMON.len()).max_by_key(|index| counts[*index])?;
    // A tenth of the words must be another language's commonest, and four times as many as
    // are the said one's.
    let sure = total / 10 <= counts[best] && 4 * counts[said] <= counts[best];
    (FEWEST_WORDS <= total && best != said && sure).then_some(COMMON[best].0)
}
