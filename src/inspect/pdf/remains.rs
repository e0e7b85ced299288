//! Reads words, names and the places of type in a PDF for those who look where it came from.
//!
//! Pages are read as they are painted (ISO 32000-1, 8.2 and 9.4), but only what moves or shows
//! type is followed. How far a glyph moves the pen is not known here: of type that follows
//! other type on a line only the words are taken.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::rc::Rc;

use super::file::{Dict, File, Id, Lexer, Object, Token};
use super::fonts::{self, Font};
use super::matrix::Matrix;
use super::pages::{self, Page};
use crate::inspect::{Book, Leaf, Pictures, Remains};

/// Bytes of words that are kept.
const MOST_WORDS: usize = 32 << 20;
/// Places of type that are kept, of a page and of all.
const MOST_STARTS: usize = 20_000;
const MOST_STARTS_OF_ALL: usize = 1 << 20;
/// Fonts that are kept, and ranges of their maps.
const MOST_FONTS: usize = 512;
const MOST_RANGES: usize = 1 << 20;
/// Pictures that are kept.
const MOST_PICTURES: usize = 512;
/// What reading a font costs besides its bytes: the table of its codes is filled.
const FONT: usize = 4 << 10;
/// Numbers before an operator that are kept.
const MOST_OPERANDS: usize = 4_096;
/// Graphics states and forms that lie in one another.
const DEEPEST: usize = 64;
const DEEPEST_FORM: usize = 8;

pub(in crate::inspect) fn remains(
    book: &mut dyn Book,
    length: u64,
    pictures: Pictures,
) -> io::Result<Remains> {
    let file = File::open(book, length);
    let mut remains = Remains { kind: "a PDF", ..Remains::default() };
    let catalog = file.catalog();
    metadata(&file, &catalog, &mut remains);
    let mut known = Fonts::default();
    let (mut shown, mut starts) = (BTreeSet::new(), MOST_STARTS_OF_ALL);
    for page in &pages::read(&file, &catalog).list {
        if file.gave_up() {
            break;
        }
        let object = file.get(page.id);
        let Some(dict) = object.as_dict() else { continue };
        let bytes = contents(&file, dict);
        let resources = file.resolve(&page.resources).as_dict().cloned().unwrap_or_default();
        let mut walk = Walk {
            file: &file,
            fonts: &mut known,
            leaf: Leaf { size: size(page), starts: Vec::new() },
            most: starts.min(MOST_STARTS),
            words: &mut remains.words,
            pictures: &mut shown,
            state: State { matrix: origin(page), font: None, leading: 0.0 },
            saved: Vec::new(),
            line: Matrix::IDENTITY,
            fresh: false,
        };
        walk.run(&bytes, &resources, 0);
        starts -= walk.leaf.starts.len();
        remains.leaves.push(walk.leaf);
    }
    if pictures == Pictures::Measured {
        let mut pixels = 0;
        for id in shown {
            if let Some(bytes) = jpeg(&file, id) {
                remains.picture(&bytes, &mut pixels);
            }
        }
    }
    for font in known.by_id.values() {
        let tag = font.name_with_tag.split_once('+').map(|(tag, _)| tag.to_owned());
        remains.tags.extend(tag.filter(|tag| tag.len() == 6));
    }
    file.into_error().map_or(Ok(remains), Err)
}

/// The file of a picture that is a JPEG.
fn jpeg(file: &File<'_>, id: Id) -> Option<Vec<u8>> {
    let object = file.get(id);
    let Object::Stream(stream) = &object else { return None };
    let filter = file.value(&stream.dict, b"Filter");
    let is_jpeg = match filter.as_ref() {
        Object::Name(name) => name == b"DCTDecode",
        Object::Array(names) => matches!(&names[..], [Object::Name(name)] if name == b"DCTDecode"),
        _ => false,
    };
    is_jpeg.then(|| file.raw(stream))
}

fn size(page: &Page) -> [f64; 2] {
    [page.view[2] - page.view[0], page.view[3] - page.view[1]]
}

/// Moves the lower left corner of the page to the origin.
fn origin(page: &Page) -> Matrix {
    Matrix([1.0, 0.0, 0.0, 1.0, -page.view[0], -page.view[1]])
}

