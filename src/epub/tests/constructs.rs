//! Each construct as XHTML, and the lists and the package document of a whole book.

use super::{book, check_sound, files, sample};
use crate::document::Part;

/// Compares with a file of `tests/golden/epub`.
fn golden(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/epub"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

#[test]
fn a_book_with_everything() {
    let (document, starts) = sample::everything();
    let book = book(&document, starts.clone());
    check_sound(&book, &starts);
    let files = files(&book);
    for (name, text) in files.iter().filter(|file| file.0.ends_with(".xhtml")) {
        let name = name.rsplit('/').next().unwrap().trim_end_matches(".xhtml");
        golden(name, text);
    }
    golden("package", &files["EPUB/package.opf"]);
    golden("ncx", &files["EPUB/toc.ncx"]);
}

#[test]
fn a_book_with_nothing_but_a_title() {
    let document = sample::document(Vec::new());
    let book = book(&document, Vec::new());
    check_sound(&book, &[]);
}

#[test]
fn text_before_the_first_heading_has_no_title_of_its_own() {
    let mut make = sample::Maker::default();
    let blocks = vec![make.p("A note."), make.heading(2, "Then", "then"), make.p("More.")];
    let chapter = make.chapter(None, "", blocks);
    let book = book(&sample::document(vec![Part::Chapter(chapter)]), Vec::new());
    check_sound(&book, &[]);
    let text = &files(&book)["EPUB/text/chapter-01.xhtml"];
    assert!(text.contains("<h1 id=\"then\">Then</h1>"), "its headings move up: {text}");
}

#[test]
fn a_long_chapter_is_cut_at_its_headings() {
    let mut make = sample::Maker::default();
    let mut blocks = vec![make.p("Before.")];
    for part in 0..3 {
        blocks.push(make.heading(2, &format!("Part {part}"), &format!("part-{part}")));
        blocks.push(make.heading(3, "Deeper", &format!("deeper-{part}")));
        blocks.push(make.p(&"Words and words. ".repeat(6_000)));
    }
    let chapter = make.chapter(Some("2024"), "Long", blocks);
    let book = book(&sample::document(vec![Part::Chapter(chapter)]), Vec::new());
    check_sound(&book, &[]);
    let files = files(&book);
    let second = &files["EPUB/text/chapter-01-2.xhtml"];
    assert!(second.contains("<h1 id=\"part-0\">Part 0</h1>"), "the heading is promoted");
    assert!(second.contains("<h2 id=\"deeper-0\">"), "and those below it");
    assert!(files.contains_key("EPUB/text/chapter-01-4.xhtml"), "each heading starts a file");
}
