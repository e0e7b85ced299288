//! The document as a whole: is it all there, open to readers, tagged, in a language, titled?
//!
//! ISO 32000-1, 7.6.3 (permissions), 14.7.1, 14.9.2; ISO 14289-1, 7.1 and 7.2.

use super::file::{Dict, File, Object};
use super::pages::Pages;
use super::{Pdf, Report, trees};
use crate::base::{Code, Diagnostic, Lang};

/// Tells of encryption; whether there is any, so that nothing more can be read.
pub(super) fn encryption(file: &File<'_>, report: &mut Report<'_>) -> bool {
    let Some(encrypt) = file.dict(&file.trailer, b"Encrypt") else { return false };
    // Bit 10 lets programs for the blind read (table 22); bit 5 did so before revision 3.
    let permissions = file.int(&encrypt, b"P").unwrap_or(-1);
    let bit = if file.int(&encrypt, b"R").unwrap_or(3) < 3 { 1 << 4 } else { 1 << 9 };
    if permissions & bit == 0 {
        report.push(
            Diagnostic::error(
                Code::ReadersLockedOut,
                None,
                "the file is encrypted and forbids reading aloud",
            )
            .help("save it without a password, or allow `Enable text access for screen readers`"),
        );
    }
    report.push(
        Diagnostic::warning(
            Code::PdfNotExamined,
            None,
            "the file is encrypted; what it holds was not examined",
        )
        .help("examine the file from before it was encrypted"),
    );
    true
}

/// Tells of damage; whether there are pages to examine.
pub(super) fn is_whole(file: &File<'_>, pages: &Pages, report: &mut Report<'_>) -> bool {
    if pages.list.is_empty() {
        let message = if file.gave_up() {
            "the file is damaged beyond what can be repaired"
        } else {
            "the file is damaged: it has no page that can be found"
        };
        let found = Diagnostic::error(Code::BrokenPdf, None, message);
        report.push(found.help("get the file once more, or write it anew"));
        return false;
    }
    if file.was_repaired() {
        let message = "the table of objects is broken; readers have to guess where things are";
        let found = Diagnostic::error(Code::BrokenPdf, None, message);
        report.push(found.help("get the file once more, or write it anew: `qpdf in.pdf out.pdf`"));
    }
    true
}

pub(super) fn check(pdf: &Pdf<'_, '_>, report: &mut Report<'_>) {
    tagged(pdf, report);
    language(pdf, report);
    title_bar(pdf, report);
    labels(pdf, report);
    contents(pdf, report);
}

fn tagged(pdf: &Pdf<'_, '_>, report: &mut Report<'_>) {
    let marks = pdf.file.dict(&pdf.catalog, b"MarkInfo").unwrap_or_default();
    let elements = pdf.tree.as_ref().map_or(0, |tree| tree.elements.len());
    let help = "switch on tags where the PDF is made; in a printer's dialogue they get lost";
    if pdf.tree.is_none() || elements == 0 {
        let message = "the document has no tags: nothing says what is a heading, in which order \
                       to read, or what a picture shows";
        report.push(Diagnostic::error(Code::NoTags, None, message).help(help));
        report.against_ua("it has no tags");
    } else if !pdf.file.is_true(&marks, b"Marked") {
        let message = "the document has tags but does not say so: `MarkInfo` has no `Marked true`";
        report.push(Diagnostic::error(Code::NoTags, None, message).help(help));
        report.against_ua("it does not say that it is tagged");
    }
    if pdf.file.is_true(&marks, b"Suspects") {
        let message = "the document itself says that its tags are suspect";
        let found = Diagnostic::warning(Code::NoTags, None, message);
        report.push(found.help("check the order of the tags, then remove `Suspects`"));
        report.against_ua("its tags are suspect");
    }
}

fn language(pdf: &Pdf<'_, '_>, report: &mut Report<'_>) {
    let help = "name the language with a tag such as `en-GB` in the document's properties";
    let lang = pdf.file.text(&pdf.catalog, b"Lang").unwrap_or_default();
    if lang.trim().is_empty() {
        let message = "the document does not say which language it is in";
        report.push(Diagnostic::error(Code::PdfLanguage, None, message).help(help));
        report.against_ua("it names no language");
    } else if !is_tag(&lang) {
        let message = format!("`{}` is no language", short(&lang));
        report.push(Diagnostic::error(Code::PdfLanguage, None, message).help(help));
        report.against_ua("it names no language");
    }
    for (lang, page) in pdf.tree.iter().flat_map(|tree| &tree.langs) {
        // An empty tag says that the language is unknown.
        if lang.is_empty() || is_tag(lang) {
            continue;
        }
        let message = format!("`{}`, the language of a passage, is no language", short(lang));
        let mut found = Diagnostic::error(Code::PdfLanguage, None, message).help(help);
        if let Some(page) = page.and_then(|id| pdf.pages.of(id)) {
            found = found.on(page.place());
        }
        report.push(found);
    }
}

