//! The cover: a picture that is marked as one, on a page that is seen.
//!
//! Package and texts come in, findings go out (EPUB 3.3, 5.6.2 and appendix C.3
//! `cover-image`).

use super::Ebook;
use super::address::{Target, resolve};
use super::document::{Document, LinkKind};
use super::package::{Item, Package};
use crate::base::Code;

/// Checks the cover.
pub(super) fn check(ebook: &mut Ebook<'_, '_>, package: &Package<'_>, documents: &[Document]) {
    let marked: Vec<&Item> = package.items.iter().filter(|item| item.has("cover-image")).collect();
    let older = package.metas("cover").next();
    for item in &marked {
        if !item.media_type.starts_with("image/") {
            let span = package.text.at(ebook.record, &item.at);
            let message = format!("`{}` is marked as the cover, but is no picture", item.href);
            let help = "mark the picture of the cover by `cover-image`";
            ebook.record.error(Code::WrongCover, span, message, help);
        }
    }
    if let [_, second, ..] = marked.as_slice() {
        let span = package.text.at(ebook.record, &second.at);
        let message = "two pictures are marked as the cover";
        ebook.record.error(Code::WrongCover, span, message, "mark one of them");
    }
    if let Some(meta) = older {
        let item = package.item(&meta.value).map(|index| &package.items[index]);
        let span = package.text.at(ebook.record, &meta.at);
        let help = "let it name the id of the cover's picture";
        if item.is_none_or(|item| !item.media_type.starts_with("image/")) {
            let message =
                format!("the metadata name `{}` as the cover, which is no picture", meta.value);
            ebook.record.warning(Code::WrongCover, span, message, help);
        }
    }
    let is_page = |document: &&Document| document.kinds.contains("cover");
    let page = documents.iter().filter(|document| document.spine.is_some()).find(is_page);
    if marked.is_empty() && older.is_none() {
        let span = package.text.at(ebook.record, &package.at);
        if let Some(page) = page {
            let message = format!("`{}` is the cover, but no picture is marked as one", page.path);
            let help = "add `properties=\"cover-image\"` to the picture's item";
            ebook.record.warning(Code::WrongCover, span, message, help);
        } else {
            let help = "add a picture with `properties=\"cover-image\"`; shelves show it";
            ebook.record.note(Code::WrongCover, span, "the book has no cover", help);
        }
    }
    if let Some(place) = page.filter(|page| !page.linear).and_then(|page| page.spine) {
        let span = package.text.at(ebook.record, &package.spine[place].at);
        let message = "the cover's page is not read in order: it says `linear=\"no\"`";
        let help = "remove `linear`; some readers never show the cover otherwise";
        ebook.record.warning(Code::WrongCover, span, message, help);
    }
    if let (Some(page), [item]) = (page, marked.as_slice()) {
        shows_another(ebook, page, item);
    }
}

/// Whether the cover's page shows pictures, but not the one that is marked.
fn shows_another(ebook: &mut Ebook<'_, '_>, page: &Document, item: &Item) {
    let pictures = || page.links.iter().filter(|link| link.kind == LinkKind::Picture);
    let is_cover = |address: &str| match resolve(&page.path, address) {
        Target::Inside { path, .. } => Some(path) == item.path,
        _ => false,
    };
    let Some(first) = pictures().next() else { return };
    if !pictures().any(|link| is_cover(&link.address)) {
        let span = ebook.place(&page.path, &first.at);
        let message = format!("the cover's page shows another picture than `{}`", item.href);
        let help = "mark the picture that the page shows by `cover-image`";
        ebook.record.note(Code::WrongCover, span, message, help);
    }
}
