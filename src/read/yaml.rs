//! YAML to a tree of plain texts, each with its place.
//!
//! A text comes in, a [`Node`] goes out, or what is wrong with the text. Scalars stay as
//! they were written: `1984`, `1.10` and `no` are text. What keys mean it does not know.
//! YAML 1.2.2, events by `granit-parser`; tags are let pass and have no effect.

mod syntax;

use std::collections::{BTreeMap, BTreeSet};

use granit_parser::{Event, Options, Parser, ScalarStyle};

use crate::base::{Code, Diagnostic, FileId, Limits, Span};

/// Bytes of a text for which it counts as one value more.
const LONG: usize = 200;

/// A value and its place.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Where it is written.
    pub(super) span: Span,
    /// What it is.
    pub(super) value: Value,
}

/// A value.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// Text, as written; `plain` if it stands without quotes.
    Text {
        /// The characters, escapes resolved.
        text: String,
        /// Whether it stands without quotes, so that nothing at all can mean nothing.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys and values in their order; keys are unique.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The key.
    pub(super) key: String,
    /// Where the key is written.
    pub(super) span: Span,
    /// Its value.
    pub(super) value: Node,
}

impl Node {
    /// Whether the author wrote nothing: `key:` or `key: ~`.
    pub(super) fn is_nothing(&self) -> bool {
        match &self.value {
            Value::Text { text, plain } => *plain && (text.is_empty() || text == "~"),
            Value::List(_) | Value::Map(_) => false,
        }
    }

    /// What it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Text { .. } => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

/// Reads one YAML document. `text` is the stretch of the file that begins at byte `offset`.
///
/// What is wrong is added to `diagnostics`; after a syntax error there is no tree.
pub(super) fn parse(
    text: &str,
    file: FileId,
    offset: usize,
    limits: &Limits,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    let mut builder = Builder {
        text,
        parser: Parser::new_from_str_with_options(text, options),
        place: Place { file, offset, length: text.len() },
        limits: *limits,
        nodes: 0,
        anchors: BTreeMap::new(),
        diagnostics,
    };
    match builder.document() {
        Ok(root) => root,
        Err(diagnostic) => {
            builder.diagnostics.push(*diagnostic);
            None
        }
    }
}

/// Where the text stands in its file.
#[derive(Clone, Copy)]
struct Place {
    file: FileId,
    offset: usize,
    length: usize,
}

impl Place {
    /// The place of these bytes of the text.
    fn span(&self, start: usize, end: usize) -> Span {
        let at = |byte: usize| {
            let byte = byte.min(self.length) + self.offset;
            u32::try_from(byte).unwrap_or(u32::MAX)
        };
        Span { file: self.file, start: at(start), end: at(end.max(start)) }
    }

    fn of(&self, span: &granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        self.span(range.start, range.end)
    }
}

type Wrong = Box<Diagnostic>;
type Events<'t> = Parser<'t, granit_parser::StrInput<'t>>;

/// Builds the tree from events.
struct Builder<'t, 'd> {
    text: &'t str,
    parser: Events<'t>,
    place: Place,
    limits: Limits,
    nodes: usize,
    /// Anchored values by the parser's number for them, with their count of nodes.
    anchors: BTreeMap<usize, (Node, usize)>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'t> Builder<'t, '_> {
    fn document(&mut self) -> Result<Option<Node>, Wrong> {
        let mut root = None;
        while let Some((event, span)) = self.next()? {
            match event {
                Event::StreamStart | Event::DocumentEnd | Event::StreamEnd => {}
                Event::DocumentStart(..) if root.is_none() => {}
                Event::DocumentStart(..) => {
                    let message = "a second document begins here";
                    return Err(wrong(span, message, "keep one document, without `---` in it"));
                }
                event => root = Some(self.node(event, span, 0)?),
            }
        }
        Ok(root)
    }

