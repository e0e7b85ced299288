//! What a kit's trade expects of it and it lacks.
//!
//! A proof comes in, findings go out: what is missing, why somebody looks for it, and the key
//! to fill. The profiles are data files in `trades/`, one a trade, each with its sources. What
//! is missing is a note; a warning only where nobody of the trade can use the kit without it.

use super::Proof;
use super::place::within;
use crate::base::{Code, Diagnostic, FileId, Span};
use crate::document::walk;
use crate::document::{Block, BlockKind, Metadata, Trade, flatten};
use crate::image::Format;

/// One thing that a trade expects.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wish<'a> {
    /// What it is, as people call it.
    name: &'a str,
    /// Where a kit says it: one of these is enough.
    ask: Vec<&'a str>,
    /// Why somebody looks for it.
    why: &'a str,
    /// What to type.
    fill: &'a str,
    /// Whether nobody can use the kit without it.
    essential: bool,
}

pub(super) fn check(proof: &Proof<'_>, found: &mut Vec<Diagnostic>) {
    let metadata = &proof.document.metadata;
    let Some(trade) = metadata.trade else { return };
    let span = place(proof);
    for wish in wishes(profile(trade)) {
        if wish.ask.iter().any(|ask| has(proof, ask)) {
            continue;
        }
        let (code, make): (Code, fn(Code, Span, String) -> Diagnostic) = if wish.essential {
            (Code::TradeNeeds, Diagnostic::warning)
        } else {
            (Code::TradeExpects, Diagnostic::note)
        };
        let message = format!("the kit has no {}: {}", wish.name, wish.why);
        found.push(make(code, span, message).help(format!("add `{}`", wish.fill)));
    }
    logline(metadata, proof, found);
}

fn profile(trade: Trade) -> &'static str {
    match trade {
        Trade::Film => include_str!("trades/film.txt"),
        Trade::Series => include_str!("trades/series.txt"),
        Trade::Game => include_str!("trades/game.txt"),
        Trade::Book => include_str!("trades/book.txt"),
        Trade::Music => include_str!("trades/music.txt"),
        Trade::Exhibition => include_str!("trades/exhibition.txt"),
        Trade::Performance => include_str!("trades/performance.txt"),
        Trade::Company => include_str!("trades/company.txt"),
        Trade::Product => include_str!("trades/product.txt"),
        Trade::Event => include_str!("trades/event.txt"),
    }
}

/// The entries of a profile: `[name]`, then lines `key = value`.
fn wishes(profile: &str) -> Vec<Wish<'_>> {
    let mut wishes: Vec<Wish<'_>> = Vec::new();
    for line in profile.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            wishes.push(Wish { name, ..Wish::default() });
        } else if let (Some(wish), Some((key, value))) = (wishes.last_mut(), line.split_once(" = "))
        {
            match key {
                "ask" => wish.ask = value.split("; ").collect(),
                "why" => wish.why = value,
                "fill" => wish.fill = value,
                _ => wish.essential = value == "yes",
            }
        }
    }
    wishes
}

/// Where the kit names its trade.
fn place(proof: &Proof<'_>) -> Span {
    let files = [proof.metadata, Some(proof.manuscript)];
    let whole = |file: FileId| {
        let length = proof.sources.get(file).text.len();
        Span { file, start: 0, end: u32::try_from(length).unwrap_or(u32::MAX) }
    };
    let key = |file: &FileId| {
        let text = &proof.sources.get(*file).text;
        text.starts_with("kit:") || text.contains("\nkit:")
    };
    let file = files.into_iter().flatten().find(key).unwrap_or(proof.manuscript);
    let span = within(proof.sources, whole(file), "\nkit:");
    // The line feed before it is the line before.
    Span { start: (span.start + 1).min(span.end), end: span.end.min(span.start + 5), ..span }
}

/// Whether a kit answers: `key`, `fact: labels`, `contact: purpose`, `credit: roles`, `date:
/// kinds`, `identifier: scheme`, `stills: pixels`, `photos: number`.
fn has(proof: &Proof<'_>, ask: &str) -> bool {
    let metadata = &proof.document.metadata;
    let (kind, words) = ask.split_once(": ").unwrap_or((ask, ""));
    let any = |text: &str| {
        let text = text.to_lowercase();
        words.split(", ").any(|word| text.contains(word))
    };
    match kind {
        "fact" => {
            let mut rows = metadata.facts.iter().flat_map(|section| &section.rows);
            rows.any(|row| any(&row.label))
        }
        "contact" => metadata.contacts.iter().any(|contact| any(&contact.purpose)),
        "credit" => {
            metadata.credits.crew.iter().any(|it| any(&it.role))
                || metadata.creators.iter().chain(&metadata.contributors).any(|it| any(&it.role))
                || metadata.people.iter().any(|person| any(&person.role))
        }
        "company" => metadata.credits.companies.iter().any(|company| any(&company.role)),
        "date" => metadata.dates.iter().any(|event| any(&event.kind) || any(&event.event)),
        "link" => metadata.links.iter().any(|link| any(&link.name)),
        "identifier" => metadata.identifiers.iter().any(|it| any(&it.scheme)),
        "stills" => has_stills(proof, words.parse().unwrap_or(0)),
        "photos" => words.parse::<usize>().is_ok_and(|least| {
            least <= proof.document.photos.iter().filter(|photo| photo.press).count()
        }),
        "highlight" => metadata.highlights.iter().any(|it| any(&it.label)),
        key => says(metadata, key),
    }
}

