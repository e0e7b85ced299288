//! Gives words that follow an element within another an element of their own.
//!
//! Joined pages come in, with their tree; the same pages go out. A paragraph holds words,
//! a link, and words again. Readers that take what an element holds itself before what the
//! elements under it hold would read both stretches before the link: so the second becomes a
//! `Span` (ISO 32000-1, 14.8.4.4), which changes nothing for those that read in order.

use crate::pages::{Kid, NodeId, Pages, Role, Tag};

/// Wraps every stretch of marks that follows an element under the same node.
pub(crate) fn wrap_words(pages: &mut Pages) {
    for index in 0..pages.structure.nodes.len() {
        let kids = &pages.structure.nodes[index].kids;
        let first = kids.iter().position(|kid| matches!(kid, Kid::Node(_)));
        let mixed = first
            .is_some_and(|first| kids[first..].iter().any(|kid| matches!(kid, Kid::Item { .. })));
        if mixed {
            wrap_under(pages, NodeId(index.try_into().expect("nodes are numbered in 32 bits")));
        }
    }
}

fn wrap_under(pages: &mut Pages, node: NodeId) {
    let kids = std::mem::take(&mut pages.structure.node_mut(node).kids);
    let (mut after, mut span) = (false, None);
    for kid in kids {
        if let Kid::Item { page, item } = kid
            && after
        {
            let id = *span.get_or_insert_with(|| pages.structure.add(node, Role::Span));
            pages.structure.attach(id, kid);
            pages.pages[page as usize].items[item as usize].tag = Tag::Node(id);
        } else {
            after |= matches!(kid, Kid::Node(_));
            span = None;
            pages.structure.attach(node, kid);
        }
    }
}
