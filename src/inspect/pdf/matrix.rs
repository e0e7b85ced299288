//! Matrices and boxes of a page (ISO 32000-1, 8.3.3).

/// `a b c d e f` of the standard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This, and then another.
    #[expect(clippy::many_single_char_names, reason = "the names of the standard")]
    pub(super) fn then(&self, next: &Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [na, nb, nc, nd, ne, nf]) = (self.0, next.0);
        Matrix([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    #[expect(clippy::many_single_char_names, reason = "the names of the standard")]
    pub(super) fn apply(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How much longer the upright becomes.
    pub(super) fn scale(&self) -> f64 {
        let [_, _, c, d, _, _] = self.0;
        c.hypot(d)
    }
}

/// A box, enlarged to hold some points.
pub(super) fn span(
    area: Option<[f64; 4]>,
    points: impl Iterator<Item = (f64, f64)>,
) -> Option<[f64; 4]> {
    points.fold(area, |area, (x, y)| {
        let [l, b, r, t] = area.unwrap_or([x, y, x, y]);
        Some([l.min(x), b.min(y), r.max(x), t.max(y)])
    })
}
