//! Contacts in two columns, links, and dates.
//!
//! Contacts, links and dates of the metadata come in. An address is never broken for want of room in a column: if one is too long, the
//! contacts stand in one column.

use super::pairs::{self, Between, Chunk, Columns, Pair};
use crate::base::Length;
use crate::document::{Contact, DataKind, Event, Part};
use crate::layout::compose::{Line, Text};
use crate::layout::forme::Forme;
use crate::layout::link::{self, Address};
use crate::layout::qr::{self, Code};
use crate::locale::Word;
use crate::pages::{NodeId, Role};
use crate::phrases;
use crate::phrases::capital;

/// From the axis to the second column.
const SECOND: Length = Length::pt(147);
/// What stays free between the columns.
const APART: Length = Length::pt(8);
/// Weight of the rule above a section.
const RULE: Length = Length::pt(1);
/// Blank half rows before a section.
const BEFORE: i64 = 6;
/// Half rows that a code takes with its quiet zone, from the section's first baseline.
const CODE: i64 = 13;

pub(super) fn set(forme: &mut Forme) {
    let metadata = &forme.ctx.document.metadata;
    if !metadata.contacts.is_empty() {
        contacts(&metadata.contacts, forme);
    }
    let mut links: Vec<Pair> = Vec::new();
    if !metadata.online.is_empty() {
        links.push(link(forme.ctx.locale.word(Word::Online), &metadata.online));
    }
    links.extend(metadata.links.iter().map(|named| link(&named.name, &named.url)));
    if !links.is_empty() {
        let columns = Columns::on_axis(forme);
        gap(forme);
        let code = code(forme);
        let needs = if code.is_some() { CODE } else { 5 };
        let node = forme.section(forme.ctx.locale.word(Word::Links), RULE, needs);
        let (sheet, first) = (forme.sheets.current(), forme.at());
        pairs::set(&links, &columns, Between::Nothing, node, forme);
        if let Some((url, code)) = code.filter(|_| forme.sheets.current() == sheet) {
            let page = forme.design();
            let top = forme.baseline(first) + page.row;
            code.draw(phrases::bare(&url), (page.left, top), node, &mut forme.sheets);
            forme.go(forme.at().max(first + CODE));
        }
    }
    forme.end_section();
}

/// The kit's address as a code for those who read it on paper, to stand in the margin under
/// the section's title; none if the index of stills has one.
fn code(forme: &Forme) -> Option<(String, Code)> {
    let document = forme.ctx.document;
    let metadata = &document.metadata;
    let is_index = |part: &Part| matches!(part, Part::Data(data) if data.kind == DataKind::Stills);
    let told = forme.ctx.design.manner.thumbnails
        && !metadata.stills.url.is_empty()
        && document.parts.iter().any(is_index);
    if told || metadata.online.is_empty() || forme.design().margin.is_none() {
        return None;
    }
    Some((metadata.online.clone(), qr::encode(&metadata.online)?))
}

fn link(name: &str, url: &str) -> Pair {
    let values = vec![vec![Chunk::Address(url.to_owned(), Address::Any)]];
    Pair { label: name.to_owned(), values }
}

fn gap(forme: &mut Forme) {
    if 2 < forme.at() {
        forme.whole();
        forme.white(BEFORE);
    }
}

/// A contact in lines, each with its node.
struct Card {
    lines: Vec<(NodeId, Line)>,
}

