//! What files say of themselves, and how those that are cut off or of another kind are refused.

use super::super::*;
use super::{SMALL, broken, facts_of, profile_segments, sample, small, with_segments};

#[test]
fn every_small_file_says_what_it_is() {
    let lines: Vec<String> = SMALL
        .iter()
        .map(|name| {
            let f = facts_of(&small(name));
            let (w, h) = f.upright();
            let alpha = if f.alpha { " alpha" } else { "" };
            let private = if f.private { " private" } else { "" };
            format!("{name}: {w}x{h} {:?} {:?} {} bits{alpha}{private}", f.format, f.color, f.bits)
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r##"
alpha.png: 48x32 Png Rgb 8 bits alpha
alpha.webp: 48x32 Webp Rgb 8 bits alpha
baseline.jpg: 48x32 Jpeg Rgb 8 bits
cmyk.jpg: 48x32 Jpeg Cmyk 8 bits
grey.jpg: 48x32 Jpeg Gray 8 bits
grey16.png: 48x32 Png Gray 16 bits
lossy.webp: 48x32 Webp Rgb 8 bits
palette.png: 48x32 Png Rgb 8 bits alpha
progressive.jpg: 48x32 Jpeg Rgb 8 bits
turned.jpg: 32x48 Jpeg Rgb 8 bits private
"##);
}

#[test]
fn the_sample_photographs_go_into_both_books() {
    for name in
        ["06-room-with-drum.jpg", "10-camera-operator.png", "12-coffee.png", "13-pagoda.jpg"]
    {
        let bytes = sample(name);
        let facts = facts_of(&bytes);
        let ebook = for_epub(&bytes, &facts, 400).unwrap();
        assert_eq!(ebook.width.max(ebook.height), 400, "{name} is scaled down");
        let again = facts_of(&ebook.bytes);
        assert_eq!((again.width, again.height), (ebook.width, ebook.height), "{name} says so");
        if let PdfImage::Jpeg { bytes: kept, .. } =
            for_pdf(&bytes, &facts, None, Tones::Color).unwrap()
        {
            assert_eq!(kept, bytes, "{name} goes into the PDF byte for byte");
        }
    }
}

#[test]
fn a_file_cut_off_anywhere_is_refused() {
    for name in SMALL {
        let bytes = small(name);
        for length in 0..bytes.len() {
            assert!(facts(&bytes[..length]).is_err(), "{name} cut off after {length} bytes");
        }
    }
}

#[test]
fn a_photograph_cut_off_is_told_so() {
    let bytes = sample("13-pagoda.jpg");
    let found = broken(&bytes[..bytes.len() / 2]).to_string();
    assert_eq!(found, "is cut off: the file ends before the picture does", "in plain words");
}

#[test]
fn other_kinds_are_named() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0";
    assert_eq!(broken(heic).found, "is a HEIC, AVIF or video file", "by its first bytes");
    assert_eq!(broken(b"GIF89a").found, "is a GIF file", "by its first bytes");
    assert_eq!(broken(b"").found, "is empty", "nothing is not a picture");
    assert_eq!(broken(b"hello").found, "is no picture that can be printed", "text is not either");
}

#[test]
fn absurd_measures_are_refused_before_memory_is_spent() {
    let mut png = small("grey16.png");
    png[16..20].copy_from_slice(&30_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&30_000_u32.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&png[12..29]);
    png[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    assert_eq!(broken(&png).found, "is too large: 30000 by 30000 pixels", "a pixel bomb");
}

#[test]
fn a_wrong_check_sum_is_found() {
    let mut png = small("palette.png");
    let middle = png.len() / 2;
    png[middle] ^= 1;
    assert!(facts(&png).is_err(), "one bit fell over");
}

#[test]
fn exif_says_how_it_stands_and_who_made_it() {
    let facts = facts_of(&small("turned.jpg"));
    assert_eq!(facts.orientation, Orientation::Turned90, "tag 0x0112 is 6");
    assert_eq!(facts.upright(), (32, 48), "its sides are swapped");
    assert_eq!(facts.embedded.caption.as_deref(), Some("A quay at dawn"), "ImageDescription");
    assert_eq!(facts.embedded.creator.as_deref(), Some("Ane Larrea"), "Artist");
    assert_eq!(facts.embedded.copyright.as_deref(), Some("(c) 2026 Ane Larrea"), "Copyright");
    assert!(facts.private, "it says where it was taken");
}

/// IPTC-IIM data sets inside Photoshop's resources.
fn iptc(sets: &[(u8, &[u8])]) -> (u8, Vec<u8>) {
    let mut data = Vec::new();
    for (set, value) in sets {
        data.extend([0x1C, 2, *set]);
        data.extend(u16::try_from(value.len()).unwrap().to_be_bytes());
        data.extend(*value);
    }
    let mut body = b"Photoshop 3.0\x008BIM\x03\xED\0\0\0\0\0\x02ab8BIM\x04\x04\0\0".to_vec();
    body.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
    body.extend(data);
    (0xED, body)
}

fn xmp(properties: &str) -> (u8, Vec<u8>) {
    let packet = format!(
        "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF><rdf:Description \
         {properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
    );
    (0xE1, packet.into_bytes())
}

#[test]
fn iptc_is_read_in_utf8_and_latin1() {
    let sets = iptc(&[
        (120, "Señal de otoño".as_bytes()),
        (80, b"Jos\xE9 Ib\xE1\xF1ez"),
        (80, b"Ane Larrea"),
        (110, b"Far Ridge Films"),
        (105, b"  Autumn \r\n signal "),
        (116, b"(c) 2026"),
    ]);
    let facts = facts_of(&with_segments(&small("baseline.jpg"), &[sets]));
    insta::assert_debug_snapshot!(facts.embedded, @r##"
Embedded {
    title: Some(
        "Autumn signal",
    ),
    caption: Some(
        "Señal de otoño",
    ),
    creator: Some(
        "José Ibáñez, Ane Larrea",
    ),
    credit: Some(
        "Far Ridge Films",
    ),
    copyright: Some(
        "(c) 2026",
    ),
    alt: None,
    usage: None,
}
"##);
    assert!(!facts.private, "credits are meant to be read");
}

#[test]
fn xmp_comes_before_iptc() {
    let sets = iptc(&[(120, b"from IPTC"), (110, b"IPTC credit")]);
    let packet = xmp(
        "photoshop:Headline=\"Drum &amp; stick\" aux:SerialNumber=\"42\"><dc:description><rdf:Alt>\
         <rdf:li xml:lang=\"de\">aus XMP</rdf:li><rdf:li xml:lang=\"x-default\">from XMP &lt;3&#x3e;</rdf:li>\
         </rdf:Alt></dc:description><dc:creator><rdf:Seq><rdf:li>One</rdf:li><rdf:li>Two</rdf:li>\
         </rdf:Seq></dc:creator><Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li \
         xml:lang=\"x-default\">A drum.</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>\
         <xmpRights:UsageTerms><rdf:Alt><rdf:li>Press only</rdf:li></rdf:Alt></xmpRights:UsageTerms>",
    );
    let facts = facts_of(&with_segments(&small("baseline.jpg"), &[sets, packet]));
    insta::assert_debug_snapshot!(facts.embedded, @r##"
Embedded {
    title: Some(
        "Drum & stick",
    ),
    caption: Some(
        "from XMP <3>",
    ),
    creator: Some(
        "One, Two",
    ),
    credit: Some(
        "IPTC credit",
    ),
    copyright: None,
    alt: Some(
        "A drum.",
    ),
    usage: Some(
        "Press only",
    ),
}
"##);
    assert!(facts.private, "a serial number is nobody's business");
}

#[test]
fn an_entity_bomb_in_xmp_stays_small() {
    let bomb = "><!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
                <photoshop:Credit>&b;&b;laugh</photoshop:Credit>";
    let facts = facts_of(&with_segments(&small("baseline.jpg"), &[xmp(bomb)]));
    assert_eq!(facts.embedded.credit.as_deref(), Some("laugh"), "entities are not expanded");
}

#[test]
fn a_profile_in_pieces_is_joined() {
    let segments = profile_segments(profiles::SRGB, 1_000);
    let bytes = with_segments(&small("baseline.jpg"), &segments);
    let facts = facts_of(&bytes);
    assert!(facts.has_profile, "four pieces make one profile");
    let PdfImage::Jpeg { icc, .. } = for_pdf(&bytes, &facts, None, Tones::Color).unwrap() else {
        panic!("a JPEG stays a JPEG")
    };
    assert_eq!(icc.as_deref(), Some(profiles::SRGB), "byte for byte");
    let missing = with_segments(&small("baseline.jpg"), &segments[1..]);
    assert!(!facts_of(&missing).has_profile, "a piece is missing");
}

#[test]
fn a_profile_of_another_colour_model_is_dropped() {
    let segments = profile_segments(profiles::SRGB, 60_000);
    for name in ["grey.jpg", "cmyk.jpg"] {
        let bytes = with_segments(&small(name), &segments);
        assert!(!facts_of(&bytes).has_profile, "{name} is not RGB");
    }
    let mut torn = profiles::SRGB.to_vec();
    torn.truncate(2_000);
    let bytes = with_segments(&small("baseline.jpg"), &profile_segments(&torn, 60_000));
    assert!(!facts_of(&bytes).has_profile, "a torn profile is none");
}

#[test]
fn inks_without_a_profile_get_the_shipped_one() {
    let bytes = small("cmyk.jpg");
    let PdfImage::Jpeg { icc, invert, color, .. } =
        for_pdf(&bytes, &facts_of(&bytes), None, Tones::Color).unwrap()
    else {
        panic!("a JPEG stays a JPEG")
    };
    assert_eq!(color, ColorModel::Cmyk, "four inks");
    assert!(invert, "Pillow stores inks upside down and says so as Adobe does");
    assert_eq!(icc.as_deref(), Some(profiles::CMYK), "coated paper");
}

#[test]
fn no_book_holds_anything_private_and_both_hold_the_same_pixels() {
    let original = small("baseline.jpg");
    let segments: Vec<_> = [xmp("aux:SerialNumber=\"42\">"), iptc(&[(120, b"secret")])]
        .into_iter()
        .chain(profile_segments(profiles::SRGB, 60_000))
        .chain([(0xFE, b"a comment".to_vec())])
        .collect();
    let mut bytes = with_segments(&original, &segments);
    bytes.extend(b"a film, appended by a telephone");
    let facts = facts_of(&bytes);
    assert!(facts.private, "there is something to take out");
    let ebook = for_epub(&bytes, &facts, 2_560).unwrap();
    let after = facts_of(&ebook.bytes);
    assert!(!after.private && after.embedded == Embedded::default(), "nothing is left");
    assert!(after.has_profile, "the profile is kept");
    let expected = with_segments(&original, &profile_segments(profiles::SRGB, 60_000));
    assert_eq!(ebook.bytes.len(), expected.len(), "nothing else went");
    let scans = |file: &[u8]| file[file.len() - 300..].to_vec();
    assert_eq!(scans(&ebook.bytes), scans(&original), "the pixels are untouched");
    let PdfImage::Jpeg { bytes: paper, .. } = for_pdf(&bytes, &facts, None, Tones::Color).unwrap()
    else {
        panic!("a JPEG stays a JPEG")
    };
    assert_eq!(paper, ebook.bytes, "the PDF has the same");
}

#[test]
fn what_is_appended_to_a_jpeg_reaches_no_book() {
    let original = small("baseline.jpg");
    let bytes = [original.as_slice(), b"PK\x03\x04 an archive"].concat();
    let facts = facts_of(&bytes);
    let PdfImage::Jpeg { bytes: kept, .. } = for_pdf(&bytes, &facts, None, Tones::Color).unwrap()
    else {
        panic!("a JPEG stays a JPEG")
    };
    assert_eq!(kept, original, "the picture, byte for byte, and nothing else");
    let ebook = for_epub(&bytes, &facts, 2_560).unwrap();
    assert!(!ebook.bytes.ends_with(b"archive"), "nor the ebook");
}
