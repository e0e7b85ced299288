//! Kit to document; knows Markdown and YAML.
//!
//! A [`Kit`] comes in; a [`Document`] and what a person must change go out. Reading never
//! fails. All text hygiene is done here, so that both books, all offsets and all checks
//! share one text. Pages and books it does not know.

mod arrange;
mod bounds;
mod caption;
mod credit;
mod hygiene;
mod manuscript;
mod metadata;
mod photos;
mod prose;
mod userinfo;
mod yaml;

pub use metadata::schema;
use photos::Photos;

use crate::base::{BlockId, Code, Diagnostic, FileId, Lang, Span};
use crate::document::Document;
use crate::kit::Kit;

/// Reads the whole kit; text in its drawings is set in `faces`, which are font files.
#[must_use]
pub fn read(kit: &Kit, faces: &[&[u8]]) -> (Document, Vec<Diagnostic>) {
    let mut ctx = Ctx {
        kit,
        lang: Lang::english(),
        typing: hygiene::Typing::default(),
        photos: Photos::new(kit, faces),
        diagnostics: kit.diagnostics.clone(),
        next_id: 0,
    };
    let text = &kit.sources.get(kit.manuscript).text;
    let (yaml, body) = front_matter(text, kit.manuscript, &mut ctx.diagnostics);
    let front = yaml.and_then(|yaml| {
        let text = &text[yaml.clone()];
        yaml::parse(text, kit.manuscript, yaml.start, &kit.limits, &mut ctx.diagnostics)
    });
    let file = kit.metadata.and_then(|file| {
        yaml::parse(&kit.sources.get(file).text, file, 0, &kit.limits, &mut ctx.diagnostics)
    });
    // What could not be read may have said what is missing now.
    let lost = ctx.diagnostics.iter().any(|found| found.code == Code::YamlSyntax);
    let entries = metadata::join(front, file, &mut ctx);
    ctx.lang = metadata::lang(&entries, lost, &mut ctx);
    ctx.typing = metadata::typing(&entries, &mut ctx);
    let mut said = metadata::read(&entries, &mut ctx);
    bound_title(&mut said.metadata.title.main, &entries, &mut ctx);
    let title = &said.metadata.title.main;
    let title = (!title.is_empty()).then_some(title.as_str());
    let body = if bounds::keeps(body, &mut ctx) { body } else { text.len() };
    let manuscript = manuscript::read(kit.manuscript, body, title, &mut ctx);
    if said.metadata.title.main.is_empty() {
        said.metadata.title.main = manuscript.title;
    }
    if said.metadata.title.main.is_empty() && !lost {
        untitled(&entries, &mut ctx);
    }
    metadata::settle(&mut said.metadata);
    let document = arrange::document(said, manuscript.pieces, &text[body..], &mut ctx);
    (document, ctx.diagnostics)
}

/// The longest title in characters: it is set in display type, and in every running head.
const MAX_TITLE: usize = 1_000;

/// Reports a title that is too long and cuts it off.
fn bound_title(title: &mut String, entries: &[yaml::Entry], ctx: &mut Ctx<'_>) {
    let Some((end, _)) = title.char_indices().nth(MAX_TITLE) else { return };
    let message = format!("the title has {} characters", title.chars().count());
    let help = format!("write at most {MAX_TITLE}; the rest is a subtitle or a logline");
    let span = metadata::title_span(entries);
    ctx.diagnostics.push(Diagnostic::error(Code::BadValue, span, message).help(help));
    title.truncate(end);
}

/// Reports a kit without a title and gives it one.
fn untitled(entries: &[yaml::Entry], ctx: &mut Ctx<'_>) {
    let start = Span { file: ctx.kit.manuscript, start: 0, end: 0 };
    let span = metadata::title_span(entries).unwrap_or(start);
    ctx.diagnostics.push(
        Diagnostic::error(Code::NoTitle, span, "the kit has no title")
            .help("add `title: …` to the front matter or to `kit.yaml`"),
    );
}

/// The stretch of YAML between the lines `---` at the beginning of a manuscript, and where
/// the text after it begins. As in pandoc, no blank line may follow the first.
fn front_matter(
    text: &str,
    file: FileId,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<std::ops::Range<usize>>, usize) {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != "---" {
        return (None, 0);
    }
    let start = first.len();
    let mut at = start;
    for line in lines {
        if at == start && line.trim().is_empty() {
            return (None, 0);
        }
        if matches!(line.trim_end(), "---" | "...") {
            return (Some(start..at), at + line.len());
        }
        at += line.len();
    }
    let second = text[start..].lines().next().unwrap_or_default();
    let key = second.split_once(':').map_or("", |(key, _)| key);
    if !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
        let end = u32::try_from(start).unwrap_or(0);
        let span = Span { file, start: 0, end: end.saturating_sub(1) };
        diagnostics.push(
            Diagnostic::error(Code::YamlSyntax, span, "this front matter has no end")
                .help("add a line `---` after the last of its lines"),
        );
    }
    (None, 0)
}

/// What every reader in this module shares.
#[derive(Debug)]
struct Ctx<'a> {
    /// The kit.
    kit: &'a Kit,
    /// Language of the kit, once the metadata is read.
    lang: Lang,
    /// What of the texts is changed.
    typing: hygiene::Typing,
    /// The photographs named so far.
    photos: Photos<'a>,
    /// What a person must change.
    diagnostics: Vec<Diagnostic>,
    /// The next block's name.
    next_id: u32,
}

impl<'a> Ctx<'a> {
    fn id(&mut self) -> BlockId {
        self.next_id += 1;
        BlockId(self.next_id)
    }

    /// The text that a stretch is of.
    fn place(&self, span: Span) -> userinfo::Place<'a> {
        userinfo::Place::new(&self.kit.sources.get(span.file).text, span)
    }

    /// Plain text of the metadata as it is printed.
    fn plain(&self, text: &str) -> String {
        hygiene::line(text, &hygiene::Rules::of(&self.lang, self.typing))
    }
}
