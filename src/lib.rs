//! Platemark compiles a press kit, one Markdown manuscript with YAML metadata and
//! photographs, into an EPUB and a paginated PDF that are two views of one text.
//!
//! ```text
//! manuscript/  kit.yaml                     one read of every file
//! fonts/  images/        ──▶  Kit  ──read──▶  DOCUMENT ──layout──▶ PAGES ──pdf──▶ *.pdf
//!                                               │                    │
//!                                               └──────epub◀─────────┘ page list only
//!                                                       │
//!                                                     *.epub
//! ```
//!
//! Two *waists*, modules that hold types and nothing else, keep the halves apart:
//! [`document`] says what the kit says, [`pages`] says what goes where. A stage is one
//! public function from borrowed input to owned output.

pub mod base;
pub mod check;
pub mod cli;
pub mod copies;
pub mod design;
pub mod document;
pub mod epub;
pub mod font;
pub mod image;
pub mod impose;
pub mod inspect;
pub mod kit;
pub mod layout;
pub mod locale;
pub mod pages;
pub mod pdf;
pub mod phrases;
pub mod raster;
pub mod read;
pub mod release;
pub mod stills;

use std::borrow::Cow;

use base::{Code, Diagnostic, nearest};
use design::Design;
use document::{Date, Document, Photo};
use font::{Face, FaceId, FontSet};
use image::{Format, PhotoBytes, Survey};
use kit::{Kit, NotFound, PhotoFile, PhotoFiles};
use pages::Pages;

/// What both books are made of: a kit, read, and how it shall look.
#[derive(Debug)]
pub struct Draft {
    /// What the kit says.
    pub document: Document,
    /// How it looks.
    pub design: Design,
    /// The faces it is set in.
    pub fonts: FontSet,
}

impl Draft {
    /// The photographs' files.
    #[must_use]
    pub fn photos<'k>(&self, kit: &'k Kit) -> PhotoFiles<'k> {
        let file = |photo: &Photo| PhotoFile::new(&photo.file, &photo.facts);
        PhotoFiles::new(kit, self.document.photos.iter().map(file).collect())
    }

    /// Takes another paper, by its name or measures, instead of the kit's own; says what of
    /// the kit's wishes cannot be had on it.
    pub fn set_paper(&mut self, paper: &str) -> Vec<Diagnostic> {
        let own = wishes(&self.document);
        let own = design::Wishes { span: None, ..own };
        let (_, known) = design::resolve(&own);
        let (design, mut found) = design::resolve(&design::Wishes { paper, ..own });
        self.design = design;
        found.retain(|found| !known.contains(found));
        found
    }

    /// Lays out the pages; says also what a person must know or change.
    #[must_use]
    pub fn pages(&self, photos: &dyn PhotoBytes) -> (Pages, Vec<Diagnostic>) {
        let survey = self.survey(photos);
        layout::layout(&self.document, survey.as_ref(), &self.design, &self.fonts)
    }

    /// Lays out the one-sheet; says also what found no room on it.
    #[must_use]
    pub fn one_sheet(&self, photos: &dyn PhotoBytes) -> (Pages, Vec<Diagnostic>) {
        let survey = self.survey(photos);
        layout::one_sheet(&self.document, survey.as_ref(), &self.design, &self.fonts)
    }

    /// Looks where the cover's photograph is light, dark, calm and busy. A drawing has no
    /// pixels, and a photograph that cannot be decoded is reported when it is drawn.
    fn survey(&self, photos: &dyn PhotoBytes) -> Option<Survey> {
        let id = self.document.front.cover_photo?;
        let facts = &self.document.photo(id).facts;
        if facts.format == Format::Svg {
            return None;
        }
        image::survey(&photos.bytes(id).ok()?, facts).ok()
    }
}

/// A kit, read and laid out.
#[derive(Debug)]
pub struct Build {
    /// What the kit says, and how it shall look.
    pub draft: Draft,
    /// What stands where.
    pub pages: Pages,
    /// What a person must know or change.
    pub diagnostics: Vec<Diagnostic>,
}

/// Chains the stages from a kit to its pages; the writers [`pdf::write`] and [`epub::write`]
/// take it from there.
#[must_use]
pub fn build(kit: &Kit) -> Build {
    let (draft, mut diagnostics) = draft(kit);
    let (pages, found) = draft.pages(&draft.photos(kit));
    diagnostics.extend(found);
    Build { draft, pages, diagnostics }
}

