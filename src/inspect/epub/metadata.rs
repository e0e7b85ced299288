//! Who the book is: title, language, identifiers, dates.
//!
//! The package comes in, findings go out (EPUB 3.3, 5.5 "Metadata section"; ISO 2108 for
//! ISBN, RFC 9562 for UUID, ISO 26324 for DOI).

use super::language::is_malformed;
use super::package::{Meta, Package};
use super::quoted;
use crate::base::{Code, isbn_checks};
use crate::inspect::record::Record;
use crate::inspect::{Day, Options};

/// Checks the metadata of a package.
pub(super) fn check(package: &Package<'_>, options: Options, record: &mut Record) {
    title(package, record);
    languages(package, record);
    identifiers(package, record);
    modified(package, record);
    if let Some(today) = options.today {
        future(package, today, record);
    }
    for meta in &package.metadata {
        if let Some(why) = garbled(meta) {
            let span = package.text.at(record, &meta.at);
            let message = format!("`{}` {why}: `{}`", meta.name, quoted(&meta.value));
            let help = "write the words as they are to be read";
            record.warning(Code::GarbledMetadata, span, message, help);
        }
    }
}

fn title(package: &Package<'_>, record: &mut Record) {
    let titles: Vec<&Meta> = package.metas("title").collect();
    let stand_in = |title: &&Meta| {
        ["untitled", "unknown", "title"].contains(&title.value.to_lowercase().as_str())
    };
    let (at, message) = match titles.first() {
        None => (package.at.clone(), "the book has no title".to_owned()),
        Some(title) if title.value.is_empty() => {
            (title.at.clone(), "the title of the book is empty".to_owned())
        }
        Some(title) if stand_in(title) => {
            (title.at.clone(), format!("the title of the book is `{}`", title.value))
        }
        Some(_) => return,
    };
    let span = package.text.at(record, &at);
    record.error(Code::NoBookTitle, span, message, "write the title into `dc:title`");
}

fn languages(package: &Package<'_>, record: &mut Record) {
    let help = "write a tag such as `en-GB` into `dc:language`";
    let mut any = false;
    for language in package.metas("language") {
        any |= !language.value.is_empty();
        if is_malformed(&language.value) {
            let span = package.text.at(record, &language.at);
            let message = format!("`{}` is not a language tag", quoted(&language.value));
            record.error(Code::NoBookLanguage, span, message, help);
        }
    }
    if !any {
        let span = package.text.at(record, &package.at);
        record.error(Code::NoBookLanguage, span, "the book does not say its language", help);
    }
    if let Some(lang) = package.lang.as_deref().filter(|lang| is_malformed(lang)) {
        let span = package.text.at(record, &package.at);
        let message = format!("`{lang}` is not a language tag");
        record.error(Code::NoBookLanguage, span, message, help);
    }
}

fn identifiers(package: &Package<'_>, record: &mut Record) {
    if package.identifier().is_none_or(str::is_empty) {
        let span = package.text.at(record, &package.at);
        let message = "the book's own identifier is missing or empty";
        let help = "let `unique-identifier` name a `dc:identifier` that has a value";
        record.error(Code::WrongIdentifier, span, message, help);
    }
    let sources = package.metas("source").chain(package.metas("dcterms:source"));
    for meta in package.metas("identifier").chain(sources) {
        if let Some(why) = mistake(package, meta) {
            let span = package.text.at(record, &meta.at);
            let message = format!("`{}` {why}", quoted(&meta.value));
            let help = "copy the identifier again from where it was given out";
            record.error(Code::WrongIdentifier, span, message, help);
        }
    }
}

