//! One good ebook, and the same with one defect each: every one is found, by its rule.

use super::book::Edit::{self, Change, ChangeAll, Drop, First, PackMediaType, Put};
use super::book::{found, good, with};

const OPF: &str = "EPUB/package.opf";
const NAV: &str = "EPUB/nav.xhtml";
const NCX: &str = "EPUB/toc.ncx";
const CSS: &str = "EPUB/style.css";
const ONE: &str = "EPUB/text/chapter-01.xhtml";
const TWO: &str = "EPUB/text/chapter-02.xhtml";
const THREE: &str = "EPUB/text/chapter-03.xhtml";

const ALT: &str = "alt=\"A pagoda of five storeys between dark trees.\"";
const UUID: &str = "urn:uuid:a3ac1c3f-422f-5ebf-b6a4-5809b4f84cbc";
const END: &str = "</section></body>";
const SUMMARY: &str = "<meta property=\"schema:accessibilityHazard\">none</meta>";

/// German, long enough to be told from English.
const GERMAN: &str = "<p>Die Mole war elf Jahre lang geschlossen, und die Boote fuhren auf die andere Seite der Bucht, wo das Wasser tief und der Weg kurz ist. Niemand hatte danach gefragt, und niemand wurde gefragt. Die Stadt wollte die Mole, und im Frühling war sie wieder da. Es ist nicht wahr, dass der Hafen von einem Mann gebaut wurde, der auch das Haus auf dem Hügel gebaut hat. Das Haus ist älter, und der Mann ist mit einem Schiff gekommen, das nicht mehr da ist. Er hat sich eine Frau gesucht und ist geblieben, und von den Kindern ist das jüngste noch da. Es wird auch erzählt, dass der Weg von der Mole auf den Hügel mit Steinen aus dem Meer gebaut ist, und das ist wahr, denn man sieht es den Steinen an.</p></section></body>";

