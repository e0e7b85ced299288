//! The pages of a PDF and their printed numbers (ISO 32000-1, 7.7.3 and 12.4.2).
//!
//! The page tree comes in, a flat list goes out: each page with what it inherits. Loops and
//! nodes that are met twice are passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::file::{Dict, File, Id, Object};
use super::trees;

/// More pages are not looked at.
const MAX_PAGES: usize = 1 << 17;

/// One page.
#[derive(Debug)]
pub(super) struct Page {
    /// Its object.
    pub(super) id: Id,
    /// Its resources, its own or those that it inherits.
    pub(super) resources: Rc<Object>,
    /// Left, bottom, right, top of what is shown of it, in points.
    pub(super) view: [f64; 4],
    /// Its printed number, as its label has it; empty where it has none.
    pub(super) label: String,
    /// Which page of the file it is, from 1.
    pub(super) number: usize,
}

impl Page {
    /// The page, as a person finds it: `page xii`.
    pub(super) fn place(&self) -> String {
        if self.label.trim().is_empty() {
            format!("page {} of the file", self.number)
        } else {
            format!("page {}", self.label)
        }
    }
}

/// All pages.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// In the order of the file.
    pub(super) list: Vec<Page>,
    /// Where each page object stands in the list.
    pub(super) index: BTreeMap<Id, usize>,
    /// What is wrong with the labels, if anything.
    pub(super) bad_labels: Option<String>,
    /// Whether there are labels.
    pub(super) labelled: bool,
}

impl Pages {
    /// The page that an object is.
    pub(super) fn of(&self, id: Id) -> Option<&Page> {
        self.index.get(&id).and_then(|&at| self.list.get(at))
    }

    /// Pages, as a person reads them: `page 3`, `pages 3, 4 and 7`, `pages 3, 4, 7 and 12 more`.
    pub(super) fn named(&self, pages: &[usize]) -> String {
        const SHOWN: usize = 5;
        let label = |&at: &usize| match self.list.get(at) {
            Some(page) if !page.label.trim().is_empty() => page.label.clone(),
            _ => (at + 1).to_string(),
        };
        match pages {
            [] => "no page".to_owned(),
            [one] => self.list.get(*one).map_or_else(String::new, Page::place),
            [some @ .., last] if some.len() < SHOWN => {
                let some: Vec<String> = some.iter().map(label).collect();
                format!("pages {} and {}", some.join(", "), label(last))
            }
            _ => {
                let some: Vec<String> = pages[..SHOWN].iter().map(label).collect();
                format!("pages {} and {} more", some.join(", "), pages.len() - SHOWN)
            }
        }
    }
}

/// What a page inherits.
#[derive(Clone)]
struct Inherited {
    resources: Rc<Object>,
    media: Option<[f64; 4]>,
    crop: Option<[f64; 4]>,
}

/// Lists the pages.
pub(super) fn read(file: &File<'_>, catalog: &Dict) -> Pages {
    let mut pages = Pages::default();
    let mut seen = BTreeSet::new();
    let nothing = Inherited { resources: Rc::new(Object::Null), media: None, crop: None };
    let mut open = vec![(catalog.get(b"Pages").clone(), nothing)];
    while let Some((node, above)) = open.pop() {
        let Object::Ref(id) = node else { continue };
        if !seen.insert(id) || MAX_PAGES <= pages.list.len() || file.gave_up() {
            continue;
        }
        let object = file.get(id);
        let Some(dict) = object.as_dict() else { continue };
        let inherited = Inherited {
            resources: match dict.get(b"Resources") {
                Object::Null => above.resources,
                own => Rc::new(own.clone()),
            },
            media: rectangle(file, dict, b"MediaBox").or(above.media),
            crop: rectangle(file, dict, b"CropBox").or(above.crop),
        };
        if let Some(mut kids) = file.array(dict, b"Kids") {
            kids.truncate(MAX_PAGES.saturating_sub(open.len()));
            open.extend(kids.into_iter().rev().map(|kid| (kid, inherited.clone())));
            continue;
        }
        let number = pages.list.len() + 1;
        let view = inherited.crop.or(inherited.media).unwrap_or([0.0, 0.0, 612.0, 792.0]);
        let label = number.to_string();
        pages.index.insert(id, pages.list.len());
        pages.list.push(Page { id, resources: inherited.resources, view, label, number });
    }
    label(file, catalog, &mut pages);
    pages
}