    /// The value that begins with this event.
    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node, Wrong> {
        if self.limits.depth < depth as u64 {
            let help =
                "nest it less; or if the kit is yours, allow more with `--limit yaml-depth=…`";
            return Err(wrong(span, "the metadata is nested too deeply", help));
        }
        let before = self.nodes;
        self.count(1, span)?;
        let (value, anchor, span) = match event {
            Event::Scalar(text, style, anchor, _) => {
                // What `*` repeats is copied, so a long text counts for several.
                self.count(text.len() / LONG, span)?;
                let plain = style == ScalarStyle::Plain;
                (Value::Text { text: text.into_owned(), plain }, anchor, self.trimmed(span))
            }
            Event::SequenceStart(_, anchor, _) => {
                let (items, end) = self.list(depth)?;
                (Value::List(items), anchor, Span { end, ..span })
            }
            Event::MappingStart(_, anchor, _) => {
                let (entries, end) = self.map(depth)?;
                (Value::Map(entries), anchor, Span { end, ..span })
            }
            Event::Alias(anchor) => {
                let Some((node, count)) = self.anchors.get(&anchor).cloned() else {
                    return Err(wrong(span, "a value repeats itself", "write it out"));
                };
                self.count(count, span)?;
                return Ok(node);
            }
            _ => return Err(wrong(span, "a value is missing here", "write one")),
        };
        let node = Node { span, value };
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), self.nodes - before));
        }
        Ok(node)
    }

    fn list(&mut self, depth: usize) -> Result<(Vec<Node>, u32), Wrong> {
        let mut items: Vec<Node> = Vec::new();
        while let Some((event, span)) = self.next()? {
            if matches!(event, Event::SequenceEnd) {
                let last = items.last().map_or(span.start, |item| item.span.end);
                let end = if span.start < span.end { span.end } else { last };
                return Ok((items, end));
            }
            items.push(self.node(event, span, depth + 1)?);
        }
        Ok((items, self.place.span(usize::MAX, usize::MAX).end))
    }

    fn map(&mut self, depth: usize) -> Result<(Vec<Entry>, u32), Wrong> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        while let Some((event, span)) = self.next()? {
            if matches!(event, Event::MappingEnd) {
                let last = entries.last().map_or(span.start, |entry| entry.value.span.end);
                let end = if span.start < span.end { span.end } else { last };
                return Ok((entries, end));
            }
            let key = self.node(event, span, depth + 1)?;
            let Some((event, at)) = self.next()? else { break };
            let value = self.node(event, at, depth + 1)?;
            let Value::Text { text, .. } = key.value else {
                let message = format!("a key is {}", key.kind());
                self.diagnostics.push(
                    Diagnostic::error(Code::YamlSyntax, key.span, message)
                        .help("a key is text: put it in quotes"),
                );
                continue;
            };
            if seen.contains(&text) {
                let message = format!("`{text}` stands here twice");
                self.diagnostics.push(
                    Diagnostic::error(Code::DuplicateKey, key.span, message)
                        .help("keep one of them"),
                );
                continue;
            }
            seen.insert(text.clone());
            entries.push(Entry { key: text, span: key.span, value });
        }
        Ok((entries, self.place.span(usize::MAX, usize::MAX).end))
    }

    fn next(&mut self) -> Result<Option<(Event<'t>, Span)>, Wrong> {
        match self.parser.next_event() {
            None => Ok(None),
            Some(Ok((event, span))) => Ok(Some((event, self.place.of(&span)))),
            Some(Err(error)) => Err(Box::new(syntax::diagnostic(&error, self.text, self.place))),
        }
    }

    fn count(&mut self, nodes: usize, span: Span) -> Result<(), Wrong> {
        self.nodes = self.nodes.saturating_add(nodes);
        let most = self.limits.values;
        if self.nodes as u64 <= most {
            return Ok(());
        }
        let message = format!("the metadata has more than {most} values");
        Err(wrong(
            span,
            &message,
            "write less, or repeat less with `*`; or if the kit is yours, allow more with `--limit yaml-values=…`",
        ))
    }

    /// The span without the blank lines that end a block scalar.
    fn trimmed(&self, span: Span) -> Span {
        let start = span.start as usize - self.place.offset;
        let end = span.end as usize - self.place.offset;
        let text = self.text.get(start..end).unwrap_or_default();
        let blank = text.len() - text.trim_end().len();
        Span { end: span.end - u32::try_from(blank).unwrap_or(0), ..span }
    }
}

