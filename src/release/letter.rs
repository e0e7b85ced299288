//! The covering note: what this is, until when it must not be published, what is in the folder, on
//! which terms, and whom to ask.
//!
//! The document, its stills and a list of files come in, a [`Note`] goes out.

use super::note::{Line, Note, Piece};
use crate::document::{Contact, Document, Embargo, Photo, flatten};
use crate::locale::{Locale, Word};
use crate::phrases;
use crate::stills::{Reason, Stills};

/// A file or folder that the note lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its path in the folder, with `/`.
    pub path: String,
    /// What it is.
    pub what: Word,
    /// Its size in words; may be empty.
    pub size: String,
}

/// Writes the covering note.
#[must_use]
pub fn letter(document: &Document, stills: &Stills, files: &[Listed]) -> Note {
    let metadata = &document.metadata;
    let locale = Locale::of(&metadata.lang);
    let mut pieces = Vec::new();
    if let Some(draft) = phrases::draft(metadata, locale) {
        pieces.push(Piece::Warning(draft.to_owned(), Vec::new()));
    }
    if let Some(embargo) = &metadata.embargo {
        pieces.push(embargo_of(embargo, locale));
    }
    let logline = flatten(&metadata.logline);
    pieces.extend(Some(logline).filter(|text| !text.is_empty()).map(Piece::Text));
    pieces.push(list(Word::InThisFolder, files.iter().map(|file| listed(file, locale)), locale));
    let terms = flatten(&metadata.stills.terms);
    if !terms.is_empty() && !stills.handed.is_empty() {
        let mut lines = vec![Line::plain(terms)];
        lines.extend(address(&metadata.stills.url));
        pieces.push(list(Word::Stills, lines, locale));
    }
    let ended: Vec<_> = stills
        .withheld
        .iter()
        .filter_map(|(id, reason)| ended(document.photo(*id), *reason, locale))
        .collect();
    if !ended.is_empty() {
        pieces.push(list(Word::LeftOut, ended, locale));
    }
    let contacts: Vec<_> = phrases::press_first(&metadata.contacts).map(contact).collect();
    if !contacts.is_empty() {
        pieces.push(list(Word::Contacts, contacts, locale));
    }
    if !metadata.online.is_empty() {
        pieces.push(list(Word::Online, address(&metadata.online), locale));
    }
    Note {
        lang: metadata.lang.clone(),
        title: metadata.title.main.clone(),
        subtitle: subtitle(document, locale),
        pieces,
    }
}

/// The subtitle of the work; `Press kit, Festival edition, third revision, 20 February 2026`.
fn subtitle(document: &Document, locale: Locale) -> Vec<String> {
    let metadata = &document.metadata;
    let date = metadata.date.map(|date| phrases::date(date, locale)).unwrap_or_default();
    let parts = [locale.word(Word::PressKit).to_owned(), phrases::edition(metadata, locale), date];
    let what = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let mut lines = vec![metadata.title.subtitle.clone(), what];
    lines.retain(|line| !line.is_empty());
    lines
}

fn embargo_of(embargo: &Embargo, locale: Locale) -> Piece {
    let mut lines = vec![Line::plain(phrases::embargo(embargo, true, locale))];
    let note = flatten(&embargo.note);
    if !note.is_empty() {
        lines.push(Line::plain(note));
    }
    if embargo.contact.contains('@') {
        lines.push(Line::leading(&embargo.contact, format!("mailto:{}", embargo.contact)));
    } else if !embargo.contact.is_empty() {
        lines.push(Line::plain(&embargo.contact));
    }
    Piece::Warning(locale.word(Word::Embargo).to_owned(), lines)
}

fn list(heading: Word, lines: impl IntoIterator<Item = Line>, locale: Locale) -> Piece {
    Piece::List(locale.word(heading).to_owned(), lines.into_iter().collect())
}

fn listed(file: &Listed, locale: Locale) -> Line {
    let size = if file.size.is_empty() { String::new() } else { format!(", {}", file.size) };
    let rest = format!(" – {}{size}", locale.word(file.what));
    Line::leading(&file.path, &file.path).then(rest)
}

/// A photograph that is no longer handed out. Of those that never were, nothing is said.
fn ended(photo: &Photo, reason: Reason, locale: Locale) -> Option<Line> {
    let name = if photo.title.is_empty() { &photo.id } else { &photo.title };
    match reason {
        Reason::NotForPress => None,
        Reason::Expired(date) => {
            let date = phrases::date(date, locale);
            let why = locale.word(Word::LicenceEnded).replace("{date}", &date);
            Some(Line::plain(format!("{name}: {why}")))
        }
    }
}

/// An address on the web, as a line that leads there.
fn address(url: &str) -> Option<Line> {
    is_web(url).then(|| Line::leading(phrases::bare(url), url))
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Whom to ask for what, and how, in one line.
fn contact(contact: &Contact) -> Line {
    let who = [&contact.purpose, &contact.name, &contact.org, &contact.region];
    let who = who.into_iter().filter(|text| !text.is_empty()).map(String::as_str);
    let who = phrases::capital(&who.collect::<Vec<_>>().join(", "));
    // A number is not parted at the end of a line.
    let phone = contact.phone.replace(' ', "\u{a0}");
    let mut ways = Vec::new();
    if !contact.email.is_empty() {
        ways.push((contact.email.as_str(), format!("mailto:{}", contact.email)));
    }
    if !contact.phone.is_empty() {
        let dialled = |c: &char| c.is_ascii_digit() || *c == '+';
        let number: String = contact.phone.chars().filter(dialled).collect();
        ways.push((phone.as_str(), format!("tel:{number}")));
    }
    if is_web(&contact.url) {
        ways.push((phrases::bare(&contact.url), contact.url.clone()));
    }
    let mut line = Line::plain(who);
    for (number, (text, href)) in ways.into_iter().enumerate() {
        line = line.then(if number == 0 { ": " } else { ", " }).then_leading(text, href);
    }
    line
}
