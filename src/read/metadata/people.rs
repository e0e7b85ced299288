//! Who made the work, who is in it and whom to ring.
//!
//! Nodes come in, the types of the document go out. How they look it does not know.

use std::collections::BTreeMap;

use super::fields::{Fields, bad_value, items, lines, texts, wrong_shape};
use super::{data, keys, photos, relators};
use crate::base::{Code, Diagnostic, slug};
use crate::document::{CastEntry, Company, Contact, Creator, CreditRole, Credits, Person, Work};
use crate::locale::Locale;
use crate::read::Ctx;
use crate::read::yaml::{Node, Value};

/// Reads `creator` or `contributor`: names, or mappings.
pub(super) fn creators(node: Option<&Node>, key: &str, ctx: &mut Ctx<'_>) -> Vec<Creator> {
    let mut found = Vec::new();
    for item in items(node) {
        let creator = match Fields::or_text(item, key, &keys::CREATOR, ctx) {
            None => continue,
            Some(Err(name)) => Creator {
                name: ctx.plain(&name),
                role: String::new(),
                relator: None,
                file_as: String::new(),
            },
            Some(Ok(fields)) => {
                let name = if fields.get("text").is_some() { "text" } else { "name" };
                let (relator, role) =
                    relators::relator(&fields.plain("role", ctx), Locale::of(&ctx.lang));
                Creator {
                    name: fields.required_plain(name, key, item.span, ctx),
                    role,
                    relator,
                    file_as: fields.plain("file-as", ctx),
                }
            }
        };
        if !creator.name.is_empty() {
            found.push(creator);
        }
    }
    found
}

/// Reads `people`.
pub(super) fn people(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    let mut ids = BTreeMap::new();
    for item in items(node) {
        let (mut person, given) = match Fields::or_text(item, "people", &keys::PERSON, ctx) {
            None => continue,
            Some(Err(name)) => (named(ctx.plain(&name), item), String::new()),
            Some(Ok(fields)) => {
                let mut person =
                    named(fields.required_plain("name", "people", item.span, ctx), item);
                person.role = fields.plain("role", ctx);
                person.bio = data::paragraphs(fields.get("bio"), "bio", ctx);
                person.photo =
                    fields.get("photo").and_then(|node| photos::named(node, "photo", ctx));
                person.works = works(fields.get("works"), ctx);
                (person, id(&fields, ctx))
            }
        };
        if person.name.is_empty() {
            continue;
        }
        if !given.is_empty() && found.iter().any(|other| other.id == given) {
            ctx.diagnostics.push(
                Diagnostic::error(
                    Code::DuplicateKey,
                    item.span,
                    format!("two people have the id `{given}`"),
                )
                .help("give each of them an id of their own"),
            );
        }
        let wanted = if given.is_empty() { slug(&person.name) } else { given };
        person.id = unique(&wanted, "person", &mut ids);
        found.push(person);
    }
    found
}

fn named(name: String, item: &Node) -> Person {
    Person {
        id: String::new(),
        name,
        role: String::new(),
        bio: Vec::new(),
        photo: None,
        works: Vec::new(),
        span: item.span,
    }
}

/// The value of `id`, which links and file names are made of.
pub(super) fn id(fields: &Fields<'_>, ctx: &mut Ctx<'_>) -> String {
    let Some(node) = fields.get("id") else { return String::new() };
    let given = fields.text("id", ctx);
    let clean = slug(&given);
    if clean != given && !given.is_empty() {
        let help = match clean.as_str() {
            "" => "write small letters, digits and hyphens".to_owned(),
            clean => format!("write `{clean}`"),
        };
        bad_value(node.span, format!("`id` is `{given}`, which is no plain name"), help, ctx);
    }
    clean
}

/// `wanted`, or `wanted-2` and so on until it is not among `ids`, where it is put; each id
/// there knows the number that may be free after it.
fn unique(wanted: &str, fallback: &str, ids: &mut BTreeMap<String, u32>) -> String {
    let wanted = if wanted.is_empty() { fallback } else { wanted };
    let mut id = wanted.to_owned();
    while ids.contains_key(&id) {
        let number = ids.entry(wanted.to_owned()).or_insert(1);
        *number += 1;
        id = format!("{wanted}-{number}");
    }
    ids.insert(id.clone(), 1);
    id
}

