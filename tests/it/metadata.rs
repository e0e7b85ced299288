//! Metadata from YAML into types: text stays text, every key is read, every fault is named.

use platemark::base::Severity;
use platemark::document::{DataKind, Document, Part, flatten};
use platemark::kit::Kit;

use crate::scratch::Scratch;

/// Reads a kit of this metadata and manuscript; returns also what was said about it.
fn read(yaml: &str, manuscript: &str) -> (Document, Vec<String>) {
    let scratch = Scratch::with(&[("kit.yaml", yaml), ("manuscript.md", manuscript)]);
    let kit = Kit::open(scratch.path(), None).unwrap();
    let (document, found) = platemark::read::read(&kit, &[]);
    let shown = found
        .iter()
        .map(|found| {
            let (line, column) = found.span.map_or((0, 0), |span| kit.sources.position(span));
            let kind = match found.severity {
                Severity::Note => "note",
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            format!("{line}:{column} {kind} {} {}", found.code, found.message)
        })
        .collect();
    (document, shown)
}

#[test]
fn text_stays_as_it_is_written() {
    let yaml = "title: 1984\nlang: en\nedition: 1.10\nrevision: 007\npublisher: no\n\
                facts: {y: yes, Price: 1e3, Time: 12:30:00, Nothing: null, Day: 2026-01-02}\n";
    let (document, said) = read(yaml, "# One\n\nText.\n");
    let metadata = &document.metadata;
    assert_eq!(said, Vec::<String>::new(), "nothing is wrong");
    assert_eq!(metadata.title.main, "1984", "a title of digits");
    assert_eq!(metadata.edition, "1.10", "the nought stays");
    assert_eq!(metadata.revision, "007", "noughts stay in front, too");
    assert_eq!(metadata.publisher, "no", "no truth value");
    let rows: Vec<_> = metadata.facts[0].rows.iter().map(|r| (&*r.label, &*r.value[0])).collect();
    let wanted = [
        ("y", "yes"),
        ("Price", "1e3"),
        ("Time", "12:30:00"),
        ("Nothing", "null"),
        ("Day", "2026-01-02"),
    ];
    assert_eq!(rows, wanted, "in their order, as written");
}

#[test]
fn a_plain_string_may_stand_for_a_mapping() {
    let yaml = "title: The Quay\nlang: en\nauthor: Ane Larrea\nidentifier: urn:isbn:9780306406157\n\
                keywords: sea, stone\npeople: [Mikel Olano]\nlinks: [https://quay.example/]\n\
                embargo: 2026-03-12T18:00:00+01:00\nsynopsis: It stands.\n\
                credits: {cast: [A, B], crew: {Camera: [C, D]}, companies: [E]}\n";
    let (document, said) = read(yaml, "# One\n\nText.\n");
    let metadata = &document.metadata;
    assert_eq!(said, Vec::<String>::new(), "nothing is wrong");
    assert_eq!(metadata.creators[0].name, "Ane Larrea", "`author` is `creator`");
    assert_eq!(metadata.identifiers[0].scheme, "ISBN", "the scheme is in the text");
    assert_eq!(metadata.keywords, ["sea", "stone"], "with a comma between them");
    assert_eq!(metadata.people[0].id, "mikel-olano", "an id is made from the name");
    assert_eq!(metadata.links[0].name, "quay.example", "an address is its own name");
    assert_eq!(metadata.embargo.as_ref().unwrap().until.offset, Some(60), "an hour east");
    assert_eq!(metadata.synopsis.short.len(), 1, "short text is the short synopsis");
    assert_eq!(metadata.credits.crew[0].names, ["C", "D"], "roles may be keys");
    assert_eq!(metadata.slug, "the-quay", "from the title");
}

#[test]
fn titles_come_in_parts_and_roles_have_codes() {
    let yaml = "title:\n- {type: main, text: The Far Ridge, file-as: 'Far Ridge, The'}\n\
                - {type: subtitle, text: A year}\n- {type: short, text: Ridge}\nlang: en\n\
                creator: [{name: A, role: drt}, {name: B, role: Screenwriter}, {name: C, role: Dog}]\n";
    let (document, said) = read(yaml, "# One\n\nText.\n");
    let metadata = &document.metadata;
    assert_eq!(said, Vec::<String>::new(), "nothing is wrong");
    assert_eq!(metadata.title.file_as, "Far Ridge, The", "it sorts by Far");
    assert_eq!(metadata.title.subtitle, "A year", "the subtitle");
    assert_eq!(metadata.title.short, "Ridge", "the running head's");
    let roles: Vec<_> =
        metadata.creators.iter().map(|c| (c.relator.as_deref(), c.role.as_str())).collect();
    let wanted = [(Some("drt"), "director"), (Some("aus"), "Screenwriter"), (None, "Dog")];
    assert_eq!(roles, wanted, "codes become words, words get codes");
}

#[test]
fn every_fault_is_named_with_its_place() {
    let yaml = "title: The Quay\nlang: en\ndates:\n  - {date: 2026-13, event: Opening}\n  \
                - {date: 2026-06, until: 2026-05, event: Run}\n  - {event: Somewhen}\n\
                photos:\n  - {id: Big One, file: nowhere.jpg}\n  - {alt: no file}\n\
                embargo: {note: soon}\nepub: {pull-quotes: sometimes}\n\
                check: {allow: [{code: P999, reason: x}]}\npeople: {name: A, x: y}\n";
    let (_, said) = read(yaml, "# One\n\nText.\n");
    insta::assert_snapshot!(said.join("\n"), @r"
    8:25 error P001 there is no photograph `nowhere.jpg`
    9:5 error M006 this entry of `photos` has no `file`
    10:10 error M007 `embargo` does not say until when
    13:19 error M002 `people` has no key `x`
    4:12 error M008 `date` is `2026-13`: there is no such month
    5:28 error M007 `until` is before `date`
    6:5 error M006 this entry of `dates` has no `date`
    11:21 error M007 `pull-quotes` cannot be `sometimes`
    12:17 error M007 there is no rule `P999`
    ");
}

#[test]
fn parts_stand_in_the_agreed_order() {
    let yaml = "title: The Quay\nlang: en\nlogline: It stands.\nboilerplate: We are.\n\
                facts: {Length: 90 m}\ncontacts: [{email: a@b.example}]\nquotes: [{text: Good.}]\n\
                credits: {cast: [A]}\npeople: [A]\nawards: [B]\nstills: {terms: Free.}\n\
                dates: [{date: 2026, event: Opening}]\n";
    let manuscript = "# One\n\nText.\n\n<!-- insert: awards -->\n\n# Two\n\nText.\n";
    let (document, said) = read(yaml, manuscript);
    assert_eq!(said, Vec::<String>::new(), "nothing is wrong");
    let parts: Vec<String> = document
        .parts
        .iter()
        .map(|part| match part {
            Part::Chapter(chapter) => flatten(&chapter.title),
            Part::Data(data) => format!("{:?}", data.kind),
        })
        .collect();
    let order = "One Awards Two About Facts Credits People Quotes Dates Contacts Stills Colophon";
    assert_eq!(parts.join(" "), order, "inserted pages stand where they are wanted");
    let front = &document.front;
    assert!(front.cover && front.brief, "all that stands before them");
}

#[test]
fn a_note_of_one_page_is_only_that() {
    let (document, _) = read("title: The Quay\nlang: en\ncreator: A\ndate: 2026\n", "Text.\n");
    assert_eq!(document.parts.len(), 1, "one chapter, no colophon");
    assert!(!document.front.cover, "nothing before it");
    let (document, _) = read("title: The Quay\nlang: en\nrights: Ours\n", "Text.\n");
    let last = document.parts.last().unwrap();
    let colophon = matches!(last, Part::Data(data) if data.kind == DataKind::Colophon);
    assert!(colophon, "a statement of rights needs a colophon");
}

#[test]
fn the_identifier_depends_on_title_creators_and_edition_alone() {
    let uuid = |yaml: &str| read(yaml, "# One\n\nText.\n").0.metadata.uuid;
    let one = uuid("title: The Quay\ncreator: A\nedition: 1\n");
    assert_eq!(one, uuid("edition: 1\ncreator: [A]\ntitle: The Quay\nrights: x\n"), "the same");
    assert_ne!(one, uuid("title: The Quay\ncreator: A\nedition: 2\n"), "another edition");
    assert_eq!(one[6] >> 4, 5, "version 5");
}

#[test]
fn the_metadata_file_wins_over_front_matter() {
    let manuscript = "---\ntitle: The Pier\nsubtitle: A history\n---\n\n# One\n\nText.\n";
    let (document, said) = read("title: The Quay\nlang: en\n", manuscript);
    assert_eq!(document.metadata.title.main, "The Quay", "the file's title");
    assert_eq!(document.metadata.title.subtitle, "A history", "what it lacks stays");
    assert_eq!(
        said,
        ["2:1 warning M005 `title` is also in `kit.yaml`, line 1, which wins"],
        "said"
    );
}

#[test]
fn front_matter_is_told_from_a_rule() {
    let title = |manuscript: &str| {
        let scratch = Scratch::with(&[("manuscript.md", manuscript)]);
        let kit = Kit::open(scratch.path(), None).unwrap();
        let (document, _) = platemark::read::read(&kit, &[]);
        (document.metadata.title.main, document.parts.len())
    };
    assert_eq!(title("---\ntitle: T\n...\n\nText.\n").0, "T", "ended by dots");
    assert_eq!(
        title("\u{feff}---\r\ntitle: T\r\n---\r\n\r\nText.\r\n").0,
        "T",
        "as Windows writes"
    );
    assert_eq!(title("---\n\ntitle: T\n\n---\n").0, "", "a blank line: two rules and text");
    assert_eq!(title("# T\n\n## One\n\nText.\n").0, "T", "the only # is the title");
}
