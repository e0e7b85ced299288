//! Words that people write for our keys.
//!
//! A key that is none comes in with those that could stand there; the one that is meant goes
//! out. What each key is for it does not know.

use crate::base::nearest;

/// Our key, and what is written for it in English and, where that is common, in other languages.
const WORDS: &[(&str, &str)] = &[
    ("lang", "language languages locale sprache langue idioma"),
    (
        "creator",
        "director directors artist artists writer writers maker makers developer studio \
        photographer photograph photo-by shot-by regie fotograf photographe",
    ),
    ("author", "writer by written-by autor auteur"),
    ("creator", "author authors by"),
    ("contributor", "contributors"),
    ("publisher", "distributor label company publishing verlag"),
    ("logline", "tagline pitch one-liner hook teaser claim"),
    ("synopsis", "plot story treatment inhalt résumé sinopsis"),
    ("boilerplate", "about about-us company-info"),
    (
        "dates",
        "screenings screening events event shows tour tour-dates performances schedule \
        premiere premieres calendar termine",
    ),
    ("date", "day when datum release-date published time"),
    ("people", "persons person team bios biographies crew-bios personen"),
    ("credits", "cast crew staff"),
    ("quotes", "reviews review press-quotes blurbs testimonials zitate"),
    ("awards", "prizes prize award honours honors festivals preise"),
    ("links", "link socials social websites urls"),
    ("contacts", "press-contact press-contacts kontakt kontakte"),
    ("photos", "foto fotos photo pictures picture images gallery media bilder stills-list"),
    ("cover-image", "cover-photo poster hero titelbild"),
    ("facts", "fact info information specs specifications data"),
    ("keywords", "tags genres topics"),
    ("rights", "copyright licence license"),
    ("usage", "licence license terms permission conditions nutzung"),
    ("terms", "licence license usage conditions"),
    ("copyright", "rights owner copyright-holder"),
    ("credit", "byline courtesy source"),
    ("caption", "description text legend title-text bildunterschrift légende"),
    ("alt", "alt-text alternative alternative-text description"),
    ("bio", "biography about life vita text description biografie"),
    ("role", "job position function title as profession rolle"),
    ("works", "filmography films discography work selected-works previous"),
    ("photo", "picture image portrait headshot file foto bild"),
    ("file", "path src image picture filename datei"),
    ("name", "who person title"),
    ("email", "mail e-mail"),
    ("phone", "telephone tel mobile telefon"),
    ("org", "company organisation organization agency firm"),
    ("outlet", "publication magazine newspaper source medium from"),
    ("by", "author critic journalist name who"),
    ("text", "quote quotation words body"),
    ("place", "venue location city where where-at ort"),
    ("event", "what title name"),
    ("until", "end ends date to lifts"),
    ("url", "link href address website"),
    ("online", "website homepage site web"),
    ("edition", "version issue"),
    ("status", "state draft published public"),
    ("slug", "filename file-name"),
    ("result", "won status outcome"),
    ("kit", "trade category type"),
];

/// The key that is meant by a word which is none: by its meaning, else by its letters.
pub(super) fn meant<'k>(word: &str, keys: &[&'k str]) -> Option<&'k str> {
    let word = word.to_lowercase().replace(['_', ' '], "-");
    let ours = |key: &str| keys.iter().copied().find(|known| *known == key);
    let said = |wanted: &str| {
        let mut rows = WORDS.iter().filter(|row| row.1.split_whitespace().any(|w| w == wanted));
        rows.find_map(|row| ours(row.0))
    };
    ours(&word).or_else(|| said(&word)).or_else(|| nearest(&word, keys.iter().copied())).or_else(
        || {
            let words = WORDS.iter().filter(|row| ours(row.0).is_some());
            said(nearest(&word, words.flat_map(|row| row.1.split_whitespace()))?)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::metadata::keys;

    #[test]
    fn people_are_understood() {
        let top = keys::TOP.names();
        let cases = [
            ("language", "lang"),
            ("langauge", "lang"),
            ("Director", "creator"),
            ("screenings", "dates"),
            ("press_contact", "contacts"),
            ("loglin", "logline"),
            ("foto", "photos"),
            ("tagline", "logline"),
        ];
        for (word, key) in cases {
            assert_eq!(meant(word, &top), Some(key), "{word}");
        }
        assert_eq!(meant("weather", &top), None, "nothing is meant");
        let photo = keys::PHOTO.names();
        for (word, key) in [("photographer", "creator"), ("license", "usage"), ("path", "file")] {
            assert_eq!(meant(word, &photo), Some(key), "{word}");
        }
    }

    #[test]
    fn every_row_is_for_a_key_that_is_there() {
        let all = [
            &keys::TOP,
            &keys::PHOTO,
            &keys::AWARD,
            &keys::CAST,
            &keys::CONTACT,
            &keys::CREDITS,
            &keys::EVENT,
            &keys::LINK,
            &keys::PERSON,
            &keys::QUOTE,
            &keys::STILLS,
            &keys::WORK,
        ];
        for (key, _) in WORDS {
            assert!(all.iter().any(|mapping| mapping.has(key)), "{key}");
        }
    }
}
