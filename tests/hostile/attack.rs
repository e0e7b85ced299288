//! Builds every hostile kit and looks at what that left.
//!
//! Each runs as a process of its own with 512 MB and some seconds of work at most, beside a
//! folder that is none of its business. The memory is that which it has (`VmHWM`); addresses that
//! it reserves and never touches are bounded too, so that a run that goes wild ends.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::cases::{self, CANARY, Case};
use crate::manifest;
use crate::scratch::Scratch;

/// The memory of a run, in kilobytes.
const MEMORY: u64 = 512 << 10;
/// Its addresses: threads reserve 64 MB each.
const ADDRESSES: u64 = 2 * MEMORY;
/// The work of a run in seconds of the processor. A build without optimisation takes several
/// times as long as a released one, which has 10.
const WORK: u32 = if cfg!(debug_assertions) { 40 } else { 10 };
/// The same where there are tens of millions of pixels to be scaled, which takes a build without
/// any optimisation thirty times as long.
const WORK_ON_LARGE: u32 = if cfg!(debug_assertions) { 240 } else { 10 };
/// When a run that does not even work counts as hanging: other processes may slow it down.
const PATIENCE: Duration = Duration::from_mins(10);

/// Runs the program in a folder with some limits of a shell.
pub(crate) fn limited(folder: &Path, limits: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(format!("{limits}\nexec \"$0\" \"$@\""))
        .arg(env!("CARGO_BIN_EXE_platemark"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Waits for a run to end, but not for ever.
pub(crate) fn watched(command: Command) -> Output {
    measured(command).0
}

/// Waits for a run to end, and says how many kilobytes it had at most.
fn measured(mut command: Command) -> (Output, u64) {
    let mut child = command.spawn().unwrap();
    let mut pipes = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let began = Instant::now();
    thread::scope(|scope| {
        let drain = |pipe: &mut dyn Read| {
            let mut bytes = Vec::new();
            pipe.read_to_end(&mut bytes).unwrap();
            bytes
        };
        let stdout = scope.spawn(move || drain(&mut pipes.0));
        let stderr = scope.spawn(move || drain(&mut pipes.1));
        let mut most = 0;
        let status = loop {
            most = most.max(peak(child.id()));
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if PATIENCE < began.elapsed() {
                child.kill().unwrap();
            }
            thread::sleep(Duration::from_millis(3));
        };
        let (stdout, stderr) = (stdout.join().unwrap(), stderr.join().unwrap());
        (Output { status, stdout, stderr }, most)
    })
}

/// The most kilobytes that a process has had; 0 once it has ended.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let digits = most.and_then(|most| most.trim().strip_suffix(" kB"));
    digits.and_then(|digits| digits.parse().ok()).unwrap_or_default()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "which cases to run is asked of a person")]
#[expect(clippy::print_stderr, reason = "a slow case is worth a line")]
fn every_hostile_kit_ends_as_the_manifest_says() {
    let cases = cases::all();
    let rows = manifest::read();
    let next = AtomicUsize::new(0);
    let seen = Mutex::new(BTreeMap::new());
    let wrong = Mutex::new(Vec::new());
    let only = std::env::var("CASE").unwrap_or_default();
    let update = std::env::var("UPDATE_HOSTILE").ok();
    let work = || {
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let known = rows.contains_key(&case.name);
            if !case.name.contains(&only) || known && update.as_deref() == Some("new") {
                continue;
            }
            let began = Instant::now();
            let (end, faults) = attack(case);
            if Duration::from_secs(5) < began.elapsed() {
                eprintln!("{} took {:.1?}", case.name, began.elapsed());
            }
            match rows.get(&case.name) {
                None => wrong
                    .lock()
                    .unwrap()
                    .push(format!("{}: not in the manifest; it {end}", case.name)),
                Some(must) if *must != end => {
                    wrong
                        .lock()
                        .unwrap()
                        .push(format!("{}: must: {must}\n  but: {end}", case.name));
                }
                Some(_) => {}
            }
            wrong.lock().unwrap().extend(faults.iter().map(|f| format!("{}: {f}", case.name)));
            let mut seen = seen.lock().unwrap();
            seen.insert(case.name.clone(), end);
            if update.is_some() {
                manifest::accept(&seen);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let (seen, mut wrong) = (seen.into_inner().unwrap(), wrong.into_inner().unwrap());
    wrong.sort();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    if only.is_empty() && update.is_none() {
        let lost: Vec<_> = rows.keys().filter(|name| !seen.contains_key(*name)).collect();
        assert!(lost.is_empty(), "in the manifest, but made by nobody: {lost:?}");
        assert!(200 <= cases.len(), "there are {} cases", cases.len());
    }
}

/// Builds one kit; returns how it ended and what else is wrong.
fn attack(case: &Case) -> (String, Vec<String>) {
    let scratch = Scratch::with(&[]);
    cases::lay_canaries(&scratch);
    scratch.write("kit/manuscript.md", cases::MANUSCRIPT.as_bytes());
    (case.make)(&scratch);
    let before = everything(scratch.path());
    let work = if case.name.starts_with("large-") { WORK_ON_LARGE } else { WORK };
    let limits = format!("ulimit -v {ADDRESSES}; ulimit -t {work}; ulimit -c 0");
    let kit = scratch.path().join("kit");
    let arguments: Vec<&str> = case.arguments.iter().map(String::as_str).collect();
    let (run, most) = measured(limited(&kit, &limits, &arguments));
    let end = end(&run);
    let mut faults = Vec::new();
    if MEMORY < most {
        faults.push(format!("it took {} MB", most >> 10));
    }
    if !matches!(run.status.code(), Some(0..=2)) {
        let said = String::from_utf8_lossy(&run.stderr);
        faults.push(format!("{}: {}", run.status, said.chars().take(600).collect::<String>()));
    }
    let traced = arguments.first() == Some(&"trace");
    let books = books(&kit, &mut faults);
    let expected = if run.status.code() == Some(0) && !traced { 2 } else { 0 };
    let made = books.keys().filter(|name| name.ends_with(".pdf") || name.ends_with(".epub"));
    if made.count() != expected {
        let names: Vec<&String> = books.keys().collect();
        faults.push(format!("the output folder holds {names:?}"));
    }
    let mut after = everything(scratch.path());
    after.retain(|name, _| !name.starts_with("kit/output/"));
    if before.iter().filter(|(name, _)| !name.starts_with("kit/output/")).ne(after.iter()) {
        faults.push("something outside the output folder has changed".to_owned());
    }
    for (name, bytes) in &books {
        look_into(name, bytes, &mut faults);
    }
    let said = [run.stdout.as_slice(), &run.stderr].concat();
    if traced && (said.is_empty() || run.status.code() == Some(0)) {
        faults.push(format!("it says: {}", String::from_utf8_lossy(&said)));
    }
    if holds(&said, CANARY.as_bytes()) {
        faults.push("a message shows what is in a file outside".to_owned());
    }
    if said.iter().any(|byte| matches!(byte, 0..8 | 11..32 | 127)) {
        faults.push("a message holds control characters".to_owned());
    }
    (end, faults)
}

/// How a run ended, as the manifest says it.
fn end(run: &Output) -> String {
    let mut out = match (run.status.code(), run.status.signal()) {
        (Some(0), _) => "builds".to_owned(),
        (Some(1), _) => "fails".to_owned(),
        (Some(2), _) => "stops".to_owned(),
        (code, signal) => format!("breaks with {code:?} {signal:?}"),
    };
    let text = String::from_utf8_lossy(&run.stderr);
    // Each rule with the line of its first finding, and the number of findings.
    let mut rules: Vec<(String, String, usize)> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((_, rest)) =
            ["error[", "warning[", "note["].iter().find_map(|kind| line.split_once(kind))
        else {
            continue;
        };
        let Some((code, _)) = rest.split_once("]: ").filter(|_| line.starts_with(['e', 'w', 'n']))
        else {
            continue;
        };
        while lines.peek().is_some_and(|next| next.starts_with("       ")) {
            lines.next();
        }
        let place = lines.peek().and_then(|next| next.trim_start().strip_prefix("--> "));
        let at = place.and_then(|place| place.rsplit(':').nth(1)).unwrap_or_default();
        match rules.iter_mut().find(|(rule, ..)| rule == code) {
            Some((.., count)) => *count += 1,
            None => rules.push((code.to_owned(), at.to_owned(), 1)),
        }
    }
    for (code, at, count) in rules {
        let at = if at.is_empty() { String::new() } else { format!(":{at}") };
        let count = if count == 1 { String::new() } else { format!("x{count}") };
        out += &format!(" {code}{at}{count}");
    }
    out
}

/// Every file, folder and link under a folder, links not followed, with its contents.
fn everything(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            let small = entry.metadata().unwrap().len() < 100_000;
            let bytes =
                if kind.is_file() && small { std::fs::read(&path).unwrap() } else { Vec::new() };
            if kind.is_dir() {
                folders.push(path);
            }
            if name != "kit/output" {
                found.insert(name, bytes);
            }
        }
    }
    found
}

