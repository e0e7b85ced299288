//! Names of people: one spelt in two ways, and one in a caption that nobody has introduced.
//!
//! A proof and its texts come in, findings go out. A name is two words or more with capitals, or
//! more; whose name is known is what people, credits, contacts, quotes and photographs say. What
//! a letter more or less is, `base::distance` says.

use std::collections::{BTreeMap, BTreeSet};

use super::Proof;
use super::lists;
use super::place::within;
use super::text::{Text, words};
use super::uses::Uses;
use crate::base::{Code, Diagnostic, Span, distance};
use crate::document::{Credit, Document, flatten};

pub(super) fn check(
    proof: &Proof<'_>,
    texts: &[Text],
    uses: &Uses<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let known = known(proof.document);
    misspelt(texts, &known, found);
    strangers(proof, texts, uses, &known, found);
}

/// The names of everybody whom the metadata name, of two words at least.
fn known(document: &Document) -> BTreeSet<String> {
    let metadata = &document.metadata;
    let mut names: Vec<&str> = Vec::new();
    names.extend(metadata.people.iter().map(|person| &*person.name));
    names.extend(metadata.credits.cast.iter().map(|entry| &*entry.name));
    names.extend(metadata.credits.crew.iter().flat_map(|it| &it.names).map(String::as_str));
    names.extend(metadata.creators.iter().chain(&metadata.contributors).map(|it| &*it.name));
    names.extend(metadata.contacts.iter().map(|contact| &*contact.name));
    names.extend(metadata.quotes.iter().map(|quote| &*quote.by));
    names.extend(document.photos.iter().filter_map(|photo| match &photo.credit {
        Some(Credit::Verbatim(name) | Credit::Creator(name)) => Some(&**name),
        None => None,
    }));
    names.into_iter().filter(|name| name.contains(' ')).map(str::to_owned).collect()
}

/// A run of neighbouring words with capitals.
type Run<'t> = Vec<(usize, &'t str)>;

/// All runs of two words or more with capitals and only a space between them.
fn runs(text: &str, range: std::ops::Range<usize>) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut end = usize::MAX;
    for (at, word) in words(text, range) {
        let bare = word.strip_suffix("’s").or(word.strip_suffix("'s")).unwrap_or(word);
        if !word.starts_with(char::is_uppercase) {
            end = usize::MAX;
            continue;
        }
        let joins =
            text.get(end..at).is_some_and(|gap| gap == " " || gap == "\u{a0}" || gap == "\n");
        match runs.last_mut() {
            Some(run) if joins => run.push((at, bare)),
            _ => runs.push(vec![(at, bare)]),
        }
        // Nothing joins a possessive: `Ane’s Film`.
        end = if bare.len() == word.len() { at + word.len() } else { usize::MAX };
    }
    runs.retain(|run| 1 < run.len());
    runs
}

/// Names that differ from a known one by a letter.
fn misspelt(texts: &[Text], known: &BTreeSet<String>, found: &mut Vec<Diagnostic>) {
    // Every stretch of a run that could be a name, and where it stands.
    let mut places: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for text in texts {
        for run in text.units.iter().flat_map(|unit| runs(&text.words, unit.clone())) {
            for length in 2..=run.len().min(4) {
                for window in run.windows(length) {
                    let (first, last) = (window[0], window[length - 1]);
                    let name: Vec<&str> = window.iter().map(|word| word.1).collect();
                    let span = text.span(first.0..last.0 + last.1.len());
                    places.entry(name.join(" ")).or_default().push(span);
                }
            }
        }
    }
    let count = |name: &str| places.get(name).map_or(0, Vec::len);
    for (name, spans) in &places {
        let near = known.iter().find(|other| {
            let is_rarer = !known.contains(name) || count(name) < count(other);
            is_rarer && is_near(name, other)
        });
        let Some(near) = near else { continue };
        for span in spans {
            let message = format!("`{name}` is `{near}` elsewhere in the kit");
            found.push(
                Diagnostic::warning(Code::NameSpeltTwice, *span, message)
                    .help(format!("write `{near}`, if that is who is meant")),
            );
        }
    }
}

/// Whether two names differ by a letter, in one of their words.
fn is_near(a: &str, b: &str) -> bool {
    if a == b || a.len().abs_diff(b.len()) > 2 || a.chars().count() < 8 {
        return false;
    }
    let (one, other): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let differ: Vec<(&str, &str)> =
        one.iter().zip(&other).filter(|(a, b)| a != b).map(|(a, b)| (*a, *b)).collect();
    let [(a, b)] = differ.as_slice() else { return false };
    // A plural is no other name, and `Jan` and `Jon` are two people.
    let plural = a.strip_suffix('s') == Some(b) || b.strip_suffix('s') == Some(a);
    one.len() == other.len()
        && 4 < a.chars().count().max(b.chars().count())
        && !plural
        && distance(&a.to_lowercase(), &b.to_lowercase()) == 1
}

