//! A document with everything that metadata can say, made by hand for tests.

use crate::base::{BlockId, FileId, Lang, Span};
use crate::document::{
    Accessibility, Award, Block, BlockKind, Boilerplate, CastEntry, CheckSettings, Company,
    Contact, Creator, CreditRole, Credits, DataKind, DataPart, Date, DesignSettings, Document,
    Embargo, EpubSettings, Event, FactRow, FactSection, Front, Highlight, Identifier, Inline,
    Metadata, Moment, NamedLink, Part, Permission, Person, Photo, PressQuote, PrintSettings,
    Rights, Status, Stills, Synopsis, Title, Trade, Work,
};
use crate::image::{ColorModel, Embedded, Facts, Format, Orientation, Patch, PhotoId, Survey};

/// Names, shapes and captions of the photographs.
pub(crate) const PHOTOS: [(&str, u32, u32, &str, &str, &str); 7] = [
    (
        "ridge",
        4272,
        2848,
        "Low sun over a ridge, a round stone table in the foreground.",
        "Aitzol Berasategi",
        "CC BY 4.0",
    ),
    (
        "path",
        3264,
        2448,
        "A worn footpath climbs towards limestone peaks.",
        "Aitzol Berasategi",
        "CC BY 4.0",
    ),
    ("dogs", 1731, 2600, "Two dogs look out of a house.", "Aitzol Berasategi", "CC BY 4.0"),
    ("fig", 1800, 1218, "Half a fig in an orange bowl.", "Trevor", "CC BY 4.0"),
    (
        "dandelions",
        1800,
        1013,
        "Dandelion clocks against the evening sun.",
        "Clemens Engelhardt",
        "CC0 1.0",
    ),
    (
        "pagoda",
        640,
        427,
        "A tower above trees, a lake in haze behind.",
        "danielbuechele",
        "CC BY 2.0",
    ),
    ("launch", 640, 427, "Falcon 9 on the pad at Cape Canaveral.", "SpaceX", "public domain"),
];

