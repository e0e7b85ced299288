//! Characters that confuse, vanish, pile up or turn round.

use super::Cases;

pub(super) fn add(cases: &mut Cases) {
    let say = |cases: &mut Cases, name: &str, text: &str| {
        cases.text(name, format!("Before {text} after.\n"));
    };
    say(cases, "character-controls", "\x01\x02\x07\x08\x0e\x1b[31m\x1f\x7f");
    say(cases, "character-c1", "\u{80}\u{85}\u{9b}31m\u{9f}");
    say(cases, "character-nul", "a\0b");
    say(cases, "character-bidi-override", "\u{202e}dessap\u{202c} and \u{2066}open");
    say(cases, "character-bidi-never-closed", &"\u{202b}\u{2067}".repeat(300));
    say(cases, "character-zero-width", "a\u{200b}b\u{200c}c\u{200d}d\u{2060}e\u{feff}f");
    say(cases, "character-soft-hyphens", &"a\u{ad}".repeat(5_000));
    say(cases, "character-tags", "\u{e0001}\u{e0041}\u{e007f}");
    say(cases, "character-variation-selectors", &format!("a{}", "\u{fe0f}".repeat(2_000)));
    say(cases, "character-noncharacters", "\u{fffe}\u{ffff}\u{1ffff}\u{10ffff}\u{fdd0}");
    say(cases, "character-private-use", "\u{e000}\u{f8ff}\u{f0000}\u{100000}");
    say(cases, "character-replacement", "\u{fffd}\u{fffc}\u{fff9}\u{fffb}");
    say(cases, "character-tower", &format!("a{}", "\u{301}\u{323}".repeat(5_000)));
    say(cases, "character-towers", &"z\u{335}\u{322}\u{300}\u{310}\u{33d}\u{316}".repeat(2_000));
    say(cases, "character-marks-alone", &"\u{20dd}".repeat(1_000));
    say(cases, "character-regional-indicators", &"\u{1f1e9}".repeat(2_001));
    say(cases, "character-joined-emoji", &"\u{1f468}\u{200d}".repeat(2_000));
    say(cases, "character-longest-composition", &"\u{fdfa}".repeat(2_000));
    say(cases, "character-hangul-jamo", &"\u{1100}\u{1161}\u{11a8}".repeat(1_000));
    say(cases, "character-right-to-left", "\u{5d0}\u{5d1} 123 (\u{5d2}) abc \u{627}\u{644}");
    say(cases, "character-zalgo-in-code", &format!("`a{}`", "\u{336}".repeat(500)));
    say(cases, "character-word-without-end", &"a".repeat(20_000));
    say(cases, "character-words-without-end", &format!("{} ", "a".repeat(250_000)).repeat(5));
    say(cases, "character-no-break-without-end", &"a\u{a0}".repeat(5_000));
    say(cases, "character-spaces", &"\u{2003}\u{3000} \t".repeat(5_000));
    say(cases, "character-dashes", &"-".repeat(6_000));
    say(cases, "character-quotes", &"\"'".repeat(4_000));
    say(cases, "character-dots", &".".repeat(6_000));
    say(cases, "character-slashes", &"a/".repeat(10_000));
    cases.kit("character-in-title", |kit| {
        let title = "\\u202e\\u0001<b>&amp;\\\"\\u200b\\e[31m";
        let text = format!("---\ntitle: \"{title}\"\nlang: en\n---\n\nText.\n");
        kit.write("kit/manuscript.md", text.as_bytes());
    });
    cases.kit("character-tower-in-title", |kit| {
        let text = format!("---\ntitle: a{}\nlang: en\n---\n\nText.\n", "\u{301}".repeat(3_000));
        kit.write("kit/manuscript.md", text.as_bytes());
    });
    cases.kit("title-without-end", |kit| {
        let text = format!("---\ntitle: {}\nlang: en\n---\n\nText.\n", "tide ".repeat(4_000));
        kit.write("kit/manuscript.md", text.as_bytes());
    });
    cases.kit("title-one-word-without-end", |kit| {
        let text = format!("---\ntitle: {}\nlang: en\n---\n\nText.\n", "tide".repeat(2_000));
        kit.write("kit/manuscript.md", text.as_bytes());
    });
}
