//! How a chapter opens: a year or title that fills the width, a title on the axis, an epigraph
//! in the margin.
//!
//! A chapter comes in; lines with their places and the row on which the text begins go out. How
//! large a title is set says `display`; the first paragraph is `drop_cap`'s.

mod display;

use display::faced;

use crate::base::{Length, Span};
use crate::design::TextStyle;
use crate::document::{
    Block, BlockKind, Chapter, Date, Inline, Part as DocumentPart, Quotation, flatten,
};
use crate::layout::compose::Line;
use crate::layout::ctx::Ctx;
use crate::layout::flow::galley::{Named, Part};
use crate::layout::flow::quotation::attribution;
use crate::layout::flow::text::Copy;
use crate::layout::sheet::{Goal, Sheets};
use crate::layout::words::words;
use crate::pages::{NodeId, Role};

/// From the year down to the title, and from the title to the subtitle.
const TITLE_DROP: Length = Length::pt(49);
const SUBTITLE_DROP: Length = Length::pt(21);
/// Rows from the display word's baseline to the text.
const ROWS_UNDER_YEAR: i64 = 8;
const ROWS_UNDER_TITLE: i64 = 4;
/// A longer epigraph is a letter: it stands in the text column.
const EPIGRAPH_LINES: usize = 9;

/// What stands above a chapter's text and beside its first line.
#[derive(Debug, Default)]
pub(super) struct Opening {
    /// Rows above the text.
    pub rows: u16,
    /// Rows of them that the text may take, to save a page.
    pub give: u16,
    /// Lines, x from the left edge of the paper and y from its top.
    pub parts: Vec<Part>,
    /// The epigraph's lines, y from the first line of text.
    pub epigraph: Vec<Part>,
    /// Blocks of the chapter that stand here.
    pub blocks: usize,
    /// Where the outline and links lead.
    pub place: Option<Named>,
    /// Whether there is a title.
    pub titled: bool,
}

impl Opening {
    /// Rows of the margin column that the epigraph takes.
    pub(super) fn margin_rows(&self) -> u16 {
        let last = self.epigraph.last().map_or(Length::ZERO, |part| part.dy);
        let folio = if self.titled { 2 } else { 0 };
        if self.epigraph.is_empty() { folio } else { rows_of(last) + 2 + folio }
    }
}

fn rows_of(length: Length) -> u16 {
    u16::try_from(length.0 / Length::pt(14).0).unwrap_or(u16::MAX / 2)
}

/// Sets the opening of a chapter.
pub(super) fn compose(
    chapter: &Chapter,
    part: NodeId,
    sheets: &mut Sheets,
    ctx: &mut Ctx,
) -> Opening {
    let mut opening = Opening::default();
    let goals = vec![Goal::Block(chapter.id), Goal::Anchor(chapter.anchor.clone())];
    let title_page = untitled(chapter).then(|| title_page(chapter, ctx)).flatten();
    let chapter = title_page.as_ref().unwrap_or(chapter);
    if untitled(chapter) {
        opening.place = Some(Named { goals, bookmark: None, node: part });
        return opening;
    }
    opening.titled = true;
    let node = sheets.node(part, Role::Heading(1));
    let bookmark = Some((1, chapter.heading.clone()));
    opening.place = Some(Named { goals, bookmark, node });
    let mut setter = Setter { chapter, part, node, sheets, ctx, opening };
    let row = setter.head();
    setter.opening.rows = u16::try_from(row).unwrap_or(0);
    // Under a subtitle there is only one row of white, which the marks on a drop cap need.
    let close = chapter.date.is_none() && !chapter.subtitle.is_empty();
    setter.opening.give = u16::from(!close);
    setter.epigraph();
    let mut opening = setter.opening;
    if title_page.is_some() {
        // The chapter says none of this; the metadata does.
        let ours = sheets.generated_mark_of(None);
        let pieces = opening.parts.iter_mut().flat_map(|part| &mut part.line.pieces);
        pieces.for_each(|piece| piece.mark = ours);
    }
    sheets.say_whence(node.0 as usize, chapter.span);
    opening
}

