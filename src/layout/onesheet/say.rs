//! What stands on a one-sheet under its head, piece by piece: what the work is, in words.
//!
//! The metadata and [`Limits`] come in, lines in columns go out. It decides no order of
//! giving way and knows no page but through its columns. What is practical stands in
//! `practical`, what is on the band at the foot in `foot`.

use super::column::Column;
use super::limits::Limits;
use crate::base::{Lang, Length};
use crate::design::{Align, Figures, TextStyle};
use crate::document::{Block, BlockKind, Document, Inline, Part, PressQuote, flatten};
use crate::layout::compose::{Line, Mark, Text};
use crate::layout::ctx::Ctx;
use crate::layout::sheet::Sheets;
use crate::layout::words;
use crate::pages::{NodeId, Role};
use crate::phrases;

/// How much of a text's beginning stands for a synopsis at most, in bytes.
const OPENING: usize = 2_000;

/// Sets the pieces of one page.
pub(super) struct Say<'s, 'c, 'a> {
    pub part: NodeId,
    pub limits: &'s Limits,
    pub sheets: &'s mut Sheets,
    /// Whether the logline's end is missing.
    pub cut: bool,
    pub ctx: &'c mut Ctx<'a>,
}

impl Say<'_, '_, '_> {
    /// Subtitle and makers.
    pub(super) fn work(&mut self, column: &mut Column) {
        let styles = self.ctx.design.styles;
        let metadata = &self.ctx.document.metadata;
        let black = self.ctx.design.colors.black;
        let (size, row) = (styles.long_quotation.size, self.ctx.design.page.row);
        let subtitle = styles.cover_subtitle.colored(black).sized(size, row + row / 4);
        let subtitle = subtitle.aligned(Align::Balanced);
        let lines = self.held(&metadata.title.subtitle, &subtitle, column.width, 3);
        self.paragraph(lines, (row, subtitle.leading), column);
        let makers = phrases::makers(&metadata.creators, self.ctx.locale);
        let lines = self.held(&makers, &styles.value, column.width, 2);
        self.paragraph(lines, (row, row), column);
    }

    /// Logline, synopsis and quotes.
    pub(super) fn words(&mut self, column: &mut Column) {
        let metadata = &self.ctx.document.metadata;
        let styles = self.ctx.design.styles;
        let row = self.ctx.design.page.row;
        if !metadata.logline.is_empty() {
            // Papers without a margin column are read closer to the eye.
            let (size, leading) = if self.is_narrow() {
                (styles.long_quotation.size, row + row / 2)
            } else {
                (styles.quotation.size, row * 2)
            };
            let style = styles.logline.sized(size, leading).aligned(Align::Balanced);
            let node = self.sheets.node(self.part, Role::Paragraph);
            let words = words::words(self.sheets, &metadata.logline, &style, node, &[]).text;
            let mut lines = self.compose(&words, &style, column.width);
            if self.limits.logline < lines.len() {
                self.cut = true;
                let words = flatten(&metadata.logline);
                lines = self.fitted(&words, &style, column.width, self.limits.logline);
            }
            column.set(lines, (row * 2, leading), node, self.sheets);
        }
        self.synopsis(column);
        for quote in metadata.quotes.iter().take(self.limits.quotes) {
            self.quote(quote, column);
        }
    }

    fn synopsis(&mut self, column: &mut Column) {
        let style = self.ctx.design.styles.body;
        let row = self.ctx.design.page.row;
        let mut left = self.limits.sentences;
        for (number, (content, lang)) in in_short(self.ctx.document).into_iter().enumerate() {
            let content = sentences(&content, &mut left);
            if content.is_empty() {
                break;
            }
            let node = self.sheets.node_in(self.part, Role::Paragraph, lang);
            let text = words::words(self.sheets, &content, &style, node, &[]).text;
            let mut setting = self.ctx.setting_in(&style, column.width, lang);
            setting.indent = if number == 0 { Length::ZERO } else { row };
            let lines = self.ctx.lines(&text, &setting, None);
            column.set(lines, (if number == 0 { row * 2 } else { row }, row), node, self.sheets);
        }
    }

    /// A quote in the accent, its opening mark hung outside, and whose it is.
    fn quote(&mut self, quote: &PressQuote, column: &mut Column) {
        let design = self.ctx.design;
        let row = design.page.row;
        let style = design.styles.long_quotation.colored(design.colors.accent);
        let (open, close) = self.ctx.document.quotes;
        let block = self.sheets.node(self.part, Role::BlockQuote);
        let node = self.sheets.node(block, Role::Paragraph);
        let said = words::words(self.sheets, &quote.text, &style, node, &[]).text;
        let mut text = Text::default();
        text.push(open, &style, Mark(0));
        text.text.push_str(&said.text);
        text.spans.extend(said.spans);
        text.push(close, &style, Mark(0));
        let mut setting = self.ctx.setting(&style, column.width);
        setting.indent = -self.ctx.single(&Text::plain(open, &style), None).width;
        let lines = self.ctx.lines(&text, &setting, None);
        column.set(lines, (self.apart(), style.leading), node, self.sheets);
        let who = [&quote.by, &quote.outlet].map(String::as_str);
        let who: Vec<_> = who.into_iter().filter(|name| !name.is_empty()).collect();
        if !who.is_empty() {
            let name = design.styles.attribution;
            let lines = self.held(&format!("–\u{a0}{}", who.join(", ")), &name, column.width, 2);
            self.paragraph(lines, (style.leading, row), column);
        }
        column.settle(&design.page);
    }

    pub(super) fn paragraph(
        &mut self,
        lines: Vec<Line>,
        steps: (Length, Length),
        column: &mut Column,
    ) {
        let node = self.sheets.inner(self.part, Role::Paragraph);
        column.set(lines, steps, node, self.sheets);
    }

    pub(super) fn compose(&mut self, text: &Text, style: &TextStyle, width: Length) -> Vec<Line> {
        let setting = self.ctx.setting(style, width);
        self.ctx.lines(text, &setting, None)
    }

    /// Whether the page is too narrow for a margin column.
    pub(super) fn is_narrow(&self) -> bool {
        self.ctx.design.page.margin.is_none()
    }

    /// From the last line of one thing to the first of the next.
    pub(super) fn apart(&self) -> Length {
        self.ctx.design.page.row * if self.is_narrow() { 2 } else { 3 }
    }

    /// The same as `fitted`, on as few lines as the page allows.
    pub(super) fn held(
        &mut self,
        words: &str,
        style: &TextStyle,
        width: Length,
        most: usize,
    ) -> Vec<Line> {
        self.fitted(words, style, width, most.min(self.limits.lines))
    }

    /// Things that are said one after the other: on one line if there is room for it, else
    /// each on lines of its own.
    pub(super) fn listed(
        &mut self,
        things: &[&str],
        style: &TextStyle,
        width: Length,
        most: usize,
    ) -> Vec<Line> {
        let things: Vec<&str> = things.iter().copied().filter(|thing| !thing.is_empty()).collect();
        let whole = self.held(&things.join(", "), style, width, most);
        if whole.len() < 2 || things.len() < 2 {
            return whole;
        }
        let mut lines = Vec::new();
        for (number, thing) in (1..).zip(&things) {
            let comma = if number < things.len() { "," } else { "" };
            lines.extend(self.held(&format!("{thing}{comma}"), style, width, most));
        }
        if lines.len() <= most.min(self.limits.lines) { lines } else { whole }
    }

    /// As many words as so many lines bear; an ellipsis says that there were more.
    pub(super) fn fitted(
        &mut self,
        words: &str,
        style: &TextStyle,
        width: Length,
        most: usize,
    ) -> Vec<Line> {
        if words.is_empty() {
            return Vec::new();
        }
        let style = TextStyle { figures: lining(style.figures), ..*style };
        let mut lines = self.compose(&Text::plain(words, &style), &style, width);
        if lines.len() <= most {
            return lines;
        }
        let ends: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
        let (mut fit, mut too_many) = (0, ends.len());
        while fit < too_many {
            let middle = usize::midpoint(fit, too_many);
            let beginning = words[..ends[middle]].trim_end_matches([',', ';', ':', '–', '.']);
            let text = Text::plain(format!("{beginning}…"), &style);
            let tried = self.compose(&text, &style, width);
            if tried.len() <= most {
                (fit, lines) = (middle + 1, tried);
            } else {
                too_many = middle;
            }
        }
        lines.truncate(most);
        lines
    }
}

