//! One-sheets of kits that say little and much.

use super::say;
use crate::base::{Code, Severity, Size};
use crate::design::{Design, Wishes, resolve};
use crate::document::{Document, FactRow, FactSection, Inline, Permission};
use crate::font::FontSet;
use crate::layout::{one_sheet, sample};
use crate::pages::{Draw, Page, Pages, Role, extent};

const THEMES: [&str; 3] = ["gallery", "plain", "night"];

fn design(theme: &str, paper: &str) -> Design {
    let sizes = [];
    let wishes = Wishes { theme, accent: "", paper, sizes: &sizes, measure: None, span: None };
    resolve(&wishes).0
}

/// One page, and what it has no room for.
fn set(document: &Document, design: &Design) -> (Pages, Vec<String>) {
    let mut fonts = FontSet::bundled();
    fonts.dress(design.typeface);
    let (pages, found) = one_sheet(document, Some(&sample::survey()), design, &fonts);
    assert_eq!(pages.pages.len(), 1, "a one-sheet is one page");
    let wrong: Vec<_> = found.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(wrong.is_empty(), "{}, {:?}: {wrong:?}", design.theme, design.page.paper);
    (pages, found.into_iter().map(|found| found.message).collect())
}

/// Titles of 1 to 120 characters: one long word, or many.
fn title(length: usize) -> String {
    let words = "A Winter in a Valley that Had No Name and the People who Went There to Listen ";
    let word = "Wintervalleylistening";
    let letters = if length % 10 == 3 { word } else { words };
    letters.chars().cycle().take(length).collect::<String>().trim().to_owned()
}

fn facts(count: usize) -> Vec<FactSection> {
    let row = |number: usize| FactRow {
        label: format!("Fact {number}"),
        value: vec!["as long as facts are; ".repeat(number % 3 + 1)],
    };
    vec![FactSection { title: String::new(), rows: (1..=count).map(row).collect() }]
}

fn inside(page: &Page) {
    for item in &page.items {
        let mut area = extent(item);
        if let Draw::Text(run) = &item.draw {
            // Letters are less high than their em.
            area.y += run.size / 4;
        }
        let Size { width, height } = page.size;
        let out = area.x.0 < 0 || width < area.right() || area.y.0 < 0 || height < area.bottom();
        assert!(!out, "off the page: {item:?}");
    }
}

fn words(pages: &Pages) -> String {
    let said = |item: &crate::pages::Item| match &item.draw {
        Draw::Text(run) => Some(run.text.clone()),
        _ => None,
    };
    pages.pages[0].items.iter().filter_map(said).collect::<Vec<_>>().join(" ")
}

#[test]
fn is_one_page_for_any_number_of_facts_and_any_title() {
    // Every number of facts; lengths from both ends of the scale; all themes by turns.
    for count in 1..=30 {
        let mut document = sample::document();
        document.metadata.facts = facts(count);
        let lengths = [count * 4 - 3, 124 - count * 4];
        for (turn, paper) in ["a4", "letter", "a5"].into_iter().enumerate() {
            document.metadata.title.main = title(lengths[(count + turn) % 2]);
            let theme = THEMES[(count / 2 + turn) % 3];
            let (pages, _) = set(&document, &design(theme, paper));
            inside(&pages.pages[0]);
        }
    }
}

#[test]
fn says_what_a_journalist_must_know() {
    for theme in THEMES {
        let (pages, _) = set(&sample::document(), &design(theme, "a4"));
        let words = words(&pages);
        for wanted in ["Ane Larrea", "12 March 2026", "press@farridge.example", "embargoed"] {
            assert!(words.contains(wanted), "{theme}: `{wanted}` is not in: {words}");
        }
        let figures = |role: &Role| matches!(role, Role::Figure { alt: Some(_), .. });
        let count = pages.structure.nodes.iter().filter(|node| figures(&node.role)).count();
        assert_eq!(count, 2, "{theme}: the photograph and the code");
    }
}

#[test]
fn things_give_way_in_a_fixed_order_and_are_named() {
    let mut document = sample::document();
    document.metadata.facts = facts(30);
    let gallery = design("gallery", "letter");
    let (_, few) = set(&document, &gallery);
    insta::assert_snapshot!(few.join("\n"), @"the one-sheet has no room for 1 of 3 awards, 24 of 30 facts, 2 of 2 further dates, the photograph at its full height");
    let sentence = "A film learns to hear what drums say to each other in the dark. ";
    document.metadata.logline = vec![Inline::Text(sentence.repeat(12).trim().to_owned())];
    let (pages, many) = set(&document, &gallery);
    assert!(many[0].ends_with("the end of the logline"), "{many:?}");
    assert!(words(&pages).contains('…'), "the cut is shown");
}

#[test]
fn a_photograph_that_may_not_be_cropped_is_shown_whole() {
    let mut document = sample::document();
    for photo in &mut document.photos {
        photo.rights.crop = Permission::Forbid;
    }
    // Landscape, portrait and one with few pixels.
    for photo in [0, 2, 5] {
        document.front.cover_photo = Some(crate::image::PhotoId(photo));
        for (theme, paper) in THEMES.into_iter().flat_map(|t| [(t, "a4"), (t, "letter")]) {
            let (pages, _) = set(&document, &design(theme, paper));
            inside(&pages.pages[0]);
            let whole = pages.pages[0]
                .items
                .iter()
                .any(|item| matches!(&item.draw, Draw::Photo { frame, clip, .. } if frame == clip));
            assert!(whole, "{theme} on {paper}: photograph {photo}");
        }
    }
}

