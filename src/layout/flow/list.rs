//! Lists: labels hang 14 to the left of their items.

use crate::base::{Length, Span};
use crate::document::ListItem;
use crate::layout::compose::Text;
use crate::layout::flow::galley::{Builder, Ink, Keep, Part, Place, strip};
use crate::pages::{NodeId, Role};

/// Between a label and its item, at least.
const GAP: Length = Length::pt(4);

impl Builder<'_, '_> {
    pub(super) fn list(
        &mut self,
        start: Option<u64>,
        tight: bool,
        items: &[ListItem],
        span: Span,
        place: &Place,
    ) {
        let row = self.ctx.design.page.row;
        let node = self.out.sheets.node_in(place.node, Role::List, place.lang.as_ref());
        let mut labels = Vec::with_capacity(items.len());
        for (number, item) in (start.unwrap_or(1)..=u64::MAX).zip(items) {
            let label = match (item.done, start) {
                (Some(true), _) => "☑".to_owned(),
                (Some(false), _) => "☐".to_owned(),
                (None, Some(_)) => format!("{number}."),
                (None, None) if self.depth == 0 => "•".to_owned(),
                (None, None) => "–".to_owned(),
            };
            labels.push(self.ctx.single(&Text::plain(label, &place.style), Some(span)));
        }
        let widest = labels.iter().map(|line| line.width).fold(Length::ZERO, Length::max);
        // Deep nests stop moving right before the measure is gone.
        let hang = if place.measure < row * 8 { Length::ZERO } else { row.max(widest + GAP) };
        let loose = !tight && items.iter().any(|item| 1 < item.blocks.len());
        self.apart(place, |builder| {
            builder.depth += 1;
            for (item, line) in items.iter().zip(labels) {
                let item_node = builder.out.sheets.node(node, Role::ListItem);
                let label_node = builder.out.sheets.node(item_node, Role::Label);
                let body = builder.out.sheets.node(item_node, Role::ListBody);
                builder.labels.push(Part {
                    line,
                    x: place.x,
                    dy: Length::ZERO,
                    node: Some(label_node),
                    start: None,
                });
                let inner = Place {
                    node: body,
                    x: place.x + hang,
                    measure: place.measure - hang,
                    apart: u8::from(loose),
                    ..place.clone()
                };
                builder.flush = true;
                if loose {
                    builder.apart(&inner, |builder| builder.blocks(&item.blocks, &inner));
                } else {
                    builder.blocks(&item.blocks, &inner);
                }
                builder.label_alone(body, &inner);
            }
            builder.depth -= 1;
        });
    }

    /// An item without a line of its own still shows its label, and has a body for those who
    /// listen: a space.
    fn label_alone(&mut self, body: NodeId, place: &Place) {
        if self.labels.is_empty() {
            return;
        }
        let mut space = Text::default();
        space.push("\u{a0}", &place.style, self.out.sheets.unseen_mark_of(body));
        let part = Part {
            line: self.ctx.single(&space, None),
            x: place.x,
            dy: Length::ZERO,
            node: Some(body),
            start: None,
        };
        let ink = Ink { height: 2, parts: vec![part], ..Ink::default() };
        self.stack(vec![(strip(2), ink)], Keep::default());
    }
}
