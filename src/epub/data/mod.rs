//! Data pages: what the metadata says, one file a page.
//!
//! A kind of page comes in, a [`Sheet`] goes out. It knows no other file.

mod colophon;
mod people;
mod press;
mod sheets;
mod stills;

use super::sheet::{Entry, Matter, Sheet};
use super::text::{Fill, Spot, Writer};
use super::wording;
use super::xml::{Attr, Text, href, put};
use crate::document::{DataKind, DataPart};
use crate::phrases;

impl Writer<'_> {
    /// Writes a data page.
    pub(super) fn data_page(mut self, part: &DataPart, name: &str, matter: Matter) -> Sheet {
        let title = self.word(phrases::heading(part.kind));
        let id = name.trim_end_matches(".xhtml");
        let (kind, class) = match part.kind {
            DataKind::Colophon => (" epub:type=\"colophon\" role=\"doc-colophon\"", ""),
            DataKind::Awards | DataKind::People | DataKind::Contacts | DataKind::Stills => {
                ("", " class=\"list\"")
            }
            DataKind::Credits => ("", " class=\"credits\""),
            DataKind::About | DataKind::Facts | DataKind::Quotes | DataKind::Dates => ("", ""),
        };
        put!(self.out, "<section{kind}{class} id=\"{id}\" aria-labelledby=\"{id}-title\">\n");
        self.mark_block(part.id);
        put!(
            self.out,
            "<header class=\"opening\"><h1 id=\"{id}-title\">{}</h1></header>\n",
            Text(title)
        );
        match part.kind {
            DataKind::About => self.about(),
            DataKind::Facts => self.facts(),
            DataKind::Credits => self.credits(),
            DataKind::People => self.people(),
            DataKind::Quotes => self.quotes(),
            DataKind::Awards => self.awards(),
            DataKind::Dates => self.dates(),
            DataKind::Contacts => self.contacts(),
            DataKind::Stills => self.stills(),
            DataKind::Colophon => self.colophon(),
        }
        self.spots.push(Spot { at: self.out.len(), what: Fill::Rest });
        self.out.push_str("</section>");
        let (file, label, id) = (name.to_owned(), title.to_owned(), id.to_owned());
        let entry = Entry { file, label, id, kids: Vec::new() };
        let sheet = self.sheet(name, title.to_owned(), matter);
        Sheet { entry: Some(entry), class: "data", ..sheet }
    }

    /// Writes a heading of the second level.
    fn h2(&mut self, text: &str) {
        put!(self.out, "<h2>{}</h2>\n", Text(text));
    }

    /// Opens a list of labels and values.
    fn open_list(&mut self) {
        self.out.push_str("<dl>\n");
    }

    /// Writes one label and the lines of its value.
    fn row<S: AsRef<str>>(&mut self, label: &str, lines: &[S]) {
        put!(self.out, "<div><dt>{}</dt><dd>", Text(label));
        self.lines(lines);
        self.out.push_str("</dd></div>\n");
    }

    /// Closes a list of labels and values.
    fn close_list(&mut self) {
        self.out.push_str("</dl>\n");
    }

    /// Writes lines, each ended by a break but the last.
    fn lines<S: AsRef<str>>(&mut self, lines: &[S]) {
        for (index, line) in lines.iter().enumerate() {
            let end = if index == 0 { "" } else { "<br/>" };
            put!(self.out, "{end}{}", Text(line.as_ref()));
        }
    }

    /// Writes a link to an address, or its words alone if it leads nowhere.
    pub(super) fn link_to(&mut self, url: &str, words: &str) {
        match href(&wording::absolute(url)) {
            Some(url) => put!(self.out, "<a href=\"{}\">{}</a>", Attr(&url), breakable(words)),
            None => self.out.push_str(&breakable(words)),
        }
    }
}

/// An address as markup that may break after `@` and `/`.
fn breakable(words: &str) -> String {
    let mut out = String::new();
    for piece in words.split_inclusive(['@', '/']) {
        if !out.is_empty() && !out.ends_with("//") || out.ends_with('@') {
            out.push_str("<wbr/>");
        }
        put!(out, "{}", Text(piece));
    }
    out
}

/// The parts that say something, joined by commas.
fn joined(parts: &[&str]) -> String {
    let parts: Vec<_> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
