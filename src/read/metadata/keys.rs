//! What may stand in the metadata: every key, what it takes and what it is for.
//!
//! The readers beside this file ask this table which keys a mapping has, and the JSON Schema
//! is printed from it, so that the two say the same. How a value is read it does not know.

use super::photos::{PERMISSIONS, SIZES};
use super::settings::{PULL_QUOTES, STANDARDS};
use super::titles::PARTS;
use super::{STATES, TRADES};

/// A mapping and its keys, in the order in which people are told of them.
#[derive(Debug)]
pub(super) struct Mapping {
    /// Its name in the schema.
    pub(super) name: &'static str,
    /// Its keys.
    pub(super) keys: &'static [Key],
    /// Keys of which it needs one.
    pub(super) one_of: &'static [&'static str],
}

impl Mapping {
    /// The names of its keys.
    pub(super) fn names(&self) -> Vec<&'static str> {
        self.keys.iter().map(|key| key.name).collect()
    }

    /// Whether it has a key of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.keys.iter().any(|key| key.name == name)
    }
}

/// A key.
#[derive(Debug)]
pub(super) struct Key {
    /// As it is written.
    pub(super) name: &'static str,
    /// What its value may be.
    pub(super) takes: Takes,
    /// Whether the mapping says nothing without it.
    pub(super) required: bool,
    /// What it is for.
    pub(super) about: &'static str,
}

