//! The crops of a cover's photograph: which there are, what speaks against each, how coarse it is.
//!
//! A photograph's shape and the frame that it shall fill come in, windows and costs go out. What
//! stands on the photograph it does not know.

use super::calm::{View, Window};
use crate::base::{Code, Diagnostic, Length, Rect};
use crate::document::Photo;
use crate::layout::ctx::Ctx;
use crate::layout::plates::Shape;

/// Below this many pixels an inch it is worth a warning.
const FEW: u32 = 150;
/// Places of the crop that are tried along the free direction.
const STEPS: u32 = 16;

/// The shape of a photograph as it is seen.
pub(super) fn shape(photo: &Photo) -> Shape {
    let (width, height) = photo.facts.upright();
    Shape { width, height, drawing: photo.drawing.is_some() }
}

/// The crops of a photograph to a frame's shape, along the free direction.
pub(super) fn windows(shape: Shape, frame: &Rect) -> Vec<Window> {
    let photo = f64::from(shape.width) / f64::from(shape.height.max(1));
    let page = frame.width.to_pt() / frame.height.to_pt().max(1.0);
    let (width, height) = if page < photo { (page / photo, 1.0) } else { (1.0, photo / page) };
    let steps = if 0.985 < width && 0.985 < height { 0 } else { STEPS };
    let at = |i: u32| if steps == 0 { 0.5 } else { f64::from(i) / f64::from(steps) };
    (0..=steps)
        .map(|i| Window { x: (1.0 - width) * at(i), y: (1.0 - height) * at(i), width, height })
        .collect()
}

/// Where the whole photograph would stand for its window to fill a frame.
pub(super) fn seen(window: &Window, frame: &Rect) -> Rect {
    let (width, height) =
        (frame.width.to_pt() / window.width, frame.height.to_pt() / window.height);
    Rect::new(
        frame.x - Length::from_pt(window.x * width),
        frame.y - Length::from_pt(window.y * height),
        Length::from_pt(width),
        Length::from_pt(height),
    )
}

/// Pixels an inch of a crop that fills a frame.
pub(super) fn resolution(shape: Shape, window: Option<&Window>, frame: &Rect) -> u32 {
    let share = window.map_or(1.0, |window| window.width);
    shape.resolution(Length::from_pt(frame.width.to_pt() / share))
}

/// Warns of a cover that will look coarse.
pub(super) fn warn(resolution: u32, photo: &Photo, ctx: &mut Ctx) {
    if FEW <= resolution || photo.drawing.is_some() {
        return;
    }
    let message = format!(
        "the cover's photograph `{}` has {resolution} pixels an inch at its printed size",
        photo.file
    );
    ctx.diagnostics.push(
        Diagnostic::warning(Code::PhotoCoarse, photo.span, message)
            .help(format!("give a larger file: {FEW} pixels an inch are the least for a cover")),
    );
}

/// What speaks against a crop: the focus or the brightest spot outside or near an edge, an
/// edge through a busy part.
pub(super) fn crop_cost(view: &View, photo: &Photo) -> f64 {
    let window = view.window;
    let inside = |x: f64, y: f64| {
        let (x, y) = ((x - window.x) / window.width, (y - window.y) / window.height);
        let near = x.min(1.0 - x).min(y).min(1.0 - y);
        if near < 0.0 {
            200.0
        } else if near < 0.12 {
            (0.12 - near) * 400.0
        } else {
            0.0
        }
    };
    let (x, y) = view.brightest();
    let share = |at: Length, of: Length| at.to_pt() / of.to_pt().max(1.0);
    let bright = inside(
        window.x + share(x - view.frame.x, view.frame.width) * window.width,
        window.y + share(y - view.frame.y, view.frame.height) * window.height,
    );
    let focus = photo.focus.map_or(0.0, |(x, y)| inside(x, y));
    focus + bright * 0.5 + view.edge() * 100.0
}