/// What is done to the book, and the rule that finds it.
type Mutant = (&'static str, &'static str, &'static [Edit]);

const MUTANTS: &[Mutant] = &[
    // The kinds that two public checkers were tried on.
    ("a dangling reference to a note", "E048", &[Change(ONE, "href=\"#note-1\"", "href=\"#note-9\"")]),
    ("an id given twice", "E016", &[Change(ONE, "id=\"its-second-part\"", "id=\"its-first-part\"")]),
    ("an empty title", "E046", &[Change(TWO, "<title>The Second Chapter</title>", "<title> </title>")]),
    ("a UUID that is none", "E023", &[ChangeAll(OPF, UUID, "urn:uuid:12345"), ChangeAll(NCX, UUID, "urn:uuid:12345")]),
    ("an NCX of another book", "E023", &[Change(NCX, UUID, "urn:uuid:a3ac1c3f-422f-5ebf-b6a4-000000000000")]),
    ("no alternative text", "E040", &[Change(TWO, ALT, "")]),
    ("no source of the pages", "E037", &[Change(OPF, "<meta property=\"pageBreakSource\">Alder, 2026-02-20, PDF edition</meta>", "")]),
    ("no list of pages", "E035", &[Change(NAV, "epub:type=\"page-list\"", "epub:type=\"lot\"")]),
    ("a page missing from the list", "E035", &[Change(NAV, "<li><a href=\"text/chapter-02.xhtml#page-5\">5</a></li>", "")]),
    ("a page that leads to another", "E035", &[Change(NAV, "text/chapter-02.xhtml#page-5\"", "text/chapter-01.xhtml#page-4\"")]),
    ("a chapter with no language", "E021", &[Change(TWO, " lang=\"en-GB\" xml:lang=\"en-GB\"", "")]),
    ("a level of headings left out", "E045", &[Change(ONE, "<h2 id=\"its-first-part\">Its First Part</h2>", "<h4 id=\"its-first-part\">Its First Part</h4>")]),
    ("pale type", "E051", &[Put(CSS, b"p { color: #aaa }")]),
    ("a page mark with no number", "E036", &[Change(TWO, " aria-label=\" page 5. \"", "")]),
    ("an empty alternative text", "E041", &[Change(TWO, ALT, "alt=\"\"")]),
    ("the file's name for alternative text", "E042", &[Change(TWO, ALT, "alt=\"pagoda.jpg\"")]),
    ("the caption for alternative text", "E043", &[Change(TWO, ALT, "alt=\"Five storeys, painted red\"")]),
    ("a feature that is not there", "E028", &[Change(OPF, SUMMARY, "<meta property=\"schema:accessibilityFeature\">captions</meta><meta property=\"schema:accessibilityHazard\">none</meta>")]),
    ("a mode left out", "E028", &[Change(OPF, "<meta property=\"schema:accessMode\">visual</meta>", "")]),
    ("malformed conformance", "E029", &[Change(OPF, SUMMARY, "<meta property=\"dcterms:conformsTo\" id=\"c\">EPUB-A11Y-11_WCAG-22-AA</meta><meta property=\"a11y:certifiedBy\" refines=\"#c\">A. B.</meta><meta property=\"schema:accessibilityHazard\">none</meta>")]),
    ("conformance with no certifier", "E029", &[Change(OPF, SUMMARY, "<meta property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta><meta property=\"schema:accessibilityHazard\">none</meta>")]),
    ("a chapter missing from the contents", "E031", &[Change(NAV, "<li><a href=\"text/chapter-02.xhtml#chapter-02\">The Second Chapter</a></li>", "")]),
    ("a pull-quote said twice", "E053", &[Change(ONE, "<h2 id=\"its-second-part\">", "<aside epub:type=\"pullquote\" role=\"doc-pullquote\"><p>Nobody had asked for it</p></aside><h2 id=\"its-second-part\">")]),
    ("a header cell with no scope", "E050", &[Change(ONE, "<th scope=\"row\">Ana</th>", "<th>Ana</th>")]),
    ("a change in the future", "E025", &[Change(OPF, "2026-02-20T00:00:00Z", "2099-02-20T00:00:00Z")]),
    ("a wrong check digit", "E023", &[Change(OPF, "urn:isbn:9780306406157", "urn:isbn:9780306406158")]),
    ("a cover out of the order", "E039", &[Change(OPF, "<itemref idref=\"doc-cover\"/>", "<itemref idref=\"doc-cover\" linear=\"no\"/>")]),
    // Container and archive.
    ("a packed media type", "E003", &[PackMediaType]),
    ("another file first", "E003", &[First("META-INF/container.xml")]),
    ("a media type that lies", "E003", &[Put("mimetype", b"application/zip")]),
    ("no container file", "E007", &[Drop("META-INF/container.xml")]),
    ("no package document", "E007", &[Change("META-INF/container.xml", "EPUB/package.opf", "EPUB/other.opf")]),
    ("a name that climbs out", "E004", &[Put("EPUB/../../evil.txt", b"x")]),
    ("an absolute name", "E004", &[Put("/etc/evil.txt", b"x")]),
    ("a backslash", "E004", &[Put("EPUB\\evil.txt", b"x")]),
    ("twins but for their case", "E005", &[Put("EPUB/Style.css", b"p {}")]),
    ("a text that is not well-formed", "E008", &[Change(TWO, "</figure>", "")]),
    ("an entity that is not declared", "E008", &[Change(TWO, "The second", "The&nbsp;second"), Change(TWO, "<!DOCTYPE html>\n", "")]),
    ("entities that grow", "E009", &[Change(TWO, "<!DOCTYPE html>", "<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>")]),
    ("an entity that fetches", "E009", &[Change(TWO, "<!DOCTYPE html>", "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>")]),
    // Resources.
    ("a picture that is not there", "E010", &[Drop("EPUB/images/pagoda.jpg")]),
    ("a file that nobody lists", "E011", &[Put("EPUB/.DS_Store", b"x")]),
    ("a picture of another kind", "E012", &[Change(OPF, "href=\"images/pagoda.jpg\" media-type=\"image/jpeg\"", "href=\"images/pagoda.jpg\" media-type=\"image/png\"")]),
    ("a picture from the network", "E013", &[Change(TWO, "../images/pagoda.jpg", "https://a.example/pagoda.jpg")]),
    ("a sheet from the network", "E013", &[Put(CSS, b"@import 'https://a.example/a.css';")]),
    ("a link that runs a script", "E014", &[Change(THREE, "href=\"chapter-01.xhtml#chapter-01\"", "href=\"java&#9;script:alert(1)\"")]),
    ("a handler", "E014", &[Change(THREE, "<p>", "<p onclick=\"alert(1)\">")]),
    ("a dead link", "E015", &[Change(THREE, "chapter-01.xhtml#chapter-01", "chapter-01.xhtml#chapter-99")]),
    ("a link to a file that is not there", "E015", &[Change(THREE, "chapter-01.xhtml#chapter-01", "chapter-99.xhtml")]),
    ("an encrypted file", "E017", &[Put("META-INF/encryption.xml", b"<encryption xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><EncryptedData xmlns=\"http://www.w3.org/2001/04/xmlenc#\"><EncryptionMethod Algorithm=\"http://www.idpf.org/2008/embedding\"/><CipherData><CipherReference URI=\"EPUB/fonts/ebgaramond-regular.ttf\"/></CipherData></EncryptedData></encryption>")]),
    // Metadata.
    ("no title", "E020", &[Change(OPF, "<dc:title id=\"title\">The Quay</dc:title>", "")]),
    ("a title that is none", "E020", &[Change(OPF, "<dc:title id=\"title\">The Quay</dc:title>", "<dc:title id=\"title\">Untitled</dc:title>")]),
    ("no language", "E021", &[Change(OPF, "<dc:language>en-GB</dc:language>", "")]),
    ("a language that is none", "E021", &[Change(OPF, "<dc:language>en-GB</dc:language>", "<dc:language>English (UK)</dc:language>")]),
    ("a chapter in a language that the book does not name", "E022", &[Change(TWO, " lang=\"en-GB\" xml:lang=\"en-GB\"", " lang=\"fr\" xml:lang=\"fr\"")]),
    ("two languages for one chapter", "E022", &[Change(TWO, " xml:lang=\"en-GB\"", " xml:lang=\"de\"")]),
    ("words of another language", "E022", &[Change(THREE, END, GERMAN)]),
    ("no moment of change", "E024", &[Change(OPF, "<meta property=\"dcterms:modified\">2026-02-20T00:00:00Z</meta>", "")]),
    ("a moment that is none", "E024", &[Change(OPF, "2026-02-20T00:00:00Z", "2026-02-30T00:00:00Z")]),
    ("a description escaped twice", "E026", &[Change(OPF, "A quay is opened again.", "A quay &amp;amp; a town.")]),
    ("no accessibility at all", "E027", &[ChangeAll(OPF, "property=\"schema:access", "property=\"x:access")]),
    ("no summary", "E027", &[ChangeAll(OPF, "schema:accessibilitySummary", "x:summary")]),
    ("a misspelt feature", "E028", &[Change(OPF, ">alternativeText<", ">alternativText<")]),
    ("hazards that exclude one another", "E028", &[Change(OPF, SUMMARY, "<meta property=\"schema:accessibilityHazard\">none</meta><meta property=\"schema:accessibilityHazard\">sound</meta>")]),
    // Navigation.
    ("no contents", "E030", &[Change(NAV, "epub:type=\"toc\"", "epub:type=\"lot\"")]),
    ("contents out of order", "E032", &[Change(NAV, "<li><a href=\"text/chapter-02.xhtml#chapter-02\">The Second Chapter</a></li>\n<li><a href=\"text/chapter-03.xhtml#chapter-03\">The Third Chapter</a></li>", "<li><a href=\"text/chapter-03.xhtml#chapter-03\">The Third Chapter</a></li>\n<li><a href=\"text/chapter-02.xhtml#chapter-02\">The Second Chapter</a></li>")]),
    ("a reading order that jumps", "E032", &[Change(OPF, "<itemref idref=\"doc-chapter-02\"/>\n<itemref idref=\"doc-chapter-03\"/>", "<itemref idref=\"doc-chapter-03\"/>\n<itemref idref=\"doc-chapter-02\"/>")]),
    ("an entry that leads to another chapter", "E033", &[Change(NAV, "text/chapter-02.xhtml#chapter-02\">The Second", "text/chapter-03.xhtml#chapter-03\">The Second")]),
    ("an empty entry", "E033", &[Change(NAV, ">The Second Chapter<", "> <")]),
    ("an entry twice", "E034", &[Change(NAV, "<li><a href=\"text/chapter-03.xhtml#chapter-03\">", "<li><a href=\"text/chapter-02.xhtml#chapter-02\">The Second Chapter</a></li><li><a href=\"text/chapter-03.xhtml#chapter-03\">")]),
    ("a page number twice", "E035", &[Change(NAV, "#page-5\">5<", "#page-5\">4<")]),
    ("pages out of order", "E035", &[Change(NAV, "<li><a href=\"text/chapter-02.xhtml#page-5\">5</a></li>\n<li><a href=\"text/chapter-03.xhtml#page-6\">6</a></li>", "<li><a href=\"text/chapter-03.xhtml#page-6\">6</a></li>\n<li><a href=\"text/chapter-02.xhtml#page-5\">5</a></li>")]),
    ("a page that is not marked", "E036", &[Change(TWO, "<div epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-5\" aria-label=\" page 5. \"></div>", "<span id=\"page-5\"></span>")]),
    ("a place that leads nowhere", "E038", &[Change(OPF, "<itemref idref=\"doc-chapter-02\"/>", "<itemref idref=\"doc-chapter-77\"/>")]),
    ("a place twice", "E038", &[Change(OPF, "<itemref idref=\"doc-chapter-02\"/>", "<itemref idref=\"doc-chapter-02\"/><itemref idref=\"doc-chapter-02\"/>")]),
    ("a cover that is not marked", "E039", &[Change(OPF, " properties=\"cover-image\"", ""), Change(OPF, "<meta name=\"cover\" content=\"image-cover-jpg\"/>", "")]),
    // Texts.
    ("a placeholder for alternative text", "E044", &[Change(TWO, ALT, "alt=\"Photo 2\"")]),
    ("an empty heading", "E046", &[Change(ONE, ">Its Second Part</h2>", "></h2>")]),
    ("a note with no way back", "E047", &[Change(ONE, "<a epub:type=\"backlink\" role=\"doc-backlink\" class=\"backlink\" href=\"#ref-1\" aria-label=\"1, back to the text\">1.</a>", "1.")]),
    ("a note that nothing refers to", "E048", &[Change(ONE, "<a epub:type=\"noteref\" role=\"doc-noteref\" class=\"noteref\" id=\"ref-1\" href=\"#note-1\">1</a>", "<span id=\"ref-1\"></span>")]),
    ("a table with no header cells", "E049", &[ChangeAll(ONE, "<th scope=\"col\">", "<td>"), ChangeAll(ONE, "<th scope=\"row\">", "<td>"), ChangeAll(ONE, "</th>", "</td>")]),
    ("pale type in an attribute", "E051", &[Change(THREE, "<p>", "<p style=\"color: rgb(200,200,200)\">")]),
    ("black type on any page", "E052", &[Put(CSS, b"body { color: black }")]),
    ("type for dark systems alone", "E052", &[Put(CSS, b"@media (prefers-color-scheme: dark) { p { color: #eee } }")]),
    ("a link with no text", "E054", &[Change(THREE, ">in the first</a>", "></a>")]),
];

#[test]
fn a_good_book_has_nothing_wrong() {
    assert_eq!(found(good()), [], "our own book");
    assert_eq!(found(&with(&[])), [], "packed by another");
}

#[test]
fn every_defect_is_found() {
    let mut missed = Vec::new();
    for (what, code, edits) in MUTANTS {
        let found = found(&with(edits));
        if !found.iter().any(|(id, _)| id == code) {
            missed.push(format!("{what}: {code} is not in {found:?}"));
        }
    }
    assert!(40 <= MUTANTS.len(), "enough kinds of defects");
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn a_defect_of_one_kind_is_not_told_as_many() {
    // These make nothing else wrong; where a defect brings others with it, they are told too.
    for (what, code, edits) in MUTANTS.iter().filter(|mutant| mutant.2.len() == 1) {
        let codes: std::collections::BTreeSet<_> =
            found(&with(edits)).into_iter().map(|found| found.0).collect();
        assert!(codes.len() <= 4, "{what}: {code} brings {codes:?}");
    }
}
