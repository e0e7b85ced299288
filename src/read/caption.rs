//! The grammar of group captions.
//!
//! The text of a parenthesised paragraph below some photographs comes in, the stretches of
//! it that describe one photograph each go out, and to which photographs they belong. The
//! words for positions are read to know where a caption begins and then forgotten: where
//! photographs really stand is for the pages to say.
//!
//! ```text
//! caption = "(" group { sep group } ")"          sep = "." | ";" | newline
//! group   = label ":" item { " / " item }
//! label   = picture [pos] | pos [picture]
//! item    = text [ "(" pos ")" ]
//! ```
//!
//! A separator counts only if a label and a colon follow it.

use std::ops::Range;

/// A group caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Caption {
    groups: Vec<Group>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    label: Label,
    items: Vec<Item>,
    /// From its label to the end of its last item.
    range: Range<usize>,
}

/// What stands before the colon.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Label {
    pictures: bool,
    plural: bool,
    pos: Option<Pos>,
}

/// Where something is said to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pos {
    /// Its place along an axis, if it is a single word: first, second or last.
    rank: Option<(Axis, u8)>,
    /// How many photographs it can name.
    count: Count,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    Across,
    Down,
    Both,
}

/// What a word for a place says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// First, second or last along an axis.
    On(Axis, u8),
    /// Nothing about an order: overleaf, a page.
    Elsewhere,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    One,
    /// `left and right`
    Two,
    /// `from left to right`
    Any,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Item {
    range: Range<usize>,
    pos: Option<Pos>,
}

/// What is said of one photograph: a stretch of the text, and whether it is the same as for
/// the photograph before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) range: Range<usize>,
    pub(super) shared: bool,
}

/// Reads a paragraph as a group caption; none if it is not one.
pub(super) fn parse(text: &str) -> Option<Caption> {
    let start = text.find('(')? + 1;
    let end = text.rfind(')')?;
    if end < start || !text[..start - 1].trim().is_empty() || !text[end + 1..].trim().is_empty() {
        return None;
    }
    let mut at = start + blank(&text[start..end]);
    let (mut label, mut length) = label(&text[at..end])?;
    let mut groups = Vec::new();
    loop {
        let from = at;
        at += length;
        let (stop, next) = separator(text, at, end);
        groups.push((label, from, at..stop));
        let Some((begin, found, found_length)) = next else { break };
        (at, label, length) = (begin, found, found_length);
    }
    // Sentences keep their full stop if the last one has it.
    let dotted = text[..end].trim_end().ends_with('.');
    let groups = groups.into_iter().map(|(label, from, range)| {
        let dot = dotted && text[range.end..].starts_with('.');
        let range = range.start..range.end + usize::from(dot);
        let items = items(text, range.clone());
        Group { label, items, range: from..range.end }
    });
    Some(Caption { groups: groups.collect() })
}

/// The end of a group that begins at `at`, and the label after it: its start, what it is and
/// its length with the colon.
fn separator(text: &str, at: usize, end: usize) -> (usize, Option<(usize, Label, usize)>) {
    let mut from = at;
    while let Some(found) = text[from..end].find(['.', ';', '\n']) {
        let mark = from + found;
        let begin = mark + 1 + blank(&text[mark + 1..end]);
        if let Some((label, length)) = label(&text[begin..end]) {
            return (mark, Some((begin, label, length)));
        }
        from = mark + 1;
    }
    (end, None)
}

