//! Text: the operators that show it (ISO 32000-1, 9.4), what it says and how well it is seen.

use std::rc::Rc;

use super::{LEAST_CONTRAST, LEAST_SIZE, Level, MAX_FONTS, MAX_TEXT, Operand, Run, Walk, numbers};
use crate::inspect::pdf::file::{Id, Object, Token};
use crate::inspect::pdf::fonts::{self, Font, Said};
use crate::inspect::pdf::matrix::Matrix;

impl Walk<'_, '_> {
    /// Operators of text (ISO 32000-1, 9.3 and 9.4); whether this is one.
    pub(super) fn text_operator(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        run: &mut Run<'_>,
    ) -> bool {
        let number = || operands.last().and_then(Operand::number);
        match operator {
            b"Tj" | b"TJ" => self.show(operands),
            b"Td" | b"TD" => {
                if let Some([x, y]) = numbers(operands) {
                    if operator == b"TD" {
                        self.state.leading = -y;
                    }
                    self.next_line(x, y);
                }
            }
            b"Tm" => {
                if let Some(matrix) = numbers(operands) {
                    self.line = Matrix(matrix);
                    self.text = self.line;
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"'" | b"\"" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands);
            }
            b"Tf" => {
                self.state.size = number().unwrap_or(0.0);
                let name = operands.iter().rev().find_map(Operand::name);
                self.state.font = name.and_then(|name| self.font(name, run));
            }
            b"Tz" => self.state.stretch = number().map_or(1.0, |percent| percent / 100.0),
            b"TL" => self.state.leading = number().unwrap_or(0.0),
            #[expect(clippy::cast_possible_truncation, reason = "a float is cut to the range")]
            b"Tr" => self.state.mode = number().unwrap_or(0.0) as i64,
            b"Tc" | b"Tw" | b"Ts" | b"ET" => {}
            _ => return false,
        }
        true
    }

    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line);
        self.text = self.line;
    }

    /// The font with a name of the resources.
    pub(super) fn font(&mut self, name: &[u8], run: &mut Run<'_>) -> Option<Rc<Font>> {
        if let Some(found) = run.fonts.get(name) {
            return found.clone();
        }
        let file = self.file;
        let all = file.value(run.resources, b"Font");
        let own = all.as_dict().map_or(&Object::Null, |all| all.get(name));
        let kept = own.as_ref().and_then(|id| self.memory.fonts.get(&id).cloned());
        let font = kept.or_else(|| {
            let font = Rc::new(fonts::read(file, file.resolve(own).as_dict()?));
            if MAX_FONTS <= self.memory.fonts.len() {
                self.memory.fonts.clear();
            }
            if let Some(id) = own.as_ref() {
                self.memory.fonts.insert(id, Rc::clone(&font));
            }
            Some(font)
        });
        if run.fonts.len() < MAX_FONTS {
            run.fonts.insert(name.to_vec(), font.clone());
        }
        font
    }

    pub(super) fn show(&mut self, operands: &[Operand<'_>]) {
        let Some(font) = self.state.font.clone() else { return };
        let level = self.levels.last().copied().unwrap_or_default();
        let wanted = level.mark.filter(|_| level.is_wanted);
        let mut text = String::new();
        let (mut glyphs, mut mute) = (0, 0);
        for operand in operands {
            let bytes = match operand {
                Operand::Token(Token::Str(bytes)) => bytes,
                // A step back by more than a quarter of an em is a space between words.
                operand => {
                    if wanted.is_some() && operand.number().is_some_and(|step| step < -250.0) {
                        text.push(' ');
                    }
                    continue;
                }
            };
            if font.width == 0 {
                glyphs += bytes.len().div_ceil(2);
                continue;
            }
            for code in bytes.chunks_exact(font.width) {
                let code = match *code {
                    [one] => u16::from(one),
                    [high, low] => u16::from_be_bytes([high, low]),
                    _ => continue,
                };
                glyphs += 1;
                mute += usize::from(font.said(code) == Said::Nothing);
                if wanted.is_some() {
                    font.text(code, &mut text);
                }
            }
        }
        if let Some(mark) = wanted
            && self.memory.kept < MAX_TEXT
            && let Some(known) = self.memory.texts.get_mut(&mark)
        {
            self.memory.kept += text.len() + 1;
            known.push_str(&text);
            known.push(' ');
        }
        if 0 < glyphs {
            self.shown(&font, level, glyphs, mute);
        }
    }

    /// Weighs glyphs that were shown.
    pub(super) fn shown(&mut self, font: &Font, level: Level, glyphs: usize, mute: usize) {
        let matrix = self.text.then(&self.state.matrix);
        let at = matrix.apply((0.0, 0.0));
        self.facts.is_painted |= self.state.mode != 3;
        if let Some(mark) = level.mark
            && let Some(known) = self.facts.marks.get_mut(&mark)
        {
            known.start.get_or_insert(at);
        }
        let is_seen = !matches!(self.state.mode, 3 | 7);
        if is_seen && !font.is_embedded && self.memory.missing.len() < 1024 {
            self.memory.missing.entry(font.name.clone()).or_insert(self.page_at);
        }
        if level.is_artifact {
            return;
        }
        self.facts.glyphs += glyphs;
        if level.mark.is_none() {
            self.facts.untagged_glyphs += glyphs;
        }
        let has_text = || level.has_text || level.mark.is_some_and(|mark| self.is_told(mark));
        if 0 < mute && !has_text() {
            self.facts.mute += mute;
            if self.facts.mute_font.is_none() {
                self.facts.mute_font = Some(font.name.clone());
            }
        }
        if !is_seen || font.is_type3 {
            return;
        }
        let size = self.state.size.abs() * matrix.scale();
        // A hundredth is lost in rounding.
        if size < LEAST_SIZE - 0.01 && 0.0 < size {
            let tiny = &mut self.facts.tiny;
            tiny.worst = if tiny.glyphs == 0 { size } else { tiny.worst.min(size) };
            tiny.glyphs += glyphs;
        }
        let is_filled = matches!(self.state.mode, 0 | 4);
        if is_filled && !self.state.is_masked && self.pale.len() < 1 << 16 {
            let contrast = self.state.ink.contrast_below(LEAST_CONTRAST, self.state.alpha);
            if let Some(contrast) = contrast {
                self.pale.push((at, glyphs, contrast));
            }
        }
    }

    /// Whether the element of a mark, or one above, says what it means in characters.
    pub(super) fn is_told(&self, mark: (Id, u32)) -> bool {
        let Some(tree) = self.tree else { return false };
        let claims = tree.claims.get(&mark.0).map_or(&[][..], Vec::as_slice);
        let claim = claims.iter().find(|claim| claim.mark == mark.1);
        claim.is_some_and(|claim| {
            tree.upward(claim.element).any(|above| above.has_actual_text || above.alt.is_some())
        })
    }

    /// Drops pale text that stands on a ground which is not white.
    pub(super) fn weigh(&mut self) {
        for (at, glyphs, contrast) in std::mem::take(&mut self.pale) {
            let is_on = |area: &[f64; 4]| {
                // Text begins a little outside of what it stands on at times.
                area[0] - 2.0 <= at.0
                    && at.0 <= area[2] + 2.0
                    && area[1] - 4.0 <= at.1
                    && at.1 <= area[3] + 4.0
            };
            if self.areas.iter().any(is_on) {
                continue;
            }
            let pale = &mut self.facts.pale;
            pale.worst = if pale.glyphs == 0 { contrast } else { pale.worst.min(contrast) };
            pale.glyphs += glyphs;
        }
    }
}
