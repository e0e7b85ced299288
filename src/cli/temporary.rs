//! What a run has on the disk that has no name yet, and what becomes of it when a signal ends
//! the run.
//!
//! Whoever makes a temporary file or folder notes it here, and whoever gives files their names
//! holds the [`Notes`] meanwhile: a signal waits for that, then what is noted is removed, and the
//! program ends with the exit code that shells give to the signal. It knows nothing of what the
//! files hold. The notes are the process's own, as signals are.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::output;

static NOTES: Mutex<Notes> = Mutex::new(Notes { paths: BTreeSet::new(), locks: BTreeSet::new() });

/// What is to be removed.
#[derive(Debug)]
pub(super) struct Notes {
    paths: BTreeSet<PathBuf>,
    /// Files whose locks keep other runs out of a folder beside them.
    locks: BTreeSet<PathBuf>,
}

/// Holds the notes. No signal ends the run until they are let go. Where the lock of a folder is
/// wanted too, that is taken after them.
pub(super) fn notes() -> MutexGuard<'static, Notes> {
    NOTES.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Notes {
    /// Notes a file or folder.
    pub(super) fn add(&mut self, path: &Path) {
        self.paths.insert(path.to_owned());
    }

    /// Notes a file that is locked as long as the run lives.
    pub(super) fn add_lock(&mut self, path: &Path) {
        self.locks.insert(path.to_owned());
    }

    /// What was noted is gone, or has got its name.
    pub(super) fn forget(&mut self, path: &Path) {
        self.paths.remove(path);
        self.locks.remove(path);
    }

    /// Removes what is noted. If anything cannot be removed, the next run tries again.
    fn clear(&self) {
        for path in &self.paths {
            // Other threads may still write into a folder.
            let gone = |()| {
                drop(fs::remove_file(path).or_else(|_| fs::remove_dir_all(path)));
                fs::symlink_metadata(path).is_err()
            };
            let _gone = std::iter::repeat_n((), 100).any(gone);
        }
        for path in &self.locks {
            // While the folder is locked nobody waits for the file that is removed.
            let _names = path.parent().and_then(output::lock);
            drop(fs::remove_file(path));
        }
    }
}

/// Runs a command on a thread with so much stack, and ends it if a signal asks for that.
///
/// Signals that whoever started the program lets pass, as `nohup` does, end nothing. Where they
/// cannot be waited for, they end the run at once, and the next run removes what was left.
pub(super) fn attended(stack: usize, command: fn() -> u8) -> ExitCode {
    let pipe = io::pipe().and_then(|(told, tells)| Ok((tells.try_clone()?, (told, tells))));
    let (ends, pipe) = pipe.ok().unzip();
    let work = move || {
        // It has said why it panicked.
        let code = std::panic::catch_unwind(command).unwrap_or(101);
        if ends.is_some_and(|mut ends| ends.write_all(&[0]).is_err()) {
            // Who waits for the end cannot be told.
            std::process::exit(i32::from(code));
        }
        code
    };
    match thread::Builder::new().name("main".to_owned()).stack_size(stack).spawn(work) {
        Ok(running) => {
            if let Some(signal) = pipe.and_then(|(told, tells)| wait(told, &tells)) {
                let notes = notes();
                notes.clear();
                // The notes are held, so that no other thread makes or names a file any more.
                std::process::exit(128 + signal);
            }
            ExitCode::from(running.join().unwrap_or(101))
        }
        Err(_) => ExitCode::from(command()),
    }
}

/// Waits for the end of the command, or for a signal, which is returned.
fn wait(mut told: PipeReader, tells: &PipeWriter) -> Option<i32> {
    let signal = Arc::new(AtomicUsize::new(0));
    #[cfg(unix)]
    drop(hear(&signal, tells));
    #[cfg(not(unix))]
    let _heard_by_nobody = tells;
    told.read_exact(&mut [0]).ok()?;
    i32::try_from(signal.load(Ordering::SeqCst)).ok().filter(|signal| *signal != 0)
}

/// Lets signals be noted and told.
#[cfg(unix)]
fn hear(signal: &Arc<AtomicUsize>, tells: &PipeWriter) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::{flag, low_level};
    let passed = passed();
    for (name, number) in [(SIGHUP, 1), (SIGINT, 2), (SIGTERM, 15)] {
        if passed & 1 << (number - 1) == 0 {
            let tells = tells.try_clone()?;
            flag::register_usize(name, Arc::clone(signal), number)?;
            low_level::pipe::register(name, tells)?;
        }
    }
    Ok(())
}

/// The signals that are let pass, a bit each (Linux, proc(5), "`SigIgn`").
#[cfg(unix)]
fn passed() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}
