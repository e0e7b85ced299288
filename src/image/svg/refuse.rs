//! What is refused of an SVG file before `usvg` follows it, since that would take stack or memory
//! without end, or leave something out without a word.

use super::unsupported;
use crate::image::Broken;

/// The deepest nesting of elements; `usvg` follows it by recursion.
const MAX_DEPTH: usize = 200;

/// Refuses nesting so deep that following it could exhaust the stack, before anything follows it.
pub(super) fn deep(text: &str) -> Result<(), Broken> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(_)) => depth += 1,
            Ok(quick_xml::events::Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(quick_xml::events::Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(Broken::damaged(error)),
        }
        if MAX_DEPTH < depth {
            return Err(Broken::new("is an SVG file nested too deep", "ungroup the drawing"));
        }
    }
}

/// Refuses `image` elements; the parser would drop them without a word.
pub(super) fn pictures(document: &usvg::roxmltree::Document<'_>) -> Result<(), Broken> {
    let has_picture = document
        .descendants()
        .any(|node| matches!(node.tag_name().name(), "image" | "feImage" | "foreignObject"));
    if has_picture {
        return Err(unsupported("a picture made of pixels, or HTML"));
    }
    Ok(())
}

/// Refuses shapes of a thousand million units and more: an arc is made of the more pieces the
/// larger it is, without end if it has no end.
pub(super) fn giants(document: &usvg::roxmltree::Document<'_>) -> Result<(), Broken> {
    const SIZES: [&str; 7] = ["d", "r", "rx", "ry", "width", "height", "viewBox"];
    let mut attributes = document.descendants().flat_map(|node| node.attributes());
    match attributes.find(|a| SIZES.contains(&a.name()) && has_giant(a.value())) {
        Some(giant) => {
            let message =
                format!("is a drawing with a number in `{}` that is absurd", giant.name());
            Err(Broken::new(message, "scale the drawing down"))
        }
        None => Ok(()),
    }
}

/// Whether one of the numbers has more than nine digits before its point, or is written with an
/// exponent of more than nine.
fn has_giant(numbers: &str) -> bool {
    let (mut digits, mut fraction) = (0, false);
    let mut bytes = numbers.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'0' if digits == 0 => {}
            b'0'..=b'9' if !fraction => digits += 1,
            b'0'..=b'9' => {}
            b'e' | b'E' => {
                bytes.next_if_eq(&b'+');
                let mut exponent = 0_u32;
                while let Some(digit) = bytes.next_if(u8::is_ascii_digit) {
                    exponent = exponent.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
                }
                if 9 < exponent {
                    return true;
                }
                (digits, fraction) = (0, false);
            }
            _ => (digits, fraction) = (0, byte == b'.'),
        }
        if 9 < digits {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has_giant;

    #[test]
    fn numbers_without_measure_are_seen() {
        for giant in ["M0 0a3333333333 1 0 0 1 2 1", "1e10", "2E+99", "0 0 8 4000000000000in"] {
            assert!(has_giant(giant), "{giant}");
        }
        let plain = "M0.123456789012 3-4.5.25e-12a1e3 999999999 0 0110 0000000000001";
        assert!(!has_giant(plain), "fractions, signs that part, flags, and noughts");
    }
}
