//! YAML that multiplies, nests, repeats or is none.

use super::Cases;

pub(super) fn add(cases: &mut Cases) {
    for (name, yaml) in PLAIN {
        cases.yaml(name, yaml);
    }
    let bomb: String = (0..20)
        .map(|at| match at {
            0 => "x0: &x0 [a,a,a,a,a,a,a,a,a]\n".to_owned(),
            _ => format!("x{at}: &x{at} [{}]\n", vec![format!("*x{}", at - 1); 9].join(",")),
        })
        .collect();
    cases.yaml("yaml-bomb", bomb);
    let long = format!("x: &x {}\nkeywords: [{}]\n", "a".repeat(10_000), "*x,".repeat(50_000));
    cases.yaml("yaml-bomb-of-one-long-text", long);
    cases.yaml("yaml-deep-lists", "title: ".to_owned() + &"[".repeat(50_000));
    cases.yaml(
        "yaml-deep-lists-closed",
        format!("keywords: {}{}\n", "[".repeat(200), "]".repeat(200)),
    );
    cases.yaml("yaml-deep-maps", "{a: ".repeat(20_000));
    let stairs: String = (0..2_000).map(|at| format!("{}a:\n", " ".repeat(at))).collect();
    cases.yaml("yaml-deep-stairs", stairs);
    cases.yaml("yaml-deep-question-marks", "? ".repeat(20_000));
    cases.yaml("yaml-deep-dashes", "- ".repeat(20_000));
    let keys: String = (0..3_000).map(|at| format!("x-{at}: a\n")).collect();
    cases.yaml("yaml-many-unknown-keys", keys);
    cases.yaml("yaml-many-values", format!("keywords: [{}]\n", "a,".repeat(200_000)));
    cases.yaml("yaml-many-people", "people:\n".to_owned() + &"- {name: A, role: B}\n".repeat(400));
    cases.yaml("yaml-long-key", format!("{}: a\n", "k".repeat(100_000)));
    cases.yaml("yaml-long-text", format!("logline: {}\n", "tide ".repeat(4_000)));
    cases.yaml("yaml-long-indent", format!("title:\n{}a\n", " ".repeat(200_000)));
    cases.yaml("yaml-long-comment", format!("# {}\ncreator: A\n", "c".repeat(500_000)));
    cases.yaml("yaml-not-utf8", b"creator: Caf\xe9\n".to_vec());
    cases.yaml("yaml-utf16", b"\xff\xfet\0i\0t\0l\0e\0".to_vec());
    cases.yaml("yaml-is-a-picture", crate::bytes::PNG);
    cases.yaml("yaml-empty", "");
    cases.kit("yaml-two-files", |kit| {
        kit.write("kit/kit.yaml", b"creator: A\n");
        kit.write("kit/kit.yml", b"creator: B\n");
    });
    for (name, front) in FRONT {
        cases.kit(name, move |kit| kit.write("kit/manuscript.md", front.as_bytes()));
    }
}

const PLAIN: [(&str, &str); 34] = [
    ("yaml-key-twice", "creator: A\ncreator: B\n"),
    ("yaml-key-twice-in-other-words", "author: A\ncreator: B\n"),
    ("yaml-tag", "creator: !!python/object/apply:os.system ['id']\n"),
    ("yaml-tag-of-a-list", "creator: !ruby/object:Gem::Installer\n  i: x\n"),
    ("yaml-tag-not-declared", "creator: !e!a b\n"),
    ("yaml-binary", "creator: !!binary aGVsbG8=\n"),
    ("yaml-merge", "a: &a {title: B}\n<<: *a\n"),
    ("yaml-anchor-not-there", "creator: *nobody\n"),
    ("yaml-anchor-in-itself", "keywords: &a [*a]\n"),
    ("yaml-list-of-all", "- a\n- b\n"),
    ("yaml-text-of-all", "just words\n"),
    ("yaml-number-of-all", "42\n"),
    ("yaml-nothing-of-all", "~\n"),
    ("yaml-two-documents", "creator: A\n---\ncreator: B\n"),
    ("yaml-directive", "%YAML 3.9\n---\ncreator: A\n"),
    ("yaml-tabs", "people:\n\t- name: A\n"),
    ("yaml-open-quote", "creator: \"A\n"),
    ("yaml-open-bracket", "creator: [A\n"),
    ("yaml-colon", "logline: A: B: C\n"),
    ("yaml-map-as-key", "{a: b}: c\n"),
    ("yaml-list-as-key", "? [a, b]\n: c\n"),
    ("yaml-null-key", "~: a\n: b\n"),
    ("yaml-title-is-a-list", "title: [A, B]\n"),
    ("yaml-creator-is-a-map-of-maps", "creator: {a: {b: {c: d}}}\n"),
    ("yaml-number-too-large", "edition: 99999999999999999999999999\n"),
    ("yaml-number-not-finite", "design: {page: {measure: .inf}}\n"),
    ("yaml-length-too-large", "design: {paper: 1e300mm x 1e300mm}\n"),
    ("yaml-length-of-nothing", "design: {paper: 0mm x 0mm}\n"),
    ("yaml-length-negative", "design: {paper: -1mm x -1mm}\n"),
    ("yaml-date-of-no-year", "date: 0000-00-00\n"),
    ("yaml-date-too-late", "date: 99999-12-31\n"),
    ("yaml-language-of-nobody", "lang: xx-yy-zz-aaaaaaaaaaaaaaaaa\n"),
    ("yaml-isbn-wrong", "identifier: {isbn: 978-0-00-000000-0}\n"),
    ("yaml-escapes", "creator: \"\\u0000\\ud800\\U0010ffff\\x1b\"\n"),
];

const FRONT: [(&str, &str); 7] = [
    ("front-open", "---\ntitle: A\n\nText.\n"),
    ("front-empty", "---\n---\n\nText.\n"),
    ("front-twice", "---\ntitle: A\nlang: en\n---\n---\ntitle: B\n---\n\nText.\n"),
    ("front-only", "---\ntitle: A\nlang: en\n---\n"),
    ("front-list", "---\n- a\n---\n\nText.\n"),
    ("front-in-json", "---\n{\"title\": \"A\", \"lang\": \"en\"}\n---\n\nText.\n"),
    ("front-of-toml", "+++\ntitle = \"A\"\n+++\n\nText.\n"),
];
