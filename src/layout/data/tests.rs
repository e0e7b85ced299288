//! The pages made from the metadata, as text, and what holds of all of them.

use proptest::prelude::*;

use crate::base::Size;
use crate::design::{A4, A5, Design, LETTER};
use crate::document::{DataKind, Document, FactRow, FactSection, Highlight, Inline, Part, flatten};
use crate::font::FontSet;
use crate::image::PhotoId;
use crate::layout::{ebook_cover, layout, sample};
use crate::pages::{Draw, Kid, Page, Pages, Role, Tag};

fn set(document: &Document, paper: Size) -> Pages {
    layout(document, Some(&sample::survey()), &Design::gallery(paper), &FontSet::bundled()).0
}

/// Every mark of a page that a person would look for: kind, place, words.
fn print(page: &Page) -> String {
    let mut lines = Vec::new();
    for item in &page.items {
        // The modules of a code are told by its own test.
        if matches!(item.draw, Draw::Fill { .. }) && matches!(item.tag, Tag::Node(_)) {
            continue;
        }
        let artifact = if matches!(item.tag, Tag::Artifact(_)) { "  artifact" } else { "" };
        lines.push(match &item.draw {
            Draw::Text(run) => {
                let (x, y) = (run.origin.x.to_pt(), run.origin.y.to_pt());
                format!("{x:6.1} {y:6.1}  {:4.1}  {}{artifact}", run.size.to_pt(), run.text)
            }
            Draw::Fill { rect, color, opacity } => format!(
                "{:6.1} {:6.1}  fill {:.1}x{:.2} {} {opacity}%",
                rect.x.to_pt(),
                rect.y.to_pt(),
                rect.width.to_pt(),
                rect.height.to_pt(),
                color.hex()
            ),
            Draw::Photo { photo, clip, .. } => format!(
                "{:6.1} {:6.1}  photo {} {:.1}x{:.1}{artifact}",
                clip.x.to_pt(),
                clip.y.to_pt(),
                photo.0,
                clip.width.to_pt(),
                clip.height.to_pt()
            ),
            Draw::Drawing { .. } | Draw::Unseen(_) | Draw::Shape(_) | Draw::Slip { .. } => {
                "other".to_owned()
            }
        });
    }
    lines.join("\n")
}

/// The page on which these words stand.
fn page_with<'p>(pages: &'p Pages, words: &str) -> &'p Page {
    let has = |page: &&Page| {
        page.items.iter().any(|item| match &item.draw {
            Draw::Text(run) => run.text.contains(words),
            _ => false,
        })
    };
    pages.pages.iter().skip(3).find(has).expect("the words stand on a data page")
}

fn golden(name: &str, page: &Page) {
    insta::with_settings!({ snapshot_path => "../../../tests/golden", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, print(page));
    });
}

#[test]
fn every_kind_of_data_page_stands_as_it_was_drawn() {
    let pages = set(&sample::document(), A4);
    golden("page-cover", &pages.pages[0]);
    golden("page-brief", &pages.pages[1]);
    golden("page-contents", &pages.pages[2]);
    golden("page-about", page_with(&pages, "Synopsis"));
    golden("page-facts", page_with(&pages, "1.85:1"));
    golden("page-credits-and-people", page_with(&pages, "Itziar Olano"));
    golden("page-press", page_with(&pages, "knocking"));
    golden("page-contacts-stills-colophon", page_with(&pages, "Oihana"));
    let cover = ebook_cover(&sample::document(), &Design::gallery(A4), &FontSet::bundled());
    golden("page-ebook-cover", &cover.pages[0]);
}

/// All words that are printed, in the order of the tree.
fn words_of(pages: &Pages) -> String {
    let all = crate::pages::text_of(pages, crate::pages::Structure::ROOT);
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{ad}')
        .flat_map(char::to_uppercase)
        .collect()
}

