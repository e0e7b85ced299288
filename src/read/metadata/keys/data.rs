//! The keys of what the data pages show, in the order in which the whole lists them.

use super::Takes::{Date, Either, Mail, Many, Named, Of, PlainName, Text, Url};
use super::{Mapping, key, must};

/// Synopses by length.
pub(in crate::read::metadata) static SYNOPSIS: Mapping = Mapping {
    name: "synopsis",
    keys: &[
        key("short", Many(&Text), "A paragraph, about 50 words."),
        key("medium", Many(&Text), "About 150 words."),
        key("long", Many(&Text), "A page."),
    ],
    one_of: &[],
};

/// A figure that is set large.
pub(in crate::read::metadata) static HIGHLIGHT: Mapping = Mapping {
    name: "highlight",
    keys: &[
        must("value", Text, "The figure: `96`."),
        key("label", Text, "What it counts: `minutes`."),
    ],
    one_of: &[],
};

/// Somebody behind the work or in it.
pub(in crate::read::metadata) static PERSON: Mapping = Mapping {
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
pub(in crate::read::metadata) static WORK: Mapping = Mapping {
    name: "work",
    keys: &[
        key("year", Text, "When it came out."),
        must("title", Text, "Its title."),
        key("role", Text, "What they did in it."),
    ],
    one_of: &[],
};

/// The credits.
pub(in crate::read::metadata) static CREDITS: Mapping = Mapping {
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
pub(in crate::read::metadata) static CAST: Mapping = Mapping {
    name: "cast",
    keys: &[must("name", Text, "Who plays."), key("part", Text, "Whom they play.")],
    one_of: &[],
};

/// A role of the crew.
pub(in crate::read::metadata) static CREW: Mapping = Mapping {
    name: "crew",
    keys: &[
        key("role", Text, "What they did; neighbours with one role are set together."),
        key("name", Many(&Text), "Who did it."),
        key("names", Many(&Text), "Who did it, if they were several."),
    ],
    one_of: &["name", "names"],
};

/// A company.
pub(in crate::read::metadata) static COMPANY: Mapping = Mapping {
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
pub(in crate::read::metadata) static CONTACT: Mapping = Mapping {
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
pub(in crate::read::metadata) static QUOTE: Mapping = Mapping {
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
pub(in crate::read::metadata) static AWARD: Mapping = Mapping {
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
pub(in crate::read::metadata) static EVENT: Mapping = Mapping {
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
pub(in crate::read::metadata) static LINK: Mapping = Mapping {
    name: "link",
    keys: &[
        key("name", Text, "What is there; without it, the address."),
        must("url", Url, "The address."),
    ],
    one_of: &[],
};

/// How the press gets the photographs.
pub(in crate::read::metadata) static STILLS: Mapping = Mapping {
    name: "stills",
    keys: &[
        key("url", Url, "Where they can be had in full size."),
        key("terms", Text, "On which terms."),
    ],
    one_of: &[],
};
