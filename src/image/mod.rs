//! Photographs and drawings: from file bytes to facts, converted bytes and vector paths.
//!
//! Bytes come in, [`Facts`], JPEG or PNG bytes and [`Drawing`]s go out. Pixels are never
//! kept: a photo is opened when it is needed, so memory does not grow with their number.
//! Knows no kit, no page and no file name.

mod broken;
mod color;
mod coverage;
mod decode;
mod drawing;
mod ebook;
mod embedded;
mod encode;
mod exif;
mod facts;
mod hidden;
mod icc;
mod jpeg;
mod opened;
mod paper;
mod png;
mod press;
mod profile;
pub mod profiles;
mod read;
mod resample;
mod screen;
mod still;
mod survey;
mod svg;
#[cfg(test)]
mod tests;
mod webp;
mod write_svg;
mod xmp;

use std::io;

pub use broken::Broken;
pub use coverage::{Coverage, for_plates};
pub use drawing::{Drawing, FillRule, Gradient, GradientKind, Paint, Path, Segment, Stroke};
pub use ebook::{EpubImage, for_epub};
pub use encode::{encode_jpeg, encode_png};
pub use facts::{ColorModel, Embedded, Facts, Format, Orientation};
pub use hidden::{GRID, Greys, greys, hide};
pub use opened::{Opened, Place, Room};
pub use paper::{PdfImage, Tones, for_pdf};
pub use press::{Inks, MOST_INK, Press, sum as sum_of_inks};
pub use read::{facts, facts_within};
pub use screen::{Screen, for_screen};
pub use still::{Description, Still, for_press, for_screens};
pub use survey::{Patch, Survey, survey};
pub use svg::drawing;
pub use write_svg::to_svg;

/// Names one photograph of a document: an index into `Document::photos`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhotoId(pub u32);

/// Hands out a photograph's file bytes when a writer needs them.
pub trait PhotoBytes: Sync {
    /// Reads the whole file of one photograph, as soon as there is room for it.
    ///
    /// # Errors
    ///
    /// If the file can no longer be read or is not the one whose facts were taken.
    fn bytes(&self, photo: PhotoId) -> io::Result<Opened<'_>>;
}
