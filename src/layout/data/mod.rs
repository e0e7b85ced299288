//! Pages made from the metadata.
//!
//! A run of data pages comes in, [`Sheets`] go out. Neighbours that belong together share
//! pages, because their readers are the same: credits and people; quotes and awards;
//! dates, contacts, stills and colophon. Together they are one part of the tree, whose
//! heading stands in the place of the running head; sections are headings of the second
//! level. Rows of label and value are lists (label and body), not tables: they have no
//! columns to be compared, and a reader hears each label with its value.

pub(super) mod about;
mod colophon;
pub(super) mod contacts;
mod credits;
mod facts;
pub(super) mod pairs;
mod people;
mod press;
mod stills;
#[cfg(test)]
mod tests;

use crate::document::{DataKind, DataPart, Metadata};
use crate::layout::captions::small;
use crate::layout::ctx::Ctx;
use crate::layout::forme::{Forme, Ground, Spacing};
use crate::layout::sheet::{Goal, Sheets};
use crate::locale::Word;
use crate::phrases::{self, capital};

/// Sets a run of data pages that follow each other.
pub(crate) fn set(parts: &[&DataPart], ctx: &mut Ctx) -> Vec<Sheets> {
    let quotes = !ctx.document.metadata.quotes.is_empty();
    if quotes && let Some(sheets) = families(parts, Awards::OnQuotes, ctx) {
        return sheets;
    }
    families(parts, Awards::Apart, ctx).unwrap_or_default()
}

/// Where awards stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Awards {
    /// Under the quotes, on the flat page.
    OnQuotes,
    /// On an ordinary data page: there are no quotes, or too many.
    Apart,
}

/// Sets the parts family by family; none if the awards do not fit under the quotes. A family
/// that fills less than a third of a page shares pages with the one before or after it, if that
/// saves a page.
fn families(parts: &[&DataPart], awards: Awards, ctx: &mut Ctx) -> Option<Vec<Sheets>> {
    let mut done: Vec<(&[&DataPart], Made)> = Vec::new();
    let mut start = 0;
    for group in parts.chunk_by(|a, b| family(a.kind, awards) == family(b.kind, awards)) {
        let end = start + group.len();
        let made = best_sheets(group, ctx);
        if made.moved && awards == Awards::OnQuotes {
            return None;
        }
        let joined = done.last().and_then(|(before, last)| {
            let together = &parts[start - before.len()..end];
            Some((together, join(together, last, &made, ctx)?))
        });
        if joined.is_some() {
            done.pop();
        }
        done.push(joined.unwrap_or((group, made)));
        start = end;
    }
    Some(done.into_iter().map(|(_, made)| made.sheets).collect())
}

/// Sets two families together, if one of them is short and that saves a page.
fn join(together: &[&DataPart], before: &Made, after: &Made, ctx: &mut Ctx) -> Option<Made> {
    let short = before.short || after.short;
    if !short || !together.iter().all(|part| joins(part.kind, ctx)) {
        return None;
    }
    let joined = best_sheets(together, ctx);
    let apart = before.sheets.sheets.len() + after.sheets.sheets.len();
    (joined.sheets.sheets.len() < apart).then_some(joined)
}

/// Whether a page of this kind may be shared with another family: quotes have a ground of
/// their own, and big facts the head of a page.
fn joins(kind: DataKind, ctx: &Ctx) -> bool {
    match kind {
        DataKind::Quotes => false,
        DataKind::Facts => ctx.document.metadata.highlights.is_empty(),
        DataKind::About
        | DataKind::Credits
        | DataKind::People
        | DataKind::Awards
        | DataKind::Dates
        | DataKind::Contacts
        | DataKind::Stills
        | DataKind::Colophon => true,
    }
}

/// Kinds of one family share pages.
fn family(kind: DataKind, awards: Awards) -> u8 {
    match kind {
        DataKind::About => 0,
        DataKind::Facts => 1,
        DataKind::Credits | DataKind::People => 2,
        DataKind::Quotes => 3,
        DataKind::Awards if awards == Awards::OnQuotes => 3,
        DataKind::Awards
        | DataKind::Dates
        | DataKind::Contacts
        | DataKind::Stills
        | DataKind::Colophon => 4,
    }
}

/// Pages of a group up to which it is worth trying to save one.
const SHORT: usize = 5;

/// Sets parts that share pages, more tightly if that saves a page.
fn best_sheets(group: &[&DataPart], ctx: &mut Ctx) -> Made {
    let wide = group_sheets(group, Spacing::Wide, ctx);
    if !(2..=SHORT).contains(&wide.sheets.sheets.len()) {
        return wide;
    }
    let tight = group_sheets(group, Spacing::Tight, ctx);
    if tight.sheets.sheets.len() < wide.sheets.sheets.len() { tight } else { wide }
}

