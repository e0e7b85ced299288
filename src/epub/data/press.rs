//! The pages of press quotes and awards.
//!
//! The metadata comes in, the page's content goes out. It knows no other page.

use super::super::text::Writer;
use super::super::xml::{Attr, Text, href, put};
use super::joined;
use crate::document::PressQuote;
use crate::phrases;
use crate::phrases::capital;

impl Writer<'_> {
    /// Press quotes.
    pub(super) fn quotes(&mut self) {
        for quote in &self.book.document.metadata.quotes {
            self.press_quote(quote);
        }
    }

    fn press_quote(&mut self, quote: &PressQuote) {
        self.out.push_str("<figure class=\"press\">\n");
        if !quote.rating.is_empty() {
            put!(self.out, "<p class=\"rating\">{}</p>\n", Text(&quote.rating));
        }
        self.out.push_str("<blockquote><p>");
        self.free_text(&quote.text);
        self.out.push_str("</p></blockquote>\n");
        self.small_print(quote);
        let date = quote.date.map(|date| phrases::date(date, self.book.locale)).unwrap_or_default();
        let rest = joined(&[&quote.by, &date]);
        let address = href(&quote.url);
        if !quote.outlet.is_empty() || !rest.is_empty() || address.is_some() {
            self.out.push_str("<figcaption class=\"attribution\">");
            // Without an outlet the critic is what leads to the review.
            let (name, rest) = match quote.outlet.as_str() {
                "" => (rest.as_str(), ""),
                outlet => (outlet, rest.as_str()),
            };
            let name = if name.is_empty() { quote.url.as_str() } else { name };
            let cite = if quote.outlet.is_empty() { "span" } else { "cite" };
            if let Some(url) = address {
                put!(self.out, "<{cite}><a href=\"{}\">{}</a></{cite}>", Attr(&url), Text(name));
            } else {
                put!(self.out, "<{cite}>{}</{cite}>", Text(name));
            }
            if !rest.is_empty() {
                put!(self.out, ", {}", Text(rest));
            }
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    /// The review's whole sentence, and who allowed it to be quoted.
    fn small_print(&mut self, quote: &PressQuote) {
        if !quote.full.is_empty() {
            let full = phrases::in_full(&quote.full, self.book.document.quotes, self.book.locale);
            put!(self.out, "<p class=\"source\">{}</p>\n", Text(&full));
        }
        if !quote.permission.is_empty() {
            put!(self.out, "<p class=\"source\">{}</p>\n", Text(&capital(&quote.permission)));
        }
    }

    /// Awards.
    pub(super) fn awards(&mut self) {
        for award in &self.book.document.metadata.awards {
            put!(self.out, "<section class=\"entry\">\n<h2>{}</h2>\n", Text(&award.name));
            if !award.result.is_empty() {
                put!(self.out, "<p class=\"label\">{}</p>\n", Text(&capital(&award.result)));
            }
            let date =
                award.date.map(|date| phrases::date(date, self.book.locale)).unwrap_or_default();
            let place = joined(&[&award.body, &award.place, &date]);
            if !place.is_empty() {
                put!(self.out, "<p>{}</p>\n", Text(&place));
            }
            self.out.push_str("</section>\n");
        }
    }
}
