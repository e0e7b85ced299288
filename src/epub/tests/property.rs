//! Documents made by chance: every word stands in the book, every page has its mark.

use proptest::prelude::*;

use super::super::xml::put;
use super::{book, check_sound, sample};
use crate::base::{BlockId, PageStart};
use crate::document::{
    Alert, Block, BlockKind, Chapter, Inline, LinkTarget, ListItem, Note, Part, QuotationKind,
    flatten,
};

/// A block to be made: its kind and what stands in it.
#[derive(Debug, Clone)]
enum Seed {
    Text(u8, usize),
    Kind(u8, Vec<Seed>),
}

fn seeds() -> impl Strategy<Value = Vec<Seed>> {
    let leaf = (any::<u8>(), 1..9_usize).prop_map(|(kind, words)| Seed::Text(kind, words));
    let tree = leaf.prop_recursive(3, 24, 4, |inner| {
        (any::<u8>(), prop::collection::vec(inner, 1..4))
            .prop_map(|(kind, kids)| Seed::Kind(kind, kids))
    });
    prop::collection::vec(tree, 1..8)
}

/// Makes blocks; every word is `w` and its number, so that order and presence show.
#[derive(Default)]
struct Garden {
    make: sample::Maker,
    word: usize,
    notes: Vec<Note>,
    /// Blocks whose pages are marked, with the length of their text, in order.
    texts: Vec<(BlockId, usize)>,
    in_note: bool,
}

impl Garden {
    fn words(&mut self, count: usize) -> String {
        let mut text = String::new();
        for _ in 0..count {
            put!(text, "w{} ", self.word);
            self.word += 1;
        }
        text.push_str("<&>\u{1}\u{fffe}é");
        text
    }

    fn inlines(&mut self, kind: u8, count: usize) -> Vec<Inline> {
        let words = self.words(count);
        let inner = vec![Inline::Text(words.clone())];
        let wrapped = match kind % 8 {
            0 => Inline::Emphasis(inner),
            1 => Inline::Strong(vec![Inline::Strike(inner)]),
            2 => Inline::Code(words),
            3 => Inline::Link {
                target: LinkTarget::Url("https://a.example/?a=1&b=\"".to_owned()),
                title: "<t>".to_owned(),
                content: inner,
            },
            4 => Inline::Link {
                target: LinkTarget::Anchor("nowhere".to_owned()),
                title: String::new(),
                content: inner,
            },
            _ => Inline::Text(words),
        };
        let mut content = vec![wrapped];
        if kind.is_multiple_of(5) && !self.in_note {
            content.push(Inline::NoteRef {
                note: u32::try_from(self.notes.len()).unwrap(),
                repeat: 0,
            });
            self.notes.push(Note { id: self.make.id(), span: sample::SPAN, blocks: Vec::new() });
        }
        content.push(Inline::LineBreak);
        content.push(Inline::Text(self.words(1)));
        content
    }

    fn block(&mut self, seed: &Seed) -> Block {
        match seed {
            Seed::Text(kind, count) => {
                if kind / 8 % 4 == 1 {
                    let text = self.words(*count);
                    return self.make.block(BlockKind::Code { language: String::new(), text });
                }
                let content = self.inlines(*kind, *count);
                let length = flatten(&content).len();
                let block = if kind / 8 % 4 == 0 {
                    let anchor = format!("page-{}", self.word);
                    self.make.block(BlockKind::Heading { level: 2, content, anchor })
                } else {
                    self.make.inline(content)
                };
                self.texts.push((block.id, length));
                block
            }
            Seed::Kind(kind, kids) => {
                let body: Vec<_> = kids.iter().map(|kid| self.block(kid)).collect();
                let kind = match kind % 5 {
                    0 => BlockKind::BlockQuote(body),
                    1 => BlockKind::Alert { kind: Alert::Tip, body },
                    2 => {
                        let mut quotation = self.make.quotation(QuotationKind::Document, &[], "");
                        quotation.body = body;
                        quotation.attribution = self.inlines(*kind, 2);
                        self.texts.push((quotation.attribution_id, 5));
                        BlockKind::Quotation(quotation)
                    }
                    tight => BlockKind::List {
                        start: Some(7),
                        tight: tight == 3,
                        items: body
                            .into_iter()
                            .map(|block| ListItem { blocks: vec![block], done: Some(true) })
                            .collect(),
                    },
                };
                self.make.block(kind)
            }
        }
    }

    fn chapter(&mut self, seeds: &[Seed]) -> Chapter {
        let blocks = seeds.iter().map(|seed| self.block(seed)).collect();
        let mut notes = std::mem::take(&mut self.notes);
        self.in_note = true;
        for note in &mut notes {
            let words = self.words(3);
            note.blocks = vec![self.make.p(&words)];
        }
        self.in_note = false;
        let mut chapter = self.make.chapter(Some("2024"), "A title", blocks);
        chapter.notes = notes;
        chapter.anchor = format!("chapter-{}", self.word);
        chapter
    }
}

fn page(index: usize, text: Option<(BlockId, u32)>) -> PageStart {
    PageStart { label: (index + 1).to_string(), text }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Reading the book from end to end finds each word of the document once, in order.
    #[test]
    fn every_word_stands_in_the_book(chapters in prop::collection::vec(seeds(), 1..3)) {
        let mut garden = Garden::default();
        let parts = chapters.iter().map(|seeds| Part::Chapter(garden.chapter(seeds))).collect();
        let document = sample::document(parts);
        let parsed = check_sound(&book(&document, &[]), &[]);
        let text: String = parsed
            .iter()
            .filter(|file| file.0.contains("chapter-"))
            .map(|file| file.1.text.as_str())
            .collect();
        let found: Vec<usize> = text
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter_map(|word| word.strip_prefix('w')?.parse().ok())
            .collect();
        let all: Vec<usize> = (0..garden.word).collect();
        prop_assert_eq!(found, all);
    }

    /// Whatever pages say of where they begin, each is marked once, and in order.
    #[test]
    fn every_page_has_its_mark(
        seeds in seeds(),
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<u16>(), any::<u8>()), 0..12),
        sorted in any::<bool>(),
    ) {
        let mut garden = Garden::default();
        let chapter = garden.chapter(&seeds);
        if garden.texts.is_empty() {
            garden.texts.push((BlockId(9_998), 1));
        }
        let mut places: Vec<(usize, u32, u8)> = picks
            .iter()
            .map(|(index, offset, chance)| {
                let block = index.index(garden.texts.len());
                let length = u32::try_from(garden.texts[block].1).unwrap();
                (block, u32::from(*offset) % (length + 2), *chance)
            })
            .collect();
        if sorted {
            places.sort_unstable();
        }
        let starts: Vec<_> = places
            .iter()
            .enumerate()
            .map(|(index, &(block, offset, chance))| match chance % 8 {
                0 => page(index, None),
                1 => page(index, Some((BlockId(9_999), offset))),
                _ => page(index, Some((garden.texts[block].0, offset))),
            })
            .collect();
        let document = sample::document(vec![Part::Chapter(chapter)]);
        check_sound(&book(&document, &starts), &starts);
    }
}
