//! What is asked for, looked at before any copy is made: key, list, embargo, ledger.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

use super::press::{Done, Press, Source};
use super::{LEDGER, MakeArguments, Shard};
use crate::base::{Code as Rule, Diagnostic, Lang, Sources};
use crate::cli::books::shown;
use crate::cli::ledger::Ledger;
use crate::cli::output;
use crate::cli::{Failure, build, clock, report, say};
use crate::copies::{self, Key, Reviewer, normal};
use crate::document::{Metadata, Status};
use crate::kit::Kit;
use crate::layout::slips;
use crate::locale::Locale;
use crate::{Draft, phrases};

/// A list of reviewers or a key of more bytes is none.
const LARGEST: u64 = 16 << 20;

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
    say(&summary(&made, &folder, &ledger, began))
}

/// What was done, in words.
fn summary(done: &Done, folder: &Path, ledger: &Ledger, began: Instant) -> String {
    let Done { made, there, revoked, bytes } = *done;
    let mut out = format!("{}  {} made", shown(folder), report::copies(made));
    if 0 < made {
        out.push_str(&format!(", {}", build::size(bytes)));
    }
    let one_or_many = |count, one, many| if count == 1 { one } else { many };
    if 0 < there {
        out.push_str(&format!("; {there} {} there already", one_or_many(there, "was", "were")));
    }
    if 0 < revoked {
        let are = one_or_many(revoked, "is", "are");
        out.push_str(&format!("; {revoked} {are} revoked: `--again EMAIL` makes another"));
    }
    let path = shown(Path::new(ledger.path()));
    out.push_str(&format!("\n{path}  the ledger: keep it, it alone says whose copy is whose\n"));
    out + &format!("in {:.2} s\n", began.elapsed().as_secs_f64())
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
