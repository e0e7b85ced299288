//! Writes both books of a kit to nowhere, to hear what their writers would say of it.
//!
//! A build comes in and is used up, findings go out. No photograph is decoded twice: for one
//! that the cover or the PDF has decoded a picture of one pixel stands in afterwards, since
//! what its decoder had to say has been said.

use std::collections::BTreeSet;
use std::io::{self, Seek, SeekFrom, Write};

use super::books::{self, Job, Paper, WriteError, no_claim};
use super::{Failure, build};
use crate::base::{Diagnostic, Sources};
use crate::image::{Facts, Format, Opened, PhotoBytes, PhotoId, Tones};
use crate::pages::{Draw, Pages};
use crate::{Build, Draft, image, pdf, raster};

/// A photograph with more pixels to the inch is scaled for the PDF, and so decoded.
const DENSEST: f64 = 600.0;

/// What the writers of both books have to say.
pub(super) fn rehearse(
    built: Build,
    photos: &dyn PhotoBytes,
    sources: &Sources,
) -> Result<Vec<Diagnostic>, Failure> {
    let Build { mut draft, mut pages, .. } = built;
    let mut stage = Stage::new(photos)?;
    let mut found = Vec::new();
    // The cover's photograph was decoded to see where it is calm.
    let cover = draft.document.front.cover_photo.into_iter().collect();
    stage.stand_in(cover, &mut draft, &mut pages);
    let decoded = decoded(&pages);
    let options = pdf::Options { standard: build::standard(None, &draft.document.metadata) };
    let paper = Paper { options, draft: &draft, pages: &pages, photos: &stage };
    match books::make_pdf(&paper, &mut Nowhere::default()) {
        Ok(obstacles) => found.extend(obstacles.iter().map(|why| no_claim("the PDF", why))),
        Err(WriteError::Kit(fault)) => found.push(fault),
        Err(WriteError::Io(book, error)) => return Err(Failure::at(book)(error)),
    }
    stage.stand_in(decoded, &mut draft, &mut pages);
    let options = pdf::Options { standard: build::standard(None, &draft.document.metadata) };
    let paper = Paper { options, draft: &draft, pages: &pages, photos: &stage };
    // Nothing can be wrong with the kit's cover that the pages do not show.
    let job = Job { paper, cover: &|| Ok(Vec::new()), sources, jobs: 1 };
    match books::make_epub(&job, &mut Nowhere::default()) {
        Ok(()) => {}
        Err(WriteError::Kit(fault)) => found.push(fault),
        Err(WriteError::Io(book, error)) => return Err(Failure::at(book)(error)),
    }
    Ok(found)
}

/// The photographs that a PDF of these pages decodes; drawings are not photographs.
fn decoded(pages: &Pages) -> BTreeSet<PhotoId> {
    let marks = pages.pages.iter().flat_map(|page| &page.items);
    let decoded = marks.filter_map(|mark| {
        let Draw::Photo { photo, frame, .. } = &mark.draw else { return None };
        let facts = &pages.photos[photo.0 as usize];
        let (width, _) = facts.upright();
        let dense = DENSEST * frame.width.to_pt() / 72.0 < f64::from(width);
        let grey = pages.tones_of(*photo) == Tones::Greys;
        (facts.format != Format::Jpeg || grey || dense).then_some(*photo)
    });
    decoded.collect()
}

/// Photographs, some of which a picture of one pixel stands in for.
struct Stage<'a> {
    photos: &'a dyn PhotoBytes,
    stand_in: Vec<u8>,
    facts: Facts,
    /// Those that it stands in for.
    absent: BTreeSet<PhotoId>,
}

impl Stage<'_> {
    fn new(photos: &dyn PhotoBytes) -> Result<Stage<'_>, Failure> {
        let pixel = raster::Bitmap { width: 1, height: 1, rgba: vec![255; 4] };
        let made = raster::png(&pixel).and_then(|file| Ok((image::facts(&file)?, file)));
        let (facts, stand_in) = made.map_err(|broken| Failure::Machine(broken.to_string()))?;
        Ok(Stage { photos, stand_in, facts, absent: BTreeSet::new() })
    }

    /// Lets the picture stand in for photographs from now on, but not for drawings.
    fn stand_in(&mut self, ids: BTreeSet<PhotoId>, draft: &mut Draft, pages: &mut Pages) {
        for id in ids {
            let at = id.0 as usize;
            let photo = &mut draft.document.photos[at];
            if photo.facts.format == Format::Svg {
                continue;
            }
            // Files are told apart by their hashes.
            let facts = Facts { sha256: photo.facts.sha256, ..self.facts.clone() };
            photo.facts = facts.clone();
            if let Some(place) = pages.photos.get_mut(at) {
                *place = facts;
            }
            self.absent.insert(id);
        }
    }
}

impl PhotoBytes for Stage<'_> {
    fn bytes(&self, photo: PhotoId) -> io::Result<Opened<'_>> {
        if self.absent.contains(&photo) {
            Ok(self.stand_in.clone().into())
        } else {
            self.photos.bytes(photo)
        }
    }
}

/// A file that forgets what is written.
#[derive(Debug, Default)]
struct Nowhere {
    at: u64,
    length: u64,
}

impl Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.at += bytes.len() as u64;
        self.length = self.length.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Nowhere {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use std::sync::Mutex;

    /// Counts how often each photograph is asked for.
    struct Counted<'a>(&'a dyn PhotoBytes, Mutex<Vec<PhotoId>>);

    impl PhotoBytes for Counted<'_> {
        fn bytes(&self, photo: PhotoId) -> io::Result<Opened<'_>> {
            self.1.lock().unwrap().push(photo);
            self.0.bytes(photo)
        }
    }

    #[test]
    fn no_photograph_is_decoded_twice() {
        // The game's screenshots; in greys every one is decoded for the PDF.
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kits/game");
        let kit = crate::kit::Kit::open(&folder, None).unwrap();
        let mut built = crate::build(&kit);
        built.pages.tones = Tones::Greys;
        let files = built.draft.photos(&kit);
        let shown = decoded(&built.pages);
        assert!(!shown.is_empty(), "the kit shows photographs");
        let cover = built.draft.document.front.cover_photo;
        let counted = Counted(&files, Mutex::default());
        let found = rehearse(built, &counted, &kit.sources).unwrap();
        assert!(found.iter().all(|it| it.severity < crate::base::Severity::Error), "{found:?}");
        let asked = counted.1.into_inner().unwrap();
        for photo in shown {
            let times = asked.iter().filter(|it| **it == photo).count();
            // The survey of the cover has decoded its photograph.
            assert_eq!(times, usize::from(cover != Some(photo)), "photograph {}", photo.0);
        }
    }
}
