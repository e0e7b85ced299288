//! What a kit asks of its pages, held against what the theme can do.
//!
//! Wishes come in as the metadata has them, a [`Design`] and what could not be had go out.

use super::{A3, A4, A5, Design, LETTER, Styles, THEMES, TextStyle};
use crate::base::{Code, Color, Diagnostic, Length, Size, Span, nearest};

/// What a kit asks for; empty texts ask for nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wishes<'a> {
    /// Name of a theme.
    pub theme: &'a str,
    /// Accent colour, `#rrggbb`.
    pub accent: &'a str,
    /// Name of a paper, or width and height: `170mm x 240mm`.
    pub paper: &'a str,
    /// Type sizes in points by name of style.
    pub sizes: &'a [(String, f64)],
    /// Line length in points.
    pub measure: Option<f64>,
    /// Where all this stands.
    pub span: Option<Span>,
}

const PAPERS: [(&str, Size); 4] = [("a4", A4), ("letter", LETTER), ("a5", A5), ("a3", A3)];

/// The smallest and the largest page: 100 by 140 and 330 by 480 millimetres.
const SHEETS: (Size, Size) = (
    Size { width: Length::milli(283_464), height: Length::milli(396_850) },
    Size { width: Length::milli(935_434), height: Length::milli(1_360_630) },
);

/// Least contrast of paper on the accent (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;

/// The lightest grey that the accent may be without colour.
const LIGHTEST: Color = Color { r: 0x76, g: 0x76, b: 0x76 };

/// Shortest and longest line of running text, by characters of the body type; a theme's own
/// holds [`CHARACTERS`]. A longer one takes its width from the margin column.
const MEASURES: (i64, i64) = (550, 750);
const CHARACTERS: i64 = 665;

/// What must be left of the margin column, so that captions still fit it.
const LEAST_MARGIN: Length = Length::pt(130);

/// The least size of type in points.
const SMALLEST: f64 = 6.0;

/// Settles the design. What cannot be had is reported, and the theme's own stands in.
#[must_use]
pub fn resolve(wishes: &Wishes<'_>) -> (Design, Vec<Diagnostic>) {
    let mut wrong = Wrong { span: wishes.span, diagnostics: Vec::new() };
    let theme = THEMES.iter().find(|(name, _)| *name == wishes.theme);
    if !wishes.theme.is_empty() && theme.is_none() {
        wrong.name("theme", wishes.theme, &THEMES.map(|(name, _)| name));
    }
    let (_, design) = theme.unwrap_or(&THEMES[0]);
    let mut design = design(paper(wishes.paper, &mut wrong));
    accent(wishes.accent, &mut design, &mut wrong);
    let own = design.styles.body.size;
    for (name, size) in wishes.sizes {
        resize(name, *size, &mut design.styles, &mut wrong);
    }
    if let Some(measure) = wishes.measure {
        set_measure(measure, own, &mut design, &mut wrong);
    }
    (design, wrong.diagnostics)
}

/// Collects what cannot be had.
struct Wrong {
    span: Option<Span>,
    diagnostics: Vec<Diagnostic>,
}

impl Wrong {
    fn error(&mut self, message: String, help: String) {
        let diagnostic = Diagnostic::error(Code::BadDesign, self.span, message);
        self.diagnostics.push(diagnostic.help(help));
    }

    fn name(&mut self, what: &str, name: &str, names: &[&str]) {
        let help = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of: {}", names.join(", ")),
        };
        self.error(format!("there is no {what} `{name}`"), help);
    }
}

