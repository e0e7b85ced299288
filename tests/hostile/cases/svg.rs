//! Drawings that run, fetch, multiply or nest.

use super::Cases;
use super::photos::bomb;

fn drawing(inside: &str) -> String {
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
         width='90' height='60'>{inside}<path d='M0 0h90v60z'/></svg>"
    )
}

pub(super) fn add(cases: &mut Cases) {
    for (name, inside) in PLAIN {
        cases.picture(name, "a.svg", drawing(inside));
    }
    for (name, whole) in WHOLE {
        cases.picture(name, "a.svg", whole);
    }
    cases.picture("svg-bomb-of-entities", "a.svg", bomb());
    let mut uses = "<defs><path id='a0' d='M0 0h1v1z'/>".to_owned();
    for at in 1..12 {
        let one = format!("<use xlink:href='#a{}'/>", at - 1);
        uses += &format!("<g id='a{at}'>{}</g>", one.repeat(10));
    }
    cases.picture(
        "svg-bomb-of-uses",
        "a.svg",
        drawing(&(uses + "</defs><use xlink:href='#a11'/>")),
    );
    cases.picture(
        "svg-deep",
        "a.svg",
        drawing(&format!("{}{}", "<g>".repeat(5_000), "</g>".repeat(5_000))),
    );
    cases.picture(
        "svg-deep-open",
        "a.svg",
        "<svg xmlns='http://www.w3.org/2000/svg'>".to_owned() + &"<g>".repeat(100_000),
    );
    let mut chain = String::new();
    for at in 0..3_000 {
        chain += &format!("<linearGradient id='g{at}' xlink:href='#g{}'/>", at + 1);
    }
    cases.picture(
        "svg-chain-of-gradients",
        "a.svg",
        drawing(&(chain + "<rect width='9' height='9' fill='url(#g0)'/>")),
    );
    cases.picture(
        "svg-path-without-end",
        "a.svg",
        drawing(&format!("<path d='M0 0{}'/>", "l1 1".repeat(100_000))),
    );
    cases.picture(
        "svg-many-elements",
        "a.svg",
        drawing(&"<rect width='1' height='1'/>".repeat(20_000)),
    );
    cases.picture("svg-many-attributes", "a.svg", {
        let many: String = (0..5_000).map(|at| format!(" a{at}='b'")).collect();
        drawing(&format!("<g{many}/>"))
    });
    cases.picture(
        "svg-dashes",
        "a.svg",
        drawing("<path d='M0 0H1e6' stroke='red' stroke-dasharray='1e-6'/>"),
    );
    cases.picture("svg-too-large", "a.svg", drawing(&" ".repeat(17 << 20)));
    cases.picture(
        "svg-style-without-end",
        "a.svg",
        drawing(&format!("<style>{}</style>", "a b c d{fill:red}".repeat(1_000))),
    );
    cases.picture(
        "svg-text-without-end",
        "a.svg",
        drawing(&format!("<text>{}</text>", "tide ".repeat(1_000))),
    );
}

