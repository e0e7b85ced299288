//! Faces for the ebook: subset, with their licences.
//!
//! The design's families and the characters of the book come in, font files and the rules
//! that name them go out. It knows no text and no package.

use std::collections::BTreeSet;

use super::xml::{put, slug};
use crate::design::Design;
use crate::font::{self, FaceId, Family, FontSet};

/// A file for the package's `fonts/`.
#[derive(Debug)]
pub(super) struct FontFile {
    /// Path from the package document.
    pub(super) href: String,
    /// Media type.
    pub(super) media_type: &'static str,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// The faces of a book.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    /// Font files and licences.
    pub(super) files: Vec<FontFile>,
    /// The rules of the style sheet that name them.
    pub(super) rules: String,
    /// The family of signs that the text's family lacks, if there are any.
    pub(super) symbols: Option<String>,
}

/// The family names of the kinds of type.
#[derive(Debug, Clone)]
pub(super) struct Names {
    /// Running text.
    pub(super) text: String,
    /// Captions, labels, tables.
    pub(super) data: String,
    /// Titles.
    pub(super) display: String,
    /// Code.
    pub(super) code: String,
}

impl Names {
    pub(super) fn of(design: &Design, fonts: &FontSet) -> Names {
        let name = |family: Family| fonts.face(family.regular).family.clone();
        let styles = &design.styles;
        Names {
            text: name(styles.body.family),
            data: name(styles.caption.family),
            display: name(styles.display.family),
            code: name(styles.code.family),
        }
    }

    /// The families, each once, with what they may be used under.
    pub(super) fn families(&self, fonts: &FontSet, code: bool) -> Vec<String> {
        let mut families = Vec::new();
        let names = [&self.text, &self.data, &self.display, &self.code];
        for name in names.into_iter().take(if code { 4 } else { 3 }) {
            let free =
                fonts.faces.iter().any(|face| face.family == *name && !face.licence.is_empty());
            let family =
                if free { format!("{name} (SIL Open Font License 1.1)") } else { name.clone() };
            if !families.contains(&family) {
                families.push(family);
            }
        }
        families
    }
}

/// Subsets the faces that a book needs; `markup` is all of its text.
pub(super) fn embed(design: &Design, fonts: &FontSet, markup: &[&str]) -> Fonts {
    let characters = characters(markup);
    let has = |tag: &str| markup.iter().any(|text| text.contains(tag));
    let (strong, code) = (has("<strong>"), has("<code>"));
    let styles = &design.styles;
    let (text, data) = (styles.body.family, styles.caption.family);
    let mut wanted = vec![
        (text.regular, NORMAL, true),
        (text.italic, ITALIC, true),
        (text.bold, BOLD, strong),
        (text.bold_italic, BOLD_ITALIC, strong && has("<em>")),
        (data.regular, NORMAL, true),
        (data.italic, ITALIC, true),
        (data.bold, BOLD, true),
        (styles.display.family.regular, NORMAL, true),
        (styles.code.family.regular, NORMAL, code),
    ];
    wanted.retain(|wanted| wanted.2);
    let symbols = FaceId::SYMBOLS;
    let missing = |c: &char| !fonts.face(text.regular).has(*c) && fonts.face(symbols).has(*c);
    if characters.iter().any(missing) {
        wanted.push((symbols, NORMAL, true));
    }
    let mut out = Fonts::default();
    let mut seen = BTreeSet::new();
    for (id, style, _) in wanted {
        if seen.insert(id) {
            if id == symbols {
                out.symbols = Some(fonts.face(id).family.clone());
            }
            out.add(fonts, id, style, &characters);
        }
    }
    out
}

const NORMAL: &str = "font-weight: normal; font-style: normal";
const ITALIC: &str = "font-weight: normal; font-style: italic";
const BOLD: &str = "font-weight: bold; font-style: normal";
const BOLD_ITALIC: &str = "font-weight: bold; font-style: italic";

impl Fonts {
    fn add(&mut self, fonts: &FontSet, id: FaceId, style: &str, characters: &BTreeSet<char>) {
        let face = fonts.face(id);
        let open_type = face.data.starts_with(b"OTTO");
        let (extension, media_type) =
            if open_type { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
        let href = format!("fonts/{}.{extension}", slug(&face.name));
        if self.files.iter().any(|file| file.href == href) {
            return;
        }
        // A face that cannot be subset goes in whole.
        let bytes = font::subset_for_epub(face, characters.iter().copied())
            .unwrap_or_else(|_| face.data.to_vec());
        let family = quoted(&face.family);
        put!(self.rules, "@font-face {{ font-family: {family}; {style}; src: url({href}) }}\n");
        self.files.push(FontFile { href, media_type, bytes });
        let licence = format!("fonts/OFL-{}.txt", slug(&face.family));
        if !face.licence.is_empty() && self.files.iter().all(|file| file.href != licence) {
            let bytes = face.licence.as_bytes().to_vec();
            self.files.push(FontFile { href: licence, media_type: "text/plain", bytes });
        }
    }
}

/// A family name as a CSS string.
pub(super) fn quoted(name: &str) -> String {
    let name: String =
        name.chars().filter(|c| !matches!(c, '"' | '\\') && !c.is_control()).collect();
    format!("\"{name}\"")
}

/// The characters of the book, and those that a reading system or the style sheet adds:
/// digits, hyphens, quotation marks, bullets, the other case of each letter.
fn characters(markup: &[&str]) -> BTreeSet<char> {
    let mut characters: BTreeSet<char> = (' '..='~').collect();
    characters.extend("\u{a0}\u{ad}\u{2002}\u{2009}\u{2010}\u{2011}–—‘’‚“”„«»‹›…•◦▪".chars());
    for text in markup {
        for c in text.chars().filter(|c| !c.is_ascii()) {
            if characters.insert(c) {
                characters.extend(c.to_uppercase());
                characters.extend(c.to_lowercase());
            }
        }
    }
    characters
}
