//! Prints pages and their structure as text that a person can review.
//!
//! Pages come in, lines go out: one for each mark, one for each node. Lengths are points,
//! rounded to thousandths. Nothing is measured and nothing is left out. The idea is SILE's
//! debugging output: the golden test of a typesetter is a page as text.

use std::fmt::Write as _;

use super::{
    Artifact, Draw, GlyphRun, Item, Kid, NodeId, Page, Pages, Role, Side, TableScope, Tag, Target,
};
use crate::base::Length;

/// Prints every page: its size, then each mark with place, node and text.
#[must_use]
pub fn trace(pages: &Pages) -> String {
    let mut out = String::new();
    for page in &pages.pages {
        trace_page(&mut out, pages, page);
    }
    out
}

/// Prints the structure tree, indented, with the text under each node.
#[must_use]
pub fn trace_structure(pages: &Pages) -> String {
    let mut out = String::new();
    let mut open = vec![(super::Structure::ROOT, 0)];
    while let Some((id, depth)) = open.pop() {
        let Some(node) = pages.structure.nodes.get(id.0 as usize) else { continue };
        let _ = write!(out, "{:indent$}{}", "", role_name(&node.role), indent = depth * 2);
        if let Some(lang) = &node.lang {
            let _ = write!(out, " lang {lang}");
        }
        if let Role::Figure { alt, .. } = &node.role {
            match alt {
                Some(alt) => write!(out, " alt {alt:?}").unwrap_or_default(),
                None => out.push_str(" no alt"),
            }
        }
        let mut text = String::new();
        for kid in &node.kids {
            match *kid {
                Kid::Node(_) if text.is_empty() || text.ends_with('…') => {}
                // Where the text of a node below stands.
                Kid::Node(_) => text.push('…'),
                Kid::Item { .. } => own_text(&mut text, pages, kid),
                Kid::Link { page, link } => link_line(&mut out, pages, page, link),
            }
        }
        if !text.is_empty() {
            let _ = write!(out, " {text:?}");
        }
        out.push('\n');
        for kid in node.kids.iter().rev() {
            if let Kid::Node(id) = *kid {
                open.push((id, depth + 1));
            }
        }
    }
    out
}

/// The text under a node, in reading order: what its marks and those of the nodes below it
/// say. Photographs and links say nothing.
#[must_use]
pub fn text_of(pages: &Pages, node: NodeId) -> String {
    let mut text = String::new();
    let mut open = vec![Kid::Node(node)];
    while let Some(kid) = open.pop() {
        match kid {
            Kid::Node(id) => {
                if let Some(node) = pages.structure.nodes.get(id.0 as usize) {
                    open.extend(node.kids.iter().rev());
                }
            }
            Kid::Item { .. } | Kid::Link { .. } => own_text(&mut text, pages, &kid),
        }
    }
    text
}

fn own_text(text: &mut String, pages: &Pages, kid: &Kid) {
    let Kid::Item { page, item } = *kid else { return };
    let item = pages.pages.get(page as usize).and_then(|page| page.items.get(item as usize));
    if let Some(Item { draw: Draw::Text(run) | Draw::Unseen(run), .. }) = item {
        text.push_str(&run.text);
    }
}

fn link_line(out: &mut String, pages: &Pages, page: u32, link: u32) {
    let found = pages.pages.get(page as usize).and_then(|page| page.links.get(link as usize));
    match found.map(|link| &link.target) {
        Some(Target::Url(url)) => write!(out, " to {url}").unwrap_or_default(),
        Some(Target::Place(place)) => {
            write!(out, " to page {}", place.page + 1).unwrap_or_default();
        }
        None => out.push_str(" to nowhere"),
    }
}

fn trace_page(out: &mut String, pages: &Pages, page: &Page) {
    let side = match page.side {
        Side::Verso => "verso",
        Side::Recto => "recto",
    };
    let _ = writeln!(
        out,
        "page {}  {side}  {}x{}pt",
        page.label,
        points(page.size.width),
        points(page.size.height)
    );
    for item in &page.items {
        trace_item(out, pages, item);
    }
    for link in &page.links {
        let target = match &link.target {
            Target::Url(url) => url.clone(),
            Target::Place(place) => {
                format!("page {} y {}", place.page + 1, points(place.point.y))
            }
        };
        for area in &link.areas {
            let _ = writeln!(
                out,
                "  link  x {} y {}  {}x{}pt  #{}  to {target}  {:?}",
                points(area.x),
                points(area.y),
                points(area.width),
                points(area.height),
                link.node.0,
                link.contents
            );
        }
    }
}

