//! Photographs set as one picture group, with what is said of each.
//!
//! Three forms come in: a paragraph of images with a group caption
//! below it, one image with its caption as title, a list of images; and images within
//! running text. Plates go out. For any text the manuscript comes first, then the record in
//! the metadata, then what the file says about itself.

use super::Writer;
use super::anchor::percent_decoded;
use super::blocks::{Nodes, Wishes};
use super::link;
use super::tree::{Image, Item, Node, NodeKind, Run, cut, flatten, is_blank, take_images};
use crate::base::{Code, Diagnostic, Span};
use crate::document::{Block, BlockKind, Credit, Inline, Plate, PlateLayout, PlatePhoto};
use crate::image::PhotoId;
use crate::read::{caption, credit};

/// The most photographs of one plate.
const MOST: usize = 9;

/// A photograph and what the manuscript says of it here.
#[derive(Debug)]
struct Shown {
    image: Image,
    caption: Vec<Run>,
    credit: Option<Credit>,
    shared: bool,
}

impl Shown {
    /// A photograph whose title is its caption and credit.
    fn titled(image: Image) -> Shown {
        let runs = vec![Run::Text(image.title.clone())];
        let (caption, credit) = without_credit(runs);
        Shown { image, caption, credit, shared: false }
    }
}

impl Writer<'_, '_> {
    /// The plates that a node of the chapter is; the node itself if it is none.
    pub(super) fn plate(
        &mut self,
        mut node: Node,
        nodes: &mut Nodes,
        layout: Option<PlateLayout>,
        wishes: &Wishes,
    ) -> Result<Vec<Block>, Node> {
        let mut images = Vec::new();
        let shown = match &mut node.kind {
            NodeKind::Paragraph(runs) if is_pictures(runs) => {
                self.report_links(runs);
                take_images(runs, &mut images);
                let mut shown: Vec<_> = images.into_iter().map(Shown::titled).collect();
                if let Some(runs) = nodes.peek().and_then(group_caption) {
                    let span = nodes.next().map_or(node.span, |node| node.span);
                    self.caption(&mut shown, &runs, span);
                }
                shown
            }
            NodeKind::List { items, .. } if items.iter().all(is_picture_item) => {
                std::mem::take(items).into_iter().filter_map(from_item).collect()
            }
            _ => return Err(node),
        };
        let lang = wishes.lang.clone().filter(|lang| *lang != self.lang);
        let outer = lang.clone().map(|lang| std::mem::replace(&mut self.lang, lang));
        let mut blocks = self.plates(shown, layout, node.span);
        if let Some(outer) = outer {
            self.lang = outer;
        }
        for block in &mut blocks {
            (block.keep, block.lang) = (wishes.keep, lang.clone());
        }
        Ok(blocks)
    }

    /// The photographs that stood within the text before, as plates.
    pub(super) fn plates_of_images(&mut self, span: Span, blocks: &mut Vec<Block>) {
        if self.images.is_empty() {
            return;
        }
        let images = std::mem::take(&mut self.images);
        for image in images {
            blocks.append(&mut self.plates(vec![Shown::titled(image)], None, span));
        }
    }

    /// Reports photographs in a text of the metadata, where none is shown.
    pub(super) fn no_photographs(&mut self, span: Span) {
        for image in std::mem::take(&mut self.images) {
            self.ctx.diagnostics.push(
                Diagnostic::error(
                    Code::PhotoMisplaced,
                    span,
                    format!("the photograph `{}` stands in the metadata's text", image.url),
                )
                .help("put it into the manuscript"),
            );
        }
    }

    fn report_links(&mut self, runs: &[Run]) {
        for run in runs {
            if let Run::Link { span, .. } = run {
                self.ctx.diagnostics.push(
                    Diagnostic::warning(
                        Code::PhotoLink,
                        *span,
                        "the link on this photograph is left out",
                    )
                    .help("put the link into the caption or the text"),
                );
            }
        }
    }

    /// Shares a group caption out among its photographs.
    fn caption(&mut self, shown: &mut [Shown], runs: &[Run], span: Span) {
        let text = flatten(runs);
        let Some(parsed) = caption::parse(&text) else { return };
        let said = match parsed.assign(shown.len()) {
            Ok(said) => said,
            Err(items) => {
                self.mismatch(shown, &text, &items, span);
                // Every word stands: what is left over goes to the last photograph.
                let last = shown.len().saturating_sub(1);
                for (index, range) in items.into_iter().enumerate() {
                    if let Some(shown) = shown.get_mut(index.min(last)) {
                        add(shown, cut(runs, range.start, range.end));
                    }
                }
                return;
            }
        };
        for (shown, said) in shown.iter_mut().zip(said) {
            let (caption, credit) = without_credit(cut(runs, said.range.start, said.range.end));
            add(shown, caption);
            shown.credit = credit.or(shown.credit.take());
            shown.shared = said.shared;
        }
    }

