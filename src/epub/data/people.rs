//! The pages of people and contacts.
//!
//! The metadata comes in, the page's content goes out. It knows no other page.

use super::super::text::Writer;
use super::super::xml::{Text, put};
use super::joined;
use crate::document::{Contact, Person};
use crate::locale::Word;
use crate::phrases::bare;
use crate::phrases::capital;

impl Writer<'_> {
    /// Biographies.
    pub(super) fn people(&mut self) {
        for (index, person) in self.book.document.metadata.people.iter().enumerate() {
            self.person(person, index + 1);
        }
    }

    fn person(&mut self, person: &Person, number: usize) {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let named = !person.id.is_empty() && person.id.chars().all(plain);
        let id = if named { person.id.clone() } else { format!("-{number}") };
        put!(self.out, "<section class=\"entry\" id=\"person-{id}\">\n");
        if let Some(id) = person.photo {
            let photo = self.book.document.photo(id);
            self.out.push_str("<figure class=\"portrait\">");
            self.image(id, &photo.alt, "");
            self.caption(&photo.caption, photo.credit.as_ref());
            self.out.push_str("</figure>\n");
        }
        put!(self.out, "<div class=\"about\">\n<h2>{}</h2>\n", Text(&person.name));
        if !person.role.is_empty() {
            put!(self.out, "<p class=\"label\">{}</p>\n", Text(&person.role));
        }
        self.blocks(&person.bio);
        if !person.works.is_empty() {
            self.out.push_str("<ul class=\"plain works\">\n");
            for work in &person.works {
                self.out.push_str("<li>");
                if !work.year.is_empty() {
                    put!(self.out, "{} ", Text(&work.year));
                }
                put!(self.out, "<cite>{}</cite>", Text(&work.title));
                if !work.role.is_empty() {
                    put!(self.out, ", {}", Text(&work.role));
                }
                self.out.push_str("</li>\n");
            }
            self.out.push_str("</ul>\n");
        }
        self.out.push_str("</div>\n</section>\n");
    }

    /// Contacts and links.
    pub(super) fn contacts(&mut self) {
        let metadata = &self.book.document.metadata;
        for contact in &metadata.contacts {
            self.contact(contact);
        }
        if metadata.links.is_empty() && metadata.online.is_empty() {
            return;
        }
        let heading = self.word(Word::Links);
        put!(
            self.out,
            "<section class=\"entry\">\n<h2>{}</h2>\n<ul class=\"plain\">\n",
            Text(heading)
        );
        let own = self.word(Word::Online);
        let own = Some((own, metadata.online.as_str())).filter(|own| !own.1.is_empty());
        let links = metadata.links.iter().map(|link| (link.name.as_str(), link.url.as_str()));
        for (name, url) in own.into_iter().chain(links) {
            self.out.push_str("<li>");
            if !name.is_empty() {
                put!(self.out, "{}: ", Text(name));
            }
            self.link_to(url, bare(url));
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n</section>\n");
    }

    fn contact(&mut self, contact: &Contact) {
        self.out.push_str("<section class=\"entry\">\n");
        let purpose = joined(&[&contact.purpose, &contact.region]);
        if !purpose.is_empty() {
            self.h2(&capital(&purpose));
        }
        let (name, org) = match contact.name.as_str() {
            "" => (contact.org.as_str(), ""),
            name => (name, contact.org.as_str()),
        };
        if !name.is_empty() {
            put!(self.out, "<p class=\"label\">{}</p>\n", Text(name));
        }
        self.out.push_str("<address>");
        let mut lines: Vec<&str> = vec![org];
        lines.extend(contact.address.iter().map(String::as_str));
        lines.retain(|line| !line.is_empty());
        self.lines(&lines);
        let mut first = lines.is_empty();
        let phone: String =
            contact.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let ways = [
            (format!("mailto:{}", contact.email), contact.email.as_str()),
            (format!("tel:{phone}"), contact.phone.as_str()),
            (contact.url.clone(), bare(&contact.url)),
        ];
        for (address, words) in ways {
            if !words.is_empty() {
                if !std::mem::take(&mut first) {
                    self.out.push_str("<br/>");
                }
                self.link_to(&address, words);
            }
        }
        self.out.push_str("</address>\n</section>\n");
    }
}
