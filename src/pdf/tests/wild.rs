//! Pages that make no sense: they are written or refused, and nothing breaks.

use proptest::prelude::*;

use super::*;

/// What a random mark is made of.
#[derive(Debug, Clone)]
struct Wild {
    node: Option<u32>,
    /// Under which node it is listed, as a step away from its own.
    listed: Option<u32>,
    text: String,
    ids: Vec<u16>,
    lens: Vec<u16>,
    place: (i64, i64, i64),
}

fn wild() -> impl Strategy<Value = Wild> {
    (
        proptest::option::of(0_u32..6),
        prop_oneof![8 => Just(Some(0)), 1 => Just(Some(1)), 1 => Just(None)],
        "[a-z\u{AD}é\u{0301}𝄞 ]{0,6}",
        proptest::collection::vec(prop_oneof![9 => 1_u16..90, 1 => Just(u16::MAX)], 0..8),
        proptest::collection::vec(0_u16..4, 8),
        (-50_i64..2_000, -50_i64..2_000, 0_i64..100),
    )
        .prop_map(|(node, listed, text, ids, lens, place)| Wild {
            node,
            listed,
            text,
            ids,
            lens,
            place,
        })
}

fn role(number: u8) -> Role {
    match number % 8 {
        0 => Role::Heading(number),
        1 => Role::Table,
        2 => Role::TableRow,
        3 => Role::TableCell,
        4 => Role::Figure { alt: None, bbox: None },
        5 => Role::List,
        6 => Role::Note,
        _ => Role::Link,
    }
}

fn build(wilds: &[Wild], parents: &[u32], roles: &[u8]) -> Pages {
    let mut pages = blank(2);
    for ((index, parent), number) in (1_u32..).zip(parents).zip(roles) {
        pages.structure.add(NodeId(parent % index), role(*number));
    }
    let count = u32::try_from(pages.structure.nodes.len()).unwrap();
    for (number, wild) in wilds.iter().enumerate() {
        let (x, y, size) = wild.place;
        let mut run = run("", FaceId::TEXT, x, y, size);
        run.text.clone_from(&wild.text);
        run.glyphs = wild
            .ids
            .iter()
            .zip(&wild.lens)
            .map(|(&id, &len)| Glyph { id, len, advance: 300_000, dx: 7, dy: i32::from(len) })
            .collect();
        fit(&mut run);
        let page = number % 2;
        let item = u32::try_from(pages.pages[page].items.len()).unwrap();
        let tag = match wild.node {
            Some(node) => Tag::Node(NodeId(node % count)),
            None => Tag::Artifact(Artifact::Background),
        };
        pages.pages[page].items.push(Item { tag, draw: Draw::Text(run) });
        if let (Some(node), Some(step)) = (wild.node, wild.listed) {
            let kid = Kid::Item { page: u32::try_from(page).unwrap(), item };
            pages.structure.attach(NodeId((node + step) % count), kid);
        }
    }
    pages
}

/// Lets the glyphs share out the text, which may part characters.
fn fit(run: &mut GlyphRun) {
    let mut rest = u16::try_from(run.text.len()).unwrap();
    for glyph in run.glyphs.iter_mut().rev() {
        glyph.len = glyph.len.min(rest);
        rest -= glyph.len;
    }
    match run.glyphs.first_mut() {
        Some(first) => first.len += rest,
        None => run.text.clear(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever the pages, there is a readable file or a plain sentence.
    #[test]
    fn any_pages_are_written_or_refused(
        wilds in proptest::collection::vec(wild(), 0..6),
        parents in proptest::collection::vec(0_u32..6, 0..6),
        roles in proptest::collection::vec(any::<u8>(), 6),
        standard in prop_oneof![Just(Standard::Ua1), Just(Standard::Ua2)],
    ) {
        let pages = build(&wilds, &parents, &roles);
        let mut out = Vec::new();
        match write(&Options { standard }, &pages, &FontSet::bundled(), &Album(Vec::new()), &mut out) {
            Ok(_) => {
                let doc = lopdf::Document::load_mem(&out);
                prop_assert!(doc.is_ok_and(|doc| doc.get_pages().len() == 2), "it reads back");
            }
            Err(Error::Refused(refusal)) => prop_assert!(!refusal.why.is_empty(), "it says why"),
            Err(other) => prop_assert!(false, "no file was read: {other:?}"),
        }
    }
}
