//! The chunks of a PNG file, from its signature to `IEND`, without decoding a pixel.
//!
//! Bytes come in; measures and metadata go out. The check sums of all critical chunks are
//! proved, so a damaged or cut off file is found here. PNG third edition, 5 and 11.

use std::borrow::Cow;
use std::io::Read;

use super::paper::MOST_KEPT;
use super::{Broken, ColorModel, Embedded, embedded, icc};

/// What the chunks say.
#[derive(Debug, Default)]
pub(super) struct Png<'a> {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Bits a channel; of the palette's entries where there is a palette.
    pub(super) bits: u8,
    /// Whether the pixels are grey.
    pub(super) gray: bool,
    /// Whether its rows do not stand one below the other (Adam7).
    pub(super) interlaced: bool,
    /// Whether there is an alpha channel or a transparent colour.
    pub(super) alpha: bool,
    pub(super) profile: Option<Vec<u8>>,
    pub(super) exif: Option<&'a [u8]>,
    pub(super) xmp: Option<Cow<'a, [u8]>>,
    /// Fields of text chunks.
    pub(super) own: Embedded,
    /// Every chunk that the picture's look depends on, whole.
    pub(super) kept: Vec<&'a [u8]>,
}

/// The eight bytes that every PNG begins with.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The most that compressed metadata may grow to.
const MAX_INFLATED: u64 = 8 << 20;

/// Walks all chunks.
pub(super) fn read(bytes: &[u8]) -> Result<Png<'_>, Broken> {
    let mut png = Png::default();
    let mut at = SIGNATURE.len();
    let mut has_data = false;
    loop {
        let Chunk { kind, data, whole } = chunk(bytes, at, has_data)?;
        at += whole.len();
        if png.width == 0 && &kind != b"IHDR" {
            return Err(Broken::damaged("it does not begin with its header"));
        }
        let critical = kind[0].is_ascii_uppercase();
        if critical && !has_right_sum(whole) {
            return Err(Broken::damaged(format!(
                "the check sum of a chunk `{}` is wrong",
                String::from_utf8_lossy(&kind)
            )));
        }
        match &kind {
            b"IEND" if !has_data => return Err(Broken::damaged("it holds no picture")),
            b"IDAT" => has_data = true,
            _ => png.take(kind, data)?,
        }
        let keep = match &kind {
            b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"sBIT" => true,
            b"iCCP" => png.profile.is_some(),
            _ => critical,
        };
        if keep {
            png.kept.push(whole);
        }
        if &kind == b"IEND" {
            return Ok(png);
        }
    }
}

/// One chunk.
struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
    /// Length, type, data and check sum.
    whole: &'a [u8],
}

/// The chunk at `at`.
fn chunk(bytes: &[u8], at: usize, has_data: bool) -> Result<Chunk<'_>, Broken> {
    let cut_off = || {
        Broken::cut_off(if has_data {
            "before the picture does"
        } else {
            "before its picture begins"
        })
    };
    let head: &[u8; 8] = bytes.get(at..).and_then(<[u8]>::first_chunk).ok_or_else(cut_off)?;
    let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
    let kind: &[u8; 4] = bytes[at + 4..].first_chunk().ok_or_else(cut_off)?;
    if !kind.iter().all(u8::is_ascii_alphabetic) {
        return Err(Broken::damaged("a chunk has no proper name"));
    }
    let end = length.checked_add(at + 12).ok_or_else(cut_off)?;
    let whole = bytes.get(at..end).ok_or_else(cut_off)?;
    Ok(Chunk { kind: *kind, data: &whole[8..8 + length], whole })
}

/// Whether a chunk's last four bytes are the CRC of its type and data.
fn has_right_sum(whole: &[u8]) -> bool {
    let (summed, sum) = whole[4..].split_at(whole.len() - 8);
    let mut crc = flate2::Crc::new();
    crc.update(summed);
    crc.sum().to_be_bytes() == sum
}

