//! Roles and their codes: MARC Code List for Relators (Library of Congress).
//!
//! A role as people write it comes in, its code goes out; or a code, and its name goes out.

use crate::locale::Locale;

/// Code, English name, then other words for it, all in small letters.
const RELATORS: &[&[&str]] = &[
    &["act", "actor", "actress", "cast"],
    &["adp", "adapter"],
    &["anm", "animator", "animation"],
    &["arr", "arranger", "arrangement"],
    &["art", "artist"],
    &["ard", "artistic director"],
    &["aui", "author of introduction", "introduction"],
    &["aut", "author", "writer", "text"],
    &["bkd", "book designer", "book design"],
    &["bkp", "book producer"],
    &["chr", "choreographer", "choreography"],
    &["cng", "cinematographer", "cinematography", "camera", "director of photography"],
    &["cmp", "composer", "music"],
    &["cnd", "conductor"],
    &["com", "compiler"],
    &["cov", "cover designer", "cover design"],
    &["cre", "creator"],
    &["cst", "costume designer", "costume design", "costumes"],
    &["ctb", "contributor"],
    &["cur", "curator", "curated by"],
    &["dnc", "dancer"],
    &["drt", "director", "directed by", "direction"],
    &["dsr", "designer", "design", "game designer", "game design"],
    &["dst", "distributor"],
    &["edt", "editor", "edited by"],
    &["fds", "film distributor"],
    &["flm", "film editor", "editing"],
    &["fmd", "film director"],
    &["fmk", "filmmaker", "film maker"],
    &["fmp", "film producer"],
    &["hst", "host"],
    &["ill", "illustrator", "illustrations", "illustration"],
    &["inv", "inventor"],
    &["itr", "instrumentalist"],
    &["ive", "interviewee"],
    &["ivr", "interviewer"],
    &["lbt", "librettist", "libretto"],
    &["lgd", "lighting designer", "lighting design", "lighting"],
    &["lyr", "lyricist", "lyrics"],
    &["mfr", "manufacturer"],
    &["msd", "musical director", "music director"],
    &["mus", "musician"],
    &["nrt", "narrator"],
    &["org", "originator"],
    &["orm", "organizer", "organiser"],
    &["pbl", "publisher"],
    &["pdr", "project director"],
    &["pfr", "proofreader"],
    &["pht", "photographer", "photography", "photographs", "photos"],
    &["prd", "production personnel"],
    &["prf", "performer"],
    &["prg", "programmer", "programming", "code"],
    &["prm", "printmaker"],
    &["prn", "production company", "studio"],
    &["pro", "producer", "produced by", "production"],
    &["prs", "production designer", "production design"],
    &["rce", "recording engineer", "sound recordist", "sound", "sound engineer"],
    &["rev", "reviewer"],
    &["sce", "scenarist"],
    &["scl", "sculptor"],
    &["sds", "sound designer", "sound design"],
    &["sng", "singer", "vocals"],
    &["spk", "speaker"],
    &["spn", "sponsor"],
    &["std", "set designer", "set design", "stage design"],
    &["stl", "storyteller"],
    &["stm", "stage manager"],
    &["trl", "translator", "translated by", "translation"],
    &["tyd", "type designer"],
    &["tyg", "typographer", "typesetter"],
    &["vdg", "videographer"],
    &["wpr", "writer of preface", "preface", "foreword"],
    &["aus", "screenwriter", "screenplay", "script", "written by"],
];

/// The code of a role and the role in words: `drt` becomes `director` or what that is called
/// in the kit's language; other words stay.
pub(super) fn relator(role: &str, locale: Locale) -> (Option<String>, String) {
    let lower = role.to_lowercase();
    for row in RELATORS {
        if let Some(place) = row.iter().position(|word| *word == lower) {
            let words = if place == 0 { locale.role(row[0]).unwrap_or(row[1]) } else { role };
            return (Some(row[0].to_owned()), words.to_owned());
        }
    }
    (None, role.to_owned())
}

#[cfg(test)]
mod tests {
    use super::RELATORS;
    use crate::base::Lang;
    use crate::locale::Locale;

    fn relator(role: &str) -> (Option<String>, String) {
        super::relator(role, Locale::of(&Lang::english()))
    }

    #[test]
    fn knows_codes_and_words() {
        assert_eq!(relator("drt"), (Some("drt".into()), "director".into()), "a code");
        assert_eq!(relator("Director"), (Some("drt".into()), "Director".into()), "a word");
        assert_eq!(relator("Dog"), (None, "Dog".into()), "nothing known");
    }

    #[test]
    fn a_code_becomes_a_word_of_the_language() {
        let german = Locale::of(&Lang::parse("de-AT").expect("a tag"));
        let (code, words) = super::relator("drt", german);
        assert_eq!((code.as_deref(), words.as_str()), (Some("drt"), "Regie"), "a common one");
        assert_eq!(super::relator("stm", german).1, "stage manager", "a rare one");
        assert_eq!(super::relator("director", german).1, "director", "a word stays");
    }

    #[test]
    fn no_word_has_two_codes() {
        let mut words: Vec<&str> = RELATORS.iter().flat_map(|row| row.iter().copied()).collect();
        words.sort_unstable();
        for pair in words.windows(2) {
            assert_ne!(pair[0], pair[1], "this word stands in the list twice");
        }
        for row in RELATORS {
            assert!(row[0].len() == 3 && 1 < row.len(), "{row:?} begins with a code and a name");
        }
    }
}
