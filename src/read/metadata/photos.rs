//! The records of photographs in the metadata, shaped like IPTC's.
//!
//! Nodes come in; what they say is set on the photographs of the registry, over what the
//! files say about themselves. Pixels it does not know.

use super::fields::{Fields, bad_value, choice, date, flag, items, text};
use super::{data, keys, people};
use crate::base::{Code, Diagnostic};
use crate::document::{Credit, Permission, Photo};
use crate::image::PhotoId;
use crate::read::Ctx;
use crate::read::yaml::{Node, Value};

/// What a permission can be.
pub(super) const PERMISSIONS: [(&str, Permission); 2] =
    [("allow", Permission::Allow), ("forbid", Permission::Forbid)];

/// How large it is shown; whether that is small.
pub(super) const SIZES: [(&str, bool); 2] = [("small", true), ("normal", false)];

/// The photograph that a value names, by id or path.
pub(super) fn named(node: &Node, key: &str, ctx: &mut Ctx<'_>) -> Option<PhotoId> {
    let name = text(node, key, ctx);
    if name.is_empty() {
        return None;
    }
    ctx.photos.resolve(&name, node.span, &mut ctx.diagnostics)
}

/// Reads `photos`.
pub(super) fn read(node: Option<&Node>, ctx: &mut Ctx<'_>) {
    let mut described: Vec<PhotoId> = Vec::new();
    let items = items(node);
    ctx.photos.read_ahead(items.iter().filter_map(|item| file(item)));
    for item in items {
        let Some(fields) = Fields::of(item, "photos", &keys::PHOTO, ctx) else { continue };
        let file = fields.required("file", "photos", item.span, ctx);
        let Some(node) = fields.get("file").filter(|_| !file.is_empty()) else { continue };
        let Some(id) = named(node, "file", ctx) else { continue };
        if described.contains(&id) {
            let message = format!("`{file}` has two records, of which the first counts");
            ctx.diagnostics.push(
                Diagnostic::warning(Code::DuplicateKey, node.span, message)
                    .help("keep one record for each photograph"),
            );
            continue;
        }
        described.push(id);
        name(&fields, id, item, ctx);
        describe(&fields, id, ctx);
        allow(&fields, id, ctx);
    }
}

/// The file that a record names.
fn file(item: &Node) -> Option<&str> {
    let Value::Map(entries) = &item.value else { return None };
    match &entries.iter().find(|entry| entry.key == "file")?.value.value {
        Value::Text { text, .. } => Some(text.trim()),
        Value::List(_) | Value::Map(_) => None,
    }
}

/// Sets the id, unless another photograph has it.
fn name(fields: &Fields<'_>, id: PhotoId, item: &Node, ctx: &mut Ctx<'_>) {
    let given = people::id(fields, ctx);
    if given.is_empty() {
        return;
    }
    let other = |place: usize| place != id.0 as usize;
    let taken = ctx.photos.photos.iter().enumerate().any(|(at, p)| other(at) && p.id == given);
    if taken {
        let message = format!("two photographs have the id `{given}`");
        ctx.diagnostics.push(
            Diagnostic::error(Code::DuplicateKey, item.span, message)
                .help("give each of them an id of its own"),
        );
        return;
    }
    photo(id, ctx).id = given;
}

fn photo<'p>(id: PhotoId, ctx: &'p mut Ctx<'_>) -> &'p mut Photo {
    &mut ctx.photos.photos[id.0 as usize]
}

/// Sets what is said of the photograph.
fn describe(fields: &Fields<'_>, id: PhotoId, ctx: &mut Ctx<'_>) {
    if fields.get("caption").is_some() {
        let caption = data::line(fields.get("caption"), "caption", ctx);
        photo(id, ctx).caption = caption;
    }
    let set = |key: &str, ctx: &mut Ctx<'_>, place: fn(&mut Photo) -> &mut String| {
        if fields.get(key).is_some() {
            let text = fields.plain(key, ctx);
            *place(photo(id, ctx)) = text;
        }
    };
    set("title", ctx, |photo| &mut photo.title);
    set("alt", ctx, |photo| &mut photo.alt);
    set("long-description", ctx, |photo| &mut photo.long_description);
    set("copyright", ctx, |photo| &mut photo.copyright);
    set("usage", ctx, |photo| &mut photo.usage);
    let (creator, credit) = (fields.plain("creator", ctx), fields.plain("credit", ctx));
    if !creator.is_empty() {
        photo(id, ctx).creator.clone_from(&creator);
    }
    if !credit.is_empty() {
        photo(id, ctx).credit = Some(Credit::Verbatim(credit));
    } else if !creator.is_empty() {
        photo(id, ctx).credit = Some(Credit::Creator(creator));
    }
    if let Some(date) = fields.date("date", ctx) {
        photo(id, ctx).date = Some(date);
    }
}

/// Sets what may be done with it and how it is shown.
fn allow(fields: &Fields<'_>, id: PhotoId, ctx: &mut Ctx<'_>) {
    let may = |key: &str, ctx: &mut Ctx<'_>, place: fn(&mut Photo) -> &mut Permission| {
        let given = fields.get(key).and_then(|node| choice(node, key, &PERMISSIONS, ctx));
        if let Some(permission) = given {
            *place(photo(id, ctx)) = permission;
        }
    };
    may("crop", ctx, |photo| &mut photo.rights.crop);
    may("bleed", ctx, |photo| &mut photo.rights.bleed);
    may("overprint", ctx, |photo| &mut photo.rights.overprint);
    may("bw", ctx, |photo| &mut photo.rights.bw);
    if let Some(expires) = fields.get("expires").and_then(|node| date(node, "expires", ctx)) {
        photo(id, ctx).rights.expires = Some(expires);
    }
    if let Some(at) = fields.get("focus").and_then(|node| focus(node, ctx)) {
        photo(id, ctx).focus = Some(at);
    }
    let yes = |key: &str, ctx: &mut Ctx<'_>| fields.get(key).and_then(|n| flag(n, key, ctx));
    if let Some(press) = yes("press", ctx) {
        let photo = photo(id, ctx);
        photo.press = press;
        photo.rights.press = if press { Permission::Allow } else { Permission::Forbid };
    }
    if yes("decorative", ctx) == Some(true) {
        let photo = photo(id, ctx);
        photo.decorative = true;
        photo.alt.clear();
    }
    if let Some(small) = fields.get("size").and_then(|n| choice(n, "size", &SIZES, ctx)) {
        photo(id, ctx).small = small;
    }
}

/// Reads `focus: [0.4, 0.3]`: shares of width and height.
fn focus(node: &Node, ctx: &mut Ctx<'_>) -> Option<(f64, f64)> {
    let share = |node: &Node| match &node.value {
        Value::Text { text, .. } => {
            text.trim().parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share))
        }
        Value::List(_) | Value::Map(_) => None,
    };
    if let Value::List(items) = &node.value
        && let [x, y] = items.as_slice()
        && let (Some(x), Some(y)) = (share(x), share(y))
    {
        return Some((x, y));
    }
    let message = "`focus` is not two numbers from 0 to 1".to_owned();
    let help = "write `focus: [0.4, 0.3]`: from the left, from the top";
    bad_value(node.span, message, help, ctx);
    None
}
