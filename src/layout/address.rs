//! Addresses of links, printed in the margin beside the lines that lead there; on papers
//! without a margin column in a list on the last pages.
//!
//! Finished sheets come in, each with the links whose words do not say where they lead; marks
//! that are no content go out. What is free of a margin column is read from the marks that
//! stand there, so that every kind of page is served alike. To those who hear the book or
//! click in it the link itself says where it leads, so its printed address is an artifact.
//! It knows no block.

use std::collections::BTreeSet;

use crate::base::{Code, Diagnostic, Length, Rect};
use crate::design::{Align, Cut, TextStyle};
use crate::font::FaceId;
use crate::layout::assemble::label_of;
use crate::layout::compose::{Line, Mark, Text};
use crate::layout::ctx::Ctx;
use crate::layout::furniture;
use crate::layout::sheet::{Furniture, Goal, Sheet, Sheets, Told, Way};
use crate::locale::Word;
use crate::pages::{Artifact, Draw, Item, Tag};
use crate::phrases::bare;

/// White between things in the margin.
const WHITE: Length = Length::pt(4);
/// Nobody types a longer address: its site stands for it.
const LONGEST: usize = 120;
/// From the number of a page to the address of a link on it.
const INDENT: Length = Length::pt(28);
/// Width of the words that lead an address which does not stand beside its line.
const LEAD: Length = Length::pt(120);

/// Whether a reader of paper cannot see from the words where they lead.
pub(crate) fn is_hidden(goal: &Goal, words: &str) -> bool {
    match goal {
        Goal::Url(url) => {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let small = |text: &str| bare(text).trim_start_matches("www.").to_lowercase();
            let telephone = url.starts_with("tel:");
            let said = telephone && digits(words) == digits(url);
            !said && small(words.trim()) != small(url)
        }
        Goal::Anchor(_) => true,
        Goal::Block(_) => false,
    }
}

/// The printed number of the page where a goal stands: its index in the book; none if the
/// document does not have it.
pub(crate) type PageOf<'p> = &'p dyn Fn(&Goal) -> Option<usize>;

/// Prints what the links of all sheets do not say, each address once on a spread. A page's
/// index in the book says on which spread it lies: the first stands alone.
pub(crate) fn print(parts: &mut [Sheets], page_of: PageOf, ctx: &mut Ctx) {
    let Some(width) = ctx.design.page.margin else { return };
    let mut spread: Vec<Column> = Vec::new();
    let mut index = 0;
    for part in parts {
        let ways = &part.ways;
        for sheet in &mut part.sheets {
            if index % 2 == 1 {
                print_spread(&mut spread, page_of, ctx);
            }
            spread.push(Column::new(sheet, ways, index, width, ctx));
            index += 1;
        }
    }
    print_spread(&mut spread, page_of, ctx);
}

/// On a paper without a margin column: pages that list where links lead, by the page on which
/// each stands, before the part with the index `at`. None where no link leads to an address.
pub(crate) fn listed(parts: &[Sheets], at: usize, ctx: &mut Ctx) -> Option<Sheets> {
    if ctx.design.page.margin.is_some() {
        return None;
    }
    let found = |moved: usize, ctx: &Ctx| {
        let page = |(part, sheet): (usize, usize)| sheet + if at <= part { moved } else { 0 };
        addresses(parts, &page, ctx)
    };
    // What stands behind the list moves by its own length.
    let list = set_list(found(0, ctx), ctx)?;
    set_list(found(list.sheets.len(), ctx), ctx)
}

/// The index of the page, words and address of each link, in order; a page's index comes of
/// those of its part and of its sheet among all.
fn addresses(
    parts: &[Sheets],
    page: &dyn Fn((usize, usize)) -> usize,
    ctx: &Ctx,
) -> Vec<(usize, String, String)> {
    let mut found: Vec<(usize, String, String)> = Vec::new();
    let sheets = parts.iter().enumerate();
    let sheets =
        sheets.flat_map(|(number, part)| part.sheets.iter().map(move |s| (number, part, s)));
    for (index, (number, part, sheet)) in sheets.enumerate() {
        let index = page((number, index));
        for way in sheet.told.iter().map(|told| &part.ways[told.way]) {
            let words = way.words.clone().unwrap_or_default();
            let Some(address) = address(&way.goal, index, &|_| None, ctx) else { continue };
            let entry = (index, words, address);
            if matches!(way.goal, Goal::Url(_)) && !found.contains(&entry) {
                found.push(entry);
            }
        }
    }
    found
}

