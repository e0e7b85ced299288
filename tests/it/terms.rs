//! Embargo and expiry, and what `check` says of rights that came into play, in each theme.

use std::io::{Cursor, Read};
use std::path::Path;

use platemark::kit::Kit;
use platemark::pages::Draw;
use zip::ZipArchive;

use crate::run::{platemark, said};
use crate::scratch::Scratch;

const THEMES: [&str; 3] = ["gallery", "night", "plain"];

fn kit(theme: &str, status: &str, rights: &str) -> Scratch {
    let head = format!(
        "title: The Quay\nlang: en\n{status}cover-image: quay\ndesign: {{theme: {theme}}}\nphotos:\n  \
         - {{id: quay, file: quay.jpg, alt: A quay., credit: Ann, {rights}}}\n"
    );
    let text = "# One\n\nThe quay is open.\n\n<!-- plate: full -->\n\n![A quay.](quay)\n\nIt is.\n";
    let kit = Scratch::with(&[("kit.yaml", &head), ("quay.md", text)]);
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("images/11-launch-pad.jpg");
    kit.write("quay.jpg", &std::fs::read(photo).unwrap());
    kit
}

/// What `check` says under a code, and how it ends.
fn checked(kit: &Scratch, code: &str) -> (Vec<String>, Option<i32>) {
    let run = platemark(&["check", "--json"], kit.path());
    let output = String::from_utf8(run.stdout).unwrap();
    let values = output
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("an object a line"));
    let mine = values.filter(|value| value["code"] == code);
    let said = mine.map(|it| format!("{}: {}", it["line"], it["message"].as_str().unwrap()));
    (said.collect(), run.status.code())
}

#[test]
fn a_public_kit_has_nothing_embargoed_or_expired() {
    for theme in THEMES {
        let late = kit(theme, "status: public\nembargo: 2999-03-12\n", "crop: allow");
        let (said, code) = checked(&late, "R002");
        assert_eq!(said, ["4: the kit is `public`, and its embargo lasts until 2999-03-12"]);
        assert_eq!(code, Some(1), "{theme}: an error");
        let old = kit(theme, "status: public\n", "expires: 2020-05");
        let (said, code) = checked(&old, "R001");
        assert_eq!(said, ["7: the licence of `quay.jpg` ended on 2020-05"], "{theme}");
        assert_eq!(code, Some(1), "{theme}: an error");
        let fine = kit(theme, "status: public\nembargo: 2020-03-12\n", "expires: 2999-05");
        assert_eq!(checked(&fine, "R001").0, Vec::<String>::new(), "{theme}: a long way off");
        assert_eq!(checked(&fine, "R002").0, Vec::<String>::new(), "{theme}: long over");
    }
}

#[test]
fn both_books_say_until_when_they_are_embargoed() {
    for theme in THEMES {
        let kit = kit(theme, "status: embargoed\nembargo: 2999-03-12\n", "crop: allow");
        let run = platemark(&["build"], kit.path());
        assert_eq!(run.status.code(), Some(0), "{theme}: {}", said(&run));
        let files = kit.names("output");
        let of = |ending: &str| files.iter().find(|name| name.ends_with(ending)).unwrap();
        let pages = platemark::build(&Kit::open(kit.path(), None).unwrap()).pages;
        let cover = pages.pages.first().unwrap().items.iter().filter_map(|it| match &it.draw {
            Draw::Text(run) => Some(run.text.as_str()),
            _ => None,
        });
        let words = cover.collect::<String>().replace('\u{a0}', " ");
        assert!(words.contains("12 March 2999"), "{theme}: on the cover, `{words}`");
        let mut book = ZipArchive::new(Cursor::new(kit.read(&format!("output/{}", of(".epub")))));
        let book = book.as_mut().unwrap();
        let names: Vec<String> = book.file_names().map(str::to_owned).collect();
        let is_said = names.iter().any(|name| {
            let mut text = Vec::new();
            book.by_name(name).unwrap().read_to_end(&mut text).unwrap();
            String::from_utf8_lossy(&text).contains("12 March 2999")
        });
        assert!(is_said, "{theme}: in the ebook");
    }
}

#[test]
fn check_says_where_each_right_came_into_play() {
    for theme in THEMES {
        let kit = kit(theme, "", "crop: forbid, bleed: forbid, overprint: forbid");
        let (said, _) = checked(&kit, "R003");
        assert_eq!(checked(&kit, "R004").0, Vec::<String>::new(), "{theme}: nothing is broken");
        for deed in ["shown whole", "kept off the paper’s edge", "kept clear of type"] {
            let here = |it: &&String| it.starts_with("6: ") && it.contains("on page 1");
            let told = said.iter().filter(here).filter(|it| it.contains(deed)).count();
            assert_eq!(told, 1, "{theme}: {deed}, in {said:?}");
        }
    }
}
