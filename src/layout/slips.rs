//! What each copy of a book sets by itself: where on the pages it stands, and its words.
//!
//! [`reserve`] comes after the layout and moves nothing: it finds room for a notice on the
//! first page and for a line at every foot, and says where marks may be nudged. [`Setter`]
//! then sets the words of one copy after the other into that room. It knows no PDF.

use crate::base::{Color, Lang, Length, Point, Rect};
use crate::design::{Align, Cut, Design, TextStyle};
use crate::font::FontSet;
use crate::layout::compose::{Composer, Line, Mark, Setting, Text};
use crate::pages::{
    Artifact, Draw, Item, Kid, NodeId, Nudge, Page, Pages, Role, Slip, Slips, Structure, Tag,
    extent,
};

/// Ways to nudge marks that a copy has, at most; pages far from each other share them.
pub const WAYS: u16 = 128;
/// Nudges of one page, at most: each parts its content.
const MOST_NUDGES: usize = 8;
/// The largest type that is nudged: of larger type the eye knows the place too well.
const LARGEST: Length = Length::pt(16);

/// From the last baseline of the foot to the lower edge; printers reach that far.
const FOOT_RISE: Length = Length::pt(16);
/// From the upper edge to the room above the running head, whose last line is used first.
const HEAD_DROP: Length = Length::pt(5);
/// Size and leading of the foot.
const FOOT: (Length, Length) = (Length::milli(7_000), Length::milli(8_500));
/// Lines of the foot, at most.
const FOOT_LINES: i64 = 3;
/// Size and leading of the notice.
const NOTICE: (Length, Length) = (Length::milli(8_500), Length::milli(11_000));
/// Lines of the notice, at most.
const NOTICE_LINES: i64 = 5;
/// White around words that stand on a picture.
const AROUND: Length = Length::pt(8);

/// Finds room for the words of copies, says where marks may be nudged, and adds both to the
/// pages.
///
/// # Panics
///
/// With more than 2^32 pages or marks on a page, which no memory holds.
pub fn reserve(pages: &mut Pages, design: &Design) {
    let mut next = 0;
    let nudges = pages.pages.iter().map(|page| nudges(page, &mut next)).collect();
    let foot = pages.pages.first().map(|page| foot_frame(page, design)).unwrap_or_default();
    let mut slips = Slips { notice: None, foot, nudges };
    let notice = notice_frame(pages, design);
    for (index, page) in pages.pages.iter_mut().enumerate() {
        // A page with the notice says it all.
        if notice.is_some_and(|notice| notice.0 == index) {
            continue;
        }
        let frame = free_foot(page, foot);
        ground(page, &frame, design.colors.paper);
        let tag = Tag::Artifact(Artifact::Footer);
        page.items.push(Item { tag, draw: Draw::Slip { slip: Slip::Foot, frame } });
    }
    if let Some((index, frame)) = notice {
        let node = first_paragraph(&mut pages.structure);
        let page = &mut pages.pages[index];
        ground(page, &frame, design.colors.paper);
        page.items
            .push(Item { tag: Tag::Node(node), draw: Draw::Slip { slip: Slip::Notice, frame } });
        let place = |index: usize| u32::try_from(index).expect("marks are counted in memory");
        let kid = Kid::Item { page: place(index), item: place(page.items.len() - 1) };
        pages.structure.attach(node, kid);
        slips.notice = Some(node);
    }
    pages.slips = Some(slips);
}

/// A paragraph that is read before everything else.
fn first_paragraph(structure: &mut Structure) -> NodeId {
    let node = structure.add(Structure::ROOT, Role::Paragraph);
    structure.node_mut(Structure::ROOT).kids.rotate_right(1);
    node
}

/// Where the marks of a page may be nudged: at the beginning of paragraphs and lines.
fn nudges(page: &Page, next: &mut u16) -> Vec<Nudge> {
    let nudged = |item: &Item| match &item.draw {
        Draw::Text(run) | Draw::Unseen(run) => {
            matches!(item.tag, Tag::Node(_)) && run.size <= LARGEST
        }
        // The line under an address moves along with it.
        Draw::Fill { rect, .. } => rect.height < Length::pt(1),
        Draw::Shape(_) | Draw::Photo { .. } | Draw::Drawing { .. } | Draw::Slip { .. } => false,
    };
    let begins = |at: usize| at == 0 || page.items[at - 1].tag != page.items[at].tag;
    let is_text = |item: &Item| matches!(item.draw, Draw::Text(_));
    let places = (0..page.items.len())
        .filter(|&at| begins(at) && nudged(&page.items[at]) && is_text(&page.items[at]));
    let places: Vec<usize> = places.collect();
    let step = places.len().div_ceil(MOST_NUDGES).max(1);
    let mut found: Vec<Nudge> = Vec::new();
    let mut places = places.into_iter().step_by(step).peekable();
    let mut moved = false;
    for (at, item) in page.items.iter().enumerate() {
        if places.next_if_eq(&at).is_some() {
            found.push(Nudge { item: at, way: Some(*next) });
            *next = (*next + 1) % WAYS;
            moved = true;
        } else if moved && begins(at) && !nudged(item) {
            found.push(Nudge { item: at, way: None });
            moved = false;
        }
    }
    found
}

