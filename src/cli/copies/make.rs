//! Makes the copies that are wanted and not there yet.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use sha2::{Digest, Sha256};

use super::books::{Made, Shared};
use super::stock::Stock;
use super::{LEDGER, MakeArguments, Shard};
use crate::base::{Code as Rule, Diagnostic, Lang, Sources, threads};
use crate::cli::books::{self as pair, shown};
use crate::cli::folder::digest;
use crate::cli::ledger::{self, Edition, Ledger};
use crate::cli::output;
use crate::cli::{Failure, build, clock, report, say};
use crate::copies::photos::{Marked, Original};
use crate::copies::{self, Formats, Key, Layer, Mark, Reviewer, normal};
use crate::document::{Metadata, Status};
use crate::image::{Facts, PhotoBytes, PhotoId};
use crate::kit::Kit;
use crate::layout::slips::{self, Setter};
use crate::locale::{Locale, Word};
use crate::pages::Pages;
use crate::{Draft, inspect, pdf, phrases};

/// A list of reviewers or a key of more bytes is none.
const LARGEST: u64 = 16 << 20;
/// Copies that are recorded at once: each of their files is held open until it has its name,
/// and systems allow 256 and more.
const BATCH: usize = 100;

pub(super) fn run(arguments: &MakeArguments) -> Result<(), Failure> {
    let began = Instant::now();
    let kit = build::open(&arguments.kit, arguments.metadata.as_deref(), &arguments.limits)?;
    let folder = arguments.output.clone().unwrap_or_else(|| kit.root().join("output/copies"));
    let key = key(arguments, &kit, &folder)?;
    let reviewers = reviewers(arguments)?;
    let (draft, mut diagnostics) = crate::draft(&kit);
    let photos = draft.photos(&kit);
    let (mut pages, found) = draft.pages(&photos);
    diagnostics.extend(found);
    build::weigh(&mut diagnostics, &draft.document.metadata.check, arguments.strict);
    diagnostics.extend(unprintable(&reviewers, &draft));
    if build::has_errors(&diagnostics) {
        report::print(&diagnostics, &kit.sources, "; no copy was made");
        return Err(Failure::Kit);
    }
    report::print(&diagnostics, &kit.sources, "");
    let forced = obstacle(&draft.document.metadata);
    if let Some(why) = forced.as_ref().filter(|_| !arguments.force) {
        let help = "make them all the same with `--force`; the ledger will say so";
        let found = Diagnostic::error(Rule::NotYet, None, format!("no copy may be made: {why}"));
        report::print(&[found.help(help)], &kit.sources, "; no copy was made");
        return Err(Failure::Kit);
    }
    slips::reserve(&mut pages, &draft.design);
    std::fs::create_dir_all(&folder).map_err(Failure::at(&shown(&folder)))?;
    output::recover(&folder).map_err(|(path, error)| Failure::at(&shown(&path))(error))?;
    let source = Source { draft: &draft, pages: &pages, kit: &kit, photos: &photos };
    let press = Press::begin(&source, key, &folder, arguments.mark_photos)?;
    let mut ledger = open_ledger(arguments, &kit)?;
    let forced = forced.unwrap_or_default();
    let made = press.run(&reviewers, arguments, &mut ledger, &forced)?;
    say(&summary(&made, &folder, began))
}

/// What was done.
#[derive(Debug, Default)]
struct Done {
    made: usize,
    there: usize,
    revoked: usize,
    bytes: u64,
}

fn summary(done: &Done, folder: &Path, began: Instant) -> String {
    let Done { made, there, revoked, bytes } = *done;
    let mut out =
        format!("{}  {} made, {}", shown(folder), report::copies(made), build::size(bytes));
    if 0 < there {
        out.push_str(&format!("; {there} were there"));
    }
    if 0 < revoked {
        out.push_str(&format!("; {revoked} are revoked: `--again EMAIL` makes another"));
    }
    out + &format!("\nin {:.2} s\n", began.elapsed().as_secs_f64())
}

/// Reads the owner's key, which must lie where nobody hands it out by mistake.
fn key(arguments: &MakeArguments, kit: &Kit, folder: &Path) -> Result<Key, Failure> {
    let help = "to make a key: head -c 32 /dev/urandom > FILE";
    let Some(path) = &arguments.key else {
        return Err(Failure::Machine(format!("copies need your key: `--key FILE`; {help}")));
    };
    let name = path.display().to_string();
    let bytes = bytes(path)?;
    let place = path.canonicalize().map_err(Failure::at(&name))?;
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let root = kit.root().canonicalize().unwrap_or_else(|_| kit.root().to_path_buf());
    if place.starts_with(root) || place.starts_with(folder) {
        let message = "the key lies in the kit or among the copies; move it elsewhere, so that \
            it is never handed out with them";
        return Err(Failure::Machine(format!("`{name}`: {message}")));
    }
    let short =
        || Failure::Machine(format!("`{name}` is no key: it has less than 32 bytes; {help}"));
    Key::new(&bytes).ok_or_else(short)
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(Failure::at(&name))?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(Failure::at(&name))?;
    if LARGEST < bytes.len() as u64 {
        return Err(Failure::Machine(format!("`{name}` has more than 16 MB")));
    }
    Ok(bytes)
}

