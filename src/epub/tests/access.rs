//! Each claim about accessibility: made where the book bears it out, and only there.

use super::everything::everything;
use super::{book, check_sound, files, sample};
use crate::base::PageStart;
use crate::document::{BlockKind, DataKind, Document, Part};

/// The claims of a book: `accessMode visual`.
fn claims(document: &Document, starts: &[PageStart]) -> Vec<String> {
    let opf = files(&book(document, starts)).remove("EPUB/package.opf").unwrap();
    let claim = |line: &str| {
        let (property, value) = line.strip_prefix("<meta property=\"")?.split_once("\">")?;
        let value = value.strip_suffix("</meta>")?;
        Some(format!("{} {value}", property.trim_start_matches("schema:")))
    };
    opf.lines().filter_map(claim).collect()
}

fn has(claims: &[String], claim: &str) -> bool {
    claims.iter().any(|line| line == claim)
}

/// A book of one photograph with this alternative text, under this caption.
fn pictured(caption: &str, alt: &str) -> Document {
    let mut make = sample::Maker::default();
    let blocks = vec![make.p("Words."), make.plate(&[(0, caption, alt)])];
    let chapter = make.chapter(None, "Larches", blocks);
    let mut document = sample::document(vec![Part::Chapter(chapter)]);
    document.photos = vec![sample::photo("larches", 1600, 1065)];
    document
}

#[test]
fn a_book_without_pictures_is_text_alone() {
    let mut make = sample::Maker::default();
    let blocks = vec![make.p("Words.")];
    let chapter = make.chapter(None, "Words", blocks);
    let claims = claims(&sample::document(vec![Part::Chapter(chapter)]), &[]);
    assert!(has(&claims, "accessMode textual"), "{claims:#?}");
    assert!(has(&claims, "accessModeSufficient textual"), "{claims:#?}");
    for absent in ["visual", "alternativeText", "page", "longDescription", "conformsTo"] {
        assert!(!claims.iter().any(|line| line.contains(absent)), "{absent}: {claims:#?}");
    }
}

#[test]
fn alternative_texts_are_claimed_if_every_picture_has_its_own() {
    let claims_of = |caption: &str, alt: &str| claims(&pictured(caption, alt), &[]);
    let described = claims_of("Larches turn.", "A green meadow below a ridge");
    for claim in [
        "accessMode visual",
        "accessModeSufficient textual,visual",
        "accessModeSufficient textual",
        "accessibilityFeature alternativeText",
    ] {
        assert!(has(&described, claim), "{claim}: {described:#?}");
    }
    for alt in ["", "  ", "Larches turn", "larches", "larches.png", "images/larches.png"] {
        let claims = claims_of("Larches turn.", alt);
        assert!(has(&claims, "accessMode visual"), "`{alt}`: {claims:#?}");
        assert!(has(&claims, "accessModeSufficient textual,visual"), "`{alt}`: {claims:#?}");
        assert!(!has(&claims, "accessModeSufficient textual"), "`{alt}`: {claims:#?}");
        assert!(!has(&claims, "accessibilityFeature alternativeText"), "`{alt}`: {claims:#?}");
    }
}

#[test]
fn a_decorative_picture_is_no_visual_content() {
    let mut document = pictured("", "");
    document.photos[0].decorative = true;
    let claims = claims(&document, &[]);
    assert!(!has(&claims, "accessMode visual"), "{claims:#?}");
    assert!(has(&claims, "accessModeSufficient textual"), "{claims:#?}");
}

#[test]
fn a_cover_whose_photograph_nobody_describes_is_not_described() {
    let mut document = pictured("Larches turn.", "A green meadow below a ridge");
    document.front.cover = true;
    document.front.cover_photo = Some(crate::image::PhotoId(0));
    assert!(has(&claims(&document, &[]), "accessibilityFeature alternativeText"), "described");
    document.photos[0].alt = String::new();
    assert!(!has(&claims(&document, &[]), "accessibilityFeature alternativeText"), "silent");
}

#[test]
fn pages_are_claimed_with_marks_list_and_source() {
    let document = pictured("Larches turn.", "A green meadow below a ridge");
    let Part::Chapter(chapter) = &document.parts[0] else { panic!("a chapter") };
    let starts = [PageStart { label: "1".to_owned(), text: Some((chapter.id, 0)) }];
    let paged = claims(&document, &starts);
    let pages = ["accessibilityFeature pageBreakMarkers", "accessibilityFeature pageNavigation"];
    for claim in pages {
        assert!(has(&paged, claim), "{claim}: {paged:#?}");
        assert!(!has(&claims(&document, &[]), claim), "{claim} without a PDF");
    }
    let source = paged.iter().find(|line| line.starts_with("pageBreakSource "));
    assert!(source.is_some_and(|source| source.contains("PDF")), "{paged:#?}");
}

