//! The mistakes that are sown into the sample kit, one of each rule, by what they concern.

pub(super) const KIT: &str = "manuscript/kit.yaml";
pub(super) const TEXT: &str = "manuscript/far-ridge.md";

/// A mistake: the rule that it breaks, the file, what stands there, what is put in its place,
/// and words of the line at which it is to be found.
pub(super) struct Seed {
    pub(super) code: &'static str,
    pub(super) file: &'static str,
    pub(super) old: &'static str,
    pub(super) new: &'static str,
    pub(super) at: &'static str,
}

const fn seed(
    code: &'static str,
    file: &'static str,
    old: &'static str,
    new: &'static str,
    at: &'static str,
) -> Seed {
    Seed { code, file, old, new, at }
}

/// What follows the photographs' records, and the line under which more plates are put.
const DESIGN: &str = "\ndesign: {theme: gallery, paper: a4}";
const FELLING: &str = "The ridge was white on the following morning.";

/// Records of photographs and plates that the seeds add, by the rules that they break.
const RECORDS: &str =
    "  - {file: images/turned.jpg, creator: Jon Berg, copyright: © Jon Berg, press: true}
  - {file: images/mirrored.jpg, creator: Ane Larrea, alt: The quay, press: true}
  - {file: images/enlarged.jpg, creator: Jon Berg, copyright: © Jon Berg, press: true}
  - {file: images/twice.jpg, creator: Jon Berg, copyright: © Jon Berg, press: true}
  - {file: images/gamut.jpg, creator: Jon Berg, copyright: © Jon Berg, press: true}
  - {file: images/cmyk.jpg, creator: Jon Berg, copyright: © Jon Berg, press: true}
  - {file: images/grey.jpg, creator: Jon Berg, copyright: © Jon Berg}
  - {file: images/huge.jpg, creator: Jon Berg, alt: A ramp, press: true, expires: 2026-01-31}

design: {theme: gallery, paper: a4}";
const PLATES: &str = "![Red grows to the right.](../images/baseline.jpg)

The ridge was white.

