//! `platemark print` as its user meets it: which files appear, and what is in them.

use std::path::Path;
use std::process::{Command, Output};

use lopdf::content::Content;
use lopdf::{Document, Object};

use crate::scratch::Scratch;

fn print(arguments: &[&str], folder: &Path) -> Output {
    let program = Command::new(env!("CARGO_BIN_EXE_platemark"))
        .arg("print")
        .args(arguments)
        .current_dir(folder)
        .output();
    program.unwrap()
}

fn said(run: &Output) -> String {
    String::from_utf8_lossy(&run.stderr).into_owned() + &String::from_utf8_lossy(&run.stdout)
}

const NOTE: &str = "---\ntitle: The Quay\nlang: en\n---\n\nThe quay is open again.\n";

/// A photograph, a drawing with a gradient, an accent: every way to be coloured.
fn coloured() -> Scratch {
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

fn load(kit: &Scratch, name: &str) -> Document {
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
fn grey_files_hold_no_colour() {
    let kit = coloured();
    let run = print(&["--paper", "a4"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let colour = load(&kit, "output/print/the-quay-a4.pdf");
    assert!(!coloured_operators(&colour).is_empty(), "else this test sees nothing");
    assert!(3 <= coloured_spaces(&colour).len(), "photograph, gradient and group");
    let run = print(&["--paper", "a4", "--grey"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let grey = load(&kit, "output/print/the-quay-a4-grey.pdf");
    assert_eq!(coloured_operators(&grey), [""; 0], "greys alone");
    assert_eq!(coloured_spaces(&grey), [""; 0], "no picture, gradient or group in colour");
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
