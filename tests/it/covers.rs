//! The ebook's cover, read back from its pixels: what a photograph's rights forbid is not done
//! there.
//!
//! The photograph is of one colour with corners of another, so that what of it is seen, where
//! it stands and what stands on it can be told.

use std::io::{Cursor, Read};

use image::{Rgb, RgbImage};
use zip::ZipArchive;

use crate::run::{platemark, said};
use crate::scratch::Scratch;

const MIDDLE: [u8; 3] = [200, 40, 160];
const CORNER: [u8; 3] = [30, 160, 70];
const RIGHTS: [&str; 4] = ["crop", "bleed", "overprint", "bw"];
const THEMES: [&str; 3] = ["gallery", "night", "plain"];

/// A photograph with its corners marked.
fn photo((width, height): (u32, u32)) -> Vec<u8> {
    let mark = 100;
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let side = x < mark || width - mark <= x;
        Rgb(if side && (y < mark || height - mark <= y) { CORNER } else { MIDDLE })
    });
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

fn cover(theme: &str, rights: &str, shape: (u32, u32)) -> RgbImage {
    let head = format!(
        "title: The Quay\nlang: en\ncover-image: quay\ndesign: {{theme: {theme}}}\nphotos:\n  \
         - {{id: quay, file: quay.png, alt: A quay., credit: Ann, {rights}}}\n"
    );
    let kit = Scratch::with(&[("kit.yaml", &head), ("quay.md", "# One\n\nThe quay is open.\n")]);
    kit.write("quay.png", &photo(shape));
    let run = platemark(&["build", "--to", "epub"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{theme}, {rights}: {}", said(&run));
    let mut book = ZipArchive::new(Cursor::new(kit.read("output/the-quay.epub"))).unwrap();
    let name = book.file_names().find(|name| name.ends_with("cover.jpg")).unwrap().to_owned();
    let mut jpeg = Vec::new();
    book.by_name(&name).unwrap().read_to_end(&mut jpeg).unwrap();
    let mut decoder =
        zune_jpeg::JpegDecoder::new(zune_jpeg::zune_core::bytestream::ZCursor::new(jpeg));
    let pixels = decoder.decode().unwrap();
    let (width, height) = decoder.dimensions().unwrap();
    RgbImage::from_raw(width.try_into().unwrap(), height.try_into().unwrap(), pixels).unwrap()
}

fn is(pixel: Rgb<u8>, color: [u8; 3]) -> bool {
    pixel.0.iter().zip(color).all(|(a, b)| a.abs_diff(b) < 48)
}

/// What is done to the photograph on a cover: crop, overprint, bw. That it reaches the edge of
/// the screen is no bleed: nothing is trimmed.
fn deeds(cover: &RgbImage) -> [bool; 3] {
    let seen = |pixel: Rgb<u8>| is(pixel, MIDDLE) || is(pixel, CORNER);
    let places = cover.enumerate_pixels().filter(|(_, _, pixel)| seen(**pixel));
    let bounds = places.fold(None, |bounds: Option<[u32; 4]>, (x, y, _)| {
        let [left, top, right, bottom] = bounds.unwrap_or([x, y, x, y]);
        Some([left.min(x), top.min(y), right.max(x), bottom.max(y)])
    });
    // Without its colours it is not there, or has lost them.
    let Some([left, top, right, bottom]) = bounds else { return [false, false, true] };
    let inset = 8;
    let corners = [left + inset, right - inset]
        .map(|x| [top + inset, bottom - inset].map(|y| is(*cover.get_pixel(x, y), CORNER)));
    let cut = corners.as_flattened().contains(&false);
    let inner = (left + inset..right - inset)
        .flat_map(|x| (top + inset..bottom - inset).map(move |y| (x, y)));
    // Where two colours meet, a JPEG mixes them: type is larger than that.
    let typed = inner.filter(|(x, y)| !seen(*cover.get_pixel(*x, *y))).count();
    [cut, 4_000 < typed, false]
}

#[test]
fn what_is_forbidden_is_not_done_on_an_ebooks_cover() {
    let all = RIGHTS.map(|right| format!("{right}: forbid")).join(", ");
    for theme in THEMES {
        for shape in [(1000, 750), (500, 1000)] {
            assert_eq!(deeds(&cover(theme, &all, shape)), [false; 3], "{theme}, {shape:?}");
        }
    }
}

#[test]
fn what_would_be_forbidden_is_seen() {
    let whole = cover("gallery", "crop: forbid", (1000, 750));
    let paint = |change: fn(u32, u32, Rgb<u8>) -> Rgb<u8>| {
        RgbImage::from_fn(whole.width(), whole.height(), |x, y| {
            change(x, y, *whole.get_pixel(x, y))
        })
    };
    let cut = paint(|x, _, pixel| if x < 300 { Rgb([0; 3]) } else { pixel });
    assert_eq!(deeds(&cut), [true, false, false], "a side is cut off");
    let typed = paint(|x, y, pixel| {
        if (500..900).contains(&x) && (1500..1600).contains(&y) { Rgb([255; 3]) } else { pixel }
    });
    assert_eq!(deeds(&typed), [false, true, false], "type stands on it");
    let grey = paint(|_, _, pixel| Rgb([pixel.0[1]; 3]));
    assert_eq!(deeds(&grey), [false, false, true], "it is grey");
}
