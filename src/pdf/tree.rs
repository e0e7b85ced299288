//! Writes the structure tree: the tags (ISO 32000-1, 14.7 and 14.8).
//!
//! The structure of the pages and the identifiers of their marks come in; structure
//! elements, the parent tree and the tree of identifiers go out. Nodes that nothing is
//! under are left out, but for the cells of a table, which would lose its shape.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::content::extent;
use super::marks::Marks;
use super::number;
use super::shell::Objects;
use super::strings::{clean, text_string};
use crate::base::Rect;
use crate::pages::{Kid, Node, NodeId, Pages, Role, TableScope, text_of};

/// Entries in one leaf of a name or number tree; readers load leaf by leaf.
const LEAF: usize = 64;

/// Where the tree's objects are.
#[derive(Debug)]
pub(super) struct Tree {
    /// The `StructTreeRoot`.
    pub(super) root: ObjectId,
    /// The element of each node; none where it was left out.
    pub(super) elements: Vec<Option<ObjectId>>,
}

/// The objects that the tree refers to.
#[derive(Debug)]
pub(super) struct Targets<'a> {
    /// The page dictionaries.
    pub(super) pages: &'a [ObjectId],
    /// The annotation of each link of each page.
    pub(super) links: &'a [Vec<ObjectId>],
}

/// The name of a standard structure type.
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

/// Which nodes are written.
pub(super) fn kept(pages: &Pages) -> Vec<bool> {
    let nodes = &pages.structure.nodes;
    let mut kept = vec![false; nodes.len()];
    for (index, node) in nodes.iter().enumerate().rev() {
        kept[index] = index == 0
            || node.kids.iter().any(|kid| match kid {
                Kid::Item { .. } | Kid::Link { .. } => true,
                Kid::Node(id) => kept[id.0 as usize],
            });
    }
    for index in 0..nodes.len() {
        for kid in &nodes[index].kids {
            let Kid::Node(id) = kid else { continue };
            let role = &nodes[id.0 as usize].role;
            let cell = matches!(role, Role::TableRow | Role::TableHeader(_) | Role::TableCell);
            kept[id.0 as usize] |= cell && kept[index];
        }
    }
    kept
}

/// Writes the tree.
pub(super) fn write(
    objects: &mut Objects,
    pages: &Pages,
    marks: &[Marks],
    targets: &Targets<'_>,
) -> Tree {
    let root = objects.reserve();
    let elements: Vec<Option<ObjectId>> =
        kept(pages).into_iter().map(|kept| kept.then(|| objects.reserve())).collect();
    let mut names = Vec::new();
    let writer = Writer { pages, marks, targets, elements: &elements, root };
    for (index, id) in elements.iter().enumerate() {
        let Some(id) = *id else { continue };
        let mut element = writer.element(index);
        if pages.structure.nodes[index].role == Role::Note {
            // Padded, so that the order of names is the order of notes.
            let name = Object::string_literal(format!("note-{index:08}"));
            element.set("ID", name.clone());
            names.push((name, Object::Reference(id)));
        }
        objects.set(id, element);
    }
    let mut dict = dictionary! { "Type" => "StructTreeRoot" };
    if let Some(Some(document)) = elements.first() {
        dict.set("K", *document);
    }
    let (numbers, next) = parents(objects, pages, marks, &elements);
    dict.set("ParentTree", leafed(objects, b"Nums", &numbers));
    dict.set("ParentTreeNextKey", next);
    if !names.is_empty() {
        dict.set("IDTree", leafed(objects, b"Names", &names));
    }
    objects.set(root, dict);
    Tree { root, elements }
}

/// For each page the elements of its marks, then for each link its element. Keys are as in
/// [`page_key`] and [`link_keys`].
fn parents(
    objects: &mut Objects,
    pages: &Pages,
    marks: &[Marks],
    elements: &[Option<ObjectId>],
) -> (Vec<(Object, Object)>, i64) {
    let element = |node: NodeId| {
        elements.get(node.0 as usize).copied().flatten().map_or(Object::Null, Object::Reference)
    };
    let mut entries = Vec::new();
    for (index, marks) in marks.iter().enumerate() {
        if !marks.owners.is_empty() {
            let owners: Vec<Object> = marks.owners.iter().map(|&node| element(node)).collect();
            entries.push((page_key(index), objects.add(owners).into()));
        }
    }
    let mut keys = link_keys(pages);
    for page in &pages.pages {
        for link in &page.links {
            let key = keys.next().expect("the keys never end");
            entries.push((Object::Integer(key), element(link.node)));
        }
    }
    (entries, keys.next().expect("the keys never end"))
}

/// The `StructParents` of a page.
pub(super) fn page_key(index: usize) -> Object {
    Object::Integer(i64::try_from(index).expect("pages are counted in memory"))
}

/// The `StructParent` of every link, page by page.
pub(super) fn link_keys(pages: &Pages) -> impl Iterator<Item = i64> {
    i64::try_from(pages.pages.len()).expect("pages are counted in memory")..
}

