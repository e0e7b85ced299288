//! The chunks of a WebP file without decoding a pixel.
//!
//! Bytes come in; measures and metadata go out. RFC 9649, 2 (container), 3 (lossless); lossy
//! frames after RFC 6386, 9.1.

use super::Broken;

/// What the chunks say.
#[derive(Debug, Default)]
pub(super) struct Webp<'a> {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) alpha: bool,
    pub(super) profile: Option<&'a [u8]>,
    pub(super) exif: Option<&'a [u8]>,
    pub(super) xmp: Option<&'a [u8]>,
    /// The chunks that hold the pixels: `ALPH`, `VP8 `, `VP8L`.
    pub(super) picture: Vec<([u8; 4], &'a [u8])>,
}

/// Walks all chunks of the container.
pub(super) fn read(bytes: &[u8]) -> Result<Webp<'_>, Broken> {
    let cut_off = || Broken::cut_off("before the picture does");
    let length = le(bytes.get(4..8).ok_or_else(cut_off)?) as usize;
    let file = bytes.get(..length.saturating_add(8)).ok_or_else(cut_off)?;
    let mut webp = Webp::default();
    let mut at = 12;
    let mut has_picture = false;
    while let Some(head) = file.get(at..at + 8) {
        let size = le(&head[4..]) as usize;
        let end = size.checked_add(at + 8).ok_or_else(cut_off)?;
        let data = file.get(at + 8..end).ok_or_else(cut_off)?;
        if let kind @ (b"ALPH" | b"VP8 " | b"VP8L") = &[head[0], head[1], head[2], head[3]] {
            webp.picture.push((*kind, data));
        }
        match &head[..4] {
            b"VP8X" => webp.extended(data)?,
            b"VP8 " | b"VP8L" if has_picture => {
                return Err(Broken::damaged("it holds two pictures"));
            }
            b"VP8 " => (has_picture, ()) = (true, webp.lossy(data)?),
            b"VP8L" => (has_picture, ()) = (true, webp.lossless(data)?),
            b"ALPH" => webp.alpha = true,
            b"ANIM" | b"ANMF" => {
                return Err(Broken::new(
                    "moves (an animated WebP)",
                    "save one of its pictures as WebP, PNG or JPEG",
                ));
            }
            b"ICCP" => webp.profile = Some(data),
            // Some writers keep JPEG's prefix before the TIFF structure.
            b"EXIF" => webp.exif = Some(data.strip_prefix(b"Exif\0\0").unwrap_or(data)),
            b"XMP " => webp.xmp = Some(data),
            _ => {}
        }
        at = end + size % 2;
    }
    if has_picture { Ok(webp) } else { Err(Broken::damaged("it holds no picture")) }
}

impl Webp<'_> {
    /// The bytes that a decoded pixel takes, the decoder's own included.
    pub(super) fn memory_of_pixel(&self) -> u64 {
        let lossless = self.picture.iter().any(|(kind, _)| kind == b"VP8L");
        match (lossless, self.alpha) {
            // Four channels, and three of them again.
            (true, false) => 7,
            // Four channels and tables; or luminance at each pixel, colour at each fourth, and
            // three channels.
            (true, true) | (false, false) => 5,
            // The same with four, and alpha as a lossless picture of its own.
            (false, true) => 12,
        }
    }

    /// `VP8X`: flags and the canvas.
    fn extended(&mut self, data: &[u8]) -> Result<(), Broken> {
        let &[flags, _, _, _, w0, w1, w2, h0, h1, h2, ..] = data else {
            return Err(Broken::damaged("its header is too short"));
        };
        self.alpha |= flags & 0x10 != 0;
        self.width = 1 + u32::from_le_bytes([w0, w1, w2, 0]);
        self.height = 1 + u32::from_le_bytes([h0, h1, h2, 0]);
        Ok(())
    }

    /// A key frame's header (RFC 6386, 9.1).
    fn lossy(&mut self, data: &[u8]) -> Result<(), Broken> {
        let &[_, _, _, 0x9D, 0x01, 0x2A, w0, w1, h0, h1, ..] = data else {
            return Err(Broken::damaged("its picture does not begin with a key frame"));
        };
        self.size(
            u32::from(u16::from_le_bytes([w0, w1]) & 0x3FFF),
            u32::from(u16::from_le_bytes([h0, h1]) & 0x3FFF),
        )
    }

    /// The header of a lossless picture (RFC 9649, 3.4).
    fn lossless(&mut self, data: &[u8]) -> Result<(), Broken> {
        let &[0x2F, a, b, c, d, ..] = data else {
            return Err(Broken::damaged("its picture does not begin as a lossless one"));
        };
        let bits = u32::from_le_bytes([a, b, c, d]);
        self.alpha |= bits & (1 << 28) != 0;
        self.size(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
    }

    fn size(&mut self, width: u32, height: u32) -> Result<(), Broken> {
        if self.width != 0 && (self.width, self.height) != (width, height) {
            return Err(Broken::damaged("its picture does not fill its canvas"));
        }
        (self.width, self.height) = (width, height);
        Ok(())
    }
}

fn le(four: &[u8]) -> u32 {
    four.iter().rev().fold(0, |sum, &b| sum << 8 | u32::from(b))
}
