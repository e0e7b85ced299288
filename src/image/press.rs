//! Colours as inks: how a press prints what a screen shows.
//!
//! The profile of a press comes in, flat colours in sRGB come in, shares of the four inks go
//! out. Greys are black ink alone, black is all of it: type in four inks would blur where
//! their plates do not meet. Other colours go through the profile (ISO 15076-1, by `moxcms`)
//! and get less of the three colours where they would be wetter than paper takes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use moxcms::{ColorProfile, DataColorSpace, Layout, ProfileClass, TransformOptions};

use super::profiles;
use crate::base::Color;

/// Ink in all that is printed on one spot, in per cent: what printers ask for on coated paper.
pub const MOST_INK: u16 = 300;
/// Channels that differ by no more than this are a grey.
const NEUTRAL: u8 = 8;
/// A grey of this level or darker is black.
const BLACK: u8 = 40;

/// Cyan, magenta, yellow and black, in per cent.
pub type Inks = [u8; 4];

/// A press, known by its profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    /// The name of the printing condition in the registry of the ICC, if it has one there.
    pub condition: &'static str,
    /// What it is, for people.
    pub name: String,
    /// The profile.
    pub profile: Cow<'static, [u8]>,
}

impl Press {
    /// Offset print on coated paper: the profile that is part of the program.
    #[must_use]
    pub fn coated() -> Press {
        Press {
            condition: "FOGRA39",
            name: "Offset print on coated paper, ISO 12647-2:2004 (FOGRA39L)".to_owned(),
            profile: Cow::Borrowed(profiles::CMYK),
        }
    }

    /// A press with a profile of its own.
    ///
    /// # Errors
    ///
    /// If it is no profile of a printer with four inks; says in plain words what it is.
    pub fn read(profile: Vec<u8>, name: &str) -> Result<Press, String> {
        let press = Press { condition: "", name: name.to_owned(), profile: Cow::Owned(profile) };
        press.inks(&[Color::BLACK])?;
        Ok(press)
    }

    /// The inks of each colour.
    ///
    /// # Errors
    ///
    /// If the profile cannot be used; says why in plain words.
    pub fn inks(&self, colors: &[Color]) -> Result<BTreeMap<Color, Inks>, String> {
        let through = self.through_profile(colors)?;
        let inks = colors.iter().zip(through);
        Ok(inks.map(|(color, inks)| (*color, black_alone(*color).unwrap_or(inks))).collect())
    }

    /// The most ink, in per cent, that the profile gives a picture: at the corners and between
    /// them of all colours a screen shows.
    ///
    /// # Errors
    ///
    /// As [`Press::inks`].
    pub fn wettest(&self) -> Result<u16, String> {
        let steps = [0, 51, 102, 153, 204, 255];
        let colors: Vec<Color> = steps
            .iter()
            .flat_map(|r| steps.iter().flat_map(move |g| steps.map(|b| Color { r: *r, g: *g, b })))
            .collect();
        Ok(self.unlimited(&colors)?.iter().map(sum).max().unwrap_or(0))
    }

    fn through_profile(&self, colors: &[Color]) -> Result<Vec<Inks>, String> {
        Ok(self.unlimited(colors)?.into_iter().map(|inks| limited(inks, 100)).collect())
    }

    fn unlimited(&self, colors: &[Color]) -> Result<Vec<Inks>, String> {
        let no_profile = |_| "it is no colour profile".to_owned();
        let press = ColorProfile::new_from_slice(&self.profile).map_err(no_profile)?;
        if press.color_space != DataColorSpace::Cmyk
            || press.profile_class != ProfileClass::OutputDevice
        {
            return Err("it is not the profile of a printer with four inks".to_owned());
        }
        let screen = ColorProfile::new_srgb();
        let options = TransformOptions::default();
        let cannot = |_| "it has no table from colours to inks".to_owned();
        let transform = screen
            .create_transform_16bit(Layout::Rgb, &press, Layout::Rgba, options)
            .map_err(cannot)?;
        let wide = |channel: u8| u16::from(channel) * 257;
        let rgb: Vec<u16> =
            colors.iter().flat_map(|color| [color.r, color.g, color.b].map(wide)).collect();
        let mut inks = vec![0_u16; colors.len() * 4];
        transform.transform(&rgb, &mut inks).map_err(cannot)?;
        let percent = |ink: u16| {
            let rounded = (u32::from(ink) * 100 + 32_767) / 65_535;
            u8::try_from(rounded).unwrap_or(100)
        };
        let of = |inks: &[u16]| [0, 1, 2, 3].map(|i: usize| percent(inks[i]));
        Ok(inks.chunks_exact(4).map(of).collect())
    }
}

