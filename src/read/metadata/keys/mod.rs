//! What may stand in the metadata: every key, what it takes and what it is for.
//!
//! The readers beside this file ask this table which keys a mapping has, and the JSON Schema
//! is printed from it, so that the two say the same. How a value is read it does not know.

mod data;
mod settings;

pub(super) use data::{
    AWARD, CAST, COMPANY, CONTACT, CREDITS, CREW, EVENT, HIGHLIGHT, LINK, PERSON, QUOTE, STILLS,
    SYNOPSIS, WORK,
};
pub(super) use settings::{ACCESSIBILITY, ALLOW, CHECK, DESIGN, EPUB, PRINT, TYPOGRAPHY};

use super::photos::{PERMISSIONS, SIZES};
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

use Takes::{Choice, Date, Either, Flag, Language, Many, Named, Of, PlainName, Point, Text, Url};

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
