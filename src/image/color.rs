//! Pixels of any profile to sRGB.
//!
//! Pixels and a profile come in; the pixels leave as sRGB. The profile is asked at the nodes of a
//! grid and the pixels are found between them; a matrix profile is asked channel by channel. The black
//! of a press is moved to the black of a screen (black point compensation, ISO 18619),
//! else printed blacks would look grey. Single precision in a fixed order: every processor
//! gives the same bytes.

use super::decode::Pixels;
use super::profile::Profile;
use super::{ColorModel, profiles};
use crate::base::{linear, luminance};

/// The largest difference, in steps of 255, that is not worth changing pixels for.
const UNSEEN: i32 = 3;

/// Brings pixels to sRGB in place; says whether they changed.
///
/// Without a profile grey and RGB are taken to be sRGB already, and inks to be the shipped profile's.
pub(super) fn to_srgb(pixels: &mut Pixels, profile: Option<&[u8]>) -> bool {
    let model = pixels.model;
    let read = profile.and_then(|profile| Profile::read(profile, model));
    let profile = match (read, model) {
        (Some(profile), _) => profile,
        (None, ColorModel::Cmyk) => {
            Profile::read(profiles::CMYK, model).expect("a test reads the shipped profile")
        }
        (None, _) => return false,
    };
    let screen = Screen::new();
    let converted = match (model, &profile) {
        (ColorModel::Gray, _) => gray(&pixels.samples, &profile, &screen),
        (_, Profile::Matrix(..)) => matrix(&pixels.samples, &profile, &screen),
        (ColorModel::Rgb, _) => Nodes::<3>::new(&profile, 33, &screen).apply(&pixels.samples),
        (ColorModel::Cmyk, _) => Some(Nodes::<4>::new(&profile, 17, &screen).all(&pixels.samples)),
    };
    let Some(converted) = converted else { return false };
    pixels.samples = converted;
    if model == ColorModel::Cmyk {
        pixels.model = ColorModel::Rgb;
    }
    true
}

/// Brings pixels to greys of the same luminance in place, by way of sRGB.
pub(super) fn to_gray(pixels: &mut Pixels, profile: Option<&[u8]>) {
    to_srgb(pixels, profile);
    if pixels.model != ColorModel::Rgb {
        return;
    }
    let screen = Screen::new();
    // Rounded, so that no mathematics library shows through.
    let rounded = |light: f64| (light * 65_536.0).round() / 65_536.0;
    let light: Vec<f64> = (0..=255).map(|sample| rounded(linear(sample))).collect();
    let grey = |pixel: &[u8]| {
        let light = [0, 1, 2].map(|channel| light[usize::from(pixel[channel])]);
        byte(screen.encode(luminance(light)))
    };
    pixels.samples = pixels.samples.chunks_exact(3).map(grey).collect();
    pixels.model = ColorModel::Gray;
}

/// Light to sRGB.
struct Screen {
    /// Encoded values, 0 to 255, of 4 096 even steps of linear light.
    encoded: Vec<f32>,
}

/// Steps of [`Screen::encoded`] but one.
const STEPS: f64 = 4_095.0;

/// From XYZ over the white point of the connection space to linear sRGB (IEC 61966-2-1, its primaries
/// adapted to D50 by Bradford's method); each row adds up to one.
const TO_LINEAR: [[f64; 3]; 3] = [
    [3.021_726_987, -1.616_866_770, -0.404_860_217],
    [-0.943_748_224, 1.916_141_553, 0.027_606_671],
    [0.069_370_970, -0.228_991_277, 1.159_620_307],
];

impl Screen {
    fn new() -> Screen {
        let encode = |step: u32| {
            let light = f64::from(step) / STEPS;
            let value = if light <= 0.003_130_8 {
                12.92 * light
            } else {
                1.055 * light.powf(1.0 / 2.4) - 0.055
            };
            // Rounded to a 256th of a step, so that no mathematics library shows through.
            f32_of((value * 255.0 * 256.0).round() / 256.0)
        };
        Screen { encoded: (0..4_096).map(encode).collect() }
    }

    /// Linear light, 0 to 1, to an encoded value of 0 to 255.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the table"
    )]
    fn encode(&self, light: f64) -> f32 {
        let place = (if light.is_finite() { light.clamp(0.0, 1.0) } else { 0.0 }) * STEPS;
        let cell = place.floor() as usize;
        let next = self.encoded[(cell + 1).min(self.encoded.len() - 1)];
        let part = f32_of(place - place.floor());
        self.encoded[cell] + (next - self.encoded[cell]) * part
    }

    /// A colour as encoded red, green and blue of 0 to 255.
    fn rgb(&self, light: [f64; 3]) -> [f32; 3] {
        TO_LINEAR.map(|[x, y, z]| self.encode(x * light[0] + y * light[1] + z * light[2]))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "precision is given up on purpose")]
