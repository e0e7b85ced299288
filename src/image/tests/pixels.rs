//! Converted pixels: turned, scaled, brought to sRGB, the same on every machine.

use sha2::{Digest, Sha256};

use super::super::decode::{Pixels, decode};
use super::super::*;
use super::{SMALL, facts_of, profile_segments, sample, small, with_segments};

fn near(a: [u8; 3], b: [u8; 3], by: i32) -> bool {
    a.iter().zip(b).all(|(&a, b)| (i32::from(a) - i32::from(b)).abs() <= by)
}

/// One pixel of these inks, in sRGB.
fn ink(inks: [u8; 4]) -> [u8; 3] {
    let mut pixels = Pixels {
        width: 1,
        height: 1,
        model: ColorModel::Cmyk,
        samples: inks.to_vec(),
        alpha: None,
    };
    color::to_srgb(&mut pixels, None);
    pixels.samples.try_into().unwrap()
}

#[test]
fn greys_keep_the_luminance_of_colours() {
    let mut pixels = Pixels {
        width: 4,
        height: 1,
        model: ColorModel::Rgb,
        samples: vec![255, 0, 0, 0, 255, 0, 0, 0, 255, 119, 119, 119],
        alpha: None,
    };
    super::super::color::to_gray(&mut pixels, None);
    assert_eq!(pixels.model, ColorModel::Gray, "one sample a pixel");
    assert_eq!(pixels.samples, [127, 220, 76, 119], "0.2126, 0.7152, 0.0722, and a grey itself");
}

#[test]
fn inks_look_as_another_colour_engine_shows_them() {
    // Little CMS 2.19, relative colorimetric with black point compensation, the shipped profiles.
    let expected = [
        ([0, 0, 0, 0], [255, 255, 255]),
        ([255, 0, 0, 0], [0, 159, 227]),
        ([0, 255, 0, 0], [230, 0, 126]),
        ([0, 0, 255, 0], [255, 237, 0]),
        ([0, 0, 0, 255], [31, 31, 29]),
        ([255, 255, 255, 255], [3, 1, 0]),
        ([64, 204, 230, 13], [187, 77, 45]),
        ([128, 128, 128, 0], [148, 129, 123]),
        ([30, 60, 90, 120], [146, 130, 112]),
    ];
    for (inks, rgb) in expected {
        let ours = ink(inks);
        assert!(near(ours, rgb, 6), "inks {inks:?}: {ours:?}, expected about {rgb:?}");
    }
}

#[test]
fn a_wide_gamut_becomes_srgb() {
    // Little CMS 2.19, relative colorimetric.
    let expected = [
        ([255, 0, 0], [255, 0, 0]),
        ([128, 128, 128], [129, 129, 129]),
        ([40, 90, 200], [0, 90, 204]),
        ([200, 180, 60], [209, 181, 42]),
    ];
    let profile = small("wide-gamut.icc");
    for (wide, rgb) in expected {
        let mut pixels = Pixels {
            width: 1,
            height: 1,
            model: ColorModel::Rgb,
            samples: wide.to_vec(),
            alpha: None,
        };
        assert!(color::to_srgb(&mut pixels, Some(&profile)), "the profile is not sRGB");
        let ours: [u8; 3] = pixels.samples.try_into().unwrap();
        assert!(near(ours, rgb, 2), "{wide:?}: {ours:?}, expected about {rgb:?}");
    }
}

#[test]
fn srgb_is_left_alone() {
    let bytes = small("baseline.jpg");
    let mut pixels = decode(&bytes, &facts_of(&bytes)).unwrap();
    let before = pixels.clone();
    assert!(!color::to_srgb(&mut pixels, Some(profiles::SRGB)), "nothing to do");
    assert_eq!(pixels, before, "and nothing done");
}

#[test]
fn all_forms_of_one_picture_decode_to_it() {
    let reference = decode(&small("alpha.png"), &facts_of(&small("alpha.png"))).unwrap();
    for (name, by) in [
        ("baseline.jpg", 40),
        ("progressive.jpg", 40),
        ("lossy.webp", 40),
        ("alpha.webp", 0),
        ("palette.png", 60),
    ] {
        let bytes = small(name);
        let pixels = decode(&bytes, &facts_of(&bytes)).unwrap();
        assert_eq!(pixels.samples.len(), reference.samples.len(), "{name} is RGB");
        let far = pixels.samples.iter().zip(&reference.samples);
        let far: i32 = far.map(|(&a, &b)| (i32::from(a) - i32::from(b)).abs()).sum();
        let mean = far / i32::try_from(reference.samples.len()).unwrap();
        assert!(mean <= by, "{name} is {mean} steps off on average");
    }
}

