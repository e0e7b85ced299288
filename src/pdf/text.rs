//! Writes runs of glyphs: one text object each (ISO 32000-1, 9.4).
//!
//! The advances of a run are scaled points, those of the file are thousandths of an em; the
//! difference is carried from glyph to glyph, so that no glyph is ever off by more than
//! half a thousandth of an em, however long the run.

use super::codes::{Cluster, Clusters, Codes};
use super::content::Painter;
use super::number;
use crate::base::{Lang, Length};
use crate::pages::{Glyph, GlyphRun};

/// Writes a run in which the text of nodes is in language `around`.
pub(super) fn run(painter: &mut Painter<'_>, run: &GlyphRun, around: Option<&Lang>) {
    let Some(face) = painter.book.codes.iter().position(|codes| codes.face == run.face) else {
        return;
    };
    if run.glyphs.is_empty() || run.size <= Length::ZERO || run.scale == 0 {
        return;
    }
    let lang = match (&run.lang, around) {
        (Some(lang), Some(around)) if lang != around => Some(lang),
        _ => None,
    };
    if let Some(lang) = lang {
        painter.put(b"/Span<</Lang(");
        painter.put(lang.as_str().as_bytes());
        painter.put(b")>>BDC\n");
    }
    painter.fill_color(run.color);
    begin(painter, run, face);
    let codes = &painter.book.codes[face];
    let mut line = Line {
        codes,
        unit: run.size.to_pt() * f64::from(run.scale) / 10_000.0,
        pen: 0.0,
        wanted: 0,
        open: false,
        rise: 0,
    };
    for cluster in Clusters::new(run) {
        line.cluster(painter, cluster);
    }
    line.close(painter);
    if line.rise != 0 {
        painter.put(b"0 Ts ");
    }
    painter.put(b"ET\n");
    if lang.is_some() {
        painter.put(b"EMC\n");
    }
}

fn begin(painter: &mut Painter<'_>, run: &GlyphRun, face: usize) {
    painter.content.faces.insert(face);
    painter.put(b"BT");
    if painter.font != Some((face, run.size)) {
        painter.font = Some((face, run.size));
        painter.put(b"/F");
        painter.whole(face);
        painter.put(b" ");
        painter.lengths(&[run.size]);
        painter.put(b"Tf");
    }
    if painter.scale != run.scale {
        painter.scale = run.scale;
        painter.put(b" ");
        number::scaled(&mut painter.content.bytes, i64::from(run.scale), 2);
        painter.put(b" Tz");
    }
    painter.put(b" ");
    let up = painter.height - run.origin.y;
    painter.lengths(&[run.origin.x, up]);
    painter.put(b"Td");
}

/// The line being shown.
struct Line<'a> {
    codes: &'a Codes,
    /// Points in an em of the horizontal scale.
    unit: f64,
    /// Where the reader's pen is, in thousandths of an em from the run's origin.
    pen: f64,
    /// Where the next glyph is to stand, in scaled points.
    wanted: i64,
    /// Whether a `TJ` array is open, and within it a string.
    open: bool,
    /// The rise in force, in scaled points.
    rise: i32,
}

impl Line<'_> {
    fn cluster(&mut self, painter: &mut Painter<'_>, cluster: Cluster<'_>) {
        let said = cluster.parts().all(|(glyph, text)| self.codes.code(glyph.id, text).1);
        if !said {
            self.close(painter);
            painter.put(b"/Span<</ActualText<FEFF");
            for unit in cluster.text.encode_utf16() {
                painter.put(format!("{unit:04X}").as_bytes());
            }
            painter.put(b">>>BDC\n");
        }
        for (glyph, text) in cluster.parts() {
            self.glyph(painter, glyph, self.codes.code(glyph.id, text).0);
        }
        if !said {
            self.close(painter);
            painter.put(b"EMC\n");
        }
    }

    fn glyph(&mut self, painter: &mut Painter<'_>, glyph: &Glyph, code: u16) {
        if glyph.dy != self.rise {
            self.close(painter);
            self.rise = glyph.dy;
            painter.put(b" ");
            painter.lengths(&[Length(i64::from(glyph.dy))]);
            painter.put(b"Ts");
        }
        let at = self.wanted + i64::from(glyph.dx);
        let gap = (self.pen - Length(at).to_pt() * 1000.0 / self.unit).round();
        if !self.open {
            painter.put(b"[");
            if gap == 0.0 {
                painter.put(b"(");
            }
        } else if gap != 0.0 {
            painter.put(b")");
        }
        if gap != 0.0 {
            number::float(&mut painter.content.bytes, gap, 0);
            painter.put(b"(");
        }
        self.open = true;
        self.pen += self.codes.width(glyph.id) - gap;
        self.wanted += i64::from(glyph.advance);
        for byte in code.to_be_bytes() {
            literal(&mut painter.content.bytes, byte);
        }
    }

    fn close(&mut self, painter: &mut Painter<'_>) {
        if self.open {
            painter.put(b")]TJ\n");
            self.open = false;
        }
    }
}

/// Appends a byte of a literal string (ISO 32000-1, 7.3.4.2). A carriage return would be
/// read as a line feed.
pub(super) fn literal(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => out.push(byte),
    }
}
