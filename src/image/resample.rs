//! Pixels to fewer pixels, and to upright ones.
//!
//! Catmull-Rom's cubic, widened to the scale so that no pixel is skipped, first down the
//! columns, then along the rows. The arithmetic is plain `f32` in a fixed order with no fused
//! steps, so every processor gives the same bytes. Encoded values are averaged, as editors and
//! browsers do. Source: D. P. Mitchell and A. N. Netravali, "Reconstruction filters in computer
//! graphics", SIGGRAPH 1988, with B = 0, C = 1/2.

use std::collections::VecDeque;

use super::Orientation;
use super::decode::Pixels;

/// Width and height scaled to fit into a box, never enlarged; at least one pixel each.
pub(super) fn fit((width, height): (u32, u32), (max_width, max_height): (u32, u32)) -> (u32, u32) {
    let (w, h) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (mw, mh) = (u64::from(max_width.max(1)), u64::from(max_height.max(1)));
    if w <= mw && h <= mh {
        return (width.max(1), height.max(1));
    }
    let rounded = |side: u64, num: u64, den: u64| {
        u32::try_from(((side * num + den / 2) / den).max(1)).expect("smaller than a u32 side")
    };
    if w * mh <= h * mw {
        (rounded(w, mh, h), rounded(h, mh, h))
    } else {
        (rounded(w, mw, w), rounded(h, mw, w))
    }
}

/// Width and height scaled to have no more pixels than that.
pub(super) fn within((width, height): Measures, most: u64) -> Measures {
    let pixels = u64::from(width) * u64::from(height);
    if pixels <= most {
        return (width, height);
    }
    // The longest width with its height, to the nearest below.
    let width_of = |width: u64| (most * width / u64::from(height).max(1)).isqrt();
    let shorter = u32::try_from(width_of(u64::from(width))).unwrap_or(width);
    fit((width, height), (shorter, height))
}

/// Scales interleaved channels. One that gets no side longer is scaled where it lies: a row is
/// written when all rows above its end have been read.
pub(super) fn resize(
    mut samples: Vec<u8>,
    channels: usize,
    from: Measures,
    to: Measures,
) -> Vec<u8> {
    if from == to {
        return samples;
    }
    let mut scaler = Scaler::new(channels, from, to);
    let stride = from.0 as usize * channels;
    if from.0 < to.0 || from.1 < to.1 {
        let mut out = Vec::with_capacity(to.0 as usize * to.1 as usize * channels);
        for row in samples.chunks_exact(stride) {
            scaler.add(row);
            while let Some(row) = scaler.next() {
                out.extend_from_slice(row);
            }
        }
        return out;
    }
    let mut end = 0;
    for y in 0..from.1 as usize {
        scaler.add(&samples[y * stride..][..stride]);
        while let Some(row) = scaler.next() {
            samples[end..][..row.len()].copy_from_slice(row);
            end += row.len();
        }
    }
    samples.truncate(end);
    samples.shrink_to_fit();
    samples
}

/// Width and height in pixels.
pub(super) type Measures = (u32, u32);

/// The weights of one output position: the first input position and one weight for each.
struct Taps {
    first: usize,
    weights: Vec<f32>,
}

/// Channels that are added up at a time.
const LANES: usize = 4;

/// Scales rows as they come: rows in, rows out, and a few in the making.
pub(super) struct Scaler {
    channels: usize,
    columns: Vec<Taps>,
    rows: Vec<Taps>,
    /// Rows that have come.
    read: usize,
    /// Rows that have gone.
    written: usize,
    /// The rows after them to which some that came have been added.
    sums: VecDeque<Vec<f32>>,
    out: Vec<u8>,
}

impl Scaler {
    pub(super) fn new(channels: usize, from: Measures, to: Measures) -> Scaler {
        let (columns, rows) = (taps(from.0, to.0), taps(from.1, to.1));
        let (sums, out) = (VecDeque::new(), Vec::new());
        Scaler { channels, columns, rows, read: 0, written: 0, sums, out }
    }

    /// Adds a row to all rows that it shows in. Between two of these, [`Scaler::next`] is
    /// asked until it has nothing.
    pub(super) fn add(&mut self, input: &[u8]) {
        let begun = self.rows.iter().skip(self.written + self.sums.len());
        for _ in begun.take_while(|row| row.first <= self.read) {
            self.sums.push_back(vec![0.0; input.len() + LANES]);
        }
        for (row, sums) in self.rows[self.written..].iter().zip(&mut self.sums) {
            let Some(&weight) = row.weights.get(self.read - row.first) else { continue };
            for (sum, &sample) in sums.iter_mut().zip(input) {
                *sum += weight * f32::from(sample);
            }
        }
        self.read += 1;
    }

