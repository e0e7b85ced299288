//! What a photograph's file says about itself, without its pixels.

/// A kind of file that may stand in a kit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG.
    Png,
    /// WebP, lossy or lossless.
    Webp,
    /// A drawing; its width and height are in CSS pixels (1/96 inch).
    Svg,
}

/// The channels that the file's pixels have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorModel {
    /// One channel.
    Gray,
    /// Three channels (also a palette, and any drawing).
    Rgb,
    /// Four inks.
    Cmyk,
}

/// How the stored pixels must be turned to stand upright (EXIF 2.32, tag 0x0112).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Orientation {
    /// 1: as stored.
    #[default]
    Upright,
    /// 2: mirrored left to right.
    Mirrored,
    /// 3: turned by 180 degrees.
    Turned180,
    /// 4: mirrored top to bottom.
    Flipped,
    /// 5: mirrored along the diagonal from the top left.
    Transposed,
    /// 6: to be turned clockwise by 90 degrees.
    Turned90,
    /// 7: mirrored along the other diagonal.
    Transversed,
    /// 8: to be turned clockwise by 270 degrees.
    Turned270,
}

impl Orientation {
    /// Whether upright width is stored height.
    #[must_use]
    pub fn swaps_sides(self) -> bool {
        match self {
            Orientation::Upright
            | Orientation::Mirrored
            | Orientation::Turned180
            | Orientation::Flipped => false,
            Orientation::Transposed
            | Orientation::Turned90
            | Orientation::Transversed
            | Orientation::Turned270 => true,
        }
    }
}

/// What the file itself says in IPTC or XMP; the fallback when the kit says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Embedded {
    /// Headline or object name.
    pub title: Option<String>,
    /// Caption.
    pub caption: Option<String>,
    /// Photographer (byline, `dc:creator`).
    pub creator: Option<String>,
    /// Credit line.
    pub credit: Option<String>,
    /// Copyright notice.
    pub copyright: Option<String>,
    /// Alternative text (`Iptc4xmpCore:AltTextAccessibility`).
    pub alt: Option<String>,
    /// Usage terms (`xmpRights:UsageTerms`).
    pub usage: Option<String>,
}

/// Everything known of a photograph without decoding it.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Kind of file, from its first bytes, never from its name.
    pub format: Format,
    /// Stored width in pixels.
    pub width: u32,
    /// Stored height in pixels.
    pub height: u32,
    /// How the stored pixels stand.
    pub orientation: Orientation,
    /// Channels.
    pub color: ColorModel,
    /// Bits a channel.
    pub bits: u8,
    /// Whether some pixels may be transparent.
    pub alpha: bool,
    /// Length of the file in bytes.
    pub length: u64,
    /// The most bytes of memory that decoding and scaling it take, the file's own included.
    pub memory: u64,
    /// SHA-256 of the file; two photos with one hash are stored once.
    pub sha256: [u8; 32],
    /// Whether an ICC profile of the right colour model is embedded.
    pub has_profile: bool,
    /// Width and height as the camera stored them, if Exif says so.
    pub taken: Option<(u32, u32)>,
    /// Whether Exif says that the colours are those of Adobe RGB.
    pub adobe_rgb: bool,
    /// Whether the file holds a place or a serial number that must not be published.
    pub private: bool,
    /// Descriptions from inside the file.
    pub embedded: Embedded,
}

impl Facts {
    /// How many pixels it has.
    #[must_use]
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Width and height as the photograph is seen, in pixels; never zero.
    #[must_use]
    pub fn upright(&self) -> (u32, u32) {
        let (w, h) = (self.width.max(1), self.height.max(1));
        if self.orientation.swaps_sides() { (h, w) } else { (w, h) }
    }
}
