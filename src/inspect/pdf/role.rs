//! What structure elements are: the standard's names for them, and how others map to them.
//!
//! ISO 32000-1, 14.8.4 and ISO 32000-2, 14.8.4; role maps are 14.7.3, namespaces 14.7.4.

use super::file::{Dict, File, Object};

/// How many names may map to one another before a standard one comes.
const MAX_HOPS: usize = 16;

/// What an element is, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading of a level from 1.
    Heading(u8),
    /// A heading whose level is how deep it lies.
    PlainHeading,
    /// The title of the document.
    Title,
    /// A paragraph.
    Paragraph,
    /// A picture.
    Figure,
    /// A formula.
    Formula,
    /// The words under a picture or over a table.
    Caption,
    /// A table.
    Table,
    /// The head, body or foot of a table.
    RowGroup,
    /// A row.
    Row,
    /// A header cell.
    Th,
    /// Any other cell.
    Td,
    /// A link.
    Link,
    /// A note at the foot of a page or at the end.
    Note,
    /// The mark in the text that refers to a note.
    Reference,
    /// Beside the text.
    Aside,
    /// What is no content.
    Artifact,
    /// A list, or a part of one.
    List,
    /// Everything else.
    Other,
}

/// A role by its standard name.
fn standard(name: &[u8]) -> Option<Role> {
    Some(match name {
        b"H" => Role::PlainHeading,
        [b'H', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) => {
            let level = std::str::from_utf8(digits).ok()?.parse::<u8>().ok()?;
            Role::Heading(level)
        }
        b"Title" => Role::Title,
        b"P" => Role::Paragraph,
        b"Figure" => Role::Figure,
        b"Formula" => Role::Formula,
        b"Caption" => Role::Caption,
        b"Table" => Role::Table,
        b"THead" | b"TBody" | b"TFoot" => Role::RowGroup,
        b"TR" => Role::Row,
        b"TH" => Role::Th,
        b"TD" => Role::Td,
        b"Link" => Role::Link,
        b"Note" | b"FENote" => Role::Note,
        b"Reference" => Role::Reference,
        b"Aside" => Role::Aside,
        b"Artifact" => Role::Artifact,
        b"L" | b"LI" | b"Lbl" | b"LBody" => Role::List,
        b"Document" | b"DocumentFragment" | b"Part" | b"Art" | b"Sect" | b"Div" | b"BlockQuote"
        | b"TOC" | b"TOCI" | b"Index" | b"NonStruct" | b"Private" | b"Span" | b"Quote"
        | b"BibEntry" | b"Code" | b"Annot" | b"Ruby" | b"RB" | b"RT" | b"RP" | b"Warichu"
        | b"WT" | b"WP" | b"Form" | b"Sub" | b"Em" | b"Strong" => Role::Other,
        _ => return None,
    })
}

/// How a document's own names map to the standard's.
#[derive(Debug)]
pub(super) struct Map<'f, 's> {
    file: &'f File<'s>,
    names: Dict,
}

impl<'f, 's> Map<'f, 's> {
    pub(super) fn new(file: &'f File<'s>, root: &Dict) -> Self {
        Map { file, names: file.dict(root, b"RoleMap").unwrap_or_default() }
    }

    /// What an element is; the name if it means nothing.
    pub(super) fn of(&self, element: &Dict) -> Result<Role, String> {
        let first = self.file.name(element, b"S").unwrap_or_default();
        if let Some(role) = standard(&first) {
            return Ok(role);
        }
        let mut name = first.clone();
        let mut space = self.file.dict(element, b"NS");
        for _ in 0..MAX_HOPS {
            let own = space.as_ref().and_then(|space| self.file.dict(space, b"RoleMapNS"));
            let next = match own.map(|map| self.file.value(&map, &name).into_owned()) {
                Some(Object::Array(pair)) => {
                    let to = pair.get(1).map(|to| self.file.resolve(to).into_owned());
                    space = to.and_then(|to| to.as_dict().cloned());
                    pair.into_iter().next().unwrap_or(Object::Null)
                }
                Some(next @ Object::Name(_)) => {
                    space = None;
                    next
                }
                _ => self.file.value(&self.names, &name).into_owned(),
            };
            let Object::Name(next) = next else { break };
            if let Some(role) = standard(&next) {
                return Ok(role);
            }
            name = next;
        }
        Err(String::from_utf8_lossy(&first).into_owned())
    }
}
