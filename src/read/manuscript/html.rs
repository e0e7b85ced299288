//! Raw HTML cut into pieces: comments, tags, the text between them.
//!
//! A block of HTML or a single inline tag comes in, pieces go out. This is no HTML parser:
//! it only has to part what is said from how it was marked up (CommonMark 0.31.2, 4.6 and
//! 6.6), and where a mark is not closed it takes it for text, so that no word is lost.

/// A piece of raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Between `<!--` and `-->`.
    Comment { text: &'t str, at: usize },
    /// A comment that is never closed: all that follows its opening.
    OpenComment { text: &'t str, at: usize },
    /// A tag.
    Tag { tag: Tag<'t>, at: usize },
    /// An instruction, a declaration or CDATA.
    Other { at: usize },
    /// What stands in a `script` or `style` element.
    Hidden { name: &'static str, at: usize },
    /// Everything else.
    Text { text: &'t str, at: usize },
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    /// Its name as written.
    pub(super) name: &'t str,
    /// Whether it begins with `</`.
    pub(super) closing: bool,
    /// What stands between name and `>`.
    pub(super) attributes: &'t str,
}

impl Tag<'_> {
    /// Whether it is a tag of this element.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of `lang`, if it is given.
    pub(super) fn lang(&self) -> Option<&str> {
        let lower = self.attributes.to_ascii_lowercase();
        let mut from = 0;
        while let Some(found) = lower[from..].find("lang") {
            let start = from + found;
            from = start + 4;
            let before = lower[..start].chars().next_back();
            let rest = self.attributes[from..].trim_start();
            if before.is_none_or(char::is_whitespace) && rest.starts_with('=') {
                let value = rest[1..].trim_start();
                return Some(match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or(""),
                    _ => value.split([' ', '/', '\t', '\n']).next().unwrap_or(""),
                });
            }
        }
        None
    }

    /// Whether the element stands within a line of text, so that no space parts it from its
    /// neighbours (HTML, "Phrasing content").
    pub(super) fn is_inline(&self) -> bool {
        const INLINE: [&str; 28] = [
            "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em",
            "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike",
            "strong", "sub", "sup", "u", "var",
        ];
        INLINE.iter().any(|name| self.is(name))
    }
}

/// Elements whose text is not for people.
pub(super) const HIDDEN: [&str; 2] = ["script", "style"];

/// Cuts raw HTML into pieces; together they cover all of it.
///
/// Takes time in proportion to the text: an opening that fails is remembered.
pub(super) fn pieces(html: &str) -> Vec<Piece<'_>> {
    Scanner { html, at: 0, text_from: 0, pieces: Vec::new(), missing: Missing::default() }.run()
}

/// Closing marks that are known not to follow any more.
#[derive(Debug, Default)]
struct Missing {
    instruction: bool,
    data: bool,
    script: bool,
    style: bool,
    double: bool,
    single: bool,
}

#[derive(Debug)]
struct Scanner<'t> {
    html: &'t str,
    at: usize,
    text_from: usize,
    pieces: Vec<Piece<'t>>,
    missing: Missing,
}

