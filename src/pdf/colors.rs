//! The colours in which a file is written: as a screen shows them, or as inks.
//!
//! Colours of the pages come in, operands of operators and functions go out. Which inks print
//! a colour is the image module's to say.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::Object;

use super::Error;
use super::number::{self, real};
use crate::base::Color;
use crate::image::{Drawing, Inks, Paint, Press, Tones, sum_of_inks};
use crate::pages::{Draw, Pages};

/// How colours are written.
#[derive(Debug)]
pub(super) struct Colors {
    tones: Tones,
    /// The inks of each colour on the pages, for a press.
    inks: Option<BTreeMap<Color, Inks>>,
}

/// What is painted with a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Areas and type.
    Fill,
    /// Lines.
    Stroke,
}

impl Colors {
    /// Those of a screen, or of a press: all colours of the pages are looked up here.
    ///
    /// # Errors
    ///
    /// If the press's profile cannot be used.
    pub(super) fn of(pages: &Pages, press: Option<&Press>) -> Result<Colors, Error> {
        let inks = press.map(|press| {
            let colors: Vec<Color> = used(pages).into_iter().collect();
            press.inks(&colors).map_err(|why| Error::refused(format!("the press's profile: {why}")))
        });
        Ok(Colors { tones: pages.tones, inks: inks.transpose()? })
    }

    /// Whether it is a press with a plate for each of several inks.
    pub(super) fn has_plates(&self) -> bool {
        self.inks.is_some() && self.tones == Tones::Color
    }

    /// The most ink on one spot of a flat colour, in per cent; none if it is no press.
    pub(super) fn wettest(&self) -> Option<u16> {
        let inks = self.inks.as_ref()?;
        Some(inks.values().map(sum_of_inks).max().unwrap_or(0))
    }

    /// The space in which marks that overlap are blended, and that gradients run through.
    pub(super) fn device(&self) -> &'static str {
        match (self.tones, &self.inks) {
            (Tones::Greys, _) => "DeviceGray",
            (Tones::Color, None) => "DeviceRGB",
            (Tones::Color, Some(_)) => "DeviceCMYK",
        }
    }

    /// A colour's channels in that space, 0 to 1.
    pub(super) fn channels(&self, color: Color) -> Vec<Object> {
        let share = |channel: u8| real(f64::from(channel) / 255.0);
        match (self.tones, &self.inks) {
            (Tones::Greys, _) => vec![share(color.r)],
            (Tones::Color, None) => [color.r, color.g, color.b].map(share).to_vec(),
            (Tones::Color, Some(inks)) => {
                let inks = inks.get(&color).copied().unwrap_or([0, 0, 0, 100]);
                inks.map(|ink| real(f64::from(ink) / 100.0)).to_vec()
            }
        }
    }

    /// Appends a colour and the operator that sets it (ISO 32000-1, 8.6.8). Greys of screens
    /// are written as `DeviceGray`, so that black is one ink.
    pub(super) fn put(&self, out: &mut Vec<u8>, color: Color, used: Use) {
        let mut channel = |value: i64| {
            number::scaled(out, value, 3);
            out.push(b' ');
        };
        let eighth = |value: u8| (i64::from(value) * 2000 + 255) / 510;
        let operator: [&[u8]; 2] = if let Some(inks) = &self.inks {
            let inks = inks.get(&color).copied().unwrap_or([0, 0, 0, 100]);
            inks.into_iter().for_each(|ink| channel(i64::from(ink) * 10));
            [b"k\n", b"K\n"]
        } else if color.r == color.g && color.g == color.b {
            channel(eighth(color.r));
            [b"g\n", b"G\n"]
        } else {
            [color.r, color.g, color.b].into_iter().for_each(|value| channel(eighth(value)));
            [b"rg\n", b"RG\n"]
        };
        out.extend_from_slice(operator[usize::from(used == Use::Stroke)]);
    }
}

/// Every colour on the pages.
fn used(pages: &Pages) -> BTreeSet<Color> {
    let mut colors = BTreeSet::from([Color::BLACK]);
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        match &item.draw {
            Draw::Text(run) | Draw::Unseen(run) | Draw::Shape(run) => {
                colors.insert(run.color);
            }
            Draw::Fill { color, .. } => {
                colors.insert(*color);
            }
            Draw::Drawing { drawing, .. } => of_drawing(drawing, &mut colors),
            Draw::Photo { .. } | Draw::Slip { .. } => {}
        }
    }
    colors
}

fn of_drawing(drawing: &Drawing, colors: &mut BTreeSet<Color>) {
    for path in &drawing.paths {
        let fill = path.fill.as_ref().map(|(paint, _)| paint);
        let stroke = path.stroke.as_ref().map(|stroke| &stroke.paint);
        for paint in fill.into_iter().chain(stroke) {
            match paint {
                Paint::Solid(color) => {
                    colors.insert(*color);
                }
                Paint::Gradient(gradient) => {
                    colors.extend(gradient.stops.iter().map(|(_, color)| *color));
                }
            }
        }
    }
}
