//! What a comment asks for.
//!
//! The text between `<!--` and `-->` comes in; a directive, a guess at a misspelt one, or
//! nothing goes out. Whether a directive may stand where it stands is decided elsewhere.

use crate::base::{Lang, distance};
use crate::document::{DataKind, PlateLayout};

/// A directive.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Directive {
    /// How the plate below is laid out.
    Plate(PlateLayout),
    /// Words of the chapter to be repeated large.
    Pull(String),
    /// A data page stands here.
    Insert(DataKind),
    /// The next block starts a page.
    PageBreak,
    /// The next block is not parted from the one after it.
    Keep,
    /// Private words, in no output.
    Note(String),
    /// The next block's language.
    Lang(Lang),
}

impl Directive {
    /// Its name as typed.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Directive::Plate(_) => "plate",
            Directive::Pull(_) => "pull",
            Directive::Insert(_) => "insert",
            Directive::PageBreak => "pagebreak",
            Directive::Keep => "keep",
            Directive::Note(_) => "note",
            Directive::Lang(_) => "lang",
        }
    }
}

/// What a comment turns out to be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reading {
    /// A directive.
    Directive(Directive),
    /// A directive that cannot be followed: what is wrong, and what to type instead.
    Wrong { message: String, help: String },
    /// Perhaps a misspelt directive: the word, and the directive.
    Doubtful { word: String, meant: &'static str },
    /// A comment like any other.
    Comment,
}

const NAMES: [&str; 7] = ["plate", "pull", "insert", "pagebreak", "keep", "note", "lang"];

/// Words that people try first.
const ALIASES: [(&str, &str); 11] = [
    ("page-break", "pagebreak"),
    ("newpage", "pagebreak"),
    ("pullquote", "pull"),
    ("pull-quote", "pull"),
    ("language", "lang"),
    ("layout", "plate"),
    ("photos", "plate"),
    ("include", "insert"),
    ("keep-together", "keep"),
    ("keep-with-next", "keep"),
    ("comment", "note"),
];

/// Comments of other tools that resemble a directive: the fold of a blog post, a date.
const FOREIGN: [&str; 2] = ["more", "date"];

const LAYOUTS: [(&str, PlateLayout); 9] = [
    ("full", PlateLayout::Full),
    ("half", PlateLayout::Half),
    ("band", PlateLayout::Band),
    ("pair", PlateLayout::Pair),
    ("lead", PlateLayout::Lead),
    ("columns", PlateLayout::Columns),
    ("rows", PlateLayout::Rows),
    ("grid", PlateLayout::Grid),
    ("spread", PlateLayout::Spread),
];

const PAGES: [(&str, DataKind); 9] = [
    ("about", DataKind::About),
    ("facts", DataKind::Facts),
    ("credits", DataKind::Credits),
    ("contacts", DataKind::Contacts),
    ("quotes", DataKind::Quotes),
    ("awards", DataKind::Awards),
    ("dates", DataKind::Dates),
    ("people", DataKind::People),
    ("stills", DataKind::Stills),
];

/// Reads the text of a comment, without its marks.
pub(super) fn read(comment: &str) -> Reading {
    let comment = comment.trim();
    let length = comment
        .find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
        .unwrap_or(comment.len());
    let (word, rest) = comment.split_at(length);
    let rest = rest.trim_start();
    if word.is_empty() || !(rest.is_empty() || rest.starts_with(':')) {
        return Reading::Comment;
    }
    let argument = rest.strip_prefix(':').unwrap_or("").trim();
    let lower = word.to_lowercase();
    if NAMES.contains(&lower.as_str()) {
        return known(&lower, argument);
    }
    unknown(word, &lower)
}

fn known(name: &str, argument: &str) -> Reading {
    let wrong = |message: String, help: String| Reading::Wrong { message, help };
    match name {
        "pagebreak" | "keep" if !argument.is_empty() => wrong(
            format!("`{name}` takes nothing, but `{argument}` follows it"),
            format!("write `<!-- {name} -->`"),
        ),
        "pagebreak" => Reading::Directive(Directive::PageBreak),
        "keep" => Reading::Directive(Directive::Keep),
        "note" => Reading::Directive(Directive::Note(argument.to_owned())),
        "pull" if argument.is_empty() => wrong(
            "the pull-quote has no words".to_owned(),
            "write `<!-- pull: exact words of this chapter -->`".to_owned(),
        ),
        "pull" => Reading::Directive(Directive::Pull(argument.to_owned())),
        "lang" => match Lang::parse(argument) {
            Some(lang) => Reading::Directive(Directive::Lang(lang)),
            None => wrong(
                format!("`{argument}` is not a language tag"),
                "write a tag such as `fr` or `pt-BR`: `<!-- lang: fr -->`".to_owned(),
            ),
        },
        "plate" => match lookup(&LAYOUTS, argument) {
            Ok(layout) => Reading::Directive(Directive::Plate(layout)),
            Err(meant) => wrong(
                format!("there is no plate layout `{argument}`"),
                choose("plate", meant, &LAYOUTS.map(|pair| pair.0)),
            ),
        },
        _ => match lookup(&PAGES, argument) {
            Ok(kind) => Reading::Directive(Directive::Insert(kind)),
            Err(_) if argument.eq_ignore_ascii_case("colophon") => wrong(
                "the colophon cannot be moved".to_owned(),
                "leave the directive out: the colophon is always last".to_owned(),
            ),
            Err(meant) => wrong(
                format!("there is no data page `{argument}`"),
                choose("insert", meant, &PAGES.map(|pair| pair.0)),
            ),
        },
    }
}

