//! The photographs of the sample kit, small files made by another program, and files made wrong.

mod drawings;
mod facts;
mod hostile;
mod pixels;

use super::{Broken, Facts};

/// A photograph of the sample kit.
fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/images/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A small file made by Pillow (`tests/corpus/photos/make.py`).
fn small(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/corpus/photos/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// All small files that are photographs.
const SMALL: [&str; 10] = [
    "alpha.png",
    "alpha.webp",
    "baseline.jpg",
    "cmyk.jpg",
    "grey.jpg",
    "grey16.png",
    "lossy.webp",
    "palette.png",
    "progressive.jpg",
    "turned.jpg",
];

fn facts_of(bytes: &[u8]) -> Facts {
    super::facts(bytes).unwrap()
}

fn broken(bytes: &[u8]) -> Broken {
    super::facts(bytes).unwrap_err()
}

/// A JPEG with more segments right after its start.
fn with_segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    for (marker, body) in segments {
        out.extend([0xFF, *marker]);
        out.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        out.extend(body);
    }
    out.extend(&jpeg[2..]);
    out
}

/// A profile as a JPEG carries it, in pieces of `size` bytes.
fn profile_segments(profile: &[u8], size: usize) -> Vec<(u8, Vec<u8>)> {
    let pieces: Vec<&[u8]> = profile.chunks(size).collect();
    let count = u8::try_from(pieces.len()).unwrap();
    (1..)
        .zip(pieces)
        .map(|(number, piece)| {
            (0xE2, [b"ICC_PROFILE\0".as_slice(), &[number, count], piece].concat())
        })
        .collect()
}
