//! The markers of a JPEG file, from its start to its end, without decoding a pixel.
//!
//! Bytes come in; the frame's measures and the places of the metadata go out. The walk goes
//! through the compressed data to the end-of-image marker, so a file that was cut off is
//! found here, which decoders do not do. ITU-T T.81, annex B; Adobe's APP14 after T.872, 6.5.3.

use super::{Broken, ColorModel, icc};

/// What the markers say.
#[derive(Debug, Default)]
pub(super) struct Jpeg<'a> {
    /// Width in pixels.
    pub(super) width: u32,
    /// Height in pixels.
    pub(super) height: u32,
    /// Channels: 1, 3 or 4.
    pub(super) components: u8,
    /// Whether the picture comes in several scans that must be kept until the last.
    pub(super) progressive: bool,
    /// Stored samples of all channels for each 64 pixels: 192 without subsampling.
    pub(super) density: u32,
    /// Colour transform of an Adobe APP14 segment: 0 none, 1 YCbCr, 2 YCCK.
    pub(super) adobe: Option<u8>,
    /// The TIFF structure of an Exif segment.
    pub(super) exif: Option<&'a [u8]>,
    /// The XMP packet.
    pub(super) xmp: Option<&'a [u8]>,
    /// Photoshop's resources, all segments joined.
    pub(super) photoshop: Vec<u8>,
    /// Pieces of the colour profile: number, count, bytes.
    pub(super) icc: Vec<(u8, u8, &'a [u8])>,
    /// Every segment before the first scan: marker and whole bytes, marker included.
    pub(super) segments: Vec<(u8, &'a [u8])>,
    /// The bytes from the first scan's marker to the end-of-image marker, both included.
    pub(super) scans: &'a [u8],
    /// The file from its start to the end-of-image marker, without what may be appended to it.
    pub(super) whole: &'a [u8],
}

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";

/// Walks all markers.
pub(super) fn read(bytes: &[u8]) -> Result<Jpeg<'_>, Broken> {
    let mut jpeg = Jpeg::default();
    let mut at = 2;
    let mut first_scan = None;
    loop {
        let (marker, start) = next_marker(bytes, at, first_scan.is_some())?;
        match marker {
            0xD9 => {
                let scan = first_scan.ok_or_else(|| Broken::damaged("it holds no picture"))?;
                jpeg.scans = &bytes[scan..start + 2];
                jpeg.whole = &bytes[..start + 2];
                return jpeg.check();
            }
            // Markers without a length: restarts and TEM.
            0x01 | 0xD0..=0xD7 => {
                at = start + 2;
                continue;
            }
            0xD8 => return Err(Broken::damaged("a second picture begins inside the first")),
            _ => {}
        }
        let body = segment(bytes, start + 2)?;
        at = start + 4 + body.len();
        if marker == 0xDA && first_scan.is_none() {
            first_scan = Some(start);
        }
        if first_scan.is_none() {
            jpeg.take(marker, body)?;
            jpeg.segments.push((marker, &bytes[start..at]));
        }
    }
}

/// The next marker and where its `FF` stands.
///
/// Between segments only fill bytes may stand; in a scan, everything up to an `FF` that is
/// not followed by 0.
fn next_marker(bytes: &[u8], mut at: usize, in_scan: bool) -> Result<(u8, usize), Broken> {
    let cut_off = || {
        Broken::cut_off(if in_scan {
            "before the picture does"
        } else {
            "before its picture begins"
        })
    };
    loop {
        let found =
            memchr::memchr(0xFF, bytes.get(at..).unwrap_or_default()).ok_or_else(cut_off)?;
        let start = at + found;
        match bytes.get(start + 1).copied().ok_or_else(cut_off)? {
            0x00 => at = start + 2,
            0xFF => at = start + 1,
            0xD0..=0xD7 if in_scan => at = start + 2,
            marker => return Ok((marker, start)),
        }
    }
}

/// The body of the segment whose length stands at `at`.
fn segment(bytes: &[u8], at: usize) -> Result<&[u8], Broken> {
    let cut_off = || Broken::cut_off("inside its headers");
    let length = bytes.get(at..at + 2).ok_or_else(cut_off)?;
    let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
    if length < 2 {
        return Err(Broken::damaged("a header gives itself an impossible length"));
    }
    bytes.get(at + 2..at + length).ok_or_else(cut_off)
}

impl<'a> Jpeg<'a> {
    /// The channels.
    pub(super) fn model(&self) -> ColorModel {
        match self.components {
            1 => ColorModel::Gray,
            4 => ColorModel::Cmyk,
            _ => ColorModel::Rgb,
        }
    }

