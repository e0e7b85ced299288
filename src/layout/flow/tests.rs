//! Whole chapters through the layout: nothing lost, nothing off its place.
//!
//! Chapters are written in a few signs, one block a line: hashes for a head, `>` a block quote,
//! a straight quotation mark a letter and its name, `*` and `1.` lists, `|` a table, a backtick
//! code, `!` a plate of photographs by number, `<` a pull-quote, `E` an epigraph, `A` an alert;
//! a circumflex in a text cites the next note, brackets hold a link's words and address.

mod beside;
mod tree;

use crate::base::{BlockId, FileId, Lang, Length, Span};
use crate::design::{A4, A5, Design};
use crate::document::{
    Alert, Block, BlockKind, Cell, CellAlign, Chapter, Document, Front, Inline, LinkTarget,
    ListItem, Note, Part, Plate, PlateLayout, PlatePhoto, Quotation, QuotationKind, Table,
};
use crate::font::FontSet;
use crate::image::PhotoId;
use crate::layout::layout;
use crate::layout::sample;
use crate::pages::{Artifact, Draw, Kid, NodeId, Pages, Role, Structure, Tag, extent};

struct Maker {
    next: u32,
    notes: u32,
}

impl Maker {
    fn id(&mut self) -> BlockId {
        self.next += 1;
        BlockId(self.next)
    }

    fn block(&mut self, kind: BlockKind) -> Block {
        Block { id: self.id(), span: span(), lang: None, keep: false, kind }
    }

    fn inlines(&mut self, text: &str) -> Vec<Inline> {
        let mut all = Vec::new();
        for (number, part) in text.split('^').enumerate() {
            if 0 < number {
                all.push(Inline::NoteRef { note: self.notes, repeat: 0 });
                self.notes += 1;
            }
            let (mut rest, mut links) = (part, part.matches('['));
            while links.next().is_some() {
                let (before, after) = rest.split_once('[').unwrap();
                let (link, after) = after.split_once(']').unwrap();
                let (words, url) = link.rsplit_once(' ').unwrap();
                all.push(Inline::Text(before.to_owned()));
                all.push(Inline::Link {
                    target: LinkTarget::Url(url.to_owned()),
                    title: String::new(),
                    content: vec![Inline::Text(words.to_owned())],
                });
                rest = after;
            }
            all.push(Inline::Text(rest.to_owned()));
        }
        all
    }

    fn paragraph(&mut self, text: &str) -> Block {
        let kind = BlockKind::Paragraph(self.inlines(text));
        self.block(kind)
    }

    fn items(&mut self, start: Option<u64>, text: &str) -> Block {
        let items = text
            .split(" / ")
            .map(|item| ListItem { blocks: vec![self.paragraph(item)], done: None });
        let kind = BlockKind::List { start, tight: true, items: items.collect() };
        self.block(kind)
    }

    fn cells(&mut self, row: &str) -> Vec<Cell> {
        row.split('|')
            .map(|cell| Cell { id: self.id(), content: self.inlines(cell.trim()) })
            .collect()
    }

    fn table(&mut self, text: &str) -> Block {
        let mut rows = text.split(" / ");
        let head = self.cells(rows.next().unwrap_or(""));
        let rows: Vec<_> = rows.map(|row| self.cells(row)).collect();
        let aligns = vec![CellAlign::Auto; head.len()];
        let kind = BlockKind::Table(Table { aligns, head, rows, row_heads: false });
        self.block(kind)
    }

    fn plate(&mut self, text: &str) -> Block {
        let photos = text.split_whitespace().map(|number| PlatePhoto {
            id: self.id(),
            photo: PhotoId(number.parse().expect("a photograph's number")),
            caption: vec![Inline::Text(format!("Caption {}.", self.next))],
            shared: false,
            credit: None,
            alt: "What it shows".to_owned(),
        });
        let kind = BlockKind::Plate(Plate { photos: photos.collect(), layout: None });
        self.block(kind)
    }

