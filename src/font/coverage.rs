//! Which characters a face has.
//!
//! A face's character map comes in (OpenType `cmap`), a set of ranges goes out that answers
//! quickly. It knows no text.

/// The characters of a face, as ranges in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Coverage(Vec<(u32, u32)>);

impl Coverage {
    /// Reads the whole character map.
    pub(super) fn of(font: &harfrust::Font) -> Coverage {
        let map = font.charmap();
        let mut codes: Vec<u32> =
            map.unicodes().filter(|(_, glyph)| glyph.to_u32() != 0).map(|(code, _)| code).collect();
        codes.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for code in codes {
            match ranges.last_mut() {
                Some((_, last)) if code <= *last + 1 => *last = code,
                _ => ranges.push((code, code)),
            }
        }
        Coverage(ranges)
    }

    /// Whether this character is among them.
    pub(super) fn has(&self, character: char) -> bool {
        let code = u32::from(character);
        let after = self.0.partition_point(|&(first, _)| first <= code);
        self.0[..after].last().is_some_and(|&(_, last)| code <= last)
    }
}

#[cfg(test)]
mod tests {
    use crate::font::{FaceId, FontSet};

    #[test]
    fn agrees_with_the_character_map() {
        let fonts = FontSet::bundled();
        for face in &fonts.faces {
            let map = face.shaping().charmap();
            for character in ('\u{20}'..='\u{2fff}').chain('\u{1f600}'..='\u{1f7ff}') {
                let mapped = map.map_unicode(character).is_some_and(|glyph| glyph.to_u32() != 0);
                assert_eq!(face.has(character), mapped, "{} and {character:?}", face.name);
            }
        }
        assert!(fonts.face(FaceId::TEXT).has('ß'), "and not everything is missing");
    }
}
