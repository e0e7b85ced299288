//! `platemark print` as its user meets it: which files appear, and what is in them.

use std::path::Path;
use std::process::{Command, Output};

use lopdf::content::Content;
use lopdf::{Document, Object};
use platemark::base::Length;
use platemark::kit::Kit;
use platemark::pages::{Draw, Pages, extent};

use crate::run::{platemark, said};
use crate::scratch::Scratch;

pub(crate) fn print(arguments: &[&str], folder: &Path) -> Output {
    platemark(&[&["print"], arguments].concat(), folder)
}

const NOTE: &str = "---\ntitle: The Quay\nlang: en\n---\n\nThe quay is open again.\n";

/// A photograph, a drawing with a gradient, an accent: every way to be coloured.
pub(crate) fn coloured() -> Scratch {
    let kit = Scratch::with(&[
        (
            "kit.yaml",
            "title: The Quay\nlang: en\ncover-image: quay\n\
             design: {accent: \"#8c2f1b\"}\n\
             photos:\n  - {id: quay, file: images/quay.jpg, alt: A quay., credit: Ann}\n",
        ),
        (
            "quay.md",
            "# The Quay\n\nThe quay is [open](https://quay.example) again.\n\n## A drawing\n\n\
             ![A red square.](images/square.svg \"The square\")\n",
        ),
        (
            "images/square.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"400\">\
             <defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#f00\"/>\
             <stop offset=\"1\" stop-color=\"#00f\"/></linearGradient></defs>\
             <rect width=\"400\" height=\"200\" fill=\"url(#g)\"/>\
             <rect y=\"200\" width=\"400\" height=\"200\" fill=\"#c00\" opacity=\"0.5\"/></svg>",
        ),
    ]);
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("images/11-launch-pad.jpg");
    kit.write("images/quay.jpg", &std::fs::read(photo).unwrap());
    kit
}

/// The same with more metadata.
pub(crate) fn coloured_with(more: &str) -> Scratch {
    let kit = coloured();
    let yaml = String::from_utf8(kit.read("kit.yaml")).unwrap();
    kit.write("kit.yaml", format!("{yaml}{more}").as_bytes());
    kit
}

