//! System calls that fail, one after the other, and runs that end at one.
//!
//! A command runs over the files of an older edition, so that mixing would be seen, under
//! `strace`, which lets the N-th call of a kind fail, or kills the run there; N goes through all
//! that an undisturbed run makes. `FAULTS=all` tries every one; usually a few of each kind are.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

use super::said;
use super::scenes::{SCENES, Scene, older};
use super::traced::{is_the_tracers, strace};
use crate::attack::{limited, watched};
use crate::scratch::Scratch;

/// The calls, and how each fails. Others than the program's own (of the loader) are among them.
const CALLS: [(&str, &[&str]); 17] = [
    ("fsync", &["EIO"]),
    ("fdatasync", &["EIO"]),
    ("syncfs", &["EIO"]),
    ("rename", &["EACCES"]),
    ("renameat2", &["EIO"]),
    ("unlink", &["EACCES"]),
    ("unlinkat", &["EIO"]),
    ("rmdir", &["EBUSY"]),
    ("mkdir", &["ENOSPC"]),
    ("openat", &["EACCES", "EMFILE"]),
    ("write", &["ENOSPC"]),
    ("pwrite64", &["ENOSPC"]),
    ("read", &["EIO"]),
    ("ftruncate", &["EIO"]),
    ("flock", &["ENOLCK"]),
    ("fcntl", &["EIO"]),
    ("clone3", &["EAGAIN"]),
];
/// Calls at which a run is killed too, or asked to end: those that change what is on the disk.
const FATAL: [&str; 10] = [
    "fsync",
    "fdatasync",
    "rename",
    "renameat2",
    "unlink",
    "unlinkat",
    "rmdir",
    "mkdir",
    "write",
    "pwrite64",
];
/// How many calls of a kind are tried, usually and at most.
const FEW: usize = 3;
const ALL: usize = 150;

/// All files under a folder, with their contents.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inner) = folders.pop() {
        let Ok(entries) = fs::read_dir(inner) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

fn copy_of(place: &Scratch) -> Scratch {
    let copy = Scratch::with(&[]);
    for (name, bytes) in tree(place.path()) {
        copy.write(&name, &bytes);
    }
    copy
}

/// What is to be found after a run.
struct Known {
    scene: &'static Scene,
    before: Scratch,
    old: BTreeMap<String, Vec<u8>>,
    new: BTreeMap<String, Vec<u8>>,
    /// Everything in the kit's folder, but for what the files hold.
    names: Vec<String>,
}

/// One fault of one run.
struct Fault<'a> {
    known: &'a Known,
    call: &'static str,
    how: String,
    at: usize,
}

