//! What holds for every text: nothing panics, nothing is lost, nothing nests too deep.

use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::tests::with_kit;
use super::tree::MAX_DEPTH;
use super::*;
use crate::document::{BlockKind, flatten as characters};

/// Marks and words that Markdown is made of; no raw HTML, images or notes.
const PLAIN: &[&str] = &[
    "alder",
    "Beltz",
    "1987",
    "été",
    "a",
    "I",
    " ",
    " ",
    "  ",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "*",
    "**",
    "_",
    "`",
    "~~",
    "[",
    "]",
    "](#alder)",
    "](http://x)",
    "> ",
    "- ",
    "1. ",
    "3) ",
    "# ",
    "## ",
    "### ",
    "    ",
    "\t",
    "|",
    "|-|-|\n",
    "---\n",
    "===\n",
    "```\n",
    "\"",
    "'",
    "--",
    "---",
    "...",
    "— ",
    "-- ",
    "(Letter of ",
    ")",
    "\\",
    "&amp;",
    "&eacute;",
    "!",
    ":",
    ". ",
    "[x] ",
    "> [!NOTE]\n",
    " – ",
    " {#id}",
    " {lang=fr}",
    "5 km",
    "J. S. ",
    "'90s",
    "\r\n",
    "\u{a0}",
    "日本",
    "e\u{301}",
];

/// All of the above, and what must not make anything panic.
const WILD: &[&str] = &[
    "<b>",
    "</b>",
    "<div>",
    "</div>\n",
    "<br>",
    "<span lang=\"fr\">",
    "</span>",
    "<!-- ",
    " -->",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<style>",
    "<",
    ">",
    "<?",
    "?>",
    "<![CDATA[",
    "![",
    "](images/a.svg)",
    "](images/a.svg \"",
    "](no.jpg)",
    "[^n]",
    "[^n]: ",
    "[^m]: ",
    "<!-- pull: alder -->\n",
    "(Left: ",
    "<!-- plate: rows -->\n",
    "<!-- keep -->\n",
    "<!-- insert: facts -->\n",
    ". Right: ",
    " / ",
    "<!-- pagebreak -->\n",
    "<!-- lang: de -->\n",
    "<!-- plat -->\n",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "Photo: ",
];

fn text(parts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(parts), 0..60).prop_map(|parts| joined(&parts))
}

/// An empty file is no manuscript, so a word ends them all.
fn joined(parts: &[&str]) -> String {
    parts.concat() + "\n\nend\n"
}

fn wild() -> impl Strategy<Value = String> {
    let part = prop_oneof![prop::sample::select(PLAIN), prop::sample::select(WILD)];
    prop::collection::vec(part, 0..60).prop_map(|parts| joined(&parts))
}

/// The letters and digits that a Markdown parser finds in a text, in order.
fn expected(text: &str) -> String {
    let mut out = String::new();
    let mut hidden = 0;
    for event in Parser::new_ext(text, parse::options()) {
        match event {
            Event::Start(Tag::Image { .. }) => hidden += 1,
            Event::End(TagEnd::Image) => hidden -= 1,
            Event::Text(text) | Event::Code(text) if hidden == 0 => out.push_str(&text),
            _ => {}
        }
    }
    letters(&out)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// All that a manuscript says, in the order of the text.
fn said(manuscript: &Manuscript) -> String {
    let mut out = manuscript.title.clone();
    for piece in &manuscript.pieces {
        let Piece::Chapter(chapter) = piece else { continue };
        out.push_str(chapter.date.as_deref().unwrap_or(""));
        out.push_str(&characters(&chapter.title));
        out.push_str(&characters(&chapter.subtitle));
        chapter.blocks.iter().for_each(|block| say(block, 0, &mut out));
        chapter
            .notes
            .iter()
            .flat_map(|note| &note.blocks)
            .for_each(|block| say(block, 0, &mut out));
    }
    out
}

fn say(block: &Block, depth: usize, out: &mut String) {
    assert!(depth <= MAX_DEPTH, "blocks nest {depth} deep");
    let mut all = |blocks: &[Block]| blocks.iter().for_each(|block| say(block, depth + 1, out));
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => {
            out.push_str(&characters(content));
        }
        BlockKind::Quotation(quotation) | BlockKind::Epigraph(quotation) => {
            all(&quotation.body);
            out.push_str(&characters(&quotation.attribution));
        }
        BlockKind::BlockQuote(body) | BlockKind::Alert { body, .. } => all(body),
        BlockKind::List { items, .. } => items.iter().for_each(|item| all(&item.blocks)),
        BlockKind::Table(table) => {
            for cell in table.head.iter().chain(table.rows.iter().flatten()) {
                out.push_str(&characters(&cell.content));
            }
        }
        BlockKind::Code { text, .. } => out.push_str(text),
        BlockKind::Plate(plate) => {
            for shown in &plate.photos {
                out.push_str(&characters(&shown.caption));
            }
        }
        BlockKind::PullQuote { .. } | BlockKind::ThematicBreak | BlockKind::PageBreak => {}
    }
}

