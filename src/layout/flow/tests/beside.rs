//! What stands beside the text: captions, addresses, wide tables.

use super::*;

/// Marks of this text that are no content, with their page and baseline.
/// A chapter around a plate of this layout whose photographs have captions of so many times
/// the text above.
fn with_captions(plate: &str, wanted: PlateLayout, times: usize) -> Document {
    let blocks = format!("{LOREM}\n{LOREM}\n{LOREM}\n{plate}\n{LOREM}\n{LOREM}\n{LOREM}");
    let mut document = document("Long captions", &blocks);
    let Part::Chapter(chapter) = &mut document.parts[0] else { panic!("a chapter") };
    for block in &mut chapter.blocks {
        if let BlockKind::Plate(plate) = &mut block.kind {
            plate.layout = Some(wanted);
            for photo in &mut plate.photos {
                photo.caption = vec![Inline::Text(vec![LOREM; times].join(" "))];
            }
        }
    }
    document
}

#[test]
fn a_caption_of_a_whole_page_reaches_no_text_and_no_picture() {
    let plates = [("! 0", PlateLayout::Full), ("! 0 1", PlateLayout::Spread)];
    for ((plate, wanted), times) in
        plates.into_iter().flat_map(|plate| [1, 2, 4].map(|n| (plate, n)))
    {
        for paper in [A5, A4] {
            let pages = set(&with_captions(plate, wanted, times), paper);
            check(&pages, &Design::gallery(paper));
            let what = format!("{wanted:?}, caption of {times}, {} wide", paper.width.to_pt());
            for (number, page) in (1..).zip(&pages.pages) {
                let size = Design::gallery(paper).styles.caption.size;
                captions_stand_free(&format!("{what}, page {number}"), page, size);
            }
        }
    }
}

/// No words of a caption's size stand on other words or on a picture.
fn captions_stand_free(what: &str, page: &crate::pages::Page, size: Length) {
    let of = |item: &crate::pages::Item| match &item.draw {
        Draw::Text(run) => Some((extent(item), run.text.clone(), run.size == size)),
        Draw::Photo { .. } | Draw::Drawing { .. } => Some((extent(item), String::new(), false)),
        _ => None,
    };
    let marks: Vec<_> = page.items.iter().filter_map(of).collect();
    for (index, (one, words, small)) in marks.iter().enumerate() {
        for (other, others, as_small) in &marks[index + 1..] {
            let wide = one.right().min(other.right()) - one.x.max(other.x);
            let high = one.bottom().min(other.bottom()) - one.y.max(other.y);
            // Extents are rough: the space between lines is part of them.
            let over = Length::pt(1) < wide && Length::pt(5) < high;
            let concerned = *small || *as_small;
            let message = format!("{what}: `{words}` at {one:?} stands on `{others}` at {other:?}");
            assert!(!(concerned && over), "{message}");
        }
    }
}

fn artifacts(pages: &Pages, wanted: &str) -> Vec<(usize, Length)> {
    let mut found = Vec::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            if let (Draw::Text(run), Tag::Artifact(_)) = (&item.draw, item.tag)
                && run.text.trim() == wanted
            {
                found.push((number, run.origin.y));
            }
        }
    }
    found
}

#[test]
fn an_address_stands_in_the_margin_beside_its_link() {
    let pages = whole(
        "Links",
        "Some words before it.\nThe [drums https://drums.example/all/] are told of there, and \
         [again https://drums.example/all] here, and at [kin.example https://kin.example].",
    );
    let found = artifacts(&pages, "drums.example/all");
    assert_eq!(found.len(), 1, "an address is printed once on a spread");
    let line = pages.pages[found[0].0].items.iter().find_map(|item| match &item.draw {
        Draw::Text(run)
            if run.text.contains("drums") && item.tag != Tag::Artifact(Artifact::Layout) =>
        {
            Some(run.origin.y)
        }
        _ => None,
    });
    assert_eq!(line, Some(found[0].1), "on the line of its words");
    assert!(artifacts(&pages, "kin.example").is_empty(), "words that are an address say it");
    assert!(!letters(&pages).contains("drumsexample"), "it is not read aloud");
}

#[test]
fn on_a_narrow_paper_addresses_are_listed_at_the_end() {
    let links: Vec<String> = (0..90).map(|n| format!("[w{n} https://x{n}.example/]")).collect();
    let document = document("Links", &format!("{} {LOREM}", links.join(" ")));
    let design = Design::gallery(A5);
    let (pages, _) = layout(&document, None, &design, &FontSet::bundled());
    check(&pages, &design);
    let at: Vec<(usize, Length)> =
        (0..90).flat_map(|n| artifacts(&pages, &format!("x{n}.example"))).collect();
    assert_eq!(at.len(), 90, "every address is printed once");
    assert!(at.is_sorted(), "in the order of the text");
    assert_eq!(at[89].0 + 1, pages.pages.len(), "on the last pages");
    assert!(at[0].0 < at[89].0, "of which there may be several");
    assert!(!letters(&pages).contains("x1example"), "it is not read aloud");
    let (fewer, _) = layout(&self::document("No", LOREM), None, &design, &FontSet::bundled());
    assert!(artifacts(&fewer, "Links").is_empty(), "no list where there is nothing to list");
    assert!(!artifacts(&pages, "Links").is_empty(), "it has a running head");
}

#[test]
fn addresses_that_crowd_find_room_near_by() {
    let links: Vec<String> = (0..12).map(|n| format!("[w{n} https://x{n}.example/]")).collect();
    let pages = whole("Links", &format!("{} {LOREM}", links.join(" ")));
    let mut rows: Vec<Length> =
        (0..12).flat_map(|n| artifacts(&pages, &format!("x{n}.example"))).map(|at| at.1).collect();
    assert_eq!(rows.len(), 12, "every address is printed");
    rows.sort();
    rows.dedup();
    assert_eq!(rows.len(), 12, "each on a line of its own");
}

#[test]
fn a_wide_table_takes_the_margin_before_it_breaks_words() {
    let word = "Responsibilities";
    let row = [word; 6].join(" | ");
    let document = document("Table", &format!("{LOREM}\n| {row} / {row}\n{LOREM}"));
    let design = Design::gallery(A4);
    let (pages, diagnostics) = layout(&document, None, &design, &FontSet::bundled());
    check(&pages, &design);
    let told = diagnostics.iter().any(|one| one.code == crate::base::Code::Overfull);
    assert!(!told, "it is not too wide for the type area");
    let runs =
        pages.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.draw {
            Draw::Text(run) if run.text.trim() == word => Some(run.origin.x),
            _ => None,
        });
    let places: Vec<Length> = runs.collect();
    assert_eq!(places.len(), 12, "every word stands whole");
    let left = places.iter().min().copied();
    assert_eq!(left, Some(design.page.left), "from the left edge of the type area");
}