/// Texts of the metadata that both books must show.
fn wanted(document: &Document) -> Vec<String> {
    let m = &document.metadata;
    let mut all = vec![m.title.main.clone(), m.title.subtitle.clone(), m.edition.clone()];
    all.extend([m.revision.clone(), m.rights.clone(), flatten(&m.logline)]);
    all.extend(m.embargo.iter().map(|embargo| flatten(&embargo.note)));
    for row in m.facts.iter().flat_map(|section| &section.rows) {
        all.push(row.label.clone());
        all.extend(row.value.iter().cloned());
    }
    for person in &m.people {
        all.extend([person.name.clone(), person.role.clone()]);
        all.extend(person.works.iter().map(|work| work.title.clone()));
    }
    for entry in &m.credits.cast {
        all.extend([entry.name.clone(), entry.part.clone()]);
    }
    for entry in &m.credits.crew {
        all.push(entry.role.clone());
        all.extend(entry.names.iter().cloned());
    }
    for contact in &m.contacts {
        all.extend([contact.name.clone(), contact.org.clone(), contact.email.clone()]);
        all.extend([contact.phone.clone(), contact.region.clone()]);
        all.extend(contact.address.iter().cloned());
    }
    for quote in &m.quotes {
        all.extend([flatten(&quote.text), quote.by.clone(), quote.outlet.clone()]);
        all.push(quote.rating.clone());
    }
    for award in &m.awards {
        all.extend([award.name.clone(), award.result.clone(), award.body.clone()]);
    }
    for event in &m.dates {
        all.extend([event.event.clone(), event.place.clone(), event.kind.clone()]);
    }
    all.extend(m.links.iter().map(|link| link.name.clone()));
    for photo in document.photos.iter().filter(|photo| photo.press) {
        all.extend([photo.id.clone(), flatten(&photo.caption), photo.usage.clone()]);
    }
    all.extend(m.identifiers.iter().map(|identifier| identifier.text.clone()));
    all.retain(|text| !text.is_empty());
    all
}

/// Checks what holds of every layout: all words are there, nothing leaves its page, every
/// mark hangs in the tree once.
fn check(document: &Document, paper: Size) {
    let pages = set(document, paper);
    let words = squeezed(&words_of(&pages));
    for text in wanted(document) {
        assert!(words.contains(&squeezed(&text)), "`{text}` is not printed on {paper:?}");
    }
    let mut marks = 0;
    for page in &pages.pages {
        for item in &page.items {
            marks += usize::from(matches!(item.tag, Tag::Node(_)));
            inside(page, &item.draw);
        }
    }
    let items = |kid: &&Kid| matches!(kid, Kid::Item { .. });
    let listed: usize =
        pages.structure.nodes.iter().map(|node| node.kids.iter().filter(items).count()).sum();
    assert_eq!(marks, listed, "every mark that is content hangs in the tree once");
}

fn inside(page: &Page, draw: &Draw) {
    let size = page.size;
    let (left, top, right, bottom) = match draw {
        Draw::Text(run) | Draw::Unseen(run) | Draw::Shape(run) => {
            // Hung punctuation and side bearings may leave the type area, never the page.
            let (x, y) = (run.origin.x, run.origin.y);
            (x, y - run.size.ratio(7, 10), x + run.width(), y)
        }
        Draw::Fill { rect, .. } => (rect.x, rect.y, rect.right(), rect.bottom()),
        Draw::Photo { clip, .. } => (clip.x, clip.y, clip.right(), clip.bottom()),
        Draw::Drawing { frame, .. } | Draw::Slip { frame, .. } => {
            (frame.x, frame.y, frame.right(), frame.bottom())
        }
    };
    let zero = crate::base::Length::ZERO;
    let slack = crate::base::Length(64);
    assert!(
        zero <= left + slack
            && zero <= top + slack
            && right <= size.width + slack
            && bottom <= size.height + slack,
        "a mark leaves page {}: {draw:?}",
        page.label
    );
}

#[test]
fn everything_is_printed_and_nothing_leaves_its_page() {
    for paper in [A4, LETTER, A5] {
        check(&sample::document(), paper);
    }
}

#[test]
fn headings_of_data_pages_go_down_without_a_gap() {
    let pages = set(&sample::document(), A4);
    let mut before = 0;
    for node in &pages.structure.nodes {
        if let Role::Heading(level) = node.role {
            assert!(level <= before + 1, "a heading of level {level} follows one of {before}");
            assert!(!node.kids.is_empty(), "every heading has words");
            before = level;
        }
    }
}

