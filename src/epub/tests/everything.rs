//! One document with everything in it.

use std::sync::Arc;

use super::sample::{Maker, SPAN, metadata, photo, text};
use crate::base::{BlockId, Color, Lang, PageStart};
use crate::document::{
    Alert, Award, BlockKind, Boilerplate, CastEntry, Chapter, Company, Contact, Creator,
    CreditRole, Credits, DataKind, Date, Document, Embargo, EpubSettings, Event, FactRow,
    FactSection, Front, Highlight, Identifier, Inline, LinkTarget, Metadata, Moment, NamedLink,
    Note, Part, Person, Photo, PressQuote, QuotationKind, Stills, Synopsis, Title, Work,
};
use crate::image::{Drawing, FillRule, Format, Paint, Path, PhotoId, Segment};

/// A document with everything in it, and where its pages begin.
pub(super) fn everything() -> (Document, Vec<PageStart>) {
    let mut make = Maker::default();
    let (first, first_starts) = first_chapter(&mut make);
    let second_text = make.p("The drum went down to the valley in a van, and nobody spoke.");
    let link = make.inline(vec![
        Inline::Text("See ".to_owned()),
        Inline::Link {
            target: LinkTarget::Anchor("the-way-up".to_owned()),
            title: String::new(),
            content: text("the way up"),
        },
        Inline::Text(" and ".to_owned()),
        Inline::Link {
            target: LinkTarget::Url("https://far-ridge.example/a b".to_owned()),
            title: "The site".to_owned(),
            content: text("the site"),
        },
        Inline::Text(".".to_owned()),
    ]);
    let heading = make.heading(2, "2026 at home", "2026-at-home");
    let end = make.p("The end.");
    let map = make.plate(&[(5, "The valley ★.", "A map of the valley")]);
    let second = make.chapter(
        Some("2025"),
        "The Drum Goes Down",
        vec![second_text, link, heading, map, end],
    );
    let second_start = second.id;
    let mut parts = vec![Part::Chapter(first), Part::Chapter(second)];
    parts.extend(DataKind::ORDER.map(|kind| make.data(kind)));
    let mut starts = vec![None, None, None];
    starts.extend(first_starts.into_iter().map(Some));
    starts.push(Some((second_start, 0)));
    starts.push(None);
    for part in &parts {
        if let Part::Data(data) = part {
            starts.push(Some((data.id, 0)));
        }
    }
    starts.push(None);
    let label = |(index, text): (usize, Option<(BlockId, u32)>)| PageStart {
        label: (index + 1).to_string(),
        text,
    };
    let starts = starts.into_iter().enumerate().map(label).collect();
    let photos = vec![
        photo("larches", 1200, 800),
        photo("stream", 1330, 1000),
        photo("drum", 800, 1200),
        photo("fig", 900, 600),
        photo("ane", 700, 700),
        drawing(),
    ];
    let front = Front { cover: true, cover_photo: Some(PhotoId(0)), ..Front::default() };
    (
        Document {
            quotes: ("“", "”"), metadata: full_metadata(&mut make), photos, front, parts
        },
        starts,
    )
}