/// Whether a text is a language tag as BCP 47 has them, private ones included.
pub(super) fn is_tag(text: &str) -> bool {
    let private = text.get(..2).is_some_and(|start| matches!(start, "x-" | "X-" | "i-" | "I-"));
    private || !text.contains('_') && text == text.trim() && Lang::parse(text).is_some()
}

/// A text that fits into a message.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

fn title_bar(pdf: &Pdf<'_, '_>, report: &mut Report<'_>) {
    let preferences = pdf.file.dict(&pdf.catalog, b"ViewerPreferences").unwrap_or_default();
    if !pdf.file.is_true(&preferences, b"DisplayDocTitle") {
        let message = "the window shows the file's name instead of the title";
        let found = Diagnostic::warning(Code::TitleNotShown, None, message);
        report.push(found.help("set `Initial View: Show: Document Title` (`DisplayDocTitle`)"));
        report.against_ua("its window does not show the title");
    }
}

fn labels(pdf: &Pdf<'_, '_>, report: &mut Report<'_>) {
    if let Some(wrong) = &pdf.pages.bad_labels {
        let found =
            Diagnostic::warning(Code::PageLabels, None, format!("the page numbers {wrong}"));
        report.push(found.help("number the pages anew, from the first to the last"));
    }
}

/// What no book to be read should hold: scripts, forms, attached files.
fn contents(pdf: &Pdf<'_, '_>, report: &mut Report<'_>) {
    let file = pdf.file;
    let names = file.dict(&pdf.catalog, b"Names").unwrap_or_default();
    if let Some(scripts) = file.dict(&names, b"JavaScript")
        && !trees::names(file, scripts).is_empty()
    {
        script(report, "the document runs a script when it is opened");
    }
    if let Some(files) = file.dict(&names, b"EmbeddedFiles") {
        let files = trees::names(file, files);
        if let Some((name, _)) = files.first() {
            let message = match files.len() {
                1 => format!("a file is attached: `{}`", short(&super::file::text(name))),
                n => format!(
                    "{n} files are attached, the first is `{}`",
                    short(&super::file::text(name))
                ),
            };
            let found = Diagnostic::warning(Code::AttachedFile, None, message);
            report
                .push(found.help("offer the file beside the book, or say in the book what it is"));
        }
    }
    let form = file.dict(&pdf.catalog, b"AcroForm").unwrap_or_default();
    let fields = file.array(&form, b"Fields").map_or(0, |fields| fields.len());
    if form.has(b"XFA") {
        let found = Diagnostic::error(
            Code::Form,
            None,
            "the document is an XFA form, which few readers show",
        );
        report.push(found.help("print it to a PDF without a form"));
        report.against_ua("it is an XFA form");
        report.against_a("it is an XFA form");
    } else if 0 < fields {
        let message = format!("the document has a form; its fields: {fields}");
        let found = Diagnostic::warning(Code::Form, None, message);
        report.push(found.help("flatten the form, if the book is only to be read"));
    }
}

fn script(report: &mut Report<'_>, message: &str) {
    let found = Diagnostic::error(Code::ActiveContent, None, message);
    report.push(found.help("remove all scripts; a book to be read needs none"));
    report.against_a("it runs scripts");
}

/// An action that must not be in a book, in words, if this is one.
pub(super) fn active(kind: &[u8]) -> Option<&'static str> {
    Some(match kind {
        b"JavaScript" => "runs a script",
        b"Launch" => "starts a program",
        b"ImportData" => "loads data from a file",
        b"SubmitForm" => "sends what is in a form",
        b"ResetForm" => "empties a form",
        b"Sound" => "plays a sound",
        b"Movie" | b"Rendition" => "plays a film",
        b"SetOCGState" | b"Hide" => "hides parts of the page",
        _ => return None,
    })
}

/// The kinds of an action and of those that follow it, as far as they are to be told.
pub(super) fn actions(file: &File<'_>, action: &Object) -> Vec<&'static str> {
    const MOST: usize = 32;
    let mut found = Vec::new();
    let mut open = vec![action.clone()];
    for _ in 0..MOST {
        let Some(action) = open.pop() else { break };
        match file.resolve(&action).as_ref() {
            Object::Array(items) => open.extend(items.iter().take(MOST).cloned()),
            object => {
                let Some(dict) = object.as_dict() else { continue };
                found.extend(file.name(dict, b"S").as_deref().and_then(active));
                if dict.has(b"Next") {
                    open.push(dict.get(b"Next").clone());
                }
            }
        }
    }
    found
}

/// The actions that events start (ISO 32000-1, 12.6.3).
pub(super) fn events(file: &File<'_>, dict: &Dict) -> Vec<&'static str> {
    let events = file.dict(dict, b"AA").unwrap_or_default();
    events.0.iter().take(32).flat_map(|(_, action)| actions(file, action)).collect()
}
