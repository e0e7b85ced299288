//! Takes the filters off a stream (ISO 32000-1, 7.4).
//!
//! Flate with its predictors, ASCII85, ASCII hex and run lengths; others, LZW and those of
//! pictures, are told to be unknown. Nothing grows beyond the limit that the caller gives.

use std::io::Read;

use super::{Dict, File, Object};

/// How many filters one stream may have.
const MAX_FILTERS: usize = 8;

/// What a stream holds.
#[derive(Debug, Default)]
pub(in crate::inspect::pdf) struct Unpacked {
    /// The bytes, as far as they could be unpacked.
    pub(in crate::inspect::pdf) bytes: Vec<u8>,
    /// Why this is not all, if it is not.
    pub(in crate::inspect::pdf) fault: Option<Fault>,
}

/// Why a stream was not unpacked to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::inspect::pdf) enum Fault {
    /// The bytes are damaged.
    Damaged,
    /// The filter is none of those known here.
    Unknown,
    /// There is more than the limit allows.
    TooMuch,
}

/// Takes off all filters.
pub(super) fn unpack(file: &File<'_>, dict: &Dict, packed: Vec<u8>, limit: usize) -> Unpacked {
    let one_or_many = |long: &[u8], short: &[u8]| {
        let key = if dict.has(long) { long } else { short };
        match file.value(dict, key).into_owned() {
            Object::Array(items) => items,
            Object::Null => Vec::new(),
            one => vec![one],
        }
    };
    let filters = one_or_many(b"Filter", b"F");
    let params = one_or_many(b"DecodeParms", b"DP");
    let mut out = Unpacked { bytes: packed, fault: None };
    if MAX_FILTERS < filters.len() {
        return Unpacked { bytes: Vec::new(), fault: Some(Fault::Unknown) };
    }
    for (index, filter) in filters.iter().enumerate() {
        let name = file.resolve(filter);
        let params = params.get(index).map(|params| file.resolve(params));
        let params = params.as_ref().and_then(|params| params.as_dict());
        let (bytes, fault) = match name.as_name().unwrap_or_default() {
            b"FlateDecode" | b"Fl" => {
                let (bytes, fault) = flate(&out.bytes, limit);
                match params {
                    Some(params) => (unpredict(file, params, bytes), fault),
                    None => (bytes, fault),
                }
            }
            b"ASCII85Decode" | b"A85" => (ascii85(&out.bytes), None),
            b"ASCIIHexDecode" | b"AHx" => (ascii_hex(&out.bytes), None),
            b"RunLengthDecode" | b"RL" => run_length(&out.bytes, limit),
            b"Crypt" => continue,
            _ => (Vec::new(), Some(Fault::Unknown)),
        };
        out = Unpacked { bytes, fault: out.fault.or(fault) };
        if !file.pay(out.bytes.len()) {
            return Unpacked { bytes: Vec::new(), fault: Some(Fault::TooMuch) };
        }
    }
    out
}

fn flate(packed: &[u8], limit: usize) -> (Vec<u8>, Option<Fault>) {
    let mut bytes = Vec::with_capacity(packed.len().saturating_mul(4).min(limit));
    let read = flate2::read::ZlibDecoder::new(packed).take(limit as u64).read_to_end(&mut bytes);
    let fault = match read {
        _ if limit <= bytes.len() => Some(Fault::TooMuch),
        Err(_) => Some(Fault::Damaged),
        Ok(_) => None,
    };
    (bytes, fault)
}

/// Undoes the predictors of PNG and TIFF (ISO 32000-1, 7.4.4.4); of TIFF's only bytes.
fn unpredict(file: &File<'_>, params: &Dict, bytes: Vec<u8>) -> Vec<u8> {
    let number = |key: &[u8], otherwise: usize| {
        let value = file.int(params, key).and_then(|value| usize::try_from(value).ok());
        value.filter(|value| (1..=1 << 20).contains(value)).unwrap_or(otherwise)
    };
    let predictor = number(b"Predictor", 1);
    if predictor < 2 {
        return bytes;
    }
    let (colors, bits) = (number(b"Colors", 1).min(32), number(b"BitsPerComponent", 8).min(16));
    let width = (number(b"Columns", 1) * colors * bits).div_ceil(8);
    let pixel = (colors * bits).div_ceil(8);
    if predictor == 2 {
        let mut bytes = bytes;
        for row in bytes.chunks_mut(width) {
            for at in pixel..row.len() {
                row[at] = row[at].wrapping_add(row[at - pixel]);
            }
        }
        return bytes;
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; width];
    let mut row = vec![0_u8; width];
    for line in bytes.chunks(width + 1) {
        let Some((&kind, line)) = line.split_first() else { break };
        for at in 0..line.len() {
            let left = if at < pixel { 0 } else { row[at - pixel] };
            let corner = if at < pixel { 0 } else { above[at - pixel] };
            let guess = match kind {
                1 => left,
                2 => above[at],
                3 => left.midpoint(above[at]),
                4 => paeth(left, above[at], corner),
                _ => 0,
            };
            row[at] = line[at].wrapping_add(guess);
        }
        out.extend_from_slice(&row[..line.len()]);
        std::mem::swap(&mut above, &mut row);
    }
    out
}

/// The neighbour nearest to what all three foretell (PNG, 9.4).
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let off = |value: u8| (guess - i16::from(value)).abs();
    if off(left) <= off(above) && off(left) <= off(corner) {
        left
    } else if off(above) <= off(corner) {
        above
    } else {
        corner
    }
}

fn ascii85(packed: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(packed.len() / 5 * 4);
    let mut group = Vec::with_capacity(5);
    for &byte in packed {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            out.extend(quad(&group));
            group.clear();
        }
    }
    if 1 < group.len() {
        let kept = group.len() - 1;
        group.resize(5, 84);
        out.extend(&quad(&group)[..kept]);
    }
    out
}

fn quad(group: &[u8]) -> [u8; 4] {
    let value =
        group.iter().fold(0_u32, |sum, &digit| sum.wrapping_mul(85).wrapping_add(u32::from(digit)));
    value.to_be_bytes()
}

fn ascii_hex(packed: &[u8]) -> Vec<u8> {
    let end = packed.iter().position(|&byte| byte == b'>').unwrap_or(packed.len());
    let digits: Vec<u8> = packed[..end]
        .iter()
        .filter_map(|&byte| char::from(byte).to_digit(16))
        .map(|digit| digit.to_le_bytes()[0])
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn run_length(packed: &[u8], limit: usize) -> (Vec<u8>, Option<Fault>) {
    let mut out = Vec::new();
    let mut rest = packed;
    while let Some((&length, after)) = rest.split_first() {
        if limit <= out.len() {
            return (out, Some(Fault::TooMuch));
        }
        match length {
            0..=127 => {
                let count = (usize::from(length) + 1).min(after.len());
                out.extend_from_slice(&after[..count]);
                rest = &after[count..];
            }
            128 => break,
            129..=255 => {
                let Some((&byte, after)) = after.split_first() else { break };
                out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
                rest = after;
            }
        }
    }
    (out, None)
}