/// What stands in the kit's output folder.
fn books(kit: &Path, faults: &mut Vec<String>) -> BTreeMap<String, Vec<u8>> {
    let folder = kit.join("output");
    if folder.is_symlink() {
        return BTreeMap::new();
    }
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let mut books = BTreeMap::new();
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
        if !plain || name.starts_with('.') {
            faults.push(format!("the output folder holds `{name}`"));
        }
        books.insert(name, std::fs::read(path).unwrap_or_default());
    }
    books
}

fn holds(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

/// Looks into a book for what it must not hold.
fn look_into(name: &str, bytes: &[u8], faults: &mut Vec<String>) {
    let mut texts: Vec<(String, Vec<u8>)> = vec![(name.to_owned(), bytes.to_vec())];
    if name.ends_with(".epub") {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).unwrap();
            let mut text = Vec::new();
            entry.read_to_end(&mut text).unwrap();
            texts.push((entry.name().to_owned(), text));
        }
    } else if name.ends_with(".pdf") {
        let Ok(pdf) = lopdf::Document::load_mem(bytes) else {
            faults.push(format!("{name}: is no PDF to other eyes"));
            return;
        };
        for (id, object) in &pdf.objects {
            let text = match object {
                lopdf::Object::Stream(stream) => {
                    stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())
                }
                other => {
                    let text = format!("{other:?}");
                    for key in ["/JavaScript", "/JS", "/Launch", "/AA", "/SubmitForm", "/GoToR"] {
                        let keyed = format!("{key} ");
                        if text.contains(&keyed) || text.contains(&format!("{key}>")) {
                            faults.push(format!("{name}: object {id:?} holds {key}"));
                        }
                    }
                    text.into_bytes()
                }
            };
            texts.push((format!("{name} {id:?}"), text));
        }
    }
    for (place, text) in &texts {
        if holds(text, CANARY.as_bytes()) {
            faults.push(format!("{name}: {place} holds the contents of a file outside"));
        }
        let markup =
            [".xhtml", ".svg", ".opf", ".ncx", ".css"].iter().any(|end| place.ends_with(end));
        let text = String::from_utf8_lossy(text).to_lowercase();
        for active in ACTIVE.iter().filter(|active| markup && text.contains(**active)) {
            faults.push(format!("{name}: {place} holds `{active}`"));
        }
    }
    let options = platemark::inspect::Options::default();
    let found = platemark::inspect::inspect(&mut Cursor::new(bytes), name, &options).unwrap();
    for found in found.diagnostics {
        if ["E013", "E014", "D026", "D027", "D028"].contains(&found.code.id()) {
            faults.push(format!("{name}: {}: {}", found.code, found.message));
        }
    }
}

/// What makes a page do something or fetch something.
const ACTIVE: [&str; 16] = [
    "<script",
    "<iframe",
    "<object",
    "<embed",
    "<form",
    "<foreignobject",
    "<!entity",
    "<?xml-styl",
    "onload=\"",
    "onclick=\"",
    "onerror=\"",
    "href=\"javascript:",
    "href=\"data:",
    "src=\"http",
    "src=\"data:",
    "href=\"file:",
];
