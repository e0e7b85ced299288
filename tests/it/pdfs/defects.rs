//! Books with one defect each, made from a good one; each is found by its rule.

use lopdf::{Dictionary, Object, dictionary};

use super::surgery::{Patient, name, replaced, text};
use super::{game, inspect, listed};

/// A defect: the rule that finds it, what it is, and how it is made.
type Defect = (&'static str, &'static str, fn(&mut Patient));

fn strip_structure(book: &mut Patient) {
    book.catalog().remove(b"StructTreeRoot");
    book.catalog().remove(b"MarkInfo");
}

fn rename(book: &mut Patient, from: &str, to: &str) {
    for id in book.elements(from) {
        book.dict(id).set("S", name(to));
    }
}

fn set_alt(book: &mut Patient, alt: &str) {
    let id = book.elements("Figure")[2];
    book.dict(id).set("Alt", text(alt));
}

fn first_link(book: &mut Patient) -> &mut Dictionary {
    let id = book.of_subtype("Link")[0];
    book.dict(id)
}

fn first_entry(book: &mut Patient) -> &mut Dictionary {
    let outline = book.under_catalog(b"Outlines");
    let first = book.dict(outline).get(b"First").unwrap().as_reference().unwrap();
    book.dict(first)
}

fn action(kind: &str) -> Dictionary {
    dictionary! { "S" => name(kind), "JS" => text("app.alert(1)"), "F" => text("setup.exe") }
}

/// Every `old` in the content of all pages after the cover.
fn redraw_all(book: &mut Patient, old: &str, new: &str) {
    for page in 2..=book.pages() {
        book.redraw(page, |content| replaced(content, old, new));
    }
}

