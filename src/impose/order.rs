//! Which page stands where on the sheets.
//!
//! A number of pages comes in, the sides of sheets go out: for each place, row by row, the
//! index of its page, or none for a blank. It knows no sizes.

/// A side of a sheet: indices of pages, row by row.
pub(super) type Side = Vec<Option<usize>>;

/// Sheets of two pages a side, to be laid in each other, folded once and stapled: front and
/// back of the outermost sheet first. Each is turned over its short edge.
pub(super) fn booklet(pages: usize) -> Vec<Side> {
    let padded = pages.div_ceil(4) * 4;
    let page = |place: usize| padding(place, pages, padded);
    let sheet = |sheet: usize| {
        let (first, last) = (sheet * 2, padded - 1 - sheet * 2);
        [vec![page(last), page(first)], vec![page(first + 1), page(last - 1)]]
    };
    (0..padded / 4).flat_map(sheet).collect()
}

/// The page at a place of a booklet. Blank pages stand before the last page, so that cover
/// and back stay outside.
fn padding(place: usize, pages: usize, padded: usize) -> Option<usize> {
    if 1 < pages && place + 1 == padded {
        return Some(pages - 1);
    }
    let inside = if 1 < pages { pages - 1 } else { pages };
    (place < inside).then_some(place)
}

/// Sheets of so many pages a side, in reading order.
pub(super) fn in_order(pages: usize, places: usize) -> Vec<Side> {
    let places = places.max(1);
    let page = |index: usize| (index < pages).then_some(index);
    let side = |side: usize| (side * places..(side + 1) * places).map(page).collect();
    (0..pages.div_ceil(places)).map(side).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads a folded booklet from its cover to its back.
    fn leafed(sides: &[Side]) -> Vec<Option<usize>> {
        let mut read = Vec::new();
        for sheet in sides.chunks(2) {
            read.extend([sheet[0][1], sheet[1][0]]);
        }
        for sheet in sides.chunks(2).rev() {
            read.extend([sheet[1][1], sheet[0][0]]);
        }
        read
    }

    #[test]
    fn six_pages_leave_two_blanks_before_the_back() {
        let sides = booklet(6);
        let blank = None;
        assert_eq!(
            sides,
            [
                vec![Some(5), Some(0)],
                vec![Some(1), blank],
                vec![blank, Some(2)],
                vec![Some(3), Some(4)]
            ],
            "back and cover outside"
        );
    }

    proptest! {
        #[test]
        fn a_booklet_is_read_in_order(pages in 1_usize..400) {
            let sides = booklet(pages);
            prop_assert!(sides.len().is_multiple_of(2), "fronts and backs");
            let read = leafed(&sides);
            prop_assert!(read.len() < pages + 4, "no more blanks than needed");
            let pages_read: Vec<usize> = read.iter().copied().flatten().collect();
            prop_assert_eq!(pages_read, (0..pages).collect::<Vec<_>>(), "every page, in order");
            prop_assert_eq!(read[0], Some(0), "the cover is outside");
            if 1 < pages {
                prop_assert_eq!(read[read.len() - 1], Some(pages - 1), "so is the back");
            }
        }

        #[test]
        fn others_stand_in_order(pages in 1_usize..400, places in 1_usize..9) {
            let sides = in_order(pages, places);
            let all: Vec<usize> = sides.iter().flatten().copied().flatten().collect();
            prop_assert_eq!(all, (0..pages).collect::<Vec<_>>(), "every page, in order");
            prop_assert!(sides.iter().all(|side| side.len() == places), "places of every side");
        }
    }
}
