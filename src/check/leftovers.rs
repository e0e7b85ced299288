//! What was left in the text: placeholders, scraps of web pages and mails, editors' marks.
//!
//! Texts come in, findings go out. The phrases are a data file beside this one, in which a
//! reader of another language can add what it lacks.

use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::lists;
use super::text::{BLOT, Text};
use crate::base::{Code, Diagnostic};

/// The phrases: `kind | how | words`.
const PHRASES: &str = include_str!("data/leftovers.txt");

pub(super) fn check(texts: &[Text], found: &mut Vec<Diagnostic>) {
    let phrases: Vec<Phrase> = phrases().collect();
    let all = [Finder::new(&phrases, true), Finder::new(&phrases, false)];
    for text in texts {
        let small = small(&text.words);
        let mut places = vec![Vec::new(); phrases.len()];
        all[0].find(&small, &mut places);
        all[1].find(&text.words, &mut places);
        for (phrase, places) in phrases.iter().zip(places) {
            let (code, what) = kind_of(phrase.kind);
            for range in standing(text, &small, phrase, places) {
                let message = format!("`{}` {what}", &text.words[range.clone()]);
                found.push(
                    Diagnostic::warning(code, text.span(range), message)
                        .help("write what should stand here, or take it out"),
                );
            }
        }
        crosses(text, found);
    }
}

/// Words that are left by mistake; see the head of the data file.
struct Phrase {
    kind: &'static str,
    how: &'static str,
    words: &'static str,
}

impl Phrase {
    /// Whether capitals make no difference.
    fn is_small(&self) -> bool {
        ["any", "alone"].contains(&self.how)
    }
}

fn phrases() -> impl Iterator<Item = Phrase> {
    PHRASES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut parts = line.splitn(3, " | ");
        Some(Phrase { kind: parts.next()?, how: parts.next()?, words: parts.next()? })
    })
}

/// The text in small letters, of which each stands where the capital stood.
fn small(text: &str) -> String {
    let lower = |c: char| {
        let mut lower = c.to_lowercase();
        let first = lower.next().filter(|it| it.len_utf8() == c.len_utf8());
        first.filter(|_| lower.next().is_none()).unwrap_or(c)
    };
    text.chars().map(lower).collect()
}

/// Finds all phrases in one pass over a text.
struct Finder {
    /// The places of the phrases among all.
    indices: Vec<usize>,
    found: AhoCorasick,
}

impl Finder {
    /// Finds those that stand in small letters, or those whose letters count.
    fn new(phrases: &[Phrase], small: bool) -> Finder {
        let wanted = |phrase: &Phrase| phrase.is_small() == small && phrase.how != "line";
        let own = phrases.iter().enumerate().filter(|(_, phrase)| wanted(phrase));
        let (indices, words): (Vec<usize>, Vec<&str>) =
            own.map(|(index, phrase)| (index, phrase.words)).unzip();
        let found = AhoCorasick::new(words).expect("the phrases are few, and none is long");
        Finder { indices, found }
    }

    /// Adds to the places of each phrase, which do not overlap each other.
    fn find(&self, text: &str, places: &mut [Vec<Range<usize>>]) {
        for it in self.found.find_overlapping_iter(text) {
            let own = &mut places[self.indices[it.pattern().as_usize()]];
            if own.last().is_none_or(|last| last.end <= it.start()) {
                own.push(it.range());
            }
        }
    }
}

/// Where a phrase stands in a text as its kind asks, of all its places.
fn standing(
    text: &Text,
    small: &str,
    phrase: &Phrase,
    places: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    if let ("line", Some((begin, end))) = (phrase.how, phrase.words.split_once('…')) {
        let (begin, end) = (begin.trim_end(), end.trim_start());
        // Mails say the hour or the address; `On his return she wrote:` is prose.
        let is_it = |line: &str| {
            let rest = line.strip_prefix(begin).and_then(|rest| rest.strip_suffix(end));
            let says_when = |rest: &str| {
                rest.starts_with([' ', '\u{a0}'])
                    && rest.contains(|c: char| c.is_ascii_digit())
                    && rest.contains([':', '@', BLOT])
            };
            line.len() < 200 && rest.is_some_and(says_when)
        };
        let trimmed = text.units.iter().map(|unit| {
            let line = small[unit.clone()].trim_start_matches([' ', '>']);
            unit.end - line.len()..unit.start + small[unit.clone()].trim_end().len()
        });
        return trimmed.filter(|it| small.get(it.clone()).is_some_and(is_it)).collect();
    }
    let stands = |range: &Range<usize>| {
        (phrase.kind == "encoding" || stands_alone(&text.words, range.start, range.end))
            && !(phrase.how == "capitals" && is_shouted(&text.words, range.start, range.end))
            && (phrase.how != "alone" || has_nothing_beside(&text.words, range))
    };
    places.into_iter().filter(stands).collect()
}

/// Whether words fill their line, brackets or value, or what follows a colon. Links and other
/// marks of Markdown have words of their own.
fn has_nothing_beside(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end_matches([' ', '*', '_', '"', '>']);
    let after = text[range.end..].trim_start_matches([' ', '*', '_', '"', '.', '…']);
    let begins = before.is_empty() || before.ends_with(['\n', '[', '(', ':', '|', '#', '-', '–']);
    let is_link = after.starts_with("](") || after.starts_with("][");
    begins && !is_link && (after.is_empty() || after.starts_with(['\n', ']', ')', '|', ',']))
}