/// The operators of all pages that set a colour other than a grey.
fn coloured_operators(pdf: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for page in pdf.get_pages().into_values() {
        let content = Content::decode(&pdf.get_page_content(page)).unwrap();
        for operation in content.operations {
            let name = operation.operator.as_str();
            let pattern = matches!(operation.operands.first(), Some(Object::Name(_)));
            let patterned = matches!(name, "cs" | "CS" | "scn" | "SCN") && pattern;
            let colours = ["rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "BI"];
            if colours.contains(&name) && !patterned {
                found.push(format!("{:?} {name}", operation.operands));
            }
        }
    }
    found
}

/// Spaces of the pictures, shadings and groups that have more than one channel.
fn coloured_spaces(pdf: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for object in pdf.objects.values() {
        let dict = match object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        let shading = dict.get(b"Shading").and_then(Object::as_dict);
        let group = dict.get(b"Group").and_then(Object::as_dict);
        let spaces = [
            dict.get(b"ColorSpace"),
            shading.and_then(|shading| shading.get(b"ColorSpace")),
            group.and_then(|group| group.get(b"CS")),
        ];
        for space in spaces.into_iter().flatten() {
            let grey = match space {
                Object::Name(name) => name == b"DeviceGray",
                Object::Array(parts) => {
                    let (_, profile) = pdf.dereference(&parts[1]).unwrap();
                    profile.as_stream().unwrap().dict.get(b"N").unwrap().as_i64().unwrap() == 1
                }
                _ => false,
            };
            if !grey {
                found.push(format!("{space:?}"));
            }
        }
    }
    found
}

pub(crate) fn load(kit: &Scratch, name: &str) -> Document {
    Document::load_mem(&kit.read(name)).unwrap()
}

/// The width of the first page, in whole points.
fn width(pdf: &Document) -> i64 {
    let page = pdf.get_pages()[&1];
    let page = pdf.get_dictionary(page).unwrap();
    let media = page.get(b"MediaBox").and_then(Object::as_array).unwrap();
    #[expect(clippy::cast_possible_truncation, reason = "a page is narrower than that")]
    let width = media[2].as_float().unwrap() as i64;
    width
}

#[test]
fn a_kit_is_set_on_a4_and_letter() {
    let kit = Scratch::with(&[("note.md", NOTE)]);
    let run = print(&[], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert_eq!(
        kit.names("output/print"),
        ["the-quay-a4.pdf", "the-quay-letter.pdf"],
        "and nothing else"
    );
    assert_eq!(width(&load(&kit, "output/print/the-quay-a4.pdf")), 595, "A4");
    assert_eq!(width(&load(&kit, "output/print/the-quay-letter.pdf")), 612, "Letter");
}

#[test]
fn papers_are_those_of_the_kit_or_of_the_command_line() {
    let papers = NOTE.replace("lang: en\n", "lang: en\nprint: {papers: [a5]}\n");
    let kit = Scratch::with(&[("note.md", &papers)]);
    let run = print(&[], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert_eq!(kit.names("output/print"), ["the-quay-a5.pdf"], "as the kit says");
    let run =
        print(&["--paper", "US Letter", "--paper", "170mm x 240mm", "--output", "x"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    assert_eq!(
        kit.names("x"),
        ["the-quay-170mm-x-240mm.pdf", "the-quay-letter.pdf"],
        "as the command line says"
    );
}

#[test]
fn a_paper_that_is_none_writes_nothing() {
    let kit = Scratch::with(&[("note.md", NOTE)]);
    let run = print(&["--paper", "a4", "--paper", "lettre"], kit.path());
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    assert!(said(&run).contains("did you mean `letter`?"), "{}", said(&run));
    assert!(kit.names("output/print").is_empty(), "not even the paper that is one");
}

#[test]
fn half_of_a_small_paper_is_no_page() {
    let kit = Scratch::with(&[("note.md", NOTE)]);
    let run = print(&["--paper", "120mm x 150mm", "--booklet"], kit.path());
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    assert!(said(&run).contains("half of `120mm x 150mm` is too small"), "{}", said(&run));
    assert!(kit.names("output/print").is_empty(), "nothing was written");
}

#[test]
fn grey_files_hold_no_colour() {
    let kit = coloured();
    let run = print(&["--paper", "a4"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let colour = load(&kit, "output/print/the-quay-a4.pdf");
    assert!(!coloured_operators(&colour).is_empty(), "else this test sees nothing");
    assert!(3 <= coloured_spaces(&colour).len(), "photograph, gradient and group");
    let sheets = ["--one-sheet", "--booklet", "--4-up", "--marks"];
    let run = print(&[&["--paper", "a4", "--grey"][..], &sheets].concat(), kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let names = kit.names("output/print");
    let greys: Vec<&String> = names.iter().filter(|name| name.ends_with("-grey.pdf")).collect();
    assert_eq!(greys.len(), 4, "kit, one-sheet, booklet, four to a sheet: {names:?}");
    for name in greys {
        let grey = load(&kit, &format!("output/print/{name}"));
        assert_eq!(coloured_operators(&grey), [""; 0], "{name}: greys alone");
        assert_eq!(coloured_spaces(&grey), [""; 0], "{name}: no picture or gradient in colour");
    }
}

#[test]
fn sheets_hold_pages_of_half_the_size_and_claim_nothing() {
    let kit = Scratch::with(&[("note.md", NOTE)]);
    let run = print(&["--paper", "a4", "--booklet", "--2-up", "--4-up"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let names = [
        "the-quay-2-up-a4.pdf",
        "the-quay-4-up-a4.pdf",
        "the-quay-a4.pdf",
        "the-quay-booklet-a4.pdf",
    ];
    assert_eq!(kit.names("output/print"), names, "the kit itself as well");
    for (name, wide, sides) in [(names[0], 841, 1), (names[1], 595, 1), (names[3], 841, 2)] {
        let sheets = load(&kit, &format!("output/print/{name}"));
        assert_eq!(width(&sheets), wide, "{name}: the sheet's width");
        assert_eq!(sheets.get_pages().len(), sides, "{name}: its sides");
        let said = said(&run);
        let claim =
            format!("`{name}` does not claim to be accessible: nothing on its pages is tagged");
        assert!(said.contains(&claim), "{said}");
    }
}

#[test]
fn a_one_sheet_is_one_page_that_claims_what_the_kit_claims() {
    let kit = coloured();
    let run = print(&["--paper", "a4", "--one-sheet"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let sheet = load(&kit, "output/print/the-quay-one-sheet-a4.pdf");
    assert_eq!(sheet.get_pages().len(), 1, "one page");
    let packet = sheet.catalog().unwrap().get(b"Metadata").unwrap();
    let packet = sheet.dereference(packet).unwrap().1.as_stream().unwrap();
    let packet = String::from_utf8_lossy(&packet.content).into_owned();
    assert!(packet.contains("<pdfuaid:part>1</pdfuaid:part>"), "accessible: {packet}");
}

/// What a kit with neither logline nor synopsis is about stands at the beginning of its text.
#[test]
fn the_one_sheet_of_a_news_release_has_its_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (kit, wanted) in [
        ("note", "All fourteen shops have come back"),
        ("notes", "The ledger begins without a preface"),
    ] {
        let kit = Kit::open(&root.join("tests/kits").join(kit), None).unwrap();
        let (draft, _) = platemark::draft(&kit);
        let (sheet, found) = draft.one_sheet(&draft.photos(&kit));
        assert!(found.is_empty(), "there is room for it: {found:?}");
        let texts = sheet.pages[0].items.iter().filter_map(|item| match &item.draw {
            Draw::Text(run) => Some(run.text.as_str()),
            _ => None,
        });
        let said = texts.collect::<String>();
        assert!(said.contains(wanted), "`{wanted}` is not in: {said}");
        assert!(said.matches("From the ledger").count() < 2, "nothing is said twice: {said}");
    }
}

#[test]
fn page_ranges_are_those_of_the_book_and_of_its_sheets() {
    let kit = coloured();
    let run = print(&["--paper", "a4", "--pages", "2-3", "--2-up"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let names = ["the-quay-2-up-pages-2-3-a4.pdf", "the-quay-pages-2-3-a4.pdf"];
    assert_eq!(kit.names("output/print"), names, "named for what they hold");
    let pages = load(&kit, "output/print/the-quay-pages-2-3-a4.pdf");
    assert_eq!(pages.get_pages().len(), 2, "two pages");
    let sheets = load(&kit, "output/print/the-quay-2-up-pages-2-3-a4.pdf");
    assert_eq!(sheets.get_pages().len(), 1, "on one sheet");
    let run = print(&["--paper", "a4", "--pages", "40-"], kit.path());
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    assert!(said(&run).contains("names none of the"), "{}", said(&run));
}

/// What office printers can print: nothing but grounds and pictures within a sixth of an inch
/// of the edge, which they leave white, and no line thinner than a quarter of a point.
fn fits_an_office_printer(what: &str, pages: &Pages) {
    let edge = Length::pt(12);
    for (page, number) in pages.pages.iter().zip(1..) {
        for item in &page.items {
            let area = extent(item);
            match &item.draw {
                Draw::Text(run) => {
                    let inside = edge <= area.x
                        && area.right() <= page.size.width - edge
                        && edge <= area.y + run.size / 4
                        && area.bottom() <= page.size.height - edge;
                    assert!(inside, "{what}, page {number}: `{}` at the edge", run.text);
                }
                Draw::Fill { rect, .. } => {
                    let thin = rect.width.min(rect.height);
                    let least = Length::milli(249);
                    assert!(least < thin, "{what}, page {number}: a line of {thin:?}");
                }
                Draw::Unseen(_)
                | Draw::Shape(_)
                | Draw::Slip { .. }
                | Draw::Photo { .. }
                | Draw::Drawing { .. } => {}
            }
        }
    }
}

/// No words stand on others: lines at less than half their size apart have no width in common.
fn words_stand_free(what: &str, pages: &Pages) {
    for (page, number) in pages.pages.iter().zip(1..) {
        let mut lines: Vec<_> = page
            .items
            .iter()
            .filter_map(|item| match &item.draw {
                Draw::Text(run) => Some((run.origin.y, extent(item), &run.text, run.size / 2)),
                _ => None,
            })
            .collect();
        lines.sort_by_key(|line| line.0);
        for (at, (y, area, text, _)) in lines.iter().enumerate() {
            // What is set below reaches up to here with half of its size.
            let near = lines[at + 1..].iter().filter(|(below, .., up)| *below - *up < *y);
            for (_, other, said, _) in near {
                // Italics lean over what follows them.
                let common = area.right().min(other.right()) - area.x.max(other.x);
                let free = common < Length::pt(2);
                assert!(free, "{what}, page {number}: `{text}` stands on `{said}`");
            }
        }
    }
}

#[test]
fn office_printers_can_print_every_page() {
    let kit = Kit::open(Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
    let (mut draft, _) = platemark::draft(&kit);
    let photos = draft.photos(&kit);
    for theme in ["gallery", "plain", "night"] {
        theme.clone_into(&mut draft.document.metadata.design.theme);
        for paper in ["a4", "letter", "a5"] {
            draft.set_paper(paper);
            let book = draft.pages(&photos).0;
            let sheet = draft.one_sheet(&photos).0;
            for (what, pages) in [("book", &book), ("one-sheet", &sheet)] {
                let what = format!("{theme}, {what} on {paper}");
                fits_an_office_printer(&what, pages);
                words_stand_free(&what, pages);
            }
        }
    }
}

#[test]
fn a_kit_ends_with_its_last_page_and_not_with_addresses() {
    let kit = coloured();
    let mut words = String::from_utf8(kit.read("quay.md")).unwrap();
    words += &["One", "Two", "Three", "Four"].map(|n| format!("\n# {n}\n\nWords.\n")).concat();
    kit.write("quay.md", words.as_bytes());
    let opened = Kit::open(kit.path(), None).unwrap();
    let (mut draft, _) = platemark::draft(&opened);
    draft.set_paper("a5");
    let pages = draft.pages(&draft.photos(&opened)).0;
    let runs = |page: &platemark::pages::Page| -> Vec<String> {
        let of = |item: &platemark::pages::Item| match &item.draw {
            Draw::Text(run) => Some(run.text.trim().to_owned()),
            _ => None,
        };
        page.items.iter().filter_map(of).collect()
    };
    let pages: Vec<_> = pages.pages.iter().map(runs).collect();
    let find = |wanted: &str| {
        pages.iter().rposition(|page| page.iter().any(|run| run == wanted)).expect("it is there")
    };
    let last = pages.len() - 1;
    assert_eq!(find("Colophon"), last, "the back of a booklet");
    assert_eq!(find("Links") + 1, last, "the list of addresses stands before it");
    let number = pages.len().to_string();
    let contents = &pages[find("Contents")];
    assert!(contents.contains(&number), "the contents say where it stands: {contents:?}");
}

/// The words of each side of a sheet, as another reader of PDF finds them.
#[test]
#[ignore = "needs pdftotext"]
fn a_booklet_is_read_in_order_from_its_folded_sheets() {
    let chapters: Vec<String> =
        (1..=5).map(|n| format!("\n\n## Chapter{n}\n\nWord{n} is here.")).collect();
    let chapters = chapters.concat();
    let kit = Scratch::with(&[("note.md", &format!("{NOTE}{chapters}\n"))]);
    let run = print(&["--paper", "a4", "--booklet"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let path = kit.path().join("output/print/the-quay-booklet-a4.pdf");
    let half = |side: &str, x: &str| {
        let arguments = ["-f", side, "-l", side, "-x", x, "-y", "0", "-W", "421", "-H", "595"];
        let run = Command::new("pdftotext").args(arguments).arg(&path).arg("-").output().unwrap();
        String::from_utf8(run.stdout).unwrap()
    };
    let sides = load(&kit, "output/print/the-quay-booklet-a4.pdf").get_pages().len();
    // Folded: right halves of fronts and left halves of backs, then back out again.
    let mut read = String::new();
    for sheet in 0..sides / 2 {
        read += &half(&(sheet * 2 + 1).to_string(), "421");
        read += &half(&(sheet * 2 + 2).to_string(), "0");
    }
    for sheet in (0..sides / 2).rev() {
        read += &half(&(sheet * 2 + 2).to_string(), "421");
        read += &half(&(sheet * 2 + 1).to_string(), "0");
    }
    let places: Vec<usize> = (1..=5)
        .map(|n| read.rfind(&format!("Word{n} is here")).expect("every page is there"))
        .collect();
    assert!(places.is_sorted(), "in order: {places:?} of {read}");
}
