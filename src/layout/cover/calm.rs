//! Finds where on a photograph a title may stand, and in which colour.
//!
//! A [`Survey`] comes in, seen through the window of a crop; places and colours go out, in
//! points of the picture's frame. It sets no type.
//! A title keeps to where the picture is calm and stands on the horizon if there is one, so that
//! type and picture are one and nobody's face is under a letter.

use crate::base::{Color, Length, Rect};
use crate::image::{Patch, Survey};

/// A calm part has at least this share of the rows: 4 of 20.
const ROWS: usize = 20;
/// The share's numerator.
const LEAST: usize = 4;
/// Type must stand out from its ground by this much (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;
/// Detail below this is calm whatever the rest of the picture is like.
const CALM: f64 = 0.009;
/// Detail above this is not calm, whatever it is beside.
const BUSY: f64 = 0.03;
/// A flat band denser than this hides the picture.
const DENSEST: u8 = 55;

/// The part of a photograph that is seen, as shares of its width and height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A survey seen through a window that fills a frame on the page.
#[derive(Debug)]
pub(super) struct View {
    /// What is seen of the photograph.
    pub window: Window,
    /// Where that stands on the page.
    pub frame: Rect,
    /// The cells that are seen, row by row.
    cells: Vec<Cell>,
}

/// Where a title may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calm {
    /// From the top down to this height on the page: the horizon.
    Above(Length),
    /// From this height down.
    Below(Length),
}

/// How type is made to stand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ground {
    /// Colour of the type.
    pub ink: Color,
    /// Colour and opacity of a flat band under it, if it needs one.
    pub band: Option<(Color, u8)>,
}

/// One cell of a survey, where it stands on the page.
#[derive(Debug)]
struct Cell {
    rect: Rect,
    dark: f64,
    light: f64,
    mean: f64,
    detail: f64,
}

impl View {
    /// A survey seen through a window that fills a frame.
    pub(super) fn new(survey: &Survey, window: Window, frame: Rect) -> View {
        let (columns, rows) = (survey.columns.max(1), survey.rows.max(1));
        let on = |share: f64, length: Length| Length::from_pt(share * length.to_pt());
        let cell = |(i, patch): (usize, &Patch)| {
            let (column, row) = (to_f64(i % columns), to_f64(i / columns));
            let (wide, high) = (1.0 / to_f64(columns), 1.0 / to_f64(rows));
            let x = (column * wide - window.x) / window.width;
            let y = (row * high - window.y) / window.height;
            let (wide, high) = (wide / window.width, high / window.height);
            let (cx, cy) = (x + wide / 2.0, y + high / 2.0);
            let seen = (0.0..1.0).contains(&cx) && (0.0..1.0).contains(&cy);
            let (left, top) = (frame.x + on(x, frame.width), frame.y + on(y, frame.height));
            let rect = Rect::new(left, top, on(wide, frame.width), on(high, frame.height));
            let Patch { dark, mean, light, detail } = *patch;
            seen.then_some(Cell { rect, dark, light, mean, detail })
        };
        let cells = survey.cells.iter().enumerate().filter_map(cell).collect();
        View { window, frame, cells }
    }

    /// The part of the picture that is calm: the longest run of rows from the top or the foot
    /// with little detail and no leap of light. Where there is none, the upper part is taken
    /// all the same.
    pub(super) fn calm(&self) -> Calm {
        let rows = self.rows();
        let count = to_f64(rows.len().max(1));
        let (above, below) = (run(rows.iter()), run(rows.iter().rev()));
        let at = |share: f64| self.frame.y + Length::from_pt(share * self.frame.height.to_pt());
        // The other part keeps a third, so that the picture stays a picture.
        let most = rows.len() * 2 / 3;
        if above.max(below) * ROWS < rows.len() * LEAST {
            Calm::Above(at(0.45))
        } else if below <= above {
            Calm::Above(at(to_f64(above.min(most)) / count))
        } else {
            Calm::Below(at(1.0 - to_f64(below.min(most)) / count))
        }
    }

