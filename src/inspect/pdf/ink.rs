//! Colours of type, as far as they can be told without a profile (ISO 32000-1, 8.6).

use super::file::{File, Object};
use crate::base::Color;

/// A colour space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// One value, white at its greatest.
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Four inks.
    Cmyk,
    /// Any other.
    Unknown,
}

/// A colour: its red, green and blue from 0 to 1, if they are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ink(Option<[f64; 3]>);

impl Space {
    /// The space with a name, or the one that the resources have for it.
    pub(super) fn read(file: &File<'_>, name: &[u8], own: &Object) -> Space {
        let own = file.resolve(own);
        let (kind, profile) = match own.as_ref() {
            Object::Array(items) => {
                let kind = items.first().map(|kind| file.resolve(kind).into_owned());
                let kind = kind.and_then(|kind| kind.as_name().map(<[u8]>::to_vec));
                (kind.unwrap_or_default(), items.get(1).cloned())
            }
            Object::Name(name) => (name.clone(), None),
            _ => (name.to_vec(), None),
        };
        match &kind[..] {
            b"DeviceGray" | b"CalGray" | b"G" => Space::Gray,
            b"DeviceRGB" | b"CalRGB" | b"RGB" => Space::Rgb,
            b"DeviceCMYK" | b"CMYK" => Space::Cmyk,
            b"ICCBased" => {
                let profile = profile.map(|profile| file.resolve(&profile).into_owned());
                let dict = profile.as_ref().and_then(Object::as_dict);
                match dict.and_then(|dict| file.int(dict, b"N")) {
                    Some(1) => Space::Gray,
                    Some(3) => Space::Rgb,
                    Some(4) => Space::Cmyk,
                    _ => Space::Unknown,
                }
            }
            _ => Space::Unknown,
        }
    }

    /// The colour that is current at first.
    pub(super) fn first(self) -> Ink {
        if self == Space::Unknown { Ink(None) } else { Ink::BLACK }
    }

    /// A colour by its values.
    pub(super) fn ink(self, values: &[f64]) -> Ink {
        let rgb = match (self, values) {
            (Space::Gray, [v]) => Some([*v; 3]),
            (Space::Rgb, [r, g, b]) => Some([*r, *g, *b]),
            (Space::Cmyk, [c, m, y, k]) => Some([c, m, y].map(|ink| (1.0 - ink) * (1.0 - k))),
            _ => None,
        };
        Ink(rgb.map(|rgb| rgb.map(|value| value.clamp(0.0, 1.0))))
    }
}

impl Ink {
    pub(super) const BLACK: Ink = Ink(Some([0.0; 3]));

    pub(super) fn is_white(self) -> bool {
        self.0.is_some_and(|rgb| rgb.iter().all(|value| 0.995 < *value))
    }

    /// Its contrast with white paper, from 1 to 21, when it covers it by `alpha`, if that is
    /// less than `least`, which must not exceed 3.9; none also if the colour is not known.
    pub(super) fn contrast_below(self, least: f64, alpha: f64) -> Option<f64> {
        let rgb = self.0?.map(|value| value * alpha + 1.0 - alpha);
        // Medium grey has a contrast of 3.9; what is darker in all parts has more.
        if rgb.iter().all(|&value| value < 0.5) {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the values lie between 0 and 1"
        )]
        let [r, g, b] = rgb.map(|value| (value * 255.0).round() as u8);
        let contrast = Color { r, g, b }.contrast(Color::WHITE);
        (contrast < least).then_some(contrast)
    }
}
