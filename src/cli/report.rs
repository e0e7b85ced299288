//! Shows diagnostics to a person.
//!
//! Diagnostics and the texts they point into come in; text as the terminal shows it goes
//! out. Worst first, then by file and place; what was asked for is grouped by what it is about
//! within that. The last line counts.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::rules;
use crate::base::{Diagnostic, Severity, Source, Sources, Span};

/// More of one severity are counted, not shown.
const MOST_SHOWN: usize = 200;

/// A line longer than this is shown in part.
const LONGEST_LINE: usize = 2_000;

/// Prints diagnostics to standard error, in colour if that is a terminal and the variable
/// `NO_COLOR` is not set (no-color.org). This is the only variable that is read, and it
/// reaches no book.
pub(super) fn print(diagnostics: &[Diagnostic], sources: &Sources, end: &str) {
    let mut err = io::stderr().lock();
    let renderer = renderer(err.is_terminal());
    // Nobody can be told that standard error is gone.
    drop(err.write_all(rendered(diagnostics, sources, &renderer, end).as_bytes()));
}

/// The text of all diagnostics as standard output shows it: under headings, if they are about
/// more than one thing.
pub(super) fn asked_for(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let renderer = renderer(io::stdout().is_terminal());
    let about: BTreeSet<usize> =
        diagnostics.iter().map(|found| rules::about(found.code).0).collect();
    if about.len() < 2 {
        return rendered(diagnostics, sources, &renderer, "");
    }
    let sorted = sorted(diagnostics);
    let mut out = String::new();
    for (severity, name) in NAMES {
        for about in &about {
            let mine = |found: &&&Diagnostic| {
                found.severity == severity && rules::about(found.code).0 == *about
            };
            let group: Vec<_> = sorted.iter().filter(mine).collect();
            if let Some(first) = group.first() {
                let heading = rules::about(first.code).1;
                out.push_str(&format!("{heading}: {}\n\n", counted(group.len(), name)));
            }
            for found in group.into_iter().take(MOST_SHOWN) {
                out.push_str(&one(found, sources, &renderer));
                out.push_str("\n\n");
            }
        }
    }
    out + &counts(&sorted) + "\n"
}

/// The severities, worst first, and what one of them is called.
const NAMES: [(Severity, &str); 3] =
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];

/// `1 copy`, `2 copies`.
pub(super) fn copies(number: usize) -> String {
    format!("{number} {}", if number == 1 { "copy" } else { "copies" })
}

/// `1 error`, `2 errors`.
fn counted(number: usize, name: &str) -> String {
    format!("{number} {name}{}", if number == 1 { "" } else { "s" })
}

/// How many there are of each severity; empty if there are none.
fn counts(diagnostics: &[&Diagnostic]) -> String {
    let counts = NAMES.iter().filter_map(|(severity, name)| {
        let number = diagnostics.iter().filter(|found| found.severity == *severity).count();
        (0 < number).then(|| counted(number, name))
    });
    counts.collect::<Vec<_>>().join(", ")
}

fn renderer(terminal: bool) -> Renderer {
    let colored = terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    if colored { Renderer::styled() } else { Renderer::plain() }
}

/// The text of all diagnostics; `end` is added to the line that counts them.
pub(super) fn rendered(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    renderer: &Renderer,
    end: &str,
) -> String {
    let sorted = sorted(diagnostics);
    let mut out = String::new();
    for (severity, _) in NAMES {
        let of_kind = sorted.iter().filter(|found| found.severity == severity);
        for found in of_kind.take(MOST_SHOWN) {
            out.push_str(&one(found, sources, renderer));
            out.push_str("\n\n");
        }
    }
    let counts = counts(&sorted);
    if !counts.is_empty() {
        out.push_str(&counts);
        out.push_str(end);
        out.push('\n');
    }
    out
}

/// Worst first, then by file and place, then by rule; what is said twice is said once.
pub(super) fn sorted(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|found| (std::cmp::Reverse(found.severity), found.span, found.code));
    sorted.dedup();
    sorted
}

fn one(found: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&*found.message).id(found.code.id());
    let mut group = Group::with_title(title);
    if let Some(span) = found.span {
        group = group.element(snippet(sources.get(span.file), span));
    }
    if let Some(page) = &found.page {
        group = group.element(Origin::path(&**page));
    }
    if let Some(help) = &found.help {
        group = group.element(Level::HELP.message(&**help));
    }
    renderer.render(&[group])
}

/// The lines that a span touches. Only these are handed to the renderer, so that a long
/// manuscript with many faults is not searched again for each.
fn snippet(source: &Source, span: Span) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let text = &source.text;
    let boundary = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (boundary(span.start), boundary(span.end));
    let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
    // A stretch of many lines is shown by its first.
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = end.clamp(start, line_end);
    let mut from = first;
    let mut to = line_end;
    if LONGEST_LINE < to - from {
        from = boundary(u32::try_from(start.saturating_sub(200).max(first)).unwrap_or(0));
        to = boundary(u32::try_from((end + 200).min(line_end)).unwrap_or(0)).min(line_end);
    }
    let line = text[..first].matches('\n').count() + 1;
    let mark = AnnotationKind::Primary.span(start - from..end - from);
    Snippet::source(&text[from..to]).path(&*source.name).line_start(line).annotation(mark)
}
