//! Bytes to tokens and objects (ISO 32000-1, 7.2 and 7.3).
//!
//! Takes any bytes and never fails: what is no token is skipped or becomes a keyword. It
//! serves the file's objects and the content of pages alike.

use std::borrow::Cow;

use super::object::{Dict, Id, Object};

/// How deep arrays and dictionaries may lie in one another; ISO 32000-1, annex C has no
/// limit, no writer needs ten.
const MAX_NESTING: usize = 64;

/// One token.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::inspect::pdf) enum Token<'a> {
    /// A whole number.
    Int(i64),
    /// Any other number.
    Real(f64),
    /// A name.
    Name(Cow<'a, [u8]>),
    /// A string in either form.
    Str(Cow<'a, [u8]>),
    /// `[`
    ArrayOpen,
    /// `]`
    ArrayClose,
    /// `<<`
    DictOpen,
    /// `>>`
    DictClose,
    /// Anything else: an operator, `true`, `obj`.
    Keyword(&'a [u8]),
}

/// A place in bytes, from which tokens are read.
#[derive(Debug)]
pub(in crate::inspect::pdf) struct Lexer<'a> {
    /// The bytes.
    pub(in crate::inspect::pdf) bytes: &'a [u8],
    /// Where the next token begins.
    pub(in crate::inspect::pdf) at: usize,
}

/// Space of any kind.
pub(in crate::inspect::pdf) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !is_delimiter(byte)
}

fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

impl<'a> Lexer<'a> {
    pub(in crate::inspect::pdf) fn new(bytes: &'a [u8]) -> Self {
        Lexer { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(in crate::inspect::pdf) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                self.skip_while(|byte| byte != b'\n' && byte != b'\r');
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|&byte| !wanted(byte)).unwrap_or(rest.len());
    }

