//! Tables: columns as wide as their words want, a head on every page, hairlines between rows.

use crate::base::{Code, Diagnostic, Length};
use crate::design::{Align, Cut, Figures, TextStyle};
use crate::document::{Block, Cell, CellAlign, Table, flatten};
use crate::layout::compose::{Line, Text};
use crate::layout::flow::galley::{Bar, Builder, Ink, Keep, Part, Place, half_rows, strip};
use crate::layout::flow::text::Copy;
use crate::layout::makeup::{Element, NEVER, Strip};
use crate::pages::{NodeId, Role, TableScope};

/// Between columns.
const GAP: Length = Length::pt(10);
/// Type of tables that are too wide otherwise.
const SMALL: Length = Length::milli(7_500);
/// Below a row's last baseline, its hairline.
const RULE_DROP: Length = Length::milli(3_750);
const HAIRLINE: Length = Length::milli(250);
/// A row of more lines than this may be parted.
const WHOLE: usize = 12;
/// A page that ends within a row.
const PARTED: i32 = 500;
/// A table of so many lines is read at a glance: what a page that ends within it costs.
const SHORT: usize = 12;
const SHORT_PARTED: i32 = 2_000;

/// How the columns of a table stand.
struct Columns {
    /// Whether they take the margin column as well.
    wide: bool,
    style: TextStyle,
    widths: Vec<Length>,
    aligns: Vec<Align>,
}

impl Builder<'_, '_> {
    pub(super) fn table(&mut self, table: &Table, block: &Block, place: &Place) {
        let node = self.out.sheets.node_in(place.node, Role::Table, place.lang.as_ref());
        let columns = self.columns(table, block, place);
        let place = &if columns.wide { self.whole_width(place) } else { place.clone() };
        let has_head = table.head.iter().any(|cell| !cell.content.is_empty());
        let mut strips = Vec::new();
        let mut copies = Vec::new();
        let mut head_rows = 0;
        if has_head {
            let head = self.out.sheets.node(node, Role::TableHead);
            strips = self.row(&table.head, head, &columns, true, table, block, place, &mut copies);
            head_rows = strips.len();
            for (strip, _) in &mut strips {
                strip.penalty = NEVER;
            }
        }
        let repeated: Vec<Ink> = strips.iter().map(|(_, ink)| repeat(ink)).collect();
        if !table.rows.is_empty() {
            let body = self.out.sheets.node(node, Role::TableBody);
            for row in &table.rows {
                let row = self.row(row, body, &columns, false, table, block, place, &mut copies);
                strips.extend(row);
            }
        }
        if strips.len() <= SHORT {
            for (strip, _) in strips.iter_mut().rev().skip(1) {
                strip.penalty = strip.penalty.max(SHORT_PARTED);
            }
        }
        let keep = Keep { edge: 1, whole: place.keep, ..Keep::default() };
        self.apart(place, |builder| {
            builder.stack(strips, keep);
            let (Some(Element::Text(stack)), Some(drawn)) =
                (builder.out.galley.elements.last_mut(), builder.out.drawn.last_mut())
            else {
                return;
            };
            stack.wide = columns.wide;
            let rows = repeated.iter().map(|ink| u16::from(ink.height)).sum::<u16>().div_ceil(2);
            if 0 < head_rows && rows < builder.out.galley.rows / 3 {
                stack.head = rows;
                drawn.head = repeated;
            }
        });
        for copy in &copies {
            self.notes_of(copy, place);
        }
    }

    /// Chooses type size and widths: in the text column, then over the type area.
    fn columns(&mut self, table: &Table, block: &Block, place: &Place) -> Columns {
        let count = table.aligns.len().max(1);
        let base = self.ctx.design.styles.table;
        let page = self.ctx.design.page;
        let gaps = GAP * (i64::try_from(count).unwrap_or(1) - 1);
        let aligns = aligns(table);
        let mut columns = Columns { wide: false, style: base, widths: Vec::new(), aligns };
        let may_widen = page.margin.is_some() && place.measure == page.measure;
        let measures = [(false, place.measure), (true, page.width)];
        for (wide, measure) in measures.into_iter().filter(|(wide, _)| may_widen || !wide) {
            let room = (measure - gaps).max(Length(1));
            for size in [base.size, SMALL.min(base.size)] {
                columns.wide = wide;
                columns.style = base.sized(size, base.leading);
                let (least, natural) = self.wants(table, &columns.style, count);
                columns.widths = share(&least, &natural, room);
                if least.iter().copied().sum::<Length>() <= room {
                    return columns;
                }
            }
        }
        let message = format!("a table of {count} columns is wider than its place");
        self.ctx.diagnostics.push(
            Diagnostic::warning(Code::Overfull, block.span, message)
                .help("its words are broken where they must be; part it into two tables"),
        );
        columns
    }

    /// A place as wide as the type area.
    fn whole_width(&self, place: &Place) -> Place {
        let page = self.ctx.design.page;
        Place { x: page.left - page.axis, measure: page.width, ..place.clone() }
    }

