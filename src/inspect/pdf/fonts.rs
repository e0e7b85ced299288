//! What the codes of a font say as text (ISO 32000-1, 9.6 to 9.10).
//!
//! A font dictionary comes in; for each code goes out whether it has a text, and which.
//! Glyph names inside font programs are not read: what only they tell counts as known.

use super::file::{Dict, File, Lexer, Object, Token};

/// More ranges of one map are not read.
const MAX_RANGES: usize = 1 << 17;

/// Whether a code has a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// It has one.
    Text,
    /// It has none, or one that is no character.
    Nothing,
}

/// One font.
#[derive(Debug)]
pub(super) struct Font {
    /// Its name, without the mark of a subset.
    pub(super) name: String,
    /// Whether its program is in the file.
    pub(super) is_embedded: bool,
    /// Whether its glyphs are drawn by the page's own operators.
    pub(super) is_type3: bool,
    /// Bytes of a code.
    pub(super) width: usize,
    /// By code.
    said: Vec<Said>,
    map: Vec<Range>,
}

/// Codes that follow one another and their texts, of which the last character counts up.
#[derive(Debug)]
struct Range {
    low: u16,
    high: u16,
    text: Vec<u8>,
}

impl Font {
    /// Whether a code has a text.
    pub(super) fn said(&self, code: u16) -> Said {
        self.said.get(usize::from(code)).copied().unwrap_or(Said::Text)
    }

    /// How many ranges its own map has.
    pub(super) fn ranges(&self) -> usize {
        self.map.len()
    }

    /// The text of a code, as far as the font's own map has it.
    pub(super) fn text(&self, code: u16, into: &mut String) {
        let at = self.map.partition_point(|range| range.low <= code);
        let range = at.checked_sub(1).map(|at| &self.map[at]).filter(|range| code <= range.high);
        match range {
            Some(range) => into.push_str(&utf16(&range.text, code - range.low)),
            None if self.width == 1 => into.extend(u8::try_from(code).map(char::from)),
            None => {}
        }
    }
}

fn utf16(bytes: &[u8], ahead: u16) -> String {
    let mut units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    if let [single] = bytes {
        units.push(u16::from(*single));
    }
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(ahead);
    }
    String::from_utf16_lossy(&units)
}

/// Whether a text is one for readers: neither empty nor of characters that are none.
fn is_text(bytes: &[u8], ahead: u16) -> bool {
    let text = utf16(bytes, ahead);
    let is_none = |c: char| {
        matches!(c, '\0' | '\u{fffd}' | '\u{fffe}' | '\u{ffff}' | '\u{e000}'..='\u{f8ff}')
            || matches!(c, '\u{f0000}'..)
    };
    !text.is_empty() && !text.chars().all(is_none)
}

/// Reads a font.
pub(super) fn read(file: &File<'_>, dict: &Dict) -> Font {
    let subtype = file.name(dict, b"Subtype").unwrap_or_default();
    let is_composite = subtype == b"Type0";
    let is_type3 = subtype == b"Type3";
    let descendant = file.array(dict, b"DescendantFonts").and_then(|fonts| {
        let font = file.resolve(fonts.first()?);
        font.as_dict().cloned()
    });
    let described = descendant.as_ref().unwrap_or(dict);
    let descriptor = file.dict(described, b"FontDescriptor").unwrap_or_default();
    let is_embedded = is_type3
        || [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.has(key));
    let name = file.name(dict, b"BaseFont").unwrap_or_default();
    let name = String::from_utf8_lossy(&name).into_owned();
    let name = name.split_once('+').map_or(name.clone(), |(_, name)| name.to_owned());
    let map = to_unicode(file, dict);
    let (width, otherwise) = if is_composite {
        composite(file, dict, &descendant.unwrap_or_default())
    } else {
        (1, simple(file, dict, &subtype, &descriptor))
    };
    let mut said = otherwise;
    for range in map.as_deref().unwrap_or_default() {
        for code in range.low..=range.high {
            let is =
                if is_text(&range.text, code - range.low) { Said::Text } else { Said::Nothing };
            if let Some(place) = said.get_mut(usize::from(code)) {
                *place = is;
            }
        }
    }
    let map = match map {
        Some(map) => map,
        // A map that names another, or none: what it says is not known here.
        None if dict.has(b"ToUnicode") => {
            said.clear();
            Vec::new()
        }
        None => Vec::new(),
    };
    Font { name, is_embedded, is_type3, width, said, map }
}

