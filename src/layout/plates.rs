//! Solves picture groups: where each photograph of a plate stands, none of them cropped.
//!
//! The pixels of one or more photographs, the layout asked for and the room come in; an
//! [`Arrangement`] of rectangles, measured from the group's own top left corner, goes out.
//! It knows no caption, no page and no document.
//!
//! Rows are justified: all pictures of a row are equally high and the row fills the width.
//! Of all ways to part the pictures into rows, in order, the one of least [`cost`] is taken;
//! groups are small (nine photographs, 256 ways), so every way is tried.

use crate::base::{Length, Rect, Size};
use crate::document::PlateLayout;

/// A picture's pixels as it is seen, neither of them zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shape {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
    /// Whether it is a drawing, which is sharp at any size.
    pub drawing: bool,
}

impl Shape {
    /// Height at this width.
    pub(crate) fn height_at(self, width: Length) -> Length {
        width.ratio(i64::from(self.height), i64::from(self.width.max(1)))
    }

    /// Width at this height.
    pub(crate) fn width_at(self, height: Length) -> Length {
        height.ratio(i64::from(self.width), i64::from(self.height.max(1)))
    }

    /// Whether width / height is under 1.2: too tall for the whole measure.
    pub(crate) fn tall(self) -> bool {
        u64::from(self.width) * 5 < u64::from(self.height) * 6
    }

    /// Pixels an inch at this printed width.
    pub(crate) fn resolution(self, width: Length) -> u32 {
        let inch = Length::pt(72).0;
        let pixels = i64::from(self.width).saturating_mul(inch) / width.0.max(1);
        u32::try_from(pixels).unwrap_or(u32::MAX)
    }

    /// The greatest width at which it has the fewest pixels an inch that may be printed.
    pub(crate) fn widest(self) -> Length {
        if self.drawing {
            Length::pt(10_000)
        } else {
            Length::pt(72).ratio(i64::from(self.width), FEWEST)
        }
    }

    fn ratio(self) -> f64 {
        f64::from(self.width.max(1)) / f64::from(self.height.max(1))
    }
}

/// Below this many pixels an inch a picture is made smaller.
const FEWEST: i64 = 110;
/// A row lower than this looks like a strip of stamps.
const LOWEST_ROW: Length = Length::pt(120);
/// A row higher than this is a plate of its own.
const HIGHEST_ROW: Length = Length::pt(330);

/// The room that a group may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Room {
    /// Width of the group.
    pub width: Length,
    /// Greatest height: 60 % of the page if text follows, 85 % if not.
    pub height: Length,
    /// Gap between pictures, both ways.
    pub gap: Length,
}

/// How the pictures of a group hang together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// Rows, with the number of pictures in each.
    Rows(Vec<usize>),
    /// Columns, with the number of pictures in each.
    Columns(Vec<usize>),
}

/// Where the pictures of a group stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrangement {
    /// One rectangle a picture, in order, from the group's top left corner.
    pub frames: Vec<Rect>,
    /// How they hang together.
    pub pattern: Pattern,
    /// The whole group.
    pub size: Size,
}

/// Arranges a group.
///
/// Nothing is cropped, and no picture is wider than its pixels bear. `Full`, `Band` and
/// `Spread` are a matter of the page; here they are one picture, or the best rows.
pub(crate) fn solve(shapes: &[Shape], layout: Option<PlateLayout>, room: &Room) -> Arrangement {
    let n = shapes.len();
    if n <= 1 {
        return rows(shapes, &[n], room);
    }
    match layout {
        Some(PlateLayout::Pair) => rows(shapes, &in_parts(n, n.div_ceil(2)), room),
        Some(PlateLayout::Lead) => lead(shapes, room),
        Some(PlateLayout::Columns) => best_columns(shapes, room),
        Some(PlateLayout::Grid) => grid(shapes, room),
        Some(PlateLayout::Half) => {
            best_rows(shapes, &Room { height: room.height.min(room.width), ..*room })
        }
        Some(PlateLayout::Rows | PlateLayout::Full | PlateLayout::Band | PlateLayout::Spread)
        | None => best_rows(shapes, room),
    }
}

/// How many photographs each of several plates gets, when there are too many for one.
pub(crate) fn in_parts(n: usize, parts: usize) -> Vec<usize> {
    let parts = parts.clamp(1, n.max(1));
    (0..parts).map(|i| n * (i + 1) / parts - n * i / parts).collect()
}

/// The best rows of all.
fn best_rows(shapes: &[Shape], room: &Room) -> Arrangement {
    best(shapes, room, rows)
}

fn best_columns(shapes: &[Shape], room: &Room) -> Arrangement {
    let parts = compositions(shapes.len());
    let side_by_side = parts.iter().filter(|parts| 1 < parts.len() && parts.len() <= 4);
    side_by_side
        .filter_map(|parts| columns(shapes, parts, room))
        .min_by_key(|arrangement| cost(shapes, arrangement, room))
        .unwrap_or_else(|| best_rows(shapes, room))
}

