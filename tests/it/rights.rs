//! What may not be done with a photograph is done in no file: read from the files themselves.
//!
//! One kit asks for all that its photographs' records forbid: cover, whole pages, a grid.
//! A small reader follows the pages' operators and says of every picture where it stands, what
//! of it is seen, and what type stands on it.

use std::path::Path;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

use crate::print::load;
use crate::run::{platemark, said};
use crate::scratch::Scratch;

/// A kit that wants its photographs as large as can be, all with these rights.
fn kit(theme: &str, rights: &str) -> Scratch {
    let head = format!(
        "title: The Quay\nlang: en\ncover-image: quay\ndesign: {{theme: {theme}}}\nphotos:\n  \
         - {{id: quay, file: images/quay.jpg, alt: A quay., credit: Ann, press: true, {rights}}}\n  \
         - {{id: pier, file: images/pier.jpg, alt: A pier., credit: Ann, press: true, {rights}}}\n  \
         - {{id: free, file: images/free.jpg, alt: A post., credit: Ann, press: true, {rights}}}\n"
    );
    let text = "# The Quay\n\nThe quay is open again.\n\n<!-- plate: full -->\n\n![A pier.](pier)\n\n\
                Words.\n\n<!-- plate: band -->\n\n![A pier.](pier)\n\nMore words.\n\n\
                <!-- plate: spread -->\n\n![A quay.](quay)\n\nAnd more.\n\n\
                <!-- plate: grid -->\n\n![A pier.](pier)\n![A quay.](quay)\n![A post.](free)\n\n\
                And more.\n\n![A post.](free)\n";
    let kit = Scratch::with(&[("kit.yaml", &head), ("quay.md", text)]);
    let images = Path::new(env!("CARGO_MANIFEST_DIR")).join("images");
    let names =
        [("quay", "11-launch-pad.jpg"), ("pier", "04-stream.jpg"), ("free", "13-pagoda.jpg")];
    for (name, file) in names {
        kit.write(&format!("images/{name}.jpg"), &std::fs::read(images.join(file)).unwrap());
    }
    kit
}

/// A rectangle: left, low, right, up.
type Box4 = [f32; 4];

/// A picture on a page.
#[derive(Debug)]
struct Shown {
    /// Where the whole of it would stand.
    frame: Box4,
    /// What of the page lets it be seen.
    clip: Box4,
    /// Where lines of type begin that stand on it.
    type_on_it: Vec<(f32, f32)>,
    /// Channels of its colours.
    channels: i64,
}

/// All pictures of a page, and where it is cut.
fn shown(pdf: &Document, page: (u32, u16)) -> (Vec<Shown>, Box4) {
    let dict = pdf.get_dictionary(page).unwrap();
    let media = dict.get(b"MediaBox").unwrap().as_array().unwrap();
    let paper: Vec<f32> = media.iter().map(|side| side.as_float().unwrap()).collect();
    let paper = [paper[0], paper[1], paper[2], paper[3]];
    let content = Content::decode(&pdf.get_page_content(page)).unwrap();
    let mut at = ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], paper);
    let (mut kept, mut last, mut found) = (Vec::new(), paper, Vec::<Shown>::new());
    let mut pen = (0.0, 0.0);
    for operation in content.operations {
        let numbers: Vec<f32> =
            operation.operands.iter().filter_map(|number| number.as_float().ok()).collect();
        match operation.operator.as_str() {
            "q" => kept.push(at),
            "Q" => at = kept.pop().unwrap(),
            "cm" => at.0 = times([0, 1, 2, 3, 4, 5].map(|i| numbers[i]), at.0),
            "re" => {
                let corners = [(0.0, 0.0), (numbers[2], numbers[3])];
                last = around(&corners.map(|(x, y)| put(at.0, numbers[0] + x, numbers[1] + y)));
            }
            "W" => {
                at.1 = [
                    at.1[0].max(last[0]),
                    at.1[1].max(last[1]),
                    at.1[2].min(last[2]),
                    at.1[3].min(last[3]),
                ];
            }
            "BT" => pen = (0.0, 0.0),
            "Td" => {
                pen = (pen.0 + numbers[0], pen.1 + numbers[1]);
                let (x, y) = put(at.0, pen.0, pen.1);
                for it in &mut found {
                    let [left, low, right, up] = it.frame;
                    // Type at an edge is a caption.
                    if left + 3.0 < x && x < right - 3.0 && low + 3.0 < y && y < up - 3.0 {
                        it.type_on_it.push((x, y));
                    }
                }
            }
            "Do" => {
                let name = operation.operands[0].as_name().unwrap();
                let Some(image) = image(pdf, dict, name) else { continue };
                let corners = [(0.0, 0.0), (1.0, 1.0)];
                let frame = around(&corners.map(|(x, y)| put(at.0, x, y)));
                let channels = channels(pdf, image.get(b"ColorSpace").unwrap());
                found.push(Shown { frame, clip: at.1, type_on_it: Vec::new(), channels });
            }
            _ => {}
        }
    }
    let trim = dict.get(b"TrimBox").map_or(paper, |sides| {
        let sides = sides.as_array().unwrap();
        [0, 1, 2, 3].map(|side| sides[side].as_float().unwrap())
    });
    (found, trim)
}

