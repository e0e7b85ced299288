//! Typed text in, printed text out.

use super::*;

fn check(lang: &str, cases: &[(&str, &str)]) {
    let rules =
        Rules::of(&Lang::parse(lang).expect("tests name real languages"), Typing::default());
    for (typed, printed) in cases {
        assert_eq!(line(typed, &rules), *printed, "`{typed}` in {lang}");
        assert_eq!(line(printed, &rules), *printed, "`{printed}` in {lang} is left alone");
    }
}

#[test]
fn turns_straight_quotation_marks() {
    check(
        "en",
        &[
            ("\"Yes,\" he said, \"no.\"", "“Yes,” he said, “no.”"),
            ("\"'Yes'\"", "“‘Yes’”"),
            ("\"'Tis true,\" he said", "“’Tis true,” he said"),
            ("(\"so\")", "(“so”)"),
            ("he said--\"No\"", "he said–“No”"),
            ("\"I was--\" she said", "“I was–” she said"),
            ("\"I was—\"", "“I was—”"),
            ("\"Opens without an end", "“Opens without an end"),
            ("ends\" without a beginning", "ends” without a beginning"),
            ("“Already set,” ‘yes’", "“Already set,” ‘yes’"),
            ("\"...and then\"", "“…and then”"),
        ],
    );
    check("de", &[("\"Ja, 'so'\", sagt er's", "„Ja, ‚so‘“, sagt er’s")]);
    check("es", &[("\"Sí\"", "«Sí»"), ("¿\"Sí\"?", "¿«Sí»?")]);
}

#[test]
fn tells_apostrophes_from_quotation_marks() {
    check(
        "en",
        &[
            ("don't O'Brien rock 'n' roll", "don’t O’Brien rock ’n’ roll"),
            ("the '90s and '68", "the ’90s and ’68"),
            ("the dogs' house", "the dogs’ house"),
            ("'the dogs' he said", "‘the dogs’ he said"),
            ("give 'em 'Cause and effect'", "give ’em ‘Cause and effect’"),
            ("6'2\" tall, a 12\" record", "6'2\" tall, a 12\" record"),
        ],
    );
}

#[test]
fn sets_dashes_and_ellipses() {
    check(
        "en",
        &[
            ("a -- b --- c", "a – b — c"),
            ("a--b", "a–b"),
            ("well-known ----", "well-known ----"),
            ("wait... what....", "wait… what…."),
            ("1..2", "1..2"),
        ],
    );
}

#[test]
fn keeps_numbers_with_units_and_initials_with_names() {
    check(
        "en",
        &[
            ("10 km, 5 % and 20 °C", "10\u{a0}km, 5\u{a0}% and 20\u{a0}°C"),
            ("10 000 people in 2024", "10\u{a0}000 people in 2024"),
            ("5 minutes, 3 mice, 1 horse", "5 minutes, 3 mice, 1 horse"),
            ("J. S. Bach", "J.\u{a0}S.\u{a0}Bach"),
            ("So did I. Then", "So did I. Then"),
            ("the end. Then", "the end. Then"),
        ],
    );
}

#[test]
fn keeps_together_what_each_language_keeps() {
    let set = |lang: &str, typed: &str| {
        // A degree sign is seen better than a space that holds.
        let printed = typed.replace('~', "\u{a0}").replace('^', "\u{202f}");
        check(lang, &[(&typed.replace(['~', '^'], " "), &printed)]);
    };
    set(
        "en",
        "on 3~May, p.~12, Dr~Olano, No.~7, Mr~X, 25th~December and € 20"
            .replace("€ ", "€~")
            .as_str(),
    );
    set("en", "May 3, page 12, the doctor Olano, no, seven");
    set("de", "am 3.~Mai im 20.~Jahrhundert, z.^B. auf S.~12 bei Dr.~Abt");
    set("de", "1987. Dann, 112. Folge");
    set("fr", "le 1er~mai, p.~12, M.~Olano");
    set("es", "a las 9 a.^m. en la pág.~3");
    set("pl", "w~domu i~w~lesie, z~1~maja, nr~5");
    set("cs", "v~lese k~domu, 1.~května, č.~5");
    set("nb", "17.~mai og 2.~utgave");
}

