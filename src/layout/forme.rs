//! Forme: pages made from the metadata, filled from the top down.
//!
//! Composed lines come in, marks on [`Sheets`] go out. A forme keeps the place of the next
//! line, in half rows of the grid, and opens a page when a thing does not fit on the one at
//! hand; it never lets a line stand under the last row. It knows no metadata.

use crate::base::{BlockId, Length, Rect};
use crate::design::{PageDesign, TextStyle};
use crate::layout::compose::{Line, Text};
use crate::layout::ctx::Ctx;
use crate::layout::furniture;
use crate::layout::sheet::{Entry, Furniture, Goal, Sheets};
use crate::pages::{Artifact, NodeId, Role, Structure, Tag};

/// From a section's rule down to its first baseline.
pub(super) const RULE_ABOVE: Length = Length::pt(22);
/// From a hairline down to the baseline of the row under it.
const HAIRLINE_ABOVE: Length = Length::milli(14_500);
const HAIRLINE: Length = Length::milli(250);
/// A page begun is not left before this many half rows stand on it.
const LEAST: i64 = 8;

/// What a page is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ground {
    /// White paper.
    Paper,
    /// A flat area of the accent over the whole page; all type in the colour of the paper.
    Flat,
}

/// How much white stands between things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spacing {
    /// As the theme has it.
    Wide,
    /// About half of that, where it saves a page.
    Tight,
}

/// The title of the section at hand, said again where it goes on over a page.
#[derive(Debug, Clone)]
struct Running {
    words: String,
    rule: Length,
}

/// Pages that are being filled.
#[derive(Debug)]
pub(super) struct Forme<'c, 'a> {
    /// What the pages are laid out with.
    pub ctx: &'c mut Ctx<'a>,
    /// The pages.
    pub sheets: Sheets,
    /// What the next pages are printed on.
    pub ground: Ground,
    /// How much white stands between things.
    pub spacing: Spacing,
    /// The node of all that stands on them.
    pub part: NodeId,
    /// Place of the next baseline, in half rows from row 0.
    at: i64,
    running: Option<Running>,
}

impl<'c, 'a> Forme<'c, 'a> {
    /// Opens the first page of a part. Its title becomes the heading of the first level, in
    /// the place of the running head, and an entry of outline and contents.
    pub(super) fn new(
        title: &str,
        subtitle: String,
        goal: Goal,
        ground: Ground,
        ctx: &'c mut Ctx<'a>,
    ) -> Forme<'c, 'a> {
        let mut sheets = Sheets::new(title);
        let part = sheets.node(Structure::ROOT, Role::Part);
        let spacing = Spacing::Wide;
        let mut forme = Forme { ctx, sheets, ground, spacing, part, at: 0, running: None };
        forme.page();
        let heading = forme.sheets.node(part, Role::Heading(1));
        let flat = ground == Ground::Flat;
        furniture::heading(title, heading, flat, &mut forme.sheets, forme.ctx);
        forme.sheets.bookmark(1, title.to_owned(), Length::ZERO, Some(heading));
        forme.sheets.anchor(goal.clone(), Length::ZERO, Some(heading));
        forme.sheets.entries.push(Entry { goal, title: title.to_owned(), subtitle, sheet: 0 });
        forme
    }

    /// Page, columns and grid.
    pub(super) fn design(&self) -> PageDesign {
        self.ctx.design.page
    }

    /// A style as it stands on this ground.
    pub(super) fn tone(&self, style: &TextStyle) -> TextStyle {
        match self.ground {
            Ground::Paper => *style,
            Ground::Flat => style.colored(self.ctx.design.colors.paper),
        }
    }

    /// Opens a page.
    pub(super) fn page(&mut self) {
        let flat = self.ground == Ground::Flat;
        self.sheets.open(if flat { Furniture::Flat } else { Furniture::Full });
        self.at = 0;
        if flat {
            let paper = self.design().paper;
            let all = Rect::new(Length::ZERO, Length::ZERO, paper.width, paper.height);
            if let Some(flat) = self.ctx.design.manner.flat {
                self.sheets.fill(all, flat, Tag::Artifact(Artifact::Background));
            }
        }
        if let Some(running) = self.running.clone() {
            self.at = 2;
            self.rule(running.rule);
            self.title_line(&running.words, None);
        }
    }

    /// The baseline at hand.
    pub(super) fn y(&self) -> Length {
        self.baseline(self.at)
    }

    /// The baseline of a half row.
    pub(super) fn baseline(&self, half: i64) -> Length {
        self.design().origin + (self.design().row * half) / 2
    }

    /// The half row at hand.
    pub(super) fn at(&self) -> i64 {
        self.at
    }

    /// The last half row of a page.
    pub(super) fn last(&self) -> i64 {
        (i64::from(self.design().rows) - 1) * 2
    }

    /// Half rows that are left, the one at hand included.
    pub(super) fn left(&self) -> i64 {
        self.last() - self.at + 1
    }

    /// Goes to a half row of this page.
    pub(super) fn go(&mut self, half: i64) {
        self.at = half;
    }

    /// Goes down by half rows.
    pub(super) fn skip(&mut self, halves: i64) {
        self.at += halves;
    }

    /// Goes down by this many half rows of white, or by about half of them.
    pub(super) fn white(&mut self, halves: i64) {
        self.at += match self.spacing {
            Spacing::Wide => halves,
            // Even, so that whole rows stay whole.
            Spacing::Tight => halves.signum() * ((halves.abs() + 2) / 4 * 2),
        };
    }