    /// The next row that is complete.
    pub(super) fn next(&mut self) -> Option<&[u8]> {
        let row = self.rows.get(self.written)?;
        if self.read < row.first + row.weights.len() {
            return None;
        }
        let sums = self.sums.pop_front()?;
        self.written += 1;
        self.out.clear();
        match self.channels {
            1 => along::<1>(&sums, &self.columns, &mut self.out),
            2 => along::<2>(&sums, &self.columns, &mut self.out),
            3 => along::<3>(&sums, &self.columns, &mut self.out),
            _ => along::<4>(&sums, &self.columns, &mut self.out),
        }
        Some(&self.out)
    }
}

/// Scales one row. Four channels are added up and written at a time, as processors do; where a
/// pixel has fewer, the others are those of its neighbour, and the next pixel replaces them.
fn along<const N: usize>(sums: &[f32], columns: &[Taps], out: &mut Vec<u8>) {
    let start = out.len();
    let end = start + columns.len() * N;
    out.resize(end + LANES, 0);
    for (i, column) in columns.iter().enumerate() {
        let mut pixel = [0.0_f32; LANES];
        let inputs = sums[column.first * N..].windows(LANES).step_by(N);
        for (input, &weight) in inputs.zip(&column.weights) {
            for (sum, &sample) in pixel.iter_mut().zip(input) {
                *sum += weight * sample;
            }
        }
        out[start + i * N..][..LANES].copy_from_slice(&pixel.map(byte));
    }
    out.truncate(end);
}

/// A sample, to the nearest. A number from 2²³ on has no fraction: in a sum with it the sample
/// stands in the lowest bits. That is done to four at a time; a cast, which must look for
/// numbers out of its range, is not.
fn byte(value: f32) -> u8 {
    let [lowest, ..] = (value.clamp(0.0, 255.0) + 8_388_608.0).to_bits().to_le_bytes();
    lowest
}

/// The filter's weights along one side, each position's adding up to one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positions are within sides of at most 32 768 pixels"
)]
fn taps(from: u32, to: u32) -> Vec<Taps> {
    let scale = f64::from(from) / f64::from(to);
    let widening = scale.max(1.0);
    (0..to)
        .map(|i| {
            let center = (f64::from(i) + 0.5) * scale;
            // The pixels whose middles the filter reaches.
            let first = (center - 2.0 * widening + 0.5).floor().max(0.0) as u32;
            let last = ((center + 2.0 * widening - 0.5).ceil() as u32).min(from);
            let weigh = |x: u32| cubic((f64::from(x) + 0.5 - center) / widening);
            let weights: Vec<f64> = (first..last).map(weigh).collect();
            let sum: f64 = weights.iter().sum();
            let weights = weights.iter().map(|weight| (weight / sum) as f32).collect();
            Taps { first: first as usize, weights }
        })
        .collect()
}

/// Catmull-Rom's cubic.
fn cubic(x: f64) -> f64 {
    let x = x.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < 2.0 {
        ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}

/// Turns stored pixels upright.
pub(super) fn upright(pixels: Pixels, orientation: Orientation) -> Pixels {
    if orientation == Orientation::Upright {
        return pixels;
    }
    let size = (pixels.width as usize, pixels.height as usize);
    let turn = |samples: &[u8], channels: usize| turn(samples, channels, size, orientation);
    let (width, height) = if orientation.swaps_sides() {
        (pixels.height, pixels.width)
    } else {
        (pixels.width, pixels.height)
    };
    Pixels {
        width,
        height,
        model: pixels.model,
        samples: turn(&pixels.samples, pixels.model.channels()),
        alpha: pixels.alpha.as_ref().map(|alpha| turn(alpha, 1)),
    }
}

fn turn(
    samples: &[u8],
    channels: usize,
    (width, height): (usize, usize),
    orientation: Orientation,
) -> Vec<u8> {
    let (out_width, out_height) =
        if orientation.swaps_sides() { (height, width) } else { (width, height) };
    let mut out = Vec::with_capacity(samples.len());
    for y in 0..out_height {
        for x in 0..out_width {
            let (from_x, from_y) = match orientation {
                Orientation::Upright => (x, y),
                Orientation::Mirrored => (width - 1 - x, y),
                Orientation::Turned180 => (width - 1 - x, height - 1 - y),
                Orientation::Flipped => (x, height - 1 - y),
                Orientation::Transposed => (y, x),
                Orientation::Turned90 => (y, height - 1 - x),
                Orientation::Transversed => (width - 1 - y, height - 1 - x),
                Orientation::Turned270 => (width - 1 - y, x),
            };
            let at = (from_y * width + from_x) * channels;
            out.extend_from_slice(&samples[at..at + channels]);
        }
    }
    out
}
