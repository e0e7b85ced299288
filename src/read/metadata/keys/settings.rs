//! The keys of what a kit wishes of its books: claims, looks, type, ebook, print, rules.

use super::Takes::{Choice, Either, Flag, Many, Named, Number, Of, Rule, Text};
use super::{Mapping, key, must, words};
use crate::read::metadata::settings::{PULL_QUOTES, STANDARDS};

/// What is claimed of the ebook.
pub(in crate::read::metadata) static ACCESSIBILITY: Mapping = Mapping {
    name: "accessibility",
    keys: &[
        key("conforms-to", Text, "The standard, in the words of EPUB Accessibility 1.1."),
        key("certified-by", Text, "Who examined it."),
    ],
    one_of: &[],
};

/// What the pages look like.
pub(in crate::read::metadata) static DESIGN: Mapping = Mapping {
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
pub(in crate::read::metadata) static TYPOGRAPHY: Mapping = Mapping {
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
pub(in crate::read::metadata) static EPUB: Mapping = Mapping {
    name: "epub",
    keys: &[key("pull-quotes", Choice(&words(&PULL_QUOTES)), "Whether the ebook repeats them.")],
    one_of: &[],
};

/// Settings of the paginated book.
pub(in crate::read::metadata) static PRINT: Mapping = Mapping {
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
pub(in crate::read::metadata) static CHECK: Mapping = Mapping {
    name: "check",
    keys: &[
        key("allow", Many(&Either(&Rule, &Of(&ALLOW))), "Rules that may be broken."),
        key("deny", Many(&Rule), "Rules whose warnings are errors."),
    ],
    one_of: &[],
};

/// A rule that may be broken.
pub(in crate::read::metadata) static ALLOW: Mapping = Mapping {
    name: "allow",
    keys: &[must("code", Rule, "The rule, such as `P003`."), must("reason", Text, "Why.")],
    one_of: &[],
};