fn contacts(contacts: &[Contact], forme: &mut Forme) {
    gap(forme);
    let node = forme.section(forme.ctx.locale.word(Word::Contacts), RULE, 7);
    let page = forme.design();
    let list = forme.sheets.node(node, Role::List);
    let (first, second) = (SECOND - APART, page.measure - SECOND);
    let wide: Vec<_> = contacts.iter().map(|contact| widest_address(contact, forme)).collect();
    let two = SECOND < page.measure && wide.iter().all(|wide| *wide <= second.min(first));
    let across = if two { 2 } else { 1 };
    for row in contacts.chunks(across) {
        let width = if two { first.min(second) } else { page.measure };
        let cards: Vec<_> = row.iter().map(|contact| card(contact, width, list, forme)).collect();
        let lines = cards.iter().map(|card| card.lines.len()).max().unwrap_or(0);
        forme.need(i64::try_from(lines).unwrap_or(1) * 2 - 1);
        for i in 0..lines {
            forme.need(1);
            for (column, card) in cards.iter().enumerate() {
                if let Some((node, line)) = card.lines.get(i) {
                    let x = if column == 0 { page.axis } else { page.axis + SECOND };
                    forme.line(line, x, *node);
                }
            }
            forme.skip(2);
        }
        forme.skip(2);
    }
    forme.skip(-2);
}

/// The width of the longest of a contact's addresses.
fn widest_address(contact: &Contact, forme: &mut Forme) -> Length {
    let style = forme.ctx.design.styles.value;
    let words = [contact.email.as_str(), contact.phone.as_str(), phrases::bare(&contact.url)];
    let width = |words: &&str| forme.ctx.single(&Text::plain(*words, &style), None).width;
    words.iter().map(width).fold(Length::ZERO, Length::max)
}

fn card(contact: &Contact, width: Length, list: NodeId, forme: &mut Forme) -> Card {
    let styles = forme.ctx.design.styles;
    let item = forme.sheets.node(list, Role::ListItem);
    let mut card = Card { lines: Vec::new() };
    let mut label = capital(&contact.purpose);
    if !contact.region.is_empty() {
        let apart = if label.is_empty() { "" } else { ", " };
        label = format!("{label}{apart}{}", contact.region);
    }
    if !label.is_empty() {
        let node = forme.sheets.node(item, Role::Label);
        card.put(&Text::plain(label, &styles.label), &styles.label, width, node, forme);
    }
    let body = forme.sheets.node(item, Role::ListBody);
    let words = [&contact.name, &contact.org].into_iter().chain(&contact.address);
    for words in words.filter(|words| !words.is_empty()) {
        let node = forme.sheets.node(body, Role::Paragraph);
        card.put(&Text::plain(words.as_str(), &styles.value), &styles.value, width, node, forme);
    }
    let addresses = [
        (&contact.email, Address::Mail),
        (&contact.phone, Address::Telephone),
        (&contact.url, Address::Web),
    ];
    for (address, kind) in addresses.into_iter().filter(|(address, _)| !address.is_empty()) {
        let node = forme.sheets.node(body, Role::Paragraph);
        let mut text = Text::default();
        link::push_address(&mut text, address, kind, &styles.value, node, &mut forme.sheets);
        card.put(&text, &styles.value, width, node, forme);
    }
    card
}

impl Card {
    fn put(
        &mut self,
        text: &Text,
        style: &crate::design::TextStyle,
        width: Length,
        node: NodeId,
        forme: &mut Forme,
    ) {
        for line in forme.compose(text, width, style) {
            self.lines.push((node, line));
        }
    }
}

pub(super) fn dates(forme: &mut Forme) {
    let events = &forme.ctx.document.metadata.dates;
    let pairs: Vec<_> = events.iter().map(|event| event_pair(event, forme)).collect();
    let columns = Columns::on_axis(forme);
    gap(forme);
    let node = forme.section(forme.ctx.locale.word(Word::Dates), RULE, 5);
    pairs::set(&pairs, &columns, Between::Hairline, node, forme);
    forme.end_section();
}

fn event_pair(event: &Event, forme: &Forme) -> Pair {
    let locale = forme.ctx.locale;
    let mut when = phrases::moment(&event.when, false, locale);
    if let Some(until) = &event.until {
        when = format!("{when} – {}", phrases::moment(until, false, locale));
    }
    let mut values = vec![vec![Chunk::Words(phrases::event(event, locale))]];
    if !event.place.is_empty() {
        values.push(vec![Chunk::Words(event.place.clone())]);
    }
    Pair { label: when, values }
}
