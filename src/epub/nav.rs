//! Contents, list of photographs, landmarks and page list, for today's readers and for old.
//!
//! The written files come in; `nav.xhtml` (EPUB 3.3, 7 "Navigation document") and `toc.ncx`
//! (OPF 2.0.1, 2.4.1) go out. It knows no document.

use super::pagelist::PageMark;
use super::sheet::{Entry, Matter, Sheet, page};
use super::xml::{Attr, Text, put};
use crate::base::Lang;
use crate::locale::{Locale, Word};

/// What the lists are made from.
#[derive(Debug)]
pub(super) struct Lists<'a> {
    pub(super) sheets: &'a [Sheet],
    pub(super) pages: &'a [PageMark],
    pub(super) locale: Locale,
    pub(super) lang: &'a Lang,
    /// The kit's title.
    pub(super) title: &'a str,
    /// The package's identifier.
    pub(super) identifier: &'a str,
}

impl Lists<'_> {
    /// The entries of the contents with the files that they lead into.
    fn contents(&self) -> impl Iterator<Item = (&Sheet, &Entry)> {
        self.sheets.iter().filter_map(|sheet| Some((sheet, sheet.entry.as_ref()?)))
    }

    /// The navigation document.
    pub(super) fn nav(&self) -> String {
        let mut out = String::new();
        let contents = self.locale.word(Word::Contents);
        put!(
            out,
            "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n\
             <h1 id=\"toc-title\">{}</h1>\n<ol>\n",
            Text(contents)
        );
        for (_, entry) in self.contents() {
            nav_entry(&mut out, entry);
        }
        out.push_str("</ol>\n</nav>\n");
        self.photographs(&mut out);
        self.landmarks(&mut out);
        self.page_list(&mut out);
        page(
            self.lang,
            contents,
            "style.css",
            " epub:type=\"frontmatter\" class=\"contents\"",
            &out,
        )
    }

    fn photographs(&self, out: &mut String) {
        if self.sheets.iter().all(|sheet| sheet.figures.is_empty()) {
            return;
        }
        open_hidden(out, "loi", "", self.locale.word(Word::Photographs));
        for sheet in self.sheets {
            for figure in &sheet.figures {
                let (name, id) = (&sheet.name, &figure.id);
                put!(out, "<li><a href=\"text/{name}#{id}\">{}</a></li>\n", Text(&figure.label));
            }
        }
        out.push_str("</ol>\n</nav>\n");
    }

    fn landmarks(&self, out: &mut String) {
        open_hidden(out, "landmarks", "", self.locale.word(Word::Landmarks));
        let mut landmark = |kind: &str, href: &str, label: &str| {
            put!(out, "<li><a epub:type=\"{kind}\" href=\"{href}\">{}</a></li>\n", Text(label));
        };
        for sheet in self.sheets.iter().filter(|sheet| sheet.class == "cover") {
            landmark("cover", &format!("text/{}", sheet.name), &sheet.title);
        }
        landmark("toc", "nav.xhtml#toc", self.locale.word(Word::Contents));
        let mut body = self.contents().filter(|(sheet, _)| sheet.matter == Matter::Body);
        if let Some((_, entry)) = body.next() {
            landmark("bodymatter", &address(entry), &entry.label);
        }
        let colophon = self.contents().find(|(sheet, _)| sheet.name.starts_with("colophon"));
        if let Some((_, entry)) = colophon {
            landmark("colophon", &address(entry), &entry.label);
        }
        out.push_str("</ol>\n</nav>\n");
    }

    fn page_list(&self, out: &mut String) {
        if self.pages.is_empty() {
            return;
        }
        let heading = self.locale.word(Word::PdfEdition);
        open_hidden(out, "page-list", " role=\"doc-pagelist\"", heading);
        for PageMark { label, file, id } in self.pages {
            put!(out, "<li><a href=\"text/{file}#{id}\">{}</a></li>\n", Text(label));
        }
        out.push_str("</ol>\n</nav>\n");
    }

    /// The contents for readers of EPUB 2.
    pub(super) fn ncx(&self) -> String {
        let depth = if self.contents().any(|(_, entry)| !entry.kids.is_empty()) { 2 } else { 1 };
        let number = |page: &PageMark| page.label.parse::<u32>().ok();
        let greatest = self.pages.iter().filter_map(number).max().unwrap_or(0);
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" \
             xml:lang=\"{}\">\n<head>\n\
             <meta name=\"dtb:uid\" content=\"{}\"/>\n\
             <meta name=\"dtb:depth\" content=\"{depth}\"/>\n\
             <meta name=\"dtb:totalPageCount\" content=\"{}\"/>\n\
             <meta name=\"dtb:maxPageNumber\" content=\"{greatest}\"/>\n\
             </head>\n<docTitle><text>{}</text></docTitle>\n<navMap>\n",
            self.lang,
            self.identifier,
            self.pages.len(),
            Text(self.title)
        );
        let mut order = 0;
        for (_, entry) in self.contents() {
            ncx_entry(&mut out, &mut order, entry);
        }
        out.push_str("</navMap>\n");
        if !self.pages.is_empty() {
            let heading = self.locale.word(Word::PdfEdition);
            put!(out, "<pageList>\n<navLabel><text>{}</text></navLabel>\n", Text(heading));
            for page in self.pages {
                order += 1;
                let (kind, value) = match number(page) {
                    Some(number) => ("normal", format!(" value=\"{number}\"")),
                    None => ("special", String::new()),
                };
                put!(
                    out,
                    "<pageTarget type=\"{kind}\" id=\"{id}\"{value} playOrder=\"{order}\">\
                     <navLabel><text>{}</text></navLabel>\
                     <content src=\"text/{}#{id}\"/></pageTarget>\n",
                    Text(&page.label),
                    page.file,
                    id = page.id
                );
            }
            out.push_str("</pageList>\n");
        }
        out.push_str("</ncx>\n");
        out
    }
}

fn open_hidden(out: &mut String, kind: &str, role: &str, heading: &str) {
    put!(
        out,
        "<nav epub:type=\"{kind}\"{role} id=\"{kind}\" aria-labelledby=\"{kind}-title\" \
         hidden=\"hidden\">\n<h2 id=\"{kind}-title\">{}</h2>\n<ol>\n",
        Text(heading)
    );
}

fn address(entry: &Entry) -> String {
    format!("text/{}#{}", entry.file, entry.id)
}

fn nav_entry(out: &mut String, entry: &Entry) {
    put!(out, "<li><a href=\"{}\">{}</a>", Attr(&address(entry)), Text(&entry.label));
    if !entry.kids.is_empty() {
        out.push_str("\n<ol>\n");
        for kid in &entry.kids {
            nav_entry(out, kid);
        }
        out.push_str("</ol>\n");
    }
    out.push_str("</li>\n");
}

fn ncx_entry(out: &mut String, order: &mut u32, entry: &Entry) {
    *order += 1;
    put!(
        out,
        "<navPoint id=\"entry-{order}\" playOrder=\"{order}\"><navLabel><text>{}</text></navLabel>\
         <content src=\"{}\"/>",
        Text(&entry.label),
        Attr(&address(entry))
    );
    for kid in &entry.kids {
        ncx_entry(out, order, kid);
    }
    out.push_str("</navPoint>\n");
}
