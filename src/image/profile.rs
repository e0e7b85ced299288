//! What a colour profile says about one colour: from device channels to the connection space.
//!
//! Profile bytes come in, an evaluator goes out. Own code rather than `moxcms`, whose vector
//! paths round differently from one processor to another; ours is `f64` in a fixed order.
//! ICC.1:2010: curves 10.5 and 10.15, `lut8Type` 10.9, `lut16Type` 10.8, `lutAToBType` 10.10, encodings
//! of the connection space 6.3.4 and annex A.

use super::ColorModel;

/// From device channels, each 0 to 1, to linear light: XYZ divided by the white point.
#[derive(Debug)]
pub(super) enum Profile {
    /// One curve to grey.
    Gray(Curve),
    /// Three curves and a matrix (columns red, green, blue).
    Matrix([Curve; 3], [[f64; 3]; 3]),
    /// A grid.
    Grid(Box<Grid>),
}

/// The white point of the connection space (ICC.1:2010, 6.3.4.3).
pub(super) const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];

/// A tone curve.
#[derive(Debug, Clone)]
pub(super) enum Curve {
    /// Values at even steps from 0 to 1.
    Table(Vec<f64>),
    /// A function type of 10.15 and its parameters g a b c d e f.
    Function(u16, [f64; 7]),
}

/// A grid between curves.
#[derive(Debug)]
pub(super) struct Grid {
    inputs: Vec<Curve>,
    /// Points along each input, the last one varying fastest.
    points: Vec<usize>,
    nodes: Vec<[f64; 3]>,
    /// Curves and a matrix with its offsets between grid and outputs.
    middle: Option<([Curve; 3], [[f64; 4]; 3])>,
    outputs: [Curve; 3],
    /// How a point of the connection space is written.
    encoding: Encoding,
}

#[derive(Debug, Clone, Copy)]
enum Encoding {
    Xyz,
    /// Of `lut8Type` and of version 4.
    Lab,
    /// Of `lut16Type`, where 0xFF00 is one.
    OldLab,
}

impl Profile {
    /// Reads what is needed to turn pixels of `model` into light; none if it is not there.
    pub(super) fn read(bytes: &[u8], model: ColorModel) -> Option<Profile> {
        let file = File(bytes);
        let is_lab = &bytes.get(20..24)? == b"Lab ";
        for name in [b"A2B1", b"A2B0"] {
            if let Some(tag) = file.tag(*name)
                && let Some(grid) = grid(tag, model.channels(), is_lab)
            {
                return Some(Profile::Grid(Box::new(grid)));
            }
        }
        match model {
            ColorModel::Gray => Some(Profile::Gray(curve(file.tag(*b"kTRC")?)?.0)),
            ColorModel::Rgb => {
                let curves = [*b"rTRC", *b"gTRC", *b"bTRC"];
                let columns = [*b"rXYZ", *b"gXYZ", *b"bXYZ"];
                let curves = curves.map(|name| Some(curve(file.tag(name)?)?.0));
                let [Some(red), Some(green), Some(blue)] = curves else { return None };
                let curves = [red, green, blue];
                let columns = columns.map(|name| xyz(file.tag(name)?));
                let [Some(red), Some(green), Some(blue)] = columns else { return None };
                Some(Profile::Matrix(curves, [red, green, blue]))
            }
            ColorModel::Cmyk => None,
        }
    }

    /// One colour as X, Y and Z, each divided by the white point's.
    pub(super) fn light(&self, device: &[f64]) -> [f64; 3] {
        match self {
            Profile::Gray(curve) => [curve.at(device[0]); 3],
            Profile::Matrix(curves, columns) => {
                let linear = [0, 1, 2].map(|i: usize| curves[i].at(device[i]));
                [0, 1, 2].map(|row: usize| {
                    let sum: f64 = (0..3).map(|i| linear[i] * columns[i][row]).sum();
                    sum / WHITE[row]
                })
            }
            Profile::Grid(grid) => grid.light(device),
        }
    }
}