    /// The width of each column's widest word and of its widest cell.
    fn wants(
        &mut self,
        table: &Table,
        style: &TextStyle,
        count: usize,
    ) -> (Vec<Length>, Vec<Length>) {
        let (mut least, mut natural) = (vec![Length::pt(8); count], vec![Length::pt(8); count]);
        let aligns = aligns(table);
        for (number, cells) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            let style = if number == 0 { style.cut(Cut::Bold) } else { *style };
            for (column, cell) in cells.iter().take(count).enumerate() {
                let style = figured(style, aligns[column]);
                let words = flatten(&cell.content);
                for line in words.split('\n') {
                    let wide = self.ctx.single(&Text::plain(line, &style), None).width;
                    // Stress and code make words a little wider than they are plain.
                    natural[column] = natural[column].max(wide.ratio(21, 20) + Length::pt(1));
                }
                let longest = words.split_whitespace().max_by_key(|word| word.chars().count());
                if let Some(word) = longest {
                    let wide = self.ctx.single(&Text::plain(word, &style), None).width;
                    least[column] = least[column].max(wide.ratio(21, 20) + Length::pt(1));
                }
            }
        }
        (least, natural)
    }

    #[expect(clippy::too_many_arguments, reason = "a row is set from all that a table knows")]
    fn row(
        &mut self,
        cells: &[Cell],
        parent: NodeId,
        columns: &Columns,
        head: bool,
        table: &Table,
        block: &Block,
        place: &Place,
        copies: &mut Vec<Copy>,
    ) -> Vec<(Strip, Ink)> {
        let node = self.out.sheets.node(parent, Role::TableRow);
        let height = half_rows(columns.style.leading, self.ctx.design.page.row);
        let mut strips: Vec<(Strip, Ink)> = Vec::new();
        let mut x = place.x;
        for (column, width) in columns.widths.iter().enumerate() {
            let Some(cell) = cells.get(column) else { break };
            let role = match (head, column, table.row_heads) {
                (true, _, _) => Role::TableHeader(TableScope::Column),
                (false, 0, true) => Role::TableHeader(TableScope::Row),
                _ => Role::TableCell,
            };
            let strong = if head { Cut::Bold } else { columns.style.cut };
            let align = columns.aligns[column];
            let style = figured(columns.style.cut(strong).aligned(align), align);
            let style = TextStyle { hyphenate: true, ..style };
            let cell_node = self.out.sheets.node(node, role);
            let copy = self.copy(&cell.content, &style, cell_node, cell.id);
            let setting = self.ctx.setting_in(&style, *width, place.lang.as_ref());
            let lines: Vec<Line> = if copy.words.text.text.is_empty() {
                Vec::new()
            } else {
                self.ctx.lines(&copy.words.text, &setting, Some(block.span))
            };
            let middle = table.aligns.get(column) == Some(&CellAlign::Center);
            let inner = Place { x, ..place.clone() };
            for (number, (one, mut ink)) in
                self.strips(lines, &copy, cell_node, &inner, style.leading).into_iter().enumerate()
            {
                if middle && let Some(part) = ink.parts.first_mut() {
                    part.x += ((*width - part.line.width) / 2).max(Length::ZERO);
                }
                if let Some((strip, all)) = strips.get_mut(number) {
                    strip.notes += one.notes;
                    all.parts.append(&mut ink.parts);
                } else {
                    strips.push((Strip { penalty: 0, ..one }, ink));
                }
            }
            copies.push(copy);
            x += *width + GAP;
        }
        if strips.is_empty() {
            strips.push((strip(height), Ink { height, ..Ink::default() }));
        }
        let penalty = if strips.len() <= WHOLE { NEVER } else { PARTED };
        let count = strips.len();
        for (strip, _) in strips.iter_mut().take(count - 1) {
            strip.penalty = penalty;
        }
        if let Some((_, ink)) = strips.last_mut() {
            let right = x - GAP - place.x;
            ink.rules.push(Bar {
                x: place.x,
                dy: RULE_DROP,
                width: right.min(place.measure),
                height: HAIRLINE,
                color: self.ctx.design.colors.grey,
            });
        }
        strips
    }
}

/// Figures in columns of numbers are equally wide.
fn figured(style: TextStyle, align: Align) -> TextStyle {
    let figures = if align == Align::Right { Figures::Tabular } else { Figures::Lining };
    TextStyle { figures, ..style }
}

/// A head's strip as it is drawn again, not as content.
fn repeat(ink: &Ink) -> Ink {
    let parts = ink.parts.iter().map(|part| Part { node: None, start: None, ..part.clone() });
    Ink { parts: parts.collect(), rules: ink.rules.clone(), places: Vec::new(), height: ink.height }
}

/// Numbers stand right where the manuscript does not say otherwise.
fn aligns(table: &Table) -> Vec<Align> {
    let numeric = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        let mut texts = cells.map(|cell| flatten(&cell.content)).filter(|text| !text.is_empty());
        let mut any = false;
        texts.all(|text| {
            any = true;
            is_number(&text)
        }) && any
    };
    let align = |(column, align): (usize, &CellAlign)| match align {
        CellAlign::Right => Align::Right,
        CellAlign::Auto if numeric(column) => Align::Right,
        CellAlign::Left | CellAlign::Center | CellAlign::Auto => Align::Ragged,
    };
    table.aligns.iter().enumerate().map(align).collect()
}

fn is_number(text: &str) -> bool {
    let signs = |c: char| matches!(c, '.' | ',' | '-' | '−' | '–' | '+' | '%' | '€' | '$' | '£');
    text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || signs(c))
}

/// Parts the room: natural widths if they fit; else what is over the least widths is shared
/// by how much more each column wants; else the room is shared by least widths.
fn share(least: &[Length], natural: &[Length], room: Length) -> Vec<Length> {
    let sum = |widths: &[Length]| widths.iter().copied().sum::<Length>();
    if sum(natural) <= room {
        return natural.to_vec();
    }
    let (total, wanted) = (sum(least), sum(natural));
    if room < total {
        return least.iter().map(|width| room.ratio(width.0, total.0.max(1))).collect();
    }
    let more = (wanted - total).max(Length(1));
    let columns = least.iter().zip(natural);
    columns
        .map(|(least, natural)| *least + (room - total).ratio((*natural - *least).0, more.0))
        .collect()
}
