//! One XHTML file of the book, and the files of chapters, cover and title page.
//!
//! A planned file comes in, a [`Sheet`] goes out. It knows no package.

use super::plan::{ChapterFile, chapter_id};
use super::text::{Figure, Fill, Spot, Writer, is_right_to_left, lang_attributes, plain};
use super::wording;
use super::xml::{Attr, Text, put};
use crate::base::Lang;
use crate::document::{Block, BlockKind, Chapter, DataKind, Inline, Part, flatten};
use crate::locale::Word;
use crate::phrases;

/// A three-line initial over a paragraph of fewer characters would hang below it.
const SHORTEST_DROP: usize = 160;

/// The parts that a book is divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matter {
    Front,
    Body,
    Back,
}

/// One XHTML file of the book.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its name in `text/`.
    pub(super) name: String,
    /// What the file's title says.
    pub(super) title: String,
    /// Where in the book it stands.
    pub(super) matter: Matter,
    /// Its class, or nothing.
    pub(super) class: &'static str,
    /// Its language.
    pub(super) lang: Lang,
    /// What stands in its body.
    pub(super) body: String,
    /// Where something is put in.
    pub(super) spots: Vec<Spot>,
    /// The photographs that it shows in the running text.
    pub(super) figures: Vec<Figure>,
    /// Its entry in the contents, if it has one.
    pub(super) entry: Option<Entry>,
}

/// An entry of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Name of the file in `text/` that it leads into.
    pub(super) file: String,
    /// What it says.
    pub(super) label: String,
    /// The id that it leads to.
    pub(super) id: String,
    /// Entries under it.
    pub(super) kids: Vec<Entry>,
}

impl Sheet {
    /// The whole file.
    pub(super) fn xhtml(&self, style: &str) -> String {
        let matter = match self.matter {
            Matter::Front => "frontmatter",
            Matter::Body => "bodymatter",
            Matter::Back => "backmatter",
        };
        let class = match self.class {
            "" => String::new(),
            class => format!(" class=\"{class}\""),
        };
        page(&self.lang, &self.title, style, &format!(" epub:type=\"{matter}\"{class}"), &self.body)
    }
}

/// A whole XHTML file: `body` stands in the body, `attributes` on it.
pub(super) fn page(lang: &Lang, title: &str, style: &str, attributes: &str, body: &str) -> String {
    let direction = if is_right_to_left(lang) { " dir=\"rtl\"" } else { "" };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{lang}\" xml:lang=\"{lang}\"{direction}>\n\
         <head><meta charset=\"UTF-8\"/><title>{}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"{style}\"/></head>\n\
         <body{attributes}>{body}</body>\n\
         </html>\n",
        Text(title)
    )
}

impl<'a> Writer<'a> {
    /// Ends the file.
    pub(super) fn sheet(self, name: &str, title: String, matter: Matter) -> Sheet {
        Sheet {
            name: name.to_owned(),
            title,
            matter,
            class: "",
            lang: self.book.document.metadata.lang.clone(),
            body: self.out,
            spots: self.spots,
            figures: self.figures,
            entry: None,
        }
    }

    /// Writes a chapter, or a part of one.
    pub(super) fn chapter(mut self, file: &ChapterFile<'a>, name: &str) -> Sheet {
        let chapter = file.chapter;
        self.chapter = Some((chapter, file.number));
        self.promotion = file.promotion();
        let id = chapter_id(file.number);
        let lang = lang_attributes(chapter.lang.as_ref());
        let first = file.part == 0;
        if first {
            self.open_chapter(chapter, &id, &lang);
        } else {
            put!(self.out, "<div{lang}>\n");
        }
        let blocks = &chapter.blocks[file.blocks.clone()];
        let lead = if first && self.promotion == 0 { lead_paragraph(blocks) } else { None };
        for (index, block) in blocks.iter().enumerate() {
            match (&block.kind, lead) {
                (BlockKind::Paragraph(content), Some(lead)) if lead == index => {
                    self.lead_paragraph(block, content);
                }
                _ => self.block(block),
            }
        }
        self.notes(&chapter.notes, &file.notes);
        self.spots.push(Spot { at: self.out.len(), what: Fill::Rest });
        self.out.push_str(if first { "</section>" } else { "</div>" });
        let heading = self.heading(chapter);
        let file = name.to_owned();
        let kids = headings(blocks, name, &self);
        let mut entry = Entry { file, label: heading.clone(), id, kids };
        let mut title = heading;
        if !first {
            // The part's first heading is its title.
            if !entry.kids.is_empty() {
                entry = entry.kids.remove(0);
            }
            title = format!("{title}: {}", entry.label);
        }
        let sheet = self.sheet(name, title, Matter::Body);
        Sheet { entry: Some(entry), ..sheet }
    }