fn paper(name: &str, wrong: &mut Wrong) -> Size {
    let lower = name.to_ascii_lowercase();
    let lower = lower.strip_prefix("us ").or(lower.strip_prefix("us-")).unwrap_or(&lower);
    if let Some((_, size)) = PAPERS.iter().find(|(paper, _)| *paper == lower) {
        return *size;
    }
    match measured(lower) {
        Some(size) if is_page(size) => return size,
        Some(_) => {
            let message = format!("no page can be `{name}`");
            let help = "write a width from 100mm to 330mm and a height from 140mm to 480mm";
            wrong.error(message, help.to_owned());
        }
        None if name.is_empty() => {}
        None => {
            wrong.name("paper", name, &PAPERS.map(|(paper, _)| paper));
            let help = wrong.diagnostics.last_mut().and_then(|last| last.help.as_mut());
            if let Some(help) = help {
                help.push_str("; or write a width and a height: `170mm x 240mm`");
            }
        }
    }
    A4
}

/// Whether a page can be as small or as large as this.
#[must_use]
pub fn is_page(size: Size) -> bool {
    within(SHEETS.0, size) && within(size, SHEETS.1)
}

/// Whether a page is no wider and no higher than another.
fn within(small: Size, large: Size) -> bool {
    small.width <= large.width && small.height <= large.height
}

/// A width and a height, each with its unit or both with the last one's: `170 x 240 mm`.
fn measured(written: &str) -> Option<Size> {
    let (width, height) = written.split_once(['x', '×'])?;
    let (height, unit) = length_in(height.trim(), None)?;
    let (width, _) = length_in(width.trim(), Some(unit))?;
    Some(Size { width, height })
}

/// A length with its unit: `3mm`, `0.125in`; none if it is none.
#[must_use]
pub fn length(written: &str) -> Option<Length> {
    length_in(written.trim(), None).map(|(length, _)| length)
}

/// A length and the points of its unit; `unit` stands in for one that is not written.
fn length_in(written: &str, unit: Option<f64>) -> Option<(Length, f64)> {
    let at = written.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(written.len());
    let (number, name) = written.split_at(at);
    let unit = match name.trim() {
        "mm" => 72.0 / 25.4,
        "cm" => 72.0 / 2.54,
        "in" => 72.0,
        "pt" => 1.0,
        "" => unit?,
        _ => return None,
    };
    let points = number.parse::<f64>().ok()? * unit;
    (points < 10_000.0).then(|| (Length::from_pt(points), unit))
}

fn accent(written: &str, design: &mut Design, wrong: &mut Wrong) {
    if written.is_empty() {
        return;
    }
    let Some(asked) = Color::parse(written) else {
        let own = design.colors.accent.hex();
        let message = format!("`accent` is `{written}`, which is no colour");
        wrong.error(
            message,
            format!("write red, green and blue in hexadecimal: `{own}`, in quotes"),
        );
        return;
    };
    let color = darkened(asked, design.colors.paper);
    if color != asked {
        let contrast = asked.contrast(design.colors.paper);
        let message = format!(
            "the accent `{}` is too light for type: {contrast:.1} : 1 against the paper, and {CONTRAST} : 1 is needed",
            asked.hex()
        );
        wrong.diagnostics.push(
            Diagnostic::warning(Code::BadDesign, wrong.span, message)
                .help(format!("`{}` is used instead", color.hex())),
        );
    }
    let old = design.colors.accent;
    design.colors.accent = color;
    if design.manner.flat == Some(old) {
        design.manner.flat = Some(color);
    }
    for_each(&mut design.styles, |style| {
        if style.color == old {
            style.color = color;
        }
    });
}

/// The colour, made darker in equal steps until paper can be read on it and it on paper.
fn darkened(mut color: Color, paper: Color) -> Color {
    let fits = |color: Color| {
        CONTRAST <= color.contrast(paper) && color.luminance() <= LIGHTEST.luminance()
    };
    while !fits(color) && color != Color::BLACK {
        let darker = |channel: u8| {
            let step = u16::from(channel) * 31 / 32;
            u8::try_from(step).unwrap_or(0)
        };
        color = Color { r: darker(color.r), g: darker(color.g), b: darker(color.b) };
    }
    color
}