/// What a value may be.
#[derive(Debug)]
pub(super) enum Takes {
    /// Text.
    Text,
    /// Small letters, digits and hyphens.
    PlainName,
    /// A language tag.
    Language,
    /// A date, whole or in part, perhaps with a time of day.
    Date,
    /// A web address.
    Url,
    /// A mail address.
    Mail,
    /// A number that is not below nought; `pt` may follow.
    Number,
    /// Yes or no.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The printed name of a rule.
    Rule,
    /// Two shares, from the left and from the top.
    Point,
    /// A list; one alone needs none.
    Many(&'static Takes),
    /// The first or the second.
    Either(&'static Takes, &'static Takes),
    /// A mapping with keys of its own.
    Of(&'static Mapping),
    /// A mapping with any keys.
    Named(&'static Takes),
}

use Takes::{
    Choice, Date, Either, Flag, Language, Mail, Many, Named, Number, Of, PlainName, Point, Rule,
    Text, Url,
};

const fn key(name: &'static str, takes: Takes, about: &'static str) -> Key {
    Key { name, takes, required: false, about }
}

const fn must(name: &'static str, takes: Takes, about: &'static str) -> Key {
    Key { name, takes, required: true, about }
}

/// The words of a table of choices.
const fn words<T, const N: usize>(choices: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut at = 0;
    while at < N {
        words[at] = choices[at].0;
        at += 1;
    }
    words
}

/// The whole of the metadata.
pub(super) static TOP: Mapping = Mapping {
    name: "kit",
    keys: &[
        key("title", Many(&Either(&Text, &Of(&TITLE))), "The title; a list tells its parts apart."),
        key("subtitle", Text, "The subtitle."),
        key("lang", Language, "The language of the kit: quotation marks, dates, hyphens."),
        key("creator", Many(&Either(&Text, &Of(&CREATOR))), "Who made the work."),
        key("author", Many(&Either(&Text, &Of(&CREATOR))), "Another word for `creator`."),
        key("contributor", Many(&Either(&Text, &Of(&CREATOR))), "Who had a part in the kit."),
        key("publisher", Text, "Who publishes the kit."),
        key("date", Date, "The day of this edition, printed and written into both books."),
        key("rights", Text, "The statement of rights, such as `© 2026 Alder & Ash Films`."),
        key("description", Text, "What catalogues say of the kit."),
        key(
            "identifier",
            Many(&Either(&Text, &Of(&IDENTIFIER))),
            "ISBN, DOI or another number; without one, a UUID of title, creator and edition.",
        ),
        key("keywords", Many(&Text), "Words to find the kit by: a list, or text with commas."),
        key("slug", PlainName, "The name of the two files; without it, made from the title."),
        key("cover-image", Text, "The photograph on the cover: its `id` or its file."),
        key("contents-image", Text, "The photograph above the contents: its `id` or its file."),
        key("kit", Choice(&words(&TRADES)), "The trade, for what a kit of it should say."),
        key("edition", Text, "The edition, as it is printed: `Festival edition`."),
        key("revision", Text, "The revision, as it is printed."),
        key("status", Choice(&words(&STATES)), "Whether the kit may be passed on."),
        key("embargo", Either(&Date, &Of(&EMBARGO)), "Until when nothing may be published."),
        key("online", Url, "Where the kit and its photographs can be had."),
        key("logline", Text, "The work in one sentence."),
        key("synopsis", Either(&Text, &Of(&SYNOPSIS)), "What happens, in up to three lengths."),
        key("boilerplate", Many(&Text), "Who stands behind the work."),
        key("highlights", Many(&Of(&HIGHLIGHT)), "The figures that are set large."),
        key(
            "facts",
            Named(&Either(&Many(&Text), &Named(&Many(&Text)))),
            "The fact sheet: any labels, in this order; a mapping is a titled section.",
        ),
        key("people", Many(&Either(&Text, &Of(&PERSON))), "Who is behind the work or in it."),
        key("credits", Of(&CREDITS), "Cast, crew and companies."),
        key("contacts", Many(&Of(&CONTACT)), "Whom to write to or to ring."),
        key("quotes", Many(&Of(&QUOTE)), "What the press said."),
        key("awards", Many(&Either(&Text, &Of(&AWARD))), "Prizes and nominations."),
        key("dates", Many(&Of(&EVENT)), "When and where it is shown."),
        key("links", Many(&Either(&Url, &Of(&LINK))), "Where to find more."),
        key("stills", Of(&STILLS), "How the press gets the photographs."),
        key("photos", Many(&Of(&PHOTO)), "One record for each photograph."),
        key("accessibility", Of(&ACCESSIBILITY), "What is claimed of the ebook, and by whom."),
        key("design", Of(&DESIGN), "What the pages look like."),
        key("typography", Of(&TYPOGRAPHY), "What of typed text becomes what is printed."),
        key("epub", Of(&EPUB), "Settings of the ebook."),
        key("print", Of(&PRINT), "Settings of the paginated book."),
        key("check", Of(&CHECK), "Rules that this kit lets pass or takes strictly."),
    ],
    one_of: &[],
};

/// A part of the title.
pub(super) static TITLE: Mapping = Mapping {
    name: "title",
    keys: &[
        key("type", Choice(&words(&PARTS)), "Which part it is; `main` if it is not said."),
        must("text", Text, "Its words."),
        key("file-as", Text, "As it is sorted: `Far Ridge, The`."),
    ],
    one_of: &[],
};

/// Somebody who made the work.
pub(super) static CREATOR: Mapping = Mapping {
    name: "creator",
    keys: &[
        key("name", Text, "The name, as it is printed."),
        key("text", Text, "Pandoc's word for `name`."),
        key("role", Text, "A MARC relator code or its English name: `director`."),
        key("file-as", Text, "As it is sorted: `Larrea, Ane`."),
    ],
    one_of: &["name", "text"],
};

/// A number of the work.
pub(super) static IDENTIFIER: Mapping = Mapping {
    name: "identifier",
    keys: &[
        key("scheme", Text, "What kind of number: `ISBN-13`, `DOI`."),
        must("text", Text, "The number."),
    ],
    one_of: &[],
};

/// An embargo.
pub(super) static EMBARGO: Mapping = Mapping {
    name: "embargo",
    keys: &[
        must("until", Date, "When it ends, best with time and offset from UTC."),
        key("zone", Text, "The name of the time zone, printed instead of the offset: `CET`."),
        key("covers", Many(&Text), "What it holds back: `reviews`."),
        key("contact", Text, "Whom to ask."),
        key("note", Text, "A sentence to add."),
    ],
    one_of: &[],
};

/// Synopses by length.
pub(super) static SYNOPSIS: Mapping = Mapping {
    name: "synopsis",
    keys: &[
        key("short", Many(&Text), "A paragraph, about 50 words."),
        key("medium", Many(&Text), "About 150 words."),
        key("long", Many(&Text), "A page."),
    ],
    one_of: &[],
};

/// A figure that is set large.
pub(super) static HIGHLIGHT: Mapping = Mapping {
    name: "highlight",
    keys: &[
        must("value", Text, "The figure: `96`."),
        key("label", Text, "What it counts: `minutes`."),
    ],
    one_of: &[],
};

/// Somebody behind the work or in it.
pub(super) static PERSON: Mapping = Mapping {
    name: "person",
    keys: &[
        key("id", PlainName, "The name for links; without it, made from `name`."),
        must("name", Text, "The name, as it is printed."),
        key("role", Text, "What they do in the work."),
        key("bio", Many(&Text), "Who they are."),
        key("photo", Text, "Their portrait: its `id` or its file."),
        key("works", Many(&Either(&Text, &Of(&WORK))), "What else they made."),
    ],
    one_of: &[],
};

/// A work of somebody.
pub(super) static WORK: Mapping = Mapping {
    name: "work",
    keys: &[
        key("year", Text, "When it came out."),
        must("title", Text, "Its title."),
        key("role", Text, "What they did in it."),
    ],
    one_of: &[],
};

/// The credits.
pub(super) static CREDITS: Mapping = Mapping {
    name: "credits",
    keys: &[
        key("cast", Many(&Either(&Text, &Of(&CAST))), "Who plays."),
        key(
            "crew",
            Either(&Many(&Either(&Text, &Of(&CREW))), &Named(&Many(&Text))),
            "Who worked on it: a list, or a mapping from roles to names.",
        ),
        key("companies", Many(&Either(&Text, &Of(&COMPANY))), "Which companies had a part."),
    ],
    one_of: &[],
};

/// Somebody who plays.
pub(super) static CAST: Mapping = Mapping {
    name: "cast",
    keys: &[must("name", Text, "Who plays."), key("part", Text, "Whom they play.")],
    one_of: &[],
};

/// A role of the crew.
pub(super) static CREW: Mapping = Mapping {
    name: "crew",
    keys: &[
        key("role", Text, "What they did; neighbours with one role are set together."),
        key("name", Many(&Text), "Who did it."),
        key("names", Many(&Text), "Who did it, if they were several."),
    ],
    one_of: &["name", "names"],
};

/// A company.
pub(super) static COMPANY: Mapping = Mapping {
    name: "company",
    keys: &[
        key("role", Text, "What it did: `Production company`."),
        must("name", Text, "Its name."),
        key("country", Text, "Where it is."),
        key("url", Url, "Its website."),
    ],
    one_of: &[],
};

/// Whom to write to.
pub(super) static CONTACT: Mapping = Mapping {
    name: "contact",
    keys: &[
        key("for", Text, "What to ask them: `press`."),
        key("name", Text, "Who it is."),
        key("org", Text, "Where they work."),
        key("email", Mail, "One mail address."),
        key("phone", Text, "The number, with the country's."),
        key("address", Many(&Text), "The postal address, line by line."),
        key("region", Text, "The part of the world they are for."),
        key("url", Url, "Their website."),
    ],
    one_of: &["name", "org", "email", "phone", "url"],
};

/// What the press said.
pub(super) static QUOTE: Mapping = Mapping {
    name: "quote",
    keys: &[
        must("text", Text, "The words, as they were printed."),
        key("by", Text, "Who wrote them."),
        key("outlet", Text, "Where they stood."),
        key("date", Date, "When they came out."),
        key("url", Url, "Where they can be read."),
        key("rating", Text, "The verdict: `4/5`."),
        key("full", Text, "The sentence they are taken from."),
        key("permission", Text, "Who allowed them to be quoted."),
    ],
    one_of: &[],
};

/// A prize.
pub(super) static AWARD: Mapping = Mapping {
    name: "award",
    keys: &[
        must("name", Text, "Its name."),
        key("result", Text, "`won`, `nominated` and so on."),
        key("body", Text, "Who gives it."),
        key("place", Text, "Where it was given."),
        key("date", Date, "When it was given."),
    ],
    one_of: &[],
};

/// A day on which something happens.
pub(super) static EVENT: Mapping = Mapping {
    name: "event",
    keys: &[
        must("date", Date, "When it is, or begins."),
        key("until", Date, "When it ends, if it lasts."),
        must("event", Text, "What happens."),
        key("place", Text, "Where."),
        key("kind", Text, "`premiere`, `release` and so on."),
    ],
    one_of: &[],
};

/// A web address with a name.
pub(super) static LINK: Mapping = Mapping {
    name: "link",
    keys: &[
        key("name", Text, "What is there; without it, the address."),
        must("url", Url, "The address."),
    ],
    one_of: &[],
};

/// How the press gets the photographs.
pub(super) static STILLS: Mapping = Mapping {
    name: "stills",
    keys: &[
        key("url", Url, "Where they can be had in full size."),
        key("terms", Text, "On which terms."),
    ],
    one_of: &[],
};

/// A photograph's record, shaped like IPTC's.
pub(super) static PHOTO: Mapping = Mapping {
    name: "photo",
    keys: &[
        key("id", PlainName, "The short name by which the kit calls it."),
        must("file", Text, "Where it is: `images/ridge.jpg`."),
        key("title", Text, "Its title among the stills."),
        key("caption", Text, "What is printed under it."),
        key("alt", Text, "What it shows, for those who do not see it."),
        key("decorative", Flag, "Whether it says nothing, so that it needs no `alt`."),
        key("long-description", Text, "More than `alt` can say."),
        key("creator", Text, "Who took it."),
        key("credit", Text, "The credit line, printed as it stands."),
        key("copyright", Text, "Whose it is."),
        key("usage", Text, "On which terms it may be used."),
        key("date", Date, "When it was taken."),
        key("crop", Choice(&words(&PERMISSIONS)), "Whether it may be cut; `forbid` if not said."),
        key("bleed", Choice(&words(&PERMISSIONS)), "Whether it may run off the paper's edge."),
        key("overprint", Choice(&words(&PERMISSIONS)), "Whether type may stand on it."),
        key("bw", Choice(&words(&PERMISSIONS)), "Whether it may be shown without colour."),
        key("expires", Date, "After which day it may not be used."),
        key("focus", Point, "What must stay in sight: shares from the left and the top."),
        key("press", Flag, "Whether it is listed among the stills."),
        key("size", Choice(&words(&SIZES)), "Whether it is shown small."),
    ],
    one_of: &[],
};

/// What is claimed of the ebook.
pub(super) static ACCESSIBILITY: Mapping = Mapping {
    name: "accessibility",
    keys: &[
        key("conforms-to", Text, "The standard, in the words of EPUB Accessibility 1.1."),
        key("certified-by", Text, "Who examined it."),
    ],
    one_of: &[],
};

/// What the pages look like.
pub(super) static DESIGN: Mapping = Mapping {
    name: "design",
    keys: &[
        key("theme", Text, "The theme: `gallery`."),
        key("accent", Text, "The one colour, in quotes: `\"#8c2f1b\"`."),
        key("paper", Text, "The paper: `a4`, `letter` or `a5`."),
        key("fonts", Named(&Text), "TrueType files of the kit by the place they take: `serif`."),
        key("sizes", Named(&Number), "Type sizes in points by what is set in them: `body`."),
        key("measure", Number, "The line length of running text in points."),
    ],
    one_of: &[],
};

/// What of typed text is changed; all of it unless a key says `no`.
pub(super) static TYPOGRAPHY: Mapping = Mapping {
    name: "typography",
    keys: &[
        key("quotes", Flag, "Whether `\"` and `'` become the language's quotation marks."),
        key("dashes", Flag, "Whether `--` and `---` become dashes."),
        key("ellipses", Flag, "Whether `...` becomes an ellipsis."),
        key("spaces", Flag, "Whether spaces hold where no line should end: `10 km`, `J. Bach`."),
        key("fractions", Flag, "Whether `2 1/2` becomes `2½`."),
    ],
    one_of: &[],
};

/// Settings of the ebook.
pub(super) static EPUB: Mapping = Mapping {
    name: "epub",
    keys: &[key("pull-quotes", Choice(&words(&PULL_QUOTES)), "Whether the ebook repeats them.")],
    one_of: &[],
};

/// Settings of the paginated book.
pub(super) static PRINT: Mapping = Mapping {
    name: "print",
    keys: &[
        key("papers", Many(&Text), "The papers to set it for."),
        key("bleed", Text, "What is printed beyond the trim edge: `3mm`."),
        key("marks", Flag, "Whether the printer's marks are printed."),
        key("standard", Choice(&words(&STANDARDS)), "What the PDF conforms to."),
        key("icc", Text, "The press's colour profile, a file of the kit."),
    ],
    one_of: &[],
};

/// Rules that the kit weighs otherwise.
pub(super) static CHECK: Mapping = Mapping {
    name: "check",
    keys: &[
        key("allow", Many(&Either(&Rule, &Of(&ALLOW))), "Rules that may be broken."),
        key("deny", Many(&Rule), "Rules whose warnings are errors."),
    ],
    one_of: &[],
};

/// A rule that may be broken.
pub(super) static ALLOW: Mapping = Mapping {
    name: "allow",
    keys: &[must("code", Rule, "The rule, such as `P003`."), must("reason", Text, "Why.")],
    one_of: &[],
};