/// The sample with little more to say than its title.
fn bare() -> Document {
    let mut bare = sample::document();
    bare.front.cover_photo = None;
    let metadata = &mut bare.metadata;
    metadata.logline.clear();
    metadata.synopsis.short.clear();
    (metadata.facts, metadata.dates, metadata.quotes) = Default::default();
    (metadata.contacts, metadata.awards) = Default::default();
    metadata.embargo = None;
    bare
}

#[test]
fn stands_on_small_papers_and_without_most_of_a_kit() {
    for document in [sample::document(), bare()] {
        for (theme, paper) in THEMES.into_iter().flat_map(|t| [(t, "a4"), (t, "letter"), (t, "a5")])
        {
            let (pages, _) = set(&document, &design(theme, paper));
            inside(&pages.pages[0]);
        }
    }
}

#[test]
fn stands_however_much_is_said_of_everything() {
    let mut document = sample::document();
    let long = |words: usize| {
        ["A winter in a valley that had no name"; 40]
            .join(" ")
            .split_inclusive(' ')
            .take(words)
            .collect::<String>()
            .trim()
            .to_owned()
    };
    document.metadata.facts = facts(30);
    let metadata = &mut document.metadata;
    (metadata.title.main, metadata.title.subtitle) = (title(120), long(60));
    metadata.logline = vec![Inline::Text(long(160))];
    for event in &mut metadata.dates {
        (event.event, event.place) = (long(30), long(30));
    }
    for contact in &mut metadata.contacts {
        (contact.purpose, contact.name, contact.org) = (long(20), long(20), long(20));
    }
    for (theme, paper) in THEMES.into_iter().flat_map(|t| [(t, "a4"), (t, "letter"), (t, "a5")]) {
        let (pages, _) = set(&document, &design(theme, paper));
        inside(&pages.pages[0]);
    }
}

#[test]
fn words_of_a_kit_that_says_little_stand_on_the_foot() {
    let mut document = sample::document();
    document.metadata.synopsis.short.clear();
    (document.metadata.facts, document.metadata.quotes) = Default::default();
    for theme in THEMES {
        for photo in [document.front.cover_photo, None] {
            document.front.cover_photo = photo;
            let design = design(theme, "a4");
            let (pages, found) = set(&document, &design);
            inside(&pages.pages[0]);
            assert!(
                !found.iter().any(|said| said.contains("facts")),
                "nothing gave way: {found:?}"
            );
            // The telephone number, or the address under the code, is the last thing said.
            let ends = pages.pages[0].items.iter().filter_map(|item| match &item.draw {
                Draw::Text(run) if run.text.contains("farridge.example") => Some(extent(item)),
                _ => None,
            });
            let band = design.page.baseline(i64::from(design.page.band_row) - 5);
            let lowest = ends.map(|area| area.bottom()).filter(|y| *y < design.page.baseline(48));
            let lowest = lowest.max().expect("whom to ask is always said");
            assert!(band <= lowest, "{theme}: the words end at {}", lowest.to_pt());
        }
    }
}

#[test]
fn a_title_alone_stands_on_one_flat_area() {
    let mut document = bare();
    let metadata = &mut document.metadata;
    (metadata.title.subtitle, metadata.online) = Default::default();
    (metadata.creators, metadata.stills, metadata.links) = Default::default();
    document.parts.clear();
    for (theme, paper) in [("gallery", "a4"), ("gallery", "a5"), ("night", "letter")] {
        let design = design(theme, paper);
        let (pages, _) = set(&document, &design);
        let page = &pages.pages[0];
        let flats: Vec<_> = page
            .items
            .iter()
            .filter_map(|item| match &item.draw {
                Draw::Fill { rect, color, .. } => Some((rect.y, rect.bottom(), *color)),
                _ => None,
            })
            .collect();
        let mut reached = crate::base::Length::ZERO;
        for (top, bottom, color) in &flats {
            assert_eq!(*color, flats[0].2, "{theme} on {paper}: one colour");
            assert!(*top <= reached, "{theme} on {paper}: no paper shows between: {flats:?}");
            reached = reached.max(*bottom);
        }
        assert_eq!(reached, page.size.height, "{theme} on {paper}: the whole page");
    }
}

#[test]
fn says_an_error_on_a_paper_for_nothing() {
    let small = design("gallery", "100mm x 140mm");
    let fonts = FontSet::bundled();
    let (pages, found) = one_sheet(&sample::document(), None, &small, &fonts);
    assert_eq!(pages.pages.len(), 1, "one page all the same");
    let full = |found: &&crate::base::Diagnostic| found.severity == Severity::Error;
    let codes: Vec<Code> = found.iter().filter(full).map(|found| found.code).collect();
    assert_eq!(codes, [Code::OneSheetFull], "and the reason: {found:?}");
}

#[test]
fn a_synopsis_ends_with_a_sentence() {
    let text = |text: &str| Inline::Text(text.to_owned());
    let content = [text("One, 1.5 m long. “Two?” he "), text("asks. Three. Four.")];
    let mut left = 2;
    let taken = say::sentences(&content, &mut left);
    let words: String = taken
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.as_str(),
            _ => "",
        })
        .collect();
    assert_eq!(words, "One, 1.5 m long. “Two?” he asks.", "two sentences");
}