#[test]
fn makes_one_sign_of_the_fraction_of_a_mixed_number() {
    check(
        "en",
        &[
            ("2 1/2 hours, 10 3/4\"", "2½ hours, 10¾\""),
            ("part 1/2, on 1/2/2026, and/or", "part 1/2, on 1/2/2026, and/or"),
            ("2 1/20, 1.2 1/3", "2 1/20, 1.2 1/3"),
        ],
    );
}

#[test]
fn changes_only_what_the_kit_wants_changed() {
    let none =
        Typing { quotes: false, dashes: false, ellipses: false, spaces: false, fractions: false };
    for lang in ["en", "fr", "de"] {
        let rules = Rules::of(&Lang::parse(lang).expect("a real language"), none);
        let typed = "\"It's\" 10 km -- no... 2 1/2 J. Bach ! z. B.";
        assert_eq!(line(typed, &rules), typed, "in {lang}");
    }
}

#[test]
fn spaces_french_marks() {
    check(
        "fr",
        &[
            (
                "Oui! Non ; ça : « là »?",
                "Oui\u{202f}! Non\u{202f}; ça\u{a0}: «\u{202f}là\u{202f}»\u{202f}?",
            ),
            ("\"Oui\"", "«\u{202f}Oui\u{202f}»"),
            ("18:30, http://a.example/?b", "18:30, http://a.example/?b"),
            ("Quoi?!", "Quoi\u{202f}?!"),
        ],
    );
    check("fr-CA", &[("Oui! Non ; «là»", "Oui! Non\u{202f}; «là»")]);
}

#[test]
fn leaves_addresses_alone() {
    check(
        "en",
        &[
            ("see https://a.example/x--y?a='b'&c now", "see https://a.example/x--y?a='b'&c now"),
            ("(http://a.example).", "(http://a.example)."),
            ("me@a--b.example", "me@a--b.example"),
        ],
    );
}

#[test]
fn joins_spaces_and_drops_control_characters() {
    let rules = Rules::of(&Lang::english(), Typing::default());
    assert_eq!(line("  a \t\n b  ", &rules), "a b", "spaces at ends and in a row");
    let turned = line("a\u{202e}gpj.exe\u{202c} \u{2067}ב\u{2069}", &rules);
    assert_eq!(
        turned, "agpj.exe\u{202c} \u{2067}ב\u{2069}",
        "what shows another order, and that alone"
    );
    let mut pieces = [
        Piece::Text("a\u{1} ".into(), 0),
        Piece::Break,
        Piece::Text(" \"b\" ".into(), 0),
        Piece::Object,
        Piece::Text(" ".into(), 0),
    ];
    assert_eq!(polish(&mut pieces, &[rules]), 1, "one control character");
    let expected = [
        Piece::Text("a".into(), 0),
        Piece::Break,
        Piece::Text("“b” ".into(), 0),
        Piece::Object,
        Piece::Text(String::new(), 0),
    ];
    assert_eq!(pieces, expected, "no space before or after the end of a line");
}

#[test]
fn sees_across_pieces() {
    let rules = Rules::of(&Lang::english(), Typing::default());
    let texts = ["\"", "Yes", ",\" said J.", " ", "S. Bach -", "- 5", " km"];
    let mut pieces: Vec<_> = texts.iter().map(|text| Piece::Text((*text).into(), 0)).collect();
    polish(&mut pieces, &[rules]);
    let said: Vec<_> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text, _) => text.as_str(),
            Piece::Object | Piece::Break => "",
        })
        .collect();
    assert_eq!(
        said,
        ["“", "Yes", ",” said J.", "\u{a0}", "S.\u{a0}Bach -", "- 5", "\u{a0}km"],
        "dashes in two pieces are two hyphens"
    );
}
