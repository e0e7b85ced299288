//! Everything about the work that is not running text.
//!
//! Text is text: a title `1984` or an edition `1.10` stands as it was written. Empty
//! strings and lists mean that the kit says nothing.

use std::collections::BTreeMap;

mod data;
mod date;
mod rights;
mod settings;

pub use data::{
    Award, Boilerplate, CastEntry, Company, Contact, CreditRole, Credits, Event, FactRow,
    FactSection, Highlight, NamedLink, Person, PressQuote, Stills, Synopsis, Work,
};
pub use date::{Date, Moment};
pub use rights::{Permission, Rights};
pub use settings::{
    Accessibility, Allow, CheckSettings, DesignSettings, EpubSettings, PrintSettings,
};

use super::Inline;
use crate::base::{Lang, Span};

/// The metadata of a kit.
#[derive(Debug, Clone)]
pub struct Metadata {
    /// The titles; there is always a main one.
    pub title: Title,
    /// Language of the whole kit.
    pub lang: Lang,
    /// Who made the work.
    pub creators: Vec<Creator>,
    /// Who helped.
    pub contributors: Vec<Creator>,
    /// Who publishes the kit.
    pub publisher: String,
    /// Date of publication.
    pub date: Option<Date>,
    /// Rights statement.
    pub rights: String,
    /// One-paragraph description.
    pub description: String,
    /// ISBN and other identifiers that the kit gives.
    pub identifiers: Vec<Identifier>,
    /// UUID v5 of title, creator and edition.
    pub uuid: [u8; 16],
    /// Keywords.
    pub keywords: Vec<String>,
    /// Name of the output files, without extension.
    pub slug: String,
    /// The trade that the kit belongs to.
    pub trade: Option<Trade>,
    /// Edition, as written.
    pub edition: String,
    /// Revision, as written.
    pub revision: String,
    /// Draft, embargoed or public.
    pub status: Option<Status>,
    /// Until when what must not be published.
    pub embargo: Option<Embargo>,
    /// Where the kit is online.
    pub online: String,
    /// One sentence.
    pub logline: Vec<Inline>,
    /// Synopses.
    pub synopsis: Synopsis,
    /// About the company.
    pub boilerplate: Boilerplate,
    /// The big facts.
    pub highlights: Vec<Highlight>,
    /// The fact sheet, in sections.
    pub facts: Vec<FactSection>,
    /// People with biographies.
    pub people: Vec<Person>,
    /// Cast, crew, companies.
    pub credits: Credits,
    /// Whom to ring.
    pub contacts: Vec<Contact>,
    /// What the press said.
    pub quotes: Vec<PressQuote>,
    /// Prizes and selections.
    pub awards: Vec<Award>,
    /// Screenings, release and other dates.
    pub dates: Vec<Event>,
    /// Addresses.
    pub links: Vec<NamedLink>,
    /// Where the stills are and on which terms.
    pub stills: Stills,
    /// Claims of conformance that a person makes.
    pub accessibility: Accessibility,
    /// How the pages look.
    pub design: DesignSettings,
    /// How the ebook behaves.
    pub epub: EpubSettings,
    /// How it is printed.
    pub print: PrintSettings,
    /// Rules to be let pass or made errors.
    pub check: CheckSettings,
    /// The first value that holds a character, for those beyond ASCII, so that an error can show
    /// it: the texts above do not say where they come from.
    pub letters: BTreeMap<char, Span>,
}

/// The titles of a work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Title {
    /// The main title.
    pub main: String,
    /// How it sorts; may be empty.
    pub file_as: String,
    /// The subtitle; may be empty.
    pub subtitle: String,
    /// For running heads; may be empty.
    pub short: String,
}

/// A person or body with a part in the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Creator {
    /// The name.
    pub name: String,
    /// What they did, as written: `director`; may be empty.
    pub role: String,
    /// The MARC relator code, if the role is one: `drt`.
    pub relator: Option<String>,
    /// How the name sorts; may be empty.
    pub file_as: String,
}

/// An identifier and its scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// `ISBN-13`, `DOI`, `EIDR`; empty for plain text.
    pub scheme: String,
    /// The identifier.
    pub text: String,
}

/// The trades that a kit may belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Trade {
    Film,
    Series,
    Game,
    Book,
    Music,
    Exhibition,
    Performance,
    Company,
    Product,
    Event,
}

/// How far a kit may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Not to be handed out.
    Draft,
    /// To be handed out, not to be published before a date.
    Embargoed,
    /// Free.
    Public,
}

/// Until when what must not be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embargo {
    /// When it ends.
    pub until: Moment,
    /// The zone as printed, `CET`; empty for the offset.
    pub zone: String,
    /// What it covers, as written: `reviews`.
    pub covers: Vec<String>,
    /// Whom to ask.
    pub contact: String,
    /// What else there is to say.
    pub note: Vec<Inline>,
    /// Where it stands.
    pub span: Span,
}
