//! Square codes on paper: that a telephone reads them from the page.

use std::path::Path;
use std::process::Command;

use platemark::Draft;
use platemark::image::{PhotoBytes, PhotoId};
use platemark::kit::Kit;
use platemark::layout::contact_sheet;
use platemark::pages::{Draw, Pages};

use crate::print::{coloured_with, print};
use crate::run::{platemark as run, said};

/// The addresses of the codes on a picture, as a telephone reads them: in greys.
fn decoded(width: usize, height: usize, grey: impl FnMut(usize, usize) -> u8) -> Vec<String> {
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    picture.detect_grids().iter().map(|code| code.decode().unwrap().1).collect()
}

/// The same of a page, drawn as pixels by ourselves.
fn codes(number: usize, pages: &Pages, draft: &Draft, photos: &dyn PhotoBytes) -> Vec<String> {
    let page = &pages.pages[number];
    let drawn = platemark::raster::draw(page, pages, &draft.fonts, photos, 1_240).unwrap();
    let (width, height) = (drawn.width as usize, drawn.height as usize);
    decoded(width, height, |x, y| drawn.rgba[(y * width + x) * 4 + 1])
}

/// The same of a page of a PDF, drawn by poppler at the resolution of office printers.
fn codes_on_paper(pdf: &Path, page: usize) -> Vec<String> {
    let page = page.to_string();
    let run = Command::new("pdftoppm")
        .args(["-gray", "-r", "300", "-f", &page, "-l", &page])
        .arg(pdf)
        .output()
        .expect("pdftoppm runs: apt-get install poppler-utils");
    // A PGM file (Netpbm): `P5`, width, height, 255, and the greys.
    let mut parts = run.stdout.splitn(4, u8::is_ascii_whitespace);
    let mut next = || parts.next().map(String::from_utf8_lossy).unwrap_or_default().into_owned();
    assert_eq!(next(), "P5", "{}: a picture of greys", pdf.display());
    let [width, height] = [next(), next()].map(|number| number.parse::<usize>().unwrap());
    let greys = &run.stdout[run.stdout.len() - width * height..];
    decoded(width, height, |x, y| greys[y * width + x])
}

/// The photograph's kit with an address, as its one-sheet on every paper.
#[test]
fn the_code_of_a_one_sheet_is_read_from_its_picture() {
    let kit = coloured_with("online: https://quay.example/press\n");
    let opened = Kit::open(kit.path(), None).unwrap();
    let (mut draft, _) = platemark::draft(&opened);
    let photos = draft.photos(&opened);
    for paper in ["a4", "letter", "a5"] {
        draft.set_paper(paper);
        let (pages, found) = draft.one_sheet(&photos);
        assert!(found.is_empty(), "{paper}: nothing is left out: {found:?}");
        let read = codes(0, &pages, &draft, &photos);
        assert_eq!(read, ["https://quay.example/press"], "{paper}: the address whole");
    }
}

/// The index of stills, in the book and on the contact sheet.
#[test]
fn the_codes_of_the_stills_are_read_from_their_pictures() {
    let opened = Kit::open(Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
    let (mut draft, _) = platemark::draft(&opened);
    let photos = draft.photos(&opened);
    let (book, _) = draft.pages(&photos);
    let names = ["far-ridge_ridge.jpg", "far-ridge_path.jpg"];
    let named: Vec<_> = (0..).map(PhotoId).zip(names).collect();
    // A theme that has no pictures in its index has them here all the same.
    "plain".clone_into(&mut draft.document.metadata.design.theme);
    draft.set_paper("a4");
    let sheet = contact_sheet(&draft.document, &named, &draft.design, &draft.fonts);
    let items = sheet.pages.iter().flat_map(|page| &page.items);
    let pictures = items.filter(|item| matches!(item.draw, Draw::Photo { .. })).count();
    assert_eq!(pictures, named.len(), "a contact sheet shows what is in the folder");
    let words = words(&sheet);
    for name in names {
        assert!(words.contains(name), "a picture editor finds `{name}` in the folder: {words}");
    }
    let last = book.pages.len() - 1;
    for (what, pages, number) in [("book", &book, last), ("contact sheet", &sheet, 0)] {
        let read = codes(number, pages, &draft, &photos);
        assert_eq!(read, ["https://farridge.example/stills"], "{what}: the address whole");
    }
}

/// All words of some pages, a line's pieces one after the other.
fn words(pages: &Pages) -> String {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    let said = items.filter_map(|item| match &item.draw {
        Draw::Text(run) => Some(run.text.as_str()),
        _ => None,
    });
    said.collect()
}

/// What an office printer and a press get, drawn by a program that we did not write.
#[test]
#[ignore = "needs pdftoppm"]
fn the_codes_are_read_from_what_is_printed() {
    let kit = coloured_with(
        "date: 2026-02-20\nonline: https://quay.example/press\n\
         stills: {url: \"https://quay.example/stills\"}\n",
    );
    let yaml = String::from_utf8(kit.read("kit.yaml")).unwrap();
    kit.write("kit.yaml", yaml.replace("credit: Ann}", "credit: Ann, press: true}").as_bytes());
    let papers = ["--paper", "a4", "--paper", "letter", "--paper", "a5", "--one-sheet"];
    for more in [&[][..], &["--grey"], &["--bleed", "3mm", "--marks"], &["--press"]] {
        let made = print(&[&papers[..], more].concat(), kit.path());
        assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    }
    let stills = run(&["stills"], kit.path());
    assert_eq!(stills.status.code(), Some(0), "{}", said(&stills));
    let mut read = 0;
    for name in kit.names("output/print") {
        let path = kit.path().join("output/print").join(&name);
        if name.contains("one-sheet") {
            assert_eq!(codes_on_paper(&path, 1), ["https://quay.example/press"], "{name}");
            read += 1;
        } else {
            // On small papers the addresses of links come after the stills.
            let last = lopdf::Document::load(&path).unwrap().get_pages().len();
            let codes = [last - 1, last].map(|page| codes_on_paper(&path, page)).concat();
            assert_eq!(codes, ["https://quay.example/stills"], "{name}");
            read += 1;
        }
    }
    assert_eq!(read, 24, "kit and one-sheet, on three papers, in four ways");
    let sheet = kit.path().join("output/stills/contact-sheet.pdf");
    assert_eq!(codes_on_paper(&sheet, 1), ["https://quay.example/stills"], "the contact sheet");
}
