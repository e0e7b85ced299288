//! Makes the copies of one edition that are wanted and not there yet, batch by batch.
//!
//! While a batch is made, the disk takes the one before; then the ledger notes that one, and its
//! files get their names, so that no name ever holds a part of a copy.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::books::{Made, Shared};
use super::stock::Stock;
use super::{MakeArguments, Shard};
use crate::base::{Lang, threads};
use crate::cli::books::{self as pair, shown};
use crate::cli::folder::digest;
use crate::cli::ledger::{self, Edition, Ledger};
use crate::cli::output::{self, Pending};
use crate::cli::{Failure, clock};
use crate::copies::photos::{Marked, Original};
use crate::copies::{self, Formats, Key, Layer, Mark, Reviewer, normal};
use crate::image::{Facts, PhotoBytes, PhotoId};
use crate::kit::Kit;
use crate::layout::slips::{self, Setter};
use crate::locale::{Locale, Word};
use crate::pages::Pages;
use crate::{Draft, inspect, pdf, phrases};

/// Copies that are recorded at once. The files of two batches are held open until they have their
/// names, and systems allow 256 and more.
const BATCH: usize = 50;
/// Threads that wait for the disk.
const WAITING: usize = 8;

/// What was done.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) made: usize,
    pub(super) there: usize,
    pub(super) revoked: usize,
    pub(super) bytes: u64,
}

/// What the books are made from.
pub(super) struct Source<'a> {
    pub(super) draft: &'a Draft,
    pub(super) pages: &'a Pages,
    pub(super) kit: &'a Kit,
    /// The photographs as they are.
    pub(super) photos: &'a dyn PhotoBytes,
}

/// A copy that is to be made.
struct Order<'r> {
    reviewer: &'r Reviewer,
    mark: Mark,
    /// As it will stand in the ledger, but for the files.
    row: ledger::Copy,
}

/// Makes copies of one edition.
pub(super) struct Press<'a> {
    source: &'a Source<'a>,
    key: Key,
    folder: PathBuf,
    stock: Stock,
    edition: Edition,
    /// What is known of the photographs, if they are to be marked.
    marked: Option<Vec<Facts>>,
}

