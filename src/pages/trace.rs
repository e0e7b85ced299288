//! Prints pages and their structure as text that a person can review.

use super::Pages;

/// Prints every page: its size, then each mark with place, node and text.
#[must_use]
pub fn trace(_pages: &Pages) -> String {
    String::new()
}

/// Prints the structure tree, indented, with the text under each node.
#[must_use]
pub fn trace_structure(_pages: &Pages) -> String {
    String::new()
}