fn first_chapter(make: &mut Maker) -> (Chapter, Vec<(BlockId, u32)>) {
    let mut epigraph = make.quotation(
        QuotationKind::Quote,
        &[
            "Urruneko intxaurrak hamalau, hurbildu eta lau.",
            "From far off the walnuts are fourteen.",
        ],
        "Basque proverb",
    );
    epigraph.body[0].lang = Lang::parse("eu");
    let epigraph = make.block(BlockKind::Epigraph(epigraph));
    let opening = make.inline(vec![
        Inline::Text(
            "The workshop opens when the ice lets go of the wheel. Until then nobody turns a shell, \
             and the three people who make drums here sweep, sharpen and wait for two winters."
                .to_owned(),
        ),
        Inline::NoteRef { note: 0, repeat: 0 },
        Inline::Text(" The skins come from the farms on the ".to_owned()),
        Inline::Emphasis(text("other")),
        Inline::Text(" side.".to_owned()),
    ]);
    let turned = make.p("Nobody asked us what the film was about. It could. It stood on the sill & recorded <hills>.");
    let plate =
        make.plate(&[(0, "Larches turn below the ridge.", "Green meadow, larches, a ridge")]);
    let way = make.heading(2, "The way up", "the-way-up");
    let deeper = make.heading(3, "Page 9", "page-9");
    let again = make.inline(vec![
        Inline::Text("A second time".to_owned()),
        Inline::NoteRef { note: 0, repeat: 1 },
        Inline::Text(", and ".to_owned()),
        Inline::Strong(text("bold")),
        Inline::Text(", ".to_owned()),
        Inline::Strike(text("gone")),
        Inline::Text(", ".to_owned()),
        Inline::Foreign { lang: Lang::parse("he").unwrap(), content: text("שלום") },
        Inline::LineBreak,
        Inline::Code("a < b".to_owned()),
        Inline::Text(".".to_owned()),
    ]);
    let group = make.plate(&[
        (1, "A stream falls over boulders.", "Water over stones"),
        (0, "", "Larches again"),
        (2, "A drum on a bag.", "A drum"),
    ]);
    let letter = make.quotation(
        QuotationKind::Document,
        &["You ask what we would like to see in it.", "Bring boots."],
        "Letter from Maite Goñi to the director, 3 January 2024",
    );
    let letter = make.block(BlockKind::Quotation(letter));
    let quoted = vec![make.p("Bare words.")];
    let quoted = make.block(BlockKind::BlockQuote(quoted));
    let pull = make.block(BlockKind::PullQuote {
        text: "Nobody asked us what the film was about.".to_owned(),
        source: turned.id,
    });
    let list = make.list(None, &["one camera body", "a pair of microphones"]);
    let numbers = make.list(Some(3), &["third", "fourth"]);
    let table = make.table(
        true,
        &[
            &["Season", "Days", "Light"],
            &["Winter 2024", "31", "Lamps"],
            &["Spring 2024", "12", "Mist"],
        ],
    );
    let code = make.block(BlockKind::Code {
        language: "text".to_owned(),
        text: "FarRidge_FTR-1_F\n  EU-EN_51 & more\n".to_owned(),
    });
    let rule = make.block(BlockKind::ThematicBreak);
    let alerts: Vec<_> =
        [Alert::Note, Alert::Tip, Alert::Important, Alert::Warning, Alert::Caution]
            .into_iter()
            .map(|kind| {
                let body = vec![make.p("Please do not turn the house down.")];
                make.block(BlockKind::Alert { kind, body })
            })
            .collect();
    let could = 47;
    let (turned_id, group_id) = (turned.id, group.id);
    let table_cell = match &table.kind {
        BlockKind::Table(table) => table.rows[1][0].id,
        _ => unreachable!("it was made as a table"),
    };
    let mut blocks =
        vec![epigraph, opening, turned, plate, pull, way, deeper, again, group, letter];
    blocks.extend([quoted, list, numbers, table, code, rule]);
    blocks.extend(alerts);
    let mut chapter = make.chapter(Some("2024"), "The Winter Workshop", blocks);
    chapter.subtitle = text("Where the river decides the hours");
    let note = make.p("A stove dries wood from one side.");
    chapter.notes = vec![Note { id: make.id(), span: SPAN, blocks: vec![note] }];
    let starts = vec![(chapter.id, 0), (turned_id, could), (group_id, 0), (table_cell, 2)];
    (chapter, starts)
}

