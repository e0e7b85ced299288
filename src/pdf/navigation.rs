//! Writes the ways through the document: outline, page labels, links.
//!
//! ISO 32000-1, 12.3.3 (outline), 12.4.2 (labels), 12.5.6.5 (link annotations). Places
//! come in as points of pages, destinations go out; nothing here runs a script or opens a
//! file.

use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

use super::number;
use super::shell::Objects;
use super::strings::{clean, text_string, uri};
use super::tree::upward;
use super::{Error, Standard};
use crate::pages::{Link, OutlineItem, Pages, Place, Structure, Tag, Target, text_of};

/// Outlines of up to this many entries are shown unfolded.
const UNFOLDED: usize = 40;

/// What ways lead to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goals<'a> {
    /// How they are to be named.
    pub(super) standard: Standard,
    /// The pages, and what stands on them.
    pub(super) pages: &'a Pages,
    /// The page dictionaries.
    pub(super) ids: &'a [ObjectId],
    /// The element of each node; none where it is left out.
    pub(super) elements: &'a [Option<ObjectId>],
}

/// Writes the outline and returns its root; none if there are no entries.
pub(super) fn outline(objects: &mut Objects, goals: Goals<'_>) -> Result<Option<ObjectId>, Error> {
    let pages = goals.pages;
    if pages.outline.is_empty() {
        return Ok(None);
    }
    let root = objects.reserve();
    let open = entries(&pages.outline) <= UNFOLDED;
    let mut writer = Outline { objects, goals, open };
    let (first, last) = writer.level(&pages.outline, root)?;
    let shown = if open { entries(&pages.outline) } else { pages.outline.len() };
    let dict = dictionary! {
        "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count(shown),
    };
    objects.set(root, dict);
    Ok(Some(root))
}

fn entries(items: &[OutlineItem]) -> usize {
    items.iter().map(|item| 1 + entries(&item.kids)).sum()
}

fn count(number: usize) -> i64 {
    i64::try_from(number).expect("entries are counted in memory")
}

struct Outline<'a> {
    objects: &'a mut Objects,
    goals: Goals<'a>,
    open: bool,
}

impl Outline<'_> {
    /// Writes the entries under `parent` and returns the first and the last.
    fn level(
        &mut self,
        items: &[OutlineItem],
        parent: ObjectId,
    ) -> Result<(ObjectId, ObjectId), Error> {
        let ids: Vec<ObjectId> = items.iter().map(|_| self.objects.reserve()).collect();
        for (index, item) in items.iter().enumerate() {
            let mut dict = dictionary! {
                "Title" => text_string(&clean(&item.title)),
                "Parent" => parent,
            };
            self.goals.lead(&mut dict, &item.place)?;
            let node = item.place.node.and_then(|node| self.goals.elements.get(node.0 as usize));
            if let Some(Some(element)) = node {
                dict.set("SE", *element);
            }
            if let Some(before) = index.checked_sub(1) {
                dict.set("Prev", ids[before]);
            }
            if let Some(next) = ids.get(index + 1) {
                dict.set("Next", *next);
            }
            if !item.kids.is_empty() {
                let (first, last) = self.level(&item.kids, ids[index])?;
                dict.set("First", first);
                dict.set("Last", last);
                let (all, own) = (count(entries(&item.kids)), count(item.kids.len()));
                dict.set("Count", if self.open { all } else { -own });
            }
            self.objects.set(ids[index], dict);
        }
        Ok((ids[0], ids[ids.len() - 1]))
    }
}

impl Goals<'_> {
    /// Makes an outline entry or a link lead to a place. Where the standard asks for it, the
    /// destination is the structure element that stands there (ISO 32000-2, 12.3.2.3), beside
    /// the point of the page (ISO 32000-1, 12.3.2.2) for readers that know no other.
    fn lead(self, dict: &mut Dictionary, place: &Place) -> Result<(), Error> {
        let (Some(page), Some(id)) = (self.pages.pages.get(place.page), self.ids.get(place.page))
        else {
            return Err(Error::refused(format!(
                "something leads to page {}, and there are {}",
                place.page + 1,
                self.pages.pages.len()
            )));
        };
        let to = |object: ObjectId| {
            let (x, y) = (place.point.x, page.size.height - place.point.y);
            let [x, y] = [x, y].map(number::object);
            vec![Object::Reference(object), "XYZ".into(), x, y, Object::Null]
        };
        match self.standard {
            Standard::Ua1 => dict.set("Dest", to(*id)),
            Standard::Ua2 => {
                let action = dictionary! {
                    "S" => "GoTo", "D" => to(*id), "SD" => to(self.element(place)?),
                };
                dict.set("A", action);
            }
        }
        Ok(())
    }

    /// The element at a place: of its node or the nearest above that is written, else of the
    /// first content of the page.
    fn element(self, place: &Place) -> Result<ObjectId, Error> {
        let first = || {
            self.pages.pages[place.page].items.iter().find_map(|item| match item.tag {
                Tag::Node(node) => Some(node),
                Tag::Artifact(_) => None,
            })
        };
        let mut at = Some(place.node.or_else(first).unwrap_or(Structure::ROOT));
        while let Some(node) = at {
            if let Some(Some(element)) = self.elements.get(node.0 as usize) {
                return Ok(*element);
            }
            at = self.pages.structure.nodes.get(node.0 as usize).and_then(|node| node.parent);
        }
        Err(Error::refused("something leads to no part of the structure"))
    }
}

