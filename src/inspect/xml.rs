//! XML to a tree that knows where each of its parts stands.
//!
//! A text comes in, a [`Tree`] goes out and, if the text is not well-formed, why (XML 1.0, 5th
//! edition; Namespaces are read by their usual prefixes). What was read up to the damage is
//! kept. No document type is read and no entity expanded but XML's five and the common ones of
//! HTML, so that no text grows; what a document type declares is told by [`Tree::doctype`].
//!
//! # Bounds
//!
//! [`DEEPEST`] elements within one another, [`MOST`] in all; time and memory in step with the
//! text.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

/// Elements within one another.
const DEEPEST: usize = 500;
/// Elements of one text.
const MOST: usize = 2_000_000;

/// An element. Its index in [`Tree::elements`] is its place in the order of the document.
#[derive(Debug)]
pub(super) struct Element<'a> {
    /// The name without its prefix.
    pub(super) name: &'a str,
    /// Its attributes with their prefixes.
    pub(super) attributes: Vec<(&'a str, Cow<'a, str>)>,
    /// The start tag in the text, in bytes.
    pub(super) at: Range<usize>,
    /// What stands inside, in [`Tree::text`].
    pub(super) content: Range<usize>,
    /// The element around it.
    pub(super) parent: Option<usize>,
    /// One past the last element inside.
    pub(super) end: usize,
}

impl Element<'_> {
    /// The value of an attribute, by its name with its prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_ref())
    }

    /// Whether an attribute that is a list of words has this word, whatever its case.
    pub(super) fn has(&self, name: &str, word: &str) -> bool {
        let mut words = self.get(name).unwrap_or_default().split_ascii_whitespace();
        words.any(|found| found.eq_ignore_ascii_case(word))
    }
}

/// A text as elements and characters.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    /// All elements in the order of their start tags.
    pub(super) elements: Vec<Element<'a>>,
    /// All characters between the tags.
    pub(super) text: String,
    /// What stands between `<!DOCTYPE` and `>`.
    pub(super) doctype: Option<&'a str>,
    /// Where the text is not well-formed, and why.
    pub(super) flaw: Option<(usize, String)>,
}

impl<'a> Tree<'a> {
    /// Reads a text.
    pub(super) fn read(source: &'a str) -> Tree<'a> {
        let mut tree = Tree::default();
        let mut open = Vec::new();
        if let Err(flaw) = tree.fill(source, &mut open) {
            tree.flaw = Some(flaw);
        }
        let (end, characters) = (tree.elements.len(), tree.text.len());
        for index in open {
            tree.elements[index].end = end;
            tree.elements[index].content.end = characters;
        }
        tree
    }

    /// The characters inside an element.
    pub(super) fn text_of(&self, index: usize) -> &str {
        &self.text[self.elements[index].content.clone()]
    }

    /// The elements inside an element, in order.
    pub(super) fn inside(&self, index: usize) -> Range<usize> {
        index + 1..self.elements[index].end
    }

    /// The indices of all elements of a name.
    pub(super) fn named<'t>(&'t self, name: &'t str) -> impl Iterator<Item = usize> + 't {
        (0..self.elements.len()).filter(move |index| self.elements[*index].name == name)
    }

    /// The element and those around it, innermost first.
    pub(super) fn around(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(index), |index| self.elements[*index].parent)
    }

    fn fill(&mut self, source: &'a str, open: &mut Vec<usize>) -> Result<(), (usize, String)> {
        let mut reader = Reader::from_str(source);
        let place = |position: u64| usize::try_from(position).unwrap_or(source.len());
        loop {
            let start = place(reader.buffer_position());
            let event = reader
                .read_event()
                .map_err(|error| (place(reader.error_position()), error.to_string()))?;
            let end = place(reader.buffer_position());
            match event {
                Event::Start(_) | Event::Empty(_) => {
                    let empty = matches!(event, Event::Empty(_));
                    if DEEPEST <= open.len() || MOST <= self.elements.len() {
                        return Err((
                            start,
                            "more elements within one another than are read".into(),
                        ));
                    }
                    if open.is_empty() && !self.elements.is_empty() {
                        return Err((start, "a second element at the top".to_owned()));
                    }
                    let index = self.start(source, start..end, open.last().copied())?;
                    if !empty {
                        open.push(index);
                    }
                }
                Event::End(_) => {
                    let index =
                        open.pop().ok_or((start, "an end tag without its start".to_owned()))?;
                    self.elements[index].end = self.elements.len();
                    self.elements[index].content.end = self.text.len();
                }
                Event::Text(text) => {
                    if open.is_empty() && !text.trim().is_empty() {
                        return Err((start, "text outside the outermost element".to_owned()));
                    }
                    self.text.push_str(&text);
                }
                Event::CData(text) => self.text.push_str(&text),
                Event::GeneralRef(name) => {
                    let c = entity(&name, self.doctype.is_some()).ok_or_else(|| {
                        (start, format!("the entity `&{};` is not declared", &*name))
                    })?;
                    self.text.push(c);
                }
                Event::DocType(_) => self.doctype = source.get(start + 9..end.saturating_sub(1)),
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::Eof => break,
            }
        }
        match open.last() {
            Some(index) => {
                let element = &self.elements[*index];
                Err((element.at.start, format!("`<{}>` is never closed", element.name)))
            }
            None if self.elements.is_empty() => Err((0, "there is no element".to_owned())),
            None => Ok(()),
        }
    }