/// A name or number tree (ISO 32000-1, 7.9.6 and 7.9.7) of sorted entries.
fn leafed(objects: &mut Objects, key: &[u8], entries: &[(Object, Object)]) -> ObjectId {
    let flat = |part: &[(Object, Object)]| -> Vec<Object> {
        part.iter().flat_map(|(key, value)| [key.clone(), value.clone()]).collect()
    };
    let mut root = Dictionary::new();
    if entries.len() <= LEAF {
        root.set(key, flat(entries));
        return objects.add(root);
    }
    let mut level: Vec<(Object, Object, ObjectId)> = Vec::new();
    for part in entries.chunks(LEAF) {
        let (first, last) = (part[0].0.clone(), part[part.len() - 1].0.clone());
        let mut leaf = Dictionary::new();
        leaf.set("Limits", vec![first.clone(), last.clone()]);
        leaf.set(key, flat(part));
        level.push((first, last, objects.add(leaf)));
    }
    while LEAF < level.len() {
        let mut above = Vec::new();
        for part in level.chunks(LEAF) {
            let (first, last) = (part[0].0.clone(), part[part.len() - 1].1.clone());
            let kids: Vec<Object> = part.iter().map(|node| node.2.into()).collect();
            let node =
                dictionary! { "Limits" => vec![first.clone(), last.clone()], "Kids" => kids };
            above.push((first, last, objects.add(node)));
        }
        level = above;
    }
    let kids: Vec<Object> = level.iter().map(|node| node.2.into()).collect();
    root.set("Kids", kids);
    objects.add(root)
}

/// What elements are made from.
struct Writer<'a> {
    pages: &'a Pages,
    marks: &'a [Marks],
    targets: &'a Targets<'a>,
    elements: &'a [Option<ObjectId>],
    root: ObjectId,
}

impl Writer<'_> {
    fn element(&self, index: usize) -> Dictionary {
        let node = &self.pages.structure.nodes[index];
        let above = node.parent.and_then(|parent| self.elements[parent.0 as usize]);
        let mut dict = dictionary! {
            "Type" => "StructElem",
            "S" => role_name(&node.role),
            "P" => above.unwrap_or(self.root),
        };
        let home = node.kids.iter().find_map(|kid| match kid {
            Kid::Item { page, .. } | Kid::Link { page, .. } => Some(*page as usize),
            Kid::Node(_) => None,
        });
        if let Some(page) = home {
            dict.set("Pg", self.targets.pages[page]);
        }
        let mut kids: Vec<Object> =
            node.kids.iter().filter_map(|kid| self.kid(kid, home)).collect();
        match kids.len() {
            0 => {}
            1 => dict.set("K", kids.remove(0)),
            _ => dict.set("K", kids),
        }
        if let Some(lang) = &node.lang {
            dict.set("Lang", text_string(lang.as_str()));
        }
        self.attributes(&mut dict, node);
        dict
    }

    fn kid(&self, kid: &Kid, home: Option<usize>) -> Option<Object> {
        match *kid {
            Kid::Node(id) => self.elements[id.0 as usize].map(Object::Reference),
            Kid::Item { page, item } => {
                let page = page as usize;
                let id = i64::from(self.marks[page].begins[item as usize]?);
                if Some(page) == home {
                    return Some(Object::Integer(id));
                }
                let page = self.targets.pages[page];
                Some(dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => id }.into())
            }
            Kid::Link { page, link } => {
                let object = self.targets.links[page as usize][link as usize];
                let page = self.targets.pages[page as usize];
                Some(dictionary! { "Type" => "OBJR", "Pg" => page, "Obj" => object }.into())
            }
        }
    }

    /// ISO 32000-1, 14.8.5.
    fn attributes(&self, dict: &mut Dictionary, node: &Node) {
        match &node.role {
            Role::Figure { alt, bbox } => {
                if let Some(alt) = alt.as_ref().filter(|alt| !clean(alt).is_empty()) {
                    dict.set("Alt", text_string(&clean(alt)));
                }
                let mut layout = dictionary! { "O" => "Layout", "Placement" => "Block" };
                let place = bbox.or_else(|| self.extent(node));
                let place =
                    place.and_then(|(page, rect)| Some((self.pages.pages.get(page)?, rect)));
                if let Some((page, rect)) = place {
                    layout.set("BBox", upward(&rect, page.size.height));
                }
                dict.set("A", layout);
            }
            Role::TableHeader(scope) => {
                let scope = match scope {
                    TableScope::Row => "Row",
                    TableScope::Column => "Column",
                };
                dict.set("A", dictionary! { "O" => "Table", "Scope" => scope });
            }
            Role::List => {
                let numbering = self.numbering(node);
                dict.set("A", dictionary! { "O" => "List", "ListNumbering" => numbering });
            }
            _ => {}
        }
    }

    /// How a list is numbered, by its first label.
    fn numbering(&self, list: &Node) -> &'static str {
        let structure = &self.pages.structure;
        let label = list.kids.iter().find_map(|kid| {
            let Kid::Node(item) = kid else { return None };
            structure.node(*item).kids.iter().find_map(|kid| match kid {
                Kid::Node(id) if structure.node(*id).role == Role::Label => Some(*id),
                _ => None,
            })
        });
        let Some(label) = label else { return "None" };
        let text = text_of(self.pages, label);
        match text.trim().chars().next() {
            Some('0'..='9') => "Decimal",
            Some('a'..='z') => "LowerAlpha",
            Some('A'..='Z') => "UpperAlpha",
            Some('◦' | '○') => "Circle",
            Some('▪' | '■') => "Square",
            _ => "Disc",
        }
    }

    /// Where a figure's own marks stand, on the first page that it is on.
    fn extent(&self, node: &Node) -> Option<(usize, Rect)> {
        let mut found: Option<(usize, Rect)> = None;
        for kid in &node.kids {
            let Kid::Item { page, item } = *kid else { continue };
            let page = page as usize;
            let rect = extent(self.pages.pages.get(page)?.items.get(item as usize)?);
            found = match found {
                None => Some((page, rect)),
                Some((home, before)) if home == page => Some((home, before.union(&rect))),
                other => other,
            };
        }
        found
    }
}

/// A rectangle's left, bottom, right and top, y growing upward.
pub(super) fn upward(rect: &Rect, height: crate::base::Length) -> Vec<Object> {
    [rect.x, height - rect.bottom(), rect.right(), height - rect.y].map(number::object).to_vec()
}
