//! A drawing: filled and stroked paths, as an SVG file becomes after its styles, text and
//! references are resolved.
//!
//! Coordinates are in points with the origin at the drawing's top left and y downward;
//! whoever places a drawing scales it to its frame.

use crate::base::Color;

/// A vector picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width of the view, in points; positive.
    pub width: f64,
    /// Height of the view, in points; positive.
    pub height: f64,
    /// Paths in painting order.
    pub paths: Vec<Path>,
}

impl Drawing {
    /// The same drawing in greys.
    #[must_use]
    pub fn grey(&self) -> Drawing {
        let mut drawing = self.clone();
        for path in &mut drawing.paths {
            if let Some((paint, _)) = &mut path.fill {
                paint.make_grey();
            }
            if let Some(stroke) = &mut path.stroke {
                stroke.paint.make_grey();
            }
        }
        drawing
    }
}

/// One painted path.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The outline.
    pub segments: Vec<Segment>,
    /// How its inside is painted.
    pub fill: Option<(Paint, FillRule)>,
    /// How its outline is painted, after the fill.
    pub stroke: Option<Stroke>,
    /// Outlines that it is clipped to, all at once.
    pub clips: Vec<(Vec<Segment>, FillRule)>,
    /// Opacity of the whole path, 0 to 1.
    pub opacity: f64,
}

/// A piece of an outline; points are (x, y).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Starts a new figure.
    Move([f64; 2]),
    /// A straight line.
    Line([f64; 2]),
    /// A cubic Bézier curve: two control points and the end.
    Curve([f64; 2], [f64; 2], [f64; 2]),
    /// Closes the figure.
    Close,
}

/// Which points are inside (ISO 32000-1, 8.5.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FillRule {
    /// Non-zero winding number.
    NonZero,
    /// Even-odd.
    EvenOdd,
}

/// What an area is painted with.
#[derive(Debug, Clone, PartialEq)]
pub enum Paint {
    /// One colour.
    Solid(Color),
    /// A gradient.
    Gradient(Gradient),
}

impl Paint {
    fn make_grey(&mut self) {
        match self {
            Paint::Solid(color) => *color = color.grey(),
            Paint::Gradient(gradient) => {
                for (_, color) in &mut gradient.stops {
                    *color = color.grey();
                }
            }
        }
    }
}

/// A smooth change of colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    /// Along a line or out from a circle.
    pub kind: GradientKind,
    /// Stops: offset 0 to 1, growing, and colour.
    pub stops: Vec<(f64, Color)>,
    /// The matrix from gradient space to the drawing (a b c d e f, as in PDF).
    pub matrix: [f64; 6],
}

/// The geometry of a gradient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GradientKind {
    /// From one point to another.
    Linear {
        /// Where the first stop is.
        from: [f64; 2],
        /// Where the last stop is.
        to: [f64; 2],
    },
    /// From a focal point out to a circle.
    Radial {
        /// Where the first stop is.
        focus: [f64; 2],
        /// Centre of the circle.
        center: [f64; 2],
        /// Radius of the circle.
        radius: f64,
    },
}

/// How an outline is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub paint: Paint,
    /// Width in points.
    pub width: f64,
    /// 0 butt, 1 round, 2 square (ISO 32000-1, table 54).
    pub cap: u8,
    /// 0 mitre, 1 round, 2 bevel (ISO 32000-1, table 55).
    pub join: u8,
    /// Mitre limit.
    pub miter_limit: f64,
    /// Lengths of dashes and gaps; empty is solid.
    pub dashes: Vec<f64>,
    /// Where in the dash pattern the outline starts.
    pub dash_offset: f64,
}
