//! A short text for people, as plain text and as a page for browsers.
//!
//! A [`Note`] comes in, both forms go out with the same words in the same order. The page is HTML
//! with nothing that runs or loads: headings in order, a language, lists that are lists, type that
//! grows with the reader's and is dark on light or light on dark as the reader wishes.

use crate::base::Lang;

/// A short text.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its language.
    pub lang: Lang,
    /// The name of the work.
    pub title: String,
    /// What stands under that; last, what the note is.
    pub subtitle: Vec<String>,
    /// The text.
    pub pieces: Vec<Piece>,
}

/// A piece of a note.
#[derive(Debug, Clone)]
pub enum Piece {
    /// A paragraph.
    Text(String),
    /// What nobody must miss, under its heading.
    Warning(String, Vec<Line>),
    /// A heading and lines under it, in no order that matters.
    List(String, Vec<Line>),
}

/// A line of a note: words one after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(Vec<Words>);

/// Words of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Words {
    text: String,
    /// Where they lead; empty if nowhere.
    href: String,
}

impl Line {
    /// A line that leads nowhere.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Line {
        Line::default().then(text)
    }

    /// A line that leads to an address.
    #[must_use]
    pub fn leading(text: impl Into<String>, href: impl Into<String>) -> Line {
        Line::default().then_leading(text, href)
    }

    /// The line, and after it this.
    #[must_use]
    pub fn then(self, text: impl Into<String>) -> Line {
        self.then_leading(text, "")
    }

    /// The line, and after it words that lead to an address.
    #[must_use]
    pub fn then_leading(mut self, text: impl Into<String>, href: impl Into<String>) -> Line {
        self.0.push(Words { text: text.into(), href: href.into() });
        self
    }

    /// Its words.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|words| words.text.as_str()).collect()
    }
}

/// The longest line of the plain text, in characters; what mail programs show whole (RFC 3676, 4.2).
const WIDTH: usize = 72;

/// How the page looks: one column, colours of which any two on each other have a contrast of at
/// least 7 to 1.
const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1b1917;--paper:#fff;--line:#8a837b;--accent:#8c2f1b}
@media (prefers-color-scheme:dark){:root{--ink:#efeae4;--paper:#171513;--line:#8a837b;--accent:#f0a58f}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 Georgia,serif}
main{max-width:38rem;margin:0 auto;padding:3rem 1.25rem 4rem}
h1{font-size:2rem;line-height:1.15;margin:0}
h2{font:600 1rem/1.5 system-ui,sans-serif;margin:2.25rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--line)}
header p{margin:.35rem 0 0}
p{margin:1.25rem 0 0}
ul{list-style:none;margin:0;padding:0}
li{margin:.4rem 0 0;overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:.15em}
.warning{margin-top:2rem;border:3px solid var(--accent);padding:.25rem 1rem .9rem}
.warning h2{margin:.5rem 0 .25rem;padding:0;border:0;color:var(--accent)}
.warning li:first-child{font-weight:bold}
@media print{main{max-width:none;padding:0}}
";

impl Note {
    /// The note as plain text: lines of at most 72 characters, but for what cannot be parted.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        wrap(&mut out, &self.title.to_uppercase(), "", "");
        self.subtitle.iter().for_each(|line| wrap(&mut out, line, "", ""));
        for piece in &self.pieces {
            out.push('\n');
            match piece {
                Piece::Text(text) => wrap(&mut out, text, "", ""),
                Piece::Warning(heading, lines) => {
                    let rule = "=".repeat(WIDTH);
                    out.push_str(&format!("{rule}\n{}\n", heading.to_uppercase()));
                    lines.iter().for_each(|line| wrap(&mut out, &line.text(), "", ""));
                    out.push_str(&format!("{rule}\n"));
                }
                Piece::List(heading, lines) => {
                    out.push_str(&format!("{}\n\n", heading.to_uppercase()));
                    lines.iter().for_each(|line| wrap(&mut out, &line.text(), "- ", "  "));
                }
            }
        }
        out
    }

    /// The note as a page.
    #[must_use]
    pub fn html(&self) -> String {
        let title = escaped(&self.title);
        let name = self.subtitle.last().map(|last| format!(" – {}", escaped(last)));
        let paragraph = |line: &String| format!("<p>{}</p>\n", escaped(line));
        let under = self.subtitle.iter().map(paragraph).collect::<Vec<_>>().concat();
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <header>\n<h1>{title}</h1>\n{under}</header>\n",
            escaped(self.lang.as_str()),
            name.unwrap_or_default(),
        );
        for (number, piece) in self.pieces.iter().enumerate() {
            let (class, heading, lines) = match piece {
                Piece::Text(text) => {
                    out.push_str(&format!("<p>{}</p>\n", escaped(text)));
                    continue;
                }
                Piece::Warning(heading, lines) => (" class=\"warning\"", heading, lines),
                Piece::List(heading, lines) => ("", heading, lines),
            };
            out.push_str(&format!(
                "<section{class} aria-labelledby=\"h{number}\">\n<h2 id=\"h{number}\">{}</h2>\n<ul>\n",
                escaped(heading)
            ));
            for line in lines {
                out.push_str(&format!("<li>{}</li>\n", linked(line)));
            }
            out.push_str("</ul>\n</section>\n");
        }
        out + "</main>\n</body>\n</html>\n"
    }
}

