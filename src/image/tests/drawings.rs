//! SVG files as drawings and back.

use super::super::*;
use super::{broken, facts_of};

fn svg(inside: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
         width='40' height='20'>{inside}</svg>"
    )
}

/// What is left of a drawing, as the ebook would hold it.
fn check(inside: &str) -> String {
    to_svg(&drawing(svg(inside).as_bytes(), &[]).unwrap())
}

fn refused(inside: &str) -> String {
    broken(svg(inside).as_bytes()).found
}

#[test]
fn shapes_become_paths_in_points() {
    insta::assert_snapshot!(check(
        "<style>.a{fill:#8c2f1b}</style><g transform='translate(4 0)' opacity='.5'>\
         <rect class='a' width='8' height='4'/></g><path d='M0 0Q8 0 8 8' fill='none' stroke='red' \
         stroke-width='2' stroke-linecap='round' stroke-dasharray='3 1'/>"
    ), @r##"
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="30pt" height="15pt" viewBox="0 0 30 15">
<path d="M3 0L9 0L9 3L3 3Z" fill="#8c2f1b" opacity="0.5"/>
<path d="M0 0C4 0 6 2 6 6" fill="none" stroke="#ff0000" stroke-width="1.5" stroke-linecap="round" stroke-miterlimit="4" stroke-dasharray="2.25 0.75" stroke-dashoffset="0"/>
</svg>
"##);
}

#[test]
fn gradients_and_clips_are_kept() {
    insta::assert_snapshot!(check(
        "<defs><linearGradient id='g'><stop offset='0' stop-color='#fff'/><stop offset='1' \
         stop-color='#000'/></linearGradient><clipPath id='c'><circle cx='10' cy='10' r='4'/></clipPath></defs>\
         <rect width='40' height='20' fill='url(#g)' clip-path='url(#c)'/>"
    ), @r##"
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="30pt" height="15pt" viewBox="0 0 30 15">
<defs>
<clipPath id="c1"><path d="M10.5 7.5C10.5 9.157 9.157 10.5 7.5 10.5C5.843 10.5 4.5 9.157 4.5 7.5C4.5 5.843 5.843 4.5 7.5 4.5C9.157 4.5 10.5 5.843 10.5 7.5Z"/></clipPath>
<linearGradient id="g2" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="1" y2="0" gradientTransform="matrix(30 0 0 15 0 0)"><stop offset="0" stop-color="#ffffff"/><stop offset="1" stop-color="#000000"/></linearGradient>
</defs>
<g clip-path="url(#c1)">
<path d="M0 0L30 0L30 15L0 15Z" fill="url(#g2)"/>
</g>
</svg>
"##);
}

#[test]
fn an_uneven_stroke_becomes_an_area() {
    let drawing = drawing(
        svg("<path d='M0 0L4 4' fill='none' stroke='red' transform='scale(4 1)'/>").as_bytes(),
        &[],
    )
    .unwrap();
    assert!(drawing.paths.iter().all(|path| path.stroke.is_none()), "no round pen draws this");
    assert_eq!(drawing.paths.len(), 1, "one area");
}

#[test]
fn text_is_set_in_the_given_fonts_only() {
    let text = svg("<text y='15' font-family='Impact'>Ridge</text>");
    let font = include_bytes!("../../../fonts/EBGaramond_400Regular.ttf").as_slice();
    assert!(drawing(text.as_bytes(), &[]).unwrap().paths.is_empty(), "no font, no letters");
    assert!(!drawing(text.as_bytes(), &[font]).unwrap().paths.is_empty(), "letters as outlines");
}

#[test]
fn what_cannot_be_kept_is_named() {
    let rect = |attribute: &str| format!("<rect width='9' height='9' {attribute}/>");
    let cases = [
        (
            format!(
                "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>{}",
                rect("filter='url(#f)'")
            ),
            "filter",
        ),
        (format!("<mask id='m'>{}</mask>{}", rect("fill='#fff'"), rect("mask='url(#m)'")), "mask"),
        (
            format!(
                "<pattern id='p' width='3' height='3' patternUnits='userSpaceOnUse'>{}</pattern>{}",
                rect(""),
                rect("fill='url(#p)'")
            ),
            "pattern",
        ),
        (rect("style='mix-blend-mode:multiply'"), "blend"),
        ("<image width='9' height='9' href='/etc/passwd'/>".to_owned(), "pixels"),
        ("<image width='9' height='9' href='https://example.com/a.png'/>".to_owned(), "pixels"),
    ];
    for (inside, word) in cases {
        let found = refused(&inside);
        assert!(found.contains(word), "`{word}` is named in `{found}`");
    }
}

#[test]
fn scripts_and_events_leave_no_trace() {
    let out = check(
        "<script>alert(1)</script><rect width='4' height='4' onclick='alert(2)'/>\
         <a xlink:href='javascript:alert(3)'><rect width='2' height='2'/></a>\
         <animate attributeName='x' to='9'/>",
    );
    for word in ["script", "alert", "onclick", "href", "animate"] {
        assert!(!out.contains(word), "`{word}` in {out}");
    }
}

#[test]
fn bombs_are_defused() {
    let mut entities = String::from("<!DOCTYPE svg [<!ENTITY e0 'ha'>");
    for i in 1..20 {
        let before = format!("&e{};", i - 1).repeat(10);
        entities += &format!("<!ENTITY e{i} '{before}'>");
    }
    entities.push_str("]>");
    let laughs = format!("{entities}{}", svg("<text>&e19;</text>"));
    assert!(facts(laughs.as_bytes()).is_err(), "a billion laughs");
    let outside = format!(
        "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{}",
        svg("<text>&x;</text>")
    );
    let outside = facts(outside.as_bytes());
    assert!(outside.is_err(), "an entity from outside: {outside:?}");
    let deep = svg(&format!("{}{}", "<g>".repeat(50_000), "</g>".repeat(50_000)));
    assert!(facts(deep.as_bytes()).is_err(), "too deep");
    let mut uses = String::from("<defs><g id='u0'><rect width='1' height='1'/></g>");
    for i in 1..12 {
        let copies = format!("<use xlink:href='#u{}'/>", i - 1).repeat(10);
        uses += &format!("<g id='u{i}'>{copies}</g>");
    }
    uses.push_str("</defs><use xlink:href='#u11'/>");
    let _ = facts(svg(&uses).as_bytes());
    let round = svg("<g id='a'><use xlink:href='#b'/></g><g id='b'><use xlink:href='#a'/></g>");
    let _ = facts(round.as_bytes());
}

#[test]
fn a_drawing_has_the_facts_of_one() {
    let facts = facts_of(svg("<rect width='9' height='9'/>").as_bytes());
    assert_eq!((facts.format, facts.width, facts.height), (Format::Svg, 40, 20), "in CSS pixels");
    let marked = format!("\u{FEFF}<?xml version='1.0'?>\n<!-- a ridge -->\n{}", svg(""));
    assert_eq!(facts_of(marked.as_bytes()).format, Format::Svg, "after a prologue");
}

#[test]
fn what_we_write_we_can_read() {
    let first =
        drawing(svg("<circle cx='9' cy='9' r='5' fill='teal' stroke='#123'/>").as_bytes(), &[])
            .unwrap();
    let second = drawing(to_svg(&first).as_bytes(), &[]).unwrap();
    assert_eq!(to_svg(&second), to_svg(&first), "to three decimals");
}