fn works(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<Work> {
    let mut found = Vec::new();
    for item in items(node) {
        match Fields::or_text(item, "works", &keys::WORK, ctx) {
            None => {}
            Some(Err(title)) => found.push(Work {
                year: String::new(),
                title: ctx.plain(&title),
                role: String::new(),
            }),
            Some(Ok(fields)) => found.push(Work {
                year: fields.plain("year", ctx),
                title: fields.required_plain("title", "works", item.span, ctx),
                role: fields.plain("role", ctx),
            }),
        }
    }
    found.retain(|work| !work.title.is_empty());
    found
}

/// Reads `credits`.
pub(super) fn credits(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Credits {
    let Some(node) = node else { return Credits::default() };
    let Some(fields) = Fields::of(node, "credits", &keys::CREDITS, ctx) else {
        return Credits::default();
    };
    Credits {
        cast: cast(fields.get("cast"), ctx),
        crew: crew(fields.get("crew"), ctx),
        companies: companies(fields.get("companies"), ctx),
    }
}

fn cast(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<CastEntry> {
    let mut found = Vec::new();
    for item in items(node) {
        match Fields::or_text(item, "cast", &keys::CAST, ctx) {
            None => {}
            Some(Err(name)) => {
                found.push(CastEntry { name: ctx.plain(&name), part: String::new() });
            }
            Some(Ok(fields)) => found.push(CastEntry {
                name: fields.required_plain("name", "cast", item.span, ctx),
                part: fields.plain("part", ctx),
            }),
        }
    }
    found.retain(|entry| !entry.name.is_empty());
    found
}

/// Reads `crew`: entries of a role and a name or several; neighbours share a role. Also a
/// mapping from roles to names.
fn crew(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<CreditRole> {
    let mut found: Vec<CreditRole> = Vec::new();
    if let Some(Value::Map(entries)) = node.map(|node| &node.value) {
        for entry in entries {
            let names = names(Some(&entry.value), &entry.key, ctx);
            found.push(CreditRole { role: ctx.plain(&entry.key), names });
        }
    } else {
        for item in items(node) {
            match Fields::or_text(item, "crew", &keys::CREW, ctx) {
                None => {}
                Some(Err(name)) => {
                    found.push(CreditRole { role: String::new(), names: vec![ctx.plain(&name)] });
                }
                Some(Ok(fields)) => {
                    let key = if fields.get("names").is_some() { "names" } else { "name" };
                    let names = names(fields.get(key), key, ctx);
                    let listed = fields.get(key).is_some_and(|node| node.kind() == "a list");
                    if names.is_empty() && !listed {
                        fields.required("name", "crew", item.span, ctx);
                    }
                    found.push(CreditRole { role: fields.plain("role", ctx), names });
                }
            }
        }
    }
    found.retain(|role| !role.names.is_empty());
    let mut shared: Vec<CreditRole> = Vec::new();
    for next in found {
        match shared.last_mut().filter(|last| last.role == next.role) {
            Some(last) => last.names.extend(next.names),
            None => shared.push(next),
        }
    }
    shared
}

fn names(node: Option<&Node>, key: &str, ctx: &mut Ctx<'_>) -> Vec<String> {
    texts(node, key, ctx).iter().map(|name| ctx.plain(name)).collect()
}

fn companies(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<Company> {
    let mut found = Vec::new();
    for item in items(node) {
        match Fields::or_text(item, "companies", &keys::COMPANY, ctx) {
            None => {}
            Some(Err(name)) => found.push(Company {
                role: String::new(),
                name: ctx.plain(&name),
                country: String::new(),
                url: String::new(),
            }),
            Some(Ok(fields)) => found.push(Company {
                role: fields.plain("role", ctx),
                name: fields.required_plain("name", "companies", item.span, ctx),
                country: fields.plain("country", ctx),
                url: fields.url("url", ctx),
            }),
        }
    }
    found.retain(|company| !company.name.is_empty());
    found
}

/// Reads `contacts`.
pub(super) fn contacts(node: Option<&Node>, ctx: &mut Ctx<'_>) -> Vec<Contact> {
    let mut found = Vec::new();
    for item in items(node) {
        if let Some(contact) = contact(item, ctx) {
            found.push(contact);
        }
    }
    found
}

fn contact(item: &Node, ctx: &mut Ctx<'_>) -> Option<Contact> {
    if matches!(item.value, Value::Text { .. }) {
        wrong_shape(item, "contacts", "a mapping such as `{for: press, name: …, email: …}`", ctx);
        return None;
    }
    let fields = Fields::of(item, "contacts", &keys::CONTACT, ctx)?;
    let address = fields.get("address").map(|node| lines(node, "address", ctx));
    let contact = Contact {
        purpose: fields.plain("for", ctx),
        name: fields.plain("name", ctx),
        org: fields.plain("org", ctx),
        email: email(&fields, ctx),
        phone: fields.plain("phone", ctx),
        address: address.unwrap_or_default().iter().map(|line| ctx.plain(line)).collect(),
        region: fields.plain("region", ctx),
        url: fields.url("url", ctx),
    };
    let says = [&contact.name, &contact.org, &contact.email, &contact.phone, &contact.url];
    if says.iter().all(|text| text.is_empty()) && fields.get("email").is_none() {
        let message = "this contact has neither name nor address".to_owned();
        bad_value(item.span, message, "add `name: …`, `email: …` or `phone: …`", ctx);
        return None;
    }
    Some(contact)
}

/// The value of `email`: one address.
fn email(fields: &Fields<'_>, ctx: &mut Ctx<'_>) -> String {
    let Some(node) = fields.get("email") else { return String::new() };
    let text = fields.text("email", ctx);
    let address = text.strip_prefix("mailto:").unwrap_or(&text);
    let parts = address.split_once('@');
    let plain = parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !address.contains(' ')
    });
    if plain || text.is_empty() {
        return address.to_owned();
    }
    let message = format!("`email` is `{text}`, which is no mail address");
    bad_value(node.span, message, "write one address such as `press@example.org`", ctx);
    String::new()
}
