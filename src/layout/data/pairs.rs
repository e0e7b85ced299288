//! Rows of label and value.
//!
//! Labels and values as text come in, marks on the forme go out. It knows no metadata.

use crate::base::Length;
use crate::layout::compose::{Line, Text};
use crate::layout::forme::Forme;
use crate::layout::sheet::Sheets;
use crate::pages::{NodeId, Role};

/// From the axis to the values.
const VALUE_AT: Length = Length::pt(80);
/// What stays free between label and value.
const APART: Length = Length::pt(8);

/// Where labels and values stand.
#[derive(Debug, Clone, Copy)]
pub(in crate::layout) struct Columns {
    /// Left edge of the labels.
    pub label: Length,
    /// Width of the labels.
    pub label_width: Length,
    /// Left edge of the values.
    pub value: Length,
    /// Width of the values.
    pub value_width: Length,
    /// Whether labels stand flush right.
    pub right: bool,
}

/// What stands between rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout) enum Between {
    /// Half a row and a hairline.
    Hairline,
    /// Half a row.
    Half,
    /// Nothing.
    Nothing,
}

/// A label and its value; either may be empty.
#[derive(Debug, Clone, Default)]
pub(in crate::layout) struct Pair {
    /// The label.
    pub label: String,
    /// The value's paragraphs.
    pub values: Vec<Vec<Chunk>>,
}

/// A piece of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::layout) enum Chunk {
    /// Words.
    Words(String),
    /// Words that are stressed.
    Stressed(String),
    /// Text as the kit wrote it.
    Inlines(Vec<crate::document::Inline>),
    /// An address, which becomes a link.
    Address(String, crate::layout::link::Address),
}

impl Pair {
    /// A label and a value of plain lines.
    pub(in crate::layout) fn plain(label: impl Into<String>, lines: &[String]) -> Pair {
        let values = lines.iter().map(|line| vec![Chunk::Words(line.clone())]).collect();
        Pair { label: label.into(), values }
    }
}

impl Columns {
    /// Labels on the axis, values 80 points to the right.
    pub(in crate::layout) fn on_axis(forme: &Forme) -> Columns {
        let page = forme.design();
        Columns {
            label: page.axis,
            label_width: VALUE_AT - APART,
            value: page.axis + VALUE_AT,
            value_width: page.measure - VALUE_AT,
            right: false,
        }
    }

    /// Labels in the margin column, values on the axis; on papers without a margin column
    /// as [`Columns::on_axis`].
    pub(in crate::layout) fn beside_axis(forme: &Forme, right: bool) -> Columns {
        let page = forme.design();
        match page.margin {
            Some(margin) => Columns {
                label: page.left,
                label_width: margin,
                value: page.axis,
                value_width: page.measure,
                right,
            },
            None => Columns::on_axis(forme),
        }
    }
}

/// Sets pairs as one list under `parent`, the first on the row at hand.
pub(in crate::layout) fn set(
    pairs: &[Pair],
    columns: &Columns,
    between: Between,
    parent: NodeId,
    forme: &mut Forme,
) {
    let list = forme.sheets.node(parent, Role::List);
    for (i, pair) in pairs.iter().enumerate() {
        let item = forme.sheets.node(list, Role::ListItem);
        let made = compose(pair, columns, item, forme);
        let halves = made.height() * 2 - 1;
        let first = i == 0;
        let opened = forme.need(halves.min(if first { 1 } else { 7 }));
        if between == Between::Hairline && !first && !opened {
            forme.hairline();
        }
        rows(&made, columns, forme);
        if between != Between::Nothing {
            forme.skip(1);
        }
    }
    if between != Between::Nothing && !pairs.is_empty() {
        forme.skip(-1);
    }
}

/// A pair in lines.
struct Made {
    label: Vec<Line>,
    label_node: Option<NodeId>,
    values: Vec<(NodeId, Line)>,
}

impl Made {
    fn height(&self) -> i64 {
        i64::try_from(self.label.len().max(self.values.len())).unwrap_or(i64::MAX / 4)
    }
}

fn compose(pair: &Pair, columns: &Columns, item: NodeId, forme: &mut Forme) -> Made {
    let styles = forme.ctx.design.styles;
    let mut style = forme.tone(&styles.label);
    if columns.right {
        style = style.aligned(crate::design::Align::Right);
    }
    let label_node = (!pair.label.is_empty()).then(|| forme.sheets.node(item, Role::Label));
    let label = match pair.label.as_str() {
        "" => Vec::new(),
        words => forme.compose(&Text::plain(words, &style), columns.label_width, &style),
    };
    let body = forme.sheets.node(item, Role::ListBody);
    let value = forme.tone(&styles.value);
    let mut values = Vec::new();
    for chunks in &pair.values {
        let node = match pair.values.len() {
            1 => body,
            _ => forme.sheets.node(body, Role::Paragraph),
        };
        let text = text(chunks, &value, node, &mut forme.sheets);
        let lines = forme.compose(&text, columns.value_width, &value);
        values.extend(lines.into_iter().map(|line| (node, line)));
    }
    Made { label, label_node, values }
}

/// Chunks as text of `node`.
pub(in crate::layout) fn text(
    chunks: &[Chunk],
    style: &crate::design::TextStyle,
    node: NodeId,
    sheets: &mut Sheets,
) -> Text {
    let mut text = Text::default();
    let stressed = style.cut(crate::design::Cut::Italic);
    for chunk in chunks {
        match chunk {
            Chunk::Words(words) => text.push(words, style, crate::layout::compose::Mark(0)),
            Chunk::Stressed(words) => text.push(words, &stressed, crate::layout::compose::Mark(0)),
            Chunk::Inlines(inlines) => {
                let words = crate::layout::words::words(sheets, inlines, style, node, &[]).text;
                text.text.push_str(&words.text);
                text.spans.extend(words.spans);
            }
            Chunk::Address(address, kind) => {
                crate::layout::link::push_address(&mut text, address, *kind, style, node, sheets);
            }
        }
    }
    text
}

/// Sets a pair line by line, label and value side by side, going on over pages.
fn rows(made: &Made, columns: &Columns, forme: &mut Forme) {
    for i in 0..usize::try_from(made.height()).unwrap_or(0) {
        let rest = made.values.len().saturating_sub(i);
        forme.need(if i == 0 && 1 < rest || rest == 2 { 3 } else { 1 });
        if let (Some(line), Some(node)) = (made.label.get(i), made.label_node) {
            forme.line(line, columns.label, node);
        }
        if let Some((node, line)) = made.values.get(i) {
            forme.line(line, columns.value, *node);
        }
        forme.skip(2);
    }
}

/// How many half rows some pairs take, with `between`; for keeping a section on one page.
pub(in crate::layout) fn height(
    pairs: &[Pair],
    columns: &Columns,
    between: Between,
    forme: &mut Forme,
) -> i64 {
    let mut total = 0;
    let styles = forme.ctx.design.styles;
    // The trial is set on sheets that are thrown away.
    let mut sheets = Sheets::new("");
    for pair in pairs {
        let label = forme.ctx.plain(&pair.label, &styles.label, columns.label_width).len();
        let mut lines = 0;
        for chunks in &pair.values {
            let text = text(chunks, &styles.value, crate::pages::Structure::ROOT, &mut sheets);
            lines += forme.compose(&text, columns.value_width, &styles.value).len();
        }
        total += i64::try_from(lines.max(label)).unwrap_or(1) * 2;
        total += i64::from(between != Between::Nothing);
    }
    total
}