fn times(a: [f32; 6], b: [f32; 6]) -> [f32; 6] {
    let row = |x: f32, y: f32| [x * b[0] + y * b[2], x * b[1] + y * b[3]];
    let ([a0, a1], [a2, a3], [x, y]) = (row(a[0], a[1]), row(a[2], a[3]), row(a[4], a[5]));
    [a0, a1, a2, a3, x + b[4], y + b[5]]
}

fn put(m: [f32; 6], x: f32, y: f32) -> (f32, f32) {
    (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
}

fn around(corners: &[(f32, f32); 2]) -> Box4 {
    let [(x0, y0), (x1, y1)] = *corners;
    [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)]
}

/// The picture that a page calls by a name; none if that is something else.
fn image<'a>(pdf: &'a Document, page: &'a Dictionary, name: &[u8]) -> Option<&'a Dictionary> {
    let dict = |object: &'a Object| pdf.dereference(object).unwrap().1;
    let resources = dict(page.get(b"Resources").unwrap()).as_dict().unwrap();
    let objects = dict(resources.get(b"XObject").ok()?).as_dict().unwrap();
    let stream = dict(objects.get(name).ok()?).as_stream().unwrap();
    (stream.dict.get(b"Subtype").unwrap().as_name().unwrap() == b"Image").then_some(&stream.dict)
}

fn channels(pdf: &Document, space: &Object) -> i64 {
    match pdf.dereference(space).unwrap().1 {
        Object::Name(name) if name == b"DeviceGray" => 1,
        Object::Name(name) if name == b"DeviceCMYK" => 4,
        Object::Name(_) => 3,
        Object::Array(array) => {
            let profile = pdf.dereference(&array[1]).unwrap().1.as_stream().unwrap();
            profile.dict.get(b"N").unwrap().as_i64().unwrap()
        }
        other => panic!("no colour space: {other:?}"),
    }
}

/// Makes every kind of file of a kit; returns the PDFs.
fn files(kit: &Scratch) -> Vec<String> {
    let commands: [&[&str]; 4] = [
        &["build", "--to", "pdf"],
        &["print", "--paper", "a4", "--one-sheet", "--booklet", "--2-up", "--4-up"],
        &["print", "--paper", "letter", "--one-sheet", "--bleed", "3mm", "--marks"],
        &["stills", "--output", "stills"],
    ];
    for command in commands {
        let run = platemark(command, kit.path());
        assert_eq!(run.status.code(), Some(0), "{command:?}: {}", said(&run));
    }
    let mut files = vec!["stills/contact-sheet.pdf".to_owned()];
    for folder in ["output", "output/print"] {
        let is_pdf = |name: &String| Path::new(name).extension().is_some_and(|it| it == "pdf");
        let pdfs = kit.names(folder).into_iter().filter(is_pdf);
        files.extend(pdfs.map(|name| format!("{folder}/{name}")));
    }
    assert!(8 <= files.len(), "every kind is there: {files:?}");
    files
}

