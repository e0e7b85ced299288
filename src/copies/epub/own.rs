//! What is a copy's own: its words, names, identifiers, spaces and the order of its files.
//!
//! A mark and the words of a copy come in; for each slot its bytes go out.

use std::borrow::Cow;

use super::archive::short;
use crate::copies::{Layer, Mark, Pattern};

/// Letters of an id after its prefix.
pub(crate) const ID_LETTERS: usize = 7;
/// What the ids of a copy begin with.
pub(crate) const ID_PREFIX: &str = "p-";

/// The words of one copy, in its language.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    /// Whose copy it is.
    pub whose: &'a str,
    /// What else the title page says, in sentences.
    pub notice: &'a str,
    /// What else stands at the end of each chapter; may be empty.
    pub foot: &'a str,
    /// Their language, if it is not the book's.
    pub lang: Option<&'a str>,
}

/// What is a copy's own within a file.
#[derive(Debug, Clone)]
pub(super) enum Slot {
    /// For whom it is, on the title page.
    Notice,
    /// The same after each chapter.
    Foot,
    /// An id of a paragraph.
    Id(u32),
    /// Space between two words, perhaps the end of a line.
    Gap(usize),
    /// The identifier of the book.
    Identifier,
    /// The code, as another identifier.
    Code,
    /// Lines in an order of the copy's own.
    Order(Vec<String>),
}

/// What fills the slots of one copy.
pub(super) struct Own<'a> {
    pub(super) mark: &'a Mark,
    pub(super) words: &'a Words<'a>,
    pub(super) gaps: &'a [bool],
}

impl Own<'_> {
    pub(super) fn fill<'s>(&self, slot: &'s Slot) -> Cow<'s, [u8]> {
        let pattern = &self.mark.pattern;
        let text = match slot {
            Slot::Gap(at) => {
                let breaks = self.gaps.get(*at).copied().unwrap_or_default();
                return Cow::Borrowed(if breaks { b"\n" } else { b" " });
            }
            Slot::Id(at) => {
                format!(" id=\"{ID_PREFIX}{}\"", pattern.name(Layer::Name, *at, ID_LETTERS))
            }
            Slot::Identifier => uuid::Uuid::from_bytes(pattern.identifier(0)).urn().to_string(),
            Slot::Code => {
                format!("<dc:identifier id=\"copy-code\">{}</dc:identifier>\n", self.mark.code)
            }
            Slot::Order(lines) => ordered(lines, pattern),
            Slot::Notice => format!(
                "<p class=\"copy\"{}><b>{}</b><br/>{}</p>\n",
                self.lang(),
                escaped(self.words.whose),
                escaped(self.words.notice)
            ),
            Slot::Foot => {
                let more = match self.words.foot {
                    "" => String::new(),
                    foot => format!("<br/>{}", escaped(foot)),
                };
                let whose = escaped(self.words.whose);
                format!("\n<footer class=\"copy\"{}><p>{whose}{more}</p></footer>\n", self.lang())
            }
        };
        Cow::Owned(text.into_bytes())
    }

    fn lang(&self) -> String {
        let lang = self.words.lang.map(escaped);
        lang.map_or_else(String::new, |lang| format!(" lang=\"{lang}\" xml:lang=\"{lang}\""))
    }
}

/// Lines in an order that follows from a pattern.
fn ordered(lines: &[String], pattern: &Pattern) -> String {
    let order = order(lines.len(), pattern);
    order.iter().flat_map(|at| [lines[*at].as_str(), "\n"]).collect()
}

/// An order of so many things that follows from a pattern: by their digests.
pub(crate) fn order(count: usize, pattern: &Pattern) -> Vec<usize> {
    let mut order: Vec<(usize, [u8; 32])> =
        (0..count).map(|at| (at, pattern.block(Layer::Order, short(at)))).collect();
    order.sort_by_key(|one| one.1);
    order.into_iter().map(|one| one.0).collect()
}

/// Text as character data or in an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_one_of_all_things() {
        let pattern = Pattern([5; 16]);
        let mut all = order(40, &pattern);
        assert_ne!(all, (0..40).collect::<Vec<_>>(), "not as they come");
        all.sort_unstable();
        assert_eq!(all, (0..40).collect::<Vec<_>>(), "each once");
    }
}