/// Parts that share pages, set.
struct Made {
    sheets: Sheets,
    /// Whether awards after quotes began a page.
    moved: bool,
    /// Whether less than a third of a single page is filled.
    short: bool,
}

/// Sets parts that share pages.
fn group_sheets(group: &[&DataPart], spacing: Spacing, ctx: &mut Ctx) -> Made {
    let title = title(group, ctx);
    let subtitle = subtitle(group, &ctx.document.metadata);
    let quotes = group.iter().any(|part| part.kind == DataKind::Quotes);
    let flat = quotes && ctx.design.manner.flat.is_some();
    let ground = if flat { Ground::Flat } else { Ground::Paper };
    let mut goals = group.iter().map(|part| Goal::Block(part.id));
    let goal = goals.next().unwrap_or_else(|| Goal::Anchor(String::new()));
    let mut forme = Forme::new(&title, subtitle, goal, ground, ctx);
    forme.spacing = spacing;
    let mut moved = false;
    for (index, part) in group.iter().enumerate() {
        forme.sheets.start(part.id, 0);
        let (sheet, at) = (forme.sheets.current(), forme.y());
        match part.kind {
            DataKind::About => about::set(&mut forme),
            DataKind::Facts => facts::set(&mut forme),
            DataKind::Credits => credits::set(&mut forme),
            DataKind::People => people::set(&mut forme),
            DataKind::Quotes => press::quotes(&mut forme),
            DataKind::Awards => press::awards(&mut forme),
            DataKind::Dates => contacts::dates(&mut forme),
            DataKind::Contacts => contacts::set(&mut forme),
            DataKind::Stills => stills::set(&mut forme),
            DataKind::Colophon => colophon::set(&mut forme),
        }
        if part.kind == DataKind::Awards && quotes {
            let heading = forme.sheets.bookmarks.last();
            moved = heading.is_some_and(|bookmark| sheet < bookmark.spot.sheet);
        }
        if 0 < index {
            let y = if forme.sheets.current() == sheet { at } else { crate::base::Length::ZERO };
            forme.sheets.anchor(Goal::Block(part.id), y, None);
        }
    }
    let short = forme.sheets.sheets.len() == 1 && forme.at() * 3 < forme.last();
    Made { sheets: forme.done(), moved, short }
}

fn title(group: &[&DataPart], ctx: &Ctx) -> String {
    use DataKind::{Colophon, Contacts, Credits, People, Quotes, Stills};
    let kinds: Vec<_> = group.iter().map(|part| part.kind).collect();
    let together = match kinds.as_slice() {
        [Credits, People] => Some(Word::CreditsAndPeople),
        [Quotes, DataKind::Awards] => Some(Word::PressAndAwards),
        [Contacts, Stills, Colophon] => Some(Word::ContactsAndStills),
        _ => None,
    };
    if let Some(word) = together {
        return ctx.locale.word(word).to_owned();
    }
    // The colophon closes what is there and needs no mention beside others.
    let named = kinds.iter().filter(|kind| kinds.len() == 1 || **kind != Colophon);
    let words: Vec<_> =
        named.map(|kind| ctx.locale.word(phrases::heading(*kind)).to_owned()).collect();
    // Whether the language writes such words small within a line is seen in our own.
    let small_within = ctx
        .locale
        .word(Word::ContactsAndStills)
        .split(", ")
        .skip(1)
        .all(|word| word.chars().next().is_some_and(char::is_lowercase));
    let join = |all: String, word: String| {
        if all.is_empty() {
            word
        } else {
            format!("{all}, {}", if small_within { small(&word) } else { word })
        }
    };
    words.into_iter().fold(String::new(), join)
}

/// What the contents say under the title: the names of what stands there.
fn subtitle(group: &[&DataPart], metadata: &Metadata) -> String {
    let first = group.first().map(|part| part.kind);
    let some = |words: Vec<&str>| {
        let mut kept: Vec<&str> = Vec::new();
        for word in words {
            if !word.is_empty() && !kept.contains(&word) {
                kept.push(word);
            }
        }
        capital(&kept.join(", "))
    };
    match first {
        Some(DataKind::Facts) => some(metadata.facts.iter().map(|f| f.title.as_str()).collect()),
        Some(DataKind::Credits | DataKind::People) => {
            some(metadata.people.iter().map(|person| person.name.as_str()).collect())
        }
        Some(DataKind::Quotes) => {
            some(metadata.quotes.iter().map(|quote| quote.outlet.as_str()).collect())
        }
        Some(DataKind::Dates) => {
            some(metadata.dates.iter().map(|date| date.place.as_str()).collect())
        }
        Some(DataKind::Contacts) => {
            some(metadata.contacts.iter().map(|contact| contact.purpose.as_str()).collect())
        }
        Some(DataKind::About | DataKind::Awards | DataKind::Stills | DataKind::Colophon) | None => {
            String::new()
        }
    }
}