fn metadata(file: &File<'_>, catalog: &Dict, remains: &mut Remains) {
    if let Some(stream) = file.stream(catalog, b"Metadata") {
        let packet = file.unpacked(&stream).bytes;
        remains.metadata.push(String::from_utf8_lossy(&packet).into_owned());
    }
    let info = file.dict(&file.trailer, b"Info").unwrap_or_default();
    for (key, _) in info.0.iter().take(64) {
        remains.metadata.extend(file.text(&info, key));
    }
    for id in file.array(&file.trailer, b"ID").unwrap_or_default().iter().take(2) {
        if let Some(bytes) = file.resolve(id).as_bytes() {
            let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
            let digits = bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
            remains.metadata.push(digits.collect());
        }
    }
}

/// The content of a page, its parts joined.
fn contents(file: &File<'_>, page: &Dict) -> Vec<u8> {
    let parts = match file.value(page, b"Contents").into_owned() {
        Object::Stream(stream) => vec![Object::Stream(stream)],
        Object::Array(parts) => parts,
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for part in &parts {
        if let Object::Stream(stream) = file.resolve(part).as_ref() {
            all.extend(file.unpacked(stream).bytes);
            all.push(b'\n');
        }
        if 64 << 20 < all.len() {
            break;
        }
    }
    all
}

/// A font that was met.
struct Known {
    font: Font,
    name_with_tag: String,
}

/// All fonts that were met.
#[derive(Default)]
struct Fonts {
    by_id: BTreeMap<Id, Rc<Known>>,
    /// Of the maps of all that were read: beyond [`MOST_RANGES`] fonts are read each time anew.
    ranges: usize,
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Known>>,
    leading: f64,
}

struct Walk<'w, 's> {
    file: &'w File<'s>,
    fonts: &'w mut Fonts,
    leaf: Leaf,
    /// Places of type that the leaf may have.
    most: usize,
    words: &'w mut String,
    /// Pictures that are painted.
    pictures: &'w mut BTreeSet<Id>,
    state: State,
    saved: Vec<State>,
    line: Matrix,
    /// Whether nothing was shown since the pen was last set.
    fresh: bool,
}

/// What a page or a form paints with.
struct Run<'r> {
    resources: &'r Dict,
    depth: usize,
    /// Fonts by their names in the resources.
    fonts: BTreeMap<Vec<u8>, Option<Rc<Known>>>,
}

impl Walk<'_, '_> {
    fn run(&mut self, bytes: &[u8], resources: &Dict, depth: usize) {
        let mut run = Run { resources, depth, fonts: BTreeMap::new() };
        let mut lexer = Lexer::new(bytes);
        let mut operands: Vec<Token<'_>> = Vec::new();
        let mut paid = 0;
        while let Some(token) = lexer.token() {
            match token {
                Token::Keyword(operator) => {
                    self.operator(operator, &operands, &mut run);
                    operands.clear();
                }
                token if operands.len() < MOST_OPERANDS => operands.push(token),
                _ => {}
            }
            if 1 << 16 < lexer.at - paid {
                if !self.file.pay(lexer.at - paid) {
                    return;
                }
                paid = lexer.at;
            }
        }
    }