/// The room at the foot.
fn foot_frame(page: &Page, design: &Design) -> Rect {
    let height = FOOT.1 * FOOT_LINES;
    let y = page.size.height - FOOT_RISE - height + FOOT.1 / 4;
    Rect::new(design.page.left, y, design.page.width, height)
}

/// The room at the foot. Where words or a band stand there, as little above it as neither words
/// nor pictures do, else above the running head, else over a picture.
fn free_foot(page: &Page, foot: Rect) -> Rect {
    let is_free = |frame: &Rect, of_pictures: bool| {
        let room = around(frame);
        let in_the_way = |item: &Item| match &item.draw {
            Draw::Text(_) | Draw::Shape(_) | Draw::Drawing { .. } => true,
            // A band, but not the ground of the whole page.
            Draw::Fill { rect, .. } => rect.height < page.size.height,
            Draw::Photo { .. } => of_pictures,
            Draw::Unseen(_) | Draw::Slip { .. } => false,
        };
        !page.items.iter().any(|item| in_the_way(item) && overlap(&extent(item), &room))
    };
    if is_free(&foot, false) {
        return foot;
    }
    let above = |steps: i64| Rect { y: foot.y - FOOT.1 * steps, ..foot };
    let highest = (foot.y - AROUND).0.div_euclid(FOOT.1.0);
    let head = Rect { y: HEAD_DROP, ..foot };
    let is_bare = |frame: &Rect| !page.items.iter().any(|item| overlap(&extent(item), frame));
    (1..=highest)
        .map(above)
        .find(|frame| is_free(frame, true))
        .or_else(|| Some(head).filter(is_bare))
        .or_else(|| (1..=highest).map(above).find(|frame| is_free(frame, false)))
        .unwrap_or(foot)
}

/// A frame with white around it.
fn around(frame: &Rect) -> Rect {
    Rect::new(
        frame.x - AROUND,
        frame.y - AROUND / 2,
        frame.width + AROUND * 2,
        frame.height + AROUND,
    )
}

/// Puts a flat ground under words if anything else is there that they would stand on.
fn ground(page: &mut Page, frame: &Rect, paper: Color) {
    if page.items.iter().any(|item| overlap(&extent(item), frame)) {
        let draw = Draw::Fill { rect: around(frame), color: paper, opacity: 100 };
        page.items.push(Item { tag: Tag::Artifact(Artifact::Layout), draw });
    }
}

/// The room for the notice: as low on the first page as no words stand, else on the next.
fn notice_frame(pages: &Pages, design: &Design) -> Option<(usize, Rect)> {
    let height = NOTICE.1 * NOTICE_LINES;
    let step = design.page.row;
    for (index, page) in pages.pages.iter().enumerate().take(3) {
        let mut y = foot_frame(page, design).y - AROUND * 3 - height;
        while Length::ZERO < y - AROUND * 2 {
            let frame = Rect::new(design.page.left, y, design.page.width, height);
            let room =
                Rect::new(Length::ZERO, y - AROUND * 2, page.size.width, height + AROUND * 4);
            let words = |item: &Item| {
                matches!(item.draw, Draw::Text(_) | Draw::Shape(_) | Draw::Drawing { .. })
            };
            if !page.items.iter().any(|item| words(item) && overlap(&extent(item), &room)) {
                return Some((index, frame));
            }
            y -= step;
        }
    }
    // Words stand everywhere: those of the copy come above the foot of the first page.
    let page = pages.pages.first()?;
    let y = foot_frame(page, design).y - AROUND * 2 - height;
    Some((0, Rect::new(design.page.left, y, design.page.width, height)))
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

/// The words of one copy.
#[derive(Debug, Clone)]
pub struct Words {
    /// Whose copy it is: the first line of the notice and of the foot.
    pub whose: String,
    /// What else the notice says, in sentences.
    pub notice: String,
    /// What else the foot says; may be empty.
    pub foot: String,
    /// Their language.
    pub lang: Lang,
}

/// Sets the words of one copy after the other.
#[derive(Debug)]
pub struct Setter<'a> {
    composer: Composer<'a>,
    design: &'a Design,
    lang: &'a Lang,
    /// The rooms of notice and foot.
    frames: [Option<Rect>; 2],
}

