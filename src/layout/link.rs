//! Addresses as links.
//!
//! An address of the metadata comes in, its words go out with a link if it leads somewhere.
//! It sets no type.

use crate::design::TextStyle;
use crate::layout::compose::Text;
use crate::layout::sheet::{Goal, Sheets};
use crate::pages::NodeId;
use crate::phrases::bare;

/// Where an address on the web leads; none if it is not one that is safe to follow.
fn web(url: &str) -> Option<Goal> {
    let lower = url.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return Some(Goal::Url(url.to_owned()));
    }
    let host = !lower.contains(':') && !lower.contains(char::is_whitespace) && lower.contains('.');
    host.then(|| Goal::Url(format!("https://{url}")))
}

/// An address on the web with its scheme; one that leads nowhere as it is.
pub(super) fn absolute(url: &str) -> String {
    match web(url) {
        Some(Goal::Url(url)) => url,
        Some(Goal::Anchor(_) | Goal::Block(_)) | None => url.to_owned(),
    }
}

fn mail(address: &str) -> Option<Goal> {
    let plain = address.contains('@') && !address.contains(char::is_whitespace);
    plain.then(|| Goal::Url(format!("mailto:{address}")))
}

fn telephone(number: &str) -> Option<Goal> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let plus = if number.trim_start().starts_with('+') { "+" } else { "" };
    (3 <= digits.len()).then(|| Goal::Url(format!("tel:{plus}{digits}")))
}

/// What kind of address some words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// On the web; printed without its scheme.
    Web,
    /// For mail.
    Mail,
    /// A telephone number.
    Telephone,
    /// Whichever it looks like.
    Any,
}

/// Appends an address as a link of `node`, or as plain words if it leads nowhere.
pub(super) fn push_address(
    text: &mut Text,
    address: &str,
    kind: Address,
    style: &TextStyle,
    node: NodeId,
    sheets: &mut Sheets,
) {
    let goal = match kind {
        Address::Web => web(address),
        Address::Mail => mail(address),
        Address::Telephone => telephone(address),
        Address::Any => mail(address).or_else(|| web(address)),
    };
    let words = match kind {
        Address::Web | Address::Any => bare(address).to_owned(),
        Address::Mail => address.to_owned(),
        Address::Telephone => address.replace(' ', "\u{a0}"),
    };
    match goal {
        Some(goal) => {
            // What a screen reader says is the address itself.
            let said = match &goal {
                Goal::Url(url) => bare(url).to_owned(),
                Goal::Anchor(_) | Goal::Block(_) => words.clone(),
            };
            let mark = sheets.link(node, goal, said);
            text.push(&words, style, mark);
        }
        None => text.push(&words, style, crate::layout::compose::Mark::default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_addresses() {
        assert_eq!(
            telephone("+44 1632 960 114"),
            Some(Goal::Url("tel:+441632960114".to_owned())),
            "digits alone"
        );
        assert_eq!(web("javascript:alert(1)"), None, "not an address to follow");
        assert_eq!(
            web("farridge.example"),
            Some(Goal::Url("https://farridge.example".to_owned())),
            "a bare host"
        );
    }
}