/// A line with its links; what stands between backticks is code.
fn linked(line: &Line) -> String {
    let words = |words: &Words| {
        let parts: Vec<String> = words.text.split('`').map(escaped).collect();
        let text = match parts.as_slice() {
            [before, code, after] => format!("{before}<code>{code}</code>{after}"),
            parts => parts.join("`"),
        };
        match words.href.as_str() {
            "" => text,
            href => format!("<a href=\"{}\">{text}</a>", escaped(href)),
        }
    };
    line.0.iter().map(words).collect()
}

/// Adds a text in lines, the first after one indent and the others after another.
fn wrap(out: &mut String, text: &str, first: &str, others: &str) {
    let mut line = first.to_owned();
    let mut length = first.chars().count();
    let mut is_empty = true;
    // No-break spaces part no words.
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        let word_length = word.chars().count();
        if !is_empty && WIDTH < length + 1 + word_length {
            out.push_str(&line);
            out.push('\n');
            others.clone_into(&mut line);
            length = others.chars().count();
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += word_length;
        is_empty = false;
    }
    if !is_empty {
        out.push_str(&line);
        out.push('\n');
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note() -> Note {
        let file = Line::leading("a.pdf", "a.pdf")
            .then(": the kit, in more words than one line of seventy-two characters has room for");
        Note {
            lang: Lang::english(),
            title: "A <b>".to_owned(),
            subtitle: vec!["A film".to_owned(), "Press kit".to_owned()],
            pieces: vec![
                Piece::Warning("Embargo".to_owned(), vec![Line::plain("Until \"noon\": `now`")]),
                Piece::Text("One sentence.".to_owned()),
                Piece::List("Files".to_owned(), vec![file]),
            ],
        }
    }

    #[test]
    fn plain_text_is_wrapped() {
        insta::assert_snapshot!(note().text(), @r#"
        A <B>
        A film
        Press kit

        ========================================================================
        EMBARGO
        Until "noon": `now`
        ========================================================================

        One sentence.

        FILES

        - a.pdf: the kit, in more words than one line of seventy-two characters
          has room for
        "#);
    }

    #[test]
    fn a_page_runs_nothing_that_the_kit_says() {
        let html = note().html();
        assert!(html.contains("<h1>A &lt;b&gt;</h1>"), "escaped: {html}");
        assert!(
            html.contains("<li>Until &quot;noon&quot;: <code>now</code></li>"),
            "escaped: {html}"
        );
        assert!(html.contains("<li><a href=\"a.pdf\">a.pdf</a>: the kit"), "a link: {html}");
    }
}
