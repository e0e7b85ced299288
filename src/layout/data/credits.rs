//! Credits: roles flush right against the axis, names on it.
//!
//! Cast, crew and companies of the metadata come in.
//! They run on to the next page rather than into two columns, which are read across.

use super::pairs::{self, Between, Chunk, Columns, Pair};
use crate::design::Align;
use crate::document::{Company, Credits};
use crate::layout::compose::Text;
use crate::layout::forme::Forme;
use crate::layout::link::Address;
use crate::locale::Word;
use crate::pages::Role;

pub(super) fn set(forme: &mut Forme) {
    let Credits { cast, crew, companies } = &forme.ctx.document.metadata.credits;
    let appear = |entry: &crate::document::CastEntry| {
        Pair::plain(entry.part.clone(), std::slice::from_ref(&entry.name))
    };
    let cast: Vec<_> = cast.iter().map(appear).collect();
    let crew: Vec<_> =
        crew.iter().map(|entry| Pair::plain(entry.role.clone(), &entry.names)).collect();
    let companies: Vec<_> = companies.iter().map(company).collect();
    if 0 < forme.at() {
        // Another family stands above.
        forme.whole();
        forme.white(6);
        if !forme.need(7) {
            forme.long_hairline();
            forme.skip(-2);
        }
    }
    for (word, pairs) in [(Word::Cast, cast), (Word::Crew, crew), (Word::Companies, companies)] {
        if !pairs.is_empty() {
            group(word, &said_once(pairs), forme);
        }
    }
}

fn company(company: &Company) -> Pair {
    let mut words = company.name.clone();
    if !company.country.is_empty() {
        words.push_str(", ");
        words.push_str(&company.country);
    }
    let mut value = vec![Chunk::Words(words)];
    if !company.url.is_empty() {
        value.push(Chunk::Words(", ".to_owned()));
        value.push(Chunk::Address(company.url.clone(), Address::Web));
    }
    Pair { label: company.role.clone(), values: vec![value] }
}

/// A role that the row before has as well is not said again.
fn said_once(pairs: Vec<Pair>) -> Vec<Pair> {
    let mut said: Vec<Pair> = Vec::new();
    for pair in pairs {
        match said.last_mut().filter(|last| last.label == pair.label && !pair.label.is_empty()) {
            Some(last) => last.values.extend(pair.values),
            None => said.push(pair),
        }
    }
    said
}

fn group(title: Word, pairs: &[Pair], forme: &mut Forme) {
    let page = forme.design();
    let columns = Columns::beside_axis(forme, page.margin.is_some());
    forme.whole();
    if 0 < forme.at() {
        forme.skip(2);
    }
    forme.need(7);
    let node = forme.sheets.node(forme.part, Role::Sect);
    let heading = forme.sheets.node(node, Role::Heading(2));
    let style = forme.tone(&forme.ctx.design.styles.group).aligned(Align::Right);
    let style = if columns.right { style } else { style.aligned(Align::Ragged) };
    let words = forme.ctx.locale.word(title);
    let y = forme.y() - style.size;
    forme.sheets.bookmark(2, words.to_owned(), y, Some(heading));
    let lines = forme.compose(&Text::plain(words, &style), columns.label_width, &style);
    forme.lines(&lines, columns.label, 2, heading, None);
    pairs::set(pairs, &columns, Between::Nothing, node, forme);
}
