//! Colours of type, rules and flat areas.

/// A colour in sRGB, eight bits a channel. Black type is written as pure black by the writers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Color {
    /// Red, 0 to 255.
    pub r: u8,
    /// Green, 0 to 255.
    pub g: u8,
    /// Blue, 0 to 255.
    pub b: u8,
}

impl Color {
    /// Ink at its blackest.
    pub const BLACK: Color = Color { r: 0, g: 0, b: 0 };
    /// The paper.
    pub const WHITE: Color = Color { r: 255, g: 255, b: 255 };

    /// Reads `#rrggbb` or `rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Color> {
        let hex = text.strip_prefix('#').unwrap_or(text);
        if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let channel = |i: usize| u8::from_str_radix(&hex[i..i + 2], 16).ok();
        Some(Color { r: channel(0)?, g: channel(2)?, b: channel(4)? })
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance").
    #[must_use]
    pub fn luminance(self) -> f64 {
        luminance([self.r, self.g, self.b].map(linear))
    }

    /// Contrast ratio with another colour, 1 to 21 (WCAG 2.2, "contrast ratio").
    #[must_use]
    pub fn contrast(self, other: Color) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        let (light, dark) = if a < b { (b, a) } else { (a, b) };
        (light + 0.05) / (dark + 0.05)
    }

    /// The grey of the same luminance.
    #[must_use]
    pub fn grey(self) -> Color {
        let light = self.luminance();
        let level = (0..=255_u8).find(|&g| light <= linear(g)).unwrap_or(255);
        // Of the two nearest the one that is nearer.
        let below = level.saturating_sub(1);
        let nearer = if light - linear(below) < linear(level) - light { below } else { level };
        Color { r: nearer, g: nearer, b: nearer }
    }

    /// `#rrggbb`, lower case.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

/// The linear light, 0 to 1, of one channel of sRGB.
#[must_use]
pub fn linear(sample: u8) -> f64 {
    let s = f64::from(sample) / 255.0;
    if s <= 0.040_45 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) }
}

/// The relative luminance of linear red, green and blue.
#[must_use]
pub fn luminance([red, green, blue]: [f64; 3]) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
