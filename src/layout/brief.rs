//! The inside front page, "In brief": what a journalist must know, and whom to ring.
//!
//! The metadata comes in, one page or more go out. The logline over the
//! whole measure, then four groups in the order of a journalist's questions: when (dates and
//! embargo), what and by whom, what about (the short synopsis), whom to ask.

use crate::base::{Length, Rect};
use crate::design::TextStyle;
use crate::document::{Contact, Event, Metadata};
use crate::layout::compose::Text;
use crate::layout::cover;
use crate::layout::ctx::Ctx;
use crate::layout::data::about;
use crate::layout::data::pairs::{self, Between, Chunk, Columns, Pair};
use crate::layout::forme::{Forme, Ground};
use crate::layout::link::Address;
use crate::layout::sheet::{Goal, Sheets};
use crate::layout::words;
use crate::locale::{Locale, Word};
use crate::pages::{Artifact, Role, Tag};
use crate::phrases;
use crate::phrases::capital;

/// Weight of the rule above the first group, and how far it is above its baseline.
const RULE: (Length, Length) = (Length::pt(2), Length::pt(26));
/// Names the page for the contents.
const ANCHOR: &str = "in-brief";
/// Lines that a logline at 36 points may have.
const LOGLINE_LINES: usize = 7;
/// How much is said, tried from the most until it fits a page: what is left out here stands
/// on a page of its own.
const LIMITS: [Limits; 4] = [
    Limits { dates: 4, makers: 3, contacts: 3 },
    Limits { dates: 3, makers: 2, contacts: 3 },
    Limits { dates: 2, makers: 2, contacts: 2 },
    Limits { dates: 1, makers: 1, contacts: 1 },
];
/// Values of the fact sheet that describe the work, at most.
const FACTS: usize = 5;

/// How many entries of each kind there are at most.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Dates beside the premiere.
    dates: usize,
    /// Credits of the work's makers.
    makers: usize,
    /// Contacts.
    contacts: usize,
}

/// Sets the page.
pub(crate) fn set(ctx: &mut Ctx) -> Sheets {
    for limits in LIMITS {
        let sheets = page(limits, ctx);
        if sheets.sheets.len() == 1 {
            return sheets;
        }
    }
    page(LIMITS[0], ctx)
}

fn page(limits: Limits, ctx: &mut Ctx) -> Sheets {
    let title = ctx.locale.word(Word::InBrief).to_owned();
    let metadata = &ctx.document.metadata;
    let goal = Goal::Anchor(ANCHOR.to_owned());
    let mut forme = Forme::new(&title, String::new(), goal, Ground::Paper, ctx);
    forme.go(4);
    // A cover that is a sheet of paper says it already.
    let said = cover::says_logline(forme.ctx);
    if !metadata.logline.is_empty() && !said {
        logline(&mut forme);
    }
    let mut first = true;
    dates(limits.dates, &mut first, &mut forme);
    let locale = forme.ctx.locale;
    group(&work(metadata, limits.makers, locale), &mut first, &mut forme);
    synopsis(&mut first, &mut forme);
    group(&whom(metadata, limits.contacts, locale), &mut first, &mut forme);
    forme.done()
}

fn logline(forme: &mut Forme) {
    let page = forme.design();
    let metadata = &forme.ctx.document.metadata;
    let node = forme.sheets.node(forme.part, Role::Paragraph);
    let big = forme.ctx.design.styles.logline;
    let small = big.sized(Length::pt(20), Length::pt(28));
    let middle = big.sized(Length::pt(28), Length::pt(35));
    for (style, most) in [(big, LOGLINE_LINES), (middle, LOGLINE_LINES + 1), (small, usize::MAX)] {
        let text = words::words(&mut forme.sheets, &metadata.logline, &style, node, &[]).text;
        let lines = forme.compose(&text, page.width, &style);
        if lines.len() <= most {
            let step = (style.leading.0 * 2).div_euclid(page.row.0);
            forme.lines(&lines, page.left, step, node, None);
            forme.skip(5 * 2 - step);
            forme.whole();
            return;
        }
    }
}

