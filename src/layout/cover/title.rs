//! Fits a title into a rectangle: at most three lines, as large as they can be.
//!
//! Words come in, lines of type at one size go out. Sizes are found by ink, not by advance
//! width, so that the longest line meets both edges. It knows no picture.

use crate::base::Length;
use crate::design::{Cut, TextStyle};
use crate::font::Family;
use crate::layout::compose::{Ink, Line, Text};
use crate::layout::ctx::Ctx;

/// Lines of a title at most.
const LINES: usize = 3;
/// A word longer than this is parted if the title would else be small.
const LONG_WORD: usize = 24;
/// Between what reaches into the gap of two lines from above and from below.
const CLEAR: Length = Length::pt(7);
/// Below this a title is small.
const SMALL: Length = Length::pt(24);

/// The room for a title.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Width of the longest line's ink.
    pub width: Length,
    /// From the first line's capitals to the last baseline.
    pub height: Length,
    /// From one line's baseline to the capitals of the next, at least.
    pub gap: Length,
    /// No larger than this.
    pub largest: Length,
}

/// A line of a title, set.
#[derive(Debug, Clone)]
pub(super) struct Set {
    /// The type.
    pub line: Line,
    /// Its ink.
    pub ink: Ink,
}

impl Set {
    /// Width of its ink.
    pub(super) fn width(&self) -> Length {
        self.ink.right - self.ink.left
    }
}

/// A title, fitted.
#[derive(Debug, Clone)]
pub(super) struct Fitted {
    /// Its lines.
    pub lines: Vec<Set>,
    /// Height of its capitals.
    pub capitals: Length,
    /// From one line's baseline to the capitals of the next: more than there was room for if
    /// marks stand on those.
    pub gap: Length,
}

impl Fitted {
    /// From the first line's capitals to the last baseline.
    pub(super) fn height(&self) -> Length {
        let lines = i64::try_from(self.lines.len()).unwrap_or(1);
        self.capitals * lines + self.gap * (lines - 1).max(0)
    }
}

/// Fits a title in capitals or as typed: the words come as they shall be set.
pub(super) fn fit(words: &str, style: &TextStyle, room: &Room, ctx: &mut Ctx) -> Fitted {
    let style = covering(words, style, ctx);
    let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    let fitted = fit_words(&words, &style, room, ctx);
    let long = words.iter().any(|word| LONG_WORD < word.chars().count());
    if long && fitted.capitals < SMALL {
        let parted: Vec<String> = words.iter().flat_map(|word| part(word)).collect();
        return fit_words(&parted, &style, room, ctx);
    }
    fitted
}

/// Fits a title into one line, however long.
pub(super) fn fit_line(words: &str, style: &TextStyle, room: &Room, ctx: &mut Ctx) -> Fitted {
    let unit = Length::pt(100);
    let style = covering(words, style, ctx).sized(unit, unit);
    let capitals = capitals(&style, ctx);
    let size = size(&[words.to_owned()], &style, capitals, room, ctx);
    let line = set(words, &style.sized(size, size), ctx);
    Fitted { lines: vec![line], capitals: capitals.ratio(size.0, unit.0), gap: room.gap }
}

/// The style in a family that has all the characters: a line is never set letter by letter
/// in two faces.
pub(super) fn covering(words: &str, style: &TextStyle, ctx: &Ctx) -> TextStyle {
    let face = ctx.fonts.face(style.family.regular);
    if words.chars().all(|c| c.is_whitespace() || face.has(c)) {
        return *style;
    }
    TextStyle { family: Family::TEXT, cut: Cut::Bold, ..*style }
}

/// Pieces of a word that no line can hold.
fn part(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let pieces = letters.len().div_ceil(LONG_WORD).clamp(1, LINES);
    letters.chunks(letters.len().div_ceil(pieces).max(1)).map(|p| p.iter().collect()).collect()
}

fn fit_words(words: &[String], style: &TextStyle, room: &Room, ctx: &mut Ctx) -> Fitted {
    let unit = Length::pt(100);
    let style = style.sized(unit, unit);
    let width = |word: &str, ctx: &mut Ctx| ctx.single(&Text::plain(word, &style), None).width;
    let widths: Vec<Length> = words.iter().map(|word| width(word, ctx)).collect();
    let space = width("n n", ctx) - width("nn", ctx);
    let capitals = capitals(&style, ctx);
    let split = best_split(&widths, space, capitals, room);
    let mut lines = Vec::new();
    let mut first = 0;
    for count in split {
        lines.push(words[first..first + count].join(" "));
        first += count;
    }
    let size = size(&lines, &style, capitals, room, ctx);
    let style = style.sized(size, size);
    let lines: Vec<Set> = lines.iter().map(|words| set(words, &style, ctx)).collect();
    let capitals = capitals.ratio(size.0, unit.0);
    let gap = room.gap.max(apart(&lines, capitals) + CLEAR);
    Fitted { lines, capitals, gap }
}

/// How far marks on the capitals of one line and what hangs from the line above it reach into
/// the gap between them, where they do so most; none for a title of one line.
fn apart(lines: &[Set], capitals: Length) -> Length {
    let reach = lines.windows(2).map(|two| two[1].ink.top - capitals - two[0].ink.bottom);
    reach.fold(-CLEAR, Length::max)
}

