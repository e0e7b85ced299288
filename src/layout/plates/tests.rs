//! Photographs side by side: equal heights, equal gaps, inside the room that there is.

use proptest::prelude::*;

use super::*;

const ROOM: Room = Room { width: Length::pt(466), height: Length::pt(420), gap: Length::pt(14) };

fn shape(width: u32, height: u32) -> Shape {
    Shape { width, height, drawing: false }
}

fn print(arrangement: &Arrangement) -> String {
    let line = |r: &Rect| {
        format!(
            "{:.0} {:.0} {:.0}x{:.0}",
            r.x.to_pt(),
            r.y.to_pt(),
            r.width.to_pt(),
            r.height.to_pt()
        )
    };
    arrangement.frames.iter().map(line).collect::<Vec<_>>().join(", ")
}

#[test]
fn sets_one_over_the_whole_measure() {
    let one = solve(&[shape(3000, 2000)], None, &ROOM);
    assert_eq!(print(&one), "0 0 466x311", "466 / 1.5 high");
}

#[test]
fn sets_two_at_equal_height() {
    let two = [shape(3000, 2000), shape(2000, 3000)];
    let pair = solve(&two, Some(PlateLayout::Pair), &ROOM);
    assert_eq!(print(&pair), "0 0 313x209, 327 0 139x209", "(466 - 14) / (1.5 + 0.667)");
}

#[test]
fn four_of_two_shapes_make_two_rows() {
    let four = [shape(3000, 2000), shape(2400, 2400), shape(2400, 2400), shape(3000, 2000)];
    let rows = solve(&four, None, &ROOM);
    assert_eq!(rows.pattern, Pattern::Rows(vec![2, 2]), "{}", print(&rows));
}

#[test]
fn lead_stands_alone_above_a_row() {
    let four = [shape(3000, 1500); 4];
    let set = solve(&four, Some(PlateLayout::Lead), &ROOM);
    assert_eq!(set.pattern, Pattern::Rows(vec![1, 3]), "{}", print(&set));
}

#[test]
fn columns_end_level() {
    let three = [shape(2000, 3000), shape(3000, 2000), shape(3000, 2000)];
    let set = solve(&three, Some(PlateLayout::Columns), &ROOM);
    assert_eq!(set.pattern, Pattern::Columns(vec![1, 2]), "{}", print(&set));
    assert_eq!(
        set.frames[0].bottom(),
        set.frames[2].bottom(),
        "both columns end at one height: {}",
        print(&set)
    );
}

#[test]
fn few_pixels_make_a_picture_small() {
    let set = solve(&[shape(440, 330)], None, &ROOM);
    assert_eq!(print(&set), "0 0 288x216", "440 pixels at 110 to the inch are 4 inches");
}

#[test]
fn parts_of_many_are_even() {
    assert_eq!(in_parts(40, 5), [8; 5], "forty photographs make five plates of eight");
}

fn shapes() -> impl Strategy<Value = Vec<Shape>> {
    let one = (1_u32..6000, 1_u32..6000).prop_map(|(width, height)| shape(width, height));
    prop::collection::vec(one, 1..10)
}

fn layouts() -> impl Strategy<Value = Option<PlateLayout>> {
    prop::sample::select(vec![
        None,
        Some(PlateLayout::Pair),
        Some(PlateLayout::Lead),
        Some(PlateLayout::Columns),
        Some(PlateLayout::Rows),
        Some(PlateLayout::Grid),
        Some(PlateLayout::Half),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the pictures are, all of them stand inside the room and none on another.
    #[test]
    fn nothing_leaves_the_room(shapes in shapes(), layout in layouts()) {
        let set = solve(&shapes, layout, &ROOM);
        prop_assert_eq!(set.frames.len(), shapes.len(), "a rectangle each");
        let slack = Length::pt(1);
        for (i, frame) in set.frames.iter().enumerate() {
            prop_assert!(Length::ZERO <= frame.x && Length::ZERO <= frame.y, "{}", print(&set));
            prop_assert!(frame.right() <= ROOM.width + slack, "{}", print(&set));
            prop_assert!(frame.bottom() <= set.size.height + slack, "{}", print(&set));
            for other in &set.frames[i + 1..] {
                let apart = frame.right() <= other.x
                    || other.right() <= frame.x
                    || frame.bottom() <= other.y
                    || other.bottom() <= frame.y;
                prop_assert!(apart, "two pictures overlap: {}", print(&set));
            }
        }
        prop_assert!(set.size.height <= ROOM.height + slack, "{}", print(&set));
    }
}
