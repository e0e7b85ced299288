//! A page with one mark of every kind, looked at pixel by pixel.

use std::io;
use std::sync::Arc;

use super::*;
use crate::base::{Length, Point, Rect, Size};
use crate::font::FaceId;
use crate::image::{self, Facts, Opened, PhotoId};
use crate::pages::{Artifact, Glyph, GlyphRun, Item, Side, Tag};

/// The small files that one turned photograph and its facts come from.
struct OnePhoto(Vec<u8>);

impl PhotoBytes for OnePhoto {
    fn bytes(&self, _: PhotoId) -> io::Result<Opened<'_>> {
        Ok(self.0.clone().into())
    }
}

fn photo(name: &str) -> (OnePhoto, Facts) {
    let path = format!("{}/tests/corpus/photos/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let facts = image::facts(&bytes).unwrap();
    (OnePhoto(bytes), facts)
}

fn pt(x: i64, y: i64, width: i64, height: i64) -> Rect {
    Rect::new(Length::pt(x), Length::pt(y), Length::pt(width), Length::pt(height))
}

/// A page of 100 by 150 points, two pixels to the point.
fn check(draws: Vec<Draw>, (photos, facts): (OnePhoto, Facts)) -> Bitmap {
    let items =
        draws.into_iter().map(|draw| Item { tag: Tag::Artifact(Artifact::Layout), draw }).collect();
    let page = Page {
        size: Size { width: Length::pt(100), height: Length::pt(150) },
        side: Side::Recto,
        label: "1".to_owned(),
        items,
        links: Vec::new(),
    };
    let pages = Pages { photos: vec![facts], ..Pages::of("", Vec::new()) };
    let bitmap = draw(&page, &pages, &FontSet::bundled(), &photos, 200).unwrap();
    assert_eq!((bitmap.width, bitmap.height), (200, 300), "two pixels to the point");
    bitmap
}

fn at(bitmap: &Bitmap, x: u32, y: u32) -> [u8; 3] {
    let i = (y * bitmap.width + x) as usize * 4;
    bitmap.rgba[i..i + 3].try_into().unwrap()
}

const RED: base::Color = base::Color { r: 255, g: 0, b: 0 };

#[test]
fn fills_cover_their_rectangle_and_mix_with_what_is_under_them() {
    let fill = |rect, color, opacity| Draw::Fill { rect, color, opacity };
    let draws =
        vec![fill(pt(10, 10, 30, 20), RED, 100), fill(pt(10, 10, 10, 20), base::Color::WHITE, 50)];
    let bitmap = check(draws, photo("baseline.jpg"));
    assert_eq!(at(&bitmap, 19, 30), [255, 255, 255], "paper on the left");
    assert_eq!(at(&bitmap, 60, 30), [255, 0, 0], "red");
    assert_eq!(at(&bitmap, 80, 30), [255, 255, 255], "paper on the right");
    let [r, g, b] = at(&bitmap, 30, 30);
    assert!(r == 255 && (127..=128).contains(&g) && g == b, "half white: {r} {g} {b}");
}

#[test]
fn glyphs_stand_on_their_baseline_and_follow_their_advances() {
    let font = FontSet::bundled();
    let data = font.face(FaceId::DISPLAY).data.clone();
    let face = skrifa::FontRef::new(&data).unwrap();
    let id = skrifa::MetadataProvider::charmap(&face).map('I').unwrap().to_u32();
    let glyph = |dx| Glyph {
        id: u16::try_from(id).unwrap(),
        len: 1,
        advance: i32::try_from(Length::pt(40).0).unwrap(),
        dx,
        dy: 0,
    };
    let run = GlyphRun {
        face: FaceId::DISPLAY,
        size: Length::pt(60),
        scale: 10_000,
        origin: Point { x: Length::pt(10), y: Length::pt(100) },
        color: base::Color::BLACK,
        lang: None,
        generated: false,
        text: "II".to_owned(),
        glyphs: vec![glyph(0), glyph(0)],
    };
    let bitmap = check(vec![Draw::Text(run)], photo("baseline.jpg"));
    let is_dark = |x, y| at(&bitmap, x, y)[0] < 40;
    let stems = |y| (1..200).filter(|&x| is_dark(x, y) && !is_dark(x - 1, y)).collect::<Vec<_>>();
    let stems_at = stems(180);
    assert_eq!(stems_at.len(), 2, "two letters: {stems_at:?}");
    assert_eq!(stems_at[1] - stems_at[0], 80, "40 points apart");
    assert!(stems(204).is_empty(), "nothing under the baseline");
}

#[test]
fn a_photograph_stands_upright_in_its_frame_and_ends_at_its_clip() {
    // Stored, red grows to the right; turned by a quarter, red grows downward.
    let draws = vec![Draw::Photo {
        photo: PhotoId(0),
        frame: pt(10, 10, 64, 96),
        clip: pt(10, 10, 64, 48),
    }];
    let bitmap = check(draws, photo("turned.jpg"));
    let (top, bottom) = (at(&bitmap, 80, 30), at(&bitmap, 80, 110));
    assert!(i32::from(top[0]) + 40 < i32::from(bottom[0]), "red grows: {top:?} to {bottom:?}");
    assert_eq!(at(&bitmap, 80, 120), [255, 255, 255], "nothing below the clip");
    assert_eq!(at(&bitmap, 16, 60), [255, 255, 255], "nothing left of the frame");
}

#[test]
fn transparent_pixels_show_the_paper() {
    let draws =
        vec![Draw::Photo { photo: PhotoId(0), frame: pt(0, 0, 96, 64), clip: pt(0, 0, 96, 64) }];
    let bitmap = check(draws, photo("alpha.png"));
    let corner = at(&bitmap, 2, 2);
    assert!(corner.iter().all(|&channel| 200 < channel), "its dark corner is clear: {corner:?}");
}

#[test]
fn drawings_are_scaled_clipped_and_shaded() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><defs>\
        <linearGradient id='g'><stop stop-color='#f00'/><stop offset='1' stop-color='#00f'/></linearGradient>\
        <clipPath id='c'><rect width='40' height='20'/></clipPath></defs>\
        <rect width='60' height='40' fill='url(#g)' clip-path='url(#c)'/>\
        <path d='M0 30H40' stroke='#0a0' stroke-width='4'/></svg>";
    let drawing = Arc::new(image::drawing(svg.as_bytes(), &[]).unwrap());
    let draws = vec![Draw::Drawing { drawing, frame: pt(10, 10, 80, 80) }];
    let bitmap = check(draws, photo("baseline.jpg"));
    let (left, right) = (at(&bitmap, 24, 40), at(&bitmap, 176, 40));
    assert!(240 < left[0] && right[0] < 110, "from red to two thirds blue: {left:?} {right:?}");
    assert_eq!(at(&bitmap, 190, 40), [255, 255, 255], "nothing outside the frame");
    assert_eq!(at(&bitmap, 100, 110), [255, 255, 255], "clipped at half its height");
    assert_eq!(at(&bitmap, 100, 140), [0, 170, 0], "a stroke");
}

#[test]
fn pictures_can_be_kept() {
    let bitmap = check(Vec::new(), photo("baseline.jpg"));
    let facts = image::facts(&jpeg(&bitmap, 90).unwrap()).unwrap();
    assert_eq!((facts.width, facts.height), (200, 300), "as JPEG");
    let facts = image::facts(&png(&bitmap).unwrap()).unwrap();
    assert_eq!((facts.width, facts.height), (200, 300), "as PNG");
}
