//! Each construct as XHTML, and the lists and the package document of a whole book.

use super::everything::everything;
use super::{book, check_sound, files, sample};
use crate::base::PageStart;
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
    let (document, starts) = everything();
    let book = book(&document, &starts);
    check_sound(&book, &starts);
    let files = files(&book);
    for (name, text) in files.iter().filter(|file| file.0.rsplit('.').next() == Some("xhtml")) {
        let name = name.rsplit('/').next().unwrap().trim_end_matches(".xhtml");
        golden(name, text);
    }
    golden("package", &files["EPUB/package.opf"]);
    golden("ncx", &files["EPUB/toc.ncx"]);
}

#[test]
fn a_book_with_nothing_but_a_title() {
    let document = sample::document(Vec::new());
    let book = book(&document, &[]);
    check_sound(&book, &[]);
}

#[test]
fn pages_without_text_are_marked_in_a_book_without_text() {
    let document = sample::document(Vec::new());
    let starts = vec![PageStart { label: "1".to_owned(), text: None }];
    check_sound(&book(&document, &starts), &starts);
}

#[test]
fn everything_in_the_metadata_stands_in_the_text() {
    let (document, starts) = everything();
    let parsed = check_sound(&book(&document, &starts), &starts);
    let text: String = parsed
        .iter()
        .filter(|file| file.0.contains("/text/"))
        .map(|file| file.1.text.as_str())
        .collect();
    let words = [
        "The Far Ridge",
        "A year with the drum makers",
        "Ane Larrea",
        "Director",
        "Clara Weiss",
        "Harrizko Films",
        "12 March 2026",
        "© 2026 Harrizko Films & friends",
        "978-0-00-000000-2",
        "Festival edition",
        "revision 3",
        "18:00\u{a0}CET",
        "press@harrizko.example",
        "harrizko.example/far-ridge",
        "Three people in a mountain valley",
        "Short.",
        "Longer.",
        "was founded in Oñati.",
        "123",
        "minutes",
        "Screening copy",
        "Country",
        "Spain",
        "Germany",
        "born in the next valley",
        "2017",
        "The Saw",
        "Jon Etxarri",
        "The turner",
        "Production",
        "Irene Falk",
        "Weißbach Film",
        "Uferweg 4",
        "04229 Leipzig",
        "+49 341 555 010",
        "irene.falk@weissbach.example",
        "weissbach.example/press",
        "Two hours about waiting",
        "Sam Oyelaran",
        "The Northern Review",
        "14 March 2026",
        "4 out of 5",
        "Golden Shell",
        "Won",
        "Festival of the Hills",
        "Premiere: First screening",
        "Leipzig",
        "Trailer",
        "video.example/1",
        "High-resolution files",
        "harrizko.example/stills",
        "Free for any use",
        "Jakub Mede",
        "A square stands alone.",
        "It is black.",
        "Page numbers are those of the PDF",
    ];
    for word in words {
        assert!(text.contains(word), "`{word}` is missing");
    }
}

#[test]
fn text_before_the_first_heading_has_no_title_of_its_own() {
    let mut make = sample::Maker::default();
    let blocks = vec![make.p("A note."), make.heading(2, "Then", "then"), make.p("More.")];
    let chapter = make.chapter(None, "", blocks);
    let book = book(&sample::document(vec![Part::Chapter(chapter)]), &[]);
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
    let book = book(&sample::document(vec![Part::Chapter(chapter)]), &[]);
    check_sound(&book, &[]);
    let files = files(&book);
    let second = &files["EPUB/text/chapter-01-2.xhtml"];
    assert!(second.contains("<h1 id=\"part-0\">Part 0</h1>"), "the heading is promoted");
    assert!(second.contains("<h2 id=\"deeper-0\">"), "and those below it");
    assert!(files.contains_key("EPUB/text/chapter-01-4.xhtml"), "each heading starts a file");
    let nav = &files["EPUB/nav.xhtml"];
    let entry = "<a href=\"text/chapter-01-2.xhtml#part-0\">Part 0</a>";
    let chapter = nav.find("2024 – Long</a>\n<ol>").expect("the chapter has entries under it");
    assert!(nav.find(entry).is_some_and(|at| chapter < at), "the parts among them: {nav}");
}