    /// Goes down to a whole row.
    pub(super) fn whole(&mut self) {
        self.at += self.at.rem_euclid(2);
    }

    /// Goes down to the first whole row whose baseline is at or below `y`.
    pub(super) fn below(&mut self, y: Length) {
        let row = self.design().row.0;
        let rows = ((y - self.design().origin).0.max(0) + row - 1) / row;
        self.at = self.at.max(rows * 2);
    }

    /// Opens a page unless this many half rows are left; what is higher than a page begins
    /// on this one if a good part of it is left. Says whether a page was opened.
    pub(super) fn need(&mut self, halves: i64) -> bool {
        let halves = halves.min(self.last() - 1);
        if self.left() < halves && LEAST < self.at {
            self.page();
            return true;
        }
        false
    }

    /// Sets text as a paragraph at x.
    pub(super) fn compose(&mut self, text: &Text, measure: Length, style: &TextStyle) -> Vec<Line> {
        let setting = self.ctx.setting(style, measure);
        self.ctx.lines(text, &setting, None)
    }

    /// Sets one line here, without going on.
    pub(super) fn line(&mut self, line: &Line, x: Length, node: NodeId) {
        let y = self.y();
        self.sheets.line(line, x, y, node);
    }

    /// Sets lines one below the other, `halves` half rows each, going on over pages; neither
    /// the first nor the last stands alone. Leaves the place one step below the last line.
    /// `block` is where their text stands, for the ebook's page list.
    pub(super) fn lines(
        &mut self,
        lines: &[Line],
        x: Length,
        halves: i64,
        node: NodeId,
        block: Option<BlockId>,
    ) {
        let step = halves.max(1);
        for (i, line) in lines.iter().enumerate() {
            let rest = lines.len() - i;
            let together = match (i, rest) {
                (0, 3) => 3,
                (0, 2..) | (_, 2) => 2,
                _ => 1,
            };
            self.need(step * (together - 1) + 1);
            if let Some(block) = block {
                self.sheets.start(block, line.start);
            }
            self.line(line, x, node);
            self.at += step;
        }
    }

    /// Begins a section: rule over the whole measure, title in the margin column, on the row
    /// at hand, which becomes the first of its content. `needs` half rows stay together with
    /// it. Returns the section's node.
    pub(super) fn section(&mut self, title: &str, rule: Length, needs: i64) -> NodeId {
        self.running = None;
        self.whole();
        self.at = self.at.max(2);
        let wide = self.design().margin.is_some();
        self.need(needs + if wide { 0 } else { 4 });
        self.at = self.at.max(2);
        let node = self.sheets.node(self.part, Role::Sect);
        let y = self.y() - RULE_ABOVE;
        self.rule(rule);
        if !title.is_empty() {
            let heading = self.sheets.node(node, Role::Heading(2));
            self.sheets.bookmark(2, title.to_owned(), y, Some(heading));
            self.title_line(title, Some(heading));
            self.running = Some(Running { words: title.to_owned(), rule });
        }
        node
    }

    /// Ends the section: a page opened from here on does not repeat its title.
    pub(super) fn end_section(&mut self) {
        self.running = None;
    }

    /// Sets a section's title; on papers without a margin column it takes rows of its own.
    fn title_line(&mut self, words: &str, node: Option<NodeId>) {
        let page = self.design();
        let style = self.tone(&self.ctx.design.styles.section);
        let measure = page.margin.unwrap_or(page.width);
        let lines = self.ctx.plain(words, &style, measure);
        let (x, mut y) = (page.left, self.y());
        for line in &lines {
            match node {
                Some(node) => self.sheets.line(line, x, y, node),
                None => self.sheets.artifact(line, x, y, Artifact::Layout),
            }
            y += page.row * 2;
        }
        if page.margin.is_none() {
            self.at += i64::try_from(lines.len()).unwrap_or(1) * 4;
        }
    }

    /// A rule over the whole measure, above the row at hand.
    pub(super) fn rule(&mut self, weight: Length) {
        let page = self.design();
        let weight = weight.min(self.ctx.design.manner.heaviest);
        let y = self.y() - RULE_ABOVE - weight / 2;
        let color = match self.ground {
            Ground::Paper => self.ctx.design.colors.accent,
            Ground::Flat => self.ctx.design.colors.paper,
        };
        let rect = Rect::new(page.left, y, page.width, weight);
        self.sheets.fill(rect, color, Tag::Artifact(Artifact::Layout));
    }

    /// A hairline over the text column, above the row at hand.
    pub(super) fn hairline(&mut self) {
        if !self.ctx.design.manner.hairlines {
            return;
        }
        let page = self.design();
        let y = self.y() - HAIRLINE_ABOVE;
        self.thin(Rect::new(page.axis, y, page.measure, HAIRLINE));
    }

    /// A hairline over the whole measure, above the row at hand.
    pub(super) fn long_hairline(&mut self) {
        let page = self.design();
        let y = self.y() - RULE_ABOVE;
        self.thin(Rect::new(page.left, y, page.width, HAIRLINE));
    }

    fn thin(&mut self, rect: Rect) {
        let color = match self.ground {
            Ground::Paper => self.ctx.design.colors.grey,
            Ground::Flat => self.ctx.design.colors.paper,
        };
        self.sheets.fill(rect, color, Tag::Artifact(Artifact::Layout));
    }

    /// The pages, ready.
    pub(super) fn done(self) -> Sheets {
        self.sheets
    }
}
