//! Pictures that are cut off, empty, mislabelled, two things at once or absurd.

use super::Cases;
use crate::bytes::{
    self, JPEG, PNG, SVG, WEBP, chunk, deflated, ihdr, jpeg_frame, jpeg_with, plain_png, png, riff,
    webp,
};

pub(super) fn add(cases: &mut Cases) {
    jpegs(cases);
    pngs(cases);
    webps(cases);
    others(cases);
}

fn jpegs(cases: &mut Cases) {
    cases.picture("jpeg-empty", "a.jpg", []);
    cases.picture("jpeg-one-byte", "a.jpg", [0xff]);
    cases.picture("jpeg-mark-only", "a.jpg", [0xff, 0xd8]);
    cases.picture("jpeg-head-only", "a.jpg", &JPEG[..40]);
    cases.picture("jpeg-half", "a.jpg", &JPEG[..JPEG.len() / 2]);
    cases.picture("jpeg-no-end", "a.jpg", &JPEG[..JPEG.len() - 2]);
    cases.picture("jpeg-more-after-end", "a.jpg", [JPEG, b"PK\x03\x04 and a program"].concat());
    cases.picture("jpeg-twice", "a.jpg", [JPEG, JPEG].concat());
    cases.picture("jpeg-no-frame", "a.jpg", [&JPEG[..2], &[0xff, 0xd9]].concat());
    cases.picture("jpeg-no-width", "a.jpg", jpeg_frame(|frame| frame[3..5].fill(0)));
    cases.picture("jpeg-no-height", "a.jpg", jpeg_frame(|frame| frame[1..3].fill(0)));
    cases.picture("jpeg-huge", "a.jpg", jpeg_frame(|frame| frame[1..5].fill(0xff)));
    cases.picture("jpeg-wide", "a.jpg", jpeg_frame(|frame| frame[3..5].fill(0xff)));
    cases.picture("jpeg-twelve-bits", "a.jpg", jpeg_frame(|frame| frame[0] = 12));
    cases.picture("jpeg-no-components", "a.jpg", jpeg_frame(|frame| frame[5] = 0));
    cases.picture("jpeg-many-components", "a.jpg", jpeg_frame(|frame| frame[5] = 255));
    cases.picture("jpeg-sampling-of-nothing", "a.jpg", jpeg_frame(|frame| frame[7] = 0));
    cases.picture("jpeg-sampling-absurd", "a.jpg", jpeg_frame(|frame| frame[7] = 0xff));
    cases.picture("jpeg-table-not-there", "a.jpg", jpeg_frame(|frame| frame[8] = 3));
    cases.picture(
        "jpeg-length-of-nothing",
        "a.jpg",
        [&JPEG[..2], &[0xff, 0xe1, 0, 0], &JPEG[2..]].concat(),
    );
    cases.picture(
        "jpeg-length-too-long",
        "a.jpg",
        [&JPEG[..2], &[0xff, 0xe1, 0xff, 0xff], &JPEG[2..]].concat(),
    );
    let many: Vec<u8> = (0..5_000).flat_map(|_| [0xff, 0xe3, 0, 2]).collect();
    cases.picture("jpeg-many-segments", "a.jpg", [&JPEG[..2], &many, &JPEG[2..]].concat());
    cases.picture("jpeg-filled-up", "a.jpg", [&JPEG[..2], &[0xff; 100_000], &JPEG[2..]].concat());
    let giant: Vec<u8> = (0..200)
        .flat_map(|_| {
            [&[0xff, 0xe1, 0xff, 0xff], b"Exif\0\0".as_slice(), &[7; 0xffff - 8]].concat()
        })
        .collect();
    cases.picture("jpeg-giant-metadata", "a.jpg", [&JPEG[..2], &giant, &JPEG[2..]].concat());
    cases.picture("jpeg-cmyk", "a.jpg", include_bytes!("../../corpus/photos/cmyk.jpg"));
    cases.picture("jpeg-grey", "a.jpg", include_bytes!("../../corpus/photos/grey.jpg"));
    cases.picture(
        "jpeg-progressive",
        "a.jpg",
        include_bytes!("../../corpus/photos/progressive.jpg"),
    );
    cases.picture("jpeg-arithmetic", "a.jpg", {
        let mut bytes = JPEG.to_vec();
        let at = bytes.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
        bytes[at + 1] = 0xc9;
        bytes
    });
    cases.picture("jpeg-lossless", "a.jpg", {
        let mut bytes = JPEG.to_vec();
        let at = bytes.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
        bytes[at + 1] = 0xc3;
        bytes
    });
    blocks(cases);
}

