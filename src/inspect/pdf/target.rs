//! Where links and bookmarks lead (ISO 32000-1, 12.3.2 and 12.6.4).
//!
//! A dictionary with `Dest` or `A` comes in, a [`Target`] goes out.

use std::collections::BTreeMap;

use super::document;
use super::file::{Dict, File, Object};
use super::pages::Pages;
use super::trees;

/// Where something leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// To a page, by its place in the list.
    Page(usize),
    /// To somewhere that is not looked at: another file, a named action.
    Elsewhere,
    /// To an address.
    Address(String),
    /// Nowhere, and why.
    Nowhere(String),
    /// To something that acts, in words.
    Active(&'static str),
    /// The dictionary leads to nothing at all.
    Nothing,
}

/// All named places of a document.
#[derive(Debug)]
pub(super) struct Targets<'f, 's> {
    file: &'f File<'s>,
    pages: &'f Pages,
    names: BTreeMap<Vec<u8>, Object>,
}

impl<'f, 's> Targets<'f, 's> {
    pub(super) fn new(file: &'f File<'s>, catalog: &Dict, pages: &'f Pages) -> Self {
        let mut names = BTreeMap::new();
        if let Some(old) = file.dict(catalog, b"Dests") {
            names.extend(old.0);
        }
        let tree = file.dict(catalog, b"Names").and_then(|names| file.dict(&names, b"Dests"));
        if let Some(tree) = tree {
            names.extend(trees::names(file, tree));
        }
        Targets { file, pages, names }
    }

    /// Where a link annotation or an entry of the outline leads.
    pub(super) fn of(&self, dict: &Dict) -> Target {
        let dest = self.file.value(dict, b"Dest");
        if *dest != Object::Null {
            return self.place(&dest);
        }
        let Some(action) = self.file.dict(dict, b"A") else { return Target::Nothing };
        let active = document::actions(self.file, &Object::Dict(action.clone()));
        if let Some(active) = active.first() {
            return Target::Active(active);
        }
        match self.file.name(&action, b"S").as_deref() {
            Some(b"GoTo") => {
                let dest = self.file.value(&action, b"D");
                let structure = self.file.value(&action, b"SD");
                match (&*dest, &*structure) {
                    (Object::Null, Object::Null) => Target::Nowhere("it names no place".to_owned()),
                    (Object::Null, structure) => self.place(structure),
                    (dest, _) => self.place(dest),
                }
            }
            Some(b"URI") => Target::Address(self.file.text(&action, b"URI").unwrap_or_default()),
            Some(_) => Target::Elsewhere,
            None => Target::Nowhere("its action is of no kind".to_owned()),
        }
    }

    fn place(&self, dest: &Object) -> Target {
        match dest {
            Object::Name(name) | Object::Str(name) => {
                let shown = document::short(&super::file::text(name));
                let Some(found) = self.names.get(name) else {
                    return Target::Nowhere(format!("there is no place named `{shown}`"));
                };
                let found = self.file.resolve(found);
                let found = match found.as_dict() {
                    Some(dict) => self.file.value(dict, b"D").into_owned(),
                    None => found.into_owned(),
                };
                match &found {
                    Object::Array(items) => self.explicit(items),
                    _ => Target::Nowhere(format!("the place named `{shown}` is none")),
                }
            }
            Object::Array(items) => self.explicit(items),
            _ => Target::Nowhere("its place is none".to_owned()),
        }
    }

    /// `[page /XYZ …]`, also with an element of the structure for the page (ISO 32000-2, 12.3.2.3).
    fn explicit(&self, items: &[Object]) -> Target {
        match items.first() {
            Some(Object::Ref(id)) => {
                if let Some(at) = self.pages.index.get(id) {
                    return Target::Page(*at);
                }
                let object = self.file.get(*id);
                match object.as_dict() {
                    Some(dict) if dict.has(b"S") => {
                        let page = dict.get(b"Pg").as_ref();
                        page.and_then(|page| self.pages.index.get(&page))
                            .map_or(Target::Elsewhere, |at| Target::Page(*at))
                    }
                    _ => Target::Nowhere("its page is none of the document".to_owned()),
                }
            }
            // Some writers count pages.
            Some(Object::Int(at)) => match usize::try_from(*at) {
                Ok(at) if at < self.pages.list.len() => Target::Page(at),
                _ => Target::Nowhere(format!("there is no page {}", at.saturating_add(1))),
            },
            _ => Target::Nowhere("its place has no page".to_owned()),
        }
    }
}