fn span() -> Span {
    Span { file: FileId(0), start: 0, end: 0 }
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn paragraphs(first: u32, texts: &[&str]) -> Vec<Block> {
    (first..)
        .zip(texts)
        .map(|(id, text)| Block {
            id: BlockId(id),
            span: span(),
            lang: None,
            keep: false,
            kind: BlockKind::Paragraph(words(text)),
        })
        .collect()
}

fn day(year: u16, month: u8, day: u8) -> Date {
    Date { year, month: Some(month), day: Some(day) }
}

fn photo(index: usize) -> Photo {
    let (id, width, height, caption, creator, usage) = PHOTOS[index];
    Photo {
        id: id.to_owned(),
        file: format!("images/{id}.jpg"),
        span: span(),
        facts: Facts {
            format: Format::Jpeg,
            width,
            height,
            orientation: Orientation::Upright,
            color: ColorModel::Rgb,
            bits: 8,
            alpha: false,
            length: 1000,
            memory: 0,
            sha256: [u8::try_from(index).unwrap_or(0); 32],
            has_profile: false,
            taken: None,
            adobe_rgb: false,
            private: false,
            embedded: Embedded::default(),
        },
        drawing: None,
        title: String::new(),
        caption: words(caption),
        alt: format!("What {id} shows"),
        decorative: false,
        long_description: String::new(),
        creator: creator.to_owned(),
        credit: Some(crate::document::Credit::Creator(creator.to_owned())),
        copyright: String::new(),
        usage: usage.to_owned(),
        date: None,
        rights: Rights {
            crop: if index == 0 { Permission::Allow } else { Permission::Forbid },
            ..Rights::default()
        },
        focus: (index == 0).then_some((0.49, 0.42)),
        press: index < 5,
        small: false,
    }
}

/// A calm light sky over busy dark land, the sun at the left.
pub(crate) fn survey() -> Survey {
    let patch = |i: usize| {
        let (column, row) = (i % 40, i / 40);
        let sun = column.abs_diff(17) < 2 && row.abs_diff(25) < 3;
        if sun {
            Patch { dark: 0.9, mean: 0.98, light: 1.0, detail: 0.01 }
        } else if row < 28 {
            Patch { dark: 0.35, mean: 0.45, light: 0.6, detail: 0.004 }
        } else {
            Patch { dark: 0.01, mean: 0.06, light: 0.2, detail: 0.06 }
        }
    };
    Survey { columns: 40, rows: 60, cells: (0..2400).map(patch).collect() }
}

/// The document: all of the metadata, no chapter.
pub(crate) fn document() -> Document {
    let data = |(id, kind)| Part::Data(DataPart { kind, id: BlockId(id) });
    let parts = (100..).zip(DataKind::ORDER).map(data);
    Document {
        quotes: ("“", "”"),
        metadata: metadata(),
        photos: (0..PHOTOS.len()).map(photo).collect(),
        front: Front {
            cover: true,
            cover_photo: Some(PhotoId(0)),
            brief: true,
            contents_photo: Some(PhotoId(4)),
        },
        parts: parts.collect(),
    }
}

fn metadata() -> Metadata {
    let creator = |name: &str, role: &str| Creator {
        name: name.to_owned(),
        role: role.to_owned(),
        relator: None,
        file_as: String::new(),
    };
    Metadata {
        title: Title {
            main: "The Far Ridge".to_owned(),
            file_as: "Far Ridge, The".to_owned(),
            subtitle: "A year with the drum makers".to_owned(),
            short: String::new(),
        },
        lang: Lang::english(),
        creators: vec![creator("Ane Larrea", "director")],
        contributors: vec![creator("Ruth Calloway", "editor")],
        publisher: "Alder & Ash Films".to_owned(),
        date: Some(day(2026, 2, 20)),
        rights: "© 2026 Alder & Ash Films".to_owned(),
        description: "Press kit of a documentary film.".to_owned(),
        identifiers: vec![Identifier {
            scheme: "EIDR".to_owned(),
            text: "10.5240/0000-0000-0000-0000-0000-X".to_owned(),
        }],
        uuid: [7; 16],
        keywords: vec!["drum".to_owned()],
        slug: "far-ridge".to_owned(),
        trade: Some(Trade::Film),
        edition: "Festival edition".to_owned(),
        revision: "third revision".to_owned(),
        status: Some(Status::Embargoed),
        embargo: Some(Embargo {
            until: Moment { date: day(2026, 3, 12), time: Some((18, 0)), offset: Some(60) },
            zone: "CET".to_owned(),
            covers: vec!["reviews".to_owned()],
            contact: "press@farridge.example".to_owned(),
            note: words("News, interviews and stills may run at once."),
            span: span(),
        }),
        online: "https://farridge.example/press".to_owned(),
        logline: words(
            "Four people in a mountain workshop make hand drums by ear. A film learns to do the \
             same, over one year, one stream and a hundred and sixty-one days.",
        ),
        synopsis: Synopsis {
            short: paragraphs(
                200,
                &["For twelve months the film stays in one room in a mountain valley, where a \
                   father, a daughter, a turner and an apprentice make forty-four hand drums. \
                   Nothing is explained and most of it is heard before it is seen."],
            ),
            medium: paragraphs(
                210,
                &[
                    "In the spring of 1987 a chair maker soaked a goatskin, pulled it over the \
                     rim of a sieve and hung it by the stove. In the morning it had a note. The \
                     film follows what came of it: a workshop in a former school, in which four \
                     people fell, split, turn, steam, stretch and tune for a year.",
                    "Ane Larrea and her crew came with microphones first and with a camera two \
                     months later. They asked for nothing to be done twice.",
                ],
            ),
            long: Vec::new(),
        },
        boilerplate: Boilerplate {
            blocks: paragraphs(220, &["Alder & Ash Films was founded in 2015 by Clara Venn."]),
        },
        highlights: [
            ("96", "minutes"),
            ("1.85:1", "aspect ratio, flat"),
            ("5.1", "sound"),
            ("2K", "DCP, 24 fps"),
        ]
        .map(|(value, label)| Highlight { value: value.to_owned(), label: label.to_owned() })
        .to_vec(),
        facts: facts(),
        people: people(),
        credits: credits(),
        contacts: contacts(),
        quotes: quotes(),
        awards: awards(),
        dates: dates(),
        links: vec![NamedLink {
            name: "Trailer".to_owned(),
            url: "https://farridge.example/trailer".to_owned(),
        }],
        stills: Stills {
            url: "https://farridge.example/stills".to_owned(),
            terms: words("Free for reporting on the film, with the credit as printed."),
        },
        accessibility: Accessibility::default(),
        design: DesignSettings::default(),
        epub: EpubSettings::default(),
        print: PrintSettings::default(),
        check: CheckSettings::default(),
        letters: std::collections::BTreeMap::new(),
    }
}

fn facts() -> Vec<FactSection> {
    let section = |title: &str, rows: &[(&str, &[&str])]| FactSection {
        title: title.to_owned(),
        rows: rows
            .iter()
            .map(|(label, value)| FactRow {
                label: (*label).to_owned(),
                value: value.iter().map(|line| (*line).to_owned()).collect(),
            })
            .collect(),
    };
    vec![
        section(
            "The film",
            &[
                ("Title", &["The Far Ridge"]),
                ("Genre", &["Documentary"]),
                ("Countries", &["Spain, Germany"]),
                ("Year", &["2026"]),
                ("Languages", &["Basque, Spanish"]),
                ("Premiere", &["12 March 2026, Vallmora", "International Competition"]),
            ],
        ),
        section(
            "Technical specification",
            &[
                ("Running time", &["96 min 12 s"]),
                ("Picture", &["Colour, 1.85 : 1 (flat), 24 fps"]),
                ("Screening copy", &["DCP 2K, SMPTE, 214 GB, unencrypted"]),
                ("Sound", &["5.1, 24 bit, 48 kHz"]),
            ],
        ),
    ]
}

fn people() -> Vec<Person> {
    let person =
        |id: &str, name: &str, role: &str, photo: Option<u32>, block: u32, bio: &str| Person {
            id: id.to_owned(),
            name: name.to_owned(),
            role: role.to_owned(),
            bio: paragraphs(block, &[bio]),
            photo: photo.map(PhotoId),
            works: Vec::new(),
            span: span(),
        };
    let mut people = vec![
        person(
            "al",
            "Ane Larrea",
            "Director",
            Some(5),
            230,
            "Born in 1984 two valleys east of the workshop. Trained as a land surveyor, then as \
             an editor; she cut eleven documentaries before she made one.",
        ),
        person(
            "is",
            "Idoia Sarratea",
            "Camera",
            None,
            231,
            "Shot her first film on the night shift of a bakery. She works with two lenses and \
             prefers to be asked about the other one.",
        ),
    ];
    people[0].works = [("2017", "The Weighbridge"), ("2021", "Lower Field")]
        .map(|(year, title)| Work {
            year: year.to_owned(),
            title: title.to_owned(),
            role: String::new(),
        })
        .to_vec();
    people
}

fn credits() -> Credits {
    let cast = |name: &str, part: &str| CastEntry { name: name.to_owned(), part: part.to_owned() };
    let crew = |role: &str, names: &[&str]| CreditRole {
        role: role.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    };
    Credits {
        cast: vec![
            cast("Mikel Olano", "Founder of the workshop"),
            cast("Itziar Olano", "His daughter, who runs it"),
            cast("Joseba Ruiz", "Turner"),
        ],
        crew: vec![
            crew("Written and directed by", &["Ane Larrea"]),
            crew("Produced by", &["Clara Venn"]),
            crew("Camera", &["Idoia Sarratea", "Peru Etxabe"]),
        ],
        companies: vec![Company {
            role: "Production".to_owned(),
            name: "Alder & Ash Films".to_owned(),
            country: "Spain".to_owned(),
            url: "https://alderash.example".to_owned(),
        }],
    }
}

fn contacts() -> Vec<Contact> {
    let contact = |purpose: &str, name: &str, org: &str, email: &str, phone: &str| Contact {
        purpose: purpose.to_owned(),
        name: name.to_owned(),
        org: org.to_owned(),
        email: email.to_owned(),
        phone: phone.to_owned(),
        address: Vec::new(),
        region: String::new(),
        url: String::new(),
    };
    vec![
        contact("press", "Lena Kaspar", "", "press@farridge.example", "+44 1632 960 114"),
        contact("festivals", "Oihana Prats", "", "festivals@farridge.example", "+44 1632 960 131"),
        contact(
            "world sales",
            "",
            "Tidewater Sales",
            "sales@tidewater.example",
            "+44 1632 960 172",
        ),
    ]
}

fn quotes() -> Vec<PressQuote> {
    let quote = |text: &str, by: &str, outlet: &str, rating: &str| PressQuote {
        text: words(text),
        by: by.to_owned(),
        outlet: outlet.to_owned(),
        date: Some(day(2026, 1, 15)),
        url: String::new(),
        rating: rating.to_owned(),
        full: String::new(),
        permission: String::new(),
    };
    vec![
        quote(
            "Eleven minutes of a man knocking on trees, and I did not want it to stop.",
            "Hanna Wirth",
            "The Upland Gazette",
            "",
        ),
        PressQuote {
            full: "You go in curious and you come out listening.".to_owned(),
            permission: "by leave of the station".to_owned(),
            ..quote("You come out listening.", "Jo Ferris", "Harbour Radio", "5 out of 5")
        },
        quote(
            "The best sound of any film this year, and a good deal of it is silence.",
            "Tomás Brandt",
            "Lichtspiel heute",
            "",
        ),
    ]
}

fn awards() -> Vec<Award> {
    let award = |name: &str, result: &str, body: &str, place: &str, month: u8| Award {
        name: name.to_owned(),
        result: result.to_owned(),
        body: body.to_owned(),
        place: place.to_owned(),
        date: Some(Date { year: 2025, month: Some(month), day: None }),
    };
    vec![
        award("Grand Prize for a work in progress", "won", "Mountain Film Days", "Oberau", 9),
        award("Best Sound in a rough cut", "won", "Ear to the Ground", "Rotterdam", 10),
        award("International Competition", "selected", "Vallmora Film Festival", "Vallmora", 11),
    ]
}

fn dates() -> Vec<Event> {
    let event = |when: Date, time: Option<(u8, u8)>, what: &str, place: &str, kind: &str| Event {
        when: Moment { date: when, time, offset: None },
        until: None,
        event: what.to_owned(),
        place: place.to_owned(),
        kind: kind.to_owned(),
    };
    vec![
        event(
            day(2026, 3, 12),
            Some((18, 0)),
            "International Competition",
            "Kino Arche, Vallmora",
            "premiere",
        ),
        event(day(2026, 3, 13), Some((10, 30)), "Press screening", "Kino Arche, Vallmora", ""),
        event(
            Date { year: 2026, month: Some(9), day: None },
            None,
            "Release in Spain",
            "",
            "release",
        ),
    ]
}
