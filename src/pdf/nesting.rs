//! Says what keeps the structure from being accessible.
//!
//! The structure comes in, plain sentences go out. The rules are those of PDF/UA-1 that a
//! program can judge (ISO 14289-1, 7.1 to 7.9 and 7.18.5; ISO 32000-1, 14.8.4): what may
//! stand in what, no heading level left out, an alternative text for every figure.

use super::roles::role_name;
use super::strings::clean;
use super::tree::kept;
use crate::pages::{Kid, Node, NodeId, Pages, Role};

/// The obstacles, in reading order; none if the file may call itself accessible.
pub(super) fn obstacles(pages: &Pages) -> Vec<String> {
    let mut found = Vec::new();
    if clean(&pages.info.title).is_empty() {
        found.push("the document has no title".to_owned());
    }
    if pages.structure.node(NodeId(0)).kids.is_empty() {
        found.push("nothing on its pages is tagged".to_owned());
    }
    let kept = kept(pages);
    let mut level = 0;
    // Depth first, so that headings come in reading order.
    let mut open = vec![NodeId(0)];
    while let Some(id) = open.pop() {
        let node = pages.structure.node(id);
        let kids: Vec<NodeId> = node
            .kids
            .iter()
            .filter_map(|kid| match kid {
                Kid::Node(kid) if kept[kid.0 as usize] => Some(*kid),
                _ => None,
            })
            .collect();
        look(pages, node, &kids, &mut level, &mut found);
        open.extend(kids.into_iter().rev());
    }
    for (index, page) in pages.pages.iter().enumerate() {
        for link in &page.links {
            if pages.structure.node(link.node).role != Role::Link {
                found.push(format!("a link on page {} is not marked as one", index + 1));
            }
        }
    }
    found
}

fn look(pages: &Pages, node: &Node, kids: &[NodeId], level: &mut u8, found: &mut Vec<String>) {
    let place = || match first_page(pages, node) {
        Some(page) => format!(" on page {}", page + 1),
        None => String::new(),
    };
    match &node.role {
        Role::Heading(next) => {
            if *level + 1 < *next {
                found.push(format!(
                    "a heading of level {next}{} follows one of level {level}",
                    place()
                ));
            }
            *level = *next;
        }
        Role::Figure { alt, .. } if alt.as_ref().is_none_or(|alt| clean(alt).is_empty()) => {
            found.push(format!("a figure{} has no alternative text", place()));
        }
        _ => {}
    }
    let roles: Vec<&Role> = kids.iter().map(|kid| &pages.structure.node(*kid).role).collect();
    for role in &roles {
        if !may_stand_in(role, &node.role) {
            let (inner, outer) = (role_name(role), role_name(&node.role));
            found.push(format!("a {inner} stands in a {outer}{}", place()));
        }
    }
    if node.role == Role::Table {
        let count = |wanted: &Role| roles.iter().filter(|role| **role == wanted).count();
        let (heads, bodies) = (count(&Role::TableHead), count(&Role::TableBody));
        if 1 < heads || (heads == 1 && bodies == 0) {
            found.push(format!("the table{} has {heads} heads and {bodies} bodies", place()));
        }
        let mut widths = rows(pages, kids).into_iter();
        if widths.next().is_some_and(|first| widths.any(|width| width != first)) {
            found.push(format!("the rows of the table{} are not equally long", place()));
        }
    }
}

/// The number of cells of each row under these parts of a table.
fn rows(pages: &Pages, parts: &[NodeId]) -> Vec<usize> {
    let nodes = |node: NodeId| {
        pages.structure.node(node).kids.iter().filter_map(|kid| match kid {
            Kid::Node(id) => Some(*id),
            _ => None,
        })
    };
    let mut widths = Vec::new();
    for &part in parts {
        match pages.structure.node(part).role {
            Role::TableRow => widths.push(nodes(part).count()),
            Role::TableHead | Role::TableBody => {
                widths.extend(nodes(part).map(|row| nodes(row).count()));
            }
            _ => {}
        }
    }
    widths
}

/// ISO 32000-1, 14.8.4.3: lists, tables and contents hold only their own parts, and these
/// stand nowhere else.
fn may_stand_in(inner: &Role, outer: &Role) -> bool {
    match (outer, inner) {
        (Role::List, Role::List | Role::ListItem | Role::Caption)
        | (Role::ListItem, Role::Label | Role::ListBody)
        | (Role::Table, Role::TableHead | Role::TableBody | Role::TableRow | Role::Caption)
        | (Role::TableHead | Role::TableBody, Role::TableRow)
        | (Role::TableRow, Role::TableHeader(_) | Role::TableCell)
        | (Role::Toc, Role::Toc | Role::TocItem | Role::Caption) => true,
        (
            Role::List
            | Role::ListItem
            | Role::Table
            | Role::TableHead
            | Role::TableBody
            | Role::TableRow
            | Role::Toc,
            _,
        )
        | (
            _,
            Role::Document
            | Role::ListItem
            | Role::ListBody
            | Role::TableHead
            | Role::TableBody
            | Role::TableRow
            | Role::TableHeader(_)
            | Role::TableCell
            | Role::TocItem,
        ) => false,
        _ => true,
    }
}

/// The index of the page on which the first mark under a node stands.
fn first_page(pages: &Pages, node: &Node) -> Option<u32> {
    let mut open: Vec<&Kid> = node.kids.iter().rev().collect();
    while let Some(kid) = open.pop() {
        match kid {
            Kid::Item { page, .. } | Kid::Link { page, .. } => return Some(*page),
            Kid::Node(id) => open.extend(pages.structure.node(*id).kids.iter().rev()),
        }
    }
    None
}
