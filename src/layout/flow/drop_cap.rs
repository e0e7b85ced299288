//! A chapter's first paragraph: a drop cap, then a few words in small capitals.
//!
//! Blocks come in, strips go into the galley. A paragraph that begins with anything but a letter
//! has the small capitals alone: a mark or a figure as large as that would be read for itself.

use crate::base::Length;
use crate::design::TextStyle;
use crate::document::{Block, BlockKind, Inline};
use crate::layout::compose::{Line, Text};
use crate::layout::flow::galley::{Builder, Keep, Part, Place};
use crate::layout::flow::quotation::restyle;
use crate::layout::flow::text::Copy;
use crate::pages::{NodeId, Role};

/// Lines that a drop cap stands beside.
const DROP_LINES: usize = 3;
/// From the drop cap's ink to the text.
const DROP_GAP: Length = Length::milli(2_600);
/// Words in small capitals.
const LEAD_WORDS: usize = 5;

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
