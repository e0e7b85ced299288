//! Diagnostics as lines of JSON, for programs.
//!
//! One object a line (RFC 8259), the worst first, always with the same fields:
//!
//! | field | what |
//! |---|---|
//! | `code` | the rule's printed name, `E020` |
//! | `severity` | `error`, `warning` or `note` |
//! | `file` | the text that it is in, by its path in the kit or the book, or null |
//! | `line`, `column` | where in the text, both from 1, the column in characters, or null |
//! | `page` | on which page or in which part of a finished book, or null |
//! | `message` | what was found |
//! | `help` | what to do, or null |

use super::report;
use crate::base::{Diagnostic, Severity, Sources};

/// All diagnostics, one a line.
pub(super) fn lines(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut out = String::new();
    for found in report::sorted(diagnostics) {
        let severity = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let file = found.span.map(|span| sources.get(span.file).name.as_str());
        let place = found.span.map(|span| sources.position(span));
        let number = |number: Option<usize>| {
            number.map_or_else(|| "null".to_owned(), |number| number.to_string())
        };
        out.push_str(&format!(
            "{{\"code\":{},\"severity\":{},\"file\":{},\"line\":{},\"column\":{},\"page\":{},\
             \"message\":{},\"help\":{}}}\n",
            string(Some(found.code.id())),
            string(Some(severity)),
            string(file),
            number(place.map(|place| place.0)),
            number(place.map(|place| place.1)),
            string(found.page.as_deref()),
            string(Some(&found.message)),
            string(found.help.as_deref()),
        ));
    }
    out
}

/// A string as JSON has it, or null.
pub(super) fn string(text: Option<&str>) -> String {
    let Some(text) = text else { return "null".to_owned() };
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            _ if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Code, Span};

    #[test]
    fn a_line_has_every_field() {
        let mut sources = Sources::default();
        let file = sources.add("a \"b\".md", "é\nxyz");
        let span = Span { file, start: 4, end: 5 };
        let found = [
            Diagnostic::note(Code::NoClaim, None, "a\\b\u{1}\nc"),
            Diagnostic::error(Code::DeadLink, span, "dead").on("page x").help("mend it"),
        ];
        let expected = "{\"code\":\"T011\",\"severity\":\"error\",\"file\":\"a \\\"b\\\".md\",\
            \"line\":2,\"column\":2,\"page\":\"page x\",\"message\":\"dead\",\"help\":\"mend it\"}\n\
            {\"code\":\"O002\",\"severity\":\"note\",\"file\":null,\"line\":null,\"column\":null,\
            \"page\":null,\"message\":\"a\\\\b\\u0001\\nc\",\"help\":null}\n";
        let lines = lines(&found, &sources);
        assert_eq!(lines, expected, "two lines");
        for line in lines.lines() {
            serde_json::from_str::<serde_json::Value>(line).unwrap();
        }
    }
}
