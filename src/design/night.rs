//! The theme `night`: a dark cover, a sans text face, one bright accent.
//!
//! For studios and labels. Page and grid are those of `gallery`; the text face is larger to
//! the eye at the same size, so the body is smaller. Its accent can be read on white and on
//! the dark ground alike.

use super::{
    Caps, Cover, Cut, Design, Figures, Manner, PageDesign, Palette, Styles, TextStyle, gallery,
};
use crate::base::{Color, Length, Size};
use crate::font::Typeface;

pub(super) fn design(paper: Size) -> Design {
    let colors = Palette {
        black: Color { r: 0x14, g: 0x14, b: 0x18 },
        accent: Color { r: 0xd8, g: 0x1f, b: 0x5e },
        grey: Color { r: 0x5c, g: 0x5c, b: 0x66 },
        paper: Color::WHITE,
    };
    let own = gallery::design(paper);
    Design {
        theme: "night",
        // 0.689 of 9.2 points.
        page: PageDesign { capitals: Length::milli(6_340), ..own.page },
        colors,
        styles: styles(&colors),
        manner: Manner { cover: Cover::Flat, flat: Some(colors.black), ..own.manner },
        typeface: Typeface::Sans,
    }
}

fn styles(colors: &Palette) -> Styles {
    let own = gallery::styles(colors);
    let at = |style: TextStyle, size: i64, leading: i64| {
        style.sized(Length::milli(size), Length::milli(leading))
    };
    let text = |style: TextStyle, size: i64| TextStyle {
        size: Length::milli(size),
        figures: match style.figures {
            Figures::OldStyle => Figures::Lining,
            other => other,
        },
        ..style
    };
    let upright = |style: TextStyle| style.cut(Cut::Regular);
    let body = text(own.body, 9_200);
    Styles {
        body,
        opening: TextStyle { caps: Caps::AsTyped, ..body.cut(Cut::Bold) },
        subhead: at(own.subhead, 13_000, 14_000),
        subsubhead: text(own.subsubhead, 9_200).cut(Cut::Bold),
        chapter_title: at(own.chapter_title, 28_000, 42_000),
        subtitle: upright(text(own.subtitle, 12_500)),
        epigraph: upright(text(own.epigraph, 12_500)),
        attribution: text(own.attribution, 9_200),
        attribution_source: text(own.attribution_source, 9_200),
        pull_quote: text(own.pull_quote, 20_000).cut(Cut::Bold),
        quotation: upright(text(own.quotation, 17_000)),
        long_quotation: upright(text(own.long_quotation, 12_500)),
        lead_quote: text(own.lead_quote, 40_000).cut(Cut::Bold),
        logline: text(own.logline, 31_000),
        section: at(own.section, 16_000, 28_000),
        value: text(own.value, 9_200),
        contents_entry: text(own.contents_entry, 17_000),
        contents_subtitle: upright(text(own.contents_subtitle, 9_200)),
        footnote: text(own.footnote, 8_000),
        cover_subtitle: upright(text(own.cover_subtitle, 17_000)),
        cover_creator: text(own.cover_creator, 12_500),
        ..own
    }
}
