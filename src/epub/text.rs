//! Runs of text to XHTML, with the marks of printed pages inside them.
//!
//! Inlines come in, phrasing content goes out. A page that begins in the middle of a block
//! is noted as a [`Spot`] where its mark will stand; `pagelist` writes the marks when it
//! knows them all. It knows no block and no file but its own.

use std::collections::{BTreeMap, BTreeSet};

use super::photos::Picture;
use super::plan::Plan;
use super::xml::{Attr, Text, href, put};
use crate::base::{BlockId, Lang};
use crate::document::{Chapter, Document, Inline, LinkTarget, flatten};
use crate::image::PhotoId;
use crate::locale::{Locale, Word};

/// What every file of the book is written from.
#[derive(Debug)]
pub(super) struct Book<'a> {
    /// What the kit says.
    pub(super) document: &'a Document,
    /// Which file says what.
    pub(super) plan: &'a Plan<'a>,
    /// Our own words.
    pub(super) locale: Locale,
    /// The photographs, as they stand in the package.
    pub(super) pictures: &'a BTreeMap<PhotoId, Picture>,
    /// Which printed pages begin in which block: offsets and indices of pages, ascending.
    pub(super) starts: BTreeMap<BlockId, Vec<(u32, usize)>>,
    /// Whether the book has marks of printed pages.
    pub(super) paged: bool,
    /// Where each photograph first stands in the text: file, id, heading of the chapter.
    pub(super) places: BTreeMap<PhotoId, (String, String, String)>,
    /// Names of the font families, each with its licence.
    pub(super) families: Vec<String>,
}

/// A place in a file's markup where something is put in later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// Byte of the markup.
    pub(super) at: usize,
    /// What is put in.
    pub(super) what: Fill,
}

/// What is put in later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fill {
    /// The mark of a page within a paragraph.
    Inline(usize),
    /// The mark of a page between blocks.
    Block(usize),
    /// The marks of the last pages, if no text begins on them.
    Rest,
    /// The label of the page on which the photograph stands.
    PageOf(PhotoId),
    /// Where a photograph stands.
    Photo(PhotoId),
}

/// A figure of the text, for the list of photographs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// The photograph.
    pub(super) photo: PhotoId,
    /// The figure's id.
    pub(super) id: String,
    /// What the list says.
    pub(super) label: String,
}

/// Writes one file.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    pub(super) book: &'a Book<'a>,
    /// Index of the file in the plan.
    pub(super) file: usize,
    /// The chapter and its number, for its notes.
    pub(super) chapter: Option<(&'a Chapter, usize)>,
    /// The markup so far.
    pub(super) out: String,
    /// Where something is put in later.
    pub(super) spots: Vec<Spot>,
    /// The figures so far.
    pub(super) figures: Vec<Figure>,
    /// How far headings are promoted.
    pub(super) promotion: u8,
    /// Plates, letters and alerts so far.
    pub(super) counts: Counts,
    /// Whether pages that begin here are not marked: notes stand elsewhere on paper.
    pub(super) unmarked: bool,
    /// Ids of references to notes given so far.
    refs: BTreeSet<String>,
    /// Bytes of the current block's text that are written.
    offset: usize,
    /// Pages that begin in the rest of it.
    pages: Vec<(usize, usize)>,
    /// References to notes that wait for the end of the link around them.
    waiting: Option<Vec<(u32, u32)>>,
}

