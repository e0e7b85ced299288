//! Writes the structure tree: the tags (ISO 32000-1, 14.7 and 14.8).
//!
//! The structure of the pages and the identifiers of their marks come in; structure
//! elements, the parent tree and the tree of identifiers go out. Nodes that nothing is
//! under are left out, but for the cells of a table and the bodies of list items: without
//! them neither would have its shape.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use super::Standard;
use super::marks::Marks;
use super::number;
use super::references::references;
use super::roles::{Namespace, numbering, structure_type};
use super::shell::Objects;
use super::strings::{clean, text_string};
use crate::base::Rect;
use crate::pages::{Kid, Node, NodeId, Pages, Role, TableScope, extent};

/// Entries in one leaf of a name or number tree; readers load leaf by leaf.
const LEAF: usize = 64;

/// The objects that the tree consists of and refers to.
#[derive(Debug)]
pub(super) struct Targets<'a> {
    /// The element of each node; none where it is left out.
    pub(super) elements: &'a [Option<ObjectId>],
    /// The page dictionaries.
    pub(super) pages: &'a [ObjectId],
    /// The annotation of each link of each page.
    pub(super) links: &'a [Vec<ObjectId>],
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
            let shape = matches!(
                role,
                Role::TableRow | Role::TableHeader(_) | Role::TableCell | Role::ListBody
            );
            kept[id.0 as usize] |= shape && kept[index];
        }
    }
    kept
}

/// Takes a number for the element of each node that is written.
pub(super) fn reserve(objects: &mut Objects, pages: &Pages) -> Vec<Option<ObjectId>> {
    kept(pages).into_iter().map(|kept| kept.then(|| objects.reserve())).collect()
}

/// Writes the tree and returns its root.
pub(super) fn write(
    objects: &mut Objects,
    standard: Standard,
    pages: &Pages,
    marks: &[Marks],
    targets: &Targets<'_>,
) -> ObjectId {
    let root = objects.reserve();
    let mut dict = dictionary! { "Type" => "StructTreeRoot" };
    let spaces = match standard {
        Standard::Ua1 => None,
        Standard::Ua2 => Some([Namespace::Pdf17, Namespace::Pdf20].map(|space| {
            objects.add(dictionary! { "Type" => "Namespace", "NS" => text_string(space.uri()) })
        })),
    };
    let refs = match standard {
        Standard::Ua1 => BTreeMap::new(),
        Standard::Ua2 => references(pages),
    };
    let mut names = Vec::new();
    let writer = Writer { standard, pages, marks, targets, root, spaces, refs };
    for (index, id) in targets.elements.iter().enumerate() {
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
    if let Some(Some(document)) = targets.elements.first() {
        dict.set("K", *document);
    }
    if let Some(spaces) = spaces {
        dict.set("Namespaces", spaces.map(Object::Reference).to_vec());
        // For readers that know no namespaces (ISO 32000-2, 14.7.3).
        dict.set("RoleMap", dictionary! { "FENote" => "Note" });
    }
    let (numbers, next) = parents(objects, pages, marks, targets.elements);
    dict.set("ParentTree", leafed(objects, b"Nums", &numbers));
    dict.set("ParentTreeNextKey", next);
    if !names.is_empty() {
        dict.set("IDTree", leafed(objects, b"Names", &names));
    }
    objects.set(root, dict);
    root
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
    standard: Standard,
    pages: &'a Pages,
    marks: &'a [Marks],
    targets: &'a Targets<'a>,
    root: ObjectId,
    /// The namespaces of PDF 1.7 and PDF 2.0, where there are any.
    spaces: Option<[ObjectId; 2]>,
    /// The nodes that a node is to be read together with.
    refs: BTreeMap<NodeId, BTreeSet<NodeId>>,
}

impl Writer<'_> {
    fn element(&self, index: usize) -> Dictionary {
        let node = &self.pages.structure.nodes[index];
        let above = node.parent.and_then(|parent| self.targets.elements[parent.0 as usize]);
        let mut dict = dictionary! {
            "Type" => "StructElem",
            "S" => structure_type(&node.role, self.standard),
            "P" => above.unwrap_or(self.root),
        };
        if let Some([pdf17, pdf20]) = self.spaces {
            let space = match Namespace::of(&node.role) {
                Namespace::Pdf17 => pdf17,
                Namespace::Pdf20 => pdf20,
            };
            dict.set("NS", space);
        }
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
        let id = NodeId(u32::try_from(index).expect("nodes are numbered in 32 bits"));
        let refs = self.refs.get(&id).into_iter().flatten();
        let refs: Vec<Object> = refs
            .filter_map(|node| self.targets.elements[node.0 as usize].map(Object::Reference))
            .collect();
        if !refs.is_empty() {
            dict.set("Ref", refs);
        }
        dict
    }

    fn kid(&self, kid: &Kid, home: Option<usize>) -> Option<Object> {
        match *kid {
            Kid::Node(id) => self.targets.elements[id.0 as usize].map(Object::Reference),
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
                let numbering = numbering(self.pages, node, self.standard);
                dict.set("A", dictionary! { "O" => "List", "ListNumbering" => numbering });
            }
            Role::Note if self.standard == Standard::Ua2 => {
                dict.set("A", dictionary! { "O" => "FENote", "NoteType" => "Footnote" });
            }
            _ => {}
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
