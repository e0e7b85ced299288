//! Lengths as integers, so that the same kit gives the same bytes everywhere.
//!
//! The unit is TeX's scaled point, 1/65 536 of a point; our point is the PostScript
//! point of 1/72 inch (ISO 32000-1, 8.3.2.3), not TeX's of 1/72.27.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A distance in scaled points (65 536 to 1/72 inch); may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(pub i64);

impl Length {
    /// No distance.
    pub const ZERO: Length = Length(0);

    /// The length of `points` whole points.
    #[must_use]
    pub const fn pt(points: i64) -> Length {
        Length(points * 65_536)
    }

    /// The length of `thousandths` thousandths of a point, rounded to nearest.
    #[must_use]
    pub const fn milli(thousandths: i64) -> Length {
        let n = thousandths * 65_536;
        Length((if n < 0 { n - 500 } else { n + 500 }) / 1_000)
    }

    /// The length of `value` points; for numbers that arrive as floats, such as an SVG's.
    ///
    /// Values that are not numbers become zero.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "clamped to a million points before the cast"
    )]
    pub fn from_pt(value: f64) -> Length {
        let clamped = if value.is_finite() { value.clamp(-1e6, 1e6) } else { 0.0 };
        Length((clamped * 65_536.0).round() as i64)
    }

    /// This length in points.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "page lengths are far below 2^52")]
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / 65_536.0
    }

    /// `self × num / den`, rounded to nearest, halves away from zero.
    ///
    /// # Panics
    ///
    /// If `den` is not positive.
    #[must_use]
    pub fn ratio(self, num: i64, den: i64) -> Length {
        assert!(0 < den, "a ratio's denominator is positive");
        let n = i128::from(self.0) * i128::from(num);
        let d = i128::from(den);
        let half = if n < 0 { -d / 2 } else { d / 2 };
        Length(i64::try_from((n + half) / d).unwrap_or(i64::MAX))
    }

    /// The greater of two lengths.
    #[must_use]
    pub fn max(self, other: Length) -> Length {
        Ord::max(self, other)
    }

    /// The lesser of two lengths.
    #[must_use]
    pub fn min(self, other: Length) -> Length {
        Ord::min(self, other)
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0.saturating_add(other.0))
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0.saturating_sub(other.0))
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(self.0.saturating_neg())
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        *self = *self + other;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        *self = *self - other;
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, factor: i64) -> Length {
        Length(self.0.saturating_mul(factor))
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, divisor: i64) -> Length {
        self.ratio(1, divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(Length(3).ratio(1, 2), Length(2), "1.5 rounds up");
        assert_eq!(Length(-3).ratio(1, 2), Length(-2), "and -1.5 down");
        assert_eq!(Length::milli(10_500), Length(688_128), "10.5 pt is exact");
    }
}
