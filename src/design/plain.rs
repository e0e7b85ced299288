//! The theme `plain`: one family of book type, black on white, photographs in greys.
//!
//! For newspapers' printers and readers who want words. Page and grid are those of
//! `gallery`, so that a kit has the same pages in both; nothing bleeds, for office printers.

use super::{Cover, Cut, Design, Figures, Manner, Palette, Styles, TextStyle, gallery};
use crate::base::{Color, Length, Size};
use crate::font::Family;

pub(super) fn design(paper: Size) -> Design {
    let colors = Palette {
        black: Color::BLACK,
        accent: Color::BLACK,
        grey: Color::BLACK,
        paper: Color::WHITE,
    };
    let manner = Manner {
        cover: Cover::Sheet,
        flat: None,
        bleeds: false,
        heaviest: Length::milli(750),
        grey: true,
        capitals: false,
        wide_years: false,
        hairlines: false,
        big_facts: false,
        thumbnails: false,
    };
    let styles = styles(&colors);
    Design { theme: "plain", colors, styles, manner, ..gallery::design(paper) }
}

fn styles(colors: &Palette) -> Styles {
    let own = gallery::styles(colors);
    let text = |style: TextStyle| TextStyle { family: Family::TEXT, tracking: 0, ..style };
    let at = |style: TextStyle, size: i64, leading: i64| {
        style.sized(Length::milli(size), Length::milli(leading))
    };
    let italic = own.body.aligned(own.label.align).cut(Cut::Italic);
    let italic = TextStyle { hyphenate: false, ..italic };
    let small = TextStyle { hyphenate: true, ..at(text(own.caption), 9_000, 11_000) };
    let line = TextStyle { figures: Figures::OldStyle, ..italic };
    Styles {
        subhead: italic,
        subsubhead: italic,
        display: text(own.display),
        chapter_title: text(own.chapter_title),
        caption: small,
        position: small.cut(Cut::Italic),
        credit: TextStyle { hyphenate: false, ..small.cut(Cut::Italic) },
        label: italic,
        section: text(own.section),
        group: italic,
        head: line,
        folio: TextStyle { cut: Cut::Regular, ..line },
        contents_title: text(own.contents_title),
        contents_number: TextStyle { figures: Figures::OldStyle, ..text(own.contents_number) },
        still: small,
        table: at(text(own.table), 9_500, 14_000),
        lead_quote: at(own.quotation, 20_000, 28_000),
        cover_subtitle: own.cover_subtitle.colored(colors.black),
        cover_creator: own.cover_creator.colored(colors.black),
        cover_line: line,
        big_fact: text(own.big_fact),
        ..own
    }
}