    fn quotation(&mut self, text: &str) -> Quotation {
        let (words, name) = text.split_once(" | ").unwrap_or((text, ""));
        let attribution = if name.is_empty() { Vec::new() } else { self.inlines(name) };
        let kind = QuotationKind::Quote;
        Quotation {
            kind,
            body: vec![self.paragraph(words)],
            attribution,
            attribution_id: self.id(),
        }
    }

    fn parse(&mut self, source: &str) -> Block {
        let (sign, rest) = source.split_once(' ').unwrap_or((source, ""));
        let kind = match sign {
            "##" | "###" | "####" => BlockKind::Heading {
                level: u8::try_from(sign.len()).expect("a short sign"),
                content: self.inlines(rest),
                anchor: format!("a{}", self.next),
            },
            ">" => BlockKind::BlockQuote(vec![self.paragraph(rest)]),
            "\"" => BlockKind::Quotation(self.quotation(rest)),
            "E" => BlockKind::Epigraph(self.quotation(rest)),
            "A" => BlockKind::Alert { kind: Alert::Tip, body: vec![self.paragraph(rest)] },
            "*" => return self.items(None, rest),
            "1." => return self.items(Some(9), rest),
            "|" => return self.table(rest),
            "!" => return self.plate(rest),
            "`" => BlockKind::Code { language: String::new(), text: rest.to_owned() },
            "<" => BlockKind::PullQuote { text: rest.to_owned(), source: BlockId(0) },
            "---" => BlockKind::ThematicBreak,
            "===" => BlockKind::PageBreak,
            _ => BlockKind::Paragraph(self.inlines(source)),
        };
        self.block(kind)
    }
}

fn span() -> Span {
    Span { file: FileId(0), start: 0, end: 0 }
}

/// A document of one chapter; the title may be empty, a date stands before ` – `.
fn document(title: &str, blocks: &str) -> Document {
    let mut maker = Maker { next: 0, notes: 0 };
    let id = maker.id();
    let blocks: Vec<Block> = blocks.split('\n').map(|source| maker.parse(source)).collect();
    let notes = (0..maker.notes).map(|number| Note {
        id: BlockId(10_000 + number),
        span: span(),
        blocks: vec![Block {
            id: BlockId(20_000 + number),
            span: span(),
            lang: None,
            keep: false,
            kind: BlockKind::Paragraph(vec![Inline::Text(format!(
                "Remark {number} says more than the text has room for, and then some more of it."
            ))]),
        }],
    });
    let (date, words) = match title.split_once(" – ") {
        Some((date, words)) => (Some(date.to_owned()), words),
        None => (None, title),
    };
    let chapter = Chapter {
        id,
        span: span(),
        anchor: "chapter".to_owned(),
        date,
        title: if words.is_empty() { Vec::new() } else { vec![Inline::Text(words.to_owned())] },
        heading: title.to_owned(),
        subtitle: Vec::new(),
        lang: None::<Lang>,
        blocks: blocks.into_iter().filter(|block| !is_empty(block)).collect(),
        notes: notes.collect(),
    };
    Document { front: Front::default(), parts: vec![Part::Chapter(chapter)], ..sample::document() }
}

fn is_empty(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(content)
        if crate::document::flatten(content).is_empty())
}

fn set(document: &Document, paper: crate::base::Size) -> Pages {
    layout(document, None, &Design::gallery(paper), &FontSet::bundled()).0
}

/// The text under a node in reading order, lines joined by spaces.
fn text(pages: &Pages, node: NodeId, out: &mut String) {
    for kid in &pages.structure.node(node).kids {
        match kid {
            Kid::Node(node) => text(pages, *node, out),
            Kid::Item { page, item } => {
                let item = &pages.pages[*page as usize].items[*item as usize];
                if let Draw::Text(run) | Draw::Unseen(run) = &item.draw {
                    out.push_str(&run.text);
                }
            }
            Kid::Link { .. } => {}
        }
    }
}

