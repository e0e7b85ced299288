//! Words under and beside photographs: position words, captions, credits.
//!
//! The photographs of a plate, where they stand and a locale come in; [`Entry`]s go out, in
//! the order in which they are read; [`set`] puts one under its picture. Position words are computed from the arrangement, so that they cannot disagree with
//! what is printed.

use crate::base::{Length, Point, Rect};
use crate::document::{Credit, Inline, PlatePhoto};
use crate::image::PhotoId;
use crate::layout::compose::{Mark, Text};
use crate::layout::ctx::Ctx;
use crate::layout::plates::{Arrangement, Pattern};
use crate::layout::sheet::Sheets;
use crate::layout::words;
use crate::locale::{Locale, Word};
use crate::pages::{Artifact, NodeId, Role, Tag};
use crate::phrases::capital;

/// A credit of at most this many characters is kept on one line.
const SHORT_CREDIT: usize = 44;

/// A stretch of a group's caption: what is said of one photograph or of several together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The photographs that it covers, from the first to one past the last.
    pub photos: std::ops::Range<usize>,
    /// Where they stand, with its colon: `Top left:`; empty if it needs no saying.
    pub position: String,
    /// What they show; may be empty.
    pub caption: Vec<Inline>,
    /// Who took them: `Photo: Name`; empty if said later for several together.
    pub credit: String,
}

/// Where a photograph stands, seen from its caption on another page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Elsewhere {
    /// On the facing page.
    Opposite,
    /// On the other side of the leaf.
    Overleaf,
    /// On the page with this number.
    Page(usize),
}

/// The caption of one photograph that stands right above it.
pub(crate) fn single(photo: &PlatePhoto, locale: Locale) -> Entry {
    Entry {
        photos: 0..1,
        position: String::new(),
        caption: photo.caption.clone(),
        credit: photo.credit.as_ref().map_or_else(String::new, |credit| one(credit, locale)),
    }
}

/// Sets a whole photograph as a figure under `parent`, with its record's alternative text.
/// Returns the node for its caption: the figure, or `parent` if it is decorative.
pub(crate) fn figure(
    photo: PhotoId,
    frame: Rect,
    parent: NodeId,
    sheets: &mut Sheets,
    ctx: &Ctx,
) -> NodeId {
    let record = ctx.document.photo(photo);
    if record.decorative {
        sheets.photo(ctx.document, photo, frame, frame, Tag::Artifact(Artifact::Layout));
        return parent;
    }
    let alt = (!record.alt.is_empty()).then(|| record.alt.clone());
    let figure = sheets.node(parent, Role::Figure { alt, bbox: None });
    sheets.photo(ctx.document, photo, frame, frame, Tag::Node(figure));
    figure
}

/// Sets a caption in lines from this baseline down, as a kid of its figure. Returns the last
/// baseline; none if there is nothing to say.
pub(crate) fn set(
    entry: &Entry,
    at: Point,
    width: Length,
    figure: NodeId,
    sheets: &mut Sheets,
    ctx: &mut Ctx,
) -> Option<Length> {
    if entry.caption.is_empty() && entry.credit.is_empty() {
        return None;
    }
    let styles = ctx.design.styles;
    let role = match sheets.structure.node(figure).role {
        Role::Figure { .. } => Role::Caption,
        _ => Role::Paragraph,
    };
    let node = sheets.node(figure, role);
    let ours = sheets.generated_mark_of(None);
    let mut text = Text::default();
    if !entry.position.is_empty() {
        text.push(&format!("{} ", entry.position), &styles.position, ours);
    }
    let said = words::words(sheets, &entry.caption, &styles.caption, node, &[]).text;
    text.text.push_str(&said.text);
    text.spans.extend(said.spans);
    if !entry.credit.is_empty() {
        if !entry.caption.is_empty() {
            text.push(" ", &styles.caption, Mark(0));
        }
        text.push(&entry.credit, &styles.credit, ours);
    }
    let setting = ctx.setting(&styles.caption, width);
    let mut y = at.y;
    for line in ctx.lines(&text, &setting, None) {
        sheets.line(&line, at.x, y, node);
        y += styles.caption.leading;
    }
    Some(y - styles.caption.leading)
}

/// Puts where the pictures stand before captions that are printed on another page.
pub(crate) fn elsewhere(entries: &mut [Entry], place: Elsewhere, locale: Locale) {
    let Some(first) = entries.first_mut() else { return };
    let place = match place {
        Elsewhere::Opposite => locale.word(Word::Opposite).to_owned(),
        Elsewhere::Overleaf => locale.word(Word::Overleaf).to_owned(),
        Elsewhere::Page(number) => format!("{} {number}", capital(locale.word(Word::Page))),
    };
    first.position = match first.position.as_str() {
        "" => format!("{place}{}", locale.colon()),
        position => format!("{place}, {}", small(position)),
    };
}

/// The group caption of a plate, one entry for each photograph or run of photographs of
/// which one thing is said. Entries without a word are left out.
pub(crate) fn group(
    photos: &[PlatePhoto],
    arrangement: &Arrangement,
    locale: Locale,
) -> Vec<Entry> {
    let places = positions(&arrangement.pattern, photos.len());
    let mut entries: Vec<Entry> = Vec::new();
    let mut first = 0;
    while first < photos.len() {
        let shared = photos[first + 1..].iter().take_while(|photo| photo.shared).count();
        let end = first + 1 + shared;
        entries.push(Entry {
            photos: first..end,
            position: String::new(),
            caption: photos[first].caption.clone(),
            credit: String::new(),
        });
        first = end;
    }
    credits(&mut entries, photos, locale);
    entries.retain(|entry| !entry.caption.is_empty() || !entry.credit.is_empty());
    let all = entries.len() == 1 && entries[0].photos == (0..photos.len());
    if !all {
        name_places(&mut entries, &places, locale);
    }
    entries
}