#[expect(clippy::too_many_lines, reason = "one value for each key of the metadata")]
fn full_metadata(make: &mut Maker) -> Metadata {
    let day = |year, month, day| Date { year, month: Some(month), day: Some(day) };
    let strings = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let creator = |name: &str, role: &str, relator: &str, file_as: &str| Creator {
        name: name.to_owned(),
        role: role.to_owned(),
        relator: Some(relator.to_owned()).filter(|code| !code.is_empty()),
        file_as: file_as.to_owned(),
    };
    Metadata {
        title: Title {
            main: "The Far Ridge".to_owned(),
            file_as: "Far Ridge, The".to_owned(),
            subtitle: "A year with the drum makers".to_owned(),
            short: String::new(),
        },
        creators: vec![creator("Ane Larrea", "director", "drt", "Larrea, Ane")],
        contributors: vec![creator("Clara Weiss", "editor", "edt", "")],
        publisher: "Harrizko Films".to_owned(),
        date: Some(day(2026, 3, 12)),
        rights: "© 2026 Harrizko Films & friends".to_owned(),
        description: "A film about <drums>.".to_owned(),
        identifiers: vec![Identifier {
            scheme: "ISBN-13".to_owned(),
            text: "978-0-00-000000-2".to_owned(),
        }],
        keywords: strings(&["drum", "craft"]),
        edition: "Festival edition".to_owned(),
        revision: "3".to_owned(),
        embargo: Some(Embargo {
            until: Moment { date: day(2026, 3, 12), time: Some((18, 0)), offset: Some(60) },
            zone: "CET".to_owned(),
            covers: strings(&["reviews"]),
            contact: "press@harrizko.example".to_owned(),
            note: Vec::new(),
            span: SPAN,
        }),
        online: "https://harrizko.example/far-ridge/".to_owned(),
        logline: text("Three people in a mountain valley make five drums a year."),
        synopsis: Synopsis {
            short: vec![make.p("Short.")],
            medium: vec![make.p("Longer.")],
            long: vec![],
        },
        boilerplate: Boilerplate { blocks: vec![make.p("Harrizko Films was founded in Oñati.")] },
        highlights: vec![Highlight { value: "123".to_owned(), label: "minutes".to_owned() }],
        facts: vec![FactSection {
            title: "Screening copy".to_owned(),
            rows: vec![FactRow {
                label: "Country".to_owned(),
                value: strings(&["Spain", "Germany"]),
            }],
        }],
        people: vec![Person {
            id: "ane".to_owned(),
            name: "Ane Larrea".to_owned(),
            role: "Director".to_owned(),
            bio: vec![make.p("She was born in the next valley.")],
            photo: Some(PhotoId(4)),
            works: vec![Work {
                year: "2017".to_owned(),
                title: "The Saw".to_owned(),
                role: String::new(),
            }],
            span: SPAN,
        }],
        credits: Credits {
            cast: vec![CastEntry { name: "Jon Etxarri".to_owned(), part: "The turner".to_owned() }],
            crew: vec![CreditRole {
                role: "Editor".to_owned(),
                names: strings(&["Clara Weiss", "Ane Larrea"]),
            }],
            companies: vec![Company {
                role: "Production".to_owned(),
                name: "Harrizko Films".to_owned(),
                country: "Spain".to_owned(),
                url: "https://harrizko.example".to_owned(),
            }],
        },
        contacts: vec![Contact {
            purpose: "press".to_owned(),
            name: "Irene Falk".to_owned(),
            org: "Weißbach Film".to_owned(),
            email: "irene.falk@weissbach.example".to_owned(),
            phone: "+49 341 555 010".to_owned(),
            address: strings(&["Uferweg 4", "04229 Leipzig"]),
            region: String::new(),
            url: "https://weissbach.example/press".to_owned(),
        }],
        quotes: vec![PressQuote {
            text: text("Two hours about waiting, and I wanted a third."),
            by: "Sam Oyelaran".to_owned(),
            outlet: "The Northern Review".to_owned(),
            date: Some(day(2026, 3, 14)),
            url: "https://northern.example/review".to_owned(),
            rating: "4 out of 5".to_owned(),
            full: "Two hours about waiting, and I wanted a third, with a pause.".to_owned(),
            permission: "by letter".to_owned(),
        }],
        awards: vec![Award {
            name: "Golden Shell".to_owned(),
            result: "won".to_owned(),
            body: "Festival of the Hills".to_owned(),
            place: "Oñati".to_owned(),
            date: Some(Date { year: 2026, month: None, day: None }),
        }],
        dates: vec![Event {
            when: Moment { date: day(2026, 3, 12), time: Some((20, 30)), offset: Some(60) },
            until: None,
            event: "First screening".to_owned(),
            place: "Leipzig".to_owned(),
            kind: "premiere".to_owned(),
        }],
        links: vec![NamedLink {
            name: "Trailer".to_owned(),
            url: "https://video.example/1".to_owned(),
        }],
        stills: Stills {
            url: "https://harrizko.example/stills".to_owned(),
            terms: text("High-resolution files can be had from the press contact."),
        },
        epub: EpubSettings { pull_quotes: true },
        ..metadata("The Far Ridge")
    }
}

/// A drawing: one black square.
fn drawing() -> Photo {
    let square = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];
    let mut segments: Vec<_> = square.into_iter().map(Segment::Line).collect();
    segments[0] = Segment::Move(square[0]);
    segments.push(Segment::Close);
    let path = Path {
        segments,
        fill: Some((Paint::Solid(Color::BLACK), FillRule::NonZero)),
        stroke: None,
        clips: Vec::new(),
        opacity: 1.0,
    };
    let mut photo = photo("map", 400, 300);
    photo.facts.format = Format::Svg;
    photo.drawing = Some(Arc::new(Drawing { width: 300.0, height: 225.0, paths: vec![path] }));
    photo.long_description = "A square stands alone.\n\nIt is black.".to_owned();
    photo
}
