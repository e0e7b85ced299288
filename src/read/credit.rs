//! Credits at the end of captions: `The quay, 1962. Photo: Name`.
//!
//! A caption comes in as text; where it ends and who is credited go out.

use crate::document::Credit;

/// The credit at the end of a caption, and where the caption ends before it.
///
/// `Photo: Name` and its like name a photographer; `© Name` and `Credit: Name` stand as they
/// are.
pub(super) fn split(text: &str) -> Option<(usize, Credit)> {
    const CREATORS: [&str; 20] = [
        "photo:",
        "photos:",
        "photograph:",
        "photographs:",
        "photo by",
        "photos by",
        "photograph by",
        "photographs by",
        "picture:",
        "pictures:",
        "photo :",
        "photos :",
        "foto:",
        "fotos:",
        "bild:",
        "bilder:",
        "photographie :",
        "fotografía:",
        "fotografia:",
        "argazkia:",
    ];
    const VERBATIM: [&str; 6] = ["credit:", "credits:", "©", "(c)", "crédit :", "courtesy of"];
    let mut starts = vec![0];
    starts.extend(text.match_indices(['.', '!', '?', '…', '—', '–', ';', '(', '\n', ',']).map(
        |(at, mark)| {
            let after = at + mark.len();
            text.len() - text[after..].trim_start().len()
        },
    ));
    for start in starts.into_iter().rev() {
        let rest = &text[start..];
        let begins = |mark: &&&str| {
            rest.get(..mark.len()).is_some_and(|head| head.to_lowercase() == ***mark)
        };
        let found = CREATORS.iter().find(begins).map(|mark| &rest[mark.len()..]);
        let name = found.or_else(|| {
            VERBATIM
                .iter()
                .find(begins)
                .map(|mark| if mark.ends_with(':') { &rest[mark.len()..] } else { rest })
        });
        let Some(name) = name else { continue };
        let name = name.trim();
        let name = name.strip_suffix('.').filter(|name| !ends_with_initial(name)).unwrap_or(name);
        let head = text[..start].trim_end();
        let name = if head.ends_with('(') { name.trim_end_matches(')') } else { name };
        if name.is_empty() {
            return None;
        }
        let head = head.trim_end_matches(['(', '—', '–', ';', ',']).trim_end();
        let name = name.to_owned();
        let credit = if found.is_some() { Credit::Creator(name) } else { Credit::Verbatim(name) };
        return Some((head.len(), credit));
    }
    None
}

/// Whether the full stop after this belongs to an abbreviation: `Inc`, `J`.
fn ends_with_initial(name: &str) -> bool {
    let last = name.rsplit([' ', '.']).next().unwrap_or("");
    last.chars().count() == 1 || matches!(last, "Inc" | "Ltd" | "Jr" | "Sr" | "Co" | "al")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_credits() {
        let creator = |name: &str| Some(Credit::Creator(name.to_owned()));
        let verbatim = |line: &str| Some(Credit::Verbatim(line.to_owned()));
        for (text, caption, credit) in [
            ("The quay, 1962. Photo: Ane Larrea", "The quay, 1962.", creator("Ane Larrea")),
            ("The quay. Photo: Ane Larrea.", "The quay.", creator("Ane Larrea")),
            ("The quay (Photo: Ane Larrea)", "The quay", creator("Ane Larrea")),
            ("The quay – Foto: J.", "The quay", creator("J.")),
            ("Photo by Ane", "", creator("Ane")),
            ("The quay. © Agency Ltd.", "The quay.", verbatim("© Agency Ltd.")),
            ("The quay. Credit: Agency", "The quay.", verbatim("Agency")),
            ("A photo: taken in May", "", None),
            ("A photograph of nothing.", "", None),
            ("Photo:", "", None),
            ("", "", None),
        ] {
            let found = split(text);
            let said = found.as_ref().map_or("", |(end, _)| &text[..*end]);
            assert_eq!(
                (said, found.as_ref().map(|found| &found.1)),
                (caption, credit.as_ref()),
                "`{text}`"
            );
        }
    }
}