fn untitled(chapter: &Chapter) -> bool {
    chapter.title.is_empty() && chapter.date.is_none()
}

/// The opening of a kit without a cover, whose first chapter has no title: the kit's own title
/// with its subtitle, else with who publishes it when.
fn title_page(chapter: &Chapter, ctx: &Ctx) -> Option<Chapter> {
    let first = match ctx.document.parts.first()? {
        DocumentPart::Chapter(first) => first.id == chapter.id,
        DocumentPart::Data(_) => false,
    };
    if !first || ctx.document.front.cover {
        return None;
    }
    let metadata = &ctx.document.metadata;
    let mut lines: Vec<String> = vec![metadata.title.subtitle.clone()];
    if metadata.title.subtitle.is_empty() {
        lines = metadata.creators.iter().map(|creator| creator.name.clone()).collect();
        let date = |date: Date| ctx.locale.date(date.year, date.month, date.day, false);
        lines.extend(metadata.date.map(date));
    }
    let inline = |text: String| if text.is_empty() { vec![] } else { vec![Inline::Text(text)] };
    Some(Chapter {
        title: inline(metadata.title.main.clone()),
        heading: metadata.title.main.clone(),
        subtitle: inline(lines.join(", ")),
        blocks: Vec::new(),
        notes: Vec::new(),
        ..chapter.clone()
    })
}

struct Setter<'s, 'c, 'a> {
    chapter: &'s Chapter,
    part: NodeId,
    node: NodeId,
    sheets: &'s mut Sheets,
    ctx: &'c mut Ctx<'a>,
    opening: Opening,
}

