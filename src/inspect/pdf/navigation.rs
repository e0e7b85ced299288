//! The ways through a document: outline, links, tab order, and what acts on its own.
//!
//! ISO 32000-1, 12.3.3 (outline), 12.5 (annotations), 12.6 (actions); ISO 14289-1, 7.17, 7.18.

use std::collections::BTreeSet;

use super::document::{actions, events, short};
use super::file::{Dict, File, Id, Object};
use super::pages::Page;
use super::role::Role;
use super::target::{Target, Targets};
use super::{Pdf, Report};
use crate::base::{Code, Diagnostic};

/// From this many pages on a document wants an outline.
const WANTS_OUTLINE: usize = 11;
/// More entries of an outline, or annotations of a page, are not looked at.
const MAX_ENTRIES: usize = 1 << 17;

pub(super) fn check(pdf: &Pdf<'_, '_>, report: &mut Report<'_>) {
    let targets = Targets::new(pdf.file, &pdf.catalog, &pdf.pages);
    let acts = actions(pdf.file, pdf.catalog.get(b"OpenAction"));
    for what in acts.into_iter().chain(events(pdf.file, &pdf.catalog)) {
        acting(report, "the document", what, None);
    }
    outline(pdf, &targets, report);
    annotations(pdf, &targets, report);
}

fn acting(report: &mut Report<'_>, who: &str, what: &str, page: Option<&Page>) {
    let message = format!("{who} {what}");
    let mut found = Diagnostic::error(Code::ActiveContent, None, message)
        .help("remove the action; a book to be read needs none");
    if let Some(page) = page {
        found = found.on(page.place());
    }
    report.push(found);
    report.against_a(format!("{who} {what}"));
}

/// One entry of an outline.
struct Entry {
    title: String,
    target: Target,
    has_kids: bool,
}

fn outline(pdf: &Pdf<'_, '_>, targets: &Targets<'_, '_>, report: &mut Report<'_>) {
    let root = pdf.file.dict(&pdf.catalog, b"Outlines").unwrap_or_default();
    let (entries, broken) = entries(pdf.file, &root, targets);
    let pages = pdf.pages.list.len();
    if entries.is_empty() {
        if WANTS_OUTLINE <= pages {
            let message = format!("a document of {pages} pages has no outline");
            let found = Diagnostic::warning(Code::NoOutline, None, message);
            report.push(found.help("have bookmarks made from the headings"));
        }
        return;
    }
    if broken {
        let message = "the outline leads back into itself";
        let found = Diagnostic::error(Code::OutlineEntry, None, message);
        report.push(found.help("have the bookmarks made anew"));
    }
    let mut before: Option<(usize, &str)> = None;
    for entry in &entries {
        if let Some((wrong, help)) = fault(entry) {
            let found = Diagnostic::error(Code::OutlineEntry, None, wrong);
            report.push(found.help(help));
        }
        let Target::Page(at) = entry.target else { continue };
        if let Some((last, title)) = before
            && at < last
        {
            let message = format!(
                "the outline goes back, from `{}` to `{}`",
                short(title),
                short(&entry.title)
            );
            let found = Diagnostic::warning(Code::OutlineEntry, None, message);
            let found = found.help("put the entries into the order of the pages");
            report.push(found.on(pdf.pages.list[at].place()));
        }
        before = Some((at, &entry.title));
    }
}

fn fault(entry: &Entry) -> Option<(String, &'static str)> {
    let title = short(&entry.title);
    match &entry.target {
        _ if entry.title.trim().is_empty() => Some((
            "an entry of the outline has no words".to_owned(),
            "name the place that it leads to",
        )),
        Target::Nowhere(why) => Some((
            format!("`{title}` in the outline leads nowhere: {why}"),
            "let it lead to its heading",
        )),
        Target::Active(what) => {
            Some((format!("`{title}` in the outline {what}"), "let it lead to its heading"))
        }
        Target::Nothing if !entry.has_kids => {
            Some((format!("`{title}` in the outline leads nowhere"), "let it lead to its heading"))
        }
        Target::Page(_) | Target::Elsewhere | Target::Address(_) | Target::Nothing => None,
    }
}

