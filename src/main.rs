//! Arguments in, exit code out.

use std::process::ExitCode;
use std::thread;

/// What the deepest kit takes several times over; a shell may leave the first thread less.
const STACK: usize = 16 << 20;

fn main() -> ExitCode {
    let name = "main".to_owned();
    match thread::Builder::new().name(name).stack_size(STACK).spawn(platemark::cli::main) {
        // It has said why it panicked.
        Ok(running) => running.join().unwrap_or(ExitCode::from(101)),
        Err(_) => platemark::cli::main(),
    }
}