    fn start(
        &mut self,
        source: &'a str,
        at: Range<usize>,
        parent: Option<usize>,
    ) -> Result<usize, (usize, String)> {
        let inside = source[at.clone()].trim_start_matches('<').trim_end_matches('>');
        let inside = inside.strip_suffix('/').unwrap_or(inside);
        let name_end = inside.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inside.len());
        let name = &inside[..name_end];
        let mut attributes = Vec::new();
        for attribute in Attributes::new(inside, name_end) {
            let attribute = attribute.map_err(|error| (at.start, error.to_string()))?;
            let key = attribute.key.into_inner();
            let value = unescape(attribute.value, self.doctype.is_some());
            let value = value
                .map_err(|name| (at.start, format!("the entity `&{name};` is not declared")))?;
            attributes.push((key, value));
        }
        let index = self.elements.len();
        self.elements.push(Element {
            name: name.rsplit(':').next().unwrap_or(name),
            attributes,
            at,
            content: self.text.len()..self.text.len(),
            parent,
            end: index + 1,
        });
        Ok(index)
    }
}

/// Replaces references in the value of an attribute; the error is the name of one that is
/// not known.
fn unescape(value: Cow<'_, str>, declared: bool) -> Result<Cow<'_, str>, String> {
    if !value.contains(['&', '\n', '\t', '\r']) {
        return Ok(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value.as_ref();
    // Attribute-value normalization (XML 1.0, 3.3.3): a reference to a blank stays what it is.
    let normalized = |text: &str| text.replace(['\n', '\t', '\r'], " ");
    while let Some(at) = rest.find('&') {
        out.push_str(&normalized(&rest[..at]));
        let name = rest[at + 1..].split(';').next().unwrap_or_default();
        out.push(entity(name, declared).ok_or_else(|| name.chars().take(32).collect::<String>())?);
        rest = rest.get(at + name.len() + 2..).unwrap_or_default();
    }
    out.push_str(&normalized(rest));
    Ok(Cow::Owned(out))
}

/// The character that a reference stands for. A document type may declare any; what is not
/// known then is shown as U+FFFD.
fn entity(name: &str, declared: bool) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(number).filter(|c| *c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ if !declared => return None,
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "copy" => '©',
        "shy" => '\u{ad}',
        _ => '\u{fffd}',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_knows_what_is_inside_what() {
        let source = "<?xml version='1.0'?><a x='1 &lt; 2'><b>one &amp; <c/>two</b> three</a>";
        let tree = Tree::read(source);
        assert!(tree.flaw.is_none(), "{:?}", tree.flaw);
        let names: Vec<_> = tree.elements.iter().map(|element| element.name).collect();
        assert_eq!(names, ["a", "b", "c"], "in order");
        assert_eq!(tree.text_of(1), "one & two", "the characters inside");
        assert_eq!(tree.text_of(0), "one & two three", "all of them");
        assert_eq!(tree.inside(0), 1..3, "everything is inside the first");
        assert_eq!(tree.elements[0].get("x"), Some("1 < 2"), "an attribute");
        assert_eq!(&source[tree.elements[1].at.clone()], "<b>", "where it stands");
    }

    #[test]
    fn what_is_not_well_formed_is_told() {
        for (source, why) in [
            ("<a><b></a>", "expected"),
            ("<a>", "never closed"),
            ("", "no element"),
            ("<a/><a/>", "second element"),
            ("<a>&nbsp;</a>", "nbsp"),
            ("<a b='&bad;'/>", "bad"),
            ("<a/>text", "outside"),
        ] {
            let flaw = Tree::read(source).flaw.map(|flaw| flaw.1).unwrap_or_default();
            assert!(flaw.contains(why), "{source}: {flaw}");
        }
        let deep = "<a>".repeat(100_000);
        assert!(Tree::read(&deep).flaw.is_some(), "too deep");
        let entities = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;&nbsp;</a>";
        assert!(Tree::read(entities).flaw.is_none(), "declared, so not an error, nor expanded");
    }
}
