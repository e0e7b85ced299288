//! The band at a one-sheet's foot: awards or edition, embargo, a second contact, a credit.
//!
//! The metadata and `Limits` come in, lines on a `Band` go out. It decides no order of giving
//! way.

use super::say::Say;
use crate::design::{Align, Cut, TextStyle};
use crate::document::Contact;
use crate::layout::band::Band;
use crate::layout::captions;
use crate::layout::compose::Line;
use crate::locale::{Locale, Word};
use crate::pages::{NodeId, Role};
use crate::phrases::{self, capital};

impl Say<'_, '_, '_> {
    /// Awards, or which edition this is, at the left; embargo, a second contact and who took
    /// the photograph on the axis.
    pub(super) fn band(&mut self, band: &mut Band) {
        let style = self.ctx.design.styles.cover_line;
        for lines in self.awards_or_edition(&style) {
            put(lines, |node, line| band.left(band.next_left(), node, line));
        }
        for lines in self.notes(&style.aligned(Align::Balanced)) {
            put(lines, |node, line| band.right(band.next_right(), node, line));
        }
    }

    fn awards_or_edition(&mut self, style: &TextStyle) -> Vec<Noted> {
        let (metadata, locale) = (&self.ctx.document.metadata, self.ctx.locale);
        let page = self.ctx.design.page;
        let width = page.margin.unwrap_or(page.measure);
        let mut all = Vec::new();
        for award in metadata.awards.iter().take(self.limits.awards) {
            let year = award.date.map(|date| date.year.to_string()).unwrap_or_default();
            let body = if award.body.is_empty() { &award.place } else { &award.body };
            let from = [body.as_str(), &year].into_iter().filter(|words| !words.is_empty());
            let from = from.collect::<Vec<_>>().join(", ");
            // A nomination must not look like a prize.
            let given = match award.result.as_str() {
                "" => capital(&award.name),
                result => format!("{}{} {}", capital(result), locale.colon(), award.name),
            };
            let node = self.sheets.inner(self.part, Role::Paragraph);
            all.push((node, self.listed(&[&given, &from], style, width, 2)));
        }
        if all.is_empty() {
            let (kit, edition) = (locale.word(Word::PressKit), phrases::edition(metadata, locale));
            let node = self.sheets.inner(self.part, Role::Paragraph);
            all.push((node, self.listed(&[kit, &edition], style, width, 3)));
        }
        all
    }

    /// Embargo, contact and credit. The embargo is said to its end, however long it is.
    fn notes(&mut self, style: &TextStyle) -> Vec<Noted> {
        let document = self.ctx.document;
        let (metadata, locale) = (&document.metadata, self.ctx.locale);
        let mut all = Vec::new();
        if let Some(draft) = phrases::draft(metadata, locale) {
            all.push(self.note(draft, &style.cut(Cut::Bold), 1));
        }
        if let Some(embargo) = &metadata.embargo {
            let flat = self.ctx.design.manner.flat.is_some();
            let strong = if flat { *style } else { style.cut(Cut::Bold) };
            all.push(self.note(&phrases::embargo(embargo, true, locale), &strong, usize::MAX));
        }
        let contacts = phrases::press_first(&metadata.contacts).skip(1);
        for contact in contacts.take(self.limits.contacts) {
            all.push(self.note(
                &in_a_line(contact, self.ctx.locale),
                style,
                3.min(self.limits.lines),
            ));
        }
        let photo = self.limits.photo(document).map(|id| document.photo(id));
        if let Some((photo, credit)) = photo.and_then(|p| Some((p, p.credit.as_ref()?))) {
            let mut words = captions::one(credit, locale);
            if !photo.usage.is_empty() {
                words = format!("{words}, {}", photo.usage);
            }
            let small = style.sized(self.ctx.design.styles.credit.size, style.leading);
            all.push(self.note(&words, &small, 2));
        }
        all
    }

    fn note(&mut self, words: &str, style: &TextStyle, most: usize) -> Noted {
        let node = self.sheets.inner(self.part, Role::Paragraph);
        (node, self.fitted(&capital(words), style, self.ctx.design.page.measure, most))
    }
}

/// A paragraph and its lines.
type Noted = (NodeId, Vec<Line>);

fn put((node, lines): Noted, mut line: impl FnMut(NodeId, Line)) {
    lines.into_iter().for_each(|this| line(node, this));
}

/// A contact in one line: `World sales: Tidewater Sales, sales@tidewater.example`.
fn in_a_line(contact: &Contact, locale: Locale) -> String {
    let name = if contact.name.is_empty() { &contact.org } else { &contact.name };
    let how = if contact.email.is_empty() { &contact.phone } else { &contact.email };
    let words = [name, how].map(String::as_str);
    let words: Vec<_> = words.into_iter().filter(|words| !words.is_empty()).collect();
    let label = if contact.purpose.is_empty() {
        String::new()
    } else {
        format!("{}{} ", contact.purpose, locale.colon())
    };
    format!("{label}{}", words.join(", "))
}