/// What [`build`] has said, and what a person should look at before the kit goes out, but for
/// what the kit lets pass; `today` is the day it is, without which nothing is late.
#[must_use]
pub fn check(kit: &Kit, build: &Build, today: Option<Date>) -> Vec<Diagnostic> {
    let document = &build.draft.document;
    let proofs = check::check(&check::Proof {
        document,
        pages: &build.pages,
        sources: &kit.sources,
        manuscript: kit.manuscript,
        metadata: kit.metadata,
        pictures: &kit.pictures(),
        today,
    });
    // `check` measures photographs on every page, `build` only where it sets them.
    let of_build = build.diagnostics.iter().filter(|found| found.code != Code::PhotoCoarse);
    let of_build: Vec<Diagnostic> = of_build.cloned().collect();
    check::weigh(&of_build, &proofs, &document.metadata.check)
}

/// Reads a kit; says also what a person must know or change.
#[must_use]
pub fn draft(kit: &Kit) -> (Draft, Vec<Diagnostic>) {
    // Words in drawings are set in the bundled faces, since drawings are read first.
    let mut fonts = FontSet::bundled();
    let faces: Vec<&[u8]> = fonts.faces.iter().map(|face| face.data.as_ref()).collect();
    let (document, mut diagnostics) = read::read(kit, &faces);
    let settings = &document.metadata.design;
    let (design, found) = design::resolve(&wishes(&document));
    diagnostics.extend(found);
    fonts.dress(design.typeface);
    for (role, file) in &settings.fonts {
        match own_face(kit, role, file) {
            Ok((place, face)) => fonts.faces[usize::from(place.0)] = face,
            Err((message, help)) => diagnostics
                .push(Diagnostic::error(Code::BadFont, settings.span, message).help(help)),
        }
    }
    (Draft { document, design, fonts }, diagnostics)
}

/// How a kit wants its pages to look.
fn wishes(document: &Document) -> design::Wishes<'_> {
    let settings = &document.metadata.design;
    design::Wishes {
        theme: &settings.theme,
        accent: &settings.accent,
        paper: &settings.paper,
        sizes: &settings.sizes,
        measure: settings.measure,
        span: settings.span,
    }
}

/// The faces that a kit's own may stand in for, by their names in the metadata.
const ROLES: [(&str, FaceId); 10] = [
    ("text", FaceId::TEXT),
    ("text-italic", FaceId::TEXT_ITALIC),
    ("text-bold", FaceId::TEXT_BOLD),
    ("text-bold-italic", FaceId::TEXT_BOLD_ITALIC),
    ("sans", FaceId::SANS),
    ("sans-italic", FaceId::SANS_ITALIC),
    ("sans-bold", FaceId::SANS_BOLD),
    ("display", FaceId::DISPLAY),
    ("mono", FaceId::MONO),
    // What no other face has: another script, signs.
    ("other", FaceId::SYMBOLS),
];

/// Reads a font of the kit; returns also the bundled face that it stands in for. What is
/// wrong is a message and what to type instead.
fn own_face(kit: &Kit, role: &str, file: &str) -> Result<(FaceId, Face), (String, String)> {
    let Some((_, bundled)) = ROLES.iter().find(|(name, _)| *name == role) else {
        let names = ROLES.map(|(name, _)| name);
        let help = match nearest(role, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of: {}", names.join(", ")),
        };
        return Err((format!("there is no place for a font called `{role}`"), help));
    };
    let handle = kit.find(file).map_err(|reason| match reason {
        NotFound::Missing(near) => {
            let help = near.first().map_or_else(
                || "put the file into `fonts/` and write its path".to_owned(),
                |near| format!("perhaps `{near}` is meant"),
            );
            (format!("there is no font `{file}`"), help)
        }
        NotFound::Outside => {
            (format!("the font `{file}` lies outside the kit"), "copy it into `fonts/`".to_owned())
        }
        NotFound::Unreadable(why) => (
            format!("the font `{file}` cannot be read: {why}"),
            "name a TrueType file of the kit".to_owned(),
        ),
    })?;
    let help = "name a TrueType file (`.ttf`) that may be embedded";
    let bytes = kit.read(&handle);
    let bytes = bytes.map_err(|error| (format!("`{file}`: {error}"), help.to_owned()))?;
    let face = Face::read(Cow::Owned(bytes), "");
    let face = face.map_err(|bad| (format!("`{file}` is no font: {}", bad.0), help.to_owned()))?;
    match face.obstacle() {
        Some(why) => Err((format!("`{file}` cannot be used: {why}"), help.to_owned())),
        None => Ok((*bundled, face)),
    }
}