/// The map to Unicode (ISO 32000-1, 9.10.3); none if there is none or it is another's.
fn to_unicode(file: &File<'_>, dict: &Dict) -> Option<Vec<Range>> {
    let stream = file.stream(dict, b"ToUnicode")?;
    if stream.dict.has(b"UseCMap") {
        return None;
    }
    let unpacked = file.unpacked(&stream);
    if unpacked.fault.is_some() {
        return None;
    }
    let mut lexer = Lexer::new(&unpacked.bytes);
    let mut ranges = Vec::new();
    while let Some(token) = lexer.token() {
        match token {
            Token::Keyword(b"beginbfchar") => chars(&mut lexer, &mut ranges),
            Token::Keyword(b"beginbfrange") => spans(&mut lexer, &mut ranges),
            Token::Keyword(b"usecmap") => return None,
            _ => {}
        }
        if MAX_RANGES <= ranges.len() {
            break;
        }
    }
    ranges.sort_by_key(|range| range.low);
    Some(ranges)
}

fn code(bytes: &[u8]) -> Option<u16> {
    match *bytes {
        [one] => Some(u16::from(one)),
        [high, low] => Some(u16::from_be_bytes([high, low])),
        _ => None,
    }
}

fn chars(lexer: &mut Lexer<'_>, ranges: &mut Vec<Range>) {
    while let (Some(Token::Str(from)), Some(to)) = (lexer.token(), lexer.token()) {
        if let (Some(at), Token::Str(text)) = (code(&from), to) {
            ranges.push(Range { low: at, high: at, text: text.into_owned() });
        }
    }
}

fn spans(lexer: &mut Lexer<'_>, ranges: &mut Vec<Range>) {
    while let (Some(Token::Str(low)), Some(Token::Str(high))) = (lexer.token(), lexer.token()) {
        let (Some(low), Some(high)) = (code(&low), code(&high)) else {
            lexer.token();
            continue;
        };
        match lexer.token() {
            Some(Token::Str(text)) => ranges.push(Range { low, high, text: text.into_owned() }),
            Some(Token::ArrayOpen) => {
                let mut at = Some(low);
                while let Some(Token::Str(text)) = lexer.token() {
                    if let Some(code) = at.filter(|code| *code <= high) {
                        ranges.push(Range { low: code, high: code, text: text.into_owned() });
                        at = code.checked_add(1);
                    }
                }
            }
            _ => return,
        }
    }
}

/// Bytes of a code of a composite font, and what codes say without a map of the font's own.
/// An empty list means that nothing is known to be without a text.
fn composite(file: &File<'_>, dict: &Dict, descendant: &Dict) -> (usize, Vec<Said>) {
    let encoding = file.value(dict, b"Encoding");
    let info = file.dict(descendant, b"CIDSystemInfo").unwrap_or_default();
    let ordering = file.value(&info, b"Ordering");
    // The collections of Adobe are known to every reader.
    let is_known = matches!(
        ordering.as_bytes(),
        Some(b"GB1" | b"CNS1" | b"Japan1" | b"Japan2" | b"Korea1" | b"KR" | b"Manga1")
    );
    match encoding.as_name() {
        Some(b"Identity-H" | b"Identity-V") => {
            (2, if is_known { Vec::new() } else { vec![Said::Nothing; 1 << 16] })
        }
        // Codes of other maps may be of mixed widths; they are not looked at.
        _ => (0, Vec::new()),
    }
}

/// What the codes of a simple font say without a map of the font's own.
fn simple(file: &File<'_>, dict: &Dict, subtype: &[u8], descriptor: &Dict) -> Vec<Said> {
    let flags = file.int(descriptor, b"Flags").unwrap_or(32);
    let is_symbolic = flags & 4 != 0 && flags & 32 == 0;
    let is_builtin_known = match subtype {
        b"Type3" => false,
        b"TrueType" => !is_symbolic,
        _ => true,
    };
    let known = if is_builtin_known { Said::Text } else { Said::Nothing };
    let encoding = file.value(dict, b"Encoding");
    if encoding.as_name().is_some() {
        return vec![Said::Text; 256];
    }
    let Some(encoding) = encoding.as_dict() else { return vec![known; 256] };
    let base = if encoding.has(b"BaseEncoding") { Said::Text } else { known };
    let mut said = vec![base; 256];
    let mut at = 0_usize;
    for item in file.array(encoding, b"Differences").unwrap_or_default() {
        match item {
            Object::Int(code) => at = usize::try_from(code).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(place) = said.get_mut(at) {
                    *place = if is_glyph_name(&name) { Said::Text } else { Said::Nothing };
                }
                at = at.saturating_add(1);
            }
            _ => {}
        }
    }
    said
}

/// Whether a glyph's name tells its character, as those of Adobe's list do, and not its number.
fn is_glyph_name(name: &[u8]) -> bool {
    const NUMBERED: [&str; 9] = ["g", "gid", "cid", "glyph", "index", "char", "c", "ch", "f"];
    let Ok(name) = std::str::from_utf8(name) else { return false };
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_numbered = stem.len() < name.len()
        && NUMBERED.contains(&stem.trim_end_matches(['.', '_', ':']).to_ascii_lowercase().as_str());
    name != ".notdef" && !is_numbered
}
