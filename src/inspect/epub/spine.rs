//! The reading order: every place leads to a text, none twice.
//!
//! The package comes in, findings go out (EPUB 3.3, 5.7 "Spine section").

use std::collections::BTreeSet;

use super::package::Package;
use super::quoted;
use crate::base::Code;
use crate::inspect::record::Record;

/// Checks the reading order of a package.
pub(super) fn check(package: &Package<'_>, record: &mut Record) {
    let mut seen = BTreeSet::new();
    for place in &package.spine {
        let shown = quoted(&place.idref);
        let (message, help) = match place.item {
            None => (
                format!("the reading order names `{shown}`, which the manifest does not list"),
                "name an id of the manifest",
            ),
            Some(item) if !seen.insert(item) => (
                format!("`{shown}` stands twice in the reading order"),
                "remove one of the two places",
            ),
            Some(item) => {
                let item = &package.items[item];
                let readable = item.is_xhtml()
                    || item.fallback
                    || item.media_type == "image/svg+xml"
                    || !package.is_epub3 && item.media_type.contains("dtbook");
                if readable {
                    continue;
                }
                (
                    format!("the reading order holds `{shown}`, which is `{}`", item.media_type),
                    "put it into an XHTML file, or give it a fallback",
                )
            }
        };
        let span = package.text.at(record, &place.at);
        record.error(Code::WrongSpine, span, message, help);
    }
    if package.spine.iter().all(|place| !place.linear) {
        let span = package.text.at(record, &package.at);
        let message = if package.spine.is_empty() {
            "the book has no reading order"
        } else {
            "nothing of the book is read in order: every place says `linear=\"no\"`"
        };
        record.error(Code::WrongSpine, span, message, "list the texts in `spine` as they are read");
    }
}
