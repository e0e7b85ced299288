//! The names of structure types, and what each standard makes of them.
//!
//! PDF 1.7 knows one set of types (ISO 32000-1, 14.8.4). PDF 2.0 sorts them into namespaces
//! (ISO 32000-2, 14.8.6): its own, which knows `FENote` for notes, and that of PDF 1.7, in
//! which quotations, code, contents and references stay.

use super::Standard;
use crate::pages::{Node, NodeId, Pages, Role, text_of};

/// A namespace of structure types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Namespace {
    /// That of PDF 1.7.
    Pdf17,
    /// That of PDF 2.0.
    Pdf20,
}

impl Namespace {
    /// Its name (ISO 32000-2, 14.8.6.1).
    pub(super) fn uri(self) -> &'static str {
        match self {
            Namespace::Pdf17 => "http://iso.org/pdf/ssn",
            Namespace::Pdf20 => "http://iso.org/pdf2/ssn",
        }
    }

    /// Where PDF 2.0 has this role.
    pub(super) fn of(role: &Role) -> Namespace {
        match role {
            Role::BlockQuote | Role::Code | Role::Reference | Role::Toc | Role::TocItem => {
                Namespace::Pdf17
            }
            _ => Namespace::Pdf20,
        }
    }
}

/// The structure type as this standard names it.
pub(super) fn structure_type(role: &Role, standard: Standard) -> &'static str {
    match (role, standard) {
        (Role::Note, Standard::Ua2) => "FENote",
        _ => role_name(role),
    }
}

/// The name of a standard structure type of PDF 1.7.
pub(super) fn role_name(role: &Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Part => "Part",
        Role::Sect => "Sect",
        Role::Div => "Div",
        Role::Heading(0 | 1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(6..) => "H6",
        Role::Paragraph => "P",
        Role::BlockQuote => "BlockQuote",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::Label => "Lbl",
        Role::ListBody => "LBody",
        Role::Table => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::TableRow => "TR",
        Role::TableHeader(_) => "TH",
        Role::TableCell => "TD",
        Role::Figure { .. } => "Figure",
        Role::Caption => "Caption",
        Role::Note => "Note",
        Role::Reference => "Reference",
        Role::Link => "Link",
        Role::Span => "Span",
        Role::Code => "Code",
        Role::Toc => "TOC",
        Role::TocItem => "TOCI",
    }
}

/// How a list is numbered (`ListNumbering`, table 347; ISO 32000-2, table 382), by its first
/// label.
pub(super) fn numbering(pages: &Pages, list: &Node, standard: Standard) -> &'static str {
    let structure = &pages.structure;
    let label = list.kids.iter().filter_map(kid_node).find_map(|item| {
        let mut kids = structure.node(item).kids.iter().filter_map(kid_node);
        kids.find(|&id| structure.node(id).role == Role::Label)
    });
    let Some(label) = label else { return "None" };
    let text = text_of(pages, label);
    let text = text.trim().trim_end_matches(['.', ')']);
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some('0'..='9'), _) if text.bytes().all(|byte| byte.is_ascii_digit()) => "Decimal",
        (Some('a'..='z'), None) => "LowerAlpha",
        (Some('A'..='Z'), None) => "UpperAlpha",
        (Some('◦' | '○'), None) => "Circle",
        (Some('▪' | '■'), None) => "Square",
        (Some(_), Some(_)) => match standard {
            // PDF 1.7 has no value for lists of terms.
            Standard::Ua1 => "None",
            Standard::Ua2 => "Description",
        },
        _ => "Disc",
    }
}

fn kid_node(kid: &crate::pages::Kid) -> Option<NodeId> {
    match kid {
        crate::pages::Kid::Node(id) => Some(*id),
        _ => None,
    }
}
