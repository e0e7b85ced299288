//! Tests of what a kit asks of its pages.

use super::*;
use crate::design::Palette;

fn check(wishes: &Wishes<'_>) -> (Design, String) {
    let (design, found) = resolve(wishes);
    let lines: Vec<String> = found
        .into_iter()
        .map(|found| format!("{} ({})", found.message, found.help.unwrap_or_default()))
        .collect();
    (design, lines.join("\n"))
}

#[test]
fn nothing_asked_is_the_theme_itself() {
    let (design, found) = check(&Wishes::default());
    assert_eq!(found, "", "nothing is wrong");
    assert_eq!(design.page, Design::gallery(A4).page, "A4");
}

#[test]
fn every_theme_can_be_read_on_both_of_its_grounds() {
    for (name, _) in THEMES {
        let (design, found) = check(&Wishes { theme: name, ..Wishes::default() });
        assert_eq!((design.theme, found.as_str()), (name, ""), "it is found by its name");
        let Palette { black, accent, grey, paper } = design.colors;
        for color in [black, accent, grey] {
            assert!(CONTRAST <= color.contrast(paper), "{name}: {} on paper", color.hex());
        }
        let ground = design.manner.flat.unwrap_or(paper);
        assert!(CONTRAST <= design.on_flat().contrast(ground), "{name}: on a flat page");
        assert!(accent.luminance() <= LIGHTEST.luminance(), "{name}: the accent in greys");
    }
}

#[test]
fn a_flat_page_of_the_accent_follows_it() {
    let wishes = |theme| Wishes { theme, accent: "#123456", ..Wishes::default() };
    let blue = Color { r: 0x12, g: 0x34, b: 0x56 };
    assert_eq!(check(&wishes("gallery")).0.manner.flat, Some(blue), "gallery is its accent");
    assert_ne!(check(&wishes("night")).0.manner.flat, Some(blue), "night stays dark");
    assert_eq!(check(&wishes("plain")).0.manner.flat, None, "plain has none");
}

#[test]
fn a_light_accent_is_darkened_until_it_can_be_read() {
    let (design, found) = check(&Wishes { accent: "#ffcc00", ..Wishes::default() });
    assert!(found.starts_with("the accent `#ffcc00` is too light for type: 1.5 : 1"), "{found}");
    assert!(CONTRAST <= design.colors.accent.contrast(Color::WHITE), "it can be read now");
    assert_eq!(design.styles.label.color, design.colors.accent, "labels have it");
    assert_eq!(design.styles.body.color, Color::BLACK, "text has not");
}

#[test]
fn says_what_fits() {
    let sizes = [("boody".to_owned(), 10.0), ("body".to_owned(), 30.0)];
    let wishes = Wishes {
        theme: "gallrey",
        accent: "red",
        paper: "b4",
        sizes: &sizes,
        measure: Some(500.0),
        span: None,
    };
    let (_, found) = check(&wishes);
    insta::assert_snapshot!(found, @r"
    there is no theme `gallrey` (did you mean `gallery`?)
    there is no paper `b4` (did you mean `a4`?; or write a width and a height: `170mm x 240mm`)
    `accent` is `red`, which is no colour (write red, green and blue in hexadecimal: `#8c2f1b`, in quotes)
    there is no type size `boody` (did you mean `body`?)
    `body` cannot be 30 pt (write a size from 6 to 12.6)
    `measure` cannot be 500 pt (write a length from 220 to 300)
    ");
}

#[test]
fn a_paper_can_be_measured() {
    let size = |paper| {
        let (design, found) = check(&Wishes { paper, ..Wishes::default() });
        assert_eq!(found, "", "{paper} is a paper");
        let size = design.page.paper;
        (size.width.to_pt().round(), size.height.to_pt().round())
    };
    assert_eq!(size("170mm x 240mm"), (482.0, 680.0), "millimetres");
    assert_eq!(size("170 × 240 mm"), (482.0, 680.0), "the unit once");
    assert_eq!(size("6in x 9in"), (432.0, 648.0), "inches");
    for wrong in ["10mm x 900mm", "170mm", "x", "1e9mm x 1mm", "6in x 9"] {
        let (_, found) = check(&Wishes { paper: wrong, ..Wishes::default() });
        assert_ne!(found, "", "`{wrong}` is none");
    }
}

#[test]
fn a_line_of_larger_type_may_be_longer() {
    let wishes = Wishes { measure: Some(312.0), ..Wishes::default() };
    insta::assert_snapshot!(check(&wishes).1, @"`measure` cannot be 312 pt (write a length from 220 to 300, or set the text larger: `sizes: {body: 11}`)");
    let sizes = [("body".to_owned(), 11.0)];
    let (design, found) = check(&Wishes { sizes: &sizes, ..wishes });
    assert_eq!(found, "", "it fits");
    assert_eq!(design.page.measure, Length::pt(312), "as wished");
    assert_eq!(design.page.margin, Some(Length::pt(140)), "the margin column gives");
    let wider = check(&Wishes { measure: Some(340.0), sizes: &sizes, ..wishes }).1;
    insta::assert_snapshot!(wider, @"`measure` cannot be 340 pt (write a length from 230 to 314)");
}

#[test]
fn a_longer_line_takes_from_the_margin() {
    let (design, found) = check(&Wishes { measure: Some(280.0), ..Wishes::default() });
    assert_eq!(found, "", "it fits");
    let page = design.page;
    assert_eq!(page.axis + page.measure, page.right(), "the right edge stays");
    assert_eq!(page.margin, Some(Length::pt(172)), "the margin column gives");
}