    fn operator(&mut self, operator: &[u8], operands: &[Token<'_>], run: &mut Run<'_>) {
        match operator {
            b"q" if self.saved.len() < DEEPEST => self.saved.push(self.state.clone()),
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
            b"BT" => self.set(Matrix::IDENTITY),
            b"Tm" => {
                if let Some(matrix) = numbers(operands) {
                    self.set(Matrix(matrix));
                }
            }
            b"Td" | b"TD" => {
                if let Some([x, y]) = numbers(operands) {
                    if operator == b"TD" {
                        self.state.leading = -y;
                    }
                    self.step(x, y);
                }
            }
            b"TL" => self.state.leading = numbers(operands).map_or(0.0, |[leading]| leading),
            b"T*" => self.step(0.0, -self.state.leading),
            b"'" | b"\"" => {
                self.step(0.0, -self.state.leading);
                self.show(operands);
            }
            b"Tj" | b"TJ" => self.show(operands),
            b"Tf" => {
                let name = operands.iter().rev().find_map(|token| match token {
                    Token::Name(name) => Some(name),
                    _ => None,
                });
                self.state.font = name.and_then(|name| self.font(name, run));
            }
            b"Do" if run.depth < DEEPEST_FORM => {
                if let Some(Token::Name(name)) = operands.last() {
                    self.form(name, run.resources, run.depth);
                }
            }
            _ => {}
        }
    }

    fn set(&mut self, line: Matrix) {
        self.line = line;
        self.fresh = true;
    }

    fn step(&mut self, x: f64, y: f64) {
        self.set(Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(&self.line));
    }

    fn show(&mut self, operands: &[Token<'_>]) {
        if std::mem::take(&mut self.fresh) && self.leaf.starts.len() < self.most {
            let (x, y) = self.line.then(&self.state.matrix).apply((0.0, 0.0));
            self.leaf.starts.push([x, y]);
            if self.words.len() < MOST_WORDS {
                self.words.push('\n');
            }
        }
        let Some(font) = self.state.font.clone() else { return };
        for operand in operands {
            let Token::Str(bytes) = operand else { continue };
            if font.font.width == 0 {
                return;
            }
            for code in bytes.chunks_exact(font.font.width) {
                if MOST_WORDS < self.words.len() {
                    return;
                }
                let code = match *code {
                    [one] => u16::from(one),
                    [high, low] => u16::from_be_bytes([high, low]),
                    _ => continue,
                };
                font.font.text(code, self.words);
            }
        }
    }

    /// The font with a name of the resources.
    fn font(&mut self, name: &[u8], run: &mut Run<'_>) -> Option<Rc<Known>> {
        if let Some(found) = run.fonts.get(name) {
            return found.clone();
        }
        let found = self.read_font(name, run.resources);
        if run.fonts.len() < MOST_FONTS && self.fonts.ranges <= MOST_RANGES {
            run.fonts.insert(name.to_vec(), found.clone());
        }
        found
    }

    fn read_font(&mut self, name: &[u8], resources: &Dict) -> Option<Rc<Known>> {
        let all = self.file.value(resources, b"Font");
        let own = self.entry(all.as_dict()?, name)?;
        if let Some(known) = own.as_ref().and_then(|id| self.fonts.by_id.get(&id)) {
            return Some(Rc::clone(known));
        }
        let object = self.file.resolve(own);
        let dict = object.as_dict().filter(|_| self.file.pay(FONT))?;
        let base = self.file.name(dict, b"BaseFont").unwrap_or_default();
        let name_with_tag = String::from_utf8_lossy(&base).into_owned();
        let known = Rc::new(Known { font: fonts::read(self.file, dict), name_with_tag });
        self.fonts.ranges = self.fonts.ranges.saturating_add(known.font.ranges());
        let fits = self.fonts.by_id.len() < MOST_FONTS && self.fonts.ranges <= MOST_RANGES;
        if let Some(id) = own.as_ref().filter(|_| fits) {
            self.fonts.by_id.insert(id, Rc::clone(&known));
        }
        Some(known)
    }

    /// An entry of a dictionary, paid for by the dictionary's length.
    fn entry<'d>(&self, dict: &'d Dict, key: &[u8]) -> Option<&'d Object> {
        self.file.pay(dict.0.len()).then(|| dict.get(key))
    }

    fn form(&mut self, name: &[u8], resources: &Dict, depth: usize) {
        let all = self.file.value(resources, b"XObject");
        let Some(own) = all.as_dict().and_then(|all| self.entry(all, name)) else { return };
        let object = self.file.resolve(own);
        let Object::Stream(stream) = object.as_ref() else { return };
        if self.file.name(&stream.dict, b"Subtype").as_deref() != Some(b"Form") {
            if let Some(id) = own.as_ref().filter(|_| self.pictures.len() < MOST_PICTURES) {
                self.pictures.insert(id);
            }
            return;
        }
        let bytes = self.file.unpacked(stream).bytes;
        let (state, saved) = (self.state.clone(), std::mem::take(&mut self.saved));
        let matrix = self.file.array(&stream.dict, b"Matrix").unwrap_or_default();
        let matrix: Vec<f64> =
            matrix.iter().filter_map(|number| self.file.resolve(number).as_number()).collect();
        if let Ok(matrix) = <[f64; 6]>::try_from(matrix) {
            self.state.matrix = Matrix(matrix).then(&self.state.matrix);
        }
        let own = self.file.dict(&stream.dict, b"Resources");
        self.run(&bytes, own.as_ref().unwrap_or(resources), depth + 1);
        (self.state, self.saved) = (state, saved);
    }
}

/// The last numbers before an operator.
fn numbers<const N: usize>(operands: &[Token<'_>]) -> Option<[f64; N]> {
    let start = operands.len().checked_sub(N)?;
    let mut found = [0.0; N];
    for (place, operand) in found.iter_mut().zip(&operands[start..]) {
        *place = match operand {
            #[expect(clippy::cast_precision_loss, reason = "coordinates are small")]
            Token::Int(value) => *value as f64,
            Token::Real(value) => *value,
            _ => return None,
        };
    }
    Some(found)
}
