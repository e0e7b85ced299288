//! Name trees and number trees (ISO 32000-1, 7.9.6 and 7.9.7), flattened.
//!
//! Each node is visited once, so that loops end.

use std::collections::BTreeSet;

use super::file::{Dict, File, Object};

/// More entries of one tree are not read.
const MAX_ENTRIES: usize = 1 << 20;

/// The entries of a number tree, in the order of the file.
pub(super) fn numbers(file: &File<'_>, root: Dict) -> Vec<(i64, Object)> {
    leaves(file, root, b"Nums")
        .into_iter()
        .filter_map(|(key, value)| Some((file.resolve(&key).as_int()?, value)))
        .collect()
}

/// The entries of a name tree, in the order of the file.
pub(super) fn names(file: &File<'_>, root: Dict) -> Vec<(Vec<u8>, Object)> {
    leaves(file, root, b"Names")
        .into_iter()
        .filter_map(|(key, value)| Some((file.resolve(&key).as_bytes()?.to_vec(), value)))
        .collect()
}

fn leaves(file: &File<'_>, root: Dict, key: &[u8]) -> Vec<(Object, Object)> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![Object::Dict(root)];
    while let Some(node) = open.pop() {
        if MAX_ENTRIES <= found.len() || file.gave_up() {
            break;
        }
        let node = file.resolve(&node);
        let Some(node) = node.as_dict() else { continue };
        if let Some(items) = file.array(node, key) {
            let mut items = items.into_iter();
            while let (Some(key), Some(value)) = (items.next(), items.next()) {
                found.push((key, value));
            }
        }
        for kid in file.array(node, b"Kids").unwrap_or_default().iter().rev() {
            let Object::Ref(id) = kid else { continue };
            if seen.insert(*id) {
                open.push(Object::Ref(*id));
            }
        }
    }
    found
}
