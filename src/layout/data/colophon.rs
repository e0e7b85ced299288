//! Colophon: the flat band that closes the kit as the cover opened it.
//!
//! Edition, rights, identifiers, fonts and the credits and licences of photographs that
//! stand in no index come in.

use super::stills::terms_of;
use crate::base::Length;
use crate::document::{DataKind, Document, Metadata, Part, Photo};
use crate::image::PhotoId;
use crate::layout::band::Band;
use crate::layout::compose::{Mark, Text};
use crate::layout::ctx::Ctx;
use crate::layout::forme::Forme;
use crate::locale::Word;
use crate::pages::Role;
use crate::phrases;
use crate::phrases::capital;

/// Lines that a band at a page's foot may have.
const MOST: usize = 30;

pub(super) fn set(forme: &mut Forme) {
    let document = forme.ctx.document;
    let metadata = &document.metadata;
    let page = forme.design();
    let styles = forme.ctx.design.styles;
    let part = forme.sheets.node(forme.part, Role::Sect);
    let heading = forme.sheets.node(part, Role::Heading(2));
    let mut band = Band::default();
    let title = styles.section.colored(forme.ctx.design.on_flat());
    let small = styles.cover_line;
    let width = page.margin.unwrap_or(page.measure);
    let lines = forme.compose(&Text::plain(metadata.title.main.as_str(), &title), width, &title);
    for (i, line) in (0..).zip(lines) {
        band.left(i * 2, heading, line);
    }
    for words in [rights(metadata), phrases::makers(&metadata.creators, forme.ctx.locale)] {
        if words.is_empty() {
            continue;
        }
        let node = forme.sheets.node(part, Role::Paragraph);
        for line in forme.compose(&Text::plain(words, &small), width, &small) {
            band.left(band.next_left(), node, line);
        }
    }
    let node = forme.sheets.node(part, Role::Paragraph);
    let mut lines = Vec::new();
    for sentence in sentences(document, forme.ctx) {
        lines.push(sentence);
    }
    let mut text = Text::default();
    text.push(&lines.join(" "), &small, Mark(0));
    let mut lines = forme.compose(&text, page.measure, &small);
    // What no band can hold stands above it, as a section of its own.
    if MOST < lines.len() {
        let rest = lines.split_off(MOST);
        overflow(&text.text[rest[0].start..], forme);
        lines.truncate(MOST);
    }
    for line in lines {
        band.right(band.next_right(), node, line);
    }
    let free = forme.y() + page.row;
    if band.top(forme.ctx) < free && 0 < forme.at() {
        forme.page();
    }
    let y = band.top(forme.ctx);
    forme.sheets.bookmark(2, forme.ctx.locale.word(Word::Colophon).to_owned(), y, Some(heading));
    band.draw(&mut forme.sheets, forme.ctx);
    forme.go(forme.last() + 1);
}

fn overflow(words: &str, forme: &mut Forme) {
    let page = forme.design();
    let style = forme.ctx.design.styles.cover_line.colored(forme.ctx.design.colors.black);
    if 2 < forme.at() {
        forme.whole();
        forme.skip(6);
    }
    let node = forme.section(forme.ctx.locale.word(Word::Colophon), Length::pt(1), 7);
    let paragraph = forme.sheets.node(node, Role::Paragraph);
    let lines = forme.compose(&Text::plain(words, &style), page.measure, &style);
    forme.lines(&lines, page.axis, 2, paragraph, None);
    forme.end_section();
}

/// The rights statement; without one, the publisher.
fn rights(metadata: &Metadata) -> String {
    if metadata.rights.is_empty() { metadata.publisher.clone() } else { metadata.rights.clone() }
}

/// Everything that the axis says, a sentence each.
fn sentences(document: &Document, ctx: &Ctx) -> Vec<String> {
    let metadata = &document.metadata;
    let locale = ctx.locale;
    let mut all = Vec::new();
    let mut edition = vec![capital(&phrases::edition(metadata, locale))];
    edition.extend(metadata.date.map(|date| phrases::date(date, locale)));
    if !metadata.rights.is_empty() && !metadata.rights.contains(&metadata.publisher) {
        edition.push(metadata.publisher.clone());
    }
    edition.retain(|part| !part.is_empty());
    all.push(edition.join(", "));
    for who in &metadata.contributors {
        let role = if who.role.is_empty() {
            String::new()
        } else {
            format!("{}{} ", capital(&who.role), locale.colon())
        };
        all.push(format!("{role}{}", who.name));
    }
    for identifier in &metadata.identifiers {
        all.push(format!("{} {}", identifier.scheme, identifier.text).trim().to_owned());
    }
    all.extend(photo_credits(document, ctx));
    all.push(locale.word(Word::SetIn).replace("{fonts}", &fonts(ctx)));
    all.retain(|sentence| !sentence.is_empty());
    all.iter().map(|sentence| stopped(sentence)).collect()
}

/// With a full stop, unless it ends in one.
fn stopped(sentence: &str) -> String {
    let ended = sentence.ends_with(['.', '!', '?', '…']);
    if ended { sentence.to_owned() } else { format!("{sentence}.") }
}

/// Credits and licences of photographs that are not in the index of stills, and of the
/// cover's, neighbours of one wording together.
fn photo_credits(document: &Document, ctx: &Ctx) -> Vec<String> {
    let indexed = document
        .parts
        .iter()
        .any(|part| matches!(part, Part::Data(data) if data.kind == DataKind::Stills));
    let mut credits: Vec<(Vec<String>, String)> = Vec::new();
    let mut add = |name: String, photo: &Photo| {
        let terms = terms_of(photo, ctx.locale);
        if terms.is_empty() {
            return;
        }
        match credits.iter_mut().find(|(_, said)| *said == terms) {
            Some((names, _)) => names.push(name),
            None => credits.push((vec![name], terms)),
        }
    };
    let cover = document.front.cover_photo.filter(|_| document.front.cover);
    if let Some(id) = cover {
        add(ctx.locale.word(Word::Cover).to_owned(), document.photo(id));
    }
    for (id, photo) in (0..).map(PhotoId).zip(&document.photos) {
        if Some(id) != cover && !(photo.press && indexed) {
            let name = if photo.title.is_empty() { &photo.id } else { &photo.title };
            add(name.clone(), photo);
        }
    }
    let colon = ctx.locale.colon();
    let said = |(names, terms): (Vec<String>, _)| format!("{}{colon} {terms}", names.join(", "));
    credits.into_iter().map(said).collect()
}

/// The families that the theme sets text, heads and small type in.
fn fonts(ctx: &Ctx) -> String {
    let styles = &ctx.design.styles;
    let mut families: Vec<String> = Vec::new();
    for style in [&styles.body, &styles.display, &styles.caption] {
        let name = &ctx.fonts.face(style.family.regular).family;
        if !families.contains(name) {
            families.push(name.clone());
        }
    }
    families.join(", ")
}
