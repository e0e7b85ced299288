//! A group caption and a number of photographs in, what is said of each out.

use super::*;

/// What is said of each photograph, `=` for the same as before; or why not.
fn said(text: &str, photos: usize) -> String {
    let Some(caption) = parse(text) else { return "none".to_owned() };
    match caption.assign(photos) {
        Ok(said) => {
            let words = said.iter().map(|said| {
                let mark = if said.shared { "=" } else { "" };
                format!("{mark}{}", &text[said.range.clone()])
            });
            words.collect::<Vec<_>>().join(" | ")
        }
        Err(items) => format!("{} items", items.len()),
    }
}

#[test]
fn reads_every_form_of_label() {
    for (text, photos, expected) in [
        ("(Pictures left: A / B. Right: C)", 3, "A | B | C"),
        ("(Picture: A)", 1, "A"),
        ("(Photo left: A; right: B)", 2, "A | B"),
        ("(Left picture: A; right picture: B)", 2, "A | B"),
        ("(From left to right: A / B / C)", 3, "A | B | C"),
        ("(From left top to bottom: A / B)", 2, "A | B"),
        ("(Clockwise from top left: A / B / C / D)", 4, "A | B | C | D"),
        ("(Above: A\nBelow: B)", 2, "A | B"),
        ("(Opposite: A. Overleaf: B. Page 12: C)", 3, "A | B | C"),
        ("(Pictures: A (left) / B (right))", 2, "A | B"),
        ("(Top: A. Middle: B. Bottom: C)", 3, "A | B | C"),
        ("(Centre: A)", 1, "A"),
        ("(Bilder links: A / B. Rechts: C)", 3, "A | B | C"),
        ("(À gauche: A. À droite: B)", 2, "A | B"),
        ("  (Left: A. Right: B.)  ", 2, "A. | B."),
    ] {
        assert_eq!(said(text, photos), expected, "`{text}`");
    }
}

#[test]
fn maps_items_to_photographs() {
    for (text, photos, expected) in [
        ("(Left and right: both of them)", 2, "both of them | =both of them"),
        ("(Pictures: all of them)", 4, "all of them | =all of them | =all of them | =all of them"),
        ("(Pictures left: A. Right: B)", 3, "A | =A | B"),
        ("(Right: B. Left: A)", 2, "A | B"),
        ("(Bottom: B. Top: A)", 2, "A | B"),
        ("(Right: B. Overleaf: A)", 2, "B | A"),
        ("(Pictures: B (right) / A (left))", 2, "A | B"),
        ("(Left: A / B. Right: C)", 2, "3 items"),
        ("(Left: A)", 2, "1 items"),
        ("(Left: A. Right: B)", 1, "2 items"),
        ("(Left: A. Photo: Ane Larrea. Right: B)", 2, "A. Photo: Ane Larrea | B"),
    ] {
        assert_eq!(said(text, photos), expected, "`{text}` for {photos}");
    }
}

#[test]
fn parts_only_before_a_label() {
    for (text, photos, expected) in [
        ("(Left: At 5. 30 o'clock; in May / B. Right: C)", 3, "At 5. 30 o'clock; in May | B | C"),
        ("(Left: either/or / B)", 2, "either/or | B"),
        ("(Left: Ane (director) / B)", 2, "Ane (director) | B"),
        ("(Left: one. Note: two)", 1, "one. Note: two"),
        ("(As it happens)", 1, "none"),
        ("(Left)", 1, "none"),
        ("Left: A", 1, "none"),
        ("(Left: A) and more", 1, "none"),
        ("()", 1, "none"),
        (")(", 1, "none"),
    ] {
        assert_eq!(said(text, photos), expected, "`{text}`");
    }
}