/// All inks on one spot, in per cent.
#[must_use]
pub fn sum(inks: &Inks) -> u16 {
    inks.iter().map(|ink| u16::from(*ink)).sum()
}

/// A grey as black ink.
fn black_alone(color: Color) -> Option<Inks> {
    let (least, most) = (color.r.min(color.g).min(color.b), color.r.max(color.g).max(color.b));
    if NEUTRAL < most - least {
        return None;
    }
    let grey = color.grey().r;
    let dark = if grey <= BLACK { 255 } else { 255 - u16::from(grey) };
    Some([0, 0, 0, u8::try_from((dark * 100 + 127) / 255).unwrap_or(100)])
}

/// No more than [`MOST_INK`] on one spot, of inks that are `full` where there is all of one: of
/// what is grey in the three colours black takes the place, as far as there is more of it; then
/// the three give way in their proportion.
pub(super) fn limited(inks: Inks, full: u8) -> Inks {
    let most = u32::from(MOST_INK) * u32::from(full) / 100;
    let most = u16::try_from(most).expect("a few hundred per cent of a byte");
    let over = sum(&inks).saturating_sub(most);
    if over == 0 {
        return inks;
    }
    let [c, m, y, k] = inks;
    // Each part of black spares three and adds one.
    let spared = u8::try_from(over.div_ceil(2)).unwrap_or(full).min(c).min(m).min(y).min(full - k);
    let ([c, m, y], k) = ([c, m, y].map(|ink| ink - spared), k + spared);
    let (colors, room) = (u16::from(c) + u16::from(m) + u16::from(y), most - u16::from(k));
    if colors <= room {
        return [c, m, y, k];
    }
    let less = |ink: u8| {
        let share = u32::from(ink) * u32::from(room) / u32::from(colors);
        u8::try_from(share).unwrap_or(ink)
    };
    [less(c), less(m), less(y), k]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn inks(color: Color) -> Inks {
        Press::coated().inks(&[color]).expect("the shipped profile can be used")[&color]
    }

    #[test]
    fn greys_are_black_ink_alone() {
        assert_eq!(inks(Color::BLACK), [0, 0, 0, 100], "black");
        assert_eq!(inks(Color { r: 0x14, g: 0x14, b: 0x18 }), [0, 0, 0, 100], "nearly black");
        assert_eq!(inks(Color::WHITE), [0; 4], "paper");
        let [c, m, y, k] = inks(Color { r: 0x7f, g: 0x80, b: 0x7f });
        assert_eq!([c, m, y], [0; 3], "a middle grey");
        assert!((45..=55).contains(&k), "a middle grey has half the ink: {k}");
    }

    #[test]
    fn colours_go_through_the_profile() {
        let [c, m, y, k] = inks(Color { r: 0x8c, g: 0x2f, b: 0x1b });
        assert!(c < 60 && 70 < m && 70 < y && k < 60, "a dark red: {c} {m} {y} {k}");
        let [c, m, y, _] = inks(Color { r: 255, g: 240, b: 0 });
        assert!(c < 15 && m < 20 && 80 < y, "a yellow: {c} {m} {y}");
    }

    #[test]
    fn no_colour_is_wetter_than_paper_takes() {
        assert_eq!(
            limited([100, 100, 100, 100], 100),
            [66, 66, 66, 100],
            "the three colours give way"
        );
        assert_eq!(limited([10, 20, 30, 40], 100), [10, 20, 30, 40], "others stay");
        let wettest = Press::coated().wettest().expect("the shipped profile can be used");
        assert!((200..=400).contains(&wettest), "of the shipped profile: {wettest}");
    }

    #[test]
    fn refuses_what_is_no_profile_of_a_press() {
        let no = |bytes: &[u8]| Press::read(bytes.to_vec(), "").expect_err("it is none");
        assert_eq!(no(b"no profile"), "it is no colour profile", "other bytes");
        let screen = no(profiles::SRGB);
        assert_eq!(screen, "it is not the profile of a printer with four inks", "a screen's");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn no_bytes_in_a_profile_make_it_fail_otherwise_than_by_saying_so(
            cut in 0..profiles::CMYK.len(),
            changes in prop::collection::vec((0_usize..4_000, any::<u8>()), 1..12),
        ) {
            let mut bytes = profiles::CMYK.to_vec();
            for (at, byte) in changes {
                bytes[at] = byte;
            }
            drop(Press::read(bytes.clone(), ""));
            bytes.truncate(cut);
            drop(Press::read(bytes, ""));
        }
    }
}