/// What is done with a picture that a right can forbid: crop, bleed, overprint, bw.
fn deeds(file: &str, it: &Shown, trim: &Box4) -> [bool; 4] {
    let ([frame, clip], slack) = ([it.frame, it.clip], 0.1);
    let reaches = [0, 1].iter().any(|&side| {
        frame[side].max(clip[side]) < trim[side] + slack
            || trim[side + 2] - slack < frame[side + 2].min(clip[side + 2])
    });
    // What is cut off with the bleed is no crop, nor is what the fold of a booklet takes.
    let grown = match file {
        file if file.contains("-bleed") && reaches => 8.6,
        file if file.contains("-booklet") => 1.0,
        _ => slack,
    };
    let cut = [0, 1]
        .iter()
        .any(|&side| frame[side] + grown < clip[side] || clip[side + 2] < frame[side + 2] - grown);
    [cut, reaches, !it.type_on_it.is_empty(), it.channels == 1]
}

/// Where the files of a kit do it, by deeds.
fn done(kit: &Scratch) -> [Vec<String>; 4] {
    let mut found = [const { Vec::new() }; 4];
    for file in files(kit) {
        let (pdf, mut pictures) = (load(kit, &file), 0);
        for (number, page) in pdf.get_pages() {
            let (all, trim) = shown(&pdf, page);
            pictures += all.len();
            for it in all {
                let deeds = deeds(&file, &it, &trim);
                for (found, _) in found.iter_mut().zip(deeds).filter(|(_, is_done)| *is_done) {
                    found.push(format!("{file}, page {number}: {it:?}"));
                }
            }
        }
        assert_ne!(pictures, 0, "{file} shows something");
    }
    found
}

const RIGHTS: [&str; 4] = ["crop", "bleed", "overprint", "bw"];
const THEMES: [&str; 3] = ["gallery", "night", "plain"];

fn all(permission: &str) -> String {
    RIGHTS.map(|right| format!("{right}: {permission}")).join(", ")
}

#[test]
fn what_is_forbidden_is_done_in_no_file() {
    for theme in THEMES {
        for (right, found) in RIGHTS.iter().zip(done(&kit(theme, &all("forbid")))) {
            assert!(found.is_empty(), "{theme}, {right}:\n{}", found.join("\n"));
        }
        // The edge of the paper is allowed: there the bleed makes a picture larger.
        let [cut, ..] = done(&kit(theme, "crop: forbid"));
        assert!(cut.is_empty(), "{theme}, crop alone:\n{}", cut.join("\n"));
    }
}

#[test]
fn what_is_allowed_is_done_somewhere() {
    let all = THEMES.map(|theme| done(&kit(theme, &all("allow"))));
    for (index, right) in RIGHTS.iter().enumerate() {
        assert!(
            all.iter().any(|found| !found[index].is_empty()),
            "{right} is seen when it is done"
        );
    }
}

#[test]
fn what_may_not_lose_its_colour_is_refused_in_greys() {
    let kit = kit("gallery", "bw: forbid");
    let run = platemark(&["print", "--grey", "--pages", "1-4"], kit.path());
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    assert!(said(&run).contains("[R004]"), "says why: {}", said(&run));
    assert!(!kit.path().join("output/print").exists(), "nothing is written");
    let run = platemark(&["print", "--grey", "--pages", "2"], kit.path());
    assert_eq!(run.status.code(), Some(0), "page 2 has no photograph: {}", said(&run));
}