/// The rule above the first group, or the hairline and white above another; `needs` half
/// rows stay together.
fn begin(first: &mut bool, needs: i64, forme: &mut Forme) {
    forme.whole();
    let page = forme.design();
    if *first {
        forme.need(needs);
        let weight = RULE.0.min(forme.ctx.design.manner.heaviest);
        let y = forme.y() - RULE.1 - weight / 2;
        let rect = Rect::new(page.left, y, page.width, weight);
        let accent = forme.ctx.design.colors.accent;
        forme.sheets.fill(rect, accent, Tag::Artifact(Artifact::Layout));
        *first = false;
        return;
    }
    forme.skip(2 * 2);
    if !forme.need(needs) {
        forme.long_hairline();
    }
}

/// Sets a group of labels and values.
fn group(pairs: &[Pair], first: &mut bool, forme: &mut Forme) {
    if pairs.is_empty() {
        return;
    }
    let columns = Columns::beside_axis(forme, false);
    let needs = pairs::height(pairs, &columns, Between::Half, forme);
    begin(first, needs, forme);
    pairs::set(pairs, &columns, Between::Half, forme.part, forme);
}

/// Premiere, further dates, embargo.
fn dates(most: usize, first: &mut bool, forme: &mut Forme) {
    let metadata = &forme.ctx.document.metadata;
    let locale = forme.ctx.locale;
    let premiere = phrases::premiere(&metadata.dates);
    let mut pairs = Vec::new();
    let others = metadata.dates.iter().filter(|event| Some(*event) != premiere).take(most);
    let others: Vec<_> = others.map(|event| vec![Chunk::Words(said(event, locale))]).collect();
    if !others.is_empty() {
        let label = locale.word(Word::FurtherDates).to_owned();
        pairs.push(Pair { label, values: others });
    }
    pairs.extend(embargo(metadata, locale));
    if let Some(event) = premiere {
        begin(first, 9, forme);
        date(event, forme);
        if !pairs.is_empty() {
            forme.skip(1);
            let columns = Columns::beside_axis(forme, false);
            pairs::set(&pairs, &columns, Between::Half, forme.part, forme);
        }
    } else {
        group(&pairs, first, forme);
    }
}

