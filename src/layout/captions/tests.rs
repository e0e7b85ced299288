//! Captions in words: which places are named, and who took what.

use super::*;
use crate::base::{BlockId, Lang, Size};
use crate::document::flatten;
use crate::image::PhotoId;

fn photo(caption: &str, name: &str) -> PlatePhoto {
    PlatePhoto {
        id: BlockId(0),
        photo: PhotoId(0),
        caption: match caption {
            "" => Vec::new(),
            caption => vec![Inline::Text(caption.to_owned())],
        },
        shared: false,
        credit: (!name.is_empty()).then(|| Credit::Creator(name.to_owned())),
        alt: String::new(),
    }
}

fn english() -> Locale {
    Locale::of(&Lang::english())
}

fn say(photos: &[PlatePhoto], pattern: Pattern) -> String {
    let arrangement = Arrangement { frames: Vec::new(), pattern, size: Size::default() };
    let line = |entry: &Entry| {
        let words = [entry.position.clone(), flatten(&entry.caption), entry.credit.clone()];
        let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(" ").replace('\u{a0}', " ")
    };
    let entries = group(photos, &arrangement, english());
    entries.iter().map(line).collect::<Vec<_>>().join(" / ")
}

#[test]
fn names_the_corners_of_two_rows_and_a_photographer_once() {
    let four = [
        photo("A stream.", "Ane"),
        photo("Dogs.", "Ane"),
        photo("A fig.", "Ane"),
        photo("Brushes.", "Jo"),
    ];
    assert_eq!(
        say(&four, Pattern::Rows(vec![2, 2])),
        "Top left: A stream. / Top right: Dogs. / Bottom left: A fig. Photos: Ane \
         / Bottom right: Brushes. Photo: Jo",
        "neighbours by one photographer share the credit"
    );
}

#[test]
fn names_a_run_once() {
    let four = [photo("A", ""), photo("B", ""), photo("C", ""), photo("D", "")];
    assert_eq!(
        say(&four, Pattern::Rows(vec![1, 3])),
        "Top: A / Bottom, from left: B / C / D",
        "one word for three in a row"
    );
    assert_eq!(
        say(&four, Pattern::Columns(vec![1, 3])),
        "Left: A / Right, from top: B / C / D",
        "and for three in a column"
    );
    assert_eq!(
        say(&four[..3], Pattern::Rows(vec![3])),
        "From left: A / B / C",
        "a single row needs no band"
    );
    assert_eq!(say(&four[..2], Pattern::Rows(vec![2])), "Left: A / Right: B", "a pair");
}

#[test]
fn one_caption_for_all_names_no_place() {
    let mut two = [photo("Both.", "Ane"), photo("Both.", "Ane")];
    two[1].shared = true;
    assert_eq!(say(&two, Pattern::Rows(vec![2])), "Both. Photos: Ane", "it covers both");
}

#[test]
fn one_caption_for_two_of_three_names_both_places() {
    let mut three = [photo("Pair.", ""), photo("Pair.", ""), photo("Last.", "")];
    three[1].shared = true;
    assert_eq!(
        say(&three, Pattern::Rows(vec![2, 1])),
        "Top left, top right: Pair. / Bottom: Last.",
        "the item covers two pictures"
    );
}

#[test]
fn leads_the_eye_to_another_page() {
    let mut entries = vec![single(&photo("A path.", "Ane"), english())];
    elsewhere(&mut entries, Elsewhere::Page(8), english());
    assert_eq!(entries[0].position, "Page 8:", "the printed number");
    let mut entries = vec![single(&photo("A path.", "Ane"), english())];
    elsewhere(&mut entries, Elsewhere::Opposite, english());
    assert_eq!(entries[0].position, "Opposite:", "the facing page");
}

#[test]
fn a_credit_line_stands_as_it_is() {
    let mut two = [photo("A", ""), photo("B", "")];
    for photo in &mut two {
        photo.credit = Some(Credit::Verbatim("© Ane Larrea / Agency".to_owned()));
    }
    assert_eq!(
        say(&two, Pattern::Rows(vec![2])),
        "Left: A © Ane Larrea / Agency / Right: B © Ane Larrea / Agency",
        "by each photograph"
    );
}
