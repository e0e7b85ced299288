//! The press that a kit is printed on, and what is said of its files.
//!
//! The kit's own profile (`print: icc:`) or the one that ships comes in. It writes nothing.

use crate::Draft;
use crate::base::{Code, Diagnostic};
use crate::document::PrintSettings;
use crate::image::{ColorModel, Coverage, MOST_INK, Press};
use crate::kit::Kit;
use crate::pdf::Inked;

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
pub(super) fn said(press: &Press, inked: &Inked, draft: &Draft) -> String {
    let mut said = format!(
        "built to PDF/X-4 (not validated) for {}\n\
         ink on one spot, of at most {MOST_INK} %:\n  flat colours: {} %\n",
        press.name, inked.flat
    );
    let colors = draft.document.photos.iter().any(|photo| photo.facts.color == ColorModel::Rgb);
    if colors {
        let most = press.wettest().unwrap_or(0);
        said += &format!("  photographs in RGB: {most} % by the profile of the press\n");
    }
    for (photo, Coverage { found, left }) in &inked.photos {
        let file = &draft.document.photo(*photo).file;
        let down = if left < found { format!(", brought down to {left} %") } else { String::new() };
        said += &format!("  `{file}`, in CMYK: {found} %{down}\n");
    }
    said
}