/// What is wrong with an identifier of a known kind.
fn mistake(package: &Package<'_>, meta: &Meta) -> Option<&'static str> {
    let value = meta.value.to_ascii_lowercase();
    let kind = package.refined(meta, "identifier-type");
    let kind = kind.map(|kind| kind.value.as_str()).or(meta.scheme.as_deref()).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    let digits: String = value.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let is_digits = digits.len() == 13 && digits.bytes().all(|byte| byte.is_ascii_digit());
    // ONIX code list 5: 02 is ISBN-10, 15 ISBN-13, 06 DOI.
    if value.starts_with("urn:isbn:")
        || value.starts_with("isbn")
        || kind.starts_with("isbn")
        || matches!(kind.as_str(), "02" | "15")
        || is_digits && (digits.starts_with("978") || digits.starts_with("979"))
    {
        let bare = value.trim_start_matches("urn:").trim_start_matches("isbn");
        let bare = bare.trim_start_matches([':', ' ', '-']);
        let bare: String = bare.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
        let prefix = bare.len() != 13 || bare.starts_with("978") || bare.starts_with("979");
        (!isbn_checks(&bare) || !prefix).then_some("is not an ISBN: its check digit is wrong")
    } else if let Some(uuid) = value.strip_prefix("urn:uuid:") {
        (!is_uuid(uuid)).then_some("is not a UUID")
    } else if kind == "uuid" {
        (!is_uuid(value.trim_start_matches("urn:uuid:"))).then_some("is not a UUID")
    } else {
        let starts =
            ["doi:", "urn:doi:", "https://doi.org/", "http://doi.org/", "http://dx.doi.org/"];
        let doi = starts.iter().find_map(|start| value.strip_prefix(start));
        let doi = doi.or((kind == "doi" || kind == "06").then_some(value.as_str()))?;
        (!is_doi(doi.trim())).then_some("is not a DOI")
    }
}

/// Thirty-two hexadecimal digits in five groups.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.trim().split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// `10.`, a registrant's number of four digits or more, a slash, anything.
fn is_doi(text: &str) -> bool {
    let Some((registrant, suffix)) = text.strip_prefix("10.").and_then(|rest| rest.split_once('/'))
    else {
        return false;
    };
    4 <= registrant.len()
        && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !suffix.is_empty()
        && !suffix.contains(char::is_whitespace)
}

/// EPUB 3.3, 5.5.5.1: once, in UTC, to the second.
fn modified(package: &Package<'_>, record: &mut Record) {
    if !package.is_epub3 {
        return;
    }
    let found: Vec<&Meta> = package.metas("dcterms:modified").collect();
    let is_moment = |value: &str| {
        let time = value.get(10..).unwrap_or_default();
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let parts = time.strip_prefix('T').and_then(|time| time.strip_suffix('Z'));
        let parts: Vec<&str> = parts.unwrap_or_default().split(':').collect();
        value.len() == 20
            && value.is_ascii()
            && value[..10].parse::<Day>().is_ok()
            && parts.len() == 3
            && parts
                .iter()
                .zip(["24", "60", "61"])
                .all(|(part, end)| part.len() == 2 && digits(part) && *part < end)
    };
    let (at, message) = match found.as_slice() {
        [] => (package.at.clone(), "the book does not say when it was last changed".to_owned()),
        [one] if is_moment(&one.value) => return,
        [one] => (one.at.clone(), format!("`{}` is no moment", quoted(&one.value))),
        [_, second, ..] => {
            (second.at.clone(), "the book says twice when it was changed".to_owned())
        }
    };
    let span = package.text.at(record, &at);
    let help = "write one `dcterms:modified` like `2027-03-01T08:00:00Z`";
    record.error(Code::BadModified, span, message, help);
}

fn future(package: &Package<'_>, today: Day, record: &mut Record) {
    let dates =
        ["dcterms:modified", "date", "dcterms:date", "dcterms:created", "dcterms:dateCopyrighted"];
    for meta in package.metadata.iter().filter(|meta| dates.contains(&meta.name.as_str())) {
        let later = Day::beginning(&meta.value).is_some_and(|day| today < day);
        // A book may announce the day of its publication; it cannot have been changed since.
        if !later {
            continue;
        }
        let span = package.text.at(record, &meta.at);
        let message = format!("the date `{}` lies in the future", quoted(&meta.value));
        let help = format!("write the day on which it was; today is {today}");
        record.warning(Code::FutureDate, span, message, help);
    }
}

/// Why words of the metadata are not as they are to be read.
fn garbled(meta: &Meta) -> Option<&'static str> {
    let shown = [
        "title",
        "creator",
        "contributor",
        "publisher",
        "description",
        "subject",
        "rights",
        "source",
        "schema:accessibilitySummary",
        "file-as",
        "pageBreakSource",
    ];
    if !shown.contains(&meta.name.as_str()) {
        return None;
    }
    let value = meta.value.as_str();
    let has = |marks: &[&str]| marks.iter().any(|mark| value.contains(mark));
    if has(&["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;", "&#"]) {
        Some("is escaped twice, so that readers show the codes")
    } else if has(&["</", "<p>", "<br", "<em>", "<i>", "<b>", "<div", "<span"]) {
        Some("holds markup, which readers show as it stands")
    } else if has(&["Ã©", "Ã¨", "Ã¼", "Ã¶", "Ã¤", "Ã±", "â€™", "â€œ", "â€“", "\u{fffd}"])
    {
        Some("was read in the wrong encoding")
    } else if has(&["{{", "${", "[object Object]"]) {
        Some("holds a mark that a program should have replaced")
    } else if ["null", "none", "undefined", "nan"].contains(&value.to_lowercase().as_str()) {
        Some("says nothing")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_have_shapes() {
        assert!(is_uuid("61a3e843-5986-5079-b3cb-d321269bd597"), "a UUID");
        assert!(!is_uuid("61a3e843-5986-5079-b3cb"), "too short");
        assert!(!is_uuid("61a3e843-5986-5079-b3cb-d321269bd59x"), "not hexadecimal");
        assert!(is_doi("10.1000/182"), "a DOI");
        for wrong in ["10.1/2", "11.1000/182", "10.1000/", "10.1000", "10.1000/a b"] {
            assert!(!is_doi(wrong), "{wrong}");
        }
    }
}
