//! The press that a kit is printed on, and what is said of its files.
//!
//! The kit's own profile (`print: icc:`) or the one that ships comes in. It writes nothing.

use crate::Draft;
use crate::base::{Code, Diagnostic};
use crate::document::PrintSettings;
use crate::image::{ColorModel, MOST_INK, Press};
use crate::kit::Kit;

/// The press of a kit.
pub(super) fn of(kit: &Kit, settings: &PrintSettings) -> Result<Press, Diagnostic> {
    let file = settings.icc.as_str();
    if file.is_empty() {
        return Ok(Press::coated());
    }
    let cannot = |why: String| {
        let message = format!("`{file}`, which `print: icc` names, cannot be used: {why}");
        Diagnostic::error(Code::BadValue, None, message)
            .help("name the ICC profile of your printer, a file of the kit, or leave the key out")
    };
    let handle =
        kit.find(file).map_err(|_| cannot("there is no such file in the kit".to_owned()))?;
    let bytes = kit.read(&handle).map_err(|error| cannot(error.to_string()))?;
    Press::read(bytes, file).map_err(cannot)
}

/// What a printer must know of the files: what they are built to, and how much ink they take.
/// `wettest` is the most that a flat colour takes.
pub(super) fn said(press: &Press, wettest: u16, draft: &Draft) -> String {
    let photos = press.wettest().unwrap_or(0);
    let inks = draft.document.photos.iter().any(|photo| photo.facts.color == ColorModel::Cmyk);
    let inks = if inks { "; photographs in CMYK keep theirs" } else { "" };
    format!(
        "built to PDF/X-4 (not validated) for {}: flat colours take at most {wettest} % of ink \
         (limit {MOST_INK} %), photographs in RGB at most {photos} % by its profile{inks}\n",
        press.name
    )
}