fn trace_item(out: &mut String, pages: &Pages, item: &Item) {
    let tag = match item.tag {
        Tag::Node(id) => match pages.structure.nodes.get(id.0 as usize) {
            Some(node) => format!("{} #{}", role_name(&node.role), id.0),
            None => format!("lost node {}", id.0),
        },
        Tag::Artifact(artifact) => format!("artifact {}", artifact_name(artifact)),
    };
    match &item.draw {
        Draw::Text(run) => trace_run(out, "text ", run, &tag),
        Draw::Unseen(run) => trace_run(out, "unseen", run, &tag),
        Draw::Shape(run) => trace_run(out, "shape", run, &tag),
        Draw::Fill { rect, color, opacity } => {
            let _ = write!(out, "  fill  {}  {}", place(rect), color.hex());
            if *opacity != 100 {
                let _ = write!(out, " {opacity}%");
            }
            let _ = writeln!(out, "  {tag}");
        }
        Draw::Photo { photo, frame, clip } => {
            let _ = write!(out, "  photo {}", place(frame));
            if clip != frame {
                let _ = write!(out, "  clip {}", place(clip));
            }
            let _ = writeln!(out, "  photo {}  {tag}{}", photo.0, alt(pages, item.tag));
        }
        Draw::Drawing { drawing, frame } => {
            let _ = writeln!(
                out,
                "  draw  {}  {} paths  {tag}{}",
                place(frame),
                drawing.paths.len(),
                alt(pages, item.tag)
            );
        }
        Draw::Slip { slip, frame } => {
            let _ = writeln!(out, "  slip  {}  {slip:?}  {tag}", place(frame));
        }
    }
}

fn trace_run(out: &mut String, kind: &str, run: &GlyphRun, tag: &str) {
    let _ = write!(
        out,
        "  {kind} x {} y {}  size {} wide {}  face {}",
        points(run.origin.x),
        points(run.origin.y),
        points(run.size),
        points(run.width()),
        run.face.0
    );
    if run.scale != 10_000 {
        let _ = write!(out, " scaled {}.{:02}%", run.scale / 100, run.scale % 100);
    }
    let _ = write!(out, " {}", run.color.hex());
    if let Some(lang) = &run.lang {
        let _ = write!(out, " lang {lang}");
    }
    let ours = if run.generated { " generated" } else { "" };
    let _ = writeln!(out, "  {tag}{ours}  {:?}", run.text);
}

fn alt(pages: &Pages, tag: Tag) -> String {
    let Tag::Node(id) = tag else { return String::new() };
    match pages.structure.nodes.get(id.0 as usize).map(|node| &node.role) {
        Some(Role::Figure { alt: Some(alt), .. }) => format!("  alt {alt:?}"),
        Some(Role::Figure { alt: None, .. }) => "  no alt".to_owned(),
        _ => String::new(),
    }
}

fn place(rect: &crate::base::Rect) -> String {
    format!(
        "x {} y {}  {}x{}pt",
        points(rect.x),
        points(rect.y),
        points(rect.width),
        points(rect.height)
    )
}

/// Points with up to three decimals.
fn points(length: Length) -> String {
    let milli = length.ratio(1000, 65_536).0;
    let sign = if milli < 0 { "-" } else { "" };
    let size = milli.unsigned_abs();
    let text = format!("{sign}{}.{:03}", size / 1000, size % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn artifact_name(artifact: Artifact) -> &'static str {
    match artifact {
        Artifact::Header => "header",
        Artifact::Footer => "footer",
        Artifact::Layout => "layout",
        Artifact::Background => "background",
        Artifact::Page => "page",
    }
}

fn role_name(role: &Role) -> String {
    let name = match role {
        Role::Document => "document",
        Role::Part => "part",
        Role::Sect => "section",
        Role::Div => "division",
        Role::Heading(level) => return format!("heading {level}"),
        Role::Paragraph => "paragraph",
        Role::BlockQuote => "quotation",
        Role::List => "list",
        Role::ListItem => "item",
        Role::Label => "label",
        Role::ListBody => "body",
        Role::Table => "table",
        Role::TableHead => "table head",
        Role::TableBody => "table body",
        Role::TableRow => "row",
        Role::TableHeader(TableScope::Row) => "row header",
        Role::TableHeader(TableScope::Column) => "column header",
        Role::TableCell => "cell",
        Role::Figure { .. } => "figure",
        Role::Caption => "caption",
        Role::Note => "note",
        Role::Reference => "reference",
        Role::Link => "link",
        Role::Span => "span",
        Role::Code => "code",
        Role::Toc => "contents",
        Role::TocItem => "contents entry",
    };
    name.to_owned()
}