#[expect(clippy::unnecessary_box_returns, reason = "the error of results that are mostly good")]
fn wrong(span: Span, message: &str, help: &str) -> Wrong {
    Box::new(Diagnostic::error(Code::YamlSyntax, span, message).help(help))
}

#[cfg(test)]
mod suite;
#[cfg(test)]
mod tests {
    use super::*;
    use serde_yaml::Value as Theirs;

    fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let node = parse(text, FileId(0), 0, &Limits::default(), &mut found);
        (node, found)
    }

    /// Whether another reader understands the same, but for what it takes scalars to be.
    fn agrees(ours: &Node, theirs: &Theirs) -> bool {
        match (&ours.value, theirs) {
            (Value::Text { text, .. }, Theirs::String(other)) => text == other,
            (Value::Text { text, plain: true }, other) => {
                serde_yaml::from_str::<Theirs>(text).is_ok_and(|value| value == *other)
            }
            (Value::List(ours), Theirs::Sequence(theirs)) => {
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| agrees(a, b))
            }
            (Value::Map(ours), Theirs::Mapping(theirs)) => {
                ours.len() == theirs.len()
                    && ours
                        .iter()
                        .zip(theirs)
                        .all(|(entry, (_, value))| agrees(&entry.value, value))
            }
            _ => false,
        }
    }

    #[test]
    fn understands_what_another_reader_understands() {
        for text in [
            "a: b c\nd: 'it''s'\ne: \"x\\n\\u00e9\"\n",
            "a: 1.10\nb: no\nc: ~\nd:\ne: 0x1F\n",
            "list:\n- a\n- b: c\n  d: e\n-\n  - f\n",
            "flow: {a: [1, two, {x: y}], b: 'q'}\n",
            "folded: >-\n  one two\n  three\n\n  four\nliteral: |\n  x\n   y\n\nkeep: |+\n  z\n\n",
            "plain: one\n  two\n  three # comment\nurl: https://a.example/b#c\n",
            "anchor: &a {k: v}\nagain: *a\n",
            include_str!("../../manuscript/kit.yaml"),
            include_str!("../../tests/kits/game/kit.yaml"),
        ] {
            let (ours, found) = read(text);
            let theirs: Theirs = serde_yaml::from_str(text).unwrap();
            assert!(found.is_empty(), "{found:?} in {text}");
            assert!(agrees(&ours.unwrap(), &theirs), "they differ on {text}");
        }
    }

    #[test]
    fn a_span_is_where_the_value_stands() {
        let text = "a: >\n  one\n  two\n\n\nb: [x, 'y z']\nc:\n  d: é\n";
        let (node, _) = read(text);
        let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("a mapping") };
        let at = |span: Span| &text[span.start as usize..span.end as usize];
        let values: Vec<&str> = entries.iter().map(|entry| at(entry.value.span)).collect();
        assert_eq!(values, ["one\n  two", "[x, 'y z']", "d: é"], "values");
        let keys: Vec<&str> = entries.iter().map(|entry| at(entry.span)).collect();
        assert_eq!(keys, ["a", "b", "c"], "keys");
    }

    #[test]
    fn a_bomb_of_aliases_goes_off_without_harm() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..9 {
            let item = format!("*a{}", n - 1);
            let items = vec![item; 9].join(", ");
            text += &format!("a{n}: &a{n} [{items}]\n");
        }
        let (node, found) = read(&text);
        assert!(node.is_none(), "no tree");
        assert!(found[0].message.contains("more than"), "{}", found[0].message);
        let (_, found) = read(&format!("a: {}", "[".repeat(50_000)));
        assert_eq!(found.len(), 1, "depth is bounded, too");
    }
}