impl Curve {
    /// The curve's value, 0 to 1.
    pub(super) fn at(&self, x: f64) -> f64 {
        let x = if x.is_finite() { x.clamp(0.0, 1.0) } else { 0.0 };
        match self {
            Curve::Table(values) => {
                let last = values.len() - 1;
                let (cell, part) = split(x, last);
                let next = values[(cell + 1).min(last)];
                values[cell] + (next - values[cell]) * part
            }
            Curve::Function(kind, parameters) => {
                let value = function(*kind, parameters, x);
                if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 }
            }
        }
    }
}

/// A function type of 10.15: a power above some place, a line below it.
fn function(kind: u16, parameters: &[f64; 7], x: f64) -> f64 {
    let &[exponent, scale, shift, slope_or_lift, start, lift, foot] = parameters;
    let power = |base: f64| base.max(0.0).powf(exponent);
    let above = match kind {
        0 => true,
        1 | 2 => -shift / scale <= x,
        _ => start <= x,
    };
    match (kind, above) {
        (0, _) => power(x),
        (1 | 3, true) => power(scale * x + shift),
        (1, false) => 0.0,
        (2, true) => power(scale * x + shift) + slope_or_lift,
        (2, false) => slope_or_lift,
        (_, true) => power(scale * x + shift) + lift,
        (3, false) => slope_or_lift * x,
        (_, false) => slope_or_lift * x + foot,
    }
}

/// Which of `cells` cells a number of 0 to 1 falls in, and how far into it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "tables have at most 65 535 entries"
)]
fn split(x: f64, cells: usize) -> (usize, f64) {
    let place = x.clamp(0.0, 1.0) * cells as f64;
    let cell = (place.floor() as usize).min(cells.saturating_sub(1));
    (cell, place - cell as f64)
}

impl Grid {
    fn light(&self, device: &[f64]) -> [f64; 3] {
        let mut value = self.between_nodes(device);
        if let Some((curves, rows)) = &self.middle {
            let bent = [0, 1, 2].map(|i: usize| curves[i].at(value[i]));
            value = rows.map(|[x, y, z, offset]| x * bent[0] + y * bent[1] + z * bent[2] + offset);
        }
        let value = [0, 1, 2].map(|i: usize| self.outputs[i].at(value[i]));
        self.encoding.light(value)
    }

    /// Linear interpolation between the nodes around a colour.
    fn between_nodes(&self, device: &[f64]) -> [f64; 3] {
        let places: Vec<(usize, f64)> = device
            .iter()
            .zip(&self.inputs)
            .zip(&self.points)
            .map(|((&x, curve), &points)| split(curve.at(x), points - 1))
            .collect();
        let mut sum = [0.0; 3];
        for corner in 0..1_usize << places.len() {
            let (mut index, mut weight) = (0, 1.0);
            for (i, &(cell, part)) in places.iter().enumerate() {
                let upper = corner >> i & 1;
                index = index * self.points[i] + (cell + upper).min(self.points[i] - 1);
                weight *= if upper == 1 { part } else { 1.0 - part };
            }
            for (sum, value) in sum.iter_mut().zip(self.nodes[index]) {
                *sum += weight * value;
            }
        }
        sum
    }
}

impl Encoding {
    fn light(self, value: [f64; 3]) -> [f64; 3] {
        let lab = |scale: f64, [l, a, b]: [f64; 3]| {
            // Lightness 0 to 100, a and b from -128, in steps of the encoding.
            let (l, a, b) =
                (l * scale * 100.0, a * scale * 255.0 - 128.0, b * scale * 255.0 - 128.0);
            let y = (l + 16.0) / 116.0;
            [y + a / 500.0, y, y - b / 200.0].map(|f: f64| {
                if 6.0 / 29.0 < f { f * f * f } else { (f - 4.0 / 29.0) * 108.0 / 841.0 }
            })
        };
        match self {
            Encoding::Xyz => {
                [0, 1, 2].map(|i: usize| value[i] * (1.0 + 32_767.0 / 32_768.0) / WHITE[i])
            }
            Encoding::Lab => lab(1.0, value),
            Encoding::OldLab => lab(65_535.0 / 65_280.0, value),
        }
    }
}

