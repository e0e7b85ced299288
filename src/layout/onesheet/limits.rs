//! How much a one-sheet says, and what gives way first when it is too much.
//!
//! The metadata comes in, [`Limits`] go out; each [`Step`] makes them less. Which step comes
//! when is [`ORDER`]: what is said elsewhere goes first, never title, picture, logline, screening,
//! press contact, embargo or credit. The steps after the photograph's height are for small papers
//! and for kits that say a lot, so that a page is never refused. [`Limits::more`] gives back what
//! has room after all. It sets no type.

use crate::base::Length;
use crate::document::{Document, Metadata};
use crate::image::PhotoId;

/// What gives way, first things first. What a step takes away without making the page fit
/// better stays.
pub(super) const ORDER: [Step; 14] = [
    Step::SecondQuote,
    Step::Awards,
    Step::Contact,
    Step::FactsBeyond(6),
    Step::Dates,
    Step::Quote,
    Step::Synopsis(2),
    Step::Photo,
    Step::FactsBeyond(0),
    Step::Synopsis(0),
    Step::Logline,
    Step::Code,
    Step::Lines,
    Step::Picture,
];
/// Lines of a logline at most, and at least.
const LOGLINE: (usize, usize) = (8, 3);

/// Something that may give way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The second quote.
    SecondQuote,
    /// One of the awards.
    Awards,
    /// The second contact.
    Contact,
    /// The facts beyond so many; one by one down to none.
    FactsBeyond(usize),
    /// One of the dates after the first.
    Dates,
    /// The only quote.
    Quote,
    /// The synopsis after so many sentences.
    Synopsis(usize),
    /// A row of the photograph's height.
    Photo,
    /// A line of the logline.
    Logline,
    /// The code of the kit's address.
    Code,
    /// All but the first line of everything that may run over several.
    Lines,
    /// The photograph.
    Picture,
}

/// How much a one-sheet says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// Press quotes.
    pub quotes: usize,
    /// Awards.
    pub awards: usize,
    /// Contacts beside the first.
    pub contacts: usize,
    /// Rows of the fact sheet.
    pub facts: usize,
    /// Dates beside the premiere.
    pub dates: usize,
    /// Sentences of the synopsis.
    pub sentences: usize,
    /// Lines of the logline.
    pub logline: usize,
    /// Whether the kit's address stands there as a code.
    pub code: bool,
    /// Lines of a subtitle, a name, a fact and the like.
    pub lines: usize,
    /// Whether the photograph stands there.
    pub picture: bool,
    /// Where title and photograph should end.
    pub lowest: Length,
}

impl Limits {
    /// As much as a one-sheet says at most; `facts` is how many the kit has.
    pub(super) fn most(metadata: &Metadata, facts: usize, lowest: Length) -> Limits {
        Limits {
            quotes: metadata.quotes.len().min(2),
            awards: metadata.awards.len().min(3),
            contacts: metadata.contacts.len().saturating_sub(1).min(1),
            facts,
            dates: metadata.dates.len().saturating_sub(1).min(3),
            sentences: usize::MAX,
            logline: LOGLINE.0,
            code: true,
            lines: usize::MAX,
            picture: true,
            lowest,
        }
    }

    /// One step less; none if the step has nothing more to take away. `foot` is where the
    /// photograph ends, a row above it the next lower place.
    pub(super) fn less(&self, step: Step, foot: Length) -> Option<Limits> {
        let mut less = *self;
        match step {
            Step::SecondQuote => less.quotes = less.quotes.min(1),
            Step::Awards => less.awards = less.awards.saturating_sub(1),
            Step::Contact => less.contacts = 0,
            Step::FactsBeyond(0) => less.facts = less.facts.saturating_sub(1),
            Step::FactsBeyond(kept) => less.facts = less.facts.min(kept),
            Step::Dates => less.dates = less.dates.saturating_sub(1),
            Step::Quote => less.quotes = 0,
            Step::Synopsis(kept) => less.sentences = less.sentences.min(kept),
            Step::Photo => less.lowest = less.lowest.min(foot),
            Step::Logline if LOGLINE.1 < less.logline => less.logline -= 1,
            Step::Logline => {}
            Step::Code => less.code = false,
            Step::Lines => less.lines = 1,
            Step::Picture => less.picture = false,
        }
        (less != *self).then_some(less)
    }

    /// One step back to `most`; none if the step has taken nothing away.
    pub(super) fn more(&self, step: Step, most: &Limits) -> Option<Limits> {
        let mut more = *self;
        match step {
            Step::SecondQuote => more.quotes = most.quotes,
            Step::Awards => more.awards = most.awards.min(self.awards + 1),
            Step::Contact => more.contacts = most.contacts,
            Step::FactsBeyond(_) => more.facts = most.facts.min(self.facts + 1),
            Step::Dates => more.dates = most.dates.min(self.dates + 1),
            Step::Quote => more.quotes = most.quotes.min(self.quotes.max(1)),
            Step::Synopsis(0) => more.sentences = most.sentences.min(self.sentences.max(2)),
            Step::Synopsis(_) => more.sentences = most.sentences,
            Step::Logline => more.logline = most.logline.min(self.logline + 1),
            Step::Code => more.code = most.code,
            Step::Lines => more.lines = most.lines,
            Step::Picture => more.picture = most.picture,
            Step::Photo => {}
        }
        (more != *self).then_some(more)
    }

    /// What is not said that was to be, in plain words, in the order in which it gave way.
    pub(super) fn left_out(&self, most: &Limits) -> Vec<String> {
        let mut words = Vec::new();
        let mut say = |gone: bool, what: String| {
            if gone {
                words.push(what);
            }
        };
        say(most.quotes == 2 && self.quotes < 2, "a second quote".to_owned());
        let awards = most.awards - self.awards;
        say(0 < awards, format!("{awards} of {} awards", most.awards));
        say(self.contacts < most.contacts, "a second contact".to_owned());
        let facts = most.facts - self.facts;
        say(0 < facts, format!("{facts} of {} facts", most.facts));
        let dates = most.dates - self.dates;
        say(0 < dates, format!("{dates} of {} further dates", most.dates));
        say(self.quotes == 0 && 0 < most.quotes, "a quote".to_owned());
        let synopsis = match self.sentences {
            0 => "the synopsis".to_owned(),
            kept => format!("more than {kept} sentences of the synopsis"),
        };
        say(self.sentences < most.sentences, synopsis);
        let lower = self.picture && self.lowest < most.lowest;
        say(lower, "the photograph at its full height".to_owned());
        say(
            self.logline < most.logline,
            format!("more than {} lines of the logline", self.logline),
        );
        say(!self.code, "the code of the kit’s address".to_owned());
        say(self.lines < most.lines, "more than a line of anything else".to_owned());
        say(!self.picture, "the photograph".to_owned());
        words
    }

    /// The photograph that stands on it.
    pub(super) fn photo(&self, document: &Document) -> Option<PhotoId> {
        document.front.cover_photo.filter(|_| self.picture)
    }
}
