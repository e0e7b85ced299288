//! Pieces of files, made to measure: JPEG segments, PNG chunks, WebP, fonts with other tables.

use std::io::Write;

/// A small good JPEG of the corpus.
pub(crate) const JPEG: &[u8] = include_bytes!("../corpus/photos/baseline.jpg");
/// A small good PNG.
pub(crate) const PNG: &[u8] = include_bytes!("../corpus/photos/alpha.png");
/// A small good WebP.
pub(crate) const WEBP: &[u8] = include_bytes!("../corpus/photos/lossy.webp");
/// A drawing.
pub(crate) const SVG: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><path d='M0 0h90v60z'/></svg>";

/// A JPEG with one more segment after its first marker.
pub(crate) fn jpeg_with(marker: u8, block: &[u8]) -> Vec<u8> {
    let length = u16::try_from(block.len() + 2).unwrap().to_be_bytes();
    [&JPEG[..2], &[0xff, marker], &length, block, &JPEG[2..]].concat()
}

/// A JPEG whose frame says other things: bits, height, width, number of components.
pub(crate) fn jpeg_frame(change: impl Fn(&mut [u8])) -> Vec<u8> {
    let mut bytes = JPEG.to_vec();
    let at = bytes.windows(2).position(|two| matches!(two, [0xff, 0xc0 | 0xc2])).unwrap();
    change(&mut bytes[at + 4..]);
    bytes
}

pub(crate) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// A chunk of a PNG.
pub(crate) fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    let body = [kind.as_slice(), data].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&body);
    [length.as_slice(), &body, &sum.sum().to_be_bytes()].concat()
}

/// The head of a PNG: its size, bits and kind of colour.
pub(crate) fn ihdr(width: u32, height: u32, bits: u8, color: u8) -> Vec<u8> {
    [&width.to_be_bytes()[..], &height.to_be_bytes(), &[bits, color, 0, 0, 0]].concat()
}

/// A PNG of these chunks.
pub(crate) fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    out.extend(chunks.iter().flat_map(|(kind, data)| chunk(kind, data)));
    out
}

/// A whole grey or coloured PNG of this size, kind and depth, all in one tone, with more
/// chunks after the head.
pub(crate) fn plain_png(side: u32, bits: u8, color: u8, more: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let channels = [1, 0, 3, 1, 2, 0, 4][usize::from(color)];
    let row = 1 + (side as usize * channels * usize::from(bits)).div_ceil(8);
    let data = deflated(&vec![0; row * side as usize]);
    let head = ihdr(side, side, bits, color);
    let mut chunks: Vec<(&[u8; 4], &[u8])> = vec![(b"IHDR", &head)];
    chunks.extend(more);
    if color == 3 {
        chunks.push((b"PLTE", &[200, 100, 50, 0, 0, 0]));
    }
    chunks.extend([(b"IDAT", data.as_slice()), (b"IEND", &[])]);
    png(&chunks)
}

/// A chunk of a RIFF file such as WebP, filled up to an even length.
pub(crate) fn riff(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_le_bytes();
    let filling = vec![0; data.len() % 2];
    [kind.as_slice(), &length, data, &filling].concat()
}

/// A WebP of these chunks.
pub(crate) fn webp(chunks: &[Vec<u8>]) -> Vec<u8> {
    riff(b"RIFF", &[b"WEBP".as_slice(), &chunks.concat()].concat())
}

/// A font with one table changed, or taken away if the change empties it.
pub(crate) fn font(bytes: &[u8], table: &[u8; 4], change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let be = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let count = usize::from(u16::from_be_bytes([bytes[4], bytes[5]]));
    let mut tables: Vec<([u8; 4], Vec<u8>)> = (0..count)
        .map(|index| {
            let at = 12 + 16 * index;
            let (start, length) = (be(at + 8), be(at + 12));
            (bytes[at..at + 4].try_into().unwrap(), bytes[start..start + length].to_vec())
        })
        .collect();
    let found = tables.iter_mut().find(|(tag, _)| tag == table);
    change(&mut found.expect("the font has the table").1);
    tables.retain(|(_, data)| !data.is_empty());
    let count = u16::try_from(tables.len()).unwrap();
    let mut head = bytes[..4].to_vec();
    head.extend(count.to_be_bytes());
    head.extend([0; 6]);
    let mut at = 12 + 16 * tables.len();
    let mut body = Vec::new();
    for (tag, mut data) in tables {
        head.extend(tag);
        head.extend([0; 4]);
        head.extend(u32::try_from(at).unwrap().to_be_bytes());
        head.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        data.resize(data.len().next_multiple_of(4), 0);
        at += data.len();
        body.extend(data);
    }
    [head, body].concat()
}
