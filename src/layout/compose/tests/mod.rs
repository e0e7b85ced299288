//! Whole paragraphs through the composer: text in, lines out.

mod figures;
mod tex;
mod unicode;

use super::*;
use crate::design::{A4, Caps, Cut, Design, Figures};
use crate::font::{FaceId, Family};

const WORDS: &str = "The gallery opens on a quay at dawn with photographs of the port, “the last \
    of their kind”, as the catalogue has it, taken in the winter of 1962 from the roof of the \
    customs house. Nobody had asked for them; the photographer’s well-established reputation \
    rested on portraits—and on nothing else—until an assistant found the negatives at 12 kHz.";

pub(super) fn body() -> TextStyle {
    Design::gallery(A4).styles.body
}

pub(super) fn setting(points: i64, align: Align) -> Setting {
    Setting {
        measure: Length::pt(points),
        indent: Length::ZERO,
        notch: (0, Length::ZERO),
        align,
        hyphenate: true,
        lang: Lang::english(),
    }
}

/// The text of a line, a hyphen that was added shown as one.
fn words(line: &Line) -> String {
    let runs = line.pieces.iter().map(|piece| piece.run.text.as_str());
    runs.collect::<String>().replace('\u{ad}', "-").trim_end().to_owned()
}

fn set(text: &str, setting: &Setting) -> String {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    let lines = composer.lines(&Text::plain(text, &body()), setting);
    lines.iter().map(words).collect::<Vec<_>>().join("\n")
}

/// What holds for every paragraph: all text once and in order, in runs that agree with
/// their glyphs.
fn check_placed(text: &Text, lines: &[Line]) {
    let mut at = 0;
    let mut placed = String::new();
    for line in lines {
        assert_eq!(line.start, at, "each line begins where the one before it ended");
        at = line.end;
        for run in line.pieces.iter().map(|piece| &piece.run) {
            let bytes: usize = run.glyphs.iter().map(|glyph| usize::from(glyph.len)).sum();
            assert_eq!(bytes, run.text.len(), "glyphs account for all of {:?}", run.text);
            placed.push_str(&run.text);
        }
    }
    assert_eq!(at, text.text.len(), "the last line ends with the text");
    let plain = |text: &str| text.replace('\u{ad}', "").replace('\n', " ");
    assert_eq!(plain(&placed), plain(&text.text), "all text, once, in order");
}

#[test]
fn justifies_to_the_last_scaled_point() {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    let text = Text::plain(WORDS, &body());
    let setting = setting(266, Align::Justified);
    let lines = composer.lines(&text, &setting);
    check_placed(&text, &lines);
    for line in &lines[..lines.len() - 1] {
        let hung = line.width - setting.measure;
        assert!(Length::ZERO <= hung && hung < Length::pt(6), "only marks hang out: {line:?}");
        let scale = line.pieces[0].run.scale;
        assert!((9_750..=10_250).contains(&scale), "one scale within 2.5 %: {scale}");
    }
    assert!(composer.missing.is_empty(), "EB Garamond has it all");
}

