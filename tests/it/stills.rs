//! `platemark stills` as its user meets it: which files appear, and what is in them.

use std::path::Path;
use std::process::{Command, Output};

use crate::run::{platemark, said};
use crate::scratch::Scratch;
use platemark::image::{PhotoId, facts};
use platemark::kit::Kit;
use platemark::pages::Draw;

fn stills(arguments: &[&str], folder: &Path) -> Output {
    platemark(&[&["stills"], arguments].concat(), folder)
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

const KIT: &str = "title: The Quay
lang: en
photos:
  - {id: quay, file: images/quay.jpg, title: '=Quay & \"sea\"', caption: 'A quay, *early*.',
     alt: A quay in haze., creator: Ane Lund, credit: Ane Lund / Quay Films,
     copyright: © 2026 Quay Films, usage: Press use only, date: 2025-10, expires: 2027-01,
     bw: forbid, press: true}
  - {id: turned, file: images/turned.jpg, alt: A lamp., creator: Ane Lund, press: true}
  - {id: flag, file: images/flag.webp, alt: A flag., press: true}
  - {id: chart, file: images/chart.png, alt: A chart., press: true}
  - {id: plan, file: images/plan.svg, alt: A plan., press: true}
  - {id: old, file: images/old.jpg, alt: An old photograph., expires: 2026-05, press: true}
  - {id: ours, file: images/ours.jpg, alt: Only for the kit., press: false}
  - {id: unmarked, file: images/unmarked.jpg, alt: Not for sale.}
";

/// A kit with a photograph of every kind, none larger than the small files are.
fn kit() -> Scratch {
    kit_with("images/07-fig-in-bowl.jpg")
}

/// The same with this photograph of a quay.
fn kit_with(quay: &str) -> Scratch {
    let kit = Scratch::with(&[
        ("kit.yaml", KIT),
        ("quay.md", "# The Quay\n\nThe quay is open again.\n"),
        (
            "images/plan.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"400\">\
             <script>alert(1)</script><rect width=\"400\" height=\"200\" fill=\"#c00\"/></svg>",
        ),
    ]);
    for (name, from) in [
        ("quay.jpg", quay),
        ("turned.jpg", "tests/corpus/photos/turned.jpg"),
        ("flag.webp", "tests/corpus/photos/alpha.webp"),
        ("chart.png", "tests/corpus/photos/palette.png"),
        ("old.jpg", "images/13-pagoda.jpg"),
        ("ours.jpg", "images/11-launch-pad.jpg"),
        ("unmarked.jpg", "tests/corpus/photos/baseline.jpg"),
    ] {
        kit.write(&format!("images/{name}"), &file(from));
    }
    kit
}

const QUAY: &str = "output/stills/the-quay_quay-sea_quay_ane-lund-quay-films";

#[test]
fn photographs_for_the_press_are_handed_out_and_others_left_out_with_a_word() {
    let kit = kit();
    let run = stills(&["--today", "2026-06-01"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let names = [
        "SHA256SUMS",
        "contact-sheet.pdf",
        "index.csv",
        "the-quay_chart.png",
        "the-quay_flag.webp",
        "the-quay_plan.svg",
        "the-quay_quay-sea_quay_ane-lund-quay-films.jpg",
        "the-quay_turned_ane-lund.jpg",
    ];
    assert_eq!(kit.names("output/stills"), names, "{}", said(&run));
    let said = said(&run);
    assert!(said.contains("left out: `old`, licence ended on 2026-05\n"), "{said}");
    assert!(said.contains("left out: `ours`, not for the press\n"), "{said}");
    assert!(!said.contains("unmarked"), "nobody asked for it: {said}");
    let svg = String::from_utf8(kit.read("output/stills/the-quay_plan.svg")).unwrap();
    assert!(!svg.contains("script"), "nothing in a drawing runs");
    // On the licence's last day the photograph is still handed out.
    let run = stills(&["--today", "2026-05-31"], kit.path());
    assert_eq!(run.status.code(), Some(0), "the folder is replaced");
    assert!(kit.names("output/stills").contains(&"the-quay_old.jpg".to_owned()), "not yet ended");
}

/// What a JPEG holds from its first scan on: the compressed pixels.
fn scans(jpeg: &[u8]) -> &[u8] {
    let mut at = 2;
    while jpeg[at + 1] != 0xDA {
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    &jpeg[at..]
}

#[test]
fn words_are_written_into_the_files_and_pixels_stay_as_they_are() {
    let kit = kit_with("images/05-two-dogs.jpg");
    let run = stills(&["--today", "2026-06-01"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let full = kit.read(&format!("{QUAY}.jpg"));
    assert_eq!(scans(&full), scans(&file("images/05-two-dogs.jpg")), "byte for byte");
    let small = kit.read(&format!("{QUAY}_2048.jpg"));
    for (name, bytes) in [("full", &full), ("small", &small)] {
        let embedded = facts(bytes).unwrap().embedded;
        let read = |text: &Option<String>| text.clone().unwrap_or_default();
        assert_eq!(read(&embedded.title), "=Quay & “sea”", "{name}: title");
        assert_eq!(read(&embedded.caption), "A quay, early.", "{name}: caption");
        assert_eq!(read(&embedded.alt), "A quay in haze.", "{name}: alternative text");
        assert_eq!(read(&embedded.creator), "Ane Lund", "{name}: who took it");
        assert_eq!(read(&embedded.credit), "Ane Lund / Quay Films", "{name}: credit line");
        assert_eq!(read(&embedded.copyright), "© 2026 Quay Films", "{name}: notice");
        assert_eq!(read(&embedded.usage), "Press use only", "{name}: terms");
    }
    let facts_of = |name: &str| facts(&kit.read(&format!("output/stills/{name}"))).unwrap();
    let turned = facts_of("the-quay_turned_ane-lund.jpg");
    assert!(
        facts(&file("tests/corpus/photos/turned.jpg")).unwrap().private,
        "else nothing is seen"
    );
    assert!(!turned.private, "no place, no serial number");
    assert_eq!(turned.upright(), (32, 48), "it still stands upright");
    assert_eq!(facts_of("the-quay_flag.webp").embedded.alt.as_deref(), Some("A flag."), "WebP");
    assert_eq!(facts_of("the-quay_chart.png").embedded.alt.as_deref(), Some("A chart."), "PNG");
    let (width, height) = facts(&small).unwrap().upright();
    assert_eq!(width.max(height), 2048, "the long side of the small file");
}

#[test]
fn the_index_says_all_and_runs_nothing() {
    let kit = kit();
    let run = stills(&["--today", "2026-06-01"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let index = String::from_utf8(kit.read("output/stills/index.csv")).unwrap();
    insta::assert_snapshot!(index.replace('\u{feff}', "BOM ").replace("\r\n", "¶\n"));
}

#[test]
fn a_still_says_what_the_manuscript_says_of_it_if_its_record_does_not() {
    let kit = Scratch::with(&[
        (
            "kit.yaml",
            "title: The Quay\nlang: en\nphotos: [{id: a, file: a.jpg, press: true}, {id: b, file: b.jpg, press: true}, {id: c, file: c.jpg, press: true, caption: Ours.}]\n",
        ),
        (
            "quay.md",
            "# The Quay\n\n![A](a.jpg \"The quay. (Photo: Ane Lund)\")\n\n![B](b.jpg)\n![C](c.jpg)\n(Both shores of it.)\n",
        ),
    ]);
    for (name, from) in [("a", "baseline"), ("b", "turned"), ("c", "progressive")] {
        kit.write(&format!("{name}.jpg"), &file(&format!("tests/corpus/photos/{from}.jpg")));
    }
    let run = stills(&["--today", "2026-06-01"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let index = String::from_utf8(kit.read("output/stills/index.csv")).unwrap();
    let row = |id: &str| index.lines().find(|row| row.starts_with(&format!("\"{id}\""))).unwrap();
    assert!(row("a").contains("\"The quay.\"") && row("a").contains("\"Ane Lund\""), "{index}");
    assert!(!row("b").contains("shores"), "what is said of two is said of neither: {index}");
    assert!(row("c").contains("\"Ours.\""), "the record comes first: {index}");
}

#[test]
fn the_same_kit_gives_the_same_bytes() {
    let kit = kit();
    let sums = || kit.read("output/stills/SHA256SUMS");
    for _ in 0..2 {
        let run = stills(&["--today", "2026-06-01"], kit.path());
        assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    }
    let first = sums();
    stills(&["--today", "2026-06-02"], kit.path());
    assert_eq!(sums(), first, "on another day too, while no licence ends");
}

#[test]
fn a_folder_with_other_peoples_files_is_left_alone() {
    let kit = kit();
    kit.write("output/stills/notes.txt", b"mine");
    let run = stills(&["--today", "2026-06-01"], kit.path());
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    assert!(said(&run).contains("`notes.txt`"), "{}", said(&run));
    assert_eq!(kit.names("output/stills"), ["notes.txt"], "nothing is taken away");
}

#[test]
fn without_marks_all_that_is_not_forbidden_is_handed_out() {
    let kit = kit();
    kit.write("kit.yaml", KIT.replace(", press: true", "").as_bytes());
    let run = stills(&["--today", "2026-06-01"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let names = kit.names("output/stills");
    assert!(names.contains(&"the-quay_unmarked.jpg".to_owned()), "{names:?}");
    assert!(!names.contains(&"the-quay_ours.jpg".to_owned()), "{names:?}");
}

#[test]
#[ignore = "needs exiftool"]
fn exiftool_reads_what_was_written_and_finds_nothing_private() {
    let kit = kit_with("images/05-two-dogs.jpg");
    let run = stills(&["--today", "2026-06-01"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    for name in ["", "_2048"] {
        let file = format!("{QUAY}{name}.jpg");
        let found = exiftool(&kit.path().join(file));
        for (tag, value) in [
            ("IPTC:CodedCharacterSet", "UTF8"),
            ("IPTC:ObjectName", "=Quay & “sea”"),
            ("IPTC:Caption-Abstract", "A quay, early."),
            ("IPTC:By-line", "Ane Lund"),
            ("IPTC:Credit", "Ane Lund / Quay Films"),
            ("IPTC:CopyrightNotice", "© 2026 Quay Films"),
            ("IPTC:SpecialInstructions", "Press use only"),
            ("XMP-dc:Title", "=Quay & “sea”"),
            ("XMP-dc:Description", "A quay, early."),
            ("XMP-dc:Creator", "Ane Lund"),
            ("XMP-dc:Rights", "© 2026 Quay Films"),
            ("XMP-photoshop:Credit", "Ane Lund / Quay Films"),
            ("XMP-photoshop:DateCreated", "2025:10"),
            ("XMP-xmpRights:UsageTerms", "Press use only"),
            ("XMP-iptcCore:AltTextAccessibility", "A quay in haze."),
            ("XMP-plus:ImageCreatorName", "Ane Lund"),
            ("XMP-plus:LicenseEndDate", "2027:01"),
            ("XMP-plus:ImageAlterationConstraints", "No De-Colorization"),
        ] {
            assert_eq!(found[tag].as_str(), Some(value), "{name}: {tag}\n{found:#}");
        }
    }
    for name in kit.names("output/stills") {
        let ending = name.rsplit('.').next().unwrap();
        if !matches!(ending, "jpg" | "png" | "webp") {
            continue;
        }
        let found = exiftool(&kit.path().join("output/stills").join(&name));
        assert_eq!(found["ExifTool:Validate"].as_str(), Some("OK"), "{name}\n{found:#}");
        let tags = found.as_object().unwrap().keys();
        let private: Vec<_> = tags
            .filter(|tag| ["GPS", "Serial", "MakerNote", "Owner"].iter().any(|p| tag.contains(p)))
            .collect();
        assert!(private.is_empty(), "{name}: {private:?}");
    }
    let turned = exiftool(&kit.path().join("output/stills/the-quay_turned_ane-lund.jpg"));
    assert_eq!(turned["IFD0:Orientation"].as_str(), Some("Rotate 90 CW"), "{turned:#}");
}

/// A photograph as a telephone writes it, with a film after it; in every format.
#[test]
#[ignore = "needs exiftool"]
fn a_telephones_photograph_says_what_the_kit_says_and_nothing_else() {
    let kit = kit();
    let secret = "Vallmora-4711";
    for name in ["quay.jpg", "flag.webp", "chart.png"] {
        let path = kit.path().join("images").join(name);
        let tags = ["GPS:GPSLatitude=47.1", "GPS:GPSLatitudeRef=N", "EXIF:Orientation#=6"];
        let private = ["OwnerName", "SerialNumber", "LensSerialNumber", "HostComputer"];
        let private = private.map(|tag| format!("-EXIF:{tag}={secret}"));
        let more = ["XMP:City", "XMP-xmpMM:DocumentID", "XMP-exif:UserComment"];
        let more = more.map(|tag| format!("-{tag}={secret}"));
        let run = Command::new("exiftool")
            .args(["-q", "-m", "-overwrite_original"])
            .args(tags.map(|tag| format!("-{tag}")))
            .args(private.iter().chain(&more))
            .arg(&path)
            .status()
            .expect("exiftool runs: apt-get install libimage-exiftool-perl");
        assert!(run.success(), "{name}: exiftool writes what a telephone does");
        let mut bytes = std::fs::read(&path).unwrap();
        assert!(holds(&bytes, secret), "{name}: else nothing is seen");
        if name == "quay.jpg" {
            bytes.extend(format!("ftypmp42 a film of {secret}").as_bytes());
            std::fs::write(&path, &bytes).unwrap();
        }
    }
    let run = stills(&["--today", "2026-06-01"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let alts = [
        ("quay-sea_quay_ane-lund-quay-films.jpg", "A quay in haze."),
        ("flag.webp", "A flag."),
        ("chart.png", "A chart."),
    ];
    for (name, alt) in alts {
        let name = format!("output/stills/the-quay_{name}");
        let bytes = kit.read(&name);
        assert!(!holds(&bytes, secret), "{name} still holds `{secret}`");
        let found = exiftool(&kit.path().join(&name));
        assert_eq!(found["XMP-iptcCore:AltTextAccessibility"].as_str(), Some(alt), "{found:#}");
        let tags = found.as_object().unwrap().keys();
        let places: Vec<_> = tags.filter(|tag| tag.contains("GPS")).collect();
        assert!(places.is_empty(), "{name}: {places:?}");
    }
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// What exiftool says of a file, by group and tag.
fn exiftool(path: &Path) -> serde_json::Value {
    let run = Command::new("exiftool")
        .args(["-json", "-G1", "-a", "-validate", "-warning", "-error"])
        .args(["-all", "-charset", "utf8"])
        .arg(path)
        .output()
        .expect("exiftool runs: apt-get install libimage-exiftool-perl");
    let found: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    found[0].clone()
}

#[test]
fn the_contact_sheet_says_how_large_each_photograph_is() {
    let kit = Kit::open(Path::new(env!("CARGO_MANIFEST_DIR")), None).unwrap();
    let (draft, _) = platemark::draft(&kit);
    let (document, design) = (&draft.document, &draft.design);
    let (id, photo) = (0..).map(PhotoId).zip(&document.photos).next().unwrap();
    let pages = platemark::layout::contact_sheet(document, &[(id, "a.jpg")], design, &draft.fonts);
    let words: String = pages.pages[0]
        .items
        .iter()
        .filter_map(|item| match &item.draw {
            Draw::Text(run) => Some(run.text.as_str()),
            _ => None,
        })
        .collect();
    let (width, height) = photo.facts.upright();
    let pixels = format!("{width}\u{a0}×\u{a0}{height}\u{a0}px");
    assert!(words.contains(&pixels), "`{pixels}` is not in {words}");
}