impl Setter<'_, '_, '_> {
    /// Sets the titles; returns the row on which the text begins.
    fn head(&mut self) -> i64 {
        let page = self.ctx.design.page;
        let styles = self.ctx.design.styles;
        let title_lines = self.chapter.title.clone();
        let Some(date) = self.chapter.date.clone() else {
            let words = flatten(&title_lines).replace('\n', " ");
            let row = self.display(&words, (page.left, page.width), ROWS_UNDER_TITLE);
            return self.subtitle(page.baseline(row + 2), row + ROWS_UNDER_TITLE, 1);
        };
        let wide = self.ctx.design.manner.wide_years;
        let room = if wide { (page.left, page.width) } else { (page.axis, page.measure) };
        let row = self.display(&date, room, ROWS_UNDER_YEAR);
        let mut y = page.baseline(row) + TITLE_DROP;
        let mut text_row = row + ROWS_UNDER_YEAR;
        let style = TextStyle { hyphenate: false, ..styles.chapter_title };
        let style = self.faced(&title_lines, style);
        let (style, lines) = self.title_lines(&title_lines, &style);
        for (number, line) in lines.into_iter().enumerate() {
            if 0 < number {
                y += style.leading;
                text_row += style.leading.0 / page.row.0;
            }
            self.put(line, page.axis, y, self.node);
        }
        self.subtitle(y + SUBTITLE_DROP, text_row, 1)
    }

    /// A title in lines, in the largest of three sizes at which it keeps to a quarter of the page.
    fn title_lines(&mut self, title: &[Inline], style: &TextStyle) -> (TextStyle, Vec<Line>) {
        let page = self.ctx.design.page;
        let most = page.row * i64::from(page.rows) / 4;
        let sizes = [(36, style.leading), (20, page.row * 2), (14, page.row)];
        let mut set = (*style, Vec::new());
        for (size, leading) in sizes {
            let style = style.sized(style.size.ratio(size, 36), leading);
            set = (style, self.inlines(title, &style, self.node));
            let count = i64::try_from(set.1.len()).unwrap_or(i64::MAX >> 32);
            if leading * count <= most {
                break;
            }
        }
        set
    }

    /// Sets the subtitle, if there is one; returns the row on which the text begins, which is
    /// `row` with a subtitle of one line and `less` rows higher without.
    fn subtitle(&mut self, mut y: Length, mut row: i64, less: i64) -> i64 {
        if self.chapter.subtitle.is_empty() {
            return row - less;
        }
        let page = self.ctx.design.page;
        let style = self.ctx.design.styles.subtitle;
        let node = self.sheets.node(self.part, Role::Paragraph);
        let subtitle = self.chapter.subtitle.clone();
        for (number, line) in self.inlines(&subtitle, &style, node).into_iter().enumerate() {
            if 0 < number {
                y += style.leading;
                row += 1;
            }
            self.put(line, page.axis, y, node);
        }
        row
    }

    fn inlines(&mut self, inlines: &[Inline], style: &TextStyle, node: NodeId) -> Vec<Line> {
        let text = words(self.sheets, inlines, style, node, &self.chapter.notes).text;
        let measure = self.ctx.design.page.measure;
        let setting = self.ctx.setting_in(style, measure, self.chapter.lang.as_ref());
        self.ctx.lines(&text, &setting, Some(self.chapter.span))
    }

    fn put(&mut self, line: Line, x: Length, y: Length, node: NodeId) {
        let start = Some((self.chapter.id, 0));
        self.opening.parts.push(Part { line, x, dy: y, node: Some(node), start });
    }

    /// The style, or the text face in bold where the display face lacks a character.
    fn faced(&self, inlines: &[Inline], style: TextStyle) -> TextStyle {
        faced(&flatten(inlines), style, self.ctx)
    }

    /// Sets an epigraph in the margin, if the chapter begins with one and there is a margin.
    fn epigraph(&mut self) {
        let page = self.ctx.design.page;
        let (Some(width), Some(block)) = (page.margin, self.chapter.blocks.first()) else { return };
        let BlockKind::Epigraph(quotation) = &block.kind else { return };
        let plain = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
        if !quotation.body.iter().all(plain)
            || EPIGRAPH_LINES < self.margin_depth(&quotation.body, width)
        {
            return;
        }
        let node = self.sheets.node_in(self.part, Role::BlockQuote, block.lang.as_ref());
        let style = self.ctx.design.styles.epigraph;
        let mut y = Length::ZERO;
        for inner in &quotation.body {
            let BlockKind::Paragraph(content) = &inner.kind else { continue };
            let paragraph = self.sheets.node(node, Role::Paragraph);
            let body = words(self.sheets, content, &style, paragraph, &self.chapter.notes);
            let copy = Copy { words: body, origins: vec![(0, inner.id)] };
            y = self.margin_lines(&copy, &style, width, y, paragraph, inner.span);
        }
        self.signature(quotation, block.span, width, y);
        self.opening.blocks = 1;
    }

    /// Lines that some paragraphs take in the margin.
    fn margin_depth(&mut self, blocks: &[Block], width: Length) -> usize {
        let style = self.ctx.design.styles.epigraph;
        let setting = self.ctx.setting_in(&style, width, self.chapter.lang.as_ref());
        let mut lines = 0;
        for block in blocks {
            if let BlockKind::Paragraph(content) = &block.kind {
                let text = words(&mut Sheets::new(""), content, &style, NodeId(0), &[]).text;
                lines += self.ctx.lines(&text, &setting, Some(block.span)).len();
            }
        }
        lines
    }

    fn signature(&mut self, quotation: &Quotation, span: Span, width: Length, y: Length) {
        if quotation.attribution.is_empty() {
            return;
        }
        let node = self.sheets.node(self.part, Role::Paragraph);
        let id = quotation.attribution_id;
        let notes = &self.chapter.notes;
        let copy = attribution(quotation, id, node, self.sheets, self.ctx, notes);
        let style = self.ctx.design.styles.attribution_source;
        self.margin_lines(&copy, &style, width, y + style.leading / 4, node, span);
    }

    fn margin_lines(
        &mut self,
        copy: &Copy,
        style: &TextStyle,
        width: Length,
        mut y: Length,
        node: NodeId,
        span: Span,
    ) -> Length {
        let setting = self.ctx.setting_in(style, width, self.chapter.lang.as_ref());
        for line in self.ctx.lines(&copy.words.text, &setting, Some(span)) {
            let start = copy.origin(line.start);
            let x = self.ctx.design.page.left;
            self.opening.epigraph.push(Part { line, x, dy: y, node: Some(node), start });
            y += style.leading;
        }
        y
    }
}