/// A rectangle with its corners in order.
pub(super) fn rectangle(file: &File<'_>, dict: &Dict, key: &[u8]) -> Option<[f64; 4]> {
    let items = file.array(dict, key)?;
    let numbers: Vec<f64> =
        items.iter().filter_map(|item| file.resolve(item).as_number()).collect();
    let [a, b, c, d] = numbers[..] else { return None };
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

/// Gives the pages their labels.
fn label(file: &File<'_>, catalog: &Dict, pages: &mut Pages) {
    let Some(root) = file.dict(catalog, b"PageLabels") else { return };
    pages.labelled = true;
    let ranges = trees::numbers(file, root);
    let keys: Vec<i64> = ranges.iter().map(|(key, _)| *key).collect();
    let mut wrong = None;
    if keys.first() != Some(&0) {
        wrong = Some("do not begin with the first page".to_owned());
    } else if !keys.is_sorted_by(|a, b| a < b) {
        wrong = Some("are not in the order of the pages".to_owned());
    } else if keys.last().is_some_and(|&last| pages.list.len() as i128 <= i128::from(last)) {
        wrong = Some("go beyond the last page".to_owned());
    }
    for (at, (key, value)) in ranges.iter().enumerate() {
        let Ok(start) = usize::try_from(*key) else { continue };
        let end = keys.get(at + 1).and_then(|&next| usize::try_from(next).ok());
        let end = end.unwrap_or(usize::MAX).min(pages.list.len());
        let value = file.resolve(value);
        let Some(dict) = value.as_dict() else {
            wrong.get_or_insert_with(|| "hold something that is no label".to_owned());
            continue;
        };
        let prefix = file.text(dict, b"P").unwrap_or_default();
        let first = file.int(dict, b"St").unwrap_or(1);
        let style = file.name(dict, b"S");
        if first < 1 {
            wrong.get_or_insert_with(|| format!("count from {first}"));
        }
        if let Some(style) = &style
            && !matches!(&style[..], b"D" | b"R" | b"r" | b"A" | b"a")
        {
            let style = String::from_utf8_lossy(style).into_owned();
            wrong.get_or_insert_with(|| format!("count in a style `{style}`, which there is not"));
        }
        let range = start.min(end)..end;
        for (page, value) in pages.list[range].iter_mut().zip(first.max(1)..) {
            page.label = format!("{prefix}{}", numeral(style.as_deref(), value));
        }
    }
    pages.bad_labels = wrong;
}

/// A number in a style of page labels (ISO 32000-1, table 159).
fn numeral(style: Option<&[u8]>, value: i64) -> String {
    match style {
        Some(b"D") => value.to_string(),
        Some(b"R") => roman(value),
        Some(b"r") => roman(value).to_lowercase(),
        Some(b"A") => letters(value),
        Some(b"a") => letters(value).to_lowercase(),
        _ => String::new(),
    }
}

fn roman(value: i64) -> String {
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = value.clamp(0, 100_000);
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while worth <= left {
            out.push_str(sign);
            left -= worth;
        }
    }
    out
}

/// A to Z, AA to ZZ and so on.
fn letters(value: i64) -> String {
    let value = value.clamp(1, 2600) - 1;
    let letter = char::from(b'A' + u8::try_from(value % 26).expect("a rest of 26 is small"));
    let times = usize::try_from(value / 26 + 1).expect("a hundred at most");
    std::iter::repeat_n(letter, times).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_count_in_all_styles() {
        for (style, value, shown) in [
            (&b"D"[..], 12, "12"),
            (b"r", 14, "xiv"),
            (b"R", 1999, "MCMXCIX"),
            (b"a", 28, "bb"),
            (b"A", 26, "Z"),
            (b"X", 3, ""),
        ] {
            assert_eq!(numeral(Some(style), value), shown, "{style:?} {value}");
        }
    }
}
