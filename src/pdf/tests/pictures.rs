//! Photographs in whole files, seen through another reader of PDF.

use lopdf::{Document, Object};

use super::file::{UA1, load};
use super::*;

/// The image dictionaries of a file.
fn images(doc: &Document) -> Vec<lopdf::Dictionary> {
    let streams = doc.objects.values().filter_map(|object| object.as_stream().ok());
    let images = streams.filter(|stream| {
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
        kind.is_ok_and(|kind| kind == b"Image")
    });
    images.map(|stream| stream.dict.clone()).collect()
}

/// A page that shows these photographs one below the other.
pub(super) fn shown(photos: Vec<Vec<u8>>) -> (Pages, Album) {
    let mut pages = blank(1);
    for (bytes, index) in photos.iter().zip(0_u32..) {
        pages.photos.push(crate::image::facts(bytes).unwrap());
        let alt = Some("A field".to_owned());
        let node = pages.structure.add(Structure::ROOT, Role::Figure { alt, bbox: None });
        let frame = rect(54, 40 + i64::from(index) * 50, 60, 40);
        place(&mut pages, 0, node, Draw::Photo { photo: PhotoId(index), frame, clip: frame });
    }
    (pages, Album(photos))
}

fn png(pixels: &[u8], kind: ::image::ExtendedColorType) -> Vec<u8> {
    use ::image::ImageEncoder;
    let mut bytes = Vec::new();
    ::image::codecs::png::PngEncoder::new(&mut bytes).write_image(pixels, 2, 2, kind).unwrap();
    bytes
}

#[test]
fn a_photograph_goes_in_byte_for_byte() {
    let (pages, album) = sample();
    let doc = load(&pages, &album);
    let kept = doc
        .objects
        .values()
        .any(|object| matches!(object, Object::Stream(stream) if stream.content == album.0[0]));
    assert!(kept, "the JPEG is there as it was");
}

#[test]
fn a_photograph_that_is_shown_twice_is_stored_once() {
    let field = png(&[10; 12], ::image::ExtendedColorType::Rgb8);
    let (pages, album) = shown(vec![field.clone(), field]);
    assert_eq!(images(&load(&pages, &album)).len(), 1, "one file, one picture");
}

#[test]
fn transparent_pixels_become_a_soft_mask() {
    let field = png(
        &[255, 0, 0, 255, 255, 0, 0, 128, 0, 0, 255, 0, 0, 0, 255, 255],
        ::image::ExtendedColorType::Rgba8,
    );
    let (pages, album) = shown(vec![field]);
    let doc = load(&pages, &album);
    let all = images(&doc);
    assert_eq!(all.len(), 2, "the picture and its mask");
    let mask = all.iter().find_map(|dict| dict.get(b"SMask").ok()).unwrap();
    let mask = doc.get_object(mask.as_reference().unwrap()).unwrap().as_stream().unwrap();
    assert_eq!(
        mask.decompressed_content().unwrap(),
        [255, 128, 0, 255],
        "opacity, after the row filters are undone"
    );
    let page = doc.get_dictionary(doc.get_pages()[&1]).unwrap();
    assert!(page.has(b"Group"), "a page with transparency names its blending space");
}

#[test]
fn a_broken_photograph_is_named() {
    let (pages, mut album) = sample();
    album.0[0].truncate(20_000);
    let result = write(&UA1, &pages, &FontSet::bundled(), &album, &mut Vec::new());
    assert!(matches!(result, Err(Error::Photo(PhotoId(0), _))), "which one: {result:?}");
}