    fn mismatch(
        &mut self,
        shown: &[Shown],
        text: &str,
        items: &[std::ops::Range<usize>],
        span: Span,
    ) {
        let said: Vec<_> = items
            .iter()
            .map(|range| format!("`{}`", text[range.clone()].replace('\n', " ")))
            .collect();
        let files: Vec<_> = shown.iter().map(|shown| format!("`{}`", shown.image.url)).collect();
        let count = |count: usize, one: &str, many: &str| {
            format!("{count} {}", if count == 1 { one } else { many })
        };
        self.ctx.diagnostics.push(
            Diagnostic::error(
                Code::CaptionMismatch,
                span,
                format!(
                    "{} for {}: {} for {}",
                    count(said.len(), "caption", "captions"),
                    count(files.len(), "photograph", "photographs"),
                    said.join(", "),
                    files.join(", ")
                ),
            )
            .help("give each photograph one caption, parted by ` / ` or a new label"),
        );
    }

    /// The alternative text of a photograph where it first stands is also that on the cover
    /// and among the stills, if its record has none.
    fn complete(&mut self, photo: PhotoId, alt: &str) {
        let record = &mut self.ctx.photos.photos[photo.0 as usize];
        if record.alt.is_empty() {
            alt.clone_into(&mut record.alt);
        }
    }

    /// Makes plates of at most nine photographs. A photograph that is missing is stood in for
    /// by its words.
    fn plates(&mut self, shown: Vec<Shown>, layout: Option<PlateLayout>, span: Span) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut photos: Vec<PlatePhoto> = Vec::new();
        let id = self.ctx.id();
        for shown in shown {
            let here = shown.image.span;
            let photo = self.photo(&shown.image);
            let caption = self.inlines(shown.caption, here);
            let alt = self.line(&shown.image.alt, here);
            let Some(photo) = photo else {
                blocks.extend(self.stand_in(caption, &alt, here));
                continue;
            };
            let id = self.ctx.id();
            let record = &self.ctx.photos.photos[photo.0 as usize];
            let caption = if caption.is_empty() { record.caption.clone() } else { caption };
            let credit = shown.credit.or_else(|| record.credit.clone());
            let decorative = record.decorative && alt.is_empty();
            let alt = match alt {
                alt if !alt.trim().is_empty() => alt,
                _ if decorative => String::new(),
                _ => record.alt.clone(),
            };
            if alt.is_empty() && !decorative {
                let file = record.file.clone();
                self.without_alt(&file, here);
            }
            self.complete(photo, &alt);
            photos.push(PlatePhoto { id, photo, caption, shared: shown.shared, credit, alt });
        }
        // A plate of ten is two of five, not one of nine and a straggler.
        let plates = photos.len().div_ceil(MOST).max(1);
        let size = photos.len().div_ceil(plates).max(1);
        let mut id = Some(id);
        let mut plates = Vec::new();
        while !photos.is_empty() {
            let rest = photos.split_off(size.min(photos.len()));
            let id = id.take().unwrap_or_else(|| self.ctx.id());
            let mut photos = std::mem::replace(&mut photos, rest);
            if let Some(first) = photos.first_mut() {
                first.shared = false;
            }
            let kind = BlockKind::Plate(Plate { photos, layout });
            plates.push(Block { id, span, lang: None, keep: false, kind });
        }
        plates.append(&mut blocks);
        plates
    }

    fn photo(&mut self, image: &Image) -> Option<PhotoId> {
        if let Some(scheme) = link::scheme(&image.url)
            && 1 < scheme.len()
        {
            self.ctx.diagnostics.push(
                Diagnostic::error(
                    Code::PhotoRemote,
                    image.span,
                    format!("the photograph is at a `{scheme}:` address"),
                )
                .help("save it into `images/` and name the file"),
            );
            return None;
        }
        let name = percent_decoded(&image.url);
        self.ctx.photos.resolve(&name, image.span, &mut self.ctx.diagnostics)
    }

    /// A paragraph of the words of a photograph that cannot be shown.
    fn stand_in(&mut self, mut words: Vec<Inline>, alt: &str, span: Span) -> Option<Block> {
        if !alt.is_empty() {
            let space = if words.is_empty() { "" } else { " " };
            words.insert(0, Inline::Text(format!("{alt}{space}")));
        }
        let id = self.ctx.id();
        let kind = BlockKind::Paragraph(words);
        let BlockKind::Paragraph(words) = &kind else { return None };
        (!words.is_empty()).then_some(Block { id, span, lang: None, keep: false, kind })
    }

    fn without_alt(&mut self, file: &str, span: Span) {
        self.ctx.diagnostics.push(
            Diagnostic::warning(
                Code::PhotoWithoutAlt,
                span,
                format!("photograph `{file}` has no alternative text"),
            )
            .help("say what it shows, between the brackets: `![A quay at dawn](…)`"),
        );
    }
}

