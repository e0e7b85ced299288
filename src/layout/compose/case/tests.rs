//! Words are shaped once and kept, alone and in parts.

use super::*;
use crate::base::{Lang, Length};
use crate::design::{Caps, Figures};
use crate::font::FaceId;

/// Prose with the marks, figures and capitals that kern most.
const TEXT: &str = "AV To “We” Ty. V, Wo; r.” f’s fj 1994, 17.5 %— LT Yo. ffi official \
    well-known officer’s filmmakers’ (Tafel) Wayfaring difference, affiliation Travelogue, \
    Vorschrift! Überfall? Kyiv: AWAY naïve fjord shuffling. ‘Tis Pa, P. F, T. L’Orée";

fn keys() -> Vec<FountKey> {
    let mut keys = Vec::new();
    for face in 0..10 {
        for (caps, tracking) in [(Caps::AsTyped, 0), (Caps::Small, 50), (Caps::AllSmall, 80)] {
            let (face, size) = (FaceId(face), Length::milli(10_500));
            let (figures, lang) = (Figures::OldStyle, Lang::english());
            let backward = false;
            keys.push(FountKey { face, size, figures, caps, tracking, lang, backward });
        }
    }
    keys
}

/// The glyphs as they are drawn, with the room that each takes.
fn drawn(sorts: &[Sort]) -> Vec<(u16, i32)> {
    sorts.iter().map(|sort| (sort.id, sort.advance)).collect()
}

#[test]
fn no_face_kerns_across_a_space() {
    let fonts = FontSet::bundled();
    let mut case = TypeCase::new(&fonts, Practice::product());
    for key in keys() {
        let name = format!("{key:?}");
        let fount = case.fount(key);
        let whole = drawn(&case.shape(fount, TEXT));
        let parts: Vec<_> = TEXT
            .split_inclusive(' ')
            .flat_map(|word| {
                let (letters, space) = word.split_at(word.len() - usize::from(word.ends_with(' ')));
                let mut parts = drawn(&case.shape(fount, letters));
                parts.extend(drawn(&case.shape(fount, space)));
                parts
            })
            .collect();
        assert_eq!(parts, whole, "words apart are words in a row: {name}");
    }
}

#[test]
fn parts_of_words_measure_as_if_shaped_by_themselves() {
    let fonts = FontSet::bundled();
    let mut case = TypeCase::new(&fonts, Practice::product());
    let mut points = 0;
    for key in keys() {
        let name = format!("{key:?}");
        let fount = case.fount(key);
        for token in TEXT.split(' ') {
            let id = case.make(fount, token);
            let word = case.word(id).clone();
            for point in &word.points {
                let at = point.opportunity.at;
                let hyphen = point.opportunity.kind.adds_hyphen();
                let mut measure = |part, hyphen| {
                    let mut sorts = Vec::new();
                    case.fragment(fount, id, part, hyphen, &mut sorts);
                    width(&sorts)
                };
                let before = measure((0, at), hyphen);
                let after = measure((at, word.text.len()), false);
                assert_eq!(point.before, before, "{token} before {at}: {name}");
                assert_eq!(point.after, after, "{token} after {at}: {name}");
                points += 1;
            }
        }
    }
    assert!(200 < points, "there were points to measure: {points}");
}