fn choose(name: &str, meant: Option<&str>, all: &[&str]) -> String {
    match meant {
        Some(meant) => format!("perhaps `<!-- {name}: {meant} -->` is meant"),
        None => format!("write one of `{}`", all.join("`, `")),
    }
}

fn lookup<T: Copy>(
    table: &'static [(&'static str, T)],
    word: &str,
) -> Result<T, Option<&'static str>> {
    let lower = word.to_lowercase();
    if let Some(pair) = table.iter().find(|pair| pair.0 == lower) {
        return Ok(pair.1);
    }
    let nearest = table.iter().map(|pair| (distance(&lower, pair.0), pair.0)).min();
    Err(nearest.filter(|(distance, _)| *distance <= 2).map(|(_, name)| name))
}

fn unknown(word: &str, lower: &str) -> Reading {
    let misspelt = |meant: &str| Reading::Wrong {
        message: format!("there is no directive `{word}`"),
        help: format!("perhaps `{meant}` is meant"),
    };
    if let Some((_, meant)) = ALIASES.iter().find(|pair| distance(lower, pair.0) <= 1) {
        return misspelt(meant);
    }
    let nearest = NAMES.iter().map(|name| (distance(lower, name), *name)).min();
    match nearest {
        Some((1, meant)) if !FOREIGN.contains(&lower) => misspelt(meant),
        // Two slips in a word of four letters leave too little of it to be sure.
        Some((2, meant)) if meant.len() == 4 && !FOREIGN.contains(&lower) => {
            Reading::Doubtful { word: word.to_owned(), meant }
        }
        Some((2, meant)) if !FOREIGN.contains(&lower) => misspelt(meant),
        _ => Reading::Comment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_directive() {
        for (text, directive) in [
            (" plate: columns ", Directive::Plate(PlateLayout::Columns)),
            ("pull: a few words", Directive::Pull("a few words".into())),
            (" insert : facts", Directive::Insert(DataKind::Facts)),
            ("PageBreak", Directive::PageBreak),
            ("keep", Directive::Keep),
            ("note: ring Ane", Directive::Note("ring Ane".into())),
            ("lang: pt-br", Directive::Lang(Lang::parse("pt-BR").expect("a tag"))),
        ] {
            assert_eq!(read(text), Reading::Directive(directive), "`{text}`");
        }
    }

    #[test]
    fn suggests_for_misspelt_words_and_arguments() {
        for (text, meant) in [
            ("plat: rows", "`plate`"),
            ("pul: words", "`pull`"),
            ("pagebrake", "`pagebreak`"),
            ("isnert: facts", "`insert`"),
            ("keeep", "`keep`"),
            ("langauge: fr", "`lang`"),
            ("pull-quote: words", "`pull`"),
            ("plate: colums", "`<!-- plate: columns -->`"),
            ("plate: zigzag", "write one of `full`, `half`"),
            ("insert: fact", "`<!-- insert: facts -->`"),
            ("insert: colophon", "always last"),
            ("lang: ?", "language tag"),
            ("keep: this", "`<!-- keep -->`"),
        ] {
            match read(text) {
                Reading::Wrong { help, message } => {
                    let said = format!("{message} {help}");
                    assert!(said.contains(meant), "`{text}` said: {said}");
                }
                other => panic!("`{text}` was read as {other:?}"),
            }
        }
    }

    #[test]
    fn leaves_other_comments_alone() {
        for text in
            ["", "more", "Note to self", "TODO: ask", "keep this in", "date: 2024", "–", "1"]
        {
            assert_eq!(read(text), Reading::Comment, "`{text}`");
        }
        assert!(
            matches!(read("help: me"), Reading::Doubtful { meant: "keep", .. }),
            "two slips in four letters are doubtful"
        );
    }
}
