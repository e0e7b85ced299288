//! Properties of whole files, seen through another reader of PDF.

use lopdf::{Document, Object, ObjectId};

use super::*;

pub(super) const UA1: Options = Options { standard: Standard::Ua1 };
pub(super) const UA2: Options = Options { standard: Standard::Ua2 };

pub(super) fn written(pages: &Pages, album: &Album) -> Vec<u8> {
    written_as(&UA1, pages, album)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as `write` takes them")]
pub(super) fn written_as(options: &Options, pages: &Pages, album: &Album) -> Vec<u8> {
    let mut out = Vec::new();
    let written = write(options, pages, &FontSet::bundled(), album, &mut out).unwrap();
    assert_eq!(written.length, out.len() as u64, "the length that is told is the true one");
    assert_eq!(written.obstacles, Vec::<String>::new(), "nothing is in the way");
    out
}

fn refusal(pages: &Pages) -> String {
    match write(&UA1, pages, &FontSet::bundled(), &Album(Vec::new()), &mut Vec::new()) {
        Err(Error::Refused(refusal)) => refusal.why,
        other => format!("not refused: {other:?}"),
    }
}

pub(super) fn load(pages: &Pages, album: &Album) -> Document {
    Document::load_mem(&written(pages, album)).unwrap()
}

/// The structure element's kids that are elements, by name: `P(Span Link)`.
fn tags(doc: &Document, id: ObjectId) -> String {
    let dict = doc.get_dictionary(id).unwrap();
    let name = String::from_utf8_lossy(dict.get(b"S").unwrap().as_name().unwrap()).into_owned();
    let kids = match dict.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    };
    let below: Vec<String> = kids
        .iter()
        .map(|kid| match kid {
            Object::Reference(id) => tags(doc, *id),
            Object::Integer(mcid) => mcid.to_string(),
            Object::Dictionary(dict) => {
                String::from_utf8_lossy(dict.get_type().unwrap()).into_owned()
            }
            other => format!("{other:?}"),
        })
        .collect();
    if below.is_empty() { name } else { format!("{name}({})", below.join(" ")) }
}

fn root(doc: &Document) -> &lopdf::Dictionary {
    let id = doc.catalog().unwrap().get(b"StructTreeRoot").unwrap().as_reference().unwrap();
    doc.get_dictionary(id).unwrap()
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let (pages, album) = sample();
    assert!(written(&pages, &album) == written(&pages, &album), "twice the same");
}

#[test]
fn every_stream_but_the_metadata_is_compressed() {
    let (pages, album) = rich();
    let doc = load(&pages, &album);
    let plain: Vec<String> = doc
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| !stream.dict.has(b"Filter") && 100 < stream.content.len())
        // The reader has unpacked these.
        .filter(|stream| !stream.dict.has_type(b"ObjStm"))
        .map(|stream| format!("{:?}", stream.dict))
        .collect();
    assert!(plain.len() == 1 && plain[0].contains("Metadata"), "left plain: {plain:?}");
}

#[test]
fn the_tags_are_the_structure_without_what_is_empty() {
    let (pages, album) = rich();
    let doc = load(&pages, &album);
    let document = root(&doc).get(b"K").unwrap().as_reference().unwrap();
    insta::assert_snapshot!(tags(&doc, document));
}