/// Plates, letters and alerts so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) plates: usize,
    pub(super) letters: usize,
    pub(super) alerts: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(book: &'a Book<'a>, file: usize) -> Writer<'a> {
        Writer {
            book,
            file,
            chapter: None,
            out: String::new(),
            spots: Vec::new(),
            figures: Vec::new(),
            promotion: 0,
            counts: Counts::default(),
            unmarked: false,
            refs: BTreeSet::new(),
            offset: 0,
            pages: Vec::new(),
            waiting: None,
        }
    }

    pub(super) fn word(&self, word: Word) -> &'static str {
        self.book.locale.word(word)
    }

    /// Notes the pages that begin with or within a block that holds no mark inside.
    pub(super) fn mark_block(&mut self, block: BlockId) {
        for page in self.pages_of(block) {
            self.spots.push(Spot { at: self.out.len(), what: Fill::Block(page.1) });
        }
    }

    /// Writes the text of a block, with the pages that begin in it.
    pub(super) fn block_text(&mut self, block: BlockId, content: &[Inline]) {
        self.led_text(block, content, 0);
    }

    /// Writes the text of a block; its first `lead` bytes, which stand in its first inline,
    /// lead the reader in.
    pub(super) fn led_text(&mut self, block: BlockId, content: &[Inline], lead: usize) {
        self.pages = self.pages_of(block);
        if !self.pages.is_empty() {
            let text = flatten(content);
            self.pages.iter_mut().for_each(|page| page.0 = word_start(&text, page.0));
        }
        self.offset = 0;
        match content.split_first() {
            Some((Inline::Text(text), rest)) if 0 < lead && text.is_char_boundary(lead) => {
                self.mark_to(1);
                self.out.push_str("<span class=\"lead-in\">");
                self.text(&text[..lead]);
                self.out.push_str("</span>");
                self.text(&text[lead..]);
                self.inlines(rest);
            }
            _ => self.inlines(content),
        }
        self.mark_to(usize::MAX);
    }

    /// Writes text that is not of a block.
    pub(super) fn free_text(&mut self, content: &[Inline]) {
        self.pages.clear();
        self.offset = 0;
        self.inlines(content);
    }

    fn pages_of(&self, block: BlockId) -> Vec<(usize, usize)> {
        match self.book.starts.get(&block) {
            Some(pages) if !self.unmarked => {
                pages.iter().map(|&(offset, page)| (offset as usize, page)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Emphasis(content) => self.element("em", content),
            Inline::Strong(content) => self.element("strong", content),
            Inline::Strike(content) => self.element("del", content),
            Inline::Code(text) => {
                self.mark_to(text.len());
                put!(self.out, "<code>{}</code>", Text(text));
                self.offset += text.len();
            }
            Inline::Link { target, title, content } => self.link(target, title, content),
            Inline::Foreign { lang, content } => {
                put!(self.out, "<span{}>", lang_attributes(Some(lang)));
                self.inlines(content);
                self.out.push_str("</span>");
            }
            Inline::NoteRef { note, repeat } => match &mut self.waiting {
                Some(waiting) => waiting.push((*note, *repeat)),
                None => self.note_ref(*note, *repeat),
            },
            Inline::LineBreak => {
                self.out.push_str("<br/>");
                self.offset += 1;
            }
        }
    }

    fn element(&mut self, name: &str, content: &[Inline]) {
        put!(self.out, "<{name}>");
        self.inlines(content);
        put!(self.out, "</{name}>");
    }

    fn link(&mut self, target: &LinkTarget, title: &str, content: &[Inline]) {
        let address = match target {
            LinkTarget::Url(url) => href(url),
            LinkTarget::Anchor(name) => self.book.plan.anchor(name, self.file),
        };
        let text = flatten(content);
        let Some(address) = address.filter(|_| self.waiting.is_none() && !text.trim().is_empty())
        else {
            return self.inlines(content);
        };
        // A mark would be read as a part of the link.
        self.mark_to(text.len());
        put!(self.out, "<a href=\"{}\"", Attr(&address));
        if !title.is_empty() {
            put!(self.out, " title=\"{}\"", Attr(title));
        }
        self.out.push('>');
        self.waiting = Some(Vec::new());
        self.inlines(content);
        self.out.push_str("</a>");
        for (note, repeat) in self.waiting.take().unwrap_or_default() {
            self.note_ref(note, repeat);
        }
    }

    fn note_ref(&mut self, note: u32, repeat: u32) {
        let Some((_, number)) = self.chapter else { return };
        let Some(address) = self.book.plan.note(number, note as usize, self.file) else { return };
        let printed = u64::from(note) + 1;
        let id = match repeat {
            0 => format!("ref-{printed}"),
            _ => format!("ref-{printed}-{}", u64::from(repeat) + 1),
        };
        self.out.push_str("<a epub:type=\"noteref\" role=\"doc-noteref\" class=\"noteref\"");
        // A caption that several photographs share is written more than once.
        if self.refs.insert(id.clone()) {
            put!(self.out, " id=\"{id}\"");
        }
        put!(self.out, " href=\"{}\">{printed}</a>", Attr(&address));
    }

    /// Whether a reference with this id has been written.
    pub(super) fn has_ref(&self, id: &str) -> bool {
        self.refs.contains(id)
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(&(offset, page)) = self.pages.first() {
            let before = offset.saturating_sub(self.offset);
            if rest.len() <= before {
                break;
            }
            let (head, tail) = rest.split_at(before);
            put!(self.out, "{}", Text(head));
            self.spots.push(Spot { at: self.out.len(), what: Fill::Inline(page) });
            self.pages.remove(0);
            self.offset += head.len();
            rest = tail;
        }
        put!(self.out, "{}", Text(rest));
        self.offset += rest.len();
    }

    /// Notes the pages that begin within the next `length` bytes of text.
    fn mark_to(&mut self, length: usize) {
        let end = self.offset.saturating_add(length);
        while let Some(&(_, page)) = self.pages.first().filter(|page| page.0 < end) {
            self.spots.push(Spot { at: self.out.len(), what: Fill::Inline(page) });
            self.pages.remove(0);
        }
    }
}

/// The start of the word that a byte of a text lies in; the byte itself between words. A
/// word that was hyphenated at the foot of a page counts to the next.
fn word_start(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let within = |c: char| c.is_alphanumeric() || matches!(c, '\u{ad}' | '’' | '\'');
    if !text[at..].starts_with(within) {
        return at;
    }
    text[..at].trim_end_matches(within).len()
}

/// The attributes that name a language, led by a space; nothing without one.
pub(super) fn lang_attributes(lang: Option<&Lang>) -> String {
    let Some(lang) = lang else { return String::new() };
    let direction = if is_right_to_left(lang) { " dir=\"rtl\"" } else { "" };
    format!(" lang=\"{lang}\" xml:lang=\"{lang}\"{direction}")
}

/// Whether the language is written from right to left.
pub(super) fn is_right_to_left(lang: &Lang) -> bool {
    matches!(lang.primary(), "ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi")
}

/// The characters of some inlines on one line, for labels and attributes.
pub(super) fn plain(content: &[Inline]) -> String {
    flatten(content).replace('\n', " ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::word_start;

    #[test]
    fn a_page_begins_before_the_whole_word() {
        let text = "It stood – on every’s sill";
        let at = |needle: &str| text.find(needle).unwrap();
        assert_eq!(word_start(text, at("ood")), at("stood"), "hyphenated word");
        assert_eq!(word_start(text, at("s sill")), at("every"), "after an apostrophe");
        assert_eq!(word_start(text, at("– on")), at("– on"), "between words");
        assert_eq!(word_start(text, at("– on") + 1), at("– on"), "within a character");
        assert_eq!(word_start(text, 999), text.len() - "sill".len() + 4, "past the end");
    }
}