fn read_text(text: &str) -> Manuscript {
    with_kit(text, "en", |ctx| {
        let manuscript = read(ctx.kit.manuscript, 0, None, ctx);
        let length = ctx.kit.sources.get(ctx.kit.manuscript).text.len();
        for diagnostic in &ctx.diagnostics {
            let inside = diagnostic.span.is_none_or(|span| span.end as usize <= length);
            assert!(inside, "{diagnostic:?} points into the text");
        }
        manuscript
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Letter for letter, and in order.
    #[test]
    fn keeps_every_word_in_order(text in text(PLAIN)) {
        // An image's words are told apart, and stand after the paragraph.
        prop_assume!(!text.contains("!["));
        prop_assert_eq!(letters(&said(&read_text(&text))), expected(&text));
    }

    #[test]
    fn never_panics(text in wild()) {
        let _ = said(&read_text(&text));
    }

    #[test]
    fn never_panics_on_values(text in wild()) {
        with_kit(&text, "fr", |ctx| {
            let end = u32::try_from(text.len()).expect("texts are short");
            let span = Span { file: ctx.kit.manuscript, start: 0, end };
            let _ = read_inlines(&text, span, ctx);
            let _ = read_blocks(&text, span, ctx);
        });
    }
}

#[test]
fn bounds_what_nests_too_deep() {
    let mut deep = "> ".repeat(5_000);
    deep.push_str("bottom\n\n");
    deep.push_str(&"*a **b ".repeat(5_000));
    deep.push_str("\n\n");
    for depth in 0..500 {
        deep.push_str(&" ".repeat(2 * depth));
        deep.push_str("- item\n");
    }
    let said = said(&read_text(&deep));
    assert!(said.contains("bottom"), "the innermost words stand");
    assert_eq!(said.matches("item").count(), 500, "every item stands");
}

/// Counts nothing but the end of the test: what is quadratic in any of these takes minutes.
#[test]
fn takes_time_in_step_with_the_text() {
    let long = 100_000;
    for part in [
        "word ",
        "\" ",
        "'",
        "-",
        ".",
        "[^a] ",
        "<b>",
        "<!-- a -->",
        "<script>",
        "*a ",
        "[a](b) ",
        "\u{1}",
        "J. ",
        "1 ",
        "![a](no.jpg) ",
        "a: ",
        "(",
        "| ",
        "<span lang=fr>",
        "&amp;",
        "— ",
        "://",
        "@",
        "(Left: a. ",
    ] {
        let text = part.repeat(long / part.len());
        let _ = read_text(&text);
    }
    for line in [
        "# A\n\n",
        "- a\n",
        "<!-- keep -->\n\n",
        "> a\n\n(Letter)\n\n",
        "a\n— b\n",
        "![a](no.jpg)\n",
    ] {
        let text = line.repeat(long / 10 / line.len());
        let _ = read_text(&text);
    }
}