    fn open_chapter(&mut self, chapter: &Chapter, id: &str, lang: &str) {
        put!(self.out, "<section epub:type=\"chapter\" role=\"doc-chapter\" id=\"{id}\"");
        if self.promotion == 0 {
            put!(self.out, " aria-labelledby=\"{id}-title\"{lang}>\n");
        } else {
            let label = self.heading(chapter);
            put!(self.out, " aria-label=\"{}\"{lang}>\n", Attr(&label));
        }
        self.mark_block(chapter.id);
        if self.promotion == 0 {
            put!(self.out, "<header class=\"opening\">\n<h1 id=\"{id}-title\">");
            if let Some(date) = &chapter.date {
                put!(self.out, "<span class=\"year\">{}</span>", Text(date));
                if !chapter.title.is_empty() {
                    self.out.push(' ');
                }
            }
            self.free_text(&chapter.title);
            self.out.push_str("</h1>\n");
            if !chapter.subtitle.is_empty() {
                self.out.push_str(
                    "<p class=\"subtitle\" epub:type=\"subtitle\" role=\"doc-subtitle\">",
                );
                self.free_text(&chapter.subtitle);
                self.out.push_str("</p>\n");
            }
            self.out.push_str("</header>\n");
        }
    }

    /// A chapter's heading; text before the first heading is named after the kit.
    fn heading(&self, chapter: &Chapter) -> String {
        match chapter.heading.trim() {
            "" => self.book.document.metadata.title.main.clone(),
            heading => heading.to_owned(),
        }
    }

    fn lead_paragraph(&mut self, block: &Block, content: &[Inline]) {
        let lead = match content.first() {
            Some(Inline::Text(text)) => lead_in(text),
            _ => 0,
        };
        let text = flatten(content);
        let letter = text.trim_start_matches(['“', '‘', '«', '»', '„', '‚']).chars().next();
        let long = SHORTEST_DROP <= text.chars().count();
        let drop = long && 0 < lead && letter.is_some_and(char::is_alphabetic);
        self.paragraph(block, content, lead, if drop { " class=\"drop\"" } else { "" });
    }

    /// Writes the cover.
    pub(super) fn cover(mut self) -> Sheet {
        let metadata = &self.book.document.metadata;
        let label = self.word(Word::Cover);
        let mut alt = format!("{label}{} {}", self.book.locale.colon(), metadata.title.main);
        let photo = self.book.document.front.cover_photo;
        let pictured = photo.map(|id| self.book.document.photo(id).alt.as_str());
        for more in [&metadata.title.subtitle, pictured.unwrap_or_default()] {
            if !more.trim().is_empty() {
                alt.push_str(if alt.ends_with(['.', '!', '?', '…']) { " " } else { ". " });
                alt.push_str(more.trim());
            }
        }
        put!(
            self.out,
            "<section epub:type=\"cover\" aria-label=\"{}\">\n<img role=\"doc-cover\" \
             src=\"../images/cover.jpg\" width=\"1600\" height=\"2400\" alt=\"{}\"/></section>",
            Attr(label),
            Attr(&alt)
        );
        let sheet = self.sheet("cover.xhtml", label.to_owned(), Matter::Front);
        Sheet { class: "cover", ..sheet }
    }

    /// Writes the title page.
    pub(super) fn title_page(mut self) -> Sheet {
        let metadata = &self.book.document.metadata;
        put!(
            self.out,
            "<section epub:type=\"titlepage\" id=\"title-page\" aria-labelledby=\"title-page-title\">\n\
             <header class=\"opening\">\n\
             <h1 epub:type=\"fulltitle\" id=\"title-page-title\">{}</h1>\n",
            Text(&metadata.title.main)
        );
        if !metadata.title.subtitle.is_empty() {
            put!(
                self.out,
                "<p class=\"subtitle\" epub:type=\"subtitle\" role=\"doc-subtitle\">{}</p>\n",
                Text(&metadata.title.subtitle)
            );
        }
        self.out.push_str("</header>\n");
        self.title_lines();
        self.spots.push(Spot { at: self.out.len(), what: Fill::Rest });
        self.out.push_str("</section>");
        let title = metadata.title.main.clone();
        let sheet = self.sheet("title.xhtml", title, Matter::Front);
        Sheet { class: "title", ..sheet }
    }