const PLAIN: [(&str, &str); 26] = [
    ("svg-giant-arc", "<path d='M0 0a1e30 1e30 0 0 1 2 1z'/>"),
    ("svg-giant-circle", "<circle cx='4' cy='3' r='999999999999999999999'/>"),
    ("svg-script", "<script>alert(1)</script>"),
    ("svg-event", "<rect width='9' height='9' onload='alert(1)' onclick='alert(1)'/>"),
    ("svg-link-javascript", "<a xlink:href='javascript:alert(1)'><rect width='9' height='9'/></a>"),
    (
        "svg-foreign-object",
        "<foreignObject width='9' height='9'><p xmlns='http://www.w3.org/1999/xhtml'>A</p></foreignObject>",
    ),
    ("svg-image-remote", "<image xlink:href='https://example.org/a.png' width='9' height='9'/>"),
    ("svg-image-file", "<image xlink:href='file:///etc/hostname' width='9' height='9'/>"),
    ("svg-image-outside", "<image xlink:href='../../outside/secret.jpg' width='9' height='9'/>"),
    (
        "svg-image-outside-drawing",
        "<image xlink:href='../../outside/secret.svg' width='9' height='9'/>",
    ),
    (
        "svg-image-data",
        "<image xlink:href='data:image/png;base64,iVBORw0KGgo=' width='9' height='9'/>",
    ),
    (
        "svg-image-data-svg",
        "<image xlink:href='data:image/svg+xml,%3Csvg%3E' width='9' height='9'/>",
    ),
    ("svg-use-remote", "<use xlink:href='https://example.org/a.svg#b'/>"),
    ("svg-use-outside", "<use xlink:href='../../outside/secret.svg#a'/>"),
    ("svg-use-in-itself", "<g id='a'><use xlink:href='#a'/></g>"),
    (
        "svg-use-in-a-ring",
        "<g id='a'><use xlink:href='#b'/></g><g id='b'><use xlink:href='#a'/></g>",
    ),
    ("svg-style-import", "<style>@import url('https://example.org/a.css');</style>"),
    (
        "svg-font-remote",
        "<style>@font-face{font-family:a;src:url(https://example.org/a.ttf)}</style><text>A</text>",
    ),
    (
        "svg-animation",
        "<rect width='9' height='9'><animate attributeName='x' to='9'/><set attributeName='href' to='javascript:alert(1)'/></rect>",
    ),
    (
        "svg-filter",
        "<filter id='f'><feFlood/><feImage xlink:href='https://example.org'/></filter><rect width='9' height='9' filter='url(#f)'/>",
    ),
    (
        "svg-mask-of-itself",
        "<mask id='m'><rect width='9' height='9' mask='url(#m)'/></mask><rect width='9' height='9' mask='url(#m)'/>",
    ),
    (
        "svg-clip-of-itself",
        "<clipPath id='c' clip-path='url(#c)'><rect width='9' height='9'/></clipPath><rect width='9' height='9' clip-path='url(#c)'/>",
    ),
    (
        "svg-pattern-of-itself",
        "<pattern id='p' width='1' height='1'><rect width='9' height='9' fill='url(#p)'/></pattern><rect width='9' height='9' fill='url(#p)'/>",
    ),
    (
        "svg-numbers-absurd",
        "<rect x='1e308' y='-1e308' width='1e308' height='NaN' transform='scale(1e300)'/>",
    ),
    (
        "svg-transform-of-nothing",
        "<rect width='9' height='9' transform='scale(0) rotate(1e99) matrix(0 0 0 0 0 0)'/>",
    ),
    ("svg-switch", "<switch><g systemLanguage='xx'><script>1</script></g><g>A</g></switch>"),
];

const WHOLE: [(&str, &str); 12] = [
    (
        "svg-external-entity",
        "<!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&e;</text></svg>",
    ),
    (
        "svg-external-dtd",
        "<!DOCTYPE svg SYSTEM 'https://example.org/a.dtd'><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>",
    ),
    (
        "svg-entity-in-itself",
        "<!DOCTYPE svg [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&a;</text></svg>",
    ),
    (
        "svg-stylesheet",
        "<?xml-stylesheet href='https://example.org/a.css'?><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>",
    ),
    ("svg-cut-off", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0"),
    ("svg-no-namespace", "<svg width='9' height='9'><path d='M0 0h9v9z'/></svg>"),
    ("svg-no-size", "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9v9z'/></svg>"),
    (
        "svg-no-width",
        "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='9'><path d='M0 0h9v9z'/></svg>",
    ),
    (
        "svg-negative-size",
        "<svg xmlns='http://www.w3.org/2000/svg' width='-9' height='-9'><path d='M0 0h9v9z'/></svg>",
    ),
    (
        "svg-absurd-size",
        "<svg xmlns='http://www.w3.org/2000/svg' width='1e30' height='1e-30' viewBox='0 0 1 1'><path d='M0 0h9v9z'/></svg>",
    ),
    ("svg-nothing-drawn", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
    (
        "svg-view-of-nothing",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' viewBox='0 0 0 0'><path d='M0 0h9v9z'/></svg>",
    ),
];
