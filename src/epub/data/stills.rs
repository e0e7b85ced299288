//! The index of stills.
//!
//! The photographs that are handed to the press come in, the page's content goes out. It
//! knows no other page but the places of the photographs in the text.

use super::super::plan::stills;
use super::super::text::{Fill, Spot, Writer};
use super::super::xml::{Text, put};
use crate::document::{Credit, Photo};
use crate::image::{Format, PhotoId};
use crate::locale::Word;
use crate::phrases::{self, bare};

impl Writer<'_> {
    /// The index of stills.
    pub(super) fn stills(&mut self) {
        let document = self.book.document;
        let about = &document.metadata.stills;
        if !about.terms.is_empty() || !about.url.is_empty() {
            self.out.push_str("<p>");
            self.free_text(&about.terms);
            if !about.url.is_empty() {
                self.out.push_str(if about.terms.is_empty() { "" } else { " " });
                self.link_to(&about.url, bare(&about.url));
            }
            self.out.push_str("</p>\n");
        }
        for (index, id) in stills(document).enumerate() {
            put!(self.out, "<section class=\"entry\" id=\"still-{}\">\n", index + 1);
            let photo = document.photo(id);
            let portrait = self.shape_class(id);
            put!(
                self.out,
                "<figure class=\"portrait{}\">",
                if portrait.contains("tall") { " tall" } else { "" }
            );
            self.image(id, &photo.alt, "");
            self.out.push_str("</figure>\n<div class=\"about\">\n");
            self.still(id, photo);
            self.out.push_str("</div>\n</section>\n");
        }
    }

    fn still(&mut self, id: PhotoId, photo: &Photo) {
        let file = photo.file.rsplit('/').next().unwrap_or(&photo.file);
        self.h2(if photo.title.is_empty() { &photo.id } else { &photo.title });
        if !photo.caption.is_empty() {
            self.out.push_str("<p>");
            self.free_text(&photo.caption);
            self.out.push_str("</p>\n");
        }
        self.open_list();
        let label = self.word(Word::File);
        put!(self.out, "<div><dt>{}</dt><dd><code>{}</code></dd></div>\n", Text(label), Text(file));
        if photo.facts.format != Format::Svg {
            let (width, height) = photo.facts.upright();
            let size = self.word(Word::Pixels).replace("{width}", &width.to_string());
            let size = size.replace("{height}", &height.to_string());
            self.row(self.word(Word::Size), &[size]);
        }
        let mut names = Vec::new();
        match &photo.credit {
            Some(Credit::Creator(name)) => names.push(name.clone()),
            Some(credit @ Credit::Verbatim(_)) => names.push(self.credit(credit)),
            None => {}
        }
        names.extend(Some(photo.copyright.clone()).filter(|text| !text.is_empty()));
        if !names.is_empty() {
            self.row(self.word(Word::Photo), &names);
        }
        if let Some(date) = photo.date {
            let date = phrases::date(date, self.book.locale);
            self.row(self.word(Word::Taken), &[date]);
        }
        if !photo.usage.is_empty() {
            self.row(self.word(Word::Terms), &[&photo.usage]);
        }
        self.way_to(id);
        self.close_list();
    }

    /// Writes where the photograph stands in the text.
    fn way_to(&mut self, photo: PhotoId) {
        let Some((file, id, heading)) = self.book.places.get(&photo) else { return };
        let label = self.word(Word::InThisKit);
        put!(self.out, "<div><dt>{}</dt><dd><a href=\"{file}#{id}\">", Text(label));
        if self.book.paged {
            put!(self.out, "{} ", Text(self.word(Word::Page)));
            self.spots.push(Spot { at: self.out.len(), what: Fill::PageOf(photo) });
        } else {
            put!(self.out, "{}", Text(heading));
        }
        self.out.push_str("</a></dd></div>\n");
    }
}