/// Writes the annotation of one link.
///
/// # Errors
///
/// If it leads nowhere, or to what a document must not open.
pub(super) fn link(
    goals: Goals<'_>,
    page: usize,
    link: &Link,
    key: i64,
) -> Result<Dictionary, Error> {
    let Goals { pages, ids, .. } = goals;
    let height = pages.pages[page].size.height;
    let Some(hull) = link.areas.iter().copied().reduce(|a, b| a.union(&b)) else {
        return Err(Error::refused(format!("a link on page {} has no area", page + 1)));
    };
    let mut dict = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => upward(&hull, height),
        "F" => 4,
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "Contents" => text_string(&contents(pages, link)),
        "StructParent" => key,
        "P" => ids[page],
    };
    if 1 < link.areas.len() {
        // Top left, top right, bottom left, bottom right: not the order of the standard, but
        // the one that every reader takes.
        let mut points: Vec<Object> = Vec::new();
        for area in &link.areas {
            let [left, right] = [area.x, area.right()].map(number::object);
            let [top, bottom] = [area.y, area.bottom()].map(|y| number::object(height - y));
            for (x, y) in [(&left, &top), (&right, &top), (&left, &bottom), (&right, &bottom)] {
                points.extend([x.clone(), y.clone()]);
            }
        }
        dict.set("QuadPoints", points);
    }
    match &link.target {
        Target::Place(place) => goals.lead(&mut dict, place)?,
        Target::Url(url) => {
            let scheme = url.split(':').next().unwrap_or("").to_ascii_lowercase();
            if !["http", "https", "mailto", "tel"].contains(&scheme.as_str()) {
                return Err(Error::refused(format!("`{url}` is no address that a book may open")));
            }
            let uri = Object::String(uri(url).into_bytes(), StringFormat::Literal);
            dict.set("A", dictionary! { "S" => "URI", "URI" => uri });
        }
    }
    Ok(dict)
}

/// What a screen reader says of a link: what the pages say, or else the link's own text, or
/// else where it leads.
fn contents(pages: &Pages, link: &Link) -> String {
    let said = clean(&link.contents);
    if !said.is_empty() {
        return said;
    }
    let text = clean(&text_of(pages, link.node));
    match &link.target {
        _ if !text.is_empty() => text,
        Target::Url(url) => url.clone(),
        Target::Place(place) => {
            pages.pages.get(place.page).map(|page| page.label.clone()).unwrap_or_default()
        }
    }
}

/// Page labels: one range for each stretch of pages that count up.
pub(super) fn labels(pages: &Pages) -> Vec<Object> {
    let mut ranges: Vec<Object> = Vec::new();
    let mut before: Option<(String, u32)> = None;
    for (page, index) in pages.pages.iter().zip(0_i64..) {
        let label = clean(&page.label);
        let prefix = label.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = &label[prefix.len()..];
        let value = digits.parse::<u32>().ok().filter(|n| 0 < *n && !digits.starts_with('0'));
        let follows = match (&before, value) {
            (Some((stem, last)), Some(value)) => {
                stem == prefix && last.checked_add(1) == Some(value)
            }
            _ => false,
        };
        if !follows {
            let mut range = Dictionary::new();
            let stem = if value.is_some() { prefix } else { label.as_str() };
            if !stem.is_empty() {
                range.set("P", text_string(stem));
            }
            if let Some(value) = value {
                range.set("S", "D");
                range.set("St", i64::from(value));
            }
            ranges.extend([Object::Integer(index), range.into()]);
        }
        before = value.map(|value| (prefix.to_owned(), value));
    }
    ranges
}
