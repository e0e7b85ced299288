//! The package document as data.
//!
//! The path and text of an OPF file come in, a [`Package`] goes out (EPUB 3.3, 5 "Package
//! document"; OPF 2.0.1 for older books). It judges nothing.

use std::ops::Range;

use super::Text;
use super::address::{Target, resolve};
use crate::inspect::xml::Tree;

/// A package document.
#[derive(Debug)]
pub(super) struct Package<'a> {
    /// Its path and source.
    pub(super) text: Text<'a>,
    /// Whether this is EPUB 3 or later.
    pub(super) is_epub3: bool,
    /// The attribute `unique-identifier`.
    pub(super) unique: String,
    /// The start tag of `package`.
    pub(super) at: Range<usize>,
    /// `xml:lang` of the package.
    pub(super) lang: Option<String>,
    /// Metadata in order.
    pub(super) metadata: Vec<Meta>,
    /// Files in order.
    pub(super) items: Vec<Item>,
    /// The reading order.
    pub(super) spine: Vec<SpineItem>,
    /// The item of the NCX.
    pub(super) ncx: Option<usize>,
}

/// An entry of the metadata.
#[derive(Debug)]
pub(super) struct Meta {
    /// The name of the element (`title` of Dublin Core), of the property (`schema:accessMode`),
    /// or of an older book's `name` (`cover`).
    pub(super) name: String,
    pub(super) id: Option<String>,
    /// The id that it refines, without `#`.
    pub(super) refines: Option<String>,
    /// `scheme`, also of older books.
    pub(super) scheme: Option<String>,
    /// Its text, trimmed.
    pub(super) value: String,
    pub(super) at: Range<usize>,
}

/// A file, as the manifest lists it.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) id: String,
    /// The path in the archive; none if it is no file of the book.
    pub(super) path: Option<String>,
    /// The address as it stands.
    pub(super) href: String,
    pub(super) media_type: String,
    pub(super) properties: Vec<String>,
    pub(super) fallback: bool,
    pub(super) at: Range<usize>,
}

impl Item {
    /// Whether it is a text of the book.
    pub(super) fn is_xhtml(&self) -> bool {
        self.media_type == "application/xhtml+xml"
    }

    pub(super) fn has(&self, property: &str) -> bool {
        self.properties.iter().any(|found| found == property)
    }
}

/// A place in the reading order.
#[derive(Debug)]
pub(super) struct SpineItem {
    pub(super) idref: String,
    /// Index into [`Package::items`].
    pub(super) item: Option<usize>,
    pub(super) linear: bool,
    pub(super) at: Range<usize>,
}

impl<'a> Package<'a> {
    pub(super) fn read(text: Text<'a>, tree: &Tree<'a>) -> Package<'a> {
        let root = tree.elements.first();
        let attribute = |name: &str| root.and_then(|root| root.get(name)).unwrap_or_default();
        let mut package = Package {
            text,
            is_epub3: !attribute("version").starts_with(['1', '2']),
            unique: attribute("unique-identifier").trim().to_owned(),
            at: root.map_or(0..0, |root| root.at.clone()),
            lang: root.and_then(|root| root.get("xml:lang")).map(str::to_owned),
            metadata: Vec::new(),
            items: Vec::new(),
            spine: Vec::new(),
            ncx: None,
        };
        for section in (0..tree.elements.len()).filter(|i| tree.elements[*i].parent == Some(0)) {
            match tree.elements[section].name {
                "metadata" => package.metadata(tree, section),
                "manifest" => package.manifest(tree, section),
                "spine" => package.spine(tree, section),
                _ => {}
            }
        }
        package
    }

    /// The item of an id.
    pub(super) fn item(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|item| item.id == id)
    }

    /// All entries of a name that refine nothing.
    pub(super) fn metas<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p Meta> {
        self.metadata.iter().filter(move |meta| meta.name == name && meta.refines.is_none())
    }

    /// What refines an entry, by name.
    pub(super) fn refined(&self, meta: &Meta, name: &str) -> Option<&Meta> {
        let id = meta.id.as_deref()?;
        let refines = |other: &&Meta| other.name == name && other.refines.as_deref() == Some(id);
        self.metadata.iter().find(refines)
    }

    /// The value of the book's own identifier.
    pub(super) fn identifier(&self) -> Option<&str> {
        let own = |meta: &&Meta| meta.id.as_deref() == Some(self.unique.as_str());
        self.metas("identifier").find(own).map(|meta| meta.value.as_str())
    }

    fn metadata(&mut self, tree: &Tree<'_>, section: usize) {
        for index in tree.inside(section) {
            let element = &tree.elements[index];
            let owned = |name: &str| element.get(name).map(|value| value.trim().to_owned());
            let text = || tree.text_of(index).split_whitespace().collect::<Vec<_>>().join(" ");
            let (name, value) = match element.name {
                // `dc-metadata` and `x-metadata` of older books only group.
                "dc-metadata" | "x-metadata" => continue,
                "meta" => match (owned("property"), owned("name")) {
                    (Some(property), _) => (property, text()),
                    (None, Some(name)) => (name, owned("content").unwrap_or_default()),
                    (None, None) => continue,
                },
                "link" => (owned("rel").unwrap_or_default(), owned("href").unwrap_or_default()),
                name => (name.to_owned(), text()),
            };
            self.metadata.push(Meta {
                name,
                value,
                id: owned("id"),
                refines: owned("refines").map(|id| id.trim_start_matches('#').to_owned()),
                scheme: owned("scheme").or_else(|| owned("opf:scheme")),
                at: element.at.clone(),
            });
        }
    }

    fn manifest(&mut self, tree: &Tree<'_>, section: usize) {
        for index in tree.inside(section).filter(|index| tree.elements[*index].name == "item") {
            let element = &tree.elements[index];
            let href = element.get("href").unwrap_or_default().to_owned();
            let path = match resolve(self.text.path, &href) {
                Target::Inside { path, .. } if !href.is_empty() => Some(path),
                _ => None,
            };
            let words = element.get("properties").unwrap_or_default().split_whitespace();
            self.items.push(Item {
                id: element.get("id").unwrap_or_default().trim().to_owned(),
                path,
                href,
                media_type: element.get("media-type").unwrap_or_default().trim().to_lowercase(),
                properties: words.map(str::to_owned).collect(),
                fallback: element.get("fallback").is_some(),
                at: element.at.clone(),
            });
        }
    }

    fn spine(&mut self, tree: &Tree<'_>, section: usize) {
        self.ncx = tree.elements[section].get("toc").and_then(|id| self.item(id));
        for index in tree.inside(section).filter(|index| tree.elements[*index].name == "itemref") {
            let element = &tree.elements[index];
            let idref = element.get("idref").unwrap_or_default().trim().to_owned();
            self.spine.push(SpineItem {
                item: self.item(&idref),
                idref,
                linear: element.get("linear") != Some("no"),
                at: element.at.clone(),
            });
        }
    }
}