/// The profile's bytes and its tag table.
struct File<'a>(&'a [u8]);

impl<'a> File<'a> {
    fn tag(&self, name: [u8; 4]) -> Option<&'a [u8]> {
        let count = be32(self.0, 128)?.min(200) as usize;
        (0..count).find_map(|i| {
            let entry = 132 + 12 * i;
            if self.0.get(entry..entry + 4)? != name {
                return None;
            }
            let (start, size) =
                (be32(self.0, entry + 4)? as usize, be32(self.0, entry + 8)? as usize);
            self.0.get(start..start.checked_add(size)?)
        })
    }
}

/// A curve and its length in bytes.
fn curve(tag: &[u8]) -> Option<(Curve, usize)> {
    match tag.get(..4)? {
        b"curv" => {
            let count = be32(tag, 8)? as usize;
            let values = tag.get(12..12_usize.checked_add(count.checked_mul(2)?)?)?;
            let curve = match count {
                0 => Curve::Function(0, [1.0; 7]),
                // One value is an exponent, eight bits before and after the point.
                1 => Curve::Function(0, [f64::from(be16(values, 0)?) / 256.0; 7]),
                _ => Curve::Table(words(values)),
            };
            Some((curve, 12 + 2 * count))
        }
        b"para" => {
            let kind = be16(tag, 8)?;
            let count = *[1, 3, 4, 5, 7].get(usize::from(kind))?;
            let mut parameters = [0.0; 7];
            for (i, parameter) in parameters.iter_mut().take(count).enumerate() {
                *parameter = fixed(tag, 12 + 4 * i)?;
            }
            if matches!(kind, 1 | 2) && parameters[1] == 0.0 {
                return None;
            }
            Some((Curve::Function(kind, parameters), 12 + 4 * count))
        }
        _ => None,
    }
}

/// Numbers of 16 bits as 0 to 1.
fn words(bytes: &[u8]) -> Vec<f64> {
    bytes
        .chunks_exact(2)
        .map(|two| f64::from(u16::from_be_bytes([two[0], two[1]])) / 65_535.0)
        .collect()
}

/// Numbers of 8 bits as 0 to 1.
fn octets(bytes: &[u8]) -> Vec<f64> {
    bytes.iter().map(|&byte| f64::from(byte) / 255.0).collect()
}

fn xyz(tag: &[u8]) -> Option<[f64; 3]> {
    Some([fixed(tag, 8)?, fixed(tag, 12)?, fixed(tag, 16)?])
}

/// A table from device to connection space with this many inputs.
fn grid(tag: &[u8], inputs: usize, is_lab: bool) -> Option<Grid> {
    let (i, o) = (usize::from(*tag.get(8)?), usize::from(*tag.get(9)?));
    if i != inputs || o != 3 {
        return None;
    }
    match tag.get(..4)? {
        b"mft1" => old_grid(tag, inputs, 1, if is_lab { Encoding::Lab } else { Encoding::Xyz }),
        b"mft2" => old_grid(tag, inputs, 2, if is_lab { Encoding::OldLab } else { Encoding::Xyz }),
        b"mAB " => new_grid(tag, inputs, if is_lab { Encoding::Lab } else { Encoding::Xyz }),
        _ => None,
    }
}