#[test]
fn every_mark_leads_to_its_element_and_every_link_too() {
    let (pages, album) = sample();
    let doc = load(&pages, &album);
    let parents = root(&doc).get(b"ParentTree").unwrap().as_reference().unwrap();
    let numbers = doc.get_dictionary(parents).unwrap().get(b"Nums").unwrap().as_array().unwrap();
    let keys: Vec<i64> = numbers.iter().step_by(2).map(|key| key.as_i64().unwrap()).collect();
    assert_eq!(keys, [0, 1, 2], "two pages, then one link");
    let owners = doc.get_object(numbers[1].as_reference().unwrap()).unwrap().as_array().unwrap();
    let names: Vec<String> =
        owners.iter().map(|owner| tags(&doc, owner.as_reference().unwrap())).collect();
    assert_eq!(
        names,
        [
            "H1(0)",
            "P(1 Link(2 OBJR) 3 MCR)",
            "Link(2 OBJR)",
            "P(1 Link(2 OBJR) 3 MCR)",
            "Figure(4 Caption(5))",
            "Caption(5)"
        ],
        "element by identifier on the first page"
    );
    assert_eq!(tags(&doc, numbers[5].as_reference().unwrap()), "Link(2 OBJR)", "of the link");
}

#[test]
fn labels_are_ranges_of_pages_that_count_up() {
    let mut pages = blank(6);
    for (page, label) in pages.pages.iter_mut().zip(["Cover", "1", "2", "A-1", "A-2", "9"]) {
        page.label = label.to_owned();
    }
    let shown: Vec<String> =
        navigation::labels(&pages).iter().map(|object| format!("{object:?}")).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn what_would_not_conform_is_refused() {
    let mut missing = one_line("abc", FaceId::TEXT);
    let Draw::Text(run) = &mut missing.pages[0].items[0].draw else { unreachable!() };
    run.glyphs[1].id = 0;
    assert_eq!(
        refusal(&missing),
        "page 1 needs a glyph that the font does not have, for `b`",
        ".notdef"
    );

    let mut absurd = one_line("abc", FaceId::TEXT);
    let Draw::Text(run) = &mut absurd.pages[0].items[0].draw else { unreachable!() };
    run.origin.y = Length::pt(1_000_000);
    assert!(refusal(&absurd).starts_with("a mark on page 1 stands at 54.0, "), "far off");

    let mut alone = one_line("abc", FaceId::TEXT);
    alone.structure.node_mut(NodeId(1)).kids.clear();
    assert_eq!(
        refusal(&alone),
        "a mark on page 1 and the structure do not agree",
        "a mark that no node lists"
    );

    let mut unsaid = one_line("abc", FaceId::TEXT);
    let Draw::Text(run) = &mut unsaid.pages[0].items[0].draw else { unreachable!() };
    run.text = "a\0c".to_owned();
    assert_eq!(
        refusal(&unsaid),
        "page 1 holds the character U+0000, which no PDF may say",
        "ISO 19005-2, 6.2.11.7.2"
    );

    let mut control = one_line("abc", FaceId::TEXT);
    control.info.title = "The\u{1} Ridge".to_owned();
    assert_eq!(
        refusal(&control),
        "`The Ridge` holds the character U+0001, which no metadata may",
        "XML 1.0, 2.2"
    );

    let (mut endless, _) = rich();
    let drawing = endless.pages[0].items.iter_mut().find_map(|item| match &mut item.draw {
        Draw::Drawing { drawing, .. } => Some(drawing),
        _ => None,
    });
    Arc::make_mut(drawing.unwrap()).paths[0].opacity = f64::NAN;
    assert!(refusal(&endless).starts_with("a mark on page 1 stands at "), "not a number");

    assert_eq!(refusal(&blank(0)), "there are no pages", "an empty document");
}

#[test]
fn a_link_that_runs_a_script_is_refused() {
    let (mut pages, album) = sample();
    pages.pages[0].links[0].target = Target::Url("javascript:alert(1)".to_owned());
    let result = write(&UA1, &pages, &FontSet::bundled(), &album, &mut Vec::new());
    assert!(matches!(result, Err(Error::Refused(_))), "no active content: {result:?}");
}

#[test]
fn a_figure_without_alternative_text_is_told_and_nothing_is_claimed() {
    let (mut pages, album) = sample();
    for node in &mut pages.structure.nodes {
        if let Role::Figure { alt, .. } = &mut node.role {
            *alt = None;
        }
    }
    let mut out = Vec::new();
    let written = write(&UA1, &pages, &FontSet::bundled(), &album, &mut out).unwrap();
    assert_eq!(written.obstacles, ["a figure on page 1 has no alternative text"], "told");
    let text = String::from_utf8_lossy(&out);
    assert!(!text.contains("pdfuaid:part>"), "no PDF/UA");
    assert!(text.contains("<pdfaid:conformance>U</pdfaid:conformance>"), "PDF/A-2u");
}

#[test]
fn headings_that_skip_a_level_and_misplaced_parts_are_told() {
    let mut pages = blank(1);
    let heading = pages.structure.add(Structure::ROOT, Role::Heading(2));
    place(&mut pages, 0, heading, Draw::Text(run("a", FaceId::TEXT, 54, 50, 10)));
    let cell = pages.structure.add(Structure::ROOT, Role::TableCell);
    place(&mut pages, 0, cell, Draw::Text(run("b", FaceId::TEXT, 54, 70, 10)));
    let mut out = Vec::new();
    let written = write(&UA1, &pages, &FontSet::bundled(), &Album(Vec::new()), &mut out).unwrap();
    assert_eq!(
        written.obstacles,
        [
            "a TD stands in a Document on page 1",
            "a heading of level 2 on page 1 follows one of level 0"
        ],
        "both"
    );
}

#[test]
fn dates_are_the_kits_or_none() {
    let mut pages = one_line("abc", FaceId::TEXT);
    let bytes = written(&pages, &Album(Vec::new()));
    assert!(!String::from_utf8_lossy(&bytes).contains("CreateDate"), "no date was given");
    pages.info.date = Some("2026-03-01".to_owned());
    let bytes = written(&pages, &Album(Vec::new()));
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("<xmp:CreateDate>2026-03-01</xmp:CreateDate>"), "in the packet");
    let doc = Document::load_mem(&bytes).unwrap();
    let info = doc.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let date = doc.get_dictionary(info).unwrap().get(b"CreationDate").unwrap();
    assert_eq!(date.as_str().unwrap(), b"D:20260301", "and in the dictionary");
}

