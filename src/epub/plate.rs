//! Plates to figures.
//!
//! A plate comes in, one figure or a group of figures goes out, each photograph with its
//! own caption, credit and alternative text: a reflowed page has no left. It knows no file
//! but its own.

use super::text::{Figure, Fill, Spot, Writer, plain};
use super::xml::{Attr, Text, put};
use crate::document::{Credit, Inline, Plate, PlateLayout, PlatePhoto};
use crate::image::{Format, PhotoId};
use crate::locale::Word;

/// A photograph narrower than this many pixels is never enlarged.
const SMALL: u32 = 1_000;

/// How a photograph stands in its group where the column is wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// First of a pair, with its share of the width in per cent.
    First(u32),
    /// Second of a pair.
    Second(u32),
    /// In a row of its own.
    Alone,
}

impl Writer<'_> {
    /// Writes a plate; `lang` is its language's attributes.
    pub(super) fn plate(&mut self, plate: &Plate, lang: &str) {
        if plate.photos.is_empty() {
            return;
        }
        self.counts.plates += 1;
        let number = self.counts.plates;
        for photo in &plate.photos {
            self.mark_block(photo.id);
        }
        let captions = captions(&plate.photos);
        if let [photo] = plate.photos.as_slice() {
            let half = plate.layout == Some(PlateLayout::Half);
            let class =
                if half && !self.book.document.photo(photo.photo).small { " half" } else { "" };
            self.figure(photo, &captions[0], &format!("plate-{number}"), class, lang);
            return;
        }
        let label =
            self.word(Word::PhotographCount).replace("{n}", &plate.photos.len().to_string());
        put!(
            self.out,
            "<figure class=\"group\" id=\"plate-{number}\" role=\"group\" aria-label=\"{}\"{lang}>\n",
            Attr(&label)
        );
        let shapes: Vec<_> = plate.photos.iter().map(|photo| self.shape(photo.photo)).collect();
        for (index, stand) in stands(&shapes, plate.layout).into_iter().enumerate() {
            let class = match stand {
                Stand::First(share) => format!(" first w{share}"),
                Stand::Second(share) => format!(" second w{share}"),
                Stand::Alone => " alone".to_owned(),
            };
            let id = format!("plate-{number}-{}", index + 1);
            self.figure(&plate.photos[index], &captions[index], &id, &class, "");
        }
        self.out.push_str("</figure>\n");
    }

    fn figure(
        &mut self,
        photo: &PlatePhoto,
        caption: &[Inline],
        id: &str,
        class: &str,
        lang: &str,
    ) {
        let record = self.book.document.photo(photo.photo);
        let label = [record.title.clone(), plain(caption), photo.alt.clone()]
            .into_iter()
            .find(|text| !text.trim().is_empty())
            .unwrap_or_else(|| record.id.clone());
        self.figures.push(Figure { photo: photo.photo, id: id.to_owned(), label });
        self.spots.push(Spot { at: self.out.len(), what: Fill::Photo(photo.photo) });
        let shape = self.shape_class(photo.photo);
        put!(self.out, "<figure class=\"photo{shape}{class}\" id=\"{id}\"{lang}>");
        let details = self.describe(photo.photo).map(|id| format!(" aria-details=\"{id}\""));
        self.image(photo.photo, &photo.alt, &details.clone().unwrap_or_default());
        self.caption(caption, photo.credit.as_ref());
        self.out.push_str("</figure>\n");
        if details.is_some() {
            self.description(photo.photo);
        }
    }

    /// Writes the element of a photograph.
    pub(super) fn image(&mut self, photo: PhotoId, alt: &str, attributes: &str) {
        let Some(picture) = self.book.pictures.get(&photo) else { return };
        // Nothing is to be told about it: it is passed over, not called a picture.
        let ornament = alt.trim().is_empty() && self.book.document.photo(photo).decorative;
        let role = if ornament { " role=\"presentation\"" } else { "" };
        put!(
            self.out,
            "<img src=\"../{}\" alt=\"{}\" width=\"{}\" height=\"{}\"{role}{attributes}/>\n",
            Attr(&picture.href),
            Attr(alt.trim()),
            picture.width,
            picture.height
        );
    }

    /// Writes what stands below a photograph, if there is anything to say.
    pub(super) fn caption(&mut self, caption: &[Inline], credit: Option<&Credit>) {
        if caption.is_empty() && credit.is_none() {
            return;
        }
        self.out.push_str("<figcaption>");
        self.free_text(caption);
        if let Some(credit) = credit {
            let space = if caption.is_empty() { "" } else { " " };
            let credit = self.credit(credit);
            put!(self.out, "{space}<span class=\"credit\">{}</span>", Text(&credit));
        }
        self.out.push_str("</figcaption>");
    }

    /// A credit as it is printed, with no break inside the name of a licence.
    pub(super) fn credit(&self, credit: &Credit) -> String {
        let text = match credit {
            Credit::Verbatim(text) => text.clone(),
            Credit::Creator(name) => {
                format!("{}{} {name}", self.word(Word::Photo), self.book.locale.colon())
            }
        };
        let Some((before, licence)) = text.split_once("(CC") else { return text };
        let (licence, after) = licence.split_once(')').unwrap_or((licence, ""));
        let close = if text.len() == before.len() + 3 + licence.len() { "" } else { ")" };
        format!("{before}(CC{}{close}{after}", licence.replace(' ', "\u{a0}"))
    }

    /// The classes that a photograph's shape asks for, each led by a space.
    pub(super) fn shape_class(&self, photo: PhotoId) -> &'static str {
        let record = self.book.document.photo(photo);
        let (width, height) = self.shape(photo);
        match (record.small, width < height, width < SMALL && record.facts.format != Format::Svg) {
            (true, ..) => " half",
            (_, true, true) => " tall small",
            (_, true, false) => " tall",
            (_, false, true) => " small",
            (_, false, false) => "",
        }
    }

    fn shape(&self, photo: PhotoId) -> (u32, u32) {
        self.book.pictures.get(&photo).map_or((1, 1), |picture| (picture.width, picture.height))
    }

    /// The id of a photograph's long description, if it has one that is not yet written.
    fn describe(&self, photo: PhotoId) -> Option<String> {
        let record = self.book.document.photo(photo);
        let first = self.figures.iter().filter(|figure| figure.photo == photo).count() == 1;
        (first && !record.long_description.trim().is_empty())
            .then(|| format!("text-of-{}", self.book.pictures[&photo].name))
    }

    fn description(&mut self, photo: PhotoId) {
        let record = self.book.document.photo(photo);
        let name = &self.book.pictures[&photo].name;
        let summary = self.word(Word::Description);
        put!(self.out, "<details id=\"text-of-{name}\"><summary>{}</summary>\n", Text(summary));
        for paragraph in record.long_description.split("\n\n") {
            put!(self.out, "<p>{}</p>\n", Text(paragraph.trim()));
        }
        self.out.push_str("</details>\n");
    }
}

