//! The colophon: edition, page numbers, fonts, photographers, rights, identifiers.
//!
//! The metadata comes in, the page's content goes out. It knows no other page.

use std::collections::BTreeSet;

use super::super::text::Writer;
use super::super::wording;
use super::super::xml::{Text, put};
use super::joined;
use crate::document::{Credit, DataKind, Part, Photo};
use crate::locale::Word;
use crate::phrases::capital;

impl Writer<'_> {
    /// The colophon.
    pub(super) fn colophon(&mut self) {
        let metadata = &self.book.document.metadata;
        self.line(&[&metadata.title.main, &wording::edition(metadata, self.book.locale)], ". ");
        if !metadata.creators.is_empty() || !metadata.contributors.is_empty() {
            self.open_list();
            for creator in metadata.creators.iter().chain(&metadata.contributors) {
                let role = match creator.role.as_str() {
                    "" => self.word(Word::Credits).to_owned(),
                    role => capital(role),
                };
                self.row(&role, &[&creator.name]);
            }
            self.close_list();
        }
        let photographers: Vec<_> = self.photographers().into_iter().collect();
        if !photographers.is_empty() {
            self.h2(self.word(Word::Photographs));
            self.out.push_str("<ul class=\"plain\">\n");
            for name in photographers {
                put!(self.out, "<li>{}</li>\n", Text(&name));
            }
            self.out.push_str("</ul>\n");
        }
        self.h2(self.word(Word::Edition));
        if self.book.paged {
            self.line(&[self.word(Word::PagesAreOf)], "");
        }
        if !self.book.families.is_empty() {
            let fonts = self.book.families.join(", ");
            self.line(&[&self.word(Word::SetIn).replace("{fonts}", &fonts)], "");
        }
        for identifier in &metadata.identifiers {
            self.line(&[&identifier.scheme, &identifier.text], " ");
        }
        self.line(&[&metadata.rights], "");
    }

    fn line(&mut self, parts: &[&str], between: &str) {
        let parts: Vec<_> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            put!(self.out, "<p>{}</p>\n", Text(&parts.join(between)));
        }
    }

    /// Whoever is named beside a photograph, once each; with copyright and terms where the
    /// index of stills does not say them.
    fn photographers(&self) -> BTreeSet<String> {
        let document = self.book.document;
        let indexed = document
            .parts
            .iter()
            .any(|part| matches!(part, Part::Data(data) if data.kind == DataKind::Stills));
        let mut shown = self.book.plan.shown.clone();
        // The cover shows its photograph without naming anyone.
        shown.extend(document.front.cover_photo.filter(|_| document.front.cover));
        let line = |photo: &Photo| {
            let name = match &photo.credit {
                Some(Credit::Creator(name)) => name.clone(),
                Some(credit @ Credit::Verbatim(_)) => self.credit(credit),
                None => String::new(),
            };
            let rest = !(photo.press && indexed);
            let more = |text: &String| if rest { text.clone() } else { String::new() };
            joined(&[&name, &more(&photo.copyright), &more(&photo.usage)])
        };
        let lines = shown.iter().map(|&id| line(document.photo(id)));
        lines.filter(|line| !line.is_empty()).collect()
    }
}