fn best(
    shapes: &[Shape],
    room: &Room,
    set: fn(&[Shape], &[usize], &Room) -> Arrangement,
) -> Arrangement {
    let mut ways = compositions(shapes.len()).into_iter().map(|parts| set(shapes, &parts, room));
    let first = ways.next().unwrap_or_else(|| set(shapes, &[shapes.len()], room));
    let mut best = (cost(shapes, &first, room), first);
    for way in ways {
        let this = cost(shapes, &way, room);
        if this < best.0 {
            best = (this, way);
        }
    }
    best.1
}

/// Every way to part `n` pictures in order; for more than ten, even parts alone.
fn compositions(n: usize) -> Vec<Vec<usize>> {
    if 10 < n {
        return (1..=n.div_ceil(2)).map(|parts| in_parts(n, parts)).collect();
    }
    (0..1_usize << n.saturating_sub(1))
        .map(|cuts| {
            let mut parts = vec![1];
            for i in 0..n - 1 {
                match parts.last_mut() {
                    Some(last) if cuts >> i & 1 == 0 => *last += 1,
                    _ => parts.push(1),
                }
            }
            parts
        })
        .collect()
}

/// The first photograph alone, the rest in a row; beside it in a column, if it is tall.
fn lead(shapes: &[Shape], room: &Room) -> Arrangement {
    let parts = [1, shapes.len() - 1];
    let beside = shapes[0].tall().then(|| columns(shapes, &parts, room)).flatten();
    beside.unwrap_or_else(|| rows(shapes, &parts, room))
}

/// Rows of equal height, each filling the width if its pixels allow and all fit the room.
fn rows(shapes: &[Shape], parts: &[usize], room: &Room) -> Arrangement {
    let mut lines = Vec::with_capacity(parts.len());
    let mut rest = shapes;
    for &count in parts {
        let (row, after) = rest.split_at(count.min(rest.len()));
        rest = after;
        lines.push((row, row_height(row, room)));
    }
    let gaps = room.gap * (index(lines.len()) - 1).max(0);
    let total: Length = lines.iter().map(|line| line.1).sum();
    let free = (room.height - gaps).max(Length::pt(1));
    let mut frames = Vec::with_capacity(shapes.len());
    let (mut y, mut width) = (Length::ZERO, Length::ZERO);
    for (row, height) in lines {
        let height = if free < total { height.ratio(free.0, total.0.max(1)) } else { height };
        let mut x = Length::ZERO;
        for (i, shape) in row.iter().enumerate() {
            // The last of a full row takes what rounding has left over.
            let last = i + 1 == row.len();
            let natural = shape.width_at(height);
            let left = room.width - x;
            let near = (left - natural).0.abs() < Length::pt(1).0;
            let wide = if last && near { left } else { natural };
            frames.push(Rect::new(x, y, wide.max(Length(1)), height));
            x += wide;
            width = width.max(x);
            x += room.gap;
        }
        y += height + room.gap;
    }
    let size = Size { width, height: (y - room.gap).max(Length::ZERO) };
    Arrangement { frames, pattern: Pattern::Rows(parts.to_vec()), size }
}

/// The height at which a row fills the width, or the greatest that its pixels bear.
fn row_height(row: &[Shape], room: &Room) -> Length {
    let ratios: f64 = row.iter().map(|shape| shape.ratio()).sum();
    let width = room.width - room.gap * (index(row.len()) - 1).max(0);
    let height = Length::from_pt(width.to_pt() / ratios.max(1e-4)).max(Length(1));
    row.iter().map(|shape| shape.height_at(shape.widest())).fold(height, Length::min)
}