/// The paragraphs of the short synopsis. A kit that has neither that nor a logline, such as a
/// news release, says what it is about at the beginning of its text: without links and notes.
fn in_short(document: &Document) -> Vec<(Vec<Inline>, Option<&Lang>)> {
    let metadata = &document.metadata;
    let paragraph = |block: &'_ Block| match &block.kind {
        BlockKind::Paragraph(content) => Some(content.clone()),
        _ => None,
    };
    if !metadata.synopsis.short.is_empty() || !metadata.logline.is_empty() {
        let blocks = metadata.synopsis.short.iter();
        return blocks.filter_map(|b| Some((paragraph(b)?, b.lang.as_ref()))).collect();
    }
    let first = document.parts.iter().find_map(|part| match part {
        Part::Chapter(chapter) => Some(&chapter.blocks),
        Part::Data(_) => None,
    });
    // A standfirst may be what the metadata has as its subtitle.
    let subtitle = &metadata.title.subtitle;
    let again = |block: &&Block| paragraph(block).is_some_and(|said| flatten(&said) == *subtitle);
    let mut room = OPENING;
    let opening = first.into_iter().flatten().skip_while(again).map_while(|block| {
        let words = flatten(&paragraph(block)?);
        room = room.checked_sub(words.len())?;
        Some((vec![Inline::Text(words)], block.lang.as_ref()))
    });
    opening.collect()
}

/// Data has lining figures.
fn lining(figures: Figures) -> Figures {
    match figures {
        Figures::OldStyle => Figures::Lining,
        other => other,
    }
}

/// The first sentences of a text, as many as are left; what is taken is subtracted.
pub(super) fn sentences(content: &[Inline], left: &mut usize) -> Vec<Inline> {
    let mut taken = Vec::new();
    for inline in content {
        if *left == 0 {
            break;
        }
        let Inline::Text(text) = inline else {
            taken.push(inline.clone());
            continue;
        };
        let mut end = text.len();
        for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…'))
        {
            let after = text[at + mark.len_utf8()..].trim_start_matches(['”', '’', '»', '"', ')']);
            let mut next = after.chars();
            let ends = next.next().is_none_or(char::is_whitespace)
                && next.next().is_none_or(|c| !c.is_lowercase());
            if ends {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    end = text.len() - after.len();
                    break;
                }
            }
        }
        taken.push(Inline::Text(text[..end].to_owned()));
    }
    taken
}
