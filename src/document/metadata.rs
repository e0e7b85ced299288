//! Everything about the work that is not running text: the types of `design/metadata.md`.
//!
//! Text is text: a title `1984` or an edition `1.10` stands as it was written. Empty
//! strings and lists mean that the kit says nothing.

use super::{Block, Inline};
use crate::base::{Lang, Span};
use crate::image::PhotoId;

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

/// A calendar date, whole or in part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, 1 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month, only with a month.
    pub day: Option<u8>,
}

/// A date, perhaps with a time of day and an offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Hour and minute.
    pub time: Option<(u8, u8)>,
    /// Minutes east of UTC.
    pub offset: Option<i16>,
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

/// What a rights record allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// May be done.
    Allow,
    /// May not be done.
    Forbid,
}

/// What may be done with a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights {
    /// Showing a part only.
    pub crop: Permission,
    /// Running over the paper's edge.
    pub bleed: Permission,
    /// Setting type on it.
    pub overprint: Permission,
    /// Printing without colour.
    pub bw: Permission,
    /// Handing it to the press.
    pub press: Permission,
    /// Last day of the licence; of a year or month, its last.
    pub expires: Option<Date>,
}

impl Rights {
    /// Whether the licence has ended before this day.
    #[must_use]
    pub fn expired_before(&self, today: Date) -> bool {
        let last = |date: Date| (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31));
        self.expires.is_some_and(|expires| last(expires) < last(today))
    }
}

impl Default for Rights {
    fn default() -> Self {
        Rights {
            crop: Permission::Forbid,
            bleed: Permission::Allow,
            overprint: Permission::Allow,
            bw: Permission::Allow,
            press: Permission::Allow,
            expires: None,
        }
    }
}

/// Claims of conformance that a person makes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accessibility {
    /// The standard; may be empty.
    pub conforms_to: String,
    /// Who has checked it; may be empty.
    pub certified_by: String,
}

/// How the pages look, as far as the kit says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DesignSettings {
    /// Theme: `gallery`; empty for the default.
    pub theme: String,
    /// Accent colour as written; empty for the theme's.
    pub accent: String,
    /// Paper: `a4`, `letter`; empty for the theme's.
    pub paper: String,
    /// Font files by role.
    pub fonts: Vec<(String, String)>,
    /// Type sizes by style, in points.
    pub sizes: Vec<(String, f64)>,
    /// Line length in points.
    pub measure: Option<f64>,
    /// Where the settings stand.
    pub span: Option<Span>,
}

/// How the ebook behaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EpubSettings {
    /// Whether pull-quotes are shown.
    pub pull_quotes: bool,
}

/// How it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintSettings {
    /// Papers of the print set.
    pub papers: Vec<String>,
    /// Bleed as written: `3mm`; may be empty.
    pub bleed: String,
    /// Whether crop marks are drawn.
    pub marks: bool,
    /// PDF standard: `ua-1`, `ua-2`; may be empty.
    pub standard: String,
    /// Press profile; may be empty.
    pub icc: String,
}

/// Rules to be let pass or made errors.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckSettings {
    /// Rules to be let pass, with the reason.
    pub allow: Vec<Allow>,
    /// Rules that are errors.
    pub deny: Vec<String>,
}

/// A rule to be let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The rule's printed name.
    pub code: String,
    /// Why; may be empty.
    pub reason: String,
    /// Where it stands.
    pub span: Span,
}

impl std::fmt::Display for Date {
    /// `2026`, `2026-03` or `2026-03-12` (ISO 8601).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}