/// Height of capitals at the style's size.
fn capitals(style: &TextStyle, ctx: &Ctx) -> Length {
    let face = match style.cut {
        Cut::Bold => style.family.bold,
        Cut::Regular | Cut::Italic | Cut::BoldItalic => style.family.regular,
    };
    let metrics = ctx.fonts.face(face).metrics;
    let share = f64::from(metrics.cap_height) / f64::from(metrics.units_per_em.max(1));
    Length::from_pt(style.size.to_pt() * share).max(Length(1))
}

fn set(words: &str, style: &TextStyle, ctx: &mut Ctx) -> Set {
    let line = ctx.single(&Text::plain(words, style), None);
    let ink = ctx.composer.ink(&line);
    Set { line, ink }
}

/// The size at which the longest line's ink fills the width and all lines the height.
fn size(
    lines: &[String],
    style: &TextStyle,
    capitals: Length,
    room: &Room,
    ctx: &mut Ctx,
) -> Length {
    let count = i64::try_from(lines.len().max(1)).unwrap_or(1);
    let free = |gaps: Length| (room.height - gaps * (count - 1)).max(Length::pt(1));
    let sets: Vec<Set> = lines.iter().map(|words| set(words, style, ctx)).collect();
    let marked = capitals * count + apart(&sets, capitals).max(Length::ZERO) * (count - 1);
    let by_gap = style.size.ratio(free(room.gap).0, (capitals * count).0);
    let by_height = by_gap.min(style.size.ratio(free(CLEAR).0, marked.0));
    let mut size = by_height.min(room.largest);
    // Ink grows with the size but for rounding to glyph units: twice is enough.
    for _ in 0..2 {
        let style = style.sized(size, size);
        let inks = lines.iter().map(|words| set(words, &style, ctx).width());
        let longest = inks.fold(Length(1), Length::max);
        if room.width < longest {
            size = size.ratio(room.width.0, longest.0);
        } else if size < by_height.min(room.largest) {
            break;
        }
    }
    size.max(Length::pt(1))
}

/// How many words each line gets, so that the size is greatest; fewer lines on a tie.
///
/// `widths`, `space` and `capitals` are those at some one size.
pub(super) fn best_split(
    widths: &[Length],
    space: Length,
    capitals: Length,
    room: &Room,
) -> Vec<usize> {
    let mut best: (i64, Vec<usize>) = (-1, vec![widths.len()]);
    for split in splits(widths.len()) {
        let count = i64::try_from(split.len()).unwrap_or(1);
        let mut first = 0;
        let mut longest = Length(1);
        for &words in &split {
            let gaps = space * (i64::try_from(words).unwrap_or(1) - 1).max(0);
            let width: Length = widths[first..first + words].iter().copied().sum();
            longest = longest.max(width + gaps);
            first += words;
        }
        let free = (room.height - room.gap * (count - 1)).max(Length::ZERO) / count;
        // Sizes as shares of the one that was measured, in millionths.
        let by_width = Length(1_000_000).ratio(room.width.0, longest.0).0;
        let by_height = Length(1_000_000).ratio(free.0, capitals.0.max(1)).0;
        let this = by_width.min(by_height);
        if best.0 < this {
            best = (this, split);
        }
    }
    best.1
}

/// Every way to part `n` words into one, two or three lines.
fn splits(n: usize) -> Vec<Vec<usize>> {
    let mut all = vec![vec![n]];
    for first in 1..n {
        all.push(vec![first, n - first]);
    }
    for first in 1..n {
        for second in 1..n - first {
            all.push(vec![first, second, n - first - second]);
        }
    }
    all.sort_by_key(Vec::len);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room {
        width: Length::pt(466),
        height: Length::pt(301),
        gap: Length::pt(14),
        largest: Length::pt(600),
    };

    fn split(words: &str) -> Vec<usize> {
        let widths: Vec<_> = words
            .split(' ')
            .map(|word| Length::pt(40 * i64::try_from(word.len()).unwrap()))
            .collect();
        best_split(&widths, Length::pt(20), Length::pt(73), &ROOM)
    }

    #[test]
    fn takes_the_split_that_lets_the_title_be_largest() {
        assert_eq!(split("THE FAR RIDGE"), [2, 1], "two lines fill the sky");
        assert_eq!(split("LISTENING"), [1], "one word is one line");
        assert_eq!(split("WINTER IN A VALLEY THAT HAD NO NAME"), [3, 2, 3], "three even lines");
    }

    #[test]
    fn never_takes_more_than_three_lines() {
        let words = ["A"; 60].join(" ");
        assert!(split(&words).len() <= 3, "a title of 120 characters");
        assert_eq!(split(&words).iter().sum::<usize>(), 60, "no word is lost");
    }

    #[test]
    fn parts_a_word_that_no_line_can_hold() {
        assert_eq!(part(&"X".repeat(60)).len(), 3, "three pieces of twenty");
        assert_eq!(part("RIDGE"), ["RIDGE"], "others stay whole");
    }
}
