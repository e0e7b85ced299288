//! Content streams, as text.

use std::fmt::Write as _;

use super::*;

/// The operators of the first page, bytes that are no ASCII escaped.
fn operators(pages: &Pages) -> String {
    let fonts = FontSet::bundled();
    let marks = marks::pair(pages).unwrap();
    let codes = codes::collect(pages, &fonts).unwrap();
    let (_, pictures) = photos::collect(pages).unwrap();
    let langs = languages(pages);
    let (colors, fonts) = (&colors::Colors::of(pages, None).unwrap(), &fonts);
    let book =
        content::Book { pages, fonts, codes: &codes, pictures: &pictures, langs: &langs, colors };
    let content = content::page(&book, &pages.pages[0], &marks[0], &[], Vec::new());
    let mut shown = String::new();
    for &byte in &content.bytes {
        match byte {
            b'\n' => shown.push('\n'),
            b' '..=b'~' => shown.push(char::from(byte)),
            _ => write!(shown, "\\{byte:03o}").unwrap(),
        }
    }
    shown
}

#[test]
fn a_page_of_everything() {
    insta::assert_snapshot!(operators(&sample().0));
}

#[test]
fn a_page_of_every_role() {
    insta::assert_snapshot!(operators(&rich().0));
}

#[test]
fn advances_are_carried_so_that_no_glyph_drifts() {
    let mut pages = one_line(&"a".repeat(50), FaceId::TEXT);
    let Draw::Text(run) = &mut pages.pages[0].items[0].draw else { unreachable!() };
    for glyph in &mut run.glyphs {
        // 0.3/1000 em more than the font says; every few glyphs it becomes a whole one.
        glyph.advance += 197;
    }
    let shown = operators(&pages);
    let kerns = shown.matches(")-1(").count();
    assert_eq!(kerns, 15, "50 times 0.3: {shown}");
}

#[test]
fn a_glyph_has_a_code_for_each_text_it_stands_for() {
    let pages = one_line("a-b\u{AD}", FaceId::TEXT);
    let codes = codes::collect(&pages, &FontSet::bundled()).unwrap().remove(0);
    let texts: Vec<&str> = codes.entries.iter().map(|entry| &*entry.text).collect();
    let mut sorted = texts.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, ["-", "a", "b", "\u{AD}"], "hyphen and soft hyphen apart");
    let glyphs: std::collections::BTreeSet<u16> =
        codes.entries.iter().map(|entry| entry.glyph).collect();
    assert_eq!(glyphs.len(), 3, "one glyph for both");
    assert!(!operators(&pages).contains("ActualText"), "no need of it");
}

#[test]
fn glyphs_that_share_their_text_say_it_as_a_whole() {
    let mut pages = one_line("ab", FaceId::TEXT);
    let Draw::Text(run) = &mut pages.pages[0].items[0].draw else { unreachable!() };
    // One character shown by two glyphs: the second has nothing of its own to say.
    run.text = "é".to_owned();
    (run.glyphs[0].len, run.glyphs[1].len) = (2, 0);
    insta::assert_snapshot!(operators(&pages), @r"
    /P<</MCID 0>>BDC
    0 g
    BT/F0 10 Tf 54 505 Td/Span<</ActualText<FEFF00E9>>>BDC
    [(\000\001\000\002)]TJ
    EMC
    ET
    EMC
    ");
}

#[test]
fn a_cluster_of_as_many_characters_as_glyphs_needs_no_help() {
    let mut pages = one_line("ab", FaceId::TEXT);
    let Draw::Text(run) = &mut pages.pages[0].items[0].draw else { unreachable!() };
    (run.glyphs[0].len, run.glyphs[1].len) = (2, 0);
    assert!(!operators(&pages).contains("ActualText"), "a character each");
}

#[test]
fn a_shape_is_outlines_and_no_text() {
    let mut pages = one_line("l", FaceId::TEXT);
    let Draw::Text(letter) = pages.pages[0].items[0].draw.clone() else { unreachable!() };
    let left = letter.origin.x.to_pt();
    pages.pages[0].items[0].draw = Draw::Shape(letter);
    let shown = operators(&pages);
    assert!(!shown.contains("Tj") && !shown.contains("TJ") && !shown.contains("BT"), "{shown}");
    assert_eq!(shown.lines().filter(|line| *line == "f").count(), 1, "one outline: {shown}");
    let matrix = shown.lines().find_map(|line| line.strip_suffix("cm")).unwrap_or_default();
    let moved: Vec<f64> = matrix.split(' ').filter_map(|word| word.parse().ok()).collect();
    assert!((moved[4] - (left - 10.0)).abs() < 0.01, "an em of room before the letter: {shown}");
}

#[test]
fn a_turned_photograph_stands_upright() {
    // Where the top left and top right corner of the stored picture come to stand.
    let corners = |orientation| {
        let (mut pages, _) = sample();
        pages.photos[0].orientation = orientation;
        let shown = operators(&pages);
        let line = shown.lines().find(|line| line.contains("cm/I0")).unwrap().to_owned();
        let m: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let at = |s: f64, t: f64| (m[0] * s + m[2] * t + m[4], m[1] * s + m[3] * t + m[5]);
        let name = |(x, y): (f64, f64)| match (x < 100.0, 300.0 < y) {
            (true, true) => "top left",
            (false, true) => "top right",
            (true, false) => "bottom left",
            (false, false) => "bottom right",
        };
        (name(at(0.0, 1.0)), name(at(1.0, 1.0)))
    };
    // EXIF 2.32, table "Orientation": where row 0 and column 0 are seen.
    let cases = [
        (Orientation::Upright, "top left", "top right"),
        (Orientation::Mirrored, "top right", "top left"),
        (Orientation::Turned180, "bottom right", "bottom left"),
        (Orientation::Flipped, "bottom left", "bottom right"),
        (Orientation::Transposed, "top left", "bottom left"),
        (Orientation::Turned90, "top right", "bottom right"),
        (Orientation::Transversed, "bottom right", "top right"),
        (Orientation::Turned270, "bottom left", "top left"),
    ];
    for (orientation, left, right) in cases {
        assert_eq!(corners(orientation), (left, right), "{orientation:?}");
    }
}
