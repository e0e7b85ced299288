//! Pairs the marks on the pages with the nodes of the structure, and numbers them.
//!
//! Pages come in; for each page the marked-content sequences (ISO 32000-1, 14.6) go out,
//! with their identifiers. Neighbouring marks of one node share a sequence where the node
//! lists them one after the other. Whatever is not paired is refused: a mark that no node
//! lists, or a listed mark that is not there, makes a file that reads wrongly aloud.

use std::ops::Range;

use super::Error;
use crate::pages::{Artifact, Kid, NodeId, Page, Pages, Tag};

/// The marked-content sequences of one page.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// In painting order; together they hold every item.
    pub(super) sequences: Vec<Sequence>,
    /// The node of each identifier.
    pub(super) owners: Vec<NodeId>,
    /// For each item, the identifier of the sequence that it begins; none for artifacts and
    /// for items that continue a sequence.
    pub(super) begins: Vec<Option<u32>>,
}

/// Neighbouring items that are marked together.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sequence {
    /// The items.
    pub(super) items: Range<usize>,
    /// What they are.
    pub(super) mark: Mark,
}

/// What a sequence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Content of this node, with its identifier on the page.
    Content(NodeId, u32),
    /// Not content.
    Artifact(Artifact),
}

/// Numbers the marks of all pages.
///
/// # Errors
///
/// If marks, links and nodes do not pair.
pub(super) fn pair(pages: &Pages) -> Result<Vec<Marks>, Error> {
    let places = places(pages)?;
    let mut all = Vec::with_capacity(pages.pages.len());
    for ((page, places), number) in pages.pages.iter().zip(&places).zip(1_usize..) {
        all.push(number_page(pages, page, places, number)?);
    }
    Ok(all)
}

/// For each item of each page, its index among its node's kids.
fn places(pages: &Pages) -> Result<Vec<Vec<Option<usize>>>, Error> {
    let mut places: Vec<Vec<Option<usize>>> =
        pages.pages.iter().map(|page| vec![None; page.items.len()]).collect();
    let mut links: Vec<Vec<bool>> =
        pages.pages.iter().map(|page| vec![false; page.links.len()]).collect();
    let nodes = &pages.structure.nodes;
    let mut listed = vec![false; nodes.len()];
    for (node, id) in nodes.iter().zip(0_u32..) {
        for (index, kid) in node.kids.iter().enumerate() {
            match *kid {
                Kid::Node(kid) => {
                    let seen = listed.get_mut(kid.0 as usize);
                    let parent = nodes.get(kid.0 as usize).and_then(|node| node.parent);
                    match seen {
                        Some(seen) if !*seen && parent == Some(NodeId(id)) && id < kid.0 => {
                            *seen = true;
                        }
                        _ => return Err(refused("a node of the structure stands in two places")),
                    }
                }
                Kid::Item { page, item } => {
                    let (page, item) = (page as usize, item as usize);
                    let tag = pages.pages.get(page).and_then(|p| p.items.get(item)).map(|i| i.tag);
                    if tag != Some(Tag::Node(NodeId(id))) || places[page][item].is_some() {
                        return Err(unpaired(page).at(pages, NodeId(id)));
                    }
                    places[page][item] = Some(index);
                }
                Kid::Link { page, link } => {
                    let (page, link) = (page as usize, link as usize);
                    let node =
                        pages.pages.get(page).and_then(|p| p.links.get(link)).map(|l| l.node);
                    if node != Some(NodeId(id)) || links[page][link] {
                        return Err(unpaired(page).at(pages, NodeId(id)));
                    }
                    links[page][link] = true;
                }
            }
        }
    }
    if let Some(page) = links.iter().position(|page| page.contains(&false)) {
        return Err(unpaired(page));
    }
    // A link whose words were left out may stand nowhere; content may not.
    let lost =
        nodes.iter().zip(&listed).skip(1).any(|(node, &seen)| !seen && !node.kids.is_empty());
    if lost {
        return Err(refused("a node of the structure stands nowhere"));
    }
    Ok(places)
}

fn number_page(
    pages: &Pages,
    page: &Page,
    places: &[Option<usize>],
    number: usize,
) -> Result<Marks, Error> {
    let mut marks = Marks::default();
    let mut previous: Option<(Tag, Option<usize>)> = None;
    for ((index, item), place) in page.items.iter().enumerate().zip(places) {
        let follows = previous.is_some_and(|(tag, before)| {
            tag == item.tag && place.is_none_or(|place| before.is_some_and(|b| b + 1 == place))
        });
        previous = Some((item.tag, *place));
        if let (true, Some(last)) = (follows, marks.sequences.last_mut()) {
            last.items.end = index + 1;
            marks.begins.push(None);
            continue;
        }
        let (mark, begins) = match item.tag {
            Tag::Artifact(artifact) => (Mark::Artifact(artifact), None),
            Tag::Node(node) => {
                if place.is_none() {
                    return Err(unpaired(number - 1).at(pages, node));
                }
                let id = u32::try_from(marks.owners.len())
                    .map_err(|_| refused("a page holds too many marks"))?;
                marks.owners.push(node);
                (Mark::Content(node, id), Some(id))
            }
        };
        marks.begins.push(begins);
        marks.sequences.push(Sequence { items: index..index + 1, mark });
    }
    Ok(marks)
}

fn unpaired(page: usize) -> Error {
    Error::refused(format!("a mark on page {} and the structure do not agree", page + 1))
}

fn refused(why: &str) -> Error {
    Error::refused(why)
}