/// Runs a scene undisturbed; returns also how often a thread makes each call.
fn undisturbed(scene: &'static Scene) -> (Known, BTreeMap<&'static str, usize>) {
    let before = older(scene);
    let old = tree(&before.path().join("kit").join(scene.outputs));
    let place = copy_of(&before);
    let names: Vec<&str> = CALLS.iter().map(|call| call.0).collect();
    let always: Vec<String> = scene.always.iter().map(|&fault| fault.to_owned()).collect();
    let run = strace(scene.command, &place, "log", &names.join(","), &always).unwrap();
    assert_eq!(run.status.code(), Some(0), "{}: {}", scene.name, said(&run));
    let new = tree(&place.path().join("kit").join(scene.outputs));
    assert_ne!(old, new, "{}: the editions differ", scene.name);
    let log = String::from_utf8(place.read("log")).unwrap();
    let mut threads: BTreeMap<(&str, &'static str), usize> = BTreeMap::new();
    for line in log.lines() {
        let (thread, rest) = line.split_once(' ').unwrap();
        let call = CALLS.iter().find(|call| {
            rest.trim_start().strip_prefix(call.0).is_some_and(|rest| rest.starts_with('('))
        });
        if let Some((call, _)) = call {
            *threads.entry((thread, call)).or_default() += 1;
        }
    }
    let mut counts = BTreeMap::new();
    for ((_, call), count) in threads {
        let most = counts.entry(call).or_insert(0);
        *most = count.max(*most);
    }
    let names = tree(&place.path().join("kit")).into_keys().collect();
    (Known { scene, before, old, new, names }, counts)
}

/// Some of the numbers from 1, the first and the last among them.
fn some(count: usize, most: usize) -> Vec<usize> {
    if count <= most {
        return (1..=count).collect();
    }
    (0..most).map(|at| 1 + at * (count - 1) / (most - 1)).collect()
}

/// What is wrong after a fault.
fn faulted(fault: &Fault<'_>) -> Result<(), String> {
    let Fault { known, call, how, at } = fault;
    let scene = known.scene;
    let place = copy_of(&known.before);
    let mut faults: Vec<String> = scene.always.iter().map(|&fault| fault.to_owned()).collect();
    faults.push(format!("{call}:{how}:when={at}"));
    let traced: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
    let run = strace(scene.command, &place, "/dev/null", &traced.join(","), &faults)?;
    let message = String::from_utf8_lossy(&run.stderr).into_owned();
    let code = run.status.code();
    let loader = message.contains("error while loading shared libraries");
    let ended = match code {
        Some(0..=2) => true,
        None => how.contains("KILL"),
        Some(143) => how.contains("TERM"),
        _ => loader,
    };
    // If nothing can be written, no message can.
    let silent = code == Some(2) && !message.contains("error: ") && *call != "write";
    if !ended || silent || message.contains("panicked") {
        return Err(format!("it ends with {}", said(&run)));
    }
    let outputs = place.path().join("kit").join(scene.outputs);
    let mut found = tree(&outputs);
    found.retain(|name, _| !name.rsplit('/').next().unwrap().starts_with('.'));
    if code == Some(0) && found != known.new {
        return Err(format!("it ends well, and {}", differs(&found, &known.new)));
    }
    if how.contains("TERM") {
        let mut names: Vec<String> = tree(&place.path().join("kit")).into_keys().collect();
        // What SQLite had begun is ended by whoever opens the ledger next.
        names.retain(|name| !name.contains(".sqlite"));
        if let Some(left) = names.iter().find(|name| name.contains("/.")) {
            return Err(format!("`{left}` is left"));
        }
    }
    if scene.at_once && found != known.old && found != known.new {
        // Without an exchange there is a moment without a folder, which the next run ends.
        if scene.always.is_empty() || !found.is_empty() || !how.contains("KILL") {
            return Err(format!("the folder is mixed: {}", differs(&found, &known.new)));
        }
    }
    for (name, bytes) in &found {
        if known.old.get(name) != Some(bytes) && known.new.get(name) != Some(bytes) {
            return Err(format!("`{name}` is torn"));
        }
    }
    if let Some(lost) = known
        .old
        .keys()
        .find(|name| !scene.at_once && known.new.contains_key(*name) && !found.contains_key(*name))
    {
        return Err(format!("`{lost}` is lost"));
    }
    if let Some(finishes) = scene.finishes {
        let run = watched(limited(place.path(), ":", finishes));
        if !matches!(run.status.code(), Some(0 | 1)) {
            return Err(format!("the next command ends with {}", said(&run)));
        }
        let found = tree(&outputs);
        if found != known.old && found != known.new {
            return Err(format!("then they are mixed: {}", differs(&found, &known.new)));
        }
    }
    if scene.command[0] == "copies" {
        ledger(&place, false)?;
    }
    let run = watched(limited(place.path(), ":", scene.command));
    if run.status.code() != Some(0) {
        return Err(format!("the next run ends with {}", said(&run)));
    }
    let found = tree(&outputs);
    if found != known.new {
        return Err(format!("after the next run {}", differs(&found, &known.new)));
    }
    let names: Vec<String> = tree(&place.path().join("kit")).into_keys().collect();
    if names != known.names {
        return Err(format!("after the next run there are {names:?}"));
    }
    if scene.command[0] == "copies" {
        ledger(&place, true)?;
    }
    Ok(())
}

/// In which files two trees differ.
fn differs(found: &BTreeMap<String, Vec<u8>>, wanted: &BTreeMap<String, Vec<u8>>) -> String {
    let names = found.keys().chain(wanted.keys());
    let others: Vec<&String> = names.filter(|name| found.get(*name) != wanted.get(*name)).collect();
    format!("{others:?} are not those of this run")
}

/// Whether the ledgers are whole, and know the copies that are there: if all is done, each as it
/// is.
fn ledger(place: &Scratch, done: bool) -> Result<(), String> {
    let mut ledgers = place.names("kit");
    ledgers.retain(|name| name.ends_with(".sqlite"));
    let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in ledgers {
        let path = place.path().join("kit").join(&name);
        let read = |path: &Path| -> rusqlite::Result<Vec<[String; 3]>> {
            let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            let whole: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
            assert_eq!(whole, "ok", "{name}: SQLite finds it whole");
            let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
            if version == 0 {
                return Ok(Vec::new());
            }
            let mut all = db.prepare("SELECT code, epub_hash, pdf_hash FROM copies")?;
            let rows = all.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
            rows.collect()
        };
        let rows = read(&path).map_err(|error| format!("the ledger `{name}`: {error}"))?;
        for [code, epub, pdf] in rows {
            known.entry(code).or_default().extend([epub, pdf]);
        }
    }
    for (name, bytes) in tree(&place.path().join("kit/output/copies")) {
        if name.starts_with('.') {
            continue;
        }
        let code = name.split_once("-tide.").map_or("", |parts| parts.0);
        let Some(sums) = known.get(code) else {
            return Err(format!("no ledger knows `{name}`"));
        };
        let digest = Sha256::digest(bytes);
        let sum: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        if done && !sums.contains(&sum) {
            return Err(format!("the ledger knows another `{name}`"));
        }
    }
    Ok(())
}

#[test]
#[ignore = "needs strace"]
#[expect(clippy::disallowed_methods, reason = "how much to try is asked of a person")]
#[expect(clippy::print_stderr, reason = "how much was tried is worth a line")]
fn a_call_that_fails_or_is_the_last_tears_nothing() {
    let most = if std::env::var("FAULTS").is_ok_and(|all| all == "all") { ALL } else { FEW };
    let only = std::env::var("SCENE").unwrap_or_default();
    let scenes = SCENES.iter().filter(|scene| only.is_empty() || scene.name == only);
    let known: Vec<_> = scenes.map(undisturbed).collect();
    let mut faults = Vec::new();
    for (known, counts) in &known {
        for (call, errors) in CALLS {
            let ways = errors.iter().map(|error| format!("error={error}"));
            let signals = ["KILL", "TERM"].map(|signal| format!("signal={signal}"));
            let signals = signals.into_iter().filter(|_| FATAL.contains(&call));
            for how in ways.chain(signals) {
                for at in some(counts.get(call).copied().unwrap_or(0), most) {
                    faults.push(Fault { known, call, how: how.clone(), at });
                }
            }
        }
    }
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(fault) = faults.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mut outcome = faulted(fault);
                    if outcome.as_ref().is_err_and(|what| is_the_tracers(what)) {
                        outcome = faulted(fault);
                    }
                    if let Err(what) = outcome {
                        let Fault { known, call, how, at } = fault;
                        let line = format!("{} {call}:{how}:when={at}: {what}", known.scene.name);
                        wrong.lock().unwrap().push(line);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    eprintln!("{} faults were tried", faults.len());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), faults.len(), wrong.join("\n"));
    assert!(known.iter().all(|(_, counts)| 8 < counts.len()), "each makes calls of many kinds");
}
