//! Finds which parts of the structure are to be read together: `Ref` (ISO 32000-2, 14.7.2).
//!
//! Pages come in. Every entry of the contents refers to what it leads to, every mark in the
//! text to its note, and the note to all its marks (ISO 14289-2, 8.2.5.8 and 8.2.5.14).

use std::collections::{BTreeMap, BTreeSet};

use crate::pages::{NodeId, Pages, Role, Target};

/// The nodes that each node refers to.
pub(super) fn references(pages: &Pages) -> BTreeMap<NodeId, BTreeSet<NodeId>> {
    let mut refs: BTreeMap<NodeId, BTreeSet<NodeId>> = BTreeMap::new();
    for link in pages.pages.iter().flat_map(|page| &page.links) {
        let Target::Place(place) = &link.target else { continue };
        let Some(goal) = place.node else { continue };
        if let Some(entry) = nearest(pages, link.node, &Role::TocItem) {
            refs.entry(entry).or_default().insert(goal);
        }
        let mark = nearest(pages, link.node, &Role::Reference);
        if let (Some(mark), Some(note)) = (mark, nearest(pages, goal, &Role::Note)) {
            refs.entry(mark).or_default().insert(note);
            refs.entry(note).or_default().insert(mark);
        }
    }
    refs
}

/// The node with this role at `node` or above it.
fn nearest(pages: &Pages, node: NodeId, role: &Role) -> Option<NodeId> {
    let mut at = Some(node);
    while let Some(id) = at {
        let node = pages.structure.nodes.get(id.0 as usize)?;
        if node.role == *role {
            return Some(id);
        }
        at = node.parent;
    }
    None
}
