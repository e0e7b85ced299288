//! Material that hurts, in every theme on four papers: nothing leaves the page, and no word
//! is lost.
//!
//! Where lines and pictures stand is held as text (`tests/golden/stress`), a line a page and a
//! line a picture. What is wider than its place may hang out of it where a diagnostic says so, but never over
//! the edge of the paper.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use platemark::base::{Code, Length, Rect, Severity};
use platemark::design::{Wishes, resolve};
use platemark::font::FontSet;
use platemark::kit::Kit;
use platemark::pages::{Draw, Item, NodeId, Pages, text_of};

use crate::scratch::Scratch;

const THEMES: [&str; 3] = ["gallery", "plain", "night"];
const PAPERS: [&str; 4] = ["a4", "letter", "a5", "200mm x 200mm"];

/// A drawing of this shape.
fn drawing(width: u32, height: u32) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>\
         <rect width='{width}' height='{height}' fill='#446688'/></svg>"
    )
}

/// A kit of this front matter and text, with drawings of all shapes.
fn kit(front: &str, text: &str) -> Scratch {
    let scratch = Scratch::with(&[("manuscript.md", &format!("---\n{front}\n---\n\n{text}"))]);
    for (name, width, height) in
        [("square", 300, 300), ("wide", 2000, 200), ("tower", 150, 1800), ("land", 300, 200)]
    {
        scratch.write(&format!("images/{name}.svg"), drawing(width, height).as_bytes());
    }
    scratch
}

