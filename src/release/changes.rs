//! What has changed since the edition before, in words.
//!
//! Two records come in, a [`Note`] goes out: thing by thing what is new, what is gone, and what
//! is said otherwise than before.

use super::note::{Line, Note, Piece};
use super::record::{Editions, Item, PICTURE, Section};
use crate::document::Metadata;
use crate::locale::{Locale, Word};

/// Says what has changed; none if no edition before this is known.
#[must_use]
pub fn notice(editions: &Editions, metadata: &Metadata) -> Option<Note> {
    let last = editions.last.as_ref()?;
    let locale = Locale::of(&metadata.lang);
    let named = match last.edition.as_str() {
        "" => locale.word(Word::EarlierEdition),
        edition => edition,
    };
    let this = &editions.this;
    let mut subtitle = vec![this.edition.clone()];
    subtitle.retain(|line| !line.is_empty());
    subtitle.push(locale.word(Word::ChangesSince).replace("{edition}", named));
    let mut pieces = Vec::new();
    for section in &this.sections {
        let before = last.sections.iter().find(|before| before.heading == section.heading);
        let lines = changes(before, section, locale);
        if !lines.is_empty() {
            pieces.push(Piece::List(section.heading.clone(), lines));
        }
    }
    if pieces.is_empty() {
        pieces.push(Piece::Text(locale.word(Word::NothingChanged).to_owned()));
    }
    Some(Note { lang: metadata.lang.clone(), title: metadata.title.main.clone(), subtitle, pieces })
}

fn changes(before: Option<&Section>, now: &Section, locale: Locale) -> Vec<Line> {
    let none: &[Item] = &[];
    let before = before.map_or(none, |section| section.items.as_slice());
    let find = |items: &[Item], name: &str| items.iter().position(|item| item.name == name);
    let mut lines = Vec::new();
    for item in &now.items {
        match find(before, &item.name) {
            None => lines.push(line(item, &format!("{}{}", locale.word(Word::IsNew), first(item)))),
            Some(at) => lines.extend(differences(&before[at], item, locale)),
        }
    }
    let gone = before.iter().filter(|item| find(&now.items, &item.name).is_none());
    lines.extend(gone.map(|item| line(item, locale.word(Word::IsGone))));
    lines
}

fn line(item: &Item, said: &str) -> Line {
    let space = if item.name.is_empty() { "" } else { ": " };
    Line::plain(format!("{}{space}{said}", item.name))
}

/// What is said first of a thing that is new.
fn first(item: &Item) -> String {
    let said = item.fields.iter().find(|(label, text)| label != PICTURE && !text.is_empty());
    said.map(|(_, text)| format!(" – {text}")).unwrap_or_default()
}

fn differences(before: &Item, now: &Item, locale: Locale) -> Vec<Line> {
    let mut lines = Vec::new();
    for (label, text) in &now.fields {
        let old = before.fields.iter().find(|(other, _)| other == label);
        let old = old.map_or("", |(_, old)| old.as_str());
        if old == text {
            continue;
        }
        if label == PICTURE {
            lines.push(line(now, locale.word(Word::PhotoReplaced)));
            continue;
        }
        let dash = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        let words = locale.word(Word::Before).split_once("{now}").unwrap_or_default();
        let rest = words.1.split_once("{before}").unwrap_or_default();
        let said = format!("{}{}{}{}{}", words.0, dash(text), rest.0, dash(old), rest.1);
        let label = if label.is_empty() { String::new() } else { format!("{label}: ") };
        lines.push(line(now, &format!("{label}{said}")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Lang;

    fn item(name: &str, fields: &[(&str, &str)]) -> Item {
        let own = |(label, text): &(&str, &str)| ((*label).to_owned(), (*text).to_owned());
        Item { name: name.to_owned(), fields: fields.iter().map(own).collect() }
    }

    #[test]
    fn changes_are_said_thing_by_thing() {
        let section = |items: Vec<Item>| Section { heading: "Facts".to_owned(), items };
        let before = section(vec![
            item("Running time", &[("", "96 min {before}")]),
            item("Country", &[("", "Spain")]),
            item("Ridge", &[("Credit", "A"), (PICTURE, "1")]),
        ]);
        let now = section(vec![
            item("Running time", &[("", "97 min {now}")]),
            item("Sound", &[("", "5.1")]),
            item("Ridge", &[("Credit", ""), (PICTURE, "2")]),
        ]);
        let lines = changes(Some(&before), &now, Locale::of(&Lang::english()));
        let said: Vec<_> = lines.iter().map(Line::text).collect();
        insta::assert_snapshot!(said.join("\n"), @r"
        Running time: 97 min {now} (before: 96 min {before})
        Sound: new – 5.1
        Ridge: Credit: – (before: A)
        Ridge: the photograph itself is another one
        Country: no longer in the kit
        ");
    }
}
