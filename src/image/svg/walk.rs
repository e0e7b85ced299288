//! The groups of a resolved SVG, with their clips and opacities, to a list of [`Path`]s.

use usvg::tiny_skia_path::Transform;

use super::paths::{fill_path, fill_rule, segments, stroke_path};
use super::unsupported;
use crate::image::{Broken, FillRule, Path, Segment};

/// The most segments that all outlines together may have once references are resolved.
const MAX_SEGMENTS: usize = 2_000_000;

/// All paths below a group, which `root` maps to the drawing, the lowest first.
pub(super) fn paths(group: &usvg::Group, root: Transform) -> Result<Vec<Path>, Broken> {
    let mut walk = Walk { paths: Vec::new(), segments: 0 };
    walk.group(group, root, &[], 1.0)?;
    Ok(walk.paths)
}

/// The paths found so far.
struct Walk {
    paths: Vec<Path>,
    segments: usize,
}

type Clips = [(Vec<Segment>, FillRule)];

impl Walk {
    /// A group and all below it; `outer` maps the group's parent to the drawing.
    fn group(
        &mut self,
        group: &usvg::Group,
        root: Transform,
        clips: &Clips,
        opacity: f64,
    ) -> Result<(), Broken> {
        if group.mask().is_some() {
            return Err(unsupported("a mask"));
        }
        if !group.filters().is_empty() {
            return Err(unsupported("a filter such as a shadow or a blur"));
        }
        if group.blend_mode() != usvg::BlendMode::Normal {
            return Err(unsupported("a blend mode"));
        }
        let opacity = opacity * f64::from(group.opacity().get());
        let mut clips = clips.to_vec();
        if let Some(clip) = group.clip_path() {
            self.clip(clip, root.pre_concat(group.abs_transform()), &mut clips)?;
        }
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => self.group(inner, root, &clips, opacity)?,
                usvg::Node::Path(path) => self.path(path, root, &clips, opacity)?,
                usvg::Node::Text(text) => self.group(text.flattened(), root, &clips, opacity)?,
                usvg::Node::Image(_) => return Err(unsupported("a picture made of pixels")),
            }
        }
        Ok(())
    }

    /// Adds a clip path and those that clip it; `matrix` maps the clipped group to the drawing.
    fn clip(
        &mut self,
        clip: &usvg::ClipPath,
        matrix: Transform,
        clips: &mut Vec<(Vec<Segment>, FillRule)>,
    ) -> Result<(), Broken> {
        let mut outline = (Vec::new(), FillRule::NonZero);
        gather(clip.root(), matrix.pre_concat(clip.transform()), &mut outline)?;
        self.count(outline.0.len())?;
        clips.push(outline);
        match clip.clip_path() {
            Some(inner) => self.clip(inner, matrix, clips),
            None => Ok(()),
        }
    }

    fn count(&mut self, segments: usize) -> Result<(), Broken> {
        self.segments += segments;
        if MAX_SEGMENTS < self.segments {
            return Err(Broken::new("is a drawing of more than two million lines", "simplify it"));
        }
        Ok(())
    }

    fn path(
        &mut self,
        path: &usvg::Path,
        root: Transform,
        clips: &Clips,
        opacity: f64,
    ) -> Result<(), Broken> {
        if !path.is_visible() {
            return Ok(());
        }
        let matrix = root.pre_concat(path.abs_transform());
        let fill = path.fill().map(|fill| fill_path(path.data(), fill, matrix)).transpose()?;
        let stroke =
            path.stroke().map(|stroke| stroke_path(path.data(), stroke, matrix)).transpose()?;
        let mut parts: Vec<Path> = [fill, stroke.flatten()].into_iter().flatten().collect();
        if path.paint_order() == usvg::PaintOrder::StrokeAndFill {
            parts.reverse();
        }
        for mut part in parts {
            part.opacity *= opacity;
            if part.opacity <= 0.0 {
                continue;
            }
            part.clips = clips.to_vec();
            let clip_segments: usize = clips.iter().map(|clip| clip.0.len()).sum();
            self.count(part.segments.len() + clip_segments)?;
            self.paths.push(part);
        }
        Ok(())
    }
}

/// Joins the outlines of a clip path's children.
///
/// With more than one child the non-zero rule joins them, which is their union as long as none
/// has holes that another one runs through.
fn gather(
    group: &usvg::Group,
    matrix: Transform,
    outline: &mut (Vec<Segment>, FillRule),
) -> Result<(), Broken> {
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) if inner.clip_path().is_some() => {
                return Err(unsupported("a clipped clip path"));
            }
            usvg::Node::Group(inner) => {
                gather(inner, matrix.pre_concat(inner.transform()), outline)?;
            }
            usvg::Node::Path(path) => {
                let rule = path.fill().map_or(FillRule::NonZero, |fill| fill_rule(fill.rule()));
                outline.1 = if outline.0.is_empty() { rule } else { FillRule::NonZero };
                outline.0.extend(segments(path.data(), matrix));
            }
            usvg::Node::Text(text) => gather(text.flattened(), matrix, outline)?,
            usvg::Node::Image(_) => return Err(unsupported("a picture as a clip path")),
        }
    }
    Ok(())
}