/// Reads the list of reviewers; says what is wrong with it.
fn reviewers(arguments: &MakeArguments) -> Result<Vec<Reviewer>, Failure> {
    let Some(path) = &arguments.reviewers else {
        return Err(Failure::Machine("for whom? name a list: `--for reviewers.csv`".to_owned()));
    };
    let name = path.display().to_string();
    let Ok(text) = String::from_utf8(bytes(path)?) else {
        let message = "is not UTF-8; save it anew as `CSV UTF-8`";
        return Err(Failure::Machine(format!("`{name}` {message}")));
    };
    let mut sources = Sources::default();
    let file = sources.add(name, text.as_str());
    let (reviewers, mut found) = copies::read(&text, file);
    for email in &arguments.again {
        if !reviewers.iter().any(|reviewer| reviewer.email == normal(email)) {
            let message = format!("`--again {email}` names nobody of the list");
            found.push(Diagnostic::error(Rule::BadReviewer, None, message));
        }
    }
    if found.is_empty() {
        return Ok(reviewers);
    }
    report::print(&found, &sources, "; no copy was made");
    Err(Failure::Kit)
}

/// Names that no font of the kit can print.
fn unprintable(reviewers: &[Reviewer], draft: &Draft) -> Vec<Diagnostic> {
    let known = |c: char| draft.fonts.faces.iter().any(|face| face.glyph(c).is_some());
    let missing = |reviewer: &Reviewer| {
        let whom = reviewer.whom();
        let missing = whom.chars().find(|c| !known(*c))?;
        let message = format!("no font of the kit has the `{missing}` of `{whom}`");
        let found = Diagnostic::error(Rule::BadReviewer, None, message);
        Some(found.help("write it in Latin letters, or add a font that has it to `design: fonts:`"))
    };
    reviewers.iter().filter_map(missing).collect()
}

/// Why copies of the kit should not be made now.
fn obstacle(metadata: &Metadata) -> Option<String> {
    if metadata.status == Some(Status::Draft) {
        return Some("the kit is a draft".to_owned());
    }
    let embargo = metadata.embargo.as_ref().filter(|embargo| clock::is_ahead(&embargo.until))?;
    let locale = Locale::of(&Lang::english());
    let says = phrases::embargo(embargo, false, locale);
    let mut letters = says.chars();
    let first = letters.next().map(char::to_lowercase);
    Some(first.into_iter().flatten().chain(letters).collect())
}

/// Opens the ledger: a shard has one of its own, which begins with what the kit's holds.
fn open_ledger(arguments: &MakeArguments, kit: &Kit) -> Result<Ledger, Failure> {
    let main = kit.root().join(LEDGER);
    match (&arguments.ledger, arguments.shard) {
        (Some(path), _) => Ledger::open(path),
        (None, None) => Ledger::open(&main),
        (None, Some(Shard { part, of })) => {
            let mut own = Ledger::open(&kit.root().join(format!("copies-{part}-of-{of}.sqlite")))?;
            if main.is_file() && own.copies()?.is_empty() {
                own.merge(&Ledger::existing(&main)?, &clock::stamp())?;
            }
            Ok(own)
        }
    }
}

/// What the books are made from.
pub(super) struct Source<'a> {
    pub(super) draft: &'a Draft,
    pub(super) pages: &'a Pages,
    pub(super) kit: &'a Kit,
    /// The photographs as they are.
    photos: &'a dyn PhotoBytes,
}

/// A copy that is to be made.
struct Order<'r> {
    reviewer: &'r Reviewer,
    mark: Mark,
    /// As it will stand in the ledger, but for the files.
    row: ledger::Copy,
}

/// Makes copies of one edition.
struct Press<'a> {
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
    fn begin(
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
    fn run(
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
        for batch in mine.chunks(BATCH) {
            let mut wanted = Vec::new();
            for reviewer in batch {
                let last = ledger.last(number, &reviewer.email)?;
                let anew = again.contains(&reviewer.email);
                wanted.extend(self.wanted(reviewer, last, anew, number, &mut done));
            }
            let (mut rows, mut files) = (Vec::new(), Vec::new());
            let made = self.make_all(&wanted);
            for (order, made) in wanted.into_iter().zip(made) {
                let mut row = order.row;
                forced.clone_into(&mut row.forced);
                for (made, sum) in made?.into_iter().zip([&mut row.epub, &mut row.pdf]) {
                    let Some(made) = made else { continue };
                    done.bytes += made.sum.1;
                    *sum = made.sum;
                    files.push(made.pending);
                }
                rows.push(row);
            }
            // The ledger knows a copy before it has a name.
            ledger.record(&rows)?;
            let paths: Vec<PathBuf> = files.iter().map(|file| file.target().to_owned()).collect();
            output::place(&self.folder, files)
                .map_err(|(path, error)| Failure::at(&shown(&path))(error))?;
            if done.made == 0 {
                // The others differ from the first in words alone.
                paths.iter().take(2).try_for_each(|path| examine(path))?;
            }
            done.made += rows.len();
        }
        Ok(done)
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