/// The object of this structure type, which the file has once.
fn element<'a>(doc: &'a Document, name: &str) -> (ObjectId, &'a lopdf::Dictionary) {
    let found: Vec<_> = doc
        .objects
        .iter()
        .filter_map(|(id, object)| Some((*id, object.as_dict().ok()?)))
        .filter(|(_, dict)| dict.get(b"S").and_then(Object::as_name).ok() == Some(name.as_bytes()))
        .collect();
    assert_eq!(found.len(), 1, "one {name}");
    found[0]
}

#[test]
fn pdf_2_has_namespaces_and_no_information_dictionary() {
    let (pages, album) = rich();
    let bytes = written_as(&UA2, &pages, &album);
    assert!(bytes.starts_with(b"%PDF-2.0"), "the version");
    let doc = Document::load_mem(&bytes).unwrap();
    assert!(!doc.trailer.has(b"Info"), "XMP says it all");
    let space = |name| {
        let id = element(&doc, name).1.get(b"NS").unwrap().as_reference().unwrap();
        let uri = doc.get_dictionary(id).unwrap().get(b"NS").unwrap().as_str().unwrap();
        String::from_utf8_lossy(uri).into_owned()
    };
    assert_eq!(space("Document"), "http://iso.org/pdf2/ssn", "a type of PDF 2.0");
    assert_eq!(space("FENote"), "http://iso.org/pdf2/ssn", "notes have a type of their own");
    assert_eq!(space("BlockQuote"), "http://iso.org/pdf/ssn", "a type that PDF 2.0 let go");
    let doc = load(&pages, &album);
    assert!(!element(&doc, "Document").1.has(b"NS"), "PDF 1.7 knows no namespaces");
    assert!(!element(&doc, "Note").1.has(b"Ref"), "nor references");
}

