//! Pages and structure printed as text, on the pages that this module is tested with.

use super::*;
use crate::pages::{text_of, trace, trace_structure};

#[test]
fn pages_can_be_read_as_text() {
    insta::assert_snapshot!(trace(&sample().0));
}

#[test]
fn every_kind_of_mark_has_its_line() {
    insta::assert_snapshot!(trace(&rich().0));
}

#[test]
fn the_structure_can_be_read_as_text() {
    insta::assert_snapshot!(trace_structure(&rich().0));
}

#[test]
fn the_text_of_a_node_is_that_of_all_below_it_in_order() {
    let (pages, _) = sample();
    let paragraph = (0_u32..)
        .zip(&pages.structure.nodes)
        .find_map(|(id, node)| (node.role == Role::Paragraph).then_some(NodeId(id)))
        .unwrap();
    assert_eq!(
        text_of(&pages, paragraph),
        "The valley-floor hy\u{AD}phen, see the site.It goes on.",
        "across the link and the page"
    );
}
