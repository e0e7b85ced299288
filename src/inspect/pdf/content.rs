//! What stands on a page: words, pictures and marks, as the content stream draws them.
//!
//! Operators (ISO 32000-1, annex A) come in, [`Facts`] of the page go out. Only what the
//! checks need is followed: where text begins, its size and colour, what is painted under it,
//! and which marks it lies in. Forms are entered; patterns and glyphs of Type 3 are not.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::file::{Dict, File, Id, Lexer, Object, Stream, Token};
use super::fonts::{self, Font, Said};
use super::ink::{Ink, Space};
use super::matrix::{Matrix, span};
use super::pages::Page;
use super::structure::Tree;

/// How deep forms may lie in one another.
const MAX_FORMS: usize = 12;
/// How deep states and marks may be nested; ISO 32000-1, annex C has 28 for states.
const MAX_STATES: usize = 512;
/// How many operands are kept.
const MAX_OPERANDS: usize = 1 << 16;
/// How many fonts are kept.
const MAX_FONTS: usize = 512;
/// How many painted areas of a page are kept; with more, the ground is taken to be unknown.
const MAX_AREAS: usize = 256;
/// How many characters of the texts of marks are kept.
const MAX_TEXT: usize = 1 << 22;

/// What is known of one mark of a page or form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// How often it is begun.
    pub(super) begun: u32,
    /// Where its first text begins, in points from the lower left corner of the page.
    pub(super) start: Option<(f64, f64)>,
}

/// Text that is too pale or too small.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Faint {
    /// How many glyphs.
    pub(super) glyphs: usize,
    /// The worst contrast or the smallest size among them.
    pub(super) worst: f64,
}

/// What is known of one page.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Glyphs of text that is no artifact.
    pub(super) glyphs: usize,
    /// Those among them that have no text.
    pub(super) mute: usize,
    /// The font of the first of these.
    pub(super) mute_font: Option<String>,
    /// Glyphs that are neither tagged nor artifacts.
    pub(super) untagged_glyphs: usize,
    /// Pictures that are neither tagged nor artifacts.
    pub(super) untagged_pictures: usize,
    /// The part of the page that pictures cover which are not artifacts, and their mark.
    pub(super) pictures: Vec<(f64, Option<(Id, u32)>)>,
    /// By page or form, and mark.
    pub(super) marks: BTreeMap<(Id, u32), Mark>,
    /// Text of low contrast on white.
    pub(super) pale: Faint,
    /// Text below the least size.
    pub(super) tiny: Faint,
    /// Whether anything is painted.
    pub(super) is_painted: bool,
    /// Whether all content was read.
    pub(super) is_whole: bool,
}

/// The least size of type, in points.
pub(super) const LEAST_SIZE: f64 = 5.0;
/// The least contrast of type (WCAG 2.2, 1.4.3, for large type).
pub(super) const LEAST_CONTRAST: f64 = 3.0;

/// What is kept from page to page.
#[derive(Debug, Default)]
pub(super) struct Memory {
    fonts: BTreeMap<Id, Rc<Font>>,
    /// Names of fonts that text is set in but that are not embedded, with their first page.
    pub(super) missing: BTreeMap<String, usize>,
    /// Marks whose text is wanted, and the text.
    pub(super) texts: BTreeMap<(Id, u32), String>,
    kept: usize,
}

/// The graphics state, as far as it is followed (ISO 32000-1, 8.4).
#[derive(Debug, Clone)]
struct State {
    matrix: Matrix,
    space: Space,
    ink: Ink,
    alpha: f64,
    is_masked: bool,
    font: Option<Rc<Font>>,
    size: f64,
    stretch: f64,
    leading: f64,
    mode: i64,
}

/// One level of marked content (ISO 32000-1, 14.6).
#[derive(Debug, Clone, Copy, Default)]
struct Level {
    is_artifact: bool,
    mark: Option<(Id, u32)>,
    has_text: bool,
    /// Whether the text of the mark is wanted.
    is_wanted: bool,
}