impl<'a> Press<'a> {
    /// Writes what all copies share.
    pub(super) fn begin(
        source: &'a Source<'a>,
        key: Key,
        folder: &Path,
        mark_photos: bool,
    ) -> Result<Press<'a>, Failure> {
        let Source { draft, photos, .. } = *source;
        let stock = Stock::begin(source, photos, folder)?;
        let mut chart = stock.chart();
        chart.note_pages(source.pages);
        let facts = || draft.document.photos.iter().map(|photo| photo.facts.clone()).collect();
        let marked: Option<Vec<Facts>> = mark_photos.then(facts);
        for (id, facts) in (0..).zip(marked.iter().flatten()) {
            let bytes = photos.bytes(PhotoId(id)).map_err(Failure::at("a photograph"))?;
            chart.originals.push(Original::of(&bytes, facts));
        }
        let mut hash = Sha256::new();
        hash.update(stock.sum());
        hash.update([u8::from(mark_photos)]);
        let metadata = &draft.document.metadata;
        let (title, name) = (metadata.title.main.clone(), metadata.slug.clone());
        let edition =
            Edition { hash: hash.finalize().into(), title, name, chart: chart.to_bytes() };
        Ok(Press { source, key, folder: folder.to_path_buf(), stock, edition, marked })
    }

    /// Makes the copies that are wanted.
    pub(super) fn run(
        &self,
        reviewers: &[Reviewer],
        arguments: &MakeArguments,
        ledger: &mut Ledger,
        forced: &str,
    ) -> Result<Done, Failure> {
        let number = ledger.edition(&self.edition, &clock::stamp())?;
        let again: Vec<String> = arguments.again.iter().map(|email| normal(email)).collect();
        let whole = Shard { part: 1, of: 1 };
        let shard = arguments.shard.unwrap_or(whole);
        let mine = reviewers.iter().enumerate().filter(|(index, _)| shard.has(*index));
        let mine: Vec<&Reviewer> = mine.map(|(_, reviewer)| reviewer).collect();
        let mut done = Done::default();
        let mut finished = Batch::default();
        for batch in mine.chunks(BATCH) {
            let mut wanted = Vec::new();
            for reviewer in batch {
                let last = ledger.last(number, &reviewer.email)?;
                let anew = again.contains(&reviewer.email);
                wanted.extend(self.wanted(reviewer, last, anew, number, &mut done));
            }
            // While these are made, the disk takes the ones before.
            let (kept, made) = threads::both(|| finished.keep(), || self.make_all(&wanted));
            kept.map_err(Failure::at(&shown(&self.folder)))?;
            self.hand_over(std::mem::take(&mut finished), ledger, &mut done)?;
            for (order, made) in wanted.into_iter().zip(made) {
                finished.add(order.row, made?, forced);
            }
        }
        finished.keep().map_err(Failure::at(&shown(&self.folder)))?;
        self.hand_over(finished, ledger, &mut done)?;
        Ok(done)
    }

    /// Gives copies that the disk has taken their names. The ledger knows a copy before.
    fn hand_over(&self, batch: Batch, ledger: &mut Ledger, done: &mut Done) -> Result<(), Failure> {
        let Batch { rows, files, bytes } = batch;
        if rows.is_empty() {
            return Ok(());
        }
        ledger.record(&rows)?;
        let paths: Vec<PathBuf> = files.iter().map(|file| file.target().to_owned()).collect();
        output::place(&self.folder, files)
            .map_err(|(path, error)| Failure::at(&shown(&path))(error))?;
        if done.made == 0 {
            // The others differ from the first in words alone.
            paths.iter().take(2).try_for_each(|path| examine(path))?;
        }
        done.made += rows.len();
        done.bytes += bytes;
        Ok(())
    }

    /// What is to be made for a reviewer who had `last`; nothing if that is good still.
    fn wanted<'r>(
        &self,
        reviewer: &'r Reviewer,
        last: Option<ledger::Copy>,
        anew: bool,
        number: i64,
        done: &mut Done,
    ) -> Option<Order<'r>> {
        if last.as_ref().is_some_and(|last| !last.revoked.is_empty() && !anew) {
            done.revoked += 1;
            return None;
        }
        // A code that was handed out stays in the ledger.
        let renamed = last.as_ref().zip(reviewer.code);
        let renamed = renamed.is_some_and(|(last, code)| code.to_string() != last.code);
        let counter = last.as_ref().map_or(0, |last| last.counter + u32::from(anew || renamed));
        let before = last.filter(|last| last.counter == counter);
        if before.as_ref().is_some_and(|last| self.is_there(last, reviewer)) {
            done.there += 1;
            return None;
        }
        let mark = self.key.mark(&self.edition.hash, &reviewer.email, counter, reviewer.code);
        let mut row = row(reviewer, &mark, number, counter);
        row.made = before.map_or_else(clock::stamp, |last| last.made);
        Some(Order { reviewer, mark, row })
    }

    /// Makes copies on all processors; which made which does not show.
    fn make_all(&self, orders: &[Order<'_>]) -> Vec<Result<[Option<Made>; 2], Failure>> {
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        let share = orders.len().div_ceil(workers).max(1);
        let work = |orders: &[Order<'_>]| -> Vec<_> {
            let Draft { document, design, fonts } = self.source.draft;
            // It remembers words; names are not worth it, so it lasts for a batch alone.
            let mut setter = Setter::new(self.source.pages, design, fonts, &document.metadata.lang);
            orders.iter().map(|order| self.make(order, &mut setter)).collect()
        };
        let tasks = orders.chunks(share).map(|part| || work(part));
        threads::each(tasks).into_iter().flatten().collect()
    }

    fn name(&self, code: &str, extension: &str) -> String {
        format!("{code}-{}.{extension}", self.edition.name)
    }

    /// Whether the copy of a reviewer is there as it would be made.
    fn is_there(&self, last: &ledger::Copy, reviewer: &Reviewer) -> bool {
        // A run may have ended between the ledger and the files.
        let kept = |sum: &(String, u64), shared: &Shared, extension: &str| {
            let path = self.folder.join(self.name(&last.code, extension));
            let is = || match self.marked {
                None => shared.is(&path, sum),
                Some(_) => digest(&path).map(|(length, hash)| (hash, length) == *sum),
            };
            sum.1 == 0 || is().unwrap_or(false)
        };
        let said = [&last.name, &last.outlet, &last.language, &last.format, &last.note];
        said.into_iter().eq(&said_of(reviewer))
            && reviewer.code.is_none_or(|code| code.to_string() == last.code)
            && kept(&last.epub, &self.stock.epub.1, "epub")
            && kept(&last.pdf, &self.stock.pdf.1, "pdf")
    }

    /// Writes the files of a copy: the ebook and the PDF, if they are wanted.
    fn make(
        &self,
        order: &Order<'_>,
        setter: &mut Setter<'_>,
    ) -> Result<[Option<Made>; 2], Failure> {
        let Order { reviewer, mark, .. } = order;
        let draft = self.source.draft;
        let metadata = &draft.document.metadata;
        let lang = reviewer.language.as_ref().unwrap_or(&metadata.lang);
        let locale = Locale::of(lang);
        let code = mark.code.to_string();
        let whose = locale.word(Word::ReviewCopy).replace("{name}", &reviewer.whom());
        let whose = whose.replace("{code}", &code);
        let foot = metadata.embargo.as_ref();
        let foot = foot.map_or_else(String::new, |until| phrases::embargo(until, true, locale));
        let sentence = locale.word(Word::CopyMarked).to_owned();
        let notice = if foot.is_empty() { sentence } else { format!("{foot}. {sentence}") };
        let failed = |error| Failure::at(&shown(&self.folder))(error);
        // Marked photographs stand in the part that copies share otherwise.
        let own = match &self.marked {
            None => None,
            Some(facts) => {
                let photos = self.source.photos;
                let marked = Marked { photos, facts, pattern: &mark.pattern };
                Some(Stock::begin(self.source, &marked, &self.folder)?)
            }
        };
        let Stock { pdf, epub } = own.as_ref().unwrap_or(&self.stock);
        let mut made = [None, None];
        if reviewer.formats != Formats::Pdf {
            let lang = Some(lang.as_str()).filter(|_| *lang != metadata.lang);
            let words = copies::epub::Words { whose: &whose, notice: &notice, foot: &foot, lang };
            let tail = epub.0.tail(mark, &words);
            let name = self.name(&code, "epub");
            let file = epub.1.with(&tail, &self.folder, &name);
            made[0] = Some(file.map_err(failed)?);
        }
        if reviewer.formats != Formats::Epub {
            let words = slips::Words { whose, notice, foot, lang: lang.clone() };
            let unset = |c: char| {
                Failure::Machine(format!(
                    "no font of the kit has the `{c}` of `{}`",
                    reviewer.whom()
                ))
            };
            let set = setter.set(&words).map_err(unset)?;
            let moves = mark.pattern.bits(Layer::Place, pdf.0.nudges() * 2);
            let by = |forward: bool| if forward { copies::NUDGE } else { -copies::NUDGE };
            let moves: Vec<[i64; 2]> =
                moves.chunks_exact(2).map(|pair| [by(pair[0]), by(pair[1])]).collect();
            let copy = pdf::Copy {
                slips: &set,
                nudges: &moves,
                tag: &mark.pattern.name(Layer::Name, u32::MAX, 6),
                instance: mark.pattern.identifier(1),
                identifier: &code,
            };
            let tail = pdf.0.tail(&copy, &draft.fonts);
            let tail = tail.map_err(|error| {
                Failure::Machine(format!("the PDF for {}: {error}", reviewer.whom()))
            })?;
            let name = self.name(&code, "pdf");
            let file = pdf.1.with(&tail, &self.folder, &name);
            made[1] = Some(file.map_err(failed)?);
        }
        Ok(made)
    }
}

