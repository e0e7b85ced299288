//! Every word of each example of the CommonMark specification stands in the document.
//!
//! `PLATEMARK_COMMONMARK` names the specification's `spec.txt` (npm package
//! `commonmark-spec`), or the folder that holds it. The words are those of the HTML that the
//! specification expects, without tags, comments, scripts and styles.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use platemark::document::{Block, BlockKind, Document, Inline, Part, flatten};
use platemark::kit::Kit;

/// How many examples version 0.31.2 has.
const EXAMPLES: usize = 652;

struct Example {
    section: String,
    markdown: String,
    html: String,
}

#[test]
#[ignore = "needs the specification, whose path is in PLATEMARK_COMMONMARK"]
#[expect(clippy::disallowed_methods, reason = "the path of the specification is an argument")]
fn keeps_every_word_of_the_specification() {
    let path = std::env::var("PLATEMARK_COMMONMARK").expect("PLATEMARK_COMMONMARK is set");
    let path = PathBuf::from(path);
    let path = if path.is_dir() { path.join("spec.txt") } else { path };
    let spec = std::fs::read_to_string(&path).expect("the specification can be read");
    let examples = examples(&spec);
    assert_eq!(examples.len(), EXAMPLES, "the specification is the one for version 0.31.2");
    let folder = std::env::temp_dir().join(format!("platemark-commonmark-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the examples can be made");
    let mut lost = Vec::new();
    for (index, example) in examples.iter().enumerate() {
        let document = read(&folder, &example.markdown);
        let missing = missing(&words(&example.html), &said(&document));
        if !missing.is_empty() {
            let number = index + 1;
            lost.push(format!(
                "{number} ({}): {missing:?}\n{}\n{}",
                example.section,
                example.markdown,
                said(&document)
            ));
        }
    }
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
    assert!(lost.is_empty(), "{} examples lose words:\n{}", lost.len(), lost.join("\n"));
}

fn read(folder: &Path, markdown: &str) -> Document {
    let text = format!("---\ntitle: A title\n---\n\n{markdown}");
    std::fs::write(folder.join("manuscript.md"), text).expect("an example can be written");
    let kit = Kit::open(folder, None).expect("an example is a kit");
    platemark::read::read(&kit, &[]).0
}

/// All that a document says: its chapters, their notes, captions and alternative texts.
fn said(document: &Document) -> String {
    let mut out = String::new();
    for part in &document.parts {
        if let Part::Chapter(chapter) = part {
            line(&chapter.title, &mut out);
            line(&chapter.subtitle, &mut out);
            blocks(&chapter.blocks, &mut out);
            chapter.notes.iter().for_each(|note| blocks(&note.blocks, &mut out));
        }
    }
    out
}

fn blocks(all: &[Block], out: &mut String) {
    for block in all {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
                line(content, out);
            }
            BlockKind::Quotation(quotation) | BlockKind::Epigraph(quotation) => {
                blocks(&quotation.body, out);
                line(&quotation.attribution, out);
            }
            BlockKind::BlockQuote(body) | BlockKind::Alert { body, .. } => blocks(body, out),
            BlockKind::List { items, .. } => {
                items.iter().for_each(|item| blocks(&item.blocks, out));
            }
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.for_each(|cell| line(&cell.content, out));
            }
            BlockKind::Plate(plate) => {
                for shown in &plate.photos {
                    line(&shown.caption, out);
                    out.push_str(&shown.alt);
                    out.push('\n');
                }
            }
            BlockKind::Code { text, .. } => {
                out.push_str(text);
                out.push('\n');
            }
            BlockKind::PullQuote { .. } | BlockKind::ThematicBreak | BlockKind::PageBreak => {}
        }
    }
}

fn line(inlines: &[Inline], out: &mut String) {
    out.push_str(&flatten(inlines));
    out.push('\n');
}

/// The words of the HTML that do not stand in the text as often.
fn missing(html: &[String], text: &str) -> Vec<String> {
    let mut counts: BTreeMap<&str, i32> = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        *counts.entry(word).or_default() += 1;
    }
    html.iter()
        .filter(|word| {
            let count = counts.entry(word).or_default();
            *count -= 1;
            *count < 0
        })
        .cloned()
        .collect()
}

/// The words that a reader of some HTML sees or hears.
fn words(html: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = |mark: &str| rest.find(mark).map(|at| at + mark.len());
        let lower = rest.to_ascii_lowercase();
        let length = if rest.starts_with("<!-->") || rest.starts_with("<!--->") {
            end(">")
        } else if rest.starts_with("<!--") {
            end("-->")
        } else if rest.starts_with("<?") {
            end("?>")
        } else if rest.starts_with("<![CDATA[") {
            end("]]>")
        } else if lower.starts_with("<script") {
            lower.find("</script").or(end(">"))
        } else if lower.starts_with("<style") {
            lower.find("</style").or(end(">"))
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!".contains(c)) {
            tag(rest)
        } else {
            None
        };
        let length = length.unwrap_or(1);
        let image = rest[..length].strip_prefix("<img");
        if let Some(alt) = image.and_then(|tag| tag.split("alt=\"").nth(1)) {
            text.push(' ');
            text.push_str(alt.split('"').next().unwrap_or(""));
        }
        if !is_inline(rest) {
            text.push(' ');
        }
        rest = &rest[length..];
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a tag stands within a word: `<em>`, `</a>`.
fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    ["a", "em", "strong", "code", "b", "i", "del"].contains(&name)
}

/// The length of a tag, past `>` in its quoted values.
fn tag(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in rest.char_indices() {
        match (c, quote) {
            ('>', None) => return Some(at + 1),
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

fn examples(spec: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut section = String::new();
    let mut lines = spec.lines();
    while let Some(line) = lines.next() {
        if line == "<!-- END TESTS -->" {
            break;
        }
        if let Some(title) = line.strip_prefix('#') {
            title.trim_start_matches('#').trim().clone_into(&mut section);
        }
        if line != format!("{fence} example") {
            continue;
        }
        let part = |lines: &mut std::str::Lines<'_>, end: &str| {
            let lines = lines.take_while(|line| *line != end);
            // The specification shows tabs as arrows.
            lines.map(|line| line.replace('→', "\t") + "\n").collect::<String>()
        };
        let markdown = part(&mut lines, ".");
        let html = part(&mut lines, &fence);
        examples.push(Example { section: section.clone(), markdown, html });
    }
    examples
}