/// The entries from top to bottom, and whether one of them came twice.
fn entries(file: &File<'_>, root: &Dict, targets: &Targets<'_, '_>) -> (Vec<Entry>, bool) {
    let mut found = Vec::new();
    let mut seen: BTreeSet<Id> = BTreeSet::new();
    let mut broken = false;
    let mut open: Vec<Id> = root.get(b"First").as_ref().into_iter().collect();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            broken = true;
            continue;
        }
        if MAX_ENTRIES <= found.len() || file.gave_up() {
            break;
        }
        let Object::Dict(dict) = file.get(id) else { continue };
        open.extend(dict.get(b"Next").as_ref());
        open.extend(dict.get(b"First").as_ref());
        let title = file.text(&dict, b"Title").unwrap_or_default();
        found.push(Entry { title, target: targets.of(&dict), has_kids: dict.has(b"First") });
    }
    (found, broken)
}

/// Pages on which something is the case, by their places in the list.
#[derive(Debug, Default)]
struct Found {
    no_contents: Vec<usize>,
    not_tagged: Vec<usize>,
    no_tab_order: Vec<usize>,
    remarks: Vec<usize>,
}

fn annotations(pdf: &Pdf<'_, '_>, targets: &Targets<'_, '_>, report: &mut Report<'_>) {
    let mut found = Found::default();
    for (at, page) in pdf.pages.list.iter().enumerate() {
        if pdf.file.gave_up() {
            break;
        }
        let Object::Dict(dict) = pdf.file.get(page.id) else { continue };
        for what in events(pdf.file, &dict) {
            acting(report, "the page", what, Some(page));
        }
        let annots = pdf.file.array(&dict, b"Annots").unwrap_or_default();
        let mut visible = 0;
        for annot in annots.iter().take(MAX_ENTRIES) {
            let object = pdf.file.resolve(annot);
            let Some(dict) = object.as_dict() else { continue };
            visible += usize::from(annotation(pdf, targets, annot, dict, at, &mut found, report));
        }
        let tabs = pdf.file.name(&dict, b"Tabs");
        if 0 < visible && tabs.as_deref() != Some(b"S") {
            found.no_tab_order.push(at);
        }
    }
    if pdf.tree.is_some() {
        tell(pdf, &found, report);
    }
    if !found.remarks.is_empty() {
        let message = format!("remarks of editors are left on {}", pdf.pages.named(&found.remarks));
        let diagnostic = Diagnostic::warning(Code::Form, None, message);
        report.push(diagnostic.help("delete all comments before you publish the book"));
    }
}

/// Examines an annotation; whether a reader can reach it.
fn annotation(
    pdf: &Pdf<'_, '_>,
    targets: &Targets<'_, '_>,
    object: &Object,
    dict: &Dict,
    at: usize,
    found: &mut Found,
    report: &mut Report<'_>,
) -> bool {
    let page = &pdf.pages.list[at];
    // Hidden annotations are for nobody (ISO 32000-1, 12.5.3).
    if pdf.file.int(dict, b"F").unwrap_or(0) & 2 != 0 {
        return false;
    }
    for what in events(pdf.file, dict) {
        acting(report, "an annotation", what, Some(page));
    }
    match pdf.file.name(dict, b"Subtype").as_deref() {
        Some(b"Link") => {
            link(targets, dict, page, report);
            if pdf.file.text(dict, b"Contents").is_none_or(|text| text.trim().is_empty()) {
                found.no_contents.push(at);
            }
            if let (Some(tree), Object::Ref(id)) = (&pdf.tree, object) {
                let holder = tree.annotations.get(id);
                let is_link = |&holder: &u32| {
                    tree.upward(holder)
                        .any(|above| matches!(above.role, Role::Link | Role::Reference))
                };
                if !holder.is_some_and(is_link) {
                    found.not_tagged.push(at);
                }
            }
        }
        Some(b"Popup" | b"PrinterMark" | b"TrapNet") => return false,
        Some(b"Screen" | b"Movie" | b"Sound" | b"RichMedia" | b"3D") => {
            acting(report, "an annotation", "plays sound, film or a model", Some(page));
        }
        Some(b"FileAttachment") => {
            let diagnostic =
                Diagnostic::warning(Code::AttachedFile, None, "a file is attached to the page");
            let diagnostic = diagnostic.help("offer the file beside the book");
            report.push(diagnostic.on(page.place()));
        }
        Some(
            b"Text" | b"FreeText" | b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut"
            | b"Caret" | b"Ink" | b"Stamp",
        ) => found.remarks.push(at),
        _ => {}
    }
    true
}