/// The caption of each photograph; one that is shared stands under each.
fn captions(photos: &[PlatePhoto]) -> Vec<Vec<Inline>> {
    let mut captions: Vec<Vec<Inline>> = Vec::new();
    for photo in photos {
        let shared = captions.last().filter(|_| photo.shared && photo.caption.is_empty());
        captions.push(shared.cloned().unwrap_or_else(|| photo.caption.clone()));
    }
    captions
}

/// How each photograph stands where the column is wide, as the manuscript asks: the first
/// alone and the rest in pairs, any two as a pair, each alone like facing plates. Otherwise
/// neighbours pair that are both wider than high, or both not. No more than two stand side
/// by side: a screen is narrow. The shares make both equally high.
fn stands(shapes: &[(u32, u32)], layout: Option<PlateLayout>) -> Vec<Stand> {
    let mut stands = Vec::new();
    let mut rest = shapes;
    let lead = usize::from(layout == Some(PlateLayout::Lead));
    let pairs = |a: (u32, u32), b: (u32, u32)| match layout {
        Some(PlateLayout::Spread) => false,
        Some(PlateLayout::Pair) => true,
        Some(
            PlateLayout::Full
            | PlateLayout::Half
            | PlateLayout::Band
            | PlateLayout::Lead
            | PlateLayout::Columns
            | PlateLayout::Rows
            | PlateLayout::Grid,
        )
        | None => (a.1 < a.0) == (b.1 < b.0),
    };
    while let Some((&a, others)) = rest.split_first() {
        match others.split_first() {
            Some((&b, others)) if lead <= stands.len() && pairs(a, b) => {
                let share = share(a, b);
                stands.extend([Stand::First(share), Stand::Second(100 - share)]);
                rest = others;
            }
            _ => {
                stands.push(Stand::Alone);
                rest = others;
            }
        }
    }
    stands
}

/// r1 / (r1 + r2) in per cent, rounded, where r is width by height.
fn share(a: (u32, u32), b: (u32, u32)) -> u32 {
    let first = u128::from(a.0) * u128::from(b.1.max(1));
    let second = u128::from(b.0) * u128::from(a.1.max(1));
    let sum = (first + second).max(1);
    u32::try_from((200 * first + sum) / (2 * sum)).unwrap_or(50).clamp(5, 95)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_like_with_like_at_equal_heights() {
        use Stand::{Alone, First, Second};
        assert_eq!(share((150, 100), (133, 100)), 53, "1.50 and 1.33");
        let (wide, tall) = ((3, 2), (2, 3));
        assert_eq!(
            stands(&[wide, wide, wide], None),
            [First(50), Second(50), Alone],
            "the last of an odd count stands alone"
        );
        assert_eq!(
            stands(&[wide, tall, (1, 1), wide], None),
            [Alone, First(40), Second(60), Alone],
            "a square pairs with a tall one"
        );
    }

    #[test]
    fn stands_as_the_manuscript_asks() {
        use Stand::{Alone, First, Second};
        let (wide, tall) = ((3, 2), (2, 3));
        let pair = stands(&[wide, tall], Some(PlateLayout::Pair));
        assert_eq!(pair, [First(69), Second(31)], "two of unlike shapes at equal height");
        let lead = stands(&[wide, wide, wide], Some(PlateLayout::Lead));
        assert_eq!(lead, [Alone, First(50), Second(50)], "the first alone");
        let spread = stands(&[wide, wide], Some(PlateLayout::Spread));
        assert_eq!(spread, [Alone, Alone], "facing plates have a row each");
    }
}
