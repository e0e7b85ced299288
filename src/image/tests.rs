//! The photographs of the sample kit, and files made to be wrong.

use super::*;

/// A photograph of the sample kit.
fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/images/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

const SAMPLES: [&str; 4] =
    ["01-picos-de-europa.jpg", "10-camera-operator.png", "06-room-with-drum.jpg", "12-coffee.png"];

#[test]
fn the_sample_photographs_have_facts_and_go_into_both_books() {
    for name in SAMPLES {
        let bytes = sample(name);
        let facts = facts(&bytes).unwrap();
        assert!(100 < facts.width && 100 < facts.height, "{name} has a size: {facts:?}");
        let ebook = for_epub(&bytes, &facts, 400).unwrap();
        assert_eq!(ebook.width.max(ebook.height), 400, "{name} is scaled down");
        let again = super::facts(&ebook.bytes).unwrap();
        assert_eq!((again.width, again.height), (ebook.width, ebook.height), "{name} says so");
        let paper = for_pdf(&bytes, &facts, None).unwrap();
        if let PdfImage::Jpeg { bytes: kept, .. } = paper {
            assert_eq!(kept, bytes, "{name} goes into the PDF byte for byte");
        }
    }
}
