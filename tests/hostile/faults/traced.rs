//! The program under `strace`, in a folder of its own, and what it was doing if it does not end.
//!
//! Reads what Linux tells of processes (proc(5)). It knows no fault by name.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::scratch::Scratch;

/// When a run that has a fraction of a second of work counts as hanging.
const PATIENCE: Duration = Duration::from_secs(150);

/// Runs the program with a log of these calls, some of which fail.
///
/// # Errors
///
/// What each thread of a program that hangs was doing.
pub(super) fn strace(
    arguments: &[&str],
    place: &Scratch,
    log: &str,
    calls: &str,
    faults: &[String],
) -> Result<Output, String> {
    let mut command = Command::new("strace");
    command.args(["-qq", "-f", "--seccomp-bpf", "-o", log, "-e", &format!("trace={calls}")]);
    for fault in faults {
        command.args(["-e", &format!("inject={fault}")]);
    }
    command.arg(env!("CARGO_BIN_EXE_platemark")).args(arguments).current_dir(place.path());
    command
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    ended(command.spawn().unwrap(), place)
}

/// Whether a run hung because the tracer left one of its threads stopped at a call.
pub(super) fn is_the_tracers(hang: &str) -> bool {
    hang.contains("tracing stop")
}

/// Waits for a run to end; ends one that hangs. What it prints fits into a pipe.
fn ended(mut tracer: Child, place: &Scratch) -> Result<Output, String> {
    let began = Instant::now();
    while tracer.try_wait().unwrap().is_none() {
        if PATIENCE < began.elapsed() {
            let processes = processes(place);
            let threads: Vec<String> = processes.iter().flat_map(|path| threads(path)).collect();
            tracer.kill().unwrap();
            for name in processes.iter().filter_map(|path| path.file_name()) {
                drop(Command::new("kill").arg("-KILL").arg(name).status());
            }
            tracer.wait().unwrap();
            return Err(format!("it hangs: {}", threads.join("; ")));
        }
        thread::sleep(Duration::from_millis(3));
    }
    Ok(tracer.wait_with_output().unwrap())
}

/// The folders of the program's processes that work in this place.
fn processes(place: &Scratch) -> Vec<PathBuf> {
    let all = fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap().path());
    let leads = |path: &PathBuf, link: &str| fs::read_link(path.join(link)).unwrap_or_default();
    let here = fs::canonicalize(place.path()).unwrap();
    all.filter(|path| leads(path, "cwd") == here && leads(path, "exe").ends_with("platemark"))
        .collect()
}

/// The name of each thread, its state, and the call that it waits in.
fn threads(process: &Path) -> Vec<String> {
    let Ok(tasks) = fs::read_dir(process.join("task")) else { return Vec::new() };
    let said = |path: PathBuf| fs::read_to_string(path).unwrap_or_default();
    let told = |task: PathBuf| {
        let status = said(task.join("status"));
        let state = status.lines().find(|line| line.starts_with("State:")).unwrap_or_default();
        let (name, call) = (said(task.join("comm")), said(task.join("syscall")));
        format!("{} {} in {}", name.trim(), state.trim(), call.trim())
    };
    tasks.filter_map(|task| task.ok().map(|task| told(task.path()))).collect()
}
