//! The faces that are part of the program, all under the SIL Open Font License 1.1.
//!
//! Their files and licences stand in `fonts/`, which is also the sample kit's font folder.

use std::borrow::Cow;

use super::{Face, FaceId};

macro_rules! face {
    ($file:literal, $licence:literal) => {
        (
            include_bytes!(concat!("../../fonts/", $file)).as_slice(),
            include_str!(concat!("../../fonts/", $licence)),
        )
    };
}

/// The bundled faces, in the order of the constants of [`super::FaceId`].
pub(super) fn faces() -> Vec<Face> {
    const FILES: [(&[u8], &str); 10] = [
        face!("EBGaramond_400Regular.ttf", "OFL-eb-garamond-0.4.3.txt"),
        face!("EBGaramond_400Regular_Italic.ttf", "OFL-eb-garamond-0.4.3.txt"),
        face!("EBGaramond_700Bold.ttf", "OFL-eb-garamond-0.4.3.txt"),
        face!("EBGaramond_700Bold_Italic.ttf", "OFL-eb-garamond-0.4.3.txt"),
        face!("BarlowCondensed_500Medium.ttf", "OFL-barlow-condensed-0.4.1.txt"),
        face!("BarlowCondensed_500Medium_Italic.ttf", "OFL-barlow-condensed-0.4.1.txt"),
        face!("BarlowCondensed_600SemiBold.ttf", "OFL-barlow-condensed-0.4.1.txt"),
        face!("LeagueGothic_400Regular.ttf", "OFL-league-gothic-0.4.2.txt"),
        face!("JetBrainsMono_400Regular.ttf", "OFL-jetbrains-mono-0.4.1.txt"),
        face!("NotoSansSymbols2-Regular.ttf", "OFL-noto.txt"),
    ];
    FILES.iter().map(|&(data, licence)| read(data, licence)).collect()
}

/// The sans typeface, with the places that it takes.
pub(super) fn sans() -> Vec<(FaceId, Face)> {
    const FILES: [(FaceId, (&[u8], &str)); 5] = [
        (FaceId::TEXT, face!("FiraSans_400Regular.ttf", "OFL-fira-sans-0.4.1.txt")),
        (FaceId::TEXT_ITALIC, face!("FiraSans_400Regular_Italic.ttf", "OFL-fira-sans-0.4.1.txt")),
        (FaceId::TEXT_BOLD, face!("FiraSans_700Bold.ttf", "OFL-fira-sans-0.4.1.txt")),
        (FaceId::TEXT_BOLD_ITALIC, face!("FiraSans_700Bold_Italic.ttf", "OFL-fira-sans-0.4.1.txt")),
        (FaceId::DISPLAY, face!("FiraSans_800ExtraBold.ttf", "OFL-fira-sans-0.4.1.txt")),
    ];
    FILES.iter().map(|&(id, (data, licence))| (id, read(data, licence))).collect()
}

fn read(data: &'static [u8], licence: &'static str) -> Face {
    Face::read(Cow::Borrowed(data), licence).expect("a test reads every bundled face")
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_bundled_face_can_be_read() {
        let names: Vec<_> = super::faces().into_iter().map(|face| face.name).collect();
        assert_eq!(
            names,
            [
                "EBGaramond-Regular",
                "EBGaramond-Italic",
                "EBGaramond-Bold",
                "EBGaramond-BoldItalic",
                "BarlowCondensed-Medium",
                "BarlowCondensed-MediumItalic",
                "BarlowCondensed-SemiBold",
                "LeagueGothic-Regular",
                "JetBrainsMono-Regular",
                "NotoSansSymbols2-Regular",
            ],
            "the order of the constants of FaceId"
        );
        let names: Vec<_> = super::sans().into_iter().map(|(_, face)| face.name).collect();
        assert_eq!(
            names,
            [
                "FiraSans-Regular",
                "FiraSans-Italic",
                "FiraSans-Bold",
                "FiraSans-BoldItalic",
                "FiraSans-ExtraBold",
            ],
            "what the names of the files say"
        );
    }
}
