//! Files with a description in them: JPEG, PNG and WebP put together from what is kept.
//!
//! ITU-T T.81, annex B and XMP part 3 (ISO 16684-3) for where JPEG, PNG and WebP keep XMP; Exif
//! 2.32, 4.7; ICC.1:2010, annex B.4; PNG third edition, 5.6 and 11; RFC 9649, 2.7.

use super::super::{jpeg, png, webp};
use super::{Description, iim, xmp};

/// Bytes of a profile in one segment of a JPEG.
const PIECE: usize = 65_519;

/// A JPEG: its own tables, frame and scans, with new metadata.
pub(super) fn jpeg(
    jpeg: &jpeg::Jpeg<'_>,
    profile: Option<&[u8]>,
    exif: Option<&[u8]>,
    said: &Description,
) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8];
    let jfif = jpeg.segments.iter().find(|(marker, whole)| {
        *marker == 0xE0 && whole[4..].starts_with(b"JFIF\0") && 16 <= whole.len()
    });
    if let Some((_, whole)) = jfif {
        // Version and density; the thumbnail, which may show what was cropped away, is left out.
        segment(&mut out, 0xE0, &[&whole[4..16], &[0, 0]]);
    }
    if let Some(exif) = exif {
        segment(&mut out, 0xE1, &[b"Exif\0\0", exif]);
    }
    segment(&mut out, 0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", xmp::packet(said).as_bytes()]);
    segment(&mut out, 0xED, &[b"Photoshop 3.0\0", &iim::resources(said)]);
    let pieces = profile.unwrap_or_default().chunks(PIECE);
    let count = u8::try_from(pieces.len()).expect("profiles of more than 8 MB are not kept");
    for (number, piece) in (1..=count).zip(pieces) {
        segment(&mut out, 0xE2, &[b"ICC_PROFILE\0", &[number, count], piece]);
    }
    for (marker, whole) in &jpeg.segments {
        let kept = match marker {
            0xEE => whole[4..].starts_with(b"Adobe"),
            0xE0..=0xEF | 0xFE => false,
            _ => true,
        };
        if kept {
            out.extend_from_slice(whole);
        }
    }
    out.extend_from_slice(jpeg.scans);
    out
}

/// One segment of a JPEG: its marker, its length, its bytes.
fn segment(out: &mut Vec<u8>, marker: u8, parts: &[&[u8]]) {
    let length = 2 + parts.iter().map(|part| part.len()).sum::<usize>();
    let length = u16::try_from(length).expect("every part is cut to fit into a segment");
    out.extend_from_slice(&[0xFF, marker]);
    out.extend_from_slice(&length.to_be_bytes());
    parts.iter().for_each(|part| out.extend_from_slice(part));
}

/// A PNG: the chunks that its look depends on, with new metadata after the first, its header.
pub(super) fn png(kept: &[&[u8]], exif: Option<&[u8]>, said: &Description) -> Vec<u8> {
    let mut out = png::SIGNATURE.to_vec();
    let (header, rest) = kept.split_at(1.min(kept.len()));
    header.iter().for_each(|chunk| out.extend_from_slice(chunk));
    // Keyword, not compressed, no language, no translated keyword.
    let packet = xmp::packet(said);
    chunk(&mut out, *b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", packet.as_bytes()]);
    if let Some(exif) = exif {
        chunk(&mut out, *b"eXIf", &[exif]);
    }
    rest.iter().for_each(|chunk| out.extend_from_slice(chunk));
    out
}

/// One chunk of a PNG: length, kind, bytes, check sum.
fn chunk(out: &mut Vec<u8>, kind: [u8; 4], parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let length = u32::try_from(length).expect("a packet has at most 64 kB");
    out.extend_from_slice(&length.to_be_bytes());
    let start = out.len();
    out.extend_from_slice(&kind);
    parts.iter().for_each(|part| out.extend_from_slice(part));
    let mut sum = flate2::Crc::new();
    sum.update(&out[start..]);
    out.extend_from_slice(&sum.sum().to_be_bytes());
}

/// A WebP in the extended format: its own pixels, with new metadata.
pub(super) fn webp(
    webp: &webp::Webp<'_>,
    profile: Option<&[u8]>,
    exif: Option<&[u8]>,
    said: &Description,
) -> Vec<u8> {
    let bit = |set: bool, flag: u8| if set { flag } else { 0 };
    let flags = bit(profile.is_some(), 0x20) | bit(webp.alpha, 0x10) | bit(exif.is_some(), 0x08);
    let [w0, w1, w2, _] = webp.width.saturating_sub(1).to_le_bytes();
    let [h0, h1, h2, _] = webp.height.saturating_sub(1).to_le_bytes();
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    // The last flag is that of XMP.
    riff(&mut out, *b"VP8X", &[flags | 0x04, 0, 0, 0, w0, w1, w2, h0, h1, h2]);
    if let Some(profile) = profile {
        riff(&mut out, *b"ICCP", profile);
    }
    for (kind, data) in &webp.picture {
        riff(&mut out, *kind, data);
    }
    if let Some(exif) = exif {
        riff(&mut out, *b"EXIF", exif);
    }
    riff(&mut out, *b"XMP ", xmp::packet(said).as_bytes());
    let length = u32::try_from(out.len() - 8).expect("a photograph has at most 1 GiB");
    out[4..8].copy_from_slice(&length.to_le_bytes());
    out
}

/// One chunk of a WebP, filled up to an even length.
fn riff(out: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).expect("a photograph has at most 1 GiB");
    out.extend_from_slice(&kind);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}