/// A date in one line: when, what, where.
fn said(event: &Event, locale: Locale) -> String {
    let mut parts = vec![phrases::moment(&event.when, false, locale)];
    parts.push(phrases::event(event, locale));
    parts.push(event.place.clone());
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn embargo(metadata: &Metadata, locale: Locale) -> Option<Pair> {
    let embargo = metadata.embargo.as_ref()?;
    let mut values =
        vec![vec![Chunk::Words(format!("{}.", phrases::embargo(embargo, true, locale)))]];
    if !embargo.note.is_empty() {
        values.push(vec![Chunk::Inlines(embargo.note.clone())]);
    }
    if !embargo.contact.is_empty() {
        values.push(vec![Chunk::Address(embargo.contact.clone(), Address::Any)]);
    }
    Some(Pair { label: locale.word(Word::Embargo).to_owned(), values })
}

/// The premiere, its date in large type: the eye must find when, then what.
fn date(event: &Event, forme: &mut Forme) {
    let page = forme.design();
    let locale = forme.ctx.locale;
    let styles = forme.ctx.design.styles;
    let list = forme.sheets.node(forme.part, Role::List);
    let item = forme.sheets.node(list, Role::ListItem);
    let label = forme.sheets.node(item, Role::Label);
    let kind = if event.kind.is_empty() { &event.event } else { &event.kind };
    let kind = if kind.is_empty() { locale.word(Word::Premiere) } else { kind };
    let columns = Columns::beside_axis(forme, false);
    let lines = forme.ctx.plain(&capital(kind), &styles.label, columns.label_width);
    for (i, line) in (0..).zip(&lines) {
        forme.sheets.line(line, columns.label, forme.y() + page.row * i, label);
    }
    let body = forme.sheets.node(item, Role::ListBody);
    let big = TextStyle { leading: Length::pt(28), ..styles.section };
    let big = big.colored(forme.ctx.design.colors.accent);
    let when = forme.sheets.node(body, Role::Paragraph);
    let mut words = phrases::moment(&event.when, true, locale);
    if let Some(until) = &event.until {
        words = format!("{words} – {}", phrases::moment(until, true, locale));
    }
    let set = forme.compose(&Text::plain(words, &big), columns.value_width, &big);
    for line in &set {
        forme.line(line, columns.value, when);
        forme.skip(4);
    }
    forme.skip(-2);
    let what = if event.kind.is_empty() { String::new() } else { event.event.clone() };
    let mut parts = vec![event.place.clone(), what];
    parts.retain(|part| !part.is_empty());
    if !parts.is_empty() {
        let node = forme.sheets.node(body, Role::Paragraph);
        let text = Text::plain(parts.join(". "), &styles.value);
        let set = forme.compose(&text, columns.value_width, &styles.value);
        forme.lines(&set, columns.value, 2, node, None);
    }
}

/// What the work is and who made it.
fn work(metadata: &Metadata, most: usize, locale: Locale) -> Vec<Pair> {
    let mut pairs = Vec::new();
    // A fact sheet that says no more than this line is not said twice.
    let all: usize = metadata.facts.iter().map(|facts| facts.rows.len()).sum();
    let more = FACTS < all || !metadata.highlights.is_empty();
    if let Some(facts) = metadata.facts.iter().find(|facts| more && !facts.rows.is_empty()) {
        let words: Vec<String> = facts
            .rows
            .iter()
            .map(|row| row.value.join(", "))
            .filter(|value| *value != metadata.title.main && value.chars().count() <= 40)
            .take(FACTS)
            .collect();
        let title = facts.title.as_str();
        let label = if title.is_empty() { locale.word(Word::Facts) } else { title };
        if !words.is_empty() {
            // Values that are lists are told from one another.
            let listed = words.iter().any(|words| words.contains(", "));
            let mark = if listed { "; " } else { ", " };
            pairs.push(Pair::plain(label, &[words.join(mark)]));
        }
    }
    let crew = metadata.credits.crew.iter().take(most);
    let mut named: Vec<&str> = Vec::new();
    let mut makers = Vec::new();
    for entry in crew {
        named.extend(entry.names.iter().map(String::as_str));
        makers.push(Pair::plain(entry.role.clone(), &[entry.names.join(", ")]));
    }
    for creator in metadata.creators.iter().filter(|c| !named.contains(&c.name.as_str())) {
        let role = if creator.role.is_empty() { String::new() } else { capital(&creator.role) };
        makers.insert(0, Pair::plain(role, std::slice::from_ref(&creator.name)));
    }
    makers.truncate(most.max(1));
    pairs.extend(makers);
    pairs
}

/// The short synopsis, justified.
fn synopsis(first: &mut bool, forme: &mut Forme) {
    let blocks = &forme.ctx.document.metadata.synopsis.short;
    if blocks.is_empty() {
        return;
    }
    let columns = Columns::beside_axis(forme, false);
    begin(first, 9, forme);
    let node = forme.sheets.node(forme.part, Role::Sect);
    let style = forme.ctx.design.styles.label;
    let label = forme.sheets.node(node, Role::Heading(2));
    let words = forme.ctx.locale.word(Word::InShort);
    let lines = forme.ctx.plain(words, &style, columns.label_width);
    if let Some(line) = lines.first() {
        forme.line(line, columns.label, label);
    }
    about::blocks(blocks, columns.value, columns.value_width, node, forme);
}

/// Whom to ring, and where stills and kit are.
fn whom(metadata: &Metadata, most: usize, locale: Locale) -> Vec<Pair> {
    let mut pairs: Vec<Pair> =
        phrases::press_first(&metadata.contacts).take(most).map(contact).collect();
    let addresses =
        [(Word::Stills, metadata.stills.url.as_str()), (Word::Online, metadata.online.as_str())];
    for (word, url) in addresses {
        if !url.is_empty() {
            let values = vec![vec![Chunk::Address(url.to_owned(), Address::Web)]];
            pairs.push(Pair { label: locale.word(word).to_owned(), values });
        }
    }
    pairs
}

fn contact(contact: &Contact) -> Pair {
    let name = if contact.name.is_empty() { &contact.org } else { &contact.name };
    let mut value = Vec::new();
    let mut push = |chunk: Chunk| {
        if !value.is_empty() {
            value.push(Chunk::Words(", ".to_owned()));
        }
        value.push(chunk);
    };
    if !name.is_empty() {
        push(Chunk::Words(name.clone()));
    }
    if !contact.phone.is_empty() {
        push(Chunk::Address(contact.phone.clone(), Address::Telephone));
    }
    if !contact.email.is_empty() {
        push(Chunk::Address(contact.email.clone(), Address::Mail));
    }
    Pair { label: capital(&contact.purpose), values: vec![value] }
}