/// A stream that is being read.
struct Run<'r> {
    /// The page or form, which marks are counted in.
    owner: Id,
    resources: &'r Dict,
    fonts: BTreeMap<Vec<u8>, Option<Rc<Font>>>,
}

struct Walk<'w, 's> {
    file: &'w File<'s>,
    page: &'w Page,
    page_at: usize,
    tree: Option<&'w Tree>,
    memory: &'w mut Memory,
    facts: Facts,
    state: State,
    saved: Vec<State>,
    levels: Vec<Level>,
    /// Levels beyond those that are kept.
    too_deep: usize,
    text: Matrix,
    line: Matrix,
    /// The box of the path so far, in points of the page.
    path: Option<[f64; 4]>,

    /// What is painted under text that is not white.
    areas: Vec<[f64; 4]>,
    /// Pale text, to be weighed once the ground is known.
    pale: Vec<((f64, f64), usize, f64)>,
}

/// Reads a page.
pub(super) fn read(
    file: &File<'_>,
    page: &Page,
    page_at: usize,
    tree: Option<&Tree>,
    memory: &mut Memory,
) -> Facts {
    let object = file.get(page.id);
    let Some(dict) = object.as_dict() else { return Facts::default() };
    let (bytes, is_whole) = contents(file, dict);
    let resources = file.resolve(&page.resources).as_dict().cloned().unwrap_or_default();
    let unit = file.number(dict, b"UserUnit").filter(|unit| 0.0 < *unit).unwrap_or(1.0);
    let mut walk = Walk {
        file,
        page,
        page_at,
        tree,
        memory,
        facts: Facts { is_whole, ..Facts::default() },
        state: State {
            matrix: Matrix([unit, 0.0, 0.0, unit, 0.0, 0.0]),
            space: Space::Gray,
            ink: Ink::BLACK,
            alpha: 1.0,
            is_masked: false,
            font: None,
            size: 0.0,
            stretch: 1.0,
            leading: 0.0,
            mode: 0,
        },
        saved: Vec::new(),
        levels: Vec::new(),
        too_deep: 0,
        text: Matrix::IDENTITY,
        line: Matrix::IDENTITY,
        path: None,

        areas: Vec::new(),
        pale: Vec::new(),
    };
    let mut run = Run { owner: page.id, resources: &resources, fonts: BTreeMap::new() };
    walk.run(&bytes, &mut run, 0);
    walk.weigh();
    walk.facts
}

/// The content of a page, its parts joined; and whether that is all of it.
fn contents(file: &File<'_>, page: &Dict) -> (Vec<u8>, bool) {
    let parts = match file.value(page, b"Contents").into_owned() {
        Object::Stream(stream) => vec![Object::Stream(stream)],
        Object::Array(parts) => parts,
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    let mut is_whole = true;
    for part in &parts {
        let part = file.resolve(part);
        let Object::Stream(stream) = part.as_ref() else { continue };
        let unpacked = file.unpacked(stream);
        is_whole &= unpacked.fault.is_none();
        if all.is_empty() {
            all = unpacked.bytes;
        } else if all.len() + unpacked.bytes.len() < 64 << 20 {
            all.push(b'\n');
            all.extend(unpacked.bytes);
        } else {
            is_whole = false;
            break;
        }
    }
    (all, is_whole)
}

/// An operand: a token, or a dictionary.
#[derive(Debug)]
enum Operand<'a> {
    Token(Token<'a>),
    Dict(Dict),
}

impl Operand<'_> {
    fn number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "coordinates are small")]
            Operand::Token(Token::Int(value)) => Some(*value as f64),
            Operand::Token(Token::Real(value)) => Some(*value),
            _ => None,
        }
    }

    fn name(&self) -> Option<&[u8]> {
        match self {
            Operand::Token(Token::Name(name)) => Some(name),
            _ => None,
        }
    }
}

