//! Diagnostics as SARIF, for code scanning and for editors.
//!
//! One log with one run goes out ("Static Analysis Results Interchange Format" 2.1.0, OASIS
//! Standard, 2020): the tool with the rules that were broken, and a result for each finding, the
//! worst first. Columns count characters (3.14.17), addresses are relative (3.4.3).

use super::json::string;
use super::report;
use crate::base::{Code, Diagnostic, Severity, Sources, Span};

/// The log of all diagnostics; `file` gives the address of a text by its name.
pub(super) fn log(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    file: &dyn Fn(&str) -> String,
) -> String {
    let sorted = report::sorted(diagnostics);
    let mut rules: Vec<Code> = sorted.iter().map(|found| found.code).collect();
    rules.sort_unstable();
    rules.dedup();
    let listed: Vec<String> = rules.iter().map(|code| rule(*code)).collect();
    let results: Vec<String> =
        sorted.iter().map(|found| result(found, &rules, sources, file)).collect();
    format!(
        "{{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/\
         sarif-schema-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{{\
         \"name\":\"Platemark\",\"version\":{},\"rules\":[{}]}}}},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[{}]}}]}}\n",
        string(Some(env!("CARGO_PKG_VERSION"))),
        listed.join(","),
        results.join(","),
    )
}

/// A rule as a reporting descriptor (3.49).
fn rule(code: Code) -> String {
    let why = super::rules::explanation(code).unwrap_or_default();
    let why = why.split("\nWrong:").next().unwrap_or_default().trim().replace('\n', " ");
    format!(
        "{{\"id\":{},\"shortDescription\":{{\"text\":{}}},\"help\":{{\"text\":{}}}}}",
        string(Some(code.id())),
        string(Some(code.rule())),
        string(Some(if why.is_empty() { code.rule() } else { &why })),
    )
}

/// A finding as a result (3.27).
fn result(
    found: &Diagnostic,
    rules: &[Code],
    sources: &Sources,
    file: &dyn Fn(&str) -> String,
) -> String {
    let level = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let message = match &found.help {
        Some(help) => format!("{}\n{help}", found.message),
        None => found.message.clone(),
    };
    let index = rules.binary_search(&found.code).unwrap_or_default();
    format!(
        "{{\"ruleId\":{},\"ruleIndex\":{index},\"level\":{},\"message\":{{\"text\":{}}}{}}}",
        string(Some(found.code.id())),
        string(Some(level)),
        string(Some(&message)),
        locations(found, sources, file),
    )
}

/// Where a finding is (3.28), if anywhere.
fn locations(found: &Diagnostic, sources: &Sources, file: &dyn Fn(&str) -> String) -> String {
    let mut parts = Vec::new();
    if let Some(span) = found.span {
        let name = &sources.get(span.file).name;
        let (line, column) = sources.position(span);
        let end = Span { start: span.end, ..span };
        let (end_line, end_column) = sources.position(end);
        parts.push(format!(
            "\"physicalLocation\":{{\"artifactLocation\":{{\"uri\":{}}},\"region\":{{\
             \"startLine\":{line},\"startColumn\":{column},\"endLine\":{end_line},\
             \"endColumn\":{end_column}}}}}",
            string(Some(&address(&file(name)))),
        ));
    }
    if let Some(page) = &found.page {
        parts.push(format!("\"logicalLocations\":[{{\"name\":{}}}]", string(Some(page))));
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!(",\"locations\":[{{{}}}]", parts.join(","))
    }
}

/// A path as a relative reference (RFC 3986, 4.2).
fn address(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn a_log_has_what_the_standard_asks() {
        let mut sources = Sources::default();
        let name = sources.add("my text.md", "é\nx \"y\" z\n");
        let span = Span { file: name, start: 5, end: 8 };
        let found = [
            Diagnostic::note(Code::NoClaim, None, "a\\b"),
            Diagnostic::error(Code::DeadLink, span, "dead").on("page x").help("mend it"),
            Diagnostic::warning(Code::DeadLink, span, "dead"),
        ];
        let log = log(&found, &sources, &|name| format!("kit/{name}"));
        let log: Value = serde_json::from_str(&log).unwrap();
        assert_eq!(log["version"], "2.1.0", "the version of the format");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["T011", "O002"], "each rule once");
        let results = run["results"].as_array().unwrap();
        let levels: Vec<_> = results.iter().map(|it| it["level"].as_str().unwrap()).collect();
        assert_eq!(levels, ["error", "warning", "note"], "the worst first");
        for result in results {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"], "the index leads to the rule");
        }
        let location = &results[0]["locations"][0];
        let place = &location["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "kit/my%20text.md", "an address");
        let region = serde_json::json!(
            {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 6}
        );
        assert_eq!(place["region"], region, "characters, the end after the last");
        assert_eq!(location["logicalLocations"][0]["name"], "page x", "the page");
        assert!(results[2].get("locations").is_none(), "nowhere is no place");
    }
}