#[test]
fn pdf_2_leads_to_elements_and_ties_contents_and_notes_to_their_targets() {
    let (mut pages, album) = rich();
    let by_role = |role: &Role| {
        let index = pages.structure.nodes.iter().position(|node| node.role == *role).unwrap();
        NodeId(u32::try_from(index).unwrap())
    };
    let (note, text) = (by_role(&Role::Note), by_role(&Role::Sect));
    let mark = pages.structure.add(text, Role::Reference);
    let link = pages.structure.add(mark, Role::Link);
    place(&mut pages, 0, link, Draw::Text(run("1", FaceId::TEXT, 300, 54, 6)));
    let target = Place { page: 0, point: Point::default(), node: Some(note) };
    pages.pages[0].links.push(Link {
        areas: vec![rect(300, 48, 4, 6)],
        target: Target::Place(target),
        contents: "Note 1".to_owned(),
        node: link,
    });
    let last = u32::try_from(pages.pages[0].links.len() - 1).unwrap();
    pages.structure.attach(link, Kid::Link { page: 0, link: last });
    let doc = Document::load_mem(&written_as(&UA2, &pages, &album)).unwrap();
    let refs = |dict: &lopdf::Dictionary| -> Vec<ObjectId> {
        let refs = dict.get(b"Ref").unwrap().as_array().unwrap();
        refs.iter().map(|object| object.as_reference().unwrap()).collect()
    };
    let (heading, _) = element(&doc, "H1");
    assert_eq!(refs(element(&doc, "TOCI").1), [heading], "the entry names its heading");
    let (note, dict) = element(&doc, "FENote");
    let marks = refs(dict);
    assert_eq!(marks.len(), 1, "the note names its mark");
    assert_eq!(refs(doc.get_dictionary(marks[0]).unwrap()), [note], "and the mark its note");
    let mut goals = Vec::new();
    for dict in doc.objects.values().filter_map(|object| object.as_dict().ok()) {
        assert!(!dict.has(b"Dest"), "no destination but by structure");
        let Ok(action) = dict.get(b"A").and_then(Object::as_dict) else { continue };
        if let Ok(goal) = action.get(b"SD").and_then(Object::as_array) {
            goals.push(goal[0].as_reference().unwrap());
        }
    }
    assert!(goals.contains(&heading) && goals.contains(&note), "links lead to elements");
}

#[test]
fn a_refusal_names_the_place_in_the_kit() {
    let (mut pages, album) = sample();
    let span = crate::base::Span { file: crate::base::FileId(0), start: 12, end: 40 };
    let paragraph = pages.structure.nodes.iter().position(|node| node.role == Role::Paragraph);
    pages.structure.nodes[paragraph.unwrap()].span = Some(span);
    let refusal = |pages: &Pages| {
        let written = write(&UA1, pages, &FontSet::bundled(), &album, &mut Vec::new());
        let Err(Error::Refused(refusal)) = written else { panic!("not refused: {written:?}") };
        refusal.span
    };
    let mut bad = pages.clone();
    bad.pages[0].links[0].target = Target::Url("javascript:alert(1)".to_owned());
    assert_eq!(refusal(&bad), Some(span), "an address, by the paragraph of its link");
    let mut bad = pages.clone();
    let Draw::Text(run) = &mut bad.pages[1].items[0].draw else { unreachable!() };
    run.glyphs[0].id = 0;
    assert_eq!(refusal(&bad), Some(span), "a glyph that is not there");
    let mut bad = pages.clone();
    let stray = Item { tag: bad.pages[1].items[0].tag, ..bad.pages[0].items[0].clone() };
    bad.pages[0].items.push(stray);
    assert_eq!(refusal(&bad), Some(span), "a mark that its node does not list");
    let mut bad = pages.clone();
    bad.info.title = "The\u{1}Far Ridge".to_owned();
    assert_eq!(refusal(&bad), None, "what has no place");
}