const DEFECTS: &[Defect] = &[
    ("D004", "no tags", strip_structure),
    ("D004", "tags that are not told", |book| drop(book.catalog().remove(b"MarkInfo"))),
    ("D004", "suspect tags", |book| {
        book.catalog().set("MarkInfo", dictionary! { "Marked" => true, "Suspects" => true });
    }),
    ("D005", "no language", |book| drop(book.catalog().remove(b"Lang"))),
    ("D005", "a language that is none", |book| book.catalog().set("Lang", text("english!"))),
    ("D005", "a passage in a language that is none", |book| {
        let id = book.elements("P")[3];
        book.dict(id).set("Lang", text("en_GB"));
    }),
    ("D005", "another language in XMP", |book| {
        book.catalog().set("Lang", text("fr"));
    }),
    ("D006", "no title", |book| {
        book.info().remove(b"Title");
        book.xmp("dc:title", "dc:nothing");
    }),
    ("D006", "the name of a file for a title", |book| {
        book.info().set("Title", text("kit_final.docx"));
        book.xmp("Tidewrack: A game about the last ferry<", "kit_final.docx<");
    }),
    ("D007", "the title not in the window bar", |book| {
        book.catalog().remove(b"ViewerPreferences");
    }),
    ("D008", "another title in XMP", |book| book.info().set("Title", text("Another title"))),
    ("D008", "a packet that is no XML", |book| book.xmp("</rdf:RDF>", "</rdf:RDG>")),
    ("D009", "a part of PDF/UA that there is not", |book| {
        book.xmp("<pdfuaid:part>1<", "<pdfuaid:part>7<");
    }),
    ("D009", "PDF/UA-2 in PDF 1.7", |book| book.xmp("<pdfuaid:part>1<", "<pdfuaid:part>2<")),
    ("D009", "PDF/UA claimed without tags", strip_structure),
    ("D010", "a picture without alternative text", |book| {
        let id = book.elements("Figure")[2];
        book.dict(id).remove(b"Alt");
    }),
    ("D011", "the name of a file for an alternative text", |book| set_alt(book, "shot-12.jpg")),
    ("D011", "the name that a camera gave", |book| set_alt(book, "IMG_2041")),
    ("D011", "a placeholder for an alternative text", |book| set_alt(book, "Image")),
    ("D011", "the caption for every alternative text", |book| {
        for id in book.elements("Figure") {
            book.dict(id).set("Alt", text("Rain costs a quarter of an hour."));
        }
    }),
    ("D012", "a table without header cells", |book| rename(book, "TH", "TD")),
    ("D013", "header cells without scope", |book| {
        for id in book.elements("TH") {
            book.dict(id).remove(b"A");
        }
    }),
    ("D014", "a row that is too short", |book| {
        let id = book.elements("TR")[2];
        let kids = book.dict(id).get_mut(b"K").unwrap().as_array_mut().unwrap();
        kids.pop();
    }),
    ("D015", "headings that skip a level", |book| rename(book, "H2", "H4")),
    ("D015", "no heading of the first level", |book| rename(book, "H1", "H2")),
    ("D016", "no heading", |book| {
        rename(book, "H1", "P");
        rename(book, "H2", "P");
    }),
    ("D017", "a heading without words", |book| {
        let id = book.elements("H1")[1];
        book.dict(id).remove(b"K");
    }),
    ("D018", "tags that nobody knows", |book| rename(book, "Caption", "Legende")),
    ("D018", "a tag in itself", |book| {
        let id = book.elements("Sect")[0];
        let kids = book.dict(id).get_mut(b"K").unwrap().as_array_mut().unwrap();
        kids.push(Object::Reference(id));
    }),
    ("D019", "words that are neither tagged nor artifacts", |book| {
        book.redraw(3, |content| [content, b"\nBT/F1 12 Tf 60 60 Td<00030004>Tj ET"].concat());
    }),
    ("D019", "a link that no tag holds", |book| rename(book, "Link", "Span")),
    ("D020", "marked content that no tag holds", |book| {
        book.redraw(3, |content| replaced(content, "/MCID 1>>", "/MCID 999>>"));
    }),
    ("D020", "a mark that two tags hold", |book| {
        let id = book.elements("P")[5];
        let kid = book.dict(id).get(b"K").unwrap().clone();
        let kids = match kid {
            Object::Array(kids) => [kids.clone(), kids].concat(),
            kid => vec![kid.clone(), kid],
        };
        book.dict(id).set("K", kids);
    }),
    ("D021", "an order that goes up the pages", |book| {
        for page in 2..=book.pages() {
            book.redraw(page, |content| [b"1 0 0 -1 0 842 cm\n".as_slice(), content].concat());
        }
    }),
    ("D022", "fonts that do not say their characters", |book| {
        for (font, _) in book.maps() {
            book.dict(font).remove(b"ToUnicode");
        }
    }),
    ("D022", "fonts that say what is no character", |book| {
        for (_, map) in book.maps() {
            book.rewrite(map, |_| b"1 beginbfrange <0000> <ffff> <e000> endbfrange".to_vec());
        }
    }),
    ("D023", "a picture for a page", |book| {
        let image = book.of_subtype("Image")[0];
        let page = book.page(4);
        let resources = dictionary! { "XObject" => dictionary! { "Scan" => image } };
        book.dict(page).set("Resources", resources);
        book.redraw(4, |_| b"q 600 0 0 850 0 0 cm /Scan Do Q".to_vec());
    }),
    ("D024", "a link without a description", |book| drop(first_link(book).remove(b"Contents"))),
    ("D025", "a link to a page that is not there", |book| {
        first_link(book).remove(b"A");
        first_link(book).set("Dest", vec![Object::Integer(99), name("Fit")]);
    }),
    ("D025", "a link to a place that is not there", |book| {
        first_link(book).remove(b"A");
        first_link(book).set("Dest", text("nowhere"));
    }),
    ("D025", "a link to an empty address", |book| {
        first_link(book).remove(b"Dest");
        first_link(book).set("A", dictionary! { "S" => name("URI"), "URI" => text("") });
    }),
    ("D026", "a link that runs a script", |book| {
        first_link(book).remove(b"Dest");
        first_link(book).set("A", action("JavaScript"));
    }),
    ("D026", "a link whose address is a script", |book| {
        first_link(book).remove(b"Dest");
        let uri = text("javascript:alert(1)");
        first_link(book).set("A", dictionary! { "S" => name("URI"), "URI" => uri });
    }),
    ("D026", "a link that starts a program", |book| {
        first_link(book).remove(b"Dest");
        first_link(book).set("A", action("Launch"));
    }),
    ("D026", "a script when the book is opened", |book| {
        book.catalog().set("OpenAction", action("JavaScript"));
    }),
    ("D026", "scripts by name", |book| {
        let scripts = dictionary! { "Names" => vec![text("a"), action("JavaScript").into()] };
        book.catalog().set("Names", dictionary! { "JavaScript" => scripts });
    }),
    ("D027", "an attached file", |book| {
        let files = dictionary! { "Names" => vec![text("data.csv"), Object::Null] };
        book.catalog().set("Names", dictionary! { "EmbeddedFiles" => files });
    }),
    ("D028", "a form", |book| {
        let field = book.0.add_object(dictionary! { "FT" => name("Tx"), "T" => text("name") });
        let fields: Vec<Object> = vec![field.into()];
        book.catalog().set("AcroForm", dictionary! { "Fields" => fields });
    }),
    ("D028", "a remark of an editor", |book| {
        let remark = dictionary! {
            "Type" => "Annot", "Subtype" => "Text", "Contents" => text("really?"),
        };
        let remark = book.0.add_object(remark);
        let page = book.page(4);
        let mut annots = match book.dict(page).get(b"Annots") {
            Ok(Object::Array(annots)) => annots.clone(),
            _ => Vec::new(),
        };
        annots.push(remark.into());
        book.dict(page).set("Annots", annots);
    }),
    ("D029", "no outline", |book| drop(book.catalog().remove(b"Outlines"))),
    ("D030", "an entry of the outline without words", |book| {
        first_entry(book).set("Title", text(" "));
    }),
    ("D030", "an entry of the outline that leads nowhere", |book| {
        first_entry(book).remove(b"A");
        first_entry(book).set("Dest", vec![Object::Reference((1, 0)), name("Fit")]);
    }),
    ("D030", "an outline out of order", |book| {
        let last = book.page(book.pages());
        first_entry(book).remove(b"A");
        first_entry(book).set("Dest", vec![last.into(), name("Fit")]);
    }),
    ("D030", "an outline that leads back into itself", |book| {
        let outline = book.under_catalog(b"Outlines");
        let first = book.dict(outline).get(b"First").unwrap().clone();
        first_entry(book).set("Next", first);
    }),
    ("D031", "page numbers that begin later", |book| {
        let labels = dictionary! { "Nums" => vec![3.into(), dictionary! { "S" => "D" }.into()] };
        book.catalog().set("PageLabels", labels);
    }),
    ("D031", "page numbers in a style that there is not", |book| {
        let labels = dictionary! { "Nums" => vec![0.into(), dictionary! { "S" => "Z" }.into()] };
        book.catalog().set("PageLabels", labels);
    }),
    ("D032", "no tab order", |book| {
        for page in book.0.get_pages().into_values() {
            book.dict(page).remove(b"Tabs");
        }
    }),
    ("D033", "a note without an identifier", |book| {
        let id = book.elements("Note")[0];
        book.dict(id).remove(b"ID");
    }),
    ("D033", "one identifier for two tags", |book| {
        let note = book.elements("Note")[0];
        let id = book.dict(note).get(b"ID").unwrap().clone();
        let other = book.elements("P")[2];
        book.dict(other).set("ID", id);
    }),
    ("D033", "a note that nothing refers to", |book| {
        rename(book, "Reference", "Span");
        rename(book, "Link", "Span");
    }),
    ("D034", "a date that is none", |book| {
        book.info().set("CreationDate", text("last Tuesday"));
    }),
    ("D034", "a date in the future", |book| {
        book.info().set("CreationDate", text("D:20991231"));
    }),
    ("D035", "a book number that does not verify", |book| {
        let id = "<dc:identifier>urn:isbn:9780306406158</dc:identifier></rdf:Description>";
        book.xmp("</rdf:Description>", id);
    }),
    ("D036", "fonts that are not in the file", |book| {
        let descriptors = book.0.objects.iter();
        let descriptors: Vec<_> = descriptors
            .filter(|(_, object)| object.as_dict().is_ok_and(|d| d.has_type(b"FontDescriptor")))
            .map(|(id, _)| *id)
            .collect();
        for id in descriptors {
            book.dict(id).remove(b"FontFile2");
            book.dict(id).remove(b"FontFile3");
        }
    }),
    ("D037", "pale type", |book| redraw_all(book, "BT", "0.8 g BT")),
    ("D038", "small type", |book| redraw_all(book, " Tf ", " Tf 0.3 0 0 0.3 60 60 cm ")),
    ("D039", "empty pages in a row", |book| {
        book.redraw(5, |_| Vec::new());
        book.redraw(6, |_| Vec::new());
    }),
    ("D003", "encryption that locks readers out", |book| {
        let encrypt = dictionary! { "Filter" => "Standard", "R" => 3, "V" => 2, "P" => -3904 };
        book.0.trailer.set("Encrypt", encrypt);
    }),
    ("D001", "content that is damaged", |book| {
        let page = book.page(3);
        let id = book.dict(page).get(b"Contents").unwrap().as_reference().unwrap();
        let stream = book.0.get_object_mut(id).unwrap().as_stream_mut().unwrap();
        stream.content.truncate(60);
    }),
    ("D001", "content packed by a filter that is not known", |book| {
        let page = book.page(3);
        let id = book.dict(page).get(b"Contents").unwrap().as_reference().unwrap();
        let stream = book.0.get_object_mut(id).unwrap().as_stream_mut().unwrap();
        stream.dict.set("Filter", name("LZWDecode"));
    }),
];