/// The last numbers before an operator.
fn numbers<const N: usize>(operands: &[Operand<'_>]) -> Option<[f64; N]> {
    let start = operands.len().checked_sub(N)?;
    let mut found = [0.0; N];
    for (place, operand) in found.iter_mut().zip(&operands[start..]) {
        *place = operand.number()?;
    }
    Some(found)
}

impl Walk<'_, '_> {
    fn run(&mut self, bytes: &[u8], run: &mut Run<'_>, depth: usize) {
        let mut lexer = Lexer::new(bytes);
        let mut operands: Vec<Operand<'_>> = Vec::new();
        let mut paid = 0;
        while let Some(token) = lexer.token() {
            match token {
                Token::Keyword(b"BI") => {
                    self.inline_picture(&mut lexer);
                    operands.clear();
                }
                Token::Keyword(b"true" | b"false" | b"null") => {}
                Token::Keyword(operator) => {
                    self.operator(operator, &operands, run, depth);
                    operands.clear();
                }
                Token::DictOpen => {
                    if let Some(Object::Dict(dict)) = lexer.object_from(Token::DictOpen, 0) {
                        operands.push(Operand::Dict(dict));
                    }
                }
                token if operands.len() < MAX_OPERANDS => operands.push(Operand::Token(token)),
                _ => {}
            }
            if 1 << 16 < lexer.at - paid {
                if !self.file.pay(lexer.at - paid) {
                    self.facts.is_whole = false;
                    return;
                }
                paid = lexer.at;
            }
        }
    }

    fn operator(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        run: &mut Run<'_>,
        depth: usize,
    ) {
        match operator {
            b"q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = numbers(operands) {
                    self.state.matrix = Matrix(matrix).then(&self.state.matrix);
                }
            }
            b"gs" => self.extended(operands, run),
            b"BT" => {
                self.text = Matrix::IDENTITY;
                self.line = Matrix::IDENTITY;
            }
            b"BMC" | b"BDC" => self.begin(operands, run),
            b"EMC" => match self.too_deep.checked_sub(1) {
                Some(less) => self.too_deep = less,
                None => drop(self.levels.pop()),
            },
            b"Do" => {
                if let Some(name) = operands.last().and_then(Operand::name) {
                    self.object(name, run, depth);
                }
            }
            b"sh" => {
                self.areas.push(self.page.view);
                self.facts.is_painted = true;
            }
            _ => {
                if !self.text_operator(operator, operands, run)
                    && !self.color(operator, operands, run)
                {
                    self.path_operator(operator, operands);
                }
            }
        }
    }

    /// Operators of text (ISO 32000-1, 9.3 and 9.4); whether this is one.
    fn text_operator(
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

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line);
        self.text = self.line;
    }

    /// The font with a name of the resources.
    fn font(&mut self, name: &[u8], run: &mut Run<'_>) -> Option<Rc<Font>> {
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

    /// Operators of paths (ISO 32000-1, 8.5).
    fn path_operator(&mut self, operator: &[u8], operands: &[Operand<'_>]) {
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

    fn extend(&mut self, points: &[(f64, f64)]) {
        let placed = points.iter().map(|&point| self.state.matrix.apply(point));
        self.path = span(self.path, placed);
    }

    /// Operators of colour (ISO 32000-1, 8.6.8); whether this is one.
    fn color(&mut self, operator: &[u8], operands: &[Operand<'_>], run: &Run<'_>) -> bool {
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
    fn extended(&mut self, operands: &[Operand<'_>], run: &Run<'_>) {
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

    fn begin(&mut self, operands: &[Operand<'_>], run: &Run<'_>) {
        if MAX_STATES <= self.levels.len() {
            self.too_deep += 1;
            return;
        }
        let above = self.levels.last().copied().unwrap_or_default();
        let tag = operands.iter().find_map(Operand::name);
        let named;
        let properties = match operands {
            [_, Operand::Dict(dict)] => Some(dict),
            [_, Operand::Token(Token::Name(name))] => {
                let all = self.file.value(run.resources, b"Properties");
                named = all.as_dict().and_then(|all| self.file.dict(all, name));
                named.as_ref()
            }
            _ => None,
        };
        let mark = properties
            .and_then(|dict| self.file.int(dict, b"MCID"))
            .and_then(|mark| u32::try_from(mark).ok())
            .map(|mark| (self.owner(run.owner, mark), mark));
        if let Some(mark) = mark {
            let known = self.facts.marks.entry(mark).or_insert(Mark { begun: 0, start: None });
            known.begun = known.begun.saturating_add(1);
        }
        let is_marked = mark.is_some();
        let mark = mark.or(above.mark);
        self.levels.push(Level {
            is_wanted: mark.is_some_and(|mark| self.memory.texts.contains_key(&mark)),
            is_artifact: above.is_artifact || !is_marked && tag == Some(b"Artifact"),
            mark,
            has_text: above.has_text || properties.is_some_and(|dict| dict.has(b"ActualText")),
        });
    }

    /// Whose mark this is: that of the form, unless no element knows of it.
    fn owner(&self, owner: Id, mark: u32) -> Id {
        let knows = |id: Id| {
            let claims = self.tree.and_then(|tree| tree.claims.get(&id));
            claims.is_some_and(|claims| claims.iter().any(|claim| claim.mark == mark))
        };
        if owner != self.page.id && !knows(owner) && knows(self.page.id) {
            self.page.id
        } else {
            owner
        }
    }

    fn object(&mut self, name: &[u8], run: &Run<'_>, depth: usize) {
        let file = self.file;
        let all = file.value(run.resources, b"XObject");
        let own = all.as_dict().map_or(&Object::Null, |all| all.get(name));
        let object = file.resolve(own);
        let Object::Stream(stream) = object.as_ref() else { return };
        match file.name(&stream.dict, b"Subtype").as_deref() {
            Some(b"Image") => self.picture(),
            Some(b"Form") if depth < MAX_FORMS => {
                self.form(stream, own.as_ref().unwrap_or(run.owner), run, depth);
            }
            _ => {}
        }
    }

    fn form(&mut self, stream: &Stream, id: Id, run: &Run<'_>, depth: usize) {
        let file = self.file;
        let unpacked = file.unpacked(stream);
        self.facts.is_whole &= unpacked.fault.is_none();
        let resources = file.dict(&stream.dict, b"Resources");
        let state = self.state.clone();
        let saved = std::mem::take(&mut self.saved);
        let levels = self.levels.clone();
        let matrix = file.array(&stream.dict, b"Matrix").unwrap_or_default();
        let matrix: Vec<f64> = matrix.iter().filter_map(|n| file.resolve(n).as_number()).collect();
        if let Ok(matrix) = <[f64; 6]>::try_from(matrix) {
            self.state.matrix = Matrix(matrix).then(&self.state.matrix);
        }
        let mut inner = Run {
            owner: id,
            resources: resources.as_ref().unwrap_or(run.resources),
            fonts: BTreeMap::new(),
        };
        self.run(&unpacked.bytes, &mut inner, depth + 1);
        self.state = state;
        self.saved = saved;
        self.levels = levels;
    }

    /// A picture, drawn into the unit square.
    fn picture(&mut self) {
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
    fn inline_picture(&mut self, lexer: &mut Lexer<'_>) {
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

    fn show(&mut self, operands: &[Operand<'_>]) {
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
    fn shown(&mut self, font: &Font, level: Level, glyphs: usize, mute: usize) {
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
    fn is_told(&self, mark: (Id, u32)) -> bool {
        let Some(tree) = self.tree else { return false };
        let claims = tree.claims.get(&mark.0).map_or(&[][..], Vec::as_slice);
        let claim = claims.iter().find(|claim| claim.mark == mark.1);
        claim.is_some_and(|claim| {
            tree.upward(claim.element).any(|above| above.has_actual_text || above.alt.is_some())
        })
    }

    /// Drops pale text that stands on a ground which is not white.
    fn weigh(&mut self) {
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
