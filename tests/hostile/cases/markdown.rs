//! Markdown that is built to explode in time, depth or output.

use super::Cases;
use crate::bytes::SVG;

pub(super) fn add(cases: &mut Cases) {
    for (name, text, times) in REPEATED {
        cases.text(name, text.repeat(times) + "\n\nText.\n");
    }
    nested(cases);
    many(cases);
    long(cases);
}

/// A piece, and how often it stands.
const REPEATED: [(&str, &str, usize); 28] = [
    ("deep-quotes", "> ", 4_000),
    ("deep-lists", "- ", 4_000),
    ("deep-numbered-lists", "1. ", 4_000),
    ("deep-mixed", "> - ", 2_000),
    ("deep-emphasis", "*a ", 4_000),
    ("deep-strong", "**a ", 4_000),
    ("deep-underscores", "_a __b ", 2_000),
    ("deep-brackets", "[", 10_000),
    ("deep-brackets-closed", "[a](", 4_000),
    ("deep-pictures", "![", 6_000),
    ("deep-links", "[a](<b", 4_000),
    ("deep-footnotes", "[^", 6_000),
    ("long-backticks", "`a``b```c````d", 1_000),
    ("long-backticks-alone", "`", 10_001),
    ("long-html-open", "<a ", 6_000),
    ("long-html-comment", "<!-- ", 4_000),
    ("long-html-instruction", "<? ", 4_000),
    ("long-html-declaration", "<!A ", 4_000),
    ("long-cdata", "<![CDATA[", 2_000),
    ("long-entities", "&amp;&#x41;&", 4_000),
    ("long-backslashes", "\\", 10_001),
    ("long-tildes", "~~a~", 4_000),
    ("long-pipes", "|", 4_000),
    ("long-hashes", "# a\n\n", 600),
    ("long-rules", "---\n\n", 600),
    ("long-fences", "```\na\n```\n\n", 400),
    ("long-definitions", "[a]: b\n", 6_000),
    ("long-attributes", "{#a .b c=d}", 2_000),
];

fn nested(cases: &mut Cases) {
    let stairs: String = (0..300).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    cases.text("deep-stairs", stairs);
    let quotes: String = (0..300).map(|depth| format!("{}a\n\n", "> ".repeat(depth))).collect();
    cases.text("deep-quote-stairs", quotes);
    let inside = format!("{}a{}", "*a **b ".repeat(500), "** c*".repeat(500));
    cases.text("deep-emphasis-closed", inside);
    cases.text("deep-notes", "A[^0].\n\n".to_owned() + &chain(500));
    cases.text("deep-note-in-itself", "A[^a].\n\n[^a]: B[^a].\n");
    cases.text("deep-notes-in-a-ring", "A[^a].\n\n[^a]: B[^b].\n\n[^b]: C[^a].\n");
    cases.text("deep-table-in-quotes", format!("{}| a |\n{0}|---|\n{0}| b |\n", "> ".repeat(50)));
    cases.text("deep-heading-levels", "###### six\n\na\n\n# one\n\nb\n\n##### five\n\nc\n");
}

/// Notes of which each refers to the next.
fn chain(length: usize) -> String {
    (0..length).map(|at| format!("[^{at}]: Note[^{}].\n\n", at + 1)).collect()
}

/// What took time by the square of its length, as long as it must be to show.
fn long(cases: &mut Cases) {
    let texts = [
        ("heading", "# ".to_owned() + &"word ".repeat(4_000)),
        ("heading-of-signs", "# ".repeat(10_000) + "\nMarch"),
        ("brackets-over-blanks", "[".repeat(1_900) + "\n" + &" ".repeat(1_000_000) + "x"),
        ("stars-in-a-word", "x**(".repeat(80_000) + "_"),
        ("schemes", "http://".repeat(40_000)),
        ("mail", "mailto:".repeat(40_000)),
        ("links", "]<https://a>".repeat(12_000)),
        ("links-in-links", "](".repeat(100_000)),
        ("passwords", "http://ane:secret@a.example ".repeat(4_000)),
        ("passwords-in-passwords", "https://a@".repeat(4_000) + "”b"),
        ("strikes", ":~".repeat(40_000)),
        ("host", "1:2..".repeat(100_000)),
        ("lines-ended", "\\\nwon ".repeat(20_000)),
        ("empty-items", "\n- ".repeat(30_000)),
        ("more-items", "\n- a".repeat(60_000)),
        ("rivers", "\n?[a]:".repeat(20_000)),
        ("double-blanks", "a  ".repeat(60_000)),
    ];
    for (name, text) in texts {
        cases.text(&format!("long-{name}"), text);
    }
}

fn many(cases: &mut Cases) {
    let cells = |columns: usize, rows: usize| {
        let head = "|a".repeat(columns) + "|\n" + &"|-".repeat(columns) + "|\n";
        head + &"|b|\n".repeat(rows)
    };
    cases.text("many-cells-that-are-not-there", cells(3_000, 20_000));
    cases.text("many-columns", cells(300, 1));
    cases.text("many-rows", cells(2, 1_000));
    let one: String = (0..6_000).map(|at| format!("a[^{at}] ")).collect();
    let notes: String = (0..6_000).map(|at| format!("\n\n[^{at}]: b")).collect();
    cases.text("many-notes", one + &notes);
    cases.text("many-uses-of-one-note", "a[^1] ".repeat(1_000) + "\n\n[^1]: b\n");
    cases.text("many-notes-not-defined", "a[^b] ".repeat(1_000));
    let unused: String = (0..1_000).map(|at| format!("[^{at}]: b\n\n")).collect();
    cases.text("many-notes-not-used", unused);
    cases.text("many-headings", "# a\n\n".repeat(6_000));
    cases.text("many-headings-of-one-name", "## Tide\n\na\n\n".repeat(500));
    let long = format!("[a]: https://example.org/{}\n\n", "b".repeat(2_000));
    cases.text("many-uses-of-a-long-address", long + &"[a] ".repeat(2_000));
    cases.text("many-lists", "- a\n\n1. b\n\n".repeat(1_000));
    cases.text("many-line-ends", "a  \n".repeat(3_000));
    cases.text("many-paragraphs", "a\n\n".repeat(3_000));
    let directives = "<!-- pull: a -->\n\n<!-- page -->\n\n<!-- nothing -->\n\n";
    cases.text("many-directives", directives.repeat(300));
    cases.kit("many-uses-of-one-picture", |kit| {
        let text = "\n\n![A](a.svg \"The quay.\")".repeat(300);
        kit.write("kit/manuscript.md", format!("{}{text}", super::MANUSCRIPT).as_bytes());
        kit.write("kit/images/a.svg", SVG.as_bytes());
    });
    cases.kit("many-pictures", |kit| {
        let mut text = super::MANUSCRIPT.to_owned();
        for at in 0..2_001 {
            text += &format!("\n![A](a{at}.svg)\n");
            kit.write(
                &format!("kit/images/a{at}.svg"),
                SVG.replace("60", &format!("6{at}")).as_bytes(),
            );
        }
        kit.write("kit/manuscript.md", text.as_bytes());
    });
    let missing: String = (0..1_000).map(|at| format!("![A](a{at}.svg)\n\n")).collect();
    cases.text("many-pictures-not-there", missing);
}
