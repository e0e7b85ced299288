//! Where the marks of an edition are, for those who look for them later without the kit.
//!
//! The pages and the gaps of the ebook come in, bytes for the ledger go out, and come in
//! again when a copy is traced.

use super::photos::{Original, Placed};
use crate::pages::{Draw, Nudge, Pages};

/// A chart of more bytes is none; it has ten for each piece of type.
const LARGEST: usize = 32 << 20;
/// An ebook has fewer ids.
const MOST_IDS: u32 = 1 << 16;

/// The beginning of some type on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// Thousandths of a point from the left edge.
    pub x: i32,
    /// Thousandths of a point from the lower edge.
    pub y: i32,
    /// Which nudge moves it, if one does.
    pub way: Option<u16>,
}

/// A page of the chart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Width and height in thousandths of a point.
    pub size: [i32; 2],
    /// In painting order.
    pub starts: Vec<Start>,
    /// The photographs on it.
    pub photos: Vec<Placed>,
}

/// Where the marks of an edition are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chart {
    /// By what the ebook's gaps are known, in the order of their bits.
    pub gaps: Vec<u32>,
    /// How many ids the ebook has.
    pub ids: u32,
    /// The names of the files of the ebook's manifest, before a copy orders them anew.
    pub manifest: Vec<String>,
    /// How many nudges the PDF has.
    pub ways: u16,
    /// The pages of the PDF.
    pub sheets: Vec<Sheet>,
    /// The photographs, if they are marked.
    pub originals: Vec<Original>,
}

/// A length in thousandths of a point.
fn milli(length: crate::base::Length) -> i32 {
    i32::try_from((length.0 * 1000 + 32_768) >> 16).unwrap_or(i32::MAX)
}

impl Chart {
    /// Notes where the type of the pages begins and what moves it.
    pub fn note_pages(&mut self, pages: &Pages) {
        let nudges = pages.slips.as_ref().map(|slips| slips.nudges.as_slice()).unwrap_or_default();
        for (page, nudges) in pages.pages.iter().zip(nudges) {
            let (mut next, mut way) = (nudges.iter().peekable(), None);
            let size = [milli(page.size.width), milli(page.size.height)];
            let mut sheet = Sheet { size, ..Sheet::default() };
            for (at, item) in page.items.iter().enumerate() {
                while let Some(nudge) = next.next_if(|nudge: &&Nudge| nudge.item <= at) {
                    way = nudge.way;
                }
                self.ways = self.ways.max(way.map_or(0, |way| way + 1));
                if let Draw::Photo { photo, frame, .. } = &item.draw {
                    let frame = [frame.x, frame.y, frame.width, frame.height].map(milli);
                    sheet.photos.push(Placed { photo: photo.0, frame });
                }
                if let Draw::Text(run) = &item.draw {
                    let (x, y) = (milli(run.origin.x), milli(page.size.height - run.origin.y));
                    sheet.starts.push(Start { x, y, way });
                }
            }
            self.sheets.push(sheet);
        }
    }

    /// The chart as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![1];
        let count = |out: &mut Vec<u8>, count: usize| {
            out.extend_from_slice(&u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
        };
        count(&mut out, self.gaps.len());
        for gap in &self.gaps {
            out.extend_from_slice(&gap.to_le_bytes());
        }
        out.extend_from_slice(&self.ids.to_le_bytes());
        count(&mut out, self.manifest.len());
        for name in &self.manifest {
            count(&mut out, name.len());
            out.extend_from_slice(name.as_bytes());
        }
        out.extend_from_slice(&self.ways.to_le_bytes());
        count(&mut out, self.sheets.len());
        for sheet in &self.sheets {
            for side in sheet.size {
                out.extend_from_slice(&side.to_le_bytes());
            }
            count(&mut out, sheet.starts.len());
            for start in &sheet.starts {
                out.extend_from_slice(&start.x.to_le_bytes());
                out.extend_from_slice(&start.y.to_le_bytes());
                out.extend_from_slice(&start.way.unwrap_or(u16::MAX).to_le_bytes());
            }
            count(&mut out, sheet.photos.len());
            for placed in &sheet.photos {
                out.extend_from_slice(&placed.photo.to_le_bytes());
                for side in placed.frame {
                    out.extend_from_slice(&side.to_le_bytes());
                }
            }
        }
        count(&mut out, self.originals.len());
        for original in &self.originals {
            count(&mut out, original.cells.len());
            for cell in &original.cells {
                out.extend_from_slice(&cell.to_le_bytes());
            }
        }
        out
    }

    /// Reads the bytes of a chart; none if they are damaged.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Chart> {
        if LARGEST < bytes.len() {
            return None;
        }
        let mut bytes = Bytes(bytes.strip_prefix(&[1])?);
        let mut chart = Chart::default();
        for _ in 0..bytes.count(4)? {
            chart.gaps.push(bytes.u32()?);
        }
        chart.ids = Some(bytes.u32()?).filter(|ids| *ids <= MOST_IDS)?;
        for _ in 0..bytes.count(4)? {
            let length = bytes.count(1)?;
            let (name, rest) = bytes.0.split_at_checked(length)?;
            chart.manifest.push(String::from_utf8(name.to_vec()).ok()?);
            bytes.0 = rest;
        }
        chart.ways = bytes.u16()?;
        for _ in 0..bytes.count(16)? {
            let size = [bytes.i32()?, bytes.i32()?];
            let mut sheet = Sheet { size, ..Sheet::default() };
            for _ in 0..bytes.count(10)? {
                let (x, y, way) = (bytes.i32()?, bytes.i32()?, bytes.u16()?);
                let way = Some(way).filter(|way| *way != u16::MAX);
                sheet.starts.push(Start { x, y, way });
            }
            for _ in 0..bytes.count(20)? {
                let photo = bytes.u32()?;
                let frame = [bytes.i32()?, bytes.i32()?, bytes.i32()?, bytes.i32()?];
                sheet.photos.push(Placed { photo, frame });
            }
            chart.sheets.push(sheet);
        }
        for _ in 0..bytes.count(4)? {
            let mut original = Original::default();
            for _ in 0..bytes.count(2)? {
                original.cells.push(bytes.u16()?);
            }
            chart.originals.push(original);
        }
        bytes.0.is_empty().then_some(chart)
    }
}

/// Bytes that are read from the front.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn i32(&mut self) -> Option<i32> {
        self.take().map(i32::from_le_bytes)
    }

    /// A number of things of so many bytes each, which must be there.
    fn count(&mut self, each: usize) -> Option<usize> {
        let count = usize::try_from(self.u32()?).ok()?;
        (count.checked_mul(each)? <= self.0.len()).then_some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_is_read_as_it_was_written() {
        let start = |way| Start { x: -7, y: 812_345, way };
        let photos = vec![Placed { photo: 2, frame: [1, -2, 3, 4] }];
        let starts = vec![start(None), start(Some(3))];
        let sheet = Sheet { size: [595_276, 841_890], starts, photos };
        let originals = vec![Original { cells: vec![7, u16::MAX] }, Original::default()];
        let sheets = vec![sheet, Sheet::default()];
        let manifest = vec!["nav.xhtml".to_owned(), String::new()];
        let gaps = vec![1, u32::MAX];
        let chart = Chart { gaps, ids: 9, manifest, ways: 4, sheets, originals };
        let bytes = chart.to_bytes();
        assert_eq!(Chart::read(&bytes), Some(chart), "there and back");
        for cut in 0..bytes.len() {
            assert_eq!(Chart::read(&bytes[..cut]), None, "cut after {cut}");
        }
    }
}
