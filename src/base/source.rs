//! The texts a kit was read from, and places in them.

/// Names one text in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u16);

/// A stretch of a source text, in bytes; `start` never exceeds `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// One text of the kit, as it was read.
#[derive(Debug, Clone)]
pub struct Source {
    /// The name to show, relative to the kit's root, with `/` between folders.
    pub name: String,
    /// The text.
    pub text: String,
}

/// All texts of a kit, looked up by [`FileId`].
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a text and names it.
    ///
    /// # Panics
    ///
    /// With more than 65 535 texts, which no kit has: it is one manuscript and its metadata.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = u16::try_from(self.files.len()).expect("a kit has a handful of texts");
        self.files.push(Source { name: name.into(), text: text.into() });
        FileId(id)
    }

    /// The text with this id.
    #[must_use]
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[usize::from(id.0)]
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    #[must_use]
    pub fn position(&self, span: Span) -> (usize, usize) {
        let text = &self.get(span.file).text;
        let mut at = (span.start as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &text[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |tail| tail.chars().count()) + 1;
        (line, column)
    }
}
