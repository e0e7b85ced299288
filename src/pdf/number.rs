//! Prints numbers as PDF wants them: decimal, no exponent, no more digits than matter.
//!
//! ISO 32000-1, 7.3.3. Page coordinates are printed in thousandths of a point.

use crate::base::Length;

/// Appends a whole number.
pub(super) fn integer(out: &mut Vec<u8>, value: i64) {
    let mut digits = [0_u8; 20];
    let mut start = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        start -= 1;
        digits[start] = b'0' + u8::try_from(rest % 10).expect("a digit is below ten");
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[start..]);
}

/// Appends `value` / 10^`places` without closing zeros; a number between -1 and 1 has no
/// zero before its point.
pub(super) fn scaled(out: &mut Vec<u8>, value: i64, places: u32) {
    let unit = 10_u64.pow(places);
    let size = value.unsigned_abs();
    let (whole, mut fraction) = (size / unit, size % unit);
    if value < 0 {
        out.push(b'-');
    }
    if whole != 0 || fraction == 0 {
        integer(out, i64::try_from(whole).unwrap_or(i64::MAX));
    }
    if fraction == 0 {
        return;
    }
    out.push(b'.');
    let mut digit = unit / 10;
    while fraction != 0 {
        out.push(b'0' + u8::try_from(fraction / digit).expect("a digit is below ten"));
        fraction %= digit;
        digit /= 10;
    }
}

/// A length in thousandths of a point, rounded to nearest.
pub(super) fn milli(length: Length) -> i64 {
    length.ratio(1000, 65_536).0
}

/// Appends a length in points.
pub(super) fn length(out: &mut Vec<u8>, value: Length) {
    scaled(out, milli(value), 3);
}

/// Appends a float with `places` decimals; the caller has seen that it is finite.
#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped far inside the range of i64 before the cast"
)]
pub(super) fn float(out: &mut Vec<u8>, value: f64, places: u32) {
    let scale = 10_f64.powi(i32::try_from(places).unwrap_or(0));
    let clamped = (value * scale).round().clamp(-1e15, 1e15);
    scaled(out, clamped as i64, places);
}

/// A length in points as an object for lopdf, rounded to thousandths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a page coordinate has at most eight digits that matter"
)]
pub(super) fn object(value: Length) -> lopdf::Object {
    let milli = milli(value);
    if milli % 1000 == 0 {
        lopdf::Object::Integer(milli / 1000)
    } else {
        lopdf::Object::Real((milli as f64 / 1000.0) as f32)
    }
}

/// A float as an object for lopdf; whole numbers without a point.
#[expect(
    clippy::cast_possible_truncation,
    reason = "compared with its own integer part before use"
)]
pub(super) fn real(value: f64) -> lopdf::Object {
    let whole = value.round();
    if (value - whole).abs() < 1e-9 && whole.abs() < 1e15 {
        lopdf::Object::Integer(whole as i64)
    } else {
        lopdf::Object::Real(value as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(value: i64, places: u32) -> String {
        let mut out = Vec::new();
        scaled(&mut out, value, places);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let cases = [
            (0, "0"),
            (1000, "1"),
            (-1000, "-1"),
            (500, ".5"),
            (-25, "-.025"),
            (12_340, "12.34"),
            (-595_276, "-595.276"),
            (100_001, "100.001"),
        ];
        for (value, wanted) in cases {
            assert_eq!(printed(value, 3), wanted, "{value} thousandths");
        }
    }

    #[test]
    fn a_length_is_rounded_to_a_thousandth() {
        let mut out = Vec::new();
        length(&mut out, Length::milli(90_001));
        assert_eq!(out, b"90.001", "90.001 pt survives the way through scaled points");
    }
}