    /// Mean detail and mean light of each row of the survey that is seen.
    fn rows(&self) -> Vec<(f64, f64)> {
        let mut rows: Vec<(Length, f64, f64, f64)> = Vec::new();
        for cell in &self.cells {
            match rows.last_mut().filter(|row| row.0 == cell.rect.y) {
                Some(row) => {
                    (row.1, row.2, row.3) = (row.1 + cell.detail, row.2 + cell.mean, row.3 + 1.0);
                }
                None => rows.push((cell.rect.y, cell.detail, cell.mean, 1.0)),
            }
        }
        rows.into_iter().map(|(_, detail, mean, count)| (detail / count, mean / count)).collect()
    }

    /// The middle of the brightest spot, on the page.
    pub(super) fn brightest(&self) -> (Length, Length) {
        let mut best: Option<(f64, Rect)> = None;
        for cell in &self.cells {
            if best.is_none_or(|(mean, _)| mean < cell.mean) {
                best = Some((cell.mean, cell.rect));
            }
        }
        let rect = best.map_or(self.frame, |best| best.1);
        (rect.x + rect.width / 2, rect.y + rect.height / 2)
    }

    /// What boxes of type cover: detail, and light near that of the brightest spot.
    pub(super) fn covered(&self, boxes: &[Rect]) -> f64 {
        let brightest = self.cells.iter().map(|cell| cell.mean).fold(0.0, f64::max);
        let mut sum = 0.0;
        for cell in self.cells.iter().filter(|cell| boxes.iter().any(|b| holds(b, &cell.rect))) {
            sum += cell.detail;
            if brightest * 0.85 < cell.mean {
                sum += 1.0;
            }
        }
        sum
    }

    /// How busy the picture is along the left and right, or top and foot, of the window.
    pub(super) fn edge(&self) -> f64 {
        let frame = self.frame;
        let mut sum = (0.0, 0.0);
        for cell in &self.cells {
            let sides = cell.rect.x <= frame.x || frame.right() <= cell.rect.right();
            if sides {
                sum = (sum.0 + cell.detail, sum.1 + 1.0);
            }
        }
        if 0.0 < sum.1 { sum.0 / sum.1 } else { 0.0 }
    }

    /// The colour in which type in these boxes stands out, with a band if it needs one; none
    /// if the band would hide the picture.
    pub(super) fn ground(&self, boxes: &[Rect]) -> Option<Ground> {
        let (mut dark, mut light) = (1.0_f64, 0.0_f64);
        for area in boxes {
            let under = || self.cells.iter().filter(|cell| holds(area, &cell.rect));
            let mut darks: Vec<_> = under().map(|cell| cell.dark).collect();
            let mut lights: Vec<_> = under().map(|cell| cell.light).collect();
            darks.sort_by(f64::total_cmp);
            lights.sort_by(|a, b| b.total_cmp(a));
            // The worst 5 % of what is under the letter does not count.
            let worst = darks.len() / 20;
            dark = darks.get(worst).map_or(dark, |value| dark.min(*value));
            light = lights.get(worst).map_or(light, |value| light.max(*value));
        }
        let (black, white) = ((dark + 0.05) / 0.05, 1.05 / (light + 0.05));
        if CONTRAST <= black.max(white) {
            let ink = if white <= black { Color::BLACK } else { Color::WHITE };
            return Some(Ground { ink, band: None });
        }
        (1..=DENSEST / 5).map(|step| step * 5).find_map(|opacity| {
            let share = f64::from(opacity) / 100.0;
            let under_white = luminance(encoded(dark) * (1.0 - share) + share);
            let under_black = luminance(encoded(light) * (1.0 - share));
            if CONTRAST <= (under_white + 0.05) / 0.05 {
                return Some(Ground { ink: Color::BLACK, band: Some((Color::WHITE, opacity)) });
            }
            (CONTRAST <= 1.05 / (under_black + 0.05))
                .then_some(Ground { ink: Color::WHITE, band: Some((Color::BLACK, opacity)) })
        })
    }
}

/// How many rows from the first are calm: detail stays near that of the rows before, and light
/// does not fall to half of it or rise to twice.
fn run<'r>(rows: impl Iterator<Item = &'r (f64, f64)>) -> usize {
    let mut sums = (0.0, 0.0, 0.0);
    for (detail, mean) in rows {
        if 0.0 < sums.2 {
            let (usual, light) = (sums.0 / sums.2, sums.1 / sums.2);
            let busy = CALM.max(usual * 2.5).min(BUSY) < *detail;
            let contrast = (*mean + 0.05) / (light + 0.05);
            let leap = contrast * 2.0 < 1.0 || 2.0 < contrast;
            if busy || leap {
                break;
            }
        } else if BUSY < *detail {
            break;
        }
        sums = (sums.0 + detail, sums.1 + mean, sums.2 + 1.0);
    }
    index(sums.2)
}