#[test]
fn structure_is_claimed_if_no_level_of_headings_is_left_out() {
    let of = |levels: &[u8]| {
        let mut make = sample::Maker::default();
        let blocks = levels.iter().map(|&level| make.heading(level, "Wood", &format!("w{level}")));
        let blocks = blocks.collect();
        let chapter = make.chapter(None, "Larches", blocks);
        claims(&sample::document(vec![Part::Chapter(chapter)]), &[])
    };
    let claim = "accessibilityFeature structuralNavigation";
    assert!(has(&of(&[2, 3, 2]), claim), "in steps");
    let leaping = of(&[2, 4]);
    assert!(!has(&leaping, claim), "a level is left out: {leaping:#?}");
    assert!(has(&leaping, "accessibilityFeature tableOfContents"), "the contents stay");
}

#[test]
fn what_is_always_so_is_always_claimed_and_said() {
    let (document, starts) = everything();
    for claims in [claims(&document, &starts), claims(&sample::document(Vec::new()), &[])] {
        for claim in [
            "accessibilityFeature readingOrder",
            "accessibilityFeature tableOfContents",
            "accessibilityFeature displayTransformability",
            "accessibilityHazard none",
        ] {
            assert!(has(&claims, claim), "{claim}: {claims:#?}");
        }
        assert!(claims.iter().any(|line| line.starts_with("accessibilitySummary ")), "{claims:#?}");
    }
}

#[test]
fn nothing_in_a_book_moves_sounds_or_runs() {
    let (document, starts) = everything();
    for (name, text) in files(&book(&document, &starts)) {
        for word in ["<audio", "<video", "<script", "<animate", "<form", "audio/", "video/"] {
            assert!(!text.contains(word), "{name} has {word}");
        }
    }
}

#[test]
fn a_long_description_is_claimed_where_a_picture_leads_to_it() {
    let mut document = pictured("Larches turn.", "A green meadow below a ridge");
    document.photos[0].long_description = "The meadow slopes to the north.".to_owned();
    assert!(has(&claims(&document, &[]), "accessibilityFeature longDescription"), "claimed");
    let text = &files(&book(&document, &[]))["EPUB/text/chapter-01.xhtml"];
    assert!(text.contains(" aria-details=\"text-of-larches\""), "led to: {text}");
    assert!(text.contains("<details id=\"text-of-larches\">"), "and there: {text}");
}

#[test]
fn conformance_is_claimed_only_with_the_one_who_checked_it() {
    let mut document = sample::document(Vec::new());
    let any = |document: &Document| {
        let claims = claims(document, &[]);
        claims.iter().any(|line| line.contains("conformsTo") || line.contains("certifiedBy"))
    };
    let opf = |document: &Document| {
        files(&book(document, &[])).remove("EPUB/package.opf").unwrap().contains("conformsTo")
    };
    document.metadata.accessibility.conforms_to =
        "EPUB Accessibility 1.1 - WCAG 2.2 Level AA".into();
    assert!(!any(&document) && !opf(&document), "nobody has checked it");
    document.metadata.accessibility.certified_by = "Nora Field".into();
    assert!(opf(&document), "somebody has");
}

#[test]
fn every_data_page_begins_its_printed_page() {
    let kinds = [DataKind::Facts, DataKind::Awards, DataKind::Dates, DataKind::Colophon];
    let mut make = sample::Maker::default();
    let parts: Vec<Part> = kinds.iter().map(|&kind| make.data(kind)).collect();
    let id = |part: &Part| match part {
        Part::Data(data) => data.id,
        Part::Chapter(chapter) => chapter.id,
    };
    let start =
        |(index, part)| PageStart { label: format!("{}", index + 1), text: Some((id(part), 0)) };
    let starts: Vec<PageStart> = parts.iter().enumerate().map(start).collect();
    let book = book(&sample::document(parts), &starts);
    check_sound(&book, &starts);
    let nav = &files(&book)["EPUB/nav.xhtml"];
    for (page, name) in ["facts", "awards", "dates", "colophon"].iter().enumerate() {
        let entry = format!("<a href=\"text/{name}.xhtml#page-{}\">", page + 1);
        assert!(nav.contains(&entry), "{entry}: {nav}");
    }
}

#[test]
fn a_page_break_turns_the_readers_page_once() {
    let mut make = sample::Maker::default();
    let turn = |make: &mut sample::Maker| make.block(BlockKind::PageBreak);
    let blocks = vec![make.p("Before."), turn(&mut make), turn(&mut make), make.p("After.")];
    let chapter = make.chapter(None, "Pages", blocks);
    let text = files(&book(&sample::document(vec![Part::Chapter(chapter)]), &[]))
        .remove("EPUB/text/chapter-01.xhtml")
        .unwrap();
    assert_eq!(text.matches("<div class=\"turn\"></div>").count(), 1, "{text}");
    let untitled = vec![turn(&mut make), make.p("Only.")];
    let chapter = make.chapter(None, "", untitled);
    let text = files(&book(&sample::document(vec![Part::Chapter(chapter)]), &[]))
        .remove("EPUB/text/chapter-01.xhtml")
        .unwrap();
    assert!(!text.contains("turn"), "nothing stands before it: {text}");
}