fn kind_of(kind: &str) -> (Code, &'static str) {
    match kind {
        "web" => (Code::WebScrap, "was copied with a web page"),
        "encoding" => (Code::WebScrap, "is what is left of a letter read in the wrong encoding"),
        "mail" => (Code::MailScrap, "was copied with a mail"),
        "editor" => (Code::EditorsMark, "is a mark of an editor"),
        _ => (Code::Placeholder, "stands for something that is not written yet"),
    }
}

/// Whether no word goes on before or after a phrase that begins or ends as a word.
fn stands_alone(text: &str, at: usize, end: usize) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (first, last) = (text[at..].chars().next(), text[..end].chars().next_back());
    let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
    !(word(before) && word(first) || word(after) && word(last))
}

/// Whether a word in capitals stands among others, as in a Spanish title.
fn is_shouted(text: &str, at: usize, end: usize) -> bool {
    let capitals = |word: Option<&str>| {
        word.is_some_and(|word| 1 < word.chars().count() && word.chars().all(char::is_uppercase))
    };
    let (mut before, mut after) = (text[..at].split(' ').rev(), text[end..].split(' '));
    let beside = [before.nth(1).filter(|_| text[..at].ends_with(' ')), after.nth(1)];
    beside.into_iter().any(capitals)
}

/// Crosses for figures to come: `XX minutes`, `20XX`, `€XX`. Alone they are a Roman number.
fn crosses(text: &Text, found: &mut Vec<Diagnostic>) {
    for (start, word) in super::text::words(&text.words, 0..text.words.len()) {
        let lower = word.to_ascii_lowercase();
        let crosses = lower.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = lower.len() - crosses.len();
        if crosses.len() < 2 || crosses.bytes().any(|byte| byte != b'x') {
            continue;
        }
        let before = text.words[..start].chars().next_back();
        let after = text.words[start + word.len()..].trim_start_matches(['.', '-', '/', ':', ' ']);
        let unit: String = after.chars().take_while(|c| c.is_alphabetic() || *c == '%').collect();
        // One digit and two crosses are a class of answers of web servers: `4xx`.
        let figure = 0 < digits && digits < 3 && (1 < digits || 2 < crosses.len())
            || 3 < crosses.len()
            || before.is_some_and(|c| "€$£#".contains(c))
            || lists::has("unit", &unit.to_lowercase());
        if figure {
            let span = text.span(start..start + word.len());
            let message = format!("`{word}` stands for a figure that is not written yet");
            found.push(
                Diagnostic::warning(Code::Placeholder, span, message)
                    .help("write the figure, or take it out"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Sources;
    use crate::check::text;

    /// What is found in Markdown, as it stands there.
    fn left(source: &str) -> Vec<String> {
        let (mut sources, mut found) = (Sources::default(), Vec::new());
        let file = sources.add("a.md", source);
        check(&[text::markdown_of(&sources, file)], &mut found);
        let spans = found.iter().filter_map(|it| it.span);
        let mut spans: Vec<_> = spans.map(|it| it.start as usize..it.end as usize).collect();
        spans.sort_by_key(|it| it.start);
        spans.into_iter().map(|it| source[it].to_owned()).collect()
    }

    #[test]
    fn leftovers_of_many_languages_are_found() {
        for (text, expected) in [
            ("Dauer: noch zu ergänzen.", "noch zu ergänzen"),
            ("Platzhalter", "Platzhalter"),
            ("Das Bild: [Platzhalter].", "Platzhalter"),
            ("Durée : À COMPLÉTER", "À COMPLÉTER"),
            ("La fecha, por confirmar, se dirá.", "por confirmar"),
            ("Dear {{first_name}}!", "{{"),
            ("- Weiterlesen", "Weiterlesen"),
            ("Itâ€™s long", "â€™"),
            (
                "On Mon, 3 Feb 2025 at 10:12, Ann <a@b.example> wrote:",
                "On Mon, 3 Feb 2025 at 10:12, Ann <a@b.example> wrote:",
            ),
            ("Am 03.02.2025 um 10:12 schrieb Ann:", ""),
            ("Am 3. Februar 2025, 10:12 Uhr, schrieb:", "Am 3. Februar 2025, 10:12 Uhr, schrieb:"),
            ("Fehler! Textmarke nicht definiert.", "Fehler! Textmarke nicht definiert"),
        ] {
            let expected: &[&str] = if expected.is_empty() { &[] } else { &[expected] };
            assert_eq!(left(text), expected, "in `{text}`");
        }
    }

    #[test]
    fn words_that_only_look_like_leftovers_are_left() {
        for text in [
            "A placeholder stands in the frame.",
            "Ein Platzhalter für das, was fehlt.",
            "You can [read more](https://a.example).",
            "Todo el mundo. TODO EL MUNDO. On his return, at 10, she wrote:",
            "He went on to read more, and the text folgt.",
            "Ângela, â la carte",
            "It answers 4xx, and never 5xx.",
        ] {
            assert_eq!(left(text), Vec::<String>::new(), "in `{text}`");
        }
    }
}