/// People in captions who stand nowhere else.
fn strangers(
    proof: &Proof<'_>,
    texts: &[Text],
    uses: &Uses<'_>,
    known: &BTreeSet<String>,
    found: &mut Vec<Diagnostic>,
) {
    if known.is_empty() {
        return;
    }
    // German writes every noun with a capital: there a first name begins a name.
    let capitals = ["de", "lb"].contains(&proof.document.metadata.lang.primary());
    let parts: BTreeSet<&str> = known.iter().flat_map(|name| name.split(' ')).collect();
    let mut told = BTreeSet::new();
    for it in &uses.plates {
        let caption = flatten(&it.photo.caption);
        for run in runs(&caption, 0..caption.len()) {
            let is_before = |word: &&(usize, &str)| {
                is_title(word.1) || capitals && !lists::has("given", &word.1.to_lowercase())
            };
            let run: Vec<_> = run.iter().skip_while(is_before).copied().collect();
            let name = run.iter().map(|word| word.1).collect::<Vec<_>>().join(" ");
            let is_name = (2..=3).contains(&run.len())
                && !run.iter().any(|word| parts.contains(word.1) || is_thing(word.1))
                && !is_place(&caption, run[0].0, name.len())
                && !is_said(texts, &name);
            if is_name && told.insert(name.clone()) {
                let photo = proof.document.photo(it.photo.photo);
                let span = [it.span, photo.span].map(|span| within(proof.sources, span, &name));
                let narrowed =
                    if span[0] == it.span { in_texts(texts, proof, &name) } else { None };
                let message = format!("`{name}` is named in a caption and in no list of the kit");
                found.push(
                    Diagnostic::note(Code::Stranger, narrowed.unwrap_or(span[0]), message)
                        .help("add who that is to `people` or `credits`, or look at the spelling"),
                );
            }
        }
    }
}

/// The first place of a name in the texts.
fn in_texts(texts: &[Text], proof: &Proof<'_>, name: &str) -> Option<Span> {
    let place = texts
        .iter()
        .find_map(|text| text.words.find(name).map(|at| text.span(at..at + name.len())));
    place.filter(|span| !proof.sources.get(span.file).text.is_empty())
}

/// Whether the metadata say a name otherwise than in a caption.
fn is_said(texts: &[Text], name: &str) -> bool {
    texts.iter().filter(|text| !text.is_manuscript).any(|text| {
        text.words.match_indices(name).any(|(at, _)| {
            let line = text.words[..at].rsplit('\n').next().unwrap_or_default();
            !line.contains("caption:") && !line.contains("alt:")
        })
    })
}

/// Whether a name stands as places do: after a word such as `at`, or last, after a comma.
fn is_place(caption: &str, at: usize, length: usize) -> bool {
    const BEFORE: [&str; 26] = [
        "at", "in", "near", "on", "of", "from", "to", "off", "over", "above", "below", "towards",
        "toward", "behind", "outside", "inside", "across", "the", "by", "along", "am", "im", "bei",
        "vor", "à", "en",
    ];
    let before = caption[..at].trim_end();
    let word = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let last = caption[(at + length).min(caption.len())..].trim_matches(['.', ' ']).is_empty();
    BEFORE.contains(&word.as_str()) || before.ends_with(',') && last
}

/// What people are called before their names.
fn is_title(word: &str) -> bool {
    const TITLES: [&str; 24] = [
        "Director",
        "Producer",
        "Actor",
        "Actress",
        "Editor",
        "Author",
        "Curator",
        "Composer",
        "Conductor",
        "Dr",
        "Mr",
        "Mrs",
        "Ms",
        "Prof",
        "Professor",
        "Sir",
        "Lady",
        "Regisseur",
        "Regisseurin",
        "Photographer",
        "The",
        "With",
        "Left",
        "Right",
    ];
    TITLES.contains(&word)
}

/// Words that stand in names of things and places, not of people.
fn is_thing(word: &str) -> bool {
    const THINGS: &str = " Avenue Award Bahnhof Bar Bay Beach Bridge Cafe Café Cape Castle Cathedral \
        Church Cinema City Club College Company County Court Day Days East El Festival Film Films Fort \
        Gallery Gasse Hall Harbor Harbour High Hotel House International Island Islands Kirche La Lake \
        Las Library Los Mount Mountain Mountains Museum National New North Ocean Old Orchestra Palace \
        Park Platz Port Press Prize Productions Republic River Road Royal Saint San Santa Schloss School \
        Sea South Square St State States Station Straße Street Studio Studios Theater Theatre Tower Town \
        Trio Union United University Valley War Week West World January February March April May June \
        July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday \
        Sunday ";
    THINGS.contains(&format!(" {word} ")) || word.chars().count() < 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_told_from_other_people() {
        assert!(is_near("Itziar Olana", "Itziar Olano"), "a letter changed");
        assert!(is_near("Ruth Caloway", "Ruth Calloway"), "a letter left out");
        assert!(is_near("José Garcia", "José García"), "an accent");
        assert!(!is_near("Jan Lind", "Jon Lind"), "two people");
        assert!(!is_near("Ane Larreas", "Ane Larrea"), "a plural");
        assert!(!is_near("Itziar Olano", "Mikel Olano"), "two of a family");
    }

    #[test]
    fn runs_end_where_names_do() {
        let text = "When Ane Larrea met Jonas Abt’s Dog, Ruth Calloway said No";
        let runs = runs(text, 0..text.len());
        let names: Vec<String> = runs
            .iter()
            .map(|run| run.iter().map(|word| word.1).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(names, ["When Ane Larrea", "Jonas Abt", "Ruth Calloway"], "by their capitals");
    }
}
