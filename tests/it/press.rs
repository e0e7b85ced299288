//! What a printer gets: bleed, marks and slug lines, and `platemark print --press`.

use std::collections::BTreeSet;

use lopdf::content::Content;
use lopdf::{Document, Object};
use platemark::base::Length;
use platemark::kit::Kit;
use platemark::layout::slug_lines;
use platemark::pages::{Draw, extent};

use crate::print::{coloured, coloured_with, load, print};
use crate::run::said;

/// A box of a page, in tenths of points.
fn page_box(pdf: &Document, page: u32, key: &[u8]) -> Vec<i64> {
    let dict = pdf.get_dictionary(pdf.get_pages()[&page]).unwrap();
    let sides = dict.get(key).and_then(Object::as_array).unwrap();
    #[expect(clippy::cast_possible_truncation, reason = "a page is smaller than that")]
    let tenths = |side: &Object| (side.as_float().unwrap() * 10.0).round() as i64;
    sides.iter().map(tenths).collect()
}

#[test]
fn bleed_and_marks_stand_outside_the_trimmed_page() {
    let kit = coloured();
    let run = print(&["--paper", "a4", "--one-sheet", "--bleed", "3mm", "--marks"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    for name in ["the-quay-bleed-a4", "the-quay-one-sheet-bleed-a4"] {
        let pdf = load(&kit, &format!("output/print/{name}.pdf"));
        // 3 mm are 8.504 points; marks want 20 more.
        assert_eq!(page_box(&pdf, 1, b"MediaBox"), [0, 0, 6523, 8989], "{name}: paper");
        assert_eq!(page_box(&pdf, 1, b"BleedBox"), [200, 200, 6323, 8789], "{name}: bleed");
        assert_eq!(page_box(&pdf, 1, b"TrimBox"), [285, 285, 6238, 8704], "{name}: trim");
    }
    let run = print(&["--paper", "a4", "--bleed", "3mm", "--output", "x"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let pdf = load(&kit, "x/the-quay-bleed-a4.pdf");
    assert_eq!(page_box(&pdf, 1, b"MediaBox"), page_box(&pdf, 1, b"BleedBox"), "no marks");
    let run = print(&["--bleed", "30mm"], kit.path());
    assert_eq!(run.status.code(), Some(2), "no press wants that: {}", said(&run));
}

#[test]
fn a_slug_line_stands_outside_the_bleed() {
    use platemark::impose::{CropMarks, bleed};
    let kit = coloured_with("date: 2026-02-20\n");
    let opened = Kit::open(kit.path(), None).unwrap();
    let (draft, _) = platemark::draft(&opened);
    let (bare, _) = draft.pages(&draft.photos(&opened));
    for marks in [CropMarks::Drawn, CropMarks::Absent] {
        let mut pages = bare.clone();
        bleed(&mut pages, Length::pt(9), marks);
        slug_lines(&mut pages, &draft.document, &draft.design, &draft.fonts);
        let count = pages.pages.len();
        for (number, page) in (1..).zip(&pages.pages) {
            let low = page.size.height - pages.margins.slug;
            let outside = page.items.iter().filter(|item| low < extent(item).bottom());
            let words: Vec<_> = outside
                .filter_map(|item| match &item.draw {
                    Draw::Text(run) => Some((run.text.as_str(), extent(item))),
                    _ => None,
                })
                .collect();
            let said: String = words.iter().map(|(text, _)| *text).collect();
            let wanted = format!("The Quay   {number} / {count}   210 × 297 mm   20 February 2026");
            let wanted = if marks == CropMarks::Drawn { wanted } else { String::new() };
            assert_eq!(said, wanted, "page {number}");
            for (text, area) in words {
                let free = low < area.y && area.bottom() < page.size.height;
                assert!(free, "page {number}: `{text}` between bleed and edge: {area:?}");
            }
        }
    }
}

/// The operands of an operator as thousandths.
fn thousandths(operands: &[Object]) -> Vec<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "shares are at most one")]
    let share = |operand: &Object| (operand.as_float().unwrap() * 1000.0).round() as i64;
    operands.iter().map(share).collect()
}

#[test]
fn press_files_are_built_to_pdf_x_4() {
    let kit = coloured_with("date: 2026-02-20\ncontacts: [{for: press, name: Ann Ray}]\n");
    let run = print(&["--paper", "a4", "--press", "--one-sheet"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let words = said(&run);
    assert!(words.contains("built to PDF/X-4 (not validated) for Offset print"), "{words}");
    for name in ["the-quay-a4-press.pdf", "the-quay-one-sheet-a4-press.pdf"] {
        let pdf = load(&kit, &format!("output/print/{name}"));
        assert_eq!(pdf.version, "1.6", "{name}");
        let words = is_built_to_x_4(&pdf);
        assert!(words.contains(&vec![0, 0, 0, 1000]), "{name}: type in pure black: {words:?}");
    }
}

#[test]
fn every_plate_of_a_press_has_the_crop_marks() {
    let kit = coloured_with("date: 2026-02-20\n");
    for (options, name, everywhere) in [
        (&["--press"][..], "the-quay-a4-press", true),
        (&["--press", "--grey"], "the-quay-a4-grey-press", false),
        (&[], "the-quay-bleed-a4", false),
    ] {
        let options = [&["--paper", "a4", "--marks"], options].concat();
        let run = print(&options, kit.path());
        assert_eq!(run.status.code(), Some(0), "{}", said(&run));
        let pdf = load(&kit, &format!("output/print/{name}.pdf"));
        for (number, page) in pdf.get_pages() {
            let (all, others) = lines_outside(&pdf, page);
            let (marks, wanted) = if everywhere { (all, [8, 0]) } else { (others, [8, 8]) };
            assert_eq!(marks, wanted[0], "{name}, page {number}: two marks at each corner");
            assert_eq!(others, wanted[1], "{name}, page {number}: marks in other inks");
            if everywhere {
                is_every_ink(&pdf, page);
            }
        }
    }
}

/// How many thin areas lie outside the bleed of a page: in every ink, and in others.
fn lines_outside(pdf: &Document, page: lopdf::ObjectId) -> (usize, usize) {
    let content = Content::decode(&pdf.get_page_content(page)).unwrap();
    let (mut aid, mut inks, mut found) = (false, "", (0, 0));
    for operation in &content.operations {
        let first = || operation.operands[0].as_name().ok();
        match operation.operator.as_str() {
            "BDC" => {
                let list = operation.operands[1].as_dict().ok();
                let kind = list.and_then(|list| list.get(b"Type").ok()?.as_name().ok());
                aid = kind == Some(b"Page");
            }
            "cs" => inks = if first() == Some(b"All") { "all" } else { "others" },
            "g" | "rg" | "k" => inks = "others",
            "scn" if inks == "all" => {
                let share = operation.operands[0].as_float().unwrap();
                assert!(1.0 <= share, "as much as there is of every ink: {share}");
            }
            "re" if aid && inks == "all" => found.0 += 1,
            "re" if aid => found.1 += 1,
            _ => {}
        }
    }
    found
}

/// The space that a page calls `All` is the separation of all inks.
fn is_every_ink(pdf: &Document, page: lopdf::ObjectId) {
    let page = pdf.get_dictionary(page).unwrap();
    let resources = pdf.dereference(page.get(b"Resources").unwrap()).unwrap().1;
    let spaces = resources.as_dict().unwrap().get(b"ColorSpace").and_then(Object::as_dict);
    let space = spaces.unwrap().get(b"All").and_then(Object::as_array).unwrap();
    let names: Vec<_> = space.iter().filter_map(|part| part.as_name().ok()).collect();
    assert_eq!(names, [&b"Separation"[..], b"All", b"DeviceCMYK"], "8.6.6.4");
}

#[test]
fn photographs_in_inks_take_no_more_than_the_paper() {
    let kit = coloured_with("date: 2026-02-20\n");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/photos");
    let mut words = String::from_utf8(kit.read("quay.md")).unwrap();
    for name in ["cmyk.jpg", "wet.jpg"] {
        kit.write(&format!("images/{name}"), &std::fs::read(folder.join(name)).unwrap());
        words += &format!("\n![A ramp.](images/{name} \"A ramp\")\n");
    }
    kit.write("quay.md", words.as_bytes());
    let run = print(&["--paper", "a4", "--press"], kit.path());
    let words = said(&run);
    assert_eq!(run.status.code(), Some(0), "{words}");
    for line in [
        "ink on one spot, of at most 300 %:",
        "  `images/cmyk.jpg`, in CMYK: 300 %",
        "  `images/wet.jpg`, in CMYK: 394 %, brought down to 300 %",
    ] {
        assert!(words.lines().any(|said| said == line), "`{line}` is not in {words}");
    }
    let pdf = load(&kit, "output/print/the-quay-a4-press.pdf");
    let mut stored = Vec::new();
    for object in pdf.objects.values() {
        let Object::Stream(stream) = object else { continue };
        let space = stream.dict.get(b"ColorSpace").and_then(Object::as_array);
        let Ok([_, profile]) = space.map(Vec::as_slice) else { continue };
        let profile = pdf.dereference(profile).unwrap().1.as_stream().unwrap();
        if profile.dict.get(b"N").unwrap().as_i64().unwrap() == 4 {
            stored.push(stream);
        }
    }
    let is_jpeg = |stream: &&lopdf::Stream| {
        stream.dict.get(b"Filter").and_then(Object::as_name).ok() == Some(b"DCTDecode")
    };
    assert_eq!(stored.iter().filter(|stream| is_jpeg(stream)).count(), 1, "one is as it came");
    let [wet] = stored.into_iter().filter(|stream| !is_jpeg(stream)).collect::<Vec<_>>()[..] else {
        panic!("one is not")
    };
    let pixels = wet.decompressed_content().unwrap();
    assert_eq!(pixels.len(), 48 * 32 * 4, "all of it");
    for pixel in pixels.chunks(4) {
        let sum: u32 = pixel.iter().map(|ink| u32::from(*ink)).sum();
        assert!((700..=765).contains(&sum), "as much as may be, and no more: {pixel:?}");
        let colors = pixel[..3].iter().max().unwrap() - pixel[..3].iter().min().unwrap();
        assert!(colors <= 4, "a grey stays one: {pixel:?}");
    }
}

/// What ISO 15930-7 asks of a file, as far as its structure shows it; returns the inks of its
/// words.
fn is_built_to_x_4(pdf: &Document) -> BTreeSet<Vec<i64>> {
    let catalog = pdf.catalog().unwrap();
    let get = |dict: &lopdf::Dictionary, key: &[u8]| {
        pdf.dereference(dict.get(key).unwrap()).unwrap().1.clone()
    };
    let intents = get(catalog, b"OutputIntents");
    let [intent] = &intents.as_array().unwrap()[..] else { panic!("one intent: {intents:?}") };
    let intent = pdf.dereference(intent).unwrap().1.as_dict().unwrap().clone();
    assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFX", "6.2.1: a press");
    let profile = get(&intent, b"DestOutputProfile");
    assert_eq!(profile.as_stream().unwrap().dict.get(b"N").unwrap().as_i64().unwrap(), 4, "inks");
    let packet = get(catalog, b"Metadata");
    let packet = String::from_utf8_lossy(&packet.as_stream().unwrap().content).into_owned();
    for wanted in [
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<pdf:Trapped>False</pdf:Trapped>",
        "<xmp:ModifyDate>2026-02-20</xmp:ModifyDate>",
        "<xmp:MetadataDate>2026-02-20</xmp:MetadataDate>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
    ] {
        assert!(packet.contains(wanted), "{wanted} is not in {packet}");
    }
    assert!(!packet.contains("pdfaid:part") && !packet.contains("pdfuaid:part"), "claimed alone");
    let info = get(&pdf.trailer, b"Info");
    let trapped = info.as_dict().unwrap().get(b"Trapped").unwrap().as_name().unwrap();
    assert_eq!(trapped, b"False", "6.14: whether colours overlap");
    assert_eq!(pdf.trailer.get(b"ID").unwrap().as_array().unwrap().len(), 2, "6.1.3");
    assert!(pdf.trailer.get(b"Encrypt").is_err(), "6.1.1");
    let (mut inks, mut words) = (Vec::new(), BTreeSet::new());
    for (number, page) in pdf.get_pages() {
        let dict = pdf.get_dictionary(page).unwrap();
        assert!(dict.get(b"Annots").is_err(), "page {number} has no annotations");
        let [media, bleed, trim] =
            [&b"MediaBox"[..], b"BleedBox", b"TrimBox"].map(|key| page_box(pdf, number, key));
        assert_eq!(bleed, media, "no marks were asked for");
        assert!(bleed[0] < trim[0] && trim[2] < bleed[2], "6.12: {bleed:?} around {trim:?}");
        let content = Content::decode(&pdf.get_page_content(page)).unwrap();
        // The inks of fills at hand, and those in which words are set.
        let (mut fill, mut kept) = (Vec::new(), Vec::new());
        for operation in content.operations {
            match operation.operator.as_str() {
                "q" => kept.push(fill.clone()),
                "Q" => fill = kept.pop().unwrap(),
                "k" => {
                    fill = thousandths(&operation.operands);
                    inks.push(fill.clone());
                }
                "K" => inks.push(thousandths(&operation.operands)),
                "Tj" | "TJ" => {
                    let [cyan, magenta, yellow, black] = fill[..] else {
                        panic!("page {number}: words before any ink: {fill:?}")
                    };
                    let rich = black == 1000 && 0 < cyan + magenta + yellow;
                    assert!(!rich, "page {number}: words in black of several inks: {fill:?}");
                    words.insert(fill.clone());
                }
                device @ ("g" | "G" | "rg" | "RG" | "BI") => panic!("page {number}: {device}"),
                _ => {}
            }
        }
        let wet = inks.iter().map(|inks| inks.iter().sum::<i64>()).max().unwrap();
        assert!(wet <= 3000, "page {number}: {wet} thousandths of ink");
    }
    for object in pdf.objects.values() {
        let dict = match object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        let device = dict.get(b"ColorSpace").and_then(Object::as_name).ok();
        assert_ne!(device, Some(&b"DeviceRGB"[..]), "6.2.3: pictures have profiles: {dict:?}");
        let group = dict.get(b"Group").and_then(Object::as_dict);
        let space = group.and_then(|group| group.get(b"CS")).and_then(Object::as_name).ok();
        assert_ne!(space, Some(&b"DeviceRGB"[..]), "blended as inks: {dict:?}");
    }
    words
}

#[test]
fn a_press_wants_a_date_and_a_profile_of_its_kind() {
    let kit = coloured();
    let run = print(&["--paper", "a4", "--press"], kit.path());
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    assert!(said(&run).contains("give the kit a `date`"), "{}", said(&run));
    let kit = coloured_with("date: 2026-02-20\nprint: {icc: images/quay.jpg}\n");
    let run = print(&["--paper", "a4", "--press"], kit.path());
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    assert!(said(&run).contains("it is no colour profile"), "{}", said(&run));
    assert!(kit.names("output/print").is_empty(), "nothing was written");
    let kit = coloured_with("date: 2026-02-20\nprint: {icc: fonts/press.icc, bleed: 5mm}\n");
    kit.write("fonts/press.icc", platemark::image::profiles::CMYK);
    let run = print(&["--paper", "a4", "--press"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let pdf = load(&kit, "output/print/the-quay-a4-press.pdf");
    assert_eq!(page_box(&pdf, 1, b"TrimBox")[0], 142, "the kit's bleed: 5 mm");
}
