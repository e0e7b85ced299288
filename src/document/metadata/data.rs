//! What the data pages show: synopses, facts, people, credits, contacts, quotes, awards, dates,
//! addresses.

use super::{Date, Moment};
use crate::base::Span;
use crate::document::{Block, Inline};
use crate::image::PhotoId;

/// The synopses, each as paragraphs.
#[derive(Debug, Clone, Default)]
pub struct Synopsis {
    /// At most 60 words or so.
    pub short: Vec<Block>,
    /// A page.
    pub medium: Vec<Block>,
    /// All of it.
    pub long: Vec<Block>,
}

/// About the company, as paragraphs.
#[derive(Debug, Clone, Default)]
pub struct Boilerplate {
    /// The text.
    pub blocks: Vec<Block>,
}

/// A big fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// A few characters.
    pub value: String,
    /// What they count.
    pub label: String,
}

/// A section of the fact sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactSection {
    /// Its title; empty for facts that stand in none.
    pub title: String,
    /// Its rows.
    pub rows: Vec<FactRow>,
}

/// A row of the fact sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow {
    /// What it is about.
    pub label: String,
    /// The lines of the value.
    pub value: Vec<String>,
}

/// A person with a biography.
#[derive(Debug, Clone)]
pub struct Person {
    /// ASCII name for links, unique.
    pub id: String,
    /// The name.
    pub name: String,
    /// What they did.
    pub role: String,
    /// Their life, as paragraphs.
    pub bio: Vec<Block>,
    /// Their picture.
    pub photo: Option<PhotoId>,
    /// Earlier works.
    pub works: Vec<Work>,
    /// Where they stand in the metadata.
    pub span: Span,
}

/// An earlier work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// Year, as written; may be empty.
    pub year: String,
    /// Title.
    pub title: String,
    /// What the person did in it; may be empty.
    pub role: String,
}

/// Cast, crew, companies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credits {
    /// Who plays or appears.
    pub cast: Vec<CastEntry>,
    /// Who made it; neighbours with one role share it.
    pub crew: Vec<CreditRole>,
    /// Which companies.
    pub companies: Vec<Company>,
}

/// Who appears as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CastEntry {
    /// The name.
    pub name: String,
    /// The part; may be empty.
    pub part: String,
}

/// A role and who filled it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditRole {
    /// The role.
    pub role: String,
    /// The names.
    pub names: Vec<String>,
}

/// A company and what it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// What it did.
    pub role: String,
    /// Its name.
    pub name: String,
    /// Where it is; may be empty.
    pub country: String,
    /// Its address on the web; may be empty.
    pub url: String,
}

/// Whom to ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// For what: `press`, `sales`; may be empty.
    pub purpose: String,
    /// Name; may be empty if there is an organisation.
    pub name: String,
    /// Organisation; may be empty.
    pub org: String,
    /// Mail address; may be empty.
    pub email: String,
    /// Telephone number as printed; may be empty.
    pub phone: String,
    /// Postal address, line by line.
    pub address: Vec<String>,
    /// For which part of the world; may be empty.
    pub region: String,
    /// Address on the web; may be empty.
    pub url: String,
}

/// What a critic said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PressQuote {
    /// The words, without quotation marks.
    pub text: Vec<Inline>,
    /// The critic; may be empty.
    pub by: String,
    /// The outlet; may be empty.
    pub outlet: String,
    /// When.
    pub date: Option<Date>,
    /// Where it can be read; may be empty.
    pub url: String,
    /// The rating in words: `4 out of 5`; may be empty.
    pub rating: String,
    /// The review's full sentence, from which the words are taken; may be empty.
    pub full: String,
    /// Who allowed it to be quoted; may be empty.
    pub permission: String,
}

/// A prize or selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// The prize.
    pub name: String,
    /// `won`, `nominated`, `selected` as written; may be empty.
    pub result: String,
    /// Who gave it; may be empty.
    pub body: String,
    /// Where; may be empty.
    pub place: String,
    /// When.
    pub date: Option<Date>,
}

/// Something that happens on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub when: Moment,
    /// When it ends, if it lasts.
    pub until: Option<Moment>,
    /// What.
    pub event: String,
    /// Where; may be empty.
    pub place: String,
    /// `premiere`, `release` as written; may be empty.
    pub kind: String,
}

/// A named address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLink {
    /// What it is.
    pub name: String,
    /// The address.
    pub url: String,
}

/// Where the stills are and on which terms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stills {
    /// The address; may be empty.
    pub url: String,
    /// The terms; may be empty.
    pub terms: Vec<Inline>,
}
