//! Diagnostics as commands that GitHub's runners show beside the lines of a change.
//!
//! One line a finding, the worst first: `::error file=…,line=…,col=…,title=…::message`
//! ("Workflow commands for GitHub Actions"; escapes as its toolkit makes them).

use super::report;
use crate::base::{Diagnostic, Severity, Sources};

/// All diagnostics, one a line; `file` gives the path of a text by its name.
pub(super) fn commands(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    file: &dyn Fn(&str) -> String,
) -> String {
    let mut out = String::new();
    for found in report::sorted(diagnostics) {
        let command = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let place = found.span.map_or_else(String::new, |span| {
            let (line, column) = sources.position(span);
            let name = property(&file(&sources.get(span.file).name));
            format!("file={name},line={line},col={column},")
        });
        let page = found.page.as_ref().map_or_else(String::new, |page| format!("{page}: "));
        let help = found.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
        let message = data(&format!("{page}{}{help}", found.message));
        out.push_str(&format!("::{command} {place}title={}::{message}\n", found.code));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Code, Span};

    #[test]
    fn a_command_is_one_line_whatever_is_in_it() {
        let mut sources = Sources::default();
        let file = sources.add("a, b.md", "é\nxyz");
        let span = Span { file, start: 4, end: 5 };
        let found = [
            Diagnostic::note(Code::NoClaim, None, "50 %\n::error::x"),
            Diagnostic::error(Code::DeadLink, span, "dead").on("page x").help("mend it"),
        ];
        let said = commands(&found, &sources, &|name| format!("kit/{name}"));
        let wanted = "::error file=kit/a%2C b.md,line=2,col=2,title=T011::page x: dead%0Amend it\n\
                      ::notice title=O002::50 %25%0A::error::x\n";
        assert_eq!(said, wanted, "two lines");
    }
}
