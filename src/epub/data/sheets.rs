//! The pages of rows: about, facts, credits, dates.
//!
//! The metadata comes in, the page's content goes out. It knows no other page.

use super::super::text::Writer;
use super::super::xml::{Text, put};
use crate::locale::Word;
use crate::phrases;

impl Writer<'_> {
    /// Synopses and boilerplate.
    pub(super) fn about(&mut self) {
        let metadata = &self.book.document.metadata;
        let synopsis = &metadata.synopsis;
        let versions = [
            (Word::SynopsisShort, &synopsis.short),
            (Word::SynopsisMedium, &synopsis.medium),
            (Word::SynopsisLong, &synopsis.long),
        ];
        for (word, blocks) in versions {
            if !blocks.is_empty() {
                self.h2(self.word(word));
                self.blocks(blocks);
            }
        }
        if !metadata.boilerplate.blocks.is_empty() {
            let heading = match metadata.publisher.as_str() {
                "" => self.word(Word::About),
                publisher => publisher,
            };
            self.h2(heading);
            self.blocks(&metadata.boilerplate.blocks);
        }
    }

    /// Highlights and the fact sheet.
    pub(super) fn facts(&mut self) {
        let metadata = &self.book.document.metadata;
        if !metadata.logline.is_empty() {
            self.out.push_str("<p class=\"logline\">");
            self.free_text(&metadata.logline);
            self.out.push_str("</p>\n");
        }
        if !metadata.highlights.is_empty() {
            self.out.push_str("<ul class=\"plain highlights\">\n");
            for highlight in &metadata.highlights {
                put!(
                    self.out,
                    "<li><b>{}</b> {}</li>\n",
                    Text(&highlight.value),
                    Text(&highlight.label)
                );
            }
            self.out.push_str("</ul>\n");
        }
        for section in &metadata.facts {
            if !section.title.is_empty() {
                self.h2(&section.title);
            }
            if !section.rows.is_empty() {
                self.open_list();
                for row in &section.rows {
                    self.row(&row.label, &row.value);
                }
                self.close_list();
            }
        }
    }

    /// Cast, crew and companies.
    pub(super) fn credits(&mut self) {
        let credits = &self.book.document.metadata.credits;
        if !credits.cast.is_empty() {
            self.h2(self.word(Word::Cast));
            let (parts, names): (Vec<_>, Vec<_>) =
                credits.cast.iter().partition(|entry| !entry.part.is_empty());
            if !parts.is_empty() {
                self.open_list();
                for entry in parts {
                    self.row(&entry.part, &[&entry.name]);
                }
                self.close_list();
            }
            if !names.is_empty() {
                self.out.push_str("<ul class=\"plain\">\n");
                for entry in names {
                    put!(self.out, "<li>{}</li>\n", Text(&entry.name));
                }
                self.out.push_str("</ul>\n");
            }
        }
        if !credits.crew.is_empty() {
            self.h2(self.word(Word::Crew));
            self.open_list();
            for entry in &credits.crew {
                self.row(&entry.role, &entry.names);
            }
            self.close_list();
        }
        self.companies();
    }

    fn companies(&mut self) {
        let companies = &self.book.document.metadata.credits.companies;
        if companies.is_empty() {
            return;
        }
        self.h2(self.word(Word::Companies));
        self.open_list();
        let mut rest = companies.as_slice();
        while let Some(first) = rest.first() {
            let alike = rest.iter().take_while(|company| company.role == first.role).count();
            let (group, others) = rest.split_at(alike);
            put!(self.out, "<div><dt>{}</dt><dd>", Text(&first.role));
            for (index, company) in group.iter().enumerate() {
                if 0 < index {
                    self.out.push_str("<br/>");
                }
                if company.url.is_empty() {
                    put!(self.out, "{}", Text(&company.name));
                } else {
                    self.link_to(&company.url, &company.name);
                }
                if !company.country.is_empty() {
                    put!(self.out, ", {}", Text(&company.country));
                }
            }
            self.out.push_str("</dd></div>\n");
            rest = others;
        }
        self.close_list();
    }

    /// Screenings, release and other dates.
    pub(super) fn dates(&mut self) {
        let dates = &self.book.document.metadata.dates;
        if dates.is_empty() {
            return;
        }
        self.open_list();
        for event in dates {
            let locale = self.book.locale;
            let mut when = phrases::moment(&event.when, false, locale);
            if let Some(until) = &event.until {
                when = format!("{when} – {}", phrases::moment(until, false, locale));
            }
            let mut lines = vec![phrases::event(event, locale), event.place.clone()];
            lines.retain(|line| !line.is_empty());
            self.row(&when, &lines);
        }
        self.close_list();
    }
}
