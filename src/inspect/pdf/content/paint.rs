//! Paths, colours and pictures (ISO 32000-1, 8.5, 8.6 and 8.9): the ground that text stands on.

use std::rc::Rc;

use super::{MAX_AREAS, Operand, Run, Walk, numbers};
use crate::inspect::pdf::file::{Lexer, Object, Token};
use crate::inspect::pdf::fonts;
use crate::inspect::pdf::ink::Space;
use crate::inspect::pdf::matrix::span;

impl Walk<'_, '_> {
    /// Operators of paths (ISO 32000-1, 8.5).
    pub(super) fn path_operator(&mut self, operator: &[u8], operands: &[Operand<'_>]) {
        match operator {
            b"m" | b"l" => {
                if let Some([x, y]) = numbers(operands) {
                    self.extend(&[(x, y)]);
                }
            }
            b"c" => {
                if let Some([a, b, c, d, e, f]) = numbers(operands) {
                    self.extend(&[(a, b), (c, d), (e, f)]);
                }
            }
            b"v" | b"y" => {
                if let Some([a, b, c, d]) = numbers(operands) {
                    self.extend(&[(a, b), (c, d)]);
                }
            }
            b"re" => {
                if let Some([x, y, w, h]) = numbers(operands) {
                    self.extend(&[(x, y), (x + w, y), (x, y + h), (x + w, y + h)]);
                }
            }
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => {
                self.facts.is_painted |= self.path.is_some();
                if !self.state.ink.is_white() {
                    self.areas.extend(self.path);
                }
                self.path = None;
            }
            b"S" | b"s" => {
                self.facts.is_painted |= self.path.is_some();
                // A thick line is a ground as well.
                self.areas.extend(self.path);
                self.path = None;
            }
            b"n" => self.path = None,
            _ => return,
        }
        if MAX_AREAS < self.areas.len() {
            self.areas.clear();
            self.areas.push([f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY]);
        }
    }

    pub(super) fn extend(&mut self, points: &[(f64, f64)]) {
        let placed = points.iter().map(|&point| self.state.matrix.apply(point));
        self.path = span(self.path, placed);
    }

    /// Operators of colour (ISO 32000-1, 8.6.8); whether this is one.
    pub(super) fn color(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        run: &Run<'_>,
    ) -> bool {
        let values = || -> Vec<f64> { operands.iter().filter_map(Operand::number).collect() };
        match operator {
            b"g" => self.state.space = Space::Gray,
            b"rg" => self.state.space = Space::Rgb,
            b"k" => self.state.space = Space::Cmyk,
            b"cs" => {
                let name = operands.last().and_then(Operand::name).unwrap_or_default();
                let all = self.file.value(run.resources, b"ColorSpace");
                let own = all.as_dict().map_or(&Object::Null, |all| all.get(name));
                self.state.space = Space::read(self.file, name, own);
                self.state.ink = self.state.space.first();
                return true;
            }
            b"sc" | b"scn" => {}
            b"G" | b"RG" | b"K" | b"CS" | b"SC" | b"SCN" => return true,
            _ => return false,
        }
        self.state.ink = self.state.space.ink(&values());
        true
    }

    /// `gs` (ISO 32000-1, 8.4.5).
    pub(super) fn extended(&mut self, operands: &[Operand<'_>], run: &Run<'_>) {
        let Some(name) = operands.last().and_then(Operand::name) else { return };
        let all = self.file.value(run.resources, b"ExtGState");
        let own = all.as_dict().map(|all| self.file.value(all, name));
        let Some(dict) = own.as_ref().and_then(|own| own.as_dict()) else { return };
        if let Some(alpha) = self.file.number(dict, b"ca") {
            self.state.alpha = alpha.clamp(0.0, 1.0);
        }
        if dict.has(b"SMask") {
            self.state.is_masked = self.file.value(dict, b"SMask").as_name() != Some(b"None");
        }
        if let Some([font, size]) = self.file.array(dict, b"Font").as_deref() {
            let font = self.file.resolve(font);
            self.state.font = font.as_dict().map(|dict| Rc::new(fonts::read(self.file, dict)));
            self.state.size = size.as_number().unwrap_or(0.0);
        }
    }

    /// A picture, drawn into the unit square.
    pub(super) fn picture(&mut self) {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let placed = corners.map(|corner| self.state.matrix.apply(corner));
        let Some(area) = span(None, placed.into_iter()) else { return };
        self.facts.is_painted = true;
        if self.areas.len() <= MAX_AREAS {
            self.areas.push(area);
        }
        let level = self.levels.last().copied().unwrap_or_default();
        if level.is_artifact {
            return;
        }
        if level.mark.is_none() {
            self.facts.untagged_pictures += 1;
        }
        let view = self.page.view;
        let overlap = |low: usize, high: usize| {
            (area[high].min(view[high]) - area[low].max(view[low])).max(0.0)
        };
        let whole = (view[2] - view[0]) * (view[3] - view[1]);
        let part = if 0.0 < whole { overlap(0, 2) * overlap(1, 3) / whole } else { 0.0 };
        if self.facts.pictures.len() < MAX_AREAS {
            self.facts.pictures.push((part, level.mark));
        }
    }

    /// `BI … ID … EI` (ISO 32000-1, 8.9.7): its bytes are skipped.
    pub(super) fn inline_picture(&mut self, lexer: &mut Lexer<'_>) {
        while let Some(token) = lexer.token() {
            if token == Token::Keyword(b"ID") {
                break;
            }
        }
        let rest = lexer.bytes.get(lexer.at..).unwrap_or_default();
        let ends = memchr::memmem::find_iter(rest, b"EI");
        let is_text = |byte: &u8| matches!(byte, 9 | 10 | 12 | 13 | 32..=126);
        let end = ends.take(1 << 12).find(|&at| {
            let before = at == 0 || rest[at - 1].is_ascii_whitespace();
            let after = &rest[at + 2..rest.len().min(at + 12)];
            before && after.first().is_none_or(u8::is_ascii_whitespace) && after.iter().all(is_text)
        });
        lexer.at += end.map_or(rest.len(), |at| at + 2);
        self.picture();
    }
}
