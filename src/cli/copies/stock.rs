//! The shared part of both books, written and hashed once for all copies, or once for each
//! copy whose photographs are marked.

use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::books::{Hashed, Shared};
use super::press::Source;
use crate::cli::books::{self as pair, Job, Paper, shown};
use crate::cli::output::Pending;
use crate::cli::{Failure, build};
use crate::copies::Chart;
use crate::copies::epub::Master;
use crate::image::PhotoBytes;
use crate::{epub, pdf};

/// What copies share, and how each goes on.
#[derive(Debug)]
pub(super) struct Stock {
    pub(super) pdf: (pdf::Base, Shared),
    pub(super) epub: (Master, Shared),
}

impl Stock {
    /// Writes what copies with these photographs share.
    pub(super) fn begin(
        source: &Source<'_>,
        photos: &dyn PhotoBytes,
        folder: &Path,
    ) -> Result<Stock, Failure> {
        let Source { draft, pages, kit, .. } = *source;
        let metadata = &draft.document.metadata;
        let options = pdf::Options { standard: build::standard(None, metadata) };
        let place = shown(folder);
        let begin = |name: &str| Pending::begin(folder, name).map_err(Failure::at(&place));

        let (pending, file) = begin("shared.pdf")?;
        let mut out = BufWriter::new(Hashed::new(file));
        let base = pdf::write_base(&options, pages, &draft.fonts, photos, &mut out);
        let base = base.map_err(|error| {
            pair::report_failed(vec![pair::pdf_failed(error, draft)], &kit.sources)
        })?;
        let shared_pdf = Shared::new(pending, &finished(out, &place)?, base.length());

        let (_whole, file) = begin("whole.epub")?;
        let read = file.try_clone().map_err(Failure::at(&place))?;
        let paper = Paper { options, draft, pages, photos };
        let cover = || build::cover(draft, photos).map_err(io::Error::other);
        let job = Job { paper, cover: &cover, sources: &kit.sources, jobs: 1 };
        pair::write_epub(&job, file)
            .map_err(|error| pair::report_failed(vec![error], &kit.sources))?;
        let (pending, file) = begin("shared.epub")?;
        let mut out = BufWriter::new(Hashed::new(file));
        let mut whole: BufReader<File> = BufReader::new(read);
        let master = Master::new(&mut whole, &epub::identifier(metadata), &mut out);
        let master = master.map_err(Failure::at(&place))?;
        let shared_epub = Shared::new(pending, &finished(out, &place)?, master.length());
        Ok(Stock { pdf: (base, shared_pdf), epub: (master, shared_epub) })
    }

    /// The digest of both books. What is not shared is text, which the PDF is made from too.
    pub(super) fn sum(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for part in [self.pdf.1.sum(), self.epub.1.sum(), self.epub.0.sum()] {
            hash.update(part);
        }
        hash.finalize().into()
    }

    /// Where the marks of the ebook are.
    pub(super) fn chart(&self) -> Chart {
        let Master { gaps, ids, manifest, .. } = &self.epub.0;
        let (gaps, manifest) = (gaps.clone(), manifest.clone());
        Chart { gaps, ids: *ids, manifest, ..Chart::default() }
    }
}

fn finished(out: BufWriter<Hashed>, place: &str) -> Result<Hashed, Failure> {
    out.into_inner().map_err(|error| Failure::at(place)(error.into_error()))
}