/// Letters and digits of the whole tree.
fn letters(pages: &Pages) -> String {
    let mut all = String::new();
    text(pages, Structure::ROOT, &mut all);
    squeeze(&all)
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Every mark of content is listed once, and on the paper; body lines stand on rows.
fn check(pages: &Pages, design: &Design) {
    let mut listed = std::collections::BTreeMap::new();
    let mut stack = vec![Structure::ROOT];
    while let Some(node) = stack.pop() {
        for kid in &pages.structure.node(node).kids {
            match kid {
                Kid::Node(kid) => stack.push(*kid),
                Kid::Item { page, item } => *listed.entry((*page, *item)).or_insert(0) += 1,
                Kid::Link { .. } => {}
            }
        }
    }
    let paper = design.page.paper;
    for (number, page) in (0..).zip(&pages.pages) {
        for (index, item) in (0..).zip(&page.items) {
            let times = listed.get(&(number, index)).copied().unwrap_or(0);
            let content = matches!(item.tag, Tag::Node(_));
            assert_eq!(times, i32::from(content), "mark {index} of page {number}: {item:?}");
            if let Draw::Text(run) = &item.draw {
                let right = run.origin.x + run.width();
                let what = format!("page {}: `{}`", number + 1, run.text);
                assert!(right <= paper.width, "{what} runs off the right at {}", right.to_pt());
                assert!(Length::ZERO <= run.origin.x, "{what} begins off the left");
                assert!(run.origin.y <= paper.height, "{what} stands under the paper");
                if run.size == design.styles.body.size && run.origin.x >= design.page.axis {
                    let off = (run.origin.y - design.page.origin).0 % design.page.row.0;
                    assert_eq!(off, 0, "{what} is off the grid");
                }
            }
        }
    }
}

const LOREM: &str = "The alder comes from the far side of the stream. It is not a valuable tree. \
It is cut for clogs and for smoking hams, it rots in a fence, it lasts for centuries under water, \
and it turns red at the saw as though it minded. Joseba chooses it by knocking. He walks along \
the bank in November, when the leaves are down, and raps each trunk at the height of his own ribs.";

fn whole(title: &str, blocks: &str) -> Pages {
    let document = document(title, blocks);
    for paper in [A5, A4] {
        check(&set(&document, paper), &Design::gallery(paper));
    }
    set(&document, A4)
}

#[test]
fn sets_every_construct_once_and_in_order() {
    let blocks = format!(
        "E A drum is a room. | Mikel Olano\n{LOREM}\n## Wood\n{LOREM}\n> Quoted words here.\n\
         * one / two / three\n1. nine / ten\n| Year | Drums / 1987 | 40 / 1988 | 52\n` let x = 1;\n\
         A Take care.\n\" Dear Ane, come soon. | Itziar Olano, letter\n---\n### Third\n{LOREM}\n\
         #### Fourth\nRun in here.\n===\nLast page."
    );
    let pages = whole("1987 – The Workshop", &blocks);
    let found = letters(&pages);
    let mut at = 0;
    for words in [
        "1987",
        "The Workshop",
        "A drum is a room",
        "Mikel Olano",
        LOREM,
        "Wood",
        LOREM,
        "Quoted words here",
        "one",
        "two",
        "three",
        "9",
        "nine",
        "10",
        "ten",
        "Year",
        "Drums",
        "1987",
        "40",
        "1988",
        "52",
        "let x = 1",
        "Tip",
        "Take care",
        "Dear Ane, come soon",
        "Itziar Olano, letter",
        "Third",
        LOREM,
        "Fourth",
        "Run in here",
        "Last page",
    ] {
        let words = squeeze(words);
        let next = found[at..].find(&words);
        assert!(next.is_some(), "`{words}` does not follow in {}", &found[at..]);
        at += next.unwrap_or(0) + words.len();
    }
}

#[test]
fn loses_nothing_in_nasty_chapters() {
    let long_word = "w".repeat(300);
    let row = "a longer cell | with words | and 1987";
    let table = vec![row; 61].join(" / ");
    let code = format!("` {}", "x".repeat(5_000));
    let notes = vec!["Words with a note^ in them."; 100].join("\n");
    let text = vec![LOREM; 30].join("\n");
    for (title, blocks) in [
        ("", String::new()),
        ("A title", String::new()),
        ("2001 – Plates", "! 0\n! 1 2 3\n! 5\n! 6\n! 2\n! 0 1 2 3 4 5 6".to_owned()),
        ("Word", long_word.clone()),
        ("Table", format!("| {table}")),
        ("Code", code),
        ("Notes", notes),
        ("Long", text.clone()),
        ("", text),
        ("Narrow", format!("| {}", vec!["immeasurably"; 14].join(" | "))),
        (&long_word, "Text.".to_owned()),
    ] {
        let pages = whole(title, &blocks);
        let found = letters(&pages);
        assert!(!pages.pages.is_empty(), "a chapter has a page");
        let wanted = blocks.split(|c: char| !c.is_alphanumeric()).filter(|w| 1 < w.len());
        for word in wanted.filter(|_| !blocks.starts_with('!')) {
            assert!(found.contains(&squeeze(word)), "`{title}` lost `{word}`");
        }
    }
}

#[test]
fn every_note_stands_once_after_what_cites_it() {
    let blocks = vec![format!("{LOREM} And a note^ here. {LOREM}"); 12].join("\n");
    let pages = whole("Notes", &blocks);
    let found = letters(&pages);
    for number in 0..12 {
        let note = squeeze(&format!("Remark {number} says more"));
        assert_eq!(found.matches(&note).count(), 1, "note {number} stands once");
    }
    let roles = pages.structure.nodes.iter().filter(|node| node.role == Role::Note);
    assert_eq!(roles.count(), 12, "each has a node");
}

#[test]
fn a_letter_is_set_smaller_rather_than_parted() {
    let letter =
        "Dear Ane, you asked whether you may come in January, and there is nothing to see.";
    let blocks = format!(
        "{LOREM}\n{LOREM}\n{LOREM}\n\" {letter} {letter} {letter} | Itziar, letter\n{LOREM}"
    );
    let pages = whole("1987 – The Workshop", &blocks);
    let on = |page: &crate::pages::Page| {
        let italic = |item: &&crate::pages::Item| match &item.draw {
            Draw::Text(run) => run.text.contains("January") || run.text.contains("nothing"),
            _ => false,
        };
        0 < page.items.iter().filter(italic).count()
    };
    assert_eq!(pages.pages.iter().filter(|page| on(page)).count(), 1, "on one page");
}

#[test]
fn a_long_chapter_has_no_short_pages_and_even_spreads() {
    let text = vec![LOREM; 120].join("\n");
    let pages = whole("Long", &text);
    let design = Design::gallery(A4);
    let last_row = |page: &crate::pages::Page| {
        let rows = page.items.iter().filter_map(|item| match &item.draw {
            Draw::Text(run) if run.size == design.styles.body.size => Some(run.origin.y),
            _ => None,
        });
        rows.max().map_or(0, |y| (y - design.page.origin).0 / design.page.row.0)
    };
    let rows: Vec<i64> = pages.pages.iter().map(last_row).collect();
    for row in &rows[..rows.len() - 1] {
        assert!((row - 49).abs() <= 1, "a page ends on row {row}: {rows:?}");
    }
    for spread in rows[1..rows.len() - 1].chunks_exact(2) {
        assert_eq!(spread[0], spread[1], "facing pages end on one row: {rows:?}");
    }
}
