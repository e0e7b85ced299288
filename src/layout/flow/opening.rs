//! How a chapter opens: a year or title that fills the width, a title on the axis, an
//! epigraph in the margin, a drop cap (specification, 7.5).

use crate::base::{Length, Span};
use crate::design::{Cut, TextStyle};
use crate::document::{
    Block, BlockKind, Chapter, Date, Inline, Part as DocumentPart, Quotation, flatten,
};
use crate::font::{FaceId, Family};
use crate::layout::compose::{Ink as Extent, Line, Text};
use crate::layout::ctx::Ctx;
use crate::layout::flow::galley::{Builder, Keep, Named, Part, Place};
use crate::layout::flow::quotation::{attribution, restyle};
use crate::layout::flow::text::Copy;
use crate::layout::sheet::{Goal, Sheets};
use crate::layout::words::words;
use crate::pages::{NodeId, Role};

/// The tops of capitals stand no higher than this.
const HIGHEST: Length = Length::pt(53);
/// Share of the page's height that capitals may take.
const TALLEST: (i64, i64) = (38, 100);
/// A title is broken into more lines before its size goes under this.
const SMALLEST: Length = Length::pt(72);
/// Lines that a title may be broken into.
const TITLE_LINES: usize = 4;
/// … and into more than that before it goes under this, even within words of so many letters.
const TINY: Length = Length::pt(20);
const MORE_LINES: usize = 12;
const LONG_WORD: usize = 40;
/// Rows of text that stand under an opening.
const TEXT_ROWS: i64 = 12;
/// From the year down to the title, and from the title to the subtitle.
const TITLE_DROP: Length = Length::pt(49);
const SUBTITLE_DROP: Length = Length::pt(21);
/// Rows from the display word's baseline to the text.
const ROWS_UNDER_YEAR: i64 = 8;
const ROWS_UNDER_TITLE: i64 = 4;
/// A longer epigraph is a letter: it stands in the text column.
const EPIGRAPH_LINES: usize = 9;
/// Lines that a drop cap stands beside.
const DROP_LINES: usize = 3;
/// From the drop cap's ink to the text.
const DROP_GAP: Length = Length::milli(2_600);
/// What small letters reach below a line of display type before it takes rows of its own.
const SHALLOW: Length = Length::pt(8);
/// Between what reaches into the gap of two lines of a title from above and from below.
const CLEAR: Length = Length::pt(7);
/// Words in small capitals.
const LEAD_WORDS: usize = 5;

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

    /// Sets the display word from this left edge over this width; returns the row of its last
    /// baseline, or a lower one if small letters reach far below that. `under` are the rows
    /// that other titles take below it.
    fn display(&mut self, words: &str, room: (Length, Length), under: i64) -> i64 {
        let page = self.ctx.design.page;
        let words = self.ctx.display(words);
        let style = faced(&words, self.ctx.design.styles.display, self.ctx);
        let style = style.sized(Length::pt(100), Length::pt(100));
        let (left, width) = room;
        let (lines, size) = self.fit(&words, width, &style);
        let capitals = self.capitals(&style);
        let high = |size: Length| size.ratio(capitals, 1_000);
        let count = i64::try_from(lines.len()).unwrap_or(1);
        let gap = page.row;
        // The whole stack of lines keeps to its share of the page and leaves rows for text.
        let share = page.paper.height.ratio(TALLEST.0, TALLEST.1);
        let last_row = i64::from(page.rows) - TEXT_ROWS - under;
        let tallest = (page.baseline(last_row) - HIGHEST).min(share).max(page.row);
        let most = ((tallest - gap * (count - 1)).max(page.row) / count).ratio(1_000, capitals);
        let size = size.min(most).max(Length::pt(1));
        let deep = if self.ctx.design.manner.capitals { gap } else { size.ratio(2, 5) };
        let style = style.sized(size, size);
        let deep = deep.max(self.reach(&lines, &style, high(size)) + CLEAR);
        let step =
            if count == 1 { 0 } else { ((high(size) + deep).0 + page.row.0 - 1) / page.row.0 };
        let (mut row, mut depth) = (0, Length::ZERO);
        while page.baseline(row) - high(size) < HIGHEST {
            row += 1;
        }
        for (number, line) in (0..).zip(&lines) {
            let (mut line, ink) = self.natural(&format!("{line} "), &style);
            end_word(&mut line);
            let baseline = page.baseline(row + step * number);
            self.put(line, left - ink.left, baseline, self.node);
            depth = -ink.bottom;
        }
        let more = if self.ctx.design.manner.capitals { Length::ZERO } else { depth - SHALLOW };
        let more = (more.0.max(0) + page.row.0 - 1) / page.row.0;
        row + step * (count - 1) + more
    }

    /// How far marks on capitals reach into the gap below the line above, at most.
    fn reach(&mut self, lines: &[String], style: &TextStyle, capitals: Length) -> Length {
        let inks: Vec<Extent> = lines.iter().map(|line| self.natural(line, style).1).collect();
        let reach = inks.windows(2).map(|two| two[1].top - capitals - two[0].bottom);
        reach.fold(Length::ZERO, Length::max)
    }

    /// The lines of a title and the size at which the widest one's ink fills the width.
    fn fit(&mut self, words: &str, width: Length, style: &TextStyle) -> (Vec<String>, Length) {
        let mut best = (vec![words.to_owned()], Length::ZERO);
        for count in 1..=MORE_LINES {
            let lines = self.balanced(words, count, style);
            let widest =
                lines.iter().map(|line| self.wide(line, style)).fold(Length(1), Length::max);
            let mut size = style.size.ratio(width.0, widest.0);
            // Rounding of advances makes ink not quite linear in the size.
            for _ in 0..2 {
                let sized = style.sized(size, size);
                let found =
                    lines.iter().map(|line| self.wide(line, &sized)).fold(Length(1), Length::max);
                size = size.ratio(width.0, found.0);
            }
            if best.1 < size || count == 1 {
                best = (lines, size);
            }
            if SMALLEST <= best.1 || (TITLE_LINES <= count && TINY <= best.1) {
                break;
            }
        }
        best
    }

    /// Words in so many lines, as equal as they can be.
    fn balanced(&mut self, words: &str, count: usize, style: &TextStyle) -> Vec<String> {
        let all: Vec<&str> = words.split_whitespace().flat_map(pieces).collect();
        if count <= 1 || all.len() < count {
            return vec![all.join(" ")];
        }
        let widths: Vec<i64> = all.iter().map(|word| self.wide(word, style).0).collect();
        let space = style.size.0 / 5;
        // least[k][i]: the widest line of the first i words in k lines, and where it broke.
        let mut least = vec![vec![(i64::MAX, 0); all.len() + 1]; count + 1];
        least[0][0] = (0, 0);
        for lines in 1..=count {
            for end in 1..=all.len() {
                let mut width = 0;
                for from in (0..end).rev() {
                    width += widths[from] + space;
                    let worst = least[lines - 1][from].0.max(width);
                    if least[lines - 1][from].0 != i64::MAX && worst < least[lines][end].0 {
                        least[lines][end] = (worst, from);
                    }
                }
            }
        }
        let mut lines = Vec::with_capacity(count);
        let mut end = all.len();
        for count in (1..=count).rev() {
            let from = least[count][end].1;
            lines.push(all[from..end].join(" "));
            end = from;
        }
        lines.reverse();
        lines
    }

    fn wide(&mut self, words: &str, style: &TextStyle) -> Length {
        let (_, ink) = self.natural(words, style);
        (ink.right - ink.left).max(Length(1))
    }

    fn natural(&mut self, words: &str, style: &TextStyle) -> (Line, Extent) {
        let line = self.ctx.single(&Text::plain(words, style), Some(self.chapter.span));
        let ink = self.ctx.composer.ink(&line);
        (line, ink)
    }

    /// Height of capitals in 1/1000 of the em.
    fn capitals(&self, style: &TextStyle) -> i64 {
        let face = if style.cut == Cut::Bold { style.family.bold } else { style.family.regular };
        let metrics = self.ctx.fonts.face(face).metrics;
        let units = i64::from(metrics.units_per_em.max(1));
        let height = Length::from_pt(f64::from(metrics.cap_height)).0 / Length::pt(1).0;
        (height * 1_000 / units).clamp(100, 1_500)
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

/// Lets the space that parts a display line from what is read after it take no room.
fn end_word(line: &mut Line) {
    let Some(piece) = line.pieces.last_mut() else { return };
    if let Some(space) = piece.run.glyphs.last_mut().filter(|_| piece.run.text.ends_with(' ')) {
        space.advance = 0;
    }
}

/// A word, or pieces of one that is too long for any line.
fn pieces(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while let Some((at, _)) = rest.char_indices().nth(LONG_WORD) {
        let (piece, after) = rest.split_at(at);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// The style, or the text face in bold where the display face lacks a character.
fn faced(words: &str, style: TextStyle, ctx: &Ctx) -> TextStyle {
    if style.family != Family::DISPLAY {
        return style;
    }
    let face = ctx.fonts.face(FaceId::DISPLAY);
    if words.chars().all(|c| c.is_whitespace() || face.has(c)) {
        return style;
    }
    TextStyle { family: Family::TEXT, cut: Cut::Bold, ..style }
}

impl Builder<'_, '_> {
    /// The blocks of a chapter, the first paragraph with a drop cap if it can have one.
    pub(super) fn first_paragraph(&mut self, blocks: &[Block], place: &Place) {
        let aside = |block: &&Block| {
            matches!(block.kind, BlockKind::Plate(_) | BlockKind::PullQuote { .. })
        };
        let before = blocks.iter().take_while(aside).count();
        let (asides, rest) = blocks.split_at(before);
        self.blocks(asides, place);
        self.flush = true;
        let Some((first, after)) = rest.split_first().filter(|_| self.out.opening.titled) else {
            self.blocks(rest, place);
            return;
        };
        match &first.kind {
            BlockKind::Paragraph(content) => {
                let lang = first.lang.clone().or_else(|| place.lang.clone());
                let inner = Place { lang, keep: place.keep || first.keep, ..place.clone() };
                let nodes = self.out.sheets.structure.nodes.len();
                self.opening_paragraph(content, first, &inner);
                self.out.sheets.say_whence(nodes, first.span);
                self.cite_plates_of_notes();
                self.blocks(after, place);
            }
            _ => self.blocks(rest, place),
        }
    }

    fn opening_paragraph(&mut self, content: &[Inline], block: &Block, place: &Place) {
        let node = self.out.sheets.node_in(place.node, Role::Paragraph, block.lang.as_ref());
        let mut copy = self.copy(content, &place.style, node, block.id);
        let lead = lead_in(&copy.words.text.text);
        let mut text = Text::default();
        restyle(&copy.words.text, &mut text, lead, &self.ctx.design.styles.opening);
        copy.words.text = text;
        let setting = self.ctx.setting_in(&place.style, place.measure, place.lang.as_ref());
        self.flush = false;
        if !self.dropped(&copy, node, block, place) {
            let keep = Keep { edge: 2, whole: place.keep, ..Keep::default() };
            self.set_copy(&copy, node, &setting, block.span, place, keep);
        }
        self.notes_of(&copy, place);
    }

    /// Sets the letter that a drop cap shows once more, to be read but not seen.
    fn unseen(&mut self, letter: &str, node: NodeId, block: &Block) -> Line {
        let mark = self.out.sheets.unseen_mark_of(node);
        let mut text = Text::default();
        text.push(letter, &self.ctx.design.styles.body, mark);
        self.ctx.single(&text, Some(block.span))
    }

    /// Sets a paragraph with a drop cap; says whether it can have one.
    fn dropped(&mut self, copy: &Copy, node: NodeId, block: &Block, place: &Place) -> bool {
        let text = &copy.words.text;
        let Some(letter) = text.text.chars().next().filter(|c| c.is_alphabetic()) else {
            return false;
        };
        let marks = text.text[letter.len_utf8()..].chars().take_while(|c| is_mark(*c));
        let len = letter.len_utf8() + marks.map(char::len_utf8).sum::<usize>();
        let first = &text.spans[0];
        if first.len < len {
            return false;
        }
        let letter = self.unseen(&text.text[..len], node, block);
        let row = self.ctx.design.page.row;
        let body = self.ctx.design.styles.body;
        let capitals = self.ctx.design.page.capitals;
        let size = (row * 2 + capitals).ratio(body.size.0, capitals.0);
        let style = TextStyle { cut: first.style.cut, ..body.sized(size, row) };
        let mut cap = Text::default();
        cap.push(&text.text[..len], &style, self.out.sheets.shape_mark());
        let cap = self.ctx.single(&cap, Some(block.span));
        let ink = self.ctx.composer.ink(&cap);
        let width = ink.right - ink.left + DROP_GAP;
        // A letter that reaches below its line stands beside one line more.
        let beside = DROP_LINES + usize::from(ink.bottom < -size.ratio(8, 100));
        let rest = cut_off(copy, len);
        let mut setting = self.ctx.setting_in(&place.style, place.measure, place.lang.as_ref());
        setting.notch = (beside, width);
        let variants = self.ctx.variants(&rest.words.text, &setting, Some(block.span));
        let mut forms = Vec::new();
        for variant in variants.into_iter().filter(|variant| beside <= variant.lines.len()) {
            let cost = if forms.is_empty() { 0 } else { 40 + variant.cost / 10 };
            let mut strips = self.strips(variant.lines, &rest, node, place, place.style.leading);
            for (number, (_, drawn)) in strips.iter_mut().enumerate() {
                for part in &mut drawn.parts {
                    if let Some((_, offset)) = &mut part.start {
                        *offset = if number == 0 { 0 } else { *offset + len };
                    }
                }
            }
            if let Some((_, drawn)) = strips.first_mut() {
                if let Some(part) = drawn.parts.first_mut() {
                    join(&letter, &mut part.line);
                }
                // The letter that is seen is no content: it would be read apart from its word.
                let part = Part {
                    line: cap.clone(),
                    x: place.x - ink.left,
                    dy: row * 2,
                    node: None,
                    start: None,
                };
                drawn.parts.insert(0, part);
            }
            forms.push((cost, strips));
        }
        if forms.is_empty() {
            return false;
        }
        self.elements_of.entry(block.id).or_insert(self.out.galley.elements.len());
        self.forms(forms, Keep { edge: beside, whole: place.keep, ..Keep::default() });
        true
    }
}

/// Puts words before a line's own, so that they end where it begins.
fn join(words: &Line, line: &mut Line) {
    let start = line.pieces.first().map_or(Length::ZERO, |piece| piece.run.origin.x);
    let mut pieces = words.pieces.clone();
    for piece in &mut pieces {
        piece.run.origin.x += start - words.width;
    }
    line.pieces.splice(0..0, pieces);
}

/// The words without their first bytes.
fn cut_off(copy: &Copy, len: usize) -> Copy {
    let mut words = copy.words.clone();
    words.text.text.drain(..len);
    words.text.spans[0].len -= len;
    if words.text.spans[0].len == 0 {
        words.text.spans.remove(0);
    }
    for cite in &mut words.cites {
        cite.at = cite.at.saturating_sub(len);
    }
    Copy { words, origins: copy.origins.clone() }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Bytes of the first three to five words, never past the first comma, stop or dash.
fn lead_in(text: &str) -> usize {
    let mut end = 0;
    let mut count = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        let stop = bare.find([',', '.', ';', ':', '!', '?', '–', '—', '…', '\u{201d}', '\u{2019}']);
        let inside = |at: &usize| bare[*at..].chars().skip(1).any(char::is_alphanumeric);
        match stop.filter(|at| !inside(at)) {
            Some(at) => return end + at,
            None => count += 1,
        }
        if count == LEAD_WORDS {
            return end + bare.len();
        }
        end += word.len();
    }
    text.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::lead_in;

    #[test]
    fn leads_in_with_five_words_or_up_to_the_first_comma() {
        let check = |text: &str| text[..lead_in(text)].to_owned();
        assert_eq!(check("In the spring of 1987 Mikel made"), "In the spring of 1987", "five");
        assert_eq!(check("For years, nobody came"), "For years", "not past the comma");
        assert_eq!(check("It’s a drum that we hear now"), "It’s a drum that we", "an apostrophe");
        assert_eq!(check("Alone"), "Alone", "a single word");
    }
}
