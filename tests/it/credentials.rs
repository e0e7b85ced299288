//! Names and passwords in web addresses: told at their place wherever they stand, and but for
//! code, which is printed as it was typed, in neither book.

use std::io::{Cursor, Read};

use platemark::kit::Kit;
use zip::ZipArchive;

use crate::run::{platemark, said};
use crate::scratch::Scratch;

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='200'>\
                       <rect width='300' height='200' fill='#446688'/></svg>";
const KIT: &str = "title: The Quay
lang: en
people: [{name: Ann Lee, role: Director, bio: 'See https://a:secret-bio@a.example/x.'}]
synopsis: All at https://a:secret-synopsis@a.example.
facts: {Site: 'https://a:secret-fact@a.example'}
photos: [{file: a.svg, alt: 'At https://a:secret-alt@a.example', credit: 'https://a:secret-by@a.example'}]
";
const TEXT: &str = "# One https://a:secret-heading@a.example

[See https://a:secret-words@a.example now](https://b.example), but `https://a:secret-code@a.example`.

![At https://a:secret-other@a.example](a.svg \"By https://a:secret-caption@a.example\")

| A | B |
|---|---|
| 1 | https://a:secret-cell@a.example |

It is so.[^1]

[^1]: [It](https://b.example \"https://a:secret-title@a.example\") is.
";

/// Every `secret-…` of a text.
fn secrets(text: &str) -> Vec<String> {
    let letters = |rest: &str| rest.chars().take_while(|c| c.is_alphabetic()).collect();
    text.split("secret-").skip(1).map(letters).collect()
}

#[test]
fn credentials_are_told_where_they_stand_and_are_in_no_book() {
    let kit = Scratch::with(&[("kit.yaml", KIT), ("quay.md", TEXT), ("a.svg", DRAWING)]);
    let run = platemark(&["build"], kit.path());
    assert_eq!(run.status.code(), Some(0), "{}", said(&run));
    let told = said(&run).lines().filter(|line| line.contains("T010")).count();
    assert_eq!(told, secrets(KIT).len() + secrets(TEXT).len(), "each once: {}", said(&run));

    let files = kit.names("output");
    let of = |ending: &str| files.iter().find(|name| name.ends_with(ending)).expect("is there");
    let mut book = ZipArchive::new(Cursor::new(kit.read(&format!("output/{}", of(".epub")))));
    let book = book.as_mut().expect("a book");
    let mut found = Vec::new();
    for index in 0..book.len() {
        let mut text = Vec::new();
        book.by_index(index).unwrap().read_to_end(&mut text).unwrap();
        found.extend(secrets(&String::from_utf8_lossy(&text)));
    }
    assert_eq!(found, ["code"], "the ebook has what is code");

    let pages = platemark::build(&Kit::open(kit.path(), None).unwrap()).pages;
    let found = secrets(&format!("{pages:?}"));
    assert!(found.contains(&"code".to_owned()), "the pages have what is code");
    assert!(found.iter().all(|it| it == "code"), "and nothing else: {found:?}");
}
