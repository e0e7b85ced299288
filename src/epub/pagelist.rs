//! Where the printed pages begin in the ebook.
//!
//! The pages' starts and the files with their [`Spot`]s come in; the files get their marks,
//! and the list of pages goes out, in the order of the pages and of the files at once. A
//! page that cannot be placed in that order shares the place of the next that can.
//! Source: EPUB Accessibility 1.1, "Page navigation"; DAISY Knowledge Base, "Page list".

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::Sheet;
use super::text::{Fill, Spot};
use super::xml::{Attr, Text, put, slug};
use crate::base::{BlockId, PageStart};
use crate::image::PhotoId;
use crate::locale::{Locale, Word};

/// A page of the PDF and where it begins in the ebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageMark {
    /// Its printed number.
    pub(super) label: String,
    /// Name of the file in `text/`.
    pub(super) file: String,
    /// Id of the mark.
    pub(super) id: String,
}

/// The pages that begin in each block.
pub(super) fn by_block(starts: &[PageStart]) -> BTreeMap<BlockId, Vec<(u32, usize)>> {
    let mut blocks: BTreeMap<BlockId, Vec<(u32, usize)>> = BTreeMap::new();
    for (page, start) in starts.iter().enumerate() {
        if let Some((block, offset)) = start.text {
            blocks.entry(block).or_default().push((offset, page));
        }
    }
    for pages in blocks.values_mut() {
        pages.sort_unstable();
    }
    blocks
}

/// Writes the marks of all pages into the files; returns them in order.
pub(super) fn place(sheets: &mut [Sheet], starts: &[PageStart], locale: Locale) -> Vec<PageMark> {
    let groups = groups(sheets, starts.len());
    let ids = ids(starts);
    let photos = photo_pages(sheets, &groups);
    let mut marks = Vec::new();
    for (file, sheet) in sheets.iter_mut().enumerate() {
        let spots = std::mem::take(&mut sheet.spots);
        let mut body = String::with_capacity(sheet.body.len());
        let mut done = 0;
        for (index, spot) in spots.iter().enumerate() {
            body.push_str(&sheet.body[done..spot.at]);
            done = spot.at;
            if let Fill::PageOf(photo) = spot.what {
                let label = photos.get(&photo).map_or("", |&page| starts[page].label.as_str());
                put!(body, "{}", Text(label));
            }
            let name = if let Fill::Inline(_) = spot.what { "span" } else { "div" };
            for &page in groups.get(&(file, index)).into_iter().flatten() {
                let label = &starts[page].label;
                let spoken = format!(" {} {label}. ", locale.word(Word::Page));
                put!(
                    body,
                    "<{name} epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"{}\" \
                     aria-label=\"{}\"></{name}>",
                    ids[page],
                    Attr(&spoken)
                );
                if name == "div" {
                    body.push('\n');
                }
                let (label, file, id) = (label.clone(), sheet.name.clone(), ids[page].clone());
                marks.push(PageMark { label, file, id });
            }
        }
        body.push_str(&sheet.body[done..]);
        sheet.body = body;
    }
    marks
}

/// The pages that are marked at each spot (file, index of the spot).
fn groups(sheets: &[Sheet], count: usize) -> BTreeMap<(usize, usize), Vec<usize>> {
    let mut places: Vec<Option<(usize, usize)>> = vec![None; count];
    let mut end = None;
    for (file, sheet) in sheets.iter().enumerate() {
        for (index, spot) in sheet.spots.iter().enumerate() {
            match spot.what {
                Fill::Inline(page) | Fill::Block(page) => {
                    places[page].get_or_insert((file, index));
                }
                Fill::Rest => end = Some((file, index)),
                Fill::PageOf(_) | Fill::Photo(_) => {}
            }
        }
    }
    let kept = longest_rise(&places);
    let mut groups = BTreeMap::new();
    let mut waiting = Vec::new();
    for (page, place) in places.into_iter().enumerate() {
        waiting.push(page);
        if let Some(place) = place.filter(|_| kept.contains(&page)) {
            groups.entry(place).or_insert_with(Vec::new).append(&mut waiting);
        }
    }
    if let Some(end) = end.filter(|_| !waiting.is_empty()) {
        groups.entry(end).or_default().append(&mut waiting);
    }
    groups
}

/// The indices of a longest rising run of places (C. Schensted 1961; patience sorting), so
/// that one page out of order costs only itself.
fn longest_rise(places: &[Option<(usize, usize)>]) -> BTreeSet<usize> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; places.len()];
    for (index, place) in places.iter().enumerate() {
        let Some(place) = place else { continue };
        let pile = tops.partition_point(|&top| places[top].is_some_and(|top| top < *place));
        before[index] = pile.checked_sub(1).map(|pile| tops[pile]);
        if pile == tops.len() {
            tops.push(index);
        } else {
            tops[pile] = index;
        }
    }
    std::iter::successors(tops.last().copied(), |&index| before[index]).collect()
}

/// The page on which each photograph stands, by the marks before it.
fn photo_pages(
    sheets: &[Sheet],
    groups: &BTreeMap<(usize, usize), Vec<usize>>,
) -> BTreeMap<PhotoId, usize> {
    let mut photos = BTreeMap::new();
    let mut current = 0;
    for (file, sheet) in sheets.iter().enumerate() {
        for (index, Spot { what, .. }) in sheet.spots.iter().enumerate() {
            if let Some(&page) = groups.get(&(file, index)).and_then(|pages| pages.last()) {
                current = page;
            }
            if let Fill::Photo(photo) = what {
                photos.entry(*photo).or_insert(current);
            }
        }
    }
    photos
}

/// The ids of the marks: `page-5`; unique, whatever the labels are.
fn ids(starts: &[PageStart]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let id = |(index, start): (usize, &PageStart)| {
        let mut id = format!("page-{}", slug(&start.label));
        if id.ends_with('-') || !taken.insert(id.clone()) {
            id = format!("page--{}", index + 1);
            taken.insert(id.clone());
        }
        id
    };
    starts.iter().enumerate().map(id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_out_of_order_costs_only_itself() {
        let places = [Some((0, 1)), Some((3, 0)), None, Some((1, 0)), Some((1, 2)), Some((1, 1))];
        let kept: Vec<_> = longest_rise(&places).into_iter().collect();
        assert_eq!(kept, [0, 3, 5], "page 1 lies ahead of what follows it");
    }
}