impl<'a> Png<'a> {
    /// The most bytes that decoding and storing it take. Rows come one by one, so that only
    /// what is kept for a page counts: beside the file, then compressed.
    pub(super) fn memory(&self, file: u64) -> u64 {
        let pixels = u64::from(self.width) * u64::from(self.height);
        let (colors, alpha) = (if self.gray { 1 } else { 3 }, u64::from(self.alpha));
        let whole = if self.interlaced { pixels * (colors + alpha) * self.bytes() } else { 0 };
        let kept = pixels.min(MOST_KEPT);
        (file + whole).max(kept * (colors + alpha)) + kept * (colors + alpha)
    }

    /// Bytes of a channel.
    fn bytes(&self) -> u64 {
        u64::from(self.bits.div_ceil(8))
    }

    fn take(&mut self, kind: [u8; 4], data: &'a [u8]) -> Result<(), Broken> {
        match &kind {
            b"IHDR" => self.header(data)?,
            b"tRNS" => self.alpha = true,
            b"eXIf" => self.exif = Some(data),
            b"iCCP" => {
                let model = if self.gray { ColorModel::Gray } else { ColorModel::Rgb };
                self.profile = after_nul(data)
                    .and_then(|rest| inflate(rest.get(1..)?))
                    .filter(|profile| icc::usable(profile, model));
            }
            b"iTXt" => self.international(data),
            b"tEXt" => {
                if let (Some(key), Some(value)) = (data.split(|&b| b == 0).next(), after_nul(data))
                {
                    let text: String = value.iter().map(|&b| char::from(b)).collect();
                    self.field(key, text);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// `IHDR` (11.2.1).
    fn header(&mut self, data: &[u8]) -> Result<(), Broken> {
        let &[w3, w2, w1, w0, h3, h2, h1, h0, bits, color, compression, filter, interlace] = data
        else {
            return Err(Broken::damaged("its header has the wrong length"));
        };
        if self.width != 0 {
            return Err(Broken::damaged("it has two headers"));
        }
        let legal = match color {
            0 => matches!(bits, 1 | 2 | 4 | 8 | 16),
            3 => matches!(bits, 1 | 2 | 4 | 8),
            2 | 4 | 6 => matches!(bits, 8 | 16),
            _ => false,
        };
        if !legal || compression != 0 || filter != 0 || 1 < interlace {
            return Err(Broken::damaged("its header says what no PNG may say"));
        }
        self.width = u32::from_be_bytes([w3, w2, w1, w0]);
        self.height = u32::from_be_bytes([h3, h2, h1, h0]);
        self.gray = matches!(color, 0 | 4);
        self.alpha = matches!(color, 4 | 6);
        self.interlaced = interlace == 1;
        self.bits = if color == 3 { 8 } else { bits };
        if self.width == 0 || self.height == 0 {
            return Err(Broken::damaged("it says that it has no pixels"));
        }
        Ok(())
    }

    /// An `iTXt` chunk (11.3.3.4): keyword, compression flag and method, language, translated
    /// keyword, text.
    fn international(&mut self, data: &'a [u8]) {
        let key = data.split(|&b| b == 0).next().unwrap_or_default();
        let text = after_nul(data).and_then(|rest| {
            let (flags, rest) = rest.split_at_checked(2)?;
            let text = after_nul(after_nul(rest)?)?;
            if flags[0] == 1 { inflate(text).map(Cow::Owned) } else { Some(Cow::Borrowed(text)) }
        });
        let Some(text) = text else { return };
        if key == b"XML:com.adobe.xmp" {
            self.xmp = Some(text);
        } else {
            self.field(key, embedded::decode(&text));
        }
    }

    /// A keyword of 11.3.3.2 and its value.
    fn field(&mut self, key: &[u8], text: String) {
        match key {
            b"Title" => self.own.title = Some(text),
            b"Author" => self.own.creator = Some(text),
            b"Description" => self.own.caption = Some(text),
            b"Copyright" => self.own.copyright = Some(text),
            _ => {}
        }
    }
}

fn after_nul(bytes: &[u8]) -> Option<&[u8]> {
    let nul = bytes.iter().position(|&b| b == 0)?;
    Some(&bytes[nul + 1..])
}

fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut inflated = Vec::new();
    let limited = flate2::read::ZlibDecoder::new(bytes).take(MAX_INFLATED);
    { limited }.read_to_end(&mut inflated).ok()?;
    Some(inflated)
}