impl<'a> Setter<'a> {
    /// A setter for pages whose room was reserved; `lang` is the document's language.
    #[must_use]
    pub fn new(
        pages: &Pages,
        design: &'a Design,
        fonts: &'a FontSet,
        lang: &'a Lang,
    ) -> Setter<'a> {
        let mut items = pages.pages.iter().flat_map(|page| &page.items);
        let notice = items.find_map(|item| match item.draw {
            Draw::Slip { slip: Slip::Notice, frame } => Some(frame),
            _ => None,
        });
        let frames = [notice, pages.slips.as_ref().map(|slips| slips.foot)];
        Setter { composer: Composer::new(fonts), design, lang, frames }
    }

    /// The marks of a copy: its notice and its foot.
    ///
    /// # Errors
    ///
    /// The first character that no font has.
    pub fn set(&mut self, words: &Words) -> Result<[Vec<Item>; 2], char> {
        let plain = self.design.styles.credit.colored(self.design.colors.black);
        let plain = TextStyle { align: Align::Ragged, hyphenate: false, ..plain };
        let [notice, foot] = [NOTICE, FOOT].map(|(size, leading)| plain.sized(size, leading));
        let notice_lines = self.lines(words, &words.notice, &notice);
        let foot_lines = self.lines(words, &words.foot, &foot);
        if let Some((missing, _)) = std::mem::take(&mut self.composer.missing).pop_first() {
            return Err(missing);
        }
        let [notice_room, foot_room] = self.frames;
        let count = |lines: &[Line], most| i64::try_from(lines.len()).unwrap_or(most).min(most);
        let top = notice_room.map(|room| {
            let free = NOTICE.1 * (NOTICE_LINES - count(&notice_lines, NOTICE_LINES));
            room.y + free / 2 + NOTICE.1 * 4 / 5
        });
        let low = foot_room
            .map(|room| room.bottom() - FOOT.1 / 4 - FOOT.1 * (count(&foot_lines, FOOT_LINES) - 1));
        let x = self.design.page.left;
        Ok([
            items(&notice_lines, NOTICE_LINES, x, top, NOTICE.1),
            items(&foot_lines, FOOT_LINES, x, low, FOOT.1),
        ])
    }

    fn lines(&mut self, words: &Words, more: &str, style: &TextStyle) -> Vec<Line> {
        let mut text = Text::default();
        text.push(&words.whose, &style.cut(Cut::Bold), Mark::default());
        if !more.is_empty() {
            text.push(&format!("\n{more}"), style, Mark::default());
        }
        if words.lang != *self.lang {
            for span in &mut text.spans {
                span.lang = Some(words.lang.clone());
            }
        }
        let setting = Setting {
            measure: self.design.page.width,
            indent: Length::ZERO,
            notch: (0, Length::ZERO),
            align: style.align,
            hyphenate: false,
            lang: self.lang.clone(),
        };
        self.composer.lines(&text, &setting)
    }
}

/// The marks of some lines, the first of them with its baseline at `first`.
fn items(
    lines: &[Line],
    most: i64,
    x: Length,
    first: Option<Length>,
    leading: Length,
) -> Vec<Item> {
    let Some(first) = first else { return Vec::new() };
    let mut items = Vec::new();
    for (line, at) in lines.iter().zip(0..most) {
        for piece in &line.pieces {
            let mut run = piece.run.clone();
            let Point { x: along, y: down } = run.origin;
            run.origin = Point { x: x + along, y: first + leading * at + down };
            items.push(Item { tag: Tag::Artifact(Artifact::Footer), draw: Draw::Text(run) });
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::PhotoId;
    use crate::pages::Side;

    /// A page of these marks, 400 to 600 points.
    fn page(items: Vec<Draw>) -> Page {
        let tag = Tag::Artifact(Artifact::Layout);
        let items = items.into_iter().map(|draw| Item { tag, draw }).collect();
        let size = crate::base::Size { width: Length::pt(400), height: Length::pt(600) };
        Page { size, side: Side::Recto, label: "1".to_owned(), items, links: Vec::new() }
    }

    #[test]
    fn the_foots_words_stand_on_no_picture_while_there_is_another_place() {
        let foot = Rect::new(Length::pt(40), Length::pt(560), Length::pt(320), Length::pt(25));
        let fill = |y: i64, height: i64| Draw::Fill {
            rect: Rect::new(Length::ZERO, Length::pt(y), Length::pt(400), Length::pt(height)),
            color: Color::BLACK,
            opacity: 100,
        };
        let photo = |y: i64, height: i64| {
            let frame =
                Rect::new(Length::pt(40), Length::pt(y), Length::pt(100), Length::pt(height));
            Draw::Photo { photo: PhotoId(0), frame, clip: frame }
        };
        let free = |items| free_foot(&page(items), foot);
        assert_eq!(free(vec![photo(0, 600)]), foot, "a picture to the edge bears it");
        let above = free(vec![fill(540, 60), photo(420, 110)]);
        assert!(above.bottom() < Length::pt(420), "above the band and the picture: {above:?}");
        let head = free(vec![fill(540, 60), photo(35, 500)]);
        assert!(head.bottom() < Length::pt(35), "above the running head: {head:?}");
        let over = free(vec![fill(540, 60), photo(0, 600)]);
        assert!(over.bottom() < Length::pt(540) && over.y > Length::pt(400), "on it: {over:?}");
    }
}