#[test]
fn eight_ways_to_stand_become_one() {
    // Three pixels over two: 1 2 3 / 4 5 6; what each orientation makes of it (Exif 2.32).
    let stored = Pixels {
        width: 3,
        height: 2,
        model: ColorModel::Gray,
        samples: vec![1, 2, 3, 4, 5, 6],
        alpha: Some(vec![1, 2, 3, 4, 5, 6]),
    };
    let expected: [(Orientation, [u8; 6]); 8] = [
        (Orientation::Upright, [1, 2, 3, 4, 5, 6]),
        (Orientation::Mirrored, [3, 2, 1, 6, 5, 4]),
        (Orientation::Turned180, [6, 5, 4, 3, 2, 1]),
        (Orientation::Flipped, [4, 5, 6, 1, 2, 3]),
        (Orientation::Transposed, [1, 4, 2, 5, 3, 6]),
        (Orientation::Turned90, [4, 1, 5, 2, 6, 3]),
        (Orientation::Transversed, [6, 3, 5, 2, 4, 1]),
        (Orientation::Turned270, [3, 6, 2, 5, 1, 4]),
    ];
    for (orientation, samples) in expected {
        let turned = resample::upright(stored.clone(), orientation);
        assert_eq!(turned.samples, samples, "{orientation:?}");
        assert_eq!(turned.alpha.as_deref(), Some(samples.as_slice()), "{orientation:?}: alpha");
        let swapped = orientation.swaps_sides();
        assert_eq!((turned.width, turned.height), if swapped { (2, 3) } else { (3, 2) }, "sides");
    }
}

#[test]
fn a_turned_jpeg_stands_upright_in_the_ebook() {
    let bytes = small("turned.jpg");
    let ebook = for_epub(&bytes, &facts_of(&bytes), 2_560).unwrap();
    assert_eq!((ebook.width, ebook.height), (32, 48), "upright");
    let facts = facts_of(&ebook.bytes);
    assert_eq!(facts.orientation, Orientation::Upright, "and says nothing else");
    assert!(!facts.private, "the place is gone");
}

#[test]
fn flat_colour_stays_flat_when_scaled() {
    for (width, height) in [(96, 60), (13, 7), (1, 1), (97, 2), (200, 90)] {
        let flat = [10, 128, 250].repeat(97 * 61);
        let scaled = resample::resize(flat, 3, (97, 61), (width, height));
        let expected = [10, 128, 250].repeat(width as usize * height as usize);
        assert_eq!(scaled, expected, "{width} by {height}");
    }
}

#[test]
fn sizes_fit_their_box_and_keep_their_shape() {
    assert_eq!(resample::fit((6_000, 4_000), (2_560, 2_560)), (2_560, 1_707), "landscape");
    assert_eq!(resample::fit((4_000, 6_000), (2_560, 2_560)), (1_707, 2_560), "portrait");
    assert_eq!(resample::fit((640, 480), (2_560, 2_560)), (640, 480), "never enlarged");
    assert_eq!(resample::fit((30_000, 2), (100, 100)), (100, 1), "never nothing");
}

#[test]
fn a_photograph_with_too_many_pixels_for_its_place_is_scaled_for_the_pdf() {
    let bytes = sample("13-pagoda.jpg");
    let facts = facts_of(&bytes);
    let PdfImage::Jpeg { width, height, bytes: made, .. } =
        for_pdf(&bytes, &facts, Some((320, 1_000)), Tones::Color).unwrap()
    else {
        panic!("a JPEG stays a JPEG")
    };
    assert_eq!((width, height), (320, 214), "as wide as its place can show");
    assert_eq!(facts_of(&made).width, 320, "and so says the file");
    let turned = small("turned.jpg");
    let PdfImage::Jpeg { width, height, .. } =
        for_pdf(&turned, &facts_of(&turned), Some((16, 24)), Tones::Color).unwrap()
    else {
        panic!("a JPEG stays a JPEG")
    };
    assert_eq!((width, height), (24, 16), "stored sides: the page turns it");
}

#[test]
fn sixteen_bits_become_eight_and_palettes_colours() {
    let bytes = small("grey16.png");
    let facts = facts_of(&bytes);
    let PdfImage::Samples { color, data, alpha, .. } =
        for_pdf(&bytes, &facts, None, Tones::Color).unwrap()
    else {
        panic!("a PNG becomes samples")
    };
    assert_eq!((color, data.len(), alpha), (ColorModel::Gray, 48 * 32, None), "one byte a pixel");
    let bytes = small("palette.png");
    let PdfImage::Samples { color, data, alpha, .. } =
        for_pdf(&bytes, &facts_of(&bytes), None, Tones::Color).unwrap()
    else {
        panic!("a PNG becomes samples")
    };
    assert_eq!((color, data.len()), (ColorModel::Rgb, 48 * 32 * 3), "three bytes a pixel");
    assert!(alpha.is_some_and(|alpha| alpha.contains(&0)), "one entry is transparent");
}

#[test]
fn webp_becomes_what_reading_devices_know() {
    for (name, extension) in [("alpha.webp", "png"), ("lossy.webp", "jpg")] {
        let bytes = small(name);
        let ebook = for_epub(&bytes, &facts_of(&bytes), 2_560).unwrap();
        assert_eq!(ebook.extension, extension, "{name}");
        assert_eq!(facts_of(&ebook.bytes).alpha, extension == "png", "{name}: its alpha");
    }
}