#[test]
fn awards_without_quotes_stand_on_white_paper() {
    let mut document = sample::document();
    document.metadata.quotes.clear();
    document.parts.retain(|part| match part {
        crate::document::Part::Data(data) => data.kind != crate::document::DataKind::Quotes,
        crate::document::Part::Chapter(_) => true,
    });
    let pages = set(&document, A4);
    let page = page_with(&pages, "Grand Prize");
    let flat =
        page.items.iter().any(|item| item.tag == Tag::Artifact(crate::pages::Artifact::Background));
    assert!(!flat, "an ordinary data page");
}

#[test]
fn a_cover_without_photograph_is_a_flat_page() {
    let mut document = sample::document();
    document.front.cover_photo = None;
    let pages = set(&document, A4);
    golden("page-cover-typographic", &pages.pages[0]);
}

#[test]
fn a_cover_that_may_not_be_cropped_shows_all_of_the_photograph() {
    let mut document = sample::document();
    document.photos[0].rights.crop = crate::document::Permission::Forbid;
    let pages = set(&document, A4);
    golden("page-cover-whole-photo", &pages.pages[0]);
}

fn long_words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z ,.]{1,40}",
        "[a-z]{100,300}",
        "([a-z]{1,9} ){40,90}",
        Just("Überlange Straßennamen, ĳs & Œuvres".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the metadata says, however much of it, all of it is printed inside its pages.
    #[test]
    fn nothing_is_lost_however_long(
        texts in prop::collection::vec(long_words(), 8),
        many in 0_usize..40,
        letter in any::<bool>(),
    ) {
        let mut document = sample::document();
        let text = |i: usize| texts[i].trim().to_owned();
        let metadata = &mut document.metadata;
        metadata.title.main = format!("A {}", text(0)).chars().take(120).collect::<String>().trim().to_owned();
        metadata.facts[0].rows[0].label = text(1);
        metadata.facts[0].rows[1].value = vec![text(2); many + 1];
        metadata.people[1].role = text(3);
        metadata.credits.cast[0].part = text(4);
        metadata.quotes[1].text = vec![Inline::Text(text(5))];
        metadata.contacts[0].org = text(6);
        metadata.awards[0].name = text(7);
        for i in 0..many {
            let (person, contact) = (metadata.people[i % 2].clone(), metadata.contacts[i % 3].clone());
            metadata.people.push(person);
            metadata.contacts.push(contact);
            let mut photo = document.photos[i % 5].clone();
            photo.id = format!("more-{i}");
            photo.facts.height = 1 + u32::try_from(i).unwrap_or(0) * 150;
            document.photos.push(photo);
            metadata.people[i].photo = Some(PhotoId(u32::try_from(i).unwrap_or(0) % 7));
        }
        check(&document, if letter { LETTER } else { A4 });
    }
}

#[test]
fn a_fact_sheet_of_few_rows_shares_a_page_and_is_said_once() {
    let mut document = sample::document();
    let row = |label: &str, value: &str| FactRow { label: label.into(), value: vec![value.into()] };
    let rows = vec![row("Running time", "61 minutes"), row("Country", "Norway")];
    document.metadata.facts = vec![FactSection { title: String::new(), rows }];
    document.metadata.highlights.clear();
    document.metadata.contacts.truncate(1);
    let kept = [DataKind::Facts, DataKind::Contacts, DataKind::Colophon];
    document.parts.retain(|part| matches!(part, Part::Data(data) if kept.contains(&data.kind)));
    let pages = set(&document, A4);
    assert_eq!(pages.pages.len(), 3, "cover, in brief and one page of data, without contents");
    let count = words_of(&pages).matches("61 minutes").count();
    assert_eq!(count, 1, "a fact that the page of data has is not in brief as well");
    // Big facts need the head of a page of their own.
    let fact = Highlight { label: "Drums".into(), value: "44".into() };
    document.metadata.highlights = vec![fact];
    assert_eq!(set(&document, A4).pages.len(), 4, "big facts share no page");
}