fn blank(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The label at the beginning of a text and its length with the colon.
fn label(text: &str) -> Option<(Label, usize)> {
    let colon = text.bytes().take(64).position(|byte| byte == b':')?;
    let words: Vec<String> = text[..colon].split_whitespace().map(str::to_lowercase).collect();
    let mut words = &words[..];
    let mut label = Label::default();
    if let Some(plural) = words.first().and_then(|word| picture(word)) {
        (label.pictures, label.plural) = (true, plural);
        words = &words[1..];
    } else if let Some(plural) = words.last().and_then(|word| picture(word)) {
        (label.pictures, label.plural) = (true, plural);
        words = &words[..words.len() - 1];
    }
    label.pos = position(words);
    if label.pos.is_none() && !(label.pictures && words.is_empty()) {
        return None;
    }
    Some((label, colon + 1))
}

/// Whether a word means a picture, and whether several.
fn picture(word: &str) -> Option<bool> {
    match word {
        "picture" | "photo" | "photograph" | "image" | "bild" | "foto" | "photographie"
        | "imagen" | "fotografía" | "immagine" | "fotografia" | "imagem" | "beeld" | "argazkia"
        | "imatge" => Some(false),
        "pictures" | "photos" | "photographs" | "images" | "bilder" | "fotos" | "photographies"
        | "imágenes" | "fotografías" | "immagini" | "fotografie" | "imagens" | "fotografias"
        | "beelden" | "argazkiak" | "imatges" => Some(true),
        _ => None,
    }
}

/// Words for places: English first, then those of the other languages that captions come in.
fn place(word: &str) -> Option<Place> {
    Some(match word {
        "left" | "links" | "gauche" | "izquierda" | "sinistra" | "esquerda" | "esquerra"
        | "vänster" | "venstre" | "ezkerrean" => Place::On(Axis::Across, 0),
        "right" | "rechts" | "droite" | "derecha" | "destra" | "direita" | "dreta" | "höger"
        | "højre" | "høyre" | "eskuinean" => Place::On(Axis::Across, 2),
        "middle" | "centre" | "center" | "mitte" | "milieu" | "centro" | "midden" | "mitten"
        | "midten" | "erdian" => Place::On(Axis::Both, 1),
        "top" | "above" | "upper" | "oben" | "haut" | "dessus" | "arriba" | "sopra" | "alto"
        | "acima" | "dalt" | "boven" | "överst" | "øverst" | "goian" => Place::On(Axis::Down, 0),
        "bottom" | "below" | "lower" | "unten" | "bas" | "dessous" | "abajo" | "sotto"
        | "basso" | "abaixo" | "baix" | "onder" | "nederst" | "behean" => Place::On(Axis::Down, 2),
        "opposite" | "facing" | "overleaf" | "gegenüber" | "umseitig" | "ci-contre" | "face"
        | "verso" | "enfrente" | "dorso" | "fronte" | "retro" | "clockwise" | "anticlockwise"
        | "counterclockwise" | "uhrzeigersinn" => Place::Elsewhere,
        _ => return None,
    })
}

fn position(words: &[String]) -> Option<Pos> {
    const GLUE: [&str; 34] = [
        "from", "to", "and", "the", "on", "in", "at", "page", "next", "row", "von", "nach", "und",
        "im", "auf", "der", "seite", "de", "à", "a", "et", "en", "au", "y", "e", "da", "página",
        "pagina", "in", "la", "op", "och", "og", "i",
    ];
    let mut places = Vec::new();
    let (mut any, mut two, mut page) = (false, false, false);
    for word in words {
        if let Some(place) = place(word) {
            places.push(place);
            any |= word.ends_with("clockwise") || word == "uhrzeigersinn";
        } else if GLUE.contains(&word.as_str()) {
            page |= matches!(word.as_str(), "page" | "seite" | "página" | "pagina");
            two |= matches!(word.as_str(), "and" | "und" | "et" | "y" | "e" | "och" | "og");
            any |= matches!(word.as_str(), "from" | "von" | "da");
        } else if page && word.len() <= 6 && word.chars().all(char::is_alphanumeric) {
            places.push(Place::Elsewhere);
        } else {
            return None;
        }
    }
    if places.is_empty() {
        return None;
    }
    let rank = if let [Place::On(axis, rank)] = places[..] { Some((axis, rank)) } else { None };
    let count = match (any, two) {
        (true, _) => Count::Any,
        (false, true) => Count::Two,
        (false, false) => Count::One,
    };
    Some(Pos { rank, count })
}

/// Cuts a group at its ` / `.
fn items(text: &str, range: Range<usize>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut from = range.start;
    loop {
        let rest = &text[from..range.end];
        let slash = rest.match_indices('/').map(|found| found.0).find(|at| {
            rest[..*at].ends_with(char::is_whitespace)
                && rest[at + 1..].starts_with(char::is_whitespace)
        });
        let end = slash.map_or(range.end, |at| from + at);
        items.extend(item(text, from..end));
        let Some(at) = slash else { return items };
        from += at + 1;
    }
}

fn item(text: &str, range: Range<usize>) -> Option<Item> {
    let start = range.start + blank(&text[range.clone()]);
    let words = text[start.min(range.end)..range.end].trim_end();
    if words.is_empty() {
        return None;
    }
    let bare = words.trim_end_matches('.');
    if let Some(open) = bare.strip_suffix(')').and_then(|bare| bare.rfind('(')) {
        let inside = bare[open + 1..bare.len() - 1].split_whitespace().map(str::to_lowercase);
        let pos = position(&inside.collect::<Vec<_>>());
        let kept = words[..open].trim_end();
        if pos.is_some() && !kept.is_empty() {
            return Some(Item { range: start..start + kept.len(), pos });
        }
    }
    Some(Item { range: start..start + words.len(), pos: None })
}

impl Caption {
    /// What is said of each of so many photographs, in their order.
    ///
    /// # Errors
    ///
    /// All that is said, in order, if it does not fit the photographs.
    pub(super) fn assign(mut self, photos: usize) -> Result<Vec<Said>, Vec<Range<usize>>> {
        if let Some(said) = self.shares(photos) {
            return Ok(said);
        }
        // `A. Photo: Name` may be a caption with a credit rather than two captions.
        let mut merged: Vec<Group> = Vec::new();
        for group in self.groups.clone() {
            let credit = group.label.pictures && group.label.pos.is_none();
            match merged.last_mut() {
                Some(before) if credit => {
                    before.range.end = group.range.end;
                    if let Some(item) = before.items.last_mut() {
                        item.range.end = group.range.end;
                    }
                }
                _ => merged.push(group),
            }
        }
        let all = self.groups.iter().flat_map(|group| &group.items);
        let all = all.map(|item| item.range.clone()).collect();
        self.groups = merged;
        self.shares(photos).ok_or(all)
    }

    /// Shares the items out, if they fit.
    fn shares(&self, photos: usize) -> Option<Vec<Said>> {
        let mut groups: Vec<&Group> = self.groups.iter().collect();
        sort(&mut groups, |group| group.label.pos);
        let mut counts: Vec<(&Item, usize, bool)> = Vec::new();
        for group in groups {
            let alone = group.items.len() == 1;
            let mut items: Vec<&Item> = group.items.iter().collect();
            sort(&mut items, |item| item.pos);
            for item in items {
                let group_pos = group.label.pos.filter(|_| alone);
                let count = item.pos.or(group_pos).map_or(Count::One, |pos| pos.count);
                let any = count == Count::Any || alone && group.label.plural && count != Count::Two;
                counts.push((item, if count == Count::Two { 2 } else { 1 }, any));
            }
        }
        let named: usize = counts.iter().map(|count| count.1).sum();
        let mut spare = photos.checked_sub(named)?;
        if 0 < spare {
            let mut open = counts.iter_mut().filter(|count| count.2);
            let (only, others) = (open.next()?, open.next());
            if others.is_some() {
                return None;
            }
            only.1 += std::mem::take(&mut spare);
        }
        let said = counts.iter().flat_map(|(item, count, _)| {
            (0..*count).map(|at| Said { range: item.range.clone(), shared: 0 < at })
        });
        Some(said.collect())
    }
}

/// Puts things in the order of the page, if all of them say where they stand on one axis.
fn sort<T>(things: &mut [&T], pos: impl Fn(&T) -> Option<Pos>) {
    let rank = |thing: &&T| pos(thing).and_then(|pos| pos.rank);
    let on = |axis: Axis| {
        things
            .iter()
            .all(|thing| rank(thing).is_some_and(|(found, _)| found == axis || found == Axis::Both))
    };
    if on(Axis::Across) || on(Axis::Down) {
        things.sort_by_key(|thing| rank(thing).map(|rank| rank.1));
    }
}

#[cfg(test)]
mod tests;
