//! Stand-in for `image::for_epub` until it lands.
use crate::image::{Drawing, Facts};
#[derive(Debug)]
pub(super) struct EpubImage {
    pub(super) bytes: Vec<u8>,
    pub(super) media_type: &'static str,
    pub(super) extension: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
}
#[expect(clippy::unnecessary_wraps, reason = "its successor fails")]
pub(super) fn for_epub(bytes: &[u8], facts: &Facts, _longest: u32) -> Result<EpubImage, String> {
    let (width, height) = facts.upright();
    let png = bytes.starts_with(b"\x89PNG");
    let (media_type, extension) = if png { ("image/png", "png") } else { ("image/jpeg", "jpg") };
    Ok(EpubImage { bytes: bytes.to_vec(), media_type, extension, width, height })
}
pub(super) fn to_svg(drawing: &Drawing) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\"/>",
        drawing.width, drawing.height
    )
}