fn resize(name: &str, size: f64, styles: &mut Styles, wrong: &mut Wrong) {
    let names: Vec<&str> = resizable(styles).iter().map(|(name, _)| *name).collect();
    let mut found = resizable(styles);
    let Some((_, style)) = found.iter_mut().find(|(style, _)| *style == name) else {
        wrong.name("type size", name, &names);
        return;
    };
    // Lines keep their distance, since it is the page's grid; so type may fill nine tenths.
    let largest = (style.leading.to_pt() * 9.0).floor() / 10.0;
    if !(SMALLEST..=largest).contains(&size) {
        let message = format!("`{name}` cannot be {size} pt");
        wrong.error(message, format!("write a size from {SMALLEST} to {largest}"));
        return;
    }
    style.size = Length::from_pt(size);
}

/// The styles that a kit may resize, by their names in the metadata.
fn resizable(styles: &mut Styles) -> [(&'static str, &mut TextStyle); 8] {
    [
        ("body", &mut styles.body),
        ("caption", &mut styles.caption),
        ("credit", &mut styles.credit),
        ("footnote", &mut styles.footnote),
        ("pull-quote", &mut styles.pull_quote),
        ("quotation", &mut styles.quotation),
        ("code", &mut styles.code),
        ("table", &mut styles.table),
    ]
}

/// Sets the length of lines; `own` is the size of the theme's body type.
fn set_measure(measure: f64, own: Length, design: &mut Design, wrong: &mut Wrong) {
    let body = &design.styles.body;
    let (size, largest) = (body.size, body.leading.ratio(9, 10));
    let page = &mut design.page;
    let Some(margin) = page.margin else {
        let message = "`measure` has no effect on a paper so narrow".to_owned();
        wrong.error(message, "remove it, or choose `paper: a4`".to_owned());
        return;
    };
    let widest = page.measure + (margin - LEAST_MARGIN).max(Length::ZERO);
    let of = |characters| page.measure.ratio(characters, CHARACTERS).ratio(size.0, own.0.max(1));
    let (shortest, longest) = (of(MEASURES.0), of(MEASURES.1).min(widest));
    let wanted = Length::from_pt(measure);
    if !(shortest..=longest).contains(&wanted) {
        let message = format!("`measure` cannot be {measure} pt");
        let points = |length: Length| length.to_pt().round();
        let mut help = format!("write a length from {} to {}", points(shortest), points(longest));
        let needed = (10.0 * size.to_pt() * measure / longest.to_pt()).ceil() / 10.0;
        if longest < wanted && wanted <= widest && needed <= largest.to_pt() {
            help.push_str(&format!(", or set the text larger: `sizes: {{body: {needed}}}`"));
        }
        wrong.error(message, help);
        return;
    }
    let taken = (wanted - page.measure).max(Length::ZERO);
    page.margin = Some(margin - taken);
    page.axis -= taken;
    page.measure = wanted;
}

/// Changes every style.
fn for_each(styles: &mut Styles, change: impl Fn(&mut TextStyle)) {
    let Styles {
        body,
        opening,
        subhead,
        subsubhead,
        display,
        chapter_title,
        subtitle,
        epigraph,
        attribution,
        attribution_source,
        pull_quote,
        quotation,
        long_quotation,
        lead_quote,
        logline,
        caption,
        position,
        credit,
        label,
        value,
        section,
        group,
        head,
        folio,
        contents_title,
        contents_number,
        contents_entry,
        contents_subtitle,
        footnote,
        still,
        code,
        table,
        cover_subtitle,
        cover_creator,
        cover_line,
        big_fact,
    } = styles;
    for style in [
        body,
        opening,
        subhead,
        subsubhead,
        display,
        chapter_title,
        subtitle,
        epigraph,
        attribution,
        attribution_source,
        pull_quote,
        quotation,
        long_quotation,
        lead_quote,
        logline,
        caption,
        position,
        credit,
        label,
        value,
        section,
        group,
        head,
        folio,
        contents_title,
        contents_number,
        contents_entry,
        contents_subtitle,
        footnote,
        still,
        code,
        table,
        cover_subtitle,
        cover_creator,
        cover_line,
        big_fact,
    ] {
        change(style);
    }
}

#[cfg(test)]
mod tests;