impl<'t> Scanner<'t> {
    fn run(mut self) -> Vec<Piece<'t>> {
        while let Some(found) = self.html[self.at..].find('<') {
            self.at += found;
            if !self.mark() {
                self.at += 1;
            }
        }
        self.flush(self.html.len());
        self.pieces
    }

    /// Reads the mark that begins here; whether there is one.
    fn mark(&mut self) -> bool {
        let rest = &self.html[self.at..];
        if let Some(inner) = rest.strip_prefix("<!--") {
            self.comment(inner);
            return true;
        }
        if rest.starts_with("<?") {
            let end = find(rest, "?>", &mut self.missing.instruction);
            return self.other(end);
        }
        if rest.starts_with("<![CDATA[") {
            let end = find(rest, "]]>", &mut self.missing.data);
            return self.other(end);
        }
        if rest.starts_with("<!") && rest[2..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = rest[1..].find(['>', '<']).map(|at| at + 1);
            return self.other(end.filter(|at| rest[*at..].starts_with('>')).map(|at| at + 1));
        }
        self.tag(rest)
    }

    fn comment(&mut self, inner: &'t str) {
        let at = self.at;
        self.flush(at);
        // `<!-->` and `<!--->` are comments too.
        let (text, length) = if inner.starts_with('>') {
            ("", 1)
        } else if inner.starts_with("->") {
            ("", 2)
        } else if let Some(end) = inner.find("-->") {
            (&inner[..end], end + 3)
        } else {
            self.pieces.push(Piece::OpenComment { text: inner, at });
            self.skip(4 + inner.len());
            return;
        };
        self.pieces.push(Piece::Comment { text, at });
        self.skip(4 + length);
    }

    fn other(&mut self, end: Option<usize>) -> bool {
        let Some(end) = end else { return false };
        let at = self.at;
        self.flush(at);
        self.pieces.push(Piece::Other { at });
        self.skip(end);
        true
    }

    fn tag(&mut self, rest: &'t str) -> bool {
        let closing = rest.starts_with("</");
        let from = if closing { 2 } else { 1 };
        let length = rest[from..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(rest.len() - from);
        if !rest[from..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            return false;
        }
        let Some(end) = self.tag_end(rest, from + length) else { return false };
        let tag = Tag {
            name: &rest[from..from + length],
            closing,
            attributes: &rest[from + length..end],
        };
        let at = self.at;
        self.flush(at);
        self.pieces.push(Piece::Tag { tag, at });
        self.skip(end + 1);
        if !closing {
            self.hidden(tag);
        }
        true
    }

    /// Passes over what stands in a `script` or `style` element, if it is closed.
    fn hidden(&mut self, tag: Tag<'_>) {
        let Some(name) = HIDDEN.into_iter().find(|name| tag.is(name)) else { return };
        let missing =
            if name == "script" { &mut self.missing.script } else { &mut self.missing.style };
        if *missing {
            return;
        }
        let Some(end) = find_closing(&self.html[self.at..], name) else {
            *missing = true;
            return;
        };
        self.pieces.push(Piece::Hidden { name, at: self.at });
        self.skip(end);
    }

    /// Where the `>` of a tag is, past its quoted values.
    fn tag_end(&mut self, rest: &str, from: usize) -> Option<usize> {
        let bytes = rest.as_bytes();
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => return Some(at),
                b'<' => return None,
                b'"' | b'\'' => {
                    let (mark, missing) = if *byte == b'"' {
                        ("\"", &mut self.missing.double)
                    } else {
                        ("'", &mut self.missing.single)
                    };
                    at += find(&rest[at + 1..], mark, missing)? + 1;
                }
                _ => at += 1,
            }
        }
        None
    }

    fn flush(&mut self, end: usize) {
        if self.text_from < end {
            let text = &self.html[self.text_from..end];
            self.pieces.push(Piece::Text { text, at: self.text_from });
        }
    }

    fn skip(&mut self, length: usize) {
        self.at += length;
        self.text_from = self.at;
    }
}

/// Where `needle` ends, unless an earlier search has found that there is none.
fn find(text: &str, needle: &str, missing: &mut bool) -> Option<usize> {
    if *missing {
        return None;
    }
    let found = text.find(needle).map(|at| at + needle.len());
    *missing = found.is_none();
    found
}

/// Where the closing tag of an element begins.
pub(super) fn find_closing(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find("</") {
        let at = from + found;
        let rest = &text.as_bytes()[at + 2..];
        if rest.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(at);
        }
        from = at + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        pieces(html)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Text { text, .. } => Some(text),
                _ => None,
            })
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn keeps_the_text_between_tags() {
        for (html, said) in [
            ("<p class=\"a > b\">one <b>two</b></p> three", "one |two| three"),
            ("a <!-- b --> c", "a | c"),
            ("a<!--> b --> c", "a| b --> c"),
            ("<script>var a = '<b>';</script>ok", "ok"),
            ("<STYLE>p {}</Style>ok", "ok"),
            ("<style>never closed", "never closed"),
            ("<?php echo '>'; ?>ok", "ok"),
            ("<!DOCTYPE html>ok", "ok"),
            ("<![CDATA[ x > y ]]>ok", "ok"),
            ("1 < 2 and <3", "1 < 2 and <3"),
            ("<div id=\"open\n*hi*", "<div id=\"open\n*hi*"),
        ] {
            assert_eq!(text(html), said, "`{html}`");
        }
    }

    #[test]
    fn reads_the_language_of_a_tag() {
        for (html, lang) in [
            ("<span lang=\"fr\">", Some("fr")),
            ("<span class='a' LANG = 'eu'>", Some("eu")),
            ("<span lang=de>", Some("de")),
            ("<span xml:lang=\"fr\">", None),
            ("<span hreflang=\"fr\" lang=\"it\">", Some("it")),
            ("<span>", None),
        ] {
            match pieces(html)[..] {
                [Piece::Tag { tag, .. }] => assert_eq!(tag.lang(), lang, "`{html}`"),
                _ => panic!("`{html}` is one tag"),
            }
        }
    }

    #[test]
    fn reads_a_megabyte_of_openings_in_step() {
        for opening in ["<a ", "<!x", "<a \"", "<![CDATA[", "<?", "<script>", "</", "<a b='>\""] {
            let html = opening.repeat(200_000);
            let covered: usize = pieces(&html).len();
            assert!(0 < covered, "`{opening}` gives pieces");
        }
    }
}
