//! What is practical on a one-sheet: when it is shown, facts, whom to ask, and the code.
//!
//! The metadata and `Limits` come in, lines in a column go out. It decides no order of giving
//! way.

use super::column::Column;
use super::facts;
use super::say::Say;
use crate::base::{Length, Rect};
use crate::design::{Align, Cut, TextStyle};
use crate::document::{Contact, FactRow, Moment};
use crate::layout::compose::{Line, Text};
use crate::layout::link::{self, Address};
use crate::layout::qr::{self, Code};
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

impl Say<'_, '_, '_> {
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
        column.down(if self.is_narrow() { row * 5 / 2 } else { row * 3 });
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
        let big = big.aligned(Align::Balanced);
        let lines = self.day(&when, &premiere.when, &big, column.width);
        self.paragraph(lines, (Length::ZERO, big.leading), column);
        let what = phrases::event(premiere, locale);
        let lines = self.listed(&[&what, &premiere.place], &styles.value, column.width, 3);
        self.paragraph(lines, (row, row), column);
        let others = metadata.dates.iter().filter(|event| *event != premiere);
        for event in others.take(self.limits.dates) {
            let mut words = phrases::moment(&event.when, false, locale);
            let said = [phrases::event(event, locale), event.place.clone()];
            let said: Vec<String> = said.into_iter().filter(|said| !said.is_empty()).collect();
            if !said.is_empty() {
                words = format!("{words}{} {}", locale.colon(), said.join(", "));
            }
            let lines = self.held(&words, &styles.value, column.width, 2);
            self.paragraph(lines, (row + row / 2, row), column);
        }
    }

    /// When it is, its date on one line if the column is wide enough for that.
    fn day(&mut self, when: &str, moment: &Moment, style: &TextStyle, width: Length) -> Vec<Line> {
        let date = Moment { time: None, ..*moment };
        let date = phrases::moment(&date, false, self.ctx.locale);
        let kept = when.replace(&date, &date.replace(' ', "\u{a0}"));
        let lines = self.held(&kept, style, width, 3);
        if lines.iter().all(|line| line.width <= width) {
            return lines;
        }
        self.held(when, style, width, 3)
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
            let labels = self.held(&fact.label, &label, at - APART, 3);
            let values = self.held(&fact.value.join(", "), &value, column.width - at, 3);
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
                column.down(self.apart());
                self.code_first(&url, &code, column.y - CODE_ABOVE, column);
            }
            return;
        };
        let lines = self.card(contact, column.width);
        let wide = lines.iter().flat_map(|(_, lines)| lines).map(|line| line.width);
        let wide = wide.fold(Length::ZERO, Length::max);
        column.down(self.apart());
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
            card.push((node, self.held(&words, &style, width, 2)));
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
