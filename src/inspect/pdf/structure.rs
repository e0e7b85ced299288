//! The structure tree (ISO 32000-1, 14.7), flattened into the order in which it is read.
//!
//! The tree comes in; elements go out, each behind its parent and before what follows it, and
//! for each page or form which element has which of its marks. What is met twice is not
//! entered again.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{Dict, File, Id, Object};
use super::role::{self, Role};

/// More elements are not looked at.
const MAX_ELEMENTS: usize = 1 << 20;
/// More marks of elements are not looked at.
const MAX_CLAIMS: usize = 1 << 22;
/// More kids do not wait for their turn.
const MAX_OPEN: usize = 1 << 22;
/// What is kept of an alternative text.
const MAX_ALT: usize = 4096;

/// One structure element.
#[derive(Debug)]
pub(super) struct Element {
    /// What it is, by the standard's names.
    pub(super) role: Role,
    /// Its parent's place in the list.
    pub(super) parent: Option<u32>,
    /// One past the last element that lies in it.
    pub(super) end: u32,
    /// Its page, or that of the first of its content.
    pub(super) page: Option<Id>,
    /// The alternative text.
    pub(super) alt: Option<String>,
    /// Whether it says what its content means in characters.
    pub(super) has_actual_text: bool,
    /// Its identifier.
    pub(super) id: Option<Vec<u8>>,
    /// Whether content of a page, or an annotation, is directly in it.
    pub(super) has_content: bool,
    /// What only cells of tables have.
    pub(super) cell: Option<Cell>,
}

/// What is said of a cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) has_scope: bool,
    pub(super) headers: Vec<Vec<u8>>,
    pub(super) rows: u32,
    pub(super) columns: u32,
}

/// An element's hold on a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) mark: u32,
    pub(super) element: u32,
}

/// The structure of a document.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// In reading order.
    pub(super) elements: Vec<Element>,
    /// By page or form, in reading order.
    pub(super) claims: BTreeMap<Id, Vec<Claim>>,
    /// The annotations that elements hold.
    pub(super) annotations: BTreeMap<Id, u32>,
    /// Names of roles that are neither standard nor mapped.
    pub(super) unknown: BTreeSet<String>,
    /// Language tags of elements, each once, with the page of the first.
    pub(super) langs: BTreeMap<String, Option<Id>>,
    /// Whether an element was met twice.
    pub(super) loops: bool,
}

impl Tree {
    /// The elements from an element to the root, itself first.
    pub(super) fn upward(&self, element: u32) -> impl Iterator<Item = &Element> {
        let first = self.elements.get(element as usize);
        std::iter::successors(first, |element| self.elements.get(element.parent? as usize))
    }

    /// The elements in an element, however deep, with their places.
    pub(super) fn inside(&self, element: u32) -> impl Iterator<Item = (u32, &Element)> {
        let end = self.elements.get(element as usize).map_or(0, |element| element.end);
        let range = (element + 1)..end.max(element + 1);
        range.filter_map(|at| Some((at, self.elements.get(at as usize)?)))
    }
}

/// Where a kid stands.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    parent: Option<u32>,
    page: Option<Id>,
}

struct Walk<'f, 's> {
    file: &'f File<'s>,
    roles: role::Map<'f, 's>,
    classes: Dict,
    tree: Tree,
    seen: BTreeSet<Id>,
    claims: usize,
    open: Vec<(Object, Place)>,
}

/// Reads the structure tree; none if the document has none.
pub(super) fn read(file: &File<'_>, catalog: &Dict) -> Option<Tree> {
    let root = file.dict(catalog, b"StructTreeRoot")?;
    let mut walk = Walk {
        file,
        roles: role::Map::new(file, &root),
        classes: file.dict(&root, b"ClassMap").unwrap_or_default(),
        tree: Tree::default(),
        seen: BTreeSet::new(),
        claims: 0,
        open: Vec::new(),
    };
    walk.push_kids(&root, Place::default());
    while let Some((kid, place)) = walk.open.pop() {
        if file.gave_up() || MAX_ELEMENTS <= walk.tree.elements.len() {
            break;
        }
        walk.kid(kid, place);
    }
    let mut tree = walk.tree;
    for at in (0..tree.elements.len()).rev() {
        let element = &tree.elements[at];
        let (end, page) = (element.end, element.page);
        if let Some(parent) = element.parent.and_then(|at| tree.elements.get_mut(at as usize)) {
            parent.end = parent.end.max(end);
            parent.page = parent.page.or(page);
        }
    }
    Some(tree)
}

impl Walk<'_, '_> {
    fn push_kids(&mut self, dict: &Dict, place: Place) {
        let kid = dict.get(b"K");
        if let Object::Ref(id) = kid
            && matches!(self.file.get(*id), Object::Dict(_))
        {
            // A single element; whether it was met before shows when its turn comes.
            self.open.push((kid.clone(), place));
            return;
        }
        match self.file.resolve(kid).as_ref() {
            Object::Null => {}
            Object::Array(kids) => {
                let room = MAX_OPEN.saturating_sub(self.open.len());
                self.open.extend(kids.iter().take(room).rev().map(|kid| (kid.clone(), place)));
            }
            single => self.open.push((single.clone(), place)),
        }
    }