fn set_list(found: Vec<(usize, String, String)>, ctx: &mut Ctx) -> Option<Sheets> {
    if found.is_empty() {
        return None;
    }
    let (page, style) = (ctx.design.page, ctx.design.styles.footnote);
    let mut pages = Sheets::new(ctx.locale.word(Word::Links));
    pages.open(Furniture::Full);
    let (first, last) = (page.baseline(0), page.baseline(i64::from(page.rows) - 1));
    let mut y = first;
    for (index, words, address) in found {
        let number = ctx.single(&Text::plain(label_of(index), &style), None);
        let mut text = Text::plain(words.trim(), &style.cut(Cut::Italic));
        text.push(&format!("{} ", ctx.locale.colon()), &style.cut(Cut::Italic), Mark(0));
        text.push(&address, &style, Mark(0));
        let ragged = TextStyle { hyphenate: false, ..style.aligned(Align::Ragged) };
        let setting = ctx.setting(&ragged, page.width - INDENT);
        let lines = ctx.lines(&text, &setting, None);
        let height = style.leading * i64::try_from(lines.len()).unwrap_or(1);
        if last < y + height - style.leading && first < y {
            pages.open(Furniture::Full);
            y = first;
        }
        let mut marks = furniture::items(&number, page.left, y, Artifact::Layout);
        for line in &lines {
            marks.extend(furniture::items(line, page.left + INDENT, y, Artifact::Layout));
            y += style.leading;
        }
        pages.sheet().items.extend(marks);
    }
    Some(pages)
}

/// Prints the addresses of pages that lie open together, and forgets those pages.
fn print_spread(spread: &mut Vec<Column>, page_of: PageOf, ctx: &mut Ctx) {
    let mut said = BTreeSet::new();
    for number in 0..spread.len() {
        let index = spread[number].index;
        for told in std::mem::take(&mut spread[number].sheet.told) {
            let way = &spread[number].ways[told.way];
            let Some(address) = address(&way.goal, index, page_of, ctx) else { continue };
            if !said.insert(address.clone()) || spread[number].beside(&told, &address, ctx) {
                continue;
            }
            let words = way.words.as_deref().unwrap_or_default();
            let other = spread.len() - 1 - number;
            let mut columns = [number, other].into_iter();
            if !columns.any(|column| spread[column].away(&told, &address, words, ctx)) {
                let message = format!("the address `{address}` finds no place in the margin");
                ctx.diagnostics.push(
                    Diagnostic::warning(Code::AddressLeftOut, None, message)
                        .help("write the address itself as the words of the link"),
                );
            }
        }
    }
    spread.clear();
}

/// What is to be printed: an address, or the number of a page that does not lie open.
fn address(goal: &Goal, from: usize, page_of: PageOf, ctx: &Ctx) -> Option<String> {
    let Goal::Url(url) = goal else {
        let page = page_of(goal)?;
        let spread = |page: usize| page.div_ceil(2);
        let words = format!("{}\u{a0}{}", ctx.locale.word(Word::Page), label_of(page));
        return (spread(page) != spread(from)).then_some(words);
    };
    let whole = bare(url);
    let site = whole.split(['/', '?', '#']).next().unwrap_or(whole);
    Some(if LONGEST < whole.len() { site } else { whole }.to_owned())
}

/// The margin column of a page.
struct Column<'s> {
    sheet: &'s mut Sheet,
    ways: &'s [Way],
    /// Index of the page in the book.
    index: usize,
    width: Length,
    /// Tops and bottoms of what stands there.
    taken: Vec<(Length, Length)>,
}