/// Copies that were written, and have no names yet.
#[derive(Default)]
struct Batch {
    rows: Vec<ledger::Copy>,
    files: Vec<Pending>,
    bytes: u64,
}

impl Batch {
    fn add(&mut self, mut row: ledger::Copy, made: [Option<Made>; 2], forced: &str) {
        forced.clone_into(&mut row.forced);
        for (made, sum) in made.into_iter().zip([&mut row.epub, &mut row.pdf]) {
            let Some(made) = made else { continue };
            self.bytes += made.sum.1;
            *sum = made.sum;
            self.files.push(made.pending);
        }
        self.rows.push(row);
    }

    /// Waits until a loss of power takes none of them away. Several at once wait for one turn of
    /// the disk together.
    fn keep(&self) -> io::Result<()> {
        let share = self.files.len().div_ceil(WAITING).max(1);
        let tasks = self.files.chunks(share).map(|part| || part.iter().try_for_each(Pending::keep));
        threads::each(tasks).into_iter().collect()
    }
}

/// What the list says of a reviewer and the ledger keeps.
fn said_of(reviewer: &Reviewer) -> [String; 5] {
    let language = reviewer.language.as_ref().map_or("", Lang::as_str).to_owned();
    let Reviewer { name, outlet, note, .. } = reviewer.clone();
    [name, outlet, language, reviewer.formats.word().to_owned(), note]
}

/// What the ledger says of a copy before it is written.
fn row(reviewer: &Reviewer, mark: &Mark, edition: i64, counter: u32) -> ledger::Copy {
    let [name, outlet, language, format, note] = said_of(reviewer);
    let none = || (String::new(), 0);
    ledger::Copy {
        code: mark.code.to_string(),
        pattern: mark.pattern,
        edition,
        email: reviewer.email.clone(),
        counter,
        name,
        outlet,
        language,
        format,
        note,
        epub: none(),
        pdf: none(),
        made: String::new(),
        forced: String::new(),
        revoked: String::new(),
    }
}

/// Examines the first copy of a run: the others differ from it in words alone.
fn examine(path: &Path) -> Result<(), Failure> {
    let name = shown(path);
    let file = File::open(path).map_err(Failure::at(&name))?;
    let mut book = BufReader::with_capacity(1 << 16, file);
    let found = inspect::inspect(&mut book, &name, &inspect::Options::default());
    let found = found.map_err(Failure::at(&name))?.diagnostics;
    match found.iter().find(|found| pair::is_ours(found)) {
        None => Ok(()),
        Some(fault) => {
            let message = format!("`{name}` is faulty ({}): {}", fault.code, fault.message);
            Err(Failure::Machine(format!("{message}; this is a fault of Platemark: report it")))
        }
    }
}
