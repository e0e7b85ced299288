//! What stands on a one-sheet under its head, piece by piece.
//!
//! The metadata and [`Limits`] come in, lines in columns go out. It decides no order of
//! giving way and knows no page but through its columns.

use super::column::Column;
use super::facts;
use super::limits::Limits;
use crate::base::{Length, Rect};
use crate::design::{Align, Cut, Figures, TextStyle};
use crate::document::{BlockKind, Contact, Event, FactRow, Inline, PressQuote, flatten};
use crate::layout::band::Band;
use crate::layout::captions;
use crate::layout::compose::{Line, Mark, Text};
use crate::layout::ctx::Ctx;
use crate::layout::link::{self, Address};
use crate::layout::qr::{self, Code};
use crate::layout::sheet::Sheets;
use crate::layout::words;
use crate::locale::Word;
use crate::pages::{Artifact, NodeId, Role, Tag};
use crate::phrases::{self, capital};

/// From the labels of facts to their values, at least; the rest of the column is theirs.
const VALUE_AT: Length = Length::milli(59_500);
/// From the widest label to the values.
const APART: Length = Length::pt(8);
/// From the rule above the premiere down to its baseline.
const RULE_ABOVE: Length = Length::pt(22);
/// Weight of that rule.
const RULE: Length = Length::pt(1);
/// From a label's baseline up to the top of the code beside it.
const CODE_ABOVE: Length = Length::pt(16);
/// Height of capitals in the words at a code.
const CAPITALS: Length = Length::pt(6);
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
        let lines = self.fitted(&metadata.title.subtitle, &subtitle, column.width, 3);
        self.paragraph(lines, (row, subtitle.leading), column);
        let makers = phrases::makers(&metadata.creators, self.ctx.locale);
        let lines = self.fitted(&makers, &styles.value, column.width, 2);
        self.paragraph(lines, (row, row), column);
    }

    /// Logline, synopsis and quotes.
    pub(super) fn words(&mut self, column: &mut Column) {
        let metadata = &self.ctx.document.metadata;
        let styles = self.ctx.design.styles;
        let row = self.ctx.design.page.row;
        if !metadata.logline.is_empty() {
            let size = styles.quotation.size;
            let style = styles.logline.sized(size, row * 2).aligned(Align::Ragged);
            let node = self.sheets.node(self.part, Role::Paragraph);
            let words = words::words(self.sheets, &metadata.logline, &style, node, &[]).text;
            let mut lines = self.compose(&words, &style, column.width);
            if self.limits.logline < lines.len() {
                self.cut = true;
                let words = flatten(&metadata.logline);
                lines = self.fitted(&words, &style, column.width, self.limits.logline);
            }
            column.set(lines, (row * 2, row * 2), node, self.sheets);
        }
        self.synopsis(column);
        for quote in metadata.quotes.iter().take(self.limits.quotes) {
            self.quote(quote, column);
        }
    }

    fn synopsis(&mut self, column: &mut Column) {
        let synopsis = &self.ctx.document.metadata.synopsis;
        let style = self.ctx.design.styles.body;
        let row = self.ctx.design.page.row;
        let mut left = self.limits.sentences;
        for (number, block) in synopsis.short.iter().enumerate() {
            let BlockKind::Paragraph(content) = &block.kind else { continue };
            let content = sentences(content, &mut left);
            if content.is_empty() {
                break;
            }
            let lang = block.lang.as_ref();
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
        let quotes = self.ctx.locale.quotes();
        let block = self.sheets.node(self.part, Role::BlockQuote);
        let node = self.sheets.node(block, Role::Paragraph);
        let said = words::words(self.sheets, &quote.text, &style, node, &[]).text;
        let mut text = Text::default();
        text.push(quotes.open, &style, Mark(0));
        text.text.push_str(&said.text);
        text.spans.extend(said.spans);
        text.push(quotes.close, &style, Mark(0));
        let mut setting = self.ctx.setting(&style, column.width);
        setting.indent = -self.ctx.single(&Text::plain(quotes.open, &style), None).width;
        let lines = self.ctx.lines(&text, &setting, None);
        column.set(lines, (row * 3, style.leading), node, self.sheets);
        let who = [&quote.by, &quote.outlet].map(String::as_str);
        let who: Vec<_> = who.into_iter().filter(|name| !name.is_empty()).collect();
        if !who.is_empty() {
            let name = design.styles.attribution;
            let lines = self.fitted(&format!("–\u{a0}{}", who.join(", ")), &name, column.width, 2);
            self.paragraph(lines, (style.leading, row), column);
        }
        // What follows stands on a whole row.
        let off = (column.y - design.page.origin).0.rem_euclid(row.0);
        if off != 0 {
            column.y += Length(row.0 - off);
        }
    }

    /// When, facts, whom to ask, and the code.
    pub(super) fn practical(&mut self, column: &mut Column) {
        self.dates(column);
        self.facts(column);
        self.contact(column);
    }

    fn dates(&mut self, column: &mut Column) {
        let metadata = &self.ctx.document.metadata;
        let Some(premiere) = phrases::premiere(&metadata.dates) else { return };
        let (design, locale) = (self.ctx.design, self.ctx.locale);
        let (styles, row) = (design.styles, design.page.row);
        column.down(row * 3);
        let weight = RULE.min(design.manner.heaviest);
        let top = column.y - RULE_ABOVE - weight / 2;
        let rule = Rect::new(column.x, top, column.width, weight);
        self.sheets.fill(rule, design.colors.accent, Tag::Artifact(Artifact::Layout));
        let mut when = phrases::moment(&premiere.when, true, locale);
        if let Some(until) = &premiere.until {
            when = format!("{when} – {}", phrases::moment(until, true, locale));
        }
        let big =
            TextStyle { leading: row + row / 2, ..styles.section }.colored(design.colors.accent);
        let lines = self.fitted(&when, &big, column.width, 3);
        self.paragraph(lines, (Length::ZERO, big.leading), column);
        let said = said_of(premiere);
        let lines = self.fitted(&said, &styles.value, column.width, 3);
        self.paragraph(lines, (row, row), column);
        let others = metadata.dates.iter().filter(|event| *event != premiere);
        for event in others.take(self.limits.dates) {
            let mut words = phrases::moment(&event.when, false, locale);
            let said = said_of(event);
            if !said.is_empty() {
                words = format!("{words}: {said}");
            }
            let lines = self.fitted(&words, &styles.value, column.width, 2);
            self.paragraph(lines, (row + row / 2, row), column);
        }
    }

    fn facts(&mut self, column: &mut Column) {
        let rows = fair(&facts(self.ctx), self.limits.facts);
        if rows.is_empty() {
            return;
        }
        let design = self.ctx.design;
        let row = design.page.row;
        let label = design.styles.label;
        let value = label.cut(Cut::Regular).colored(design.colors.black);
        let mut widest = Length::ZERO;
        for fact in &rows {
            let line = self.ctx.single(&Text::plain(fact.label.as_str(), &label), None);
            widest = widest.max(line.width);
        }
        let at = (widest + APART).max(VALUE_AT).min(column.width / 2);
        let list = self.sheets.node(self.part, Role::List);
        for (number, fact) in rows.iter().enumerate() {
            let item = self.sheets.node(list, Role::ListItem);
            let node = self.sheets.node(item, Role::Label);
            let labels = self.fitted(&fact.label, &label, at - APART, 3);
            let values = self.fitted(&fact.value.join(", "), &value, column.width - at, 3);
            column.down(if number == 0 { row * 2 } else { row });
            let mut beside = Column::new(column.x + at, column.width, column.y);
            let mut labelled = Column::new(column.x, at, column.y);
            labelled.set(labels, (row, row), node, self.sheets);
            let body = self.sheets.node(item, Role::ListBody);
            let body = self.sheets.node(body, Role::Paragraph);
            beside.set(values, (row, row), body, self.sheets);
            column.y = beside.y.max(labelled.y);
        }
    }

    /// Whom the press may ask, and beside it the code of the kit's address.
    fn contact(&mut self, column: &mut Column) {
        let metadata = &self.ctx.document.metadata;
        let row = self.ctx.design.page.row;
        let wanted = self.limits.code;
        let code = self.address().filter(|_| wanted).and_then(|url| {
            let code = qr::encode(&link::absolute(&url))?;
            Some((url, code))
        });
        let Some(contact) = phrases::press_first(&metadata.contacts).next() else {
            if let Some((url, code)) = code {
                column.down(row * 3);
                self.code_first(&url, &code, column.y - CODE_ABOVE, column);
            }
            return;
        };
        let lines = self.card(contact, column.width);
        let wide = lines.iter().flat_map(|(_, lines)| lines).map(|line| line.width);
        let wide = wide.fold(Length::ZERO, Length::max);
        column.down(row * 3);
        let top = column.y - CODE_ABOVE;
        for (number, (node, lines)) in lines.into_iter().enumerate() {
            let before = if number == 0 { Length::ZERO } else { row };
            column.set(lines, (before, row), node, self.sheets);
        }
        let Some((url, code)) = code else { return };
        if wide + code.quiet() <= column.width - qr::SIDE {
            let x = column.x + column.width - qr::SIDE;
            let foot = self.code(&url, &code, (x, top));
            column.y = column.y.max(foot);
        } else {
            let top = column.y + row;
            self.code_first(&url, &code, top, column);
        }
    }

    /// The code at the column's left, its address beside it.
    fn code_first(&mut self, url: &str, code: &Code, top: Length, column: &mut Column) {
        let still = self.ctx.design.styles.still;
        let beside = qr::SIDE + code.quiet();
        let foot = top + qr::SIDE;
        code.draw(phrases::bare(url), (column.x, top), self.part, self.sheets);
        let node = self.sheets.inner(self.part, Role::Paragraph);
        let lines = self.address_lines(url, &still, column.width - beside, node);
        let more = i64::try_from(lines.len()).unwrap_or(1).max(1) - 1;
        let mut at = Column::new(column.x + beside, column.width, foot - still.leading * more);
        at.set(lines, (still.leading, still.leading), node, self.sheets);
        column.y = foot;
    }

    /// The code, its address under it, both to the same right edge; returns the last baseline.
    fn code(&mut self, url: &str, code: &Code, (x, top): (Length, Length)) -> Length {
        let still = self.ctx.design.styles.still;
        code.draw(phrases::bare(url), (x, top), self.part, self.sheets);
        let node = self.sheets.inner(self.part, Role::Paragraph);
        let mut y = top + qr::SIDE + code.quiet() + CAPITALS;
        for line in self.address_lines(url, &still, qr::SIDE + qr::SIDE / 2, node) {
            let right = x + qr::SIDE - line.width;
            self.sheets.set(line, right, y, node);
            y += still.leading;
        }
        y - still.leading
    }

    fn address_lines(
        &mut self,
        url: &str,
        style: &TextStyle,
        width: Length,
        node: NodeId,
    ) -> Vec<Line> {
        let mut text = Text::default();
        link::push_address(&mut text, url, Address::Web, style, node, self.sheets);
        self.compose(&text, style, width)
    }

    /// Where the kit is online, else its stills, else the first of its links.
    fn address(&self) -> Option<String> {
        let metadata = &self.ctx.document.metadata;
        let links = metadata.links.iter().map(|link| &link.url);
        let all = [&metadata.online, &metadata.stills.url].into_iter().chain(links);
        all.into_iter().find(|url| !url.is_empty() && !url.starts_with("mailto:")).cloned()
    }

    /// A contact in paragraphs, the first of them its label.
    fn card(&mut self, contact: &Contact, width: Length) -> Vec<(NodeId, Vec<Line>)> {
        let styles = self.ctx.design.styles;
        let mut card = Vec::new();
        let words = [
            (capital(&contact.purpose), styles.label),
            (contact.name.clone(), styles.value),
            (contact.org.clone(), styles.value),
        ];
        for (words, style) in words.into_iter().filter(|(words, _)| !words.is_empty()) {
            let node = self.sheets.inner(self.part, Role::Paragraph);
            card.push((node, self.fitted(&words, &style, width, 2)));
        }
        let addresses = [(&contact.email, Address::Mail), (&contact.phone, Address::Telephone)];
        for (address, kind) in addresses.into_iter().filter(|(address, _)| !address.is_empty()) {
            let node = self.sheets.inner(self.part, Role::Paragraph);
            let mut text = Text::default();
            link::push_address(&mut text, address, kind, &styles.value, node, self.sheets);
            card.push((node, self.compose(&text, &styles.value, width)));
        }
        card
    }

    /// Awards, or which edition this is, at the left; embargo, a second contact and who took
    /// the photograph on the axis.
    pub(super) fn band(&mut self, band: &mut Band) {
        let document = self.ctx.document;
        let (metadata, locale) = (&document.metadata, self.ctx.locale);
        let page = self.ctx.design.page;
        let style = self.ctx.design.styles.cover_line;
        let awards = metadata.awards.iter().take(self.limits.awards);
        let mut left: Vec<String> = awards
            .map(|award| {
                let year = award.date.map(|date| date.year.to_string()).unwrap_or_default();
                let body = if award.body.is_empty() { &award.place } else { &award.body };
                [award.name.as_str(), body, &year]
                    .into_iter()
                    .filter(|w| !w.is_empty())
                    .collect::<Vec<_>>()
                    .join(", ")
            })
            .collect();
        if left.is_empty() {
            left.push(locale.word(Word::PressKit).to_owned());
            left.push(phrases::edition(metadata, locale));
        }
        let mut right = Vec::new();
        right.extend(metadata.embargo.as_ref().map(|e| phrases::embargo(e, true, locale)));
        let contacts = phrases::press_first(&metadata.contacts).skip(1);
        right.extend(contacts.take(self.limits.contacts).map(in_a_line));
        let strong =
            if self.ctx.design.manner.flat.is_some() { style } else { style.cut(Cut::Bold) };
        for words in left.iter().filter(|words| !words.is_empty()) {
            let width = page.margin.unwrap_or(page.measure);
            for (node, line) in self.band_lines(words, &style, width, 2) {
                band.left(band.next_left(), node, line);
            }
        }
        for (number, words) in right.iter().enumerate() {
            let embargo = number == 0 && metadata.embargo.is_some();
            let style = if embargo { strong } else { style };
            for (node, line) in self.band_lines(words, &style, page.measure, 3) {
                band.right(band.next_right(), node, line);
            }
        }
        let photo = document.front.cover_photo.map(|id| document.photo(id));
        if let Some((photo, credit)) = photo.and_then(|p| Some((p, p.credit.as_ref()?))) {
            let mut words = captions::one(credit, locale);
            if !photo.usage.is_empty() {
                words = format!("{words}, {}", photo.usage);
            }
            let size = self.ctx.design.styles.credit.size;
            let small = style.sized(size, style.leading);
            for (node, line) in self.band_lines(&words, &small, page.measure, 2) {
                band.right(band.next_right(), node, line);
            }
        }
    }

    fn band_lines(
        &mut self,
        words: &str,
        style: &TextStyle,
        width: Length,
        most: usize,
    ) -> Vec<(NodeId, Line)> {
        let node = self.sheets.inner(self.part, Role::Paragraph);
        let lines = self.fitted(&capital(words), style, width, most);
        lines.into_iter().map(|line| (node, line)).collect()
    }

    fn paragraph(&mut self, lines: Vec<Line>, steps: (Length, Length), column: &mut Column) {
        let node = self.sheets.inner(self.part, Role::Paragraph);
        column.set(lines, steps, node, self.sheets);
    }

    fn compose(&mut self, text: &Text, style: &TextStyle, width: Length) -> Vec<Line> {
        let setting = self.ctx.setting(style, width);
        self.ctx.lines(text, &setting, None)
    }

    /// As many words as so many lines bear; an ellipsis says that there were more.
    fn fitted(&mut self, words: &str, style: &TextStyle, width: Length, most: usize) -> Vec<Line> {
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

/// Data has lining figures.
fn lining(figures: Figures) -> Figures {
    match figures {
        Figures::OldStyle => Figures::Lining,
        other => other,
    }
}

/// What happens, and where.
fn said_of(event: &Event) -> String {
    let words = [phrases::event(event), event.place.clone()];
    words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A contact in one line: `World sales: Tidewater Sales, sales@tidewater.example`.
fn in_a_line(contact: &Contact) -> String {
    let name = if contact.name.is_empty() { &contact.org } else { &contact.name };
    let how = if contact.email.is_empty() { &contact.phone } else { &contact.email };
    let words = [name, how].map(String::as_str);
    let words: Vec<_> = words.into_iter().filter(|words| !words.is_empty()).collect();
    let label =
        if contact.purpose.is_empty() { String::new() } else { format!("{}: ", contact.purpose) };
    format!("{label}{}", words.join(", "))
}

/// So many facts, as evenly from all sections as they have them, in the kit's order.
fn fair<'r>(sections: &[Vec<&'r FactRow>], count: usize) -> Vec<&'r FactRow> {
    let mut taken = vec![0; sections.len()];
    let mut left = count;
    while 0 < left {
        let before = left;
        for (taken, rows) in taken.iter_mut().zip(sections) {
            if 0 < left && *taken < rows.len() {
                *taken += 1;
                left -= 1;
            }
        }
        if left == before {
            break;
        }
    }
    taken.iter().zip(sections).flat_map(|(taken, rows)| rows[..*taken].to_vec()).collect()
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