/// Adds words to a caption, after a space.
fn add(shown: &mut Shown, mut words: Vec<Run>) {
    if is_blank(&shown.caption) {
        shown.caption = words;
    } else {
        shown.caption.push(Run::Text(" ".to_owned()));
        shown.caption.append(&mut words);
    }
}

/// Whether there is nothing but images in a paragraph.
fn is_pictures(runs: &[Run]) -> bool {
    if !runs.iter().any(holds_image) {
        return false;
    }
    let mut images = Vec::new();
    let mut rest = runs.to_vec();
    take_images(&mut rest, &mut images);
    !images.is_empty() && is_blank(&rest)
}

fn holds_image(run: &Run) -> bool {
    match run {
        Run::Image(_) => true,
        Run::Emphasis(content)
        | Run::Strong(content)
        | Run::Strike(content)
        | Run::Link { content, .. }
        | Run::Foreign { content, .. } => content.iter().any(holds_image),
        Run::Text(_) | Run::Soft | Run::Break | Run::Code(_) | Run::NoteRef { .. } => false,
    }
}

/// The paragraph, if it has the form of a group caption.
fn group_caption(node: &Node) -> Option<Vec<Run>> {
    let NodeKind::Paragraph(runs) = &node.kind else { return None };
    if !flatten(runs).trim_start().starts_with('(') || runs.iter().any(holds_image) {
        return None;
    }
    caption::parse(&flatten(runs)).map(|_| runs.clone())
}

/// Whether an item of a list is an image and its caption: one image, before all its text.
fn is_picture_item(item: &Item) -> bool {
    if item.done.is_some() {
        return false;
    }
    let mut paragraphs = Vec::new();
    for node in &item.nodes {
        let NodeKind::Paragraph(runs) = &node.kind else { return false };
        paragraphs.push(runs);
    }
    let first = paragraphs.first().and_then(|runs| {
        runs.iter().find(|run| !matches!(run, Run::Text(text) if text.trim().is_empty()))
    });
    if !matches!(first, Some(Run::Image(_))) {
        return false;
    }
    let mut images = Vec::new();
    for runs in paragraphs {
        take_images(&mut runs.clone(), &mut images);
    }
    images.len() == 1
}

fn from_item(item: Item) -> Option<Shown> {
    let mut images = Vec::new();
    let mut words: Vec<Run> = Vec::new();
    for node in item.nodes {
        let NodeKind::Paragraph(mut runs) = node.kind else { continue };
        take_images(&mut runs, &mut images);
        if !is_blank(&words) {
            words.push(Run::Soft);
        }
        words.append(&mut runs);
    }
    let mut shown = Shown::titled(images.into_iter().next()?);
    let (caption, credit) = without_credit(words);
    add(&mut shown, caption);
    shown.credit = credit.or(shown.credit);
    Some(shown)
}

/// Takes the credit off the end of a caption.
fn without_credit(runs: Vec<Run>) -> (Vec<Run>, Option<Credit>) {
    // `Caption. *Photo: Name*`: what is stressed at the end is all credit.
    let last = runs.iter().rposition(|run| !is_blank(std::slice::from_ref(run)));
    if let Some(at) = last
        && let Run::Emphasis(content) = &runs[at]
        && let Some((0, credit)) = credit::split(&flatten(content))
    {
        return (runs[..at].to_vec(), Some(credit));
    }
    let text = flatten(&runs);
    match credit::split(&text) {
        Some((end, credit)) => (cut(&runs, 0, end), Some(credit)),
        None => (runs, None),
    }
}