![A cup again.](../images/12-coffee.png \"A cup again.\")

The ridge was white on the following morning.";

pub(super) const SEEDS: &[Seed] = &[
    // Photographs.
    seed("P010", TEXT, FELLING, PLATES, "images/baseline.jpg"),
    seed("P011", TEXT, "", "", "![A cup again"),
    seed("P012", TEXT, "", "", "images/baseline.jpg"),
    seed("P013", TEXT, "", "", "images/baseline.jpg"),
    seed("P014", TEXT, "", "", "images/baseline.jpg"),
    seed("P015", KIT, DESIGN, RECORDS, "images/turned.jpg"),
    seed("P016", TEXT, "", "", "![A cup again"),
    seed("P017", KIT, "", "", "images/grey.jpg"),
    seed("P018", KIT, "", "", "images/huge.jpg"),
    seed("P019", KIT, "", "", "images/enlarged.jpg"),
    seed("P020", KIT, "", "", "images/mirrored.jpg"),
    seed("P020", KIT, "", "", "images/twice.jpg"),
    seed("P021", KIT, "", "", "images/turned.jpg"),
    seed("P022", KIT, "", "", "images/cmyk.jpg"),
    seed("P022", KIT, "", "", "images/gamut.jpg"),
    // Words.
    seed(
        "W001",
        TEXT,
        "It was settled that day that",
        "It was settled (TODO: by whom?) that",
        "It was settled",
    ),
    seed("W001", TEXT, "She came on the Tuesday.", "The road is XX km long.", "The road is XX"),
    seed(
        "W001",
        KIT,
        "    features and is proud of",
        "    features, lorem ipsum, and is proud of",
        "lorem ipsum",
    ),
    seed(
        "W002",
        TEXT,
        "Ash is bent in May,",
        "We use cookies. Ash is bent in May,",
        "We use cookies",
    ),
    seed("W003", TEXT, "The table is Nerea’s.", "The {++long ++}table is Nerea’s.", "The {++long"),
    seed(
        "W004",
        TEXT,
        "Dear Clara, you ask",
        "Sent from my iPhone. Dear Clara, you ask",
        "Sent from my",
    ),
    seed(
        "W005",
        TEXT,
        "The film was cut in a room",
        "The [film](#) was cut in a room",
        "The [film](#)",
    ),
    seed(
        "W006",
        TEXT,
        "but they do not call it that.",
        "but they don't call it that.",
        "but they don't",
    ),
    seed("W007", TEXT, "There is no narrator,", "There is  no narrator,", "There is  no"),
    seed("W008", TEXT, "the skins will dry.’", "the skins will dry.", "the skins will dry."),
    seed(
        "W009",
        TEXT,
        "letter to the director, 9 January 2024",
        "letter to the director, 32 January 2024",
        "32 January",
    ),
    seed(
        "W010",
        TEXT,
        "letter to the producer, 3 February 2025",
        "letter to the producer, Friday, 3 February 2025",
        "Friday, 3 February",
    ),
    seed(
        "W011",
        TEXT,
        "Joseba Ruiz came about a door.",
        "Joseba Ruitz came about a door.",
        "Joseba Ruitz",
    ),
    seed(
        "W012",
        TEXT,
        "\"A man at a camera on a tripod.\"",
        "\"Berta Ibarra at a camera on a tripod.\"",
        "Berta Ibarra at",
    ),
    seed(
        "W013",
        KIT,
        "Press kit of the documentary film",
        "Press kit of the 90-minute film",
        "90-minute film",
    ),
    seed(
        "W013",
        KIT,
        "{value: \"96\", label: minutes}",
        "{value: \"69\", label: minutes}",
        "{value: \"69\"",
    ),
    seed(
        "W013",
        KIT,
        "is its seventh film. Hinterland",
        "is its seventh film; *The Far Ridge* (2025) was shot here. Hinterland",
        "(2025) was shot",
    ),
    seed(
        "W014",
        TEXT,
        "Both were called slow",
        "It won seven prizes. Both were called slow",
        "It won seven",
    ),
    seed(
        "W015",
        KIT,
        "{name: Website, url: \"https://farridge.example\"}",
        "{name: Website, url: \"https://farridge\"}",
        "\"https://farridge\"",
    ),
    seed(
        "W015",
        TEXT,
        "The ridge was white.",
        "The ridge was white, see htp://ridge.example/white.",
        "htp://ridge",
    ),
    seed(
        "W016",
        KIT,
        "https://farridge.example/trailer",
        "http://localhost:8080/trailer",
        "localhost:8080",
    ),
    seed("W017", TEXT, "# 2011 – One End on the Door", "# 1911 – One End on the Door", "# 1911"),
    seed("W018", TEXT, "looking at a gap in", "looking at a gray gap in", "a gray gap"),
    seed(
        "W019",
        KIT,
        "    rating: 5 out of 5\n",
        "    rating: 5 out of 5\n    full: The best sound of this year, I think.\n",
        "The best sound of any film",
    ),
    // The trade.
    seed("A002", KIT, "    Countries: Spain, Germany\n", "", "kit: film"),
    seed(
        "A003",
        KIT,
        "over one year, one stream and",
        "over one year, one stream, and this goes on and on for so long that no listing anywhere could ever find the room to print it as it stands here, and",
        "kit: film",
    ),
    // What the kit lets pass.
    seed(
        "M015",
        KIT,
        "edition: Festival edition",
        "edition: Festival edition\ncheck: {allow: [{code: F002, reason: an old font}]}",
        "check: {allow",
    ),
    // What the build says.
    seed(
        "T004",
        TEXT,
        "<!-- pull: She gave up in the spring, having run out",
        "<!-- pull: She gave up in the summer, having run out",
        "in the summer, having",
    ),
    seed(
        "T011",
        TEXT,
        "Ruth Calloway had worked",
        "Ruth Calloway had [once](#nowhere) worked",
        "[once](#nowhere)",
    ),
    seed("M002", KIT, "publisher: Alder & Ash Films", "publishr: Alder & Ash Films", "publishr"),
    // Rights.
    seed("R001", KIT, "", "", "images/huge.jpg"),
    seed("R002", KIT, "status: embargoed", "status: public", "  until: 2026-03-12T18:00"),
    seed("R003", KIT, "    crop: allow\n    focus", "    focus", "03-sunset-ridge.jpg"),
    seed(
        "R005",
        KIT,
        "  terms: >-\n    Free for reporting on the film, with the credit as printed. Please do not crop; only\n    *ridge* and *path* may be cut or bleed. Print sizes on request.\n",
        "",
        "images/turned.jpg",
    ),
];

/// Mistakes with which others could not be seen: each is sown into a kit of its own.
pub(super) const ALONE: &[Seed] =
    &[seed("A001", KIT, "    Running time: 96 min 12 s\n", "", "kit: film")];