/// `lut8Type` and `lut16Type`; the matrix at their head is not used from device to connection space.
fn old_grid(tag: &[u8], inputs: usize, bytes: usize, encoding: Encoding) -> Option<Grid> {
    let points = usize::from(*tag.get(10)?);
    let (entries_in, entries_out, start) = if bytes == 1 {
        (256, 256, 48)
    } else {
        (usize::from(be16(tag, 48)?), usize::from(be16(tag, 50)?), 52)
    };
    if points < 2 || entries_in < 2 || entries_out < 2 {
        return None;
    }
    let numbers = |bytes_: &[u8]| if bytes == 1 { octets(bytes_) } else { words(bytes_) };
    let count = points.checked_pow(u32::try_from(inputs).ok()?)?;
    let end_in = start + inputs * entries_in * bytes;
    let end_nodes = end_in.checked_add(count.checked_mul(3 * bytes)?)?;
    let end_out = end_nodes + 3 * entries_out * bytes;
    let curves = |bytes_: &[u8], entries: usize| -> Vec<Curve> {
        numbers(bytes_).chunks_exact(entries).map(|values| Curve::Table(values.to_vec())).collect()
    };
    let nodes = numbers(tag.get(end_in..end_nodes)?);
    Some(Grid {
        inputs: curves(tag.get(start..end_in)?, entries_in),
        points: vec![points; inputs],
        nodes: triples(&nodes),
        middle: None,
        outputs: curves(tag.get(end_nodes..end_out)?, entries_out).try_into().ok()?,
        encoding,
    })
}

fn triples(values: &[f64]) -> Vec<[f64; 3]> {
    values.chunks_exact(3).map(|three| [three[0], three[1], three[2]]).collect()
}

/// `lutAToBType`: A curves, grid, M curves, matrix, B curves.
fn new_grid(tag: &[u8], inputs: usize, encoding: Encoding) -> Option<Grid> {
    let [b, matrix, m, clut, a] =
        [12, 16, 20, 24, 28].map(|at| be32(tag, at).unwrap_or(0) as usize);
    if b == 0 || clut == 0 || a == 0 {
        return None;
    }
    let head = tag.get(clut..clut.checked_add(20)?)?;
    let points: Vec<usize> = head[..inputs].iter().map(|&points| usize::from(points)).collect();
    if points.iter().any(|&points| points < 2) {
        return None;
    }
    let count = points.iter().try_fold(3_usize, |product, &points| product.checked_mul(points))?;
    let bytes = usize::from(head[16]);
    let body = tag.get(clut + 20..(clut + 20).checked_add(count.checked_mul(bytes)?)?)?;
    let nodes = match bytes {
        1 => octets(body),
        2 => words(body),
        _ => return None,
    };
    let middle = if m != 0 && matrix != 0 {
        let mut rows = [[0.0; 4]; 3];
        for (i, row) in rows.iter_mut().enumerate() {
            for (j, cell) in row.iter_mut().take(3).enumerate() {
                *cell = fixed(tag, matrix + 4 * (3 * i + j))?;
            }
            row[3] = fixed(tag, matrix + 36 + 4 * i)?;
        }
        Some((curves(tag, m, 3)?.try_into().ok()?, rows))
    } else {
        None
    };
    Some(Grid {
        inputs: curves(tag, a, inputs)?,
        points,
        nodes: triples(&nodes),
        middle,
        outputs: curves(tag, b, 3)?.try_into().ok()?,
        encoding,
    })
}

/// Curves one after the other, each padded to four bytes.
fn curves(tag: &[u8], mut at: usize, count: usize) -> Option<Vec<Curve>> {
    (0..count)
        .map(|_| {
            let (curve, length) = curve(tag.get(at..)?)?;
            at += length.next_multiple_of(4);
            Some(curve)
        })
        .collect()
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes([two[0], two[1]]))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes([four[0], four[1], four[2], four[3]]))
}

/// A signed number with 16 bits after the point.
fn fixed(bytes: &[u8], at: usize) -> Option<f64> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(f64::from(i32::from_be_bytes([four[0], four[1], four[2], four[3]])) / 65_536.0)
}