/// Whether a key of the metadata says anything.
fn says(metadata: &Metadata, key: &str) -> bool {
    match key {
        "logline" => !metadata.logline.is_empty(),
        "synopsis" => !(metadata.synopsis.short.is_empty() && metadata.synopsis.medium.is_empty()),
        "synopsis.short" => !metadata.synopsis.short.is_empty(),
        "synopsis.medium" => {
            !(metadata.synopsis.medium.is_empty() && metadata.synopsis.long.is_empty())
        }
        "description" => !metadata.description.is_empty(),
        "boilerplate" => !metadata.boilerplate.blocks.is_empty(),
        "people" => metadata.people.iter().any(|person| !person.bio.is_empty()),
        "cast" => !metadata.credits.cast.is_empty(),
        "crew" => !metadata.credits.crew.is_empty(),
        "contacts" => !metadata.contacts.is_empty(),
        "quotes" => !metadata.quotes.is_empty(),
        "awards" => !metadata.awards.is_empty(),
        "dates" => !metadata.dates.is_empty(),
        "links" => !metadata.links.is_empty(),
        "publisher" => !metadata.publisher.is_empty(),
        "date" => metadata.date.is_some(),
        "creator" => !metadata.creators.is_empty(),
        "rights" => !metadata.rights.is_empty(),
        "stills.url" => !metadata.stills.url.is_empty() || !metadata.online.is_empty(),
        "highlights" => !metadata.highlights.is_empty(),
        _ => false,
    }
}

/// Whether some still has so many pixels on its longer side.
fn has_stills(proof: &Proof<'_>, pixels: u32) -> bool {
    proof.document.photos.iter().filter(|photo| photo.press).any(|photo| {
        photo.facts.format == Format::Svg || pixels <= photo.facts.width.max(photo.facts.height)
    })
}

/// A logline is one sentence; two are printed as two.
fn logline(metadata: &Metadata, proof: &Proof<'_>, found: &mut Vec<Diagnostic>) {
    let line = flatten(&metadata.logline);
    let count = line.split_whitespace().count();
    let fault = if 45 < count {
        format!("the logline has {count} words")
    } else {
        let words = |blocks: &[Block]| {
            let mut count = 0;
            walk(blocks, &mut |block| {
                if let BlockKind::Paragraph(text) = &block.kind {
                    count += flatten(text).split_whitespace().count();
                }
            });
            count
        };
        match words(&metadata.synopsis.short) {
            count @ 121.. => format!("the short synopsis has {count} words"),
            _ => return,
        }
    };
    found.push(
        Diagnostic::note(Code::TooLong, place(proof), fault)
            .help("an editor who must cut it cuts what matters: 35 words for a logline, 60 for a short synopsis"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRADES: [Trade; 10] = [
        Trade::Film,
        Trade::Series,
        Trade::Game,
        Trade::Book,
        Trade::Music,
        Trade::Exhibition,
        Trade::Performance,
        Trade::Company,
        Trade::Product,
        Trade::Event,
    ];

    #[test]
    fn every_profile_says_what_why_and_how() {
        for trade in TRADES {
            let text = profile(trade);
            assert!(text.contains("# Sources:"), "{trade:?} names its sources");
            let wishes = wishes(text);
            assert!(6 < wishes.len(), "{trade:?} expects more than {}", wishes.len());
            for wish in wishes {
                assert!(!wish.ask.is_empty(), "{trade:?}: `{}` is asked for", wish.name);
                assert!(!wish.why.is_empty() && !wish.why.ends_with('.'), "{trade:?}: {wish:?}");
                assert!(wish.fill.contains(':'), "{trade:?}: `{}` names a key", wish.name);
            }
        }
    }

    #[test]
    fn every_question_is_one_that_is_understood() {
        const KINDS: [&str; 10] = [
            "fact",
            "contact",
            "credit",
            "company",
            "date",
            "link",
            "identifier",
            "stills",
            "photos",
            "highlight",
        ];
        const KEYS: [&str; 21] = [
            "logline",
            "synopsis",
            "synopsis.short",
            "synopsis.medium",
            "description",
            "boilerplate",
            "people",
            "cast",
            "crew",
            "contacts",
            "quotes",
            "awards",
            "dates",
            "links",
            "publisher",
            "date",
            "creator",
            "rights",
            "stills.url",
            "highlights",
            "",
        ];
        for trade in TRADES {
            for ask in wishes(profile(trade)).iter().flat_map(|wish| &wish.ask) {
                let known = match ask.split_once(": ") {
                    Some((kind, words)) => KINDS.contains(&kind) && !words.is_empty(),
                    None => KEYS.contains(ask),
                };
                assert!(known, "{trade:?} asks `{ask}`");
                assert_eq!(*ask, ask.to_lowercase(), "{trade:?}: words count small");
            }
        }
    }
}
