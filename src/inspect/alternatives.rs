//! Alternative texts that say nothing, whatever book they stand in: placeholders, names of files.
//!
//! A text comes in, a verdict goes out (WCAG 2.2, 1.1.1 "Non-text Content", F30).

use super::plain;

/// Words that say nothing when they are all, in the languages of our own words.
const EMPTY_WORDS: &[&str] = &[
    "a",
    "abbildung",
    "afbeelding",
    "alt",
    "alternative",
    "an",
    "argazkia",
    "beeld",
    "bild",
    "bilde",
    "billede",
    "cover",
    "description",
    "dessin",
    "diagram",
    "drawing",
    "figur",
    "figura",
    "figure",
    "foto",
    "fotografia",
    "fotografie",
    "fotografija",
    "fotografía",
    "grafik",
    "graphic",
    "graphics",
    "here",
    "icon",
    "illustration",
    "image",
    "imagem",
    "imagen",
    "images",
    "imatge",
    "img",
    "immagine",
    "irudia",
    "kuva",
    "missing",
    "n",
    "na",
    "no",
    "none",
    "null",
    "obraz",
    "obrázek",
    "of",
    "omslag",
    "photo",
    "photograph",
    "pic",
    "picture",
    "placeholder",
    "sans",
    "screenshot",
    "spacer",
    "tbd",
    "text",
    "the",
    "titelbild",
    "titre",
    "todo",
    "undefined",
    "untitled",
    "valokuva",
    "xxx",
    "zdjęcie",
];

/// Endings of the names of picture files.
const ENDINGS: [&str; 13] = [
    ".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".tif", ".tiff", ".bmp", ".avif", ".eps",
    ".psd", ".heic",
];

/// How the names begin that cameras give.
const OF_CAMERAS: [&str; 9] =
    ["img_", "img-", "dsc_", "dsc0", "dscf", "dscn", "pxl_", "p10", "pict0"];

/// Whether all its words are such as programs, and people in haste, write instead of a text.
pub(super) fn says_nothing(alt: &str) -> bool {
    let plain = plain(alt);
    plain.starts_with("lorem ipsum")
        || plain.split(' ').all(|word| {
            word.chars().all(|c| c.is_ascii_digit()) || EMPTY_WORDS.binary_search(&word).is_ok()
        })
}

/// Whether it is the name of a picture file, with its ending or as a camera gives it. A sentence
/// that ends with such a name is none.
pub(super) fn is_file_name(alt: &str) -> bool {
    let alt = alt.trim().to_lowercase();
    let words = alt.split_whitespace().count();
    let digits = alt.bytes().filter(u8::is_ascii_digit).count();
    words <= 3 && ENDINGS.iter().any(|ending| alt.ends_with(ending))
        || words == 1 && 3 <= digits && OF_CAMERAS.iter().any(|start| alt.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_order() {
        assert!(EMPTY_WORDS.is_sorted(), "they are searched by halves");
    }

    #[test]
    fn texts_that_say_nothing_are_told_from_those_that_do() {
        for alt in ["image", "Figure 3", "IMAGE.", "a picture of", "Bild 12", "12", "…", "TODO"] {
            assert!(says_nothing(alt), "{alt}");
        }
        for alt in ["A quay", "Image of a quay", "The figure of a dancer", "No. 5 bus", "X"] {
            assert!(!says_nothing(alt), "{alt}");
        }
        for alt in ["photo 1.png", "quay.jpg", "IMG_2041", "DSC01234 "] {
            assert!(is_file_name(alt), "{alt}");
        }
        for alt in ["A page that links to quay.jpg", "P10", "IMG, a label", "1984"] {
            assert!(!is_file_name(alt), "{alt}");
        }
    }
}