    fn title_lines(&mut self) {
        let metadata = &self.book.document.metadata;
        let locale = self.book.locale;
        let makers = phrases::makers(&metadata.creators, locale);
        if !makers.is_empty() {
            put!(self.out, "<p>{}</p>\n", Text(&makers));
        }
        if !metadata.logline.is_empty() {
            self.out.push_str("<p>");
            self.free_text(&metadata.logline);
            self.out.push_str("</p>\n");
        }
        let about = |part: &Part| matches!(part, Part::Data(data) if data.kind == DataKind::About);
        if !self.book.document.parts.iter().any(about) {
            self.blocks(&metadata.synopsis.short);
        }
        let edition = wording::edition(metadata, locale);
        put!(self.out, "<p class=\"label\">{}", Text(&edition));
        if let Some(date) = metadata.date {
            put!(self.out, "<br/>{}", Text(&phrases::date(date, locale)));
        }
        self.out.push_str("</p>\n");
        if let Some(embargo) = &metadata.embargo {
            put!(
                self.out,
                "<p class=\"label\">{}",
                Text(&phrases::embargo(embargo, false, locale))
            );
            if !embargo.contact.is_empty() {
                self.out.push_str("<br/>");
                self.link_to(&embargo.contact, phrases::bare(&embargo.contact));
            }
            self.out.push_str("</p>\n");
            if !embargo.note.is_empty() {
                self.out.push_str("<p>");
                self.free_text(&embargo.note);
                self.out.push_str("</p>\n");
            }
        }
        if !metadata.publisher.is_empty() {
            put!(self.out, "<p class=\"label\">{}</p>\n", Text(&metadata.publisher));
        }
    }
}

/// The second-level headings of some blocks, as entries of the contents.
fn headings(blocks: &[Block], file: &str, writer: &Writer<'_>) -> Vec<Entry> {
    let entry = |block: &Block| match &block.kind {
        BlockKind::Heading { level: 2, content, anchor } => Some(Entry {
            file: file.to_owned(),
            label: plain(content),
            id: writer.book.plan.heading_id(anchor),
            kids: Vec::new(),
        })
        .filter(|entry| !entry.label.is_empty()),
        _ => None,
    };
    blocks.iter().filter_map(entry).collect()
}

/// The paragraph that opens a chapter: its first, if nothing but epigraphs and plates
/// stand before it.
fn lead_paragraph(blocks: &[Block]) -> Option<usize> {
    let before = |block: &&Block| {
        matches!(
            block.kind,
            BlockKind::Epigraph(_)
                | BlockKind::Plate(_)
                | BlockKind::PageBreak
                | BlockKind::PullQuote { .. }
        )
    };
    let index = blocks.iter().take_while(before).count();
    let block = blocks.get(index)?;
    matches!(block.kind, BlockKind::Paragraph(_)).then_some(index)
}

/// How many bytes lead the reader in: two to five words, never past a mark of punctuation.
fn lead_in(text: &str) -> usize {
    /// As many characters as make the lead-in as wide as two or three long words.
    const ENOUGH: usize = 22;
    let mut end = 0;
    for (count, word) in text.split_inclusive(' ').enumerate() {
        let letters = text[..end].chars().count();
        if 5 <= count || 2 <= count && ENOUGH <= letters {
            break;
        }
        let bare = word.trim_end().trim_end_matches(['”', '’', '»', '“']);
        let stopped = bare.ends_with([',', ';', ':', '.', '!', '?', '–', '—', '…', '\u{a0}']);
        if stopped || bare.is_empty() || bare.contains('—') {
            let word = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
            return if word.is_empty() || bare.contains('—') {
                text[..end].trim_end().len()
            } else {
                end + word.len()
            };
        }
        end += word.len();
    }
    text[..end].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::lead_in;

    #[test]
    fn leads_in_with_whole_words_up_to_punctuation() {
        let cases = [
            ("The workshop opens when the ice lets go", "The workshop opens when"),
            ("Nevertheless, the ice lets go", "Nevertheless"),
            ("In 1962, the ice", "In 1962"),
            ("A b c d e f g", "A b c d e"),
            ("One", "One"),
            ("“Stop!” she said", "“Stop"),
            ("– a dash", ""),
        ];
        for (text, lead) in cases {
            assert_eq!(&text[..lead_in(text)], lead, "{text}");
        }
    }
}