/// Lays a kit out in each theme on each paper and looks at the pages; returns how often
/// something was found to be too large.
fn lay_out(name: &str, scratch: &Scratch, words: &[&str]) -> usize {
    let mut overfull = 0;
    let mut places = String::new();
    for theme in THEMES {
        for paper in PAPERS {
            let at = format!("{name} in {theme} on {paper}");
            let kit = Kit::open(scratch.path(), None).unwrap();
            let (mut draft, found) = platemark::draft(&kit);
            assert!(found.iter().all(|d| d.severity < Severity::Error), "{at}: {found:?}");
            let (design, _) = resolve(&Wishes { theme, paper, ..Wishes::default() });
            draft.fonts = FontSet::bundled();
            draft.fonts.dress(design.typeface);
            draft.design = design;
            let (pages, found) = draft.pages(&draft.photos(&kit));
            assert!(found.iter().all(|d| d.severity < Severity::Error), "{at}: {found:?}");
            overfull += found.iter().filter(|d| d.code == Code::Overfull).count();
            let _ = writeln!(places, "{theme} on {paper}");
            places += &where_all_stands(&pages);
            keeps_to_the_paper(&at, &pages);
            keeps_the_words(&at, &pages, words);
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden/stress");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name.replace(' ', "-"), places));
    overfull
}

/// For each page how many lines of type it has, and from where to where, in points from the
/// top; under it each photograph's or drawing's left, top, width and height.
fn where_all_stands(pages: &Pages) -> String {
    let mut out = String::new();
    let pt = |length: Length| format!("{:.0}", length.to_pt());
    for page in &pages.pages {
        let lines: BTreeSet<Length> = page.items.iter().filter_map(baseline).collect();
        let _ = write!(out, "  {}: {} lines", page.label, lines.len());
        if let (Some(first), Some(last)) = (lines.first(), lines.last()) {
            let _ = write!(out, ", {} to {}", pt(*first), pt(*last));
        }
        out.push('\n');
        for item in &page.items {
            if let Draw::Photo { clip: frame, .. } | Draw::Drawing { frame, .. } = &item.draw {
                let sides = [frame.x, frame.y, frame.width, frame.height].map(pt).join(" ");
                let _ = writeln!(out, "    picture {sides}");
            }
        }
    }
    out
}

fn baseline(item: &Item) -> Option<Length> {
    match &item.draw {
        Draw::Text(run) => Some(run.origin.y),
        _ => None,
    }
}

fn keeps_to_the_paper(at: &str, pages: &Pages) {
    for page in &pages.pages {
        let paper = Rect::new(Length::ZERO, Length::ZERO, page.size.width, page.size.height);
        for item in &page.items {
            let place = match &item.draw {
                Draw::Text(run) | Draw::Shape(run) => {
                    Rect::new(run.origin.x, run.origin.y - run.size / 2, run.width(), run.size / 2)
                }
                Draw::Unseen(_) => continue,
                Draw::Fill { rect, .. } => *rect,
                Draw::Photo { clip, .. } => *clip,
                Draw::Drawing { frame, .. } | Draw::Slip { frame, .. } => *frame,
            };
            let slack = Length::pt(1);
            let inside = paper.x - slack <= place.x
                && paper.y - slack <= place.y
                && place.right() <= paper.right() + slack
                && place.bottom() <= paper.bottom() + slack;
            assert!(
                inside,
                "{at}, page {}: {place:?} leaves the paper: {:?}",
                page.label, item.draw
            );
        }
    }
}

fn keeps_the_words(at: &str, pages: &Pages, words: &[&str]) {
    let bare = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let said = bare(&text_of(pages, NodeId(0)));
    for word in words {
        assert!(said.contains(&bare(word)), "{at}: `{word}` is lost");
    }
}

#[test]
fn titles_of_any_length() {
    let long = "A very long title that goes on about the making of drums and of everything else \
                that was ever made in that valley or so";
    let one = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";
    for title in ["X", "1987", long, one] {
        let front = format!(
            "title: \"{title}\"\nsubtitle: \"{long}\"\nlogline: \"{long}. {long}. {long}.\"\n\
             creator: [\"{long}\"]\ncover-image: images/land.svg"
        );
        let text = format!("# {title}\n\nOne line.\n\n# 1987 – {long}\n\n*{long}*\n\nAnother.\n");
        lay_out(
            &format!("title of {}", title.chars().count()),
            &kit(&front, &text),
            &[title, "One line", "Another", long],
        );
    }
}

#[test]
fn pictures_of_any_shape_and_number() {
    let mut text = String::from("# Pictures alone\n\n");
    for name in ["wide", "tower", "square", "land"] {
        let _ = writeln!(text, "![A shape](images/{name}.svg \"The {name}.\")\n");
    }
    text.push_str("# Forty in a row\n\n");
    for index in 0..40 {
        let name = ["wide", "tower", "square", "land"][index % 4];
        let _ = writeln!(text, "![A shape](images/{name}.svg \"Number{index}.\")\n");
    }
    text.push_str("# A group\n\n");
    for _ in 0..9 {
        text.push_str("![A shape](images/tower.svg)\n");
    }
    let last = ["The wide", "The tower", "Number0", "Number39"];
    lay_out("pictures", &kit("title: Shapes", &text), &last);
}

#[test]
fn tables_code_and_words_without_end() {
    let mut text = String::from("# Table\n\n| Year | Place | Weight |\n|---|:-:|--:|\n");
    for row in 0..60 {
        let _ = writeln!(text, "| {} | Place{row} | {} kg |", 1900 + row, row * 3);
    }
    let wide = (0..14).map(|n| format!("Column{n}")).collect::<Vec<_>>();
    let _ = writeln!(text, "\n| {} |\n|{}", wide.join(" | "), "---|".repeat(14));
    let _ = writeln!(text, "| {} |\n", wide.join(" | "));
    let code = "let x = 1; ".repeat(455);
    let word = "abcdefghij".repeat(30);
    let _ = writeln!(text, "# Code\n\n```\n{code}\n```\n\n# Word\n\n{word}\n\n`{word}`\n");
    let words = ["Place0", "Place59", "177 kg", "Column13", "let x = 1; let x = 1;", &word];
    let overfull = lay_out("without end", &kit("title: Endless", &text), &words);
    assert!(0 < overfull, "what is too wide is told");
}

#[test]
fn notes_by_the_hundred() {
    let mut text = String::from("# Notes\n\n");
    for note in 0..100 {
        let _ = write!(text, "Sentence{note} says it.[^{note}] ");
    }
    text.push_str("\n\n");
    for note in 0..100 {
        let _ = writeln!(text, "[^{note}]: Remark{note} on that, at some length for a note.\n");
    }
    let words = ["Sentence0", "Sentence99", "Remark0 on that", "Remark99 on that"];
    lay_out("notes", &kit("title: Notes", &text), &words);
}

#[test]
fn names_from_right_to_left_inside_english() {
    let text = "# Names\n\nThe film was shown to \u{5d3}\u{5d5}\u{5d3} \u{5db}\u{5d4}\u{5df}, who laughed.\n";
    let scratch = kit("title: Names", text);
    let kit = Kit::open(scratch.path(), None).unwrap();
    let (draft, _) = platemark::draft(&kit);
    let (_, found) = draft.pages(&draft.photos(&kit));
    // No bundled face has Hebrew: that is said, character by character, and not hidden.
    assert!(found.iter().any(|d| d.code == Code::NoGlyph), "{found:?}");
}