    /// The next token; none at the end.
    pub(in crate::inspect::pdf) fn token(&mut self) -> Option<Token<'a>> {
        self.skip_space();
        let start = self.at;
        let first = self.peek()?;
        self.at += 1;
        Some(match first {
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(start),
            b'/' => Token::Name(self.name()),
            b'(' => Token::Str(self.literal()),
            b'<' if self.peek() == Some(b'<') => {
                self.at += 1;
                Token::DictOpen
            }
            b'<' => Token::Str(Cow::Owned(self.hexadecimal())),
            b'>' if self.peek() == Some(b'>') => {
                self.at += 1;
                Token::DictClose
            }
            b'[' => Token::ArrayOpen,
            b']' => Token::ArrayClose,
            b')' | b'>' | b'{' | b'}' => Token::Keyword(&self.bytes[start..self.at]),
            _ => {
                self.skip_while(is_regular);
                Token::Keyword(&self.bytes[start..self.at])
            }
        })
    }

    /// A number; also those that writers get wrong, as `--5` and `1.2.3`, which are read up to
    /// the fault.
    fn number(&mut self, start: usize) -> Token<'a> {
        self.skip_while(is_regular);
        let text = &self.bytes[start..self.at];
        let negative = text[0] == b'-';
        let digits = text.iter().position(|b| !matches!(b, b'+' | b'-')).unwrap_or(text.len());
        let (mut whole, mut parts, mut scale) = (0_i64, 0.0_f64, 0.1_f64);
        let mut real = false;
        for &byte in &text[digits..] {
            match byte {
                b'0'..=b'9' if real => {
                    parts += f64::from(byte - b'0') * scale;
                    scale *= 0.1;
                }
                b'0'..=b'9' => {
                    whole = whole.saturating_mul(10).saturating_add(i64::from(byte - b'0'));
                }
                b'.' if !real => real = true,
                b'-' | b'.' => break,
                _ => return Token::Keyword(text),
            }
        }
        if digits == text.len() {
            return Token::Keyword(text);
        }
        let sign = if negative { -1 } else { 1 };
        if real {
            #[expect(clippy::cast_precision_loss, reason = "coordinates are small")]
            Token::Real((whole as f64 + parts) * f64::from(sign))
        } else {
            Token::Int(whole.saturating_mul(i64::from(sign)))
        }
    }

    fn name(&mut self) -> Cow<'a, [u8]> {
        let start = self.at;
        self.skip_while(is_regular);
        let text = &self.bytes[start..self.at];
        if !text.contains(&b'#') {
            return Cow::Borrowed(text);
        }
        let mut name = Vec::with_capacity(text.len());
        let mut rest = text;
        while let Some((&byte, after)) = rest.split_first() {
            let code = match after {
                [a, b, ..] if byte == b'#' => hex(*a).zip(hex(*b)),
                _ => None,
            };
            if let Some((high, low)) = code {
                name.push(high << 4 | low);
                rest = &after[2..];
            } else {
                name.push(byte);
                rest = after;
            }
        }
        Cow::Owned(name)
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut high = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex(byte) else { continue };
            match high.take() {
                Some(above) => bytes.push(above << 4 | digit),
                None => high = Some(digit),
            }
        }
        if let Some(above) = high {
            bytes.push(above << 4);
        }
        bytes
    }

    fn literal(&mut self) -> Cow<'a, [u8]> {
        let start = self.at;
        self.skip_while(|byte| !matches!(byte, b'(' | b')' | b'\\'));
        let plain = &self.bytes[start..self.at];
        if self.peek() == Some(b')') {
            self.at += 1;
            return Cow::Borrowed(plain);
        }
        let mut bytes = plain.to_vec();
        let mut open = 1_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    self.escape(&mut bytes);
                    continue;
                }
                _ => {}
            }
            bytes.push(byte);
        }
        Cow::Owned(bytes)
    }

    fn escape(&mut self, bytes: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'b' => bytes.push(8),
            b'f' => bytes.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                bytes.push(code.to_le_bytes()[0]);
            }
            other => bytes.push(other),
        }
    }

    /// The next object; none at the end or at what closes an array or a dictionary.
    ///
    /// References are recognized. A keyword that is no object is [`Object::Null`].
    pub(in crate::inspect::pdf) fn object(&mut self) -> Option<Object> {
        let token = self.token()?;
        self.object_from(token, 0)
    }

    /// The object that begins with a token that has been read.
    pub(in crate::inspect::pdf) fn object_from(
        &mut self,
        token: Token<'a>,
        depth: usize,
    ) -> Option<Object> {
        Some(match token {
            Token::Int(value) => self.reference(value).unwrap_or(Object::Int(value)),
            Token::Real(value) => Object::Real(value),
            Token::Name(name) => Object::Name(name.into_owned()),
            Token::Str(bytes) => Object::Str(bytes.into_owned()),
            Token::ArrayOpen if depth < MAX_NESTING => Object::Array(self.array(depth)),
            Token::DictOpen if depth < MAX_NESTING => Object::Dict(self.dict(depth)),
            Token::ArrayClose | Token::DictClose | Token::ArrayOpen | Token::DictOpen => {
                return None;
            }
            Token::Keyword(b"true") => Object::Bool(true),
            Token::Keyword(b"false") => Object::Bool(false),
            Token::Keyword(_) => Object::Null,
        })
    }

    /// `12 0 R`, the first number of which has been read.
    fn reference(&mut self, number: i64) -> Option<Object> {
        let number = u32::try_from(number).ok()?;
        let before = self.at;
        let found = matches!(self.token(), Some(Token::Int(0..=65_535)))
            && matches!(self.token(), Some(Token::Keyword(b"R")));
        if !found {
            self.at = before;
            return None;
        }
        Some(Object::Ref(Id(number)))
    }

    fn array(&mut self, depth: usize) -> Vec<Object> {
        let mut items = Vec::new();
        while let Some(token) = self.token() {
            if ends(&token) || token == Token::ArrayClose {
                break;
            }
            let Some(item) = self.object_from(token, depth + 1) else { break };
            items.push(item);
        }
        items
    }

    fn dict(&mut self, depth: usize) -> Dict {
        let mut dict = Dict::default();
        while let Some(token) = self.token() {
            let Token::Name(key) = token else {
                if ends(&token) || token == Token::DictClose {
                    break;
                }
                continue;
            };
            let before = self.at;
            let Some(token) = self.token() else { break };
            if token == Token::DictClose || ends(&token) {
                self.at = before;
                dict.0.push((key.into_owned(), Object::Null));
                continue;
            }
            let Some(value) = self.object_from(token, depth + 1) else { break };
            dict.0.push((key.into_owned(), value));
        }
        dict
    }
}

/// Whether a token ends the whole object, however much of it is still open.
fn ends(token: &Token<'_>) -> bool {
    matches!(token, Token::Keyword(b"endobj" | b"endstream" | b"stream" | b"obj"))
}
