//! Where a parsed text stands in the kit's sources.

use std::ops::Range;

use crate::base::{FileId, Sources, Span};

/// Maps offsets in a text to spans of the source that it was taken from.
#[derive(Debug, Clone)]
pub(in crate::read) struct Origin {
    whole: Span,
    /// Where lines begin: offset in the text, offset in the source. Empty if the text is not
    /// found in the source as it stands.
    lines: Vec<(usize, u32)>,
    /// How many bytes stand before the text that are in no source.
    lead: usize,
}

impl Origin {
    /// For the end of a source from `start` on.
    pub(in crate::read) fn tail(file: FileId, start: usize, length: usize) -> Origin {
        let whole = Span { file, start: narrow(start), end: narrow(start + length) };
        Origin { whole, lines: vec![(0, whole.start)], lead: 0 }
    }

    /// For a value of the metadata, whose text may be quoted, folded or indented.
    pub(in crate::read) fn value(text: &str, span: Span, sources: &Sources) -> Origin {
        let source = &sources.get(span.file).text;
        let source = source.get(span.start as usize..span.end as usize).unwrap_or("");
        let (mut lines, mut at, mut from) = (Vec::new(), 0, 0);
        for line in text.split('\n') {
            let words = line.trim_start();
            let indent = line.len() - words.len();
            match source.get(from..).and_then(|rest| rest.find(words.trim_end())) {
                Some(found) => {
                    from += found;
                    lines.push(((at + indent), span.start + narrow(from)));
                }
                None => return Origin { whole: span, lines: Vec::new(), lead: 0 },
            }
            at += line.len() + 1;
        }
        Origin { whole: span, lines, lead: 0 }
    }

    /// The same, for the text after so many bytes that were put before it.
    pub(in crate::read) fn after(self, lead: usize) -> Origin {
        Origin { lead, ..self }
    }

    /// The span of a stretch of the text.
    pub(in crate::read) fn span(&self, range: Range<usize>) -> Span {
        if self.lines.is_empty() {
            return self.whole;
        }
        let start = self.place(range.start);
        Span { file: self.whole.file, start, end: self.place(range.end).max(start) }
    }

    fn place(&self, at: usize) -> u32 {
        let at = at.saturating_sub(self.lead);
        let line = self.lines.partition_point(|line| line.0 <= at).saturating_sub(1);
        let (from, source) = self.lines[line];
        source.saturating_add(narrow(at.saturating_sub(from))).min(self.whole.end)
    }
}

/// Sources are smaller than 4 GiB, as `Span` has it; a larger one ends there.
fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_into_an_indented_value() {
        let mut sources = Sources::default();
        let yaml = "bio: |\n  One *line*\n  and two\n";
        let file = sources.add("kit.yaml", yaml);
        let span = Span { file, start: 5, end: narrow(yaml.len()) };
        let text = "One *line*\nand two\n";
        let origin = Origin::value(text, span, &sources);
        let at = text.find("two").expect("it is there");
        let found = origin.span(at..at + 3);
        assert_eq!(&yaml[found.start as usize..found.end as usize], "two", "the second line");
    }

    #[test]
    fn points_at_the_whole_of_a_value_that_was_rewritten() {
        let mut sources = Sources::default();
        let file = sources.add("kit.yaml", "bio: \"a\\tb\"");
        let span = Span { file, start: 5, end: 11 };
        assert_eq!(Origin::value("a\tb", span, &sources).span(2..3), span, "escapes are unknown");
    }
}