/// Whether a box of type covers the middle of a cell.
fn holds(area: &Rect, cell: &Rect) -> bool {
    let (x, y) = (cell.x + cell.width / 2, cell.y + cell.height / 2);
    area.x <= x && x < area.right() && area.y <= y && y < area.bottom()
}

/// The sRGB value of a grey of this relative luminance (IEC 61966-2-1).
fn encoded(luminance: f64) -> f64 {
    if luminance <= 0.003_130_8 {
        luminance * 12.92
    } else {
        1.055 * luminance.powf(1.0 / 2.4) - 0.055
    }
}

/// The relative luminance of a grey of this sRGB value.
fn luminance(value: f64) -> f64 {
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

#[expect(clippy::cast_precision_loss, reason = "a survey has a few thousand cells")]
fn to_f64(n: usize) -> f64 {
    n as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the rows of a survey before the cast"
)]
fn index(value: f64) -> usize {
    value.clamp(0.0, 1e6) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Rect =
        Rect { x: Length::ZERO, y: Length::ZERO, width: Length::pt(600), height: Length::pt(750) };
    const ALL: Window = Window { x: 0.0, y: 0.0, width: 1.0, height: 1.0 };

    /// A calm sky over busy land: `sky` rows of 60 are light, the others dark and busy.
    fn landscape(sky: usize) -> Survey {
        let patch = |i: usize| {
            if i / 40 < sky {
                Patch { dark: 0.4, mean: 0.5, light: 0.6, detail: 0.004 }
            } else {
                Patch { dark: 0.01, mean: 0.05, light: 0.2, detail: 0.06 }
            }
        };
        Survey { columns: 40, rows: 60, cells: (0..2400).map(patch).collect() }
    }

    #[test]
    fn finds_the_horizon_between_sky_and_land() {
        let survey = landscape(28);
        let view = View::new(&survey, ALL, FRAME);
        assert_eq!(view.calm(), Calm::Above(Length::pt(350)), "28 of 60 rows of 12.5 points");
    }

    #[test]
    fn sets_black_on_a_light_sky_and_paper_on_dark_land() {
        let survey = landscape(30);
        let view = View::new(&survey, ALL, FRAME);
        let sky = Rect::new(Length::pt(60), Length::pt(60), Length::pt(400), Length::pt(200));
        let land = Rect { y: Length::pt(500), ..sky };
        let ground = view.ground(&[sky]).expect("black stands out");
        assert_eq!(ground, Ground { ink: Color::BLACK, band: None }, "9 to 1 on the sky");
        let ground = view.ground(&[land]).expect("a thin band is enough");
        assert_eq!(ground.ink, Color::WHITE, "paper on dark land");
        assert!(ground.band.is_some(), "4.2 to 1 is not enough without a band");
    }

    #[test]
    fn lays_a_band_under_type_on_black_and_white() {
        let glare = Patch { dark: 0.0, mean: 0.5, light: 1.0, detail: 0.2 };
        let survey = Survey { columns: 40, rows: 60, cells: vec![glare; 2400] };
        let view = View::new(&survey, ALL, FRAME);
        let anywhere = Rect { height: Length::pt(300), ..FRAME };
        assert_eq!(
            view.ground(&[anywhere]),
            Some(Ground { ink: Color::BLACK, band: Some((Color::WHITE, 50)) }),
            "paper at 46 % makes the blackest pixel light enough"
        );
    }

    #[test]
    fn knows_what_type_covers() {
        let survey = landscape(30);
        let view = View::new(&survey, ALL, FRAME);
        let sky = Rect::new(Length::ZERO, Length::ZERO, Length::pt(300), Length::pt(200));
        let land = Rect { y: Length::pt(500), ..sky };
        assert!(view.covered(&[land]) < view.covered(&[sky]), "here the sky is the brightest");
    }
}
