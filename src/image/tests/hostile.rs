//! No bytes make any function of this module panic.

use proptest::prelude::*;

use super::super::*;
use super::{SMALL, small};

/// Runs everything that takes a photograph's bytes; the results do not matter.
fn run(bytes: &[u8]) {
    let Ok(facts) = facts(bytes) else { return };
    if facts.format == Format::Svg {
        if let Ok(drawing) = drawing(bytes, &[]) {
            let _ = to_svg(&drawing);
        }
        return;
    }
    // A changed header may ask for a large picture; those are tried in `facts` only.
    if 4_000_000 < u64::from(facts.width) * u64::from(facts.height) {
        return;
    }
    let _ = for_pdf(bytes, &facts, Some((40, 40)), Tones::Color);
    let _ = for_epub(bytes, &facts, 40);
    let _ = survey(bytes, &facts);
    let said = Description::default();
    let _ = for_screens(bytes, &facts, 24, &said);
    if let Ok(still) = for_press(bytes, &facts, &said) {
        assert!(super::super::facts(&still.bytes).is_ok(), "a still is a whole photograph");
    }
}

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><defs>\
    <radialGradient id='g' gradientUnits='userSpaceOnUse' cx='9' cy='9' r='9'><stop stop-color='#fff'/>\
    <stop offset='1' stop-opacity='.2'/></radialGradient><clipPath id='c'><rect width='9' height='9'/></clipPath>\
    </defs><g clip-path='url(#c)' transform='rotate(9)'><path d='M1 2C3 4 5 6 7 8A3 4 0 1 0 9 9Z' \
    fill='url(#g)' stroke='red' stroke-dasharray='1 2'/></g><text y='9'>a</text></svg>";

fn mutated(mut bytes: Vec<u8>, changes: &[(usize, u8)]) -> Vec<u8> {
    for &(at, value) in changes {
        let at = at % bytes.len();
        bytes[at] = value;
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn changed_photographs_never_panic(
        which in 0..SMALL.len(),
        changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..6),
    ) {
        run(&mutated(small(SMALL[which]), &changes));
    }

    #[test]
    fn changed_drawings_never_panic(
        changes in prop::collection::vec((any::<usize>(), 32_u8..127), 1..6),
    ) {
        run(&mutated(DRAWING.as_bytes().to_vec(), &changes));
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), magic in 0..4_usize) {
        let magic: &[u8] = [b"\xFF\xD8\xFF".as_slice(), png::SIGNATURE, b"RIFF\x20\0\0\0WEBP", b"<svg"][magic];
        run(&[magic, &bytes].concat());
    }
}

proptest! {
    // A grid of 17 to the fourth nodes each time.
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn changed_profiles_never_panic(
        changes in prop::collection::vec((0..2_000_usize, any::<u8>()), 1..6),
        cmyk in any::<bool>(),
    ) {
        let (profile, model) = if cmyk {
            (profiles::CMYK, ColorModel::Cmyk)
        } else {
            (profiles::SRGB, ColorModel::Rgb)
        };
        let profile = mutated(profile.to_vec(), &changes);
        let samples = vec![90; 4 * model.channels()];
        let mut pixels = decode::Pixels { width: 2, height: 2, model, samples, alpha: None };
        color::to_srgb(&mut pixels, Some(&profile));
    }
}