#[test]
fn a_survey_finds_the_sky() {
    let bytes = sample("03-sunset-ridge.jpg");
    let survey = survey(&bytes, &facts_of(&bytes)).unwrap();
    assert_eq!(survey.cells.len(), survey.columns * survey.rows, "one cell for each place");
    let row = |y: usize| &survey.cells[y * survey.columns..][..survey.columns];
    let mean = |y: usize| row(y).iter().map(|cell| cell.mean).sum::<f64>() / 40.0;
    assert!(mean(survey.rows - 1) < mean(5), "the land is darker than the sky");
    for cell in &survey.cells {
        assert!(cell.dark <= cell.mean && cell.mean <= cell.light, "in order: {cell:?}");
        assert!((0.0..=1.0).contains(&cell.detail), "a share: {cell:?}");
    }
}

/// The bytes of converted photographs are pinned: every machine makes the same ones.
#[test]
fn converted_photographs_have_the_same_bytes_on_every_machine() {
    let wide = with_segments(
        &sample("13-pagoda.jpg"),
        &profile_segments(&small("wide-gamut.icc"), 60_000),
    );
    let files = [
        ("scaled", sample("13-pagoda.jpg")),
        ("wide gamut", wide),
        ("inks", small("cmyk.jpg")),
        ("turned", small("turned.jpg")),
        ("alpha", small("alpha.webp")),
        ("png", sample("12-coffee.png")),
    ];
    let lines: Vec<String> = files
        .iter()
        .map(|(name, bytes)| {
            let ebook = for_epub(bytes, &facts_of(bytes), 300).unwrap();
            let hash = Sha256::digest(&ebook.bytes);
            let head = u64::from_be_bytes(hash[..8].try_into().unwrap());
            format!("{name}: {}x{} {head:016x}", ebook.width, ebook.height)
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r##"
scaled: 300x200 95358d9e4a7e2c14
wide gamut: 300x200 77f3ff590d947d72
inks: 48x32 1f0329a22ff33e74
turned: 32x48 3149a2096563fe4b
alpha: 48x32 8156ff829123c53e
png: 300x200 900d947223e21fb5
"##);
}

#[test]
fn a_still_keeps_its_pixels_its_stand_and_its_colours_and_nothing_else() {
    let said = Description { title: "Quay".to_owned(), ..Description::default() };
    for name in SMALL {
        let bytes = small(name);
        let facts = facts_of(&bytes);
        let still = for_press(&bytes, &facts, &said).unwrap();
        let again = facts_of(&still.bytes);
        assert_eq!(again.embedded.title.as_deref(), Some("Quay"), "{name} says its title");
        assert!(!again.private, "{name} tells nothing private");
        assert_eq!(again.upright(), facts.upright(), "{name} stands as it stood");
        assert_eq!(again.has_profile, facts.has_profile, "{name} keeps its profile");
        assert_eq!(
            decode(&still.bytes, &again).unwrap(),
            decode(&bytes, &facts).unwrap(),
            "{name} keeps its pixels"
        );
        assert_eq!(for_screens(&bytes, &facts, 48, &said), Ok(None), "{name} is small enough");
        let small = for_screens(&bytes, &facts, 24, &said).unwrap().unwrap();
        let again = facts_of(&small.bytes);
        assert_eq!(again.upright().0.max(again.upright().1), 24, "{name} made smaller");
        assert_eq!(again.orientation, Orientation::Upright, "{name} made smaller is upright");
        assert_eq!(again.embedded.title.as_deref(), Some("Quay"), "{name} made smaller, its title");
    }
}

#[test]
fn a_still_keeps_profiles_and_the_colours_that_exif_tells() {
    let said = Description::default();
    let profile = small("wide-gamut.icc");
    let plain = small("baseline.jpg");
    let wide = with_segments(&plain, &profile_segments(&profile, 200));
    let facts = facts_of(&wide);
    for still in [
        for_press(&wide, &facts, &said).unwrap(),
        for_screens(&wide, &facts, 24, &said).unwrap().unwrap(),
    ] {
        let kept = crate::image::jpeg::read(&still.bytes).unwrap().profile();
        assert_eq!(kept.as_deref(), Some(profile.as_slice()), "the profile, in fewer pieces");
    }
    let told = crate::image::exif::Exif { adobe_rgb: true, ..Default::default() };
    let exif = crate::image::exif::block(Orientation::Turned90, &told, false).unwrap();
    let adobe = with_segments(&plain, &[(0xE1, [b"Exif\0\0".as_slice(), &exif].concat())]);
    let still = for_press(&adobe, &facts_of(&adobe), &said).unwrap();
    let again = crate::image::jpeg::read(&still.bytes).unwrap();
    let again = crate::image::exif::read(again.exif.unwrap());
    assert!(again.adobe_rgb, "without a profile, Exif's word for Adobe's RGB is kept");
    assert_eq!(again.orientation, Orientation::Turned90, "and the stand");
}
