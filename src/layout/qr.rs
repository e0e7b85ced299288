//! An address as a square code that a telephone reads.
//!
//! Text comes in, rectangles go out, black on the paper around them. Whoever places a code
//! keeps [`Code::quiet`] free on all sides. The encoding is `fast_qr`'s (ISO/IEC 18004:2015).

use fast_qr::{ECL, QRBuilder};

use crate::base::{Color, Length, Rect};
use crate::layout::sheet::Sheets;
use crate::pages::{NodeId, Role, Tag};

/// Side of a code in print, without its quiet zone: 22.6 mm.
pub(super) const SIDE: Length = Length::pt(64);
/// The longest text that still makes modules a telephone can tell apart at this size.
const LONGEST: usize = 106;
/// What a row of modules reaches into the next, lest a viewer show a seam.
const SEAM: Length = Length::milli(100);
/// Modules on each side that stay white (ISO/IEC 18004, 5.3.8).
const QUIET: i64 = 4;

/// A square code: `size` by `size` modules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// Modules on a side.
    size: usize,
    /// Row by row; true is dark.
    dark: Vec<bool>,
}

impl Code {
    fn module(&self) -> Length {
        SIDE / i64::try_from(self.size).unwrap_or(1).max(1)
    }

    /// What stays white on each side.
    pub(super) fn quiet(&self) -> Length {
        self.module() * QUIET
    }

    /// Draws the code with its top left corner here, as a figure under `parent` whose
    /// alternative text says where it leads.
    pub(super) fn draw(
        &self,
        said: &str,
        (left, top): (Length, Length),
        parent: NodeId,
        sheets: &mut Sheets,
    ) {
        let alt = Some(said.to_owned());
        let frame = Rect::new(left, top, SIDE, SIDE);
        let bbox = Some((sheets.current(), frame));
        let figure = sheets.node(parent, Role::Figure { alt, bbox });
        let module = self.module();
        for (y, row) in (0..).zip(self.dark.chunks(self.size)) {
            let mut x = 0;
            for run in row.chunk_by(|a, b| a == b) {
                let long = i64::try_from(run.len()).unwrap_or(0);
                if run[0] {
                    let (left, top) = (left + module * x, top + module * y);
                    let rect = Rect::new(left, top, module * long, module + SEAM);
                    sheets.fill(rect, Color::BLACK, Tag::Node(figure));
                }
                x += long;
            }
        }
    }
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