fn f32_of(value: f64) -> f32 {
    value as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
fn byte(value: f32) -> u8 {
    (value + 0.5) as u8
}

/// Grey through a table of 256 entries; none if nothing would be seen to change.
fn gray(samples: &[u8], profile: &Profile, screen: &Screen) -> Option<Vec<u8>> {
    let entry = |value: u8| byte(screen.encode(profile.light(&[f64::from(value) / 255.0])[1]));
    let table: Vec<u8> = (0..=255).map(entry).collect();
    let differs = (0_u8..=255).zip(&table).any(|(from, &to)| differs(from, to));
    differs.then(|| samples.iter().map(|&sample| table[usize::from(sample)]).collect())
}

fn differs(a: u8, b: u8) -> bool {
    UNSEEN < (i32::from(a) - i32::from(b)).abs()
}

/// RGB with curves and a matrix; none if nothing would be seen to change.
fn matrix(samples: &[u8], profile: &Profile, screen: &Screen) -> Option<Vec<u8>> {
    let Profile::Matrix(curves, columns) = profile else { return None };
    let table = |i: usize| -> Vec<f32> {
        (0_u8..=255).map(|value| f32_of(curves[i].at(f64::from(value) / 255.0))).collect()
    };
    let tables = [table(0), table(1), table(2)];
    // Device to linear sRGB in one matrix.
    let rows = TO_LINEAR.map(|row| {
        [0, 1, 2].map(|device: usize| {
            let over_white = |i: usize| columns[device][i] / super::profile::WHITE[i];
            f32_of(row[0] * over_white(0) + row[1] * over_white(1) + row[2] * over_white(2))
        })
    });
    let convert = |pixel: &[u8]| -> [u8; 3] {
        let linear = [0, 1, 2].map(|i: usize| tables[i][usize::from(pixel[i])]);
        rows.map(|[r, g, b]| {
            byte(screen.encode(f64::from(r * linear[0] + g * linear[1] + b * linear[2])))
        })
    };
    is_seen(convert).then(|| samples.chunks_exact(3).flat_map(convert).collect())
}

/// Whether a conversion changes any colour of a coarse sample visibly.
fn is_seen(convert: impl Fn(&[u8]) -> [u8; 3]) -> bool {
    let steps = || (0_u8..=255).step_by(51);
    steps().any(|r| {
        steps().any(|g| {
            steps().any(|b| {
                let from = [r, g, b];
                from.iter().zip(convert(&from)).any(|(&from, to)| differs(from, to))
            })
        })
    })
}

/// Colours at the nodes of an even grid over `N` channels.
struct Nodes<const N: usize> {
    points: usize,
    /// Encoded sRGB; the last channel varies fastest.
    nodes: Vec<[f32; 3]>,
}

impl<const N: usize> Nodes<N> {
    fn new(profile: &Profile, points: usize, screen: &Screen) -> Nodes<N> {
        let black = black(profile, N);
        let count = points.pow(u32::try_from(N).expect("three or four channels"));
        let nodes = (0..count).map(|index| {
            let mut device = [0.0; N];
            let mut rest = index;
            for channel in device.iter_mut().rev() {
                let step = u32::try_from(rest % points).expect("a few dozen points");
                *channel =
                    f64::from(step) / f64::from(u32::try_from(points - 1).expect("a few dozen"));
                rest /= points;
            }
            let light = profile.light(&device);
            screen.rgb(light.map(|light| (light - black) / (1.0 - black)))
        });
        Nodes { points, nodes: nodes.collect() }
    }

    /// Converts all pixels.
    fn all(&self, samples: &[u8]) -> Vec<u8> {
        samples.chunks_exact(N).flat_map(|pixel| self.convert(pixel)).collect()
    }

    /// Linear interpolation between the nodes around a pixel, one channel after the other.
    fn convert(&self, pixel: &[u8]) -> [u8; 3] {
        let cells = u32::try_from(self.points - 1).expect("a few dozen");
        let mut base = 0;
        let mut parts = [0.0_f32; N];
        let mut strides = [0_usize; N];
        let mut stride = self.nodes.len();
        for (i, &sample) in pixel.iter().enumerate() {
            stride /= self.points;
            let place = u32::from(sample) * cells;
            let cell = (place / 255).min(cells - 1);
            base += cell as usize * stride;
            strides[i] = stride;
            parts[i] = f32::from(u16::try_from(place - cell * 255).expect("at most 255")) / 255.0;
        }
        let mut sum = [0.0_f32; 3];
        for corner in 0..1_usize << N {
            let (mut index, mut weight) = (base, 1.0_f32);
            for i in 0..N {
                let upper = corner >> i & 1;
                index += upper * strides[i];
                weight *= if upper == 1 { parts[i] } else { 1.0 - parts[i] };
            }
            if weight == 0.0 {
                continue;
            }
            for (sum, value) in sum.iter_mut().zip(self.nodes[index]) {
                *sum += weight * value;
            }
        }
        sum.map(byte)
    }
}

impl Nodes<3> {
    /// Converts all pixels; none if nothing would be seen to change.
    fn apply(&self, samples: &[u8]) -> Option<Vec<u8>> {
        is_seen(|pixel| self.convert(pixel)).then(|| self.all(samples))
    }
}

/// The light of the darkest neutral colour that the device gives, 0 to a half.
fn black(profile: &Profile, channels: usize) -> f64 {
    let darkest: &[&[f64]] = match channels {
        4 => &[&[0.0, 0.0, 0.0, 1.0], &[1.0, 1.0, 1.0, 1.0]],
        _ => &[&[0.0, 0.0, 0.0]],
    };
    darkest.iter().map(|device| profile.light(device)[1]).fold(0.5, f64::min).max(0.0)
}