    /// The bytes that 64 decoded pixels take; all scans of a progressive picture are kept.
    pub(super) fn memory_of_64(&self) -> u64 {
        let scans = if self.progressive { 2 * u64::from(self.density) } else { 0 };
        scans + 64 * u64::from(self.components)
    }

    /// The embedded profile, if it can be kept.
    pub(super) fn profile(&self) -> Option<Vec<u8>> {
        icc::join(&self.icc).filter(|p| icc::usable(p, self.model())).map(icc::trimmed)
    }

    /// The file with only those segments that its look depends on: JFIF, the colour profile if
    /// it can be kept, Adobe's transform, tables and frame.
    pub(super) fn without_metadata(&self) -> Vec<u8> {
        let keep_profile = self.profile().is_some();
        let mut out = vec![0xFF, 0xD8];
        for (marker, whole) in &self.segments {
            let body = &whole[4..];
            let keep = match marker {
                0xE0 => body.starts_with(b"JFIF\0"),
                0xE2 => keep_profile && body.starts_with(ICC),
                0xEE => body.starts_with(b"Adobe"),
                0xE1 | 0xE3..=0xED | 0xEF | 0xFE => false,
                _ => true,
            };
            if keep {
                out.extend_from_slice(whole);
            }
        }
        out.extend_from_slice(self.scans);
        out
    }

    /// Notes what one segment before the scans says.
    fn take(&mut self, marker: u8, body: &'a [u8]) -> Result<(), Broken> {
        match marker {
            0xC0..=0xC2 => {
                self.progressive = marker == 0xC2;
                self.frame(body)?;
            }
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Err(Broken::new(
                    "is a kind of JPEG that books cannot show (lossless, hierarchical or arithmetic)",
                    "export it as a standard JPEG",
                ));
            }
            0xE1 if body.starts_with(EXIF) && self.exif.is_none() => {
                self.exif = Some(&body[EXIF.len()..]);
            }
            0xE1 if body.starts_with(XMP) && self.xmp.is_none() => {
                self.xmp = Some(&body[XMP.len()..]);
            }
            0xE2 if body.starts_with(ICC) && ICC.len() + 2 <= body.len() => {
                let (number, count) = (body[ICC.len()], body[ICC.len() + 1]);
                self.icc.push((number, count, &body[ICC.len() + 2..]));
            }
            0xED if body.starts_with(PHOTOSHOP) => {
                self.photoshop.extend_from_slice(&body[PHOTOSHOP.len()..]);
            }
            0xEE if body.starts_with(b"Adobe") && 12 <= body.len() => self.adobe = Some(body[11]),
            _ => {}
        }
        Ok(())
    }

    /// The frame header (T.81, B.2.2).
    fn frame(&mut self, body: &[u8]) -> Result<(), Broken> {
        let [precision, h1, h0, w1, w0, components, ..] = *body else {
            return Err(Broken::damaged("its frame header is too short"));
        };
        if self.components != 0 {
            return Err(Broken::damaged("it has two frame headers"));
        }
        if precision != 8 {
            return Err(Broken::new(
                format!("has {precision} bits a channel, which books cannot show in a JPEG"),
                "export it with 8 bits a channel",
            ));
        }
        if !matches!(components, 1 | 3 | 4) || body.len() < 6 + 3 * usize::from(components) {
            return Err(Broken::damaged(format!("it has {components} colour channels")));
        }
        self.width = u32::from(u16::from_be_bytes([w1, w0]));
        self.height = u32::from(u16::from_be_bytes([h1, h0]));
        self.components = components;
        let sampling = || {
            body[6..]
                .chunks_exact(3)
                .take(usize::from(components))
                .map(|channel| (u32::from(channel[1] >> 4), u32::from(channel[1] & 15)))
        };
        let widest = sampling().map(|(h, _)| h).max().unwrap_or(1);
        let highest = sampling().map(|(_, v)| v).max().unwrap_or(1);
        if sampling().any(|(h, v)| !(1..=4).contains(&h) || !(1..=4).contains(&v)) {
            return Err(Broken::damaged("its channels are sampled in no legal way"));
        }
        self.density = sampling().map(|(h, v)| 64 * h * v).sum::<u32>().div_ceil(widest * highest);
        Ok(())
    }

    fn check(self) -> Result<Jpeg<'a>, Broken> {
        if self.components == 0 {
            return Err(Broken::damaged("it has no frame header"));
        }
        Ok(self)
    }
}
