//! Code: one line of the manuscript a line, long ones broken where they must be, with a sign
//! that they go on.

use crate::base::Length;
use crate::document::Block;
use crate::layout::compose::{Line, Mark, Text};
use crate::layout::flow::galley::{Builder, Ink, Keep, Part, Place, half_rows, strip};
use crate::pages::Role;

/// Stands before a line that goes on.
const GOES_ON: &str = "→";
/// Characters that a line that goes on is indented by.
const INDENT: i64 = 2;

impl Builder<'_, '_> {
    pub(super) fn code(&mut self, text: &str, block: &Block, place: &Place) {
        let style = self.ctx.design.styles.code;
        let paragraph = self.out.sheets.node(place.node, Role::Paragraph);
        let node = self.out.sheets.node_in(paragraph, Role::Code, place.lang.as_ref());
        let em = self.ctx.single(&Text::plain("0", &style), None).width.max(Length(1));
        let columns = usize::try_from(place.measure.0 / em.0).unwrap_or(1).max(4);
        let height = half_rows(style.leading, self.ctx.design.page.row);
        let sign = self.ctx.single(&Text::plain(GOES_ON, &style), None);
        let mut strips = Vec::new();
        let mut at = 0;
        for whole in text.split_inclusive('\n') {
            let content = whole.trim_end_matches(['\n', '\r']);
            let mut from = 0;
            for (number, piece) in broken(content, columns).into_iter().enumerate() {
                let tabless = piece.replace('\t', "    ");
                let mut words = Text::default();
                words.push(&tabless, &style, Mark(0));
                let line = self.ctx.single(&words, Some(block.span));
                let x = if number == 0 { Length::ZERO } else { em * INDENT };
                let mut ink = Ink { height, ..Ink::default() };
                if 0 < number {
                    ink.parts.push(mark(sign.clone(), place.x));
                }
                ink.parts.push(Part {
                    line,
                    x: place.x + x,
                    dy: Length::ZERO,
                    node: Some(node),
                    start: Some((block.id, at + from)),
                });
                strips.push((strip(height), ink));
                from += piece.len();
            }
            at += whole.len();
        }
        let keep = Keep { edge: 2, whole: place.keep, ..Keep::default() };
        self.apart(place, |builder| builder.stack(strips, keep));
    }
}

fn mark(line: Line, x: Length) -> Part {
    Part { line, x, dy: Length::ZERO, node: None, start: None }
}

/// Pieces of a line of at most so many columns; the second and later are indented. Breaks
/// after a space if one stands in the last third.
fn broken(line: &str, columns: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    let mut room = columns;
    loop {
        let mut width = 0;
        let end = rest.char_indices().find(|(_, c)| {
            width += columns_of(*c);
            room < width
        });
        let Some((end, _)) = end else {
            pieces.push(rest);
            return pieces;
        };
        let end = end.max(rest.chars().next().map_or(1, char::len_utf8));
        let cut = rest[..end].rfind(' ').map(|at| at + 1).filter(|at| end * 2 / 3 < *at);
        let (piece, after) = rest.split_at(cut.unwrap_or(end));
        pieces.push(piece);
        rest = after;
        room = columns.saturating_sub(2).max(2);
    }
}

/// Columns that a character takes; those of wide scripts take two.
fn columns_of(c: char) -> usize {
    match c {
        '\t' => 4,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn breaks_long_lines_and_loses_nothing() {
        let line = "let quay = dawn(the_harbour, \"a string with several words in it\");";
        let pieces = broken(line, 20);
        assert_eq!(pieces.concat(), line, "every character stands once");
        assert!(pieces.iter().all(|piece| piece.chars().count() <= 20), "{pieces:?}");
        assert_eq!(broken("", 20), [""], "an empty line is a line");
    }
}
