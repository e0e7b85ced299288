//! What the composing room does and does not do: the figures that decide between ways to set
//! a paragraph, as data.
//!
//! A kind of setting comes in, [`Params`] for the breaker go out. The product's figures were
//! chosen on 166,000 words of narrative at this measure; TeX's own are kept beside them, so
//! that a test can hold the same breaker against TeX.

use super::break_lines::{INF_BAD, Params};
use super::protrusion::Protrusion;
use crate::design::Align;

/// How type is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Practice {
    /// Greatest badness without hyphens; below 0 they are always considered.
    pub(super) pretolerance: i32,
    /// Greatest badness with hyphens.
    pub(super) tolerance: i32,
    /// Greatest badness in a paragraph that is set a line longer or shorter than it would be.
    pub(super) variant_tolerance: i32,
    /// What a hyphen costs.
    pub(super) hyphen_penalty: i32,
    /// What a line's end after a dash costs.
    pub(super) dash_penalty: i32,
    /// What a line's end inside an address costs.
    pub(super) address_penalty: i32,
    /// What a hyphen costs more in a word that touches a dash; none forbids it.
    pub(super) beside_dash: Option<i32>,
    /// Whether lines may end after every hyphen and em dash, whatever stands around it.
    pub(super) every_hyphen: bool,
    /// Whether addresses are told from words.
    pub(super) addresses: bool,
    /// Whether the list of exceptions is used.
    pub(super) exceptions: bool,
    /// Whether a line may begin with a dash or a closing mark after a space.
    pub(super) dash_starts: bool,
    /// How much wider or narrower glyphs may be drawn in justified text, in 1/10 000.
    pub(super) expansion: i64,
    /// How far letters may be parted in a line whose spaces would gape, in 1/10 000 of the em;
    /// so little is not seen.
    pub(super) letters: i64,
    /// How much of itself a space may give, as a fraction. Readers that rebuild words from gaps
    /// take one under 0.15 of the em for none; EB Garamond's space is 0.2.
    pub(super) shrink: (i64, i64),
    /// What hangs out of the measure.
    pub(super) protrusion: Protrusion,
    /// Parameters for the breaker that take the place of the product's.
    pub(super) params: Option<Params>,
}

impl Practice {
    /// The product's.
    pub(super) fn product() -> Practice {
        Practice {
            pretolerance: 50,
            tolerance: 1_000,
            variant_tolerance: 300,
            hyphen_penalty: 90,
            dash_penalty: 30,
            address_penalty: 30,
            beside_dash: Some(150),
            every_hyphen: false,
            addresses: true,
            exceptions: true,
            dash_starts: false,
            expansion: 250,
            letters: 50,
            shrink: (21, 100),
            protrusion: Protrusion::product(),
            params: None,
        }
    }

    /// TeX's, as far as the two corpora that TeX broke show it.
    #[cfg(test)]
    pub(super) fn tex(params: Params, protrusion: Protrusion) -> Practice {
        Practice {
            hyphen_penalty: 50,
            beside_dash: None,
            every_hyphen: true,
            addresses: false,
            exceptions: false,
            dash_starts: true,
            expansion: 0,
            letters: 0,
            shrink: (1, 3),
            protrusion,
            params: Some(params),
            ..Practice::product()
        }
    }

    /// The breaker's parameters for a paragraph of this size of type.
    pub(super) fn params(&self, align: Align, em: i64) -> Params {
        if let Some(params) = &self.params {
            return params.clone();
        }
        let tex = Params::tex(self.pretolerance, self.tolerance, 0);
        // Under a tenth of the text column hardly ever; a single short word only for want of
        // something better.
        let runts = vec![(27 * em / 10, 1_000_000), (5 * em, 20_000)];
        match align {
            Align::Justified => Params {
                emergency: em / 2,
                last_tolerance: INF_BAD,
                double_hyphen: 20_000,
                final_hyphen: 50_000,
                third_hyphen: Some(10_000_000_000),
                gaping: 40_000,
                stacked: 10_000,
                river: 20_000,
                runts,
                ..tex
            },
            Align::Ragged | Align::Balanced | Align::Right => Params {
                pretolerance: 400,
                tolerance: 1_000,
                emergency: 4 * em,
                last_tolerance: INF_BAD,
                ragged: 3 * em,
                line_penalty: 10,
                hyphen_extra: 250,
                double_hyphen: 100_000,
                final_hyphen: 100_000,
                third_hyphen: Some(10_000_000_000),
                adjacent: 0,
                gaping: 0,
                stacked: 0,
                river: 0,
                runts,
            },
        }
    }
}