/// The books with their defects: names and bytes.
pub(super) fn all() -> impl Iterator<Item = (&'static str, Vec<u8>)> {
    DEFECTS.iter().map(|(_, what, make)| {
        let mut book = Patient::open(game());
        make(&mut book);
        (*what, book.close())
    })
}

#[test]
fn each_defect_is_found_and_no_other() {
    let clean = inspect(&Patient::open(game()).close());
    assert!(clean.is_empty(), "the good book is clean:\n{}", listed(&clean));
    let mut golden = String::new();
    let mut missed = Vec::new();
    for ((code, what, _), (_, bytes)) in DEFECTS.iter().zip(all()) {
        let found = inspect(&bytes);
        if !found.iter().any(|found| found.code.id() == *code) {
            missed.push(format!("{code} {what}"));
        }
        // By their rules alone, so that a change of layout changes nothing here.
        let mut others: Vec<&str> = found.iter().map(|found| found.code.id()).collect();
        others.retain(|other| other != code);
        others.dedup();
        golden.push_str(&format!("{code} {what}  {}\n", others.join(" ")).replace("  \n", "\n"));
    }
    assert!(missed.is_empty(), "not found: {missed:#?}\n{golden}");
    // What follows from a defect is in the golden as well, for a person to review.
    insta::with_settings!({ snapshot_path => "../../golden", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("pdf-defects", golden);
    });
}