#[test]
fn breaks_a_paragraph_at_its_best() {
    insta::assert_snapshot!(set(WORDS, &setting(266, Align::Justified)), @"
    The gallery opens on a quay at dawn with photographs of the port,
    “the last of their kind”, as the catalogue has it, taken in the winter
    of 1962 from the roof of the customs house. Nobody had asked
    for them; the photographer’s well-established reputation rested on
    portraits—and on nothing else—until an assistant found the nega-
    tives at 12 kHz.
    ");
}

#[test]
fn sets_ragged_without_holes() {
    insta::assert_snapshot!(set(WORDS, &setting(186, Align::Ragged)), @"
    The gallery opens on a quay at dawn with
    photographs of the port, “the last of their
    kind”, as the catalogue has it, taken in the
    winter of 1962 from the roof of the customs
    house. Nobody had asked for them; the
    photographer’s well-established reputation
    rested on portraits—and on nothing else—
    until an assistant found the negatives at
    12 kHz.
    ");
}

#[test]
fn balances_lines() {
    insta::assert_snapshot!(
        set("the gallery opens on a quay at dawn with photographs of the port", &setting(138, Align::Balanced)),
        @"
    the gallery opens
    on a quay at dawn with
    photographs of the port
    "
    );
}

#[test]
fn keeps_an_article_with_its_word_in_display_lines() {
    let logline = "over one year, one stream and a hundred and sixty-one days";
    let ends = |align| {
        let lines = set(logline, &setting(140, align));
        lines.lines().any(|line| line.trim_end().ends_with(" a"))
    };
    assert!(ends(Align::Ragged), "else the line would end in it");
    assert!(!ends(Align::Balanced), "it hangs in the air at a line's end in large type");
}

#[test]
fn ends_a_line_after_a_dash_between_two_styles() {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    let mut text = Text::plain("nothing—", &body());
    text.push("else", &body().cut(Cut::Italic), Mark(1));
    text.push("—until now, and ", &body(), Mark(0));
    text.push("H", &body(), Mark(0));
    text.push("2", &TextStyle { figures: Figures::Superior, ..body() }, Mark(2));
    text.push("O", &body(), Mark(0));
    let lines = composer.lines(&text, &setting(46, Align::Ragged));
    check_placed(&text, &lines);
    let lines: Vec<_> = lines.iter().map(words).collect();
    assert_eq!(lines, ["nothing—", "else—", "until now,", "and H2O"], "after dashes, not in H2O");
}

#[test]
fn spaced_letters_end_flush() {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    let style = Design::gallery(A4).styles.attribution;
    let spaced = composer.single(&Text::plain("AB", &style));
    let plain = composer.single(&Text::plain("AB", &TextStyle { tracking: 0, ..style }));
    let added = style.size.ratio(i64::from(style.tracking), 1_000);
    assert_eq!(spaced.width - plain.width, added, "between the two letters alone");
}

#[test]
fn a_drop_cap_makes_room_and_an_indent_too() {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    let text = Text::plain(WORDS, &body());
    let notch = (3, Length::pt(40));
    let lines = composer.lines(&text, &Setting { notch, ..setting(266, Align::Justified) });
    let starts: Vec<_> = lines.iter().map(|line| line.pieces[0].run.origin.x).collect();
    assert_eq!(starts[..3], [Length::pt(40); 3], "three lines beside the capital");
    assert!(starts[3] <= Length::ZERO, "and the rest at the axis: {starts:?}");
    let indent = Length::pt(14);
    let lines = composer.lines(&text, &Setting { indent, ..setting(266, Align::Justified) });
    assert_eq!(lines[0].pieces[0].run.origin.x, indent, "the first line is indented");
}

#[test]
fn every_kind_of_face_and_character_is_placed() {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    let body = body();
    let mut text = Text::default();
    text.push("Caf\u{e9} e\u{301}t\u{e9} 10\u{202f}%, ", &body, Mark(1));
    text.push("italic ", &body.cut(Cut::Italic), Mark(2));
    text.push("SMALL caps", &TextStyle { caps: Caps::AllSmall, tracking: 80, ..body }, Mark(3));
    text.push(" 1962\n", &TextStyle { figures: Figures::Tabular, ..body }, Mark(4));
    text.push("Poster Ωμέγα ", &TextStyle { family: Family::DISPLAY, ..body }, Mark(5));
    text.push("fn main() {}  x", &TextStyle { family: Family::MONO, ..body }, Mark(6));
    text.push(
        " \u{2708} \u{4e2d} \u{5d0}\u{5d1}\u{5d2} end of soft\u{ad}ened text",
        &body,
        Mark(7),
    );
    for align in [Align::Justified, Align::Ragged, Align::Balanced, Align::Right] {
        for points in [3, 40, 120, 400] {
            let lines = composer.lines(&text, &setting(points, align));
            check_placed(&text, &lines);
        }
    }
    let missing: String = composer.missing.iter().map(|&(c, _)| c).collect();
    assert_eq!(missing, "\u{5d0}\u{5d1}\u{5d2}\u{4e2d}", "what no face has is reported");
    let line = composer.single(&text);
    assert!(line.pieces.iter().any(|piece| piece.run.face == FaceId::SYMBOLS), "an aeroplane");
    let ink = composer.ink(&line);
    assert!(Length::ZERO < ink.right && ink.bottom < Length::ZERO, "descenders: {ink:?}");
}

#[test]
fn a_long_word_is_parted_rather_than_run_out() {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    let plain = Text::plain(format!("a {} b", "m".repeat(300)), &body());
    // Letters of two looks in turn: no place within one of them.
    let mut mixed = Text::default();
    for at in 0..300 {
        mixed.push("m", &body(), Mark(at % 2));
    }
    for (text, align) in
        [&plain, &mixed].iter().flat_map(|text| [(text, Align::Justified), (text, Align::Ragged)])
    {
        let lines = composer.lines(text, &setting(100, align));
        check_placed(text, &lines);
        for line in &lines {
            assert!(line.width <= Length::pt(103), "{} is within the measure", words(line));
        }
    }
}

#[test]
fn a_letter_is_not_missing_for_its_marks() {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    let text = Text::plain("Z\u{1abe} 和\u{301}", &body());
    composer.lines(&text, &setting(100, Align::Ragged));
    let missing: Vec<char> = composer.missing.iter().map(|&(c, _)| c).collect();
    assert_eq!(missing, ['\u{1abe}', '和'], "the faces have a Z and an acute");
}

#[test]
fn empty_text_has_no_lines() {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    assert!(composer.lines(&Text::default(), &setting(100, Align::Justified)).is_empty(), "none");
    assert_eq!(
        composer.variants(&Text::default(), &setting(100, Align::Justified)).len(),
        1,
        "one"
    );
    assert_eq!(composer.single(&Text::default()).width, Length::ZERO, "nothing");
}

#[test]
fn a_paragraph_that_fills_pages_is_set_in_one_way() {
    let fonts = FontSet::bundled();
    let mut composer = Composer::new(&fonts);
    let text = Text::plain(format!("{WORDS} ").repeat(60), &body());
    let variants = composer.variants(&text, &setting(266, Align::Justified));
    assert_eq!(variants.len(), 1, "more ways take time by the square of its lines");
    assert!(200 < variants[0].lines.len(), "{} lines", variants[0].lines.len());
}

mod any {
    use proptest::prelude::*;

    use super::*;

    fn style(choice: u8) -> TextStyle {
        let styles = Design::gallery(A4).styles;
        match choice % 8 {
            0 => styles.body,
            1 => styles.opening,
            2 => styles.caption,
            3 => styles.code,
            4 => styles.subhead,
            5 => styles.value,
            6 => styles.attribution,
            _ => styles.body.cut(Cut::BoldItalic),
        }
    }

    /// Characters of many kinds, those that change the setting more often than others.
    fn character() -> impl Strategy<Value = char> {
        prop_oneof![
            6 => prop::char::range('a', 'z'),
            3 => prop::sample::select(vec![' ', ' ', '\u{a0}', '\u{ad}', '-', '—', '/', '\n', '.',
                '“', '\u{202f}', '\u{200b}', '\u{301}', '\u{5d0}', '\u{627}', '1', '\t']),
            1 => any::<char>(),
        ]
    }

    proptest! {
        /// Any text in any setting: no panic, and all of it placed once and in order.
        #[test]
        fn text_is_placed(
            stretches in prop::collection::vec(
                (prop::collection::vec(character(), 0..40), any::<u8>()), 0..5),
            points in -5_i64..200,
            (indent, lines, notch) in (0_i64..50, 0_usize..4, 0_i64..60),
            align in prop::sample::select(
                vec![Align::Justified, Align::Ragged, Align::Balanced, Align::Right]),
            hyphenate in any::<bool>(),
        ) {
            let mut text = Text::default();
            for (characters, choice) in &stretches {
                let string: String = characters.iter().collect();
                text.push(&string, &style(*choice), Mark(u32::from(*choice)));
            }
            let setting = Setting {
                indent: Length::pt(indent),
                notch: (lines, Length::pt(notch)),
                hyphenate,
                ..setting(points, align)
            };
            let fonts = FontSet::bundled();
            let mut composer = Composer::new(&fonts);
            check_placed(&text, &composer.lines(&text, &setting));
            for variant in composer.variants(&text, &setting) {
                check_placed(&text, &variant.lines);
            }
            let line = composer.single(&text);
            composer.ink(&line);
        }
    }
}
