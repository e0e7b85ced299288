//! Running heads and folios.
//!
//! A page's number and its part's title come in, marks that are no content go out. The title
//! of a data page is content on the first of its pages: there [`heading`] sets it, at the
//! place of the running head, as the page's only heading of the first level.

use crate::base::Length;
use crate::design::TextStyle;
use crate::layout::compose::{Line, Text};
use crate::layout::ctx::Ctx;
use crate::layout::sheet::{Furniture, Sheets};
use crate::pages::{Artifact, Draw, Item, NodeId, Tag};
use crate::phrases;

/// From the left margin to the short title.
const TITLE_AT: Length = Length::pt(52);
/// Width of the short title.
const TITLE_WIDTH: Length = Length::pt(134);

/// The marks of a page's head and foot, all artifacts; `heading` is the part's.
pub(crate) fn draw(kind: Furniture, label: &str, heading: &str, ctx: &mut Ctx) -> Vec<Item> {
    let page = ctx.design.page;
    let styles = ctx.design.styles;
    let (head, folio) = match kind {
        Furniture::None => return Vec::new(),
        Furniture::Folio => {
            // Without a margin column the last row is the text's.
            let below = if page.margin.is_some() { -1 } else { 1 };
            let baseline = page.baseline(i64::from(page.rows) + below);
            let draft = phrases::draft(&ctx.document.metadata, ctx.locale);
            let label =
                draft.map_or_else(|| label.to_owned(), |draft| format!("{label} · {draft}"));
            let line = ctx.single(&Text::plain(label, &styles.folio), None);
            return items(&line, page.left, baseline, Artifact::Footer);
        }
        Furniture::Full => (styles.head, styles.folio),
        Furniture::Flat => {
            let paper = ctx.design.colors.paper;
            (styles.head.colored(paper), styles.folio.colored(paper))
        }
    };
    let line = ctx.single(&Text::plain(label, &folio), None);
    let mut marks = items(&line, page.left, page.head, Artifact::Header);
    let mut put = |words: &str, x: Length, width: Length, ctx: &mut Ctx| {
        let line = cut(words, &head, width, ctx);
        marks.extend(items(&line, x, page.head, Artifact::Header));
    };
    let title = &ctx.document.metadata.title;
    let short = if title.short.is_empty() { &title.main } else { &title.short };
    if page.margin.is_some() {
        put(&drafted(short, ctx), page.left + TITLE_AT, TITLE_WIDTH, ctx);
        put(heading, heading_at(ctx), page.right() - heading_at(ctx), ctx);
    } else {
        put(&drafted(heading, ctx), heading_at(ctx), page.right() - heading_at(ctx), ctx);
    }
    marks
}

/// A running head, which says on every page that a draft is one.
fn drafted(words: &str, ctx: &Ctx) -> String {
    match phrases::draft(&ctx.document.metadata, ctx.locale) {
        Some(draft) if words.is_empty() => draft.to_owned(),
        Some(draft) => format!("{draft} · {words}"),
        None => words.to_owned(),
    }
}

/// Sets a part's title in the place of the running head, as content of `node`.
pub(crate) fn heading(words: &str, node: NodeId, flat: bool, sheets: &mut Sheets, ctx: &mut Ctx) {
    let style = ctx.design.styles.head;
    let style = if flat { style.colored(ctx.design.colors.paper) } else { style };
    let (x, page) = (heading_at(ctx), ctx.design.page);
    let line = cut(words, &style, page.right() - x, ctx);
    sheets.line(&line, x, page.head, node);
    sheets.sheet().titled = true;
}

/// The part's title stands on the axis; on papers without a margin column after the folio.
fn heading_at(ctx: &Ctx) -> Length {
    let page = ctx.design.page;
    if page.margin.is_some() { page.axis } else { page.left + TITLE_AT }
}

/// A line of at most this width: words that are too many are cut at a space.
pub(crate) fn cut(words: &str, style: &TextStyle, width: Length, ctx: &mut Ctx) -> Line {
    let words = shortened(words, style, width, ctx);
    ctx.single(&Text::plain(words, style), None)
}

/// As many words as a width bears.
pub(crate) fn shortened(words: &str, style: &TextStyle, width: Length, ctx: &mut Ctx) -> String {
    let mut short = words.to_owned();
    let mut rest = words;
    let mut line = ctx.single(&Text::plain(words, style), None);
    while width < line.width && !rest.is_empty() {
        let at =
            rest.rfind(char::is_whitespace).or_else(|| rest.char_indices().last().map(|c| c.0));
        rest = rest[..at.unwrap_or(0)].trim_end_matches([' ', ',', ';', ':', '–', '—']);
        short = format!("{rest}…");
        line = ctx.single(&Text::plain(short.as_str(), style), None);
    }
    short
}

/// The marks of a line that is no content.
pub(crate) fn items(line: &Line, x: Length, baseline: Length, kind: Artifact) -> Vec<Item> {
    let place = |piece: &crate::layout::compose::Piece| {
        let mut run = piece.run.clone();
        run.origin.x += x;
        run.origin.y += baseline;
        Item { tag: Tag::Artifact(kind), draw: Draw::Text(run) }
    };
    line.pieces.iter().map(place).collect()
}
