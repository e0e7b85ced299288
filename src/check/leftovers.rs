//! What was left in the text: placeholders, scraps of web pages and mails, editors' marks.
//!
//! Texts come in, findings go out. The phrases are a data file beside this one, in which a
//! reader of another language can add what it lacks.

use super::text::Text;
use crate::base::{Code, Diagnostic};

/// The phrases: `kind | how | words`.
const PHRASES: &str = include_str!("data/leftovers.txt");

pub(super) fn check(texts: &[Text], found: &mut Vec<Diagnostic>) {
    for text in texts {
        // Lower case moves no byte of ASCII, and every phrase is ASCII or written twice.
        let lower = text.words.to_ascii_lowercase();
        for line in PHRASES.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let mut parts = line.split(" | ");
            let (Some(kind), Some(how), Some(phrase)) = (parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            let (code, what) = kind_of(kind);
            let searched = if how == "any" { &lower } else { &text.words };
            for (at, _) in searched.match_indices(phrase) {
                let end = at + phrase.len();
                if stands_alone(&text.words, at, end) && !is_shouted(&text.words, at, end, how) {
                    let message = format!("`{}` {what}", &text.words[at..end]);
                    found.push(
                        Diagnostic::warning(code, text.span(at..end), message)
                            .help("write what should stand here, or take it out"),
                    );
                }
            }
        }
        crosses(text, found);
    }
}

fn kind_of(kind: &str) -> (Code, &'static str) {
    match kind {
        "web" => (Code::WebScrap, "was copied with a web page"),
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
fn is_shouted(text: &str, at: usize, end: usize, how: &str) -> bool {
    let capitals = |word: Option<&str>| {
        word.is_some_and(|word| 1 < word.chars().count() && word.chars().all(char::is_uppercase))
    };
    let (mut before, mut after) = (text[..at].split(' ').rev(), text[end..].split(' '));
    let beside = [before.nth(1).filter(|_| text[..at].ends_with(' ')), after.nth(1)];
    how == "capitals" && beside.into_iter().any(capitals)
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
        let figure = 0 < digits && digits < 3
            || 3 < crosses.len()
            || before.is_some_and(|c| "€$£#".contains(c))
            || UNITS.contains(&unit.to_lowercase().as_str());
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

/// What figures count.
const UNITS: [&str; 29] = [
    "%",
    "awards",
    "countries",
    "euro",
    "euros",
    "hours",
    "jahre",
    "jahren",
    "km",
    "kg",
    "m",
    "min",
    "minutas",
    "minute",
    "minuten",
    "minutes",
    "minutos",
    "mins",
    "pages",
    "people",
    "seiten",
    "uhr",
    "xx",
    "xxxx",
    "years",
    "stunden",
    "heures",
    "ans",
    "páginas",
];