fn link(targets: &Targets<'_, '_>, dict: &Dict, page: &Page, report: &mut Report<'_>) {
    let help =
        "let the link lead to a page of the book or to an address that begins with `https://`";
    let target = targets.of(dict);
    let message = match &target {
        Target::Active(what) => return acting(report, "a link", what, Some(page)),
        Target::Nowhere(why) => format!("a link leads nowhere: {why}"),
        Target::Nothing => "a link leads nowhere".to_owned(),
        Target::Address(address) => match address_fault(address) {
            Some(why) => why,
            None => return,
        },
        Target::Page(_) | Target::Elsewhere => return,
    };
    let runs = matches!(&target, Target::Address(address) if is_script(address));
    let code = if runs { Code::ActiveContent } else { Code::PdfDeadLink };
    report.push(Diagnostic::error(code, None, message).help(help).on(page.place()));
}

fn is_script(address: &str) -> bool {
    let start: String = address.trim().chars().take(16).filter(|c| !c.is_whitespace()).collect();
    let start = start.to_lowercase();
    ["javascript:", "vbscript:", "data:"].iter().any(|scheme| start.starts_with(scheme))
}

fn address_fault(address: &str) -> Option<String> {
    let shown = short(address);
    let trimmed = address.trim();
    if trimmed.is_empty() || trimmed == "#" {
        return Some("a link leads nowhere: its address is empty".to_owned());
    }
    if is_script(trimmed) {
        return Some(format!("a link runs a script: `{shown}`"));
    }
    let scheme = trimmed.split(':').next().unwrap_or_default();
    if scheme.eq_ignore_ascii_case("file") {
        return Some(format!("a link leads to a file of the maker's machine: `{shown}`"));
    }
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let rest = trimmed.get(scheme.len() + 1..).unwrap_or_default();
    let host = rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    (is_web && host.is_empty()).then(|| format!("a link leads nowhere: `{shown}`"))
}

fn tell(pdf: &Pdf<'_, '_>, found: &Found, report: &mut Report<'_>) {
    let all = [
        (
            &found.no_contents,
            Code::LinkWithoutContents,
            "links have no description",
            "describe each link in its `Contents`; some programs have an option for PDF/UA that does",
            "links have no description",
        ),
        (
            &found.not_tagged,
            Code::NotTagged,
            "links are held by no tag",
            "put each link into a `Link` tag, in its place in the text",
            "links are not tagged",
        ),
        (
            &found.no_tab_order,
            Code::TabOrder,
            "the tabulator key does not reach links in the order of the text",
            "set the tab order of all pages to `Use document structure` (`Tabs S`)",
            "pages have no tab order by structure",
        ),
    ];
    for (pages, code, what, help, against) in all {
        if pages.is_empty() {
            continue;
        }
        let mut unique = pages.clone();
        unique.dedup();
        let diagnostic = Diagnostic::warning(code, None, what).help(help);
        report.push(diagnostic.on(pdf.pages.named(&unique)));
        report.against_ua(against);
    }
}