impl<'s> Column<'s> {
    fn new(
        sheet: &'s mut Sheet,
        ways: &'s [Way],
        index: usize,
        width: Length,
        ctx: &Ctx,
    ) -> Column<'s> {
        let left = ctx.design.page.left;
        let stands = |(from, to, top, bottom): (Length, Length, Length, Length)| {
            (left < to && from < left + width).then_some((top, bottom))
        };
        let taken = sheet.items.iter().filter_map(extent).filter_map(stands).collect();
        Column { sheet, ways, index, width, taken }
    }

    /// Prints an address beside its line; of several lines each may be the one that stands
    /// level with it.
    fn beside(&mut self, told: &Told, address: &str, ctx: &mut Ctx) -> bool {
        let lines = self.lines(address, "", ctx);
        let (baseline, leading) = (told.baseline, ctx.design.styles.credit.leading);
        let mut above = 0..i64::try_from(lines.len()).unwrap_or(0);
        let free = |above: &i64| self.is_free(baseline - leading * *above, lines.len(), ctx);
        let Some(above) = above.find(free) else { return false };
        self.set(&lines, baseline - leading * above, ctx);
        true
    }

    /// Prints an address with the words that lead there, as near to a height as may be.
    fn away(&mut self, told: &Told, address: &str, words: &str, ctx: &mut Ctx) -> bool {
        let page = ctx.design.page;
        let lines = self.lines(address, words, ctx);
        let mut rows: Vec<i64> = (0..i64::from(page.rows)).collect();
        rows.sort_by_key(|row| (page.baseline(*row) - told.baseline).0.abs());
        let free = |row: &i64| self.is_free(page.baseline(*row), lines.len(), ctx);
        let Some(row) = rows.into_iter().find(free) else { return false };
        self.set(&lines, page.baseline(row), ctx);
        true
    }

    /// The lines of an address, ranged right against the text; `words` lead it.
    fn lines(&self, address: &str, words: &str, ctx: &mut Ctx) -> Vec<Line> {
        let credit = ctx.design.styles.credit.aligned(Align::Right);
        let credit = TextStyle { hyphenate: false, ..credit };
        let style = match self.sheet.furniture {
            Furniture::Flat => credit.colored(ctx.design.colors.paper),
            Furniture::None | Furniture::Folio | Furniture::Full => credit,
        };
        let mut text = Text::default();
        if !words.is_empty() {
            let lead = style.cut(Cut::Italic);
            let short = furniture::shortened(words, &lead, LEAD, ctx);
            text.push(&format!("{short}{} ", ctx.locale.colon()), &lead, Mark(0));
        }
        text.push(address, &style, Mark(0));
        let setting = ctx.setting(&style, self.width);
        ctx.lines(&text, &setting, None)
    }

    /// Whether so many lines find nothing in their way.
    fn is_free(&self, first: Length, lines: usize, ctx: &Ctx) -> bool {
        let page = ctx.design.page;
        let (top, bottom) = reach(first, lines, ctx);
        let lowest = page.baseline(i64::from(page.rows) - 1) + page.row;
        let inside = page.baseline(0) - page.row <= top && bottom <= lowest;
        let apart = |taken: &(Length, Length)| bottom + WHITE <= taken.0 || taken.1 + WHITE <= top;
        inside && self.sheet.furniture != Furniture::None && self.taken.iter().all(apart)
    }

    fn set(&mut self, lines: &[Line], first: Length, ctx: &Ctx) {
        self.taken.push(reach(first, lines.len(), ctx));
        let mut y = first;
        for line in lines {
            let left = ctx.design.page.left;
            self.sheet.items.extend(furniture::items(line, left, y, Artifact::Layout));
            y += ctx.design.styles.credit.leading;
        }
    }
}

/// Top and bottom of so many lines.
fn reach(first: Length, lines: usize, ctx: &Ctx) -> (Length, Length) {
    let style = ctx.design.styles.credit;
    let last = first + style.leading * i64::try_from(lines.max(1) - 1).unwrap_or(0);
    (first - style.size.ratio(7, 10), last + style.size.ratio(1, 4))
}

/// Left, right, top and bottom of a mark; none for the ground of a page.
fn extent(item: &Item) -> Option<(Length, Length, Length, Length)> {
    let sides = |rect: &Rect| (rect.x, rect.right(), rect.y, rect.bottom());
    match (&item.draw, item.tag) {
        (_, Tag::Artifact(Artifact::Background)) => None,
        (Draw::Text(run) | Draw::Unseen(run) | Draw::Shape(run), _) => {
            let (x, y) = (run.origin.x, run.origin.y);
            // Display type is capitals: nothing of it reaches far below the line.
            let below = if run.face == FaceId::DISPLAY { 20 } else { 4 };
            Some((x, x + run.width(), y - run.size.ratio(7, 10), y + run.size / below))
        }
        (Draw::Fill { rect, .. }, _) => Some(sides(rect)),
        (Draw::Photo { clip, .. }, _) => Some(sides(clip)),
        (Draw::Drawing { frame, .. } | Draw::Slip { frame, .. }, _) => Some(sides(frame)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_words_that_say_where_they_lead() {
        let check = |url: &str, words: &str| is_hidden(&Goal::Url(url.to_owned()), words);
        assert!(!check("https://www.farridge.example/", "farridge.example"), "the site's name");
        assert!(!check("mailto:ane@farridge.example", "Ane@farridge.example"), "a mail address");
        assert!(!check("tel:+441632960114", "+44 1632 960 114"), "a number in groups");
        assert!(check("https://farridge.example/drums", "farridge.example"), "less than the page");
        assert!(check("https://farridge.example/drums", "drums"), "only its end");
        assert!(check("tel:+441632960114", "ring us"), "a number that is not said");
    }
}
