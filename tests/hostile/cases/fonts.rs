//! Fonts that are cut off, forbidden, endless or without characters.

use super::Cases;
use crate::bytes::font;

const GOOD: &[u8] = include_bytes!("../../../fonts/LeagueGothic_400Regular.ttf");

pub(super) fn add(cases: &mut Cases) {
    let with = |cases: &mut Cases, name: &str, bytes: Vec<u8>| {
        cases.kit(name, move |kit| {
            kit.write("kit/kit.yaml", b"design: {fonts: {text: fonts/a.ttf}}\n");
            kit.write("kit/fonts/a.ttf", &bytes);
        });
    };
    with(cases, "font-good", GOOD.to_vec());
    with(cases, "font-empty", Vec::new());
    with(cases, "font-head-only", GOOD[..12].to_vec());
    with(cases, "font-half", GOOD[..GOOD.len() / 2].to_vec());
    with(cases, "font-is-a-picture", crate::bytes::PNG.to_vec());
    with(cases, "font-is-text", b"not a font\n".to_vec());
    with(cases, "font-many-tables", [&GOOD[..4], &[0xff; 8], &GOOD[12..]].concat());
    with(cases, "font-woff", b"wOFF\0\x01\0\0\0\0\0\0".to_vec());
    with(cases, "font-collection", b"ttcf\0\x01\0\0\0\0\0\x01\0\0\0\x0c".to_vec());
    for table in
        [b"cmap", b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"OS/2", b"post"]
    {
        let name = format!(
            "font-without-{}",
            String::from_utf8_lossy(table).replace('/', "-").to_lowercase()
        );
        with(cases, &name, font(GOOD, table, Vec::clear));
        let name = name.replace("without", "short");
        with(cases, &name, font(GOOD, table, |data| data.truncate(data.len() / 3)));
    }
    with(
        cases,
        "font-may-not-be-embedded",
        font(GOOD, b"OS/2", |data| data[8..10].copy_from_slice(&[0, 2])),
    );
    with(
        cases,
        "font-bitmap-only",
        font(GOOD, b"OS/2", |data| data[8..10].copy_from_slice(&[2, 0])),
    );
    with(cases, "font-no-units", font(GOOD, b"head", |data| data[18..20].fill(0)));
    with(cases, "font-huge-units", font(GOOD, b"head", |data| data[18..20].fill(0xff)));
    with(cases, "font-many-glyphs", font(GOOD, b"maxp", |data| data[4..6].fill(0xff)));
    with(cases, "font-no-glyphs", font(GOOD, b"maxp", |data| data[4..6].fill(0)));
    with(cases, "font-many-widths", font(GOOD, b"hhea", |data| data[34..36].fill(0xff)));
    with(cases, "font-no-widths", font(GOOD, b"hhea", |data| data[34..36].fill(0)));
    with(cases, "font-glyphs-beyond", font(GOOD, b"loca", |data| data.fill(0xff)));
    with(cases, "font-glyphs-backwards", font(GOOD, b"loca", |data| data.reverse()));
    // Every glyph is made of itself, twice.
    with(
        cases,
        "font-glyph-of-itself",
        font(GOOD, b"glyf", |data| {
            let glyph =
                [0xff, 0xff, 0, 0, 0, 0, 0, 9, 0, 9, 0, 0x20, 0, 36, 0, 0, 0, 0, 0, 36, 0, 0];
            for at in (0..data.len().saturating_sub(glyph.len())).step_by(24) {
                data[at..at + glyph.len()].copy_from_slice(&glyph);
            }
        }),
    );
    with(
        cases,
        "font-noise-glyphs",
        font(GOOD, b"glyf", |data| data.iter_mut().for_each(|b| *b ^= 0x5a)),
    );
    with(
        cases,
        "font-noise-features",
        font(GOOD, b"GSUB", |data| data[10..].iter_mut().for_each(|b| *b ^= 0x5a)),
    );
    with(
        cases,
        "font-noise-positions",
        font(GOOD, b"GPOS", |data| data[10..].iter_mut().for_each(|b| *b ^= 0x5a)),
    );
    with(
        cases,
        "font-noise-characters",
        font(GOOD, b"cmap", |data| data[4..].iter_mut().for_each(|b| *b ^= 0x5a)),
    );
    with(
        cases,
        "font-lowest-metrics",
        font(GOOD, b"hhea", |data| data[4..10].copy_from_slice(&[0x80, 0, 0x80, 0, 0x80, 0])),
    );
    with(
        cases,
        "font-highest-metrics",
        font(GOOD, b"hhea", |data| {
            data[4..10].copy_from_slice(&[0x7f, 0xff, 0x7f, 0xff, 0x7f, 0xff]);
        }),
    );
    cases.yaml("font-not-there", "design: {fonts: {text: fonts/none.ttf}}\n");
    cases.yaml("font-outside", "design: {fonts: {text: ../outside/secret.txt}}\n");
    cases.yaml("font-device", "design: {fonts: {text: /dev/zero}}\n");
    cases.yaml("font-folder", "design: {fonts: {text: fonts}}\n");
    cases.yaml("font-role-of-none", "design: {fonts: {headline: fonts/a.ttf}}\n");
}
