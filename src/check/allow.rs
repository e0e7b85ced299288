//! What a kit lets pass, and why.
//!
//! Findings and the kit's `check:` settings come in, what is left to be said goes out, and which
//! entries let nothing pass. An error of the build stays: no reason makes a book of it.

use crate::base::{Code, Diagnostic, Severity};
use crate::document::CheckSettings;

/// Weighs what the build and the proofs have found by what the kit allows and denies.
#[must_use]
pub fn weigh(
    build: &[Diagnostic],
    proofs: &[Diagnostic],
    settings: &CheckSettings,
) -> Vec<Diagnostic> {
    let allowed = |code: Code| settings.allow.iter().any(|rule| rule.code == code.id());
    let stays = |found: &&Diagnostic| found.severity == Severity::Error || !allowed(found.code);
    let mut said: Vec<Diagnostic> = build.iter().filter(stays).cloned().collect();
    said.extend(proofs.iter().filter(|found| !allowed(found.code)).cloned());
    for found in &mut said {
        if settings.deny.iter().any(|rule| rule == found.code.id()) {
            found.severity = Severity::Error;
        }
    }
    for rule in &settings.allow {
        let mut broken = build.iter().chain(proofs).filter(|found| found.code.id() == rule.code);
        // Finished books are examined later.
        let book = rule.code.starts_with(['O', 'E', 'D']);
        let fault = if rule.reason.is_empty() {
            format!("`{}` is let pass without a reason", rule.code)
        } else if !book && broken.next().is_none() {
            format!("`{}` is let pass, and nothing breaks it", rule.code)
        } else {
            continue;
        };
        said.push(
            Diagnostic::note(Code::IdleAllow, rule.span, fault)
                .help("write `{code: …, reason: …}` for what must stay, and nothing else"),
        );
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{FileId, Span};
    use crate::document::Allow;

    #[test]
    fn an_allowed_rule_is_let_pass_and_an_idle_one_told() {
        let span = Span { file: FileId(0), start: 0, end: 1 };
        let allow = |code: Code, reason: &str| {
            let (code, reason) = (code.id().to_owned(), reason.to_owned());
            Allow { code, reason, span }
        };
        let settings = CheckSettings {
            allow: vec![
                allow(Code::PhotoCoarse, "scans"),
                allow(Code::Expired, "extended by mail"),
                allow(Code::DeadLink, ""),
                allow(Code::NoTitle, "none"),
            ],
            deny: vec![Code::DoubleSpace.id().to_owned()],
        };
        let build = [Diagnostic::error(Code::NoTitle, None, "a")];
        let proofs = [
            Diagnostic::error(Code::PhotoCoarse, None, "b"),
            Diagnostic::note(Code::DoubleSpace, None, "c"),
        ];
        let said: Vec<_> = weigh(&build, &proofs, &settings)
            .into_iter()
            .map(|found| (found.code, found.severity))
            .collect();
        assert_eq!(
            said,
            [
                (Code::NoTitle, Severity::Error),
                (Code::DoubleSpace, Severity::Error),
                (Code::IdleAllow, Severity::Note),
                (Code::IdleAllow, Severity::Note),
            ],
            "the build's error stays, a denied note fails, two entries are idle"
        );
    }
}
