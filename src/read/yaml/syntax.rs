//! What is wrong with a text that is no YAML, in the words of somebody who writes kits.
//!
//! The parser's error and the text come in, a diagnostic goes out that points at the line to
//! mend and says what to type there. What no case here knows is said in the parser's words.

use granit_parser::{ErrorKind, ScanError};

use super::Place;
use crate::base::{Code, Diagnostic, Span};

/// The longest line that is repeated with quotation marks in it, in bytes.
const LONG: usize = 200;

/// Reports an error of the parser.
pub(super) fn diagnostic(error: &ScanError, text: &str, place: Place) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let found = match error.kind() {
        ErrorKind::MappingValueNotAllowed => colon(text, at, place),
        ErrorKind::UnclosedQuotedScalar => Some(quotation(text, at, place)),
        ErrorKind::SimpleKeyExpected => {
            no_colon(text, at, place).or_else(|| no_colon_above(text, at, place))
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart => tab(text, at, place),
        _ => None,
    };
    found.unwrap_or_else(|| {
        let message = format!("this is not YAML: {}", error.info().trim_end_matches('.'));
        wrong(place.span(at, at + 1), message).help(
            "put text with `:`, `#`, `-`, quotes or brackets into quotes, and indent with spaces",
        )
    })
}

fn wrong(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::YamlSyntax, span, message)
}

/// Where the line that holds byte `at` begins, and what it says.
fn line(text: &str, at: usize) -> Option<(usize, &str)> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    Some((start, text.get(start..).unwrap_or_default().lines().next().unwrap_or_default()))
}

/// A colon that cannot end a key: a second one in its line, or the first after a line that
/// has none.
fn colon(text: &str, at: usize, place: Place) -> Option<Diagnostic> {
    let (start, here) = line(text, at)?;
    let (key, value) = here.split_once(": ")?;
    if start + key.len() < at {
        let value = value.trim();
        let quoted = value.starts_with(['"', '\'', '[', '{', '&', '*', '|', '>']);
        if quoted || LONG < value.len() {
            return None;
        }
        let message = "the text after this key has a colon and a space in it, as a key would";
        let begin = start + here.len() - here[key.len() + 1..].trim_start().len();
        let value = value.replace('\\', "\\\\").replace('"', "\\\"");
        let help = format!("put it into quotes: `{}: \"{value}\"`", key.trim_start());
        return Some(wrong(place.span(begin, start + here.trim_end().len()), message).help(help));
    }
    no_colon_above(text, at, place)
}

fn no_colon_above(text: &str, at: usize, place: Place) -> Option<Diagnostic> {
    let (start, _) = line(text, at)?;
    no_colon(text, start.checked_sub(1)?, place)
}

/// The line that holds byte `at`, if it has no colon.
fn no_colon(text: &str, at: usize, place: Place) -> Option<Diagnostic> {
    let (start, here) = line(text, at)?;
    let words = here.trim();
    if words.is_empty()
        || words.contains(':')
        || words.starts_with(['-', '#'])
        || LONG < words.len()
    {
        return None;
    }
    let (key, value) = words.split_once(' ').unwrap_or((words, "…"));
    let begin = start + here.len() - here.trim_start().len();
    let span = place.span(begin, begin + words.len());
    let help = format!("write `{key}: {}`", value.trim_start());
    Some(wrong(span, "this line has no colon after its key").help(help))
}

/// A quotation mark at byte `at` that has no second.
fn quotation(text: &str, at: usize, place: Place) -> Diagnostic {
    let line = text.get(at..).unwrap_or_default().lines().next().unwrap_or_default().trim_end();
    let mark = if line.starts_with('\'') { '\'' } else { '"' };
    let help = match line {
        line if line.len() <= LONG && line.starts_with(mark) && !line.contains(['}', ']']) => {
            format!("end it in its line: `{line}{mark}`")
        }
        _ => format!("write `{mark}` after its last word, too"),
    };
    wrong(place.span(at, at + line.len().max(1)), "this text in quotes has no end").help(help)
}

/// A tab among the spaces before a line.
fn tab(text: &str, at: usize, place: Place) -> Option<Diagnostic> {
    let (start, line) = line(text, at)?;
    let tab = start + line.find('\t')?;
    let message = "a tab stands here, where YAML knows spaces alone";
    Some(wrong(place.span(tab, tab + 1), message).help("write two spaces for each tab"))
}

#[cfg(test)]
mod tests {
    use crate::base::{FileId, Limits};

    /// The words pointed at, and the help.
    fn said(text: &str) -> (String, String) {
        let mut found = Vec::new();
        super::super::parse(text, FileId(0), 0, &Limits::default(), &mut found);
        let [only] = found.as_slice() else { panic!("one error in {text:?}: {found:?}") };
        let span = only.span.unwrap();
        let place = text[span.start as usize..span.end as usize].to_owned();
        (place, only.help.clone().unwrap_or_default())
    }

    #[test]
    fn an_error_points_at_what_to_mend() {
        for (text, place, help) in [
            (
                "title: Berlin: a film\nlang: en\n",
                "Berlin: a film",
                "put it into quotes: `title: \"Berlin: a film\"`",
            ),
            (
                "a: b\nx:\n  title: The \"Quay\": é\n",
                "The \"Quay\": é",
                "put it into quotes: `title: \"The \\\"Quay\\\": é\"`",
            ),
            ("title T\nlang: en\n", "title T", "write `title: T`"),
            ("title: T\nlang en\nkit: film\n", "lang en", "write `lang: en`"),
            ("title: \"T\nlang: en\n", "\"T", "end it in its line: `\"T\"`"),
            ("facts:\n\tTime: 90\n", "\t", "write two spaces for each tab"),
        ] {
            assert_eq!(said(text), (place.to_owned(), help.to_owned()), "{text:?}");
        }
    }
}