/// Gives each run of entries by one photographer one credit, at its last entry.
fn credits(entries: &mut [Entry], photos: &[PlatePhoto], locale: Locale) {
    let named: Vec<Vec<&Credit>> =
        entries.iter().map(|entry| distinct(&photos[entry.photos.clone()])).collect();
    let mut run = 0;
    for i in 0..entries.len() {
        let [Credit::Creator(name)] = named[i].as_slice() else {
            let lines: Vec<_> = named[i].iter().map(|credit| one(credit, locale)).collect();
            entries[i].credit = lines.join("; ");
            run = 0;
            continue;
        };
        run += entries[i].photos.len();
        if named.get(i + 1).is_some_and(|next| next == &named[i]) {
            continue;
        }
        let word = if run == 1 { Word::Photo } else { Word::Photos };
        entries[i].credit = together(&format!("{}{} {name}", locale.word(word), locale.colon()));
        run = 0;
    }
}

/// The credits of some photographs, each once, in order.
fn distinct(photos: &[PlatePhoto]) -> Vec<&Credit> {
    let mut credits: Vec<&Credit> = Vec::new();
    for credit in photos.iter().filter_map(|photo| photo.credit.as_ref()) {
        if !credits.contains(&credit) {
            credits.push(credit);
        }
    }
    credits
}

/// The wording of one credit.
pub(crate) fn one(credit: &Credit, locale: Locale) -> String {
    match credit {
        Credit::Verbatim(line) => line.clone(),
        Credit::Creator(name) => {
            together(&format!("{}{} {name}", locale.word(Word::Photo), locale.colon()))
        }
    }
}

/// Keeps a short line from being broken.
fn together(line: &str) -> String {
    if line.chars().count() <= SHORT_CREDIT { line.replace(' ', "\u{a0}") } else { line.to_owned() }
}

/// The band of a photograph (row or column) and its number and company in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seat {
    /// Row `row` of `rows`, `number` of `count` in it, from 0.
    Row { row: usize, rows: usize, number: usize, count: usize },
    /// Column `column` of `columns`, `number` of `count` in it, from 0.
    Column { column: usize, columns: usize, number: usize, count: usize },
}

fn positions(pattern: &Pattern, photos: usize) -> Vec<Seat> {
    let mut seats = Vec::with_capacity(photos);
    let (Pattern::Rows(parts) | Pattern::Columns(parts)) = pattern;
    for (band, &count) in parts.iter().enumerate() {
        for number in 0..count {
            seats.push(match pattern {
                Pattern::Rows(_) => Seat::Row { row: band, rows: parts.len(), number, count },
                Pattern::Columns(_) => {
                    Seat::Column { column: band, columns: parts.len(), number, count }
                }
            });
        }
    }
    seats.resize(photos, Seat::Row { row: 0, rows: 1, number: 0, count: 1 });
    seats
}

/// Names the places of entries; those of a run ("From left: A / B / C") are named once.
fn name_places(entries: &mut [Entry], seats: &[Seat], locale: Locale) {
    let mut before = String::new();
    for entry in entries {
        let mut names: Vec<String> = Vec::new();
        for seat in &seats[entry.photos.clone()] {
            let name = place(*seat, locale);
            if names.last() != Some(&name) {
                names.push(name);
            }
        }
        let name = match names.split_first() {
            None => String::new(),
            Some((first, rest)) => {
                rest.iter().fold(first.clone(), |all, name| format!("{all}, {}", small(name)))
            }
        };
        if name != before && !name.is_empty() {
            entry.position = format!("{name}{}", locale.colon());
        }
        before = name;
    }
}

fn place(seat: Seat, locale: Locale) -> String {
    let word = |word| locale.word(word).to_owned();
    let run = |band: Option<Word>, along: Word| match band {
        None => word(along),
        Some(band) => format!("{}, {}", locale.word(band), small(locale.word(along))),
    };
    match seat {
        Seat::Row { row, rows, number, count } => {
            let band = (1 < rows).then(|| ends(row, rows, Word::Top, Word::Bottom));
            match (band, count, number) {
                (None, 1, _) => String::new(),
                (None, 2, 0) => word(Word::Left),
                (None, 2, _) => word(Word::Right),
                (Some(band), 1, _) if rows <= 3 => word(band),
                (Some(Word::Top), 2, 0) => word(Word::TopLeft),
                (Some(Word::Top), 2, _) => word(Word::TopRight),
                (Some(Word::Bottom), 2, 0) => word(Word::BottomLeft),
                (Some(Word::Bottom), 2, _) => word(Word::BottomRight),
                _ => run(band, Word::LeftToRight),
            }
        }
        Seat::Column { column, columns, count, .. } => {
            let band = (1 < columns).then(|| ends(column, columns, Word::Left, Word::Right));
            match (band, count) {
                (Some(band), 1) if columns <= 3 => word(band),
                _ => run(band, Word::TopToBottom),
            }
        }
    }
}

/// The word for the first, the last and those between.
fn ends(i: usize, count: usize, first: Word, last: Word) -> Word {
    if i == 0 {
        first
    } else if i + 1 == count {
        last
    } else {
        Word::Middle
    }
}

/// With a small first letter, for the middle of a line.
pub(crate) fn small(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests;
