//! What an edition says, kept beside it, so that the next can say what has changed.
//!
//! A document and its stills come in, a [`Record`] goes out; it is kept as JSON (RFC 8259). A record
//! that cannot be read is no record: the next edition then says nothing of changes.

use serde_json::{Value, json};

use crate::document::{Document, PressQuote, flatten};
use crate::locale::{Locale, Word};
use crate::phrases;
use crate::stills::Stills;

/// What an edition says of what journalists copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Which edition, in words; may be empty.
    pub edition: String,
    /// Facts, quotes, photographs and so on, in the order of the notice.
    pub sections: Vec<Section>,
}

/// Things of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// What is said; names are unique.
    pub items: Vec<Item>,
}

/// One thing: a fact, a quote, a photograph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is called.
    pub name: String,
    /// What is said of it: a label, empty where there is only one, and words.
    pub fields: Vec<(String, String)>,
}

/// The record of an edition and of the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editions {
    /// This edition.
    pub this: Record,
    /// The one before, if it is known.
    pub last: Option<Record>,
}

/// The label of a photograph's own bytes.
pub(super) const PICTURE: &str = "sha256";

impl Record {
    /// Records what a kit says.
    #[must_use]
    pub fn of(document: &Document, stills: &Stills) -> Record {
        let metadata = &document.metadata;
        let locale = Locale::of(&metadata.lang);
        let sections = vec![
            section(Word::Facts, locale, facts(document)),
            section(Word::Press, locale, metadata.quotes.iter().map(quote)),
            section(Word::Photographs, locale, photographs(document, stills, locale)),
            section(Word::Credits, locale, credits(document)),
        ];
        Record { edition: phrases::edition(metadata, locale), sections }
    }
}

impl Editions {
    /// The record of a kit, after what was kept of the release that it replaces: while the
    /// edition keeps its name, the one before it stays the same.
    #[must_use]
    pub fn follow(this: Record, kept: Option<Editions>) -> Editions {
        let Some(kept) = kept else { return Editions { this, last: None } };
        let unnamed = this.edition.is_empty() && kept.this.edition.is_empty();
        let same = if unnamed { kept.this == this } else { kept.this.edition == this.edition };
        let last = if same { kept.last } else { Some(kept.this) };
        Editions { this, last }
    }

    /// The record as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let last = self.last.as_ref().map_or(Value::Null, record_to_json);
        format!("{:#}\n", json!({"this": record_to_json(&self.this), "last": last}))
    }

    /// Reads a record; none if it is none.
    #[must_use]
    pub fn from_json(bytes: &[u8]) -> Option<Editions> {
        let value: Value = serde_json::from_slice(bytes).ok()?;
        let last = value.get("last").filter(|last| !last.is_null());
        Some(Editions {
            this: record_from_json(value.get("this")?)?,
            last: last.map(record_from_json).map_or(Some(None), |last| last.map(Some))?,
        })
    }
}

fn record_to_json(record: &Record) -> Value {
    let item = |item: &Item| json!({"name": item.name, "fields": item.fields});
    let section = |section: &Section| {
        json!({
            "heading": section.heading,
            "items": section.items.iter().map(item).collect::<Vec<_>>(),
        })
    };
    let sections: Vec<_> = record.sections.iter().map(section).collect();
    json!({"edition": record.edition, "sections": sections})
}

fn record_from_json(value: &Value) -> Option<Record> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let field = |value: &Value| Some((text(value.get(0)?)?, text(value.get(1)?)?));
    let item = |value: &Value| {
        let fields: Option<_> = value.get("fields")?.as_array()?.iter().map(field).collect();
        Some(Item { name: text(value.get("name")?)?, fields: fields? })
    };
    let section = |value: &Value| {
        let items: Option<_> = value.get("items")?.as_array()?.iter().map(item).collect();
        Some(Section { heading: text(value.get("heading")?)?, items: items? })
    };
    let sections: Option<_> = value.get("sections")?.as_array()?.iter().map(section).collect();
    Some(Record { edition: text(value.get("edition")?)?, sections: sections? })
}

/// A section whose items have names of their own: one that is taken gets a number.
fn section(word: Word, locale: Locale, items: impl IntoIterator<Item = Item>) -> Section {
    let mut taken = std::collections::BTreeMap::<String, usize>::new();
    let number = |mut item: Item| {
        let count = taken.entry(item.name.clone()).or_default();
        *count += 1;
        if 1 < *count {
            item.name = format!("{} ({count})", item.name);
        }
        item
    };
    let items = items.into_iter().map(number).collect();
    Section { heading: locale.word(word).to_owned(), items }
}

fn item(name: &str, said: String) -> Item {
    Item { name: name.to_owned(), fields: vec![(String::new(), said)] }
}

fn facts(document: &Document) -> impl Iterator<Item = Item> + '_ {
    let rows = document.metadata.facts.iter().flat_map(|section| &section.rows);
    rows.map(|row| item(&row.label, row.value.join(", ")))
}

/// A quote, called by whose it is.
fn quote(quote: &PressQuote) -> Item {
    let names = [&quote.by, &quote.outlet].map(String::as_str);
    let name = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ");
    item(&name, flatten(&quote.text))
}

fn photographs(document: &Document, stills: &Stills, locale: Locale) -> impl Iterator<Item = Item> {
    let words = [Word::Caption, Word::Description, Word::CreditLine, Word::Copyright, Word::Terms]
        .map(|word| locale.word(word).to_owned());
    stills.handed.iter().map(move |handed| {
        let photo = document.photo(handed.photo);
        let said = &handed.said;
        let texts = [&said.caption, &said.alt, &said.credit, &said.copyright, &said.usage];
        let mut fields: Vec<_> = words.iter().cloned().zip(texts.into_iter().cloned()).collect();
        let hash: Vec<_> = photo.facts.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
        fields.push((PICTURE.to_owned(), hash.concat()));
        let name = if said.title.is_empty() { &said.id } else { &said.title };
        Item { name: name.clone(), fields }
    })
}

fn credits(document: &Document) -> impl Iterator<Item = Item> + '_ {
    let credits = &document.metadata.credits;
    let cast = credits.cast.iter().map(|entry| item(&entry.name, entry.part.clone()));
    let crew = credits.crew.iter().map(|entry| item(&entry.role, entry.names.join(", ")));
    let companies = credits.companies.iter().map(|entry| item(&entry.role, entry.name.clone()));
    cast.chain(crew).chain(companies)
}
