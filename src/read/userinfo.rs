//! A name and password that stand in a web address (RFC 3986, 3.2.1).
//!
//! An address comes in, the same without them goes out. Whoever wrote it and where it stands it
//! does not know.

use crate::base::{Code, Diagnostic, Span};

/// A web address without the credentials that it tells to every reader, which are reported;
/// none if it has none.
pub(super) fn without(url: &str, span: Span, found: &mut Vec<Diagnostic>) -> Option<String> {
    let (clean, host) = clean(url)?;
    let message = format!("the address of `{host}` tells a name or password to every reader");
    let help = format!("write `{clean}`, and change the password");
    found.push(Diagnostic::warning(Code::UnsafeLink, span, message).help(help));
    Some(clean)
}

/// The same, unreported, and its host.
pub(super) fn clean(url: &str) -> Option<(String, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    if !["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)) {
        return None;
    }
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let (_, host_alone) = host.rsplit_once('@')?;
    Some((format!("{scheme}://{host_alone}{}", &rest[host.len()..]), host_alone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::FileId;

    #[test]
    fn credentials_stay_out_of_addresses() {
        let span = Span { file: FileId(0), start: 0, end: 1 };
        for (url, clean) in [
            ("https://ane:secret@a.example/b?c", Some("https://a.example/b?c")),
            ("HTTP://ane@a.example:80", Some("HTTP://a.example:80")),
            ("https://a@b@c.example", Some("https://c.example")),
            ("https://a.example/@ane", None),
            ("https://a.example?to=a@b.example", None),
            ("mailto:a@b.example", None),
        ] {
            let mut found = Vec::new();
            assert_eq!(without(url, span, &mut found).as_deref(), clean, "`{url}`");
            assert_eq!(found.len(), usize::from(clean.is_some()), "`{url}` is reported");
            assert!(found.iter().all(|it| !it.message.contains("secret")), "`{url}` stays secret");
        }
    }
}
