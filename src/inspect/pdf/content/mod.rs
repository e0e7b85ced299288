//! What stands on a page: words, pictures and marks, as the content stream draws them.
//!
//! Operators (ISO 32000-1, annex A) come in, [`Facts`] of the page go out. Only what the
//! checks need is followed: where text begins, its size and colour, what is painted under it,
//! and which marks it lies in. Forms are entered; patterns and glyphs of Type 3 are not.

mod marks;
mod paint;
mod text;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::file::{Dict, File, Id, Lexer, Object, Stream, Token};
use super::fonts::Font;
use super::ink::{Ink, Space};
use super::matrix::Matrix;
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
}