/// Columns of equal height, side by side over the whole width.
///
/// With S the sum of the heights of a column's pictures at width 1 and g its gaps, the
/// column is `(H - g) / S` wide at height H; the widths add up to the room's. None if some
/// column would be narrower than a gap.
fn columns(shapes: &[Shape], parts: &[usize], room: &Room) -> Option<Arrangement> {
    let gap = room.gap.to_pt();
    let mut stacks = Vec::with_capacity(parts.len());
    let mut rest = shapes;
    for &count in parts {
        let (stack, after) = rest.split_at(count.min(rest.len()));
        rest = after;
        let slopes: f64 = stack.iter().map(|shape| 1.0 / shape.ratio()).sum();
        stacks.push((stack, slopes.max(1e-4), room.gap * (index(stack.len()) - 1).max(0)));
    }
    let width = room.width.to_pt() - gap * (to_f64(stacks.len()) - 1.0);
    let fixed: f64 = stacks.iter().map(|(_, slopes, gaps)| gaps.to_pt() / slopes).sum();
    let inverse: f64 = stacks.iter().map(|(_, slopes, _)| 1.0 / slopes).sum();
    let mut height = Length::from_pt((width + fixed) / inverse).min(room.height);
    for (stack, slopes, gaps) in &stacks {
        let widest = stack.iter().map(|shape| shape.widest()).fold(room.width, Length::min);
        height = height.min(Length::from_pt(widest.to_pt() * slopes) + *gaps);
    }
    let mut frames = Vec::with_capacity(shapes.len());
    let mut x = Length::ZERO;
    for (stack, slopes, gaps) in stacks {
        let wide = Length::from_pt((height - gaps).to_pt() / slopes);
        if wide < room.gap {
            return None;
        }
        let mut y = Length::ZERO;
        for (i, shape) in stack.iter().enumerate() {
            let last = i + 1 == stack.len();
            let natural = shape.height_at(wide);
            let left = height - y;
            let near = (left - natural).0.abs() < Length::pt(1).0;
            let high = if last && near { left } else { natural };
            frames.push(Rect::new(x, y, wide, high.max(Length(1))));
            y += high + room.gap;
        }
        x += wide + room.gap;
    }
    let size = Size { width: x - room.gap, height };
    Some(Arrangement { frames, pattern: Pattern::Columns(parts.to_vec()), size })
}

/// Equal cells, each picture whole in its cell, at the left and on the cell's foot.
fn grid(shapes: &[Shape], room: &Room) -> Arrangement {
    let across = match shapes.len() {
        0..=4 => 2,
        _ => 3,
    };
    let cell = (room.width - room.gap * (across - 1)) / across;
    let lines = index(shapes.len().div_ceil(usize::try_from(across).unwrap_or(2)));
    let highest = shapes.iter().map(|shape| shape.height_at(cell)).fold(Length::pt(1), Length::max);
    let share = (room.height - room.gap * (lines - 1)) / lines.max(1);
    let high = highest.min(cell.ratio(5, 4)).min(share).max(Length::pt(1));
    let mut frames = Vec::with_capacity(shapes.len());
    for (i, shape) in (0_i64..).zip(shapes) {
        let wide = cell.min(shape.width_at(high)).min(shape.widest()).max(Length(1));
        let this = shape.height_at(wide).min(high).max(Length(1));
        let foot = (high + room.gap) * (i / across) + high;
        frames.push(Rect::new((cell + room.gap) * (i % across), foot - this, wide, this));
    }
    let size = Size { width: room.width, height: (high + room.gap) * lines - room.gap };
    let full = usize::try_from(across).unwrap_or(2);
    let parts = shapes.chunks(full).map(<[Shape]>::len).collect();
    Arrangement { frames, pattern: Pattern::Rows(parts), size }
}

/// What speaks against an arrangement; the less the better. Units are points of height.
fn cost(shapes: &[Shape], arrangement: &Arrangement, room: &Room) -> i64 {
    let pt = |length: Length| length.0 / Length::pt(1).0;
    let mut cost = 0;
    // Narrower than the room: shrunk to fit its height or to keep its pixels.
    cost += pt(room.width - arrangement.size.width).max(0) * 6;
    let areas = arrangement.frames.iter().map(|frame| pt(frame.width) * pt(frame.height));
    let (least, most) = areas.fold((i64::MAX, 0), |(a, b), area| (a.min(area), b.max(area)));
    // The largest picture should be at least 1.6 times the smallest.
    if most * 10 < least.saturating_mul(16) {
        cost += 40;
    }
    match &arrangement.pattern {
        Pattern::Rows(parts) => cost += row_costs(shapes, parts, arrangement, room),
        Pattern::Columns(_) => {
            for frame in &arrangement.frames {
                cost += pt(Length::pt(90) - frame.width).max(0) * 4;
            }
        }
    }
    cost
}

fn row_costs(shapes: &[Shape], parts: &[usize], arrangement: &Arrangement, room: &Room) -> i64 {
    let pt = |length: Length| length.0 / Length::pt(1).0;
    let mut cost = 0;
    let mut first = 0;
    let mut above: Option<Length> = None;
    for &count in parts {
        let frames = &arrangement.frames[first..first + count];
        let height = frames[0].height;
        cost += pt(LOWEST_ROW - height).max(0) * 3 + pt(height - HIGHEST_ROW).max(0) * 2;
        let right = frames[count - 1].right();
        cost += pt(room.width - right).max(0) * 2;
        // Rows of one height look like a table.
        if above.is_some_and(|above| pt(above - height).abs() * 12 < pt(height)) {
            cost += 25;
        }
        above = Some(height);
        // Tall pictures stand at the outer sides of a row.
        let inner = first + 1..(first + count).saturating_sub(1).max(first + 1);
        cost += 15 * index(shapes[inner].iter().filter(|shape| shape.tall()).count());
        first += count;
    }
    cost
}

fn index(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "a plate has a handful of pictures")]
fn to_f64(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests;
