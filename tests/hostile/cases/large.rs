//! Photographs as large as cameras make them, and larger: they build within the memory that is
//! promised, or are refused by what their headers say.

use super::{Cases, shows};
use crate::bytes::{JPEG, WEBP, deflated, ihdr, png, riff, webp};

pub(super) fn add(cases: &mut Cases) {
    for (name, width, height) in [("24", 6_000, 4_000), ("100", 11_648, 8_560)] {
        let name = format!("large-jpeg-of-{name}-megapixels");
        made(cases, &name, "a.jpg", move || jpeg(width, height));
    }
    made(cases, "large-png-of-81-megapixels", "a.png", || black_png(9_000, 9_000));
    cases.kit("large-jpegs-at-once", |kit| {
        let mut text = "---\ntitle: Tide\nlang: en\n---\n".to_owned();
        for at in 0..2_u8 {
            text += &format!("\n![A quay]({at}.jpg \"The quay.\")\n");
            let mut bytes = jpeg(9_504, 6_336);
            // One differs from the other, or they would be one.
            bytes[7] += at;
            kit.write(&format!("kit/images/{at}.jpg"), &bytes);
        }
        kit.write("kit/manuscript.md", text.as_bytes());
    });
    made(cases, "large-jpeg-progressive", "a.jpg", || {
        with(jpeg(11_648, 8_560), &[0xff, 0xc0], 0, &[0xff, 0xc2])
    });
    made(cases, "large-jpeg-of-inks", "a.jpg", || {
        let inks = include_bytes!("../../corpus/photos/cmyk.jpg").to_vec();
        with(inks, &[0xff, 0xc0], 5, &[0x27, 0x10, 0x27, 0x10])
    });
    made(cases, "large-webp", "a.webp", || {
        with(WEBP.to_vec(), &[0x9d, 0x01, 0x2a], 3, &[0x10, 0x27, 0x10, 0x27])
    });
    made(cases, "large-webp-lossless", "a.webp", || {
        let bits = 0x1f3f_u32 | 0x1f3f << 14;
        webp(&[riff(b"VP8L", &[&[0x2f], bits.to_le_bytes().as_slice(), &[0; 90]].concat())])
    });
    cases.kit("large-file", |kit| {
        shows(kit, "a.jpg");
        kit.write("kit/images/a.jpg", JPEG);
        let file = std::fs::File::options().write(true).open(kit.path().join("kit/images/a.jpg"));
        file.unwrap().set_len(401_000_000).unwrap();
    });
}

/// A kit that shows a picture, which is made when it is wanted.
fn made(
    cases: &mut Cases,
    name: &str,
    file: &'static str,
    make: impl Fn() -> Vec<u8> + Sync + 'static,
) {
    cases.kit(name, move |kit| {
        shows(kit, file);
        kit.write(&format!("kit/images/{file}"), &make());
    });
}

/// A file with other bytes so many after a mark.
fn with(mut bytes: Vec<u8>, mark: &[u8], after: usize, other: &[u8]) -> Vec<u8> {
    let at = bytes.windows(mark.len()).position(|window| window == mark).unwrap() + after;
    bytes[at..at + other.len()].copy_from_slice(other);
    bytes
}

/// A JPEG of one grey in three channels, colour shared by four pixels. Its Huffman tables
/// have one code, a zero, for "no difference" and for "nothing more", so its scan is all zeros.
fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let segment = |marker: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), body].concat()
    };
    let table = |class: u8| {
        let mut body = vec![class, 1];
        body.extend([0; 15]);
        body.push(0);
        segment(0xc4, &body)
    };
    let ([h1, h0], [w1, w0]) = (height.to_be_bytes(), width.to_be_bytes());
    let frame = [8, h1, h0, w1, w0, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0];
    // Two bits for each block of eight by eight, of which sixteen by sixteen pixels have six.
    let units = usize::from(width).div_ceil(16) * usize::from(height).div_ceil(16);
    let scan = vec![0; (units * 12).div_ceil(8)];
    [
        vec![0xff, 0xd8],
        segment(0xdb, &[&[0], [16; 64].as_slice()].concat()),
        segment(0xc0, &frame),
        table(0x00),
        table(0x10),
        segment(0xda, &[3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
        scan,
        vec![0xff, 0xd9],
    ]
    .concat()
}

/// A black picture.
fn black_png(width: u32, height: u32) -> Vec<u8> {
    let rows = vec![0; (width as usize + 1) * height as usize];
    png(&[(b"IHDR", &ihdr(width, height, 8, 0)), (b"IDAT", &deflated(&rows)), (b"IEND", b"")])
}