    fn kid(&mut self, kid: Object, place: Place) {
        let dict = match kid {
            Object::Int(mark) => return self.claim(place.page, mark, place),
            Object::Dict(dict) => dict,
            Object::Ref(id) => {
                let Object::Dict(dict) = self.file.get(id) else { return };
                let is_element = dict.has(b"S");
                if is_element && !self.seen.insert(id) {
                    self.tree.loops = true;
                    return;
                }
                dict
            }
            _ => return,
        };
        match dict.get(b"Type").as_name() {
            Some(b"MCR") => {
                let own = dict.get(b"Stm").as_ref().or(dict.get(b"Pg").as_ref());
                if let Some(mark) = self.file.int(&dict, b"MCID") {
                    self.claim(own.or(place.page), mark, place);
                }
            }
            Some(b"OBJR") => {
                if let (Some(id), Some(parent)) = (dict.get(b"Obj").as_ref(), place.parent) {
                    self.tree.annotations.insert(id, parent);
                    self.has_content(parent, dict.get(b"Pg").as_ref().or(place.page));
                }
            }
            _ if dict.has(b"S") => self.element(&dict, place),
            _ => {}
        }
    }

    fn claim(&mut self, container: Option<Id>, mark: i64, place: Place) {
        let (Some(container), Ok(mark), Some(element)) =
            (container, u32::try_from(mark), place.parent)
        else {
            return;
        };
        self.claims += 1;
        if self.claims <= MAX_CLAIMS {
            self.tree.claims.entry(container).or_default().push(Claim { mark, element });
            self.has_content(element, place.page.or(Some(container)));
        }
    }

    fn has_content(&mut self, element: u32, page: Option<Id>) {
        if let Some(element) = self.tree.elements.get_mut(element as usize) {
            element.has_content = true;
            element.page = element.page.or(page);
        }
    }

    fn element(&mut self, dict: &Dict, place: Place) {
        let at = u32::try_from(self.tree.elements.len()).expect("elements are limited");
        let page = dict.get(b"Pg").as_ref().or(place.page);
        let role = match self.roles.of(dict) {
            Ok(role) => role,
            Err(name) => {
                if self.tree.unknown.len() < 64 {
                    self.tree.unknown.insert(name);
                }
                Role::Other
            }
        };
        if let Some(lang) = self.file.text(dict, b"Lang")
            && self.tree.langs.len() < 1024
        {
            self.tree.langs.entry(lang).or_insert(page);
        }
        let alt = self.file.text(dict, b"Alt").map(|mut alt| {
            alt.truncate(alt.floor_char_boundary(MAX_ALT));
            alt
        });
        let is_cell = matches!(role, Role::Th | Role::Td);
        let element = Element {
            role,
            parent: place.parent,
            end: at + 1,
            page: dict.get(b"Pg").as_ref(),
            alt,
            has_actual_text: dict.has(b"ActualText"),
            id: self.file.value(dict, b"ID").as_bytes().map(<[u8]>::to_vec),
            has_content: false,
            cell: is_cell.then(|| self.cell(dict)),
        };
        self.tree.elements.push(element);
        self.push_kids(dict, Place { parent: Some(at), page });
    }

    /// The attributes of a cell (ISO 32000-1, 14.8.5.7), its own before those of its classes.
    fn cell(&self, dict: &Dict) -> Cell {
        let mut cell = Cell { has_scope: false, headers: Vec::new(), rows: 1, columns: 1 };
        let mut attributes = Vec::new();
        self.gather(dict.get(b"A"), &mut attributes);
        let class = self.file.value(dict, b"C").into_owned();
        let names = match &class {
            Object::Array(names) => &names[..],
            name => std::slice::from_ref(name),
        };
        for name in names {
            if let Some(name) = name.as_name() {
                self.gather(self.classes.get(name), &mut attributes);
            }
        }
        let span = |dict: &Dict, key: &[u8]| {
            self.file.int(dict, key).and_then(|span| u32::try_from(span).ok())
        };
        for dict in attributes.iter().rev() {
            cell.has_scope |= dict.has(b"Scope");
            if let Some(headers) = self.file.array(dict, b"Headers") {
                cell.headers =
                    headers.iter().filter_map(Object::as_bytes).map(<[u8]>::to_vec).collect();
            }
            cell.rows = span(dict, b"RowSpan").unwrap_or(cell.rows).clamp(1, 10_000);
            cell.columns = span(dict, b"ColSpan").unwrap_or(cell.columns).clamp(1, 10_000);
        }
        cell
    }

    /// Attribute dictionaries: one, or an array of them with revision numbers.
    fn gather(&self, object: &Object, into: &mut Vec<Dict>) {
        match self.file.resolve(object).into_owned() {
            Object::Array(items) => {
                for item in items.iter().take(64) {
                    if let Some(dict) = self.file.resolve(item).as_dict() {
                        into.push(dict.clone());
                    }
                }
            }
            object => into.extend(object.as_dict().cloned()),
        }
    }
}