/// What a JPEG says about itself.
fn blocks(cases: &mut Cases) {
    let exif = |body: &[u8]| jpeg_with(0xe1, &[b"Exif\0\0", body].concat());
    let head = b"II*\0\x08\0\0\0";
    cases.picture("exif-empty", "a.jpg", exif(b""));
    cases.picture("exif-no-order", "a.jpg", exif(b"XX*\0\x08\0\0\0"));
    cases.picture("exif-offset-beyond", "a.jpg", exif(b"II*\0\xff\xff\xff\xff"));
    let entry = [0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
    cases.picture(
        "exif-many-entries",
        "a.jpg",
        exif(&[head.as_slice(), &[0xff, 0xff], &entry.repeat(4_000)].concat()),
    );
    let itself = [0x69, 0x87, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0];
    cases.picture(
        "exif-in-itself",
        "a.jpg",
        exif(&[head.as_slice(), &[1, 0], &itself, &[8, 0, 0, 0]].concat()),
    );
    let counted = [0x0e, 1, 2, 0, 0xff, 0xff, 0xff, 0xff, 8, 0, 0, 0];
    cases.picture(
        "exif-count-beyond",
        "a.jpg",
        exif(&[head.as_slice(), &[1, 0], &counted].concat()),
    );
    let turned = [0x12, 1, 3, 0, 1, 0, 0, 0, 200, 0, 0, 0];
    cases.picture(
        "exif-orientation-of-none",
        "a.jpg",
        exif(&[head.as_slice(), &[1, 0], &turned, &[0; 4]].concat()),
    );
    let xmp = |body: &str| {
        jpeg_with(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", body.as_bytes()].concat())
    };
    cases.picture("xmp-not-xml", "a.jpg", xmp("<x:xmpmeta <<<"));
    cases.picture("xmp-bomb", "a.jpg", xmp(&bomb()));
    cases.picture(
        "xmp-external",
        "a.jpg",
        xmp("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><x>&e;</x>"),
    );
    cases.picture("xmp-deep", "a.jpg", xmp(&"<a>".repeat(20_000)));
    let caption = |text: &str| {
        format!(
            "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
         <rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:description><rdf:Alt>\
         <rdf:li xml:lang='x-default'>{text}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
        )
    };
    cases.picture(
        "xmp-markup-in-caption",
        "a.jpg",
        xmp(&caption("&lt;script&gt;alert(1)&lt;/script&gt; &#x202e;gpj")),
    );
    cases.picture("xmp-caption-without-end", "a.jpg", xmp(&caption(&"tide ".repeat(2_000))));
    let iptc = |body: &[u8]| jpeg_with(0xed, &[b"Photoshop 3.0\0", body].concat());
    cases.picture("iptc-cut-off", "a.jpg", iptc(b"8BIM\x04\x04\0\0\0\0\xff\xff\x1c\x02\x78"));
    cases.picture(
        "iptc-length-extended",
        "a.jpg",
        iptc(b"8BIM\x04\x04\0\0\0\0\0\x0c\x1c\x02\x78\x80\x04\xff\xff\xff\xff\0\0\0"),
    );
    cases.picture(
        "iptc-not-utf8",
        "a.jpg",
        iptc(b"8BIM\x04\x04\0\0\0\0\0\x08\x1c\x02\x78\0\x03\xff\xfe\xfd"),
    );
    let icc = |body: &[u8]| jpeg_with(0xe2, &[b"ICC_PROFILE\0\x01\x01", body].concat());
    let gamut = include_bytes!("../../corpus/photos/wide-gamut.icc");
    cases.picture("profile-empty", "a.jpg", icc(b""));
    cases.picture("profile-cut-off", "a.jpg", icc(&gamut[..200]));
    cases.picture("profile-noise", "a.jpg", icc(&[0xa5; 5_000]));
    cases.picture("profile-wide", "a.jpg", icc(gamut));
    cases.picture(
        "profile-of-cmyk",
        "a.jpg",
        icc(&{
            let mut profile = gamut.to_vec();
            profile[16..20].copy_from_slice(b"CMYK");
            profile
        }),
    );
    cases.picture(
        "profile-many-tags",
        "a.jpg",
        icc(&{
            let mut profile = gamut.to_vec();
            profile[128..132].fill(0xff);
            profile
        }),
    );
    let missing = jpeg_with(0xe2, b"ICC_PROFILE\0\x02\x09half");
    cases.picture("profile-part-of-nine", "a.jpg", missing);
}

/// An entity that multiplies.
pub(super) fn bomb() -> String {
    let mut out = "<!DOCTYPE svg [<!ENTITY a0 'aaaaaaaaaa'>".to_owned();
    for at in 1..12 {
        out += &format!("<!ENTITY a{at} '{}'>", format!("&a{};", at - 1).repeat(10));
    }
    out + "]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>&a11;</text></svg>"
}

fn pngs(cases: &mut Cases) {
    cases.picture("png-mark-only", "a.png", b"\x89PNG\r\n\x1a\n");
    cases.picture("png-half", "a.png", &PNG[..PNG.len() / 2]);
    cases.picture("png-wrong-sum", "a.png", {
        let mut bytes = PNG.to_vec();
        bytes[29] ^= 0xff;
        bytes
    });
    for (name, width, height) in [
        ("png-no-width", 0, 10),
        ("png-huge", u32::MAX, u32::MAX),
        ("png-side-too-long", 40_000, 1),
        ("png-pixels-too-many", 20_000, 20_000),
        ("png-large-but-empty", 9_000, 9_000),
    ] {
        let head = ihdr(width, height, 8, 2);
        cases.picture(
            name,
            "a.png",
            png(&[(b"IHDR", &head), (b"IDAT", &deflated(b"")), (b"IEND", b"")]),
        );
    }
    for (bits, color) in [
        (1, 0),
        (2, 0),
        (4, 0),
        (8, 0),
        (16, 0),
        (8, 2),
        (16, 2),
        (1, 3),
        (2, 3),
        (4, 3),
        (8, 3),
        (8, 4),
        (16, 4),
        (8, 6),
        (16, 6),
    ] {
        cases.picture(
            &format!("png-kind-{color}-{bits}"),
            "a.png",
            plain_png(40, bits, color, &[]),
        );
    }
    let with = |kind: &[u8; 4], data: &[u8]| plain_png(40, 8, 2, &[(kind, data)]);
    let zip = deflated(&vec![b'a'; 50 << 20]);
    cases.picture(
        "png-bomb-of-text",
        "a.png",
        with(b"zTXt", &[b"Comment\0\0", zip.as_slice()].concat()),
    );
    cases.picture(
        "png-bomb-of-profile",
        "a.png",
        with(b"iCCP", &[b"p\0\0", zip.as_slice()].concat()),
    );
    cases.picture("png-text-international", "a.png", with(b"iTXt", b"Title\0\x01\0\0\0\xff\xff"));
    cases.picture("png-chunk-unknown-critical", "a.png", with(b"ABCD", b"x"));
    cases.picture("png-gamma-of-nothing", "a.png", with(b"gAMA", &[0; 4]));
    cases.picture("png-primaries-of-nothing", "a.png", with(b"cHRM", &[0; 32]));
    cases.picture("png-palette-missing", "a.png", {
        let head = ihdr(4, 4, 8, 3);
        png(&[(b"IHDR", &head), (b"IDAT", &deflated(&[0; 20])), (b"IEND", b"")])
    });
    cases.picture("png-palette-too-short", "a.png", {
        let head = ihdr(4, 4, 8, 3);
        png(&[(b"IHDR", &head), (b"PLTE", b"abc"), (b"IDAT", &deflated(&[9; 20])), (b"IEND", b"")])
    });
    cases.picture("png-two-heads", "a.png", {
        let (one, two) = (ihdr(4, 4, 8, 0), ihdr(9_000, 9_000, 8, 2));
        png(&[(b"IHDR", &one), (b"IHDR", &two), (b"IDAT", &deflated(&[0; 20])), (b"IEND", b"")])
    });
    cases.picture("png-animated", "a.png", with(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]));
    cases.picture("png-kind-of-none", "a.png", {
        let head = ihdr(4, 4, 3, 7);
        png(&[(b"IHDR", &head), (b"IDAT", &deflated(&[0; 20])), (b"IEND", b"")])
    });
    let tiny: Vec<u8> = (0..20_000).flat_map(|_| chunk(b"tEXt", b"Comment\0a")).collect();
    cases.picture("png-many-chunks", "a.png", {
        let good = plain_png(40, 8, 2, &[]);
        [&good[..33], &tiny, &good[33..]].concat()
    });
}

fn webps(cases: &mut Cases) {
    cases.picture("webp-half", "a.webp", &WEBP[..WEBP.len() / 2]);
    cases.picture("webp-head-only", "a.webp", b"RIFF\x04\0\0\0WEBP");
    cases.picture("webp-length-wrong", "a.webp", [&WEBP[..4], &[0xff; 4], &WEBP[8..]].concat());
    let extended = |width: u32, flags: u8| {
        let side = &(width - 1).to_le_bytes()[..3];
        riff(b"VP8X", &[&[flags, 0, 0, 0], side, side].concat())
    };
    cases.picture("webp-huge", "a.webp", webp(&[extended(1 << 24, 0), WEBP[12..].to_vec()]));
    cases.picture("webp-animated", "a.webp", webp(&[extended(40, 2), riff(b"ANIM", &[0; 6])]));
    cases.picture("webp-no-picture", "a.webp", webp(&[extended(40, 0)]));
    cases.picture(
        "webp-lossless-noise",
        "a.webp",
        webp(&[riff(b"VP8L", &[0x2f, 0xff, 0xff, 0xff, 0x0f, 1, 2, 3])]),
    );
    cases.picture("webp-other-riff", "a.webp", b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0");
    let giant = riff(b"XMP ", &vec![b'<'; 5 << 20]);
    cases.picture(
        "webp-giant-metadata",
        "a.webp",
        webp(&[extended(40, 4), WEBP[12..].to_vec(), giant]),
    );
}

fn others(cases: &mut Cases) {
    cases.picture("picture-png-named-jpg", "a.jpg", PNG);
    cases.picture("picture-svg-named-jpg", "a.jpg", SVG);
    cases.picture("picture-html-named-jpg", "a.jpg", "<html><script>alert(1)</script></html>");
    cases.picture(
        "picture-jpeg-with-page",
        "a.jpg",
        jpeg_with(0xfe, b"<html><script>alert(1)</script>"),
    );
    cases.picture(
        "picture-jpeg-and-pdf",
        "a.jpg",
        jpeg_with(0xfe, b"%PDF-1.7\n1 0 obj<</JS(x)>>endobj"),
    );
    cases.picture("picture-zip", "a.jpg", b"PK\x03\x04\x14\0\0\0\0\0");
    cases.picture("picture-gif", "a.gif", b"GIF89a\x01\0\x01\0\0\0\0;");
    cases.picture("picture-tiff", "a.tif", b"II*\0\x08\0\0\0");
    cases.picture("picture-heic", "a.heic", b"\0\0\0\x18ftypheic\0\0\0\0");
    cases.picture("picture-pdf", "a.pdf", b"%PDF-1.7\n");
    cases.picture("picture-text", "a.jpg", "not a picture\n");
    cases.picture("picture-zeros", "a.jpg", vec![0; 1 << 20]);
    cases.picture("picture-compressed-svg", "a.svgz", bytes::deflated(SVG.as_bytes()));
}
