//! The theme `gallery`: one axis, poster type against book type, one accent.
//!
//! A text column of 66 characters and a margin column of 0.7 of that stand on one axis, on rows
//! of 14 points: large enough for pictures beside the text, and seen again on every page.

use super::{
    Align, Caps, Cover, Cut, Design, Figures, Manner, PageDesign, Palette, Styles, TextStyle,
};
use crate::base::{Color, Length, Size};
use crate::font::{Family, Typeface};

/// Width of the type area: 12 columns of 26 and 11 gutters of 14.
const TYPE_WIDTH: Length = Length::pt(466);
/// Five columns.
const MARGIN: Length = Length::pt(186);
/// Seven columns: about 66 characters of the body type.
const MEASURE: Length = Length::pt(266);
const GUTTER: Length = Length::pt(14);
const ROW: Length = Length::pt(14);
const ORIGIN: Length = Length::pt(84);
/// Papers narrower than this have no margin column.
const NARROW: Length = Length::pt(538);
/// What stays white under the last baseline: 842 − 770 on A4, 792 − 728 on Letter.
const FOOT: Length = Length::pt(64);

pub(super) fn design(paper: Size) -> Design {
    let colors = Palette {
        black: Color::BLACK,
        accent: Color { r: 0x8c, g: 0x2f, b: 0x1b },
        grey: Color { r: 0x5f, g: 0x5a, b: 0x55 },
        paper: Color::WHITE,
    };
    let manner = Manner {
        cover: Cover::Printed,
        flat: Some(colors.accent),
        bleeds: true,
        heaviest: Length::pt(2),
        grey: false,
        capitals: true,
        wide_years: true,
        hairlines: true,
        big_facts: true,
        thumbnails: true,
    };
    Design {
        theme: "gallery",
        page: page(paper),
        colors,
        styles: styles(&colors),
        manner,
        typeface: Typeface::Book,
    }
}

fn page(paper: Size) -> PageDesign {
    let wide = NARROW <= paper.width;
    let width = if wide { TYPE_WIDTH } else { MEASURE.min(paper.width - ROW * 4) };
    let left = (paper.width - width) / 2;
    let last = (paper.height - FOOT - ORIGIN).0 / ROW.0;
    let rows = u16::try_from(last + 1).unwrap_or(12).max(12);
    PageDesign {
        paper,
        left,
        width,
        margin: wide.then_some(MARGIN),
        axis: if wide { left + MARGIN + GUTTER } else { left },
        measure: if wide { MEASURE } else { width },
        gutter: GUTTER,
        origin: ORIGIN,
        row: ROW,
        capitals: Length::milli(6_830),
        rows,
        head: Length::pt(42),
        band_row: rows - 2,
    }
}

/// The kinds of type, in which other themes change what they will.
pub(super) fn styles(colors: &Palette) -> Styles {
    let serif = TextStyle {
        family: Family::TEXT,
        cut: Cut::Regular,
        size: Length::milli(10_500),
        leading: ROW,
        color: colors.black,
        figures: Figures::OldStyle,
        caps: Caps::AsTyped,
        tracking: 0,
        align: Align::Ragged,
        hyphenate: false,
    };
    let italic = serif.cut(Cut::Italic);
    let sans = TextStyle { family: Family::SANS, figures: Figures::Lining, ..serif };
    let display = TextStyle { family: Family::DISPLAY, ..sans };
    let body = TextStyle { align: Align::Justified, hyphenate: true, ..serif };
    let at = |style: TextStyle, size: i64, leading: i64| {
        style.sized(Length::milli(size), Length::milli(leading))
    };
    let caption = TextStyle { hyphenate: true, ..at(sans, 8_500, 11_000) };
    let label = at(sans, 9_500, 14_000).colored(colors.accent);
    Styles {
        body,
        opening: TextStyle { caps: Caps::Small, tracking: 50, ..body },
        subhead: TextStyle { tracking: 20, ..at(display, 14_000, 14_000).colored(colors.accent) },
        subsubhead: italic,
        display: display.colored(colors.accent),
        chapter_title: at(display, 36_000, 42_000).aligned(Align::Balanced),
        subtitle: at(italic, 14_000, 14_000).aligned(Align::Balanced),
        epigraph: at(italic, 14_000, 21_000),
        attribution: TextStyle { caps: Caps::AllSmall, tracking: 80, ..serif },
        attribution_source: serif.aligned(Align::Balanced),
        pull_quote: at(italic, 24_000, 28_000).colored(colors.accent).aligned(Align::Balanced),
        quotation: at(italic, 20_000, 28_000),
        long_quotation: at(italic, 14_000, 21_000),
        lead_quote: at(italic, 48_000, 56_000).colored(colors.paper).aligned(Align::Balanced),
        logline: TextStyle {
            figures: Figures::Lining,
            ..at(serif, 36_000, 42_000).aligned(Align::Balanced)
        },
        caption,
        position: caption.cut(Cut::Italic).colored(colors.accent),
        credit: TextStyle { hyphenate: false, ..at(caption, 7_500, 11_000).colored(colors.grey) },
        label,
        value: TextStyle { figures: Figures::Lining, ..serif },
        section: at(display, 20_000, 28_000),
        group: at(display, 14_000, 14_000),
        head: at(sans, 8_500, 14_000).colored(colors.grey),
        folio: at(sans, 9_500, 14_000).cut(Cut::Bold).colored(colors.accent),
        contents_title: at(display, 36_000, 42_000),
        contents_number: at(display, 20_000, 28_000).colored(colors.accent),
        contents_entry: at(serif, 20_000, 28_000),
        contents_subtitle: italic.colored(colors.grey),
        footnote: at(serif, 9_000, 11_000),
        still: at(sans, 8_000, 10_000),
        code: TextStyle {
            family: Family::MONO,
            figures: Figures::Lining,
            ..at(serif, 8_500, 14_000)
        },
        table: at(sans, 8_500, 14_000),
        cover_subtitle: at(italic, 20_000, 28_000).colored(colors.paper).aligned(Align::Balanced),
        cover_creator: at(serif, 14_000, 14_000).colored(colors.paper),
        cover_line: at(sans, 9_500, 14_000).colored(colors.paper),
        big_fact: display.colored(colors.accent),
    }
}
