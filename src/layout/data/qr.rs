//! An address as a square code that a telephone reads.
//!
//! Text comes in, dark and light modules go out. It draws nothing. The encoding is
//! `fast_qr`'s (ISO/IEC 18004:2015).

use fast_qr::{ECL, QRBuilder};

/// The longest text that still makes modules a telephone can tell apart at the size of a
/// still.
const LONGEST: usize = 106;

/// A square code: `size` by `size` modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// Modules on a side.
    pub size: usize,
    /// Row by row; true is dark.
    pub dark: Vec<bool>,
}

/// Encodes a text; none if it is too long.
pub(super) fn encode(text: &str) -> Option<Code> {
    if LONGEST < text.len() {
        return None;
    }
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let size = code.size;
    let dark = (0..size).flat_map(|y| code[y][..size].iter().map(|module| module.value()));
    Some(Code { size, dark: dark.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_three_finders() {
        let code = encode("https://farridge.example/stills").expect("it is short");
        assert_eq!(code.dark.len(), code.size * code.size, "a square");
        let row = |y: usize, from: usize| &code.dark[y * code.size + from..][..7];
        for (y, from) in [(0, 0), (0, code.size - 7), (code.size - 7, 0)] {
            assert!(row(y, from).iter().all(|dark| *dark), "a finder begins at row {y}");
        }
    }

    #[test]
    fn is_none_for_what_is_too_long() {
        assert!(encode(&"x".repeat(106)).is_some(), "106 bytes are few enough");
        assert!(encode(&"x".repeat(107)).is_none(), "107 are not");
    }
}
